package report

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Two servers of one program answer for the same operations: each has the verdict of its own.
func TestRoutesTellInstancesApart(t *testing.T) {
	t.Parallel()
	public := route.Endpoint{Method: "POST", Pattern: "/orders", Handler: route.Handler{Func: "app.create"}, Pos: verdict.Position{File: "main.go", Line: 7}}
	admin, list := public, public
	admin.Use = []route.Middleware{{Func: "app.guard"}}
	list.Pos.Line = 9
	entry := func(e route.Endpoint, v verdict.Verdict) verdict.Entry {
		return verdict.Entry{Relation: "POST /orders", Statement: "app.create", Instance: e.Instance(), Verdict: v}
	}
	ledger := &verdict.Ledger{Entries: []verdict.Entry{entry(admin, verdict.Met), entry(public, verdict.Broken)}}

	rows := func(endpoints ...route.Endpoint) []string {
		var b bytes.Buffer
		require.NoError(t, WriteRoutes(&b, Input{Ledgers: []*verdict.Ledger{ledger}}, endpoints, nil, "csv"))
		var out []string
		for _, line := range bytes.Split(bytes.TrimSpace(b.Bytes()), []byte("\n"))[1:] {
			out = append(out, string(bytes.Split(line, []byte(","))[5]))
		}
		return out
	}
	require.Equal(t, []string{"broken", "met"}, rows(public, admin))
	require.Equal(t, []string{"broken", "met", ""}, rows(public, admin, list), "nobody judged the one in line 9")
	unread := public
	unread.Use = []route.Middleware{{}}
	require.Equal(t, []string{"broken", "met"}, rows(public, unread), "the main of the second knows what all together do not")
}
