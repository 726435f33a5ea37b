package tenantscope_test

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/analyzers/tenantscope"
	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/driver"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// shopTables is the schema of the cases below; testdata/src/schema.sql says the same.
func shopTables() []*catalog.Table {
	owned := func(name string, cols ...string) *catalog.Table {
		t := &catalog.Table{Name: name, PrimaryKey: []string{"id"}, Tenancy: catalog.Tenancy{Kind: catalog.Owned, Key: "tenant_id"}}
		for _, c := range append([]string{"id", "tenant_id"}, cols...) {
			t.Columns = append(t.Columns, &catalog.Column{Name: c, Type: "uuid", NotNull: true})
		}
		t.ForeignKeys = []catalog.ForeignKey{{Columns: []string{"tenant_id"}, RefTable: "tenants", RefColumns: []string{"id"}}}
		return t
	}
	orders := owned("orders", "customer_id", "status", "total")
	orders.ForeignKeys = append(orders.ForeignKeys, catalog.ForeignKey{Columns: []string{"customer_id"}, RefTable: "customers", RefColumns: []string{"id"}})
	users := owned("users", "email", "password_hash")
	users.Uniques = [][]string{{"email"}}
	items := &catalog.Table{
		Name: "order_items", PrimaryKey: []string{"id"},
		ForeignKeys: []catalog.ForeignKey{{Columns: []string{"order_id"}, RefTable: "orders", RefColumns: []string{"id"}}},
	}
	items.Tenancy = catalog.Tenancy{Kind: catalog.Inherited, Parents: items.ForeignKeys}
	tenants := &catalog.Table{Name: "tenants", PrimaryKey: []string{"id"}, Uniques: [][]string{{"slug"}}, Tenancy: catalog.Tenancy{Kind: catalog.Root, Key: "id"}}
	countries := &catalog.Table{Name: "countries", PrimaryKey: []string{"code"}, Tenancy: catalog.Tenancy{Kind: catalog.Global}}
	for _, c := range []string{"id", "order_id", "sku", "quantity"} {
		items.Columns = append(items.Columns, &catalog.Column{Name: c, Type: "text", NotNull: true})
	}
	for _, c := range []string{"id", "name", "slug"} {
		tenants.Columns = append(tenants.Columns, &catalog.Column{Name: c, Type: "text", NotNull: true})
	}
	for _, c := range []string{"code", "name"} {
		countries.Columns = append(countries.Columns, &catalog.Column{Name: c, Type: "text", NotNull: true})
	}
	return []*catalog.Table{orders, users, owned("customers", "name"), items, tenants, countries}
}

// site makes what the rule knows of the cases: packages below testdata/src are the user's own.
func site(t *testing.T, models *query.Models, cat *catalog.Catalog, src string) func(*analysis.Pass) (*tenantscope.Site, error) {
	return func(pass *analysis.Pass) (*tenantscope.Site, error) {
		return &tenantscope.Site{
			Catalog: cat,
			Models:  models,
			Rules:   []string{tenantscope.Name},
			Own:     func(path string) bool { return !strings.Contains(path, ".") && path != "database/sql" },
			Position: func(file string, line, column int) verdict.Position {
				rel, err := filepath.Rel(src, file)
				if err != nil {
					rel = file
				}
				return verdict.Position{File: filepath.ToSlash(rel), Line: line, Column: column}
			},
		}, nil
	}
}

func TestTenantscope(t *testing.T) {
	src, err := filepath.Abs("testdata/src")
	require.NoError(t, err)
	models, err := query.NewModels(query.Libraries())
	require.NoError(t, err)
	cat := catalog.New(shopTables(), "tenant_id")
	dirs, err := filepath.Glob(filepath.Join(src, "tg*"))
	require.NoError(t, err)
	dirs = append(dirs, filepath.Join(src, "example")) // what the rule's page shows must be true
	for _, dir := range dirs {
		name := filepath.Base(dir)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			res, err := driver.Run(context.Background(), driver.Options{
				Dir:       src,
				Patterns:  []string{"./" + name + "/..."},
				Env:       append(os.Environ(), "GO111MODULE=off", "GOPATH="+filepath.Dir(src), "GOFLAGS="),
				Owns:      func(string, string) bool { return true },
				Analyzers: []*analysis.Analyzer{tenantscope.New(tenantscope.Options{Site: site(t, models, cat, src)})},
			})
			require.NoError(t, err)
			require.Empty(t, res.LoadErrors)
			require.Empty(t, res.Errors)
			compare(t, src, dir, res)
		})
	}
}

var wantRE = regexp.MustCompile("// want ((?:`[^`]*` ?)+)")

// compare holds the broken entries of all packages against the want comments of all files: a finding may stand in another package than
// the one that settled it.
func compare(t *testing.T, src, dir string, res *driver.Result) {
	t.Helper()
	wants := map[string][]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") {
			return err
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
		require.NoError(t, err)
		ast.Inspect(f, func(ast.Node) bool { return true })
		rel, _ := filepath.Rel(src, path)
		for _, g := range f.Comments {
			for _, c := range g.List {
				if m := wantRE.FindStringSubmatch(c.Text); m != nil {
					key := fmt.Sprintf("%s:%d", filepath.ToSlash(rel), fset.Position(c.Pos()).Line)
					for _, w := range strings.Split(strings.Trim(m[1], "` "), "` `") {
						wants[key] = append(wants[key], w)
					}
				}
			}
		}
		return nil
	}))
	var entries []verdict.Entry
	for _, p := range res.Packages {
		for _, l := range p.Ledgers {
			entries = append(entries, l.Entries...)
		}
	}
	seen := map[string]bool{}
	for _, e := range entries {
		if e.Verdict != verdict.Broken {
			continue
		}
		key := fmt.Sprintf("%s:%d", e.Origin.File, e.Origin.Line)
		text := key + e.Message
		if seen[text] {
			continue
		}
		seen[text] = true
		i := slices.IndexFunc(wants[key], func(w string) bool { return regexp.MustCompile(w).MatchString(e.Message) })
		if i < 0 {
			t.Errorf("%s: unexpected: %s %v %v", key, e.Message, e.Why, e.Related)
			continue
		}
		wants[key] = slices.Delete(wants[key], i, i+1)
	}
	for _, key := range query.SortedKeys(wants) {
		for _, w := range wants[key] {
			t.Errorf("%s: no finding matches %q", key, w)
		}
	}
}
