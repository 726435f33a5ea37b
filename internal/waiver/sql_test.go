package waiver

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// statements gives the spans of the S1, S2 … placeholders' statements: each begins at SELECT and ends before its semicolon or the text's end.
func statements(text string) []Span {
	var spans []Span
	for from := 0; ; {
		i := strings.Index(text[from:], "SELECT")
		if i < 0 {
			return spans
		}
		start := from + i
		end := strings.IndexByte(text[start:], ';')
		if end < 0 {
			end = len(text) - start
		}
		spans = append(spans, Span{start, start + end})
		from = start + end
	}
}

func TestCollectSQL(t *testing.T) {
	const allow = "-- bailiwick:allow tenantscope because\n"
	for _, tc := range []struct {
		name, text string
		waived     []int
		problem    string
	}{
		{"above", "SELECT 1;\n" + allow + "SELECT 2;\nSELECT 3", []int{1}, ""},
		{"behind", "SELECT 1;\nSELECT 2; " + allow + "SELECT 3", []int{1}, ""},
		{"behind the first line", "SELECT 1 " + allow + "FROM t;\nSELECT 2", []int{0}, ""},
		{"inside, on its own line", "SELECT 1\n" + allow + "FROM t;\nSELECT 2", []int{0}, ""},
		{"between the annotation and the query", "-- name: Get :one\n" + allow + "SELECT 1;", []int{0}, ""},
		{"above the annotation", allow + "-- name: Get :one\nSELECT 1;", []int{0}, ""},
		{"block comment", "/* bailiwick:allow tenantscope because */\nSELECT 1", []int{0}, ""},
		{"block comment on the line", "/* bailiwick:allow tenantscope because */ SELECT 1", []int{0}, ""},
		{"MySQL's comment", "# bailiwick:allow tenantscope because\nSELECT 1", []int{0}, ""},
		{"without the space", "--bailiwick:allow tenantscope because\nSELECT 1", []int{0}, ""},
		{"two on a line: the last", "SELECT 1; SELECT 2; " + allow, []int{1}, ""},
		{"CRLF", strings.ReplaceAll(allow+"SELECT 1;\nSELECT 2", "\n", "\r\n"), []int{0}, ""},
		{"in a string", "SELECT '\n" + allow + "' FROM t", nil, ""},
		{"in a string with a doubled quote", "SELECT 'it''s\n" + allow + "' FROM t", nil, ""},
		{"in an escaped string", "SELECT E'it\\'s\n" + allow + "' FROM t", nil, ""},
		{"in a dollar quote", "SELECT $fn$\n" + allow + "$fn$ FROM t", nil, ""},
		{"behind placeholders", "SELECT $1, $2 " + allow + "FROM t", []int{0}, ""},
		{"in a block comment that nests", "SELECT 1 /* a /* b */\n" + allow + "*/ FROM t", nil, ""},
		{"a JSON operator is no comment", "SELECT a #>> '{x}' " + allow + "FROM t", []int{0}, ""},
		{"above an empty line", allow + "\nSELECT 1", nil, "covers nothing: no statement follows in the next line"},
		{"at the end", "SELECT 1;\n" + allow, nil, "covers nothing: no statement follows in the next line"},
		{"without a reason", "-- bailiwick:allow tenantscope\nSELECT 1", nil, "gives no reason"},
		{"unknown rule", "-- bailiwick:allow tenantscop x\nSELECT 1", nil, `unknown rule "tenantscop"; did you mean "tenantscope"?`},
		{"unterminated", "SELECT 'abc " + allow, nil, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			spans := statements(tc.text)
			s := CollectSQL(tc.text, spans, rules)
			var waived []int
			for i := range spans {
				if s.Match(i, "tenantscope") != nil {
					waived = append(waived, i)
				}
			}
			require.Equal(t, tc.waived, waived)
			require.Len(t, s.Unused("tenantscope"), len(tc.waived))
			if tc.problem == "" {
				require.Empty(t, s.Problems())
				return
			}
			require.Len(t, s.Problems(), 1)
			require.Contains(t, s.Problems()[0].Message, tc.problem)
			require.Contains(t, tc.text[s.Problems()[0].Offset:], "bailiwick:allow")
		})
	}
}

func TestSQLUse(t *testing.T) {
	text := "-- bailiwick:allow tenantscope(token) hashed\nSELECT 1"
	s := CollectSQL(text, statements(text), rules)
	w := s.Match(0, "tenantscope")
	require.Equal(t, "token", w.Claim)
	require.Equal(t, "hashed", w.Reason)
	require.Nil(t, s.Match(0, "permguard"))
	w.MarkUsed()
	require.Empty(t, s.Unused("tenantscope"))
	require.Len(t, s.Waivers(), 1)
}

func FuzzSQLComments(f *testing.F) {
	f.Add("-- a\nSELECT 'x''' /* /* */ $a$ b $a$")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, c := range sqlComments(text) {
			if c.Start < last || c.End <= c.Start || c.End > len(text) {
				t.Fatalf("comment %v out of order in %q", c, text)
			}
			last = c.End
		}
	})
}
