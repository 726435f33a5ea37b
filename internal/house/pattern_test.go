package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// Patterns are compiled at their first match, which may be at a user's.
func TestPatternsCompile(t *testing.T) {
	t.Parallel()
	found := 0
	visitFiles(t, func(root, name string) error {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, name), nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !isSelector(call.Fun, "pattern", "New") {
				return true
			}
			found++
			_, err := regexp.Compile(constantText(t, name, call.Args[0]))
			require.NoError(t, err, name)
			return true
		})
		return nil
	})
	require.NotZero(t, found)
}

func isSelector(e ast.Expr, x, sel string) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := s.X.(*ast.Ident)
	return ok && id.Name == x && s.Sel.Name == sel
}

// constantText is the value of a literal, or of several that are joined.
func constantText(t *testing.T, file string, e ast.Expr) string {
	t.Helper()
	switch x := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(x.Value)
		require.NoError(t, err, file)
		return text
	case *ast.BinaryExpr:
		return constantText(t, file, x.X) + constantText(t, file, x.Y)
	}
	require.Fail(t, "a pattern is a literal", file)
	return ""
}
