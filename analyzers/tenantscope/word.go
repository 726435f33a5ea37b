package tenantscope

import (
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
)

// words are the names by which a value is taken for a tenant or a principal, where a type does not say it.
type words struct {
	tenant []string // folded stems: "tenant", "account"
}

func newWords(c *catalog.Catalog) words {
	var w words
	for _, col := range c.TenantColumns {
		stem := strings.TrimSuffix(fold(col), "id")
		if stem == "" {
			stem = fold(col)
		}
		if !slices.Contains(w.tenant, stem) {
			w.tenant = append(w.tenant, stem)
		}
	}
	return w
}

func fold(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", "")) }

// isTenant reports a name that speaks of the tenant: "tenantID", "CurrentTenant", "orgId".
func (w words) isTenant(name string) bool {
	name = fold(name)
	return name != "" && slices.ContainsFunc(w.tenant, func(stem string) bool {
		if strings.Contains(name, stem) {
			return true
		}
		// The usual short form: org for organization.
		return strings.HasPrefix(stem, "organi") && (name == "org" || name == "orgid" || strings.HasPrefix(name, "orgu") || strings.HasSuffix(name, "orgid"))
	})
}

// isTenantItself reports a name for the tenant as a whole: "tenant", "currentTenant", "tenantKey", and not "tenantMember".
func (w words) isTenantItself(name string) bool {
	name = fold(name[strings.LastIndexByte(name, '.')+1:])
	for _, suffix := range [...]string{"key", "ctx", "context"} {
		name = strings.TrimSuffix(name, suffix)
	}
	return slices.ContainsFunc(w.tenant, func(stem string) bool { return strings.HasSuffix(name, stem) })
}

// authWords are parts of names of what carries an authenticated identity.
var authWords = [...]string{"principal", "session", "claims", "auth", "identity", "viewer", "actor", "caller", "currentuser", "subject", "token"}

func isAuth(name string) bool {
	name = fold(name)
	return slices.ContainsFunc(authWords[:], func(w string) bool { return strings.Contains(name, w) })
}
