package workspace

import (
	"bytes"
	"fmt"
	"path/filepath"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/config"
)

// loadConfig reads the config of a path, "" for none, joins it with settings from elsewhere, and checks what both name.
func loadConfig(root, path string, settings *config.File) (*config.File, error) {
	cfg := config.Default(root)
	if path != "" {
		var err error
		if cfg, err = config.Load(path); err != nil {
			return nil, err
		}
	}
	cfg, err := combine(cfg, settings)
	if err != nil {
		return nil, err
	}
	return cfg, cfg.Check()
}

// combine joins a config with settings whose paths may start from another directory.
func combine(cfg, settings *config.File) (*config.File, error) {
	if settings == nil {
		return cfg, nil
	}
	settings, err := settings.Rebase(cfg.Dir)
	if err != nil {
		return nil, err
	}
	return config.Merge(cfg, settings)
}

// named lists what else a config makes verdicts depend on: the schema's files, and the baseline if it exists. A baseline that is missing
// is the command's to complain about, which may be about to write it.
func named(cfg *config.File) ([]string, error) {
	paths, err := cfg.SchemaPaths()
	if err != nil {
		return nil, err
	}
	if cfg.Baseline != "" {
		if ok, err := exists(cfg.Resolve(cfg.Baseline)); err == nil && ok {
			paths = append(paths, cfg.Resolve(cfg.Baseline))
		}
	}
	return paths, nil
}

// build makes a workspace from the files.
func build(s *scan, cfg *config.File) (*Workspace, error) {
	w := &Workspace{Root: s.root, Config: cfg, Modules: s.modules}
	opts, err := catalogOptions(w)
	if err != nil {
		return nil, err
	}
	if w.Catalog, err = catalog.Build(opts); err != nil {
		return nil, fmt.Errorf("read the schema: %w", err)
	}
	w.Digest, err = digest(w, s)
	return w, err
}

// catalogOptions translates the config. Paths of a config start from its own directory, those of the catalog from the root.
func catalogOptions(w *Workspace) (catalog.Options, error) {
	cfg := w.Config
	opts := catalog.Options{Root: w.Root, TenantColumns: cfg.Tenant.Columns, GlobalTables: map[string]string{}, Keys: map[string]string{}}
	for _, m := range w.outside() {
		opts.Extra = append(opts.Extra, m.Dir)
	}
	paths, err := cfg.SchemaPaths()
	if err != nil {
		return opts, err
	}
	for _, path := range paths {
		rel, err := filepath.Rel(w.Root, path)
		if err != nil {
			return opts, fmt.Errorf("schema: %w", err)
		}
		opts.Schema = append(opts.Schema, filepath.ToSlash(rel))
	}
	if cfg.Tenant.Root != "" {
		opts.RootTables = []string{cfg.Tenant.Root}
	}
	for name, table := range cfg.Tables {
		if table.Global {
			opts.GlobalTables[name] = table.Reason
		}
		if table.Key != "" {
			opts.Keys[name] = table.Key
		}
	}
	return opts, nil
}

// inputs are the files that a catalog was built from, relative to the root. Those of modules outside are absolute in the catalog.
func inputs(w *Workspace) map[string]bool {
	set := make(map[string]bool, len(w.Catalog.Inputs))
	for _, name := range w.Catalog.Inputs {
		if path := filepath.FromSlash(name); filepath.IsAbs(path) {
			if rel, err := filepath.Rel(w.Root, path); err == nil {
				name = filepath.ToSlash(rel)
			}
		}
		set[name] = true
	}
	return set
}

// namedQueries is how a file of queries for a generator is told from one of migrations.
var namedQueries = []byte("-- name:")

// holdsQueries reports whether the text of an SQL file can bear on a verdict beside what the catalog knows of it.
func holdsQueries(text []byte) bool { return bytes.Contains(text, namedQueries) }
