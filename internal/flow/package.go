// Package flow follows values through Go functions: the text of a statement, the origin of a bound value, what a call returns.
//
// It works on SSA of one package at a time. What lies in other packages is known from the summaries that the analyzers hand in
// (they carry them in their package facts) and from rows; neither is looked up here by package name.
package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
)

// Analyzer gives every rule the same SSA form of the package, built only when a rule asks for it:
// most packages of a program hold nothing that a rule must look into, and SSA is the larger part of the cost.
var Analyzer = &analysis.Analyzer{
	Name:       "bailiwickflow",
	Doc:        "lazily built SSA form that the bailiwick rules share",
	URL:        "https://github.com/bailiwick-dev/bailiwick",
	Run:        func(pass *analysis.Pass) (any, error) { return New(pass), nil },
	ResultType: reflect.TypeFor[*Package](),
}

// Package is one package under analysis.
type Package struct {
	Fset  *token.FileSet
	Types *types.Package
	Info  *types.Info
	Files []*ast.File

	read atomic.Pointer[func(string) ([]byte, error)]

	build sync.Once
	ssa   *ssa.Package
	funcs []*ssa.Function

	index sync.Once
	calls map[token.Pos]*ast.CallExpr
	file  map[*token.File]*ast.File

	stores sync.Once
	fields map[*types.Var][]ssa.Value
	global map[*ssa.Global][]ssa.Value
	bound  map[*ssa.Function][]*ssa.MakeClosure
	static map[*ssa.Function][]ssa.CallInstruction
	// literal holds the instructions that function literals which capture nothing are operands of.
	literal map[*ssa.Function][]ssa.Instruction
}

// New prepares a package without building anything.
func New(pass *analysis.Pass) *Package {
	return &Package{Fset: pass.Fset, Types: pass.Pkg, Info: pass.TypesInfo, Files: pass.Files}
}

// ReadWith sets how files beside the package's own are read: under Bazel they are not on disk. All rules of a run set the same.
func (p *Package) ReadWith(read func(name string) ([]byte, error)) {
	if read != nil {
		p.read.Store(&read)
	}
}

// ReadFile reads a file that the package embeds or was generated from.
func (p *Package) ReadFile(name string) ([]byte, error) {
	if read := p.read.Load(); read != nil {
		return (*read)(name)
	}
	return os.ReadFile(name)
}

// SSA builds the package on first use and returns it.
func (p *Package) SSA() *ssa.Package {
	p.build.Do(func() {
		prog := ssa.NewProgram(p.Fset, ssa.BuilderMode(0))
		p.createImports(prog)
		p.ssa = prog.CreatePackage(p.Types, p.Files, p.Info, false)
		p.ssa.Build()
		p.funcs = p.collect()
		for _, fn := range p.funcs {
			inPlace(fn)
		}
	})
	return p.ssa
}

// Functions lists every function of the package that has a body, closures too, in the order of their source positions.
func (p *Package) Functions() []*ssa.Function {
	p.SSA()
	return p.funcs
}

func (p *Package) collect() []*ssa.Function {
	var out []*ssa.Function
	var add func(*ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || fn.Blocks == nil {
			return
		}
		out = append(out, fn)
		for _, anon := range fn.AnonFuncs {
			add(anon)
		}
	}
	for _, file := range p.Files {
		for _, decl := range file.Decls {
			if d, ok := decl.(*ast.FuncDecl); ok {
				if obj, ok := p.Info.Defs[d.Name].(*types.Func); ok {
					add(p.ssa.Prog.FuncValue(obj))
				}
			}
		}
	}
	// Closures of package-level variables belong to the synthetic initialiser.
	add(p.ssa.Func("init"))
	return out
}

// Expr returns the call expression that an SSA call was made from, nil for synthetic ones.
func (p *Package) Expr(call ssa.CallInstruction) *ast.CallExpr {
	p.index.Do(func() {
		p.calls = map[token.Pos]*ast.CallExpr{}
		p.file = map[*token.File]*ast.File{}
		for _, f := range p.Files {
			p.file[p.Fset.File(f.FileStart)] = f
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					p.calls[n.Lparen] = n
				case *ast.GoStmt:
					p.calls[n.Go] = n.Call
				case *ast.DeferStmt:
					p.calls[n.Defer] = n.Call
				}
				return true
			})
		}
	})
	if call == nil {
		return nil
	}
	if e := p.calls[call.Common().Pos()]; e != nil {
		return e
	}
	return p.calls[call.Pos()]
}

