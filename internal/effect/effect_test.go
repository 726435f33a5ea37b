package effect

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/query"
)

func TestStatement(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		sql, what string // what is empty for a statement that only reads
		trail     bool
	}{
		{"SELECT * FROM orders", "", false},
		{"select update_count from orders", "", false},
		{"INSERT INTO orders (id) VALUES ($1)", "insert into orders", false},
		{"  -- name: Add :one\n  insert  into orders (id) values ($1) returning id", "insert into orders", false},
		{"/* hint */ UPDATE \"orders\" SET paid = true", "update \"orders\"", false},
		{"DELETE FROM public.orders WHERE id = $1", "delete from public.orders", false},
		{"WITH x AS (SELECT 1) SELECT * FROM x", "", false},
		{"WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone", "delete from orders", false},
		{"TRUNCATE orders", "truncate", false},
		{"INSERT INTO audit_log (what) VALUES ($1)", "insert into audit_log", true},
		{"UPDATE users SET last_seen = now() WHERE id = $1", "update users", true},
		{"UPDATE users SET last_seen = now(), role = $2 WHERE id = $1", "update users", false},
		{"UPDATE posts SET view_count = view_count + 1 WHERE id = $1", "update posts", true},
	} {
		e, ok := statement(tc.sql)
		require.Equal(t, tc.what != "", ok, tc.sql)
		require.Equal(t, Effect{What: tc.what, Trail: tc.trail}, e, tc.sql)
	}
}

func TestEndsOfChains(t *testing.T) {
	t.Parallel()
	require.Equal(t, "delete", byReceiver("(*github.com/uptrace/bun.DeleteQuery).Exec"))
	require.Equal(t, "update", byReceiver("(github.com/Masterminds/squirrel.UpdateBuilder).ExecContext"))
	require.Empty(t, byReceiver("(*github.com/uptrace/bun.SelectQuery).Scan"))
	require.Empty(t, byReceiver("example.com/inserts.Do"))
	for kind, what := range map[string]string{
		query.KindInsert: "insert", query.KindSave: "save", query.KindAssocClear: "delete", query.KindFirstOrCreate: "insert", query.KindSelect: "", query.KindCount: "",
	} {
		require.Equal(t, what, writing(kind), kind)
	}
}

// A row that is listed twice would hide one of the two.
func TestRowsAreListedOnce(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, r := range Rows() {
		require.False(t, seen[r.Func], r.Func)
		require.True(t, r.Method >= 0 || r.What != "", r.Func)
		seen[r.Func] = true
	}
}

func TestTrail(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"example.com/app/activity.Event": true, "example.com/app/billing.Event": false, "example.com/activity/orders.Order": false,
		"UpdateLastSeen": true, "UpdateSeat": false,
	} {
		require.Equal(t, want, trail(name), name)
	}
	for name, want := range map[string]bool{"requestJWTToken": true, "Authenticate": true, "getAccessToken": true, "createToken": false, "RevokeToken": false} {
		require.Equal(t, want, tokens.MatchString(name), name)
	}
	for name, want := range map[string]bool{"GenUniqueID": true, "NextSequence": true, "NewOrder": false, "GenerateInvoice": false} {
		require.Equal(t, want, numbers.MatchString(name), name)
	}
	for column, want := range map[string]bool{"follow_count": true, "views": true, "balance": false, "account": false} {
		require.Equal(t, want, counters.MatchString(column), column)
	}
}
