// Package entsql has one function for each meaning of the builder of statements that ent's clients stand on.
package entsql

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"entshop"
	"entshop/customer"
	"entshop/order"
	"entshop/predicate"
)

type Repo struct{ client *entshop.Client }

//want:statement SELECT id FROM orders WHERE tenant_id = $1 AND id IN ($2, $3) [$1=tenant $2=a $3=b]
func Select(tenant, a, b string) (string, []any) {
	return sql.Select("id").From(sql.Table("orders")).Where(sql.And(sql.EQ("tenant_id", tenant), sql.In("id", a, b))).Query()
}

//want:statement SELECT o.id FROM orders AS o JOIN order_items AS i ON o.id = i.order_id WHERE o.tenant_id = $1 OR o.status IS NULL [$1=tenant]
func Join(tenant string) (string, []any) {
	o, i := sql.Table("orders").As("o"), sql.Table("order_items").As("i")
	s := sql.Dialect("postgres").Select(o.C("id")).From(o).Join(i).On(o.C("id"), i.C("order_id"))
	s.Where(sql.Or(sql.EQ(o.C("tenant_id"), tenant), sql.IsNull(o.C("status"))))
	return s.Query()
}

//want:statement SELECT o.id FROM orders AS o LEFT JOIN order_items AS i ON o.id = i.order_id AND i.tenant_id = $1 [$1=tenant]
func OnPredicate(tenant string) (string, []any) {
	o, i := sql.Table("orders").As("o"), sql.Table("order_items").As("i")
	return sql.Select(o.C("id")).From(o).LeftJoin(i).OnP(sql.And(sql.ColumnsEQ(o.C("id"), i.C("order_id")), sql.EQ(i.C("tenant_id"), tenant))).Query()
}

//want:statement SELECT * FROM shop.orders WHERE NOT orders.tenant_id = $1 [$1=tenant]
func SchemaNot(tenant string) (string, []any) {
	t := sql.Table("orders").Schema("shop")
	return sql.Select().From(t).Where(sql.Not(sql.EQ(t.C("tenant_id"), tenant))).Query()
}

// A name that is given by a call whose result nobody takes depends on the order of calls.
//
//want:statement unresolved: a table of the chain is not known here
func RenamedInPlace(tenant string) (string, []any) {
	t := sql.Table("orders")
	t.As("o")
	return sql.Select().From(t).Where(sql.EQ(t.C("tenant_id"), tenant)).Query()
}

//want:statement UPDATE orders SET status = $1 WHERE tenant_id = $2 [$1="paid" $2=tenant]
//want:statement DELETE FROM orders WHERE id = $1 [$1=id]
func Writes(tenant, id string) {
	sql.Update("orders").Set("status", "paid").Where(sql.EQ("tenant_id", tenant)).Query()
	sql.Delete("orders").Where(sql.EQ("id", id)).Query()
}

//want:statement INSERT INTO orders (tenant_id, id) VALUES ($1, $2) ON CONFLICT (tenant_id, id) DO  [$1=tenant $2=id]
func Insert(tenant, id string) (string, []any, error) {
	return sql.Dialect("postgres").Insert("orders").Columns("tenant_id", "id").Values(tenant, id).
		OnConflict(sql.ConflictColumns("tenant_id", "id"), sql.ResolveWith(func(u *sql.UpdateSet) { u.SetExcluded("status") })).Returning("id").QueryErr()
}

//want:statement INSERT INTO orders (id, tenant_id) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET tenant_id = excluded.tenant_id WHERE tenant_id = $3 [$1=id $2=tenant $3=tenant]
func UpsertWhere(tenant, id string) (string, []any) {
	return sql.Insert("orders").Set("id", id).Set("tenant_id", tenant).
		OnConflict(sql.ConflictColumns("id"), sql.ResolveWithNewValues(), sql.UpdateWhere(sql.EQ("tenant_id", tenant))).Query()
}

