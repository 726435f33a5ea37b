package workspace

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/pattern"
)

// Frozen serves workspaces from a text that Freeze wrote. It is safe for concurrent use.
type Frozen struct {
	text     string
	settings func(dir string) (*config.File, error)

	once   sync.Once
	frozen *frozen
	err    error

	mu   sync.Mutex
	made map[site]*Workspace
}

// site is where one of the places lies on this machine.
type site struct {
	place  int
	base   string // the directory that stands for the root
	module Module // that lies elsewhere than under base
}

// NewFrozen makes a source of workspaces of a text. settings, whose paths start from the root, are merged with each config; they may be nil, and
// are asked for when the first package is analysed, after flags were set.
func NewFrozen(text string, settings func(dir string) (*config.File, error)) *Frozen {
	return &Frozen{text: text, settings: settings, made: map[site]*Workspace{}}
}

// ForPass returns the workspace of a package. Where it lies is told by its import path and by the names of its files, whether these are absolute or,
// as under Bazel, relative.
func (f *Frozen) ForPass(pass *analysis.Pass) (*Workspace, error) {
	f.once.Do(func() { f.frozen, f.err = thaw(f.text) })
	if f.err != nil {
		return nil, f.err
	}
	pkg := pass.Pkg.Path()
	if strings.HasSuffix(pass.Pkg.Name(), "_test") {
		pkg = strings.TrimSuffix(pkg, "_test")
	}
	m, shared, err := f.moduleOf(pkg)
	if err != nil {
		return nil, err
	}
	if m.Path == "" || len(pass.Files) == 0 {
		return f.workspace(site{place: 0, base: "."}) // not the user's: nothing is asked of it but that
	}
	rel := strings.TrimPrefix(strings.TrimPrefix(pkg, m.Path), "/")
	dir := filepath.ToSlash(filepath.Dir(source(pass.Fset.Position(pass.Files[0].Package).Filename)))
	home, ok := above(dir, rel)
	if !ok {
		return nil, fmt.Errorf("package %s lies in %s, which does not end in %s: only the layout of Go modules is understood", pkg, dir, rel)
	}
	if shared {
		return f.workspace(site{place: 0, base: ".", module: Module{m.Path, filepath.FromSlash(home)}})
	}
	at := site{place: f.frozen.placeOf(path.Join(m.Dir, rel))}
	if base, ok := above(home, m.Dir); ok {
		at.base = base
	} else {
		at.base, at.module = ".", Module{m.Path, filepath.FromSlash(home)}
	}
	return f.workspace(at)
}

// moduleOf finds the user's module that a package path belongs to: one of the tree, or one that a config names, which is shared.
func (f *Frozen) moduleOf(pkg string) (m Module, shared bool, err error) {
	for _, p := range f.frozen.Places {
		for _, n := range p.Modules {
			if within(n.Path, pkg) && len(n.Path) > len(m.Path) {
				m = n
			}
		}
	}
	if m.Path != "" {
		return m, false, nil
	}
	w, err := f.workspace(site{place: 0, base: "."})
	if err != nil {
		return m, false, err
	}
	for _, name := range w.Config.Modules {
		if within(name, pkg) && len(name) > len(m.Path) {
			m = Module{Path: name}
		}
	}
	return m, true, nil
}

// workspace makes the workspace of a place where it lies, once.
func (f *Frozen) workspace(at site) (*Workspace, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if w := f.made[at]; w != nil {
		return w, nil
	}
	p := f.frozen.Places[at.place]
	w := &Workspace{Root: beneath(at.base, p.Root), Catalog: p.Catalog.catalog(), frozen: f.frozen, base: at.base}
	for _, m := range p.Modules {
		m.Dir = beneath(at.base, m.Dir)
		if m.Path == at.module.Path {
			m.Dir = at.module.Dir
		}
		w.Modules = append(w.Modules, m)
	}
	if at.module.Path != "" && !w.has(at.module.Path) {
		w.Modules = append(w.Modules, at.module)
	}
	var err error
	if w.Config, err = p.config(at.base); err != nil {
		return nil, err
	}
	if f.settings != nil {
		settings, err := f.settings(at.base)
		if err == nil {
			w.Config, err = late(w.Config, settings)
		}
		if err != nil {
			return nil, err
		}
	}
	f.made[at] = w
	return w, nil
}

// config parses the frozen config. Its paths start from where it would lie, relative to the working directory if the rest is.
func (p *frozenPlace) config(base string) (*config.File, error) {
	if p.ConfigPath == "" {
		return config.Default(beneath(base, p.Root)), nil
	}
	name := beneath(base, p.ConfigPath)
	cfg, err := config.Parse(name, p.ConfigText)
	if err != nil {
		return nil, err
	}
	cfg.Dir = filepath.Dir(name)
	return cfg, nil
}

// late joins a config with settings after the catalog was made: what they say about tables would have no effect.
func late(cfg, settings *config.File) (*config.File, error) {
	merged, err := combine(cfg, settings)
	if err != nil {
		return nil, err
	}
	if key, ok := config.SchemaDiffers(cfg, merged); ok {
		return nil, fmt.Errorf("%s cannot be set by %s: the tables are read by then; write it in %s", key, settings.At(key), config.FileName)
	}
	merged.Dir = cfg.Dir
	return merged, nil
}

func (w *Workspace) has(module string) bool {
	for _, m := range w.Modules {
		if m.Path == module {
			return true
		}
	}
	return false
}

// readFrozen reads a file from the frozen ones. Only those can be relied on: in a sandbox others are there or not, and in no key.
func (w *Workspace) readFrozen(name string) ([]byte, error) {
	rel, err := filepath.Rel(w.base, source(name))
	if err == nil {
		if data, ok := w.frozen.Files[filepath.ToSlash(rel)]; ok {
			return data, nil
		}
	}
	return nil, fmt.Errorf("read %s: %w", name, os.ErrNotExist)
}

// generated is where Bazel puts files that it makes: beside the sources, but in a tree of its own for each configuration.
var generated = pattern.New(`(^|/)bazel-out/[^/]+/bin/`)

// source is the name that a file has, or would have, among the sources.
func source(name string) string {
	slashed := filepath.ToSlash(name)
	if at := generated.FindStringSubmatchIndex(slashed); at != nil {
		return filepath.FromSlash(slashed[:at[3]] + slashed[at[1]:])
	}
	return name
}

// above is the directory from which rel leads to dir; both with slashes.
func above(dir, rel string) (string, bool) {
	switch {
	case rel == "" || rel == ".":
		return dir, true
	case dir == rel:
		return ".", true
	case strings.HasSuffix(dir, "/"+rel):
		if home := strings.TrimSuffix(dir, "/"+rel); home != "" {
			return home, true
		}
		return "/", true
	}
	return "", false
}
