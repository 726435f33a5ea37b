package sqlread

import "strings"

// Reference is one mention of a relation in a statement.
type Reference struct {
	Relation *Relation
	// CTE is the WITH item that the name means where it stands; nil for a table or view.
	CTE *CTE
	// Written is true for a table that the statement (or a data-modifying WITH item) writes.
	Written bool
	// Query is the query whose FROM holds the relation; nil when a statement's own clause does.
	Query *Query
	// Statement is the innermost statement around it: a WITH item's body, or the statement itself.
	Statement *Statement
}

// Relations lists every mention of a relation in a statement: targets, FROM clauses, sub-selects, WITH items, in the order
// that Inspect meets them. A name means a WITH item when one of that name is in scope: its own WITH clause's earlier items
// (all of them, itself included, under RECURSIVE) and those of the queries around it. A qualified name never does, nor
// does the target of a write.
func Relations(st *Statement) []Reference {
	if st == nil {
		return nil
	}
	r := &resolver{}
	r.statement(st)
	return r.refs
}

// resolver walks a statement and keeps the WITH items in scope.
type resolver struct {
	scope []*CTE
	refs  []Reference
	query *Query
	st    *Statement
}

// statement reads a statement in the scope that stands, adds its own WITH items, and leaves the scope as it found it. A
// written table is told from a read one by identity: MySQL's targets point into the FROM clause.
func (r *resolver) statement(st *Statement) {
	if st == nil {
		return
	}
	outerQuery, outerStatement, mark := r.query, r.st, len(r.scope)
	r.query, r.st = nil, st
	r.with(st.With)
	written := map[*Relation]bool{}
	for _, t := range st.targets() {
		written[t] = true
	}
	Inspect(st, func(n any) bool {
		switch n := n.(type) {
		case *Statement:
			return n == st
		case *CTE:
			return false // read with the scope that it sees
		case *Query:
			r.inQuery(n)
			return false
		case *Relation:
			r.add(n, written[n])
		}
		return true
	})
	r.query, r.st, r.scope = outerQuery, outerStatement, r.scope[:mark]
}

// targets lists the tables that a statement writes.
func (st *Statement) targets() []*Relation {
	if len(st.Targets) > 0 {
		return st.Targets
	}
	if st.Target != nil {
		return []*Relation{st.Target}
	}
	return nil
}

// with reads the items of a WITH clause and leaves them in scope.
func (r *resolver) with(ctes []*CTE) {
	recursive := len(ctes) > 0 && ctes[0].Recursive
	if recursive {
		r.scope = append(r.scope, ctes...)
	}
	for _, c := range ctes {
		r.statement(c.Body)
		if !recursive {
			r.scope = append(r.scope, c)
		}
	}
}

// inQuery reads a query with its WITH items in scope, arm by arm. Arms lean left; the loop goes down that side.
func (r *resolver) inQuery(q *Query) {
	outer, mark := r.query, len(r.scope)
	var spine []*Query
	for ; q.Op != NoSetOp && q.Left != nil; q = q.Left {
		r.with(q.With)
		spine = append(spine, q)
	}
	r.arm(q)
	for i := len(spine) - 1; i >= 0; i-- {
		if spine[i].Right != nil {
			r.inQuery(spine[i].Right)
		}
		r.query = spine[i]
		rest := &Query{OrderBy: spine[i].OrderBy, Limit: spine[i].Limit, Offset: spine[i].Offset, Tail: spine[i].Tail}
		r.walk(rest)
	}
	r.query, r.scope = outer, r.scope[:mark]
}

// arm reads a query without arms, with its own WITH items in scope.
func (r *resolver) arm(q *Query) {
	mark := len(r.scope)
	r.with(q.With)
	r.query = q
	r.walk(q)
	r.scope = r.scope[:mark]
}

// walk lists the relations of one query's own clauses, and hands every query below it to inQuery.
func (r *resolver) walk(q *Query) {
	Inspect(q, func(n any) bool {
		switch n := n.(type) {
		case *CTE:
			return false
		case *Query:
			if n != q {
				at := r.query
				r.inQuery(n)
				r.query = at
				return false
			}
		case *Relation:
			r.add(n, false)
		}
		return true
	})
}

// add lists one mention. The innermost WITH item of that name wins, so the scope is searched from its end.
func (r *resolver) add(rel *Relation, written bool) {
	ref := Reference{Relation: rel, Written: written, Query: r.query, Statement: r.st}
	if !written && rel.Schema == "" && rel.Hole == 0 {
		for i := len(r.scope) - 1; i >= 0; i-- {
			if foldEqual(r.scope[i].Name, rel.Name) {
				ref.CTE = r.scope[i]
				break
			}
		}
	}
	r.refs = append(r.refs, ref)
}

// foldEqual compares two identifiers without regard to case.
func foldEqual(a, b string) bool { return strings.EqualFold(a, b) }
