package config

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Leaves lists the keys of the config that hold a value, a list or a map, by their dotted path, in the order of the types.
func Leaves() []string {
	var keys []string
	var walk func(t reflect.Type, prefix string)
	walk = func(t reflect.Type, prefix string) {
		for _, f := range fieldsOf(t) {
			if at := join(prefix, f.name); f.value.Kind() == reflect.Struct {
				walk(f.value, at)
			} else {
				keys = append(keys, at)
			}
		}
	}
	walk(reflect.TypeFor[Config](), "")
	return keys
}

// Settings collects single keys that were given as text, in flags for example. The zero value is ready for use and holds none.
type Settings struct {
	// Source names the place in messages, "the flags of tenantscope".
	Source string

	root map[string]any
}

// Set gives a key a value: text as it stands for a string, a list with commas between its items or in YAML, anything else in YAML.
func (s *Settings) Set(key, text string) error {
	value, err := valueOf(key, text)
	if err != nil {
		return err
	}
	alone := map[string]any{}
	assign(alone, key, value)
	if _, err := FromSettings(s.Source, ".", alone); err != nil {
		return err
	}
	if s.root == nil {
		s.root = map[string]any{}
	}
	assign(s.root, key, value)
	return nil
}

// File is the config of the keys that were set, nil when there are none. Its relative paths start from dir.
func (s *Settings) File(dir string) (*File, error) {
	if s.root == nil {
		return nil, nil
	}
	return FromSettings(s.Source, dir, s.root)
}

// valueOf reads a value by the type of its key.
func valueOf(key, text string) (any, error) {
	t, ok := typeOf(key)
	switch {
	case !ok:
		return nil, fmt.Errorf("no key is called %s", key)
	case t.Kind() == reflect.String:
		return text, nil
	case t == reflect.TypeFor[[]string]() && !strings.HasPrefix(strings.TrimSpace(text), "["):
		var list []any
		for item := range strings.SplitSeq(text, ",") {
			if item = strings.TrimSpace(item); item != "" {
				list = append(list, item)
			}
		}
		return list, nil
	}
	var value any
	if err := yaml.Unmarshal([]byte(text), &value); err != nil {
		return nil, fmt.Errorf("%s: not valid YAML: %w", key, err)
	}
	return value, nil
}

func typeOf(key string) (reflect.Type, bool) {
	t := reflect.TypeFor[Config]()
	for name := range strings.SplitSeq(key, ".") {
		if t.Kind() != reflect.Struct {
			return nil, false
		}
		fields := fieldsOf(t)
		i := slices.IndexFunc(fields, func(f field) bool { return f.name == name })
		if i < 0 {
			return nil, false
		}
		t = fields[i].value
	}
	return t, t.Kind() != reflect.Struct
}

// assign sets a dotted key in a tree of blocks.
func assign(root map[string]any, key string, value any) {
	first, rest, nested := strings.Cut(key, ".")
	if !nested {
		root[first] = value
		return
	}
	block, ok := root[first].(map[string]any)
	if !ok {
		block = map[string]any{}
		root[first] = block
	}
	assign(block, rest, value)
}

// SchemaDiffers names a key that decides about the tables, or about files, and that two configs set differently. Such a key has no effect on a catalog that is made already.
func SchemaDiffers(a, b *File) (string, bool) {
	for _, d := range []struct {
		key  string
		x, y any
	}{
		{"tenant.columns", a.Tenant.Columns, b.Tenant.Columns},
		{"tenant.root", a.Tenant.Root, b.Tenant.Root},
		{"schema", a.Schema, b.Schema},
		{"tables", owners(a), owners(b)},
		{"baseline", a.Baseline, b.Baseline},
	} {
		if !reflect.DeepEqual(d.x, d.y) {
			return d.key, true
		}
	}
	return "", false
}

// owners is what the corrections of tables say of whose the rows are.
func owners(f *File) map[string]Table {
	tables := map[string]Table{}
	for name, t := range f.Tables {
		if t.Global || t.Key != "" {
			tables[name] = Table{Global: t.Global, Key: t.Key}
		}
	}
	return tables
}
