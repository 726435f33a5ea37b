package compare

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLikePostgresKeepsEveryPlace(t *testing.T) {
	t.Parallel()
	for sql, want := range map[string]string{
		"SELECT `a` FROM `b` WHERE c = '`'":         "SELECT \"a\" FROM \"b\" WHERE c = '`'",
		"INSERT OR IGNORE INTO t (a) VALUES (?)":    "INSERT           INTO t (a) VALUES (?)",
		"replace into t (a) values (1)":             "INSERT  into t (a) values (1)",
		"UPDATE OR REPLACE t SET a = replace(b, c)": "UPDATE            t SET a = replace(b, c)",
		"-- `x`\nSELECT 1":                          "-- `x`\nSELECT 1",
	} {
		got := likePostgres(sql)
		require.Equal(t, want, got)
		require.Len(t, got, len(sql))
	}
}
