package route

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// keeps records the middleware that a slot holds.
func (s *scanner) keeps(at ssa.Instruction, slot string, v ssa.Value) {
	if slot == "" || !s.goesBetween(v.Type()) {
		return
	}
	if isNil(v) {
		s.add(at.Parent(), at.Pos(), Event{Kind: KindHold, At: []string{slot}, Use: []Middleware{{Func: noMiddleware}}})
		return
	}
	if use := s.middleware([]ssa.Value{v}); len(use) == 1 && use[0].Hole == 0 && use[0].Func != "" && use[0].Func != slot {
		s.add(at.Parent(), at.Pos(), Event{Kind: KindHold, At: []string{slot}, Use: use})
	} else {
		s.add(at.Parent(), at.Pos(), Event{Kind: KindHold, At: []string{slot}, Use: []Middleware{{Pos: s.position(at.Pos())}}})
	}
}

// goesBetween reports a type whose values may be middleware: functions that are given what answers, or what a request goes on to.
func (s *scanner) goesBetween(t types.Type) bool {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return false
	}
	if s.answers(t) {
		return s.models.contexts[flow.TypeKey(sig.Params().At(0).Type())]
	}
	for p := range sig.Params().Variables() {
		if s.answers(p.Type()) || s.models.nexts[flow.TypeKey(p.Type())] {
			return true
		}
	}
	return false
}

// fieldFlows records routers that are handed on in the fields of a struct.
func (s *scanner) fieldFlows(call ssa.CallInstruction, slot, one string, v ssa.Value) {
	st := flow.Struct(v.Type())
	if st == nil || !s.ownType(v.Type()) {
		return
	}
	for i := range st.NumFields() {
		if f := st.Field(i); s.mayRoute(f.Type()) {
			if in, _ := fieldNamed(v, f.Name()); in != nil {
				s.flows(call, slot+"."+f.Name()+one, in)
			}
		}
	}
}

// maxKept bounds how many structs one inside another are looked into for a router.
const maxKept = 3

// keepsRouter reports a struct of the user's, or a pointer to one, with a field that may be a router.
func (s *scanner) keepsRouter(t types.Type) bool {
	keeps, seen := s.keeping[t]
	if !seen {
		keeps = s.hasRouter(t, 0)
		s.keeping[t] = keeps
	}
	return keeps
}

func (s *scanner) hasRouter(t types.Type, depth int) bool {
	n := named(t)
	if n == nil || depth > maxKept || !s.ownType(n) {
		return false
	}
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range st.Fields() {
		if s.mayRoute(f.Type()) || s.hasRouter(f.Type(), depth+1) {
			return true
		}
	}
	return false
}

// standing records the routers that libraries make by themselves.
func (s *scanner) standing() {
	for _, imp := range s.p.Types.Imports() {
		for _, st := range s.models.standing[imp.Path()] {
			s.events = append(s.events, Event{Kind: KindRoute, At: []string{st.On}, Handler: Handler{Routers: []string{st.Router}}, Whole: true})
		}
	}
}
