package sqlread

import (
	"fmt"
	"strings"
	"testing"
)

// showTokens writes tokens in a compact form: a kind letter, the text and, for placeholders and holes, their number.
func showTokens(text string) string {
	var parts []string
	for _, t := range lex(text).tokens {
		switch t.kind {
		case tokWord:
			parts = append(parts, "w:"+t.text)
		case tokQuoted:
			parts = append(parts, "q:"+t.text)
		case tokString:
			parts = append(parts, "s:"+t.text)
		case tokNumber:
			parts = append(parts, "n:"+t.text)
		case tokOp:
			parts = append(parts, t.text)
		case tokBind:
			name := t.text
			if t.style == BindPercent {
				name = ""
			}
			parts = append(parts, fmt.Sprintf("b:%s%s%d", [...]string{"$", "?", ":", "@", "%"}[t.style], name, t.num))
		case tokHole:
			parts = append(parts, fmt.Sprintf("h:%d", t.hole))
		}
	}
	return strings.Join(parts, " ")
}

func TestKeywords(t *testing.T) {
	for n, row := range keywordsByLength {
		for _, w := range strings.Fields(row) {
			if len(w) != n || keyword(w) != w || keyword(strings.ToLower(w)) != w {
				t.Errorf("%q in the row of length %d is read as %q", w, n, keyword(w))
			}
		}
	}
	for _, w := range []string{"", "a", "orders", "select1", "sel ect", strings.Repeat("x", 300)} {
		if kw := keyword(w); kw != "" {
			t.Errorf("%q is read as %q", w, kw)
		}
	}
}