//want:statement SELECT * FROM orders WHERE EXISTS (SELECT customers.id FROM customers WHERE customers.tenant_id = $1) AND NOT (EXISTS (SELECT id FROM tags)) [$1=tenant]
func Exists(tenant string) (string, []any) {
	c := sql.Table("customers")
	return sql.Select().From(sql.Table("orders")).Where(sql.And(
		sql.Exists(sql.Select(c.C("id")).From(c).Where(sql.EQ(c.C("tenant_id"), tenant))), sql.NotExists(sql.Select("id").From(sql.Table("tags"))),
	)).Query()
}

//want:statement WITH mine AS (SELECT id FROM orders WHERE tenant_id = $1), other AS (SELECT id FROM tags) SELECT mine.id FROM mine JOIN other AS o ON mine.id = o.id [$1=tenant]
func With(tenant string) (string, []any) {
	w := sql.With("mine").As(sql.Select("id").From(sql.Table("orders")).Where(sql.EQ("tenant_id", tenant))).
		With("other").As(sql.Select("id").From(sql.Table("tags")))
	o := sql.Table("other").As("o")
	return sql.Select(w.C("id")).From(w).Join(o).On(w.C("id"), o.C("id")).Prefix(w).Query()
}

//want:statement SELECT sub.id FROM (SELECT id FROM orders WHERE tenant_id = $1) AS sub WHERE sub.id = $2 [$1=tenant $2=id]
func Derived(tenant, id string) (string, []any) {
	sub := sql.Select("id").From(sql.Table("orders")).Where(sql.EQ("tenant_id", tenant)).As("sub")
	return sql.Select(sub.C("id")).From(sub).Where(sql.EQ(sub.C("id"), id)).Query()
}

