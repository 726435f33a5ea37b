package permguard_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/analyzers/permguard"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// TestShapes runs the programs of testdata/src; each announcement is a subtest that carries the id and the item of the verdict page.
func TestShapes(t *testing.T) {
	t.Parallel()
	programs, err := filepath.Glob(filepath.Join("testdata", "src", "pg*"))
	require.NoError(t, err)
	require.NotEmpty(t, programs)
	for _, dir := range programs {
		app := filepath.Base(dir)
		t.Run(app, func(t *testing.T) {
			t.Parallel()
			ledger := analyse(t, app)
			lines := map[string][]verdict.Entry{}
			for _, e := range ledger.Entries {
				if e.Directive {
					continue
				}
				lines[at(e.Origin)] = append(lines[at(e.Origin)], e)
			}
			for place, want := range runnertest.Announced(t, filepath.Dir(dir), dir) {
				t.Run(want.ID+"/"+want.Item, func(t *testing.T) { check(t, place, want, lines[place]) })
				delete(lines, place)
			}
			for place, list := range lines {
				for _, e := range list {
					require.Equal(t, verdict.Met, e.Verdict, "%s: not announced: %s %s", place, e.Message, e.Reason)
				}
			}
		})
	}
}

func check(t *testing.T, place string, want runnertest.Announcement, got []verdict.Entry) {
	t.Helper()
	if want.Verdict == "silent" {
		require.Empty(t, got, "%s", place)
		return
	}
	require.NotEmpty(t, got, "%s: nothing was said", place)
	for _, e := range got {
		if want.Verdict == "told" {
			require.Equal(t, verdict.Broken, e.Verdict)
			require.True(t, e.Told, "another finding tells of it")
			continue
		}
		require.False(t, e.Told, "%s: no finding of its own", place)
		text := e.Message + " " + e.Reason + " " + e.WaivedBy + " " + strings.Join(e.Why, "; ")
		require.Equal(t, want.Verdict, e.Verdict.String(), "%s: %s", place, text)
		require.Regexp(t, want.Pattern, text, place)
	}
}

func analyse(t *testing.T, app string) *verdict.Ledger {
	t.Helper()
	return analyseWith(t, app, nil)
}

// analyseWith is analyse with a look at the ledger of each package while its pass is there.
func analyseWith(t *testing.T, app string, finish func(*analysis.Pass, *verdict.Ledger) error) *verdict.Ledger {
	t.Helper()
	src, err := filepath.Abs(filepath.Join("testdata", "src"))
	require.NoError(t, err)
	routeModels, err := route.NewModels(route.Libraries())
	require.NoError(t, err)
	models, err := query.NewModels(query.Libraries())
	require.NoError(t, err)
	own := func(path string) bool { return path == app || strings.HasPrefix(path, app+"/") }
	position := func(file string, line, column int) verdict.Position {
		rel, err := filepath.Rel(src, file)
		require.NoError(t, err)
		return verdict.Position{File: filepath.ToSlash(rel), Line: line, Column: column}
	}
	routes := route.New(func(*analysis.Pass) (*route.Site, error) {
		return &route.Site{Models: routeModels, Own: own, Position: position}, nil
	})
	rule := permguard.New(permguard.Options{Routes: routes, Finish: finish, Site: func(*analysis.Pass) (*permguard.Site, error) {
		return &permguard.Site{Models: models, Own: own, Position: position, Rules: []string{permguard.Name, "tenantscope"}}, nil
	}})
	fakes := filepath.Join("..", "..", "internal", "route", "testdata", "src")
	tree := runnertest.NewTree(t, src, "context", "encoding/json", "crypto/hmac", "crypto/subtle", "database/sql", "errors", "fmt", "log", "net", "net/http", "os", "time").Beside(fakes)
	return tree.Run(app, rule)[app].Values[rule].(*verdict.Ledger)
}

func at(p verdict.Position) string { return p.File + ":" + strconv.Itoa(p.Line) }

// TestNobodyGrants is PG-19: where nobody asks for a permission, one line says so and nothing is owed.
func TestNobodyGrants(t *testing.T) {
	t.Parallel()
	t.Run("PG-19/nobody in the code grants permissions", func(t *testing.T) {
		t.Parallel()
		ledger := analyse(t, "nobody")
		require.Empty(t, ledger.Entries)
		require.Len(t, ledger.Notes, 1)
		require.Contains(t, ledger.Notes[0], "permguard owes nothing")
	})
}

// TestUnseenEndpoints: a program whose endpoints are not seen does not look guarded.
func TestUnseenEndpoints(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{
		"no table of routers knows github.com/labstack/echo, which unknownrouter imports: what is registered there is not seen (declare its functions under routers)",
	}, analyse(t, "unknownrouter").Notes)
	require.Equal(t, []string{
		"no endpoint was found in emptyrouter although it makes a router at emptyrouter/main.go:12:16: nothing was checked",
	}, analyse(t, "emptyrouter").Notes)
	require.Equal(t, []string{
		"no endpoint was found in givenrouter although it imports github.com/go-chi/chi/v5: nothing was checked",
	}, analyse(t, "givenrouter").Notes)
	require.Empty(t, analyse(t, "pgchi").Notes)
	require.Empty(t, analyse(t, "norouter").Notes, "it only imports a package that makes one where it is asked to")
}

// TestOrderIsStable: the same program gives the same entries.
func TestOrderIsStable(t *testing.T) {
	t.Parallel()
	first := analyse(t, "pgchi")
	for range 3 {
		again := analyse(t, "pgchi")
		require.True(t, slices.EqualFunc(first.Entries, again.Entries, func(a, b verdict.Entry) bool { return a.Identity() == b.Identity() && a.Message == b.Message }))
	}
}

// TestWaivers: what is wrong with a waiver is a finding at the waiver.
func TestWaivers(t *testing.T) {
	t.Parallel()
	got := map[string]string{}
	for _, e := range analyse(t, "pgwaive").Entries {
		if e.Directive {
			require.Equal(t, verdict.Broken, e.Verdict)
			require.Equal(t, "waiver", e.Category)
			got[at(e.Origin)] = e.Message
		}
	}
	const idle = "waiver for permguard is no longer needed: without it nothing here would be reported"
	require.Equal(t, map[string]string{"pgwaive/main.go:26": idle, "pgwaive/main.go:30": idle}, got)
}

// TestExample holds the page's examples to what the rule says.
func TestExample(t *testing.T) {
	t.Parallel()
	got := map[string]string{}
	for _, e := range analyse(t, "example").Entries {
		if e.Verdict == verdict.Broken {
			got[at(e.Origin)] = e.Message
		}
	}
	text, err := os.ReadFile(filepath.Join("testdata", "src", "example", "main.go"))
	require.NoError(t, err)
	want := map[string]string{}
	for i, line := range strings.Split(string(text), "\n") {
		if _, message, ok := strings.Cut(line, "// want `"); ok {
			want["example/main.go:"+strconv.Itoa(i+1)] = strings.TrimSuffix(message, "`")
		}
	}
	require.Equal(t, want, got)
}
