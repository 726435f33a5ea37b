package driver_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/driver"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

// tested is a program whose tests reach across packages: over is built anew for the test of base, and other is known only as that test builds it.
const tested = `
-- go.mod --
module example.com/tested

go 1.26
-- base/base.go --
package base

type T struct{ N int }

func Report() {}
-- base/base_test.go --
package base

var Exported = T{N: 1}

func ReportInTest() {}
-- base/outside_test.go --
package base_test

import (
	"example.com/tested/base"
	"example.com/tested/over"
)

func ReportOutside() { over.Take(base.Exported) }
-- over/over.go --
package over

import "example.com/tested/base"

func Take(t base.T) {}

func ReportOver() {}
-- over/over_test.go --
package over

import "example.com/tested/base"

var t = base.T{}

func ReportOverTest() { Take(t) }
-- top/top.go --
package top

import (
	"example.com/tested/base"
	"example.com/tested/over"
)

func ReportTop() { over.Take(base.T{}) }
`

func TestOneVariantStandsInForAll(t *testing.T) {
	t.Parallel()
	dir := runnertest.Write(t, tested)
	for seed := range uint64(4) {
		res := run(t, driver.Options{Dir: dir, Tests: true, Workers: 2, Shuffle: seed})
		require.Empty(t, loadErrors(res, dir), "one type, whichever way it comes")
		roots, others := ids(res)
		require.Empty(t, others, "each package is analysed once")
		require.Equal(t, []string{
			"example.com/tested/base [example.com/tested/base.test]", "example.com/tested/base_test [example.com/tested/base.test]",
			"example.com/tested/over [example.com/tested/over.test]", "example.com/tested/top",
		}, roots)
	}
}

// over is not named, and the go command lists it only as the test of base builds it.
func TestPackageThatOnlyATestBuilds(t *testing.T) {
	t.Parallel()
	dir := runnertest.Write(t, tested)
	res := run(t, driver.Options{Dir: dir, Tests: true, Patterns: []string{"./base"}})
	require.Empty(t, loadErrors(res, dir))
	_, others := ids(res)
	require.Equal(t, []string{"example.com/tested/over [example.com/tested/base.test]"}, others)
	var depth runnertest.Depth
	ok, err := res.Fact("example.com/tested/over", &depth)
	require.NoError(t, err)
	require.True(t, ok)
}

// Tests of left import right, and the other way round: neither can stand in for the package that the other's test imports.
func TestTestsThatImportEachOther(t *testing.T) {
	t.Parallel()
	dir := runnertest.Write(t, tested)
	runnertest.Update(t, dir, "-- left/l.go --\npackage left\n\ntype L int\n-- left/l_test.go --\npackage left\n\nimport \"example.com/tested/right\"\n\nvar _ right.R\n\nfunc ReportLeft() {}\n"+
		"-- right/r.go --\npackage right\n\ntype R int\n-- right/r_test.go --\npackage right\n\nimport \"example.com/tested/left\"\n\nvar _ left.L\n\nfunc ReportRight() {}\n")
	for seed := range uint64(4) {
		res := run(t, driver.Options{Dir: dir, Tests: true, Workers: 2, Shuffle: seed})
		require.Empty(t, loadErrors(res, dir))
		_, others := ids(res)
		require.Equal(t, []string{"example.com/tested/left", "example.com/tested/right"}, others)
		all := findings(res, dir)
		require.Contains(t, all, "left/l_test.go:7: depth 1 [example.com/tested/right]")
		require.Contains(t, all, "right/r_test.go:7: depth 1 [example.com/tested/left]")
	}
}

// A test file that does not compile costs its own package, not those that import it.
func TestBrokenTestFile(t *testing.T) {
	t.Parallel()
	dir := runnertest.Write(t, tested)
	runnertest.Update(t, dir, "-- base/broken_test.go --\npackage base\n\nvar x int = \"\"\n")
	res := run(t, driver.Options{Dir: dir, Tests: true})
	require.Equal(t, []string{
		"base/broken_test.go:3:13: cannot use \"\" (untyped string constant) as int value in variable declaration",
		"example.com/tested/base_test [example.com/tested/base.test]: not analysed: it depends on example.com/tested/base [example.com/tested/base.test], which could not be",
	}, slices.Sorted(slices.Values(loadErrors(res, dir))))
	all := findings(res, dir)
	require.Contains(t, all, "top/top.go:8: depth 2 [example.com/tested/base example.com/tested/over]")
	require.Contains(t, all, "over/over.go:7: depth 1 [example.com/tested/base]")

	var with runnertest.Depth
	ok, err := res.Fact("example.com/tested/base", &with)
	require.NoError(t, err)
	require.True(t, ok)

	runnertest.Update(t, dir, "-- base/base.go --\npackage base\n\nvar y int = \"\"\n\ntype T struct{ N int }\n")
	res = run(t, driver.Options{Dir: dir, Tests: true})
	ok, err = res.Fact("example.com/tested/base", &with)
	require.NoError(t, err)
	require.False(t, ok, "broken without its tests too")
}
