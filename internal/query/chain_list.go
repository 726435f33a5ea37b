package query

import (
	"go/types"
	"slices"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

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
	lists, complete := b.c.conditions(r)
	if op == "OR" && !complete {
		if mapped := b.mapped(r, l); len(mapped) > 0 {
			return mapped
		}
	}
	if op == "OR" {
		// Nobody asks for any of no rows: an empty list is not considered where others are.
		if some := slices.DeleteFunc(slices.Clone(lists), func(l []flow.Ref) bool { return len(l) == 0 }); len(some) > 0 {
			lists = some
		}
	}
	if op == "AND" && len(lists) > manyLists {
		lists = flow.ThinLists(lists)
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

// mapped reads a list of alternatives that a helper makes from another list: whichever elements it has, each is what the function gives that
// makes one. An empty list is not considered: a query for none of several rows is not meant to find all.
func (b *build) mapped(r flow.Ref, l *link) []cond {
	var out []cond
	for _, leaf := range b.c.f.P.Origins(r, nil) {
		if leaf.Kind != flow.LeafCall {
			return nil
		}
		found := false
		for _, a := range leaf.Call.Common().Args {
			for _, fn := range b.c.functions(a, leaf.Frame, 0) {
				results := fn.Signature.Results()
				if results.Len() == 0 || !types.Identical(results.At(0).Type(), elemOf(r.V.Type())) {
					continue
				}
				found = true
				for _, ret := range flow.Returns(fn) {
					out = append(out, b.predAt(flow.Ref{V: ret.Results[0], Frame: b.c.frameOf(a, leaf.Frame, 0)}, l, 1)...)
				}
			}
		}
		if !found {
			return nil
		}
	}
	return collapse(out)
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