// CallPos is where a finding about a call stands: the name of the called function, so that in a chain that runs over
// several lines it is the line of the link itself.
func (p *Package) CallPos(call ssa.CallInstruction) (pos, end token.Pos) {
	e := p.Expr(call)
	if e == nil {
		return call.Pos(), call.Pos()
	}
	switch fun := ast.Unparen(e.Fun).(type) {
	case *ast.SelectorExpr:
		return fun.Sel.Pos(), e.End()
	case *ast.IndexExpr:
		if sel, ok := fun.X.(*ast.SelectorExpr); ok {
			return sel.Sel.Pos(), e.End()
		}
	}
	return e.Pos(), e.End()
}

// FileOf returns the syntax of the file that holds a position.
func (p *Package) FileOf(pos token.Pos) *ast.File {
	p.Expr(nil)
	return p.file[p.Fset.File(pos)]
}

// indexStores records, once a package, what is stored where and who calls whom: the whole-package part of following a value. What test
// files do to what other files declare is left out: no program does it, and a package is the same whether it is read with its tests or
// without.
func (p *Package) indexStores() {
	p.stores.Do(func() {
		p.SSA()
		p.fields = map[*types.Var][]ssa.Value{}
		p.global = map[*ssa.Global][]ssa.Value{}
		p.bound = map[*ssa.Function][]*ssa.MakeClosure{}
		p.static = map[*ssa.Function][]ssa.CallInstruction{}
		p.literal = map[*ssa.Function][]ssa.Instruction{}
		tests := p.TestFiles()
		for _, fn := range p.funcs {
			test := tests.Holds(fn)
			for _, b := range fn.Blocks {
				for _, instr := range b.Instrs {
					switch instr := instr.(type) {
					case *ssa.Store:
						switch addr := instr.Addr.(type) {
						case *ssa.Global:
							if test && !tests.In(addr.Pos()) {
								continue
							}
							p.global[addr] = append(p.global[addr], instr.Val)
						case *ssa.FieldAddr:
							if f := FieldVar(addr.X.Type(), addr.Field); f != nil && (!test || tests.In(f.Pos())) {
								p.fields[f] = append(p.fields[f], instr.Val)
							}
						}
					case *ssa.MakeClosure:
						if f, ok := instr.Fn.(*ssa.Function); ok {
							p.bound[f] = append(p.bound[f], instr)
						}
					}
					if call, ok := instr.(ssa.CallInstruction); ok {
						if f := StaticCallee(call.Common()); f != nil && (!test || tests.Holds(f)) {
							p.static[f] = append(p.static[f], call)
						}
						for _, a := range call.Common().Args {
							if f, ok := Strip(a).(*ssa.Function); ok && f.Parent() != nil {
								p.literal[f] = append(p.literal[f], instr)
							}
						}
					}
				}
			}
		}
	})
}

// Callers lists the calls of a function within the package whose callee is known statically.
func (p *Package) Callers(fn *ssa.Function) []ssa.CallInstruction {
	p.indexStores()
	return p.static[fn]
}

// FieldStores lists what is stored into a struct field anywhere in the package.
func (p *Package) FieldStores(f *types.Var) []ssa.Value {
	p.indexStores()
	return p.fields[f]
}

// GlobalStores lists what is stored into a package variable of this package.
func (p *Package) GlobalStores(g *ssa.Global) []ssa.Value {
	p.indexStores()
	return p.global[g]
}

// Closures lists the places where a function literal is made.
func (p *Package) Closures(fn *ssa.Function) []*ssa.MakeClosure {
	p.indexStores()
	return p.bound[fn]
}

// StaticCallee is the function with a body that a call reaches, generics by their origin; nil for an interface or function value.
func StaticCallee(c *ssa.CallCommon) *ssa.Function {
	fn := c.StaticCallee()
	if fn == nil {
		return nil
	}
	if o := fn.Origin(); o != nil {
		return o
	}
	return fn
}

// Callee is the function or interface method that a call names, generics by their origin; nil for function values and builtins.
func Callee(c *ssa.CallCommon) *types.Func {
	if c.IsInvoke() {
		return c.Method.Origin()
	}
	if fn := StaticCallee(c); fn != nil {
		if obj, ok := fn.Object().(*types.Func); ok {
			return obj.Origin()
		}
		// A bound method value (x.M as a value) or a promoted method has a synthetic wrapper; the wrapped method is what counts.
		if fn.Synthetic != "" && fn.Signature != nil {
			if m := wrapped(fn); m != nil {
				return m
			}
		}
	}
	return nil
}

