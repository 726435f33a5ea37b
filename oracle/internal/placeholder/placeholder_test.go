package placeholder_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/oracle/internal/placeholder"
)

func TestRewrite(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		sql       string
		dialect   placeholder.Dialect
		formatted bool
		names     uint
		want      string
		at        []int
	}{
		{"numbered ones are renumbered by position", "a = $2 AND b = $1", placeholder.Postgres, false, 0, "a = $1 AND b = $2", []int{4, 15}},
		{"a numbered one twice is two slots", "a = $1 OR b = $1", placeholder.Postgres, false, 0, "a = $1 OR b = $2", []int{4, 14}},
		{"json question mark stays beside numbered ones", "d ? 'k' AND a = $1", placeholder.Postgres, false, 0, "d ? 'k' AND a = $1", []int{16}},
		{"json operators stay", "d ?| ? ", placeholder.Postgres, false, 0, "d ?| $1 ", []int{5}},
		{"names but not casts", "a = @x::text AND b = :y_1", placeholder.Postgres, false, 0, "a = $1::text AND b = $2", []int{4, 21}},
		{"without a space", "a=@p", placeholder.Postgres, false, 0, "a=$1", []int{2}},
		{"array slices and containment stay", "a[1:2] @> b AND c <@ d", placeholder.Postgres, false, 0, "a[1:2] @> b AND c <@ d", nil},
		{"sqlc functions", "a = sqlc.narg('tenant id') AND b = sqlc.embed(t)", placeholder.Postgres, false, 0, "a = $1 AND b = sqlc.embed(t)", []int{4}},
		{"strings and comments hide everything", "'?' -- ?\n /* $1 */ \"?\" ?", placeholder.MySQL, false, 0, "'?' -- ?\n /* $1 */ \"?\" ?", []int{23}},
		{"backslash ends no string in mysql", `'\'?' ?`, placeholder.MySQL, false, 0, `'\'?' ?`, []int{6}},
		{"dollar quotes are opaque", "$f$ $1 ? $f$ = $1", placeholder.Postgres, false, 0, "$f$ $1 ? $f$ = $1", []int{15}},
		{"verbs as values and names", "SELECT * FROM %s WHERE a = %[2]d", placeholder.Postgres, true, 1, "SELECT * FROM qzhole WHERE a = $2", []int{14, 27}},
		{"percent signs only in formatted text", "a % b", placeholder.Postgres, false, 0, "a % b", nil},
		{"mysql variables stay", "a = @x AND b = :y", placeholder.MySQL, false, 0, "a = @x AND b = ?", []int{15}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := placeholder.Rewrite(tt.sql, placeholder.Slots(tt.sql, tt.dialect, tt.formatted), tt.dialect, tt.names)
			require.Equal(t, tt.want, got.SQL)
			require.Equal(t, tt.at, got.At)
		})
	}
}

func TestOriginal(t *testing.T) {
	t.Parallel()
	sql := "SELECT :first, sqlc.arg(b) FROM t WHERE x = %s AND y"
	text := placeholder.Rewrite(sql, placeholder.Slots(sql, placeholder.Postgres, true), placeholder.Postgres, 0)
	require.Equal(t, "SELECT $1, $2 FROM t WHERE x = $3 AND y", text.SQL)
	for _, word := range []string{"SELECT", "FROM t", "t WHERE", "x =", "y"} {
		at := func(s string) int {
			for i := range s {
				if len(s) >= i+len(word) && s[i:i+len(word)] == word {
					return i
				}
			}
			return -1
		}
		require.Equal(t, at(sql), text.Original(at(text.SQL)), word)
	}
}
