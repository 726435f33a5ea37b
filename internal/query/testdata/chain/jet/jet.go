// Package jet has one function for each meaning of jet's statements and expressions.
package jet

import (
	"context"
	"database/sql"
	"fmt"

	. "github.com/go-jet/jet/v2/postgres"

	"jetshop/public/table"
)

type Order struct {
	ID       string `sql:"primary_key"`
	TenantID string
	Status   string
}

type Store struct{ db *sql.DB }

//want:statement SELECT orders.id FROM orders WHERE orders.id = $1 AND orders.tenant_id = $2 [$1=id $2=tenant]
func (s *Store) Select(ctx context.Context, tenant fmt.Stringer, id string) {
	SELECT(table.Orders.ID).FROM(table.Orders).WHERE(table.Orders.ID.EQ(String(id)).AND(table.Orders.TenantID.EQ(UUID(tenant)))).QueryContext(ctx, s.db, nil)
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 OR orders.status = $2 [$1=tenant $2="open"]
func (s *Store) Or(ctx context.Context, tenant string) {
	table.Orders.SELECT(table.Orders.AllColumns).WHERE(OR(table.Orders.TenantID.EQ(String(tenant)), table.Orders.Status.EQ(String("open")))).QueryContext(ctx, s.db, nil)
}

//want:statement SELECT orders.id, customers.name FROM orders JOIN customers ON customers.id = orders.customer_id AND customers.tenant_id = orders.tenant_id LEFT JOIN order_items ON order_items.order_id = orders.id WHERE orders.tenant_id = $1 [$1=tenant]
func (s *Store) Join(tenant string) {
	SELECT(table.Orders.ID, table.Customers.Name).
		FROM(table.Orders.INNER_JOIN(table.Customers, table.Customers.ID.EQ(table.Orders.CustomerID).AND(table.Customers.TenantID.EQ(table.Orders.TenantID))).
			LEFT_JOIN(table.OrderItems, table.OrderItems.OrderID.EQ(table.Orders.ID))).
		WHERE(table.Orders.TenantID.EQ(String(tenant))).Query(s.db, nil)
}

//want:statement SELECT o.id FROM orders AS o WHERE o.tenant_id = $1 [$1=tenant]
func (s *Store) Alias(tenant string) {
	o := table.Orders.AS("o")
	SELECT(o.ID).FROM(o).WHERE(o.TenantID.EQ(String(tenant))).Query(s.db, nil)
}

//want:statement SELECT orders.id FROM orders WHERE orders.tenant_id = $1 AND orders.status IN ($2, $3) [$1=tenant $2="a" $3="b"]
func (s *Store) In(tenant string) {
	SELECT(table.Orders.ID).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant)).AND(table.Orders.Status.IN(String("a"), String("b")))).Query(s.db, nil)
}

//want:statement SELECT order_items.id FROM order_items WHERE order_items.order_id IN (SELECT orders.id FROM orders WHERE orders.tenant_id = $1) [$1=tenant]
func (s *Store) InSelect(tenant string) {
	SELECT(table.OrderItems.ID).FROM(table.OrderItems).
		WHERE(table.OrderItems.OrderID.IN(SELECT(table.Orders.ID).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant))))).Query(s.db, nil)
}

//want:statement SELECT order_items.id FROM order_items WHERE EXISTS (SELECT orders.id FROM orders WHERE orders.id = order_items.order_id)
func (s *Store) Exists(tenant string) {
	SELECT(table.OrderItems.ID).FROM(table.OrderItems).
		WHERE(EXISTS(SELECT(table.Orders.ID).FROM(table.Orders).WHERE(table.Orders.ID.EQ(table.OrderItems.OrderID)))).Query(s.db, nil)
}

//want:statement SELECT orders.id FROM orders WHERE TRUE AND orders.tenant_id = $1 [$1=tenant]
//want:statement SELECT orders.id FROM orders WHERE TRUE AND orders.tenant_id = $1 AND orders.status = $2 [$1=tenant $2=status]
func (s *Store) Grow(tenant, status string) {
	cond := Bool(true)
	cond = cond.AND(table.Orders.TenantID.EQ(String(tenant)))
	if status != "" {
		cond = cond.AND(table.Orders.Status.EQ(String(status)))
	}
	SELECT(table.Orders.ID).FROM(table.Orders).WHERE(cond).Query(s.db, nil)
}

//want:statement SELECT orders.id FROM orders WHERE orders.id = $2 [$2=id]
func (s *Store) Replaced(tenant, id string) {
	q := SELECT(table.Orders.ID).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant)))
	q.WHERE(table.Orders.ID.EQ(String(id))).Query(s.db, nil)
}

