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

// completeConflict writes out what an upsert means by "all": every key, every column.
func (b *build) completeConflict(st *sqlread.Statement) {
	c := st.Conflict
	if len(c.Columns) == 0 && c.Constraint == "" && !c.AnyKey && b.model != nil {
		for _, k := range b.model.keyFields() {
			c.Columns = append(c.Columns, k.column)
		}
	}
	if b.conflictAll {
		for _, col := range st.Columns {
			if !slices.Contains(c.Columns, col.Name) && !b.isKey(col.Name) {
				c.Set = append(c.Set, sqlread.Assign{
					Columns: []*sqlread.Column{{Name: col.Name}}, Value: &sqlread.Column{Table: "excluded", Name: col.Name},
				})
			}
		}
	}
}

// takeAll takes every column for a write or an upsert, or says that an upsert changes nothing.
func (b *build) takeAll(row *Row) {
	switch {
	case b.conflict == nil:
		b.allCols = true
	case row.Kind == KindNothing:
		c := *b.conflict
		c.DoNothing = true
		b.conflict = &c
	default:
		b.conflictAll = true
	}
}

// conflictOptions reads the options of an upsert.
func (b *build) conflictOptions(l *link) {
	b.conflict = &sqlread.Conflict{}
	r, ok := l.arg(RoleExpr)
	if !ok {
		b.conflict.Columns = b.columnNames(l)
		return
	}
	lists, _ := b.c.elements(r)
	for _, list := range lists {
		for _, el := range list {
			call, ok := flow.Strip(valueOrNil(el)).(*ssa.Call)
			if !ok {
				continue
			}
			row, lib := b.c.rowOf(call)
			if row == nil {
				continue
			}
			opt := newLink(lib, row, call, el.Frame)
			switch row.Clause {
			case ClauseCols:
				b.conflict.Columns = append(b.conflict.Columns, b.columnNames(opt)...)
			case ClauseAllCols:
				b.takeAll(row)
			case ClauseConflict:
				if s, ok := b.constant(opt, RoleConst); ok {
					b.conflict.Constraint = s
				}
				for _, cd := range b.predList2(opt) {
					b.conflict.Where = and(b.conflict.Where, cd(b))
				}
			}
		}
	}
}

// onConflict reads an upsert clause: a literal's fields, or a text.
func (b *build) onConflict(l *link) []*build {
	if l.row.Index(RoleExpr) >= 0 || l.row.Index(RoleCols) >= 0 {
		b.conflictOptions(l)
		return one(b)
	}
	if l.row.Index(RoleArgs) >= 0 && l.row.Index(RoleConst) < 0 {
		b.conflict = &sqlread.Conflict{AnyKey: true, Set: b.assignmentsOf(l)}
		return one(b)
	}
	if l.row.Index(RoleConst) < 0 {
		b.conflict = &sqlread.Conflict{DoNothing: l.row.Kind == "nothing", AnyKey: l.row.Kind == "any"}
		return one(b)
	}
	return b.eachText(l, RoleConst, func(b *build, text string, at int) {
		// The text is what stands behind ON; "DUPLICATE KEY UPDATE" and "CONFLICT (…) DO UPDATE" go on in SET links.
		up := strings.ToUpper(strings.TrimSpace(text))
		full := "INSERT INTO bailiwick (a) VALUES (1) ON " + text
		open := strings.HasSuffix(up, "UPDATE")
		if open && strings.HasPrefix(up, "DUPLICATE") {
			full += " bailiwick_open = 1"
		} else if open {
			full += " SET bailiwick_open = 1"
		}
		script := sqlread.Read(full)
		if len(script.Statements) == 0 || script.Statements[0].Conflict == nil {
			b.note("a conflict clause of the chain was not read")
			return
		}
		b.adopt(script, at)
		c := script.Statements[0].Conflict
		if open {
			c.Set = nil
		}
		b.conflict = c
	})
}

// exprs reads clause values: an upsert, a lock, a condition.
func (b *build) exprs(l *link) []*build {
	r, ok := l.arg(RoleExpr)
	if !ok {
		return one(b)
	}
	lists, _ := b.c.elements(r)
	var out []*build
	for i, list := range lists {
		n := b
		if i < len(lists)-1 {
			n = b.clone()
		}
		for _, el := range list {
			if el.V != nil {
				n.expr(el, l)
			}
		}
		out = append(out, n)
	}
	if len(out) == 0 {
		return one(b)
	}
	return out
}

