package tenantscope

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
)

// Edge says that what is in From, a slot or a concrete type (with a leading "="), flows into the slot To.
type Edge = bind.Edge

// slots names the places that hold interface values of the user's.
func (j *judge) slots() *bind.Slots { return &bind.Slots{P: j.p, Own: j.ownInterface} }

// ownIface reports an interface type that the user's modules declare.
func (j *judge) ownIface(t types.Type) bool { return types.IsInterface(t) && j.ownInterface(t) }

// recordEdges writes down what flows into the slots of this package's functions, fields and variables, and into parameters of
// functions that it calls.
func (j *judge) recordEdges() {
	have := map[Edge]bool{}
	for _, e := range j.fact.Edges {
		have[e] = true
	}
	j.edgeAt = map[Edge]token.Pos{}
	owing := map[string]bool{} // functions whose callers are asked for something
	for i := range j.fact.Open {
		owing[j.fact.Open[i].Func] = true
	}
	for i := range j.fact.Calls {
		if j.fact.Calls[i].forwards() {
			owing[j.fact.Calls[i].Func] = true
		}
	}
	// Tests and mocks bind nothing.
	inTest := func(fn *ssa.Function) bool {
		return strings.HasSuffix(j.pass.Fset.Position(fn.Pos()).Filename, "_test.go")
	}
	j.slots().Record(inTest, func(key string) bool { return owing[key] }, func(e Edge, at ssa.Instruction) {
		if !have[e] {
			have[e] = true
			j.fact.Edges = append(j.fact.Edges, e)
			j.edgeAt[e] = j.place(at)
		}
	})
}
