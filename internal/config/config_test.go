package config

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func full(t *testing.T) *File {
	t.Helper()
	f, err := Load(filepath.Join("testdata", "full.yml"))
	require.NoError(t, err)
	return f
}

func TestLoadReadsEveryKey(t *testing.T) {
	f := full(t)
	require.Equal(t, Config{
		Tenant: Tenant{
			Columns: []string{"tenant_id", "organization_id"}, Root: "tenants",
			Principal:   []string{"example.com/app/auth.TenantID", "(*example.com/app/auth.Session).Tenant", "example.com/app/auth.Session.TenantID"},
			ContextKeys: []string{"example.com/app/auth.tenantKey", "tenant_id"},
			Handles:     []string{"example.com/app/db.TenantTx"},
		},
		Schema:  []string{"db/migrations", "db/extra/*.sql"},
		Modules: []string{"example.com/platform"},
		Tables: map[string]Table{
			"countries":       {Global: true, Reason: "the same for everybody"},
			"invoices":        {Key: "account_id"},
			"public.projects": {AllowWider: true, Reason: "an organisation sees all of its projects"},
		},
		Queries: []QueryRow{
			{Func: "(*example.com/app/db.Store).One", Op: OpQuery, SQL: &Arg{Index: 1}, Args: &Arg{Name: "args"}, Dest: &Arg{Name: "dest"}},
			{Func: "example.com/app/db.Insert", Op: OpExec, Table: &Arg{Index: 1}, Model: &Arg{Name: "row"}},
		},
		Routers: []RouterRow{
			{Func: "(*example.com/app/web.Router).Post", Op: "route", Method: "POST", Args: "pattern handlers...", Context: "example.com/app/web.Context"},
			{Func: "(*example.com/app/web.Router).Guard", Op: "use", Args: "use...", All: true},
		},
		NoReturn: []string{"example.com/app/log.Die"},
		Rules: Rules{Tenantscope: Tenantscope{
			Severity: SeverityWarning, Strict: true,
			Categories: map[TenantscopeCategory]Severity{"wider-key": SeverityOff, "foreign-parent": SeverityWarning},
		}, Permguard: Permguard{
			Severity: SeverityWarning, Guards: []string{"example.com/app/authz.Require"}, Categories: map[PermguardCategory]Severity{UnguardedRoute: SeverityWarning},
		}},
		Exclude:    []string{"tools/**", "**/*_gen.go"},
		Unresolved: UnresolvedReport,
		Baseline:   ".bailiwick-baseline.json",
		Tests:      true,
		Tags:       []string{"integration"},
	}, f.Config)

	// The sample must keep up with the types: every documented key is set in it.
	keys, err := Keys()
	require.NoError(t, err)
	index := regexp.MustCompile(`\[\d+\]`)
	written := make(map[string]bool)
	for key := range f.at {
		key = index.ReplaceAllString(key, "[]")
		for name := range f.Tables {
			key = strings.Replace(key, "tables."+name+".", "tables.<name>.", 1)
		}
		written[key] = true
	}
	for _, k := range keys {
		require.True(t, written[k.Key], "testdata/full.yml does not set %s", k.Key)
	}
}

func TestDefaults(t *testing.T) {
	want := Config{Unresolved: UnresolvedCount, Rules: Rules{Tenantscope: Tenantscope{Severity: SeverityError}, Permguard: Permguard{Severity: SeverityError}}}
	for name, text := range map[string]string{
		"empty":          "",
		"only comments":  "# nothing here\n",
		"keys, no value": "tables:\nrules:\n  tenantscope:\nschema:\n",
		"empty block":    "{}\n",
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Parse("/repo/.bailiwick.yml", []byte(text))
			require.NoError(t, err)
			require.Equal(t, want, f.Config)
		})
	}
	require.Equal(t, want, Default("/repo").Config)
}

