package driver_test

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/driver"
	"github.com/bailiwick-dev/bailiwick/internal/runner"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

// run drives the toy analyzers over a program in which only example.com/... is the user's.
func run(t *testing.T, opts driver.Options) *driver.Result {
	t.Helper()
	if opts.Analyzers == nil {
		opts.Analyzers = []*analysis.Analyzer{runnertest.DepthAnalyzer(), runnertest.SSAAnalyzer()}
	}
	opts.Owns = func(_, module string) bool { return strings.HasPrefix(module, "example.com/") }
	opts.OwnPath = func(path string) bool { return strings.HasPrefix(path, "example.com/") }
	res, err := driver.Run(context.Background(), opts)
	require.NoError(t, err)
	return res
}

// findings lists the diagnostics as "file:line: message", relative to the program.
func findings(res *driver.Result, dir string) []string {
	var list []string
	for _, p := range res.Packages {
		for _, d := range p.Diagnostics {
			pos := res.Fset.Position(d.Pos)
			rel, _ := filepath.Rel(dir, pos.Filename)
			list = append(list, fmt.Sprintf("%s:%d: %s", filepath.ToSlash(rel), pos.Line, d.Message))
		}
	}
	return list
}

func loadErrors(res *driver.Result, dir string) []string {
	var list []string
	for _, e := range res.LoadErrors {
		list = append(list, filepath.ToSlash(strings.TrimPrefix(e.Error(), dir+string(filepath.Separator))))
	}
	return list
}

func ids(res *driver.Result) (roots, others []string) {
	for _, p := range res.Packages {
		if p.Root {
			roots = append(roots, p.ID)
		} else {
			others = append(others, p.ID)
		}
	}
	return roots, others
}

func TestNamedPackagesReport(t *testing.T) {
	dir := runnertest.Write(t, runnertest.Chain)
	res := run(t, driver.Options{Dir: dir, Patterns: []string{"./a"}})
	require.Equal(t, []string{"a/a.go:9: depth 2 [example.com/chain/b]"}, findings(res, dir))

	roots, others := ids(res)
	require.Equal(t, []string{"example.com/chain/a"}, roots)
	require.Equal(t, []string{"example.com/chain/b", "example.com/chain/c"}, others, "analysed for their facts")
	require.Len(t, res.Roots()[0].Ledgers, 1)
	require.Equal(t, []string{filepath.Join(dir, "a", "left_out.go")}, res.Excluded)

	var depth runnertest.Depth
	ok, err := res.Fact("example.com/chain/b", &depth)
	require.NoError(t, err)
	require.True(t, ok)
	require.Equal(t, runnertest.Depth{N: 1, Imports: []string{"example.com/chain/c"}}, depth)
	ok, err = res.Fact("fmt", &depth)
	require.NoError(t, err)
	require.False(t, ok, "libraries have no facts")
}

func TestEverything(t *testing.T) {
	dir := runnertest.Write(t, runnertest.Chain)
	want := []string{
		"a/a.go:9: depth 2 [example.com/chain/b]",
		"b/b.go:7: depth 1 [example.com/chain/c]",
		"b/b.go:7: call of Danger",
		"c/c.go:11: depth 0 []",
		"d/d.go:3: depth 0 []",
	}
	ran := make(chan string, 100)
	watch := &analysis.Analyzer{Name: "watch", Doc: "watch", Run: func(pass *analysis.Pass) (any, error) { ran <- pass.Pkg.Path(); return nil, nil }}
	res := run(t, driver.Options{Dir: dir, Workers: 1, Analyzers: []*analysis.Analyzer{runnertest.DepthAnalyzer(), runnertest.SSAAnalyzer(), watch}})
	require.Equal(t, want, findings(res, dir))
	close(ran)
	for path := range ran {
		require.NotEqual(t, "example.com/chain/e", path, "it has only tests: without files there is nothing to analyse")
	}

	t.Run("with tests", func(t *testing.T) {
		res := run(t, driver.Options{Dir: dir, Tests: true})
		require.ElementsMatch(t, append([]string{
			"b/b_test.go:5: depth 1 [example.com/chain/c]",
			"e/e_test.go:9: depth 2 [example.com/chain/b]",
		}, want...), findings(res, dir))
		roots, others := ids(res)
		require.Contains(t, roots, "example.com/chain/b [example.com/chain/b.test]")
		require.NotContains(t, append(roots, others...), "example.com/chain/b", "its test variant holds its files too: once is enough")
		var depth runnertest.Depth
		ok, err := res.Fact("example.com/chain/b", &depth)
		require.NoError(t, err)
		require.True(t, ok, "importers see the facts of what stands in")
	})
	t.Run("with a tag", func(t *testing.T) {
		require.Empty(t, run(t, driver.Options{Dir: dir, Tags: "neverset,another"}).Excluded)
	})
}

