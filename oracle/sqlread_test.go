package oracle_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/oracle/internal/compare"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/corpus"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/ours"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/placeholder"
)

// shape is one statement of our own and the name of what it shows.
type shape struct {
	name string
	// differs says why the reader is expected to say something else than the dialect's grammar; empty when it is not.
	differs string
	corpus.Statement
}

// shapes reads a file of statements. A line that begins with "-- " names the statement that follows.
func shapes(t testing.TB, d placeholder.Dialect) []shape {
	t.Helper()
	path := filepath.Join("testdata", "statements", string(d)+".sql")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	var out []shape
	for i, line := range strings.SplitAfter(string(data), "\n") {
		if name, ok := strings.CutPrefix(line, "-- "); ok {
			name, differs, _ := strings.Cut(strings.TrimSpace(name), " [differs: ")
			out = append(out, shape{name, strings.TrimSuffix(differs, "]"), corpus.Statement{Repo: "own", File: path, Line: i + 2, Dialect: d}})
			continue
		}
		if len(out) > 0 {
			out[len(out)-1].SQL += line
		}
	}
	for i := range out {
		out[i].SQL = strings.TrimSuffix(strings.TrimSpace(out[i].SQL), ";")
		out[i].Formatted = strings.HasPrefix(out[i].name, "formatted")
	}
	return out
}

// TestOwnStatements holds the reader to the whole of what the dialect's grammar says of every shape.
func TestOwnStatements(t *testing.T) {
	t.Parallel()
	for _, d := range []placeholder.Dialect{placeholder.Postgres, placeholder.MySQL} {
		for _, s := range shapes(t, d) {
			t.Run(string(d)+"/"+s.name, func(t *testing.T) {
				t.Parallel()
				res := compare.Statement(s.Statement)
				require.Equal(t, d, res.Grammar, "the grammar of %s does not read this: %s", d, res.Reason)
				require.Equal(t, res.Want.Relations(), res.Got.Relations(), s.SQL)
				require.Equal(t, res.Want.Relations(), res.Listed, s.SQL)
				if s.differs != "" {
					require.NotEqual(t, res.Want.String(), res.Got.String(), "no longer differs: %s", s.SQL)
					return
				}
				require.Equal(t, res.Want.String(), res.Got.String(), s.SQL)
				require.Empty(t, res.Problems, s.SQL)
			})
		}
	}
}

// TestSQLiteGoldens compares with trees that were read by hand: nobody publishes SQLite's grammar as a Go module. Where Postgres'
// grammar reads the statement too, it must agree with the golden, so that a slip of the hand is seen.
func TestSQLiteGoldens(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join("testdata", "statements", "sqlite.json"))
	require.NoError(t, err)
	var goldens []struct{ Name, SQL, Tree string }
	require.NoError(t, json.Unmarshal(data, &goldens))
	require.NotEmpty(t, goldens)
	for _, g := range goldens {
		t.Run(g.Name, func(t *testing.T) {
			t.Parallel()
			got, problems := ours.Read(g.SQL)
			require.Equal(t, g.Tree, got.String(), g.SQL)
			require.Empty(t, problems, g.SQL)
			res := compare.Statement(corpus.Statement{SQL: g.SQL, Dialect: placeholder.SQLite})
			if res.Valid() && !onlySQLite(g.SQL) {
				require.True(t, res.Everything, "%s: %+v", g.SQL, res.Diff)
			}
		})
	}
}

// onlySQLite reports whether a statement holds something that Postgres' grammar reads as another thing.
func onlySQLite(sql string) bool {
	return strings.Contains(sql, "==") || strings.Contains(sql, "$owner")
}

// wanted is the share of valid statements, in percent, on which the reader must agree with the other grammar about relations,
// their offsets and the predicates.
const wanted = 99.5

// TestCorpora compares the statements of real repositories. BAILIWICK_CORPORA names a file that cmd/extract wrote, or a directory
// of such files.
func TestCorpora(t *testing.T) {
	t.Parallel()
	where := os.Getenv("BAILIWICK_CORPORA")
	if where == "" {
		t.Skip("BAILIWICK_CORPORA is not set: no corpora to compare; see doc.go. The statements of our own were compared.")
	}
	paths := []string{where}
	if info, err := os.Stat(where); err == nil && info.IsDir() {
		paths, err = filepath.Glob(filepath.Join(where, "*.jsonl"))
		require.NoError(t, err)
	}
	require.NotEmpty(t, paths, "no .jsonl in %s", where)
	var total compare.Tally
	for _, p := range paths {
		f, err := os.Open(p)
		require.NoError(t, err)
		statements, err := corpus.Read(f)
		require.NoError(t, err)
		require.NoError(t, f.Close())
		for _, s := range statements {
			res := compare.Statement(s)
			total.Add(&res)
		}
	}
	t.Logf("%d texts, %d valid statements: relations %.2f %%, with predicates %.2f %%, everything %.2f %%",
		total.Found, total.Valid, total.Share(total.Relations), total.Share(total.Predicates), total.Share(total.Everything))
	require.Greater(t, total.Valid, 1000, "too few statements to say anything")
	require.GreaterOrEqual(t, total.Share(total.Predicates), wanted)
}