func TestProblems(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"unknown key", "tennat:\n  root: x\n", `.bailiwick.yml:1: tennat: unknown key; did you mean "tenant"?`},
		{"unknown nested key", "tenant:\n  column: [a]\n", `.bailiwick.yml:2: tenant.column: unknown key; did you mean "columns"?`},
		{"unknown key, nothing near", "tenant:\n  xyzzy: 1\n", `.bailiwick.yml:2: tenant.xyzzy: unknown key; valid: columns, root, principal, context-keys, handles`},
		{"unknown rule", "rules:\n  tenantscop: {}\n", `.bailiwick.yml:2: rules.tenantscop: unknown key; did you mean "tenantscope"?`},
		{"unknown category", "rules:\n  tenantscope:\n    categories: {wider_key: off}\n", `.bailiwick.yml:3: rules.tenantscope.categories.wider_key: unknown key; did you mean "wider-key"?`},
		{"unknown key in a list", "queries:\n  - func: a/b.C\n    op: exec\n    sql: 0\n    arg: 1\n", `.bailiwick.yml:5: queries[0].arg: unknown key; did you mean "args"?`},
		{"wrong enum value", "unresolved: fial\n", `.bailiwick.yml:1: unresolved: "fial" is no valid value; did you mean "fail"?`},
		{"list for string", "baseline: [a]\n", `.bailiwick.yml:1: baseline: want a string, got a list`},
		{"string for list", "\nschema: db\n", `.bailiwick.yml:2: schema: want a list, got the string "db"`},
		{"string for boolean", "tests: \"yes\"\n", `.bailiwick.yml:1: tests: want true or false, got the string "yes"`},
		{"YAML 1.1 boolean", "tests: yes\n", `.bailiwick.yml:1: tests: want true or false, got the string "yes"`},
		{"number for string", "tenant: {root: 7}\n", `.bailiwick.yml:1: tenant.root: want a string, got the number 7; quote it if it is meant`},
		{"date for string", "tables: {a: {key: 2020-01-01}}\n", `.bailiwick.yml:1: tables.a.key: want a string, got the date 2020-01-01; quote it if it is meant`},
		{"scalar for block", "rules: on\n", `.bailiwick.yml:1: rules: want a block of keys, got the string "on"`},
		{"scalar for map", "tables: all\n", `.bailiwick.yml:1: tables: want a block of keys, got the string "all"`},
		{"list for the whole", "- a\n", `.bailiwick.yml:1: want a block of keys, got a list`},
		{"empty item", "schema:\n  - a\n  -\n", `.bailiwick.yml:3: schema[1]: the item is empty`},
		{"key twice", "tests: true\ntags: [a]\ntests: false\n", `.bailiwick.yml:3: tests: the key is given twice, first in line 1`},
		{"merge key", "tenant: &t\n  root: a\ntables:\n  x:\n    <<: *t\n", `.bailiwick.yml:5: tables.x: merge keys (<<) are not supported: write the keys out`},
		{"negative argument", "queries: [{func: a/b.C, op: exec, sql: -1}]\n", `.bailiwick.yml:1: queries[0].sql: want an argument's index (from 0) or its parameter's name, got the number -1`},
		{"no argument name", "queries: [{func: a/b.C, op: exec, sql: \"a b\"}]\n", `.bailiwick.yml:1: queries[0].sql: want an argument's index (from 0) or its parameter's name, got the string "a b"`},
		{"missing func", "queries:\n  - op: exec\n    sql: 0\n", `.bailiwick.yml:2: queries[0]: func is missing`},
		{"null func", "queries:\n  - func:\n    op: exec\n    sql: 0\n", `.bailiwick.yml:2: queries[0]: func is missing`},
		{"row without text", "queries: [{func: a/b.C, op: exec}]\n", `.bailiwick.yml:1: queries[0]: one of sql, table and model is needed to know what the call touches`},
		{"row that does nothing with text", "queries: [{func: a/b.C, op: none, sql: 1}]\n", `.bailiwick.yml:1: queries[0]: a function that touches no row has no sql, args, table, model or dest`},
		{"no Go name", "no-return: [exit]\n", `.bailiwick.yml:1: no-return[0]: "exit" names no Go object: want path/of/package.Name`},
		{"unknown role", "routers: [{func: a/b.C, op: route, args: pattern handle}]\n", `.bailiwick.yml:1: routers[0].args: "handle" is no role of an argument: want one of _, method, pattern, prefix, handler, handlers, use, any, build, router, option, mount`},
		{"unknown role of a field", "routers: [{func: a/b.C, op: route, args: \"{Path:patern}\"}]\n", `.bailiwick.yml:1: routers[0].args: "patern" is no role of an argument: want one of _, method, pattern, prefix, handler, handlers, use, any, build, router, option, mount`},
		{"roles behind the rest", "routers: [{func: a/b.C, op: route, args: use... handler}]\n", `.bailiwick.yml:1: routers[0].args: "use..." takes all further arguments: nothing can follow it`},
		{"unknown operation of a router", "routers: [{func: a/b.C, op: rout}]\n", `.bailiwick.yml:1: routers[0].op: "rout" is no valid value; did you mean "route"?`},
		{"no method", "queries:\n  - func: (*a/b.T.M\n    op: exec\n    sql: 0\n", `.bailiwick.yml:2: queries[0].func: "(*a/b.T.M" is no method: want (*path/of/package.Type).Method`},
		{"bad glob", "exclude:\n  - ok/**\n  - \"[a\"\n", `.bailiwick.yml:3: exclude[1]: "[a" is no valid glob`},
		{"global with key", "tables:\n  a: {global: true, key: b, reason: c}\n", `.bailiwick.yml:2: tables.a: a global table has no key: set one of the two`},
		{"global without reason", "tables:\n  a: {global: true}\n", `.bailiwick.yml:2: tables.a: reason is missing: say why nothing narrower is required`},
		{"wider without reason", "tables:\n  a: {allow-wider: true}\n", `.bailiwick.yml:2: tables.a: reason is missing: say why nothing narrower is required`},
		{"second document", "tests: true\n---\ntests: false\n", `.bailiwick.yml:2: a second YAML document: a config is one`},
		{"all of them, in the order of the file", "tags: 1\ntenat: {}\nunresolved: x\n",
			".bailiwick.yml:1: tags: want a list, got the number 1\n" +
				".bailiwick.yml:2: tenat: unknown key; did you mean \"tenant\"?\n" +
				".bailiwick.yml:3: unresolved: \"x\" is no valid value; valid: count, report, fail"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Parse(".bailiwick.yml", []byte(tc.text))
			require.EqualError(t, err, tc.want)
			var p *Problem
			require.ErrorAs(t, err, &p)
			require.NotZero(t, p.Place.Line)
		})
	}
}