// expr reads one clause value. A clause of a type that no row lists is an index hint, a routing choice or the like, which no library lets
// change what rows a statement touches.
func (b *build) expr(r flow.Ref, from *link) {
	plain := b.c.result(b.c.deref(r))
	if row, lib := b.c.rowOfValue(plain.V); row != nil && row.Op == OpPred && row.Clause == ClauseConflict && len(plain.Path) == 0 {
		b.conflictPart(b.c.linkOf(lib, row, plain.V.(*ssa.Call), plain.Frame))
		return
	}
	row, lib := b.c.literalRow(typeOf(plain))
	if row == nil {
		return
	}
	switch row.Clause {
	case ClauseConflict:
		b.readConflict(b.c.literalLink(row, lib, plain, from))
	case ClauseWhere:
		for _, c := range b.predList2(b.c.literalLink(row, lib, plain, from)) {
			if e := c(b); e != nil {
				b.where = append(b.where, term{e: e})
			}
			break
		}
	case ClauseReturn:
		b.returning = append(b.returning, sqlread.SelectItem{Star: true})
	case ClauseNop:
	default:
		if conds := b.literalConds(row, lib, plain, from); len(conds) > 0 {
			if e := conds[0](b); e != nil {
				b.where = append(b.where, term{e: e})
			}
		}
	}
}

// conflictPart reads an upsert clause that calls make: DoUpdate("id", Record{…}).Where(…).
func (b *build) conflictPart(l *link) {
	if recv, _ := flow.Args(l.call.Common()); recv != nil {
		b.expr(flow.Ref{V: recv, Frame: l.frame}, l)
	}
	c := &sqlread.Conflict{}
	if b.conflict != nil {
		*c = *b.conflict
	}
	b.conflict = c
	if l.row.Kind == KindNothing {
		c.DoNothing = true
	}
	if s, ok := b.constant(l, RoleCols); ok {
		for _, name := range strings.Split(s, ",") {
			c.Columns = append(c.Columns, strings.TrimSpace(name))
		}
	}
	if r, ok := l.arg(RoleValues); ok {
		row := b.c.values(b, r, l)
		if len(row) == 0 {
			b.note("what a conflict clause writes is not known here")
		}
		for _, v := range row {
			for i, col := range v.cols {
				c.Set = append(c.Set, sqlread.Assign{Columns: []*sqlread.Column{{Name: col}}, Value: v.vals[i]})
			}
		}
	}
	if l.row.Index(RoleArgs) >= 0 {
		c.Set = append(c.Set, b.assignmentsOf(l)...)
	}
	for _, cd := range b.predList2(l) {
		c.Where = and(c.Where, cd(b))
	}
}

// readConflict reads an upsert clause from a literal.
func (b *build) readConflict(l *link) {
	c := &sqlread.Conflict{}
	b.conflict = c
	if r, ok := l.arg(RoleNothing); ok {
		c.DoNothing = isTrue(r.V)
	}
	if r, ok := l.arg(RoleAll); ok {
		b.conflictAll = isTrue(r.V)
	}
	if s, ok := b.constant(l, RoleConst); ok {
		c.Constraint = s
	}
	if r, ok := l.arg(RoleCols); ok {
		lists, complete := b.c.elements(b.c.deref(r))
		if !complete {
			b.note("the columns of a conflict clause are not known here")
		}
		for _, list := range lists {
			for _, el := range list {
				if el.V == nil {
					continue
				}
				plain := b.c.deref(el)
				if row, _ := b.c.literalRow(typeOf1(plain)); row != nil {
					if s, ok := b.identOf(row, plain); ok {
						c.Columns = append(c.Columns, s)
					}
				}
			}
		}
	}
	if r, ok := l.arg(RoleValues); ok {
		b.conflictSet(c, b.c.result(b.c.deref(r)), l)
	}
	if r, ok := l.arg(RolePred); ok {
		plain := b.c.deref(r)
		if row, lib := b.c.literalRow(typeOf(plain)); row != nil {
			for _, cd := range b.predList2(b.c.literalLink(row, lib, plain, l)) {
				c.Where = cd(b)
				break
			}
		}
	}
}

// conflictSet reads what an upsert assigns.
func (b *build) conflictSet(c *sqlread.Conflict, r flow.Ref, l *link) {
	call, ok := r.V.(*ssa.Call)
	if !ok {
		c.Set = append(c.Set, sqlread.Assign{Columns: []*sqlread.Column{{}}, Value: b.hole(r)})
		return
	}
	row, lib := b.c.rowOf(call)
	if row == nil {
		c.Set = append(c.Set, sqlread.Assign{Columns: []*sqlread.Column{{}}, Value: b.hole(r)})
		return
	}
	inner := newLink(lib, row, call, r.Frame)
	if row.Clause == ClauseCols {
		for _, n := range b.columnNames(inner) {
			c.Set = append(c.Set, sqlread.Assign{Columns: []*sqlread.Column{{Name: n}}, Value: &sqlread.Column{Table: "excluded", Name: n}})
		}
		return
	}
	if v, ok := inner.arg(RoleValues); ok {
		entries, _ := b.c.entries(v)
		for _, e := range entries {
			c.Set = append(c.Set, sqlread.Assign{Columns: []*sqlread.Column{{Name: e.key}}, Value: b.value(e.value, l)})
		}
	}
}

// typeOf1 is the type of a value that may be the address of an element.
func typeOf1(r flow.Ref) types.Type { return deref(typeOf(r)) }

func isTrue(v ssa.Value) bool {
	k, ok := v.(*ssa.Const)
	if !ok || k.Value == nil {
		return false
	}
	yes, err := strconv.ParseBool(k.Value.ExactString())
	return err == nil && yes
}
