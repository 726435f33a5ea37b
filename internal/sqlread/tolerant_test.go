package sqlread

import (
	"strings"
	"testing"
)

// What could not be read is a problem at its place; what stands before and behind it is kept.
func TestTolerant(t *testing.T) {
	for _, tc := range []struct{ name, text, want, at string }{
		{"an operand is missing", "SELECT a FROM t WHERE (b = 1 AND ) ORDER BY c", "select a FROM t WHERE ((b = 1) AND raw) ORDER (c)", ")"},
		{"an item is missing", "SELECT a, FROM t WHERE b", "select a FROM t WHERE b", "FROM"},
		{"a table is missing", "SELECT a FROM WHERE b", "select a WHERE b", "WHERE"},
		{"a joined table is missing", "SELECT a FROM t JOIN WHERE b", "select a FROM (t JOIN nil) WHERE b", "WHERE"},
		{"an order is missing", "SELECT a FROM t ORDER BY", "select a FROM t ORDER (raw)", ""},
		{"a parenthesis is open", "SELECT a FROM t WHERE (b = 1", "select a FROM t WHERE (b = 1)", ""},
		{"a parenthesis too many", "SELECT a FROM t WHERE b = 1) AND c", "select a FROM t WHERE (b = 1)", ")"},
		{"a sub-select is broken", "SELECT a FROM t WHERE b IN (SELECT c d e f FROM u) AND g = 1", "select a FROM t WHERE ((b in {c AS d}) AND (g = 1))", "e f FROM"},
		{"an unknown clause", "SELECT a FROM t FROBNICATE 5 WHERE b", "select a FROM t AS FROBNICATE", "5 WHERE"},
		{"an unknown sign", "SELECT a FROM t WHERE b = 1 \\ 2", "select a FROM t WHERE (b = 1)", "\\"},
		{"BETWEEN without AND", "SELECT a FROM t WHERE b BETWEEN 1 OR c = 2", "select a FROM t WHERE ((b between 1 raw) OR (c = 2))", "OR"},
		{"CASE without END", "SELECT CASE WHEN a THEN b FROM t", "select case when a then b end FROM t", "FROM"},
		{"CASE without THEN", "SELECT CASE WHEN a b END FROM t", "select case when a then raw end FROM t", "b END"},
		{"an alias is missing", "SELECT a AS FROM t", "unknown a AS FROM", "t"},
		{"a type is missing", "SELECT a:: FROM t", "select a:: FROM t", "FROM"},
		{"a subscript is open", "SELECT a[1 FROM t", "select (a [] 1) FROM t", "FROM"},
		{"VALUES is missing", "INSERT INTO t (a)", "insert INTO t (a)", ""},
		{"= is missing", "UPDATE t SET a 1, b = 2 WHERE c", "update INTO t SET a=nil SET b=2 WHERE c", "1, b"},
		{"an action is missing", "INSERT INTO t VALUES (1) ON CONFLICT (a) RETURNING b", "insert INTO t ROW (1) CONFLICT[a] RETURNING b", "RETURNING"},
		{"a WITH item is open", "WITH a AS (SELECT 1 FROM u SELECT * FROM t", "select WITH a{select 1 FROM u}", "SELECT *"},
		{"a string is open", "SELECT a FROM t WHERE b = 'x", "select a FROM t WHERE (b = 'x')", "'x"},
		{"a comment is open", "SELECT a FROM t /* x", "select a FROM t", ""},
		{"a sub-select without parentheses", "SELECT a FROM t WHERE b = SELECT c FROM u", "select a FROM t WHERE (b = {c FROM u})", "SELECT c"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := Read(tc.text + ";\nSELECT z FROM next")
			if tc.name == "a string is open" || tc.name == "a comment is open" {
				s = Read(tc.text)
				s.Statements = append(s.Statements, Read("SELECT z FROM next").Statements...)
			}
			if len(s.Statements) != 2 || dumpStatement(s.Statements[1]) != "select z FROM next" {
				t.Fatalf("the next statement was lost: %s", dump(s))
			}
			st := s.Statements[0]
			problems := append(st.Problems, s.Problems...)
			if len(problems) == 0 {
				t.Fatalf("no problem: %s", dump(s))
			}
			st.Problems = nil
			if got := dumpStatement(st); got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
			if at := tc.text[min(problems[0].Span.Start, len(tc.text)):]; !strings.HasPrefix(at, tc.at) {
				t.Errorf("the problem is at %q, want %q", at, tc.at)
			}
		})
	}
}

// Text that is no SQL is unknown and has a problem, however it begins.
func TestNoStatement(t *testing.T) {
	for _, text := range []string{
		"The order was not found", "/var/lib/data.json", `{"a": [1, "b"]}`, "[1, 2]", "12:30", "user@example.com", "https://example.com/a?b=c#d", "%s: %w", "order",
		"update failed", "delete the row first", "insert coin", "select a job to run", "Select specific routes, initial all selected", "with love", "values are wrong", "table not found",
		"create tables: %w", "drop everything", "set the table", "set up", "truncate", "copy that", "merge conflict", "call me maybe", "do not panic", "execute order 66", "prepare yourself",
		"declare victory", "use of closed connection", "begin by reading", "commit to it", "lock not held", "start over", "end of file", "rollback was refused", "show", "kill it", "load more items",
		"release the hounds", "close the door please", "explain yourself to me", "replace me", "analyze this text now", "check it out", "listen to me", "notify the user", "reset", "",
	} {
		t.Run(text, func(t *testing.T) {
			s := Read(text)
			if text == "" {
				if len(s.Statements)+len(s.Problems) != 0 {
					t.Errorf("got %s", dump(s))
				}
				return
			}
			if len(s.Statements) == 0 {
				t.Fatal("nothing was read")
			}
			st := s.Statements[0]
			switch text {
			case "%s: %w", "order", "explain yourself to me", "reset", "show":
				// A fragment, or a utility: it touches no row, so nothing hangs on it.
				if st.Kind != KindUnknown && st.Kind != KindFragment && st.Kind != KindUtil && st.Kind != KindSet {
					t.Errorf("got %s", dump(s))
				}
				return
			}
			if st.Kind != KindUnknown || len(st.Problems) == 0 {
				t.Errorf("got %s", dump(s))
			}
		})
	}
}
