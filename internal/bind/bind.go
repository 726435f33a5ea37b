// Package bind follows interface values and functions to the places that hold them: which concrete type stands behind an interface, as main, a constructor or a
// container wires it, and which function a field, a list or a parameter calls.
//
// What a package makes is written down as edges between slots, named by strings, so that it can travel in facts; which types reach a slot is asked where all
// sides are seen. Types are never matched by their method sets: a package sees only what its imports export.
package bind

import (
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// Edge says that what is in From, a slot or a concrete value (with a leading "="), flows into the slot To.
type Edge struct{ To, From string }

// String describes the edge.
func (e Edge) String() string { return e.From + "->" + e.To }

// Slots names the slots of one package.
type Slots struct {
	P *flow.Package
	// Own reports a named type of the user's: others are not followed.
	Own func(t types.Type) bool
	// Whole follows function values like interfaces: closures, lists and maps of them, and what functions give that are kept there. Without it
	// only the interfaces that functions give are followed.
	Whole bool
}

// Record writes down what flows into the slots of the package's functions, fields and variables, and into parameters of functions that it calls. Functions
// that skip reports are left out; a function value is told only where asked reports its key, or as a function where asked is nil.
func (s *Slots) Record(skip func(*ssa.Function) bool, asked func(key string) bool, record func(Edge, ssa.Instruction)) {
	r := &recorder{s: s, asked: asked, tell: func(e Edge, at ssa.Instruction) {
		if e.To != e.From {
			record(e, at)
		}
	}}
	for _, fn := range s.P.Functions() {
		if skip(fn) {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				r.instruction(fn, instr)
			}
		}
	}
}

type recorder struct {
	s     *Slots
	asked func(key string) bool
	tell  func(Edge, ssa.Instruction)
}

func (r *recorder) instruction(fn *ssa.Function, instr ssa.Instruction) {
	s := r.s
	switch x := instr.(type) {
	case *ssa.MakeInterface:
		if k := Concrete(x.X.Type()); k != "" && s.ownIface(x.Type()) {
			for _, e := range promotions(k, x.X.Type(), x.Type()) {
				r.tell(e, x)
			}
			r.tell(Edge{To: Pool(flow.TypeKey(x.Type())), From: "=" + k}, x)
		}
	case *ssa.ChangeInterface:
		if s.ownIface(x.Type()) && s.ownIface(x.X.Type()) {
			r.tell(Edge{To: Pool(flow.TypeKey(x.Type())), From: Pool(flow.TypeKey(x.X.Type()))}, x)
		}
	case *ssa.Store:
		r.store(x)
	case *ssa.MapUpdate:
		r.put(x.Map, x.Value, x)
	case *ssa.Return:
		for i, v := range x.Results {
			if s.carries(v.Type()) {
				r.edge(ResultOf(flow.FuncKey(fn), i), v, x)
			}
		}
	case ssa.CallInstruction:
		r.call(fn, x)
	}
}

func (r *recorder) store(x *ssa.Store) {
	switch a := x.Addr.(type) {
	case *ssa.FieldAddr:
		if r.s.carries(x.Val.Type()) {
			r.edge(FieldSlot(a.X.Type(), a.Field), x.Val, x)
		}
		if isTypeParam(originField(a.X.Type(), a.Field)) {
			r.generic(FieldSlot(a.X.Type(), a.Field), x.Val, x)
		}
	case *ssa.Global:
		if r.s.carries(x.Val.Type()) {
			r.edge(a.Pkg.Pkg.Path()+"."+a.Name(), x.Val, x)
		}
	case *ssa.IndexAddr:
		r.put(a.X, x.Val, x)
	}
}

// put tells what is put into a list or a map that was read from a slot.
func (r *recorder) put(into, v ssa.Value, at ssa.Instruction) {
	if !r.s.holds(into.Type()) {
		return
	}
	for _, slot := range r.s.Of(into) {
		r.edge(elements(slot), v, at)
	}
}

func (r *recorder) call(fn *ssa.Function, x ssa.CallInstruction) {
	s := r.s
	s.injected(x, func(e Edge) { r.tell(e, x) })
	obj := flow.Callee(x.Common())
	_, args := flow.Args(x.Common())
	if obj == nil {
		s.handsToCallback(fn, x, func(to string, v ssa.Value) { r.edge(to, v, x) })
		return
	}
	params := obj.Origin().Signature().Params()
	for i, a := range args {
		carries, generic, closure := s.carries(a.Type()), i < params.Len() && isTypeParam(params.At(i).Type()), closureOf(a)
		if !carries && !generic && closure == nil {
			continue // as nearly all: no name is made for them
		}
		to := flow.Key(obj) + "#" + strconv.Itoa(i)
		if carries {
			r.edge(to, a, x)
		}
		if generic {
			r.generic(to, a, x)
		}
		for _, e := range s.callback(to, closure) {
			r.tell(e, x)
		}
	}
}

// edge tells what flows into a slot. Only a value whose type carries something does.
func (r *recorder) edge(to string, v ssa.Value, at ssa.Instruction) {
	s := r.s
	for _, i := range s.gives(v.Type()) {
		for _, from := range s.Functions(v) {
			r.tell(Edge{To: ResultOf(to, i), From: ResultOf(from, i)}, at)
		}
	}
	if s.holds(v.Type()) {
		r.list(to, v, at)
		return
	}
	_, isFunc := v.Type().Underlying().(*types.Signature)
	if !isFunc && !s.ownIface(v.Type()) {
		return
	}
	for _, from := range s.Of(v) {
		if key, ok := strings.CutPrefix(from, "="+FuncValue); ok && r.asked != nil && !r.asked(key) {
			continue // nothing is asked of its callers
		}
		r.tell(Edge{To: to, From: from}, at)
	}
}

// list tells what a list or a map holds that flows into a slot.
func (r *recorder) list(to string, v ssa.Value, at ssa.Instruction) {
	vals, slots := r.s.held(v)
	for _, el := range vals {
		r.edge(elements(to), el, at)
	}
	for _, from := range slots {
		r.tell(Edge{To: elements(to), From: elements(from)}, at)
		if el := elementOf(v.Type()); el != nil {
			for _, i := range r.s.gives(el) {
				r.tell(Edge{To: ResultOf(elements(to), i), From: ResultOf(elements(from), i)}, at)
			}
		}
	}
}

// generic tells what flows into a place whose type is a type parameter where it is declared: the value is concrete where the code is instantiated, and of the
// parameter's type in generic code.
func (r *recorder) generic(to string, v ssa.Value, at ssa.Instruction) {
	if _, ok := types.Unalias(v.Type()).(*types.TypeParam); ok {
		for _, from := range r.s.Of(v) {
			r.tell(Edge{To: to, From: from}, at)
		}
	} else if k := Concrete(v.Type()); k != "" && !types.IsInterface(v.Type()) {
		r.tell(Edge{To: to, From: "=" + k}, at)
	}
}
