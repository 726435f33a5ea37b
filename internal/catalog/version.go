package catalog

import (
	"cmp"
	"path"
	"strings"
)

// version is what orders a migration within its directory: the numbers that its name begins with, then the
// name.
type version struct {
	numbers []string // digits without leading zeros, compared by length first: a timestamp overflows nothing
	name    string
	repeat  bool // flyway's repeatable migrations run last
}

// versionOf reads the numbers of a file's or folder's name: 0001_init, 20240102150405_init, V1_2__init,
// 1.2.3-init. ok is false for a name without.
func versionOf(name string) (v version, ok bool) {
	v.name = name
	if strings.HasPrefix(name, "R__") {
		v.repeat = true
		return v, true
	}
	// Flyway's versioned and baseline migrations. A lower-case v without two underscores is a name:
	// v1-core.sql.
	rest := name
	if len(rest) > 1 && strings.IndexByte("VvB", rest[0]) >= 0 && isDigit(rest[1]) && strings.Contains(rest, "__") {
		rest = rest[1:]
	}
	flyway := len(rest) < len(name)
	for {
		n := 0
		for n < len(rest) && isDigit(rest[n]) {
			n++
		}
		if n == 0 {
			break
		}
		v.numbers = append(v.numbers, strings.TrimLeft(rest[:n], "0"))
		rest = rest[n:]
		// A dot joins numbers; an underscore does in flyway only, where two of them end the version.
		if len(rest) > 1 && isDigit(rest[1]) && (rest[0] == '.' || flyway && rest[0] == '_') {
			rest = rest[1:]
			continue
		}
		// 20250305T155800Z
		if len(rest) > 1 && rest[0] == 'T' && isDigit(rest[1]) && len(v.numbers) == 1 {
			rest = rest[1:]
			continue
		}
		break
	}
	if len(v.numbers) == 2 {
		rest = strings.TrimPrefix(rest, "Z")
	}
	if len(v.numbers) == 0 {
		return v, false
	}
	return v, rest == "" || strings.IndexByte("_-. ", rest[0]) >= 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func compareVersions(a, b version) int {
	if a.repeat != b.repeat {
		if a.repeat {
			return 1
		}
		return -1
	}
	for i := range min(len(a.numbers), len(b.numbers)) {
		if c := cmp.Or(cmp.Compare(len(a.numbers[i]), len(b.numbers[i])), cmp.Compare(a.numbers[i], b.numbers[i])); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(len(a.numbers), len(b.numbers)), naturalCompare(a.name, b.name))
}

// naturalCompare orders v2 before v10: runs of digits compare as numbers.
func naturalCompare(a, b string) int {
	for a != "" && b != "" {
		na, nb := digits(a), digits(b)
		if na > 0 && nb > 0 {
			x, y := strings.TrimLeft(a[:na], "0"), strings.TrimLeft(b[:nb], "0")
			if c := cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y)); c != 0 {
				return c
			}
			a, b = a[na:], b[nb:]
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

func digits(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

// undoes reports a migration file that takes back what another one does: x.down.sql, x_down.sql, down.sql,
// U1__x.sql, rollback/x.sql.
func undoes(file string) bool {
	dir, base := path.Split(file)
	switch strings.ToLower(path.Base(dir)) {
	case "down", "rollback", "rollbacks", "undo":
		return true
	}
	stem := strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(base, ".sql"), ".tx"))
	for _, word := range [...]string{"down", "rollback", "undo", "revert"} {
		if rest, ok := strings.CutSuffix(stem, word); ok && (rest == "" || strings.IndexByte("._-", rest[len(rest)-1]) >= 0) {
			return true
		}
	}
	if len(base) > 1 && base[0] == 'U' && isDigit(base[1]) && strings.Contains(base, "__") {
		return true
	}
	return false
}

// goesUp reports the other half of such a pair: x.up.sql, up.sql.
func goesUp(file string) bool {
	stem := strings.TrimSuffix(strings.ToLower(path.Base(file)), ".sql")
	return stem == "up" || strings.HasSuffix(stem, ".up") || strings.HasSuffix(stem, "_up") || strings.HasSuffix(stem, "-up")
}
