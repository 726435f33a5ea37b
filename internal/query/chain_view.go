package query

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// funcConds reads a condition that is a function which is handed the statement: Where(func(s *sql.Selector) { s.Where(…) }). What it joins or
// changes beside conditions counts for the statement.
func (b *build) funcConds(r flow.Ref, l *link) []cond {
	if flowResults(r.V) > 0 {
		return []cond{unreadCond(r)}
	}
	var out []cond
	for _, links := range b.c.closureLinks(r, l) {
		for i := range len(b.c.apply(one(b.inner()), links)) {
			out = append(out, func(b *build) sqlread.Expr {
				builds := b.c.apply(one(b.inner()), links)
				if i >= len(builds) {
					return b.hole(r)
				}
				n := builds[i]
				e := n.condition()
				n.where, n.outer = b.where, b.outer
				*b = *n
				return e
			})
		}
	}
	if len(out) == 0 {
		return []cond{unreadCond(r)}
	}
	if len(out) > maxFragments {
		return collapse(out)
	}
	return out
}

func flowResults(fn ssa.Value) int {
	if mk, ok := fn.(*ssa.MakeClosure); ok {
		fn = mk.Fn
	}
	f, ok := fn.(*ssa.Function)
	if !ok {
		return 0
	}
	return f.Signature.Results().Len()
}

// cteOf is the common table expression that a value stands for where a table is expected, nil when it is none: a chain that WITH starts goes by
// its first name.
func (c *chains) cteOf(b *build, r flow.Ref, l *link) *sqlread.Relation {
	if len(r.Path) > 0 || l.call == nil || !c.isChain(r) {
		return nil
	}
	var rel *sqlread.Relation
	objs, _ := c.eval(r.V, l.call, r.Frame)
	for _, o := range objs {
		start := startOf(o)
		if start == nil || start.row.Clause != ClauseWith {
			return nil
		}
		name, ok := b.constant(start, RoleConst)
		if !ok || rel != nil && rel.Name != name {
			return nil
		}
		rel = &sqlread.Relation{Name: name}
	}
	return rel
}

// viewColumn is a column of the table that the receiver stands for: a table, a common table expression, another chain, or the statement itself.
// Where that is not known the column is none that could be told.
func (b *build) viewColumn(name string, l *link) sqlread.Expr {
	recv, _ := flow.Args(l.call.Common())
	r := b.c.deref(flow.Ref{V: recv, Frame: l.frame})
	unread := flow.Ref{V: l.call.Value(), Frame: l.frame}
	if name == "" || r.V == nil {
		return b.hole(unread)
	}
	if rel := b.c.cteOf(b, r, l); rel != nil {
		return &sqlread.Column{Table: rel.Name, Name: name}
	}
	if b.c.isChain(r) {
		if _, own := r.V.(*ssa.Parameter); own {
			return b.column(name) // the statement that the function is handed
		}
		subs := b.c.selects(r, l)
		if len(subs) == 0 {
			return b.hole(unread)
		}
		of := subs[0].name
		if of == "" {
			of = subs[0].qualifier()
		}
		return &sqlread.Column{Table: of, Name: name}
	}
	rel := b.relationOf(r)
	switch {
	case rel == nil:
		return b.hole(unread)
	case rel.Alias != "":
		return &sqlread.Column{Table: rel.Alias, Name: name}
	}
	return &sqlread.Column{Table: rel.Name, Name: name}
}

// renamedInPlace reports a table that is given another name by a call whose result nobody takes: what it goes by depends on the order of calls.
func (c *chains) renamedInPlace(v ssa.Value) bool {
	if v == nil || v.Referrers() == nil {
		return false
	}
	for _, ref := range *v.Referrers() {
		call, ok := ref.(*ssa.Call)
		if !ok || call.Referrers() == nil || len(*call.Referrers()) > 0 {
			continue
		}
		if row, _ := c.rowOf(call); row != nil && row.Op == OpPred && row.Clause == ClauseAlias {
			return true
		}
	}
	return false
}

// withChains adds the common table expressions of chains that WITH starts: each name goes with the query behind it.
func (b *build) withChains(l *link) []*build {
	refs, complete := b.all(l, RoleQuery)
	if !complete {
		b.note("a common table expression of the chain was not read")
		return one(b)
	}
	builds := one(b)
	for _, r := range refs {
		plain := b.c.deref(r)
		var links []*link
		if b.c.isChain(plain) {
			if objs, _ := b.c.eval(plain.V, l.call, plain.Frame); len(objs) == 1 && startOf(objs[0]) != nil && startOf(objs[0]).row.Clause == ClauseWith {
				links = objs[0].links
			}
		}
		if len(links) == 0 {
			b.note("what stands in front of the statement of the chain was not read")
			continue
		}
		var next []*build
		for _, n := range builds {
			next = append(next, n.withLinks(links, l.row.Kind == "recursive")...)
		}
		builds = next[:min(len(next), maxAlternatives)]
	}
	return builds
}

// withLinks adds what one chain of common table expressions says.
func (b *build) withLinks(links []*link, recursive bool) []*build {
	builds := one(b)
	name := ""
	for _, l := range links {
		if l.row == nil || l.row.Clause != ClauseWith {
			b.note("a common table expression of the chain was not read")
			return one(b)
		}
		if s, ok := b.constant(l, RoleConst); ok {
			name, recursive = s, recursive || l.row.Kind == "recursive"
		}
		r, ok := l.arg(RoleQuery)
		if !ok {
			continue
		}
		var next []*build
		for _, n := range builds {
			next = append(next, n.withEach(name, recursive, r, l)...)
		}
		builds = next[:min(len(next), maxAlternatives)]
	}
	return builds
}

// appliesEach recognises a loop that calls every function of a list with a chain: for _, p := range preds { p(s) }. It gives the instruction that
// begins the loop, at which all of them count; nil for any other call.
func appliesEach(call *ssa.CallCommon) ssa.Instruction {
	load, ok := call.Value.(*ssa.UnOp)
	if !ok || call.IsInvoke() || call.Signature().Results().Len() > 0 || len(call.Args) != 1 {
		return nil
	}
	el, ok := load.X.(*ssa.IndexAddr)
	if !ok || el.X.Referrers() == nil {
		return nil
	}
	if made, ok := call.Args[0].(ssa.Instruction); ok && !made.Block().Dominates(el.Block()) {
		return nil
	}
	for _, ref := range *el.X.Referrers() {
		size, ok := ref.(*ssa.Call)
		if !ok || size.Block() == el.Block() || !size.Block().Dominates(el.Block()) {
			continue
		}
		if fn, ok := size.Call.Value.(*ssa.Builtin); ok && fn.Name() == "len" {
			return size
		}
	}
	return nil
}

// appliedTo adds the conditions of a list of functions to the chain that each of them is called with.
func (c *chains) appliedTo(s *state, at, of *ssa.Call, frame *flow.Frame) {
	id, ok := resolve(s, of.Call.Args[0])
	if !ok {
		return
	}
	o := s.heap[id]
	lib := c.libraryOf(o, nil)
	if lib == nil {
		n, ok := types.Unalias(deref(of.Call.Args[0].Type())).(*types.Named)
		if !ok || n.Obj().Pkg() == nil {
			return
		}
		lib = c.f.Models.Library(n.Obj().Pkg().Path())
	}
	k := linkKey{at, frame}
	l := c.links[k]
	if l == nil {
		l = newLink(lib, &Row{Op: OpLink, Clause: ClauseWhere, Args: "pred..."}, at, frame)
		c.links[k] = l
	}
	o.links = append(slices.Clone(o.links), l)
	s.heap[id] = o
}
