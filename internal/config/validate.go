package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/bailiwick-dev/bailiwick/internal/nearest"
)

// validate checks what needs no file system: names, globs, and keys that contradict one another.
func (f *File) validate() problems {
	var ps problems
	symbols := func(key string, names []string) {
		for i, name := range names {
			if _, err := ParseSymbol(name); err != nil {
				at := fmt.Sprintf("%s[%d]", key, i)
				ps.add(f.At(at), at, "%v", err)
			}
		}
	}
	symbols("tenant.principal", f.Tenant.Principal)
	symbols("tenant.handles", f.Tenant.Handles)
	symbols("no-return", f.NoReturn)
	symbols("rules.permguard.guards", f.Rules.Permguard.Guards)
	for _, list := range []struct {
		key   string
		globs []string
	}{{"exclude", f.Exclude}, {"schema", f.Schema}} {
		for i, glob := range list.globs {
			if !doublestar.ValidatePattern(glob) {
				at := fmt.Sprintf("%s[%d]", list.key, i)
				ps.add(f.At(at), at, "%q is no valid glob", glob)
			}
		}
	}
	for _, name := range sortedKeys(f.Tables) {
		f.validateTable(&ps, name)
	}
	for i := range f.Queries {
		f.validateRow(&ps, i)
	}
	for i := range f.Routers {
		f.validateRouter(&ps, i)
	}
	return ps
}

// routerRoles are the words of a router's arguments.
var routerRoles = [...]string{"_", "method", "pattern", "prefix", "handler", "handlers", "use", "any", "build", "router", "option", "mount"}

func (f *File) validateRouter(ps *problems, i int) {
	row, key := f.Routers[i], fmt.Sprintf("routers[%d]", i)
	names := []struct{ key, name string }{{key + ".func", row.Func}, {key + ".context", row.Context}}
	for _, n := range names {
		if n.name == "" {
			continue
		}
		if _, err := ParseSymbol(n.name); err != nil {
			ps.add(f.At(n.key), n.key, "%v", err)
		}
	}
	roles := strings.Fields(row.Args)
	for n, role := range roles {
		word, more := strings.CutSuffix(role, "...")
		if more && n < len(roles)-1 {
			ps.add(f.At(key+".args"), key+".args", "%q takes all further arguments: nothing can follow it", role)
		}
		if in, isStruct := strings.CutPrefix(word, "{"); isStruct {
			for _, field := range strings.Split(strings.TrimSuffix(in, "}"), ",") {
				_, word, _ = strings.Cut(field, ":")
				f.validateRole(ps, key+".args", word)
			}
			continue
		}
		f.validateRole(ps, key+".args", word)
	}
}

func (f *File) validateRole(ps *problems, key, word string) {
	if !slices.Contains(routerRoles[:], word) {
		ps.add(f.At(key), key, "%q is no role of an argument: want one of %s", word, strings.Join(routerRoles[:], ", "))
	}
}

func (f *File) validateTable(ps *problems, name string) {
	t, key := f.Tables[name], "tables."+name
	if t.Global && t.Key != "" {
		ps.add(f.At(key), key, "a global table has no key: set one of the two")
	}
	if t.Global && t.AllowWider {
		ps.add(f.At(key), key, "a global table has no wider key: set one of the two")
	}
	if (t.Global || t.AllowWider) && t.Reason == "" {
		// These two switch obligations off for good; a reader of the config must learn why, as with a waiver.
		ps.add(f.At(key), key, "reason is missing: say why nothing narrower is required")
	}
}

func (f *File) validateRow(ps *problems, i int) {
	row, key := f.Queries[i], fmt.Sprintf("queries[%d]", i)
	if row.Func != "" {
		if _, err := ParseSymbol(row.Func); err != nil {
			ps.add(f.At(key+".func"), key+".func", "%v", err)
		}
	}
	speaks := row.SQL != nil || row.Table != nil || row.Model != nil
	switch {
	case row.Op == OpNone && (speaks || row.Args != nil || row.Dest != nil):
		ps.add(f.At(key), key, "a function that touches no row has no sql, args, table, model or dest")
	case row.Op != OpNone && row.Op != "" && !speaks:
		ps.add(f.At(key), key, "one of sql, table and model is needed to know what the call touches")
	}
}

