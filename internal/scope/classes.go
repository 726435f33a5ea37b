package scope

// facts are what is known to hold together for one combination of rows: equality classes of terms, what each class is
// worth, which rows are present, and alternatives of which one holds.
//
// facts form a chain: a sub-select, an arm of an OR, the nullable side of a join see everything that their context knows
// and add to it without changing it. A context gains no equalities once something hangs below it.
type facts struct {
	d      *decider
	up     *facts
	link   map[term]term // towards the class's root
	vals   map[term]*val // by root
	rows   []*row        // rows that first appear here
	extra  []edge        // key joins that a summary knows of
	ors    []choice
	watch  []term // terms whose value is wanted from every arm of a choice
	active map[*group]bool
	arms   []*facts    // the arms of the choices, as last evaluated
	subs   []subselect // sub-selects met on the way, to be judged with these facts
	void   bool        // no combination of rows satisfies this
	unread bool        // a part of the condition could not be read
	arm    bool        // one arm of a choice of up
	base   bool        // the facts of a whole block; up is what surrounds the block
}

// choice is a disjunction: one of its arms holds. An arm adds its facts to what it is given.
type choice struct{ arms []func(*facts) }

func (d *decider) newFacts(up *facts) *facts { return &facts{d: d, up: up} }

// find returns the root of t's class.
func (f *facts) find(t term) term {
	if t == 0 {
		return 0
	}
	if f.up != nil {
		t = f.up.find(t)
	}
	if f.link == nil {
		return t
	}
	root := t
	for {
		n, ok := f.link[root]
		if !ok {
			break
		}
		root = n
	}
	for t != root { // shorten the path for the next search
		next := f.link[t]
		f.link[t] = root
		t = next
	}
	return root
}

// val returns what the class of t is known to be worth, nil when nothing.
func (f *facts) val(t term) *val {
	if t == 0 {
		return nil
	}
	return f.rootVal(f.find(t))
}

func (f *facts) rootVal(root term) *val {
	for g := f; g != nil; g = g.up {
		if v, ok := g.vals[root]; ok {
			return v
		}
	}
	return f.d.terms[root].own
}

// union makes two terms equal.
func (f *facts) union(a, b term) {
	f.d.tick(1)
	if a == 0 || b == 0 {
		return
	}
	a, b = f.find(a), f.find(b)
	if a == b {
		return
	}
	va, vb := f.rootVal(a), f.rootVal(b)
	if b < a {
		a, b = b, a
	}
	if f.link == nil {
		f.link = make(map[term]term)
	}
	f.link[b] = a
	if v := better(va, vb); v != nil {
		f.setVal(a, v)
	}
}

// know adds that the class of t is worth v.
func (f *facts) know(t term, v *val) {
	if t == 0 || v == nil {
		return
	}
	root := f.find(t)
	if b := better(f.rootVal(root), v); b == v {
		f.setVal(root, v)
	}
}

func (f *facts) setVal(root term, v *val) {
	if f.vals == nil {
		f.vals = make(map[term]*val)
	}
	f.vals[root] = v
}

// same reports whether two terms are known to be equal.
func (f *facts) same(a, b term) bool { return a != 0 && b != 0 && f.find(a) == f.find(b) }

// bound returns the value that scopes r, nil when there is none.
func (f *facts) bound(r *row) *val {
	if v := f.val(f.d.tenant(r)); v.good() {
		return v
	}
	return nil
}

// allRows returns the rows that can be spoken of here, outermost first.
func (f *facts) allRows() []*row {
	var chain []*facts
	n, blocks := 0, 0
	for g := f; g != nil && blocks <= maxDepth; g = g.up {
		chain = append(chain, g)
		n += len(g.rows)
		if g.base {
			blocks++
		}
	}
	out := make([]*row, 0, n)
	for i := len(chain) - 1; i >= 0; i-- {
		out = append(out, chain[i].rows...)
	}
	return out
}

// allExtra returns the key joins that summaries brought, outermost first.
func (f *facts) allExtra() []edge {
	if f.up == nil {
		return f.extra
	}
	up := f.up.allExtra()
	return append(up[:len(up):len(up)], f.extra...)
}

// isActive reports whether the rows of g are known to be present.
func (f *facts) isActive(g *group) bool {
	for h := f; h != nil; h = h.up {
		if h.active[g] {
			return true
		}
	}
	return false
}

// isVoid reports whether f or its context is contradictory.
func (f *facts) isVoid() bool {
	for h := f; h != nil; h = h.up {
		if h.void {
			return true
		}
	}
	return false
}

// touch notes that the column behind t is not NULL, hence that its row is present.
func (f *facts) touch(t term) {
	if t == 0 {
		return
	}
	if r := f.d.terms[t].row; r != nil && r.group != nil {
		f.activate(r.group)
	}
}

// neverNull reports whether t is a column that the schema keeps from being NULL, of a row that is known to be present.
func (f *facts) neverNull(t term) bool {
	if t == 0 {
		return false
	}
	info := f.d.terms[t]
	r := info.row
	return r != nil && r.table != nil && notNull(r.table, info.col) && (r.group == nil || f.isActive(r.group))
}
