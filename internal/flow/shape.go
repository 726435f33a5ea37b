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
