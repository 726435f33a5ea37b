package scope

import (
	"strings"
	"unicode"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
)

// foldColumn is the form in which the names of columns are compared with lists of names: lower-case, no underscores.
func foldColumn(s string) string { return strings.ReplaceAll(fold(s), "_", "") }

// hashedName reports whether a column is named for the hash of a credential.
func hashedName(col string) bool {
	n := foldColumn(col)
	for _, other := range []string{"idempotency", "cache", "dedup", "content", "file", "config"} {
		if strings.Contains(n, other) {
			return false
		}
	}
	for _, h := range []string{"hash", "hashed", "digest", "sha256", "sha512", "hmac", "fingerprint"} {
		if !strings.Contains(n, h) {
			continue
		}
		for _, s := range []string{"token", "key", "secret", "code", "credential", "session", "apikey", "password", "refresh", "otp", "invite", "link"} {
			if strings.Contains(n, s) {
				return true
			}
		}
		return n == h || n == h+"ed"
	}
	return false
}

// identityName reports whether a column holds what a person signs in with.
func identityName(col string) bool {
	switch foldColumn(col) {
	case "email", "emailaddress", "mail", "username", "login", "loginname", "useremail", "phone", "phonenumber", "normalizedemail", "emaillower":
		return true
	}
	return false
}

// userReference reports whether a column names a person: by its foreign key or by its name.
func userReference(t *catalog.Table, col string) bool {
	for _, fk := range t.ForeignKeys {
		if len(fk.Columns) == 1 && strings.EqualFold(fk.Columns[0], col) {
			switch strings.TrimSuffix(foldColumn(fk.RefTable), "s") {
			case "user", "account", "member", "principal", "identity", "person", "profile", "actor":
				return !authorName(col)
			}
		}
	}
	switch foldColumn(col) {
	case "userid", "memberid", "accountid", "principalid", "subjectid", "subject", "identityid", "personid", "profileid", "actorid":
		return true
	}
	return false
}

// authorName reports whether a column says who made or changed a row rather than whose it is.
func authorName(col string) bool {
	n := foldColumn(col)
	return strings.Contains(n, "by") || strings.Contains(n, "author") || strings.Contains(n, "invit") || strings.Contains(n, "approv")
}

// membership reports whether t records which person belongs to which tenant, by the column: a key over the two, or a
// name that says so.
func membership(t *catalog.Table, col string) bool {
	if t.Tenancy.Kind != catalog.Owned || !userReference(t, col) {
		return false
	}
	keys := append([][]string{t.PrimaryKey}, t.Uniques...)
	for _, p := range t.PartialUniques {
		keys = append(keys, p.Columns)
	}
	for _, k := range keys {
		if len(k) == 2 && containsFold(k, col) && containsFold(k, t.Tenancy.Key) {
			return true
		}
	}
	n := foldColumn(t.Name)
	for _, s := range []string{"member", "tenantuser", "usertenant", "orguser", "userorg", "workspaceuser", "userrole", "accountuser"} {
		if strings.Contains(n, s) {
			return true
		}
	}
	return false
}

// words splits an identifier at underscores and capitals, lower-case: v1_tasks_olap, workflowVersionId.
func words(name string) []string {
	var out []string
	start := 0
	flush := func(end int) {
		if end > start {
			out = append(out, strings.ToLower(name[start:end]))
		}
	}
	prev := rune(0)
	for i, r := range name {
		switch {
		case r == '_' || r == '-':
			flush(i)
			start = i + 1
		case unicode.IsUpper(r) && unicode.IsLower(prev):
			flush(i)
			start = i
		}
		prev = r
	}
	flush(len(name))
	return out
}

// refersByName reports whether a column is named for the key of a table: task_id for the id of v1_tasks,
// parent_task_external_id for the external_id of v1_task. The two have nothing else to show for it.
func refersByName(col string, t *catalog.Table, key string) bool {
	c, k := words(col), words(key)
	if len(c) <= len(k) {
		return false
	}
	head := c[:len(c)-len(k)]
	for i, w := range k {
		if c[len(head)+i] != w {
			return false
		}
	}
	last := singular(head[len(head)-1])
	for _, w := range words(t.Name) {
		if singular(w) == last {
			return true
		}
	}
	return false
}

func singular(w string) string {
	if strings.HasSuffix(w, "ies") {
		return strings.TrimSuffix(w, "ies") + "y"
	}
	return strings.TrimSuffix(w, "s")
}

// surrogate reports whether a column is named for a value that is made to be unique everywhere and has the type for it.
// Partitioned tables cannot declare it.
func surrogate(c *catalog.Column) bool {
	if c == nil || !strings.Contains(c.Type, "uuid") {
		return false
	}
	switch foldColumn(c.Name) {
	case "externalid", "uuid", "guid", "publicid":
		return true
	}
	return false
}
