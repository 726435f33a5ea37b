package scope

import "github.com/bailiwick-dev/bailiwick/internal/sqlread"

// walkExpr calls visit for e and what it is made of, outside in, as long as visit says so. It does not enter the queries
// of sub-selects; their nodes (In, Exists, Sub, Quantified) are visited.
func walkExpr(e sqlread.Expr, visit func(sqlread.Expr) bool) {
	if e == nil || !visit(e) {
		return
	}
	switch x := e.(type) {
	case *sqlread.Binary:
		walkExpr(x.L, visit)
		walkExpr(x.R, visit)
	case *sqlread.Unary:
		walkExpr(x.X, visit)
	case *sqlread.Func:
		for _, a := range x.Args {
			walkExpr(a, visit)
		}
		walkExpr(x.Filter, visit)
		for _, a := range x.Extra {
			walkExpr(a, visit)
		}
	case *sqlread.Cast:
		walkExpr(x.X, visit)
	case *sqlread.Row:
		for _, a := range x.Elems {
			walkExpr(a, visit)
		}
	case *sqlread.In:
		walkExpr(x.X, visit)
		for _, a := range x.List {
			walkExpr(a, visit)
		}
	case *sqlread.Quantified:
		walkExpr(x.X, visit)
		walkExpr(x.Array, visit)
	case *sqlread.Between:
		walkExpr(x.X, visit)
		walkExpr(x.Lo, visit)
		walkExpr(x.Hi, visit)
	case *sqlread.Case:
		walkExpr(x.Operand, visit)
		for _, w := range x.Whens {
			walkExpr(w.Cond, visit)
			walkExpr(w.Then, visit)
		}
		walkExpr(x.Else, visit)
	case *sqlread.Array:
		for _, a := range x.Elems {
			walkExpr(a, visit)
		}
	}
}

// queryOf returns the sub-select of an expression, nil when it has none.
func queryOf(e sqlread.Expr) *sqlread.Query {
	switch x := e.(type) {
	case *sqlread.In:
		return x.Query
	case *sqlread.Exists:
		return x.Query
	case *sqlread.Sub:
		return x.Query
	case *sqlread.Quantified:
		return x.Query
	}
	return nil
}

// subselect is a sub-select of an expression, to be judged where its context is known.
type subselect struct {
	q    *sqlread.Query
	lx   *lex
	push []outCol // what its columns equal in the rows that count, see lookedUp
}

// noteSubs remembers the sub-selects of an expression for judgement with f.
func (d *decider) noteSubs(f *facts, e sqlread.Expr, lx *lex) {
	if lx.quiet {
		return
	}
	walkExpr(e, func(e sqlread.Expr) bool {
		if q := queryOf(e); q != nil {
			f.subs = append(f.subs, subselect{q: q, lx: lx, push: d.lookedUp(f, e, lx, false)})
		}
		return true
	})
}
