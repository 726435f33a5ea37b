package query

import (
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// relation leads from a model to another one.
type relation struct {
	target *model
	// on are the pairs of columns that are equal: of the model and of the target, or of the joining table.
	own, other []string
	// through is the joining table of a many-to-many relation; its columns refer to own and other.
	through                  string
	throughOwn, throughOther []string
	// typeColumn of the target holds typeValue: a polymorphic relation.
	typeColumn, typeValue string
	// belongs is true when the model holds the foreign key.
	belongs bool
}

// allRelations is the name that stands for every relation of a model.
const allRelations = "~~~as~~~"

// relationOf reads the relation of a field.
func (c *chains) relation(m *model, f *modelField, lib *Library) *relation {
	n := rowType(f.typ)
	if n == nil || f.rel == nil {
		return nil
	}
	r := &relation{target: c.models.of(n, lib.Rules)}
	ownKeys, targetKeys := columnsOf(m.keyFields()), columnsOf(r.target.keyFields())
	owner := m.typ.Obj().Name()
	list := isList(f.typ)
	t := f.rel
	switch {
	case t.Through != "":
		r.through, r.own, r.other = t.Through, ownKeys, targetKeys
		if m2m := c.throughTable(t.Through); m2m != "" {
			r.through = m2m
		}
		r.throughOwn, r.throughOther = []string{snake(owner) + "_id"}, []string{snake(n.Obj().Name()) + "_id"}
		if t.ThroughForeign != "" {
			r.throughOwn = []string{snake(t.ThroughForeign)}
		}
		if t.ThroughReferences != "" {
			r.throughOther = []string{snake(t.ThroughReferences)}
		}
	case len(t.Join) > 0:
		for _, j := range t.Join {
			r.own, r.other = append(r.own, j[0]), append(r.other, j[1])
		}
		r.belongs = t.Relation == "belongs-to"
	case t.Polymorphic != "":
		r.own, r.other = ownKeys, []string{snake(t.Polymorphic) + "_id"}
		r.typeColumn, r.typeValue = snake(t.Polymorphic)+"_type", m.table
	default:
		foreign := t.Foreign
		if len(foreign) == 0 {
			foreign = []string{f.name() + "ID"}
		}
		if held := columnsNamed(m, foreign); !list && t.Relation != "has-one" && len(held) == len(foreign) {
			r.belongs, r.own, r.other = true, held, targetKeys
			if len(t.References) > 0 {
				r.other = columnsNamed(r.target, t.References)
			}
			break
		}
		if len(t.Foreign) == 0 {
			foreign = []string{owner + "ID"}
		}
		r.own, r.other = ownKeys, columnsNamed(r.target, foreign)
		if len(t.References) > 0 {
			r.own = columnsNamed(m, t.References)
		}
		if len(r.other) == 0 {
			r.other = []string{snake(owner) + "_id"}
		}
	}
	if len(r.own) == 0 || len(r.other) == 0 || r.target.table == "" {
		return nil
	}
	return r
}

// throughTable resolves the joining table's name by the catalog, which knows it by its own spelling.
func (c *chains) throughTable(name string) string {
	if c.f.Catalog == nil {
		return ""
	}
	if t, ok := c.f.Catalog.Table("", name); ok {
		return t.Name
	}
	return ""
}

func columnsOf(fields []*modelField) []string {
	var out []string
	for _, f := range fields {
		out = append(out, f.column)
	}
	return out
}

func columnsNamed(m *model, fields []string) []string {
	var out []string
	for _, n := range fields {
		if f := m.field(n); f != nil && f.column != "" {
			out = append(out, f.column)
		}
	}
	return out
}

// isRelation reports the name of a relation of the model, with dots for one behind another.
func (b *build) isRelation(name string) bool {
	if name == "" || strings.ContainsAny(name, " \t\n(") {
		return false
	}
	first, _, _ := strings.Cut(name, ".")
	if b.model == nil {
		return isIdent(name) && first != "" && first[0] >= 'A' && first[0] <= 'Z'
	}
	f := b.model.field(first)
	return f != nil && f.rel != nil
}

// preload remembers a relation to be read along.
func (b *build) preload(l *link) []*build {
	if l.row.Edge != nil {
		b.preloads = append(b.preloads, preload{path: l.row.Edge.Name, link: l, edge: l.row.Edge})
		return one(b)
	}
	name, ok := b.constant(l, RoleRel)
	if !ok {
		b.note("the name of a relation is not known here")
		return one(b)
	}
	b.preloads = append(b.preloads, preload{path: name, link: l})
	return one(b)
}

// pairs says that columns of two tables are equal, pair by pair.
func pairs(a string, as []string, b string, bs []string) sqlread.Expr {
	var out sqlread.Expr
	for i := range min(len(as), len(bs)) {
		out = and(out, &sqlread.Binary{Op: "=", L: &sqlread.Column{Table: a, Name: as[i]}, R: &sqlread.Column{Table: b, Name: bs[i]}})
	}
	return out
}

func (a *associated) target() *sqlread.Relation {
	return &sqlread.Relation{Schema: a.r.target.schema, Name: a.r.target.table}
}

func (a *associated) statements() []*sqlread.Statement {
	switch a.b.kind {
	case KindAssocAppend:
		return []*sqlread.Statement{a.attach()}
	case KindAssocDelete:
		return []*sqlread.Statement{a.detach(true)}
	case KindAssocClear:
		return []*sqlread.Statement{a.detach(false)}
	case KindAssocReplace:
		return []*sqlread.Statement{a.attach(), a.detach(false)}
	}
	q := &sqlread.Query{Items: []sqlread.SelectItem{{Star: true}}}
	if a.b.kind == KindCount {
		q.Items = []sqlread.SelectItem{{Expr: &sqlread.Func{Name: "count", Star: true}}}
	}
	t := a.target()
	q.From = []sqlread.TableExpr{t}
	table := t.Name
	if a.r.through != "" {
		table = a.r.through
		q.From[0] = &sqlread.Join{
			Kind: sqlread.JoinInner, Left: t, Right: &sqlread.Relation{Name: a.r.through}, On: pairs(a.r.through, a.r.throughOther, t.Name, a.r.other),
		}
	}
	q.Where = and(a.hangs(table), a.b.condition())
	return []*sqlread.Statement{{Kind: sqlread.KindSelect, Verb: "SELECT", Query: q}}
}
