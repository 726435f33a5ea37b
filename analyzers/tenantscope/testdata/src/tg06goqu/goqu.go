// Package tg06goqu puts statements together with goqu.
package tg06goqu

import "github.com/doug-martin/goqu/v9"

type Store struct {
	db   *goqu.Database
	open *goqu.SelectDataset
}

func New(db *goqu.Database) *Store {
	return &Store{db: db, open: db.From("orders").Where(goqu.C("status").Eq("open"))}
}

// TG-06: goqu by id
func (s *Store) byID(id string, out any) error {
	return s.db.From("orders").Where(goqu.C("id").Eq(id)).ScanStructs(out) // want `query on orders`
}

// TG-06: goqu by id, scoped
func (s *Store) byIDScoped(tenant, id string, out any) error {
	return s.db.From("orders").Where(goqu.C("id").Eq(id), goqu.C("tenant_id").Eq(tenant)).ScanStructs(out)
}

// TG-06: goqu Ex of nil
func (s *Store) exNil(out any) error {
	return s.db.From("orders").Where(goqu.Ex{"tenant_id": nil}).ScanStructs(out) // want `query on orders`
}

// TG-06: goqu Ex
func (s *Store) ex(tenant string, out any) error {
	return s.db.From("orders").Where(goqu.Ex{"tenant_id": tenant}).ScanStructs(out)
}

// TG-06: goqu Ex with another operator
func (s *Store) exOp(tenant string, out any) error {
	return s.db.From("orders").Where(goqu.Ex{"tenant_id": goqu.Op{"neq": tenant}}).ScanStructs(out) // want `query on orders`
}

// TG-06: goqu ExOr
func (s *Store) exOr(tenant string, out any) error {
	return s.db.From("orders").Where(goqu.ExOr{"tenant_id": tenant, "status": "open"}).ScanStructs(out) // want `query on orders`
}

// TG-06: goqu Or
func (s *Store) or(tenant string, out any) error {
	return s.db.From("orders").Where(goqu.Or(goqu.C("tenant_id").Eq(tenant), goqu.C("status").Eq("open"))).ScanStructs(out) // want `query on orders`
}

// TG-06: goqu Or within the scope
func (s *Store) orWithin(tenant string, out any) error {
	return s.db.From("orders").Where(goqu.C("tenant_id").Eq(tenant), goqu.Or(goqu.C("status").Eq("late"), goqu.C("status").Eq("open"))).ScanStructs(out)
}

// TG-06: goqu text
func (s *Store) text(status string, out any) error {
	return s.db.From("orders").Where(goqu.L("status = ?", status)).ScanStructs(out) // want `query on orders`
}

// TG-06: goqu text, scoped
func (s *Store) textScoped(tenant, status string, out any) error {
	return s.db.From("orders").Where(goqu.L("status = ? AND tenant_id = ?", status, tenant)).ScanStructs(out)
}

// TG-06: goqu dataset kept in a field
func (s *Store) kept(out any) error {
	return s.open.ScanStructs(out) // want `query on orders`
}

// TG-06: goqu dataset kept in a field, scoped later
func (s *Store) keptScoped(tenant string, out any) error {
	return s.open.Where(goqu.C("tenant_id").Eq(tenant)).ScanStructs(out)
}

// TG-06: goqu conditional clause
func (s *Store) conditional(tenant string, out any) error {
	q := s.db.From("orders")
	if tenant != "" {
		q = q.Where(goqu.C("tenant_id").Eq(tenant))
	}
	return q.ScanStructs(out) // want `query on orders`
}

// TG-06: goqu LeftJoin whose condition holds the scope of the preserved side
func (s *Store) leftJoin(tenant string, out any) error {
	return s.db.From(goqu.T("orders").As("o")).LeftJoin(goqu.T("customers").As("c"), goqu.On(goqu.I("c.id").Eq(goqu.I("o.customer_id")), goqu.I("o.tenant_id").Eq(tenant))).ScanStructs(out) // want `left join keeps every row of orders`
}

// TG-06: goqu Join along the key
func (s *Store) join(tenant string, out any) error {
	return s.db.From(goqu.T("orders").As("o")).Join(goqu.T("customers").As("c"), goqu.On(goqu.I("c.id").Eq(goqu.I("o.customer_id")))).
		Where(goqu.I("o.tenant_id").Eq(tenant)).ScanStructs(out)
}

// TG-06: goqu sub-select
func (s *Store) sub(out any) error {
	return s.db.From("order_items").Where(goqu.C("order_id").In(s.db.From("orders").Select("id"))).ScanStructs(out) // want `query on orders`
}

// TG-06: goqu sub-select, scoped
func (s *Store) subScoped(tenant string, out any) error {
	return s.db.From("order_items").Where(goqu.C("order_id").In(s.db.From("orders").Select("id").Where(goqu.C("tenant_id").Eq(tenant)))).ScanStructs(out)
}

// TG-06: goqu insert without the key
func (s *Store) insert(id string) error {
	return s.db.Insert("jobs").Rows(goqu.Record{"id": id, "kind": "sync"}).Executor().Exec() // want `insert into jobs`
}

// TG-06: goqu insert
func (s *Store) insertScoped(tenant, id string) error {
	return s.db.Insert("jobs").Rows(goqu.Record{"id": id, "kind": "sync", "tenant_id": tenant}).Executor().Exec()
}

// TG-06: goqu upsert whose key lacks the tenant
func (s *Store) upsert(tenant, id string) error {
	return s.db.Insert("jobs").Rows(goqu.Record{"id": id, "tenant_id": tenant}).OnConflict(goqu.DoUpdate("id", goqu.Record{"kind": "sync"})).Executor().Exec() // want `upsert into jobs`
}

// TG-06: goqu upsert whose key holds the tenant
func (s *Store) upsertScoped(tenant, id string) error {
	return s.db.Insert("jobs").Rows(goqu.Record{"id": id, "tenant_id": tenant}).OnConflict(goqu.DoUpdate("id, tenant_id", goqu.Record{"kind": "sync"})).Executor().Exec()
}

// TG-06: goqu update
func (s *Store) update(id string) error {
	return s.db.Update("orders").Set(goqu.Record{"status": "paid"}).Where(goqu.C("id").Eq(id)).Executor().Exec() // want `update of orders`
}

// TG-06: goqu update, scoped
func (s *Store) updateScoped(tenant, id string) error {
	return s.db.Update("orders").Set(goqu.Record{"status": "paid"}).Where(goqu.Ex{"id": id, "tenant_id": tenant}).Executor().Exec()
}

// TG-06: goqu delete in a transaction
func (s *Store) remove(id string) error {
	return s.db.WithTx(func(tx *goqu.TxDatabase) error {
		return tx.Delete("orders").Where(goqu.C("id").Eq(id)).Executor().Exec() // want `delete from orders`
	})
}

// TG-06: goqu delete in a transaction, scoped
func (s *Store) removeScoped(tenant, id string) error {
	return s.db.WithTx(func(tx *goqu.TxDatabase) error {
		return tx.Delete("orders").Where(goqu.Ex{"id": id, "tenant_id": tenant}).Executor().Exec()
	})
}
