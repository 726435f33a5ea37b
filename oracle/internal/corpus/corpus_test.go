package corpus_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/oracle/internal/corpus"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/placeholder"
)

func TestSplit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		text    string
		dialect placeholder.Dialect
		want    []corpus.Piece
	}{
		{"comments stay with what follows", "-- name: A :one\nSELECT 1;\n\n-- name: B :one\nSELECT 2;\n", placeholder.Postgres,
			[]corpus.Piece{{Text: "-- name: A :one\nSELECT 1", Line: 1}, {Text: "-- name: B :one\nSELECT 2", Line: 4}}},
		{"semicolons in strings, names and comments", "SELECT ';', \"a;b\" -- c;\n/* d; */;SELECT 2", placeholder.Postgres,
			[]corpus.Piece{{Text: "SELECT ';', \"a;b\" -- c;\n/* d; */", Line: 1}, {Text: "SELECT 2", Line: 2}}},
		{"function bodies", "CREATE FUNCTION f() AS $b$ a; b; $b$ LANGUAGE sql; SELECT 1", placeholder.Postgres,
			[]corpus.Piece{{Text: "CREATE FUNCTION f() AS $b$ a; b; $b$ LANGUAGE sql", Line: 1}, {Text: "SELECT 1", Line: 1}}},
		{"mysql escapes", `SELECT 'it\'s; '; SELECT 2`, placeholder.MySQL,
			[]corpus.Piece{{Text: `SELECT 'it\'s; '`, Line: 1}, {Text: "SELECT 2", Line: 1}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, corpus.Split(tt.text, tt.dialect))
		})
	}
}

func TestManipulates(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"select 1": true, "\n -- c\n/* d */ (SELECT 1)": true, "WITH a AS (SELECT 1) SELECT 2": true, "REPLACE INTO t VALUES (1)": true,
		"CREATE TABLE t (a int)": false, "selected": false, "SELECT": false, "": false, "-- only a comment": false,
	} {
		require.Equal(t, want, corpus.Manipulates(text), text)
	}
}

func TestExtract(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	write("a/consts.go", "package a\n\nconst cols = \"id, \" + name\nconst name = `name`\n")
	write("a/a.go", "package a\n\nimport \"fmt\"\n\nvar q = \"SELECT \" + cols +\n\t\" FROM t\"\n\nfunc f(db interface{ Exec(string) }, s string) {\n"+
		"\tdb.Exec(fmt.Sprintf(`DELETE FROM %s WHERE a LIKE 'x%%'`, s))\n\tdb.Exec(\"DELETE FROM \" + s)\n\tdb.Exec(\"SELECT id, name FROM t\")\n}\n")
	write("vendor/v.go", "package v\n\nvar q = \"SELECT 2 FROM vendored\"\n")
	write("mysql/m.go", "package m\n\nvar q = \"SELECT `a` FROM b\"\n")
	write("q.sql", "-- c\nCREATE TABLE t (a int);\nUPDATE t SET a = 1;\n")
	got, err := corpus.Extract("own/repo", dir, placeholder.Postgres)
	require.NoError(t, err)
	require.Equal(t, []corpus.Statement{
		{Repo: "own/repo", File: "a/a.go", Line: 5, Dialect: placeholder.Postgres, SQL: "SELECT id, name FROM t"},
		{Repo: "own/repo", File: "a/a.go", Line: 9, Dialect: placeholder.Postgres, Formatted: true, SQL: "DELETE FROM %s WHERE a LIKE 'x%%'"},
		{Repo: "own/repo", File: "a/a.go", Line: 10, Dialect: placeholder.Postgres, SQL: "DELETE FROM "},
		{Repo: "own/repo", File: "mysql/m.go", Line: 3, Dialect: placeholder.MySQL, SQL: "SELECT `a` FROM b"},
		{Repo: "own/repo", File: "q.sql", Line: 3, Dialect: placeholder.Postgres, SQL: "UPDATE t SET a = 1"},
	}, got)

	var buf bytes.Buffer
	require.NoError(t, corpus.Write(&buf, got))
	back, err := corpus.Read(&buf)
	require.NoError(t, err)
	require.Equal(t, got, back)
}
