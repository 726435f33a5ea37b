package sqlread

import "testing"

// A printed expression reads as the same expression, and printing it again changes nothing.
func TestString(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"a=1 and b<>$2", "a = 1 AND b <> $2"},
		{"((a)) = (b)", "a = b"},
		{"(a or b) and c", "(a OR b) AND c"},
		{"a or (b and c)", "a OR b AND c"},
		{"a and (b and c)", "a AND (b AND c)"},
		{"not (a = b)", "NOT a = b"},
		{"not (a and b)", "NOT (a AND b)"},
		{"(not a) = b", "(NOT a) = b"},
		{"a - (b - c) - d", "a - (b - c) - d"},
		{"- - a", "- -a"},
		{"(a + b) * c", "(a + b) * c"},
		{"a is null and b is not true", "a IS NULL AND b IS NOT TRUE"},
		{"a = b is null", "a = b IS NULL"},
		{"a <=> b", "a IS NOT DISTINCT FROM b"},
		{"a not in (1, 2)", "a NOT IN (1, 2)"},
		{"a in (select 1 from t)", "a IN (SELECT …)"},
		{"exists (select 1)", "EXISTS (SELECT …)"},
		{"a not between 1 and 2 or b", "a NOT BETWEEN 1 AND 2 OR b"},
		{"(a = 1) between b and c", "(a = 1) BETWEEN b AND c"},
		{"a = any($1) and b <> all(array[1])", "a = ANY ($1) AND b <> ALL (ARRAY[1])"},
		{"(a, b) = ($1, $2)", "(a, b) = ($1, $2)"},
		{"a::int = cast(b as TEXT)", "a::int = b::text"},
		{"(a + b)::int", "(a + b)::int"},
		{"lower(a) like 'x''y' || ?", "lower(a) LIKE 'x''y' || ?"},
		{"count(*) > count(distinct a) filter (where b)", "count(*) > count(DISTINCT a) FILTER (WHERE b)"},
		{"rank() over (order by a) = sum(b) over ()", "rank() OVER (…) = sum(b) OVER ()"},
		{"case a when 1 then 'x' else b end", "CASE a WHEN 1 THEN 'x' ELSE b END"},
		{"a[1] = (b).c", "a[1] = (b).c"},
		{`"Weird" = t."order" and s.t."plain" = 1`, `"Weird" = t."order" AND s.t.plain = 1`},
		{"a = :n and b = @m and c = sqlc.narg(x) and d in (sqlc.slice(y)) and e = sqlc.arg(z)", "a = :n AND b = @m AND c = sqlc.narg(x) AND d IN (sqlc.slice(y)) AND e = @z"},
		{"a = null or b = true or c = current_date", "a = NULL OR b = TRUE OR c = CURRENT_DATE"},
		{"a at time zone 'UTC' > b", "a AT TIME ZONE 'UTC' > b"},
		{"f(a, t.*)", "f(a, t.*)"},
		{"a -> 'b' ->> 'c' = d", "a -> 'b' ->> 'c' = d"},
		{"a = \x00 and \x00.b = 1 \x00", "a = {…} AND {…}.b = 1 {…}"},
	} {
		e, problems := ReadCondition(tc.text)
		if len(problems) > 0 {
			t.Errorf("%q: %v", tc.text, problems)
		}
		got := String(e)
		if got != tc.want {
			t.Errorf("%q is printed %q, want %q", tc.text, got, tc.want)
		}
		if hasQuery(e) || HasHole(e) || tc.want[0] == 'r' {
			continue // shortened, or printed for people
		}
		if again, _ := ReadCondition(got); !Equal(e, again) {
			t.Errorf("%q is read back as %q", got, String(again))
		}
	}
	if String(nil) != "" {
		t.Error("nothing is printed as something")
	}
}

func TestEqual(t *testing.T) {
	read := func(s string) Expr { e, _ := ReadCondition(s); return e }
	for _, tc := range []struct {
		a, b string
		want bool
	}{
		{"a = 1", " A=(1)", true},
		{"t.a = ?", "T.A = ?", true},
		{`"a" = 1`, "a = 1", true},
		{`"A" = 1`, "a = 1", false},
		{"a = ? AND b = ?", "a = ? AND b = ?", true},
		{"a = $1", "a = $2", false},
		{"a = 'x'", "a = 'X'", false},
		{"a AND (b OR c)", "a AND b OR c", false},
		{"sum(a) OVER (ORDER BY b)", "sum(a) OVER (ORDER BY c)", false},
		{"a IN (SELECT 1)", "a IN (SELECT 1)", false},
	} {
		if got := Equal(read(tc.a), read(tc.b)); got != tc.want {
			t.Errorf("%q and %q: %v", tc.a, tc.b, got)
		}
	}
	sub := read("a IN (SELECT 1)")
	if !Equal(sub, sub) || !Equal(nil, nil) || Equal(sub, nil) {
		t.Error("a node is not equal to itself, or equal to nothing")
	}
}
