package scope

import "github.com/bailiwick-dev/bailiwick/internal/sqlread"

// nearKind says what a condition on the tenant key that is no evidence looks like.
type nearKind uint8

const (
	nearNone     nearKind = iota
	nearColumn            // compared with something that nothing binds
	nearNegated           // <>, a range, LIKE, IS NOT NULL
	nearArm               // bound in some arms of an OR only
	nearSelf              // compared with itself
	nearOn                // in the ON of an outer join that keeps the row
	nearOptional          // true when no value is given
)

type near struct {
	what nearKind
	join *sqlread.Join
}

// nearest finds what comes nearest to evidence for r among the block's conditions.
func (d *decider) nearest(r *row, b *block) near {
	best := near{}
	if r.table.Tenancy.Key == "" {
		return best
	}
	key := d.column(r, r.table.Tenancy.Key)
	for _, c := range b.conds {
		n := nearIn{d: d, lx: b.lex, key: key}
		n.walk(c.e, false)
		got := near{what: n.best}
		if c.join != nil && n.plain && keeps(c.join, r) {
			got = near{nearOn, c.join}
		}
		if got.what > best.what {
			best = got
		}
	}
	return best
}

// keeps reports whether the join keeps r's row without a match.
func keeps(j *sqlread.Join, r *row) bool {
	switch j.Kind {
	case sqlread.JoinLeft, sqlread.JoinRight:
		for g := r.group; g != nil; g = g.up {
			if g.join == j {
				return false
			}
		}
		return true
	case sqlread.JoinFull:
		return true
	}
	return false
}

// nearIn looks through one condition.
type nearIn struct {
	d     *decider
	lx    *lex
	key   term
	best  nearKind
	plain bool // the key equals a value outside any OR
}

func (n *nearIn) note(k nearKind) {
	if k > n.best {
		n.best = k
	}
}

// isKey reports whether an expression is the tenant key, in some notation.
func (n *nearIn) isKey(e sqlread.Expr) bool {
	c, ok := strip(e).(*sqlread.Column)
	return ok && n.d.resolve(c, n.lx) == n.key
}

// hasKey reports whether the tenant key is one of the values that e may take.
func (n *nearIn) hasKey(e sqlread.Expr) bool {
	for _, a := range alternatives(e) {
		if n.isKey(a) {
			return true
		}
	}
	return false
}

func (n *nearIn) walk(e sqlread.Expr, inOr bool) {
	if !n.d.tick(1) {
		return
	}
	switch x := e.(type) {
	case *sqlread.Binary:
		switch x.Op {
		case "AND":
			n.walk(x.L, inOr)
			n.walk(x.R, inOr)
			return
		case "OR":
			if (absent(x.L) || absent(x.R)) && (n.mentions(x.L) || n.mentions(x.R)) {
				n.note(nearOptional)
			}
			n.walk(x.L, true)
			n.walk(x.R, true)
			return
		}
		l, r := n.isKey(x.L), n.isKey(x.R)
		switch {
		case x.Op != "=" && x.Op != "IS NOT DISTINCT FROM":
			if l || r {
				n.note(nearNegated)
			}
		case l && r:
			n.note(nearSelf)
		case l && n.hasKey(x.R) || r && n.hasKey(x.L):
			n.note(nearOptional)
		case l || r:
			n.equal(inOr)
		case n.hasKey(x.L) || n.hasKey(x.R):
			n.note(nearOptional)
		}
	case *sqlread.Unary:
		if x.Op == "NOT" && n.mentions(x.X) || n.isKey(x.X) {
			n.note(nearNegated)
		}
	case *sqlread.In:
		if n.isKey(x.X) && x.Not {
			n.note(nearNegated)
		} else if n.isKey(x.X) {
			n.equal(inOr)
		}
	case *sqlread.Quantified:
		if n.isKey(x.X) {
			n.equal(inOr)
		}
	case *sqlread.Case:
		if n.mentions(e) {
			n.note(nearOptional)
		}
	}
}

func (n *nearIn) equal(inOr bool) {
	if inOr {
		n.note(nearArm)
		return
	}
	n.plain = true
	n.note(nearColumn)
}

// mentions reports whether the tenant key occurs in e.
func (n *nearIn) mentions(e sqlread.Expr) bool {
	found := false
	walkExpr(e, func(e sqlread.Expr) bool {
		if c, ok := e.(*sqlread.Column); ok && n.d.resolve(c, n.lx) == n.key {
			found = true
		}
		return !found
	})
	return found
}

// absent reports whether a condition asks only whether a bound value was given: @p IS NULL, @p = ”, NOT @has.
func absent(e sqlread.Expr) bool {
	binds, columns := 0, 0
	walkExpr(e, func(e sqlread.Expr) bool {
		switch x := e.(type) {
		case *sqlread.Bind:
			binds++
		case *sqlread.Column, *sqlread.Hole:
			columns++
		default:
			if queryOf(x) != nil {
				columns++
			}
		}
		return true
	})
	return binds > 0 && columns == 0
}
