package sqlread

import (
	"fmt"
	"strings"
	"testing"
)

func TestRelations(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"plain", "SELECT 1 FROM a, s.b JOIN c ON d", "a b c"},
		{"sub-selects", "SELECT (SELECT 1 FROM a) FROM b WHERE c IN (SELECT 1 FROM d) AND EXISTS (SELECT 1 FROM (SELECT 1 FROM e) x)", "a b d e"},
		{"a WITH item", "WITH a AS (SELECT 1 FROM b) SELECT 1 FROM a, c", "b a=cte c"},
		{"earlier items only", "WITH a AS (SELECT 1 FROM b), b AS (SELECT 1 FROM a) SELECT 1 FROM b", "b a=cte b=cte"},
		{"an item does not see itself", "WITH a AS (SELECT 1 FROM a) SELECT 1 FROM a", "a a=cte"},
		{"RECURSIVE sees all", "WITH RECURSIVE a AS (SELECT 1 FROM b UNION SELECT 1 FROM a), b AS (SELECT 1) SELECT 1 FROM a", "b=cte a=cte a=cte"},
		{"shadowing in sub-selects", "WITH a AS (SELECT 1) SELECT (SELECT 1 FROM a) FROM c WHERE EXISTS (WITH a AS (SELECT 1 FROM d) SELECT 1 FROM a)", "a=cte c d a=cte"},
		{"an inner item ends with its query", "SELECT 1 FROM (WITH a AS (SELECT 1) SELECT 1 FROM a) x, a", "a=cte a"},
		{"an arm's item ends with its arm", "(WITH a AS (SELECT 1) SELECT 1 FROM a) UNION SELECT 1 FROM a", "a=cte a"},
		{"a query's item is seen by all arms", "WITH a AS (SELECT 1) SELECT 1 FROM a UNION SELECT 1 FROM a ORDER BY (SELECT 1 FROM a)", "a=cte a=cte a=cte"},
		{"a qualified name is no item", "WITH a AS (SELECT 1) SELECT 1 FROM s.a", "a"},
		{"letter case", "WITH Ab AS (SELECT 1) SELECT 1 FROM aB", "aB=cte"},
		{"a hole", "WITH a AS (SELECT 1) SELECT 1 FROM \x00", ""},
		{"writes", "WITH d AS (DELETE FROM a USING b WHERE c RETURNING *) INSERT INTO e SELECT * FROM d ON CONFLICT (f) DO UPDATE SET g = (SELECT 1 FROM h)", "a! b e! d=cte h"},
		{"a target is no item", "WITH a AS (SELECT 1) DELETE FROM a WHERE b IN (SELECT 1 FROM a)", "a! a=cte"},
		{"UPDATE FROM", "UPDATE a SET b = 1 FROM c, (SELECT 1 FROM d) e WHERE f = (SELECT 1 FROM g)", "a! c d g"},
		{"a joined target is listed once", "UPDATE a JOIN b ON c SET b.d = 1", "a b!"},
		{"several targets", "DELETE a, b FROM a JOIN b ON c JOIN d ON e", "a! b! d"},
		{"MERGE", "MERGE INTO a USING b ON c WHEN MATCHED THEN UPDATE SET d = (SELECT 1 FROM e)", "a! b e"},
		{"TRUNCATE and COPY", "TRUNCATE a, b", "a! b!"},
		{"CREATE AS", "CREATE TABLE a AS SELECT 1 FROM b", "a! b"},
		{"CALL", "CALL p((SELECT 1 FROM a))", "a"},
		{"LATERAL and functions", "SELECT 1 FROM a, LATERAL (SELECT 1 FROM b) c, f((SELECT 1 FROM d)) e", "a b d"},
		{"RETURNING", "DELETE FROM a RETURNING (SELECT 1 FROM b)", "a! b"},
		{"FOR UPDATE OF", "SELECT 1 FROM a FOR UPDATE OF b", "a"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			st := Read(tc.text).Statements[0]
			if len(st.Problems) > 0 {
				t.Fatalf("problems %v", st.Problems)
			}
			var got []string
			for _, ref := range Relations(st) {
				s := ref.Relation.Name
				if ref.CTE != nil {
					s += "=cte"
				}
				if ref.Written {
					s += "!"
				}
				got = append(got, s)
			}
			if g := strings.TrimSpace(strings.Join(got, " ")); g != tc.want {
				t.Errorf("got %q, want %q", g, tc.want)
			}
		})
	}
}

