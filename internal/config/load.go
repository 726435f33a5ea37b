// Package config is the user's configuration: .bailiwick.yml and the settings block of golangci-lint, which have the same keys. It decodes strictly,
// keeps the place of every value for later errors, and gives a digest that changes only with the meaning.
package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"

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
		return nil, &Problem{Place: Place{File: path}, Message: "not valid YAML", Err: err}
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
	if err := n.Encode(settings); err != nil {
		return nil, &Problem{Place: Place{File: source}, Message: "cannot be read as YAML", Err: err}
	}
	if err := f.decode(&decoder{file: source, noLines: true, at: f.at}, &n); err != nil {
		return nil, err
	}
	return f, nil
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
