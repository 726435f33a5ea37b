package sqlread

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// show renders a change on one line, naming what is set.
func show(c Change) string {
	var b strings.Builder
	name := func(n TableName) string {
		if n.Schema != "" {
			return n.Schema + "." + n.Name
		}
		return n.Name
	}
	column := func(c ColumnDef) string {
		s := c.Name + " " + c.Type
		if c.NotNull {
			s += " notnull"
		}
		if c.Generated {
			s += " generated"
		}
		if c.Default != "" {
			s += " default<" + c.Default + ">"
		}
		return strings.TrimSpace(s)
	}
	constraint := func(c ConstraintDef) string {
		s := [...]string{"pk", "unique", "fk", "notnull"}[c.Kind]
		if c.Name != "" {
			s += ":" + c.Name
		}
		s += "(" + strings.Join(c.Columns, ",") + ")"
		if c.Kind == ConstraintForeignKey {
			s += "->" + name(c.RefTable) + "(" + strings.Join(c.RefColumns, ",") + ")"
		}
		if c.OnDelete != "" {
			s += " " + c.OnDelete
		}
		if c.UsingIndex != "" {
			s += " index " + c.UsingIndex
		}
		if c.NotValid {
			s += " notvalid"
		}
		return s
	}
	op := map[ChangeOp]string{OpCreateTable: "table", OpDropTable: "drop", OpRenameTable: "rename", OpAddColumn: "add", OpDropColumn: "dropcol", OpRenameColumn: "renamecol",
		OpModifyColumn: "modify", OpSetNotNull: "setnotnull", OpDropNotNull: "dropnotnull", OpSetDefault: "setdefault", OpDropDefault: "dropdefault", OpSetType: "type",
		OpSetGenerated: "identity", OpAddConstraint: "constraint", OpDropConstraint: "dropconstraint", OpRenameConstraint: "renameconstraint", OpValidate: "validate",
		OpCreateIndex: "index", OpDropIndex: "dropindex", OpRenameIndex: "renameindex", OpRowSecurity: "rls", OpCreatePolicy: "policy", OpAlterPolicy: "alterpolicy",
		OpDropPolicy: "droppolicy", OpCreateView: "view", OpDropView: "dropview", OpAttachPartition: "attach", OpDetachPartition: "detach", OpInherit: "inherit",
		OpCreateTrigger: "trigger", OpDropTrigger: "droptrigger", OpCreateFunction: "function", OpCreateDomain: "domain", OpRenameSchema: "renameschema",
		OpDropSchema: "dropschema", OpSearchPath: "searchpath"}[c.Op]
	b.WriteString(op)
	if n := name(c.Table); n != "" {
		b.WriteString(" " + n)
	}
	if n := name(c.To); n != "" {
		b.WriteString(" to " + n)
	}
	if c.Name != "" {
		b.WriteString(" [" + c.Name + "]")
	}
	if c.NewName != "" {
		b.WriteString(" new " + c.NewName)
	}
	if c.Column != nil {
		b.WriteString(" {" + column(*c.Column) + "}")
	}
	if t := c.Create; t != nil {
		if t.Temp {
			b.WriteString(" temp")
		}
		for _, col := range t.Columns {
			b.WriteString(" {" + column(col) + "}")
		}
		for _, con := range t.Constraints {
			b.WriteString(" " + constraint(con))
		}
		for _, l := range t.Like {
			b.WriteString(" like " + name(l))
		}
		for _, l := range t.Inherits {
			b.WriteString(" inherits " + name(l))
		}
		if t.PartitionOf.Name != "" {
			b.WriteString(" of " + name(t.PartitionOf))
		}
		if t.Partitioned {
			b.WriteString(" partitioned")
		}
		if t.QueryText != "" {
			b.WriteString(" as <" + t.QueryText + ">")
		}
	}
	for _, con := range c.Constraints {
		b.WriteString(" " + constraint(con))
	}
	if x := c.Index; x != nil {
		fmt.Fprintf(&b, " %s(%s)", x.Name, strings.Join(x.Columns, ","))
		if x.Unique {
			b.WriteString(" unique")
		}
		if x.Expr {
			b.WriteString(" expr")
		}
		if x.Where != "" {
			b.WriteString(" where <" + x.Where + ">")
		}
	}
	if p := c.Policy; p != nil {
		fmt.Fprintf(&b, " %s restrictive=%t to=%v using<%s> check<%s>", p.Command, p.Restrictive, p.Roles, p.Using, p.Check)
	}
	if v := c.View; v != nil {
		fmt.Fprintf(&b, " mat=%t %v <%s>", v.Materialized, v.Columns, v.QueryText)
	}
	if t := c.Trigger; t != nil {
		fmt.Fprintf(&b, " before=%t row=%t %v <%s> assigns=%v", t.Before, t.EachRow, t.Events, name(t.Function), t.Assigns)
	}
	if c.Op == OpCreateFunction {
		fmt.Fprintf(&b, " assigns=%v", c.Assigns)
	}
	if c.Op == OpRowSecurity {
		b.WriteString([...]string{" enable", " disable", " force", " noforce"}[c.Row])
	}
	return b.String()
}

