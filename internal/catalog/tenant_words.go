package catalog

import "strings"

// tenantWord is a word that names what a tenant is in some applications.
type tenantWord struct {
	stem string // folded, without "id"
	same string // the spelling that stands for all of one meaning; the stem itself when empty
	// sure words mean a tenant wherever they are used; others mean one in some applications, and a person, a
	// bank account or a sports team in others.
	sure bool
	// bare words count as a column without "id": namespace, realm. Columns like account or site hold text of
	// other kinds too often.
	bare bool
	// alone words are believed where the schema has no users at all; the others then name the subject matter
	// of a program that knows no tenants.
	alone bool
	// owner words are believed where the root has an owner: a shop belongs to its owner and is a tenant all
	// the same; a bank account is not.
	owner bool
}

// tenantWords lists the usual names. user, owner and member are not among them: a row that belongs to a
// person says nothing of tenants.
var tenantWords = [...]tenantWord{
	{stem: "tenant", sure: true, bare: true, alone: true, owner: true},
	{stem: "organization", sure: true, bare: true, alone: true, owner: true},
	{stem: "organisation", same: "organization", sure: true, bare: true, alone: true, owner: true},
	{stem: "org", same: "organization", sure: true, bare: true, alone: true, owner: true},
	{stem: "workspace", sure: true, bare: true, alone: true, owner: true},
	{stem: "namespace", bare: true, alone: true, owner: true},
	{stem: "realm", bare: true, alone: true, owner: true},
	{stem: "account"},
	{stem: "company", alone: true, owner: true},
	{stem: "team", owner: true},
	{stem: "project"},
	{stem: "customer"},
	{stem: "client"},
	{stem: "shop", alone: true, owner: true},
	{stem: "store", alone: true, owner: true},
	{stem: "site", owner: true},
	{stem: "instance"},
	{stem: "space", owner: true},
	{stem: "merchant", alone: true, owner: true},
	{stem: "business", alone: true, owner: true},
	{stem: "school", alone: true, owner: true},
	{stem: "hospital", alone: true, owner: true},
	{stem: "practice", alone: true, owner: true},
	{stem: "clinic", alone: true, owner: true},
	{stem: "agency", alone: true, owner: true},
	{stem: "property"},
	{stem: "environment"},
	{stem: "guild", alone: true},
}

// wordOf gives the word that a column's name is made of: tenant_id, tenantUUID, namespace.
func wordOf(column string) (*tenantWord, bool) {
	folded := FoldColumn(column)
	for _, suffix := range [...]string{"id", "uuid", "guid", "uid", "pk", ""} {
		stem, ok := strings.CutSuffix(folded, suffix)
		if !ok || stem == "" {
			continue
		}
		for i := range tenantWords {
			w := &tenantWords[i]
			if w.stem == stem && (suffix != "" || w.bare) {
				return w, true
			}
		}
	}
	return nil, false
}

func (w *tenantWord) meaning() string {
	if w.same != "" {
		return w.same
	}
	return w.stem
}

// lastWord is the last word of a table's name, folded, in the singular as far as the common endings go:
// app_users is user.
func lastWord(name string) string {
	snake := snakeRuns(name)
	if i := strings.LastIndexByte(strings.TrimRight(snake, "_"), '_'); i >= 0 {
		snake = snake[i+1:]
	}
	return singular(snake)
}

// singular undoes the common plural endings.
func singular(word string) string {
	switch {
	case word == "people":
		return "person"
	case strings.HasSuffix(word, "ies") && len(word) > 4:
		return word[:len(word)-3] + "y"
	case strings.HasSuffix(word, "sses") || strings.HasSuffix(word, "xes") || strings.HasSuffix(word, "ches") || strings.HasSuffix(word, "shes") || strings.HasSuffix(word, "uses"):
		return word[:len(word)-2]
	case strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "us") && len(word) > 2:
		return word[:len(word)-1]
	}
	return word
}

// isUserTable reports the table of the people who log in.
func isUserTable(t *Table) bool {
	switch lastWord(t.Name) {
	case "user", "employee", "staff", "person":
		// user_teams ends in team; team_users ends in user but has two parents, which makes it a membership.
		return t.refersToUser() == "" || FoldColumn(t.Name) == "users" || FoldColumn(t.Name) == "user"
	case "member", "admin", "profile", "login", "account":
		return t.refersToUser() == "" && t.hasColumnLike("password")
	}
	return false
}

// refersToUser gives the column that holds a person's id, empty when there is none.
func (t *Table) refersToUser() string {
	for _, c := range t.Columns {
		if isUserColumn(c.Name) {
			return c.Name
		}
	}
	for _, fk := range t.ForeignKeys {
		if len(fk.Columns) == 1 {
			switch lastWord(fk.RefTable) {
			case "user", "employee", "person":
				if !strings.EqualFold(fk.RefTable, t.Name) && !isAuthor(fk.Columns[0]) {
					return fk.Columns[0]
				}
			}
		}
	}
	return ""
}

func isUserColumn(name string) bool {
	switch FoldColumn(name) {
	case "userid", "useruuid", "useruid", "user", "memberid", "employeeid", "personid", "profileid", "staffid", "username", "useremail", "principalid", "identityid":
		return true
	}
	return false
}

// isAuthor reports a column that says who did something, not whose it is.
func isAuthor(name string) bool {
	folded := FoldColumn(name)
	for _, part := range [...]string{"created", "creator", "author", "updated", "deleted", "modified", "invited", "inviter", "assign", "approved", "reviewed", "actor", "lastedit"} {
		if strings.Contains(folded, part) {
			return true
		}
	}
	return false
}

// isBookkeeping reports the tables of migration tools and job queues, which no application row is in.
func isBookkeeping(t *Table) bool {
	switch FoldColumn(t.Name) {
	case "goosedbversion", "schemamigrations", "schemamigration", "gorpmigrations", "atlasschemarevisions", "flywayschemahistory", "migrations", "bunmigrations", "bunmigrationlocks",
		"databasechangelog", "databasechangeloglock", "schemaversion", "schemaversions", "migrationstatus", "dbversion":
		return true
	}
	return strings.HasPrefix(Fold(t.Name), "river_") || strings.HasPrefix(Fold(t.Name), "pg_")
}
