package contract

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/stretchr/testify/require"
)

const path = "example.com/auth"

func collect(t *testing.T, src string) *Set {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "a.go", "package auth\n\n"+src, parser.ParseComments)
	require.NoError(t, err)
	info := &types.Info{Defs: make(map[*ast.Ident]types.Object)}
	_, err = (&types.Config{Importer: importer.Default()}).Check(path, fset, []*ast.File{f}, info)
	require.NoError(t, err)
	return Collect(path, []*ast.File{f}, info)
}

func TestContracts(t *testing.T) {
	for _, tc := range []struct {
		name, src string
		want      Contract
		object    string
	}{
		{"function's result", "//bailiwick:tenant\nfunc ID() string { return \"\" }", Contract{Verb: Tenant, Key: path + ".ID", Param: -1, Result: 0}, "ID"},
		{"beside an error", "//bailiwick:tenant\nfunc ID() (string, error) { return \"\", nil }", Contract{Verb: Tenant, Key: path + ".ID", Param: -1, Result: 0}, "ID"},
		{"beside an ok, behind prose", "// ID is it.\n//\n//bailiwick:tenant\nfunc ID() (ok bool, id string) { return }", Contract{Verb: Tenant, Key: path + ".ID", Param: -1, Result: 1}, "ID"},
		{"named result", "//bailiwick:tenant tenant\nfunc ID() (user, tenant string) { return }", Contract{Verb: Tenant, Key: path + ".ID", Param: -1, Result: 1}, "ID"},
		{"result by index", "//bailiwick:tenant 1\nfunc ID() (string, string) { return \"\", \"\" }", Contract{Verb: Tenant, Key: path + ".ID", Param: -1, Result: 1}, "ID"},
		{"parameter", "//bailiwick:tenant tenant\nfunc Do(id, tenant string) {}", Contract{Verb: Tenant, Key: path + ".Do", Param: 1, Result: -1}, "Do"},
		{"pointer method", "type S struct{}\n\n//bailiwick:tenant\nfunc (s *S) ID() string { return \"\" }", Contract{Verb: Tenant, Key: "(*" + path + ".S).ID", Param: -1, Result: 0}, "ID"},
		{"value method", "type S struct{}\n\n//bailiwick:tenant\nfunc (S) ID() string { return \"\" }", Contract{Verb: Tenant, Key: "(" + path + ".S).ID", Param: -1, Result: 0}, "ID"},
		{"method of a generic type", "type S[T, U any] struct{}\n\n//bailiwick:tenant\nfunc (s *S[T, U]) ID() string { return \"\" }", Contract{Verb: Tenant, Key: "(*" + path + ".S).ID", Param: -1, Result: 0}, "ID"},
		{"interface's method", "type S interface {\n\t//bailiwick:tenant\n\tID() string\n}", Contract{Verb: Tenant, Key: "(" + path + ".S).ID", Param: -1, Result: 0}, "ID"},
		{"field, above", "type S struct {\n\t//bailiwick:tenant\n\tID string\n}", Contract{Verb: Tenant, Key: path + ".S.ID", Param: -1, Result: -1}, "ID"},
		{"field, behind", "type S struct {\n\tID string //bailiwick:tenant\n}", Contract{Verb: Tenant, Key: path + ".S.ID", Param: -1, Result: -1}, "ID"},
		{"context key", "type k struct{}\n\n//bailiwick:tenant\nvar key k", Contract{Verb: Tenant, Key: path + ".key", Param: -1, Result: -1}, "key"},
		{"context key of a group", "const (\n\ta = 1\n\t//bailiwick:tenant\n\tb = 2\n)", Contract{Verb: Tenant, Key: path + ".b", Param: -1, Result: -1}, "b"},
		{"guard", "//bailiwick:guard\nfunc May() error { return nil }", Contract{Verb: Guard, Key: path + ".May", Param: -1, Result: -1}, "May"},
		{"verifies", "//bailiwick:verifies\nfunc Same(a string) error { return nil }", Contract{Verb: Verifies, Key: path + ".Same", Param: -1, Result: -1}, "Same"},
		{"verifies a parameter", "//bailiwick:verifies a\nfunc Same(a, b string) error { return nil }", Contract{Verb: Verifies, Key: path + ".Same", Param: 0, Result: -1}, "Same"},
		{"global model", "//bailiwick:global the same for everybody\ntype Country struct{}", Contract{Verb: Global, Key: path + ".Country", Param: -1, Result: -1, Reason: "the same for everybody"}, "Country"},
		{"global query", "//bailiwick:global counts only\nconst q = \"\"", Contract{Verb: Global, Key: path + ".q", Param: -1, Result: -1, Reason: "counts only"}, "q"},
		{"scoped handle", "type (\n\t//bailiwick:scoped\n\tTx struct{}\n)", Contract{Verb: Scoped, Key: path + ".Tx", Param: -1, Result: -1}, "Tx"},
		{"local type", "func f() {\n\t//bailiwick:scoped\n\ttype tx struct{}\n\t_ = tx{}\n}", Contract{Verb: Scoped, Param: -1, Result: -1}, "tx"},
		{"a further comment", "//bailiwick:guard // see the wiki\nfunc May() error { return nil }", Contract{Verb: Guard, Key: path + ".May", Param: -1, Result: -1}, "May"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := collect(t, tc.src)
			require.Empty(t, s.Problems())
			require.Len(t, s.Contracts(), 1)
			got := s.Contracts()[0]
			require.NotNil(t, got.Object)
			require.Equal(t, tc.object, got.Object.Name())
			require.Positive(t, got.End-got.Pos)
			got.Object, got.Pos, got.End = nil, 0, 0
			require.Equal(t, tc.want, got)
			require.Len(t, s.Of(tc.want.Verb), 1)
		})
	}
}

