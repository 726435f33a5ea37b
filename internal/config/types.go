package config

// The comments in this file are documentation for users: docs/configuration.md and the JSON schema are generated from them.
// A tag default:"…" is the value of an absent key. A tag set:"true" says that the order of the list carries no meaning.

// Config is the content of .bailiwick.yml. Every key is optional: without a config the suite infers what it needs and says what it assumed.
type Config struct {
	// Tenant says what a tenant is in this code base.
	Tenant Tenant `yaml:"tenant"`
	// Schema lists the files, directories and globs that hold the migrations or the schema dump, relative to this file, in the order in which they
	// apply. When absent, the usual places are searched.
	Schema []string `yaml:"schema"`
	// Modules lists the paths of further modules that are the user's own, for example a company's shared library: they are analysed like the module itself.
	// The modules of a go.work and locally replaced ones need not be listed.
	Modules []string `yaml:"modules" set:"true"`
	// Tables corrects what was inferred for a table. The key is the table's name, schema-qualified if need be.
	Tables map[string]Table `yaml:"tables"`
	// Queries declares functions of your own that run SQL, in the words of the built-in library tables. Wrappers whose source is analysed are found without it.
	Queries []QueryRow `yaml:"queries"`
	// Routers declares functions of routers of your own, in the words of the built-in tables. Helpers that hand on to a router that is known are found without it.
	Routers []RouterRow `yaml:"routers"`
	// NoReturn lists functions that never return, beside the well-known ones such as log.Fatal.
	NoReturn []string `yaml:"no-return" set:"true"`
	// Rules sets the severity and the options of each rule.
	Rules Rules `yaml:"rules"`
	// Exclude lists globs of files that owe nothing, relative to this file; ** matches any number of directories. They are counted in the summary.
	Exclude []string `yaml:"exclude" set:"true"`
	// Unresolved says what happens to obligations that were not understood: count them in the summary, report each, or report each and fail.
	Unresolved Unresolved `yaml:"unresolved" default:"count"`
	// Baseline is the path of the baseline file, relative to this file. `bailiwick baseline` writes it.
	Baseline string `yaml:"baseline"`
	// Tests makes _test.go files owe what other files owe.
	Tests bool `yaml:"tests" default:"false"`
	// Tags are the build tags that the packages are loaded with.
	Tags []string `yaml:"tags" set:"true"`
}

// Tenant says what a tenant is in this code base.
type Tenant struct {
	// Columns are the names of the columns that hold a tenant's key. Case and underscores do not count: tenant_id is also TenantID.
	Columns []string `yaml:"columns"`
	// Root is the table of the tenants themselves; its primary key is its tenant key.
	Root string `yaml:"root"`
	// Principal lists what yields the tenant of the authenticated caller: a function (example.com/app/auth.TenantID), a method
	// ((*example.com/app/auth.Session).Tenant) or a field (example.com/app/auth.Session.TenantID).
	Principal []string `yaml:"principal" set:"true"`
	// ContextKeys lists the context keys under which the authenticated tenant is kept: the name of a variable, constant or type
	// (example.com/app/auth.tenantKey) or the string itself.
	ContextKeys []string `yaml:"context-keys" set:"true"`
	// Handles lists types whose queries are scoped by construction, for example a transaction that pinned its tenant.
	Handles []string `yaml:"handles" set:"true"`
}

// Table corrects what was inferred for a table.
type Table struct {
	// Global says that the rows belong to no tenant: nothing is required. Needs a reason.
	Global bool `yaml:"global"`
	// Key is the column that holds the tenant's key, for a table whose column has another name than the others.
	Key string `yaml:"key"`
	// AllowWider accepts a predicate on a wider tenant column of the table, for example the organisation where the rows belong to a project. Needs a reason.
	AllowWider bool `yaml:"allow-wider"`
	// Reason says why. It is shown where the table is explained.
	Reason string `yaml:"reason"`
}

