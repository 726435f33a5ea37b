package scope

import (
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
)

// isOwned reports whether the rows of t belong to tenants.
func isOwned(t *catalog.Table) bool {
	if t == nil {
		return false
	}
	switch t.Tenancy.Kind {
	case catalog.Owned, catalog.Root, catalog.Inherited:
		return true
	}
	return false
}

// isKey reports whether the column names t's tenant.
func isKey(t *catalog.Table, col string) bool {
	return t.Tenancy.Key != "" && strings.EqualFold(t.Tenancy.Key, col)
}

// isTenantColumn reports whether the column is the tenant key or one of the other tenant columns.
func isTenantColumn(t *catalog.Table, col string) bool {
	if isKey(t, col) {
		return true
	}
	for _, o := range t.Tenancy.Others {
		if strings.EqualFold(o.Name, col) {
			return true
		}
	}
	return false
}

// notNull reports whether the column is never NULL in a row.
func notNull(t *catalog.Table, col string) bool {
	for _, k := range t.PrimaryKey {
		if strings.EqualFold(k, col) {
			return true
		}
	}
	c := columnOf(t, col)
	return c != nil && c.Guaranteed()
}

// identifies reports whether one value of the column names at most one row: a key by itself, or the part of a composite
// primary key that the database or the application makes unique (the id of a table that is partitioned by time).
func identifies(t *catalog.Table, col string) bool {
	if len(t.PrimaryKey) == 1 && strings.EqualFold(t.PrimaryKey[0], col) || fullyUnique(t, col) {
		return true
	}
	if len(t.PrimaryKey) > 1 {
		for _, k := range t.PrimaryKey {
			if strings.EqualFold(k, col) {
				return generated(columnOf(t, col))
			}
		}
	}
	return false
}

// fullyUnique reports whether a constraint or index makes the column unique by itself.
func fullyUnique(t *catalog.Table, col string) bool {
	if c := columnOf(t, col); c != nil && c.Unique {
		return true
	}
	for _, u := range t.Uniques {
		if len(u) == 1 && strings.EqualFold(u[0], col) {
			return true
		}
	}
	return false
}

// uniqueAlone is fullyUnique, where unique among a part of the rows (those not deleted) counts as well.
func uniqueAlone(t *catalog.Table, col string) bool {
	if fullyUnique(t, col) {
		return true
	}
	for _, u := range t.PartialUniques {
		if len(u.Columns) == 1 && strings.EqualFold(u.Columns[0], col) {
			return true
		}
	}
	return false
}

// generated reports whether the column's values are made so that no two rows share one.
func generated(c *catalog.Column) bool {
	if c == nil {
		return false
	}
	if c.Generated || strings.Contains(c.Type, "serial") {
		return true
	}
	def := strings.ToLower(c.Default)
	for _, mark := range []string{"identity", "nextval", "uuid", "auto_increment", "autoincrement", "ulid", "cuid"} {
		if strings.Contains(def, mark) {
			return true
		}
	}
	return false
}

// parentOf returns the tenant-owned table that a foreign key refers to, nil for others.
func (d *decider) parentOf(fk *catalog.ForeignKey) *catalog.Table {
	if d.cat == nil {
		return nil
	}
	t, ok := d.cat.Table(fk.RefSchema, fk.RefTable)
	if !ok || !isOwned(t) {
		return nil
	}
	return t
}

// foreignKeys returns the keys by which a row of t hangs on other rows: the table's own and those that its tenancy rests on.
func foreignKeys(t *catalog.Table) []catalog.ForeignKey {
	out := t.ForeignKeys[:len(t.ForeignKeys):len(t.ForeignKeys)]
	for _, p := range t.Tenancy.Parents {
		known := false
		for _, fk := range t.ForeignKeys {
			if strings.EqualFold(fk.RefTable, p.RefTable) && equalFold(fk.Columns, p.Columns) {
				known = true
			}
		}
		if !known {
			out = append(out, p)
		}
	}
	return out
}

func equalFold(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !strings.EqualFold(a[i], b[i]) {
			return false
		}
	}
	return true
}

func containsFold(list []string, s string) bool {
	for _, x := range list {
		if strings.EqualFold(x, s) {
			return true
		}
	}
	return false
}

// refColumns are the columns that a foreign key refers to; the primary key when it names none.
func refColumns(fk *catalog.ForeignKey, parent *catalog.Table) []string {
	if len(fk.RefColumns) == len(fk.Columns) {
		return fk.RefColumns
	}
	if len(parent.PrimaryKey) == len(fk.Columns) {
		return parent.PrimaryKey
	}
	return nil
}

// sameOwner reports whether a foreign key by itself guarantees that child and parent belong to one tenant: it holds the
// tenant key on both sides.
func sameOwner(t *catalog.Table, fk *catalog.ForeignKey, parent *catalog.Table) bool {
	if fk.Assumed {
		return false
	}
	refs := refColumns(fk, parent)
	for i, c := range fk.Columns {
		if isKey(t, c) && refs != nil && isKey(parent, refs[i]) {
			return true
		}
	}
	return false
}

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
