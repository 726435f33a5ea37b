package query

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// invoke simulates a call of a function that no row lists: it is looked through where its body is at hand, known by its summary where
// it is another package's, and otherwise may have added anything.
func (c *chains) invoke(s *state, call *ssa.Call, frame *flow.Frame) []*state {
	if call.Call.IsInvoke() {
		if id, ok := resolve(s, call.Call.Value); ok {
			c.byName(s, call, frame, id)
			return []*state{s}
		}
	}
	for _, fn := range c.functions(call.Call.Value, frame, 0) {
		if out := c.through(s, call, fn, frame); out != nil {
			return out
		}
	}
	if fn := flow.StaticCallee(&call.Call); fn != nil {
		if out := c.through(s, call, fn, frame); out != nil {
			return out
		}
	}
	return c.foreign(s, call, frame)
}

// byName simulates a method call on a builder behind a type parameter: the method of that name of the builder's own type, or, where only
// a caller knows that, a link that waits for it.
func (c *chains) byName(s *state, call *ssa.Call, frame *flow.Frame, id int) {
	o := s.heap[id]
	name := call.Call.Method.Name()
	l := c.methodLink(o.typ, name, call, frame)
	o.links = append(slices.Clone(o.links), l)
	s.heap[id] = o
	at := place{v: call}
	if call.Call.Signature().Results().Len() > 1 {
		at.result = 0
	}
	s.env[at] = id
}

// methodLink is the link of a method by its name.
func (c *chains) methodLink(t types.Type, name string, call *ssa.Call, frame *flow.Frame) *link {
	if t == nil {
		k := linkKey{call, frame}
		l := c.waiting[k]
		if l == nil {
			l = &link{call: call, frame: frame, method: name}
			for _, a := range call.Call.Args {
				l.args = append(l.args, flow.Ref{V: a, Frame: frame})
			}
			c.waiting[k] = l
		}
		return l
	}
	row, lib := c.methodRow(t, name, &call.Call)
	if row == nil {
		return c.unreadOf(call, frame, name)
	}
	return c.linkOf(lib, row, call, frame)
}

// methodRow is the row of the link that a method of a builder is, nil when it is none.
func (c *chains) methodRow(t types.Type, name string, common *ssa.CallCommon) (*Row, *Library) {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil, nil
	}
	row := c.f.Row(common, fn, flow.Key(fn))
	if row == nil || row.Op != OpLink {
		return nil, nil
	}
	return row, c.library(row)
}

// functions are the function values that a value may be: literals, closures, functions by name.
func (c *chains) functions(v ssa.Value, frame *flow.Frame, depth int) []*ssa.Function {
	if depth > 6 || v == nil {
		return nil
	}
	switch x := v.(type) {
	case *ssa.Function:
		if o := x.Origin(); o != nil {
			x = o // an instance is a wrapper around the generic function
		}
		if x.Blocks != nil {
			return []*ssa.Function{x}
		}
	case *ssa.MakeClosure:
		if fn, ok := x.Fn.(*ssa.Function); ok && fn.Blocks != nil {
			return []*ssa.Function{fn}
		}
	case *ssa.ChangeType:
		return c.functions(x.X, frame, depth+1)
	case *ssa.MakeInterface:
		return c.functions(x.X, frame, depth+1)
	case *ssa.Phi:
		var out []*ssa.Function
		for _, e := range x.Edges {
			out = append(out, c.functions(e, frame, depth+1)...)
		}
		return out
	case *ssa.Parameter:
		if arg := frame.Arg(x); arg != nil {
			return c.functions(arg, frame.Up, depth+1)
		}
	case *ssa.UnOp:
		if a, ok := x.X.(*ssa.Alloc); ok && x.Op == token.MUL {
			var out []*ssa.Function
			for _, st := range flow.StoredIn(a) {
				out = append(out, c.functions(st, frame, depth+1)...)
			}
			return out
		}
		if g, ok := x.X.(*ssa.Global); ok && x.Op == token.MUL {
			var out []*ssa.Function
			for _, st := range c.f.P.GlobalStores(g) {
				out = append(out, c.functions(st, nil, depth+1)...)
			}
			return out
		}
	case *ssa.Call:
		// A function that makes the function: func ByTenant(id string) func(*gorm.DB) *gorm.DB.
		if fn := flow.StaticCallee(&x.Call); fn != nil {
			if in := c.enter(frame, fn, x); in != nil {
				var out []*ssa.Function
				for _, ret := range flow.Returns(fn) {
					if len(ret.Results) == 1 {
						out = append(out, c.functions(ret.Results[0], in, depth+1)...)
					}
				}
				return out
			}
		}
	}
	return nil
}

// frameOf is the frame in which a function value was made: a closure that another function returned sees that one's parameters.
func (c *chains) frameOf(v ssa.Value, frame *flow.Frame, depth int) *flow.Frame {
	if depth > 6 {
		return frame
	}
	switch x := v.(type) {
	case *ssa.ChangeType:
		return c.frameOf(x.X, frame, depth+1)
	case *ssa.Parameter:
		if arg := frame.Arg(x); arg != nil {
			return c.frameOf(arg, frame.Up, depth+1)
		}
	case *ssa.Call:
		if fn := flow.StaticCallee(&x.Call); fn != nil {
			if in := c.enter(frame, fn, x); in != nil {
				for _, ret := range flow.Returns(fn) {
					if len(ret.Results) == 1 {
						return c.frameOf(ret.Results[0], in, depth+1)
					}
				}
			}
		}
	}
	return frame
}

