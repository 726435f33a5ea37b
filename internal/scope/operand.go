package scope

import "github.com/bailiwick-dev/bailiwick/internal/sqlread"

// plain returns the term of an expression that is one value: a column, or something made of bound values; 0 for others.
func (d *decider) plain(e sqlread.Expr, lx *lex) term {
	e = strip(e)
	switch x := e.(type) {
	case nil:
		return 0
	case *sqlread.Column:
		return d.resolve(x, lx)
	case *sqlread.Bind:
		return d.bind(x)
	case *sqlread.Literal:
		switch x.Kind {
		case sqlread.LitNull, sqlread.LitDefault, sqlread.LitOther:
			return 0
		}
		return d.literal(x)
	case *sqlread.Func:
		if name, ok := settingOf(x); ok {
			return d.setting(name)
		}
		if x.Name == "coalesce" || x.Name == "ifnull" || x.Name == "greatest" || x.Name == "least" {
			return 0 // one of several: see alternatives
		}
	}
	if v := d.pureVal(e); v != nil {
		return d.newTerm(v)
	}
	return 0
}

// alternatives lists the expressions of which e takes the value of one. A NULL among them equals nothing.
func alternatives(e sqlread.Expr) []sqlread.Expr {
	switch x := strip(e).(type) {
	case *sqlread.Func:
		switch x.Name {
		case "coalesce", "ifnull", "greatest", "least":
			var out []sqlread.Expr
			for _, a := range x.Args {
				out = append(out, alternatives(a)...)
			}
			return out
		case "if", "iif":
			if len(x.Args) == 3 {
				return append(alternatives(x.Args[1]), alternatives(x.Args[2])...)
			}
		}
	case *sqlread.Case:
		var out []sqlread.Expr
		for _, w := range x.Whens {
			out = append(out, alternatives(w.Then)...)
		}
		if x.Else != nil {
			out = append(out, alternatives(x.Else)...)
		}
		return out
	case *sqlread.Literal:
		if x.Kind == sqlread.LitNull {
			return nil
		}
	}
	return []sqlread.Expr{e}
}

// equate adds that two expressions are equal. strict means that both are known not to be NULL then ("=", not
// IS NOT DISTINCT FROM).
func (d *decider) equate(f *facts, l, r sqlread.Expr, lx *lex, strict bool) {
	lrow, lok := l.(*sqlread.Row)
	rrow, rok := r.(*sqlread.Row)
	if lok && len(lrow.Elems) > 1 || rok && len(rrow.Elems) > 1 {
		d.equateRows(f, l, r, lrow, rrow, lx, strict)
		return
	}
	ls, rs := alternatives(l), alternatives(r)
	if len(ls) == 1 && len(rs) == 1 {
		d.equateOne(f, ls[0], rs[0], lx, strict)
		return
	}
	if strict && (len(ls) == 0 || len(rs) == 0) {
		f.void = true // a comparison with NULL
		return
	}
	if len(ls)*len(rs) > 64 {
		return
	}
	var c choice
	for _, a := range ls {
		for _, b := range rs {
			c.arms = append(c.arms, func(g *facts) { d.equateOne(g, a, b, lx, strict) })
		}
	}
	f.ors = append(f.ors, c)
}

// equateOne adds that two single values are equal.
func (d *decider) equateOne(f *facts, l, r sqlread.Expr, lx *lex, strict bool) {
	if ll, ok := strip(l).(*sqlread.Literal); ok {
		if rl, ok := strip(r).(*sqlread.Literal); ok && ll.Kind == rl.Kind && ll.Kind <= sqlread.LitBool {
			f.void = f.void || ll.Text != rl.Text // 1 = 0
			return
		}
	}
	a, b := d.single(f, l, lx), d.single(f, r, lx)
	if strict {
		f.touch(a)
		f.touch(b)
	}
	f.union(a, b)
}

// single returns the term of an expression; the row that a scalar sub-select takes its value from is added to f.
func (d *decider) single(f *facts, e sqlread.Expr, lx *lex) term {
	if s, ok := strip(e).(*sqlread.Sub); ok && !s.Array && s.Query != nil {
		b := d.witness(s.Query, lx)
		if b == nil {
			return 0
		}
		b.assert(f)
		if len(b.outs) == 1 {
			return b.outs[0].t
		}
		return 0
	}
	return d.plain(e, lx)
}

// equateRows reads (a, b) = (c, d) and (a, b) = (SELECT …).
func (d *decider) equateRows(f *facts, l, r sqlread.Expr, lrow, rrow *sqlread.Row, lx *lex, strict bool) {
	switch {
	case lrow != nil && rrow != nil:
		for i := range lrow.Elems {
			if i < len(rrow.Elems) {
				d.equate(f, lrow.Elems[i], rrow.Elems[i], lx, strict)
			}
		}
	case lrow != nil:
		if s, ok := strip(r).(*sqlread.Sub); ok {
			d.memberOf(f, lrow, s.Query, lx)
		}
	case rrow != nil:
		if s, ok := strip(l).(*sqlread.Sub); ok {
			d.memberOf(f, rrow, s.Query, lx)
		}
	}
}
