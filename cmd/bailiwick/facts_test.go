package main

import (
	"bytes"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/analyzers/permguard"
	"github.com/bailiwick-dev/bailiwick/analyzers/tenantscope"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

// meddling is a program whose tests do all that could change what its packages tell: they set a text, settle an obligation, bind an interface,
// hand queries over, and import a package that does the same.
const meddling = `
-- go.mod --
module example.com/shop

go 1.24
-- migrations/0001_init.up.sql --
CREATE TABLE tenants (id uuid PRIMARY KEY);
CREATE TABLE orders (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), status text NOT NULL);
-- store/store.go --
package store

import "database/sql"

type Store struct {
	DB   *sql.DB
	list string
}

var all = "SELECT id FROM orders WHERE tenant_id = $1"

func New(db *sql.DB) *Store { return &Store{DB: db, list: "SELECT status FROM orders WHERE tenant_id = $1"} }

func (s *Store) All(tenant string) { s.DB.Query(all, tenant) }

func (s *Store) List(tenant string) { s.DB.Query(s.list, tenant) }

func (s *Store) Cancel(id string) error {
	_, err := s.DB.Exec("DELETE FROM orders WHERE id = $1", id)
	return err
}

func (s *Store) drop(id string) { s.DB.Exec("DELETE FROM orders WHERE id = $1", id) }
-- store/store_test.go --
package store

import (
	"testing"

	"example.com/shop/canceller"
	"example.com/shop/testutil"
)

var id = testutil.ID

func init() { all = "SELECT id FROM orders" }

func TestStore(t *testing.T) {
	s := New(nil)
	s.list = "SELECT status FROM orders"
	s.All("a")
	_ = s.Cancel(id)
	s.drop(id)
	canceller.Use(s, id)
	testutil.Cancel(s)
}

func CancelInTest(s *Store, id string) { _ = s.Cancel(id) }
-- store/outside_test.go --
package store_test

import (
	"testing"

	"example.com/shop/store"
)

func TestCancel(t *testing.T) { store.CancelInTest(store.New(nil), "a") }
-- canceller/canceller.go --
package canceller

type Canceller interface{ Cancel(id string) error }

func Use(c Canceller, id string) { _ = c.Cancel(id) }
-- testutil/util.go --
package testutil

import "example.com/shop/canceller"

const ID = "a"

func Cancel(c canceller.Canceller) { canceller.Use(c, ID) }
-- app/app.go --
package app

import (
	"net/http"

	"example.com/shop/canceller"
	"example.com/shop/store"
)

type App struct{ Orders *store.Store }

func (a *App) Cancel(w http.ResponseWriter, r *http.Request) { canceller.Use(a.Orders, r.FormValue("id")) }

func (a *App) Routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /orders/cancel", a.Cancel)
	return mux
}
-- app/app_test.go --
package app

import "net/http"

func register(mux *http.ServeMux, a *App) { mux.HandleFunc("DELETE /orders", a.Cancel) }
`

// What a package tells its importers is the same whether its test files are read or not: go vet analyses it both ways and shows importers
// the one without, the command analyses it once.
func TestFactsLeaveTestFilesOut(t *testing.T) {
	dir := runnertest.Write(t, meddling)
	facts := func(args ...string) map[string]map[string][]byte {
		env := &environment{stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}}
		f, rest, err := parse(env, "", "", append(args, "-C", dir, "./..."))
		require.NoError(t, err)
		s, err := open(f, rest)
		require.NoError(t, err)
		require.NoError(t, s.analyse(t.Context(), env))
		require.False(t, s.result.Failed(), "%v %v", s.result.LoadErrors, s.result.Errors)
		out := map[string]map[string][]byte{}
		for _, p := range s.result.Packages {
			var fact tenantscope.Fact
			ok, err := s.result.Fact(p.Path, &fact)
			require.NoError(t, err)
			if ok {
				out[p.Path] = fact.Parts()
			}
			var checks permguard.Fact
			if ok, err = s.result.Fact(p.Path, &checks); ok {
				out[p.Path+" (permguard)"] = map[string][]byte{p.Path: checks.Wire()}
			}
			require.NoError(t, err)
			var routes route.Fact
			if ok, err = s.result.Fact(p.Path, &routes); ok {
				out[p.Path+" (routes)"] = map[string][]byte{p.Path: routes.Wire()}
			}
			require.NoError(t, err)
		}
		return out
	}
	plain, tested := facts(), facts("-tests")
	require.Contains(t, plain, "example.com/shop/store")
	require.Contains(t, plain, "example.com/shop/app (routes)")
	require.Contains(t, plain, "example.com/shop/app (permguard)")
	for _, path := range slices.Sorted(maps.Keys(plain)) {
		require.Equal(t, slices.Sorted(maps.Keys(plain[path])), slices.Sorted(maps.Keys(tested[path])), path)
		for _, part := range slices.Sorted(maps.Keys(plain[path])) {
			require.Equal(t, plain[path][part], tested[path][part], "what %s tells of %s", path, part)
		}
	}

	// With tests on their callers are told too, also behind a helper in another test file; the verdicts are those without.
	code, stdout, _ := bailiwick(t, "-C", dir, "-tests", "./...")
	require.Equal(t, exitFindings, code)
	require.Contains(t, stdout, "called by (*app.App).Cancel")
	require.Contains(t, stdout, "called by store.TestStore")
	require.Contains(t, stdout, "called by store_test.TestCancel")
	require.Contains(t, stdout, "tenantscope: 4 relation references in 4 statements: 2 met (0 traced to the authenticated tenant), 2 broken, 0 unresolved")
}
