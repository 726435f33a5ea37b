package permguard

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/effect"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// summariser finds out what the functions of one package do and decide.
type summariser struct {
	p        *flow.Package
	own      func(path string) bool
	position func(token.Pos) verdict.Position
	guards   *guard.Finder
	effects  *effect.Finder
	imported *graph
	// registers reports a function that registers routes: it is kept, so that the way to it from a main is known.
	registers func(key string) bool
	slots     *bind.Slots
	asserted  map[string]bool
}

// summarise describes every function that can matter to an endpoint.
func (s *summariser) summarise(own *Own) {
	s.asserted = map[string]bool{}
	s.slots = &bind.Slots{P: s.p, Own: s.ownType, Whole: true}
	var all []Func
	for _, fn := range s.p.Functions() {
		if isTestFile(s.p.Fset.Position(fn.Pos()).Filename) {
			continue // tests and mocks bind nothing
		}
		all = append(all, s.function(fn))
	}
	own.Funcs = s.keep(all)
	slices.SortStableFunc(own.Funcs, func(a, b Func) int { return strings.Compare(a.Key, b.Key) })
	own.Funcs = united(own.Funcs)
	own.Edges = s.edges()
	own.Asserted = slices.Sorted(maps.Keys(s.asserted))
}

// united joins functions of one key: a package may have several that are called init, with what its variables are set to among them.
func united(list []Func) []Func {
	var out []Func
	for _, f := range list {
		if n := len(out); n > 0 && out[n-1].Key == f.Key {
			into := &out[n-1]
			into.Effects, into.Calls = append(into.Effects, f.Effects...), append(into.Calls, f.Calls...)
			into.Denies, into.Next = min(into.Denies, f.Denies), min(into.Next, f.Next)
			into.HasNext, into.Maybe, into.Grants, into.Asks = into.HasNext || f.HasNext, into.Maybe || f.Maybe, into.Grants || f.Grants, into.Asks || f.Asks
			into.Ways, into.Opens = append(into.Ways, f.Ways...), append(into.Opens, f.Opens...)
			continue
		}
		out = append(out, f)
	}
	return out
}

// edges are what the package binds, sorted. What is handed to functions of libraries is told by what they do with it, in the tables.
func (s *summariser) edges() []bind.Edge {
	set := map[bind.Edge]bool{}
	inTest := func(fn *ssa.Function) bool { return isTestFile(s.p.Fset.Position(fn.Pos()).Filename) }
	s.slots.Record(inTest, nil, func(e bind.Edge, at ssa.Instruction) {
		if call, ok := at.(ssa.CallInstruction); ok {
			if obj := flow.Callee(call.Common()); obj != nil && (obj.Pkg() == nil || !s.own(obj.Pkg().Path())) && strings.HasPrefix(e.To, flow.Key(obj)) {
				return
			}
		}
		set[e] = true
	})
	return slices.SortedFunc(maps.Keys(set), func(a, b bind.Edge) int { return cmp.Or(strings.Compare(a.To, b.To), strings.Compare(a.From, b.From)) })
}

// ownType reports a named type of the user's.
func (s *summariser) ownType(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && s.own(n.Obj().Pkg().Path())
}

