// Package escalate makes old tickets urgent, tenant by tenant.
package escalate

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// Tickets is what the escalation needs of a store.
type Tickets interface {
	Tenants(ctx context.Context) ([]uuid.UUID, error)
	Escalate(ctx context.Context, tenant uuid.UUID, before time.Time) (int, error)
}

// Run visits every tenant and returns how many tickets became urgent.
func Run(ctx context.Context, tickets Tickets, age time.Duration) (int, error) {
	tenants, err := tickets.Tenants(ctx)
	if err != nil {
		return 0, fmt.Errorf("list tenants: %w", err)
	}
	var total int
	for _, tenant := range tenants {
		n, err := tickets.Escalate(ctx, tenant, time.Now().Add(-age))
		if err != nil {
			return total, fmt.Errorf("escalate for %s: %w", tenant, err)
		}
		total += n
	}
	return total, nil
}