// A reference says in whose FROM it stands.
func TestRelationsPlace(t *testing.T) {
	st := Read("WITH d AS (DELETE FROM a USING b RETURNING *) SELECT 1 FROM c WHERE EXISTS (SELECT 1 FROM d)").Statements[0]
	refs := Relations(st)
	body := st.Query.With[0].Body
	if refs[0].Statement != body || refs[0].Query != nil || refs[1].Statement != body {
		t.Error("the inner statement's tables are not its own")
	}
	if refs[2].Query != st.Query || refs[2].Statement != st {
		t.Error("c is not in the outer query")
	}
	inner := st.Query.Where.(*Exists).Query
	if refs[3].Query != inner || refs[3].CTE != st.Query.With[0] {
		t.Error("d is not in the inner query, or not the WITH item")
	}
	if Relations(nil) != nil {
		t.Error("nothing has relations")
	}
}

func TestInspect(t *testing.T) {
	script := Read("WITH x AS (SELECT $1) INSERT INTO t (a) VALUES ($2) ON CONFLICT (a) DO UPDATE SET b = $3 WHERE $4 RETURNING $5;" +
		"UPDATE t SET a = $6 FROM (SELECT $7) q JOIN f($8) ON $9 WHERE $10 ORDER BY $11 LIMIT $12;" +
		"SELECT DISTINCT ON ($13) $14 FROM u WHERE $15 GROUP BY $16 HAVING $17 WINDOW w AS (ORDER BY $18) ORDER BY $19 LIMIT $20 OFFSET $21;" +
		"MERGE INTO t USING s ON $22 WHEN MATCHED AND $23 THEN UPDATE SET a = $24 WHEN NOT MATCHED THEN INSERT (a) VALUES ($25);" +
		"SELECT CASE $26 WHEN $27 THEN $28 ELSE $29 END, f($30 ORDER BY $31) FILTER (WHERE $32) OVER (ORDER BY $33), ARRAY[$34], ($35, $36), $37::int, -$38, $39 BETWEEN $40 AND $41, $42 IN ($43), $44 = ANY($45), ARRAY(SELECT $46), EXISTS (SELECT $47);" +
		"SELECT $48 UNION SELECT $49 ORDER BY $50; VALUES ($51)")
	seen := make([]int, 51)
	for _, b := range Binds(script) {
		seen[b.Index]++
	}
	for i, n := range seen {
		if n != 1 {
			t.Errorf("$%d is met %d times", i+1, n)
		}
	}
	// Pruning leaves the rest in place.
	var met []string
	Inspect(Read("SELECT a FROM b WHERE c IN (SELECT d FROM e) AND f").Statements[0], func(n any) bool {
		switch n := n.(type) {
		case *Column:
			met = append(met, n.Name)
		case *In:
			return false
		}
		return true
	})
	if got := fmt.Sprint(met); got != "[a f]" {
		t.Errorf("met %s", got)
	}
	Inspect(nil, func(any) bool { t.Error("nil was visited"); return true })
}

func TestConjuncts(t *testing.T) {
	list := func(parts []Expr) string {
		var s []string
		for _, e := range parts {
			s = append(s, String(e))
		}
		return strings.Join(s, " | ")
	}
	e, _ := ReadCondition("a = 1 AND (b OR c) AND (d AND NOT (e AND f))")
	if got := list(Conjuncts(e)); got != "a = 1 | b OR c | d | NOT (e AND f)" {
		t.Errorf("conjuncts %s", got)
	}
	e, _ = ReadCondition("a AND b OR (c OR d)")
	if got := list(Disjuncts(e)); got != "a AND b | c | d" {
		t.Errorf("disjuncts %s", got)
	}
	if Conjuncts(nil) != nil {
		t.Error("nothing has conjuncts")
	}
}

func TestHasHole(t *testing.T) {
	for text, want := range map[string]bool{
		"SELECT a FROM t WHERE b = $1":                    false,
		"SELECT a FROM t WHERE b = \x00":                  true,
		"SELECT a FROM \x00":                              true,
		"SELECT a FROM t \x00":                            true,
		"SELECT a FROM t WHERE b IN (SELECT c FROM \x00)": true,
		"SELECT a FROM t WHERE (":                         true,
	} {
		if got := HasHole(Read(text).Statements[0]); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
