package query

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// literalRow is the row of a type whose literals stand for a clause or condition: clause.Eq{…}, builder.Eq{…}. Rows name it by its key.
func (c *chains) literalRow(t types.Type) (*Row, *Library) {
	key := flow.TypeKey(t)
	if key == "" || key == "interface" {
		return nil, nil
	}
	row := c.f.Models.Row(key)
	if row == nil || row.Op != OpLit {
		return nil, nil
	}
	return row, c.library(row)
}

// literalLink makes a link of a struct literal: its row's words are "Field:role".
func (c *chains) literalLink(row *Row, lib *Library, r flow.Ref, from *link) *link {
	l := &link{row: row, lib: lib, call: from.call, frame: r.Frame}
	v := r.V
	if u, ok := v.(*ssa.UnOp); ok && u.Op == token.MUL {
		v = u.X
	}
	for _, w := range row.words() {
		field, role := cutWord(w)
		if s, ok := literalField(v, field); ok {
			l.roles = append(l.roles, role)
			l.args = append(l.args, flow.Ref{V: s, Frame: r.Frame})
		}
	}
	return l
}

// literalConds reads a literal that is a condition.
func (b *build) literalConds(row *Row, lib *Library, r flow.Ref, from *link) []cond {
	plain := b.c.deref(r)
	if m, ok := typeOf(plain).Underlying().(*types.Map); ok {
		op := row.Kind
		if op == "" {
			op = "="
		}
		return []cond{b.mapCond(plain, m, op)}
	}
	l := b.c.literalLink(row, lib, plain, from)
	switch row.Clause {
	case ClauseCompare, ClauseEq, ClauseIn, ClauseNotIn:
		if len(l.args) == 0 {
			return []cond{unreadCond(r)}
		}
		if name, ok := b.columnValue(l); ok {
			op := row.Kind
			v, has := l.arg(RoleValue)
			if list, ok := l.arg(RoleArgs); ok {
				v, has = list, true
			}
			if op == "" {
				op = "="
			}
			return []cond{func(b *build) sqlread.Expr {
				if !has {
					return b.comparison(name, op, flow.Ref{})
				}
				return b.comparison(name, op, v)
			}}
		}
		return []cond{unreadCond(r)}
	case ClauseRaw:
		return b.conds(l)
	case ClauseNot:
		return negate(b.predList2(l))
	case ClauseAnd:
		return b.predList2(l)
	}
	return []cond{unreadCond(r)}
}

// columnValue is the column that a literal names: a text, or an identifier value.
func (b *build) columnValue(l *link) (string, bool) {
	r, ok := l.arg(RoleColumn)
	if !ok {
		return "", false
	}
	plain := b.c.deref(r)
	if isString(typeOf(plain)) {
		return b.constant(l, RoleColumn)
	}
	if row, _ := b.c.literalRow(typeOf(plain)); row != nil && row.Clause == ClauseIdent {
		return b.identOf(row, plain)
	}
	return "", false
}

func (b *build) predList2(l *link) []cond {
	if r, ok := l.arg(RolePred); ok {
		return b.predList(r, l)
	}
	return nil
}

func negate(conds []cond) []cond {
	out := make([]cond, len(conds))
	for i, c := range conds {
		out[i] = func(b *build) sqlread.Expr {
			if e := c(b); e != nil {
				return &sqlread.Unary{Op: "NOT", X: e}
			}
			return nil
		}
	}
	return out
}

// predList reads a list of predicate values that are joined with AND: one reading for each way the list is put together.
func (b *build) predList(r flow.Ref, l *link) []cond {
	return b.predOp(r, l, "AND")
}

func (b *build) predOp(r flow.Ref, l *link, op string) []cond {
	if r.V == nil {
		return []cond{unreadCond(r)}
	}
	lists, complete := b.c.elements(r)
	if op == "AND" && len(lists) > manyLists {
		lists = thinLists(lists)
	}
	var out []cond
	for _, list := range lists {
		alternatives := [][]cond{nil}
		for _, el := range list {
			if el.V == nil {
				el = r
			}
			preds := b.preds(el, l)
			if len(alternatives)*len(preds) > manyLists {
				preds = collapse(preds)
			}
			var next [][]cond
			for _, a := range alternatives {
				for _, p := range preds {
					next = append(next, append(slices.Clone(a), p))
				}
			}
			alternatives = next
		}
		for _, parts := range alternatives {
			out = append(out, func(b *build) sqlread.Expr {
				var e sqlread.Expr
				for _, p := range parts {
					if op == "OR" {
						e = or(e, p(b))
					} else {
						e = and(e, p(b))
					}
				}
				if !complete {
					h := b.hole(r)
					if op == "OR" {
						return or(e, h)
					}
					return and(e, h)
				}
				return e
			})
		}
	}
	if len(out) > maxFragments {
		return collapse(out)
	}
	return out
}

