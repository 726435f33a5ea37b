package workspace

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
)

// A frozen workspace is text that holds all that a verdict can depend on beside the Go files of a package. It is for drivers that let an analyzer
// see nothing else: in a sandbox of Bazel's there is neither a config nor a migration, and what is read all the same is in no cache's key.

// frozen is what the text holds. Its paths are relative to the root that the program lies in, with slashes.
type frozen struct {
	Places []frozenPlace
	// Files are SQL files that code may embed or be generated from, and baselines, by path.
	Files map[string][]byte
}

// frozenPlace is the workspace of a directory and of those below it, up to where another place begins.
type frozenPlace struct {
	Dir, Root  string
	ConfigPath string // "" for none
	ConfigText []byte
	Modules    []Module
	Catalog    content
}

// Freeze returns the text of the workspaces of the program that a directory belongs to. The same files give the same text.
func (c *Cache) Freeze(dir string) (string, error) {
	root, err := FindRoot(dir)
	if err != nil {
		return "", err
	}
	f := freezer{cache: c, root: root, done: map[string]bool{}, frozen: frozen{Files: map[string][]byte{}}}
	if err := f.add(root); err != nil {
		return "", err
	}
	body, err := codec().Encode(f.frozen)
	if err != nil {
		return "", fmt.Errorf("freeze the workspace: %w", err)
	}
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		return "", fmt.Errorf("freeze the workspace: %w", err)
	}
	if _, err := w.Write(body); err != nil {
		return "", fmt.Errorf("freeze the workspace: %w", err)
	}
	if err := w.Close(); err != nil {
		return "", fmt.Errorf("freeze the workspace: %w", err)
	}
	return layout() + "\n" + wrap(base64.StdEncoding.EncodeToString(packed.Bytes())), nil
}

// wrap breaks a text into lines, which version control can compare.
func wrap(text string) string {
	var b strings.Builder
	for len(text) > 0 {
		n := min(len(text), 120)
		b.WriteString(text[:n] + "\n")
		text = text[n:]
	}
	return b.String()
}

// layout names the form of the text: the types that are written by position. Text of another version of the suite is refused, never misread.
func layout() string {
	h := sha256.New()
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type)
	walk = func(t reflect.Type) {
		fmt.Fprintf(h, "%s %s\n", t, t.Kind())
		if seen[t] {
			return
		}
		seen[t] = true
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map:
			walk(t.Elem())
		case reflect.Struct:
			for i := range t.NumField() {
				fmt.Fprintln(h, t.Field(i).Name)
				walk(t.Field(i).Type)
			}
		}
	}
	walk(reflect.TypeFor[frozen]())
	for _, t := range codec().Types() {
		walk(t)
	}
	return fmt.Sprintf("bailiwick workspace %x", h.Sum(nil)[:8])
}

// freezer collects what is frozen.
type freezer struct {
	cache  *Cache
	root   string
	done   map[string]bool
	frozen frozen
}

// add freezes a root, the configs in it, and the roots of modules outside that belong to it.
func (f *freezer) add(root string) error {
	if f.done[root] {
		return nil
	}
	f.done[root] = true
	s, err := f.cache.scan(root)
	if err != nil {
		return err
	}
	dirs := []string{root}
	for _, name := range s.configs {
		dirs = append(dirs, filepath.Dir(name))
	}
	slices.Sort(dirs)
	var outside []Module
	for _, dir := range slices.Compact(dirs) {
		w, err := f.cache.Open(dir)
		if err != nil {
			return err
		}
		if err := f.place(dir, w); err != nil {
			return err
		}
		if err := f.files(w, s); err != nil {
			return err
		}
		outside = w.outside()
	}
	for _, m := range outside {
		from, err := FindRoot(m.Dir)
		if err != nil {
			return err
		}
		if err := f.add(from); err != nil {
			return err
		}
	}
	return nil
}

