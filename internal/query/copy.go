package query

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// copyFrom reads a bulk insert: an INSERT of the named columns whose values come from a source of rows.
func (f *Finder) copyFrom(fn *ssa.Function, call ssa.CallInstruction, row *Row) *Operation {
	op := &Operation{Fn: fn, Call: call, Row: row}
	_, args := flow.Args(call.Common())
	if i := row.Index(RoleSQL); i >= 0 && i < len(args) {
		return f.batch(op, args[i])
	}
	ti, ci := row.Index(RoleTable), row.Index(RoleCols)
	if ti < 0 || ci < 0 || ci >= len(args) {
		return nil
	}
	parts, ok := f.texts(args[ti])
	if !ok || len(parts) == 0 {
		op.Unresolved = "the table of the bulk insert is not known here"
		return op
	}
	rel := &sqlread.Relation{Name: parts[len(parts)-1]}
	if len(parts) > 1 {
		rel.Schema = parts[len(parts)-2]
	}
	stmt := &sqlread.Statement{Kind: sqlread.KindInsert, Verb: "COPY", Target: rel, Targets: []*sqlread.Relation{rel}}
	if si := row.Index(RoleSchema); si >= 0 {
		schema, ok := f.constText(args[si])
		if !ok {
			op.Unresolved = "the table of the bulk insert is not known here"
			return op
		}
		rel.Schema = schema
	}
	cols, ok := f.texts(args[ci])
	if !ok {
		op.Unresolved = "the columns of the bulk insert are not known here"
		return op
	}
	alt := Alternative{Stmt: stmt}
	for _, c := range cols {
		stmt.Columns = append(stmt.Columns, &sqlread.Column{Name: c})
	}
	bindColumns(stmt)
	if ri := row.Index(RoleRows); ri >= 0 && ri < len(args) {
		alt.Binds = f.copyRows(args[ri], len(cols))
	}
	op.Alternatives = []Alternative{alt}
	return op
}

// bindColumns gives an INSERT one row, of a value for each of its columns.
func bindColumns(stmt *sqlread.Statement) {
	var values []sqlread.Expr
	for i := range stmt.Columns {
		values = append(values, &sqlread.Bind{Style: sqlread.BindGo, Index: i})
	}
	stmt.Rows = [][]sqlread.Expr{values}
}

// batch reads an INSERT without its rows, which are appended to what it prepares: "INSERT INTO t (a, b)", with or without VALUES.
func (f *Finder) batch(op *Operation, v ssa.Value) *Operation {
	text, ok := f.constText(v)
	if !ok {
		op.Unresolved = "the statement's text is not known here"
		return op
	}
	text = strings.TrimRight(text, "; \t\r\n")
	if n := len(text) - len("VALUES"); n > 0 && strings.EqualFold(text[n:], "VALUES") {
		text = text[:n]
	}
	for _, stmt := range sqlread.Read(text + " DEFAULT VALUES").Statements {
		bindColumns(stmt)
		op.Alternatives = append(op.Alternatives, Alternative{Stmt: stmt})
	}
	return op
}

// copyRows reads pgx.CopyFromRows([][]any{{…}}) and CopyFromSlice(n, func(i) ([]any, error)).
func (f *Finder) copyRows(v ssa.Value, n int) Binds {
	call, ok := flow.Strip(v).(*ssa.Call)
	if !ok {
		return Binds{}
	}
	key := flow.Key(flow.Callee(&call.Call))
	switch {
	case strings.HasSuffix(key, ".CopyFromRows") && len(call.Call.Args) == 1:
		lists, complete := f.P.Elements(call.Call.Args[0], nil)
		b := Binds{Complete: complete}
		for _, rows := range lists {
			for _, r := range rows {
				if r.V != nil {
					b.Lists = append(b.Lists, f.list(r.V, r.Frame).Lists...)
				}
			}
		}
		return b
	case strings.HasSuffix(key, ".CopyFromSlice") && len(call.Call.Args) == 2:
		var gen *ssa.Function
		switch x := call.Call.Args[1].(type) {
		case *ssa.MakeClosure:
			gen, _ = x.Fn.(*ssa.Function)
		case *ssa.Function:
			gen = x
		}
		if gen == nil {
			return Binds{}
		}
		b := Binds{Complete: true}
		for _, ret := range flow.Returns(gen) {
			if c, ok := ret.Results[0].(*ssa.Const); ok && c.Value == nil {
				continue
			}
			b.Lists = append(b.Lists, f.list(ret.Results[0], nil).Lists...)
		}
		return b
	}
	return Binds{}
}

// texts reads a slice of constant texts.
func (f *Finder) texts(v ssa.Value) ([]string, bool) {
	v = flow.Strip(v)
	if b, ok := v.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
		s, ok := f.constText(v)
		return []string{s}, ok
	}
	lists, complete := f.P.Elements(v, nil)
	if !complete || len(lists) != 1 {
		return nil, false
	}
	var out []string
	for _, el := range lists[0] {
		s, ok := f.constText(el.V)
		if !ok {
			return nil, false
		}
		out = append(out, s)
	}
	return out, true
}

func (f *Finder) constText(v ssa.Value) (string, bool) {
	if v == nil {
		return "", false
	}
	t := f.P.Text(f.Summaries(), flow.Ref{V: v})
	if !t.Complete || len(t.Alts) != 1 {
		return "", false
	}
	s, holes := t.Alts[0].Render(sqlread.HoleMark)
	return s, len(holes) == 0
}
