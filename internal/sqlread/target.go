package sqlread

// targetsOf says which of an UPDATE's tables are written. One plain table is the target. Of several (MySQL) it is those
// whose names qualify the columns that are set; without a qualifier the first one. That last guess may name the wrong table
// of a join, but the others stay in From, where each is judged by the same predicates.
func (p *parser) targetsOf(st *Statement, tables []TableExpr, written Span) {
	if len(tables) == 1 {
		if r, ok := tables[0].(*Relation); ok {
			st.Target = r
			return
		}
	}
	st.From = tables
	st.FromSpan = written
	if all := relationsOf(tables); len(all) > 0 {
		for _, a := range st.Set {
			for _, c := range a.Columns {
				if r := named(all, c.Table); r != nil {
					st.addTarget(r)
				}
			}
		}
		if st.Target == nil {
			st.Target = all[0]
		}
	}
}

// addTarget adds a target once. Targets stays empty while there is only one.
func (st *Statement) addTarget(r *Relation) {
	if st.Target == nil {
		st.Target = r
		return
	}
	if st.Targets == nil {
		if st.Target == r {
			return
		}
		st.Targets = []*Relation{st.Target}
	}
	for _, t := range st.Targets {
		if t == r {
			return
		}
	}
	st.Targets = append(st.Targets, r)
}

// relationsOf lists the plain relations of a FROM list, joins looked into, from left to right.
func relationsOf(list []TableExpr) []*Relation {
	var all []*Relation
	var visit func(TableExpr)
	visit = func(t TableExpr) {
		switch t := t.(type) {
		case *Relation:
			all = append(all, t)
		case *Join:
			visit(t.Left)
			visit(t.Right)
		}
	}
	for _, t := range list {
		visit(t)
	}
	return all
}

// named finds the relation that a qualifier refers to: by alias, else by name.
func named(all []*Relation, qualifier string) *Relation {
	if qualifier == "" {
		return nil
	}
	for _, r := range all {
		if r.Alias == "" && foldEqual(r.Name, qualifier) || r.Alias != "" && foldEqual(r.Alias, qualifier) {
			return r
		}
	}
	return nil
}

// targetNames reads the list before MySQL's FROM: a, b.*, c.
func (p *parser) targetNames() []*Relation {
	var names []*Relation
	for {
		start := p.start()
		r := &Relation{}
		for {
			t := p.advance()
			if t.op("*") {
				break
			}
			r.Schema, r.Name, r.Quoted = r.Name, t.text, t.kind == tokQuoted
			if !p.acceptOp(".") {
				break
			}
		}
		r.Span = p.since(start)
		names = append(names, r)
		if !p.acceptOp(",") || !p.cur().isName() {
			return names
		}
	}
}

// deleteTargets resolves the named targets against the joined tables; a name that is none of theirs is a table of its own.
func (p *parser) deleteTargets(st *Statement, names, tables []*Relation) {
	for _, n := range names {
		ref := n.Name
		if n.Alias != "" {
			ref = n.Alias
		}
		if r := named(tables, ref); r != nil {
			n = r
		}
		st.addTarget(n)
	}
}
