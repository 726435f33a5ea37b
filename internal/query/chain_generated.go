package query

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// Tables that a library generates are structs: each field is a column, and an embedded interface of the library (Library.Tables) makes them
// tables. The names that the database knows are constants of generated functions, which export data does not hold; they are those of the
// catalog that are the same but for case and underscores, else the snake-case forms.

// fieldsFrom follows a value to the generated table that it is read from, through the fields between, outermost first in fields; base is nil when
// there is none.
func fieldsFrom(v ssa.Value, lib *Library) (base ssa.Value, fields []string) {
	var path []string
	for v != nil {
		if _, field := v.(*ssa.FieldAddr); !field && tableStruct(v.Type(), lib) != nil {
			base, fields = v, slices.Clone(path)
		}
		var f *types.Var
		switch x := v.(type) {
		case *ssa.UnOp:
			fa, ok := x.X.(*ssa.FieldAddr)
			if !ok || x.Op != token.MUL {
				return base, fields
			}
			v = fa
			continue
		case *ssa.FieldAddr:
			f, v = flow.FieldVar(x.X.Type(), x.Field), x.X
		case *ssa.Field:
			f, v = flow.FieldVar(x.X.Type(), x.Field), x.X
		default:
			return base, fields
		}
		if f == nil {
			return base, fields
		}
		path = append([]string{f.Name()}, path...)
	}
	return base, fields
}

// tableStruct is the generated struct of a type, nil for any other type.
func tableStruct(t types.Type, lib *Library) *types.Named {
	n, ok := types.Unalias(deref(t)).(*types.Named)
	if !ok || lib == nil || len(lib.Tables) == 0 || !embedsTable(n, lib, 0) {
		return nil
	}
	return n
}

func embedsTable(n *types.Named, lib *Library, depth int) bool {
	st, ok := n.Underlying().(*types.Struct)
	if !ok || depth > 2 {
		return false
	}
	for i := range st.NumFields() {
		f := st.Field(i)
		if !f.Embedded() {
			continue
		}
		if slices.Contains(lib.Tables, flow.TypeKey(f.Type())) {
			return true
		}
		if in, ok := types.Unalias(deref(f.Type())).(*types.Named); ok && embedsTable(in, lib, depth+1) {
			return true
		}
	}
	return false
}

// tableOf is what a value says of a generated table: the relation, and the fields that were read from it.
func (b *build) tableOf(r flow.Ref, lib *Library) (*sqlread.Relation, *types.Named, []string) {
	if r.V == nil || len(r.Path) > 0 || lib == nil || len(lib.Tables) == 0 {
		return nil, nil, nil
	}
	base, fields := fieldsFrom(r.V, lib)
	if base == nil {
		// A parameter or variable: what stands for it tells.
		base = r.V
	}
	of := b.c.deref(flow.Ref{V: base, Frame: r.Frame})
	if of.V == nil || len(of.Path) > 0 {
		return nil, nil, nil
	}
	n := tableStruct(of.V.Type(), lib)
	if n == nil {
		return nil, nil, nil
	}
	rel := b.generatedName(n)
	if call := b.madeBy(of.V); call != nil {
		if !b.renamed(rel, call) {
			return nil, nil, nil
		}
	}
	return rel, n, fields
}

// madeBy is the call that makes a table's value, also where a variable of the package holds it.
func (b *build) madeBy(v ssa.Value) *ssa.Call {
	if load, ok := v.(*ssa.UnOp); ok {
		if g, ok := load.X.(*ssa.Global); ok {
			if st := b.c.f.P.GlobalStores(g); len(st) == 1 {
				v = st[0]
			}
		}
	}
	call, ok := v.(*ssa.Call)
	if !ok {
		return nil
	}
	if recv, _ := flow.Args(&call.Call); recv == nil {
		return nil // newOrdersTable("public", "orders", "")
	}
	return call
}

// renamed gives a table the alias that a generated method gives it; false for a method that is not known.
func (b *build) renamed(rel *sqlread.Relation, call *ssa.Call) bool {
	fn := flow.Callee(&call.Call)
	_, args := flow.Args(&call.Call)
	if fn == nil || len(args) != 1 {
		return false
	}
	name, ok := b.c.f.constText(args[0])
	switch {
	case fn.Name() == "AS" && ok:
		rel.Alias = name
	case fn.Name() == "FromSchema" && ok:
		rel.Schema = name
	default:
		return fn.Name() == "FromSchema"
	}
	return true
}

// folded is a name without what a generator changes of it.
func folded(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }

// generatedName is the table of a generated struct. Of several tables with the name, the one of the schema that the package is named below wins.
func (b *build) generatedName(n *types.Named) *sqlread.Relation {
	name := n.Obj().Name()
	for _, suffix := range [...]string{"Table", "View"} {
		if short, ok := strings.CutSuffix(name, suffix); ok && short != "" {
			name = short
			break
		}
	}
	rel := &sqlread.Relation{Name: snake(name)}
	if b.c.f.Catalog == nil {
		return rel
	}
	var found []*catalog.Table
	for _, t := range b.c.f.Catalog.Tables() {
		if folded(t.Name) == folded(name) {
			found = append(found, t)
		}
	}
	if len(found) == 1 {
		rel.Schema, rel.Name = found[0].Schema, found[0].Name
	}
	for _, t := range found {
		if pkg := n.Obj().Pkg(); len(found) > 1 && pkg != nil && slices.Contains(strings.Split(pkg.Path(), "/"), t.Schema) {
			rel.Schema, rel.Name = t.Schema, t.Name
		}
	}
	return rel
}

// columnNamed is the column of a field.
func (b *build) columnNamed(rel *sqlread.Relation, field string) string {
	if b.c.f.Catalog != nil {
		if t, ok := b.c.f.Catalog.Table(rel.Schema, rel.Name); ok {
			for _, c := range t.Columns {
				if folded(c.Name) == folded(field) {
					return c.Name
				}
			}
		}
	}
	return snake(field)
}

// generatedColumn is the column that a value stands for; nil when it is none.
func (b *build) generatedColumn(r flow.Ref, lib *Library) *sqlread.Column {
	rel, _, fields := b.tableOf(r, lib)
	if rel == nil || len(fields) == 0 || !types.IsInterface(r.V.Type()) || slices.Contains(lib.Tables, flow.TypeKey(r.V.Type())) {
		return nil
	}
	col := &sqlread.Column{Table: rel.Alias, Name: b.columnNamed(rel, fields[len(fields)-1])}
	if col.Table == "" {
		col.Table = rel.Name
	}
	if slices.Contains(fields, "EXCLUDED") {
		col.Table = "excluded"
	}
	return col
}

// generatedColumns are the names of the columns that a value stands for: one, or all that a list of the table holds.
func (b *build) generatedColumns(r flow.Ref, lib *Library) []string {
	plain := b.c.deref(r)
	if col := b.generatedColumn(plain, lib); col != nil {
		return []string{col.Name}
	}
	rel, n, fields := b.tableOf(plain, lib)
	if rel == nil || len(fields) == 0 || !isList(plain.V.Type()) {
		return nil
	}
	var out []string
	for _, f := range columnFields(n, 0) {
		out = append(out, b.columnNamed(rel, f))
	}
	return out
}

// columnFields are the fields of a generated struct that are columns.
func columnFields(n *types.Named, depth int) []string {
	st, ok := n.Underlying().(*types.Struct)
	if !ok || depth > 2 {
		return nil
	}
	var out []string
	for i := range st.NumFields() {
		f := st.Field(i)
		switch in, named := types.Unalias(f.Type()).(*types.Named); {
		case !f.Embedded() && types.IsInterface(f.Type()):
			out = append(out, f.Name())
		case f.Embedded() && named && !types.IsInterface(in):
			out = append(out, columnFields(in, depth+1)...)
		}
	}
	return out
}

// generatedTable is a table by its value: a generated one, a chain, or one joined with another; nil when it is not known.
func (b *build) generatedTable(r flow.Ref, l *link) sqlread.TableExpr {
	plain := b.c.deref(r)
	if row, lib := b.c.rowOfValue(plain.V); row != nil && row.Op == OpPred && row.Clause == ClauseJoin && len(plain.Path) == 0 {
		return b.joinedTables(b.c.linkOf(lib, row, plain.V.(*ssa.Call), plain.Frame))
	}
	if b.c.isChain(plain) {
		return b.chainTable(plain, l)
	}
	if rel, _, _ := b.tableOf(plain, l.lib); rel != nil {
		return rel
	}
	return nil
}

// joinedTables is the join that a call makes of its receiver and its argument.
func (b *build) joinedTables(l *link) sqlread.TableExpr {
	recv, _ := flow.Args(l.call.Common())
	right, _ := l.arg(RoleTable)
	j := &sqlread.Join{Kind: joinKind(l.row.Kind, sqlread.JoinInner)}
	j.Left = b.generatedTable(flow.Ref{V: recv, Frame: l.frame}, l)
	j.Right = b.generatedTable(right, l)
	if j.Left == nil || j.Right == nil {
		return nil
	}
	if r, ok := l.arg(RolePred); ok {
		conds := b.preds(r, l)
		if len(conds) != 1 {
			b.note("the condition of a join is put together in several ways")
		}
		if len(conds) > 0 {
			j.On = conds[0](b)
		}
	}
	return j
}

// tableColumns takes the columns that the start of a statement is given beside its table.
func (b *build) tableColumns(l *link) []*build {
	if l.row.Index(RoleCols) < 0 {
		return one(b)
	}
	if b.kind == KindSelect {
		b.projectParts(l)
	} else {
		b.cols = append(b.cols, b.columnNames(l)...)
	}
	return one(b)
}

