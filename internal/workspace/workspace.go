package workspace

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Workspace is what surrounds the packages of one root that share a config. It is read-only.
type Workspace struct {
	// Root is the absolute directory whose tree belongs together.
	Root string
	// Config is the user's, or the default.
	Config *config.File
	// Catalog holds the tables.
	Catalog *catalog.Catalog
	// Modules are the user's modules, sorted by directory: those in the tree, and those outside that they use or replace by a directory.
	Modules []Module
	// Digest names everything outside a package's own Go files that a verdict on it can depend on.
	Digest string

	derived sync.Map // what rules make of it, by key

	// Of a workspace that was thawed.
	frozen *frozen
	base   string // the directory that stands for the root of what was frozen
}

// Derive returns what make has made of the workspace, which it is asked for once per key. It lives as long as the workspace does: a server sees many come and go.
func Derive[T any](w *Workspace, key any, make func() (T, error)) (T, error) {
	value, _ := w.derived.LoadOrStore(key, sync.OnceValues(make))
	return value.(func() (T, error))()
}

// Own reports whether a package path is in one of the user's modules.
func (w *Workspace) Own(path string) bool {
	return slices.ContainsFunc(w.Modules, func(m Module) bool { return within(m.Path, path) }) ||
		slices.ContainsFunc(w.Config.Modules, func(module string) bool { return within(module, path) })
}

// Position makes a place relative to the root of its module, so that it can travel in a fact. A file outside every module of the user's
// (a shared library of the config's modules) is placed in the module that it is found in.
func (w *Workspace) Position(file string, line, column int) verdict.Position {
	if w.frozen != nil {
		file = source(file)
	}
	m, ok := w.moduleOf(file)
	if !ok {
		return verdict.Position{File: filepath.ToSlash(file), Line: line, Column: column}
	}
	rel, err := filepath.Rel(m.Dir, file)
	if err != nil {
		rel = file
	}
	return verdict.Position{Module: m.Path, File: filepath.ToSlash(rel), Line: line, Column: column}
}

// File is the absolute name of a position's file, "" when its module is not known here.
func (w *Workspace) File(p verdict.Position) string {
	for _, m := range w.Modules {
		if m.Path == p.Module {
			return filepath.Join(m.Dir, filepath.FromSlash(p.File))
		}
	}
	if p.Module == "" && filepath.IsAbs(filepath.FromSlash(p.File)) {
		return filepath.FromSlash(p.File)
	}
	return ""
}

// ReadFile reads a file of the user's that a verdict depends on beside Go files.
func (w *Workspace) ReadFile(name string) ([]byte, error) {
	if w.frozen != nil {
		return w.readFrozen(name)
	}
	return os.ReadFile(name)
}

// Frozen reports that the workspace is known from a text, and other packages' files may not be there.
func (w *Workspace) Frozen() bool { return w.frozen != nil }

// moduleOf finds the innermost module that a file lies in.
func (w *Workspace) moduleOf(file string) (Module, bool) {
	var found Module
	for _, m := range w.Modules {
		if len(m.Dir) > len(found.Dir) && (strings.HasPrefix(file, m.Dir) || m.Dir == ".") && inTree(m.Dir, file) {
			found = m
		}
	}
	if found.Dir != "" || w.frozen != nil {
		return found, found.Dir != ""
	}
	dir, path, ok := nearestModule(filepath.Dir(file))
	return Module{path, dir}, ok
}

// outside are the modules that lie in another tree. They have a root, and may have a config, of their own.
func (w *Workspace) outside() []Module {
	return slices.DeleteFunc(slices.Clone(w.Modules), func(m Module) bool { return inTree(w.Root, m.Dir) })
}
