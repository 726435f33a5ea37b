package query

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// walk simulates the builders of one function up to one instruction.
type walk struct {
	c     *chains
	frame *flow.Frame
	to    ssa.Instruction

	seen   map[ssa.Value]bool
	vars   map[ssa.Value]bool // variables that hold builders
	events map[ssa.Instruction]bool
	// applied are the calls of functions of a list, one after the other, by the instruction that begins their loop.
	applied map[ssa.Instruction]*ssa.Call
	phis    map[*ssa.BasicBlock]bool
	roots   []ssa.Value
	cut     bool
}

// eval lists what a builder may be when instruction at is reached.
func (c *chains) eval(v ssa.Value, at ssa.Instruction, frame *flow.Frame) ([]object, bool) {
	key := evalKey{v, at, frame}
	if got, ok := c.evaluated[key]; ok {
		return got.objs, got.complete
	}
	// A builder that depends on itself through calls is not known.
	c.evaluated[key] = evaluated{objs: []object{{why: "the chain depends on itself"}}, complete: true}
	states, complete := c.run(at, frame, &state{env: map[place]int{}}, v)
	var out []object
	for _, s := range states {
		if id, ok := resolve(s, v); ok {
			out = addObject(out, s.heap[id])
		}
	}
	c.evaluated[key] = evaluated{out, complete}
	return out, complete
}

type evalKey struct {
	v     ssa.Value
	at    ssa.Instruction
	frame *flow.Frame
}

type evaluated struct {
	objs     []object
	complete bool
}

// run simulates the function of to from its beginning, or from what seed holds for its parameters, up to the instruction.
func (c *chains) run(to ssa.Instruction, frame *flow.Frame, seed *state, want ...ssa.Value) ([]*state, bool) {
	w := &walk{c: c, frame: frame, to: to, seen: map[ssa.Value]bool{}, vars: map[ssa.Value]bool{}, events: map[ssa.Instruction]bool{}, applied: map[ssa.Instruction]*ssa.Call{}, phis: map[*ssa.BasicBlock]bool{}}
	for _, v := range want {
		w.visit(v)
	}
	for _, p := range to.Parent().Params {
		if _, ok := seed.env[place{v: p}]; ok {
			w.visit(p)
			w.forward(p)
		}
	}
	list, complete := ways(to, w.events, w.phis, c.refused(to.Parent()), c.narrows)
	starts := w.seed(seed)
	var out []*state
	for _, way := range list {
		states := make([]*state, 0, len(starts))
		for _, s := range starts {
			states = append(states, s.clone())
		}
		for _, st := range way {
			var next []*state
			for _, s := range states {
				next = append(next, w.step(s, st)...)
			}
			if len(next) > manyWays {
				next = thinStates(next)
			}
			if len(next) > maxStates {
				next, complete = next[:maxStates], false
			}
			states = next
		}
		out = append(out, states...)
		if len(out) > manyWays {
			out = thinStates(out)
		}
		if len(out) > 4*maxStates {
			return out[:4*maxStates], false
		}
	}
	return out, complete && !w.cut
}

// seed gives every root its objects, one state for each combination.
func (w *walk) seed(from *state) []*state {
	out := []*state{from.clone()}
	for _, r := range w.roots {
		if _, ok := from.env[place{v: r}]; ok {
			continue
		}
		objs := w.c.root(r, w.frame)
		var next []*state
		for _, s := range out {
			for _, o := range objs {
				t := s.clone()
				t.env[place{v: r}] = t.alloc(o)
				next = append(next, t)
			}
		}
		if len(next) > maxStates {
			next, w.cut = next[:maxStates], true
		}
		if len(next) > 0 {
			out = next
		}
	}
	return out
}

// visit collects what a builder is made of.
func (w *walk) visit(v ssa.Value) {
	if v == nil || w.seen[v] {
		return
	}
	w.seen[v] = true
	switch x := v.(type) {
	case *ssa.Phi:
		w.phis[x.Block()] = true
		for _, e := range x.Edges {
			w.visit(e)
		}
		w.forward(x)
	case *ssa.Call:
		w.call(x)
		w.forward(x)
	case *ssa.Extract:
		if call, ok := x.Tuple.(*ssa.Call); ok {
			w.call(call)
			w.forward(x)
			return
		}
		if ta, ok := x.Tuple.(*ssa.TypeAssert); ok {
			w.visit(ta.X)
			return
		}
		w.roots = append(w.roots, v)
	case *ssa.MakeInterface:
		w.visit(x.X)
	case *ssa.ChangeType:
		w.visit(x.X)
	case *ssa.ChangeInterface:
		w.visit(x.X)
	case *ssa.TypeAssert:
		w.visit(x.X)
	case *ssa.UnOp:
		if outer := embedding(w.c, x); outer != nil {
			w.visit(outer)
			return
		}
		if a, ok := x.X.(*ssa.Alloc); ok && x.Op == token.MUL {
			w.events[x] = true
			w.variable(a)
			w.forward(x)
			return
		}
		w.roots = append(w.roots, v)
	default:
		w.roots = append(w.roots, v)
	}
}