// EN-01: neither the order of packages nor the number of workers shows.
func TestOrderDoesNotMatter(t *testing.T) {
	dir := runnertest.Write(t, runnertest.Chain)
	runnertest.Update(t, dir, "-- broken/b.go --\npackage broken\n\nvar x int = \"\"\nvar y int = \"\"\n-- over/o.go --\npackage over\n\nimport _ \"example.com/chain/broken\"\n")
	show := func(opts driver.Options) string {
		opts.Dir, opts.Tests = dir, true
		res := run(t, opts)
		var b strings.Builder
		for _, p := range res.Packages {
			data, err := p.Facts.Encode()
			require.NoError(t, err)
			fmt.Fprintf(&b, "%s %v %v %d %x\n", p.ID, p.Root, p.Broken, p.Lines, data)
		}
		return b.String() + strings.Join(findings(res, dir), "\n") + strings.Join(loadErrors(res, dir), "\n")
	}
	want := show(driver.Options{Workers: 1})
	require.Contains(t, want, "broken/b.go:4:13: ")
	for seed := range 8 {
		require.Equal(t, want, show(driver.Options{Workers: seed + 1, Shuffle: uint64(seed) + 1}))
	}
}

// EN-03, EN-07: a package with errors is an error, the rest is analysed, and what depends on it is told.
func TestBrokenPackages(t *testing.T) {
	const over = "-- a/a.go --\npackage a\n\nimport \"example.com/chain/b\"\n\nvar X = b.Make()\n\nfunc ReportA() {}\n"
	for _, tt := range []struct {
		name, files string
		errors      []string
		findings    []string
		lacks       []string // what the packages miss
	}{
		{
			name:     "error in a body",
			files:    over + "-- b/b.go --\npackage b\n\nfunc Make() int { return undefined }\n",
			errors:   []string{"b/b.go:3:26: undefined: undefined"},
			findings: []string{"a/a.go:7: depth 0 []", "c/c.go:11: depth 0 []", "d/d.go:3: depth 0 []"},
			lacks:    []string{"example.com/chain/a lacks example.com/chain/b"},
		},
		{
			name:     "error that importers run into",
			files:    over + "-- b/b.go --\npackage b\n\nfunc Made() int { return undefined }\n",
			errors:   []string{"b/b.go:3:26: undefined: undefined", "example.com/chain/a: not analysed: it depends on example.com/chain/b, which could not be"},
			findings: []string{"c/c.go:11: depth 0 []", "d/d.go:3: depth 0 []"},
		},
		{
			name:     "syntax",
			files:    "-- d/d.go --\npackage d\n\nfunc F( {\n}\n\nfunc G) {}\n",
			errors:   []string{"d/d.go:3:9: expected ')', found '{'"},
			findings: []string{"a/a.go:9: depth 2 [example.com/chain/b]", "b/b.go:7: depth 1 [example.com/chain/c]", "b/b.go:7: call of Danger", "c/c.go:11: depth 0 []"},
		},
		{
			name:     "missing module",
			files:    "-- d/d.go --\npackage d\n\nimport _ \"example.org/nosuch/thing\"\n",
			errors:   []string{"d/d.go:3:10: could not import example.org/nosuch/thing"},
			findings: []string{"a/a.go:9: depth 2 [example.com/chain/b]", "b/b.go:7: depth 1 [example.com/chain/c]", "b/b.go:7: call of Danger", "c/c.go:11: depth 0 []"},
		},
		{
			name:     "import cycle",
			files:    "-- c/c2.go --\npackage c\n\nimport _ \"example.com/chain/b\"\n",
			errors:   []string{"import cycle"},
			findings: []string{"c/c.go:11: depth 0 []", "d/d.go:3: depth 0 []"}, // the go command drops one import of the cycle
			lacks:    []string{"example.com/chain/a lacks example.com/chain/b", "example.com/chain/c lacks example.com/chain/b"},
		},
		{
			name:     "two packages in a directory",
			files:    "-- d/e.go --\npackage e\n",
			errors:   []string{"found packages d (d.go) and e (e.go)"},
			findings: []string{"a/a.go:9: depth 2 [example.com/chain/b]", "b/b.go:7: depth 1 [example.com/chain/c]", "b/b.go:7: call of Danger", "c/c.go:11: depth 0 []"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := runnertest.Write(t, runnertest.Chain)
			runnertest.Update(t, dir, tt.files)
			lacks := make(chan string, 100)
			told := &analysis.Analyzer{Name: "told", Doc: "told", Requires: []*analysis.Analyzer{runner.Broken}, Run: func(pass *analysis.Pass) (any, error) {
				for _, path := range pass.ResultOf[runner.Broken].(*runner.BrokenImports).Paths() {
					lacks <- pass.Pkg.Path() + " lacks " + path
				}
				return nil, nil
			}}
			res := run(t, driver.Options{Dir: dir, Analyzers: []*analysis.Analyzer{runnertest.DepthAnalyzer(), runnertest.SSAAnalyzer(), told}})
			require.True(t, res.Failed())
			got := loadErrors(res, dir)
			for _, want := range tt.errors {
				require.Contains(t, strings.Join(got, "\n"), want)
			}
			require.Equal(t, tt.findings, findings(res, dir))
			close(lacks)
			var all []string
			for l := range lacks {
				all = append(all, l)
			}
			slices.Sort(all)
			require.Equal(t, tt.lacks, all)
		})
	}
}

