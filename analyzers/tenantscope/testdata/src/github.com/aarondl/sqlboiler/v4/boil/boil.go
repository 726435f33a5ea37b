// Package boil is what the cases need of github.com/aarondl/sqlboiler/v4/boil.
package boil

import "database/sql"

type ContextExecutor interface {
	Query(query string, args ...interface{}) (*sql.Rows, error)
}

type Columns struct{ Kind int }

func Infer() Columns                      { return Columns{} }
func Whitelist(columns ...string) Columns { return Columns{} }
