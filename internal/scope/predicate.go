package scope

import (
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// assume adds to f that e is true (or, when truth is false, that e is false; unknown is neither).
//
// What e says in a way that is not understood is left out: f then knows less than is true, never more.
func (d *decider) assume(f *facts, e sqlread.Expr, lx *lex, truth bool) {
	d.tick(1)
	switch x := e.(type) {
	case nil:
		return
	case *sqlread.Binary:
		if x.Op == "AND" || x.Op == "OR" {
			if (x.Op == "AND") == truth {
				d.assume(f, x.L, lx, truth)
				d.assume(f, x.R, lx, truth)
			} else {
				d.assumeOne(f, x, lx, truth)
			}
			return
		}
		if x.Op == sqlread.OpHole {
			// What the text adds is taken to begin with AND; the verdict says so.
			f.unread = true
			if truth {
				d.assume(f, x.L, lx, true)
			} else {
				d.noteSubs(f, x, lx)
			}
			return
		}
		d.noteSubs(f, x, lx)
		d.compare(f, x, lx, truth)
		return
	case *sqlread.Unary:
		switch x.Op {
		case "NOT", "IS TRUE", "IS FALSE", "IS NOT TRUE", "IS NOT FALSE":
			if to, ok := truthTest(x.Op, truth); ok {
				d.assume(f, x.X, lx, to)
				return
			}
			d.noteSubs(f, x, lx)
		case "IS NULL", "IS NOT NULL":
			d.noteSubs(f, x, lx)
			t := d.plain(x.X, lx)
			if (x.Op == "IS NULL") == truth {
				f.isNull(t)
			} else {
				f.touch(t)
			}
		default:
			d.noteSubs(f, x, lx)
		}
		return
	case *sqlread.Case:
		d.assumeCase(f, x, lx, truth)
		return
	case *sqlread.Cast:
		d.assume(f, x.X, lx, truth)
		return
	case *sqlread.Row:
		if len(x.Elems) == 1 {
			d.assume(f, x.Elems[0], lx, truth)
			return
		}
	case *sqlread.Func:
		if d.assumeFunc(f, x, lx, truth) {
			return
		}
	}
	if q := queryOf(e); q != nil && !lx.quiet { // before what noteSubs finds inside: the first one counts
		f.subs = append(f.subs, subselect{q, lx, d.lookedUp(f, e, lx, member(e, truth))})
	}
	d.noteSubs(f, e, lx)
	switch x := e.(type) {
	case *sqlread.In:
		d.assumeIn(f, x, lx, truth != x.Not)
	case *sqlread.Exists:
		if truth {
			if b := d.witness(x.Query, lx); b != nil {
				b.assert(f)
			}
		}
	case *sqlread.Quantified:
		if member(x, truth) {
			d.elementOf(f, x.X, x.Array, x.Query, lx)
		}
	case *sqlread.Between:
		f.touch(d.plain(x.X, lx))
		if truth != x.Not && x.Lo != nil && x.Hi != nil {
			if lo, hi := d.plain(x.Lo, lx), d.plain(x.Hi, lx); f.same(lo, hi) {
				f.union(d.plain(x.X, lx), lo) // BETWEEN @a AND @a
			}
		}
	case *sqlread.Literal:
		if x.Kind == sqlread.LitNull || x.Kind == sqlread.LitBool && isTrue(x) != truth {
			f.void = true
		}
	case *sqlread.Hole, *sqlread.Raw:
		f.unread = true
	case *sqlread.Bind:
		f.unread = f.unread || x.Style == sqlread.BindPercent // WHERE %s
	}
}

// truthTest says what a test of truth asks of its operand, when it asks for one truth value.
func truthTest(op string, truth bool) (to, ok bool) {
	switch op {
	case "NOT":
		return !truth, true
	case "IS TRUE":
		return true, truth
	case "IS FALSE":
		return false, truth
	case "IS NOT TRUE":
		return true, !truth
	case "IS NOT FALSE":
		return false, !truth
	}
	return false, false
}

// isTrue reads a constant as a condition.
func isTrue(l *sqlread.Literal) bool {
	return strings.EqualFold(l.Text, "true") || l.Text == "1" || strings.EqualFold(l.Text, "t")
}

// assumeOne adds that one arm of a chain of ORs (of ANDs, when truth is false) holds.
func (d *decider) assumeOne(f *facts, x *sqlread.Binary, lx *lex, truth bool) {
	var c choice
	var split func(e sqlread.Expr)
	split = func(e sqlread.Expr) {
		switch y := e.(type) {
		case *sqlread.Binary:
			if y.Op == x.Op {
				split(y.L)
				split(y.R)
				return
			}
		case *sqlread.Row:
			if len(y.Elems) == 1 {
				split(y.Elems[0])
				return
			}
		}
		c.arms = append(c.arms, func(g *facts) { d.assume(g, e, lx, truth) })
	}
	split(x)
	f.ors = append(f.ors, c)
}

// assumeCase takes CASE as a choice of its branches.
func (d *decider) assumeCase(f *facts, x *sqlread.Case, lx *lex, truth bool) {
	if x.Operand != nil {
		d.noteSubs(f, x, lx)
		return
	}
	var c choice
	for _, w := range x.Whens {
		c.arms = append(c.arms, func(g *facts) {
			d.assume(g, w.Cond, lx, true)
			d.assume(g, w.Then, lx, truth)
		})
	}
	if x.Else != nil {
		c.arms = append(c.arms, func(g *facts) { d.assume(g, x.Else, lx, truth) })
	}
	f.ors = append(f.ors, c)
}

// assumeFunc reads the functions that wrap a condition.
func (d *decider) assumeFunc(f *facts, x *sqlread.Func, lx *lex, truth bool) bool {
	switch x.Name {
	case "coalesce", "ifnull":
		if len(x.Args) == 2 && truth {
			if l, ok := x.Args[1].(*sqlread.Literal); ok && l.Kind == sqlread.LitBool && !isTrue(l) {
				d.assume(f, x.Args[0], lx, true)
				return true
			}
		}
	case "if", "iif":
		if len(x.Args) == 3 {
			f.ors = append(f.ors, choice{arms: []func(*facts){
				func(g *facts) {
					d.assume(g, x.Args[0], lx, true)
					d.assume(g, x.Args[1], lx, truth)
				},
				func(g *facts) { d.assume(g, x.Args[2], lx, truth) },
			}})
			return true
		}
	}
	return false
}

// compare reads L op R.
func (d *decider) compare(f *facts, x *sqlread.Binary, lx *lex, truth bool) {
	switch x.Op {
	case "=":
		if truth {
			d.equate(f, x.L, x.R, lx, true)
			return
		}
	case "<>":
		if !truth {
			d.equate(f, x.L, x.R, lx, true)
			return
		}
	case "IS NOT DISTINCT FROM", "IS DISTINCT FROM":
		if (x.Op == "IS NOT DISTINCT FROM") == truth {
			d.equate(f, x.L, x.R, lx, false)
		}
		return
	case "IS", "IS NOT":
		d.compareIs(f, x, lx, truth)
		return
	case "<", "<=", ">", ">=", "LIKE", "ILIKE", "NOT LIKE", "NOT ILIKE", "~", "~*", "@>", "<@", "&&", "REGEXP":
	default:
		return
	}
	// A comparison is unknown where an operand is NULL.
	f.touch(d.plain(x.L, lx))
	f.touch(d.plain(x.R, lx))
}

// compareIs reads L IS R, which SQLite has for any R.
func (d *decider) compareIs(f *facts, x *sqlread.Binary, lx *lex, truth bool) {
	positive := (x.Op == "IS") == truth
	if l, ok := x.R.(*sqlread.Literal); ok {
		switch l.Kind {
		case sqlread.LitNull:
			if t := d.plain(x.L, lx); positive {
				f.isNull(t)
			} else {
				f.touch(t)
			}
			return
		case sqlread.LitBool:
			if positive {
				d.assume(f, x.L, lx, isTrue(l))
			}
			return
		}
	}
	if positive {
		d.equate(f, x.L, x.R, lx, false)
	}
}

// isNull notes that a column is NULL. For a tenant key that may be NULL the row is one that belongs to no tenant: shared
// by all. A column that is never NULL in a row that is present makes the case impossible.
func (f *facts) isNull(t term) {
	if t == 0 {
		return
	}
	info := f.d.terms[t]
	r := info.row
	if r == nil || r.table == nil {
		return
	}
	if info.col == fold(r.table.Tenancy.Key) && r.table.Tenancy.Nullable {
		f.know(t, &val{kind: valRow, shared: true, why: info.col + " is NULL: the row belongs to no tenant"})
		return
	}
	if f.neverNull(t) {
		f.void = true
	}
}
