// Package tg06jet puts statements together with jet.
package tg06jet

import (
	"context"
	"database/sql"

	. "github.com/go-jet/jet/v2/postgres"

	"jetshop/public/table"
)

type Order struct {
	ID       string `sql:"primary_key"`
	TenantID string
	Status   string
}

type Store struct{ db *sql.DB }

// TG-06: jet by id
func (s *Store) byID(ctx context.Context, id string, out any) error {
	return SELECT(table.Orders.AllColumns).FROM(table.Orders).WHERE(table.Orders.ID.EQ(String(id))).QueryContext(ctx, s.db, out) // want `query on orders`
}

// TG-06: jet by id, scoped
func (s *Store) byIDScoped(ctx context.Context, tenant, id string, out any) error {
	return SELECT(table.Orders.AllColumns).FROM(table.Orders).WHERE(table.Orders.ID.EQ(String(id)).AND(table.Orders.TenantID.EQ(String(tenant)))).QueryContext(ctx, s.db, out)
}

// TG-06: jet another operator
func (s *Store) notEqual(tenant string, out any) error {
	return SELECT(STAR).FROM(table.Orders).WHERE(table.Orders.TenantID.NOT_EQ(String(tenant))).Query(s.db, out) // want `query on orders`
}

// TG-06: jet OR
func (s *Store) or(tenant string, out any) error {
	return SELECT(STAR).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant)).OR(table.Orders.Status.EQ(String("open")))).Query(s.db, out) // want `query on orders`
}

// TG-06: jet OR within the scope
func (s *Store) orWithin(tenant string, out any) error {
	return SELECT(STAR).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant)).AND(OR(table.Orders.Status.EQ(String("late")), table.Orders.Status.EQ(String("open"))))).Query(s.db, out)
}

// TG-06: jet join without the tenant
func (s *Store) join(tenant string, out any) error {
	return SELECT(STAR).FROM(table.Orders.CROSS_JOIN(table.Customers)).WHERE(table.Orders.TenantID.EQ(String(tenant))).Query(s.db, out) // want `query on customers`
}

// TG-06: jet join by the tenant
func (s *Store) joinScoped(tenant string, out any) error {
	return SELECT(STAR).FROM(table.Orders.INNER_JOIN(table.Customers, table.Customers.TenantID.EQ(table.Orders.TenantID))).WHERE(table.Orders.TenantID.EQ(String(tenant))).Query(s.db, out)
}

// TG-06: jet condition that grows
func (s *Store) grown(tenant, status string, out any) error {
	cond := Bool(true)
	if status != "" {
		cond = cond.AND(table.Orders.Status.EQ(String(status)))
	}
	return SELECT(STAR).FROM(table.Orders).WHERE(cond).Query(s.db, out) // want `query on orders`
}

// TG-06: jet condition that grows from the tenant's
func (s *Store) grownScoped(tenant, status string, out any) error {
	cond := table.Orders.TenantID.EQ(String(tenant))
	if status != "" {
		cond = cond.AND(table.Orders.Status.EQ(String(status)))
	}
	return SELECT(STAR).FROM(table.Orders).WHERE(cond).Query(s.db, out)
}

// TG-06: jet condition that takes the place of the tenant's
func (s *Store) replaced(tenant, id string, out any) error {
	q := SELECT(STAR).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant)))
	if id != "" {
		q = q.WHERE(table.Orders.ID.EQ(String(id)))
	}
	return q.Query(s.db, out) // want `query on orders`
}

// TG-06: jet sub-select
func (s *Store) exists(tenant string, out any) error {
	return SELECT(STAR).FROM(table.Customers).WHERE(table.Customers.TenantID.EQ(String(tenant)).AND(EXISTS(SELECT(STAR).FROM(table.Orders)))).Query(s.db, out) // want `query on orders`
}

// TG-06: jet update
func (s *Store) update(id string) error {
	_, err := table.Orders.UPDATE(table.Orders.Status).SET("paid").WHERE(table.Orders.ID.EQ(String(id))).Exec(s.db) // want `update of orders`
	return err
}

// TG-06: jet update, scoped
func (s *Store) updateScoped(tenant, id string) error {
	_, err := table.Orders.UPDATE().SET(table.Orders.Status.SET(String("paid"))).WHERE(table.Orders.ID.EQ(String(id)).AND(table.Orders.TenantID.EQ(String(tenant)))).Exec(s.db)
	return err
}

// TG-06: jet delete
func (s *Store) delete(id string) error {
	_, err := table.Orders.DELETE().WHERE(table.Orders.ID.EQ(String(id))).Exec(s.db) // want `delete from orders`
	return err
}

// TG-06: jet delete, scoped
func (s *Store) deleteScoped(tenant, id string) error {
	_, err := table.Orders.DELETE().WHERE(AND(table.Orders.ID.EQ(String(id)), table.Orders.TenantID.EQ(String(tenant)))).Exec(s.db)
	return err
}

// TG-06: jet insert without the tenant
func (s *Store) insert(id string) error {
	_, err := table.Orders.INSERT(table.Orders.ID, table.Orders.Status).VALUES(id, "new").Exec(s.db) // want `insert into orders`
	return err
}

// TG-06: jet insert with the tenant
func (s *Store) insertScoped(tenant, id string) error {
	_, err := table.Orders.INSERT(table.Orders.ID, table.Orders.TenantID).VALUES(id, tenant).Exec(s.db)
	return err
}

// TG-06: jet insert of a model
func (s *Store) insertModel(tenant, id string) error {
	_, err := table.Orders.INSERT(table.Orders.ID, table.Orders.TenantID).MODEL(Order{ID: id, TenantID: tenant}).Exec(s.db)
	return err
}

