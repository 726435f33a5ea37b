// Package runnertest holds small analyzers and programs that the tests of the runner and of both drivers share, so that the two
// are held against the same expectations before there is any rule. No other package imports it.
package runnertest

import (
	"fmt"
	"go/ast"
	"go/token"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Depth is the package fact of the analyzer of that name: how many of the user's packages lie below, and which are imported.
type Depth struct {
	N       int
	Imports []string
}

// AFact marks the type as a fact.
func (*Depth) AFact() {}

// String shows the fact in test output.
func (d *Depth) String() string { return fmt.Sprintf("depth %d %v", d.N, d.Imports) }

// DepthAnalyzer exports a Depth for every package and reports it at each function whose name begins with Report.
// It judges them too: its result is a ledger with one entry each.
func DepthAnalyzer() *analysis.Analyzer {
	a := &analysis.Analyzer{
		Name:       "toydepth",
		Doc:        "report the depth of a package\n\nA test analyzer with one package fact.",
		URL:        "https://example.com/toydepth",
		FactTypes:  []analysis.Fact{new(Depth)},
		ResultType: reflect.TypeFor[*verdict.Ledger](),
	}
	loud := a.Flags.Bool("loud", false, "report in capitals")
	a.Run = func(pass *analysis.Pass) (any, error) {
		var depth Depth
		for _, imp := range pass.Pkg.Imports() {
			var below Depth
			if pass.ImportPackageFact(imp, &below) {
				depth.N = max(depth.N, below.N+1)
				depth.Imports = append(depth.Imports, imp.Path())
			}
		}
		pass.ExportPackageFact(&depth)
		ledger := &verdict.Ledger{Rule: "toydepth"}
		eachFunc(pass, func(decl *ast.FuncDecl) {
			if !strings.HasPrefix(decl.Name.Name, "Report") {
				return
			}
			message := depth.String()
			if *loud {
				message = strings.ToUpper(message)
			}
			pass.Report(analysis.Diagnostic{
				Pos: decl.Name.Pos(), End: decl.Name.End(), Category: "depth", Message: message,
				Related: []analysis.RelatedInformation{{Pos: decl.Pos(), Message: "declared here"}},
				SuggestedFixes: []analysis.SuggestedFix{{Message: "say so", TextEdits: []analysis.TextEdit{
					{Pos: decl.Pos(), NewText: []byte("// " + decl.Name.Name + " was reported.\n")}}}},
			})
			ledger.Entries = append(ledger.Entries, verdict.Entry{Rule: "toydepth", Message: message, Pos: decl.Name.Pos()})
		})
		return ledger, nil
	}
	return a
}

// SSAAnalyzer reports static calls of functions named Danger, found in SSA form.
func SSAAnalyzer() *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: "toyssa",
		Doc:  "report calls of Danger\n\nA test analyzer that builds SSA.",
		Run: func(pass *analysis.Pass) (any, error) {
			prog := ssa.NewProgram(pass.Fset, 0)
			for _, imp := range pass.Pkg.Imports() {
				prog.CreatePackage(imp, nil, nil, true)
			}
			pkg := prog.CreatePackage(pass.Pkg, pass.Files, pass.TypesInfo, false)
			pkg.Build()
			eachFunc(pass, func(decl *ast.FuncDecl) {
				fn := pkg.Func(decl.Name.Name)
				if fn == nil {
					return
				}
				for _, block := range fn.Blocks {
					for _, instr := range block.Instrs {
						call, ok := instr.(ssa.CallInstruction)
						if ok && call.Common().StaticCallee() != nil && call.Common().StaticCallee().Name() == "Danger" {
							pass.Report(analysis.Diagnostic{Pos: call.Pos(), Message: "call of Danger"})
						}
					}
				}
			})
			return nil, nil
		},
	}
}

// Trace is the fact of a Faulty analyzer.
type Trace struct{ N int }

// AFact marks the type as a fact.
func (*Trace) AFact() {}

// String shows the fact in test output.
func (t *Trace) String() string { return fmt.Sprintf("trace %d", t.N) }

// Faulty returns an analyzer that does the given wrong thing in packages named boom, and has a fact like any other.
func Faulty(name string, fault func(pass *analysis.Pass) error) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:      name,
		Doc:       "fail\n\nA test analyzer that fails in packages named boom.",
		FactTypes: []analysis.Fact{new(Trace)},
		Run: func(pass *analysis.Pass) (any, error) {
			pass.ExportPackageFact(&Trace{N: 7})
			if pass.Pkg.Name() == "boom" {
				return nil, fault(pass)
			}
			return nil, nil
		},
	}
}

func eachFunc(pass *analysis.Pass, visit func(*ast.FuncDecl)) {
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Pos() != token.NoPos {
				visit(fn)
			}
		}
	}
}