// place freezes the workspace of one directory.
func (f *freezer) place(dir string, w *Workspace) error {
	// A deep copy, whose names can be changed.
	body, err := codec().Encode(contentOf(w.Catalog))
	if err != nil {
		return fmt.Errorf("freeze the catalog: %w", err)
	}
	var c content
	if err := codec().Decode(body, &c); err != nil {
		return fmt.Errorf("freeze the catalog: %w", err)
	}
	c.Inputs = nil
	f.relocate(reflect.ValueOf(&c))
	p := frozenPlace{Dir: f.rel(dir), Root: f.rel(w.Root), Catalog: c}
	for _, m := range w.Modules {
		p.Modules = append(p.Modules, Module{m.Path, f.rel(m.Dir)})
	}
	if w.Config.Path != "" {
		p.ConfigPath = f.rel(w.Config.Path)
		if p.ConfigText, err = os.ReadFile(w.Config.Path); err != nil {
			return fmt.Errorf("freeze the config: %w", err)
		}
	}
	f.frozen.Places = append(f.frozen.Places, p)
	return nil
}

// relocate makes names of files outside of the root, which a catalog has as absolute ones, relative to it.
func (f *freezer) relocate(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			f.relocate(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			f.relocate(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				f.relocate(v.Field(i))
			}
		}
	case reflect.String:
		if v.CanSet() && filepath.IsAbs(filepath.FromSlash(v.String())) && f.outside(v.String()) {
			v.SetString(f.rel(filepath.FromSlash(v.String())))
		}
	}
}

// outside reports whether a name is that of a file in a module outside of the root.
func (f *freezer) outside(name string) bool {
	for _, w := range f.cache.Opened() {
		if slices.ContainsFunc(w.outside(), func(m Module) bool { return inTree(m.Dir, filepath.FromSlash(name)) }) {
			return true
		}
	}
	return false
}

func (f *freezer) rel(name string) string {
	rel, err := filepath.Rel(f.root, name)
	if err != nil {
		return filepath.ToSlash(name) // on another drive: it will be found nowhere, and said so
	}
	return filepath.ToSlash(rel)
}

// files freezes the SQL that is no schema, and the baseline.
func (f *freezer) files(w *Workspace, s *scan) error {
	schema := inputs(w)
	keep := func(name string) error {
		data, err := os.ReadFile(name)
		if err != nil {
			return fmt.Errorf("freeze the files: %w", err)
		}
		f.frozen.Files[f.rel(name)] = data
		return nil
	}
	for _, file := range s.files {
		if isSqlcConfig(file.rel) {
			if err := keep(file.name); err != nil {
				return err
			}
		}
		if filepath.Ext(file.rel) != ".sql" {
			continue
		}
		data, err := os.ReadFile(file.name)
		if err != nil {
			return fmt.Errorf("freeze the files: %w", err)
		}
		if len(data) <= maxFile && (!schema[file.rel] || holdsQueries(data)) {
			f.frozen.Files[f.rel(file.name)] = data
		}
	}
	if w.Config.Baseline == "" {
		return nil
	}
	return keep(w.Config.Resolve(w.Config.Baseline))
}

// thaw reads a text that Freeze wrote.
func thaw(text string) (*frozen, error) {
	head, body, _ := strings.Cut(text, "\n")
	if head != layout() {
		return nil, errors.New("the workspace was written by another version of bailiwick: run bailiwick nogo of this one")
	}
	packed, err := base64.StdEncoding.DecodeString(body) // which skips the line breaks
	if err != nil {
		return nil, fmt.Errorf("read the workspace: %w", err)
	}
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		return nil, fmt.Errorf("read the workspace: %w", err)
	}
	f := new(frozen)
	if err := codec().Decode(data, f); err != nil {
		return nil, fmt.Errorf("read the workspace: %w", err)
	}
	if len(f.Places) == 0 {
		return nil, errors.New("read the workspace: it is empty")
	}
	return f, nil
}

// placeOf finds the place of a directory: the innermost one that holds it, else the first, which is the root's.
func (f *frozen) placeOf(dir string) int {
	best := 0
	for i, p := range f.Places {
		if p.holds(dir) && (len(p.Dir) > len(f.Places[best].Dir) || !f.Places[best].holds(dir)) {
			best = i
		}
	}
	return best
}

func (p *frozenPlace) holds(dir string) bool {
	return p.Dir == "." && dir != ".." && !strings.HasPrefix(dir, "../") || dir == p.Dir || strings.HasPrefix(dir, p.Dir+"/")
}

// beneath joins slash-separated relative paths.
func beneath(root, rel string) string {
	return filepath.FromSlash(path.Join(filepath.ToSlash(root), rel))
}
