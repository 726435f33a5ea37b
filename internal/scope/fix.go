package scope

import (
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// fix makes the predicate that would scope r, where it is certain where it goes: into the ON that brings the row, at the
// end of WHERE, or as a WHERE at the very end of a block that has nothing behind its FROM.
func (d *decider) fix(r *row, b *block) *Fix {
	key := r.table.Tenancy.Key
	if key == "" || r.rel == nil || r.rel.Span == (sqlread.Span{}) {
		return nil
	}
	if c := columnOf(r.table, key); c != nil {
		key = c.Name
	}
	if strings.ToLower(key) != key {
		return nil // would have to be quoted, in the dialect's way
	}
	name := key
	if len(b.lex.sources) > 1 {
		q := r.rel.Alias
		if q == "" {
			q = r.rel.Name
		}
		if strings.ToLower(q) != q {
			return nil
		}
		name = q + "." + key
	}
	if r.group != nil && r.group.join != nil {
		j := r.group.join
		if j.On == nil || j.Kind == sqlread.JoinFull {
			return nil
		}
		return into(j.On, name, "ON")
	}
	for _, c := range b.conds {
		if c.join != nil {
			continue
		}
		x := into(c.e, name, "WHERE")
		if x != nil && x.Open < 0 && x.Offset == c.e.Pos().End && b.whereSpan.End > x.Offset {
			x.Offset = b.whereSpan.End // behind a closing parenthesis
		}
		return x
	}
	if b.fromSpan.End == 0 {
		return nil
	}
	return &Fix{Offset: b.fromSpan.End, Before: " WHERE " + name + " = ", Open: -1, Where: true, In: "WHERE"}
}

// into appends to a condition, in parentheses when it has an OR at its top. Text that the program adds stays behind.
func into(e sqlread.Expr, name, in string) *Fix {
	o, ok := e.(*sqlread.Binary)
	if ok && o.Op == sqlread.OpHole {
		return into(o.L, name, in)
	}
	span := e.Pos()
	if _, hole := e.(*sqlread.Hole); hole || span.End == 0 {
		return nil
	}
	x := &Fix{Offset: span.End, Before: " AND " + name + " = ", Open: -1, In: in}
	if ok && o.Op == "OR" {
		x.Open, x.Before = span.Start, ")"+x.Before
	}
	return x
}