// QueryRow declares a function that runs SQL. Arguments are given by their index, counted from 0 without the receiver, or by the parameter's name.
type QueryRow struct {
	// Func is the function: example.com/db.One, or (*example.com/db.Store).One for a method.
	Func string `yaml:"func" required:"true"`
	// Op is what a call does: query (reads rows), exec (runs a statement), prepare (makes a statement for later), or none (touches no row).
	Op QueryOp `yaml:"op" required:"true"`
	// SQL is the argument that holds the text.
	SQL *Arg `yaml:"sql"`
	// Args is the first of the arguments that are bound to the placeholders, or the slice of them.
	Args *Arg `yaml:"args"`
	// Table is the argument that names the table, for functions that build the text themselves.
	Table *Arg `yaml:"table"`
	// Model is the argument whose type is the model of the table.
	Model *Arg `yaml:"model"`
	// Dest is the argument that receives the rows.
	Dest *Arg `yaml:"dest"`
}

// RouterRow declares what a function does to a router. The types whose methods are declared are routers.
type RouterRow struct {
	// Func is the function: example.com/web.New, or (*example.com/web.Router).Post for a method.
	Func string `yaml:"func" required:"true"`
	// Op is what a call does: new (makes a router), route (registers a handler), use (adds middleware), sub (gives a router that adds a prefix, methods or
	// middleware), nest (calls a function with such a router), mount (puts another router or any handler below), wrap (gives a handler that does something around
	// another), set (puts a prefix or methods on the router itself), serve (lets the router answer requests).
	Op RouterOp `yaml:"op" required:"true"`
	// Method is the HTTP method of a route whose function names it. Without it, and without an argument that is one, a route answers every method.
	Method string `yaml:"method"`
	// Args are the roles of the arguments, without the receiver, separated by blanks: method, pattern, prefix, handler, handlers (middleware, and last what
	// answers), use (middleware), build (a function that is given the router), router (the router, where there is no receiver) or _. A trailing "..." takes all
	// further arguments; "{Method:method,Path:pattern}" gives roles to the fields of a struct.
	Args string `yaml:"args"`
	// All is true for middleware that is in front of every route of the router, also of those that were registered before it was added.
	All bool `yaml:"all" default:"false"`
	// Context is the type that the router's handlers are given: example.com/web.Context.
	Context string `yaml:"context"`
}

// Arg names an argument: Name when it is set, else Index.
type Arg struct {
	Index int
	Name  string
}

// Rules holds one block per rule.
type Rules struct {
	// Tenantscope finds queries on tenant-owned tables that are not scoped to a tenant.
	Tenantscope Tenantscope `yaml:"tenantscope"`
	// Permguard finds write endpoints that no permission check gates.
	Permguard Permguard `yaml:"permguard"`
}

// Tenantscope is the block of the rule tenantscope.
type Tenantscope struct {
	// Severity of the rule's findings. Warnings are shown and do not fail a run; off turns the rule off.
	Severity Severity `yaml:"severity" default:"error"`
	// Strict lets no statement leave its function: each needs its own predicate, whatever its callers verify.
	Strict bool `yaml:"strict" default:"false"`
	// Categories sets the severity of single categories.
	Categories map[TenantscopeCategory]Severity `yaml:"categories"`
}

// Permguard is the block of the rule permguard.
type Permguard struct {
	// Severity of endpoints without a check: error fails a run, warning is shown only, off turns the rule off.
	Severity Severity `yaml:"severity" default:"error"`
	// Guards lists functions of your own that ask whether the caller may and refuse if not (example.com/app/authz.Require, (*example.com/app/authz.Checker).Check), where the
	// rule does not see it: like the contract //bailiwick:guard, for code that cannot carry one.
	Guards []string `yaml:"guards" set:"true"`
	// Categories gives single categories a severity of their own. The category unguarded-route is off unless it is set.
	Categories map[PermguardCategory]Severity `yaml:"categories"`
}
