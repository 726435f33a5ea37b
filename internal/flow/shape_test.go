package flow_test

import (
	"go/token"
	"go/types"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

func TestShapes(t *testing.T) {
	t.Parallel()
	method := func(name string, results ...types.Type) *types.Func {
		vars := make([]*types.Var, len(results))
		for i, r := range results {
			vars[i] = types.NewParam(token.NoPos, nil, "n", r)
		}
		sig := types.NewSignatureType(nil, nil, nil, types.NewTuple(types.NewParam(token.NoPos, nil, "s", types.Typ[types.String])), types.NewTuple(vars...), false)
		return types.NewFunc(token.NoPos, nil, name, sig)
	}
	var none flow.Shapes[string]
	require.Empty(t, none.Of(method("Exec")))

	var s flow.Shapes[string]
	s.Set("Exec(string)", "plain")
	s.Set("Exec(string) int", "counting")
	require.Equal(t, "plain", s.Of(method("Exec")))
	require.Equal(t, "counting", s.Of(method("Exec", types.Typ[types.Int])))
	require.Empty(t, s.Of(method("Exec", types.Typ[types.Bool])), "the name is not the shape")
	require.Empty(t, s.Of(method("Query")))
	require.Len(t, s.All(), 2)
}
