package workspace

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/config"
)

// Cache opens workspaces, each once. It is safe for concurrent use. A driver makes one for a run and hands it around: a run sees one state of
// the files, whatever is written meanwhile.
type Cache struct {
	// home is a directory of the program that is analysed: packages of the user's that lie in the module cache belong to its workspace.
	home string
	// override is the path of a config to use in place of the one found by walking up; "" for none.
	override string
	store    store
	run      *record      // what the process that asked for our identity has announced; nil for nothing
	kept     map[key]kept // of the cache that this one renews; nil in a process that makes no second one

	mu    sync.Mutex
	open  map[key]*opening
	scans map[string]*scanning
}

// key identifies a workspace.
type key struct{ root, config string }

type opening struct {
	once    sync.Once
	w       *Workspace
	address string // of its files, "" when they are not all known
	stored  bool   // there is a snapshot under the address
	err     error
}

// kept is a workspace that is still right when its files have the same address.
type kept struct {
	address string
	w       *Workspace
}

type scanning struct {
	once sync.Once
	s    *scan
	err  error
}

// Options say how a cache works. The zero value keeps nothing on disk.
type Options struct {
	// Home is a directory of the analysed program, usually the current one. Config is the path of the config to use for everything; "" to walk up.
	Home, Config string
	// Settings are merged with every config that is found; nil for none. A key that both set differently is an error.
	Settings *config.File
	// Dir is where snapshots are kept; "" for nowhere. DefaultDir has the usual place.
	Dir string
	// Handed lets the process take over what Announce has left for it. Only a process that the go command starts per package asks for it.
	Handed bool
	// Lasting lets the cache be renewed.
	Lasting bool
}

// NewCache makes a cache.
func NewCache(opts Options) (*Cache, error) {
	c := &Cache{home: opts.Home, override: opts.Config, store: store{settings: opts.Settings}, open: map[key]*opening{}, scans: map[string]*scanning{}}
	if opts.Lasting {
		c.kept = map[key]kept{}
	}
	if opts.Dir != "" {
		tool, err := toolID()
		if err != nil {
			return nil, err
		}
		c.store.dir, c.store.tool = opts.Dir, tool
		if opts.Handed {
			if c.run = c.store.handed(); c.run != nil {
				c.home = c.run.Home
			}
		}
	}
	return c, nil
}

// DefaultDir is the user's cache directory for snapshots, "" where the system has none.
func DefaultDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "bailiwick")
}

// Open returns the workspace of a directory. Its error is about the user's files: a config that does not hold, a schema that is not there.
func (c *Cache) Open(dir string) (*Workspace, error) {
	if inModuleCache.MatchString(dir) {
		// A shared library that the config names: downloaded, it has neither config nor tables of its own.
		dir = c.home
	}
	root, err := FindRoot(dir)
	if err != nil {
		return nil, err
	}
	path := c.override
	if path == "" {
		if path, err = config.Find(dir, root); err != nil {
			return nil, err
		}
	}
	c.mu.Lock()
	o, ok := c.open[key{root, path}]
	if !ok {
		o = &opening{}
		c.open[key{root, path}] = o
	}
	c.mu.Unlock()
	o.once.Do(func() { c.load(o, root, path) })
	return o.w, o.err
}

// Renew returns a cache that reads the files again, for a process that outlives a run. A workspace whose files have not changed stays the same one. The cache
// must be a lasting one.
func (c *Cache) Renew() *Cache {
	next := &Cache{home: c.home, override: c.override, store: c.store, kept: maps.Clone(c.kept), open: map[key]*opening{}, scans: map[string]*scanning{}}
	c.mu.Lock()
	defer c.mu.Unlock()
	for k, o := range c.open {
		// A config that is being written fails: what was there before may be there again.
		if o.w != nil && o.address != "" {
			next.kept[k] = kept{o.address, o.w}
		}
	}
	return next
}

// Opened lists the workspaces that were opened without an error, sorted by root and by config.
func (c *Cache) Opened() []*Workspace {
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []*Workspace
	for _, o := range c.open {
		if o.w != nil {
			list = append(list, o.w)
		}
	}
	slices.SortFunc(list, func(a, b *Workspace) int {
		return cmp.Or(cmp.Compare(a.Root, b.Root), cmp.Compare(a.Config.Path, b.Config.Path))
	})
	return list
}

// ForPass returns the workspace of a package under analysis, by the directory of its files.
func (c *Cache) ForPass(pass *analysis.Pass) (*Workspace, error) {
	return c.Open(PassDir(pass))
}

