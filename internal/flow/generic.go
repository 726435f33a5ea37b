package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A generic function cannot make a value of a type parameter T: what it gives as T it was handed as T, or a function that it was handed
// gave it. So the signature alone tells where the result of Map(rows, f), Filter(rows, p), Ptr(x) or InTx(ctx, func(ctx, tx) (T, error))
// comes from, whatever the body is and whichever package it is in. The zero value, which a function can always make, is left out: it comes
// with an error or not at all.

// place is where a generic function gets values of a type parameter from: argument arg, at path below it, or below result of the function
// that the argument is.
type place struct {
	arg    int
	path   []string
	called bool
	result int
}

// maxNesting bounds how deep into the types of parameters a type parameter is looked for.
const maxNesting = 6

// parametric follows result of a call of a generic function through its signature; false when that does not tell.
func (o *origins) parametric(call *ssa.Call, result int, path []string, frame *Frame, names []string) bool {
	sig := genericSignature(&call.Call)
	if sig == nil || result >= sig.Results().Len() {
		return false
	}
	tp, rest := descend(sig.Results().At(result).Type(), path)
	if tp == nil {
		return false
	}
	return o.handed(sig, tp, rest, call, frame, names)
}

// genericSignature is the signature of a called generic function as it was declared. Methods of generic types do not count: the receiver
// may hold any value of its type parameters.
func genericSignature(c *ssa.CallCommon) *types.Signature {
	fn := Callee(c)
	if fn == nil || c.IsInvoke() {
		return nil
	}
	sig := fn.Signature()
	if sig.TypeParams().Len() == 0 || sig.Recv() != nil || len(c.Args) != sig.Params().Len() {
		return nil
	}
	return sig
}

// descend goes down a declared type along a path until it comes to a type parameter; rest is the path below that.
func descend(t types.Type, path []string) (tp *types.TypeParam, rest []string) {
	for range maxNesting {
		if p, ok := types.Unalias(t).(*types.TypeParam); ok {
			return p, path
		}
		if s, ok := t.Underlying().(*types.Slice); ok && len(path) == 0 {
			t, path = s.Elem(), nil // a slice as a whole is what its elements are
			continue
		}
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
			continue
		}
		if len(path) == 0 {
			return nil, nil
		}
		if t = below(t, path[0]); t == nil {
			return nil, nil
		}
		path = path[1:]
	}
	return nil, nil
}

// below is the type one step further down.
func below(t types.Type, step string) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		if step == "[]" {
			return u.Elem()
		}
	case *types.Array:
		if step == "[]" {
			return u.Elem()
		}
	case *types.Map:
		switch step {
		case "[]":
			return u.Elem()
		case "[key]":
			return u.Key()
		}
	case *types.Struct:
		for f := range u.Fields() {
			if f.Name() == step {
				return f.Type()
			}
		}
	}
	return nil
}

// handed walks on to everything of type tp that the call was handed.
func (o *origins) handed(sig *types.Signature, tp *types.TypeParam, rest []string, call *ssa.Call, frame *Frame, names []string) bool {
	places, ok := placesOf(sig, tp)
	if !ok || len(places) == 0 {
		return false
	}
	args := call.Call.Args
	callbacks := make([]*ssa.Function, len(places))
	for i, pl := range places {
		if pl.called {
			if callbacks[i] = callbackOf(args[pl.arg], frame); callbacks[i] == nil {
				return false
			}
		}
	}
	for i, pl := range places {
		below := slices.Concat(pl.path, rest)
		if !pl.called {
			o.walk(args[pl.arg], below, frame, names)
			continue
		}
		o.given(callbacks[i], pl.result, below, frame.Enter(callbacks[i], call), names)
	}
	return true
}

// given walks on to what a callback gives.
func (o *origins) given(fn *ssa.Function, result int, path []string, in *Frame, names []string) {
	if in == nil || o.running[fn] {
		return
	}
	if o.running == nil {
		o.running = map[*ssa.Function]bool{}
	}
	o.running[fn] = true
	defer delete(o.running, fn)
	in.handed = true
	for _, ret := range Returns(fn) {
		if result < len(ret.Results) && !Failing(ret, result) {
			o.walk(ret.Results[result], path, in, names)
		}
	}
}

// callbackOf is the function with a body that an argument is.
func callbackOf(v ssa.Value, frame *Frame) *ssa.Function {
	for range maxDepth {
		switch x := Strip(v).(type) {
		case *ssa.MakeClosure:
			v = x.Fn
		case *ssa.Function:
			if x.Blocks == nil {
				return nil
			}
			return x
		case *ssa.Parameter:
			arg := frame.Arg(x)
			if arg == nil {
				return nil
			}
			v, frame = arg, frame.Up
		default:
			return nil
		}
	}
	return nil
}