//want:statement SELECT * FROM orders WHERE {…}
func (s *Store) Function(tenant string) {
	SELECT(COUNT(STAR)).FROM(table.Orders).WHERE(LOWER(table.Orders.TenantID).EQ(String(tenant))).Query(s.db, nil)
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id IS NULL
func (s *Store) Null() {
	SELECT(STAR).FROM(table.Orders).WHERE(table.Orders.TenantID.IS_NULL()).Query(s.db, nil)
}

//want:statement UPDATE orders SET status = $1 WHERE orders.id = $2 AND orders.tenant_id = $3 [$1="paid" $2=id $3=tenant]
func (s *Store) Update(tenant, id string) {
	table.Orders.UPDATE(table.Orders.Status).SET(String("paid")).WHERE(table.Orders.ID.EQ(String(id)).AND(table.Orders.TenantID.EQ(String(tenant)))).Exec(s.db)
}

//want:statement UPDATE orders SET status = $1, total = {…} WHERE orders.tenant_id = $2 [$1="paid" $2=tenant]
func (s *Store) UpdateAssign(tenant string) {
	table.Orders.UPDATE().SET(table.Orders.Status.SET(String("paid")), table.Orders.Total.SET(table.Orders.Total.ADD(Int(1)))).
		WHERE(table.Orders.TenantID.EQ(String(tenant))).Exec(s.db)
}

//want:statement UPDATE orders SET status = $3 WHERE orders.id = $2 [$3="paid" $2=id]
func (s *Store) UpdateModel(tenant, id string) {
	table.Orders.UPDATE(table.Orders.Status).MODEL(Order{Status: "paid"}).WHERE(table.Orders.ID.EQ(String(id))).Exec(s.db)
}

//want:statement DELETE FROM orders WHERE orders.id = $1 [$1=id]
func (s *Store) Delete(tenant, id string) {
	table.Orders.DELETE().WHERE(table.Orders.ID.EQ(String(id))).Exec(s.db)
}

//want:statement DELETE FROM order_items USING orders WHERE order_items.order_id = orders.id AND orders.tenant_id = $1 [$1=tenant]
func (s *Store) DeleteUsing(tenant string) {
	table.OrderItems.DELETE().USING(table.Orders).WHERE(table.OrderItems.OrderID.EQ(table.Orders.ID).AND(table.Orders.TenantID.EQ(String(tenant)))).Exec(s.db)
}

//want:statement INSERT INTO tags (id, tenant_id, name) VALUES ($1, $2, $3), ($4, $5, $6) [$1=id $2=tenant $3="a" $4=id $5=tenant $6="b"]
func (s *Store) Insert(tenant, id string) {
	table.Tags.INSERT(table.Tags.ID, table.Tags.TenantID, table.Tags.Name).VALUES(id, tenant, "a").VALUES(id, String(tenant), "b").Exec(s.db)
}

//want:statement INSERT INTO orders (tenant_id, status) VALUES ($1, $2) [$1=tenant $2="new"]
func (s *Store) InsertModel(tenant string) {
	table.Orders.INSERT(table.Orders.TenantID, table.Orders.Status).MODEL(Order{TenantID: tenant, Status: "new"}).Exec(s.db)
}

//want:statement INSERT INTO orders (id, tenant_id, status) VALUES ($1, $2, $3) [$1=orders.[].ID $2=orders.[].TenantID $3=orders.[].Status]
func (s *Store) InsertModels(orders []Order) {
	table.Orders.INSERT(table.Orders.AllColumns).MODELS(orders).Exec(s.db)
}

//want:statement INSERT INTO tags (id, tenant_id) SELECT tags.id, tags.tenant_id FROM tags WHERE tags.tenant_id = $1 [$1=tenant]
func (s *Store) InsertQuery(tenant string) {
	table.Tags.INSERT(table.Tags.ID, table.Tags.TenantID).QUERY(SELECT(table.Tags.ID, table.Tags.TenantID).FROM(table.Tags).WHERE(table.Tags.TenantID.EQ(String(tenant)))).Exec(s.db)
}

//want:statement INSERT INTO tags (id, tenant_id) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET tenant_id = excluded.tenant_id WHERE tags.tenant_id = $3 [$1=id $2=tenant $3=tenant]
func (s *Store) Upsert(tenant, id string) {
	table.Tags.INSERT(table.Tags.ID, table.Tags.TenantID).VALUES(id, tenant).ON_CONFLICT(table.Tags.ID).DO_UPDATE(SET(table.Tags.TenantID.SET(table.Tags.EXCLUDED.TenantID)).WHERE(table.Tags.TenantID.EQ(String(tenant)))).Exec(s.db)
}

//want:statement INSERT INTO tags (id, tenant_id) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING [$1=id $2=tenant]
func (s *Store) UpsertNothing(tenant, id string) {
	table.Tags.INSERT(table.Tags.ID, table.Tags.TenantID).VALUES(id, tenant).ON_CONFLICT(table.Tags.ID).DO_NOTHING().Exec(s.db)
}

//want:statement SELECT tags.id FROM tags WHERE tags.tenant_id = $1 UNION SELECT orders.id FROM orders [$1=tenant]
func (s *Store) Union(tenant string) {
	SELECT(table.Tags.ID).FROM(table.Tags).WHERE(table.Tags.TenantID.EQ(String(tenant))).UNION(SELECT(table.Orders.ID).FROM(table.Orders)).LIMIT(3).Query(s.db, nil)
}

//want:statement SELECT * FROM (SELECT tags.id FROM tags WHERE tags.tenant_id = $1) AS t1 UNION SELECT orders.id FROM orders [$1=tenant]
func (s *Store) UnionFunction(tenant string) {
	UNION(SELECT(table.Tags.ID).FROM(table.Tags).WHERE(table.Tags.TenantID.EQ(String(tenant))), SELECT(table.Orders.ID).FROM(table.Orders)).Query(s.db, nil)
}

//want:statement SELECT * FROM (SELECT orders.id FROM orders WHERE orders.tenant_id = $1) AS sub [$1=tenant]
func (s *Store) Derived(tenant string) {
	sub := SELECT(table.Orders.ID).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant))).AsTable("sub")
	SELECT(STAR).FROM(sub).Query(s.db, nil)
}

