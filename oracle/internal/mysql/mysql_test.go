package mysql_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/oracle/internal/mysql"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/placeholder"
)

// TestOffsets holds locate, which has to ask the grammar where its tables are, to texts in which a name stands in many places.
func TestOffsets(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, sql string
		want      []string // name@, then the text from the offset on
	}{
		{"alias of the same name", "SELECT a.a FROM a AS a WHERE a.a = 1", []string{"a@|a AS a"}},
		{"column before the table", "SELECT users FROM users", []string{"users@|users"}},
		{"twice", "SELECT 1 FROM t JOIN t u ON u.t = t.t", []string{"t@|t JOIN", "t u@|t u ON"}},
		{"backticks", "SELECT `t`.`a` FROM `t`", []string{"t@|`t`"}},
		{"schema", "SELECT 1 FROM s.t WHERE s.t.a = 1", []string{"s.t@|s.t WHERE"}},
		{"in a string too", "SELECT 't' FROM t WHERE a = 't'", []string{"t@|t WHERE"}},
		{"part of a longer name", "SELECT t_id, xt FROM t WHERE tt = 1", []string{"t@|t WHERE"}},
		{"sub-select", "DELETE FROM t WHERE a IN (SELECT t FROM u)", []string{"t@|t WHERE", "u@|u)"}},
		{"target of a join", "DELETE x FROM t x JOIN u ON u.a = x.a", []string{"t x@|t x JOIN", "u@|u ON"}},
		{"after a comment", "SELECT 1 /* FROM t */ FROM t", []string{"t@|t"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			n, err := mysql.Read(placeholder.Rewrite(tt.sql, placeholder.Slots(tt.sql, placeholder.MySQL, false), placeholder.MySQL, 0))
			require.NoError(t, err)
			var got []string
			for _, r := range n.Relations() {
				name, at, _ := strings.Cut(r, "@")
				off := 0
				for _, c := range at {
					off = off*10 + int(c-'0')
				}
				got = append(got, name+"@|"+tt.sql[off:])
			}
			require.Len(t, got, len(tt.want))
			for i := range got {
				require.True(t, strings.HasPrefix(got[i], tt.want[i]), "%q does not start with %q", got[i], tt.want[i])
			}
		})
	}
}
