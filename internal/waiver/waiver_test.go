package waiver

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var rules = []string{"tenantscope", "permguard"}

// source is a file under test: calls of q1(), q2() … are the findings, and each test says which of them are waived.
func source(t *testing.T, body string) (*token.FileSet, *ast.File, map[string]token.Pos) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "a.go", "package p\n\n"+body, parser.ParseComments)
	require.NoError(t, err)
	calls := make(map[string]token.Pos)
	ast.Inspect(f, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			name := ""
			switch fun := call.Fun.(type) {
			case *ast.Ident:
				name = fun.Name
			case *ast.SelectorExpr:
				name = fun.Sel.Name
			}
			if regexp.MustCompile(`^[qQ]\d$`).MatchString(name) {
				calls[name] = call.Pos()
			}
		}
		return true
	})
	return fset, f, calls
}

func TestCover(t *testing.T) {
	const allow = "//bailiwick:allow tenantscope because\n"
	for _, tc := range []struct {
		name, src string
		waived    string // names of the calls, by blanks
		problem   string
	}{
		{"above", "func f() {\n" + allow + "q1()\nq2()\n}", "q1", ""},
		{"at the end of the line", "func f() {\nq1() " + allow + "q2()\n}", "q1", ""},
		{"a statement, not a line: above", "func f() {\n" + allow + "q1(); q2()\n}", "q1", ""},
		{"a statement, not a line: behind", "func f() {\nq1(); q2() " + allow + "}", "q2", ""},
		{"two calls in one statement", "func f() {\n" + allow + "g(q1(), q2())\nq3()\n}", "q1 q2", ""},
		{"above a chain", "func f() {\n" + allow + "err := db.\nWhere(q1()).\nq2(\nx,\n)\nq3()\n}", "q1 q2", ""},
		{"behind the first line of a chain", "func f() {\nerr := db. " + allow + "q2(\nx,\n)\nq3()\n}", "q2", ""},
		{"behind the last line of a chain", "func f() {\nerr := db.\nq2(\nx,\n) " + allow + "q3()\n}", "q2", ""},
		{"inside a chain, on its own line", "func f() {\nerr := db.\n" + allow + "q2(\nx,\n)\nq3()\n}", "q2", ""},
		{"behind an argument", "func f() {\ng(\nx, " + allow + "q1(),\n)\n}", "q1", ""},
		{"header of an if, not its body", "func f() {\n" + allow + "if err := q1(); err != nil {\nq2()\n}\n}", "q1", ""},
		{"behind the header of an if", "func f() {\nif err := q1(); err != nil { " + allow + "q2()\n}\n}", "q1", ""},
		{"behind else if", "func f() {\nif q1() {\nq2()\n} else if q3() { " + allow + "q4()\n}\n}", "q3", ""},
		{"behind else", "func f() {\nif q1() {\nq2()\n} else { " + allow + "q4()\n}\n}", "", "covers nothing: it stands behind a brace"},
		{"behind a closing brace", "func f() {\nif q1() {\nq2()\n} " + allow + "q3()\n}", "", "covers nothing: it stands behind a brace"},
		{"above a closing brace", "func f() {\nif q1() {\nq2()\n" + allow + "}\n}", "", "covers nothing: it stands above a brace"},
		{"last of a block", "func f() {\nq1()\n" + allow + "\n}", "", "covers nothing: no statement follows in the next line"},
		{"header of a for", "func f() {\n" + allow + "for q1() {\nq2()\n}\n}", "q1", ""},
		{"header of a range", "func f() {\n" + allow + "for range q1() {\nq2()\n}\n}", "q1", ""},
		{"header of a switch", "func f() {\n" + allow + "switch q1() {\ncase q2():\nq3()\n}\n}", "q1", ""},
		{"header of a type switch", "func f() {\n" + allow + "switch x := q1().(type) {\ncase int:\nq3(x)\n}\n}", "q1", ""},
		{"above a case", "func f() {\nswitch q1() {\n" + allow + "case q2():\nq3()\n}\n}", "q2", ""},
		{"behind a case", "func f() {\nswitch q1() {\ncase q2(): " + allow + "q3()\n}\n}", "q2", ""},
		{"above a select's case", "func f() {\nselect {\n" + allow + "case <-q1():\nq2()\n}\n}", "q1", ""},
		{"labelled", "func f() {\n" + allow + "l:\nfor q1() {\nq2()\nbreak l\n}\n}", "q1", ""},
		{"return", "func f() int {\n" + allow + "return q1()\n}", "q1", ""},
		{"defer", "func f() {\n" + allow + "defer q1()\nq2()\n}", "q1", ""},
		{"closure over lines: the call, not what is in it", "func f() {\n" + allow + "err := q1(func() {\nq2()\n})\n}", "q1", ""},
		{"behind the closing of a closure", "func f() {\nerr := q1(func() {\nq2()\n}) " + allow + "}", "q1", ""},
		{"behind the opening of a closure", "func f() {\nerr := q1(func() { " + allow + "q2()\n})\n}", "q1", ""},
		{"in a closure", "func f() {\nerr := q1(func() {\n" + allow + "q2()\nq3()\n})\n}", "q2", ""},
		{"closure in an if's header", "func f() {\n" + allow + "if q1(func() {\nq2()\n}) {\nq3()\n}\n}", "q1", ""},
		{"closure on one line", "func f() {\n" + allow + "go func() { q1() }()\nq2()\n}", "q1", ""},
		{"package-level value", allow + "var x = q1()\nvar y = q2()\n", "q1", ""},
		{"one of a group", "var (\nx = q1()\n" + allow + "y = q2()\n)\n", "q2", ""},
		{"closure in a value", "var x = func() {\n" + allow + "q1()\nq2()\n}\n", "q1", ""},
		{"above a function", allow + "func f() {\nq1()\n}", "", "covers nothing: it stands above a declaration, and a waiver covers one statement"},
		{"behind a function's opening", "func f() { " + allow + "q1()\n}", "", "covers nothing: it stands behind a brace"},
		{"above a type", allow + "type t int\n", "", "covers nothing: it stands above a declaration, and a waiver covers one statement"},
		{"above an empty line", "func f() {\n" + allow + "\nq1()\n}", "", "covers nothing: no statement follows in the next line"},
		{"in a longer comment", "func f() {\n// before\n" + allow + "// after\nq1()\n}", "q1", ""},
		{"another rule", "func f() {\n//bailiwick:allow permguard because\nq1()\n}", "", ""},
		{"code behind the comment", "func f() {\n/* x */ q1() \n}", "", ""},
		{"another directive", "func f() {\n//bailiwick:allowed tenantscope because\nq1()\n}", "", ""},
		{"in a string", "func f() {\ng(`\n" + allow + "`)\nq1()\n}", "", ""},
		{"with a space", "func f() {\n// bailiwick:allow tenantscope because\nq1()\n}", "", "waiver is read as prose: write //bailiwick:allow without a space"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			fset, f, calls := source(t, tc.src)
			s := Collect(fset, []*ast.File{f}, Options{Rules: rules})
			var problems []string
			for _, p := range s.Problems() {
				problems = append(problems, p.Message)
			}
			if tc.problem == "" {
				require.Empty(t, problems)
			} else {
				require.Len(t, problems, 1)
				require.Contains(t, problems[0], tc.problem)
			}
			want := make(map[string]bool)
			for _, name := range strings.Fields(tc.waived) {
				require.Contains(t, calls, name)
				want[name] = true
			}
			for name, pos := range calls {
				require.Equal(t, want[name], s.Match(pos, "tenantscope") != nil, name)
			}
		})
	}
}