func TestReadDDL(t *testing.T) {
	tests := []struct {
		name string
		text string
		want []string
	}{
		{"columns", `CREATE TABLE IF NOT EXISTS "Orders" (id BIGSERIAL PRIMARY KEY, "tenantId" uuid NOT NULL REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE,
			total numeric(10, 2) NOT NULL DEFAULT 0, note text NULL DEFAULT NULL, at timestamp with time zone NOT NULL DEFAULT now() AT TIME ZONE 'utc', tags text[] )`, []string{
			`table Orders {id bigserial notnull generated} {tenantId uuid notnull} {total numeric(10, 2) notnull default<0>} {note text default<NULL>} ` +
				`{at timestamp with time zone notnull default<now() AT TIME ZONE 'utc'>} {tags text[]} pk(id) fk(tenantId)->Tenant(id) CASCADE`}},
		{"table constraints", `CREATE TABLE a (x int, y int, CONSTRAINT a_pk PRIMARY KEY (x, y), UNIQUE (y), CONSTRAINT f FOREIGN KEY (x, y) REFERENCES s.b (p, q) ON DELETE SET NULL,
			CHECK (x IS NOT NULL AND (y > 0)), EXCLUDE USING gist (x WITH =))`, []string{
			`table a {x int} {y int} pk:a_pk(x,y) unique(y) fk:f(x,y)->s.b(p,q) SET NULL notnull(x)`}},
		{"mysql", "CREATE TABLE `t` (`id` int(11) unsigned NOT NULL AUTO_INCREMENT, `key` varchar(20) CHARACTER SET utf8 COLLATE utf8_bin NOT NULL DEFAULT 'a,b' COMMENT 'x', `n` enum('a','b') DEFAULT NULL, " +
			"PRIMARY KEY (`id`), UNIQUE KEY `uk` (`key`(10),`n`), KEY `ix` (`n`), FULLTEXT KEY ft (`n`), CONSTRAINT fk FOREIGN KEY (`n`) REFERENCES `u` (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8", []string{
			"table t {id int(11) unsigned notnull generated} {key varchar(20) notnull default<'a,b'>} {n enum('a','b') default<NULL>} pk(id) unique:uk(key,n) fk:fk(n)->u(id)"}},
		{"columns named like keys", `CREATE TABLE c (key varchar(255) primary key, index integer not null, period text, "check" bool, like_count int, value text)`, []string{
			`table c {key varchar(255)} {index integer notnull} {period text} {check bool} {like_count int} {value text} pk(key)`}},
		{"sqlite without types", `CREATE TABLE s (a PRIMARY KEY, b, c INTEGER NOT NULL ON CONFLICT FAIL) WITHOUT ROWID, STRICT`, []string{`table s {a} {b} {c integer notnull} pk(a)`}},
		{"identity and generated", `create table g (id bigint generated by default as identity, full_name text generated always as (a || b) stored)`, []string{
			`table g {id bigint notnull generated} {full_name text generated}`}},
		{"partitions", `CREATE TABLE m (id int) PARTITION BY RANGE (id); CREATE TABLE m1 PARTITION OF m (CONSTRAINT p PRIMARY KEY (id)) FOR VALUES FROM (1) TO (2);
			ALTER TABLE m ATTACH PARTITION ONLY_M2 FOR VALUES IN (1); ALTER TABLE m DETACH PARTITION m1 CONCURRENTLY`, []string{
			`table m {id int} partitioned`, `table m1 pk:p(id) of m`, `attach m to ONLY_M2`, `detach m to m1`}},
		{"like, inherits, as", `CREATE TABLE a (LIKE b INCLUDING ALL, extra int); CREATE TABLE c (d int) INHERITS (a, x.b); CREATE TEMP TABLE e AS SELECT 1 AS one WITH NO DATA; CREATE TABLE f LIKE g`, []string{
			`table a {extra int} like b`, `table c {d int} inherits a inherits x.b`, `table e temp as <SELECT 1 AS one>`, `table f like g`}},
		{"alter several", `ALTER TABLE ONLY public.t ADD COLUMN IF NOT EXISTS a int NOT NULL DEFAULT 1, DROP COLUMN b CASCADE, ALTER COLUMN c SET NOT NULL, ALTER d DROP NOT NULL,
			ALTER COLUMN e TYPE varchar(63) USING e::text, ADD CONSTRAINT k UNIQUE USING INDEX kx, ADD PRIMARY KEY (a), DROP CONSTRAINT IF EXISTS z, OWNER TO me`, []string{
			`add public.t {a int notnull default<1>}`, `dropcol public.t [b]`, `setnotnull public.t [c]`, `dropnotnull public.t [d]`, `type public.t [e] {e varchar(63)}`,
			`constraint public.t unique:k() index kx`, `constraint public.t pk(a)`, `dropconstraint public.t [z]`}},
		{"alter mysql", "ALTER TABLE t MODIFY COLUMN a bigint NOT NULL, CHANGE b c varchar(10) NOT NULL AFTER a, ADD INDEX ix (a), ADD UNIQUE INDEX ux (a, c), DROP INDEX old, DROP FOREIGN KEY f, DROP PRIMARY KEY, " +
			"ADD (p int, q int NOT NULL), RENAME TO u; RENAME TABLE a TO b, s.c TO s.d", []string{
			`modify t [a] {a bigint notnull}`, `modify t [b] {c varchar(10) notnull}`, `constraint t unique:ux(a,c)`, `dropindex t [old]`, `dropconstraint t [f]`, `dropconstraint t pk()`,
			`add t {p int}`, `add t {q int notnull}`, `rename t to u`, `rename a to b`, `rename s.c to s.d`}},
		{"renames", `ALTER TABLE a RENAME TO b; ALTER TABLE a RENAME COLUMN x TO y; ALTER TABLE a RENAME x TO y; ALTER TABLE a RENAME CONSTRAINT k TO l; ALTER INDEX i RENAME TO j;
			ALTER TABLE a SET SCHEMA s; ALTER SCHEMA s RENAME TO r; ALTER VIEW v RENAME TO w`, []string{
			`rename a to b`, `renamecol a [x] new y`, `renamecol a [x] new y`, `renameconstraint a [k] new l`, `renameindex [i] new j`, `rename a to s.`, `renameschema [s] new r`, `rename v to w`}},
		{"indexes", `CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY t USING btree (a DESC NULLS LAST, b text_pattern_ops) INCLUDE (c) WHERE deleted_at IS NULL;
			CREATE UNIQUE INDEX j ON t (lower(a), b); CREATE UNIQUE INDEX k ON t ((a || b)); DROP INDEX IF EXISTS i, s.j; DROP INDEX x ON t; CREATE UNIQUE INDEX ON t (a)`, []string{
			`index t i(a,b) unique where <deleted_at IS NULL>`, `index t j(b) unique expr`, `index t k() unique expr`, `dropindex [i]`, `dropindex [j]`, `dropindex t [x]`, `index t (a) unique`}},
		{"row-level security", `ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; ALTER TABLE t NO FORCE ROW LEVEL SECURITY;
			CREATE POLICY "by tenant" ON s.t AS RESTRICTIVE FOR UPDATE TO app, PUBLIC USING (tenant_id = current_setting('app.tenant')::uuid) WITH CHECK (tenant_id = (SELECT 1));
			CREATE POLICY p ON t USING (true); ALTER POLICY p ON t USING (false); ALTER POLICY p ON t RENAME TO q; DROP POLICY IF EXISTS q ON t`, []string{
			`rls t enable`, `rls t force`, `rls t noforce`,
			`policy s.t [by tenant] UPDATE restrictive=true to=[app PUBLIC] using<tenant_id = current_setting('app.tenant')::uuid> check<tenant_id = (SELECT 1)>`,
			`policy t [p] ALL restrictive=false to=[] using<true> check<>`, `alterpolicy t [p]  restrictive=false to=[] using<false> check<>`,
			`alterpolicy t [p] new q  restrictive=false to=[] using<> check<>`, `droppolicy t [q]`}},
		{"views", `CREATE OR REPLACE VIEW v (a, b) AS SELECT x, y FROM t WITH CHECK OPTION; CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT 1 WITH NO DATA;
			CREATE ALGORITHM=UNDEFINED DEFINER=` + "`root`@`%`" + ` SQL SECURITY DEFINER VIEW w AS SELECT 1; DROP VIEW v, w`, []string{
			`view v mat=false [a b] <SELECT x, y FROM t>`, `view m mat=true [] <SELECT 1>`, `view w mat=false [] <SELECT 1>`, `dropview v`, `dropview w`}},
		{"trigger and function", `CREATE OR REPLACE FUNCTION s.fill() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN IF NEW.x = 1 THEN NEW.tenant_id := current_tenant(); END IF;
			SELECT a INTO NEW.org FROM b; RETURN NEW; END; $body$; CREATE TRIGGER tr BEFORE INSERT OR UPDATE OF a, b ON t FOR EACH ROW EXECUTE FUNCTION s.fill();
			DROP TRIGGER tr ON t`, []string{
			`function s.fill assigns=[tenant_id org]`, `trigger t [tr] before=true row=true [INSERT UPDATE] <s.fill> assigns=[]`, `droptrigger t [tr]`}},
		{"mysql trigger", "DELIMITER //\nCREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = 1; IF x THEN SET NEW.b = CASE WHEN 1 THEN 2 END; END IF; END//\nDELIMITER ;\nDROP TABLE x", []string{
			`trigger t [tr] before=true row=true [INSERT] <> assigns=[a b]`, `drop x`}},
		{"sqlite trigger", `CREATE TRIGGER tr AFTER DELETE ON t BEGIN DELETE FROM u WHERE id = OLD.id; UPDATE v SET n = CASE WHEN 1 THEN 2 END; END; CREATE TABLE z (a int)`, []string{
			`trigger t [tr] before=false row=false [DELETE] <> assigns=[]`, `table z {a int}`}},
		{"anonymous block", `DO $$ DECLARE r record; BEGIN IF NOT EXISTS (SELECT 1 FROM pg_class) THEN ALTER TABLE a ADD COLUMN b int; END IF;
			EXECUTE 'ALTER TABLE c ADD COLUMN d int'; EXCEPTION WHEN duplicate_column THEN NULL; END $$; DROP TABLE e`, []string{
			`add a {b int}`, `add c {d int}`, `drop e`}},
		{"policies in a loop", `DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['orders', 'items'] LOOP
			EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t); EXECUTE format('CREATE POLICY p ON %1$I USING (x = %2$L)', t, 'y'); END LOOP; END $$`, []string{
			`rls orders force`, `rls items force`, "policy orders [p] ALL restrictive=false to=[] using<x = \x00> check<>", "policy items [p] ALL restrictive=false to=[] using<x = \x00> check<>"}},
		{"a loop over a query runs over rows", `DO $$ BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP EXECUTE format('DROP TABLE %I', t); END LOOP; END $$`, nil},
		{"search path", `SET search_path = app, public; SET LOCAL search_path TO '{{.Schema}}'; SELECT pg_catalog.set_config('search_path', '', false); USE shop`, []string{
			`searchpath [app]`, `searchpath`, `searchpath`, `searchpath [shop]`}},
		{"templates", `CREATE TABLE "{{.Schema}}".a (x int); CREATE INDEX i ON {{ .Schema }}.a (x); ALTER TABLE ${schema}.a ADD y int; CREATE UNIQUE INDEX u ON %s.a (x)`, []string{
			`table a {x int}`, `index a i(x)`, `add a {y int}`, `index a u(x) unique`}},
		{"not null by check", `ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT c; ALTER TABLE t ADD CONSTRAINT d NOT NULL b;
			ALTER TABLE t ADD CONSTRAINT e CHECK (a IS NOT NULL OR b IS NOT NULL)`, []string{
			`constraint t notnull:c(a) notvalid`, `validate t [c]`, `constraint t notnull:d(b)`}},
		{"domain", `CREATE DOMAIN public.wt_id AS text NOT NULL CHECK (length(value) > 2)`, []string{`domain public.wt_id {wt_id text notnull}`}},
		{"what changes no schema", `SELECT 1; INSERT INTO t VALUES (1); GRANT ALL ON t TO u; COMMENT ON TABLE t IS 'DROP TABLE t;'; CREATE TYPE e AS ENUM ('a'); CREATE EXTENSION x; VACUUM`, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := ReadDDL(test.text)
			var lines []string
			for _, c := range got.Changes {
				lines = append(lines, show(c))
				require.LessOrEqual(t, 0, c.Span.Start)
				require.LessOrEqual(t, c.Span.End, len(test.text))
			}
			require.Equal(t, test.want, lines)
			require.Empty(t, got.Problems)
		})
	}
}

