package tenantscope_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/analyzers/tenantscope"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// randomFact makes a fact of a few names, so that facts overlap. What has the same key says the same: it comes from one package.
func randomFact(r *rand.Rand) *tenantscope.Fact {
	f := &tenantscope.Fact{}
	name := func(kind string) (string, int) {
		n := r.IntN(6)
		return "example.com/shop/store." + kind + strconv.Itoa(n), n
	}
	for range r.IntN(5) {
		fn, n := name("F")
		f.Templates = append(f.Templates, query.Template{Func: fn, Texts: []query.TemplateText{{Pieces: []string{"SELECT " + strconv.Itoa(n)}}}})
		f.Results = append(f.Results, tenantscope.ResultSummary{Func: fn, Result: n % 2, Class: tenantscope.ClassTenant})
		f.Reads = append(f.Reads, tenantscope.ReadSummary{Func: fn, Param: n % 3, Table: "orders", Scoped: n%2 == 0})
		f.Pins = append(f.Pins, tenantscope.PinSummary{Func: fn, Result: n, Setting: "app.tenant_id"})
		f.Texts = append(f.Texts, tenantscope.TextSummary{Key: fn, Alts: [][]string{{"SELECT 1"}}})
	}
	for range r.IntN(5) {
		fn, n := name("G")
		at := verdict.Position{Module: module, File: "store/store.go", Line: n + 1, Column: 2}
		f.Open = append(f.Open, tenantscope.Open{ID: "unscoped|orders|" + at.String(), Func: fn, Keys: []tenantscope.Key{{Param: n}}, Entry: verdict.Entry{Origin: at, Relation: "orders"}})
		f.Calls = append(f.Calls, tenantscope.Call{Callee: fn, Func: "example.com/shop/api.H", Pos: at, Args: []tenantscope.Arg{{Param: n, Class: tenantscope.ClassRequest}}})
		f.Edges = append(f.Edges, tenantscope.Edge{To: fn + "#0", From: "=*example.com/shop/store.T" + strconv.Itoa(n%2)})
		f.Settled = append(f.Settled, fn)
	}
	return f
}

func TestFactMerge(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 11)) // a fixed seed: a failure can be repeated
	for i := range 300 {
		a, b, c := randomFact(r), randomFact(r), randomFact(r)
		merge := tenantscope.MergeFacts
		require.Equal(t, merge(a, b), merge(b, a), "round %d: the order of imports shows", i)
		require.Equal(t, merge(a), merge(a, a), "round %d: a diamond shows", i)
		require.Equal(t, merge(merge(a, b), c), merge(a, merge(b, c)), "round %d: the shape of the import graph shows", i)
		require.Equal(t, merge(a, b), merge(merge(a, b)), "round %d: sorting what is sorted changes it", i)
		require.Equal(t, merge(a, b).String(), merge(b, a).String())

		shuffled := *a
		shuffled.Open, shuffled.Edges = slices.Clone(a.Open), slices.Clone(a.Edges)
		r.Shuffle(len(shuffled.Open), func(i, j int) { shuffled.Open[i], shuffled.Open[j] = shuffled.Open[j], shuffled.Open[i] })
		r.Shuffle(len(shuffled.Edges), func(i, j int) { shuffled.Edges[i], shuffled.Edges[j] = shuffled.Edges[j], shuffled.Edges[i] })
		require.Equal(t, merge(a), merge(&shuffled), "round %d: the order in which things were found shows", i)
	}
}

// TestOrphansIgnoreOrder holds that the order of the packages does not show in what the command adds.
func TestOrphansIgnoreOrder(t *testing.T) {
	t.Parallel()
	p := load(t, "orphans").run()
	facts := []*tenantscope.Fact{p.fact("store"), p.fact("service")}
	forth := tenantscope.Orphans(facts)
	slices.Reverse(facts)
	back := tenantscope.Orphans(facts)
	require.ElementsMatch(t, forth, back)
	require.Len(t, forth, 3)
}