//want:statement SELECT id FROM orders WHERE tenant_id = $1 UNION SELECT id FROM tags [$1=tenant]
func Union(tenant string) (string, []any) {
	return sql.Select("id").From(sql.Table("orders")).Where(sql.EQ("tenant_id", tenant)).Union(sql.Select("id").From(sql.Table("tags"))).Query()
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 [$1=tenant]
//want:statement SELECT * FROM orders WHERE NOT tenant_id = $1 [$1=tenant]
//want:statement SELECT * FROM orders WHERE {…}
func Methods(tenant, id string) {
	sql.Select().From(sql.Table("orders")).Where(sql.P().EQ("tenant_id", tenant)).Query()
	sql.Select().From(sql.Table("orders")).Where(sql.P().Not().EQ("tenant_id", tenant)).Query()
	// What stands in front joins without a word between.
	sql.Select().From(sql.Table("orders")).Where(sql.EQ("id", id).EQ("tenant_id", tenant)).Query()
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND id = $2 [$1=tenant $2=id]
//want:statement unresolved: what Or changes is not read
func NextOr(tenant, id string) (string, []any) {
	return sql.Select().From(sql.Table("orders")).Where(sql.EQ("tenant_id", tenant)).Or().Where(sql.EQ("id", id)).Query()
}

// Text that functions write.
//
//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND lower(status) = 'x' [$1=tenant]
//want:statement SELECT pg_advisory_lock($1) [$1=key]
//want:statement SELECT id, NULL AS total FROM orders WHERE (tenant_id, id) IN (SELECT tenant_id, max(id) FROM orders WHERE tenant_id = $1) [$1=tenant]
func Written(tenant, key string) {
	sql.Select().From(sql.Table("orders")).Where(sql.P(func(b *sql.Builder) {
		b.Ident("tenant_id").WriteString(" = ").Arg(tenant).WriteString(" AND lower(status) = 'x'")
	})).Query()
	sql.SelectExpr(sql.ExprFunc(func(b *sql.Builder) {
		b.WriteString("pg_advisory_lock")
		b.Wrap(func(b *sql.Builder) { b.Arg(key) })
	})).Query()
	t := sql.Table("orders")
	pair := t.Wrap(func(b *sql.Builder) { b.IdentComma("tenant_id", "id") }).String()
	sql.Select("id").AppendSelectExpr(sql.ExprFunc(func(b *sql.Builder) { b.WriteString("NULL AS ").Ident("total") })).
		From(t).Where(sql.In(pair, sql.Select("tenant_id", sql.Max("id")).From(t).Where(sql.EQ("tenant_id", tenant)))).Query()
}

// A loop may write anything; so may an operator that is a number.
//
//want:statement SELECT * FROM orders WHERE {…}
//want:statement SELECT * FROM orders WHERE tenant_id {…}
func WrittenInLoop(tenant string, ids []string) {
	sql.Select().From(sql.Table("orders")).Where(sql.P(func(b *sql.Builder) {
		b.Ident("tenant_id").WriteString(" = ").Arg(tenant)
		for _, id := range ids {
			b.WriteString(" OR id = ").Arg(id)
		}
	})).Query()
	sql.Select().From(sql.Table("orders")).Where(sql.P(func(b *sql.Builder) { b.Ident("tenant_id").WriteOp(sql.OpEQ).Arg(tenant) })).Query()
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
//want:statement SELECT * FROM orders WHERE orders.status = $1 OR orders.tenant_id = $2 [$1="open" $2=tenant]
func (r *Repo) Predicate(ctx context.Context, tenant string) {
	r.client.Order.Query().Where(func(s *sql.Selector) { s.Where(sql.EQ(s.C(order.FieldTenantID), tenant)) }).All(ctx)
	r.client.Order.Query().Where(func(s *sql.Selector) {
		s.Where(sql.Or(sql.EQ(s.C(order.FieldStatus), "open"), sql.EQ(s.C(order.FieldTenantID), tenant)))
	}).All(ctx)
}

//want:statement SELECT * FROM orders JOIN customers AS c ON orders.customer_id = c.id WHERE c.tenant_id = $1 [$1=tenant]
func (r *Repo) PredicateJoins(ctx context.Context, tenant string) {
	r.client.Order.Query().Where(func(s *sql.Selector) {
		c := sql.Table(customer.Table).As("c")
		s.Join(c).On(s.C(order.FieldCustomerID), c.C("id"))
		s.Where(sql.EQ(c.C(customer.FieldTenantID), tenant))
	}).All(ctx)
}

//want:statement SELECT * FROM orders
//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
func (r *Repo) PredicateSometimes(ctx context.Context, tenant string) {
	r.client.Order.Query().Where(func(s *sql.Selector) {
		if tenant != "" {
			s.Where(sql.EQ(s.C(order.FieldTenantID), tenant))
		}
	}).All(ctx)
}

//want:statement SELECT * FROM orders WHERE {…} = $1 [$1=tenant]
func (r *Repo) PredicateOf(ctx context.Context, t *sql.SelectTable, tenant string) {
	r.client.Order.Query().Where(func(s *sql.Selector) { s.Where(sql.EQ(t.C(order.FieldTenantID), tenant)) }).All(ctx)
}

// A list of conditions that are applied one by one.
//
//want:statement SELECT id FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
func Applied(tenant string) (string, []any) {
	s := sql.Select("id").From(sql.Table(order.Table))
	for _, p := range mine(tenant) {
		p(s)
	}
	return s.Query()
}

func mine(tenant string) []predicate.Order { return []predicate.Order{order.TenantID(tenant)} }

// Nobody runs the text: it is there for a test.
//
//want:statement aside: makes a text that nothing runs
func shape(id string) (string, []any) {
	return sql.Select("id").From(sql.Table("orders")).Where(sql.EQ("id", id)).Query()
}

//want:statement SELECT id FROM orders WHERE id = $1 [$1=id]
func run(id string) (string, []any) {
	return sql.Select("id").From(sql.Table("orders")).Where(sql.EQ("id", id)).Query()
}

//want:statement aside: runs a text that is judged where it is built
func (r *Repo) Runs(ctx context.Context, id string) {
	text, args := run(id)
	r.client.QueryContext(ctx, text, args...)
}
