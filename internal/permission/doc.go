// Package permission finds the permissions that a program declares, and those of them that nothing asks for.
//
// Permissions are constants: those of one named type, or of one block, are a set. Which sets are sets of permissions is not told by names: one
// is, when any of its constants is handed to a function that was found to decide about permissions.
//
// A permission counts as required when it is handed to any function, alone or in a list, is chosen or compared within a function, is an element of a table with
// a handler beside it, or stands in a map that leads from methods to permissions. Handing it to a role, in a table of roles, requires nothing.
//
// What stays unreported: permissions that are written as texts where they are asked for, rows of a database, and files.
package permission