// variable collects what is stored in a local variable that holds a builder.
func (w *walk) variable(a *ssa.Alloc) {
	if w.vars[a] {
		return
	}
	w.vars[a] = true
	for _, ref := range *a.Referrers() {
		switch r := ref.(type) {
		case *ssa.Store:
			if r.Addr == a {
				w.events[r] = true
				w.visit(r.Val)
			}
		case *ssa.UnOp:
			w.visit(r)
		}
	}
}

// call makes a call that gives or changes a builder an event, and visits the builders that it starts from.
func (w *walk) call(call *ssa.Call) {
	if w.events[call] {
		return
	}
	w.events[call] = true
	if row, _ := w.c.rowOf(call); row != nil {
		if row.Op == OpLink || row.Op == OpEnd {
			w.visit(subject(row, call))
		}
		if row.Op == OpStart && row.Clause == ClauseHandle {
			recv, _ := flow.Args(&call.Call)
			w.visit(recv)
		}
		return
	}
	if at := appliesEach(&call.Call); at != nil {
		delete(w.events, call)
		w.events[at] = true
		w.applied[at] = call
	}
	if call.Call.IsInvoke() && w.c.carried(call.Call.Value) != noBuilder {
		w.visit(call.Call.Value)
	}
	for _, a := range call.Call.Args {
		if w.c.carried(a) != noBuilder {
			w.visit(a)
		}
	}
}

// forward makes the calls on a builder events: a link counts although nobody takes its result.
func (w *walk) forward(v ssa.Value) {
	if v.Referrers() == nil {
		return
	}
	for _, ref := range *v.Referrers() {
		switch r := ref.(type) {
		case *ssa.Call:
			row, _ := w.c.rowOf(r)
			switch {
			case row == nil:
				if slices.Contains(r.Call.Args, v) || r.Call.IsInvoke() && r.Call.Value == v {
					w.visit(r)
				}
			case row.Op == OpLink || row.Op == OpEnd:
				if subject(row, r) == v {
					w.visit(r)
				}
			}
		case *ssa.Phi:
			w.visit(r)
		case *ssa.Store:
			if a, ok := r.Addr.(*ssa.Alloc); ok && r.Val == v {
				w.variable(a)
			}
		case *ssa.MakeInterface:
			w.visit(r)
			w.forward(r)
		case *ssa.ChangeInterface:
			w.visit(r)
			w.forward(r)
		}
	}
}

// step simulates one event.
func (w *walk) step(s *state, st step) []*state {
	if st.block != nil {
		// All phis of a block change at once.
		values := map[*ssa.Phi]int{}
		for _, instr := range st.block.Instrs {
			phi, ok := instr.(*ssa.Phi)
			if !ok {
				break
			}
			if w.seen[phi] {
				if id, ok := resolve(s, phi.Edges[st.edge]); ok {
					values[phi] = id
				} else {
					delete(s.env, place{v: phi})
				}
			}
		}
		for phi, id := range values {
			s.env[place{v: phi}] = id
		}
		return []*state{s}
	}
	switch x := st.instr.(type) {
	case *ssa.Store:
		if id, ok := resolve(s, x.Val); ok {
			s.env[place{v: x.Addr, result: -1}] = id
		}
	case *ssa.UnOp:
		if id, ok := s.env[place{v: x.X, result: -1}]; ok {
			s.env[place{v: x}] = id
		}
	case *ssa.Call:
		if of := w.applied[x]; of != nil {
			w.c.appliedTo(s, x, of, w.frame)
			return []*state{s}
		}
		if row, lib := w.c.rowOf(x); row != nil {
			w.link(s, x, row, lib)
			return []*state{s}
		}
		return w.c.invoke(s, x, w.frame)
	}
	return []*state{s}
}