// CalledVar is the variable of a package whose function a call calls, nil for any other call: libraries export functions of inner packages as
// variables.
func CalledVar(c *ssa.CallCommon) *types.Var {
	load, ok := c.Value.(*ssa.UnOp)
	if !ok || c.IsInvoke() {
		return nil
	}
	g, ok := load.X.(*ssa.Global)
	if !ok {
		return nil
	}
	v, _ := g.Object().(*types.Var)
	return v
}

// VarKey names a variable of a package as Key names a function; empty for nil.
func VarKey(v *types.Var) string {
	if v == nil || v.Pkg() == nil {
		return ""
	}
	return v.Pkg().Path() + "." + v.Name()
}

func wrapped(fn *ssa.Function) *types.Func {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok {
				return Callee(call.Common())
			}
		}
	}
	return nil
}

// Key names a function the same way in every package and driver: "fmt.Sprintf", "(*gorm.io/gorm.DB).Where",
// "(github.com/acme/shop/store.Orders).Get" for an interface method. Type arguments are left out.
func Key(fn *types.Func) string {
	if fn == nil {
		return ""
	}
	fn = fn.Origin()
	sig, ok := fn.Type().(*types.Signature)
	if !ok || sig.Recv() == nil {
		if fn.Pkg() == nil {
			return fn.Name()
		}
		return fn.Pkg().Path() + "." + fn.Name()
	}
	open, recv := "(", types.Unalias(sig.Recv().Type())
	if p, ok := recv.(*types.Pointer); ok {
		open, recv = "(*", types.Unalias(p.Elem())
	}
	if n, ok := recv.(*types.Named); ok && n.Obj().Pkg() != nil {
		return open + n.Obj().Pkg().Path() + "." + n.Obj().Name() + ")." + fn.Name() // in one piece: names are made all the time
	}
	return open + TypeKey(recv) + ")." + fn.Name()
}

// TypeKey names a named type without type arguments: "github.com/acme/shop/store.Orders"; empty for unnamed types.
func TypeKey(t types.Type) string {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	switch t := t.(type) {
	case *types.Named:
		obj := t.Obj()
		if obj.Pkg() == nil {
			return obj.Name()
		}
		return obj.Pkg().Path() + "." + obj.Name()
	case *types.Interface:
		return "interface"
	}
	return ""
}

// FuncKey names an SSA function; closures are named after the function that holds them.
func FuncKey(fn *ssa.Function) string {
	if fn == nil {
		return ""
	}
	if obj, ok := fn.Object().(*types.Func); ok {
		return Key(obj)
	}
	if parent := fn.Parent(); parent != nil {
		return FuncKey(parent) + "$" + fn.Name()[strings.LastIndexByte(fn.Name(), '$')+1:]
	}
	if fn.Pkg != nil {
		return fn.Pkg.Pkg.Path() + "." + fn.Name()
	}
	return fn.Name()
}

// FieldVar is field i of the struct that t is or points to.
func FieldVar(t types.Type, i int) *types.Var {
	st := Struct(t)
	if st == nil || i >= st.NumFields() {
		return nil
	}
	return st.Field(i).Origin()
}

// Struct is the struct that t is, points to or is named for; nil when there is none.
func Struct(t types.Type) *types.Struct {
	t = types.Unalias(t)
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	st, _ := t.Underlying().(*types.Struct)
	return st
}

// Args are the arguments of a call without its receiver, and the receiver.
func Args(c *ssa.CallCommon) (recv ssa.Value, args []ssa.Value) {
	if c.IsInvoke() {
		return c.Value, c.Args
	}
	if sig, ok := c.Value.Type().Underlying().(*types.Signature); ok && sig.Recv() != nil && len(c.Args) > 0 {
		return c.Args[0], c.Args[1:]
	}
	if fn := c.StaticCallee(); fn != nil && fn.Signature.Recv() != nil && len(c.Args) > 0 {
		return c.Args[0], c.Args[1:]
	}
	return nil, slices.Clone(c.Args)
}

// Short leaves the directories of a key's import path out, for sentences: "(*store.Orders).Get".
func Short(key string) string {
	slash := strings.LastIndexByte(key, '/') + 1
	return key[:strings.LastIndexAny(key[:slash], "(*")+1] + key[slash:]
}
