package query

import (
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// fragment is one reading of a piece of SQL that a link receives, with the values for its placeholders.
type fragment struct {
	text  string
	holes []flow.Ref // of the marks in text, in order
	args  []flow.Ref
	more  bool // there are further values
	link  *link
	pick  []int // which reading of each value that is a chain
}

// maxFragments bounds how many readings one link may have.
const maxFragments = 16

// fragments lists the readings of a text argument.
func (b *build) fragments(q flow.Ref, args []flow.Ref, more bool, l *link) []fragment {
	if q.V == nil {
		b.note("a text of the chain was not read")
		return nil
	}
	texts := b.c.f.P.Text(b.c.f.Imports, q)
	if !texts.Complete {
		why := texts.Why
		if why == "" {
			why = "a text of the chain was not read whole"
		}
		b.note(why)
	}
	picks := [][]int{nil}
	for _, a := range args {
		n := 1
		if a.V != nil && b.c.kindOf(flow.Strip(a.V).Type()) == builder || a.V != nil && b.c.kindOf(flow.Strip(a.V).Type()) == handle {
			n = max(1, len(b.c.selects(a, l)))
		}
		var next [][]int
		for _, p := range picks {
			for i := range n {
				next = append(next, append(slices.Clone(p), i))
			}
		}
		picks = next[:min(len(next), maxFragments)]
	}
	var out []fragment
	for _, t := range texts.Alts {
		text, holes := t.Render(sqlread.HoleMark)
		for _, p := range picks {
			if len(out) == maxFragments {
				b.note("a text of the chain is built in too many ways")
				return out
			}
			out = append(out, fragment{text: text, holes: holes, args: args, more: more, link: l, pick: p})
		}
	}
	return out
}

// textConds reads a condition text.
func (b *build) textConds(q flow.Ref, args []flow.Ref, more bool, l *link) []cond {
	var out []cond
	for _, f := range b.fragments(q, args, more, l) {
		text := strings.TrimSpace(f.text)
		if len(args) == 1 && isIdent(text) {
			// Where("id", x)
			out = append(out, func(b *build) sqlread.Expr { return b.equals(text, args[0]) })
			continue
		}
		out = append(out, func(b *build) sqlread.Expr { return b.parseCond(f) })
	}
	return out
}

func isIdent(s string) bool {
	if s == "" {
		return false
	}
	for i, r := range s {
		if r != '_' && r != '.' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return true
}

// parseCond writes a condition text into the build.
func (b *build) parseCond(f fragment) sqlread.Expr {
	text, at := b.fill(f)
	e, problems := sqlread.ReadCondition(text)
	b.adopt(e, at)
	b.problems(problems)
	if r, ok := e.(*sqlread.Row); ok && len(r.Elems) == 0 {
		// A condition that is joined from a list that has no element on this way: the program does not take it.
		b.impossible = true
	}
	return e
}

// problems notes what could not be read of a text.
func (b *build) problems(list []sqlread.Problem) {
	for _, p := range list {
		b.faults = append(b.faults, sqlread.Problem{Reason: p.Reason})
	}
}

// subName is the name that stands for a chain in a text until the text is read.
const subName = "bailiwick_sub_"

// fill puts the placeholders of a text into the numbering of the whole statement: the third "?" of a link becomes the seventh of the
// statement, "$7". A chain among the values becomes a SELECT from a name that adopt replaces; a value that is text of its own (an
// identifier, an expression) takes the placeholder's place. It returns the text and the number of the first hole in it.
func (b *build) fill(f fragment) (text string, firstHole int) {
	firstHole = len(b.holes)
	base := len(b.values)
	index := make([]int, len(f.args)) // of the values that became placeholders, from 1
	var out strings.Builder
	next, hole := 0, 0
	s := f.text
	for i := 0; i < len(s); i++ {
		switch ch := s[i]; {
		case ch == sqlread.HoleMark[0]:
			out.WriteByte(ch)
			r := flow.Ref{}
			if hole < len(f.holes) {
				r = f.holes[hole]
			}
			b.holes = append(b.holes, r)
			hole++
		case ch == '\\' && i+1 < len(s) && s[i+1] == '?' && f.link.lib.NamedMarks:
			out.WriteByte('?')
			i++
		case ch == '?':
			if f.link.lib.NamedMarks {
				if name := wordAt(s, i+1); name != "" {
					b.named1(&out, name, f, index)
					i += len(name)
					continue
				}
			}
			b.place(&out, f, next, index)
			next++
		case ch == '$' && i+1 < len(s) && s[i+1] >= '1' && s[i+1] <= '9' && len(f.args) > 0:
			n := wordAt(s, i+1)
			k, err := strconv.Atoi(n)
			if err != nil || k > len(f.args) {
				out.WriteByte(ch)
				continue
			}
			b.place(&out, f, k-1, index)
			i += len(n)
		default:
			out.WriteByte(ch)
		}
	}
	_ = base
	for _, a := range f.args {
		b.nameArg(a)
	}
	return out.String(), firstHole
}

// wordAt is the identifier or number at an offset.
func wordAt(s string, i int) string {
	j := i
	for j < len(s) && (s[j] == '_' || s[j] >= '0' && s[j] <= '9' || s[j] >= 'a' && s[j] <= 'z' || s[j] >= 'A' && s[j] <= 'Z') {
		j++
	}
	return s[i:j]
}

// named1 writes a placeholder with a name or number: ?0, ?TableAlias, ?name.
func (b *build) named1(out *strings.Builder, name string, f fragment, index []int) {
	if n, err := strconv.Atoi(name); err == nil {
		b.place(out, f, n, index)
		return
	}
	quoted := func(names []string, table bool) string {
		var parts []string
		for _, n := range names {
			if table {
				parts = append(parts, `"`+b.qualifier()+`"."`+n+`"`)
			} else {
				parts = append(parts, `"`+n+`"`)
			}
		}
		return strings.Join(parts, ", ")
	}
	switch name {
	case "TableName":
		if b.model != nil {
			if b.model.schema != "" {
				out.WriteString(`"` + b.model.schema + `".`)
			}
			out.WriteString(`"` + b.model.table + `"`)
			return
		}
	case "TableAlias":
		if q := b.qualifier(); q != "" {
			out.WriteString(`"` + q + `"`)
			return
		}
	case "PKs", "TablePKs":
		if b.model != nil {
			var names []string
			for _, k := range b.model.keyFields() {
				names = append(names, k.column)
			}
			out.WriteString(quoted(names, name == "TablePKs"))
			return
		}
	case "Columns", "TableColumns":
		if b.model != nil {
			var names []string
			for _, f := range b.model.fields {
				if f.column != "" {
					names = append(names, f.column)
				}
			}
			out.WriteString(quoted(names, name == "TableColumns"))
			return
		}
	}
	out.WriteString(":" + name)
}

// place writes argument n of a fragment.
func (b *build) place(out *strings.Builder, f fragment, n int, index []int) {
	if n >= len(f.args) {
		v := Bound{}
		if f.more && len(f.args) == 0 {
			if a, ok := f.link.arg(RoleArgs); ok {
				v.Ref = a.Field("[]")
			}
		}
		out.WriteString("$" + strconv.Itoa(b.bind(v).Index+1))
		return
	}
	if index[n] > 0 {
		out.WriteString("$" + strconv.Itoa(index[n]))
		return
	}
	a := f.args[n]
	if a.V == nil {
		out.WriteString("$" + strconv.Itoa(b.bind(Bound{}).Index+1))
		return
	}
	plain := flow.Ref{V: flow.Strip(a.V), Path: a.Path, Frame: a.Frame}
	if b.c.kindOf(plain.V.Type()) != noBuilder {
		if q := b.embed(b.c.selects(a, f.link), f.pick[n]); q != nil {
			b.subs = append(b.subs, q)
			text := "SELECT * FROM " + subName + strconv.Itoa(len(b.subs))
			if before := strings.TrimRight(out.String(), " \t\r\n"); strings.HasSuffix(before, "(") {
				out.WriteString(text)
			} else {
				out.WriteString("(" + text + ")")
			}
			return
		}
		b.mark(out, a)
		return
	}
	if b.inline(out, plain, f.link) {
		return
	}
	out.WriteString("$" + strconv.Itoa(b.ref(b.c.deref(plain)).Index+1))
	index[n] = len(b.values)
}

func (b *build) mark(out *strings.Builder, r flow.Ref) {
	b.holes = append(b.holes, r)
	out.WriteString(sqlread.HoleMark)
}

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
		b.note(sub.why)
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
	b.note(sub.why)
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

// constant is the one constant text of an argument.
func (b *build) constant(l *link, role Role) (string, bool) {
	r, ok := l.arg(role)
	if !ok || r.V == nil || !isString(flow.Strip(r.V).Type()) {
		return "", false
	}
	t := b.c.f.P.Text(b.c.f.Imports, flow.Ref{V: flow.Strip(r.V), Frame: r.Frame})
	if !t.Complete || len(t.Alts) != 1 {
		return "", false
	}
	s, holes := t.Alts[0].Render(sqlread.HoleMark)
	return s, len(holes) == 0
}

// columnNames are the column names of a link: its texts, by comma.
func (b *build) columnNames(l *link) []string {
	r, ok := l.arg(RoleCols)
	if !ok {
		return nil
	}
	lists, complete := b.c.elements(r)
	if !complete || len(lists) != 1 {
		return []string{""}
	}
	var out []string
	for _, el := range lists[0] {
		if el.V == nil {
			out = append(out, "")
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

// textOf reads the text argument of a role together with the link's values: one reading each.
func (b *build) textOf(l *link, role Role) []fragment {
	r, ok := l.arg(role)
	if !ok {
		return nil
	}
	lists, complete := [][]flow.Ref{nil}, true
	var out []fragment
	if l.rest == role {
		// One list: the text and its values.
		lists, complete = b.c.elements(r)
		for _, list := range lists {
			if len(list) > 0 && list[0].V != nil && isString(flow.Strip(list[0].V).Type()) {
				out = append(out, b.fragments(flow.Ref{V: flow.Strip(list[0].V), Frame: list[0].Frame}, list[1:], !complete, l)...)
			}
		}
		return out
	}
	if a, ok := l.arg(RoleArgs); ok {
		lists, complete = b.c.elements(a)
	}
	for _, args := range lists {
		out = append(out, b.fragments(r, args, !complete, l)...)
	}
	return out
}

// eachText applies a change once for each reading of a text.
func (b *build) eachText(l *link, role Role, change func(b *build, text string, firstHole int)) []*build {
	fs := b.textOf(l, role)
	if len(fs) == 0 {
		if r, ok := l.arg(role); ok {
			b.note("a text of the chain was not read")
			_ = r
		}
		return one(b)
	}
	var out []*build
	for i, f := range fs {
		n := b
		if i < len(fs)-1 {
			n = b.clone()
		}
		text, at := n.fill(f)
		change(n, text, at)
		out = append(out, n)
	}
	return out
}
