package main

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// repository writes files and loads them.
func repository(t *testing.T, files map[string]string) *source {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	s, err := load(root)
	require.NoError(t, err)
	return s
}

const store = "package store\n\nimport (\n\t\"gorm.io/gorm\"\n\t\"example.com/ent/widget\"\n)\n\nconst both = \"tenant_id = ? AND id = ?\"\n\n"

func TestSites(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		body    string
		kind    kind
		variant int
		want    string // the line that changed
		skipped string
	}{
		{"chain loses the call", `return db.Where("tenant_id = ?", tenant).First(&x)`, removed, 0, `return db.First(&x)`, ""},
		{"chain keeps the argument", `return db.Where("tenant_id = ?", tenant).First(&x)`, removed, 1, `return db.Where("? IS NOT NULL", tenant).First(&x)`, ""},
		{"chain over lines", "return db.Model(&x).\n\tWhere(\"tenant_id = ?\", tenant).\n\tFirst(&x)", removed, 0, "return db.Model(&x).\n\n\tFirst(&x)", ""},
		{"constant condition loses one part", `return db.Take(&x, both, tenant, id)`, removed, 0, `return db.Take(&x, " id = ?", id)`, ""},
		{"or in a condition", `return db.Where(both, tenant, id).First(&x)`, orArm, 0, `return db.Where("tenant_id = ? OR id = ?", tenant, id).First(&x)`, ""},
		{"or in a chain", `return db.Where("id = ?", id).Where("tenant_id = ?", tenant).First(&x)`, orArm, 0, `return db.Where("id = ?", id).Or("tenant_id = ?", tenant).First(&x)`, ""},
		{"or needs a neighbour", `return db.Where("tenant_id = ?", tenant).Find(&x)`, orArm, 0, "", "no other condition to join with OR"},
		{"coalesce", `return db.Where("tenant_id = ?", tenant).Find(&x)`, coalesced, 0, `return db.Where("tenant_id = COALESCE(?, tenant_id)", tenant).Find(&x)`, ""},
		{"another alias", `return db.Where("tenant_id = ?", tenant).Find(&x)`, otherAlias, 0, `return db.Joins("CROSS JOIN others AS zzother").Where("zzother.tenant_id = ?", tenant).Find(&x)`, ""},
		{"left join", `return db.Where(both, tenant, id).Find(&x)`, leftJoin, 0, `return db.Joins("LEFT JOIN others AS zzother ON zzother.tenant_id = ?", tenant).Where(" id = ?", id).Find(&x)`, ""},
		{"left join of an inline condition", `return db.Take(&x, both, tenant, id)`, leftJoin, 0, `return db.Joins("LEFT JOIN others AS zzother ON zzother.tenant_id = ?", tenant).Take(&x, " id = ?", id)`, ""},
		{"no place for a join", `return db.Delete(&x, both, tenant, id)`, leftJoin, 0, "", "no place in the chain for a join"},
		{"typed predicate goes", `return c.Query().Where(widget.ID(id), widget.TenantID(tenant)).All(ctx)`, removed, 0, `return c.Query().Where(widget.ID(id)).All(ctx)`, ""},
		{"typed predicate goes first", `return c.Query().Where(widget.TenantIDEQ(tenant), widget.ID(id)).All(ctx)`, removed, 0, `return c.Query().Where(widget.ID(id)).All(ctx)`, ""},
		{"typed predicate alone", `return c.Query().Where(widget.TenantID(tenant)).All(ctx)`, removed, 0, `return c.Query().All(ctx)`, ""},
		{"typed predicate whose package is used no more", `return c.Query().Where(widget.TenantID(tenant)).All(ctx)`, removed, 1, `return c.Query().Where(widget.IDNEQ("")).All(ctx)`, ""},
		{"typed predicate of what is loaded along", `return c.Query().WithParts(func(q *ent.PartQuery) { q.Where(widget.TenantID(tenant)) }).All(ctx)`, removed, 0, "", "it narrows what is loaded along an edge of the rows that are found"},
		{"typed predicate of a query in a callback", `return run(func(tx *Tx) error { return tx.Query().Where(widget.TenantID(tenant)).All(ctx) })`, removed, 0, `return run(func(tx *Tx) error { return tx.Query().All(ctx) })`, ""},
		{"typed predicate beside another one", `return c.Query().Where(widget.TenantID(tenant), widget.HasOwnerWith(widget.And(widget.TenantID(tenant)))).All(ctx)`, removed, 0, "", "the tenant is bound in another place of the statement too"},
		{"typed or", `return c.Query().Where(widget.ID(id), widget.TenantID(tenant)).All(ctx)`, orArm, 0, `return c.Query().Where(widget.Or(widget.ID(id), widget.TenantID(tenant))).All(ctx)`, ""},
		{"whole statement", `return db.QueryRow("SELECT a FROM t WHERE id = $1 AND tenant_id = $2", id, tenant)`, removed, 0, `return db.QueryRow("SELECT a FROM t WHERE id = $1 ", id, tenant)`, ""},
		{"statement in a variable", `q := "SELECT a FROM t WHERE id = $1 AND tenant_id = $2"; return db.QueryRow(q, id, tenant)`, orArm, 0, `q := "SELECT a FROM t WHERE id = $1 OR tenant_id = $2"; return db.QueryRow(q, id, tenant)`, ""},
		{"verified read", `row := db.Read(ctx, id); if row.TenantID != tenant { return fail("x") }; return row`, unreturned, 0, `row := db.Read(ctx, id); if row.TenantID != tenant { fail("x") }; return row`, ""},
		{"verified read of two results", `row, err := db.Read(ctx, id); if tenant != row.TenantID { return nil, fail("x") }; return row, err`, unreturned, 0, `row, err := db.Read(ctx, id); if tenant != row.TenantID { _ = fail("x") }; return row, err`, ""},
		{"verified read beside another condition", `row := db.Read(ctx, id); if row == nil || row.TenantID != tenant { return fail("x") }; return row`, unreturned, 0, `row := db.Read(ctx, id); if row == nil || row.TenantID != tenant { fail("x") }; return row`, ""},
		{"no read", `row := x.Edge(id); if row.TenantID != tenant { return fail("x") }; return row`, unreturned, 0, "", "the row comes from a context, or from a call without one, which is no read"},
		{"planted", "row, err := c.Query().Where(widget.ID(id), widget.TenantID(tenant)).Only(ctx)\nif err != nil { return err }\nreturn row", planted, 0, "row, err := c.Query().Where(widget.ID(id)).Only(ctx)\nif err != nil { return err }; if row.TenantID != tenant { _ = 0 }\nreturn row", ""},
		{"planted control", "err := db.Take(&row, both, tenant, id).Error\nif err != nil { return err }\nreturn row", returned, 0, "err := db.Take(&row, \" id = ?\", id).Error\nif err != nil { return err }; if row.TenantID != tenant { return err }\nreturn row", ""},
		{"read that was scoped", `row := db.Read(ctx, tenant, id); if row.TenantID != tenant { return fail("x") }; return row`, unreturned, 0, "", "the read is given the tenant"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := store + "func f() any {\n" + tt.body + "\n}\n"
			s := repository(t, map[string]string{"store/store.go": text})
			var found []*site
			for _, st := range s.sites(newGrammar([]string{"tenant_id"}, "others"), map[string]bool{"TenantID": true}, nil) {
				if st.kind == tt.kind {
					found = append(found, st)
				}
			}
			require.Len(t, found, 1)
			require.Equal(t, tt.skipped, found[0].skipped)
			if tt.skipped != "" {
				return
			}
			changed := apply(text, found[0].variants[tt.variant]["store/store.go"])
			require.Equal(t, store+"func f() any {\n"+tt.want+"\n}\n", changed)
			_, err := parser.ParseFile(token.NewFileSet(), "x.go", changed, 0)
			require.NoError(t, err)
		})
	}
}

