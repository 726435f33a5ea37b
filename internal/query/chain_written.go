package query

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// A part of a statement may be what a function writes into a builder of text. The calls of that builder are links (ClauseWrite): what they write,
// in order, is text with placeholders, which is read as any other condition is. A function with a loop is not read.

// printedConds reads a part of a statement that functions write, or the text of the builder that is the receiver: one reading each.
func (b *build) printedConds(l *link) []cond {
	unread := []cond{unreadCond(flow.Ref{V: l.call.Value(), Frame: l.frame})}
	ways, ok := b.c.writers(l)
	if !ok {
		return unread
	}
	if len(ways) == 0 {
		return []cond{func(*build) sqlread.Expr { return nil }} // P() says nothing yet
	}
	var out []cond
	for _, links := range ways {
		if !writable(links) {
			return unread
		}
		out = append(out, func(b *build) sqlread.Expr {
			var text strings.Builder
			at := len(b.holes)
			b.write(&text, links)
			e, problems := sqlread.ReadCondition(text.String())
			b.adopt(e, at)
			b.problems(problems)
			return e
		})
	}
	return out
}

// writtenItems adds the columns of a projection that a function writes: NULL AS "total". It reports whether the value is such a part.
func (b *build) writtenItems(r flow.Ref) bool {
	row, lib := b.c.rowOfValue(r.V)
	if row == nil || row.Clause != ClausePrint || len(r.Path) > 0 {
		return false
	}
	ways, ok := b.c.writers(b.c.linkOf(lib, row, r.V.(*ssa.Call), r.Frame))
	if !ok || len(ways) != 1 || !writable(ways[0]) {
		return false
	}
	var text strings.Builder
	at := len(b.holes)
	b.write(&text, ways[0])
	items, _ := sqlread.ReadItems(text.String())
	for i := range items {
		b.adopt(items[i].Expr, at)
	}
	b.addItems(items, text.String())
	return true
}

// writers lists, for each way, the links that write a part; ok is false where they are not known.
func (c *chains) writers(l *link) (ways [][]*link, ok bool) {
	if r, has := l.arg(RoleFunc); has {
		refs := []flow.Ref{r}
		if l.rest == RoleFunc {
			lists, complete := c.elements(r)
			if !complete || len(lists) != 1 {
				return nil, false
			}
			refs = lists[0]
		}
		switch len(refs) {
		case 0:
			return nil, true
		case 1:
			ways = c.straight(refs[0], l)
			return ways, len(ways) > 0
		}
		return nil, false
	}
	recv, _ := flow.Args(l.call.Common())
	if recv == nil {
		return nil, false
	}
	objs, complete := c.eval(recv, l.call, l.frame)
	for _, o := range objs {
		if o.why != "" {
			return nil, false
		}
		ways = append(ways, o.links)
	}
	return ways, complete && len(ways) > 0
}

// straight lists the links of a function that writes, nil for one that writes in a loop.
func (c *chains) straight(fn flow.Ref, l *link) [][]*link {
	for _, f := range c.functions(flow.Strip(fn.V), fn.Frame, 0) {
		for _, blk := range f.Blocks {
			if slices.ContainsFunc(blk.Succs, func(s *ssa.BasicBlock) bool { return s.Dominates(blk) }) {
				return nil
			}
		}
	}
	return c.closureLinks(fn, l)
}

// writable reports whether every link is known to write.
func writable(links []*link) bool {
	return !slices.ContainsFunc(links, func(l *link) bool { return l.row == nil || l.row.Clause != ClauseWrite })
}

// write writes what links write. What is not known is marked.
func (b *build) write(out *strings.Builder, links []*link) {
	for _, l := range links {
		out.WriteString(l.row.Kind)
		for i, role := range l.roles {
			if i >= len(l.args) {
				break
			}
			refs, complete := []flow.Ref{l.args[i]}, true
			if l.rest == role && i == len(l.roles)-1 {
				refs, complete = b.all(l, role)
			}
			if !complete {
				b.mark(out, l.args[i])
			}
			for k, r := range refs {
				if k > 0 {
					out.WriteString(", ")
				}
				b.writeArg(out, role, r, l)
			}
		}
		if len(l.roles) == 0 && l.row.Kind == "" {
			b.mark(out, flow.Ref{V: valueOf(l), Frame: l.frame})
		}
	}
}

