package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

// registration is a call that registers a handler, as text: what the command lists must not be all that the command finds.
var registration = regexp.MustCompile(`\.(?:Get|Post|Put|Patch|Delete|GET|POST|PUT|PATCH|DELETE|HandleFunc)\("(?:([A-Z]+) )?/`)

// TestRoutesListsEveryRegistration holds the endpoints of the applications against the registrations that their text shows.
func TestRoutesListsEveryRegistration(t *testing.T) {
	t.Parallel()
	for _, app := range applications() {
		t.Run(app, func(t *testing.T) {
			t.Parallel()
			dir := appDir(t, app)
			var stdout, stderr bytes.Buffer
			require.Equal(t, exitClean, run(context.Background(), []string{"routes", "-C", dir, "-format", "json", "./..."}, &stdout, &stderr), stderr.String())
			var got struct {
				Endpoints []struct {
					Method, Pattern, Handler, File string
					Line                           int
					Served                         bool
				}
				Summary struct{ Endpoints, Unserved, Unresolved int }
			}
			require.NoError(t, json.Unmarshal(stdout.Bytes(), &got))
			listed := map[string]bool{}
			for _, e := range got.Endpoints {
				listed[e.File+":"+strconv.Itoa(e.Line)] = true
				require.NotEmpty(t, e.Handler)
			}
			want := registrations(t, dir)
			require.NotEmpty(t, want)
			for _, at := range want {
				require.True(t, listed[at], "%s registers a handler and is not listed", at)
			}
			require.Equal(t, len(got.Endpoints), got.Summary.Endpoints)
			require.Zero(t, got.Summary.Unserved)
			require.Zero(t, got.Summary.Unresolved)
		})
	}
}

// registrations are the lines that register a handler, by "file:line".
func registrations(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		rel, err := filepath.Rel(dir, path)
		require.NoError(t, err)
		for i, line := range strings.Split(string(data), "\n") {
			if registration.MatchString(line) {
				out = append(out, filepath.ToSlash(rel)+":"+strconv.Itoa(i+1))
			}
		}
		return nil
	}))
	return out
}

func TestRoutesFormats(t *testing.T) {
	t.Parallel()
	dir := appDir(t, "billing")
	var text, csvOut, stderr bytes.Buffer
	require.Equal(t, exitClean, run(context.Background(), []string{"routes", "-C", dir}, &text, &stderr), stderr.String())
	require.Regexp(t, `(?m)^PUT +/customers/\{id\}/name +\(\*httpapi\.API\)\.renameCustomer .* internal/httpapi/httpapi\.go:\d+$`, text.String())
	require.Regexp(t, `(?m)^\d+ endpoints, \d+ mutating, \d+ guarded \(\d+ %\), \d+ permissions? in \d+ namespaces?, \d+ never required$`, text.String())
	require.Equal(t, exitClean, run(context.Background(), []string{"routes", "-C", dir, "-format", "csv"}, &csvOut, &stderr), stderr.String())
	rows, err := csv.NewReader(&csvOut).ReadAll()
	require.NoError(t, err)
	table, _, _ := strings.Cut(text.String(), "\n\n")
	require.Len(t, rows, strings.Count(table, "\n")+1)
	require.Equal(t, exitFailed, run(context.Background(), []string{"routes", "-C", dir, "-format", "sarif"}, &csvOut, &stderr))
	require.Contains(t, stderr.String(), "-format=sarif: want text, json, csv")
}

// TestRoutesExactly holds what the command prints of one program, byte for byte, in each format. -update writes it.
func TestRoutesExactly(t *testing.T) {
	t.Parallel()
	archive, err := os.ReadFile(filepath.Join("testdata", "routes.txtar"))
	require.NoError(t, err)
	dir := runnertest.Write(t, string(archive))
	for format, golden := range map[string]string{"text": "routes.txt", "csv": "routes.csv", "json": "routes.json"} {
		var stdout, stderr bytes.Buffer
		require.Equal(t, exitClean, run(context.Background(), []string{"routes", "-C", dir, "-format", format, "./..."}, &stdout, &stderr), stderr.String())
		got := regexp.MustCompile(`"version": "[^"]*"`).ReplaceAllString(stdout.String(), `"version": ""`)
		name := filepath.Join("testdata", golden)
		if *updateReadme {
			require.NoError(t, os.WriteFile(name, []byte(got), 0o600))
		}
		want, err := os.ReadFile(name)
		require.NoError(t, err)
		require.Equal(t, string(want), got)
		if format == "text" {
			page, err := os.ReadFile(filepath.Join("..", "..", "docs", "routes.md"))
			require.NoError(t, err)
			require.Contains(t, string(page), got, "the sample in docs/routes.md is stale")
		}
	}
}

// TestRoutesWithoutPermissions: where nobody asks for a permission, one line says so and no endpoint is judged.
func TestRoutesWithoutPermissions(t *testing.T) {
	t.Parallel()
	dir := runnertest.Write(t, `
-- go.mod --
module example.com/app

go 1.25
-- main.go --
package main

import (
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("POST /files", func(http.ResponseWriter, *http.Request) { _ = os.Remove("x") })
	_ = http.ListenAndServe(":1", nil)
}
`)
	var stdout, stderr bytes.Buffer
	require.Equal(t, exitClean, run(context.Background(), []string{"routes", "-C", dir, "./..."}, &stdout, &stderr), stderr.String())
	require.Regexp(t, `(?m)^POST +/files +app\.main\$1 +- +- +- +main\.go:9$`, stdout.String())
	require.Contains(t, stdout.String(), "1 endpoint, 1 mutating, 0 guarded (0 %), 0 permissions in 0 namespaces, 0 never required")
	require.Contains(t, stdout.String(), "no function that asks for a permission was found")
}

// TestRoutesOfDeclaredRouters lists what is registered on a router that only the config knows.
func TestRoutesOfDeclaredRouters(t *testing.T) {
	t.Parallel()
	dir := runnertest.Write(t, `
-- go.mod --
module example.com/app

go 1.25
-- .bailiwick.yml --
routers:
  - {func: example.com/app/web.New, op: new}
  - {func: (*example.com/app/web.Router).On, op: route, args: method pattern handlers..., context: example.com/app/web.Ctx}
  - {func: (*example.com/app/web.Router).Guard, op: use, args: use..., all: true}
  - {func: (*example.com/app/web.Router).Below, op: nest, args: prefix build}
  - {func: (*example.com/app/web.Router).Listen, op: serve}
-- web/web.go --
package web

type Ctx struct{}

type Handler func(*Ctx)

type Router struct{ table map[string][]Handler }

func New() *Router { return &Router{} }

func (r *Router) On(method, pattern string, h ...Handler)    { r.table[method+pattern] = h }
func (r *Router) Guard(h ...Handler)                         {}
func (r *Router) Below(prefix string, build func(*Router))   { build(r) }
func (r *Router) Listen(addr string)                         {}
-- main.go --
package main

import "example.com/app/web"

func create(*web.Ctx) {}
func check(*web.Ctx)  {}
func login(*web.Ctx)  {}

func main() {
	r := web.New()
	r.Below("/api", func(r *web.Router) {
		r.On("POST", "/orders", check, create)
	})
	r.Guard(login)
	r.Listen(":1")
}
`)
	var stdout, stderr bytes.Buffer
	require.Equal(t, exitClean, run(context.Background(), []string{"routes", "-C", dir, "-format", "csv", "./..."}, &stdout, &stderr), stderr.String())
	require.Contains(t, stdout.String(), "POST,/api/orders,app.create,,,,,app.login app.check,")
}
