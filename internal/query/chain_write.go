package query

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// rowValues is one row that is written: columns with their values. whole is true when it stands for every field of a value that was not
// made here, so that nothing says which of them are meant.
type rowValues struct {
	cols  []string
	vals  []sqlread.Expr
	whole bool
}

// values reads what a write writes: structs, lists of them, maps.
func (c *chains) values(b *build, r flow.Ref, l *link) []rowValues {
	plain := c.deref(r)
	if plain.V == nil {
		return nil
	}
	t := typeOf(plain)
	if _, ok := deref(t).Underlying().(*types.Map); ok {
		return []rowValues{b.mapRow(plain, l)}
	}
	if isList(t) {
		return c.listValues(b, plain, l)
	}
	n := rowType(t)
	if n == nil || b.lib.Rules == nil {
		return nil
	}
	return []rowValues{b.structRow(c.models.of(n, b.lib.Rules), plain, l)}
}

func (c *chains) listValues(b *build, plain flow.Ref, l *link) []rowValues {
	list := plain
	if len(list.Path) == 0 {
		if _, ok := list.V.Type().Underlying().(*types.Pointer); ok {
			if a, ok := list.V.(*ssa.Alloc); ok {
				if st := flow.StoredIn(a); len(st) == 1 {
					list.V = st[0]
				}
			}
		}
		if _, ok := list.V.Type().Underlying().(*types.Slice); ok {
			lists, complete := c.f.P.Elements(list.V, list.Frame)
			if complete && len(lists) == 1 && len(lists[0]) > 0 && len(lists[0]) <= 16 {
				var out []rowValues
				for _, el := range lists[0] {
					out = append(out, c.values(b, el, l)...)
				}
				return out
			}
			// Appended in a loop: each element is one of those that were appended.
			if len(lists) > 0 {
				for _, some := range lists {
					if len(some) == 1 && some[0].V != nil {
						if rows := c.values(b, some[0], l); len(rows) > 0 {
							return rows
						}
					}
				}
			}
		}
	}
	el := plain.Field("[]")
	n := rowType(typeOf(plain))
	if n == nil || b.lib.Rules == nil {
		if m, ok := elemOf(typeOf(plain)).Underlying().(*types.Map); ok && m != nil {
			return []rowValues{{cols: []string{""}, vals: []sqlread.Expr{b.hole(plain)}, whole: true}}
		}
		return nil
	}
	return []rowValues{b.structRow(c.models.of(n, b.lib.Rules), el, l)}
}

func elemOf(t types.Type) types.Type {
	switch u := deref(t).Underlying().(type) {
	case *types.Slice:
		return u.Elem()
	case *types.Array:
		return u.Elem()
	}
	return types.Typ[types.Invalid]
}

func (b *build) mapRow(r flow.Ref, l *link) rowValues {
	entries, complete := b.c.entries(r)
	var out rowValues
	for _, e := range entries {
		if e.sometimes && b.kind == KindInsert {
			continue // the row that lacks it is the one to judge
		}
		out.cols = append(out.cols, b.model.columnOf(e.key))
		out.vals = append(out.vals, b.value(e.value, l))
	}
	if !complete {
		out.cols = append(out.cols, "")
		out.vals = append(out.vals, b.hole(r))
	}
	return out
}

// structRow reads a struct: the fields that are set, and those that the model's own hook fills.
func (b *build) structRow(m *model, r flow.Ref, l *link) rowValues {
	set, known := b.c.fieldsOf(m, r, l.call)
	hooked := b.c.models.hooked(m, b.lib.Rules)
	out := rowValues{whole: !known}
	listed := b.listedCols()
	for i := range m.fields {
		f := &m.fields[i]
		if f.column == "" || f.readOnly {
			continue
		}
		ref, ok := set[i]
		switch {
		case !known || !ok && listed[strings.ToLower(f.column)]:
			ref = flow.Ref{V: r.V, Path: append(slices.Clone(r.Path), f.path...), Frame: r.Frame}
		case ok:
		case hooked != nil && (hooked["*"] || hooked[f.name()]):
			out.cols, out.vals = append(out.cols, f.column), append(out.vals, b.bind(Bound{Name: f.name()}))
			continue
		default:
			continue
		}
		out.cols, out.vals = append(out.cols, f.column), append(out.vals, b.value(ref, l))
	}
	return out
}

