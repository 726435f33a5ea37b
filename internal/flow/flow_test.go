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
	tests = append(tests, handed...)
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

// handed are values that pass through closures and generic functions, of which only the signature counts.
var handed = []struct {
	name, src string
	want      []string
}{
	{"set by a closure that another function runs", `func run(func()); func f(a string) { var v string; run(func() { v = a }); sink(v) }`, []string{"param 0 []"}},
	{"set by a closure and read in it", `func run(func()); func f(a string) { var v string; run(func() { v = a; sink(v) }) }`, []string{"param 0 []"}},
	{"set in a closure within a closure", `func run(func()); func f(a string) { var v string; run(func() { run(func() { v = a }) }); sink(v) }`, []string{"param 0 []"}},
	{"set by no closure", `func run(func()); func f(a string) { var v string; run(func() { _ = v }); sink(v) }`, []string{"zero"}},
	{"field set by a closure", `func run(func()); func f(a string) { var r row; run(func() { r.ID = a }); sink(r.ID) }`, []string{"param 0 []"}},
	{"filled in a closure", `func run(func()); func f() { var r row; run(func() { fill(&r) }); sink(r.ID) }`, []string{"written p.fill [ID]"}},

	{"mapped", `func Map[T, R any](xs []T, f func(T, int) R) []R { panic(0) }
		func f(xs []row) { ids := Map(xs, func(r row, _ int) string { return r.ID }); sink(ids[0]) }`, []string{"param 0 [[] ID]"}},
	{"mapped by a function with a name", `func Map[T, R any](xs []T, f func(T, int) R) []R { panic(0) }; func id(r row, _ int) string { return r.Tenant }
		func f(xs []row) { ids := Map(xs, id); sink(ids[0]) }`, []string{"param 0 [[] Tenant]"}},
	{"mapped as a whole", `func Map[T, R any](xs []T, f func(T, int) R) []R { panic(0) }
		func f(xs []row) { sink(many(Map(xs, func(r row, _ int) string { return r.ID }))) }
		func g() []row`, []string{"call p.many []"}},
	{"filtered", `func Filter[V any](xs []V, keep func(V) bool) []V { panic(0) }
		func f(xs []row) { sink(Filter(xs, func(row) bool { return true })[0].ID) }`, []string{"param 0 [[] ID]"}},
	{"named slice type", `func Clone[S ~[]E, E any](s S) S { panic(0) }; func f(xs []row) { sink(Clone(xs)[0].ID) }`, []string{"param 0 [[] ID]"}},
	{"element of a named slice type", `func First[S ~[]E, E any](s S) E { panic(0) }; func f(xs []row) { sink(First(xs).ID) }`, []string{"param 0 [[] ID]"}},
	{"value of a map", `func ByKey[K comparable, V any](xs []V, key func(V) K) map[K]V { panic(0) }
		func f(xs []row, k string) { m := ByKey(xs, func(r row) string { return r.Tenant }); sink(m[k].ID) }`, []string{"param 0 [[] ID]"}},
	{"key of a map", `func Keys[K comparable, V any](m map[K]V) []K { panic(0) }; func f(m map[string]row) { sink(Keys(m)[0]) }`, []string{"param 0 [[key]]"}},
	{"result of a transaction", `func InTx[T any](ctx context.Context, f func(context.Context) (T, error)) (T, error) { panic(0) }
		func f(ctx context.Context) { r, err := InTx(ctx, func(context.Context) (row, error) { return read(), nil }); if err == nil { sink(r.ID) } }`, []string{"call p.read [ID]"}},
	{"or a default", `func Or[T any](x *T, or T) T { panic(0) }; func f(a *string, b string) { sink(Or(a, b)) }`, []string{"param 0 []", "param 1 []"}},
	{"parameter of a callback", `func Each[T any](xs []T, f func(T)) { panic(0) }; func f(xs []row) { Each(xs, func(r row) { sink(r.ID) }) }`, []string{"param 0 [[] ID]"}},
	{"parameter of a callback that is used twice", `func Each[T any](xs []T, f func(T)) { panic(0) }
		func f(xs, ys []row) { g := func(r row) { sink(r.ID) }; Each(xs, g); Each(ys, g) }`, []string{"param 0 [ID]"}},
	{"sum of what a list holds", `func Reduce[T, R any](xs []T, f func(R, T) R, first R) R { panic(0) }
		func f(xs []row, a string) { sink(Reduce(xs, func(was string, r row) string { if was == "" { return r.ID }; return was }, a)) }`, []string{"param 0 [[] ID]", "param 1 []"}},
	{"what an interface holds is not known", `type box[T any] interface{ get() T }; func Open[T any](b box[T]) T { panic(0) }; func f(b box[row]) { sink(Open(b).ID) }`, []string{"call p.Open [ID]"}},
	{"what has no source is not known", `func Load[T any](key string) T { panic(0) }; func f(k string) { sink(Load[row](k).ID) }`, []string{"call p.Load [ID]"}},
	{"another parameter of the same type", `func Pick[A, B any](a A, b B) B { panic(0) }; func f(a, b string) { sink(Pick(a, b)) }`, []string{"param 1 []"}},
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

// A list that many branches append to has more ways than can be looked at: the list is incomplete then, and found at once.
func TestElementsOfManyBranches(t *testing.T) {
	t.Parallel()
	of := func(branches int) (int, bool) {
		p := load(t, "func sink([]string) {}\nfunc f(c []bool) {\n\tvar l []string\n"+strings.Repeat("\tif c[0] {\n\t\tl = append(l, \"a\")\n\t}\n", branches)+"\tsink(l)\n}")
		alts, complete := p.Elements(args(p)[0], nil)
		return len(alts), complete
	}
	n, complete := of(3)
	require.Equal(t, 8, n)
	require.True(t, complete)
	n, complete = of(60)
	require.LessOrEqual(t, n, 48)
	require.False(t, complete)
}
