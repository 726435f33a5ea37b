package sqlread

import (
	"strings"
	"testing"
)

func TestReadCondition(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"plain", "a = ? AND b = ?", "((a = ?0) AND (b = ?1))"},
		{"leading WHERE", "WHERE a = 1", "(a = 1)"},
		{"leading AND", "AND a = 1 OR b", "((a = 1) OR b)"},
		{"leading ON and HAVING", "ON a = b.c", "(a = b.c)"},
		{"trailing clauses", "a = 1 GROUP BY b ORDER BY c LIMIT 5", "(a = 1)"},
		{"a column alone", "active", "active"},
		{"a placeholder for everything", "?", "?0"},
		{"a hole for everything", "\x00", "hole1"},
		{"an EXISTS", "EXISTS (SELECT 1 FROM t WHERE t.id = o.id)", "exists{1 FROM t WHERE (t.id = o.id)}"},
		{"nothing", " -- nothing\n", "nil"},
		{"WHERE alone", "WHERE", "nil"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			e, problems := ReadCondition(tc.text)
			if got := show1(e); got != tc.want || len(problems) > 0 {
				t.Errorf("got %s %v, want %s", got, problems, tc.want)
			}
		})
	}
	for _, text := range []string{"a = 1)", "a = = 1", "a b c", "SELECT 1", "a = 1; DROP TABLE t"} {
		if _, problems := ReadCondition(text); len(problems) == 0 && text != "a = 1; DROP TABLE t" {
			t.Errorf("%q has no problem", text)
		}
	}
}

func TestReadFrom(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"a name", "orders", "orders"},
		{"an alias", "app.orders AS o", "app.orders AS o"},
		{"an alias without AS", "`orders` o", `"orders" AS o`},
		{"a join", "a JOIN b ON a.id = b.id", "(a JOIN b ON (a.id = b.id))"},
		{"a join alone", "LEFT JOIN b ON b.id = ?", "(- LEFT JOIN b ON (b.id = ?0))"},
		{"several joins alone", "JOIN b ON c INNER JOIN d USING (e)", "((- JOIN b ON c) JOIN d USING e)"},
		{"a sub-select", "(SELECT 1 FROM a) AS b", "(1 FROM a) AS b"},
		{"a placeholder for a sub-select", "(?) AS b", "hole-1=?0 AS b"},
		{"several tables", "a, b AS c", "(a CROSS JOIN b AS c)"},
		{"a hole", "\x00 AS a", "hole1 AS a"},
		{"a hole behind", "a \x00", "a"},
		{"leading FROM", "FROM a", "a"},
		{"a function", "unnest(?) AS u", "unnest(?0) AS u"},
		{"nothing", "", "nil"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f, problems := ReadFrom(tc.text)
			if got := dumpTable(f); got != tc.want || len(problems) > 0 {
				t.Errorf("got %s %v, want %s", got, problems, tc.want)
			}
		})
	}
	if _, problems := ReadFrom("a = 1"); len(problems) == 0 {
		t.Error("a condition is read as a table")
	}
}

func TestReadConflict(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"bun's two parts", "CONFLICT (id, tenant_id) DO UPDATE", "fragment CONFLICT[id,tenant_id]"},
		{"in full", "ON CONFLICT (id) WHERE a DO UPDATE SET b = EXCLUDED.b WHERE t.c = EXCLUDED.c", "fragment CONFLICT[id SET b=EXCLUDED.b WHERE (t.c = EXCLUDED.c)]"},
		{"nothing done", "CONFLICT DO NOTHING", "fragment CONFLICT[ NOTHING]"},
		{"a target alone", "CONFLICT (id)", "fragment CONFLICT[id]"},
		{"a constraint", "CONFLICT ON CONSTRAINT k DO UPDATE", "fragment CONFLICT[k]"},
		{"MySQL", "DUPLICATE KEY UPDATE", "fragment CONFLICT[any]"},
		{"MySQL in full", "ON DUPLICATE KEY UPDATE a = VALUES(a)", "fragment CONFLICT[any SET a=values(a)]"},
		{"nothing", "", "fragment"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c, problems := ReadConflict(tc.text)
			if got := dumpStatement(&Statement{Kind: KindFragment, Conflict: c}); got != tc.want || len(problems) > 0 {
				t.Errorf("got %s %v, want %s", got, problems, tc.want)
			}
		})
	}
	if _, problems := ReadConflict("id = 1"); len(problems) == 0 {
		t.Error("a condition is read as an upsert")
	}
	c, _ := ReadConflict("CONFLICT (a, lower(b)) WHERE c DO UPDATE")
	if !c.Expressions || c.Target == nil || c.AnyKey {
		t.Errorf("got %+v", c)
	}
}

func TestReadSetAndOrder(t *testing.T) {
	for text, want := range map[string]string{"a = ?, t.b = b + 1": "fragment SET a=?0 SET t.b=(b + 1)", "SET a = 1": "fragment SET a=1", "": "fragment", "\x00": "fragment SET =hole1"} {
		set, problems := ReadSet(text)
		if got := dumpStatement(&Statement{Kind: KindFragment, Set: set}); got != want || len(problems) > 0 {
			t.Errorf("%q: got %s %v, want %s", text, got, problems, want)
		}
	}
	for text, want := range map[string]string{"a DESC, lower(b) NULLS LAST": "(a, lower(b))", "ORDER BY a": "(a)", "": "()", "\x00": "(hole1)", "a \x00": "((a <hole> hole1))"} {
		order, problems := ReadOrder(text)
		if got := exprList(order); got != want || len(problems) > 0 {
			t.Errorf("%q: got %s %v, want %s", text, got, problems, want)
		}
	}
}