func TestNotYAML(t *testing.T) {
	_, err := Parse(".bailiwick.yml", []byte("tenant: [\n"))
	var p *Problem
	require.ErrorAs(t, err, &p)
	require.Contains(t, err.Error(), ".bailiwick.yml:1: not valid YAML: yaml: line ")
}

func TestAliasesAreFollowed(t *testing.T) {
	f, err := Parse(".bailiwick.yml", []byte("tenant:\n  columns: &c [a]\nmodules: *c\n"))
	require.NoError(t, err)
	require.Equal(t, []string{"a"}, f.Modules)
}

func TestLoadNamesAMissingFile(t *testing.T) {
	_, err := Load(filepath.Join(t.TempDir(), FileName))
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestCheckFindsMissingPaths(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "db", "migrations"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "db", "b.sql"), nil, 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "db", "a.sql"), nil, 0o644))
	path := filepath.Join(dir, FileName)

	good, err := Parse(path, []byte("schema: [db/migrations, db/*.sql]\n"))
	require.NoError(t, err)
	require.NoError(t, good.Check())
	paths, err := good.SchemaPaths()
	require.NoError(t, err)
	require.Equal(t, []string{filepath.Join(dir, "db/migrations"), filepath.Join(dir, "db/a.sql"), filepath.Join(dir, "db/b.sql")}, paths)

	bad, err := Parse(path, []byte("# moved\nschema:\n  - db/migrations\n  - db/migration\n  - other/*.sql\nbaseline: gone.json\n"))
	require.NoError(t, err)
	require.EqualError(t, bad.Check(), path+`:4: schema[1]: cannot be used: "db/migration": file does not exist; did you mean "db/migrations"?`+"\n"+
		path+`:5: schema[2]: cannot be used: "other/*.sql": file does not exist`)
	_, err = bad.SchemaPaths()
	require.ErrorIs(t, err, os.ErrNotExist)
	err = bad.CheckBaseline()
	require.ErrorIs(t, err, os.ErrNotExist)
	require.Contains(t, err.Error(), path+":6: baseline: cannot be used")
	require.NoError(t, good.CheckBaseline(), "no baseline named")
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	deep := filepath.Join(root, "a", "b")
	require.NoError(t, os.MkdirAll(deep, 0o755))
	found, err := Find(deep, root)
	require.NoError(t, err)
	require.Empty(t, found)

	outer := filepath.Join(root, FileName)
	require.NoError(t, os.WriteFile(outer, nil, 0o644))
	found, err = Find(deep, root)
	require.NoError(t, err)
	require.Equal(t, outer, found, "the boundary itself is searched")
	found, err = Find(deep, filepath.Join(root, "a"))
	require.NoError(t, err)
	require.Empty(t, found, "nothing beyond the boundary")

	inner := filepath.Join(root, "a", FileName)
	require.NoError(t, os.WriteFile(inner, nil, 0o644))
	found, err = Find(deep, root)
	require.NoError(t, err)
	require.Equal(t, inner, found, "the nearest wins")
}