func TestParse(t *testing.T) {
	for _, tc := range []struct {
		name, args    string
		want          directive
		rule, problem string
	}{
		{"rule and reason", " tenantscope expiry sweep", directive{"tenantscope", "", "expiry sweep"}, "", ""},
		{"claim", " tenantscope(background) expiry sweep; hourly", directive{"tenantscope", "background", "expiry sweep; hourly"}, "", ""},
		{"blanks in the claim", "\ttenantscope( token )\t x", directive{"tenantscope", "token", "x"}, "", ""},
		{"URL in the reason", " tenantscope see https://example.com/1", directive{"tenantscope", "", "see https://example.com/1"}, "", ""},
		{"no rule", "", directive{}, Suite, "waiver names no rule: write bailiwick:allow <rule> <reason>"},
		{"no reason", " tenantscope", directive{rule: "tenantscope"}, "tenantscope", "waiver for tenantscope gives no reason: say behind it why this may stay"},
		{"no reason behind a claim", " tenantscope(token)  ", directive{rule: "tenantscope", claim: "token"}, "tenantscope", "waiver for tenantscope gives no reason: say behind it why this may stay"},
		{"only punctuation", " tenantscope ...", directive{rule: "tenantscope", reason: "..."}, "tenantscope", "waiver for tenantscope gives no reason: say behind it why this may stay"},
		{"a further comment is no reason", " tenantscope // later", directive{rule: "tenantscope"}, "tenantscope", "waiver for tenantscope gives no reason: say behind it why this may stay"},
		{"unknown rule", " tenantscop because", directive{rule: "tenantscop"}, Suite, `waiver for the unknown rule "tenantscop"; did you mean "tenantscope"?`},
		{"unknown claim", " tenantscope(backgruond) because", directive{rule: "tenantscope", claim: "backgruond"}, "tenantscope", `waiver for tenantscope makes the unknown claim "backgruond"; did you mean "background"?`},
		{"empty claim", " tenantscope() because", directive{rule: "tenantscope"}, "tenantscope", `waiver for tenantscope makes the unknown claim ""; valid: token, aggregate, global, parent, background, operator, public`},
		{"open claim", " tenantscope(token because", directive{rule: "tenantscope"}, "tenantscope", "waiver for tenantscope has a claim without its closing parenthesis"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, rule, problem := parse(tc.args, rules)
			require.Equal(t, tc.want, got)
			require.Equal(t, tc.rule, rule)
			require.Equal(t, tc.problem, problem)
		})
	}
}

