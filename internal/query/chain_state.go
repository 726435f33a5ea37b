package query

import (
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// object is one builder or handle with the links that it carries.
type object struct {
	links []*link
	// handle is true when a further link leaves the object as it is and gives another one.
	handle bool
	// why is not empty when links may be missing.
	why string
	// typ is the builder's own type, nil where a type parameter stands for it.
	typ types.Type
	// origin is the parameter that the object is or was made from, counted from 1, while a function is summarised.
	origin int
}

// place is a value that holds a builder: an SSA value, a result of a call, or a variable.
type place struct {
	v      ssa.Value
	result int // of a call with several results; -1 for the content of a variable
}

// state is what the builders of a function are at one point of one way through it.
type state struct {
	heap []object
	env  map[place]int
}

func (s *state) clone() *state {
	return &state{heap: slices.Clone(s.heap), env: maps.Clone(s.env)}
}

// alloc adds an object.
func (s *state) alloc(o object) int {
	s.heap = append(s.heap, o)
	return len(s.heap) - 1
}

// maxStates bounds how many ways are followed side by side.
const maxStates = 48

func addObject(list []object, o object) []object {
	if slices.ContainsFunc(list, func(p object) bool {
		return p.handle == o.handle && p.why == o.why && slices.Equal(p.links, o.links)
	}) {
		return list
	}
	return append(list, o)
}

// embedding is the builder of which a value is the embedded part: a method of the inner one is promoted, so it is the same chain.
func embedding(c *chains, v *ssa.UnOp) ssa.Value {
	fa, ok := v.X.(*ssa.FieldAddr)
	if !ok || v.Op != token.MUL || c != nil && c.kindOf(fa.X.Type()) == noBuilder {
		return nil
	}
	if f := flow.FieldVar(fa.X.Type(), fa.Field); f == nil || !f.Embedded() {
		return nil
	}
	return fa.X
}

// resolve finds the object of a value in a state.
func resolve(s *state, v ssa.Value) (int, bool) {
	for range 16 {
		if id, ok := s.env[place{v: v}]; ok {
			return id, true
		}
		switch x := v.(type) {
		case *ssa.Extract:
			if ta, ok := x.Tuple.(*ssa.TypeAssert); ok {
				v = ta.X
				continue
			}
			id, ok := s.env[place{v: x.Tuple, result: x.Index}]
			return id, ok
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.TypeAssert:
			v = x.X
		case *ssa.UnOp:
			outer := embedding(nil, x)
			if outer == nil {
				return 0, false
			}
			v = outer
		default:
			return 0, false
		}
	}
	return 0, false
}
