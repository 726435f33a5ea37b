package tenantscope_test

import (
	"context"
	"encoding/json"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"

	"github.com/bailiwick-dev/bailiwick/analyzers/tenantscope"
	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/driver"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// everything is all that a run says, in its order.
func everything(t *testing.T, opts driver.Options) string {
	t.Helper()
	res, err := driver.Run(context.Background(), opts)
	require.NoError(t, err)
	var b strings.Builder
	var facts []*tenantscope.Fact
	for _, p := range res.Packages {
		for _, l := range p.Ledgers {
			ledger := *l
			for i := range ledger.Entries {
				e := &ledger.Entries[i]
				e.Pos, e.End, e.Fixes = token.NoPos, token.NoPos, nil // numbers of files that are loaded in any order
			}
			data, err := json.Marshal(ledger)
			require.NoError(t, err)
			b.Write(data)
		}
		data, err := p.Facts.Encode()
		require.NoError(t, err)
		b.Write(data)
		f := new(tenantscope.Fact)
		if ok, err := p.Facts.Decode(f); ok && err == nil {
			facts = append(facts, f)
		}
	}
	orphans, err := tenantscope.Orphans(facts)
	require.NoError(t, err)
	data, err := json.Marshal(orphans)
	require.NoError(t, err)
	return b.String() + string(data)
}

func TestEngineEN01(t *testing.T) {
	t.Parallel()
	cases := []string{"tg02", "tg03", "tg08", "tg09", "tg16", "tg19"}
	want := everything(t, options(t, cases...))
	require.NotEmpty(t, want)
	for name, set := range map[string]func(*driver.Options){
		"EN-01: the same tree twice":       func(*driver.Options) {},
		"EN-01: shuffled package order":    func(o *driver.Options) { o.Shuffle = 5 },
		"EN-01: shuffled once more":        func(o *driver.Options) { o.Shuffle = 77 },
		"EN-01: one worker":                func(o *driver.Options) { o.Workers = 1 },
		"EN-01: eight workers":             func(o *driver.Options) { o.Workers = 8 },
		"EN-01: patterns in another order": func(o *driver.Options) { o.Patterns[0], o.Patterns[5] = o.Patterns[5], o.Patterns[0] },
	} {
		t.Run(name, func(t *testing.T) {
			opts := options(t, cases...)
			set(&opts)
			require.Equal(t, want, everything(t, opts))
		})
	}
}

// changing is a program whose schema, query file and models a test changes.
const changing = `
-- src/app/schema/1_init.sql --
CREATE TABLE tenants (id uuid PRIMARY KEY);
CREATE TABLE orders (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), status text NOT NULL);
CREATE TABLE users (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id));
CREATE TABLE plans (id uuid PRIMARY KEY, name text NOT NULL);
-- src/app/models/models.go --
package models

type Coupon struct {
	ID   string ~gorm:"primaryKey"~
	Code string
}
-- src/app/store/open.sql --
SELECT id FROM orders WHERE status = 'open' AND tenant_id = $1
-- src/app/store/store.go --
package store

import (
	"database/sql"
	_ "embed"
)

//go:embed open.sql
var open string

func Open(db *sql.DB, tenant string) { db.Query(open, tenant) }

func Plans(db *sql.DB) { db.Query("SELECT id FROM plans") }

func Coupons(db *sql.DB) { db.Query("SELECT code FROM coupons") }

func Cancel(db *sql.DB, id string) { db.Exec("DELETE FROM orders WHERE id = $1", id) }
`

// EN-02 is a property of the drivers, which keep results, and tested with them. Here: what changes alone does change the answer.
func TestEngineEN02(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, change string
		strict       bool
		want         []string
	}{
		{name: "EN-02: a changed config", strict: true, want: []string{"delete from orders"}},
		{
			name: "EN-02: a changed migration", want: []string{"query on plans"},
			change: "-- src/app/schema/2_plans.sql --\nALTER TABLE plans ADD COLUMN tenant_id uuid NOT NULL REFERENCES tenants (id);\n",
		},
		{
			name: "EN-02: a changed embedded .sql", want: []string{"query on orders"},
			change: "-- src/app/store/open.sql --\nSELECT id FROM orders WHERE status = 'open'\n",
		},
		{
			name: "EN-02: a changed Go model of a package that the judged one does not import", want: []string{"query on coupons"},
			change: "-- src/app/models/models.go --\npackage models\n\ntype Coupon struct {\n\tID string ~gorm:\"primaryKey\"~\n\tCode string\n\tTenantID string ~gorm:\"not null\"~\n}\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := runnertest.Write(t, tick(changing))
			require.Empty(t, messages(t, dir, false), "before the change")
			runnertest.Update(t, dir, tick(c.change))
			got := messages(t, dir, c.strict)
			require.Len(t, got, len(c.want), "%q", got)
			for i, want := range c.want {
				require.Contains(t, got[i], want)
			}
		})
	}
}

