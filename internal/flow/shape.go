package flow

import (
	"go/token"
	"go/types"
	"strings"
)

// Shape writes a method's name and signature with full import paths and without the names of parameters, so that a method of the user's own
// interface can be told by what it looks like: "Exec(context.Context, string, ...any) (database/sql.Result, error)".
func Shape(name string, sig *types.Signature) string {
	plain := types.NewSignatureType(nil, nil, nil, anonymous(sig.Params()), anonymous(sig.Results()), sig.Variadic())
	s := types.TypeString(plain, func(p *types.Package) string { return p.Path() })
	return name + strings.TrimPrefix(strings.ReplaceAll(s, "interface{}", "any"), "func")
}

func anonymous(t *types.Tuple) *types.Tuple {
	vars := make([]*types.Var, t.Len())
	for i := range vars {
		vars[i] = types.NewParam(token.NoPos, nil, "", t.At(i).Type())
	}
	return types.NewTuple(vars...)
}

// Shapes holds values by the shape of methods.
type Shapes[T any] struct {
	values map[string]T
	names  map[string]bool // of the methods: most have none of these, and no shape is written for them
}

// Set enters the value of a shape.
func (s *Shapes[T]) Set(shape string, v T) {
	if s.values == nil {
		s.values, s.names = map[string]T{}, map[string]bool{}
	}
	name, _, _ := strings.Cut(shape, "(")
	s.values[shape], s.names[name] = v, true
}

// Of is the value of a method's shape, the zero value when it has none.
func (s *Shapes[T]) Of(m *types.Func) (v T) {
	if !s.names[m.Name()] {
		return v
	}
	return s.values[Shape(m.Name(), m.Signature())]
}

// All are the values by their shapes. The map is not to be changed.
func (s *Shapes[T]) All() map[string]T { return s.values }