// TG-06: jet union
func (s *Store) union(tenant string, out any) error {
	return SELECT(table.Orders.ID).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant))).UNION(SELECT(table.Tags.ID).FROM(table.Tags)).Query(s.db, out) // want `query on tags`
}

// TG-06: jet text
func (s *Store) text(id string) (*sql.Rows, error) {
	q, args := SELECT(table.Orders.ID).FROM(table.Orders).WHERE(table.Orders.ID.EQ(String(id))).Sql() // want `query on orders`
	return s.db.Query(q, args...)
}

// TG-06: jet with
func (s *Store) with(out any) error {
	late := CTE("late")
	return WITH(late.AS(SELECT(table.Orders.ID).FROM(table.Orders)))(SELECT(STAR).FROM(late)).Query(s.db, out) // want `query on orders`
}

// TG-06: jet with, scoped
func (s *Store) withScoped(tenant string, out any) error {
	late := CTE("late")
	return WITH(late.AS(SELECT(table.Orders.ID).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant)))))(SELECT(STAR).FROM(late)).Query(s.db, out)
}

// TG-06: jet with, around a statement without the tenant
func (s *Store) withDelete(tenant, id string) error {
	late := CTE("late")
	_, err := WITH(late.AS(SELECT(table.Orders.ID).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant)))))(
		table.Tags.DELETE().WHERE(table.Tags.ID.EQ(String(id))),
	).Exec(s.db) // want `delete from tags`
	return err
}

// EN-08: a statement that a function value of the caller makes is not read
func (s *Store) made(make func(SelectStatement) SelectStatement, out any) error {
	return make(SELECT(table.Orders.ID).FROM(table.Orders)).Query(s.db, out) // unresolved `a part of the condition could not be read`
}

// TG-06: jet lateral, by the tenant of the table before it
func (s *Store) lateralScoped(tenant string, out any) error {
	o := LATERAL(SELECT(table.Orders.ID).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(table.Customers.TenantID))).AS("o")
	return SELECT(STAR).FROM(table.Customers, o).WHERE(table.Customers.TenantID.EQ(String(tenant))).Query(s.db, out)
}

// TG-06: jet lateral, by another column
func (s *Store) lateral(tenant string, out any) error {
	o := LATERAL(SELECT(table.Orders.ID).FROM(table.Orders).WHERE(table.Orders.Status.EQ(table.Customers.Name))).AS("o")
	return SELECT(STAR).FROM(table.Customers, o).WHERE(table.Customers.TenantID.EQ(String(tenant))).Query(s.db, out) // want `query on orders`
}

// TG-06: jet a list of values as a table
func (s *Store) valuesScoped(tenant string, out any) error {
	return SELECT(STAR).FROM(table.Orders, VALUES(WRAP(Int(1))).AS("v")).WHERE(table.Orders.TenantID.EQ(String(tenant))).Query(s.db, out)
}

// TG-06: jet a list of values beside a table without the tenant
func (s *Store) values(id string, out any) error {
	return SELECT(STAR).FROM(table.Orders, VALUES(WRAP(Int(1))).AS("v")).WHERE(table.Orders.ID.EQ(String(id))).Query(s.db, out) // want `query on orders`
}

// TG-06: jet a range beside the tenant
func (s *Store) rangeScoped(tenant string, out any) error {
	return SELECT(STAR).FROM(table.Orders).WHERE(table.Orders.Status.BETWEEN(String("a"), String("b")).AND(table.Orders.TenantID.EQ(String(tenant)))).Query(s.db, out)
}

// TG-06: jet a range of tenants
func (s *Store) tenants(tenant string, out any) error {
	return SELECT(STAR).FROM(table.Orders).WHERE(table.Orders.TenantID.BETWEEN(String("a"), String(tenant))).Query(s.db, out) // want `query on orders`
}

// TG-06: jet a condition that is true
func (s *Store) isTrue(tenant string, out any) error {
	return SELECT(STAR).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant)).IS_TRUE()).Query(s.db, out)
}

// TG-06: jet a condition that is false
func (s *Store) isFalse(tenant string, out any) error {
	return SELECT(STAR).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant)).IS_FALSE()).Query(s.db, out) // want `query on orders`
}

// TG-06: jet text with a value by name, which is not traced
func (s *Store) raw(tenant string, out any) error {
	return RawStatement("SELECT id FROM orders WHERE tenant_id = $1", RawArgs{"$1": tenant}).Query(s.db, out)
}

// TG-06: jet text without the tenant
func (s *Store) rawByID(id string, out any) error {
	return RawStatement("SELECT id FROM orders WHERE id = $1", RawArgs{"$1": id}).Query(s.db, out) // want `query on orders`
}

// TG-06: jet a function of the tenant's column is not read
func (s *Store) lower(tenant string, out any) error {
	return SELECT(STAR).FROM(table.Orders).WHERE(LOWER(table.Orders.TenantID).EQ(String(tenant))).Query(s.db, out) // unresolved `a part of the condition could not be read`
}

// TG-06: jet not
func (s *Store) not(tenant string, out any) error {
	return SELECT(STAR).FROM(table.Orders).WHERE(NOT(table.Orders.TenantID.EQ(String(tenant)))).Query(s.db, out) // want `query on orders`
}

// TG-06: jet the tenant unless a flag is set
func (s *Store) either(tenant string, all bool, out any) error {
	return SELECT(STAR).FROM(table.Orders).WHERE(Bool(all).OR(table.Orders.TenantID.EQ(String(tenant)))).Query(s.db, out) // want `query on orders`
}

// TG-06: jet a table that a caller gives
func (s *Store) from(t ReadableTable, tenant string, out any) error {
	return SELECT(STAR).FROM(t).WHERE(table.Orders.TenantID.EQ(String(tenant))).Query(s.db, out) // unresolved `a table of the chain is not known here`
}
