package sqlread

import (
	"strings"
	"testing"
	"time"
)

func TestTooLongIsAProblem(t *testing.T) {
	text := "SELECT 1 -- " + strings.Repeat("x", MaxBytes)
	s := Read(text)
	if len(s.Statements) != 0 || len(s.Problems) != 1 || s.Problems[0].Span != (Span{0, len(text)}) {
		t.Fatalf("got %d statements, problems %v", len(s.Statements), s.Problems)
	}
	if e, problems := ReadCondition(text); e != nil || len(problems) != 1 {
		t.Fatalf("condition: got %v, %v", e, problems)
	}
	if f, problems := ReadFrom(text); f != nil || len(problems) != 1 {
		t.Fatalf("from: got %v, %v", f, problems)
	}
	if items, problems := ReadItems(text); items != nil || len(problems) != 1 {
		t.Fatalf("items: got %v, %v", items, problems)
	}
}

func TestLongestIsRead(t *testing.T) {
	text := "SELECT 1 FROM t -- " + strings.Repeat("x", MaxBytes)
	text = text[:MaxBytes]
	if s := Read(text); len(s.Statements) != 1 || len(s.Problems) != 0 || len(s.Statements[0].Problems) != 0 {
		t.Fatalf("got %s", dump(s))
	}
}

// Each of these nests a construct in itself. Too deep is a problem; what stands before it, and the next statement, are kept.
func TestDepth(t *testing.T) {
	for _, tc := range []struct{ name, open, core, shut string }{
		{"parentheses", "(", "1", ")"},
		{"scalar sub-selects", "(SELECT ", "1", ")"},
		{"sub-selects in FROM", "EXISTS (SELECT 1 FROM (SELECT 1 WHERE ", "a", ") x)"},
		{"sub-selects in IN", "a IN (SELECT 1 WHERE ", "b", ")"},
		{"calls", "f(", "1", ")"},
		{"CASE", "CASE WHEN a THEN ", "1", " END"},
		{"arrays", "ARRAY[", "1", "]"},
		{"bare arrays", "[", "1", "]"},
		{"subscripts", "a[", "1", "]"},
		{"casts", "CAST(", "1", " AS int)"},
		{"EXISTS", "EXISTS (SELECT 1 WHERE ", "a", ")"},
		{"ANY", "a = ANY (SELECT ", "b", ")"},
		{"rows", "(1, ", "2", ")"},
		{"NOT", "NOT ", "a", ""},
		{"signs", "- ", "1", ""},
		{"NOT and signs", "NOT - ", "1", ""},
		{"intervals", "INTERVAL (", "1", ") DAY"},
		{"filters", "f(1) FILTER (WHERE ", "a", ")"},
		{"parenthesised joins", "(SELECT 1 FROM (a JOIN ", "b", " ON true))"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			build := func(n int) string {
				return "SELECT 1 FROM kept WHERE k = 1 AND " + strings.Repeat(tc.open, n) + tc.core + strings.Repeat(tc.shut, n) + "; SELECT 2 FROM next"
			}
			if s := Read(build(100)); len(s.Statements) != 2 || len(s.Statements[0].Problems) > 0 {
				t.Fatalf("100 deep: %.300s", dump(s))
			}
			s := Read(build(5000))
			if len(s.Statements) != 2 || len(s.Statements[0].Problems) == 0 {
				t.Fatalf("5000 deep: no problem")
			}
			if refs := Relations(s.Statements[0]); len(refs) == 0 || refs[0].Relation.Name != "kept" {
				t.Fatalf("5000 deep: what stood before was lost")
			}
			if refs := Relations(s.Statements[1]); len(s.Statements[1].Problems) > 0 || len(refs) != 1 {
				t.Fatalf("5000 deep: the next statement was lost")
			}
		})
	}
}

func TestDeepQueries(t *testing.T) {
	for _, tc := range []struct{ name, open, core, shut string }{
		{"parenthesised queries", "(", "SELECT 1", ")"},
		{"WITH items", "WITH x AS (", "SELECT 1", ") SELECT 1"},
		{"joins without ON", "SELECT 1 FROM a" + strings.Repeat(" JOIN b", 4000), "", ""},
		{"parenthesised tables", "SELECT 1 FROM " + strings.Repeat("(", 4000) + "a" + strings.Repeat(")", 4000), "", ""},
		{"GROUPING SETS", "SELECT 1 GROUP BY " + strings.Repeat("GROUPING SETS (", 4000) + "a" + strings.Repeat(")", 4000), "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			n := 4000
			if tc.core == "" {
				n = 1
			}
			s := Read(strings.Repeat(tc.open, n) + tc.core + strings.Repeat(tc.shut, n))
			if len(s.Statements) != 1 || len(s.Statements[0].Problems) == 0 {
				t.Fatalf("no problem: %.200s", dump(s))
			}
		})
	}
}