// TestEN05 names the items of the Engine table's row; the nearest opposite stands beside each.
func TestEN05(t *testing.T) {
	collect := func(comment string) (*Set, token.Pos) {
		fset, f, calls := source(t, "func f() {\n"+comment+"\nq1()\nq2()\n}")
		return Collect(fset, []*ast.File{f}, Options{Rules: rules}), calls["q1"]
	}
	t.Run("waiver without a reason", func(t *testing.T) {
		s, q := collect("//bailiwick:allow tenantscope")
		require.Len(t, s.Problems(), 1)
		require.Equal(t, "tenantscope", s.Problems()[0].Rule)
		require.Nil(t, s.Match(q, "tenantscope"), "it waives nothing")
		require.Empty(t, s.Unused("tenantscope"), "one finding about it is enough")
	})
	t.Run("waiver with a reason", func(t *testing.T) {
		s, q := collect("//bailiwick:allow tenantscope sweep")
		require.Empty(t, s.Problems())
		require.NotNil(t, s.Match(q, "tenantscope"))
	})
	t.Run("with an unknown rule", func(t *testing.T) {
		s, q := collect("//bailiwick:allow tenantscop sweep")
		require.Len(t, s.Problems(), 1)
		require.Equal(t, Suite, s.Problems()[0].Rule)
		require.Nil(t, s.Match(q, "tenantscope"))
	})
	t.Run("no longer needed", func(t *testing.T) {
		s, _ := collect("//bailiwick:allow tenantscope sweep")
		require.Len(t, s.Unused("tenantscope"), 1)
		require.Equal(t, "waiver for tenantscope is no longer needed: without it nothing here would be reported", s.Unused("tenantscope")[0].UnusedMessage())
		require.Empty(t, s.Unused("permguard"), "asked of another rule")
	})
	t.Run("needed", func(t *testing.T) {
		s, q := collect("//bailiwick:allow tenantscope sweep")
		w := s.Match(q, "tenantscope")
		require.False(t, w.Used(), "a match is no use: the rule may have asked about something that is met")
		w.MarkUsed()
		require.Empty(t, s.Unused("tenantscope"))
	})
}

