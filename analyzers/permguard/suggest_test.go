package permguard_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// TestSuggest puts the check that the other routes of a file have in front of those that have none. The permission is left for a person to say: what is inserted must not compile
// until then, and is no fix, so that nothing applies it by itself.
func TestSuggest(t *testing.T) {
	t.Parallel()
	got := map[string]string{}
	analyseWith(t, "suggest", func(pass *analysis.Pass, ledger *verdict.Ledger) error {
		for _, e := range ledger.Entries {
			if e.Verdict != verdict.Broken {
				require.Empty(t, e.Actions)
				continue
			}
			require.Empty(t, e.Fixes, "nothing is applied by itself")
			key := e.Origin.File + " " + e.Relation
			got[key] = ""
			for _, a := range e.Actions {
				got[key] = applied(t, pass, a)
			}
		}
		return nil
	})
	require.Equal(t, map[string]string{
		"suggest/main.go POST /open":   `r.With(a.require(__WHICH_PERMISSION__)).Post("/open", a.note)`,
		"suggest/mux.go POST /open":    `mux.Handle("POST /open", a.require(__WHICH_PERMISSION__)(http.HandlerFunc(a.note)))`,
		"suggest/mux.go POST /func":    "", // a check gives a handler, and this takes a function
		"suggest/scope.go POST /scope": "", // what the check is asked of is not there
		"suggest/level.go POST /none":  `r.With(a.atLeast(__WHICH_PERMISSION__)).Post("/none", a.note)`,
	}, got)
}

// applied is the line that an edit changes, as it is then.
func applied(t *testing.T, pass *analysis.Pass, fix verdict.Fix) string {
	t.Helper()
	file := pass.Fset.Position(fix.Edits[0].Pos)
	data, err := os.ReadFile(file.Filename)
	require.NoError(t, err)
	text := string(data)
	for _, e := range slices.Backward(fix.Edits) {
		from, to := pass.Fset.Position(e.Pos).Offset, pass.Fset.Position(e.End).Offset
		text = text[:from] + e.New + text[to:]
	}
	require.Error(t, compiles(pass, file.Filename, text), "until somebody says which permission")
	permission := `"admin"`
	if strings.HasSuffix(file.Filename, "level.go") {
		permission = "operator"
	}
	require.NoError(t, compiles(pass, file.Filename, strings.ReplaceAll(text, "__WHICH_PERMISSION__", permission)))
	return strings.TrimSpace(strings.Split(text, "\n")[file.Line-1])
}

// compiles checks the package with another text of one file.
func compiles(pass *analysis.Pass, name, text string) error {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, f := range pass.Files {
		var src any
		other := pass.Fset.Position(f.FileStart).Filename
		if other == name {
			src = text
		}
		parsed, err := parser.ParseFile(fset, other, src, 0)
		if err != nil {
			return err
		}
		files = append(files, parsed)
	}
	_, err := (&types.Config{Importer: imported{pass.Pkg.Imports()}}).Check(pass.Pkg.Path(), fset, files, nil)
	return err
}

// imported gives the packages that a package imports.
type imported struct{ list []*types.Package }

func (i imported) Import(path string) (*types.Package, error) {
	for _, p := range i.list {
		if p.Path() == path {
			return p, nil
		}
	}
	return nil, errors.New("not imported: " + path)
}