func TestExcluded(t *testing.T) {
	f, err := Parse("/repo/.bailiwick.yml", []byte("exclude: [\"tools/**\", \"**/*_gen.go\", one.go]\n"))
	require.NoError(t, err)
	for path, want := range map[string]bool{
		"/repo/tools/a/b.go":  true,
		"/repo/tool/b.go":     false,
		"/repo/x_gen.go":      true,
		"/repo/a/b/x_gen.go":  true,
		"/repo/one.go":        true,
		"/repo/sub/one.go":    false,
		"/elsewhere/x_gen.go": false,
	} {
		require.Equal(t, want, f.Excluded(filepath.FromSlash(path)), path)
	}
	require.False(t, Default("/repo").Excluded("/repo/a.go"))
}

func TestSeverityOf(t *testing.T) {
	f := full(t)
	require.Equal(t, SeverityWarning, f.SeverityOf("tenantscope", "unscoped"))
	require.Equal(t, SeverityOff, f.SeverityOf("tenantscope", "wider-key"))
	require.Equal(t, SeverityWarning, f.SeverityOf("permguard", "unguarded-write"))
	require.Equal(t, SeverityWarning, f.SeverityOf("permguard", "unguarded-route"))
	require.Equal(t, SeverityOff, Default("/repo").SeverityOf("permguard", "unguarded-route"), "off unless it is set")
	require.Equal(t, SeverityError, Default("/repo").SeverityOf("permguard", "unguarded-write"))
	require.Equal(t, SeverityError, f.SeverityOf("bailiwick", "waiver"), "what no block speaks about is never off")
	f.Rules.Tenantscope.Severity = SeverityOff
	require.Equal(t, SeverityOff, f.SeverityOf("tenantscope", "foreign-parent"), "a rule that is off has no categories")
}

