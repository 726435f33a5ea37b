package scope

import "github.com/bailiwick-dev/bailiwick/internal/sqlread"

// Values answers what is known in Go about a bound value.
type Values interface {
	Value(b *sqlread.Bind) Value
}

// Origin says where a bound value comes from.
type Origin uint8

// Origins.
const (
	OriginUnknown    Origin = iota
	OriginTenant            // flows from the authenticated tenant
	OriginPrincipal         // the authenticated principal's own id
	OriginRequest           // body, path, query, header
	OriginCredential        // cookie, Authorization header, signed link; or a hash of one
	OriginScopedRow         // a column of a row that was read scoped or verified
	OriginFresh             // made in the function: uuid.New, ulid, a sequence
	OriginConst             // a constant
	OriginZero              // a zero value: "", uuid.Nil, 0
	OriginNil               // nil
)

// Value is what is known in Go about a bound value.
type Value struct {
	Origin Origin
	// Name is the best Go name for the value: variable, field or parameter.
	Name string
	// Text is the text of a constant.
	Text string
	// ScopedTable is the table whose row a value of OriginScopedRow was read from; empty when not known.
	ScopedTable string
}

// NoValues knows nothing about any value.
type NoValues struct{}

// Value returns the zero Value.
func (NoValues) Value(*sqlread.Bind) Value { return Value{} }
