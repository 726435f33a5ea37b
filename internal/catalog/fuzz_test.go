package catalog

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Whatever a migration and a Go file hold, the catalog is built, and its snapshot means the same.
func FuzzBuild(f *testing.F) {
	f.Add("CREATE TABLE a (id int PRIMARY KEY, tenant_id int NOT NULL); ALTER TABLE a RENAME TO b; DROP TABLE b", "package p\n\ntype A struct { ID int `gorm:\"primaryKey\"` }\n")
	f.Add("CREATE TABLE a (LIKE a); CREATE TABLE b () INHERITS (b); ALTER TABLE a ATTACH PARTITION a DEFAULT", "package p\n\ntype A struct { A `gorm:\"embedded\"`; *B }\n\ntype B = A\n")
	f.Add("CREATE TABLE a PARTITION OF b; CREATE TABLE b PARTITION OF a; CREATE VIEW v AS SELECT * FROM v", "package p\n\ntype A struct { bun.BaseModel; C []C `bun:\"rel:has-many,join:a=b\"` }\n")
	f.Add("ALTER SCHEMA a RENAME TO b; SET search_path = x; CREATE TABLE t (a int REFERENCES t)", "package p\n\nimport \"entgo.io/ent\"\n\ntype T struct { ent.Schema }\n\nfunc (T) Mixin() []ent.Mixin { return []ent.Mixin{T{}} }\n")
	f.Add("", "package p\n\nconst a = b + \"CREATE TABLE x (y int)\"\nconst b = a\n")
	f.Fuzz(func(t *testing.T, sql, src string) {
		files := []File{{Path: "1.sql"}, {Path: "p/p.go"}, {Path: "go.mod"}}
		c, err := build(Options{}, files, func(f File) ([]byte, error) {
			return []byte(map[string]string{"1.sql": sql, "p/p.go": src, "go.mod": "module m\n"}[f.Path]), nil
		})
		require.NoError(t, err)
		b, err := c.MarshalBinary()
		require.NoError(t, err)
		var d Catalog
		require.NoError(t, d.UnmarshalBinary(b))
		for _, table := range c.Tables() {
			if table.Tenancy.Kind == Owned || table.Tenancy.Kind == Root {
				_, ok := table.Column(table.Tenancy.Key)
				require.True(t, ok, table.Name)
			}
		}
	})
}
