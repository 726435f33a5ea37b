package bind_test

import (
	"fmt"
	"go/types"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

// bindings are those of the program in testdata/src/app.
func bindings(t *testing.T, whole bool) *bind.Bindings {
	t.Helper()
	src, err := filepath.Abs(filepath.Join("testdata", "src"))
	require.NoError(t, err)
	var edges []bind.Edge
	a := &analysis.Analyzer{
		Name: "edges", Doc: "list edges", Requires: []*analysis.Analyzer{flow.Analyzer},
		Run: func(pass *analysis.Pass) (any, error) {
			s := &bind.Slots{P: pass.ResultOf[flow.Analyzer].(*flow.Package), Whole: whole, Own: func(t types.Type) bool {
				n, ok := types.Unalias(t).(*types.Named)
				return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "app"
			}}
			s.Record(func(*ssa.Function) bool { return false }, nil, func(e bind.Edge, _ ssa.Instruction) { edges = append(edges, e) })
			return nil, nil
		},
	}
	runnertest.NewTree(t, src).Run("app", a)
	return bind.New(edges)
}

func TestBindings(t *testing.T) {
	t.Parallel()
	whole, plain := bindings(t, true), bindings(t, false)
	for _, tt := range []struct {
		name, slot string
		want       []string
		plain      bool // without Whole too
	}{
		{"a field that a constructor fills", "app.service.repo", []string{"*app.pgRepo"}, true},
		{"an interface that another is converted to", "I:app.Reader", []string{"*app.decorated", "*app.memRepo", "*app.pgRepo"}, true},
		{"a list that a method appends to", "app.chain.list[]", []string{"func (*app.guard).check", "func app.main$1"}, false},
		{"what the functions of a list give", "app.chain.made[]=>0", []string{"func app.twice$1"}, false},
		{"a map", "app.chain.byName[]", []string{"func app.first", "func app.second"}, false},
		{"a parameter", "app.run#0", []string{"func app.first"}, false},
		{"nothing", "app.service.other", nil, true},
		{"what a function of a map gives", "app.registry.opened", []string{"*app.decorated", "*app.pgRepo"}, true},
		{"what a function of a map that is made here gives", "app.registry.picked", []string{"*app.memRepo"}, true},
		{"a map of interfaces", "app.registry.found", []string{"*app.memRepo"}, true},
		{"a list of interfaces", "app.registry.each", []string{"*app.decorated", "*app.pgRepo"}, true},
		{"a map that nothing is put into", "app.registry.missed", nil, true},
		{"what a method gives that an embedded interface declares", "app.user.repo", []string{"*app.memRepo"}, true},
		{"what a loop hands to generic code again", "app.chain.turned", []string{"func app.first"}, false},
		{"an element that its list holds already", "app.chain.spun", []string{"func app.first"}, false},
	} {
		require.Equal(t, tt.want, slices.Compact(whole.Types([]string{tt.slot})), tt.name)
		if tt.plain {
			require.Equal(t, tt.want, plain.Types([]string{tt.slot}), tt.name)
		}
	}
}

// The method of an embedded field is reached through the type that has it, and what is promoted from a value through its pointer.
func TestImpls(t *testing.T) {
	t.Parallel()
	b := bindings(t, true)
	require.Equal(t, []string{"(*app.pgRepo).Read"}, b.Impls("*app.decorated", "(app.Repo).Read"))
	require.Equal(t, []string{"(*app.decorated).Write"}, b.Impls("*app.decorated", "(app.Repo).Write"))
}

// Decorators that embed the interface which they implement, each around any other: there are more ways to the one method than can be walked.
func TestDecoratorsAroundEachOther(t *testing.T) {
	t.Parallel()
	const n = 40
	var edges []bind.Edge
	for i := range n {
		d := fmt.Sprintf("*p.D%d", i)
		edges = append(edges, bind.Edge{To: "(" + d + ").Get", From: "->(p.Store).Get@p." + d[3:] + ".next"}, bind.Edge{To: "p." + d[3:] + ".next", From: "=*p.Table"})
		for k := range n {
			edges = append(edges, bind.Edge{To: "p." + d[3:] + ".next", From: fmt.Sprintf("=*p.D%d", k)})
		}
	}
	b := bind.New(edges)
	require.Equal(t, []string{"(*p.Table).Get"}, b.Resolve("(*p.D0).Get"))
	require.Equal(t, []string{"(*p.Table).Get"}, b.Impls("*p.D1", "(p.Store).Get"))
	require.Equal(t, []string{"(*p.Other).Get"}, b.Resolve("(*p.Other).Get"))
}
