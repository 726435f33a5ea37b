package flow_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// load type-checks one file that imports the standard library only.
func load(t *testing.T, src string) *flow.Package {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", "package p\n"+src, parser.ParseComments)
	require.NoError(t, err)
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{},
		Instances: map[*ast.Ident]types.Instance{}, FileVersions: map[*ast.File]string{},
	}
	pkg, err := (&types.Config{Importer: importer.Default()}).Check("p", fset, []*ast.File{file}, info)
	require.NoError(t, err)
	return flow.New(&analysis.Pass{Fset: fset, Files: []*ast.File{file}, Pkg: pkg, TypesInfo: info})
}

// args finds the arguments of the calls of a function named sink.
func args(p *flow.Package) []ssa.Value {
	var out []ssa.Value
	for _, fn := range p.Functions() {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(*ssa.Call); ok {
					if f := flow.StaticCallee(&call.Call); f != nil && f.Name() == "sink" {
						out = append(out, call.Call.Args[0])
					}
				}
			}
		}
	}
	return out
}

func TestText(t *testing.T) {
	const head = `
import ("bytes"; "fmt"; "strings")
var _ = fmt.Sprint
var _ = strings.Join
var _ bytes.Buffer
func sink(s string) {}
func opaque() string
`
	tests := []struct {
		name, src string
		want      []string // alternatives, "·" for a hole
	}{
		{"constant", `const q = "a"; func f() { sink(q + "b") }`, []string{"ab"}},
		{"append in a branch", `func f(c bool) { q := "a"; if c { q += "b" }; sink(q) }`, []string{"a", "ab"}},
		{"switch", `func f(c int) { var q string; switch c { case 1: q = "x"; case 2: q = "y"; default: q = "z" }; sink(q) }`, []string{"x", "y", "z"}},
		{"loop runs zero and one times", `func f(n int) { q := "a"; for i := 0; i < n; i++ { q += "b" }; sink(q) }`, []string{"a", "ab"}},
		{"sprintf", `func f(c bool) { d := "ASC"; if c { d = "DESC" }; sink(fmt.Sprintf("x %s 100%% %[1]s", d)) }`, []string{"x ASC 100% ASC", "x ASC 100% DESC", "x DESC 100% ASC", "x DESC 100% DESC"}},
		{"sprintf with an unknown part", `func f() { sink(fmt.Sprintf("a %s b", opaque())) }`, []string{"a · b"}},
		{"number behind a sigil is a placeholder", `func f(i int) { sink(fmt.Sprintf("x = $%d", i)) }`, []string{"x = :counted"}},
		{"other numbers carry no text", `func f(i int) { sink(fmt.Sprintf("LIMIT %d", i)) }`, []string{"LIMIT 0"}},
		{"builder", `func f(c bool) { var b strings.Builder; b.WriteString("a"); if c { b.WriteString("b") } else { b.WriteString("c") }; b.WriteByte('d'); sink(b.String()) }`, []string{"abd", "acd"}},
		{"builder in a loop", `func f(xs []string) { var b strings.Builder; b.WriteString("a"); for range xs { b.WriteString("b") }; sink(b.String()) }`, []string{"a", "ab"}},
		{"fprintf into a builder", `func f(i int) { var b strings.Builder; fmt.Fprintf(&b, "a = $%d", i); sink(b.String()) }`, []string{"a = :counted"}},
		{"helper that writes", `func add(b *strings.Builder, s string) { b.WriteString(" "); b.WriteString(s) }
			func f() { var b strings.Builder; b.WriteString("a"); add(&b, "b"); sink(b.String()) }`, []string{"a b"}},
		{"join", `func f(c bool) { xs := []string{"a"}; if c { xs = append(xs, "b") }; sink(strings.Join(xs, "+")) }`, []string{"a", "a+b"}},
		{"join of what is not known keeps a hole", `func f(xs []string) { sink(strings.Join(xs, ",")) }`, []string{"·"}},
		{"map", `var m = map[int]string{1: "a", 2: "b"}; func f(i int) { sink(m[i]) }`, []string{"a", "b"}},
		{"function of the package", `func g(s string) string { return "<" + s + ">" }; func f() { sink(g("a")) }`, []string{"<a>"}},
		{"recursion ends", `func g(n int) string { if n == 0 { return "a" }; return g(n-1) + "b" }; func f() { sink(g(3)) }`, []string{"a", "·b"}},
		{"field that is set once", `type s struct{ q string }; func n() *s { return &s{q: "a"} }; func (x *s) f() { sink(x.q) }`, []string{"a"}},
		{"trimmed", `func f() { q := "a = 1 AND "; sink(strings.TrimSuffix(q, " AND ")) }`, []string{"a = 1"}},
		{"replaced", `func f() { sink(strings.ReplaceAll("a {t} b {t}", "{t}", "x")) }`, []string{"a x b x"}},
		{"closure variable", `func f() { q := "a"; g := func() { sink(q) }; q = "b"; g() }`, []string{"a", "b"}},
		{"parameter stays open", `func f(q string) { sink("a" + q) }`, []string{"a·"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := load(t, head+tt.src)
			vals := args(p)
			require.Len(t, vals, 1)
			var got []string
			for _, alt := range p.Text(nil, flow.Ref{V: vals[0]}).Alts {
				s, _ := alt.Render("·")
				got = append(got, s)
			}
			slices.Sort(got)
			require.Equal(t, tt.want, got)
		})
	}
}

