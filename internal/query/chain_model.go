package query

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// setModel takes the type of a value for the table, and the value for the row.
func (b *build) setModel(l *link) []*build {
	r, ok := l.arg(RoleModel)
	if !ok {
		return one(b)
	}
	return b.modelOf(r, l)
}

// modelOf takes the type of a value for the table. A value whose type is decided elsewhere gives one build for each type.
func (b *build) modelOf(r flow.Ref, l *link) []*build {
	plain := b.c.deref(r)
	if plain.V == nil || b.lib.Rules == nil {
		return one(b)
	}
	t := typeOf(plain)
	if k, ok := plain.V.(*ssa.Const); ok && k.Value == nil && rowType(t) == nil {
		return one(b)
	}
	n := rowType(t)
	if n != nil && !isColumnType(n) {
		b.takeModel(n, plain, l)
		return one(b)
	}
	if !types.IsInterface(t) && !isTypeParam(t) {
		return one(b)
	}
	found := b.c.dynamicTypes(plain)
	if len(found) == 0 {
		b.modelWhy = "the type of the model is not known here"
		return one(b)
	}
	var out []*build
	for _, n := range found {
		m := b.clone()
		m.takeModel(n, plain, l)
		out = append(out, m)
	}
	return out
}

func (b *build) takeModel(n *types.Named, r flow.Ref, l *link) {
	b.modelWhy = ""
	b.useModel(b.c.models.of(n, b.lib.Rules))
	if b.record == nil {
		b.record, b.recordLink = &r, l
	}
}

func isTypeParam(t types.Type) bool {
	for range 4 {
		switch u := types.Unalias(t).(type) {
		case *types.TypeParam:
			return true
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		default:
			return false
		}
	}
	return false
}

// dynamicTypes are the model types that an interface value or a type parameter stands for: those of the values that flow into it, by the
// callers within the package.
func (c *chains) dynamicTypes(r flow.Ref) []*types.Named {
	var found []*types.Named
	add := func(t types.Type) {
		if n := rowType(t); n != nil && !isColumnType(n) && !slices.Contains(found, n) && len(found) < maxFragments {
			found = append(found, n)
		}
	}
	var visit func(r flow.Ref, depth int)
	visit = func(r flow.Ref, depth int) {
		for _, leaf := range c.f.P.Origins(r, nil) {
			if leaf.V != nil && len(leaf.Path) == 0 {
				add(flow.Strip(leaf.V).Type())
			}
			p, ok := leaf.V.(*ssa.Parameter)
			if !ok || len(leaf.Path) > 0 || depth > 3 {
				continue
			}
			i := slices.Index(p.Parent().Params, p)
			for _, call := range c.f.P.Callers(p.Parent()) {
				if args := call.Common().Args; i >= 0 && i < len(args) {
					visit(flow.Ref{V: args[i]}, depth+1)
				}
			}
		}
	}
	visit(r, 0)
	return found
}

// typeArg takes the type argument of a generic start for the model.
func (b *build) typeArg(l *link) {
	v := l.call.Value()
	if v == nil || b.lib.Rules == nil {
		return
	}
	n, ok := types.Unalias(v.Type()).(*types.Named)
	if !ok || n.TypeArgs().Len() == 0 {
		return
	}
	if m := rowType(n.TypeArgs().At(0)); m != nil {
		b.useModel(b.c.models.of(m, b.lib.Rules))
	} else {
		b.modelWhy = "the type of the model is not known here"
	}
}
