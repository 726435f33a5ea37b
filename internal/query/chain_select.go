package query

import (
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// subName is the name that stands for a chain in a text until the text is read.
const subName = "bailiwick_sub_"

// adopt makes a tree that was read from filled text part of the build: its placeholders stand for Go values, its holes are numbered
// behind those of the build, and the names that stand for chains become them.
func (b *build) adopt(node any, firstHole int) {
	if node == nil {
		return
	}
	sqlread.Inspect(node, func(n any) bool {
		switch x := n.(type) {
		case *sqlread.Bind:
			if x.Style == sqlread.BindDollar {
				x.Style = sqlread.BindGo
			}
		case *sqlread.Hole:
			if x.Index > 0 {
				x.Index += firstHole
			}
		case *sqlread.Relation:
			if x.Hole > 0 {
				x.Hole += firstHole
			}
		case *sqlread.Query:
			if q := b.subOf(x); q != nil {
				*x = *q
				return false
			}
		}
		return true
	})
}

func (b *build) subOf(q *sqlread.Query) *sqlread.Query {
	if len(q.From) != 1 {
		return nil
	}
	r, ok := q.From[0].(*sqlread.Relation)
	if !ok || !strings.HasPrefix(r.Name, subName) {
		return nil
	}
	n, err := strconv.Atoi(strings.TrimPrefix(r.Name, subName))
	if err != nil || n > len(b.subs) {
		return nil
	}
	return b.subs[n-1]
}

// selects reads a chain that is used inside another statement, as a SELECT.
func (c *chains) selects(r flow.Ref, l *link) []*build {
	if l.call == nil || r.V == nil || c.building[l.call] {
		return nil
	}
	c.building[l.call] = true
	defer delete(c.building, l.call)
	v := flow.Strip(r.V)
	at := l.call
	if p := parentOf(v); p != nil && p != at.Parent() {
		return nil
	}
	objs, _ := c.eval(r.V, at, r.Frame)
	var out []*build
	for _, o := range c.minimal(objs) {
		builds := c.apply([]*build{{c: c, lib: c.libraryOf(o, l.lib)}}, o.links)
		for _, b := range builds {
			b.note(o.why)
			if b.from == nil && len(c.awaits[o.why]) > 0 {
				b.from = &sqlread.Derived{Query: &sqlread.Query{}} // what the method gave stands for itself
			}
			if len(out) < maxFragments {
				out = append(out, b)
			}
		}
	}
	return out
}

// libraryOf is the library of a chain's links.
func (c *chains) libraryOf(o object, otherwise *Library) *Library {
	for _, l := range o.links {
		if l.lib != nil {
			return l.lib
		}
	}
	return otherwise
}

func parentOf(v ssa.Value) *ssa.Function {
	if instr, ok := v.(ssa.Instruction); ok {
		return instr.Parent()
	}
	if p, ok := v.(*ssa.Parameter); ok {
		return p.Parent()
	}
	return nil
}

// embed takes reading i of a chain into the build as a query; nil when it is none.
func (b *build) embed(subs []*build, i int) *sqlread.Query {
	if i >= len(subs) {
		return nil
	}
	sub := subs[i]
	stmts := sub.statements()
	if len(stmts) == 0 || stmts[0].Query == nil {
		b.noteAll(sub)
		return nil
	}
	q := stmts[0].Query
	if len(stmts[0].With) > 0 && len(q.With) == 0 {
		q.With = stmts[0].With
	}
	b.take(sub, q)
	return q
}

// take moves the values and holes of another build into this one and renumbers them in the tree that is taken over.
func (b *build) take(sub *build, node any) {
	values, holes := len(b.values), len(b.holes)
	b.values = append(b.values, sub.values...)
	b.holes = append(b.holes, sub.holes...)
	for _, k := range SortedKeys(sub.named) {
		if b.named == nil {
			b.named = map[string]Bound{}
		}
		b.named[k] = sub.named[k]
	}
	b.noteAll(sub)
	b.faults = append(b.faults, sub.faults...)
	sqlread.Inspect(node, func(n any) bool {
		switch x := n.(type) {
		case *sqlread.Bind:
			if x.Style == sqlread.BindGo {
				x.Index += values
			}
		case *sqlread.Hole:
			if x.Index > 0 {
				x.Index += holes
			}
		case *sqlread.Relation:
			if x.Hole > 0 {
				x.Hole += holes
			}
		}
		return true
	})
}