// link simulates a call that a row lists.
func (w *walk) link(s *state, call *ssa.Call, row *Row, lib *Library) {
	recv := subject(row, call)
	at := place{v: call}
	if tuple := call.Call.Signature().Results(); tuple.Len() > 1 {
		at.result = 0
	}
	if row.Op == OpStart && row.Clause != ClauseHandle {
		o := object{handle: !lib.Mutable, typ: call.Type()}
		if row.Clause != ClauseReset {
			o.links = []*link{w.c.linkOf(lib, row, call, w.frame)}
		} else {
			o.handle = true
		}
		s.env[at] = s.alloc(o)
		return
	}
	if row.Op != OpLink && row.Op != OpEnd && row.Clause != ClauseHandle {
		w.c.fresh(s, call)
		return
	}
	if recv == nil {
		return
	}
	id, ok := resolve(s, recv)
	if !ok {
		return
	}
	o := s.heap[id]
	l := w.c.linkOf(lib, row, call, w.frame)
	switch {
	case row.Clause == ClauseReset && resets(l):
		s.env[at] = s.alloc(object{handle: true})
	case row.Clause == ClauseHandle || row.Clause == ClauseReset:
		s.env[at] = s.alloc(object{links: o.links, handle: true, why: o.why, origin: o.origin})
	case row.Clause == ClauseCopy:
		links := o.links
		if row.Kind != "" {
			links = append(slices.Clone(links), l)
		}
		s.env[at] = s.alloc(object{links: links, why: o.why, typ: o.typ, origin: o.origin})
	case row.Op == OpEnd:
		w.ended(s, call, l, id, at)
	case o.handle:
		s.env[at] = s.alloc(object{links: append(slices.Clone(o.links), l), handle: !lib.Mutable, why: o.why, typ: call.Type(), origin: o.origin})
	default:
		o.links = append(slices.Clone(o.links), l)
		if w.c.kindOf(call.Type()) == builder {
			o.typ = call.Type()
		}
		s.heap[id] = o
		s.env[at] = id
	}
}

// subject is the chain that a call is about: its receiver, or, of a function that copies a chain, the argument.
func subject(row *Row, call *ssa.Call) ssa.Value {
	recv, args := flow.Args(&call.Call)
	if i := row.Index(RoleQuery); recv == nil && row.Clause == ClauseCopy && i >= 0 && i < len(args) {
		return args[i]
	}
	return recv
}

// ended is what an end call leaves of its chain, for the calls that follow on the same builder.
func (w *walk) ended(s *state, call *ssa.Call, l *link, id int, at place) {
	o := s.heap[id]
	if l.lib.EndResets {
		o.links = nil
		s.heap[id] = o
		return
	}
	gives := w.c.kindOf(call.Type()) != noBuilder
	if !gives {
		return
	}
	left := *l
	left.left = true
	next := append(slices.Clone(o.links), w.c.leftOf(&left, l))
	if o.handle {
		s.env[at] = s.alloc(object{links: next, why: o.why, origin: o.origin})
		return
	}
	o.links = next
	s.heap[id] = o
	s.env[at] = id
}

// resets reports whether a link of ClauseReset gives a handle without what the chain carried: a constant true in the field that its
// row names, or, when it names none, always.
func resets(l *link) bool {
	if l.row.Column == "" {
		return true
	}
	for _, a := range l.args {
		if alloc, ok := flow.Strip(a.V).(*ssa.Alloc); ok {
			if v, ok := storedField(alloc, l.row.Column); ok {
				c, isConst := v.(*ssa.Const)
				return isConst && c.Value != nil && c.Value.ExactString() == "true"
			}
		}
	}
	return false
}

// storedField is what is stored in a field of a composite literal.
func storedField(a ssa.Value, name string) (ssa.Value, bool) {
	if a.Referrers() == nil {
		return nil, false
	}
	for _, ref := range *a.Referrers() {
		fa, ok := ref.(*ssa.FieldAddr)
		if !ok {
			continue
		}
		if f := flow.FieldVar(fa.X.Type(), fa.Field); f == nil || f.Name() != name {
			continue
		}
		for _, r := range *fa.Referrers() {
			if st, ok := r.(*ssa.Store); ok && st.Addr == fa {
				return st.Val, true
			}
		}
	}
	return nil, false
}

// literalField is what a composite literal holds in a field: the stored value, or the address of a nested literal that is filled in place.
func literalField(a ssa.Value, name string) (ssa.Value, bool) {
	if v, ok := storedField(a, name); ok {
		return v, true
	}
	if a.Referrers() == nil {
		return nil, false
	}
	for _, ref := range *a.Referrers() {
		if fa, ok := ref.(*ssa.FieldAddr); ok {
			if f := flow.FieldVar(fa.X.Type(), fa.Field); f != nil && f.Name() == name {
				return fa, true
			}
		}
	}
	return nil, false
}
