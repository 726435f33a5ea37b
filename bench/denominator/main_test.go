package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/bench/internal/ledger"
)

func TestSentence(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"SELECT a FROM t": true, "-- name: A :one\nselect *\nfrom %s": true, "INSERT INTO t (a) VALUES (?)": true, "insert or ignore into t(a) values (1)": true,
		"UPDATE t AS x SET a = 1": true, "DELETE FROM t": true, "WITH a AS (SELECT 1) SELECT 2": true,
		"Select an item from the list": true, // prose that only its place can tell: listed, then accounted for by hand
		"Update the settings":          false, "select one": false, "DELETE": false, "inserted into t (a)": false,
	} {
		require.Equal(t, want, sentence.MatchString(text), text)
	}
}

// program writes a module on the standard library and loads it.
func testProgram(t *testing.T) *program {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module example.com/m\n\ngo 1.25\n",
		"a/a.go": "package a\n\nimport \"database/sql\"\n\nconst named = `SELECT a\nFROM t`\n\nfunc f(db *sql.DB) error {\n" +
			"\trows, err := db.Query(named)\n\tif err != nil {\n\t\treturn err\n\t}\n\tdefer rows.Close()\n" +
			"\tconst local = `SELECT b FROM t`\n\t_, err = db.Query(local)\n" +
			"\t_, err = db.Exec(\n\t\t\"DELETE FROM t WHERE a = \" +\n\t\t\t\"1\",\n\t)\n\treturn db.Ping()\n}\n",
		"migrations/m.go": "package migrations\n\nvar up = \"UPDATE t SET a = 1\"\n",
	} {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	p, err := loadProgram(context.Background(), dir, []string{"./..."})
	require.NoError(t, err)
	return p
}

func TestItemsAreAccountedFor(t *testing.T) {
	t.Parallel()
	p := testProgram(t)
	items := p.items()
	var got []string
	for _, i := range items {
		got = append(got, i.what+" "+i.text)
	}
	require.Equal(t, []string{"literal SELECT a FROM t", "database/sql Query", "literal SELECT b FROM t", "database/sql Query", "database/sql Exec", "literal DELETE FROM t WHERE a = 1", "literal UPDATE t SET a = 1"}, got)

	account := func(entries ...ledger.Entry) []string {
		m := newMatcher(p, items, entries)
		var out []string
		for _, i := range items {
			out = append(out, m.account(i))
		}
		return out
	}
	require.Equal(t, []string{unaccounted, unaccounted, unaccounted, unaccounted, unaccounted, unaccounted, migration}, account())
	require.Equal(t, []string{elsewhere, obligation, elsewhere, obligation, note, note, migration},
		account(ledger.Entry{Verdict: "met", File: "a/a.go", Line: 9}, ledger.Entry{Verdict: "met", File: "a/a.go", Line: 15}, ledger.Entry{File: "a/a.go", Line: 16}))
	require.Equal(t, []string{elsewhere, unaccounted, unaccounted, unaccounted, obligation, obligation, migration}, account(ledger.Entry{Verdict: "broken", File: "a/a.go", Line: 17}))
}
