package waiver

import (
	"go/ast"
	"go/format"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestPlaces inserts a waiver for each call of a text and reads it again: it must cover that call, nothing in another statement, and be formatted.
func TestPlaces(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, src string
		along     string // calls that share the statement of another, by blanks
		nowhere   string // calls that no comment can cover alone
	}{
		{"plain statements", "func f() {\n\tq1()\n\tq2()\n}\n", "", ""},
		{"one statement", "func f() {\n\tg(q1(), q2())\n\tq3()\n}\n", "q1 q2", ""},
		{"a chain over lines", "func f() {\n\terr := db.\n\t\tWhere(1).\n\t\tq2(\n\t\t\tx,\n\t\t)\n\tq3()\n}\n", "", ""},
		{"a condition and its body", "func f() {\n\tif err := q1(); err != nil {\n\t\tq2()\n\t} else if q3() {\n\t\tq4()\n\t}\n}\n", "", ""},
		{"a loop", "func f() {\n\tfor q1() {\n\t\tq2()\n\t}\n\tfor range q3() {\n\t}\n}\n", "", ""},
		{"cases", "func f() {\n\tswitch q1() {\n\tcase q2():\n\t\tq3()\n\tdefault:\n\t\tq4()\n\t}\n}\n", "", ""},
		{"a literal over lines", "func f() {\n\tq1(func() {\n\t\tq2()\n\t})\n}\n", "", ""},
		{"a value of the package", "var rows = q1()\n\nvar (\n\ta = q2()\n\tb = q3()\n)\n", "", ""},
		{"under a comment", "func f() {\n\t// why\n\tq1()\n\n\tq2() // behind\n}\n", "", ""},
		{"two in a line", "func f() {\n\tq1(); q2()\n\tq3()\n}\n", "", ""},
		{"two in a line, with a comment behind", "func f() {\n\tq1(); q2() // behind\n}\n", "", "q2"},
		{"in one line with its braces", "func f() { q1() }\n", "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, _, calls := source(t, tc.src)
			for name := range calls {
				fset, f, calls := source(t, tc.src)
				tf := fset.File(f.FileStart)
				place, ok := NewPlaces(tf, f).For(calls[name])
				if slices.Contains(strings.Fields(tc.nowhere), name) {
					require.False(t, ok, name)
					continue
				}
				require.True(t, ok, name)
				text := "package p\n\n" + tc.src
				at := tf.Offset(place.Pos)
				text = text[:at] + place.Text("tenantscope", ClaimBackground, Sentence(ClaimBackground)) + text[at:]

				body, _ := strings.CutPrefix(text, "package p\n\n")
				fset, f, calls = source(t, body)
				set := Collect(fset, []*ast.File{f}, Options{Rules: rules})
				require.Empty(t, set.Problems(), text)
				for other, pos := range calls {
					w := set.Match(pos, "tenantscope")
					together := slices.Contains(strings.Fields(tc.along), name) && slices.Contains(strings.Fields(tc.along), other)
					require.Equal(t, other == name || together, w != nil, "waiver for %s, %s\n%s", name, other, text)
					if w != nil {
						require.Equal(t, ClaimBackground, w.Claim)
					}
				}
				if formatted, err := format.Source([]byte("package p\n\n" + tc.src)); err == nil && string(formatted) == "package p\n\n"+tc.src {
					after, err := format.Source([]byte(text))
					require.NoError(t, err)
					require.Equal(t, string(after), text, "the edit leaves formatted code formatted")
				}
			}
		})
	}
}

func TestEveryClaimHasASentence(t *testing.T) {
	t.Parallel()
	for _, claim := range Claims() {
		require.NotEmpty(t, Sentence(claim), claim)
	}
	for _, claim := range BeyondStatement() {
		require.Contains(t, Claims(), claim)
	}
	require.Empty(t, Sentence("whatever"))
	require.Equal(t, BeyondStatement(), Offered("tenantscope"))
	require.Equal(t, []string{ClaimOperator, ClaimPublic}, Offered("permguard"))
}
