package query

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// elements lists what a variadic argument holds.
func (c *chains) elements(r flow.Ref) ([][]flow.Ref, bool) {
	if r.V == nil {
		return [][]flow.Ref{nil}, false
	}
	if len(r.Path) > 0 {
		return [][]flow.Ref{{r}}, true
	}
	if _, ok := r.V.Type().Underlying().(*types.Slice); !ok {
		return [][]flow.Ref{{r}}, true
	}
	return c.f.P.Elements(r.V, r.Frame)
}

// conditions lists what a variadic argument of conditions holds.
func (c *chains) conditions(r flow.Ref) ([][]flow.Ref, bool) {
	if r.V == nil || len(r.Path) > 0 {
		return c.elements(r)
	}
	if _, ok := r.V.Type().Underlying().(*types.Slice); !ok {
		return c.elements(r)
	}
	return c.f.P.Conditions(r.V, r.Frame)
}

// deref follows a value to what stands for it where that is one value: conversions, parameters of functions that are looked through,
// a variable that is stored once.
func (c *chains) deref(r flow.Ref) flow.Ref {
	for range 16 {
		if r.V == nil || len(r.Path) > 0 {
			return r
		}
		switch x := r.V.(type) {
		case *ssa.MakeInterface:
			r.V = x.X
		case *ssa.ChangeInterface:
			r.V = x.X
		case *ssa.ChangeType:
			r.V = x.X
		case *ssa.TypeAssert:
			r.V = x.X
		case *ssa.Extract:
			if ta, ok := x.Tuple.(*ssa.TypeAssert); ok {
				r.V = ta.X
				continue
			}
			return r
		case *ssa.Parameter:
			arg := r.Frame.Arg(x)
			if arg == nil {
				return r
			}
			r = flow.Ref{V: arg, Frame: r.Frame.Up}
		case *ssa.UnOp:
			a, ok := x.X.(*ssa.Alloc)
			if !ok {
				return r
			}
			stored := flow.StoredIn(a)
			if len(stored) != 1 || flow.Struct(a.Type()) != nil {
				return r
			}
			r.V = stored[0]
		default:
			return r
		}
	}
	return r
}

// result follows a call of a function of the package that has one return to what it returns.
func (c *chains) result(r flow.Ref) flow.Ref {
	for range 4 {
		call, ok := r.V.(*ssa.Call)
		if !ok || len(r.Path) > 0 {
			return r
		}
		if row, _ := c.rowOf(call); row != nil {
			return r
		}
		fn := flow.StaticCallee(&call.Call)
		if fn == nil {
			return r
		}
		in := c.enter(r.Frame, fn, call)
		if in == nil {
			return r
		}
		rets := flow.Returns(fn)
		if len(rets) != 1 || len(rets[0].Results) != 1 {
			return r
		}
		r = c.deref(flow.Ref{V: rets[0].Results[0], Frame: in})
	}
	return r
}

// typeOf is the type of a reference, below its path where it can be told.
func typeOf(r flow.Ref) types.Type {
	t := r.V.Type()
	for _, p := range r.Path {
		if p == "[]" {
			switch u := deref(t).Underlying().(type) {
			case *types.Slice:
				t = u.Elem()
			case *types.Array:
				t = u.Elem()
			case *types.Map:
				t = u.Elem()
			}
			continue
		}
		if st := flow.Struct(t); st != nil {
			for i := range st.NumFields() {
				if st.Field(i).Name() == p {
					t = st.Field(i).Type()
				}
			}
		}
	}
	return t
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// keyCond says that the primary key is one of the values.
func keyCond(vals []flow.Ref) cond {
	return func(b *build) sqlread.Expr {
		name := "id"
		if b.model != nil {
			if k := b.model.keyFields(); len(k) == 1 {
				name = k[0].column
			}
		}
		if len(vals) == 1 {
			return b.equals(name, vals[0])
		}
		in := &sqlread.In{X: b.column(name)}
		for _, v := range vals {
			in.List = append(in.List, b.ref(v))
		}
		return in
	}
}

// equals compares a column with a value: a list is any of its elements, nil is NULL, a part of a statement is itself.
func (b *build) equals(name string, v flow.Ref) sqlread.Expr {
	return b.comparison(b.column(name), "=", v, nil)
}

func isNilType(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Slice, *types.Map:
		return true
	}
	b, ok := t.(*types.Basic)
	return ok && b.Kind() == types.UntypedNil
}

// isValueList reports a list that is several values; bytes, and types that know how to become one value, are one.
func isValueList(t types.Type) bool {
	if isColumnType(t) {
		return false
	}
	var elem types.Type
	switch u := t.Underlying().(type) {
	case *types.Slice:
		elem = u.Elem()
	case *types.Array:
		elem = u.Elem()
	default:
		return false
	}
	k, ok := elem.Underlying().(*types.Basic)
	return !ok || k.Kind() != types.Byte
}
