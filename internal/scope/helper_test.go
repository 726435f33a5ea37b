package scope_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/scope"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// table makes a table of the test catalog from "name type" pairs: a column ending in ! is NOT NULL, in * unique.
func table(name string, ten catalog.Tenancy, columns string, with ...func(*catalog.Table)) *catalog.Table {
	t := &catalog.Table{Name: name, Tenancy: ten}
	for c := range strings.FieldsSeq(columns) {
		col := &catalog.Column{Name: strings.TrimRight(c, "!*"), Type: "text"}
		col.NotNull = strings.Contains(c, "!")
		col.Unique = strings.Contains(c, "*")
		t.Columns = append(t.Columns, col)
	}
	if _, ok := t.Column("id"); ok {
		t.PrimaryKey = []string{"id"}
	}
	for _, w := range with {
		w(t)
	}
	return t
}

func owned(others ...catalog.TenantColumn) catalog.Tenancy {
	return catalog.Tenancy{Kind: catalog.Owned, Key: "tenant_id", Others: others}
}

func inherited(parents ...catalog.ForeignKey) catalog.Tenancy {
	return catalog.Tenancy{Kind: catalog.Inherited, Parents: parents}
}

func fk(cols, ref, refCols string) catalog.ForeignKey {
	return catalog.ForeignKey{Columns: strings.Split(cols, ","), RefTable: ref, RefColumns: strings.Split(refCols, ",")}
}

func refs(keys ...catalog.ForeignKey) func(*catalog.Table) {
	return func(t *catalog.Table) { t.ForeignKeys = append(t.ForeignKeys, keys...) }
}

func primary(cols ...string) func(*catalog.Table) {
	return func(t *catalog.Table) { t.PrimaryKey = cols }
}

func unique(cols ...string) func(*catalog.Table) {
	return func(t *catalog.Table) { t.Uniques = append(t.Uniques, cols) }
}

// shop is the catalog that the tests speak of. t and u are the tables of the verdict page: u refers to t.
func shop() *catalog.Catalog {
	global := catalog.Tenancy{Kind: catalog.Global}
	nullable := owned()
	nullable.Nullable = true
	assumed := fk("bill_id", "bills", "id")
	assumed.Assumed = true
	view := func(text string) func(*catalog.Table) {
		return func(t *catalog.Table) {
			t.IsView = true
			t.View = sqlread.Read(text).Statements[0]
		}
	}
	generated := func(cols ...string) func(*catalog.Table) {
		return func(t *catalog.Table) {
			for _, c := range t.Columns {
				for _, n := range cols {
					if c.Name == n {
						c.Default = "gen_random_uuid()"
					}
				}
			}
		}
	}
	return catalog.New([]*catalog.Table{
		table("tenants", catalog.Tenancy{Kind: catalog.Root, Key: "id"}, "id! slug!* host* installation_id* name parent_id", refs(fk("parent_id", "tenants", "id"))),
		table("t", owned(), "id! tenant_id! name status other sku! external_id", refs(fk("tenant_id", "tenants", "id")), unique("tenant_id", "sku"), unique("external_id")),
		table("u", owned(), "id! tenant_id! t_id! x kind", refs(fk("tenant_id", "tenants", "id"), fk("t_id", "t", "id"))),
		table("v", owned(), "id! tenant_id! t_ref other", refs(fk("tenant_id", "tenants", "id"))),
		table("addresses", owned(), "id! tenant_id! country_id city"),
		table("w", owned(), "id! tenant_id! t_id other"),
		table("shared", nullable, "id! tenant_id name body"),
		table("shared_uses", owned(), "id! tenant_id! shared_id!", refs(fk("shared_id", "shared", "id"))),
		table("lines", inherited(fk("t_id", "t", "id")), "id! t_id! pos! qty", refs(fk("t_id", "t", "id")), unique("t_id", "pos")),
		table("notes", inherited(assumed), "id! bill_id! body"),
		table("bills", owned(), "id! tenant_id! total"),
		table("line_notes", inherited(fk("line_id", "lines", "id")), "id! line_id! body", refs(fk("line_id", "lines", "id"))),
		table("tags", owned(), "id! tenant_id! name!", unique("tenant_id", "name")),
		table("t_tags", inherited(fk("t_id", "t", "id"), fk("tag_id", "tags", "id")), "t_id! tag_id!", primary("t_id", "tag_id"), refs(fk("t_id", "t", "id"), fk("tag_id", "tags", "id"))),
		table("strict_lines", owned(), "id! tenant_id! t_id! qty", refs(fk("tenant_id,t_id", "t", "tenant_id,id"))),
		table("countries", global, "id! code! name"),
		table("users", owned(), "id! tenant_id! email!* password_hash name"),
		table("members", owned(), "tenant_id! user_id! role", primary("tenant_id", "user_id")),
		table("api_keys", owned(), "id! tenant_id! key_hash!* name plain_token* last_used"),
		table("chat_sessions", owned(), "id! tenant_id! session_id!* title"),
		table("nodes", owned(), "id! tenant_id! parent label", refs(fk("parent", "nodes", "id"))),
		table("projects", owned(catalog.TenantColumn{Name: "org_id", Wider: true}), "id! tenant_id! org_id! name"),
		table("reports", owned(catalog.TenantColumn{Name: "team_id", Nullable: true}), "id! tenant_id! team_id name"),
		table("settings", owned(), "tenant_id! name! value", primary("tenant_id", "name")),
		table("pinned", owned(), "id! tenant_id! name", func(t *catalog.Table) {
			c, _ := t.Column("tenant_id")
			c.Default = "(current_setting('app.tenant_id'::text, true))::uuid"
		}),
		table("triggered", owned(), "id! tenant_id! name", func(t *catalog.Table) {
			t.Triggers = []catalog.Trigger{{Name: "fill_tenant", Events: []string{"INSERT"}, Before: true, Assigns: []string{"tenant_id"}}}
		}),
		table("tasks", owned(), "id! inserted_at! tenant_id! state external_id", primary("id", "inserted_at"), generated("id"), func(t *catalog.Table) {
			c, _ := t.Column("external_id")
			c.Type = "uuid"
		}),
		table("logs", owned(), "id! tenant_id! task_id seen task_external_id task_state"),
		table("runs", owned(), "id! run_at! tenant_id! task_id! task_inserted_at!", primary("id", "run_at"), generated("id"),
			refs(fk("task_id,task_inserted_at", "tasks", "id,inserted_at"))),
		table("open_t", catalog.Tenancy{}, "id tenant_id name status", view("CREATE VIEW open_t AS SELECT id, tenant_id, name, status FROM t WHERE status = 'open'")),
		table("t_counts", catalog.Tenancy{}, "tenant_id n", view("CREATE VIEW t_counts AS SELECT tenant_id, count(*) AS n FROM t GROUP BY tenant_id")),
		table("total", catalog.Tenancy{}, "n", view("CREATE VIEW total AS SELECT count(*) AS n FROM t")),
	}, "tenant_id")
}

