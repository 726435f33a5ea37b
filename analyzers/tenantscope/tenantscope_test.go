package tenantscope_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/analyzers/tenantscope"
	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/driver"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// configured are the cases whose config says something.
func configured(path string, site *tenantscope.Site, guarded, wider *catalog.Catalog) {
	switch root, _, _ := strings.Cut(path, "/"); root {
	case "tg07":
		site.Handles = []string{"tg07/scoped.Tx"}
	case "tg05guarded":
		site.Catalog = guarded
	case "ts29", "ts29plain":
		site.Catalog = wider
	case "tg13":
		site.Principals = []string{"tg13/auth.Whose"}
	}
}

// own reports a package of the cases: fakes stand under the real import paths, which have a dot.
func own(path string) bool {
	root, _, _ := strings.Cut(path, "/")
	return strings.HasPrefix(root, "tg") || strings.HasPrefix(root, "ts") || strings.HasPrefix(root, "en") || root == "example"
}

// sites makes what the rule knows of the cases below src.
func sites(t *testing.T, src string) func(*analysis.Pass) (*tenantscope.Site, error) {
	t.Helper()
	models, err := query.NewModels(query.Libraries())
	require.NoError(t, err)
	cat, guarded, wider := shop(t), guardedShop(t), widerShop(t)
	return func(pass *analysis.Pass) (*tenantscope.Site, error) {
		site := &tenantscope.Site{
			Catalog: cat,
			Models:  models,
			Rules:   []string{tenantscope.Name},
			Own:     own,
			Position: func(file string, line, column int) verdict.Position {
				rel, err := filepath.Rel(src, file)
				if err != nil {
					rel = file
				}
				return verdict.Position{File: filepath.ToSlash(rel), Line: line, Column: column}
			},
		}
		configured(pass.Pkg.Path(), site, guarded, wider)
		return site, nil
	}
}

// routes makes the analyzer that finds the endpoints of the cases.
func routes(t testing.TB, site func(*analysis.Pass) (*tenantscope.Site, error)) *analysis.Analyzer {
	t.Helper()
	models, err := route.NewModels(route.Libraries())
	require.NoError(t, err)
	return route.New(func(pass *analysis.Pass) (*route.Site, error) {
		s, err := site(pass)
		if err != nil {
			return nil, err
		}
		return &route.Site{Models: models, Own: s.Own, Position: s.Position}, nil
	})
}

// options are those of a run over case directories of testdata/src, in GOPATH mode: fakes are found under their real import paths.
func options(t *testing.T, cases ...string) driver.Options {
	t.Helper()
	src, err := filepath.Abs("testdata/src")
	require.NoError(t, err)
	opts := driver.Options{
		Dir: src,
		Env: append(os.Environ(), "GO111MODULE=off", "GOPATH="+filepath.Dir(src), "GOFLAGS="),
		Owns: func(dir, _ string) bool {
			rel, err := filepath.Rel(src, dir)
			return err == nil && own(filepath.ToSlash(rel))
		},
		Analyzers: []*analysis.Analyzer{tenantscope.New(tenantscope.Options{Site: sites(t, src), Routes: routes(t, sites(t, src))})},
	}
	for _, name := range cases {
		opts.Patterns = append(opts.Patterns, "./"+name+"/...")
	}
	return opts
}

// heard is what a run said of the packages of one case.
func heard(t *testing.T, res *driver.Result, name string) (entries, orphans []verdict.Entry) {
	t.Helper()
	var facts []*tenantscope.Fact
	for _, p := range res.Packages {
		if root, _, _ := strings.Cut(p.Path, "/"); root != name {
			continue
		}
		for _, l := range p.Ledgers {
			entries = append(entries, l.Entries...)
		}
		f := new(tenantscope.Fact)
		ok, err := p.Facts.Decode(f)
		require.NoError(t, err)
		if ok {
			facts = append(facts, f)
		}
	}
	orphans, err := tenantscope.Orphans(facts)
	require.NoError(t, err)
	traced, err := tenantscope.Traces(facts)
	require.NoError(t, err)
	for i := range entries {
		entries[i].Traced = entries[i].Traced || entries[i].Verdict == verdict.Met && traced(&entries[i])
	}
	return entries, orphans
}

// TestTenantscope runs every case of testdata/src. A finding may stand in another package than the one that settled it.
func TestTenantscope(t *testing.T) {
	t.Parallel()
	var cases []string
	for _, pattern := range []string{"tg*", "ts*", "en*", "example"} { // what the rule's page shows must be true
		dirs, err := filepath.Glob(filepath.Join("testdata/src", pattern))
		require.NoError(t, err)
		for _, dir := range dirs {
			cases = append(cases, filepath.Base(dir))
		}
	}
	opts := options(t, cases...)
	res, err := driver.Run(context.Background(), opts)
	require.NoError(t, err)
	require.Empty(t, res.LoadErrors)
	require.Empty(t, res.Errors)
	for _, name := range cases {
		t.Run(name, func(t *testing.T) {
			entries, orphans := heard(t, res, name)
			script{runnertest.ReadScript(t, opts.Dir, filepath.Join(opts.Dir, name))}.compare(t, sayings(entries, orphans))
		})
	}
}
