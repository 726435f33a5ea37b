//go:build cgo

package postgres

import pgquery "github.com/pganalyze/pg_query_go/v6"

// parse runs Postgres' own grammar, compiled from its C source.
func parse(sql string) (*pgquery.ParseResult, error) { return pgquery.Parse(sql) }
