package sqlread

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// seeds are the shapes that the readers branch on; testdata/fuzz keeps what the fuzzers found beside them.
func seeds() []string {
	return []string{
		"",
		";;",
		"SELECT a, b.*, count(*) FILTER (WHERE x) OVER (PARTITION BY y) AS n FROM s.t AS q JOIN u USING (id) WHERE a = $1 AND b IN (?, :c, @d) ORDER BY 1 LIMIT 2",
		"WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT * FROM r",
		"INSERT INTO `t` (a, `b`) VALUES (1, 'it\\'s'), (?, \"x\") ON DUPLICATE KEY UPDATE a = VALUES(a)",
		"INSERT INTO t SELECT * FROM u ON CONFLICT (a) DO UPDATE SET a = EXCLUDED.a WHERE t.k = 1 RETURNING *",
		"UPDATE a JOIN b ON a.i = b.i SET a.x = 1, (c, d) = (SELECT 1, 2) WHERE a.t = %s",
		"DELETE a, b FROM a INNER JOIN b USING (i) WHERE a.t = %[1]d AND b.x LIKE '%%z%%'",
		"MERGE INTO t USING s ON t.i = s.i WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (a) VALUES (1)",
		"SELECT * FROM events_\x00 WHERE \x00 AND a = 1 \x00 ORDER BY \x00",
		"SELECT data->>'k', tags ?| ARRAY['a'], data ? 'b', x::numeric(10,2)[], (r).f, a[1:2] FROM t WHERE x = ANY($1)",
		"COPY t FROM STDIN;\n1\t'\n\\.\nSELECT 1",
		"DELIMITER //\nCREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = 1; END//\nDELIMITER ;\nSELECT 1",
		"-- name: Get :one\nSELECT sqlc.narg('a')::text, sqlc.embed(t) FROM {{ .Table }} /* /* x */ */ # y",
		"SELECT CASE WHEN a THEN b ELSE c END, EXTRACT(DAY FROM x), TRIM(BOTH 'a' FROM b), INTERVAL ? DAY FROM ((SELECT 1) UNION (SELECT 2)) z",
		"select [a] from [b c] where x not between 1 and 2 or not exists (select 1)",
		"SELECT $$ it's $$, $a$ $$ $a$, E'\\'', U&'x', 0x1F, 1e5, .5, 2fa FROM \"a\"\"b\".c",
		"/*!40101 SET @a=@@b */; SET LOCAL x.y TO 'z'",
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := Read(text)
		if got := dump(Read(text)); got != dump(s) {
			t.Fatalf("two readings differ")
		}
		end := 0
		for _, st := range s.Statements {
			if st.Span.Start < end {
				t.Fatalf("statement %v begins before %d", st.Span, end)
			}
			end = st.Span.End
			checkSpans(t, text, st)
			checkRelations(t, text, st)
			for _, p := range st.Problems {
				checkWithin(t, p.Span, Span{0, len(text)})
			}
		}
		for _, p := range s.Problems {
			checkWithin(t, p.Span, Span{0, len(text)})
		}
	})
}

func FuzzReadCondition(f *testing.F) {
	for _, s := range append(seeds(), "WHERE a = ? AND (b OR NOT c) ORDER BY d", "AND x IN ?", "a = 1 \x00", "((((", "NOT - NOT a = b", "a BETWEEN 1 AND") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, problems := ReadCondition(text)
		again, _ := ReadCondition(text)
		if show1(e) != show1(again) || String(e) != String(again) {
			t.Fatalf("two readings differ")
		}
		if e != nil {
			checkSpans(t, text, e)
			if !Equal(e, again) && !hasQuery(e) {
				t.Fatalf("%s is not equal to itself", String(e))
			}
		}
		for _, p := range problems {
			checkWithin(t, p.Span, Span{0, len(text)})
		}
		if table, _ := ReadFrom(text); table != nil {
			checkSpans(t, text, table)
		}
		ReadItems(text)
		ReadConflict(text)
		ReadSet(text)
		ReadOrder(text)
	})
}

func FuzzLex(f *testing.F) {
	for _, s := range append(seeds(), "'", "$a$", "/*", "`", "[a", "{{", "?::?|?&", "@@", ":=::", "%%%s%", "\\x\n\\.") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l := lex(text)
		if n := len(l.tokens); n > len(text)+1 || l.tokens[n-1].kind != tokEOF {
			t.Fatalf("%d tokens of %d bytes", n, len(text))
		}
		end := 0
		for _, k := range l.tokens {
			if int(k.start) < end || k.end < k.start || int(k.end) > len(text) || k.kind != tokEOF && k.start == k.end {
				t.Fatalf("token %+v after byte %d", k, end)
			}
			end = int(k.end)
			if k.kind == tokWord && text[k.start:k.end] != k.text {
				t.Fatalf("word %q at %q", k.text, text[k.start:k.end])
			}
			if int(k.hole) > strings.Count(text, HoleMark) {
				t.Fatalf("hole %d is not there", k.hole)
			}
		}
		end = 0
		for _, c := range l.comments {
			if c.Start < end || c.End <= c.Start || c.End > len(text) {
				t.Fatalf("comment %v after byte %d", c, end)
			}
			end = c.End
		}
	})
}

func checkWithin(t *testing.T, s, around Span) {
	t.Helper()
	if s.Start < around.Start || s.End > around.End || s.End < s.Start {
		t.Fatalf("span %v is not within %v", s, around)
	}
}

// checkSpans checks that every span lies within the text and within that of the node around it.
func checkSpans(t *testing.T, text string, node any) {
	t.Helper()
	top := Span{0, len(text)}
	Inspect(node, func(n any) bool {
		s, ok := spanOf(n)
		if !ok {
			return true
		}
		checkWithin(t, s, top)
		if n == node {
			return true
		}
		Inspect(n, func(below any) bool {
			if b, ok := spanOf(below); ok && b.Start < b.End { // an empty span is where something is missing
				checkWithin(t, b, s)
			}
			return below == n // one level is enough: every node is the outer one once
		})
		return true
	})
}

func spanOf(n any) (Span, bool) {
	switch n := n.(type) {
	case *Statement:
		return n.Span, true
	case *CTE:
		return n.Span, true
	case *Query:
		return n.Span, true
	case *Relation:
		return n.Span, true
	case *Join:
		return n.Span, true
	case *Derived:
		return n.Span, true
	case *FuncTable:
		return n.Span, true
	case *Assign:
		return n.Span, true
	case *Conflict:
		return n.Span, true
	case *MergeAction:
		return n.Span, true
	case *SelectItem:
		return n.Span, true
	case Expr:
		return n.Pos(), true
	}
	return Span{}, false
}

// checkRelations checks that a relation's span holds its name as it is written.
func checkRelations(t *testing.T, text string, st *Statement) {
	t.Helper()
	for _, ref := range Relations(st) {
		r := ref.Relation
		if r.Hole != 0 || r.Name == "" {
			continue
		}
		written := text[r.Span.Start:r.Span.End]
		if !r.Quoted && !strings.HasSuffix(written, r.Name) {
			t.Fatalf("relation %q is written %q", r.Name, written)
		}
		if r.Quoted && utf8.ValidString(text) && !strings.ContainsAny(written, "\\") && len(written) < len(r.Name) {
			t.Fatalf("relation %q is written %q", r.Name, written)
		}
	}
}

func hasQuery(e Expr) bool {
	found := false
	Inspect(e, func(n any) bool {
		if _, ok := n.(*Query); ok {
			found = true
		}
		return !found
	})
	return found
}