func TestDigestKnowsTheMeaningOnly(t *testing.T) {
	digest := func(text string) string {
		f, err := Parse("/repo/.bailiwick.yml", []byte(text))
		require.NoError(t, err)
		before := f.Config
		d := f.Digest()
		require.True(t, reflect.DeepEqual(before, f.Config), "the digest must not change the config")
		return d
	}
	base := digest("tenant: {columns: [a, b], handles: [x/y.A, x/y.B]}\ntables: {t: {key: a}, u: {key: b}}\n")
	for name, text := range map[string]string{
		"comments and layout": "# why\ntenant:\n  columns:\n    - a\n    - b # second\n  handles: [x/y.A, x/y.B]\ntables:\n  t: {key: a}\n  u: {key: b}\n",
		"order of keys":       "tables: {u: {key: b}, t: {key: a}}\ntenant: {handles: [x/y.A, x/y.B], columns: [a, b]}\n",
		"order within a set":  "tenant: {columns: [a, b], handles: [x/y.B, x/y.A, x/y.B]}\ntables: {t: {key: a}, u: {key: b}}\n",
		"defaults written":    "unresolved: count\nrules: {tenantscope: {severity: error, strict: false, categories: {}}}\nexclude: []\ntenant: {columns: [a, b], handles: [x/y.A, x/y.B]}\ntables: {t: {key: a}, u: {key: b}}\n",
	} {
		require.Equal(t, base, digest(text), name)
	}
	for name, text := range map[string]string{
		"a value":                "tenant: {columns: [a, b], handles: [x/y.A, x/y.C]}\ntables: {t: {key: a}, u: {key: b}}\n",
		"order that has meaning": "tenant: {columns: [b, a], handles: [x/y.A, x/y.B]}\ntables: {t: {key: a}, u: {key: b}}\n",
		"a key more":             "tests: true\ntenant: {columns: [a, b], handles: [x/y.A, x/y.B]}\ntables: {t: {key: a}, u: {key: b}}\n",
	} {
		require.NotEqual(t, base, digest(text), name)
	}
}

func TestMerge(t *testing.T) {
	parse := func(text string) *File {
		f, err := Parse("/repo/.bailiwick.yml", []byte(text))
		require.NoError(t, err)
		return f
	}
	settings := func(block map[string]any) *File {
		f, err := FromSettings("golangci-lint settings of tenantscope", "/repo", block)
		require.NoError(t, err)
		return f
	}
	t.Run("each sets its own", func(t *testing.T) {
		got, err := Merge(parse("tests: true\ntables: {a: {key: x}}\nunresolved: report\n"),
			settings(map[string]any{"tags": []any{"e2e"}, "tables": map[string]any{"b": map[string]any{"key": "y"}}}))
		require.NoError(t, err)
		want := parse("tests: true\ntables: {a: {key: x}, b: {key: y}}\nunresolved: report\ntags: [e2e]\n")
		require.Equal(t, want.Config, got.Config)
		require.Equal(t, ".bailiwick.yml:1", filepath.Base(got.At("tests").String()))
		require.Equal(t, "golangci-lint settings of tenantscope", got.At("tags").String())
	})
	t.Run("a default does not override", func(t *testing.T) {
		got, err := Merge(Default("/repo"), settings(map[string]any{"unresolved": "fail"}))
		require.NoError(t, err)
		require.Equal(t, UnresolvedFail, got.Unresolved)
		got, err = Merge(parse("unresolved: fail\n"), settings(nil))
		require.NoError(t, err)
		require.Equal(t, UnresolvedFail, got.Unresolved)
	})
	t.Run("alike is no conflict", func(t *testing.T) {
		_, err := Merge(parse("tags: [a]\ntables: {t: {key: x}}\n"),
			settings(map[string]any{"tags": []any{"a"}, "tables": map[string]any{"t": map[string]any{"key": "x"}}}))
		require.NoError(t, err)
	})
	t.Run("different names both places", func(t *testing.T) {
		_, err := Merge(parse("tests: false\ntables:\n  t: {key: x}\n"),
			settings(map[string]any{"tests": true, "tables": map[string]any{"t": map[string]any{"key": "y"}}}))
		require.EqualError(t, err,
			"/repo/.bailiwick.yml:1: tests: set to false here and to true in golangci-lint settings of tenantscope: remove one of the two\n"+
				"/repo/.bailiwick.yml:3: tables.t: set to {Global:false Key:x AllowWider:false Reason:} here and to {Global:false Key:y AllowWider:false Reason:} in golangci-lint settings of tenantscope: remove one of the two")
	})
	t.Run("a dot in a key is no block", func(t *testing.T) {
		// As golangci-lint's reader hands it over.
		got := settings(map[string]any{"tables": map[string]any{
			"public": map[string]any{"orders": map[string]any{"key": "x"}, "eu": map[string]any{"items": map[string]any{"key": "y"}}},
			"carts":  map[string]any{"key": "z"},
		}})
		require.Equal(t, map[string]Table{"public.orders": {Key: "x"}, "public.eu.items": {Key: "y"}, "carts": {Key: "z"}}, got.Tables)
		_, err := FromSettings("s", "/repo", map[string]any{"tables": map[string]any{"carts": map[string]any{"kye": "z"}}})
		require.ErrorContains(t, err, `tables.carts.kye: unknown key; did you mean "key"?`)
	})
	t.Run("paths start from where they were written", func(t *testing.T) {
		s, err := FromSettings("s", "/repo/lint", map[string]any{"schema": []any{"../db", "/abs"}, "exclude": []any{"x/**"}, "baseline": "b.json"})
		require.NoError(t, err)
		moved, err := s.Rebase("/repo")
		require.NoError(t, err)
		require.Equal(t, []string{"db", "/abs"}, moved.Schema)
		require.True(t, moved.Excluded("/repo/lint/x/a.go"))
		require.False(t, moved.Excluded("/repo/x/a.go"))
		require.Equal(t, filepath.FromSlash("/repo/lint/b.json"), moved.Resolve(moved.Baseline))
		require.Equal(t, []string{"../db", "/abs"}, s.Schema, "the settings stay as they are")
	})
	t.Run("settings are as strict as the file", func(t *testing.T) {
		_, err := FromSettings("golangci-lint settings of tenantscope", "/repo", map[string]any{"tenat": map[string]any{}})
		require.EqualError(t, err, `golangci-lint settings of tenantscope: tenat: unknown key; did you mean "tenant"?`)
		var p *Problem
		require.True(t, errors.As(err, &p))
	})
}