func TestOrigins(t *testing.T) {
	const head = `
import "context"
var _ context.Context
type row struct{ ID, Tenant string }
func sink(s string) {}
func many(s []string) string
func read() row
func fill(r *row)
`
	tests := []struct {
		name, src string
		want      []string
	}{
		{"parameter", `func f(a string) { sink(a) }`, []string{"param 0 []"}},
		{"receiver field", `type s struct{ x string }; func (r *s) f() { sink(r.x) }`, []string{"param -1 [x]"}},
		{"field of a result", `func f() { r := read(); sink(r.ID) }`, []string{"call p.read [ID]"}},
		{"field of what a call filled", `func f() { var r row; fill(&r); sink(r.Tenant) }`, []string{"written p.fill [Tenant]"}},
		{"field of a literal", `func f(a, b string) { r := row{ID: a, Tenant: b}; sink(r.Tenant) }`, []string{"param 1 []"}},
		{"field that the literal leaves out", `func f(a string) { r := row{ID: a}; sink(r.Tenant) }`, []string{"zero"}},
		{"either branch", `func f(a string, c bool) { v := "k"; if c { v = a }; sink(v) }`, []string{"const k", "param 0 []"}},
		{"through a function", `func id(s string) string { return s }; func f(a string) { sink(id(a)) }`, []string{"param 0 []"}},
		{"element of a range", `func f(xs []row) { for _, x := range xs { sink(x.ID) } }`, []string{"param 0 [[] ID]"}},
		{"element that is appended to an empty slice", `func f(a string) { xs := make([]row, 0); xs = append(xs, row{ID: a}); sink(xs[0].ID) }`, []string{"param 0 []"}},
		{"element that is stored", `func f(a string, n int) { xs := make([]row, 4); xs[n] = row{ID: a}; sink(xs[n+1].ID) }`, []string{"param 0 []"}},
		{"element that is appended to a slice with room", `func f(a string, n int) { xs := make([]row, 0, n); xs = append(xs, row{ID: a}); sink(xs[0].ID) }`, []string{"param 0 []"}},
		{"element of a nil slice", `func f(a string) { var xs []row; xs = append(xs, row{ID: a}); for _, x := range xs { sink(x.ID) } }`, []string{"param 0 []"}},
		{"closure", `func f(a string) { func() { sink(a) }() }`, []string{"param 0 []"}},
		{"ok that nobody looks at", `func f(ctx context.Context) { v, _ := ctx.Value(1).(string); sink(v) }`, []string{"call (context.Context).Value []", "zero unchecked"}},
		{"ok that is looked at", `func f(ctx context.Context) { v, ok := ctx.Value(1).(string); if !ok { return }; sink(v) }`, []string{"call (context.Context).Value []"}},
		{"value beside an error is not seen", `func g(a string) (string, error) { if a == "" { return "", context.Canceled }; return a, nil }
			func f(a string) { v, err := g(a); if err != nil { return }; sink(v) }`, []string{"param 0 []"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := load(t, head+tt.src)
			vals := args(p)
			require.Len(t, vals, 1)
			var got []string
			for _, l := range p.Origins(flow.Ref{V: vals[0]}, flow.PassThrough) {
				got = append(got, leafString(l))
			}
			slices.Sort(got)
			require.Equal(t, tt.want, got)
		})
	}
}

func leafString(l flow.Leaf) string {
	path := " [" + strings.Join(l.Path, " ") + "]"
	switch l.Kind {
	case flow.LeafConst:
		return "const " + l.Text
	case flow.LeafZero:
		return strings.TrimSpace("zero " + l.Text)
	case flow.LeafParam:
		if l.Param < 0 {
			return "param -1" + path
		}
		return "param " + string(rune('0'+l.Param)) + path
	case flow.LeafCall:
		return "call " + flow.Key(flow.Callee(l.Call.Common())) + path
	case flow.LeafWritten:
		return "written " + flow.Key(flow.Callee(l.Call.Common())) + path
	}
	return "unknown"
}
