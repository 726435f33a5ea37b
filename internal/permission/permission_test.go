package permission_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/permission"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

func facts(t *testing.T) []*permission.Fact {
	t.Helper()
	src, err := filepath.Abs(filepath.Join("testdata", "src"))
	require.NoError(t, err)
	a := permission.New(func(*analysis.Pass) (*permission.Site, error) {
		return &permission.Site{
			Own: func(path string) bool { return path == "app" },
			Position: func(file string, line, column int) verdict.Position {
				return verdict.Position{File: filepath.Base(file), Line: line, Column: column}
			},
		}, nil
	})
	fact := runnertest.NewTree(t, src, "fmt").Run("app", a)["app"].Values[a].(*permission.Fact)
	return []*permission.Fact{fact}
}

func TestCover(t *testing.T) {
	t.Parallel()
	decides := func(key string) bool { return key == "app.allowed" || key == "app.can" || key == "app.audited" }
	var required, never []string
	list := permission.Cover(facts(t), decides, []string{"orders:read", "plain:text", "not a permission"})
	for _, p := range list {
		text := p.Namespace + " " + p.Text
		if p.Required {
			required = append(required, text)
		} else {
			never = append(never, text)
		}
	}
	require.Equal(t, []string{
		"app.Action Start", "audit audit.read", "orders orders:read", "orders orders:write", "plain plain:text", "users users:invite", "users users:read", "users users:write",
	}, required)
	require.Equal(t, []string{"app.Action Stop", "audit audit.prune", "orders orders:purge"}, never)
	require.Equal(t, 5, permission.Namespaces(list))
}

// Without a function that decides, no set is one of permissions.
func TestNothingDecides(t *testing.T) {
	t.Parallel()
	require.Empty(t, permission.Cover(facts(t), func(string) bool { return false }, nil))
}

func TestFactIsStable(t *testing.T) {
	t.Parallel()
	f := facts(t)[0]
	require.Equal(t, "app.Action app.Level app.Permission app.auditRead", f.String())
	for i := range f.Uses[1:] {
		require.Less(t, f.Uses[i].Constant+" "+f.Uses[i].To, f.Uses[i+1].Constant+" "+f.Uses[i+1].To)
	}
	require.True(t, strings.HasSuffix(f.Sets[2].Constants[0].Pos.File, "app.go"))
}
