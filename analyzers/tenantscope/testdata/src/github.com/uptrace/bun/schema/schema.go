// Package schema has the shape of github.com/uptrace/bun/schema, as far as the cases call it.
package schema

type BaseModel struct{}

type QueryAppender interface{ AppendQuery() }

type Ident string

type Safe string

type QueryWithArgs struct{}
