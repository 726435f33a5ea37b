package query

import (
	"slices"
	"strconv"
	"strings"

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
	texts := b.c.f.P.Text(b.c.f.Summaries(), q)
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
		if a.V != nil && b.c.isChain(flow.Ref{V: flow.Strip(a.V)}) {
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
	if b.c.isChain(plain) {
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