// listedCols are the columns that the chain confines a write to, lower-case.
func (b *build) listedCols() map[string]bool {
	out := map[string]bool{}
	for _, c := range b.cols {
		out[strings.ToLower(b.model.columnOf(c))] = true
	}
	return out
}

// hooked are the fields that a model's hook assigns before a write, "*" when its body is not at hand; nil when it has none.
func (m *models) hooked(mod *model, rules *ModelRules) map[string]bool {
	var out map[string]bool
	for _, name := range rules.Hooks {
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(mod.typ), true, mod.typ.Obj().Pkg(), name)
		fn, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		if out == nil {
			out = map[string]bool{}
		}
		body := m.f.P.SSA().Prog.FuncValue(fn)
		if body == nil || body.Blocks == nil {
			out["*"] = true
			continue
		}
		for _, blk := range body.Blocks {
			for _, instr := range blk.Instrs {
				if st, ok := instr.(*ssa.Store); ok {
					if fa, ok := st.Addr.(*ssa.FieldAddr); ok {
						if f := flow.FieldVar(fa.X.Type(), fa.Field); f != nil {
							out[f.Name()] = true
						}
					}
				}
			}
		}
	}
	return out
}

// writes takes the values of a link for the row that is written.
func (b *build) writes(l *link) {
	r, ok := l.arg(RoleValues)
	if !ok {
		return
	}
	plain := b.c.deref(r)
	if n := rowType(typeOf(plain)); n != nil && b.lib.Rules != nil && !isColumnType(n) {
		b.takeModel(n, plain, l)
	}
	rows := b.c.values(b, r, l)
	if b.kind == KindUpdate && b.record == nil {
		b.sets = append(b.sets, b.assignments(rows)...)
		if len(rows) == 0 {
			b.sets = append(b.sets, sqlread.Assign{Columns: []*sqlread.Column{{}}, Value: b.hole(r)})
		}
		return
	}
	b.rows = append(b.rows, rows...)
}

// wherePK adds the condition that the primary key is that of the model's value.
func (b *build) wherePK(l *link) {
	if b.model == nil || b.record == nil {
		b.where = append(b.where, term{e: b.hole(flow.Ref{V: valueOf(l), Frame: l.frame})})
		b.note(b.modelWhy)
		return
	}
	keys := b.model.keyFields()
	if names := b.columnNames(l); len(names) > 0 {
		keys = nil
		for _, n := range names {
			if f := b.model.field(n); f != nil {
				keys = append(keys, f)
			}
		}
	}
	for _, k := range keys {
		b.where = append(b.where, term{e: b.keyIs(k)})
	}
	if len(keys) == 0 {
		b.where = append(b.where, term{e: &sqlread.Binary{Op: "=", L: b.column("id"), R: b.bind(Bound{})}})
	}
}

// keyIs says that a key column is that of the model's value, or of one of its elements.
func (b *build) keyIs(k *modelField) sqlread.Expr {
	ref := *b.record
	list := isList(typeOf(ref))
	if list {
		ref = ref.Field("[]")
	}
	if !list && b.recordLink != nil {
		if set, known := b.c.fieldsOf(b.model, ref, b.recordLink.call); known {
			if v, ok := set[b.model.indexOf(k)]; ok {
				return &sqlread.Binary{Op: "=", L: b.column(k.column), R: b.ref(v)}
			}
		}
	}
	ref = flow.Ref{V: ref.V, Path: append(slices.Clone(ref.Path), k.path...), Frame: ref.Frame}
	if list {
		return &sqlread.In{X: b.column(k.column), List: []sqlread.Expr{b.ref(ref)}}
	}
	return &sqlread.Binary{Op: "=", L: b.column(k.column), R: b.ref(ref)}
}