// PassDir is the directory of a package under analysis. Files that cgo has written lie elsewhere but name their origin; what other generators write may name a file
// without its directory, or one that is nowhere.
func PassDir(pass *analysis.Pass) string {
	dir := ""
	for _, adjusted := range []bool{true, false} {
		for _, f := range pass.Files {
			name := pass.Fset.PositionFor(f.Package, adjusted).Filename
			if !filepath.IsAbs(name) {
				continue
			}
			dir = filepath.Dir(name)
			if _, _, ok := nearestModule(dir); ok {
				return dir
			}
		}
	}
	return dir
}

// load gets a workspace from the record, from the cache before this one, from a snapshot or from the files, in this order.
func (c *Cache) load(o *opening, root, path string) {
	if address := c.run.address(root, path); address != "" {
		if w := c.store.load(address); w != nil {
			o.w, o.address, o.stored = w, address, true
			return
		}
	}
	cfg, err := loadConfig(root, path, c.store.settings)
	if err != nil {
		o.err = err
		return
	}
	s, err := c.scan(root)
	if err == nil {
		s, err = include(s, path, cfg)
	}
	if err != nil {
		o.err = err
		return
	}
	o.address = c.store.address(s, path)
	if k := c.kept[key{root, path}]; k.w != nil && k.address == o.address {
		o.w = k.w
		return
	}
	if o.w = c.store.load(o.address); o.w != nil {
		o.stored = true
		return
	}
	if o.w, o.err = build(s, cfg); o.err != nil {
		o.w = nil
		return
	}
	// A file that the catalog found and the scan did not would be missing in the address.
	for rel := range inputs(o.w) {
		if !s.has(rel) {
			o.address = ""
			return
		}
	}
	if c.kept != nil {
		// A file that was written since the scan would be taken for what the address says.
		again, err := gather(root)
		if err == nil {
			again, err = include(again, path, cfg)
		}
		if err != nil || again.key() != s.key() {
			o.address = ""
			return
		}
	}
	o.stored = c.store.save(o.address, o.w)
}

// include adds to a scan what a config names.
func include(s *scan, path string, cfg *config.File) (*scan, error) {
	paths, err := named(cfg)
	if err != nil {
		return nil, err
	}
	if path != "" {
		paths = append(paths, path) // one that was given may lie outside
	}
	return s.include(paths)
}

// scan reads a root's tree once, for all configs in it.
func (c *Cache) scan(root string) (*scan, error) {
	c.mu.Lock()
	sc, ok := c.scans[root]
	if !ok {
		sc = &scanning{}
		c.scans[root] = sc
	}
	c.mu.Unlock()
	sc.once.Do(func() { sc.s, sc.err = gather(root) })
	return sc.s, sc.err
}

// Owns reports whether a package is the user's own: one in a tree of theirs, or in a module that the config names.
func (c *Cache) Owns(dir, module string) bool {
	if Owns(dir, module) {
		return true
	}
	return dir != "" && module != "" && slices.Contains(c.shared(), module)
}

// shared are the modules that the program's config names. A config that cannot be read is reported where a package needs it.
func (c *Cache) shared() []string {
	if c.run != nil {
		return c.run.Shared
	}
	if c.home == "" {
		return nil
	}
	w, err := c.Open(c.home)
	if err != nil {
		return nil
	}
	return w.Config.Modules
}

// Digest names everything outside the Go files that the verdicts of a run can depend on, for a run started in a directory: the workspaces
// of every config in the tree, and of the modules outside that are used or replaced by a directory.
func (c *Cache) Digest(dir string) (string, error) {
	h := sha256.New()
	seen := map[string]bool{}
	var add func(dir string) error
	add = func(dir string) error {
		root, err := FindRoot(dir)
		if err != nil || seen[root] {
			return err
		}
		seen[root] = true
		s, err := c.scan(root)
		if err != nil {
			return err
		}
		dirs := []string{root}
		for _, name := range s.configs {
			dirs = append(dirs, filepath.Dir(name))
		}
		var outside []Module
		for _, d := range dirs {
			w, err := c.Open(d)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(root, d)
			if err != nil {
				return fmt.Errorf("digest: %w", err)
			}
			fmt.Fprintf(h, "%q %s\n", filepath.ToSlash(rel), w.Digest)
			outside = w.outside()
		}
		for _, m := range outside {
			if err := add(m.Dir); err != nil {
				return err
			}
		}
		return nil
	}
	if err := add(dir); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
