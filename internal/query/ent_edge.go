package query

import (
	"go/types"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// Edge is a relation of a generated client between an entity and another one.
type Edge struct {
	Name    string
	g       *generated
	target  entity
	own     []string // columns of the entity
	other   []string // columns of the target
	belongs bool     // the entity holds the foreign key
	through string   // the joining table, with its columns
	left    []string
	right   []string
}

// edgeOf finds an edge by its name: the constants of the entity's package say which table holds the key; where they are not at hand, the
// catalog's foreign keys do.
func (g *generated) edgeOf(e entity, name string, obj *types.Func) *Edge {
	target, ok := g.targetOf(e, name, obj)
	if !ok {
		return nil
	}
	edge := &Edge{Name: name, g: g, target: target}
	id, targetID := "id", "id"
	if s, ok := e.constOf("FieldID"); ok {
		id = s
	}
	if s, ok := target.constOf("FieldID"); ok {
		targetID = s
	}
	table, hasTable := e.constOf(name + "Table")
	column, hasColumn := e.constOf(name + "Column")
	switch {
	case hasTable && hasColumn && table == g.tableOf(e):
		edge.belongs, edge.own, edge.other = true, []string{column}, []string{targetID}
	case hasTable && hasColumn:
		edge.own, edge.other = []string{id}, []string{column}
	case hasTable:
		edge.through, edge.own, edge.other = table, []string{id}, []string{targetID}
		edge.left, edge.right = []string{snake(e.name) + "_id"}, []string{snake(target.name) + "_id"}
		g.throughColumns(e, edge)
	default:
		if !g.byForeignKey(e, edge) {
			return nil
		}
	}
	return edge
}

// targetOf is the entity at the other end, which the signatures name.
func (g *generated) targetOf(e entity, name string, obj *types.Func) (entity, bool) {
	sigs := []*types.Signature{obj.Signature()}
	if e.pkg != nil {
		if with, ok := e.pkg.Scope().Lookup("Has" + name + "With").(*types.Func); ok {
			sigs = append(sigs, with.Signature())
		}
	}
	if e.client != nil {
		if q, ok := e.client.Scope().Lookup(e.name + "Query").(*types.TypeName); ok {
			m, _, _ := types.LookupFieldOrMethod(types.NewPointer(q.Type()), true, e.client, "Query"+name)
			if fn, ok := m.(*types.Func); ok {
				sigs = append(sigs, fn.Signature())
			}
		}
	}
	for _, sig := range slices.Backward(sigs) {
		for i := range sig.Results().Len() {
			if t, ok := g.builderEntity(sig.Results().At(i).Type()); ok && t.name != e.name || ok && i == 0 && strings.HasSuffix(sig.Results().At(i).Type().String(), "Query") {
				return t, true
			}
		}
		if !sig.Variadic() {
			continue
		}
		elem := elemOf(sig.Params().At(sig.Params().Len() - 1).Type())
		if n, ok := types.Unalias(elem).(*types.Named); ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Name() == "predicate" {
			return g.byPredicate(e, n)
		}
		if fn, ok := elem.Underlying().(*types.Signature); ok && fn.Params().Len() == 1 {
			if t, ok := g.builderEntity(fn.Params().At(0).Type()); ok {
				return t, true
			}
		}
	}
	return entity{}, false
}

// builderEntity is the entity of a query builder.
func (g *generated) builderEntity(t types.Type) (entity, bool) {
	p, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return entity{}, false
	}
	n, ok := types.Unalias(p.Elem()).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return entity{}, false
	}
	e, role, ok := g.entityOf(n)
	return e, ok && role == "Query"
}

// byPredicate is the entity of a predicate type.
func (g *generated) byPredicate(from entity, n *types.Named) (entity, bool) {
	root := strings.TrimSuffix(n.Obj().Pkg().Path(), "/predicate")
	for _, imp := range g.f.P.Types.Imports() {
		if imp.Path() == root && g.isClient(imp) {
			return g.entity(imp, n.Obj().Name()), true
		}
	}
	e := entity{name: n.Obj().Name(), client: from.client}
	want := root + "/" + strings.ToLower(e.name)
	for _, imp := range g.f.P.Types.Imports() {
		if imp.Path() == want {
			e.pkg = imp
		}
	}
	return e, true
}

// throughColumns takes the columns of a joining table from the catalog's foreign keys.
func (g *generated) throughColumns(e entity, edge *Edge) {
	if g.f.Catalog == nil {
		return
	}
	t, ok := g.f.Catalog.Table("", edge.through)
	if !ok {
		return
	}
	own, target := g.tableOf(e), g.tableOf(edge.target)
	for _, fk := range t.ForeignKeys {
		switch {
		case strings.EqualFold(fk.RefTable, own) && own != target:
			edge.left = fk.Columns
		case strings.EqualFold(fk.RefTable, target) && own != target:
			edge.right = fk.Columns
		}
	}
}

