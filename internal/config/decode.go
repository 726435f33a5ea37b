package config

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/nearest"
	"go.yaml.in/yaml/v3"
)

// decoder fills a Config from a YAML tree. The library's own strict mode names neither the nearest key nor keeps the places of values, and both are
// needed: a path that does not exist is reported where the config names it, long after decoding.
type decoder struct {
	file     string
	noLines  bool // the tree was not read from a text that the user sees
	at       map[string]Place
	problems problems
}

func (d *decoder) place(n *yaml.Node) Place {
	if d.noLines {
		return Place{File: d.file}
	}
	return Place{File: d.file, Line: n.Line, Column: n.Column}
}

// value decodes n into v, which must be settable. key is the path of the value so far.
func (d *decoder) value(n *yaml.Node, v reflect.Value, key string) {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if isNull(n) {
		// "tables:" with nothing below it is what an editor leaves behind: an absent key.
		return
	}
	if _, seen := d.at[key]; !seen {
		d.at[key] = d.place(n)
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), key)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[Arg]() {
			d.arg(n, v, key)
			return
		}
		d.structure(n, v, key)
	case reflect.Map:
		d.mapping(n, v, key)
	case reflect.Slice:
		d.list(n, v, key)
	default:
		d.scalar(n, v, key)
	}
}

func (d *decoder) structure(n *yaml.Node, v reflect.Value, key string) {
	if n.Kind != yaml.MappingNode {
		d.problems.add(d.place(n), key, "want a block of keys, got %s", describe(n))
		return
	}
	fields := fieldsOf(v.Type())
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	seen := make(map[string]bool)
	d.pairs(n, key, func(name string, keyNode, valueNode *yaml.Node) {
		for _, f := range fields {
			if f.name == name {
				seen[name] = !isNull(valueNode)
				d.at[join(key, name)] = d.place(keyNode)
				d.value(valueNode, v.Field(f.index), join(key, name))
				return
			}
		}
		d.problems.add(d.place(keyNode), join(key, name), "unknown key%s", nearest.Hint(name, names))
	})
	for _, f := range fields {
		if f.required && !seen[f.name] {
			d.problems.add(d.place(n), key, "%s is missing", f.name)
		}
	}
}

func (d *decoder) mapping(n *yaml.Node, v reflect.Value, key string) {
	if n.Kind != yaml.MappingNode {
		d.problems.add(d.place(n), key, "want a block of keys, got %s", describe(n))
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	d.pairs(n, key, func(name string, keyNode, valueNode *yaml.Node) {
		if words, closed := valuesOf(v.Type().Key()); closed && !contains(words, name) {
			d.problems.add(d.place(keyNode), join(key, name), "unknown key%s", nearest.Hint(name, words))
			return
		}
		d.at[join(key, name)] = d.place(keyNode)
		element := reflect.New(v.Type().Elem()).Elem()
		d.value(valueNode, element, join(key, name))
		v.SetMapIndex(reflect.ValueOf(name).Convert(v.Type().Key()), element)
	})
}

// pairs visits the keys of a mapping once each.
func (d *decoder) pairs(n *yaml.Node, key string, visit func(name string, keyNode, valueNode *yaml.Node)) {
	first := make(map[string]int)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		switch line, twice := first[k.Value]; {
		case k.Kind != yaml.ScalarNode:
			d.problems.add(d.place(k), key, "want a plain key, got %s", describe(k))
		case k.Tag == "!!merge":
			d.problems.add(d.place(k), key, "merge keys (<<) are not supported: write the keys out")
		case twice:
			d.problems.add(d.place(k), join(key, k.Value), "the key is given twice, first in line %d", line)
		default:
			first[k.Value] = k.Line
			visit(k.Value, k, v)
		}
	}
}

func (d *decoder) list(n *yaml.Node, v reflect.Value, key string) {
	if n.Kind != yaml.SequenceNode {
		d.problems.add(d.place(n), key, "want a list, got %s", describe(n))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		at := key + "[" + strconv.Itoa(i) + "]"
		if isNull(item) {
			d.problems.add(d.place(item), at, "the item is empty")
			continue
		}
		d.value(item, v.Index(i), at)
	}
}

func (d *decoder) scalar(n *yaml.Node, v reflect.Value, key string) {
	if n.Kind != yaml.ScalarNode {
		d.problems.add(d.place(n), key, "want %s, got %s", wanted(v.Type()), describe(n))
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		if n.Tag != "!!bool" {
			d.problems.add(d.place(n), key, "want true or false, got %s", describe(n))
			return
		}
		v.SetBool(strings.EqualFold(n.Value, "true"))
	case reflect.String:
		if words, closed := valuesOf(v.Type()); closed {
			// "off" is a boolean to YAML 1.1 readers and a string to this one; the spelling decides either way.
			if !contains(words, n.Value) {
				d.problems.add(d.place(n), key, "%q is no valid value%s", n.Value, nearest.Hint(n.Value, words))
				return
			}
		} else if n.Tag != "!!str" {
			d.problems.add(d.place(n), key, "want a string, got %s; quote it if it is meant", describe(n))
			return
		}
		v.SetString(n.Value)
	default:
		// Every kind that types.go uses is above; TestEveryTypeDecodes keeps it so.
		d.problems.add(d.place(n), key, "cannot decode into %s", v.Type())
	}
}

// arg reads an argument's index or name.
func (d *decoder) arg(n *yaml.Node, v reflect.Value, key string) {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!int" {
		if i, err := strconv.Atoi(n.Value); err == nil && i >= 0 {
			v.Set(reflect.ValueOf(Arg{Index: i}))
			return
		}
	}
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" && isIdentifier(n.Value) {
		v.Set(reflect.ValueOf(Arg{Name: n.Value}))
		return
	}
	d.problems.add(d.place(n), key, "want an argument's index (from 0) or its parameter's name, got %s", describe(n))
}

func wanted(t reflect.Type) string {
	if words, closed := valuesOf(t); closed {
		return "one of " + strings.Join(words, ", ")
	}
	if t.Kind() == reflect.Bool {
		return "true or false"
	}
	return "a string"
}

func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a block of keys"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	switch n.Tag {
	case "!!str":
		return fmt.Sprintf("the string %q", n.Value)
	case "!!int", "!!float":
		return "the number " + n.Value
	case "!!bool":
		return "the boolean " + n.Value
	case "!!timestamp":
		return "the date " + n.Value
	}
	return fmt.Sprintf("%q", n.Value)
}

func isNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Tag == "!!null"
}

func join(key, name string) string {
	if key == "" {
		return name
	}
	return key + "." + name
}
