package query

import (
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// around reads a text that stands in front of a statement or behind it. One with several readings is not read.
func (b *build) around(l *link) []fragment {
	if r, ok := l.arg(RolePred); ok {
		return b.aroundValue(r)
	}
	fs := b.textOf(l, RoleConst)
	if len(fs) != 1 {
		b.note("a text around the statement of the chain was not read")
		return nil
	}
	return fs
}

// aroundValue reads a text that is given as a part of a statement: Expr("RETURNING ?", column).
func (b *build) aroundValue(r flow.Ref) []fragment {
	call, ok := b.c.deref(r).V.(*ssa.Call)
	if !ok {
		b.note("a text around the statement of the chain was not read")
		return nil
	}
	row, lib := b.c.rowOf(call)
	if row == nil || row.Clause != ClauseRaw {
		b.note("a text around the statement of the chain was not read")
		return nil
	}
	fs := b.textOf(b.c.linkOf(lib, row, call, r.Frame), RoleCond)
	if len(fs) != 1 {
		b.note("a text around the statement of the chain was not read")
		return nil
	}
	return fs
}

// aroundText writes the texts in front of a statement, or those behind it, into the build.
func (b *build) aroundText(list []fragment) (text string, firstHole int) {
	firstHole = len(b.holes)
	var out []string
	for _, f := range list {
		s, _ := b.fill(f)
		if f.link.row != nil && f.link.row.Kind != "" {
			s = f.link.row.Kind + " " + s // the word that the function stands for
		}
		out = append(out, s)
	}
	return strings.Join(out, " "), firstHole
}

// dress gives a statement what stands around it: common table expressions, set operations, a conflict clause, what is returned.
func (b *build) dress(st *sqlread.Statement) {
	if len(b.before) > 0 {
		b.dressBefore(st)
	}
	if len(b.behind) > 0 {
		b.dressBehind(st)
	}
}

func (b *build) dressBefore(st *sqlread.Statement) {
	text, at := b.aroundText(b.before)
	first, _, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(text)), " ")
	if first != "WITH" {
		return // EXPLAIN, a comment
	}
	script := sqlread.Read(text + " SELECT 1")
	b.adopt(script, at)
	if len(script.Problems) > 0 || len(script.Statements) != 1 || script.Statements[0].Query == nil {
		b.note("a text in front of the statement of the chain was not read")
		return
	}
	read := script.Statements[0]
	with := append(read.With, read.Query.With...)
	if st.Query != nil && st.Kind == sqlread.KindSelect {
		st.Query.With = append(with, st.Query.With...)
		return
	}
	st.With = append(with, st.With...)
}

// skeleton is a statement that a text can stand behind.
func skeleton(kind sqlread.Kind) string {
	switch kind {
	case sqlread.KindSelect:
		return "SELECT 1 FROM bailiwick_own "
	case sqlread.KindInsert:
		return "INSERT INTO bailiwick_own (a) VALUES (1) "
	case sqlread.KindUpdate:
		return "UPDATE bailiwick_own SET a = 1 "
	case sqlread.KindDelete:
		return "DELETE FROM bailiwick_own "
	}
	return ""
}

func (b *build) dressBehind(st *sqlread.Statement) {
	text, at := b.aroundText(b.behind)
	own := skeleton(st.Kind)
	if own == "" {
		return
	}
	script := sqlread.Read(own + text)
	b.adopt(script, at)
	if len(script.Problems) > 0 || len(script.Statements) != 1 {
		b.note("a text behind the statement of the chain was not read")
		return
	}
	read := script.Statements[0]
	st.Returning = append(st.Returning, read.Returning...)
	switch st.Kind {
	case sqlread.KindInsert:
		if read.Conflict != nil {
			st.Conflict = read.Conflict
		}
	case sqlread.KindSelect:
		// UNION … takes what was built as its first arm.
		if read.Query == nil {
			return
		}
		own := st.Query
		if arm := leftmost(read.Query); arm == read.Query {
			own.Where = and(own.Where, arm.Where)
			own.Having = and(own.Having, arm.Having)
		} else {
			*arm = *own
			st.Query = read.Query
		}
	default:
		st.Where = and(st.Where, read.Where)
	}
}

func leftmost(q *sqlread.Query) *sqlread.Query {
	for q.Op != sqlread.NoSetOp && q.Left != nil {
		q = q.Left
	}
	return q
}

// subSelect reads a chain that is a condition as the text that it makes: EXISTS ( SELECT … ).
func (b *build) subSelect(sub *build) sqlread.Expr {
	before, behind := sub.before, sub.behind
	sub.before, sub.behind = nil, nil
	q := b.embed([]*build{sub}, 0)
	if q == nil {
		return nil
	}
	head, at := b.aroundText(before)
	b.subs = append(b.subs, q)
	text := head + " SELECT * FROM " + subName + strconv.Itoa(len(b.subs)) + " "
	tail, _ := b.aroundText(behind)
	if !strings.Contains(head, "(") {
		text, tail = "("+text, tail+")"
	}
	e, problems := sqlread.ReadCondition(text + tail)
	b.problems(problems)
	b.adopt(e, at)
	return e
}

// takeSource takes the rows of a chain for those that are inserted.
func (b *build) takeSource(l *link) []*build {
	r, ok := l.arg(RoleQuery)
	if !ok {
		return one(b)
	}
	n := len(b.c.selects(r, l))
	var out []*build
	for i := range n {
		m := b.clone()
		if m.source = m.embed(m.c.selects(r, l), i); m.source != nil {
			out = append(out, m)
		}
	}
	if len(out) == 0 {
		b.note("the rows that are inserted are not known here")
		return one(b)
	}
	return out
}

// placeRow adds the values of one row, or of several that are lists, in the order of the columns that are listed.
func (b *build) placeRow(l *link) {
	r, ok := l.arg(RoleArgs)
	if !ok {
		return
	}
	refs, complete := b.all(l, RoleArgs)
	if !complete {
		b.placed = append(b.placed, []sqlread.Expr{b.hole(r)})
		return
	}
	var row []sqlread.Expr
	for _, el := range refs {
		if el.V != nil && l.row.Kind == KindRows {
			// Each argument is a row.
			more, whole := b.c.elements(b.c.deref(el))
			if !whole || len(more) != 1 {
				b.placed = append(b.placed, []sqlread.Expr{b.hole(el)})
				continue
			}
			var cells []sqlread.Expr
			for _, cell := range more[0] {
				cells = append(cells, b.operand(cell, l))
			}
			b.placed = append(b.placed, cells)
			continue
		}
		row = append(row, b.operand(el, l))
	}
	if len(row) > 0 {
		b.placed = append(b.placed, row)
	}
}

// placedRows gives the rows whose values stand in the order of the columns. Values that do not fit them are not known.
func (b *build) placedRows() []rowValues {
	var out []rowValues
	for _, vals := range b.placed {
		if len(vals) != len(b.cols) {
			out = append(out, rowValues{cols: []string{""}, vals: vals[:min(1, len(vals))], whole: true})
			continue
		}
		out = append(out, rowValues{cols: b.cols, vals: vals})
	}
	return out
}