// collapse makes one condition of several readings: their OR. It is evidence just where each of them is, and says nothing where one of them
// says nothing.
func collapse(conds []cond) []cond {
	if len(conds) < 2 {
		return conds
	}
	return []cond{func(b *build) sqlread.Expr {
		var out sqlread.Expr
		nothing := false
		for _, c := range conds {
			e := c(b)
			if e == nil {
				nothing = true
				continue
			}
			out = or(out, e)
		}
		if nothing {
			return nil
		}
		return out
	}}
}

// manyLists is how many ways to put a list of predicates together are followed before those are left out that only narrow another one.
const manyLists = 4

// thinLists leaves out lists that hold all of another one, as long as each of their elements is in a list that is kept.
func thinLists(lists [][]flow.Ref) [][]flow.Ref {
	order := slices.Clone(lists)
	slices.SortStableFunc(order, func(a, b []flow.Ref) int { return len(a) - len(b) })
	var kept [][]flow.Ref
	covered := map[ssa.Value]bool{}
	for _, l := range order {
		fresh := slices.ContainsFunc(l, func(r flow.Ref) bool { return !covered[r.V] })
		if !fresh && slices.ContainsFunc(kept, func(k []flow.Ref) bool {
			return !slices.ContainsFunc(k, func(r flow.Ref) bool { return !slices.ContainsFunc(l, func(s flow.Ref) bool { return s.V == r.V }) })
		}) {
			continue
		}
		kept = append(kept, l)
		for _, r := range l {
			covered[r.V] = true
		}
	}
	return kept
}

// preds reads one predicate value: one reading each.
func (b *build) preds(r flow.Ref, l *link) []cond { return b.predAt(r, l, 0) }

func (b *build) predAt(r flow.Ref, l *link, depth int) []cond {
	if r.V == nil || depth > 12 {
		return []cond{unreadCond(r)}
	}
	if len(r.Path) > 0 {
		return []cond{unreadCond(r)}
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
			if row, lib := b.c.literalRow(a.Type()); row != nil {
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
		case *ssa.Call, *ssa.Extract:
			// *p of a helper that returns a pointer to a predicate.
			return b.predAt(flow.Ref{V: a, Frame: r.Frame}, l, depth+1)
		}
	case *ssa.Alloc:
		if row, lib := b.c.literalRow(x.Type()); row != nil {
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
	}
	if row, lib := b.c.literalRow(r.V.Type()); row != nil {
		return b.literalConds(row, lib, r, l)
	}
	return []cond{unreadCond(r)}
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
	if fn := flow.StaticCallee(&call.Call); fn != nil && row == nil {
		if in := b.c.enter(frame, fn, call); in != nil {
			var out []cond
			for _, ret := range flow.Returns(fn) {
				if result < len(ret.Results) {
					out = append(out, b.predAt(flow.Ref{V: ret.Results[result], Frame: in}, l, depth+1)...)
				}
			}
			if len(out) > maxFragments {
				return collapse(out)
			}
			if len(out) > 0 {
				return out
			}
		}
	}
	return []cond{unreadCond(flow.Ref{V: call, Frame: frame})}
}

// predRow reads a predicate that a row makes.
func (b *build) predRow(l *link, depth int) []cond {
	var recv []cond
	if r, _ := flow.Args(l.call.Common()); r != nil && (l.row.Clause == ClauseAnd || l.row.Clause == ClauseOr) {
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
		return negate(list("AND"))
	case ClauseRaw:
		return b.conds(l)
	case ClauseEdge:
		return b.edgePreds(l)
	case ClauseNop:
		return []cond{func(*build) sqlread.Expr { return nil }}
	}
	return []cond{unreadCond(flow.Ref{V: l.call.Value(), Frame: l.frame})}
}

// combine joins every reading of one condition with every reading of another.
func combine(left, right []cond, op string) []cond {
	if len(left) == 0 {
		return right
	}
	if len(right) == 0 {
		return left
	}
	if len(left)*len(right) > maxFragments {
		left, right = collapse(left), collapse(right)
	}
	var out []cond
	for _, a := range left {
		for _, c := range right {
			out = append(out, func(b *build) sqlread.Expr {
				if op == "OR" {
					return or(a(b), c(b))
				}
				return and(a(b), c(b))
			})
		}
	}
	return out
}

// beans reads values that stand for conditions one by one: a struct's fields that are set, or a condition value.
func (b *build) beans(r flow.Ref, l *link) []cond {
	lists := [][]flow.Ref{{r}}
	complete := true
	if l.rest == RoleBean {
		lists, complete = b.c.elements(r)
	}
	var out []cond
	for _, list := range lists {
		parts := []cond{func(*build) sqlread.Expr { return nil }}
		for _, el := range list {
			parts = combine(parts, b.read(el, nil, false, l), "AND")
		}
		if !complete {
			parts = combine(parts, []cond{unreadCond(r)}, "AND")
		}
		out = append(out, parts...)
	}
	return out
}