// recordKey adds the condition on the model's own primary key that a library adds where the value has one.
func (b *build) recordKey(l *link, read bool) {
	if b.model == nil || b.record == nil {
		return
	}
	keys := b.model.keyFields()
	if isList(typeOf(*b.record)) {
		if read || b.madeEmpty(*b.record) {
			return
		}
		for _, k := range keys {
			b.where = append(b.where, term{e: b.keyIs(k)})
		}
		return
	}
	set, known := b.c.fieldsOf(b.model, *b.record, l.call)
	if read && !known {
		return
	}
	for _, k := range keys {
		i := b.model.indexOf(k)
		if _, ok := set[i]; known && !ok {
			continue
		}
		r := *b.record
		if !known && !b.c.isSet(flow.Ref{V: r.V, Path: append(slices.Clone(r.Path), k.path...), Frame: r.Frame}, l.call) {
			continue
		}
		b.where = append(b.where, term{e: b.keyIs(k)})
	}
}

// madeEmpty reports a list that holds nothing when it is used: a variable that is declared and not filled.
func (b *build) madeEmpty(r flow.Ref) bool {
	v := r.V
	if a, ok := v.(*ssa.Alloc); ok {
		st := flow.StoredIn(a)
		return len(r.Path) == 0 && (len(st) == 0 || len(st) == 1 && isLiteral(st[0]))
	}
	if s, ok := v.(*ssa.Slice); ok {
		a, ok := s.X.(*ssa.Alloc)
		if !ok {
			return false
		}
		arr, ok := deref(a.Type()).Underlying().(*types.Array)
		return ok && arr.Len() == 0
	}
	k, ok := v.(*ssa.Const)
	return ok && k.Value == nil
}

func (m *model) indexOf(f *modelField) int {
	for i := range m.fields {
		if &m.fields[i] == f {
			return i
		}
	}
	return -1
}

// assignments turns rows into SET items. A whole row leaves out its key, which cannot change, and the tenant's columns: writing a row
// back is judged by its predicate alone.
func (b *build) assignments(rows []rowValues) []sqlread.Assign {
	var out []sqlread.Assign
	listed := b.listedCols()
	for _, r := range rows {
		for i, col := range r.cols {
			if len(listed) > 0 && !listed["*"] && !listed[""] && !listed[strings.ToLower(col)] || b.isOmitted(col) {
				continue
			}
			if b.isKey(col) || r.whole && !listed[strings.ToLower(col)] && b.isTenantColumn(col) {
				continue
			}
			out = append(out, sqlread.Assign{Columns: []*sqlread.Column{{Name: col}}, Value: r.vals[i]})
		}
	}
	return out
}

func (b *build) isOmitted(col string) bool {
	return slices.ContainsFunc(b.omitted, func(o string) bool { return o != "" && strings.EqualFold(b.model.columnOf(o), col) })
}

func (b *build) isKey(col string) bool {
	if b.model == nil {
		return false
	}
	return slices.ContainsFunc(b.model.keyFields(), func(k *modelField) bool { return k.column == col })
}

func (b *build) isTenantColumn(col string) bool {
	return b.c.f.Catalog != nil && slices.Contains(b.c.f.Catalog.TenantColumns, catalog.FoldColumn(col))
}

// insertRows gives an INSERT's columns and rows: the union of what the rows name; what one leaves out is its default.
func (b *build) insertRows() (cols []*sqlread.Column, rows [][]sqlread.Expr) {
	listed := b.listedCols()
	var names []string
	for _, r := range b.rows {
		for _, c := range r.cols {
			if slices.Contains(names, c) || b.isOmitted(c) || len(listed) > 0 && !listed["*"] && !listed[""] && !listed[strings.ToLower(c)] {
				continue
			}
			names = append(names, c)
		}
	}
	for _, n := range names {
		cols = append(cols, &sqlread.Column{Name: n})
	}
	for _, r := range b.rows {
		var row []sqlread.Expr
		for _, n := range names {
			if i := slices.Index(r.cols, n); i >= 0 {
				row = append(row, r.vals[i])
			} else {
				row = append(row, &sqlread.Literal{Kind: sqlread.LitDefault, Text: "DEFAULT"})
			}
		}
		rows = append(rows, row)
	}
	return cols, rows
}
