package flow_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// TestLiteral holds the form in which composite literals are read: whatever x/tools is linked, a literal stands where it is stored. `make test-newest`
// runs it with the x/tools that golangci-lint links, which builds them elsewhere.
func TestLiteral(t *testing.T) {
	t.Parallel()
	const head = `
type inner struct { A, B string }
type outer struct { N string; In inner; Ptr *inner }
func sink(s string) {}
func use(any) {}
func opaque() string
var g = outer{N: "global"}
`
	for _, tt := range []struct {
		name, src string
		want      []string // where the argument of sink comes from
	}{
		{"declared", `func f(s string) { x := outer{N: s}; use(&x); x.In.B = "b"; sink(x.N) }`, []string{"param s"}},
		{"declared, a field left out", `func f(s string) { x := outer{N: s}; x.In.B = "b"; sink(x.In.A) }`, []string{"zero"}},
		{"a field set in a branch", `func f(s string, c bool) { x := outer{}; if c { x.N = s }; sink(x.N) }`, []string{"param s"}},
		{"a literal in a literal", `func f(s string) { x := outer{N: "n", In: inner{A: s}}; x.N = "m"; sink(x.In.A) }`, []string{"param s"}},
		{"a literal in a list", `func f(s string) { xs := []outer{{N: "n", In: inner{A: s}}}; sink(xs[0].In.A) }`, []string{"param s"}},
		{"a literal behind a pointer", `func f(s string) { x := outer{Ptr: &inner{A: s}}; x.N = "m"; sink(x.Ptr.A) }`, []string{"param s"}},
		// The order of stores does not count: what was overwritten is zero for a moment, and A once was all of its values.
		{"assigned reads first", `func f(s string) { x := inner{A: s}; x = inner{B: x.A}; x.A = "a"; sink(x.B) }`, []string{"a", "param s", "zero"}},
		{"assigned to a field anew", `func f(s string) { x := &outer{}; x.In.B = s; x.In = inner{A: "a"}; sink(x.In.B) }`, []string{"param s", "zero"}},
		{"an element that branches", `func f(s string, c bool) { x := inner{A: s}; x = inner{B: pick(c && s != "")}; sink(x.B) }
			func pick(bool) string { return opaque() }`, []string{"call", "zero"}},
		{"a package's variable", `func f() { sink(g.N) }`, []string{"global"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := load(t, head+tt.src)
			var got []string
			for _, leaf := range p.Origins(flow.Ref{V: args(p)[0]}, nil) {
				got = append(got, describe(leaf))
			}
			slices.Sort(got)
			require.ElementsMatch(t, tt.want, slices.Compact(got))
		})
	}
}

func describe(l flow.Leaf) string {
	switch l.Kind {
	case flow.LeafParam:
		return "param " + l.V.Name()
	case flow.LeafZero:
		return "zero"
	case flow.LeafCall, flow.LeafWritten:
		return "call"
	case flow.LeafGlobal:
		return "global"
	case flow.LeafConst:
		return l.Text
	}
	return "other"
}

// TestLiteralForm: a variable that is declared with a literal holds its fields and nothing as a whole, and no instruction is left that refers to what is gone.
func TestLiteralForm(t *testing.T) {
	t.Parallel()
	p := load(t, `
type inner struct { A, B string }
type outer struct { N string; In inner }
func sink(s string) {}
func keep(*outer) {}
func f(s string) { x := outer{N: s, In: inner{A: s}}; keep(&x); y := inner{}; y.A = s; y = inner{A: y.B, B: y.A}; sink(y.A) }
`)
	for _, fn := range p.Functions() {
		there := map[ssa.Instruction]bool{}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				there[instr] = true
			}
		}
		for instr := range there {
			if a, ok := instr.(*ssa.Alloc); ok {
				require.NotEqual(t, "complit", a.Comment, "built in place")
				if a.Comment == "x" || a.Comment == "y" {
					require.Empty(t, flow.StoredIn(a), a.Comment)
				}
			}
			for _, op := range instr.Operands(nil) {
				if def, ok := (*op).(ssa.Instruction); ok {
					require.True(t, there[def], "%s refers to what is gone: %s", instr, *op)
					require.Contains(t, *(*op).Referrers(), instr)
				}
			}
			if v, ok := instr.(ssa.Value); ok && v.Referrers() != nil {
				for _, ref := range *v.Referrers() {
					require.True(t, there[ref], "%s is used by what is gone: %s", v, ref)
				}
			}
		}
	}
}
