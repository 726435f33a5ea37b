package config

// enum is a string type with a closed vocabulary. The first value that a list gives is not special; defaults stand in the default tag.
type enum interface {
	Values() []string
}

// Unresolved says what happens to obligations that were not understood.
type Unresolved string

// What happens to unresolved obligations.
const (
	UnresolvedCount  Unresolved = "count"
	UnresolvedReport Unresolved = "report"
	UnresolvedFail   Unresolved = "fail"
)

// Values lists the vocabulary.
func (Unresolved) Values() []string {
	return []string{string(UnresolvedCount), string(UnresolvedReport), string(UnresolvedFail)}
}

// Severity is how much a finding weighs.
type Severity string

// The severities. An error fails the run, a warning is only shown, off is not even that.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityOff     Severity = "off"
)

// Values lists the vocabulary.
func (Severity) Values() []string {
	return []string{string(SeverityError), string(SeverityWarning), string(SeverityOff)}
}

// QueryOp is what a declared function does.
type QueryOp string

// What a declared function does.
const (
	OpQuery   QueryOp = "query"
	OpExec    QueryOp = "exec"
	OpPrepare QueryOp = "prepare"
	OpNone    QueryOp = "none"
)

// Values lists the vocabulary.
func (QueryOp) Values() []string {
	return []string{string(OpQuery), string(OpExec), string(OpPrepare), string(OpNone)}
}

// RouterOp is what a declared function does to a router.
type RouterOp string

// Values lists the vocabulary, in the order of the operations of package route.
func (RouterOp) Values() []string {
	return []string{"new", "route", "use", "sub", "nest", "mount", "wrap", "option", "serve", "set"}
}

// TenantscopeCategory is a category of findings of the rule tenantscope.
type TenantscopeCategory string

// Values lists the vocabulary, as TenantscopeCategories describes it.
func (TenantscopeCategory) Values() []string { return categoryNames(TenantscopeCategories()) }

// PermguardCategory is a category of findings of the rule permguard.
type PermguardCategory string

// Values lists the vocabulary, as PermguardCategories describes it.
func (PermguardCategory) Values() []string { return categoryNames(PermguardCategories()) }

func categoryNames(list []Category) []string {
	var names []string
	for _, c := range list {
		names = append(names, c.Name)
	}
	return names
}

// Category is one category of a rule's findings.
type Category struct {
	Name string
	// Doc says in one sentence what the category holds.
	Doc string
	// Mend says how to put a finding of it right, for findings that do not say so themselves; "" where nothing general can be said.
	Mend string
}

// Categories lists the categories of a rule's findings: nil for a rule that has none.
func Categories(rule string) []Category {
	switch rule {
	case "tenantscope":
		return TenantscopeCategories()
	case "permguard":
		return PermguardCategories()
	}
	return nil
}

// TenantscopeCategories lists the categories of the rule tenantscope. A category's name is never given a second meaning.
func TenantscopeCategories() []Category {
	return []Category{
		{"unscoped", "no predicate binds the tenant key of the relation", "bind the tenant key in the statement, or compare the row's tenant before the row is used"},
		{"missing-key", "a row is written without its tenant key", "write the tenant key with the row"},
		{"optional-tenant", "the predicate on the tenant key holds for every row when no tenant is given", "let the predicate on the tenant key stand without an alternative"},
		{"literal-tenant", "the tenant is written into the code", "bind the authenticated tenant"},
		{"wider-key", "only a wider tenant column is bound where the rows have a narrower one", "bind the narrower key too, or allow the wider one for the table in the config"},
		{"request-tenant", "the tenant comes from the request and nothing verified it", "take the tenant of the authenticated caller, or compare the request's with it first"},
		{"foreign-parent", "a child row is written under a parent that was not read as the tenant's", "read the parent as the tenant's first, or let the foreign key hold the tenant too"},
		{"upsert", "an upsert may change the row of another tenant, whose key its conflict target does not hold", "put the tenant key into the conflict target, or compare it in the WHERE of the update"},
		{"tenant-key-write", "the tenant key of an existing row is written", "leave the tenant key out of what is written"},
		{"empty-tenant", "the tenant may be an empty or a default value", "refuse an empty tenant before the statement runs"},
		{"swapped-arguments", "the tenant and another value are passed in each other's place", "pass each value in its own place"},
		{"waiver", "a waiver is malformed, unused, or claims what the code contradicts", ""},
	}
}

// UnguardedRoute is the category of permguard that is off unless the config sets it.
const UnguardedRoute PermguardCategory = "unguarded-route"

// PermguardCategories lists the categories of the rule permguard. A category's name is never given a second meaning.
func PermguardCategories() []Category {
	return []Category{
		{"unguarded-write", "an endpoint changes something, and no permission check gates it on every way", "ask for a permission before the effect and leave when it is refused, or say on the route why it needs none"},
		{"read-guard", "the permission that is asked for in front of a write is one to read", "ask for the permission to write"},
		{"other-object", "a permission is asked for one object of the request, and another one is changed", "ask for the object that is changed, each of them where there are several"},
		{"unguarded-route", "an endpoint with a mutating method asks for no permission, and no effect of it is known; off unless the config sets it", "ask for a permission in front of the handler, or say on the route why it needs none"},
		{"waiver", "a waiver is malformed, unused, or claims what the code contradicts", ""},
	}
}
