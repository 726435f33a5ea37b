// Package catalog knows the tables of the analysed application: columns, nullability, keys, defaults,
// row-level security, and whose row a row is. It is built from migration files, schema dumps and Go models.
//
// # Where the schema is found
//
// Without a configuration every .sql file below the root is read, and every Go file that holds a schema
// statement in a string, except in hidden directories, those that begin with an underscore, vendor,
// node_modules and testdata. Files of one directory whose names begin with a number are one source and apply
// in the order of the numbers; folders whose names do are steps of their parent's source. Of a pair
// (x.up.sql, x.down.sql) and of a file in sections (goose, sql-migrate, dbmate, tern) only the way up counts;
// of files marked by dialect (1_init.postgres.up.sql) those of one dialect. Any other file is a source by
// itself. Sources that describe one database, a dump beside its migrations or a directory for each dialect,
// are recognised by the tables that they share, and the most complete one is taken (mergeSources).
// Directories named like tests and examples fill gaps only.
//
// Go models are read by their syntax alone, without type checking, so that a process that sees one package
// knows all tables: gorm, bun and xorm structs, ent schemas with their mixins, the structs of sqlc, and db
// tags where nothing else is known. A table that a statement creates is described by that statement; models
// add the types that hold its rows and the relations that no constraint declares, as assumed references.
//
// # Whose a row is
//
// A table is Owned when it has the tenant column, Root when its rows are the tenants, Inherited when its rows
// belong to rows of such a table by references that cannot be empty (or that delete the row with the other),
// and Global otherwise. The direction of a reference counts: a user whom memberships refer to belongs to
// nobody. References without a constraint are assumed where a column is named for a table (order_id, orders)
// and nothing speaks against it.
//
// Without a configuration the tenant column is inferred: of the usual names the one that reaches most tables,
// if the people who log in are tied to what it names. A column that most tables share is not enough: bank
// accounts, customers who are people, OAuth clients and a league's teams are shared as widely (qualifies,
// identifyRoot). Where no usual name is left, a column that leads the keys of most tables is taken
// (structural). The choice errs on the side of none, and says what it rests on and what was considered.
//
// # What stays unread
//
// Schemas in HCL, statements whose table the program names at run time, and what a function or a DO block
// computes. A condition around a change in a DO block is not evaluated: the change counts as made. Policies
// are not rewritten when a column is renamed. Constraint names that a database would cut at 63 bytes are not
// cut. xorm's and gorm's calls that change a schema step by step (Migrator().AddColumn) are not followed: the
// models say what they lead to.
package catalog