// A panic is an error of its package, and of nothing else; what depends on it is told.
func TestAnalyzerPanic(t *testing.T) {
	dir := runnertest.Write(t, runnertest.Chain)
	runnertest.Update(t, dir, "-- b/b.go --\npackage boom\n\nfunc Make() (t struct{ S string }) { return }\n-- b/b_test.go --\npackage boom\n"+
		"-- a/a.go --\npackage a\n\nimport \"example.com/chain/b\"\n\nvar _ = boom.Make()\n")
	res := run(t, driver.Options{Dir: dir, Analyzers: []*analysis.Analyzer{
		runnertest.DepthAnalyzer(), runnertest.Faulty("toyfault", func(*analysis.Pass) error { panic("impossible state") }),
	}})
	require.Empty(t, res.LoadErrors)
	require.Len(t, res.Errors, 1)
	require.EqualError(t, res.Errors[0], "analyzer toyfault failed on example.com/chain/b: panic: impossible state")
	require.True(t, res.Failed())
	var depth runnertest.Depth
	ok, err := res.Fact("example.com/chain/b", &depth)
	require.NoError(t, err)
	require.False(t, ok)
}

const work = `
-- go.work --
go 1.24

use (
	./app
	./lib
)
-- app/go.mod --
module example.com/app

go 1.24

require example.com/lib v0.0.0
-- app/main.go --
package main

import "example.com/lib/deep"

func ReportMain() { deep.F() }

func main() { ReportMain() }
-- lib/go.mod --
module example.com/lib

go 1.24
-- lib/deep/deep.go --
package deep

func F() {}

func ReportDeep() {}
-- tools/go.mod --
module example.com/tools

go 1.24
-- tools/t.go --
package tools

func ReportTools() {}
-- app/testdata/mod/go.mod --
module example.com/fixture
`

func TestWorkspace(t *testing.T) {
	dir := runnertest.Write(t, work)
	t.Setenv("GOWORK", "")
	want := []string{"app/main.go:5: depth 1 [example.com/lib/deep]", "lib/deep/deep.go:5: depth 0 []"}

	res := run(t, driver.Options{Dir: dir})
	require.Equal(t, want, findings(res, dir), "the root is no module: everything means every module")
	require.Equal(t, []string{"tools"}, res.Nested)
	require.Equal(t, []string{"example.com/app", "example.com/lib"}, res.Whole)

	runnertest.Update(t, dir, "-- go.mod --\nmodule example.com/top\n\ngo 1.24\n-- top.go --\npackage top\n\nfunc ReportTop() {}\n"+
		"-- go.work --\ngo 1.24\n\nuse (\n\t.\n\t./app\n\t./lib\n)\n")
	res = run(t, driver.Options{Dir: dir})
	require.ElementsMatch(t, append([]string{"top.go:3: depth 0 []"}, want...), findings(res, dir), "the root is one of the modules")

	res = run(t, driver.Options{Dir: filepath.Join(dir, "app")})
	require.Equal(t, want[:1], findings(res, dir), "below the root, what is named reports")
	require.Equal(t, []string{"example.com/app"}, res.Whole)
	require.Empty(t, run(t, driver.Options{Dir: filepath.Join(dir, "lib", "deep")}).Whole, "a part of a module")
	_, others := ids(res)
	require.Equal(t, []string{"example.com/lib/deep"}, others, "and the other modules are the user's")

	t.Setenv("GOWORK", "off")
	res = run(t, driver.Options{Dir: dir})
	require.Equal(t, []string{"top.go:3: depth 0 []"}, findings(res, dir))
	require.Equal(t, []string{"app", "lib", "tools"}, res.Nested)
}