func TestReadItems(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"columns", "id, o.total AS t, count(*)", "id, o.total AS t, count(*)"},
		{"stars", "*, t.*", "*, t.*"},
		{"DISTINCT", "DISTINCT a, b", "a, b"},
		{"leading SELECT", "SELECT a", "a"},
		{"sub-selects", "(SELECT max(x) FROM t) AS m", "{max(x) FROM t} AS m"},
		{"holes", "a, \x00", "a, hole1"},
		{"nothing", "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			items, problems := ReadItems(tc.text)
			if got := itemList(items); got != tc.want || len(problems) > 0 {
				t.Errorf("got %s %v, want %s", got, problems, tc.want)
			}
		})
	}
	if _, problems := ReadItems("a FROM t"); len(problems) == 0 {
		t.Error("a FROM clause is read as items")
	}
}

// Positions are bytes of the text as it was given.
func TestPositions(t *testing.T) {
	text := `-- ü
WITH x AS (SELECT 1 FROM "Sch"."Tab")
SELECT o.a, (b + 1) AS c FROM app . orders AS o JOIN ` + "`it`" + ` i ON (i.o = o.id)
WHERE (o.t = $1 AND NOT o.d) OR f(o.a)::int IN (2, 3)
ORDER BY 1`
	st := Read(text).Statements[0]
	q := st.Query
	join := q.From[0].(*Join)
	or := q.Where.(*Binary)
	and := or.L.(*Binary)
	in := or.R.(*In)
	for _, tc := range []struct {
		name string
		span Span
		want string
	}{
		{"statement", st.Span, text[strings.Index(text, "WITH"):]},
		{"WITH item", q.With[0].Span, `x AS (SELECT 1 FROM "Sch"."Tab")`},
		{"body", q.With[0].Body.Span, `SELECT 1 FROM "Sch"."Tab"`},
		{"quoted relation", q.With[0].Body.Query.From[0].(*Relation).Span, `"Sch"."Tab"`},
		{"relation", join.Left.(*Relation).Span, "app . orders"},
		{"backtick relation", join.Right.(*Relation).Span, "`it`"},
		{"join", join.Span, "app . orders AS o JOIN `it` i ON (i.o = o.id)"},
		{"ON", join.On.Pos(), "(i.o = o.id)"},
		{"FROM clause", q.FromSpan, "FROM app . orders AS o JOIN `it` i ON (i.o = o.id)"},
		{"WHERE clause", q.WhereSpan, "WHERE (o.t = $1 AND NOT o.d) OR f(o.a)::int IN (2, 3)"},
		{"first item", q.Items[0].Span, "o.a"},
		{"item with an alias", q.Items[1].Span, "(b + 1) AS c"},
		{"parenthesised operator", q.Items[1].Expr.Pos(), "(b + 1)"},
		{"OR", or.Span, "(o.t = $1 AND NOT o.d) OR f(o.a)::int IN (2, 3)"},
		{"AND", and.Span, "(o.t = $1 AND NOT o.d)"},
		{"comparison", and.L.Pos(), "o.t = $1"},
		{"column", and.L.(*Binary).L.Pos(), "o.t"},
		{"bind", and.L.(*Binary).R.Pos(), "$1"},
		{"NOT", and.R.Pos(), "NOT o.d"},
		{"IN", in.Span, "f(o.a)::int IN (2, 3)"},
		{"cast", in.X.Pos(), "f(o.a)::int"},
		{"call", in.X.(*Cast).X.Pos(), "f(o.a)"},
	} {
		if got := text[tc.span.Start:tc.span.End]; got != tc.want {
			t.Errorf("%s is %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestPositionsOfWrites(t *testing.T) {
	text := `INSERT INTO "T" (a, "b") VALUES (?, 2) ON CONFLICT (a) DO UPDATE SET b = EXCLUDED.b WHERE c RETURNING d`
	st := Read(text).Statements[0]
	set := st.Conflict.Set[0]
	for _, tc := range []struct {
		name string
		span Span
		want string
	}{
		{"target", st.Target.Span, `"T"`},
		{"column", st.Columns[1].Span, `"b"`},
		{"value", st.Rows[0][0].Pos(), "?"},
		{"conflict", st.Conflict.Span, "ON CONFLICT (a) DO UPDATE SET b = EXCLUDED.b WHERE c"},
		{"assignment", set.Span, "b = EXCLUDED.b"},
		{"assigned column", set.Columns[0].Span, "b"},
		{"returned", st.Returning[0].Span, "d"},
	} {
		if got := text[tc.span.Start:tc.span.End]; got != tc.want {
			t.Errorf("%s is %q, want %q", tc.name, got, tc.want)
		}
	}
	text = "UPDATE t SET a.b = 1 FROM u WHERE c = 2 RETURNING 1"
	st = Read(text).Statements[0]
	for span, want := range map[Span]string{st.FromSpan: "FROM u", st.WhereSpan: "WHERE c = 2", st.Set[0].Columns[0].Span: "a.b"} {
		if got := text[span.Start:span.End]; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
