package query

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// preds reads one predicate value: one reading each.
func (b *build) preds(r flow.Ref, l *link) []cond { return b.predAt(r, l, 0) }

func (b *build) predAt(r flow.Ref, l *link, depth int) []cond {
	if r.V == nil || depth > 12 {
		return []cond{unreadCond(r)}
	}
	if len(r.Path) > 0 {
		return []cond{unreadCond(r)}
	}
	if row, lib := b.c.literalRow(r.V.Type()); row != nil && isList(r.V.Type()) {
		if _, fixed := r.V.(*ssa.Const); !fixed {
			return b.literalConds(row, lib, r, l)
		}
	}
	if b.c.isChain(r) && l.call != nil {
		if row, _ := b.c.rowOfValue(r.V); row == nil || row.Op != OpPred {
			return b.subConds(r, l)
		}
	}
	switch x := r.V.(type) {
	case *ssa.Const:
		return []cond{func(*build) sqlread.Expr { return nil }}
	case *ssa.MakeInterface:
		return b.predAt(flow.Ref{V: x.X, Frame: r.Frame}, l, depth+1)
	case *ssa.ChangeInterface:
		return b.predAt(flow.Ref{V: x.X, Frame: r.Frame}, l, depth+1)
	case *ssa.ChangeType:
		return b.predAt(flow.Ref{V: x.X, Frame: r.Frame}, l, depth+1)
	case *ssa.TypeAssert:
		return b.predAt(flow.Ref{V: x.X, Frame: r.Frame}, l, depth+1)
	case *ssa.Parameter:
		if arg := r.Frame.Arg(x); arg != nil {
			return b.predAt(flow.Ref{V: arg, Frame: r.Frame.Up}, l, depth+1)
		}
	case *ssa.Phi:
		// cond = cond.And(…) in a loop: read with none and with one round.
		if b.c.predDepth[x] > 1 {
			return nil
		}
		b.c.predDepth[x]++
		defer func() { b.c.predDepth[x]-- }()
		var out []cond
		for _, e := range leavesOf(x) {
			out = append(out, b.predAt(flow.Ref{V: e, Frame: r.Frame}, l, depth+1)...)
		}
		if len(out) > maxFragments {
			return collapse(out)
		}
		return out
	case *ssa.UnOp:
		if x.Op != token.MUL {
			break
		}
		switch a := x.X.(type) {
		case *ssa.Alloc:
			if row, lib := b.c.literalRow(a.Type()); row != nil && flow.Struct(a.Type()) != nil {
				return b.literalConds(row, lib, flow.Ref{V: a, Frame: r.Frame}, l)
			}
			var out []cond
			for _, st := range flow.StoredIn(a) {
				out = append(out, b.predAt(flow.Ref{V: st, Frame: r.Frame}, l, depth+1)...)
			}
			if len(out) > 0 {
				return out
			}
		case *ssa.FreeVar:
			if out := b.capturedPred(a, r.Frame, l, depth); len(out) > 0 {
				return out
			}
		case *ssa.Global:
			var out []cond
			for _, st := range b.c.f.P.GlobalStores(a) {
				out = append(out, b.predAt(flow.Ref{V: st}, l, depth+1)...)
			}
			if len(out) > 0 {
				return out
			}
		case *ssa.IndexAddr:
			if out := b.elementPred(a, r.Frame, l, depth); len(out) > 0 {
				return out
			}
		case *ssa.Call, *ssa.Extract:
			// *p of a helper that returns a pointer to a predicate.
			return b.predAt(flow.Ref{V: a, Frame: r.Frame}, l, depth+1)
		}
	case *ssa.Alloc:
		if row, lib := b.c.literalRow(x.Type()); row != nil && flow.Struct(x.Type()) != nil {
			return b.literalConds(row, lib, r, l)
		}
		var out []cond
		for _, st := range flow.StoredIn(x) {
			out = append(out, b.predAt(flow.Ref{V: st, Frame: r.Frame}, l, depth+1)...)
		}
		if len(out) > 0 {
			return out
		}
	case *ssa.Extract:
		if call, ok := x.Tuple.(*ssa.Call); ok {
			return b.predCall(call, x.Index, r.Frame, l, depth)
		}
	case *ssa.Call:
		return b.predCall(x, 0, r.Frame, l, depth)
	case *ssa.MakeMap:
		if row, lib := b.c.literalRow(x.Type()); row != nil {
			return b.literalConds(row, lib, r, l)
		}
	case *ssa.MakeClosure, *ssa.Function:
		return b.funcConds(r, l)
	}
	if row, lib := b.c.literalRow(r.V.Type()); row != nil {
		return b.literalConds(row, lib, r, l)
	}
	return []cond{unreadCond(r)}
}

// elementPred reads a predicate that is taken from a list by its place: what each way to put the list together has there. A list that is too short
// has none, and a place that is no constant may be any.
func (b *build) elementPred(at *ssa.IndexAddr, frame *flow.Frame, l *link, depth int) []cond {
	place, ok := at.Index.(*ssa.Const)
	if _, slice := at.X.Type().Underlying().(*types.Slice); !ok || !slice {
		return nil
	}
	lists, complete := b.c.elements(flow.Ref{V: at.X, Frame: frame})
	if !complete {
		return nil
	}
	var out []cond
	type element struct {
		value ssa.Value
		frame *flow.Frame
	}
	seen := map[element]bool{}
	for _, list := range lists {
		i := int(place.Int64())
		if i >= len(list) {
			continue
		}
		if e := (element{list[i].V, list[i].Frame}); !seen[e] {
			seen[e] = true
			out = append(out, b.predAt(list[i], l, depth+1)...)
		}
	}
	if len(out) > maxFragments {
		return collapse(out)
	}
	return out
}

