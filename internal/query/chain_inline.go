package query

import (
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// inline writes a value that is text rather than a bound value: a quoted identifier, an expression with values of its own.
func (b *build) inline(out *strings.Builder, r flow.Ref, l *link) bool {
	if row, _ := b.c.literalRow(r.V.Type()); row != nil && row.Clause == ClauseIdent {
		s, ok := b.identOf(row, r)
		if !ok {
			b.mark(out, r)
			return true
		}
		if row.Kind == "text" {
			out.WriteString(s)
			return true
		}
		out.WriteString(`"` + strings.ReplaceAll(s, ".", `"."`) + `"`)
		return true
	}
	call, ok := r.V.(*ssa.Call)
	if !ok {
		return false
	}
	row, lib := b.c.rowOf(call)
	if row == nil || row.Op != OpPred {
		return false
	}
	inner := newLink(lib, row, call, r.Frame)
	switch row.Clause {
	case ClausePass:
		if a, ok := inner.arg(RoleValue); ok {
			out.WriteString("$" + strconv.Itoa(b.ref(b.c.deref(a)).Index+1))
			return true
		}
	case ClauseIdent:
		if s, ok := b.constant(inner, RoleConst); ok {
			out.WriteString(s)
			return true
		}
		b.mark(out, r)
		return true
	case ClauseRaw:
		q, ok := inner.arg(RoleCond)
		if !ok {
			return false
		}
		var args []flow.Ref
		more := false
		if a, ok := inner.arg(RoleArgs); ok {
			lists, complete := b.c.elements(a)
			if len(lists) > 0 {
				args = lists[0]
			}
			more = !complete || len(lists) > 1
		}
		fs := b.fragments(q, args, more, inner)
		if len(fs) != 1 {
			b.mark(out, r)
			return true
		}
		text, _ := b.fill(fs[0])
		out.WriteString(text)
		return true
	}
	return false
}

// identOf is the constant text of an identifier value: a named string type, or a struct with a name in it.
func (b *build) identOf(row *Row, r flow.Ref) (string, bool) {
	if isString(r.V.Type()) {
		return b.c.f.constText(r.V)
	}
	plain := b.c.deref(r)
	v := plain.V
	if u, ok := v.(*ssa.UnOp); ok {
		v = u.X
	}
	if s, ok := storedField(v, row.Column); ok {
		return b.c.f.constText(s)
	}
	return "", false
}

// nameArg takes the names that an argument carries: @name in a text.
func (b *build) nameArg(a flow.Ref) {
	if a.V == nil || len(a.Path) > 0 {
		return
	}
	tmp := Binds{}
	b.c.f.nameOf(&tmp, a)
	if len(tmp.Named) == 0 {
		plain := b.c.deref(a)
		if n := rowType(plain.V.Type()); n != nil && !isColumnType(n) && !isList(plain.V.Type()) {
			// A struct whose fields are named values.
			st := n.Underlying().(*types.Struct)
			for i := range st.NumFields() {
				if name := st.Field(i).Name(); st.Field(i).Exported() {
					tmp.set(name, Bound{Ref: plain.Field(name), Name: name})
					tmp.set(snake(name), Bound{Ref: plain.Field(name), Name: name})
				}
			}
		}
	}
	for _, name := range SortedKeys(tmp.Named) {
		if b.named == nil {
			b.named = map[string]Bound{}
		}
		b.named[name] = tmp.Named[name]
	}
}

// constant is the one constant text of an argument.
func (b *build) constant(l *link, role Role) (string, bool) {
	r, ok := l.arg(role)
	if !ok {
		return "", false
	}
	return b.constantOf(r)
}

// constantOf is the one constant text that a value is.
func (b *build) constantOf(r flow.Ref) (string, bool) {
	if r.V == nil || !isString(flow.Strip(r.V).Type()) {
		return "", false
	}
	t := b.c.f.P.Text(b.c.f.Summaries(), flow.Ref{V: flow.Strip(r.V), Frame: r.Frame})
	if !t.Complete || len(t.Alts) != 1 {
		return "", false
	}
	s, holes := t.Alts[0].Render(sqlread.HoleMark)
	return s, len(holes) == 0
}

// columnNames are the column names of a link: its texts, by comma.
func (b *build) columnNames(l *link) []string {
	refs, complete := b.all(l, RoleCols)
	if !complete {
		return []string{""}
	}
	var out []string
	for _, el := range refs {
		if el.V == nil {
			out = append(out, "")
			continue
		}
		if names := b.generatedColumns(el, l.lib); len(names) > 0 {
			out = append(out, names...)
			continue
		}
		s, ok := b.c.f.constText(flow.Strip(el.V))
		if !ok {
			out = append(out, "")
			continue
		}
		for _, n := range strings.Split(s, ",") {
			out = append(out, strings.Trim(strings.TrimSpace(n), "`\""))
		}
	}
	return out
}