// What cannot be read is a problem with a place, and what stands beside it is kept.
func TestReadDDLProblems(t *testing.T) {
	tests := []struct {
		name, text, place string
		changes           int
	}{
		{"the program names the table", "CREATE TABLE %s (id int); DROP TABLE b", "CREATE TABLE %s (id int)", 1},
		{"columns are not closed", "CREATE TABLE a (id int", "CREATE TABLE a (id int", 1},
		{"unknown action", "ALTER TABLE a FROBNICATE b, ADD c int", "FROBNICATE b", 1},
		{"string is not closed", "CREATE TABLE a (x text DEFAULT 'y", "'y", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := ReadDDL(test.text)
			require.NotEmpty(t, got.Problems)
			p := got.Problems[0].Span
			require.Equal(t, test.place, test.text[p.Start:p.End])
			require.Len(t, got.Changes, test.changes)
		})
	}
}

func TestUpSection(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"goose", "-- +goose Up\nA;\n-- +goose Down\nB;\n", "-- +goose Up\nA;\n              \n  \n"},
		{"goose twice", "--+goose up\nA\n--  +goose Down\nB\n-- +goose Up\nC", "--+goose up\nA\n               \n \n-- +goose Up\nC"},
		{"sql-migrate", "-- +migrate Up notransaction\nA\n-- +migrate Down\nB", "-- +migrate Up notransaction\nA\n                \n "},
		{"dbmate", "-- migrate:up\nA\n\n-- migrate:down\nB", "-- migrate:up\nA\n\n               \n "},
		{"tern", "A\n---- create above / drop below ----\nB", "A\n                                   \n "},
		{"none", "A -- down\nB", "A -- down\nB"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.want, UpSection(test.text))
		})
	}
}

