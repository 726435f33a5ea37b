package catalog

import (
	"slices"
	"strings"
)

// identity is what speaks for or against a column that names a tenant: whether the people who log in belong
// to what it names.
type identity struct {
	users       []string // tables of users that carry it
	members     []string // tables that tie users to it, invitations among them
	credentials []string // tables of API keys that carry it
	root        []string // columns of the root that only a tenant has: plan, subdomain …
	owner       string   // the root's owner column
	against     string   // why it is none, empty when nothing says so
}

func (e *identity) any() bool {
	return len(e.users)+len(e.members)+len(e.credentials)+len(e.root) > 0
}

// identify looks for evidence about a candidate.
func (c *candidate) identify(tables []*Table) {
	e := &c.evidence
	for _, t := range c.carriers {
		col := c.columnIn(t)
		name := Fold(t.Name)
		user := t.refersToUser()
		switch {
		case isUserTable(t) && t != c.root:
			// One user each is the other way round: the user's own account.
			if col.Guaranteed() && !t.isUnique(col.Name) {
				e.users = append(e.users, t.Name)
			}
		case user != "" && !isAuthor(user) && (isMembershipName(name) || t.hasKey(col.Name, user)):
			e.members = append(e.members, t.Name)
		case strings.Contains(name, "invit") && t.hasColumnLike("email"):
			e.members = append(e.members, t.Name)
		case isCredentialName(FoldColumn(name)):
			e.credentials = append(e.credentials, t.Name)
		}
	}
	if c.root != nil {
		c.identifyRoot()
	}
}

// identifyRoot looks at the table that the column refers to.
func (c *candidate) identifyRoot() {
	e, root := &c.evidence, c.root
	for _, col := range root.Columns {
		if isTenantTrait(FoldColumn(col.Name)) {
			e.root = append(e.root, col.Name)
		}
		if strings.HasPrefix(FoldColumn(col.Name), "owner") {
			e.owner = col.Name
		}
	}
	if c.word == nil {
		return
	}
	switch {
	case isUserTable(root):
		e.against = "the rows of " + root.Name + " are people"
	case personColumn(root, c.word.sure) != "":
		e.against = "the rows of " + root.Name + " are people (" + personColumn(root, c.word.sure) + ")"
	case root.hasColumnLike("redirecturi") || root.hasColumnLike("granttype"):
		e.against = "the rows of " + root.Name + " are OAuth clients"
	case c.word.sure || len(e.users)+len(e.members) > 0:
	case ownerColumn(root) != "" && !c.word.owner:
		e.against = "each row of " + root.Name + " belongs to one user (" + ownerColumn(root) + ")"
	}
	if e.owner != "" && c.word.owner && e.against == "" {
		e.root = append(e.root, e.owner)
	}
}

// ownerColumn gives the column by which a row belongs to one person.
func ownerColumn(t *Table) string {
	for _, c := range t.Columns {
		switch f := FoldColumn(c.Name); {
		case strings.HasPrefix(f, "owner"), strings.HasPrefix(f, "holder"), f == "customerid", isUserColumn(c.Name) && f != "username":
			return c.Name
		}
	}
	if u := t.refersToUser(); u != "" && FoldColumn(u) != "username" {
		return u
	}
	return ""
}

// personColumn gives a column that only a person has. A sure word needs more than a login name: an
// organisation may have an e-mail address and a user name.
func personColumn(t *Table, sure bool) string {
	for _, c := range t.Columns {
		f := FoldColumn(c.Name)
		switch {
		case f == "firstname", f == "lastname", f == "givenname", f == "familyname", f == "surname", f == "fullname", strings.Contains(f, "birth"), f == "gender", f == "ssn":
			return c.Name
		case f == "password", f == "passwordhash", f == "hashedpassword", f == "encryptedpassword", f == "passworddigest", f == "passwd", f == "pwd":
			return c.Name
		case !sure && (f == "username" || f == "nickname" || f == "avatar" || f == "bio"):
			return c.Name
		case !sure && f == "email" && (c.NotNull || c.Unique):
			return c.Name
		}
	}
	return ""
}

// isTenantTrait reports a folded column name that a tenant's own table has and hardly any other.
func isTenantTrait(f string) bool {
	switch f {
	case "plan", "planid", "plancode", "subdomain", "customdomain", "stripecustomerid", "seats", "maxusers", "maxseats", "auth", "authconfig", "trialendsat", "trialends", "tier",
		"isdomainprimaryaccount", "domaincategory":
		return true
	}
	return strings.HasPrefix(f, "billing") || strings.HasPrefix(f, "subscription") || strings.HasPrefix(f, "sso") || strings.HasPrefix(f, "saml")
}

func isMembershipName(name string) bool {
	if strings.Contains(name, "log") || strings.Contains(name, "event") {
		return false
	}
	if lastWord(name) == "access" {
		return true
	}
	for _, part := range [...]string{"member", "role", "invit", "permission", "collaborator", "user", "staff", "grant", "assignment"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

func isCredentialName(folded string) bool {
	for _, part := range [...]string{"apikey", "apitoken", "accesskey", "apicredential", "serviceaccount"} {
		if strings.Contains(folded, part) {
			return true
		}
	}
	return false
}

// hasColumnLike reports a column whose folded name contains part.
func (t *Table) hasColumnLike(part string) bool {
	return slices.ContainsFunc(t.Columns, func(c *Column) bool { return strings.Contains(FoldColumn(c.Name), part) })
}

// isUnique reports a column that is a key by itself.
func (t *Table) isUnique(column string) bool {
	c, ok := t.Column(column)
	return ok && c.Unique
}

// hasKey reports a key over exactly these two columns.
func (t *Table) hasKey(a, b string) bool {
	for _, key := range t.keys() {
		if len(key) == 2 && containsFold(key, a) && containsFold(key, b) {
			return true
		}
	}
	return false
}

// keys lists the primary key and the unique keys.
func (t *Table) keys() [][]string {
	if len(t.PrimaryKey) == 0 {
		return t.Uniques
	}
	return append([][]string{t.PrimaryKey}, t.Uniques...)
}