// projectParts adds output columns that are values.
func (b *build) projectParts(l *link) {
	refs, complete := b.all(l, RoleCols)
	if !complete {
		b.items = append(b.items, sqlread.SelectItem{Star: true})
	}
	for _, r := range refs {
		if r.V != nil && (b.isPart(b.c.deref(r)) || b.generatedColumn(b.c.deref(r), l.lib) != nil) {
			b.items = append(b.items, sqlread.SelectItem{Expr: b.operand(r, l)})
			continue
		}
		b.items = append(b.items, sqlread.SelectItem{Star: true})
	}
}

// assignmentsOf reads arguments that are assignments: Orders.Status.SET(String("paid")).
func (b *build) assignmentsOf(l *link) []sqlread.Assign {
	refs, complete := b.all(l, RoleArgs)
	if !complete {
		r, _ := l.arg(RoleArgs)
		return []sqlread.Assign{{Columns: []*sqlread.Column{{}}, Value: b.hole(r)}}
	}
	var out []sqlread.Assign
	for _, r := range refs {
		out = append(out, b.assignment(r))
	}
	return out
}

func (b *build) assignment(r flow.Ref) sqlread.Assign {
	plain := r
	if r.V != nil {
		plain = b.c.deref(r)
	}
	if row, lib := b.c.rowOfValue(plain.V); row != nil && row.Op == OpPred && row.Clause == ClauseSet {
		l := b.c.linkOf(lib, row, plain.V.(*ssa.Call), plain.Frame)
		recv, _ := flow.Args(l.call.Common())
		if col := b.generatedColumn(b.c.deref(flow.Ref{V: recv, Frame: l.frame}), lib); col != nil {
			v, _ := l.arg(RoleValue)
			return sqlread.Assign{Columns: []*sqlread.Column{{Name: col.Name}}, Value: b.operand(v, l)}
		}
	}
	return sqlread.Assign{Columns: []*sqlread.Column{{}}, Value: b.hole(r)}
}

// setAll adds the assignments of a link: values that are assignments, or values of the columns that the statement was begun with, in order.
func (b *build) setAll(l *link) {
	refs, complete := b.all(l, RoleArgs)
	if len(b.cols) == 0 || !complete || len(refs) != len(b.cols) {
		b.sets = append(b.sets, b.assignmentsOf(l)...)
		return
	}
	for i, r := range refs {
		if row, _ := b.c.rowOfValue(b.c.deref(r).V); r.V != nil && row != nil && row.Op == OpPred && row.Clause == ClauseSet {
			b.sets = append(b.sets, b.assignment(r))
			continue
		}
		b.sets = append(b.sets, sqlread.Assign{Columns: []*sqlread.Column{{Name: b.cols[i]}}, Value: b.operand(r, l)})
	}
}

// unionOf starts a statement with the arms that it is given.
func (b *build) unionOf(l *link) []*build {
	refs, complete := b.all(l, RoleQuery)
	if !complete || len(refs) < 2 {
		b.note("an arm of the chain was not read")
		return one(b)
	}
	op, all := sqlread.Union, strings.HasSuffix(l.row.Kind, "all")
	switch {
	case strings.HasPrefix(l.row.Kind, "intersect"):
		op = sqlread.Intersect
	case strings.HasPrefix(l.row.Kind, "except"):
		op = sqlread.Except
	}
	b.kind = KindSelect
	for i, r := range refs {
		subs := b.c.selects(b.c.deref(r), l)
		q := b.embed(subs, 0)
		if q == nil || len(subs) > 1 {
			b.note("an arm of the chain was not read")
		}
		switch {
		case q == nil:
		case i == 0:
			b.from, b.fixed = &sqlread.Derived{Query: q, Alias: "t1"}, true
		default:
			b.arms = append(b.arms, arm{op: op, all: all, q: q})
		}
	}
	return one(b)
}

// boolConds reads TRUE or FALSE, or a value that is either.
func (b *build) boolConds(l *link) []cond {
	r, _ := l.arg(RoleValue)
	if k, ok := flow.Strip(valueOrNil(r)).(*ssa.Const); ok && k.Value != nil && k.Value.Kind() == constant.Bool {
		if constant.BoolVal(k.Value) {
			return []cond{func(*build) sqlread.Expr { return &sqlread.Literal{Kind: sqlread.LitBool, Text: "TRUE"} }}
		}
		return []cond{func(*build) sqlread.Expr { return &sqlread.Literal{Kind: sqlread.LitBool, Text: "FALSE"} }}
	}
	return []cond{func(b *build) sqlread.Expr { return b.operand(r, l) }}
}

// existsConds reads EXISTS with a chain.
func (b *build) existsConds(l *link) []cond {
	r, _ := l.arg(RoleQuery)
	exists := []cond{func(b *build) sqlread.Expr {
		subs := b.c.selects(b.c.deref(r), l)
		q := b.embed(subs, 0)
		if q == nil {
			b.note("a sub-select of the chain was not read")
			return b.hole(r)
		}
		if len(subs) > 1 {
			b.note("a sub-select of the chain is put together in several ways")
		}
		return &sqlread.Exists{Query: q}
	}}
	if l.row.Kind == "NOT" {
		return negate(exists)
	}
	return exists
}