// A change's span leads into the outermost text, also out of a DO block.
func TestReadDDLSpanInBlock(t *testing.T) {
	text := "DO $x$ BEGIN ALTER TABLE a ADD b int; END $x$"
	got := ReadDDL(text)
	require.Len(t, got.Changes, 1)
	require.Equal(t, "b int", text[got.Changes[0].Column.Span.Start:got.Changes[0].Column.Span.End])
}

func FuzzReadDDL(f *testing.F) {
	files, _ := filepath.Glob("testdata/ddl/*.sql")
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(f, err)
		f.Add(string(text))
	}
	for _, text := range []string{"CREATE TABLE a (b int", "ALTER TABLE a ADD", "DO $$ BEGIN EXECUTE 'DO $x$ $x$'", "CREATE POLICY p ON", "CREATE TABLE a AS", "CREATE TRIGGER t BEFORE", "((((", "DROP",
		"CREATE DOMAIN", "CREATE INDEX ON", "ALTER TABLE a ADD (", "EXECUTE format('%9$I", "CREATE VIEW v AS WITH NO DATA"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := ReadDDL(UpSection(text))
		for _, c := range got.Changes {
			if c.Span.Start < 0 || c.Span.End < c.Span.Start {
				t.Errorf("span %v", c.Span)
			}
		}
	})
}