func TestSqlcChangesBothTexts(t *testing.T) {
	t.Parallel()
	s := repository(t, map[string]string{
		"db/q.sql":    "-- name: GetA :one\nSELECT a FROM t\nWHERE id = @id\n  AND tenant_id = @tenant;\n\n-- name: GetB :one\nSELECT 1;\n",
		"db/q.sql.go": "// Code generated by sqlc. DO NOT EDIT.\npackage db\n\nconst getA = `-- name: GetA :one\nSELECT a FROM t\nWHERE id = $1\n  AND tenant_id = $2\n`\n",
		"api/a.go":    "package api\n\nfunc f(q Q) { q.GetA(1, 2) }\n",
	})
	for _, st := range s.sites(newGrammar([]string{"tenant_id"}, ""), nil, nil) {
		if st.kind != removed {
			continue
		}
		require.Empty(t, st.skipped)
		require.Equal(t, "GetA", st.query)
		edits := st.variants[0]
		sql := "-- name: GetA :one\nSELECT a FROM t\nWHERE id = @id\n  AND tenant_id = @tenant;\n\n-- name: GetB :one\nSELECT 1;\n"
		require.Equal(t, strings.Replace(sql, "AND tenant_id = @tenant", "", 1), apply(sql, edits["db/q.sql"]))
		require.Contains(t, edits["db/q.sql.go"][0].text, "WHERE id = $1\n  \n`")
		return
	}
	t.Fatal("no site")
}

