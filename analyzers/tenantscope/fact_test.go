package tenantscope_test

import (
	"bytes"
	"encoding/gob"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/analyzers/tenantscope"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// randomKnowledge is of a few names, so that packages overlap in what they know. What has the same key says the same.
func randomKnowledge(r *rand.Rand) tenantscope.Knowledge {
	var f tenantscope.Knowledge
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
		f.Refuses = append(f.Refuses, flow.Refusal{Func: fn, When: []flow.Condition{{Path: "ID"}}})
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

// TestFactMerge holds that how the import graph is shaped does not show in what a package hears.
func TestFactMerge(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 11)) // a fixed seed: a failure can be repeated
	fact := func(pkg string, k tenantscope.Knowledge, imported ...*tenantscope.Fact) *tenantscope.Fact {
		f, err := tenantscope.NewFact(pkg, &k, imported...)
		require.NoError(t, err)
		return f
	}
	heard := func(facts ...*tenantscope.Fact) *tenantscope.Knowledge {
		k, err := tenantscope.Heard(facts...)
		require.NoError(t, err)
		return k
	}
	for i := range 300 {
		known := randomKnowledge(r)
		a, b, c := fact("a", known), fact("b", randomKnowledge(r)), fact("c", randomKnowledge(r))
		require.Equal(t, heard(a, b), heard(b, a), "round %d: the order of imports shows", i)
		require.Equal(t, heard(a), heard(a, a), "round %d: a diamond shows", i)
		silent := func(imported ...*tenantscope.Fact) *tenantscope.Fact {
			return fact("d", tenantscope.Knowledge{}, imported...)
		}
		require.Equal(t, heard(silent(a, b), c), heard(a, silent(b, c)), "round %d: the shape of the import graph shows", i)
		require.Equal(t, heard(a, b), heard(silent(a, b)), "round %d: handing on changes it", i)
		require.Equal(t, silent(a, b).String(), silent(b, a).String())

		shuffled := known
		shuffled.Open, shuffled.Edges = slices.Clone(known.Open), slices.Clone(known.Edges)
		r.Shuffle(len(shuffled.Open), func(i, j int) { shuffled.Open[i], shuffled.Open[j] = shuffled.Open[j], shuffled.Open[i] })
		r.Shuffle(len(shuffled.Edges), func(i, j int) { shuffled.Edges[i], shuffled.Edges[j] = shuffled.Edges[j], shuffled.Edges[i] })
		require.Equal(t, gobbed(t, a), gobbed(t, fact("a", shuffled)), "round %d: the order in which things were found shows", i)
	}
}

// gobbed is a fact's bytes, after a look that they can be read back.
func gobbed(t *testing.T, f *tenantscope.Fact) []byte {
	t.Helper()
	var buf bytes.Buffer
	require.NoError(t, gob.NewEncoder(&buf).Encode(f))
	data := slices.Clone(buf.Bytes())
	back := new(tenantscope.Fact)
	require.NoError(t, gob.NewDecoder(&buf).Decode(back))
	require.Equal(t, f.String(), back.String())
	require.Equal(t, f.Sizes(), back.Sizes())
	return data
}

// TestFactVariants holds that the plain package and its variant for tests are both heard of: they are two packages of one path.
func TestFactVariants(t *testing.T) {
	t.Parallel()
	edge := func(to string) *tenantscope.Knowledge {
		return &tenantscope.Knowledge{Edges: []tenantscope.Edge{{To: to, From: "=*example.com/shop/store.T"}}}
	}
	plain, err := tenantscope.NewFact("example.com/shop/store", edge("a"))
	require.NoError(t, err)
	variant, err := tenantscope.NewFact("example.com/shop/store", edge("b"))
	require.NoError(t, err)
	again, err := tenantscope.NewFact("example.com/shop/store", edge("a"))
	require.NoError(t, err)
	k, err := tenantscope.Heard(variant, plain, again)
	require.NoError(t, err)
	require.Len(t, k.Edges, 2)
}

func TestDamagedFact(t *testing.T) {
	t.Parallel()
	f, err := tenantscope.NewFact("a", &tenantscope.Knowledge{Settled: []string{"x", "y"}})
	require.NoError(t, err)
	data, err := f.GobEncode()
	require.NoError(t, err)
	for i := 1; i < len(data); i++ {
		require.Error(t, new(tenantscope.Fact).GobDecode(data[:i]), "cut at %d", i)
	}
	data[len(data)-1] ^= 0x80 // within the part, which is read only when it is asked for
	data = append(data[:len(data)-1], 0x7f)
	damaged := new(tenantscope.Fact)
	require.NoError(t, damaged.GobDecode(data))
}

// TestOrphansIgnoreOrder holds that the order of the packages does not show in what the command adds.
func TestOrphansIgnoreOrder(t *testing.T) {
	t.Parallel()
	p := load(t, "orphans").run()
	facts := []*tenantscope.Fact{p.fact("store"), p.fact("service")}
	forth, err := tenantscope.Orphans(facts)
	require.NoError(t, err)
	slices.Reverse(facts)
	back, err := tenantscope.Orphans(facts)
	require.NoError(t, err)
	require.Equal(t, forth, back)
	require.Len(t, forth, 3)
}