// tick puts back quotes into a raw string.
func tick(s string) string { return strings.ReplaceAll(s, "~", "`") }

// messages are the findings in a program that lies in a GOPATH.
func messages(t *testing.T, dir string, strict bool) []string {
	t.Helper()
	cat, err := catalog.Build(catalog.Options{Root: filepath.Join(dir, "src", "app")})
	require.NoError(t, err)
	models, err := query.NewModels(query.Libraries())
	require.NoError(t, err)
	rule := tenantscope.New(tenantscope.Options{Site: func(*analysis.Pass) (*tenantscope.Site, error) {
		return &tenantscope.Site{
			Catalog: cat, Models: models, Rules: []string{tenantscope.Name}, Strict: strict,
			Own: func(path string) bool { return strings.HasPrefix(path, "app") },
			Position: func(file string, line, column int) verdict.Position {
				return verdict.Position{File: filepath.Base(file), Line: line, Column: column}
			},
		}, nil
	}})
	res, err := driver.Run(context.Background(), driver.Options{
		Dir: filepath.Join(dir, "src", "app"), Patterns: []string{"./store"}, Env: append(os.Environ(), "GO111MODULE=off", "GOPATH="+dir, "GOFLAGS="),
		Owns: func(string, string) bool { return true }, Analyzers: []*analysis.Analyzer{rule},
	})
	require.NoError(t, err)
	require.Empty(t, res.LoadErrors)
	require.Empty(t, res.Errors)
	var out []string
	for _, p := range res.Packages {
		for _, l := range p.Ledgers {
			for _, e := range l.Entries {
				if e.Verdict == verdict.Broken {
					out = append(out, e.Message)
				}
			}
		}
	}
	return out
}

// generated is a package whose source a test writes. That it comes to an end at all is left to the time limit of the test run: a bound of its own
// would measure the machine.
func generated(t *testing.T, write func(*strings.Builder)) *program {
	t.Helper()
	var src strings.Builder
	src.WriteString("package store\n\nimport \"database/sql\"\n\ntype Store struct{ db *sql.DB }\n")
	write(&src)
	p := parse(t, &txtar.Archive{Files: []txtar.File{{Name: "store/store.go", Data: []byte(src.String())}}})
	return p.run()
}

// verdicts counts the judgements of a program.
func verdicts(p *program) map[verdict.Verdict]int {
	n := map[verdict.Verdict]int{}
	for _, v := range []verdict.Verdict{verdict.Met, verdict.Broken, verdict.Unresolved, verdict.Waived} {
		if k := len(p.entries(v)); k > 0 {
			n[v] = k
		}
	}
	return n
}

