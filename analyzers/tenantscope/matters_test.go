package tenantscope

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/stretchr/testify/require"
)

// A package whose only calls of its own interfaces send requests owes nothing and is not looked into; what a decorator of queries looks like is.
func TestIsRemote(t *testing.T) {
	t.Parallel()
	const src = `package p

import (
	"context"
	"net/http"
)

type Editor func(ctx context.Context, req *http.Request) error

type Option func(*int)

type API interface {
	Do(req *http.Request) (*http.Response, error)                           // remote
	GetOrder(ctx context.Context, id string, editors ...Editor) (int, error) // remote
	Plain(ctx context.Context, id string, editors ...func(*http.Request)) error // remote
	List(ctx context.Context, opts ...Option) ([]int, error)
	Query(ctx context.Context, sql string, args ...any) error
	Serve(w http.ResponseWriter, r *http.Request)
	Get(ctx context.Context, id string) error
}
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, parser.ParseComments)
	require.NoError(t, err)
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := conf.Check("p", fset, []*ast.File{file}, nil)
	require.NoError(t, err)
	remote := map[int]bool{}
	for _, group := range file.Comments {
		remote[fset.Position(group.Pos()).Line] = true
	}
	api := pkg.Scope().Lookup("API").Type().Underlying().(*types.Interface)
	require.Len(t, remote, 3)
	for m := range api.Methods() {
		require.Equal(t, remote[fset.Position(m.Pos()).Line], isRemote(m.Signature()), m.Name())
	}
}

// A client of gRPC takes call options.
func TestIsRemoteCall(t *testing.T) {
	t.Parallel()
	method := func(path string) *types.Signature {
		option := types.NewNamed(types.NewTypeName(token.NoPos, types.NewPackage(path, "grpc"), "CallOption", nil), types.NewInterfaceType(nil, nil), nil)
		return types.NewSignatureType(nil, nil, nil, types.NewTuple(types.NewParam(token.NoPos, nil, "opts", types.NewSlice(option))), nil, true)
	}
	require.True(t, isRemote(method("google.golang.org/grpc")))
	require.False(t, isRemote(method("example.com/store/grpc")))
}
