package scope

import "github.com/bailiwick-dev/bailiwick/internal/sqlread"

// cteEnv is the chain of CTE names in force, innermost first.
type cteEnv struct {
	up  *cteEnv
	def *cteDef
}

func (e *cteEnv) find(name string) *cteDef {
	for ; e != nil; e = e.up {
		if e.def.name == name {
			return e.def
		}
	}
	return nil
}

// cteDef is one WITH item where it is defined.
type cteDef struct {
	name string
	cte  *sqlread.CTE
	lex  *lex     // what its body can refer to
	sum  *summary // what is known of its rows, once asked for
	owes uint8    // whether the body has a broken reference by itself: 0 not asked, 1 no, 2 yes
	busy bool     // the summary is being made: a reference is the recursive one
}

// define puts the CTEs of a WITH clause in force on lx. A name hides tables and outer CTEs for what follows it, and for
// its own body when the clause is RECURSIVE.
func (d *decider) define(lx *lex, with []*sqlread.CTE) {
	for _, c := range with {
		def, ok := d.ctes[c]
		if !ok {
			def = &cteDef{name: fold(c.Name), cte: c}
			body := &lex{up: lx.up, env: lx.env}
			def.lex = body
			if c.Recursive {
				body.env = &cteEnv{up: lx.env, def: def}
			}
			d.ctes[c] = def
		}
		lx.env = &cteEnv{up: lx.env, def: def}
	}
}

// summary returns the summary of a CTE.
func (d *decider) summary(def *cteDef) *summary {
	if def.sum != nil {
		return def.sum
	}
	if def.busy {
		return &summary{open: true} // recursion other than through the arms of a UNION
	}
	def.busy = true
	defer func() { def.busy = false }()
	s := d.bodySummary(def)
	for i, n := range def.cte.Columns {
		if i < len(s.cols) {
			s.cols[i].name = fold(n)
		}
	}
	def.sum = s
	return s
}

// bodySummary summarises a CTE's body. For a recursive one the first arm's summary is taken as what the recursive
// reference knows; what the second arm does not keep up is given up, until the two agree.
func (d *decider) bodySummary(def *cteDef) *summary {
	body := def.cte.Body
	if body == nil {
		return &summary{open: true}
	}
	q := body.Query
	if !def.cte.Recursive || body.Kind != sqlread.KindSelect || q == nil || q.Op != sqlread.Union || q.Left == nil || !names(q.Right, def.name) {
		return d.statementSummary(body, def.lex)
	}
	lx := d.level(def.lex, append(body.With[:len(body.With):len(body.With)], q.With...), true)
	first := d.querySummary(q.Left, lx)
	for i, n := range def.cte.Columns {
		if i < len(first.cols) {
			first.cols[i].name = fold(n)
		}
	}
	guess := first
	for range 4 {
		def.sum = guess
		next := meet(first, d.querySummary(q.Right, lx))
		def.sum = nil
		if next.equal(guess) {
			return next
		}
		guess = next
	}
	for i := range guess.cols { // no agreement: nothing is known
		guess.cols[i].v = nil
	}
	guess.rows, guess.edges = nil, nil
	return guess
}

// names reports whether the query's FROM refers to the name.
func names(q *sqlread.Query, name string) bool {
	if q == nil {
		return false
	}
	if q.Op != sqlread.NoSetOp {
		return names(q.Left, name) || names(q.Right, name)
	}
	found := false
	var look func(te sqlread.TableExpr)
	look = func(te sqlread.TableExpr) {
		switch te := te.(type) {
		case *sqlread.Relation:
			found = found || te.Schema == "" && fold(te.Name) == name
		case *sqlread.Join:
			look(te.Left)
			look(te.Right)
		case *sqlread.Derived:
			found = found || names(te.Query, name)
		}
	}
	for _, te := range q.From {
		look(te)
	}
	return found
}