func TestEngineEN06(t *testing.T) {
	t.Parallel()
	ways := func(n int, text func(int) string) func(*strings.Builder) {
		return func(b *strings.Builder) {
			b.WriteString("\nfunc (s *Store) Run(kind int, tenant string) {\n\tq := \"\"\n\tswitch kind {\n")
			for i := range n {
				fmt.Fprintf(b, "\tcase %d:\n\t\tq = %q\n", i, text(i))
			}
			b.WriteString("\t}\n\ts.db.Query(q, tenant)\n}\n")
		}
	}
	scoped := func(i int) string {
		return fmt.Sprintf("SELECT id FROM orders WHERE tenant_id = $1 AND status = '%d'", i)
	}
	t.Run("EN-06: a 10 000-way switch of texts", func(t *testing.T) {
		t.Parallel()
		n := verdicts(generated(t, ways(10000, scoped)))
		require.Positive(t, n[verdict.Unresolved], "what lies beyond the bound is not understood: %v", n)
		require.Zero(t, n[verdict.Broken])
	})
	t.Run("EN-06: a switch within the bound", func(t *testing.T) {
		t.Parallel()
		n := verdicts(generated(t, ways(10, scoped)))
		require.Equal(t, map[verdict.Verdict]int{verdict.Met: 1}, n)
	})
	t.Run("EN-06: a switch within the bound, one way unscoped", func(t *testing.T) {
		t.Parallel()
		n := verdicts(generated(t, ways(10, func(i int) string {
			if i == 7 {
				return "SELECT id FROM orders"
			}
			return scoped(i)
		})))
		require.Equal(t, map[verdict.Verdict]int{verdict.Broken: 1}, n)
	})
	t.Run("EN-06: a 10 000-way switch of tenants", func(t *testing.T) {
		t.Parallel()
		n := verdicts(generated(t, func(b *strings.Builder) {
			b.WriteString("\nfunc (s *Store) Run(kind int, a, b string) {\n\ttenant := a\n\tswitch kind {\n")
			for i := range 10000 {
				fmt.Fprintf(b, "\tcase %d:\n\t\ttenant = b + a[%d:]\n", i, i)
			}
			b.WriteString("\t}\n\ts.db.Query(\"SELECT id FROM orders WHERE tenant_id = $1\", tenant)\n}\n")
		}))
		require.Equal(t, map[verdict.Verdict]int{verdict.Met: 1}, n)
	})
	t.Run("EN-06: a huge function", func(t *testing.T) {
		t.Parallel()
		const calls = 3000
		n := verdicts(generated(t, func(b *strings.Builder) {
			b.WriteString("\nfunc (s *Store) Run(tenant string) {\n")
			for i := range calls {
				where := "tenant_id = $1"
				if i%10 == 0 {
					where = "status = $1"
				}
				fmt.Fprintf(b, "\ts.db.Query(\"SELECT id FROM orders WHERE %s AND total > %d\", tenant)\n", where, i)
			}
			b.WriteString("}\n")
		}))
		require.Equal(t, calls, n[verdict.Met]+n[verdict.Broken]+n[verdict.Unresolved], "each statement is counted: %v", n)
		require.Equal(t, calls/10, n[verdict.Broken])
	})
	t.Run("EN-06: a huge function whose reads are verified one by one", func(t *testing.T) {
		t.Parallel()
		const calls = 60
		n := verdicts(generated(t, func(b *strings.Builder) {
			b.WriteString("\nfunc (s *Store) Run(tenant, id string) {\n\tvar owner, status string\n")
			for range calls {
				b.WriteString("\tif err := s.db.QueryRow(\"SELECT tenant_id FROM orders WHERE id = $1\", id+status).Scan(&owner); err != nil {\n\t\treturn\n\t}\n\tif owner != tenant {\n\t\treturn\n\t}\n")
			}
			b.WriteString("}\n")
		}))
		require.Equal(t, calls, n[verdict.Met]+n[verdict.Broken]+n[verdict.Unresolved], "each statement is counted: %v", n)
	})
	t.Run("EN-06: a long chain of callers", func(t *testing.T) {
		t.Parallel()
		p := generated(t, func(b *strings.Builder) {
			b.WriteString("\nfunc (s *Store) F0(id string) { s.db.Exec(\"DELETE FROM orders WHERE id = $1\", id) }\n")
			for i := range 1000 {
				fmt.Fprintf(b, "\nfunc (s *Store) F%d(id string) { s.F%d(id) }\n", i+1, i)
			}
			b.WriteString("\nfunc (s *Store) run() { s.F1000(\"1\") }\n")
		})
		require.Equal(t, map[verdict.Verdict]int{verdict.Broken: 1}, verdicts(p))
		require.Empty(t, p.orphans())
	})
	t.Run("EN-06: a long chain of wrappers", func(t *testing.T) {
		t.Parallel()
		n := verdicts(generated(t, func(b *strings.Builder) {
			b.WriteString("\nfunc (s *Store) w0(q string) { s.db.Exec(q) }\n")
			for i := range 200 {
				fmt.Fprintf(b, "\nfunc (s *Store) w%d(q string) { s.w%d(q) }\n", i+1, i)
			}
			b.WriteString("\nfunc (s *Store) run() { s.w200(\"DELETE FROM orders\") }\n")
		}))
		require.Positive(t, n[verdict.Broken]+n[verdict.Unresolved], "beyond the bound it is not understood, never nothing: %v", n)
	})
	t.Run("EN-06: a text nested deeper than the bound", func(t *testing.T) {
		t.Parallel()
		n := verdicts(generated(t, func(b *strings.Builder) {
			fmt.Fprintf(b, "\nfunc (s *Store) run() { s.db.Exec(%q) }\n", "SELECT id FROM orders WHERE "+strings.Repeat("(", 1200)+"tenant_id = $1"+strings.Repeat(")", 1200))
		}))
		require.Equal(t, map[verdict.Verdict]int{verdict.Unresolved: 1}, n)
	})
	t.Run("EN-06: a text over every bound", func(t *testing.T) {
		t.Parallel()
		n := verdicts(generated(t, func(b *strings.Builder) {
			fmt.Fprintf(b, "\nfunc (s *Store) run() { s.db.Exec(%q) }\n", "SELECT id FROM orders WHERE status IN ("+strings.Repeat("'xxxxxxxx', ", 120000)+"'y')")
		}))
		require.Equal(t, map[verdict.Verdict]int{verdict.Unresolved: 1}, n)
	})
}

// EN-07: a package with errors, and what depends on it
func TestEngineEN07(t *testing.T) {
	t.Parallel()
	p := load(t, "broken")
	p.failing[module+"/service"] = true
	p.run()
	t.Run("EN-07: what depends on a package with errors says so", func(t *testing.T) {
		list := p.entries(verdict.Unresolved, "api")
		require.NotEmpty(t, list)
		require.Contains(t, list[0].Reason, "package broken")
	})
	t.Run("EN-07: what travelled through it is unresolved (package broken)", func(t *testing.T) {
		list := p.orphans()
		require.NotEmpty(t, list)
		for _, e := range list {
			require.Equal(t, verdict.Unresolved, e.Verdict)
			require.Contains(t, e.Reason, "package broken")
		}
	})
}