func TestProblems(t *testing.T) {
	for _, tc := range []struct{ name, src, want string }{
		{"unknown", "//bailiwick:tennant\nfunc ID() string { return \"\" }", `unknown directive "bailiwick:tennant"; did you mean "tenant"?`},
		{"nothing like it", "//bailiwick:xyzzy\nfunc ID() string { return \"\" }", `unknown directive "bailiwick:xyzzy"; valid: allow, tenant, guard, verifies, global, scoped`},
		{"near the waiver", "//bailiwick:alow tenantscope x\nvar x = 1", `unknown directive "bailiwick:alow"; did you mean "allow"?`},
		{"floating", "//bailiwick:tenant\n\nfunc ID() string { return \"\" }", "directive bailiwick:tenant stands in no declaration's comment: it belongs above a function or field or variable or constant"},
		{"above a statement", "func f() {\n\t//bailiwick:global x\n\tprintln()\n}", "directive bailiwick:global stands in no declaration's comment: it belongs above a type or variable or constant"},
		{"above a group", "//bailiwick:tenant\nvar (\n\ta = 1\n\tb = 2\n)", "directive bailiwick:tenant stands in no declaration's comment: it belongs above a function or field or variable or constant"},
		{"wrong kind", "//bailiwick:scoped\nfunc f() {}", "directive bailiwick:scoped says nothing about a function: it belongs above a type"},
		{"no reason", "//bailiwick:global\ntype t struct{}", "directive bailiwick:global gives no reason: say behind it why no tenant is required"},
		{"argument", "//bailiwick:guard x\nfunc f() {}", `directive bailiwick:guard takes no argument, got "x"`},
		{"no result", "//bailiwick:tenant\nfunc f() {}", "directive bailiwick:tenant stands above a function without a result: name the parameter that it is about"},
		{"only an error", "//bailiwick:tenant\nfunc f() error { return nil }", "directive bailiwick:tenant stands above a function without a result: name the parameter that it is about"},
		{"two results", "//bailiwick:tenant\nfunc f() (a, b string) { return }", "directive bailiwick:tenant stands above a function with several results: name the one that it is about, or give its index"},
		{"unknown parameter", "//bailiwick:tenant x\nfunc f(a string) {}", `directive bailiwick:tenant names "x", which is no parameter or result of the function`},
		{"result that is not there", "//bailiwick:tenant 1\nfunc f() string { return \"\" }", "directive bailiwick:tenant names result 1 of a function that has 1"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := collect(t, tc.src)
			require.Empty(t, s.Contracts())
			require.Len(t, s.Problems(), 1)
			require.Equal(t, tc.want, s.Problems()[0].Message)
		})
	}
}

func TestWaiversAndProseAreLeftAlone(t *testing.T) {
	s := collect(t, "// bailiwick:tenant in prose\nfunc f() {\n\t//bailiwick:allow tenantscope x\n\tprintln()\n}")
	require.Empty(t, s.Contracts())
	require.Empty(t, s.Problems())
}

func TestWithoutTypes(t *testing.T) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "a.go", "package auth\n\n//bailiwick:guard\nfunc May() error\n", parser.ParseComments)
	require.NoError(t, err)
	s := Collect(path, []*ast.File{f}, nil)
	require.Len(t, s.Contracts(), 1)
	require.Nil(t, s.Contracts()[0].Object)
	require.Equal(t, path+".May", s.Contracts()[0].Key)
}
