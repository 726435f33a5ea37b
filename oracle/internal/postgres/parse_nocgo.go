//go:build !cgo

package postgres

import (
	pgquery "github.com/pganalyze/pg_query_go/v6"
	wasm "github.com/wasilibs/go-pgquery"
)

// parse runs Postgres' own grammar, compiled to WebAssembly, where there is no C compiler.
func parse(sql string) (*pgquery.ParseResult, error) { return wasm.Parse(sql) }