func TestLex(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"numbers", "1, 1.5, .5, 1e-3, 0xFF, 1_000, 2.", "n:1 , n:1.5 , n:.5 , n:1e-3 , n:0xFF , n:1_000 , n:2."},
		{"a word may begin with digits", "2fa_codes", "w:2fa_codes"},
		{"a keyword against a number", "a=1AND b=2OR c", "w:a = n:1 w:AND w:b = n:2 w:OR w:c"},
		{"a dollar inside a word", "v$session", "w:v$session"},
		{"letters beyond ASCII", "größe 表", "w:größe w:表"},
		{"spaces beyond ASCII", "a\u00a0b\ufeffc", "w:a w:b w:c"},

		{"doubled quotes", `'it''s' "a""b" ` + "`c``d`", `s:it's q:a"b q:c` + "`d"},
		{"a backslash is plain without MySQL's signs", `'a\' + b`, `s:a\ + w:b`},
		{"a backslash escapes beside a backtick", "`x` 'it\\'s' \"q\\\"r\"", `q:x s:it's q:q"r`},
		{"a backslash escapes when the string would stay open", `x = 'it\'s' AND y`, `w:x = s:it's w:AND w:y`},
		{"a pattern keeps its backslash", "`x` LIKE 'a\\%'", `q:x w:LIKE s:a\%`},
		{"prefixes", `E'a\'b' B'01' X'ff' N'n' U&'u'`, "s:a'b s:01 s:ff s:n s:u"},
		{"dollar quotes", "$$ it's $$ $f$ $$ $f$", "s: it's  s: $$ "},
		{"brackets name", "select [a b] from [t]", "w:select q:a b w:from q:t"},
		{"brackets subscript", "a[i] ARRAY[b] x::int[]", "w:a [ w:i ] w:ARRAY [ w:b ] w:x :: w:int [ ]"},
		{"brackets nest", "ARRAY[[a],[b]]", "w:ARRAY [ [ w:a ] , [ w:b ] ]"},

		{"line comments", "a -- b\nc # d\n# e\nf", "w:a w:c w:f"},
		{"block comments nest", "a /* b /* c */ d */ e", "w:a w:e"},
		{"block comments stop nesting when one stays open", "a /* b /* c */ d", "w:a w:d"},
		{"MySQL executes", "/*!40101 SET a = 1 */ b", "w:SET w:a = n:1 w:b"},
		{"optimizer hints are comments", "SELECT /*+ Leading(a) */ 1", "w:SELECT n:1"},
		{"psql commands", "a\n\\connect x\nb", "w:a w:b"},
		{"rows of a dump", "COPY t FROM stdin;\n1\tit's\n\\.\nSELECT 2", "w:COPY w:t w:FROM w:stdin ; w:SELECT n:2"},
		{"delimiters", "DELIMITER //\na; b//\nDELIMITER ;\nc;", "w:a ; w:b ; w:c ;"},

		{"operators", "a->>'k'#>>b@>c<@d&&e||f!~*g<=>h::i:=j", "w:a ->> s:k #>> w:b @> w:c < b:@d-1 && w:e || w:f !~* w:g <=> w:h :: w:i := w:j"},
		{"json path minus", "a #- '{b}'", "w:a #- s:{b}"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := showTokens(tc.text); got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

// Verdict row TS-41: every placeholder style is read alike. Its nearest opposites are the signs that are no placeholder.
func TestPlaceholders(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"TS-41 dollar", "a = $1 AND b=$12", "w:a = b:$0 w:AND w:b = b:$11"},
		{"TS-41 question", "a = ? AND b=?", "w:a = b:?0 w:AND w:b = b:?1"},
		{"TS-41 numbered question", "a = ?2 AND b = ?1", "w:a = b:?1 w:AND w:b = b:?0"},
		{"TS-41 bun counts from zero", "a = ?0 AND b = ?1", "w:a = b:?0 w:AND w:b = b:?1"},
		{"TS-41 bun's names", "FROM ?TableName WHERE ?PKs", "w:FROM b:?TableName-1 w:WHERE b:?PKs-1"},
		{"TS-41 colon", "a = :name AND b=:user.id", "w:a = b::name-1 w:AND w:b = b::user.id-1"},
		{"TS-41 numbered colon", "a = :1", "w:a = b::0"},
		{"TS-41 at", "a = @name", "w:a = b:@name-1"},
		{"TS-41 at without a space", "a=@p AND b<=@p AND c<@q AND d<>@r", "w:a = b:@p-1 w:AND w:b <= b:@p-1 w:AND w:c < b:@q-1 w:AND w:d <> b:@r-1"},
		{"TS-41 at with a cast", "@name::uuid", "b:@name-1 :: w:uuid"},
		{"TS-41 percent", "a = %s AND b = %d AND c=%v AND d = %q", "w:a = b:%0 w:AND w:b = b:%1 w:AND w:c = b:%2 w:AND w:d = b:%3"},
		{"TS-41 numbered percent", "%[2]s, %[1]d, %s", "b:%1 , b:%0 , b:%1"},
		{"TS-41 percent with flags", "%02d %-5s %+v %.2f", "b:%0 b:%1 b:%2 b:%3"},
		{"TS-41 Python's percent", "a = %(name)s", "w:a = b:%-1"},
		{"TS-41 SQLite's dollar name", "a = $name", "w:a = b::name-1"},
		{"TS-41 psql variables", `a = :'name' AND b = :"x"`, "w:a = b::name-1 w:AND w:b = b::x-1"},
		{"holes", "a = \x00 AND \x00", "w:a = h:1 w:AND h:2"},
		{"templates", "a = {{ .X }} AND b = ${y}", "w:a = h:-1 w:AND w:b = h:-1"},
		{"holes inside strings and comments count", "'\x00' /* \x00 */ \x00", "s:\x00 h:3"},
		{"names against holes", "events_\x00 \x00_2024 a_%s_b \x00AND", "h:1 h:2 b:%0 h:3 w:AND"},
		{"verbs inside strings and comments count", "'a%s' /* %d */ %s", "s:a%s b:%2"},

		{"a doubled percent is an operator", "a %% b", "w:a %% w:b"},
		{"a modulo", "a % b", "w:a % w:b"},
		{"a cast", "a::b", "w:a :: w:b"},
		{"an assignment", "a := b", "w:a := w:b"},
		{"an array slice", "a[1:2] a[i:j]", "w:a [ n:1 : n:2 ] w:a [ w:i : w:j ]"},
		{"a system variable", "@@sql_mode", "w:@@sql_mode"},
		{"a text search", "v @@ q", "w:v @@ w:q"},
		{"a question inside a string", "'?' = ?", "s:? = b:?0"},
		{"a question inside a comment", "/* ? */ ?", "b:?0"},

		{"jsonb ? between operands", "a ? 'k'", "w:a ? s:k"},
		{"jsonb ? before a placeholder", "a ? $1 AND b ? ?", "w:a ? b:$0 w:AND w:b ? b:?0"},
		{"jsonb ? behind a call", "f(x) ? 'k'", "w:f ( w:x ) ? s:k"},
		{"jsonb ?| and ?&", "a ?| b AND c ?& $1", "w:a ?| w:b w:AND w:c ?& b:$0"},
		{"a placeholder behind a keyword", "LIMIT ? OFFSET ?", "w:LIMIT b:?0 w:OFFSET b:?1"},
		{"a placeholder before a keyword", "a = ? AND b", "w:a = b:?0 w:AND w:b"},
		{"a placeholder whose operator was cut off", "a ?", "w:a b:?0"},
		{"a placeholder against a keyword", "a = ?AND b = ?OR c", "w:a = b:?0 w:AND w:b = b:?1 w:OR w:c"},
		{"a placeholder before a concatenation", "? || ?", "b:?0 || b:?1"},
		{"a placeholder in MySQL's interval", "INTERVAL ? DAY", "w:INTERVAL b:?0 w:DAY"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := showTokens(tc.text); got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

func TestLexPositions(t *testing.T) {
	text := "SELECT \"a\"\"b\", 'x', @n FROM t -- end\n"
	l := lex(text)
	var got []string
	for _, k := range l.tokens {
		got = append(got, text[k.start:k.end])
	}
	want := []string{"SELECT", `"a""b"`, ",", "'x'", ",", "@n", "FROM", "t", ""}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(l.comments) != 1 || text[l.comments[0].Start:l.comments[0].End] != "-- end" {
		t.Errorf("comments %v", l.comments)
	}
}

func TestLexProblems(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		at         int
	}{
		{"a string", "SELECT 'x", 7},
		{"a quoted name", `SELECT "x`, 7},
		{"a dollar-quoted string", "SELECT $a$ x", 7},
		{"a comment", "SELECT /* x", 7},
	} {
		t.Run(tc.name, func(t *testing.T) {
			l := lex(tc.text)
			if len(l.problems) != 1 || l.problems[0].Span != (Span{tc.at, len(tc.text)}) {
				t.Errorf("got %v", l.problems)
			}
		})
	}
}