// function describes one function.
func (s *summariser) function(fn *ssa.Function) Func {
	f := Func{Key: flow.FuncKey(fn), Pos: s.position(fn.Pos()), Denies: s.guards.Denies(fn), Waits: s.guards.Waits(fn)}
	f.Lax = (guard.Named(f.Key) != guard.None || s.guards.AsksSomewhere(fn)) && s.guards.Breaks(fn)
	f.Opens = s.guards.Openings(fn)
	f.Idle = guard.NeverRefuses(fn)
	seen := f.Denies
	contracted := s.guards.Contract(f.Key)
	if contracted {
		f.Denies = guard.Permission
	}
	for _, g := range s.guards.Gates(fn) {
		f.Grants = f.Grants || g.Grants() && !s.generated(fn) // what a generator writes is in every program that uses it
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch x := instr.(type) {
			case *ssa.TypeAssert:
				if n, ok := types.Unalias(x.AssertedType).(*types.Named); ok && types.IsInterface(n) && n.Obj().Pkg() != nil && s.own(n.Obj().Pkg().Path()) {
					s.asserted[flow.TypeKey(n)] = true
				}
			case *ssa.MakeClosure:
				// What a function makes it may call, or hand to what calls it.
				if inner, ok := x.Fn.(*ssa.Function); ok && inner.Parent() != nil {
					f.Calls = append(f.Calls, Step{To: flow.FuncKey(inner), Gates: s.gates(x), Pos: s.position(inner.Pos()), Given: given(x.Bindings, "f", 0)})
				} else if ok {
					f.Calls = append(f.Calls, Step{To: flow.Key(boundMethod(inner)), Gates: s.gates(x), Pos: s.position(x.Pos())})
				}
			case ssa.CallInstruction:
				s.call(&f, x)
			}
			f.Calls = append(f.Calls, s.handed(instr)...)
		}
	}
	s.middleware(&f, fn)
	f.Keyed = keyedBy(fn)
	f.Asks = f.Grants && slices.ContainsFunc(s.guards.Gates(fn), func(g *guard.Gate) bool { return g.Grants() && !g.GoesOn() })
	f.Lax = f.Lax || f.Idle && f.Grants
	f.Shadow = contracted && s.grantsWithin(fn) && max(seen, f.Next) < guard.Permission
	if f.HasNext {
		f.Tables = s.tables(fn)
	}
	return f
}

// grantsWithin reports a function that asks for a permission, or makes one that does.
func (s *summariser) grantsWithin(fn *ssa.Function) bool {
	return slices.ContainsFunc(s.guards.Gates(fn), (*guard.Gate).Grants) || slices.ContainsFunc(fn.AnonFuncs, s.grantsWithin)
}

// generated reports a function in a file that a program has written.
func (s *summariser) generated(fn *ssa.Function) bool {
	f := s.p.FileOf(fn.Pos())
	return f != nil && ast.IsGenerated(f)
}

func boundMethod(fn *ssa.Function) *types.Func {
	obj, _ := fn.Object().(*types.Func)
	return obj
}

// handed are the functions that an instruction uses as values, other than the one that it calls: whoever is given them may call them.
func (s *summariser) handed(instr ssa.Instruction) []Step {
	var out []Step
	var callee ssa.Value
	if call, ok := instr.(ssa.CallInstruction); ok && !call.Common().IsInvoke() {
		callee = call.Common().Value
	}
	for _, op := range instr.Operands(nil) {
		fn, ok := (*op).(*ssa.Function)
		if !ok || *op == callee {
			continue
		}
		if _, isClosure := instr.(*ssa.MakeClosure); isClosure {
			continue
		}
		if o := fn.Origin(); o != nil {
			fn = o
		}
		if fn.Pkg != nil && s.own(fn.Pkg.Pkg.Path()) {
			out = append(out, Step{To: flow.FuncKey(fn), Gates: s.gates(instr), Pos: s.position(fn.Pos())})
		}
	}
	return out
}

// call notes an effect or a call of a function of the user's.
func (s *summariser) call(f *Func, call ssa.CallInstruction) {
	pos, _ := s.p.CallPos(call)
	if e, ok := s.effects.Of(call); ok {
		if !e.Trail {
			f.Effects = append(f.Effects, Step{What: e.What, Gates: s.gates(call), Pos: s.position(pos), Bound: boundBy(call, e.What)})
		}
		return
	}
	obj := flow.Callee(call.Common())
	if obj == nil {
		v := call.Common().Value
		step := Step{To: fieldOf(v), Unknown: true, Gates: s.gates(call), Pos: s.position(pos)}
		if step.To == "" && bind.IsElement(v) {
			step.To = "a function that a list or a map holds"
		}
		if step.To != "" {
			step.Slots = s.slots.Of(v)
			f.Calls = append(f.Calls, step)
		}
		return
	}
	if obj.Pkg() != nil && s.own(obj.Pkg().Path()) {
		values, first := arguments(call)
		step := Step{To: flow.Key(obj), Invoke: call.Common().IsInvoke(), Gates: s.gates(call), Pos: s.position(pos), Given: given(values, "p", first), Noted: s.guards.Noted(call)}
		if step.Invoke {
			step.Slots = s.slots.Of(call.Common().Value)
		}
		f.Calls = append(f.Calls, step)
		return
	}
	if s.effects.Foreign(call) {
		f.Calls = append(f.Calls, Step{To: flow.Key(obj), Unknown: true, Foreign: true, Gates: s.gates(call), Pos: s.position(pos)})
	}
}

