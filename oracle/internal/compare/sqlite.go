package compare

import (
	"regexp"
	"strings"

	"github.com/bailiwick-dev/bailiwick/oracle/internal/placeholder"
)

var (
	orClause = regexp.MustCompile(`(?i)^(\s*(?:INSERT|UPDATE))(\s+OR\s+(?:IGNORE|REPLACE|ABORT|FAIL|ROLLBACK))\b`)
	replaces = regexp.MustCompile(`(?i)^(\s*)REPLACE(\s+INTO)`)
)

// likePostgres writes what SQLite alone has in a way that Postgres' grammar reads, byte for byte in the same place: backticks become
// double quotes, OR IGNORE and its kin become blanks, REPLACE becomes INSERT. What the clause means is not compared.
func likePostgres(sql string) string {
	b := []byte(sql)
	for i := 0; i < len(b); {
		switch {
		case strings.HasPrefix(sql[i:], "--"):
			if n := strings.IndexByte(sql[i:], '\n'); n >= 0 {
				i += n
				continue
			}
			i = len(b)
		case b[i] == '\'' || b[i] == '"':
			i = placeholder.SkipQuoted(sql, i, placeholder.SQLite)
		case b[i] == '`':
			b[i] = '"'
			i++
		default:
			i++
		}
	}
	out := string(b)
	if m := orClause.FindStringSubmatchIndex(out); m != nil {
		out = out[:m[4]] + strings.Repeat(" ", m[5]-m[4]) + out[m[5]:]
	}
	if m := replaces.FindStringSubmatchIndex(out); m != nil {
		out = out[:m[3]] + "INSERT " + out[m[4]:]
	}
	return out
}
