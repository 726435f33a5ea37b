package canon_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/oracle/internal/canon"
)

func query(where *canon.Node, items ...*canon.Node) *canon.Node {
	return canon.New("query", canon.List("items", items), canon.New("from", canon.Rel("", "Orders", "o", 14)), canon.New("where", where))
}

func TestLogicIsFlat(t *testing.T) {
	t.Parallel()
	a, b, c := canon.Col("a"), canon.Col("b"), canon.Col("c")
	require.Equal(t, canon.Logic("and", a, canon.Logic("and", b, c)).String(), canon.Logic("and", canon.Logic("and", a, b), c).String())
	require.NotEqual(t, canon.Logic("and", a, canon.Logic("or", b, c)).String(), canon.Logic("or", canon.Logic("and", a, b), c).String())
}

func TestRelations(t *testing.T) {
	t.Parallel()
	n := canon.New("from", canon.Rel("S", "B", "", 40), canon.Rel("", "a", "A", 3), canon.Rel("", "c", "x", 7))
	require.Equal(t, []string{"a@3", "c x@7", "s.b@40"}, n.Relations())
}

func TestPredicatesKeepSubSelectsOnly(t *testing.T) {
	t.Parallel()
	sub := query(canon.Col("x"))
	n := query(canon.Op("=", canon.Col("tenant_id"), canon.Placed("bind", "", 40)), canon.New("item", canon.Func("max", canon.Col("id"))), canon.New("item", canon.New("sub", sub)))
	require.Equal(t, "(query (query (from (rel orders o @14)) (where (col x))) (from (rel orders o @14)) (where (op = (col tenant_id) (bind @40))))",
		canon.Predicates(n).String())
}

func TestCompareFindsWhatTurnsTheVerdict(t *testing.T) {
	t.Parallel()
	bound := func(at int) *canon.Node { return canon.Op("=", canon.Col("tenant_id"), canon.Placed("bind", "", at)) }
	other := canon.Op("=", canon.Col("id"), canon.Placed("bind", "", 60))
	want := query(canon.Logic("and", bound(40), other))
	_, same := canon.Compare(query(canon.Logic("and", bound(40), other)), want)
	require.True(t, same)
	for name, got := range map[string]*canon.Node{
		"or":               query(canon.Logic("or", bound(40), other)),
		"another bind":     query(canon.Logic("and", bound(41), other)),
		"one is lost":      query(other),
		"another operator": query(canon.Logic("and", canon.Op("<>", canon.Col("tenant_id"), canon.Placed("bind", "", 40)), other)),
		"negated":          query(canon.Logic("and", canon.Not(bound(40)), other)),
	} {
		d, same := canon.Compare(got, want)
		require.False(t, same, name)
		require.NotEmpty(t, d.Path, name)
	}
}

func TestCrossJoinsAreCommas(t *testing.T) {
	t.Parallel()
	a, b := canon.Rel("", "a", "", 1), canon.Rel("", "b", "", 2)
	cross, left := canon.New("join", a, b), canon.New("join", a, b)
	cross.Text, left.Text = "cross", "left"
	require.Len(t, canon.FromItems(cross), 2)
	require.Len(t, canon.FromItems(left), 1)
}
