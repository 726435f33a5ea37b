// Package pgtype is what the cases need of github.com/jackc/pgx/v5/pgtype.
package pgtype

type UUID struct {
	Bytes [16]byte
	Valid bool
}

func (src UUID) String() string { return "" }