// rowOfValue is the row of the call that makes a value.
func (c *chains) rowOfValue(v ssa.Value) (*Row, *Library) {
	if call, ok := v.(*ssa.Call); ok {
		return c.rowOf(call)
	}
	return nil, nil
}

// leavesOf are the values that a phi, or phis behind it, choose from, each once.
func leavesOf(x *ssa.Phi) []ssa.Value {
	var out []ssa.Value
	seen := map[ssa.Value]bool{x: true}
	work := []ssa.Value{x}
	for len(work) > 0 {
		v := work[0]
		work = work[1:]
		phi, ok := v.(*ssa.Phi)
		if !ok {
			out = append(out, v)
			continue
		}
		for _, e := range phi.Edges {
			if !seen[e] {
				seen[e] = true
				work = append(work, e)
			}
		}
	}
	return out
}

// capturedPred reads a predicate in a variable that a closure captures.
func (b *build) capturedPred(fv *ssa.FreeVar, frame *flow.Frame, l *link, depth int) []cond {
	i := slices.Index(fv.Parent().FreeVars, fv)
	var out []cond
	for _, mk := range b.c.f.P.Closures(fv.Parent()) {
		up := frame
		for up != nil && up.Fn != mk.Parent() {
			up = up.Up
		}
		switch x := mk.Bindings[i].(type) {
		case *ssa.Alloc:
			for _, st := range flow.StoredIn(x) {
				out = append(out, b.predAt(flow.Ref{V: st, Frame: up}, l, depth+1)...)
			}
		case *ssa.FreeVar:
			out = append(out, b.capturedPred(x, up, l, depth+1)...)
		}
	}
	return out
}

// predCall reads a call that makes a predicate: a row's, or a function of the package that returns one.
func (b *build) predCall(call *ssa.Call, result int, frame *flow.Frame, l *link, depth int) []cond {
	row, lib := b.c.rowOf(call)
	if row != nil && row.Op == OpPred {
		return b.predRow(b.c.linkOf(lib, row, call, frame), depth)
	}
	if row == nil {
		fns := b.c.functions(call.Call.Value, frame, 0)
		if fn := flow.StaticCallee(&call.Call); fn != nil {
			fns = []*ssa.Function{fn}
		}
		var out []cond
		up := frame // from which the literals around the call are in reach as well
		if _, param := call.Call.Value.(*ssa.Parameter); !param {
			up = b.c.frameOf(call.Call.Value, frame, 0)
		}
		for _, fn := range fns {
			in := b.c.enter(up, fn, call)
			if in == nil {
				continue
			}
			for _, ret := range flow.Returns(fn) {
				if result < len(ret.Results) {
					out = append(out, b.predAt(flow.Ref{V: ret.Results[result], Frame: in}, l, depth+1)...)
				}
			}
		}
		if len(out) > maxFragments {
			return collapse(out)
		}
		if len(out) > 0 {
			return out
		}
	}
	return []cond{unreadCond(flow.Ref{V: call, Frame: frame})}
}

// predRow reads a predicate that a row makes.
func (b *build) predRow(l *link, depth int) []cond {
	conds := b.predAlone(l, depth)
	if len(l.roles) > 1 && l.roles[0] == RolePred && l.row.Op == OpPred {
		return b.appended(l.args[0], conds) // a method of a predicate
	}
	return conds
}

// predAlone reads what a row's predicate says by itself.
func (b *build) predAlone(l *link, depth int) []cond {
	var recv []cond
	if r, _ := flow.Args(l.call.Common()); r != nil && (l.row.Clause == ClauseAnd || l.row.Clause == ClauseOr || l.row.Clause == ClauseNot && len(l.roles) == 0) {
		recv = b.predAt(flow.Ref{V: r, Frame: l.frame}, l, depth+1)
	}
	list := func(op string) []cond {
		r, ok := l.arg(RolePred)
		if !ok {
			return nil
		}
		if l.rest == RolePred {
			return b.predOp(r, l, op)
		}
		return b.predAt(r, l, depth+1)
	}
	switch l.row.Clause {
	case ClauseCompare, ClauseEq, ClauseIn, ClauseNotIn:
		return b.compare(l)
	case ClauseAnd:
		return combine(recv, list("AND"), "AND")
	case ClauseOr:
		return combine(recv, list("OR"), "OR")
	case ClauseNot:
		return negate(append(recv, list("AND")...))
	case ClauseRaw:
		return b.conds(l)
	case ClauseBool:
		return b.boolConds(l)
	case ClauseExists:
		return b.existsConds(l)
	case ClauseEdge:
		return b.edgePreds(l)
	case ClausePrint:
		return b.printedConds(l)
	case ClauseNop:
		return []cond{func(*build) sqlread.Expr { return nil }}
	}
	return []cond{unreadCond(flow.Ref{V: l.call.Value(), Frame: l.frame})}
}