// byForeignKey finds an edge's key among the foreign keys between the two tables.
func (g *generated) byForeignKey(e entity, edge *Edge) bool {
	if g.f.Catalog == nil {
		return false
	}
	own, ok := g.f.Catalog.Table("", g.tableOf(e))
	if !ok {
		return false
	}
	target, ok := g.f.Catalog.Table("", g.tableOf(edge.target))
	if !ok {
		return false
	}
	for _, fk := range own.ForeignKeys {
		if strings.EqualFold(fk.RefTable, target.Name) {
			edge.belongs, edge.own, edge.other = true, fk.Columns, fk.RefColumns
			return len(fk.RefColumns) > 0
		}
	}
	for _, fk := range target.ForeignKeys {
		if strings.EqualFold(fk.RefTable, own.Name) {
			edge.own, edge.other = fk.RefColumns, fk.Columns
			return len(fk.RefColumns) > 0
		}
	}
	return false
}

// relation is the edge as a relation of models.
func (e *Edge) relation() *relation {
	return &relation{
		target: e.g.model(e.target), own: e.own, other: e.other, belongs: e.belongs,
		through: e.through, throughOwn: e.left, throughOther: e.right,
	}
}

// alongEdge goes from the entity, or from the rows of the chain so far, to those at the other end of an edge.
func (b *build) alongEdge(l *link) []*build {
	e := l.row.Edge
	if e == nil {
		return one(b)
	}
	r := e.relation()
	var sub *sqlread.Query
	var value sqlread.Expr
	if rec, ok := l.arg(RoleKey); ok {
		// From one entity: its own value of the key.
		value = b.entityValue(l, rec, r.own[0])
	} else {
		b.items = nil
		b.kind = KindSelect
		st := b.selectOf()
		st.Query.Items = []sqlread.SelectItem{{Expr: &sqlread.Column{Table: b.qualifier(), Name: r.own[0]}}}
		sub = st.Query
	}
	b.model, b.from, b.record, b.key = nil, nil, nil, nil
	b.where, b.joins, b.items, b.preloads, b.with, b.arms = nil, nil, nil, nil, nil, nil
	b.kind = KindSelect
	b.useModel(r.target)
	among := func(col *sqlread.Column) sqlread.Expr {
		if sub != nil {
			return &sqlread.In{X: col, Query: sub}
		}
		return &sqlread.Binary{Op: "=", L: col, R: value}
	}
	if r.through == "" {
		b.where = append(b.where, term{e: among(b.column(r.other[0]))})
		return one(b)
	}
	via := &sqlread.Query{
		Items: []sqlread.SelectItem{{Expr: &sqlread.Column{Table: r.through, Name: r.throughOther[0]}}},
		From:  []sqlread.TableExpr{&sqlread.Relation{Name: r.through}},
		Where: among(&sqlread.Column{Table: r.through, Name: r.throughOwn[0]}),
	}
	b.where = append(b.where, term{e: &sqlread.In{X: b.column(r.other[0]), Query: via}})
	return one(b)
}

// entityValue is an entity's value of a column.
func (b *build) entityValue(l *link, rec flow.Ref, col string) sqlread.Expr {
	if n := rowType(typeOf(b.c.deref(rec))); n != nil {
		if e, _, ok := b.c.generated.entityOf(n); ok {
			if f := b.c.generated.model(e).field(col); f != nil {
				return b.ref(flow.Ref{V: rec.V, Path: append(slices.Clone(rec.Path), f.path...), Frame: rec.Frame})
			}
		}
	}
	return b.bind(Bound{Ref: rec})
}

// edgePreds is a condition on the rows at the other end of an edge: one that hangs on this row by the edge's key exists.
func (b *build) edgePreds(l *link) []cond {
	e := l.row.Edge
	inner := []cond{func(*build) sqlread.Expr { return nil }}
	if r, ok := l.arg(RolePred); ok {
		inner = b.predList(r, l)
	}
	if len(inner) > 1 {
		inner = collapse(inner) // one row must exist, whichever of them it is asked for
	}
	var out []cond
	for _, in := range inner {
		out = append(out, func(b *build) sqlread.Expr {
			r := e.relation()
			own := b.qualifier()
			if r.belongs && l.row.Index(RolePred) < 0 {
				return &sqlread.Unary{Op: "IS NOT NULL", X: &sqlread.Column{Table: own, Name: r.own[0]}}
			}
			alias := own + "__" + snake(e.Name)
			from, model, fixed, joins := b.from, b.model, b.fixed, len(b.joins)
			b.from, b.model, b.fixed = &sqlread.Relation{Schema: r.target.schema, Name: r.target.table, Alias: alias}, r.target, true
			cond := in(b)
			b.from, b.model, b.fixed = from, model, fixed
			target := sqlread.TableExpr(&sqlread.Relation{Schema: r.target.schema, Name: r.target.table, Alias: alias})
			on := pairs(own, r.own, alias, r.other)
			if r.through != "" {
				via := alias + "__via"
				target = &sqlread.Join{
					Kind: sqlread.JoinInner, Left: target, Right: &sqlread.Relation{Name: r.through, Alias: via}, On: pairs(via, r.throughOther, alias, r.other),
				}
				on = pairs(own, r.own, via, r.throughOwn)
			}
			for _, j := range b.joins[joins:] {
				j.Left, target = target, j // joined by a function that was handed the rows at the other end
			}
			b.joins = b.joins[:joins:joins]
			return &sqlread.Exists{Query: &sqlread.Query{
				Items: []sqlread.SelectItem{{Expr: &sqlread.Literal{Kind: sqlread.LitNumber, Text: "1"}}},
				From:  []sqlread.TableExpr{target}, Where: and(on, cond),
			}}
		})
	}
	return out
}
