package route_test

import (
	"bufio"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// expected reads the comments "// route: METHOD PATTERN HANDLER [via a, b] [passed c] [secured scheme(scope) | open] [lists words] [unserved]", several parted by ";".
var expected = regexp.MustCompile(`// route: (.*)$`)

// TestApplications compares the endpoints of whole programs with what their sources say at the lines that register them.
func TestApplications(t *testing.T) {
	t.Parallel()
	models, err := route.NewModels(route.Libraries())
	require.NoError(t, err)
	for _, app := range []string{"std", "chiapp", "ginapp", "echoapp", "muxapp", "fiberapp", "fiber3app", "routerapp", "rpcapp", "restapp", "humaapp", "genapp", "wireapp", "twinapp", "orderapp"} {
		t.Run(app, func(t *testing.T) {
			t.Parallel()
			src, err := filepath.Abs(filepath.Join("testdata", "src"))
			require.NoError(t, err)
			a := route.New(func(*analysis.Pass) (*route.Site, error) {
				return &route.Site{
					Models: models,
					Own:    func(path string) bool { return path == app || strings.HasPrefix(path, app+"/") },
					Position: func(file string, line, column int) verdict.Position {
						rel, err := filepath.Rel(src, file)
						require.NoError(t, err)
						return verdict.Position{File: filepath.ToSlash(rel), Line: line, Column: column}
					},
				}, nil
			})
			results := runnertest.NewTree(t, src, "context", "net", "net/http", "net/http/httptest", "time").Run(app, a)
			got := map[string][]string{}
			fact := results[app].Values[a].(*route.Result).Fact
			events, err := route.Events([]*route.Fact{fact})
			require.NoError(t, err)
			for _, e := range route.NewTable(events).Endpoints() {
				at := e.Pos.File + ":" + strconv.Itoa(e.Pos.Line)
				got[at] = append(got[at], describe(e))
			}
			require.Equal(t, announced(t, src, app), sorted(got))
		})
	}
}

// describe is an endpoint as the comments write it.
func describe(e route.Endpoint) string {
	method := e.Method
	if method == "" {
		method = "*"
	}
	s := method + " " + e.Pattern + " " + e.Handler.Func + e.Handler.Why
	if e.Handler.Made {
		s += "()"
	}
	if len(e.Use) > 0 {
		s += " via " + names(e.Use)
	}
	if len(e.Passed) > 0 {
		s += " passed " + names(e.Passed)
	}
	if declared, known := e.Handler.Security.Declared(); declared {
		for _, scheme := range e.Handler.Security.Schemes {
			s += " secured " + scheme.Name + "(" + strings.Join(scheme.Scopes, " ") + ")"
		}
	} else if known {
		s += " open"
	}
	if len(e.Handler.Lists) > 0 {
		s += " lists " + strings.Join(e.Handler.Lists, ", ")
	}
	if !e.Served {
		s += " unserved"
	}
	return s
}

func names(list []route.Middleware) string {
	var out []string
	for _, m := range list {
		name := m.Func[strings.LastIndexAny(m.Func, "./")+1:]
		if m.Made || len(m.Args) > 0 {
			name += "(" + strings.Join(m.Args, " ") + ")"
		}
		if name == "" {
			name = "?"
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}

func announced(t *testing.T, src, app string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	require.NoError(t, filepath.WalkDir(filepath.Join(src, app), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := os.Open(path)
		require.NoError(t, err)
		defer f.Close()
		rel, err := filepath.Rel(src, path)
		require.NoError(t, err)
		lines := bufio.NewScanner(f)
		for n := 1; lines.Scan(); n++ {
			if m := expected.FindStringSubmatch(lines.Text()); m != nil {
				out[filepath.ToSlash(rel)+":"+strconv.Itoa(n)] = strings.Split(m[1], "; ")
			}
		}
		return lines.Err()
	}))
	return sorted(out)
}

func sorted(m map[string][]string) map[string][]string {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		slices.Sort(m[k])
	}
	return m
}

func TestFamilies(t *testing.T) {
	t.Parallel()
	models, err := route.NewModels(route.Libraries())
	require.NoError(t, err)
	for path, unlisted := range map[string]bool{
		"github.com/labstack/echo": true, "github.com/labstack/echo/v4": false, "github.com/labstack/echo/v6": true,
		"github.com/gofiber/fiber": true, "github.com/gofiber/fiber/v3": false, "github.com/kataras/iris/v12": true, "github.com/kataras/iris": true,
		"github.com/gorilla/mux": false, "github.com/gorilla/websocket": false, "github.com/labstack/echo/v4/middleware": false, "net/http": false,
	} {
		require.Equal(t, unlisted, models.Unlisted(path), path)
	}
}