// through simulates a function with the caller's builders in place of its parameters; nil when it cannot be entered.
func (c *chains) through(s *state, call *ssa.Call, fn *ssa.Function, frame *flow.Frame) []*state {
	outer := c.frameOf(call.Call.Value, frame, 0)
	in := c.enter(outer, fn, call)
	if in == nil || len(fn.Blocks) > 400 {
		return nil
	}
	seed := &state{heap: s.heap, env: map[place]int{}}
	args := call.Call.Args
	for i, p := range fn.Params {
		if i < len(args) && (c.kindOf(p.Type()) != noBuilder || c.carried(args[i]) != noBuilder) {
			if id, ok := resolve(s, args[i]); ok {
				seed.env[place{v: p}] = id
			}
		}
	}
	return c.returned(s, call, fn, in, seed)
}

// returned joins what each return of a function gives with the caller's state.
func (c *chains) returned(s *state, call *ssa.Call, fn *ssa.Function, in *flow.Frame, seed *state) []*state {
	var out []*state
	rets := flow.Returns(fn)
	for _, ret := range rets {
		var want []ssa.Value
		failed := false
		for _, r := range ret.Results {
			if c.kindOf(r.Type()) == noBuilder {
				continue
			}
			failed = failed || len(rets) > 1 && isFailing(ret, r)
			want = append(want, r)
		}
		if failed {
			continue
		}
		states, _ := c.run(ret, in, seed, want...)
		for _, end := range states {
			next := &state{heap: end.heap, env: s.clone().env}
			for i, r := range ret.Results {
				if id, ok := resolve(end, r); ok {
					at := place{v: call}
					if len(ret.Results) > 1 {
						at.result = i
					}
					next.env[at] = id
				}
			}
			out = append(out, next)
			if len(out) >= maxStates {
				return out
			}
		}
	}
	return out
}

// isFailing reports a return that gives an empty builder together with an error: nobody goes on with it.
func isFailing(ret *ssa.Return, r ssa.Value) bool {
	switch x := r.(type) {
	case *ssa.Const:
		return x.Value == nil
	case *ssa.Call:
		last := ret.Results[len(ret.Results)-1]
		if k, ok := last.(*ssa.Const); ok && k.Value == nil || !flow.IsError(last.Type()) {
			return false
		}
		return len(x.Call.Args) == 0 && !x.Call.IsInvoke()
	case *ssa.UnOp:
		a, ok := x.X.(*ssa.Alloc)
		return ok && len(flow.StoredIn(a)) == 0
	}
	return false
}

// foreign simulates a call of a function without a body.
func (c *chains) foreign(s *state, call *ssa.Call, frame *flow.Frame) []*state {
	key := flow.Key(flow.Callee(&call.Call))
	if c.f.Imports != nil {
		if sum := c.f.Imports.Chain(key); sum != nil && len(sum.Ways) > 0 {
			return c.summarised(s, call, frame, sum)
		}
	}
	name := calleeName(call)
	unread := c.unreadOf(call, frame, name)
	kept := -1 // the builder that the result is taken to be
	for _, a := range call.Call.Args {
		id, ok := resolve(s, a)
		if !ok || c.carried(a) == noBuilder {
			continue
		}
		o := s.heap[id]
		if o.handle && c.carried(a) == handle {
			continue
		}
		o.links = append(slices.Clone(o.links), unread)
		s.heap[id] = o
		if types.Identical(flow.Strip(a).Type(), resultType(call)) {
			kept = id
		}
	}
	at := place{v: call}
	results := call.Call.Signature().Results()
	for i := range results.Len() {
		if results.Len() > 1 {
			at.result = i
		}
		switch c.kindOf(results.At(i).Type()) {
		case handle:
			s.env[at] = s.alloc(object{handle: true})
		case builder:
			if kept >= 0 {
				s.env[at] = kept
			} else {
				s.env[at] = s.alloc(object{why: "the chain comes from a call of " + name})
			}
		}
	}
	return []*state{s}
}

// fresh gives the results of a call that opens a database their handles.
func (c *chains) fresh(s *state, call *ssa.Call) {
	results := call.Call.Signature().Results()
	at := place{v: call}
	for i := range results.Len() {
		if results.Len() > 1 {
			at.result = i
		}
		switch c.kindOf(results.At(i).Type()) {
		case handle:
			s.env[at] = s.alloc(object{handle: true})
		case builder:
			s.env[at] = s.alloc(object{})
		}
	}
}

func resultType(call *ssa.Call) types.Type {
	r := call.Call.Signature().Results()
	if r.Len() == 0 {
		return types.Typ[types.Invalid]
	}
	return r.At(0).Type()
}

func calleeName(call *ssa.Call) string {
	if fn := flow.Callee(&call.Call); fn != nil {
		return fn.Name()
	}
	return "a function value"
}

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
	w := &walk{c: c, frame: frame, to: at, seen: map[ssa.Value]bool{}, vars: map[ssa.Value]bool{}, events: map[ssa.Instruction]bool{}, phis: map[*ssa.BasicBlock]bool{}}
	w.variable(a)
	list, _ := ways(at, w.events, w.phis, c.narrows)
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
