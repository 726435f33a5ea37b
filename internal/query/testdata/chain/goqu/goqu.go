// Package goqu has one function for each meaning of goqu's datasets and expressions.
package goqu

import (
	"github.com/doug-martin/goqu/v9"
)

type Job struct {
	ID       string `db:"id"`
	TenantID string `db:"tenant_id"`
	Kind     string `db:"kind" goqu:"skipupdate"`
}

type Store struct {
	db *goqu.Database
	ds *goqu.SelectDataset
}

func New(db *goqu.Database) *Store { return &Store{db: db, ds: db.From("orders")} }

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 AND orders.id = $2 [$1=tenant $2=id]
func (s *Store) Ex(tenant, id string) {
	s.db.From("orders").Where(goqu.Ex{"tenant_id": tenant, "id": id}).ScanStructs(nil)
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 OR orders.status = $2 [$1=tenant $2="open"]
func (s *Store) ExOr(tenant string) {
	s.db.From("orders").Where(goqu.ExOr{"tenant_id": tenant, "status": "open"}).ScanStructs(nil)
}

//want:statement SELECT * FROM orders WHERE orders.total > $1 AND orders.tenant_id IS NULL [$1=floor]
func (s *Store) Op(floor int) {
	s.db.From("orders").Where(goqu.Ex{"total": goqu.Op{"gt": floor}, "tenant_id": nil}).ScanStructs(nil)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND status IN ($2, $3) [$1=tenant $2="a" $3="b"]
func (s *Store) Column(tenant string) {
	s.db.From("orders").Where(goqu.C("tenant_id").Eq(tenant), goqu.C("status").In("a", "b")).ScanStructs(nil)
}

//want:statement SELECT * FROM orders WHERE status IN ($1) [$1=status]
func (s *Store) ColumnList(status []string) {
	s.db.From("orders").Where(goqu.C("status").In(status)).ScanStructs(nil)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 OR status <> $2 [$1=tenant $2="open"]
func (s *Store) Or(tenant string) {
	s.db.From("orders").Where(goqu.Or(goqu.C("tenant_id").Eq(tenant), goqu.C("status").Neq("open"))).ScanStructs(nil)
}

//want:statement SELECT o.id FROM orders AS o JOIN customers AS c ON c.id = o.customer_id AND c.tenant_id = o.tenant_id WHERE o.tenant_id = $1 [$1=tenant]
func (s *Store) Join(tenant string) {
	s.db.From(goqu.T("orders").As("o")).
		Join(goqu.T("customers").As("c"), goqu.On(goqu.I("c.id").Eq(goqu.I("o.customer_id")), goqu.Ex{"c.tenant_id": goqu.I("o.tenant_id")})).
		Select("o.id").Where(goqu.I("o.tenant_id").Eq(tenant)).ScanStructs(nil)
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
func (s *Store) Table(tenant string) {
	orders := goqu.T("orders")
	s.db.From(orders).Where(orders.Col("tenant_id").Eq(tenant)).ScanStructs(nil)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND total > $2 [$1=tenant $2=floor]
func (s *Store) Literal(tenant string, floor int) {
	s.db.From("orders").Where(goqu.L("tenant_id = ? AND total > ?", tenant, floor)).ScanStructs(nil)
}

//want:statement SELECT * FROM order_items WHERE order_id IN (SELECT id FROM orders WHERE orders.tenant_id = $1) [$1=tenant]
func (s *Store) Sub(tenant string) {
	orders := s.db.From("orders").Select("id").Where(goqu.Ex{"tenant_id": tenant})
	s.db.From("order_items").Where(goqu.C("order_id").In(orders)).ScanStructs(nil)
}

//want:statement SELECT * FROM order_items WHERE order_items.order_id IN (SELECT id FROM orders WHERE orders.tenant_id = $1) [$1=tenant]
func (s *Store) SubEx(tenant string) {
	orders := s.db.From("orders").Select("id").Where(goqu.Ex{"tenant_id": tenant})
	s.db.From("order_items").Where(goqu.Ex{"order_id": orders}).ScanStructs(nil)
}

//want:statement SELECT * FROM (SELECT * FROM orders WHERE orders.status = $1) AS t WHERE t.tenant_id = $2 [$1="open" $2=tenant]
func (s *Store) FromDataset(tenant string) {
	open := s.db.From("orders").Where(goqu.Ex{"status": "open"}).As("t")
	s.db.From(open).Where(goqu.Ex{"tenant_id": tenant}).ScanStructs(nil)
}

//want:statement SELECT * FROM (SELECT * FROM orders WHERE orders.tenant_id = $1) AS t1 WHERE t1.status = $2 [$1=tenant $2="open"]
func (s *Store) FromSelf(tenant string) {
	s.db.From("orders").Where(goqu.Ex{"tenant_id": tenant}).FromSelf().Where(goqu.Ex{"status": "open"}).ScanStructs(nil)
}

//want:statement WITH own AS (SELECT * FROM orders WHERE orders.tenant_id = $1) SELECT count(*) FROM own [$1=tenant]
func (s *Store) With(tenant string) {
	s.db.From("own").With("own", s.db.From("orders").Where(goqu.Ex{"tenant_id": tenant})).Count()
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 UNION SELECT * FROM orders [$1=tenant]
func (s *Store) Union(tenant string) {
	s.db.From("orders").Where(goqu.Ex{"tenant_id": tenant}).Union(s.db.From("orders")).ScanStructs(nil)
}

//want:statement SELECT * FROM orders WHERE orders.id = $1 [$1=id]
//want:statement aside: runs a text that is judged where it is built
func (s *Store) Kept(id string) {
	text, args, _ := s.ds.Where(goqu.Ex{"id": id}).ToSQL()
	s.db.ScanStructsContext(nil, nil, text, args...)
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
//want:statement unresolved: what ClearWhere changes is not read
func (s *Store) Cleared(tenant string) {
	s.db.From("orders").Where(goqu.Ex{"tenant_id": tenant}).ClearWhere().ScanStructs(nil)
}

//want:statement INSERT INTO jobs (id, tenant_id) VALUES ($1, $2) [$1=id $2=tenant]
func (s *Store) InsertRecord(tenant, id string) {
	s.db.Insert("jobs").Rows(goqu.Record{"id": id, "tenant_id": tenant}).Executor().Exec()
}

//want:statement INSERT INTO jobs (id, tenant_id) VALUES ($1, $2) [$1=id $2=tenant]
func (s *Store) InsertStruct(tenant, id string) {
	s.db.Insert("jobs").Rows(Job{ID: id, TenantID: tenant}).Executor().Exec()
}

//want:statement INSERT INTO jobs (id, tenant_id) VALUES ($1, $2), ($3, $4) [$1=id $2=tenant $3=other $4=tenant]
func (s *Store) InsertVals(tenant, id, other string) {
	s.db.Insert("jobs").Cols("id", "tenant_id").Vals(goqu.Vals{id, tenant}, goqu.Vals{other, tenant}).Executor().Exec()
}

//want:statement INSERT INTO jobs (id, tenant_id) SELECT id, tenant_id FROM orders
func (s *Store) InsertFrom() {
	s.db.Insert("jobs").Cols("id", "tenant_id").FromQuery(s.db.From("orders").Select("id", "tenant_id")).Executor().Exec()
}

//want:statement INSERT INTO jobs (id, tenant_id) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind WHERE jobs.tenant_id = $3 [$1=id $2=tenant $3=tenant]
func (s *Store) Upsert(tenant, id string) {
	s.db.Insert("jobs").Rows(goqu.Record{"id": id, "tenant_id": tenant}).
		OnConflict(goqu.DoUpdate("id", goqu.Record{"kind": goqu.I("excluded.kind")}).Where(goqu.I("jobs.tenant_id").Eq(tenant))).Executor().Exec()
}

//want:statement UPDATE orders SET status = $1 WHERE tenant_id = $2 [$1="paid" $2=tenant]
func (s *Store) Update(tenant string) {
	s.db.Update("orders").Set(goqu.Record{"status": "paid"}).Where(goqu.C("tenant_id").Eq(tenant)).Executor().Exec()
}

//want:statement DELETE FROM orders WHERE id = $1 [$1=id]
func (s *Store) Delete(id string) error {
	return s.db.WithTx(func(tx *goqu.TxDatabase) error {
		return tx.Delete("orders").Where(goqu.C("id").Eq(id)).Executor().Exec()
	})
}