// A chain is no nesting: any number of operators, arms, joins or items is read, walked and printed.
func TestLongChains(t *testing.T) {
	const n = 30000
	for _, tc := range []struct{ name, head, link, tail string }{
		{"AND", "SELECT 1 FROM t WHERE a", " AND b = 1", ""},
		{"OR", "SELECT 1 FROM t WHERE a", " OR b = 1", ""},
		{"concatenation", "SELECT a", " || b", " FROM t"},
		{"sums", "SELECT a", " + b * c", " FROM t"},
		{"UNION", "SELECT 1 FROM t", " UNION SELECT 1", ""},
		{"INTERSECT", "SELECT 1 FROM t", " INTERSECT SELECT 1", ""},
		{"joins", "SELECT 1 FROM t", " JOIN u ON a", ""},
		{"comma joins", "SELECT 1 FROM t", ", u", ""},
		{"items", "SELECT 1", ", a b", " FROM t"},
		{"IN list", "SELECT 1 FROM t WHERE a IN (1", ", 2", ")"},
		{"rows", "INSERT INTO t VALUES (1)", ", (2)", ""},
		{"SET", "UPDATE t SET a = 1", ", b = 2", ""},
		{"casts", "SELECT a", "::int", " FROM t"},
		{"subscripts", "SELECT a", "[1]", " FROM t"},
		{"WHEN", "SELECT CASE WHEN a THEN b", " WHEN a THEN b", " END FROM t"},
		{"holes", "SELECT 1 FROM t WHERE a", " \x00", ""},
		{"tail holes", "SELECT 1 FROM t", " \x00", ""},
		{"WITH", "WITH x AS (SELECT 1)", ", y AS (SELECT 1)", " SELECT 1 FROM t"},
		{"strings", "SELECT 'a'", " 'b'", " FROM t"},
		{"COLLATE", "SELECT a", " COLLATE b", " FROM t"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := Read(tc.head + strings.Repeat(tc.link, n) + tc.tail)
			if len(s.Statements) != 1 || len(s.Statements[0].Problems) > 0 {
				t.Fatalf("%v", s.Statements[0].Problems)
			}
			found := false
			for _, ref := range Relations(s.Statements[0]) {
				found = found || ref.Relation.Name == "t"
			}
			if !found {
				t.Fatal("t is lost")
			}
			if q := s.Statements[0].Query; q != nil && q.Where != nil {
				String(q.Where)
				if tc.name == "AND" && len(Conjuncts(q.Where)) != n+1 {
					t.Fatalf("%d conjuncts", len(Conjuncts(q.Where)))
				}
			}
		})
	}
}

// Signs that open something and are never closed must not make anybody search to the end again and again. The bound is
// many times what these take, and below what a quadratic reading would.
func TestUnclosedIsLinear(t *testing.T) {
	for _, unit := range []string{"(", ")", "[", "'", "\"", "`", "$a", "$a$ $b$ ", "/*", "{{", "${", "?", "? ", "?0", "%", "%[", "@", "@@", ":", "::", "\\", "\\x", "-", "#", "a.", ".", "1", "\x00", "SELECT ", "(SELECT ", "CASE ", "NOT ",
		"a IN (", "JOIN ", "FROM a JOIN b ", "WITH a AS (", ";", "; COPY a FROM STDIN", "CREATE TRIGGER a BEGIN ", "((a)", "a(", "::a[", "e'", "\xc2\xa0", "\xff", "X'", "[a", " [a ", "-- x\n", "DELIMITER x\n"} {
		text := strings.Repeat(unit, MaxBytes/8/len(unit))
		start := time.Now()
		s := Read(text)
		ReadCondition(text)
		ReadFrom(text)
		ReadItems(text)
		for _, st := range s.Statements {
			Relations(st)
		}
		if d := time.Since(start); d > 4*time.Second {
			t.Errorf("%q repeated takes %v", unit, d)
		} else {
			t.Logf("%q: %v", unit, d)
		}
	}
}
