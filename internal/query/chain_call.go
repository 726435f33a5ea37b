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
	if s := c.prefixed(s, call, frame); s != nil {
		return []*state{s}
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

// prefixed simulates a call of what a library's function made to put common table expressions before a statement, WITH(…)(statement); nil for any other.
func (c *chains) prefixed(s *state, call *ssa.Call, frame *flow.Frame) *state {
	made, ok := call.Call.Value.(*ssa.Call)
	if !ok || len(call.Call.Args) != 1 {
		return nil
	}
	row, lib := c.rowOf(made)
	id, found := resolve(s, call.Call.Args[0])
	if row == nil || row.Op != OpPred || row.Clause != ClauseWith || !found {
		return nil
	}
	o := s.heap[id]
	o.links = append(slices.Clone(o.links), c.linkOf(lib, row, made, frame))
	s.env[place{v: call}] = s.alloc(o)
	return s
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
		if o.handle {
			continue // a link on it gives another one
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
				s.env[at] = s.alloc(object{why: c.comesFrom(call, name)})
			}
		}
	}
	return []*state{s}
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
