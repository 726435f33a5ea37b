package query

import (
	"go/types"
	"slices"
	"strings"
)

// operators are the endings of predicate names with what they compare.
var operators = [...][2]string{
	{"EqualFold", "="}, {"ContainsFold", "LIKE"}, {"HasPrefix", "LIKE"}, {"HasSuffix", "LIKE"}, {"Contains", "LIKE"}, {"NotIn", "NOT IN"}, {"NotNil", "IS NOT NULL"},
	{"IsNil", "IS NULL"}, {"NEQ", "<>"}, {"GTE", ">="}, {"LTE", "<="}, {"GT", ">"}, {"LT", "<"}, {"EQ", "="}, {"In", "IN"}, {"", "="},
}

// predicate fills in the row of a predicate function of an entity's package.
func (g *generated) predicate(obj *types.Func) *Row {
	sig := obj.Signature()
	if sig.Recv() != nil || sig.Results().Len() != 1 {
		return nil
	}
	n, ok := types.Unalias(sig.Results().At(0).Type()).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || n.Obj().Pkg().Name() != "predicate" {
		return nil
	}
	root := strings.TrimSuffix(n.Obj().Pkg().Path(), "/predicate")
	if obj.Pkg().Path() != root+"/"+strings.ToLower(n.Obj().Name()) {
		return nil
	}
	e := entity{pkg: obj.Pkg(), name: n.Obj().Name()}
	for _, imp := range append(slices.Clone(g.f.P.Types.Imports()), g.f.P.Types) {
		if imp.Path() == root {
			e.client = imp
		}
	}
	name := obj.Name()
	switch name {
	case "And":
		return &Row{Op: OpPred, Clause: ClauseAnd, Args: "pred..."}
	case "Or":
		return &Row{Op: OpPred, Clause: ClauseOr, Args: "pred..."}
	case "Not":
		return &Row{Op: OpPred, Clause: ClauseNot, Args: "pred"}
	}
	for _, op := range operators {
		field, ok := strings.CutSuffix(name, op[0])
		if !ok {
			continue
		}
		col, ok := g.columnOf(e, field)
		if !ok {
			continue
		}
		row := &Row{Op: OpPred, Clause: ClauseCompare, Kind: op[1], Column: col}
		switch {
		case op[1] == "IN":
			row.Clause, row.Args = ClauseIn, "args..."
		case op[1] == "NOT IN":
			row.Clause, row.Args = ClauseNotIn, "args..."
		case sig.Params().Len() == 1:
			row.Args = "value"
		}
		return row
	}
	if edge, ok := strings.CutPrefix(name, "Has"); ok {
		with := strings.HasSuffix(edge, "With") && sig.Variadic()
		edge = strings.TrimSuffix(edge, "With")
		if !with {
			edge = strings.TrimPrefix(name, "Has")
		}
		if ed := g.edgeOf(e, edge, obj); ed != nil {
			row := &Row{Op: OpPred, Clause: ClauseEdge, Edge: ed}
			if with {
				row.Args = "pred..."
			}
			return row
		}
	}
	return nil
}