// TestChainsThatAreHandedOn: what is wrong with one may be told where it ends.
func TestChainsThatAreHandedOn(t *testing.T) {
	t.Parallel()
	s := repository(t, map[string]string{"a/a.go": "package a\n\nfunc f(db DB) {\n\tq := db.Where(\"tenant_id = ?\", 1)\n\tend(q)\n}\n\nfunc end(q DB) {}\n\n" +
		"func scoped(db DB) DB {\n\tdb = db.Where(\"tenant_id = ?\", 1)\n\treturn db\n}\n\nfunc g(db DB) { scoped(db).Find(1) }\n",
		"a/help.go": "package a\n\nimport \"testing\"\n\nfunc h(t *testing.T) { db.Where(\"tenant_id = ?\", 1).Find(2) }\n"})
	uses := map[int][]span{}
	for _, st := range s.sites(newGrammar([]string{"tenant_id"}, ""), nil, nil) {
		if st.kind == removed && st.file == "a/a.go" {
			uses[st.line] = st.uses
		} else if st.kind == removed {
			require.Equal(t, "a helper of tests", st.skipped)
		}
	}
	require.Equal(t, map[int][]span{4: {{"a/a.go", 8, 8}}, 11: {{"a/a.go", 15, 15}}}, uses)
}

func TestBatchesKeepFunctionsApart(t *testing.T) {
	t.Parallel()
	a, b, c, d := &site{scope: "f"}, &site{scope: "f"}, &site{scope: "g"}, &site{scope: "h", query: "Q"}
	e := &site{scope: "i", query: "Q"}
	require.Equal(t, [][]*site{{a, c, d}, {b, e}}, batches([]*site{a, b, c, d, e}))
}

func TestBlame(t *testing.T) {
	t.Parallel()
	two := []map[string][]edit{{}, {}}
	a := &site{file: "a.go", scopeLine: 10, scopeEnd: 20, variants: two}
	b := &site{file: "a.go", scopeLine: 30, scopeEnd: 40, variants: two[:1]}
	c := &site{file: "c.go", scopeLine: 1, scopeEnd: 9, variants: two}
	batch := []*site{a, b, c}
	blame(batch, []place{{"a.go", 12}, {"a.go", 15}})
	require.Equal(t, []int{1, 0, 0}, []int{a.variant, b.variant, c.variant})
	blame(batch, []place{{"a.go", 3}}) // an import
	require.Equal(t, "does not compile", a.skipped)
	require.Equal(t, "does not compile", b.skipped)
	require.Zero(t, c.variant)
}