// writeArg writes one argument of a link that writes.
func (b *build) writeArg(out *strings.Builder, role Role, r flow.Ref, l *link) {
	switch role {
	case RoleConst:
		if s, ok := b.constantOf(r); ok {
			out.WriteString(s)
			return
		}
	case RoleColumn, RoleCols:
		if s, ok := b.constantOf(r); ok {
			if isIdent(s) {
				s = `"` + strings.ReplaceAll(s, ".", `"."`) + `"`
			}
			out.WriteString(s)
			return
		}
		if e, ok := b.part(r); ok {
			if col, ok := e.(*sqlread.Column); ok {
				if col.Table != "" {
					out.WriteString(`"` + col.Table + `".`)
				}
				out.WriteString(`"` + col.Name + `"`)
				return
			}
		}
	case RoleValue, RoleArgs:
		if plain := b.c.deref(r); plain.V != nil && !b.c.isChain(plain) {
			out.WriteString("$" + strconv.Itoa(b.ref(plain).Index+1))
			return
		}
		b.writeChain(out, r, l)
		return
	case RolePred:
		b.writeChain(out, r, l)
		return
	case RoleFunc:
		if ways := b.c.straight(r, l); len(ways) == 1 && writable(ways[0]) {
			out.WriteString("(")
			b.write(out, ways[0])
			out.WriteString(")")
			return
		}
	}
	b.mark(out, r)
}

// writeChain writes a chain, or another part that functions write.
func (b *build) writeChain(out *strings.Builder, r flow.Ref, l *link) {
	plain := b.c.deref(r)
	if b.c.isChain(plain) {
		if subs := b.c.selects(plain, l); len(subs) == 1 {
			if q := b.embed(subs, 0); q != nil {
				b.subs = append(b.subs, q)
				out.WriteString("SELECT * FROM " + subName + strconv.Itoa(len(b.subs)))
				return
			}
		}
		b.mark(out, r)
		return
	}
	if row, lib := b.c.rowOfValue(plain.V); row != nil && row.Clause == ClausePrint {
		if ways, ok := b.c.writers(b.c.linkOf(lib, row, plain.V.(*ssa.Call), plain.Frame)); ok && len(ways) == 1 && writable(ways[0]) {
			b.write(out, ways[0])
			return
		}
	}
	if len(plain.Path) == 0 && plain.V != nil && b.inline(out, plain, l) {
		return
	}
	b.mark(out, r)
}

// appended joins a condition to the predicate whose method makes it: what that one holds already is written in front, without a word between.
// Nothing may stand there but NOT.
func (b *build) appended(of flow.Ref, conds []cond) []cond {
	plain := b.c.deref(of)
	row, lib := b.c.rowOfValue(plain.V)
	if row == nil {
		return []cond{unreadCond(of)}
	}
	l := b.c.linkOf(lib, row, plain.V.(*ssa.Call), plain.Frame)
	switch row.Clause {
	case ClausePrint:
		if ways, ok := b.c.writers(l); ok && len(ways) == 0 {
			return conds
		}
	case ClauseNot:
		if len(l.roles) == 1 && l.roles[0] == RolePred && len(l.args) == 1 {
			return b.appended(l.args[0], negate(conds))
		}
	}
	return []cond{unreadCond(of)}
}

// function reads a call of the database's function that a row stands for.
func (b *build) function(l *link) sqlread.Expr {
	r, _ := l.arg(RoleColumn)
	if s, ok := b.constantOf(r); ok && s == "*" {
		return &sqlread.Func{Name: l.row.Kind, Star: true}
	}
	arg, ok := b.sideOf(r, l)
	if !ok {
		return b.hole(flow.Ref{V: l.call.Value(), Frame: l.frame})
	}
	return &sqlread.Func{Name: l.row.Kind, Args: []sqlread.Expr{arg(b)}}
}
