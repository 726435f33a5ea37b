package parity

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// change is a change of a file, and nothing else, that changes the findings.
type change struct {
	name string
	make func(t *testing.T, dir string)
}

// written writes a file.
func written(name, text string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
}

// replaced replaces a text that stands in a file once.
func replaced(name, old, text string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		path := filepath.Join(dir, filepath.FromSlash(name))
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, 1, strings.Count(string(data), old), "%q in %s", old, name)
		require.NoError(t, os.WriteFile(path, []byte(strings.Replace(string(data), old, text, 1)), 0o644))
	}
}

// removed removes a file.
func removed(name string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		require.NoError(t, os.Remove(filepath.Join(dir, filepath.FromSlash(name))))
	}
}

// both makes two changes.
func both(a, b func(*testing.T, string)) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		a(t, dir)
		b(t, dir)
	}
}

// held writes the findings of now to the baseline.
func held(t *testing.T, dir string) {
	t.Helper()
	code, _, stderr := run(t, dir, t.TempDir(), program(t, programs.command), "baseline")
	require.Contains(t, []int{0, 1}, code, stderr)
}

// Code of which the text is in a file that is neither Go nor SQL, and code that runs SQL on a table whose model it does not import.
const (
	textPackage = "package texts\n\nimport (\n\t\"database/sql\"\n\t_ \"embed\"\n)\n\n//go:embed open.txt\nvar open string\n\n" +
		"// Open counts.\nfunc Open(db *sql.DB) *sql.Row { return db.QueryRow(open) }\n"
	rawPackage = "package raw\n\nimport \"database/sql\"\n\n// Clear clears.\nfunc Clear(db *sql.DB) error {\n\t_, err := db.Exec(`DELETE FROM tags WHERE name = ''`)\n\treturn err\n}\n"
)

// changes are what the next run must see, one after another, by application. The first prepares.
func changes() map[string][]change {
	return map[string][]change{
		"shop": {
			{"", both(written("internal/texts/texts.go", textPackage), written("internal/texts/open.txt", "SELECT count(*) FROM orders"))},
			{"migration", written("db/migrations/00009_codes.sql", "-- +goose Up\nALTER TABLE discount_codes DROP COLUMN tenant_id;\n")},
			{"config", written(".bailiwick.yml", "tables:\n  carts: {global: true, reason: for the test}\n")},
			{"sqlc file", replaced("db/queries/orders.sql", "-- name: ListRushOrders :many", "-- moved down\n\n-- name: ListRushOrders :many")},
			{"embedded SQL file", replaced("internal/store/sql/monthly_revenue.sql", "WHERE status = 'closed'", "WHERE status = 'closed' AND tenant_id = $1")},
			{"embedded file of another kind", written("internal/texts/open.txt", "SELECT count(*) FROM plans")},
			{"directive in another package", replaced("internal/store/customers.go", "	// TG-02: the generic wrapper's", "	//bailiwick:allow tenantscope looked at by hand\n	// TG-02: the generic wrapper's")},
			{"baseline appears", both(written(".bailiwick.yml", "baseline: held.json\ntables:\n  carts: {global: true, reason: for the test}\n"), held)},
			{"baseline's entries", replaced("held.json", "(*store.Reports).Buyers", "(*store.Reports).Gone")},
			{"config of a part", written("internal/store/.bailiwick.yml", "baseline: ../../held.json\nexclude: [reports.go]\n")},
			{"config of a part, gone", removed("internal/store/.bailiwick.yml")},
			{"where sqlc is told that the schema is", both(replaced("sqlc.yaml", "schema: db/migrations", "schema: [db/migrations, elsewhere]"), written("elsewhere/plans.sql", "CREATE TABLE plans (id uuid PRIMARY KEY, tenant_id uuid NOT NULL);\n"))},
			{"schema file, gone", removed("elsewhere/plans.sql")},
		},
		"crm": {
			{"", written("internal/raw/raw.go", rawPackage)},
			{"model in a package that is not imported", replaced("internal/model/model.go", "// Tag is a label.", "// TableName is another.\nfunc (Tag) TableName() string { return \"labels\" }\n\n// Tag is a label.")},
		},
	}
}

// TestNothingIsStale changes one file at a time and runs each driver with the caches of the run before: it must show what the command shows without any.
func TestNothingIsStale(t *testing.T) {
	if testing.Short() {
		t.Skip("runs whole programs over whole applications")
	}
	for _, app := range []string{"crm", "shop"} {
		t.Run(app, func(t *testing.T) {
			dir := copied(t, app)
			all := append([]driver{{name: "command", findings: command}}, drivers()...)
			caches := make([]string, len(all))
			for i := range all {
				caches[i] = t.TempDir()
			}
			var before []string
			for _, c := range changes()[app] {
				c.make(t, dir)
				want := reference().findings(t, dir, t.TempDir(), "./...")
				require.NotEqual(t, before, want, "%s changes nothing", c.name)
				before = want
				for i, d := range all {
					expected := want
					if d.allows != nil {
						expected = d.allows(t, dir, want)
					}
					require.Equal(t, expected, d.findings(t, dir, caches[i], "./..."), "%s, after: %s", d.name, c.name)
				}
			}
		})
	}
}

// TestFactsAreNotStale runs over a main alone, whose dependencies' facts come from the cache: what they leave open changes with the tables.
func TestFactsAreNotStale(t *testing.T) {
	if testing.Short() {
		t.Skip("runs whole programs over a whole application")
	}
	dir := copied(t, "shop")
	cache := t.TempDir()
	shows := func() string {
		findings := strings.Join(golangci(t, dir, cache, "./cmd/api"), "\n")
		require.Equal(t, strings.Join(vet(t, dir, cache, "./cmd/api"), "\n"), findings)
		return findings
	}
	const finding = "internal/store/customers.go:34:14: query on customers"
	require.Contains(t, shows(), finding)
	written(".bailiwick.yml", "tables:\n  customers: {global: true, reason: for the test}\n")(t, dir)
	require.NotContains(t, shows(), finding)
	require.NoError(t, os.Remove(filepath.Join(dir, ".bailiwick.yml")))
	require.Contains(t, shows(), finding)
}
