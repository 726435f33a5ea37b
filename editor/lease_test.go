package editor

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

const migration = "CREATE TABLE tenants (id uuid PRIMARY KEY);\nCREATE TABLE orders (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id));\n" +
	"CREATE TABLE users (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id));\n"

// app is a module on disk with a suite that serves it.
type app struct {
	t     *testing.T
	dir   string
	suite *Suite
}

func newApp(t *testing.T) *app {
	t.Helper()
	a := &app{t: t, dir: t.TempDir()}
	a.suite = &Suite{home: a.dir, trees: map[string]*tree{}}
	a.write("go.mod", "module example.com/app\n\ngo 1.25\n")
	a.write("migrations/001_init.sql", migration)
	a.write("store/store.go", "package store\n")
	return a
}

func (a *app) write(name, text string) {
	a.t.Helper()
	name = filepath.Join(a.dir, filepath.FromSlash(name))
	require.NoError(a.t, os.MkdirAll(filepath.Dir(name), 0o755))
	require.NoError(a.t, os.WriteFile(name, []byte(text), 0o644))
}

// lease takes a lease for a request of its own.
func (a *app) lease(sources ...string) *Lease { return a.leaseFor(request(a.t), sources...) }

func (a *app) leaseFor(request context.Context, sources ...string) *Lease {
	return a.suite.Lease(request, filepath.Join(a.dir, "store"), "example.com/app", func() [][]byte {
		var list [][]byte
		for _, s := range sources {
			list = append(list, []byte(s))
		}
		return list
	})
}

func TestLeaseNamesTheState(t *testing.T) {
	t.Parallel()
	const column = "ALTER TABLE orders ADD COLUMN note text;\n"
	for _, tc := range []struct {
		name, file, text string
		same             bool
	}{
		{"a table changes", "migrations/002_note.sql", column, false},
		{"a comment in a migration changes", "migrations/001_init.sql", "-- the beginning\n" + migration, true},
		{"a config comes", ".bailiwick.yml", "unresolved: report\n", false},
		{"a config that does not hold comes", ".bailiwick.yml", "unresolvd: report\n", false},
		{"a baseline that nobody names", "baseline.json", "{}", true},
		{"a Go model in another package", "model/model.go", "package model\n\ntype Invoice struct {\n\tID int `gorm:\"primaryKey\"`\n\tTenantID int\n}\n\nfunc (Invoice) TableName() string { return \"invoices\" }\n", false},
		{"Go code in another package", "other/other.go", "package other\n\nfunc F() {}\n", true},
		{"queries for a generator", "sql/orders.sql", "-- name: Order :one\nSELECT * FROM orders;\n", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			a := newApp(t)
			before := a.lease()
			require.Equal(t, before.Key(), a.lease().Key(), "nothing has changed")
			require.True(t, before.Valid())
			a.write(tc.file, tc.text)
			after := a.lease()
			if tc.same {
				require.Equal(t, before.Key(), after.Key())
			} else {
				require.NotEqual(t, before.Key(), after.Key())
				require.False(t, before.Valid(), "an analysis under the old lease may have seen the new state")
			}
			require.True(t, after.Valid())
		})
	}
}

func TestLeaseComesBackToAState(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	first := a.lease()
	a.write(".bailiwick.yml", "tenant: [half ty")
	require.NotEqual(t, first.Key(), a.lease().Key())
	require.NoError(t, os.Remove(filepath.Join(a.dir, ".bailiwick.yml")))
	require.Equal(t, first.Key(), a.lease().Key())
	require.Same(t, first.space, a.lease().space, "what was read before serves again")
}

func TestLeaseNamesEmbeddedFiles(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	const source = "package store\n\nimport _ \"embed\"\n\n//go:embed list.txt\nvar list string\n"
	a.write("store/list.txt", "SELECT 1")
	before := a.lease(source)
	require.NotEqual(t, before.Key(), a.lease("package store\n").Key())
	a.write("store/list.txt", "SELECT 2")
	require.False(t, before.Valid(), "at once: the file is read when it is needed, not with the tree")
	require.NotEqual(t, before.Key(), a.lease(source).Key())
}

func TestLeaseOfLibraries(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	for _, tc := range []struct{ name, dir, module string }{
		{"the standard library", filepath.Join(a.dir, "store"), ""},
		{"a package of a module that is vendored", filepath.Join(a.dir, "vendor", "example.org", "lib"), "example.org/lib"},
		{"a downloaded module", filepath.Join(a.dir, "pkg", "mod", "example.org", "lib@v1.2.3"), "example.org/lib"},
	} {
		lease := a.suite.Lease(request(t), tc.dir, tc.module, func() [][]byte {
			t.Error("sources of a library are asked for")
			return nil
		})
		require.Nil(t, lease, tc.name)
		require.Empty(t, lease.Key())
		require.True(t, lease.Valid())
	}
	require.Empty(t, a.suite.trees, "no tree is read for them")
	a.write(".bailiwick.yml", "modules: [example.org/lib]\n")
	shared := a.suite.Lease(request(t), filepath.Join(a.dir, "pkg", "mod", "example.org", "lib@v1.2.3"), "example.org/lib", func() [][]byte { return nil })
	require.NotNil(t, shared, "the config of the server's directory names it")
	require.NotNil(t, shared.space)
}

// TestLeaseSideBySide takes leases while files change: each one that is valid names what is there. Run it with -race.
func TestLeaseSideBySide(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 20 {
				if l := a.lease(); l.Key() == "" || l.space == nil && l.problem == "" {
					t.Error("a lease of nothing")
				}
			}
		})
	}
	for i := range 20 {
		a.write("migrations/002_note.sql", "ALTER TABLE orders ADD COLUMN note"+string(rune('a'+i))+" text;\n")
	}
	group.Wait()
	a.write("migrations/002_note.sql", "")
	require.Equal(t, a.lease().Key(), newKey(t, a))
}

type requestKey struct{}

// request is a context that is like no other.
func request(t *testing.T) context.Context { return context.WithValue(t.Context(), requestKey{}, 0) }

func TestOneLookPerRequest(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	first, second := request(t), request(t)
	before := a.leaseFor(first)
	a.write("migrations/002_note.sql", "ALTER TABLE orders ADD COLUMN note text;\n")
	require.Equal(t, before.Key(), a.leaseFor(first).Key(), "one request sees one state")
	require.NotEqual(t, before.Key(), a.leaseFor(second).Key(), "the next one sees what is there")
	require.False(t, before.Valid(), "and the first has to ask again")
}

// newKey is what a server that starts now has in its key.
func newKey(t *testing.T, a *app) string {
	t.Helper()
	fresh := &app{t: t, dir: a.dir, suite: &Suite{home: a.dir, trees: map[string]*tree{}}}
	return fresh.lease().Key()
}
