package tenantscope

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// A package may be analysed together with its test files, and what it tells its importers must not depend on that: go vet analyses it both ways
// and shows importers the one without, the command analyses it once. So what the test files do, and what only they import, is left out of
// the fact; a part of its own holds it for the external tests of the package.

// testPart marks, behind the path of a package, the part for its external tests. No path holds a blank.
const testPart = " [test]"

// testFiles are the test files of a package that has other files too; nil where there are none.
type testFiles struct {
	*flow.TestFiles
	only map[string]bool // the imports of the test files alone
	keys map[string]bool // of the functions, methods and variables that they declare
}

func newTestFiles(pass *analysis.Pass, files *flow.TestFiles) *testFiles {
	if files == nil {
		return nil
	}
	t := &testFiles{TestFiles: files, only: map[string]bool{}, keys: map[string]bool{}}
	var tests, others []*ast.File
	for _, f := range pass.Files {
		if t.In(f.FileStart) {
			tests = append(tests, f)
		} else {
			others = append(others, f)
		}
	}
	// A source may write an import in another way than its path (vendoring): what is not found among the tests' is taken for the others'.
	production := flow.Imported(others)
	for path := range flow.Imported(tests) {
		t.only[path] = !production[path]
	}
	for _, f := range tests {
		for _, d := range f.Decls {
			t.declare(pass, d)
		}
	}
	return t
}

func (t *testFiles) declare(pass *analysis.Pass, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if fn, ok := pass.TypesInfo.Defs[d.Name].(*types.Func); ok {
			t.keys[flow.Key(fn)] = true
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if v, ok := spec.(*ast.ValueSpec); ok {
				for _, name := range v.Names {
					t.keys[pass.Pkg.Path()+"."+name.Name] = true
				}
			}
		}
	}
}

// imports reports a package that only the test files import.
func (t *testFiles) imports(path string) bool { return t != nil && t.only[path] }

// holds reports a function of a test file.
func (t *testFiles) holds(fn *ssa.Function) bool { return t != nil && t.Holds(fn) }

// declares reports the key of a function, of a closure in one, or of a variable of a test file.
func (t *testFiles) declares(key string) bool {
	top, _, _ := strings.Cut(key, "$")
	return t.keys[top]
}

// untested is the work as it stands before anything travels, without the test files; nil where the fact is right as it is.
func (j *judge) untested() *judge {
	if j.tested == nil || !j.site.Tests {
		return nil
	}
	k := *j
	k.fact = j.imported.own(j.fact).without(j.tested)
	k.open = slices.DeleteFunc(slices.Clone(j.open[:j.seededInTests]), func(o *Open) bool { return j.tested.declares(o.Func) || inTest(o.Entry.Origin) })
	k.ledger = &verdict.Ledger{}
	k.awaited, k.atCalls, k.edgeAt = map[ssa.CallInstruction][]Key{}, map[string][]verdict.Position{}, nil
	k.questions = map[string]bool{}
	k.alone = true
	return &k
}

// retell lets what untested has kept travel, for the importers. What it would report is reported already.
func (j *judge) retell(k *judge) error {
	if k == nil {
		return nil
	}
	in, err := j.imported.production()
	if err != nil {
		return err
	}
	k.imported, k.fact = in, in.startWith(k.fact)
	k.travel()
	j.told = in.own(k.fact).without(j.tested)
	return nil
}

// without leaves out what test files declare and call.
func (k *Knowledge) without(t *testFiles) *Knowledge {
	out := *k
	out.Templates = drop(k.Templates, func(t2 *query.Template) bool { return t.declares(t2.Func) })
	out.Chains = drop(k.Chains, func(c *query.ChainSummary) bool { return t.declares(c.Func) })
	out.Texts = drop(k.Texts, func(x *TextSummary) bool { return t.declares(x.Key) })
	out.Results = drop(k.Results, func(r *ResultSummary) bool { return t.declares(r.Func) })
	out.Reads = drop(k.Reads, func(r *ReadSummary) bool { return t.declares(r.Func) })
	out.Pins = drop(k.Pins, func(p *PinSummary) bool { return t.declares(p.Func) })
	out.Refuses = drop(k.Refuses, func(r *flow.Refusal) bool { return t.declares(r.Func) })
	out.Open = drop(k.Open, func(o *Open) bool { return t.declares(o.Func) || inTest(o.Entry.Origin) })
	out.Calls = drop(k.Calls, func(c *Call) bool { return inTest(c.Pos) })
	out.Awaits = drop(k.Awaits, func(a *Await) bool { return inTest(a.Entry.Origin) })
	out.Handed = drop(k.Handed, func(key *string) bool { return t.declares(*key) })
	out.Uses = drop(k.Uses, func(u *Use) bool { return t.declares(u.Func) })
	out.Questions = drop(k.Questions, func(q *Question) bool { return t.declares(q.Func) || inTest(q.Entry.Origin) })
	return &out
}

// less leaves out what the other has as well.
func (k *Knowledge) less(other *Knowledge) *Knowledge {
	self := func(s *string) string { return *s }
	return &Knowledge{
		Templates:  subtract(k.Templates, other.Templates, func(t *query.Template) string { return t.Func }),
		Chains:     subtract(k.Chains, other.Chains, func(c *query.ChainSummary) string { return c.Func }),
		Texts:      subtract(k.Texts, other.Texts, (*TextSummary).key),
		Results:    subtract(k.Results, other.Results, (*ResultSummary).key),
		Reads:      subtract(k.Reads, other.Reads, (*ReadSummary).key),
		Pins:       subtract(k.Pins, other.Pins, (*PinSummary).key),
		Refuses:    subtract(k.Refuses, other.Refuses, func(r *flow.Refusal) string { return r.Func }),
		Open:       subtract(k.Open, other.Open, (*Open).key),
		Calls:      subtract(k.Calls, other.Calls, (*Call).key),
		Edges:      subtract(k.Edges, other.Edges, func(e *Edge) string { return e.To + " " + e.From }),
		Settled:    subtract(k.Settled, other.Settled, self),
		Passes:     subtract(k.Passes, other.Passes, (*Pass).key),
		Queries:    subtract(k.Queries, other.Queries, self),
		Principals: subtract(k.Principals, other.Principals, self),
		Awaits:     subtract(k.Awaits, other.Awaits, func(a *Await) string { return a.Entry.Origin.String() + a.Name }),
		Handed:     subtract(k.Handed, other.Handed, self),
		Uses:       subtract(k.Uses, other.Uses, func(u *Use) string { return u.Func }),
		Questions:  subtract(k.Questions, other.Questions, (*Question).key),
		Broken:     subtract(k.Broken, other.Broken, self),
	}
}

func inTest(at verdict.Position) bool { return strings.HasSuffix(at.File, "_test.go") }

func drop[T any](list []T, unwanted func(*T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), func(v T) bool { return unwanted(&v) })
}

func subtract[T any](list, less []T, key func(*T) string) []T {
	known := make(map[string]bool, len(less))
	for i := range less {
		known[key(&less[i])] = true
	}
	return drop(list, func(v *T) bool { return known[key(v)] })
}
