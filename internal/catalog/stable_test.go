package catalog

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// forest has a bit of everything.
const forest = `
-- go.mod --
module example.com/app
-- db/migrations/1_init.sql --
-- +goose Up
CREATE TABLE tenants (id uuid PRIMARY KEY);
CREATE TABLE users (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants(id));
-- +goose Down
DROP TABLE users;
-- db/migrations/2_orders.sql --
-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY, tenant_id uuid NOT NULL, note text DEFAULT 'none', UNIQUE (tenant_id, id));
CREATE UNIQUE INDEX live ON orders (note) WHERE note IS NOT NULL;
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON orders USING (tenant_id = current_setting('app.tenant')::uuid);
CREATE VIEW notes AS SELECT id, note FROM orders WHERE note <> '';
-- db/sqlite/schema.sql --
CREATE TABLE orders (id bigint PRIMARY KEY, tenant_id text);
-- store/order.go --
package store

type Order struct {
	ID       int64 ` + "`gorm:\"primaryKey\"`" + `
	TenantID string
	Lines    []Line
}

type Line struct {
	ID      int64 ` + "`gorm:\"primaryKey\"`" + `
	OrderID int64
}
-- other/line.go --
package other

type Line struct {
	ID      int64 ` + "`gorm:\"primaryKey\"`" + `
	Weight  int
}
-- other/ddl.go --
package other

const schema = "CREATE TABLE extra (id int, order_id bigint NOT NULL)"
`

// The order in which the file system lists files changes nothing.
func TestOrderOfFilesDoesNotMatter(t *testing.T) {
	opts := Options{Root: plant(t, forest)}
	files, err := Scan(opts)
	require.NoError(t, err)
	require.Len(t, files, 7)
	read := func(f File) ([]byte, error) { return os.ReadFile(f.abs) }
	first, err := build(opts, files, read)
	require.NoError(t, err)
	want, err := first.MarshalBinary()
	require.NoError(t, err)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		rng.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
		c, err := build(opts, files, read)
		require.NoError(t, err)
		got, err := c.MarshalBinary()
		require.NoError(t, err)
		require.Equal(t, string(want), string(got))
		require.Equal(t, first.Digest(), c.Digest())
	}
}

// The digest changes with the meaning and with nothing else.
func TestDigest(t *testing.T) {
	base := grow(t, forest).Digest()
	same := []struct{ name, old, new string }{
		{"a comment", "ALTER TABLE orders ENABLE", "-- from now on\n/* guarded */ ALTER TABLE orders ENABLE"},
		{"layout and case", "CREATE UNIQUE INDEX live ON orders (note) WHERE note IS NOT NULL;", "create unique index live\n  on orders(note)\n  where note is not null ;"},
		{"a comment inside a policy", "USING (tenant_id =", "USING (/* whose */ tenant_id  ="},
		{"a comment in a Go model", "\tTenantID string\n", "\t// TenantID is whose it is.\n\tTenantID string\n"},
		{"the way down", "DROP TABLE users;", "DROP TABLE IF EXISTS users, orders;"},
		{"a query file", "-- db/sqlite/schema.sql --", "-- db/queries.sql --\nSELECT 1;\n-- db/sqlite/schema.sql --"},
	}
	for _, test := range same {
		t.Run("same: "+test.name, func(t *testing.T) {
			tree := strings.Replace(forest, test.old, test.new, 1)
			require.NotEqual(t, forest, tree)
			require.Equal(t, base, grow(t, tree).Digest())
		})
	}
	other := []struct{ name, old, new string }{
		{"NOT NULL", "tenant_id uuid NOT NULL, note", "tenant_id uuid, note"},
		{"a key", ", UNIQUE (tenant_id, id)", ""},
		{"the name of a key", "INDEX live", "INDEX alive"},
		{"a predicate", "WHERE note IS NOT NULL", "WHERE note IS NULL"},
		{"a policy", "'app.tenant'", "'app.org'"},
		{"a default", "DEFAULT 'none'", "DEFAULT 'None'"},
		{"a view", "note <> ''", "note <> 'x'"},
		{"row-level security", "ENABLE ROW", "DISABLE ROW"},
		{"a model's field", "\tTenantID string\n", "\tTenantID string\n\tNote string\n"},
		{"a model's tag", "\tTenantID string\n", "\tTenantID string `gorm:\"column:note\"`\n"},
		{"a relation", "	Lines    []Line\n", ""},
		{"a table of another package's Go text", "order_id bigint NOT NULL", "order_id bigint"},
	}
	for _, test := range other {
		t.Run("other: "+test.name, func(t *testing.T) {
			tree := strings.Replace(forest, test.old, test.new, 1)
			require.NotEqual(t, forest, tree)
			require.NotEqual(t, base, grow(t, tree).Digest())
		})
	}
}

// A snapshot means what the catalog meant.
func TestSnapshot(t *testing.T) {
	c := grow(t, forest)
	b, err := c.MarshalBinary()
	require.NoError(t, err)
	var d Catalog
	require.NoError(t, d.UnmarshalBinary(b))
	require.Equal(t, c.Digest(), d.Digest())
	require.Equal(t, c.Why, d.Why)
	require.Equal(t, c.Inputs, d.Inputs)
	require.Equal(t, c.TenantColumns, d.TenantColumns)
	orders := mustTable(t, &d, "public.orders")
	require.NotNil(t, orders.RLS.Policies[0].Using)
	require.NotNil(t, orders.PartialUniques[0].Where)
	require.NotNil(t, mustTable(t, &d, "notes").View)
	_, _, ok := d.TableByModel("example.com/app/store", "Order")
	require.True(t, ok)

	require.Error(t, d.UnmarshalBinary([]byte(`{"Version":0}`)))
	require.Error(t, d.UnmarshalBinary([]byte(`{`)))
}

func TestInputs(t *testing.T) {
	// A migration that only moves data is a migration; a query that a program embeds is not.
	c := grow(t, forest+"-- unrelated.go --\npackage app\n\nfunc f() {}\n-- db/migrations/3_move.sql --\nUPDATE orders SET note = '';\n-- store/report.sql --\nSELECT 1;\n")
	require.Equal(t, []string{"db/migrations/1_init.sql", "db/migrations/2_orders.sql", "db/migrations/3_move.sql", "db/sqlite/schema.sql", "other/ddl.go", "other/line.go", "store/order.go"}, c.Inputs)
}

func TestLookup(t *testing.T) {
	c := New([]*Table{{Name: "orders"}, {Schema: "app", Name: "Orders"}, {Schema: "app", Name: "peers"}, {Schema: "x", Name: "twice"}, {Schema: "y", Name: "twice"}}, "tenant_id")
	tests := []struct {
		schema, name, want string
		found              bool
	}{
		{"", "ORDERS", "orders", true},
		{"public", "orders", "orders", true},
		{"app", "orders", "app.Orders", true},
		{"", "peers", "app.peers", true},
		{"run_time_schema", "orders", "orders", true},
		{"run_time_schema", "peers", "app.peers", true},
		{"app", "twice", "", false},
		{"", "twice", "", false},
		{"", "nothing", "", false},
	}
	for _, test := range tests {
		got, ok := c.Table(test.schema, test.name)
		require.Equal(t, test.found, ok, test)
		if ok {
			require.Equal(t, test.want, got.QualifiedName())
		}
	}
	require.Equal(t, []string{"tenantid"}, c.TenantColumns)
}