func TestParseSymbol(t *testing.T) {
	for text, want := range map[string]Symbol{
		"example.com/db.Open":               {Package: "example.com/db", Name: "Open"},
		"log.Fatal":                         {Package: "log", Name: "Fatal"},
		"(*example.com/db.Store).One":       {Package: "example.com/db", Recv: "Store", Pointer: true, Name: "One"},
		"(example.com/db.Row).Scan":         {Package: "example.com/db", Recv: "Row", Name: "Scan"},
		"example.com/db.Store.Field":        {Package: "example.com/db", Recv: "Store", Name: "Field"},
		"gopkg.in/yaml.v3.Node":             {Package: "gopkg.in/yaml.v3", Name: "Node"},
		"(*gopkg.in/yaml.v3.Node).Decode":   {Package: "gopkg.in/yaml.v3", Recv: "Node", Pointer: true, Name: "Decode"},
		"github.com/jackc/pgx/v5.Conn.Exec": {Package: "github.com/jackc/pgx/v5", Recv: "Conn", Name: "Exec"},
	} {
		got, err := ParseSymbol(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
		again, err := ParseSymbol(got.String())
		require.NoError(t, err, text)
		require.Equal(t, got, again, text)
	}
	for _, text := range []string{"", "Open", "example.com/db", "example.com/db.", "example.com/db.A.B.C", "(*example.com/db).One", "(*example.com/db.Store.One", "example.com/d b.X", "a/b.9x"} {
		_, err := ParseSymbol(text)
		require.Error(t, err, text)
	}
}

func TestAtFallsBackToTheBlockAbove(t *testing.T) {
	f, err := Parse("c.yml", []byte("tests: true\ntables:\n  a:\n    key: x\n"))
	require.NoError(t, err)
	require.Equal(t, 4, f.At("tables.a.key").Line)
	require.Equal(t, 3, f.At("tables.a.reason").Line)
	require.Equal(t, 2, f.At("tables.b.key").Line)
	require.Equal(t, 1, f.At("unresolved").Line)
	require.Zero(t, Default("/repo").At("tests"))
}
