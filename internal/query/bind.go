package query

import (
	"go/constant"
	"go/types"
	"maps"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// SortedKeys lists a map's keys in order.
func SortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// tagName is the first part of a struct tag.
func tagName(tag, key string) string {
	name, _, _ := strings.Cut(reflect.StructTag(tag).Get(key), ",")
	if name == "-" {
		return ""
	}
	return name
}

// binds reads the values that a call gives to the placeholders.
func (f *Finder) binds(row *Row, args []ssa.Value, frame *flow.Frame) Binds {
	i := row.Index(RoleArgs)
	if i < 0 || i >= len(args) {
		return Binds{Complete: false}
	}
	if _, list := args[i].Type().Underlying().(*types.Slice); list || row.Variadic(RoleArgs) {
		return f.list(args[i], frame)
	}
	return f.named(flow.Ref{V: args[i], Frame: frame})
}

func (f *Finder) list(v ssa.Value, frame *flow.Frame) Binds {
	lists, complete := f.P.Elements(v, frame)
	b := Binds{Complete: complete}
	for _, l := range lists {
		var bounds []Bound
		for _, el := range l {
			if f.isOption(el) {
				continue
			}
			bounds = append(bounds, f.bound(el))
		}
		b.Lists = append(b.Lists, bounds)
	}
	if !complete && len(lists) == 1 && len(lists[0]) == 0 {
		b.Lists = [][]Bound{{{Ref: flow.Ref{V: v, Frame: frame}, Spread: true}}}
	}
	// pgx.NamedArgs, sql.Named and the like: one argument that carries names.
	for _, l := range lists {
		for _, el := range l {
			f.nameOf(&b, el)
		}
	}
	return b
}

// isOption reports an argument that says how the statement runs, in front of the values: pgx.QueryExecModeExec.
func (f *Finder) isOption(el flow.Ref) bool {
	if el.V == nil {
		return false
	}
	key := flow.TypeKey(flow.Strip(el.V).Type())
	if key == "" || key == "interface" {
		return false
	}
	row := f.Models.Row(key)
	return row != nil && row.Op == OpLit && row.Clause == ClauseOption
}

// bound makes a value of an element, constants by their text.
func (f *Finder) bound(el flow.Ref) Bound {
	if el.V == nil {
		return Bound{}
	}
	el.V = flow.Strip(el.V)
	if c, ok := el.V.(*ssa.Const); ok && c.Value != nil {
		text := c.Value.ExactString()
		if c.Value.Kind() == constant.String {
			text = constant.StringVal(c.Value)
		}
		return Bound{Ref: el, IsConst: true, Const: text}
	}
	return Bound{Ref: el}
}

// nameOf records the names that an argument carries: sql.Named("x", v), a NamedArgs map.
func (f *Finder) nameOf(b *Binds, el flow.Ref) {
	if el.V == nil {
		return
	}
	v := flow.Strip(el.V)
	switch x := v.(type) {
	case *ssa.Call:
		if flow.Key(flow.Callee(&x.Call)) == "database/sql.Named" {
			if name, ok := flow.ConstString(x.Call.Args[0]); ok {
				b.set(name, f.bound(flow.Ref{V: x.Call.Args[1], Frame: el.Frame}))
			}
			return
		}
	}
	if m, ok := v.Type().Underlying().(*types.Map); ok {
		if k, ok := m.Key().Underlying().(*types.Basic); ok && k.Kind() == types.String {
			n := f.named(flow.Ref{V: v, Frame: el.Frame})
			for _, name := range SortedKeys(n.Named) {
				b.set(name, n.Named[name])
			}
		}
	}
}

func (b *Binds) set(name string, v Bound) {
	if b.Named == nil {
		b.Named = map[string]Bound{}
	}
	b.Named[strings.ToLower(name)] = v
}

// named reads a map or struct of named values.
func (f *Finder) named(r flow.Ref) Binds {
	b := Binds{Complete: true}
	v := flow.Strip(r.V)
	r.V = v
	if _, ok := v.Type().Underlying().(*types.Map); ok {
		made := v
		if u, ok := v.(*ssa.UnOp); ok {
			if a, ok := u.X.(*ssa.Alloc); ok {
				for _, s := range flow.StoredIn(a) {
					made = s
				}
			}
		}
		if ct, ok := made.(*ssa.ChangeType); ok {
			made = ct.X
		}
		if mk, ok := made.(*ssa.MakeMap); ok {
			for _, ref := range *mk.Referrers() {
				f.mapUpdates(&b, ref, r.Frame)
				if ct, ok := ref.(*ssa.ChangeType); ok {
					for _, ref := range *ct.Referrers() {
						f.mapUpdates(&b, ref, r.Frame)
					}
				}
			}
			return b
		}
		b.Complete = false
		return b
	}
	if flow.Struct(v.Type()) != nil {
		b.NamedFrom = &r
		return b
	}
	b.Complete = false
	return b
}

func (f *Finder) mapUpdates(b *Binds, ref ssa.Instruction, frame *flow.Frame) {
	if up, ok := ref.(*ssa.MapUpdate); ok {
		if name, ok := flow.ConstString(up.Key); ok {
			b.set(name, f.bound(flow.Ref{V: up.Value, Frame: frame}))
		}
	}
}