//want:statement SELECT orders.id FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
//want:statement aside: runs a text that is judged where it is built
func (s *Store) Text(tenant string) {
	q, args := SELECT(table.Orders.ID).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant))).Sql()
	s.db.Query(q, args...)
}

//want:statement SELECT id FROM orders WHERE tenant_id = $1 [$1=]
func (s *Store) Raw(tenant string) {
	RawStatement("SELECT id FROM orders WHERE tenant_id = $1", RawArgs{"$1": tenant}).Query(s.db, nil)
}

//want:statement WITH late AS (SELECT orders.id FROM orders WHERE orders.tenant_id = $1) SELECT * FROM late [$1=tenant]
func (s *Store) With(tenant string) {
	late := CTE("late")
	WITH(late.AS(SELECT(table.Orders.ID).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant)))))(SELECT(STAR).FROM(late)).Query(s.db, nil)
}

//want:statement WITH a AS (SELECT orders.id FROM orders), b AS (SELECT * FROM a) DELETE FROM tags WHERE tags.id = $1 [$1=id]
func (s *Store) WithTwo(id string) {
	a, b := CTE("a"), CTE("b")
	stmt := WITH(
		a.AS(SELECT(table.Orders.ID).FROM(table.Orders)),
		b.AS(SELECT(STAR).FROM(a)),
	)(table.Tags.DELETE().WHERE(table.Tags.ID.EQ(String(id))))
	stmt.Exec(s.db)
}

//want:statement WITH up AS (SELECT orders.id FROM orders WHERE orders.id = $1 UNION SELECT orders.id FROM orders JOIN up ON orders.id = {…}) SELECT * FROM up [$1=id]
func (s *Store) WithRecursive(id string) {
	up := CTE("up")
	WITH_RECURSIVE(up.AS(
		SELECT(table.Orders.ID).FROM(table.Orders).WHERE(table.Orders.ID.EQ(String(id))).
			UNION(SELECT(table.Orders.ID).FROM(table.Orders.INNER_JOIN(up, table.Orders.ID.EQ(table.Orders.ID.From(up))))),
	))(SELECT(STAR).FROM(up)).Query(s.db, nil)
}

//want:statement SELECT * FROM customers CROSS JOIN LATERAL (SELECT orders.id FROM orders WHERE orders.tenant_id = customers.tenant_id) AS o WHERE customers.tenant_id = $1 [$1=tenant]
func (s *Store) Lateral(tenant string) {
	SELECT(STAR).FROM(
		table.Customers,
		LATERAL(SELECT(table.Orders.ID).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(table.Customers.TenantID))).AS("o"),
	).WHERE(table.Customers.TenantID.EQ(String(tenant))).Query(s.db, nil)
}