// Check looks for the files that the config names. A config that names what is not there is a mistake, never an empty schema: without this a
// misspelled migration directory would pass every query.
func (f *File) Check() error {
	var ps problems
	for i := range f.Schema {
		at := fmt.Sprintf("schema[%d]", i)
		if _, err := f.schemaFiles(i); err != nil {
			ps = append(ps, &Problem{Place: f.At(at), Key: at, Message: "cannot be used", Err: err})
		}
	}
	return ps.err()
}

// CheckBaseline looks for the baseline file that the config names. The command that creates it does not ask.
func (f *File) CheckBaseline() error {
	if f.Baseline == "" {
		return nil
	}
	if _, err := os.Stat(f.Resolve(f.Baseline)); err != nil {
		return &Problem{Place: f.At("baseline"), Key: "baseline", Message: "cannot be used", Err: err}
	}
	return nil
}

// SchemaPaths gives the files and directories that schema names, globs expanded, in the order of the list and sorted within a glob.
func (f *File) SchemaPaths() ([]string, error) {
	var paths []string
	for i := range f.Schema {
		found, err := f.schemaFiles(i)
		if err != nil {
			at := fmt.Sprintf("schema[%d]", i)
			return nil, &Problem{Place: f.At(at), Key: at, Message: "cannot be used", Err: err}
		}
		paths = append(paths, found...)
	}
	return paths, nil
}

func (f *File) schemaFiles(i int) ([]string, error) {
	path := f.Resolve(f.Schema[i])
	if _, err := os.Stat(path); err == nil {
		return []string{path}, nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	found, err := doublestar.FilepathGlob(path, doublestar.WithFailOnIOErrors())
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%q: %w%s", f.Schema[i], fs.ErrNotExist, f.nearPath(f.Schema[i]))
	}
	slices.Sort(found)
	return found, nil
}

// nearPath is the clause that names the entry of the directory which a misspelled path comes closest to; empty when there is none, as for a glob.
func (f *File) nearPath(path string) string {
	parent, name := filepath.Split(filepath.FromSlash(path))
	entries, err := os.ReadDir(f.Resolve(parent))
	if err != nil {
		return ""
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	near := nearest.Word(name, names)
	if near == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", filepath.ToSlash(filepath.Join(parent, near)))
}

// Resolve gives the path that a relative path of the config means.
func (f *File) Resolve(path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(f.Dir, path)
}

// Excluded reports whether a file, given by its absolute path, owes nothing. A file outside the config's directory is never excluded: the globs are relative to it.
func (f *File) Excluded(file string) bool {
	if len(f.Exclude) == 0 {
		return false
	}
	rel, err := filepath.Rel(f.Dir, file)
	if err != nil || !filepath.IsLocal(rel) {
		return false
	}
	rel = filepath.ToSlash(rel)
	return slices.ContainsFunc(f.Exclude, func(glob string) bool {
		return doublestar.MatchUnvalidated(glob, rel)
	})
}

// SeverityOf is the severity of a finding of a rule, by its category. What the config has no block for, such as the suite's findings about its own
// directives, is an error: nothing is ever off unless somebody wrote so.
func (c *Config) SeverityOf(rule, category string) Severity {
	switch rule {
	case "tenantscope":
		ts := &c.Rules.Tenantscope
		if ts.Severity == SeverityOff {
			return SeverityOff
		}
		if s, ok := ts.Categories[TenantscopeCategory(category)]; ok {
			return s
		}
		return ts.Severity
	case "permguard":
		pg := &c.Rules.Permguard
		if pg.Severity == SeverityOff {
			return SeverityOff
		}
		if s, ok := pg.Categories[PermguardCategory(category)]; ok {
			return s
		}
		if PermguardCategory(category) == UnguardedRoute {
			return SeverityOff
		}
		return pg.Severity
	}
	return SeverityError
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
