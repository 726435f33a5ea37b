package query

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// end adds what an end call says and fixes the kind of the statement.
func (b *build) end(l *link) []*build {
	b = b.clone()
	if l.row.Kind != "" && l.row.Kind != KindNone && !l.left {
		b.kind = l.row.Kind
	}
	b.generatedModel(l.row)
	if l.row.Index(RoleSQL) >= 0 && !l.left {
		return b.rawText(l)
	}
	switch l.row.Clause {
	case ClauseKeys:
		b.keysEqual(l)
	case ClauseConflict:
		b.conflict = &sqlread.Conflict{Columns: b.columnNames(l), AnyKey: l.row.Index(RoleCols) < 0}
		b.conflictAll = true
	}
	builds := []*build{b}
	for _, role := range [...]Role{RoleModel, RoleDest, RoleValues, RoleBean} {
		r, ok := l.arg(role)
		if !ok || b.assoc != "" {
			continue
		}
		var next []*build
		for _, n := range builds {
			if n.model == nil && (!n.fixed || role != RoleDest) {
				next = append(next, n.destModel(r, l, role)...)
			} else {
				next = append(next, n)
			}
		}
		builds = next
	}
	if l.row.Index(RoleCond) >= 0 || l.row.Index(RoleBean) >= 0 || l.row.Index(RolePred) >= 0 {
		var next []*build
		for _, n := range builds {
			next = append(next, n.addConds(l, false, false)...)
		}
		builds = next
	}
	if l.left {
		return builds
	}
	var out []*build
	for _, n := range builds {
		n.written(l)
		out = append(out, n.c.applyScopes(n)...)
	}
	return out
}

// destModel takes the type of a variadic or plain argument for the model.
func (b *build) destModel(r flow.Ref, l *link, role Role) []*build {
	if l.rest == role {
		lists, _ := b.c.elements(r)
		for _, list := range lists {
			if len(list) > 0 && list[0].V != nil {
				return b.modelOf(list[0], l)
			}
		}
		return one(b)
	}
	return b.modelOf(r, l)
}

// applyScopes adds what functions add that run when the statement does.
func (c *chains) applyScopes(b *build) []*build {
	builds := []*build{b}
	scopes := b.scopes
	b.scopes = nil
	for _, s := range scopes {
		var next []*build
		for _, n := range builds {
			next = append(next, n.applied(s)...)
		}
		builds = next[:min(len(next), maxAlternatives)]
	}
	return builds
}

// written reads what an end call writes.
func (b *build) written(l *link) {
	b.takeKey(l)
	if l.row.Clause == ClauseWherePK && b.assoc == "" && len(b.raw) == 0 {
		_, given := l.arg(RoleModel)
		b.recordKey(l, b.kind == KindSelect && !given)
	}
	if b.assoc != "" {
		if r, ok := l.arg(RoleValues); ok {
			b.assocKeys(r, l)
		}
		return
	}
	if r, ok := l.arg(RoleCols); ok && b.kind == KindSelect {
		// Pluck(column): nothing else comes back.
		if s, ok := b.c.f.constText(flow.Strip(r.V)); ok {
			b.items = nil
			items, _ := sqlread.ReadItems(s)
			b.addItems(items, s)
		}
	}
	switch b.kind {
	case KindUpdate:
		switch {
		case l.row.Index(RoleColumn) >= 0:
			b.sets = b.oneSet(l)
		default:
			if r, ok := l.arg(RoleValues); ok {
				if b.pairs(r, l) {
					return
				}
				rows := b.c.values(b, r, l)
				if len(rows) == 0 && b.source == nil {
					b.sets = append(b.sets, sqlread.Assign{Columns: []*sqlread.Column{{}}, Value: b.hole(r)})
				}
				b.sets = append(b.sets, b.assignments(rows)...)
			}
		}
	case KindInsert, KindSave, KindFirstOrCreate:
		if r, ok := l.arg(RoleValues); ok {
			if plain := b.c.deref(r); b.kind == KindSave {
				b.record, b.recordLink = &plain, l
			}
			b.writtenRows(r, l)
		} else if r, ok := l.arg(RoleDest); ok && b.kind == KindFirstOrCreate {
			b.writtenRows(r, l)
		}
	}
}

// pairs reads values that are columns and their values in turn: Update("status", "paid").
func (b *build) pairs(r flow.Ref, l *link) bool {
	if l.rest != RoleValues {
		return false
	}
	lists, complete := b.c.elements(r)
	if !complete || len(lists) != 1 || len(lists[0]) < 2 {
		return false
	}
	for i := 0; i+1 < len(lists[0]); i += 2 {
		name, ok := b.c.f.constText(flow.Strip(valueOrNil(lists[0][i])))
		if !ok {
			b.sets = append(b.sets, sqlread.Assign{Columns: []*sqlread.Column{{}}, Value: b.hole(r)})
			continue
		}
		b.sets = append(b.sets, sqlread.Assign{Columns: []*sqlread.Column{{Name: b.model.columnOf(name)}}, Value: b.value(lists[0][i+1], l)})
	}
	return true
}

// assocKeys takes the first of the values that an association is given: they are all alike.
func (b *build) assocKeys(r flow.Ref, l *link) {
	lists, _ := b.c.elements(r)
	for _, list := range lists {
		if len(list) == 0 || list[0].V == nil {
			continue
		}
		plain := b.c.deref(list[0])
		if isList(typeOf(plain)) {
			plain = plain.Field("[]")
		}
		n := rowType(typeOf(plain))
		if n == nil {
			continue
		}
		for _, k := range b.c.models.of(n, b.lib.Rules).keyFields() {
			v := flow.Ref{V: plain.V, Path: append(slices.Clone(plain.Path), k.path...), Frame: plain.Frame}
			b.assocValues = &v
			return
		}
	}
}

func (b *build) writtenRows(r flow.Ref, l *link) {
	if l.rest == RoleValues {
		lists, complete := b.c.elements(r)
		for _, list := range lists {
			for _, el := range list {
				if el.V != nil {
					b.rows = append(b.rows, b.c.values(b, el, l)...)
				}
			}
		}
		if !complete && len(b.rows) == 0 {
			b.note("what is inserted is not known here")
		}
		return
	}
	b.rows = append(b.rows, b.c.values(b, r, l)...)
}

// oneSet is Update(column, value).
func (b *build) oneSet(l *link) []sqlread.Assign {
	n := b.set(l)
	if len(n) == 0 {
		return b.sets
	}
	if n[0] != b {
		b.values, b.holes = n[0].values, n[0].holes
	}
	return n[0].sets
}

// valueOf is the value of a link's call; its receiver's where it has none.
func valueOf(l *link) ssa.Value {
	if l.call == nil {
		return nil
	}
	if v := l.call.Value(); v != nil {
		return v
	}
	return l.call.Common().Value
}

// takeKey takes a value of the primary key, or the field of an entity that holds it.
func (b *build) takeKey(l *link) {
	r, ok := l.arg(RoleKey)
	if !ok {
		return
	}
	if l.row.Column != "" {
		r = r.Field(l.row.Column)
	}
	b.key = &r
}
