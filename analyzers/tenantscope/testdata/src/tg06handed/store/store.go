// Package store has the handlers.
package store

import (
	"github.com/uptrace/bun"

	"tg06handed/common"
)

type Store struct {
	db     bun.IDB
	tenant string
}

type orders struct{ store *Store }

// TG-06: a query that is handed out, scoped
func (h orders) Build() (*bun.SelectQuery, error) {
	return h.store.db.NewSelect().ModelTableExpr("orders").Where("tenant_id = ?", h.store.tenant), nil // met `bound value`
}

// TG-06: a query that is handed out and reads what stands around it
func (h orders) Expand() (*bun.SelectQuery, error) {
	return h.store.db.NewSelect().ModelTableExpr("order_items").Where("order_id IN (SELECT id FROM dataset)"), nil // want `order_items`
}

type customers struct{ store *Store }

// TG-06: a query that is handed out, not scoped
func (h customers) Build() (*bun.SelectQuery, error) {
	return h.store.db.NewSelect().ModelTableExpr("customers"), nil // want `customers`
}

// TG-06: a query that is handed out and reads what nobody defines
func (h customers) Expand() (*bun.SelectQuery, error) {
	return h.store.db.NewSelect().ModelTableExpr("nowhere"), nil // orphan `nowhere`
}

// Open is exported: whoever calls Query judges it.
type Open struct{ store *Store }

func (o Open) Query() *bun.SelectQuery { return o.store.db.NewSelect().ModelTableExpr("orders") }

// Repos makes the repositories.
func Repos(s *Store) []*common.Repo {
	return []*common.Repo{common.New(&orders{s}, &Open{s}), common.New(&customers{s}, &Open{s})}
}