// values says what is known about placeholders, by their names or "$n".
type values map[string]scope.Value

func (v values) Value(b *sqlread.Bind) scope.Value {
	if b.Name == "" {
		return v["$"+string(rune('1'+b.Index))]
	}
	return v[b.Name]
}

// statement reads the one statement of a text.
func statement(t testing.TB, text string) *sqlread.Statement {
	t.Helper()
	s := sqlread.Read(strings.ReplaceAll(text, "<hole>", sqlread.HoleMark))
	require.Empty(t, s.Problems, text)
	require.Len(t, s.Statements, 1, text)
	return s.Statements[0]
}

// decide judges a text.
func decide(t testing.TB, text string, v scope.Values, opt scope.Options) []scope.Ref {
	t.Helper()
	return scope.Decide(statement(t, text), shop(), v, opt)
}

// short writes the verdicts as "t:met u:broken", in order of appearance, exempt ones left out.
func short(rs []scope.Ref) string {
	var out []string
	for _, r := range rs {
		if r.Verdict != scope.Exempt {
			out = append(out, r.Relation.Name+":"+word(r.Verdict))
		}
	}
	return strings.Join(out, " ")
}

func word(v scope.Verdict) string {
	switch v {
	case verdict.Met:
		return "met"
	case verdict.Broken:
		return "broken"
	case verdict.Unresolved:
		return "unresolved"
	}
	return "exempt"
}

// shape is one item of the verdict page, or its nearest opposite.
type shape struct {
	name string
	sql  string
	want string
	v    values
	opt  scope.Options
	// check looks further into the references, when set.
	check func(t *testing.T, rs []scope.Ref)
}

func run(t *testing.T, shapes []shape) {
	t.Helper()
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			rs := decide(t, s.sql, s.v, s.opt)
			require.Equal(t, s.want, short(rs), "%s\n%s", s.sql, explain(rs))
			for _, r := range rs {
				require.Equal(t, r.Verdict == verdict.Broken, r.Message != "", "message of %s", r.Relation.Name)
				require.Equal(t, r.Verdict == verdict.Broken, r.Category != "", "category of %s", r.Relation.Name)
				require.NotContains(t, r.Message, "\n")
			}
			if s.check != nil {
				s.check(t, rs)
			}
		})
	}
}

func explain(rs []scope.Ref) string {
	var b strings.Builder
	for _, r := range rs {
		b.WriteString(r.Relation.Name + ": " + word(r.Verdict) + " " + r.Category + " " + r.Message + r.Reason + " " +
			strings.Join(r.Why, "; ") + " | " + strings.Join(r.Assumptions, "; ") + "\n")
	}
	return b.String()
}

func origin(o scope.Origin) scope.Value { return scope.Value{Origin: o} }

func category(want string) func(*testing.T, []scope.Ref) {
	return func(t *testing.T, rs []scope.Ref) {
		t.Helper()
		for _, r := range rs {
			if r.Verdict == verdict.Broken {
				require.Equal(t, want, r.Category, r.Message)
			}
		}
	}
}

func assumes(n int, of string) func(*testing.T, []scope.Ref) {
	return func(t *testing.T, rs []scope.Ref) {
		t.Helper()
		for _, r := range rs {
			if r.Relation.Name == of {
				require.Len(t, r.Assumptions, n, "%v", r.Assumptions)
			}
		}
	}
}

func listed(want string) func(*testing.T, []scope.Ref) {
	return func(t *testing.T, rs []scope.Ref) {
		t.Helper()
		require.Equal(t, want, rs[0].Listed)
	}
}

// decideLoose judges a text that need not be readable.
func decideLoose(text string) []scope.Ref {
	var out []scope.Ref
	for _, s := range sqlread.Read(text).Statements {
		out = append(out, scope.Decide(s, shop(), nil, scope.Options{})...)
	}
	return out
}