// placesOf lists where a function with this signature may get values of type tp from; false when a parameter may hold some that cannot
// be told from here.
func placesOf(sig *types.Signature, tp *types.TypeParam) (places []place, ok bool) {
	ok = true
	var visit func(t types.Type, at place, depth int)
	visit = func(t types.Type, at place, depth int) {
		if !mentions(t, tp, 0) {
			return
		}
		if depth > maxNesting {
			ok = false
			return
		}
		step := func(s string, t types.Type) {
			next := at
			next.path = append(slices.Clone(at.path), s)
			visit(t, next, depth+1)
		}
		if p, isParam := types.Unalias(t).(*types.TypeParam); isParam {
			if p == tp {
				places = append(places, at)
			} else if core := coreOf(p); core != nil {
				visit(core, at, depth+1)
			}
			return
		}
		switch u := t.Underlying().(type) {
		case *types.Pointer:
			visit(u.Elem(), at, depth+1)
		case *types.Slice:
			step("[]", u.Elem())
		case *types.Array:
			step("[]", u.Elem())
		case *types.Map:
			step("[]", u.Elem())
			step("[key]", u.Key())
		case *types.Struct:
			for f := range u.Fields() {
				step(f.Name(), f.Type())
			}
		case *types.Signature:
			if at.called || len(at.path) > 0 {
				ok = false
				return
			}
			for i := range u.Results().Len() {
				visit(u.Results().At(i).Type(), place{arg: at.arg, called: true, result: i}, depth+1)
			}
		default:
			ok = false // an interface, a channel
		}
	}
	for i := range sig.Params().Len() {
		visit(sig.Params().At(i).Type(), place{arg: i}, 0)
	}
	return places, ok
}

// coreOf is the type that a constraint such as ~[]E names, nil when it names none or several.
func coreOf(p *types.TypeParam) types.Type {
	iface, ok := p.Constraint().Underlying().(*types.Interface)
	if !ok || iface.NumEmbeddeds() != 1 {
		return nil
	}
	switch e := types.Unalias(iface.EmbeddedType(0)).(type) {
	case *types.Union:
		if e.Len() == 1 {
			return e.Term(0).Type()
		}
	case *types.Slice, *types.Map, *types.Pointer, *types.Signature:
		return e
	}
	return nil
}

// mentions reports that a value of type t may hold one of type tp. Parameters of functions do not count: what is handed to a callback is
// not got from it.
func mentions(t types.Type, tp *types.TypeParam, depth int) bool {
	if depth > maxNesting {
		return false
	}
	any := func(ts ...types.Type) bool {
		return slices.ContainsFunc(ts, func(t types.Type) bool { return mentions(t, tp, depth+1) })
	}
	switch t := types.Unalias(t).(type) {
	case *types.TypeParam:
		if t == tp {
			return true
		}
		core := coreOf(t)
		return core != nil && any(core)
	case *types.Named:
		for i := range t.TypeArgs().Len() {
			if any(t.TypeArgs().At(i)) {
				return true
			}
		}
		return false
	case *types.Pointer:
		return any(t.Elem())
	case *types.Slice:
		return any(t.Elem())
	case *types.Array:
		return any(t.Elem())
	case *types.Chan:
		return any(t.Elem())
	case *types.Map:
		return any(t.Key(), t.Elem())
	case *types.Struct:
		for f := range t.Fields() {
			if any(f.Type()) {
				return true
			}
		}
	case *types.Signature:
		for v := range t.Results().Variables() {
			if any(v.Type()) {
				return true
			}
		}
	case *types.Interface:
		for m := range t.Methods() {
			if any(m.Signature()) {
				return true
			}
		}
	}
	return false
}

// callbackParam follows a parameter of a function that is handed to a generic one: it is given what the generic function was handed.
func (o *origins) callbackParam(x *ssa.Parameter, path []string, frame *Frame, names []string) bool {
	call, up := handedTo(o.p, x.Parent(), frame)
	if call == nil {
		return false
	}
	sig := genericSignature(&call.Call)
	if sig == nil {
		return false
	}
	n := slices.Index(x.Parent().Params, x)
	for i, a := range call.Call.Args {
		if callbackOf(a, up) != x.Parent() {
			continue
		}
		cb, ok := sig.Params().At(i).Type().Underlying().(*types.Signature)
		if !ok || n >= cb.Params().Len() {
			return false
		}
		tp, rest := descend(cb.Params().At(n).Type(), path)
		return tp != nil && o.handed(sig, tp, rest, call, up, names)
	}
	return false
}

// handedTo is the call that a function is handed to: the one that is being looked through, or, for a closure that is used once, that use.
func handedTo(p *Package, fn *ssa.Function, frame *Frame) (call *ssa.Call, up *Frame) {
	if frame != nil && frame.Fn == fn {
		call, ok := frame.Call.(*ssa.Call)
		if !ok || !frame.handed {
			return nil, nil
		}
		return call, frame.Up
	}
	if fn.Parent() == nil {
		return nil, nil
	}
	uses := p.closureUses(fn)
	if len(uses) != 1 {
		return nil, nil
	}
	call, ok := uses[0].(*ssa.Call)
	if !ok {
		return nil, nil
	}
	for up = frame; up != nil && up.Fn != fn.Parent(); {
		up = up.Up
	}
	return call, up
}

// closureUses lists the instructions that a function literal is an operand of, through the closure that is made of it.
func (p *Package) closureUses(fn *ssa.Function) []ssa.Instruction {
	p.indexStores()
	var out []ssa.Instruction
	add := func(v ssa.Value) {
		if v.Referrers() == nil {
			return
		}
		for _, ref := range *v.Referrers() {
			if ct, ok := ref.(*ssa.ChangeType); ok {
				out = append(out, *ct.Referrers()...)
				continue
			}
			out = append(out, ref)
		}
	}
	for _, mk := range p.bound[fn] {
		add(mk)
	}
	return append(out, p.literal[fn]...)
}
