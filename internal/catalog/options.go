package catalog

// Options say where the schema is and what is known of tenancy beforehand. Only Root is required.
type Options struct {
	// Root is the directory that is scanned: the outermost go.work, the repository or the module.
	Root string
	// Extra are further directories whose Go models and migrations belong to the application (locally
	// replaced modules).
	Extra []string
	// Schema names the files, directories and globs (relative to Root) that hold the schema, in the order in
	// which they apply. When it is set nothing else is read as DDL; Go models are read all the same. An entry
	// that matches nothing is an error.
	Schema []string
	// Exclude lists globs, relative to Root, of files and directories that are not read.
	Exclude []string
	// TenantColumns are the tenant columns in any spelling. When empty they are inferred.
	TenantColumns []string
	// RootTables are the tables of the tenants themselves. When empty they are inferred.
	RootTables []string
	// GlobalTables are tables whose rows belong to no tenant, with the reason.
	GlobalTables map[string]string
	// Keys gives the tenant key of single tables whose column has another name than the others.
	Keys map[string]string
}
