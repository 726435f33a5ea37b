package query

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// root gives the objects of a value that no event defines.
func (c *chains) root(v ssa.Value, frame *flow.Frame) []object {
	kind := c.kindOf(v.Type())
	switch x := v.(type) {
	case *ssa.Parameter:
		if arg := frame.Arg(x); arg != nil {
			objs, _ := c.eval(arg, frame.Call, frame.Up)
			if len(objs) > 0 {
				return objs
			}
		}
		return c.parameter(x, kind)
	case *ssa.FieldAddr:
		// The builder of text that is a part of a value which a row makes.
		if call, ok := x.X.(*ssa.Call); ok {
			if row, _ := c.rowOf(call); row != nil && row.Op == OpPred {
				return []object{{typ: v.Type()}}
			}
		}
	case *ssa.UnOp:
		if x.Op != token.MUL {
			break
		}
		switch addr := x.X.(type) {
		case *ssa.FreeVar:
			if objs := c.captured(addr, frame); len(objs) > 0 {
				return objs
			}
		case *ssa.FieldAddr:
			if kind == builder {
				if f := flow.FieldVar(addr.X.Type(), addr.Field); f != nil {
					if objs := c.stored(c.f.P.FieldStores(f)); len(objs) > 0 {
						return objs
					}
				}
				return []object{{why: "the chain comes from a field"}}
			}
		case *ssa.Global:
			if kind == builder {
				if objs := c.stored(c.f.P.GlobalStores(addr)); len(objs) > 0 {
					return objs
				}
			}
		}
	}
	if kind == handle {
		return []object{{handle: true}}
	}
	return []object{{why: "where the chain begins is not known"}}
}

// stored evaluates builders where they are stored.
func (c *chains) stored(vals []ssa.Value) []object {
	var out []object
	for _, v := range vals {
		if k, ok := v.(*ssa.Const); ok && k.Value == nil {
			continue
		}
		if v.Referrers() == nil {
			return nil
		}
		for _, ref := range *v.Referrers() {
			st, ok := ref.(*ssa.Store)
			if !ok || st.Val != v {
				continue
			}
			objs, _ := c.eval(v, st, nil)
			for _, o := range objs {
				// A builder that is kept may be given further links between its uses; kept ones are read as they were stored.
				out = addObject(out, o)
			}
		}
	}
	return out
}

// captured evaluates a variable that a closure captures, as it is when the closure is made.
func (c *chains) captured(fv *ssa.FreeVar, frame *flow.Frame) []object {
	i := slices.Index(fv.Parent().FreeVars, fv)
	var out []object
	for _, mk := range c.f.P.Closures(fv.Parent()) {
		up := frame
		for up != nil && up.Fn != mk.Parent() {
			up = up.Up
		}
		switch b := mk.Bindings[i].(type) {
		case *ssa.Alloc:
			for _, o := range c.content(b, mk, up) {
				out = addObject(out, o)
			}
		case *ssa.FreeVar:
			for _, o := range c.captured(b, up) {
				out = addObject(out, o)
			}
		}
	}
	return out
}

// content evaluates what a variable holds when instruction at is reached.
func (c *chains) content(a *ssa.Alloc, at ssa.Instruction, frame *flow.Frame) []object {
	w := &walk{c: c, frame: frame, to: at, seen: map[ssa.Value]bool{}, vars: map[ssa.Value]bool{}, events: map[ssa.Instruction]bool{}, applied: map[ssa.Instruction]*ssa.Call{}, phis: map[*ssa.BasicBlock]bool{}}
	w.variable(a)
	list, _ := ways(at, w.events, w.phis, c.refused(at.Parent()), c.narrows)
	var out []object
	for _, way := range list {
		states := w.seed(&state{env: map[place]int{}})
		for _, st := range way {
			var next []*state
			for _, s := range states {
				next = append(next, w.step(s, st)...)
			}
			states = next[:min(len(next), maxStates)]
		}
		for _, s := range states {
			if id, ok := s.env[place{v: a, result: -1}]; ok {
				out = addObject(out, s.heap[id])
			}
		}
	}
	return out
}

// parameter gives the objects of a parameter that no frame binds: what the callers within the package hand in, where there are any.
//
// A handle's callers matter only where every one of them hands in one that carries clauses: otherwise the function must be safe on a
// plain handle, and what is visible in it is judged.
func (c *chains) parameter(p *ssa.Parameter, kind builderKind) []object {
	fn := p.Parent()
	i := slices.Index(fn.Params, p)
	var out []object
	bare := false
	callers := c.f.P.Callers(fn)
	for _, call := range callers {
		args := call.Common().Args
		if i >= len(args) || call.Parent() == fn {
			continue
		}
		objs, _ := c.eval(args[i], call, nil)
		for _, o := range objs {
			if o.handle && len(o.links) == 0 {
				bare = true
			}
			out = addObject(out, o)
		}
		if len(out) > maxStates {
			break
		}
	}
	switch {
	case kind == handle && (bare || len(out) == 0):
		return append(slices.DeleteFunc(out, func(o object) bool { return o.handle && len(o.links) == 0 }), object{handle: true})
	case len(out) > 0:
		return out
	case fn.Parent() != nil:
		// A closure that a library calls: inside a transaction it is given a fresh session.
		if c.calledByLibrary(fn) {
			return []object{{}}
		}
	}
	return []object{{why: whyParameter}}
}

// whyParameter is why a chain that somebody else started is not known.
const whyParameter = "the chain comes from a parameter"

// calledByLibrary reports a function literal that is handed to a call that a row lists, in the role of a function that it runs.
func (c *chains) calledByLibrary(fn *ssa.Function) bool {
	var values []ssa.Value
	for _, mk := range c.f.P.Closures(fn) {
		values = append(values, mk)
	}
	if refs := fn.Referrers(); refs != nil && len(values) == 0 {
		values = append(values, fn)
	}
	for _, v := range values {
		if v.Referrers() == nil {
			continue
		}
		for _, ref := range *v.Referrers() {
			call, ok := ref.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if row, _ := c.rowOf(call); row != nil && row.Index(RoleFunc) >= 0 {
				return true
			}
		}
	}
	return false
}
