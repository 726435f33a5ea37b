package catalog

import (
	"cmp"
	"go/ast"
)

// edge reads edge.To("name", T.Type)… and edge.From("name", T.Type).Ref("other")…. Which table gets the
// column is known when both ends are.
func (e *entReader) edge(f *goFile, ch *entChain) {
	name := e.first(f, ch.args)
	if name == "" || len(ch.args) < 2 {
		return
	}
	// edge.To("children", T.Type).From("parent"): both ends at once, of a table that refers to itself.
	sel, ok := ch.args[1].(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Type" {
		return
	}
	d := e.r.tree.resolve(f, sel.X)
	if d == nil {
		return
	}
	rel := modelRel{target: typeKey{d.file.dir, d.spec.Name.Name}, field: name, from: ch.fn == "From", unique: ch.has("Unique"), notNull: ch.has("Required"), ownsNoColumn: true}
	rel.ref = e.first(f, ch.calls["Ref"])
	rel.through = e.first(f, ch.calls["Field"])
	for _, a := range ch.calls["StorageKey"] {
		if call, ok := a.(*ast.CallExpr); ok {
			switch baseName(call.Fun) {
			case "Column", "Columns":
				rel.storage = append(rel.storage, e.strings(f, call.Args)...)
			case "Table":
				rel.joinTable = e.first(f, call.Args)
			}
		}
	}
	for _, a := range ch.calls["Annotations"] {
		ast.Inspect(a, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				switch id.Name {
				case "Cascade":
					rel.onDelete = "CASCADE"
				case "SetNull":
					rel.onDelete = "SET NULL"
				}
			}
			return true
		})
	}
	if inverse := e.first(f, ch.calls["From"]); inverse != "" {
		// Both ends in one chain: what follows From belongs to the inverse, which is the same table.
		rel.onTarget = false
		rel.ref = inverse
	}
	e.m.rels = append(e.m.rels, rel)
}

// placeEdges decides, for every edge of the ent models, which table holds the column, by ent's rules: the
// unique end of a one-to-many holds it; of a one-to-one, the inverse end; many-to-many has a table of its
// own.
func (r *modelReader) placeEdges() {
	for _, m := range r.models {
		if m.library != "ent" {
			continue
		}
		var placed []modelRel
		for _, rel := range m.rels {
			target := r.byType[rel.target]
			if target == nil || target.library != "ent" {
				continue
			}
			other := oppositeEdge(m, target, rel)
			if p, ok := placeEdge(m, target, rel, other); ok {
				placed = append(placed, p)
			}
		}
		m.placed = placed
	}
	for _, m := range r.models {
		if m.library == "ent" {
			m.rels = m.placed
			m.entUniques()
		}
	}
}

// entUniques turns unique indexes over fields and edges into columns.
func (m *model) entUniques() {
	for _, ix := range m.indexes {
		cols, ok := fieldColumns(m, ix.fields)
		for _, edge := range ix.edges {
			found := false
			for _, rel := range m.rels {
				if rel.field == edge && !rel.onTarget && rel.joinTable == "" {
					cols, found = append(cols, rel.columns...), true
				}
			}
			ok = ok && found
		}
		if ok && len(cols) > 0 {
			m.uniques = append(m.uniques, cols)
		}
	}
}

// oppositeEdge finds the other end of an edge, nil when only one is declared.
func oppositeEdge(m, target *model, rel modelRel) *modelRel {
	for i := range target.rels {
		o := &target.rels[i]
		if o.target != m.key {
			continue
		}
		if rel.from && !o.from && o.field == rel.ref || !rel.from && o.from && o.ref == rel.field {
			return o
		}
	}
	return nil
}

// placeEdge gives the reference that an edge of m makes. The To end decides names; From ends are placed where
// they alone say which field holds the column.
func placeEdge(m, target *model, rel modelRel, other *modelRel) (modelRel, bool) {
	owner, ownerEdge := m, rel.field // the table and name of the To end
	otherUnique := other != nil && other.unique
	toUnique, fromUnique := rel.unique, otherUnique
	if rel.from {
		owner, ownerEdge = target, rel.ref
		toUnique, fromUnique = otherUnique, rel.unique
	}
	// ent names the column after the To end's type and edge, whichever table holds it: user_pets.
	column := snakeRuns(owner.key.name) + "_" + ownerEdge
	storage := rel.storage
	through := rel.through
	if other != nil {
		if len(storage) == 0 {
			storage = other.storage
		}
		rel.onDelete = cmp.Or(rel.onDelete, other.onDelete)
		rel.single = toUnique && fromUnique
	}
	switch {
	case !toUnique && !fromUnique && (other != nil || rel.from):
		if rel.from {
			return rel, false // said by the To end
		}
		p := rel
		if p.joinTable == "" {
			p.joinTable = column
		}
		p.columns, p.joinColumns = []string{snakeRuns(m.key.name) + "_id"}, []string{snakeRuns(target.key.name) + "_id"}
		if m.key == target.key {
			p.joinColumns = []string{ownerEdgeSingular(rel.field) + "_id"}
		}
		if len(storage) == 2 {
			p.columns, p.joinColumns = storage[:1], storage[1:]
		}
		return p, true
	case toUnique && !fromUnique:
		// Many-to-one from the To end: the To end's own table holds the column.
		return holder(m, target, rel, !rel.from, column, storage, through)
	default:
		// One-to-many and one-to-one: the other table holds it.
		return holder(m, target, rel, rel.from, column, storage, through)
	}
}

// ownerEdgeSingular is how ent names the second column of a many-to-many edge between rows of one table:
// friend_id.
func ownerEdgeSingular(name string) string {
	if n := len(name); n > 1 && name[n-1] == 's' {
		return name[:n-1]
	}
	return name
}

// holder makes the reference when here, m's table, holds the column; the other end says it otherwise, or
// nobody does and this end must.
func holder(m, target *model, rel modelRel, here bool, column string, storage []string, through string) (modelRel, bool) {
	p := rel
	p.joinTable = ""
	if len(storage) > 0 {
		column = storage[0]
	}
	if here {
		if through != "" {
			c := m.columnOfField(through)
			if c == nil {
				return rel, false
			}
			column = c.name
		}
		p.onTarget = false
		p.columns = []string{column}
		return p, true
	}
	// The column is the target's. When the inverse end is declared it speaks for itself, perhaps with a field
	// of its own.
	if other := oppositeEdge(m, target, rel); other != nil {
		return rel, false
	}
	p.onTarget = true
	p.columns = []string{column}
	p.refColumns = m.primary()
	return p, true
}