//want:statement SELECT * FROM orders CROSS JOIN (VALUES …) AS v WHERE orders.tenant_id = $2 [$1= $2=tenant]
func (s *Store) Values(tenant string) {
	SELECT(STAR).FROM(table.Orders, VALUES(WRAP(Int(1)), WRAP(Int(2))).AS("v")).WHERE(table.Orders.TenantID.EQ(String(tenant))).Query(s.db, nil)
}

//want:statement SELECT * FROM orders WHERE orders.status BETWEEN $1 AND $2 AND orders.tenant_id = $3 [$1="a" $2=to $3=tenant]
func (s *Store) Between(tenant, to string) {
	SELECT(STAR).FROM(table.Orders).WHERE(table.Orders.Status.BETWEEN(String("a"), String(to)).AND(table.Orders.TenantID.EQ(String(tenant)))).Query(s.db, nil)
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id NOT BETWEEN $1 AND $2 [$1=tenant $2=tenant]
func (s *Store) NotBetween(tenant string) {
	SELECT(STAR).FROM(table.Orders).WHERE(table.Orders.TenantID.NOT_BETWEEN(String(tenant), String(tenant))).Query(s.db, nil)
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
func (s *Store) IsTrue(tenant string) {
	SELECT(STAR).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant)).IS_TRUE()).Query(s.db, nil)
}

//want:statement SELECT * FROM orders WHERE NOT orders.tenant_id = $1 [$1=tenant]
func (s *Store) IsFalse(tenant string) {
	SELECT(STAR).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant)).IS_FALSE()).Query(s.db, nil)
}

//want:statement SELECT * FROM orders WHERE {…}
func (s *Store) IsNotTrue(tenant string) {
	SELECT(STAR).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant)).IS_NOT_TRUE()).Query(s.db, nil)
}

//want:statement unresolved: the chain comes from a parameter
func (s *Store) Given(q SelectStatement) { q.Query(s.db, nil) }

//want:statement unresolved: a table of the chain is not known here
func (s *Store) UnknownTable(t ReadableTable, tenant string) {
	SELECT(STAR).FROM(t).WHERE(table.Orders.TenantID.EQ(String(tenant))).Query(s.db, nil)
}

func scoped(tenant string) BoolExpression { return table.Orders.TenantID.EQ(String(tenant)) }

//want:statement SELECT orders.id FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
func (s *Store) Helper(tenant string) {
	SELECT(table.Orders.ID.AS("id")).FROM(table.Orders).WHERE(scoped(tenant)).Query(s.db, nil)
}

type user struct {
	TenantID string
	table    *table.OrdersTable
}

// A field of another struct is no column.
//
//want:statement SELECT orders.id FROM orders WHERE orders.tenant_id = $1 [$1=u.TenantID]
func (s *Store) Field(u user) {
	SELECT(table.Orders.ID).FROM(u.table).WHERE(u.table.TenantID.EQ(String(u.TenantID))).Query(s.db, nil)
}

//want:statement SELECT * FROM orders WHERE NOT orders.tenant_id = $1 [$1=tenant]
func (s *Store) Not(tenant string) {
	SELECT(STAR).FROM(table.Orders).WHERE(NOT(table.Orders.TenantID.EQ(String(tenant)))).Query(s.db, nil)
}

//want:statement SELECT * FROM orders WHERE $1 OR orders.tenant_id = $2 [$1=all $2=tenant]
func (s *Store) Either(tenant string, all bool) {
	SELECT(STAR).FROM(table.Orders).WHERE(Bool(all).OR(table.Orders.TenantID.EQ(String(tenant)))).Query(s.db, nil)
}

//want:statement SELECT * FROM orders WHERE {…}
func (s *Store) Unfinished(tenant string, list []BoolExpression) {
	SELECT(STAR).FROM(table.Orders).WHERE(AND(list...)).Query(s.db, nil)
}

//want:statement UPDATE orders SET status = $1 FROM customers WHERE customers.id = orders.customer_id AND customers.tenant_id = $2 [$1="late" $2=tenant]
func (s *Store) From(tenant string) {
	table.Orders.UPDATE().SET(table.Orders.Status.SET(String("late"))).FROM(table.Customers).
		WHERE(table.Customers.ID.EQ(table.Orders.CustomerID).AND(table.Customers.TenantID.EQ(String(tenant)))).Exec(s.db)
}

//want:statement SELECT * FROM orders CROSS JOIN customers WHERE orders.tenant_id = $1 [$1=tenant]
func (s *Store) Several(tenant string) {
	SELECT(STAR).FROM(table.Orders, table.Customers).WHERE(table.Orders.TenantID.EQ(String(tenant))).Query(s.db, nil)
}
