// Package config is the user's configuration: .bailiwick.yml and the settings block of golangci-lint, which have the same keys. It decodes strictly,
// keeps the place of every value for later errors, and gives a digest that changes only with the meaning.
package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	pathpkg "path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// FileName is the name under which a config is found by walking up.
const FileName = ".bailiwick.yml"

// File is a decoded config together with where it came from.
type File struct {
	Config
	// Path is the path of the file, "" when there is none.
	Path string
	// Dir is the absolute path of the directory that relative paths in the config start from.
	Dir string

	at map[string]Place
}

// Default is the config of somebody who has none; dir is where relative paths would start from.
func Default(dir string) *File {
	f := &File{Dir: dir, at: map[string]Place{}}
	setDefaults(reflect.ValueOf(&f.Config).Elem())
	return f
}

// Find looks for the config in dir and above it, up to and including boundary; an empty boundary is the root of the file system. It returns "" when
// there is none. dir and boundary must be absolute.
func Find(dir, boundary string) (string, error) {
	for {
		path := filepath.Join(dir, FileName)
		info, err := os.Stat(path)
		switch {
		case err == nil && info.Mode().IsRegular():
			return path, nil
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return "", fmt.Errorf("look for the config: %w", err)
		}
		parent := filepath.Dir(dir)
		if dir == boundary || parent == dir {
			return "", nil
		}
		dir = parent
	}
}

// Load reads and validates a config file. The error holds every problem found, in the order of the file.
func Load(path string) (*File, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the config: %w", err)
	}
	return Parse(path, data)
}

// Parse is Load for a file that is already in memory. Paths in it are relative to the directory of path.
func Parse(path string, data []byte) (*File, error) {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	if err := dec.Decode(&doc); err != nil && !errors.Is(err, io.EOF) {
		return nil, &Problem{Place: Place{File: path, Line: yamlLine(err)}, Message: "not valid YAML", Err: err}
	}
	dir, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return nil, fmt.Errorf("find the config's directory: %w", err)
	}
	f := Default(dir)
	f.Path = path
	if err := f.decode(&decoder{file: path, at: f.at}, &doc); err != nil {
		return nil, err
	}
	var second yaml.Node
	if err := dec.Decode(&second); err == nil {
		return nil, &Problem{Place: Place{File: path, Line: second.Line, Column: second.Column}, Message: "a second YAML document: a config is one"}
	}
	return f, nil
}

// FromSettings decodes a settings block that another program has read already, as golangci-lint does. source names the block in messages, which cannot give
// lines; dir is where relative paths start from.
func FromSettings(source, dir string, settings any) (*File, error) {
	f := Default(dir)
	if settings == nil {
		return f, nil
	}
	var n yaml.Node
	if err := n.Encode(rejoin(settings)); err != nil {
		return nil, &Problem{Place: Place{File: source}, Message: "cannot be read as YAML", Err: err}
	}
	if err := f.decode(&decoder{file: source, noLines: true, at: f.at}, &n); err != nil {
		return nil, err
	}
	return f, nil
}

// rejoin undoes what golangci-lint's reader (viper) does to a key with a dot: it takes "public.orders" for a block "orders" in a block "public". Only the
// names of tables are free to have dots. What holds anything but further blocks is a table, or a mistake that decoding reports.
func rejoin(settings any) any {
	root, ok := settings.(map[string]any)
	if !ok {
		return settings
	}
	tables, ok := root["tables"].(map[string]any)
	if !ok {
		return settings
	}
	joined := map[string]any{}
	var add func(name string, value any)
	add = func(name string, value any) {
		block, ok := value.(map[string]any)
		if !ok || len(block) == 0 || !onlyBlocks(block) {
			joined[name] = value
			return
		}
		for _, key := range sortedKeys(block) {
			add(join(name, key), block[key])
		}
	}
	for _, name := range sortedKeys(tables) {
		add(name, tables[name])
	}
	root = maps.Clone(root)
	root["tables"] = joined
	return root
}

func onlyBlocks(m map[string]any) bool {
	for _, v := range m {
		if _, ok := v.(map[string]any); !ok {
			return false
		}
	}
	return true
}

// Rebase is the config with its relative paths starting from another directory. It is what lets settings that were written for one directory be merged
// with a file in another.
func (f *File) Rebase(dir string) (*File, error) {
	if f.Dir == dir {
		return f, nil
	}
	prefix, err := filepath.Rel(dir, f.Dir)
	if err != nil {
		return nil, fmt.Errorf("paths of %s: %w", f.At(""), err)
	}
	moved := *f
	moved.Dir = dir
	move := func(path string) string {
		if path == "" || filepath.IsAbs(filepath.FromSlash(path)) {
			return path
		}
		return pathpkg.Join(filepath.ToSlash(prefix), path)
	}
	each := func(list []string) []string {
		list = slices.Clone(list)
		for i := range list {
			list[i] = move(list[i])
		}
		return list
	}
	moved.Schema, moved.Exclude, moved.Baseline = each(f.Schema), each(f.Exclude), move(f.Baseline)
	return &moved, nil
}

func (f *File) decode(d *decoder, doc *yaml.Node) error {
	root := doc
	if doc.Kind == yaml.DocumentNode {
		root = doc.Content[0]
	}
	if root.Kind != 0 {
		d.value(root, reflect.ValueOf(&f.Config).Elem(), "")
	}
	d.problems = append(d.problems, f.validate()...)
	return d.problems.err()
}

// At is the place of a key, e.g. "schema[1]" or "tables.orders": of the nearest block above it when the key itself is not written.
func (f *File) At(key string) Place {
	for {
		if p, ok := f.at[key]; ok || key == "" {
			return p
		}
		key = parentKey(key)
	}
}

// Has reports whether a key is written in the config.
func (f *File) Has(key string) bool {
	_, ok := f.at[key]
	return ok
}

func parentKey(key string) string {
	for i := len(key) - 1; i >= 0; i-- {
		if key[i] == '.' || key[i] == '[' {
			return key[:i]
		}
	}
	return ""
}

// yamlLine is the line that an error of the YAML library speaks of, 0 when it names none.
func yamlLine(err error) int {
	var line int
	if _, rest, ok := strings.Cut(err.Error(), "line "); ok {
		_, _ = fmt.Sscanf(rest, "%d", &line) // stays 0 otherwise
	}
	return line
}
