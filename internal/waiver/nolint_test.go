package waiver

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNolint(t *testing.T) {
	for _, tc := range []struct{ name, src, waived string }{
		{"line", "func f() {\n\tq1() //nolint:tenantscope // sweep\n\tq2()\n}", "q1"},
		{"line with two statements", "func f() {\n\tq1(); q2() //nolint:tenantscope // sweep\n}", "q1 q2"},
		{"several rules", "func f() {\n\tq1() //nolint:errcheck, tenantscope // sweep\n}", "q1"},
		{"another rule", "func f() {\n\tq1() //nolint:errcheck // sweep\n}", ""},
		{"all by name", "func f() {\n\tq1() //nolint:all\n}", "q1"},
		{"all by silence", "func f() {\n\tq1() //nolint\n}", "q1"},
		{"with a reason only", "func f() {\n\tq1() //nolint // sweep\n}", "q1"},
		{"with a space", "func f() {\n\tq1() // nolint:tenantscope\n}", "q1"},
		{"upper case", "func f() {\n\tq1() //nolint:TenantScope\n}", "q1"},
		{"above a statement over lines", "func f() {\n\t//nolint:tenantscope // sweep\n\tg(\n\t\tq1(),\n\t)\n\tq2()\n}", "q1"},
		{"above a block", "func f() {\n\t//nolint:tenantscope // sweep\n\tif q1() {\n\t\tq2()\n\t}\n\tq3()\n}", "q1 q2"},
		{"above a function", "//nolint:tenantscope // sweep\nfunc f() {\n\tq1()\n}\n\nfunc g() {\n\tq2()\n}", "q1"},
		{"other column", "func f() {\n//nolint:tenantscope // sweep\n\tg(\n\t\tq1(),\n\t)\n}", ""},
		{"a word that begins so", "func f() {\n\tq1() //nolinting:tenantscope\n}", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			fset, f, calls := source(t, tc.src)
			s := Collect(fset, []*ast.File{f}, Options{Rules: rules})
			for name, pos := range calls {
				want := strings.Contains(tc.waived, name)
				w := s.Match(pos, "tenantscope")
				require.Equal(t, want, w != nil, name)
				if w != nil {
					require.True(t, w.Nolint)
					require.Equal(t, "tenantscope", w.Rule)
				}
			}
			require.Empty(t, s.Unused("tenantscope"), "whether a //nolint is needed is not ours to say")
			host := Collect(fset, []*ast.File{f}, Options{Rules: rules, HostHandlesNolint: true})
			for _, pos := range calls {
				require.Nil(t, host.Match(pos, "tenantscope"))
			}
		})
	}
}

func TestNolintOfAFile(t *testing.T) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "a.go", "//nolint:tenantscope // all of it\npackage p\n\nfunc f() {\n\tq1()\n}\n", parser.ParseComments)
	require.NoError(t, err)
	s := Collect(fset, []*ast.File{f}, Options{Rules: rules})
	w := s.Match(f.Decls[0].(*ast.FuncDecl).Body.List[0].Pos(), "tenantscope")
	require.NotNil(t, w)
	require.Equal(t, "all of it", w.Reason)
}

func TestOwnDirectiveComesBeforeNolint(t *testing.T) {
	fset, f, calls := source(t, "func f() {\n\t//bailiwick:allow tenantscope(token) hashed\n\tq1() //nolint:tenantscope // x\n}")
	w := Collect(fset, []*ast.File{f}, Options{Rules: rules}).Match(calls["q1"], "tenantscope")
	require.Equal(t, "token", w.Claim)
}