func TestLocallyReplacedModule(t *testing.T) {
	dir := runnertest.Write(t, work)
	t.Setenv("GOWORK", "off")
	runnertest.Update(t, dir, "-- app/go.mod --\nmodule example.com/app\n\ngo 1.24\n\nrequire example.com/lib v0.0.0\n\nreplace example.com/lib => ../lib\n")
	res := run(t, driver.Options{Dir: filepath.Join(dir, "app")})
	require.Equal(t, []string{"app/main.go:5: depth 1 [example.com/lib/deep]"}, findings(res, dir))
}

// sandwich is a program in which a library, known from export data alone, imports a package of the user's.
const sandwich = `
-- go.mod --
module example.com/app

go 1.24

require example.org/lib v0.0.0

replace example.org/lib => ./third/lib
-- core/core.go --
package core

type T struct{ N int }

func (T) Method() {}

func Danger() {}
-- core/core_test.go --
package core

type OnlyInTest struct{}

func (T) TestMethod() {}
-- core/x_test.go --
package core_test

import (
	"example.com/app/core"
	"example.org/lib"
)

func ReportX() {
	lib.Make().TestMethod()
	var t core.T = lib.Make()
	_ = t
	core.Danger()
}
-- top/top.go --
package top

import (
	"example.com/app/core"
	"example.org/lib"
)

func ReportTop() {
	var t core.T = lib.Make()
	t.Method()
	core.Danger()
}
-- third/lib/go.mod --
module example.org/lib

go 1.24

require example.com/app v0.0.0
-- third/lib/lib.go --
package lib

import "example.com/app/core"

func Make() core.T { return core.T{} }
`

func TestLibraryThatImportsTheUsersCode(t *testing.T) {
	dir := runnertest.Write(t, sandwich)
	t.Setenv("GOFLAGS", "-mod=mod")
	want := []string{"top/top.go:8: depth 1 [example.com/app/core]", "top/top.go:11: call of Danger"}
	for seed := range uint64(4) {
		res := run(t, driver.Options{Dir: dir, Patterns: []string{"./top"}, Workers: 4, Shuffle: seed})
		require.Empty(t, loadErrors(res, dir), "one type, whichever way it comes")
		require.Equal(t, want, findings(res, dir))
	}

	// A test of core makes the go command build the library anew, on top of the test variant.
	res := run(t, driver.Options{Dir: dir, Tests: true})
	require.Empty(t, loadErrors(res, dir))
	require.ElementsMatch(t, append([]string{"core/x_test.go:8: depth 1 [example.com/app/core]", "core/x_test.go:12: call of Danger"}, want...), findings(res, dir))
}

func TestCgo(t *testing.T) {
	if out, err := exec.Command("go", "env", "CGO_ENABLED").Output(); err != nil || strings.TrimSpace(string(out)) != "1" {
		t.Skip("no cgo")
	}
	if _, err := exec.LookPath("gcc"); err != nil {
		t.Skip("no C compiler")
	}
	dir := runnertest.Write(t, runnertest.Chain)
	runnertest.Update(t, dir, "-- d/d.go --\npackage d\n\n// int twice(int n) { return 2 * n; }\nimport \"C\"\n\nimport \"example.com/chain/c\"\n\n"+
		"func ReportD() int {\n\tc.Danger()\n\treturn int(C.twice(2))\n}\n")
	res := run(t, driver.Options{Dir: dir, Patterns: []string{"./d"}})
	require.Empty(t, loadErrors(res, dir))
	require.Equal(t, []string{"d/d.go:8: depth 1 [example.com/chain/c]", "d/d.go:9: call of Danger"}, findings(res, dir))
}

func TestNothingToAnalyse(t *testing.T) {
	dir := runnertest.Write(t, runnertest.Chain)
	runnertest.Update(t, dir, "-- empty/README --\n")
	opts := driver.Options{Dir: dir, Patterns: []string{"./empty/..."}, Owns: func(string, string) bool { return false }}
	_, err := driver.Run(context.Background(), opts)
	require.ErrorContains(t, err, "no packages match ./empty/...")

	for _, pattern := range []string{"./nosuch", "./nosuch/..."} {
		opts.Patterns = []string{pattern}
		res, err := driver.Run(context.Background(), opts)
		require.NoError(t, err)
		require.True(t, res.Failed(), "what is named and not there")
		require.Contains(t, fmt.Sprint(res.LoadErrors), "nosuch")
	}

	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	opts.Patterns = nil
	_, err = driver.Run(ctx, opts)
	require.ErrorIs(t, err, context.Canceled)
}