// fieldOf names the field or variable that a called function value is read from; the values of parameters were noted where they were made.
func fieldOf(v ssa.Value) string {
	u, ok := v.(*ssa.UnOp)
	if !ok || u.Op != token.MUL {
		return ""
	}
	switch a := u.X.(type) {
	case *ssa.FieldAddr:
		if f := flow.FieldVar(a.X.Type(), a.Field); f != nil {
			return flow.TypeKey(a.X.Type()) + "." + f.Name()
		}
	case *ssa.Global:
		return a.Pkg.Pkg.Path() + "." + a.Name()
	}
	return ""
}

// gates are the decisions that an instruction is behind.
func (s *summariser) gates(x ssa.Instruction) []Gate {
	var out []Gate
	for _, g := range s.guards.Covering(x) {
		one := Gate{Kind: g.Kind, By: g.By, Args: g.Args, Other: s.other(g, x), Opens: s.guards.OpensOf(g)}
		switch {
		case g.By == guard.Dynamic:
			for _, c := range s.guards.DynamicCalls(g) {
				one.Slots = append(one.Slots, s.slots.Of(c.Common().Value)...)
			}
		case g.Kind == guard.None:
			for _, c := range s.guards.Asked(g) {
				if c.Common().IsInvoke() && flow.Key(flow.Callee(c.Common())) == g.By {
					one.Slots = append(one.Slots, s.slots.Of(c.Common().Value)...)
				}
			}
		}
		if !slices.ContainsFunc(out, func(o Gate) bool {
			return o.Kind == one.Kind && o.By == one.By && o.Other == one.Other && slices.Equal(o.Args, one.Args) && slices.Equal(o.Slots, one.Slots) && slices.Equal(o.Opens, one.Opens)
		}) {
			out = append(out, one)
		}
	}
	return out
}

// keep drops what can reach no effect and decides nothing, and the calls of such functions.
func (s *summariser) keep(all []Func) []Func {
	byKey := map[string]*Func{}
	for i := range all {
		byKey[all[i].Key] = &all[i]
	}
	live := map[string]bool{}
	alive := func(c *Step) bool {
		if c.Unknown || live[c.To] {
			return true
		}
		if _, mine := byKey[c.To]; mine {
			return false
		}
		return c.Invoke || s.imported.fn(c.To) != nil || s.imported.reaches(c.To)
	}
	for changed := true; changed; {
		changed = false
		for i := range all {
			f := &all[i]
			if !live[f.Key] && (len(f.Effects) > 0 || s.registers(f.Key) || slices.ContainsFunc(f.Calls, func(c Step) bool { return alive(&c) })) {
				live[f.Key], changed = true, true
			}
		}
	}
	s.asking(all, byKey)
	var out []Func
	for _, f := range all {
		f.Calls = slices.DeleteFunc(f.Calls, func(c Step) bool { return !alive(&c) })
		if live[f.Key] || f.Denies != guard.None || len(f.Waits) > 0 || f.HasNext || f.Asks || f.Lax || len(f.Opens)+len(f.Keyed) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// asking marks what calls a function that asks for a permission.
func (s *summariser) asking(all []Func, byKey map[string]*Func) {
	asks := func(c Step) bool {
		if c.Noted {
			return false
		}
		if mine := byKey[c.To]; mine != nil {
			return mine.Asks
		}
		f := s.imported.fn(c.To)
		return f != nil && f.Asks
	}
	for changed := true; changed; {
		changed = false
		for i := range all {
			if f := &all[i]; !f.Asks && slices.ContainsFunc(f.Calls, asks) {
				f.Asks, changed = true, true
			}
		}
	}
}

// isMethodOfInterface reports a key that may be of an interface's method: of a type that is no pointer.
func isMethodOfInterface(key string) bool {
	return strings.HasPrefix(key, "(") && !strings.HasPrefix(key, "(*")
}