func TestTwoWaiversForOneStatement(t *testing.T) {
	fset, f, calls := source(t, "func f() {\n//bailiwick:allow tenantscope one\n//bailiwick:allow permguard two\nq1()\n}")
	s := Collect(fset, []*ast.File{f}, Options{Rules: rules})
	require.Equal(t, "one", s.Match(calls["q1"], "tenantscope").Reason)
	require.Equal(t, "two", s.Match(calls["q1"], "permguard").Reason)
	require.Len(t, s.Waivers(), 2)
}

func TestSetsShareNothing(t *testing.T) {
	fset, f, calls := source(t, "func f() {\n//bailiwick:allow tenantscope one\nq1()\n}")
	a, b := Collect(fset, []*ast.File{f}, Options{Rules: rules}), Collect(fset, []*ast.File{f}, Options{Rules: rules})
	a.Match(calls["q1"], "tenantscope").MarkUsed()
	require.Len(t, b.Unused("tenantscope"), 1)
}

func TestGeneratedProseIsNoProblem(t *testing.T) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "q.go", "// Code generated by sqlc. DO NOT EDIT.\n\npackage p\n\n// bailiwick:allow tenantscope(token) x\nfunc f() {}\n", parser.ParseComments)
	require.NoError(t, err)
	require.Empty(t, Collect(fset, []*ast.File{f}, Options{Rules: rules}).Problems())
}

func TestPositionOutsideOfTheSet(t *testing.T) {
	fset, f, _ := source(t, "func f() {\n//bailiwick:allow tenantscope x\nq1()\n}")
	s := Collect(fset, []*ast.File{f}, Options{Rules: rules})
	require.Nil(t, s.Match(token.NoPos, "tenantscope"))
	other := fset.AddFile("other.go", -1, 10)
	require.Nil(t, s.Match(other.Pos(3), "tenantscope"))
}

// A rule that judges functions as a whole may be waived in the comment of a declaration; others may not.
func TestWaiverOfAFunction(t *testing.T) {
	t.Parallel()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "a.go", "package p\n\n// f is for everybody.\n//\n//bailiwick:allow permguard(public) the price list\nfunc f() {\n\tq1()\n}\n\nfunc g() {}\n", parser.ParseComments)
	require.NoError(t, err)
	name := func(i int) token.Pos { return f.Decls[i].(*ast.FuncDecl).Name.Pos() }
	s := Collect(fset, []*ast.File{f}, Options{Rules: []string{"permguard", "tenantscope"}, Declared: []string{"permguard"}})
	require.Empty(t, s.Problems())
	w := s.MatchFunction(name(0), "permguard")
	require.NotNil(t, w)
	require.Equal(t, "public", w.Claim)
	require.Nil(t, s.MatchFunction(name(1), "permguard"))
	require.Nil(t, s.MatchFunction(name(0), "tenantscope"))
	require.Nil(t, s.Match(f.Decls[0].(*ast.FuncDecl).Body.List[0].Pos(), "permguard"), "it covers the declaration, not what stands in it")
	require.Len(t, s.Unused("permguard"), 1)
	w.MarkUsed()
	require.Empty(t, s.Unused("permguard"))
	s = Collect(fset, []*ast.File{f}, Options{Rules: []string{"permguard"}})
	require.Contains(t, s.Problems()[0].Message, "it stands above a declaration")
}
