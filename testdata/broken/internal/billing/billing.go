// Package billing compiles, but for what it imports.
package billing

import (
	"context"

	"example.com/broken/internal/ledger"
)

// Service sends bills.
type Service struct {
	Entries *ledger.Entries
}

// Bill returns what an entry costs. Whether the entry is the caller's cannot be told while the ledger does not compile.
func (s *Service) Bill(ctx context.Context, id int64) (int64, error) {
	cents, err := s.Entries.Cents(ctx, id)
	return cents * 119 / 100, err
}
