package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/waiver"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestCategoriesAreKnown finds the categories that the rules write into entries and holds them against the list that the config accepts and the page shows. Categories of
// unresolved obligations are none: they have no severity.
func TestCategoriesAreKnown(t *testing.T) {
	for rule, dirs := range map[string][]string{
		"tenantscope": {"internal/scope", "analyzers/tenantscope"},
		"permguard":   {"analyzers/permguard"},
	} {
		known := make(map[string]bool)
		for _, c := range config.Categories(rule) {
			known[c.Name] = true
		}
		written := map[string]bool{waiver.Category: true} // by its constant
		for _, dir := range dirs {
			files, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(dir), "*.go"))
			require.NoError(t, err)
			for _, file := range files {
				if strings.HasSuffix(file, "_test.go") {
					continue
				}
				f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
				require.NoError(t, err)
				for _, name := range categoriesIn(f) {
					written[name] = true
					assert.True(t, known[name], "%s writes the category %q, which internal/config does not list", file, name)
				}
			}
		}
		for _, c := range config.Categories(rule) {
			assert.True(t, written[c.Name], "internal/config lists the category %q of %s, which nothing writes", c.Name, rule)
		}
	}
}

func categoriesIn(f *ast.File) []string {
	var names []string
	literal := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if name, err := strconv.Unquote(lit.Value); err == nil && name != "" {
				names = append(names, name)
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if slices.ContainsFunc(n.Rhs, isUnresolved) {
				return true
			}
			for i, l := range n.Lhs {
				if sel, ok := l.(*ast.SelectorExpr); ok && sel.Sel.Name == "Category" && len(n.Rhs) == len(n.Lhs) {
					literal(n.Rhs[i])
				}
			}
		case *ast.CompositeLit:
			var category ast.Expr
			unresolved := false
			for _, el := range n.Elts {
				kv, ok := el.(*ast.KeyValueExpr)
				if !ok {
					continue
				}
				key, _ := kv.Key.(*ast.Ident)
				if key == nil {
					continue
				}
				unresolved = unresolved || key.Name == "Verdict" && isUnresolved(kv.Value)
				if key.Name == "Category" {
					category = kv.Value
				}
			}
			if category != nil && !unresolved {
				literal(category)
			}
		}
		return true
	})
	return names
}

func isUnresolved(e ast.Expr) bool {
	sel, ok := e.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Unresolved"
}
