package query

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// literalRow is the row of a type whose literals stand for a clause or condition: clause.Eq{…}, builder.Eq{…}. Rows name it by its key.
func (c *chains) literalRow(t types.Type) (*Row, *Library) {
	key := flow.TypeKey(t)
	if key == "" || key == "interface" {
		return nil, nil
	}
	row := c.f.Models.Row(key)
	if row == nil || row.Op != OpLit {
		return nil, nil
	}
	return row, row.lib
}

// literalLink makes a link of a struct literal: its row's words are "Field:role".
func (c *chains) literalLink(row *Row, lib *Library, r flow.Ref, from *link) *link {
	l := &link{row: row, lib: lib, call: from.call, frame: r.Frame}
	v := r.V
	if u, ok := v.(*ssa.UnOp); ok && u.Op == token.MUL {
		v = u.X
	}
	for _, w := range row.words() {
		field, role := cutWord(w)
		if s, ok := literalField(v, field); ok {
			l.roles = append(l.roles, role)
			l.args = append(l.args, flow.Ref{V: s, Frame: r.Frame})
		}
	}
	return l
}

// literalConds reads a literal that is a condition.
func (b *build) literalConds(row *Row, lib *Library, r flow.Ref, from *link) []cond {
	plain := b.c.deref(r)
	switch t := typeOf(plain).Underlying().(type) {
	case *types.Map:
		return b.mapConds(plain, t, row, from)
	case *types.Slice:
		// A list of conditions.
		op := "AND"
		if row.Clause == ClauseOr {
			op = "OR"
		}
		return b.predOp(plain, from, op)
	}
	l := b.c.literalLink(row, lib, plain, from)
	switch row.Clause {
	case ClauseCompare, ClauseEq, ClauseIn, ClauseNotIn:
		if len(l.args) == 0 {
			return []cond{unreadCond(r)}
		}
		if name, ok := b.columnValue(l); ok {
			op := row.Kind
			v, has := l.arg(RoleValue)
			if list, ok := l.arg(RoleArgs); ok {
				v, has = list, true
			}
			if op == "" {
				op = "="
			}
			if !has {
				v = flow.Ref{}
			}
			return []cond{func(b *build) sqlread.Expr { return b.comparison(b.column(b.model.columnOf(name)), op, v, nil) }}
		}
		return []cond{unreadCond(r)}
	case ClauseRaw:
		return b.conds(l)
	case ClauseNot:
		return negate(b.predList2(l))
	case ClauseAnd:
		return b.predList2(l)
	}
	return []cond{unreadCond(r)}
}

// columnValue is the column that a literal names: a text, or an identifier value.
func (b *build) columnValue(l *link) (string, bool) {
	r, ok := l.arg(RoleColumn)
	if !ok {
		return "", false
	}
	plain := b.c.deref(r)
	if isString(typeOf(plain)) {
		return b.constant(l, RoleColumn)
	}
	if row, _ := b.c.literalRow(typeOf(plain)); row != nil && row.Clause == ClauseIdent {
		return b.identOf(row, plain)
	}
	return "", false
}
