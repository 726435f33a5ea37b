package editor

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/driver"
	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

const (
	orderStore = `package store

import (
	"context"
	"database/sql"
)

// Store reads orders.
type Store struct{ DB *sql.DB }

// Title leaves to its callers whose order it is.
func (s *Store) Title(ctx context.Context, id string) (title string, err error) {
	err = s.DB.QueryRowContext(ctx, "SELECT title FROM orders WHERE id = $1", id).Scan(&title)
	return title, err
}

func (s *Store) all(ctx context.Context) (*sql.Rows, error) {
	return s.DB.QueryContext(ctx, "SELECT id FROM orders")
}
`
	orderAPI = `package api

import (
	"net/http"

	"example.com/app/store"
)

// API serves orders.
type API struct{ Store *store.Store }

// Title serves one.
func (a *API) Title(w http.ResponseWriter, r *http.Request) {
	title, _ := a.Store.Title(r.Context(), r.PathValue("id"))
	_, _ = w.Write([]byte(title))
}
`
)

func newService(t *testing.T) *app {
	t.Helper()
	a := newApp(t)
	a.write("store/store.go", orderStore)
	a.write("api/api.go", orderAPI)
	return a
}

// run analyses a module and returns what is reported, as a server would show it.
func (a *app) run(rules []*analysis.Analyzer) ([]string, error) {
	res, err := driver.Run(a.t.Context(), driver.Options{Dir: a.dir, Analyzers: rules, Owns: workspace.Owns, Workers: 2})
	if err != nil {
		return nil, err
	}
	var list []string
	if len(res.Errors) > 0 {
		return nil, res.Errors[0]
	}
	for _, p := range res.Packages {
		for _, d := range p.Diagnostics {
			from, to := res.Fset.Position(d.Pos), res.Fset.Position(d.End)
			text := fmt.Sprintf("%s %d:%d-%d %s [%s]", p.Path, from.Line, from.Column, to.Column, d.Message, d.Category)
			for _, r := range d.Related {
				at := res.Fset.Position(r.Pos)
				text += fmt.Sprintf(" | %d:%d %s", at.Line, at.Column, r.Message)
			}
			for _, f := range d.SuggestedFixes {
				text += " + " + f.Message
			}
			list = append(list, text)
		}
	}
	return list, nil
}

const waivers = " + waive tenantscope(background): no endpoint reaches it + waive tenantscope(operator): every caller is behind an operator guard" +
	" + waive tenantscope(parent): a scoped read of the parent comes first + waive tenantscope(public): the data is public by design"

func TestFindingsStayInThePackage(t *testing.T) {
	t.Parallel()
	a := newService(t)
	list, err := a.run(a.suite.Analyzers())
	require.NoError(t, err)
	require.Equal(t, []string{
		"example.com/app/api 14:22-27 query on orders (tenant key tenant_id) is not scoped to a tenant [unscoped]" +
			" | 13:13 the statement stands here | 14:22 called by (*api.API).Title: PathValue comes from the request",
		"example.com/app/store 18:14-56 query on orders (tenant key tenant_id) is not scoped to a tenant [unscoped]" + waivers,
	}, list, "a waiver stands at the statement, and is offered there alone")
}

func TestObstacles(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, config, message string }{
		{"a key that nobody knows", "tests: true\nunresolvd: report\n", "no rule judges this package: .bailiwick.yml:2: unresolvd: unknown key"},
		{"several", "tests: perhaps\nunresolvd: report\n", "(and 1 more)"},
		{"half a file", "tenant:\n  columns: [tenant_", "not valid YAML"},
		{"a baseline that is not there", "baseline: nowhere.json\n", "nowhere.json"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			a := newService(t)
			a.write(".bailiwick.yml", tc.config)
			list, err := a.run(a.suite.Analyzers())
			require.NoError(t, err)
			require.Len(t, list, 2, "one for each package: %v", list)
			for i, pkg := range []string{"example.com/app/api 1:1-", "example.com/app/store 1:1-"} {
				require.Contains(t, list[i], pkg)
				require.Contains(t, list[i], tc.message)
				require.Contains(t, list[i], "[config]")
				require.NotContains(t, list[i], a.dir, "paths start from the root")
			}
		})
	}
}

// TestSideBySide runs the same analyzers over two modules at once, again and again, as a server with two folders does. Run it with -race.
func TestSideBySide(t *testing.T) {
	t.Parallel()
	one, two := newService(t), newService(t)
	two.write("migrations/001_init.sql", "CREATE TABLE shops (id uuid PRIMARY KEY);\nCREATE TABLE orders (id uuid PRIMARY KEY, shop_id uuid NOT NULL REFERENCES shops (id));\n"+
		"CREATE TABLE carts (id uuid PRIMARY KEY, shop_id uuid NOT NULL REFERENCES shops (id));\n")
	two.write(".bailiwick.yml", "tenant:\n  columns: [shop_id]\n")
	rules := one.suite.Analyzers()
	alone := map[*app][]string{}
	for _, a := range []*app{one, two} {
		list, err := a.run(rules)
		require.NoError(t, err)
		require.NotEmpty(t, list)
		alone[a] = list
	}
	require.NotEqual(t, alone[one], alone[two])
	var group sync.WaitGroup
	for i := range 6 {
		group.Go(func() {
			a := []*app{one, two}[i%2]
			if list, err := a.run(rules); err != nil || !slices.Equal(list, alone[a]) {
				t.Errorf("%v\n%v\n%v", err, list, alone[a])
			}
		})
	}
	group.Wait()
}
