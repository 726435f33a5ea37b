// Package ent has one function for each meaning of a client that ent generates.
package ent

import (
	"context"
	"errors"

	"entgo.io/ent/dialect/sql"

	"ent/helper"
	"entshop"
	"entshop/customer"
	"entshop/order"
	"entshop/orderitem"
	"entshop/predicate"
	"entshop/tag"
)

type Repo struct{ client *entshop.Client }

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 AND orders.id = $2 [$1=tenant $2=id]
func (r *Repo) Query(ctx context.Context, tenant, id string) {
	r.client.Order.Query().Where(order.TenantID(tenant), order.IDEQ(id)).Only(ctx)
}

// The feature sql/execquery gives the client methods that run a text.
//
//want:statement SELECT status FROM orders WHERE id = $1 [$1=id]
//want:statement DELETE FROM orders WHERE tenant_id = $1 [$1=tenant]
func (r *Repo) Text(ctx context.Context, tx *entshop.Tx, tenant, id string) {
	r.client.QueryContext(ctx, "SELECT status FROM orders WHERE id = $1", id)
	tx.ExecContext(ctx, "DELETE FROM orders WHERE tenant_id = $1", tenant)
}

//want:statement SELECT * FROM orders WHERE orders.id = $1 [$1=id]
func (r *Repo) Get(ctx context.Context, id string) {
	r.client.Order.Get(ctx, id)
}

//want:statement UPDATE orders SET status = $1 WHERE orders.id = $2 [$1="paid" $2=id]
func (r *Repo) UpdateOneID(ctx context.Context, id string) {
	r.client.Order.UpdateOneID(id).SetStatus("paid").Exec(ctx)
}

//want:statement UPDATE orders SET status = $2 WHERE orders.tenant_id = $1 AND orders.id = $3 [$2="paid" $1=tenant $3=id]
func (r *Repo) UpdateOneIDScoped(ctx context.Context, tenant, id string) {
	r.client.Order.UpdateOneID(id).Where(order.TenantID(tenant)).SetStatus("paid").Exec(ctx)
}

//want:statement UPDATE orders SET status = $1 WHERE orders.id = $2 [$1="paid" $2=o.ID]
func (r *Repo) UpdateOne(ctx context.Context, o *entshop.Order) {
	r.client.Order.UpdateOne(o).SetStatus("paid").Save(ctx)
}

//want:statement UPDATE orders SET status = $2 WHERE orders.tenant_id = $1 [$2="paid" $1=tenant]
func (r *Repo) Update(ctx context.Context, tenant string) {
	r.client.Order.Update().Where(order.TenantID(tenant)).SetStatus("paid").Save(ctx)
}

//want:statement DELETE FROM orders WHERE orders.id = $1 [$1=id]
func (r *Repo) DeleteOneID(ctx context.Context, id string) {
	r.client.Order.DeleteOneID(id).Exec(ctx)
}

//want:statement DELETE FROM orders WHERE orders.tenant_id = $1 AND orders.status IN ($2, $3) [$1=tenant $2="a" $3="b"]
func (r *Repo) Delete(ctx context.Context, tenant string) {
	r.client.Order.Delete().Where(order.And(order.TenantIDEQ(tenant), order.StatusIn("a", "b"))).Exec(ctx)
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 OR orders.status = $2 [$1=tenant $2="public"]
func (r *Repo) Or(ctx context.Context, tenant string) {
	r.client.Order.Query().Where(order.Or(order.TenantID(tenant), order.Status("public"))).All(ctx)
}

//want:statement SELECT * FROM orders WHERE NOT orders.tenant_id = $1 AND orders.status IS NULL [$1=tenant]
func (r *Repo) Not(ctx context.Context, tenant string) {
	r.client.Order.Query().Where(order.Not(order.TenantID(tenant)), order.StatusIsNil()).All(ctx)
}

//want:statement INSERT INTO orders (tenant_id, customer_id) VALUES ($1, $2) [$1=tenant $2=c.ID]
func (r *Repo) Create(ctx context.Context, tenant string, c *entshop.Customer) {
	r.client.Order.Create().SetTenantID(tenant).SetCustomerID(c.ID).Save(ctx)
}

//want:statement INSERT INTO orders (status) VALUES ($1) [$1="new"]
func (r *Repo) CreateWithoutKey(ctx context.Context) {
	r.client.Order.Create().SetStatus("new").Save(ctx)
}

//want:statement INSERT INTO tags (tenant_id, name) VALUES ($1, $2) [$1=tenant $2=names.[]]
func (r *Repo) CreateBulk(ctx context.Context, tenant string, names []string) {
	var rows []*entshop.TagCreate
	for _, n := range names {
		rows = append(rows, r.client.Tag.Create().SetTenantID(tenant).SetName(n))
	}
	r.client.Tag.CreateBulk(rows...).Save(ctx)
}

//want:statement INSERT INTO tags (tenant_id, name) VALUES ($1, DEFAULT), ($2, $3) [$1=tenant $2=other $3="n"]
func (r *Repo) CreateBulkListed(ctx context.Context, tenant, other string) {
	r.client.Tag.CreateBulk(r.client.Tag.Create().SetTenantID(tenant), r.client.Tag.Create().SetTenantID(other).SetName("n")).Save(ctx)
}

// The error's nil is no row.
//
//want:statement INSERT INTO tags (tenant_id, name) VALUES ($1, DEFAULT), ($2, $3) [$1=tenant $2=tenant $3="big"]
func (r *Repo) CreateBulkMapped(ctx context.Context, tenant string, kinds []int) {
	rows, _ := helper.MapErr(kinds, func(kind int) (*entshop.TagCreate, error) {
		create := r.client.Tag.Create().SetTenantID(tenant)
		switch kind {
		case 0:
		case 1:
			create = create.SetName("big")
		default:
			return nil, errors.New("no such kind")
		}
		return create, nil
	})
	r.client.Tag.CreateBulk(rows...).Save(ctx)
}

//want:statement INSERT INTO tags (name, tenant_id) VALUES ($1, DEFAULT), ($2, $3) [$1="big" $2="big" $3=tenant]
func (r *Repo) CreateBulkMappedSometimes(ctx context.Context, tenant string, kinds []int) {
	rows, _ := helper.MapErr(kinds, func(kind int) (*entshop.TagCreate, error) {
		create := r.client.Tag.Create().SetName("big")
		switch kind {
		case 0:
		case 1:
			create = create.SetTenantID(tenant)
		default:
			return nil, errors.New("no such kind")
		}
		return create, nil
	})
	r.client.Tag.CreateBulk(rows...).Save(ctx)
}

// A row that is made only sometimes is nil otherwise, and is left out then.
//
//want:statement INSERT INTO tags (tenant_id) VALUES ($1) [$1=tenant]
func (r *Repo) CreateBulkOptional(ctx context.Context, tenant string, kinds []int) {
	rows, _ := helper.MapErr(kinds, func(kind int) (*entshop.TagCreate, error) {
		var create *entshop.TagCreate
		if kind > 0 {
			create = r.client.Tag.Create().SetTenantID(tenant)
		}
		return create, nil
	})
	r.client.Tag.CreateBulk(rows...).Save(ctx)
}

// The rows of a bulk insert that others hand in are judged where they are made.
//
//want:statement aside: inserts rows that are judged where they are made
func (r *Repo) CreateBulkElsewhere(ctx context.Context, rows []*entshop.CustomerCreate) {
	r.client.Customer.CreateBulk(rows...).Save(ctx)
}

// Whose rows an upsert changes is not said by the rows' own tenant where the conflicting key lacks it.
//
//want:statement unresolved: the rows of an upsert whose key does not hold the tenant are made elsewhere
func (r *Repo) UpsertBulkElsewhere(ctx context.Context, rows []*entshop.CustomerCreate) {
	r.client.Customer.CreateBulk(rows...).OnConflict(sql.ConflictColumns(customer.FieldID), sql.ResolveWithNewValues()).Exec(ctx)
}

//want:statement aside: inserts rows that are judged where they are made
func (r *Repo) UpsertBulkElsewhereByTenant(ctx context.Context, rows []*entshop.CustomerCreate) {
	r.client.Customer.CreateBulk(rows...).OnConflict(sql.ConflictColumns(customer.FieldTenantID, customer.FieldID), sql.ResolveWithNewValues()).Exec(ctx)
}

//want:statement aside: inserts rows that are judged where they are made
func (r *Repo) UpsertBulkElsewhereOrNothing(ctx context.Context, rows []*entshop.CustomerCreate) {
	r.client.Customer.CreateBulk(rows...).OnConflict(sql.ConflictColumns(customer.FieldID), sql.DoNothing()).Exec(ctx)
}

//want:statement INSERT INTO customers (tenant_id) VALUES ($1) [$1=tenant]
func (r *Repo) MakesRow(tenant string) func() *entshop.CustomerCreate {
	return func() *entshop.CustomerCreate { return r.client.Customer.Create().SetTenantID(tenant) }
}

//want:statement INSERT INTO tags (tenant_id, name) VALUES ($1, $2) ON CONFLICT (tenant_id, name) DO  [$1=tenant $2="n"]
func (r *Repo) Upsert(ctx context.Context, tenant string) {
	r.client.Tag.Create().SetTenantID(tenant).SetName("n").OnConflict(sql.ConflictColumns(tag.FieldTenantID, tag.FieldName)).UpdateNewValues().Exec(ctx)
}

//want:statement INSERT INTO tags (id, tenant_id) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET tenant_id = excluded.tenant_id [$1=id $2=tenant]
func (r *Repo) UpsertByID(ctx context.Context, tenant, id string) {
	r.client.Tag.Create().SetID(id).SetTenantID(tenant).OnConflict(sql.ConflictColumns(tag.FieldID), sql.ResolveWithNewValues()).Exec(ctx)
}

//want:statement SELECT * FROM order_items WHERE EXISTS (SELECT 1 FROM orders AS order_items__order WHERE order_items.order_id = order_items__order.id AND order_items__order.tenant_id = $1) [$1=tenant]
func (r *Repo) HasEdge(ctx context.Context, tenant string) {
	r.client.OrderItem.Query().Where(orderitem.HasOrderWith(order.TenantID(tenant))).All(ctx)
}

//want:statement SELECT * FROM order_items WHERE order_items.order_id IS NOT NULL
//want:statement SELECT * FROM orders WHERE EXISTS (SELECT 1 FROM order_items AS orders__items WHERE orders.id = orders__items.order_id)
func (r *Repo) HasEdgeOnly(ctx context.Context) {
	r.client.OrderItem.Query().Where(orderitem.HasOrder()).All(ctx)
	r.client.Order.Query().Where(order.HasItems()).All(ctx)
}

//want:statement SELECT * FROM orders WHERE EXISTS (SELECT 1 FROM tags AS orders__tags JOIN order_tags AS orders__tags__via ON orders__tags__via.tag_id = orders__tags.id WHERE orders.id = orders__tags__via.order_id AND orders__tags.tenant_id = $1) [$1=tenant]
func (r *Repo) HasEdgeManyToMany(ctx context.Context, tenant string) {
	r.client.Order.Query().Where(order.HasTagsWith(tag.TenantID(tenant))).All(ctx)
}

//want:statement SELECT * FROM orders WHERE orders.customer_id IN (SELECT customers.id FROM customers WHERE customers.tenant_id = $1) AND orders.status = $2 [$1=tenant $2="open"]
func (r *Repo) Traverse(ctx context.Context, tenant string) {
	r.client.Customer.Query().Where(customer.TenantID(tenant)).QueryOrders().Where(order.Status("open")).All(ctx)
}

//want:statement SELECT * FROM tags WHERE tags.id IN (SELECT order_tags.tag_id FROM order_tags WHERE order_tags.order_id IN (SELECT orders.id FROM orders WHERE orders.tenant_id = $1)) [$1=tenant]
func (r *Repo) TraverseManyToMany(ctx context.Context, tenant string) {
	r.client.Order.Query().Where(order.TenantID(tenant)).QueryTags().All(ctx)
}

//want:statement SELECT * FROM order_items WHERE order_items.order_id = $1 [$1=o.ID]
//want:statement SELECT * FROM customers WHERE customers.id = $1 [$1=o.CustomerID]
func (r *Repo) EdgeOfEntity(ctx context.Context, o *entshop.Order) {
	o.QueryItems().All(ctx)
	r.client.Order.QueryCustomer(o).Only(ctx)
}

//want:statement SELECT orders.* FROM orders LEFT JOIN customers AS orders__Customer ON orders.customer_id = orders__Customer.id LEFT JOIN order_tags AS orders__Tags__order_tags ON orders.id = orders__Tags__order_tags.order_id LEFT JOIN tags AS orders__Tags ON orders__Tags__order_tags.tag_id = orders__Tags.id AND orders__Tags.tenant_id = $2 WHERE orders.tenant_id = $1 [$2=tenant $1=tenant]
func (r *Repo) EagerLoading(ctx context.Context, tenant string) {
	r.client.Order.Query().Where(order.TenantID(tenant)).WithCustomer().WithTags(func(q *entshop.TagQuery) {
		q.Where(tag.TenantID(tenant))
	}).All(ctx)
}

//want:statement SELECT id, status FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
func (r *Repo) Select(ctx context.Context, tenant string) {
	r.client.Order.Query().Where(order.TenantID(tenant)).Select(order.FieldID, order.FieldStatus).All(ctx)
}

//want:statement SELECT count(*) FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
//want:statement SELECT count(*) FROM orders WHERE orders.tenant_id = $1 AND orders.status = $2 [$1=tenant $2=status]
func (r *Repo) Predicates(ctx context.Context, tenant, status string) {
	ps := []predicate.Order{order.TenantID(tenant)}
	if status != "" {
		ps = append(ps, order.Status(status))
	}
	r.client.Order.Query().Where(ps...).Count(ctx)
}

type key struct{ tenant, id string }

func each[T, R any](list []T, fn func(T) R) []R {
	var out []R
	for _, x := range list {
		out = append(out, fn(x))
	}
	return out
}

//want:statement SELECT * FROM orders WHERE orders.id = $1 AND orders.tenant_id = $2 [$1=keys.[].id $2=keys.[].tenant]
func (r *Repo) PredicatesMapped(ctx context.Context, keys []key) {
	r.client.Order.Query().Where(order.Or(each(keys, func(k key) predicate.Order {
		return order.And(order.ID(k.id), order.TenantID(k.tenant))
	})...)).All(ctx)
}

//want:statement SELECT * FROM orders WHERE orders.id = $1 AND orders.tenant_id = $2 [$1=keys.[].id $2=keys.[].tenant]
func (r *Repo) PredicatesMappedElsewhere(ctx context.Context, keys []key) {
	r.client.Order.Query().Where(order.Or(helper.Each(keys, func(k key) predicate.Order {
		return order.And(order.ID(k.id), order.TenantID(k.tenant))
	})...)).All(ctx)
}

// All of a list that may be empty says nothing.
//
//want:statement SELECT * FROM orders
//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 [$1=tenants.[]]
func (r *Repo) PredicatesMappedAll(ctx context.Context, tenants []string) {
	r.client.Order.Query().Where(order.And(each(tenants, byTenant)...)).All(ctx)
}

//want:statement SELECT * FROM orders WHERE {…}
func (r *Repo) PredicatesMappedAllElsewhere(ctx context.Context, tenants []string) {
	r.client.Order.Query().Where(order.And(helper.Each(tenants, byTenant)...)).All(ctx)
}

func byTenant(tenant string) predicate.Order { return order.TenantID(tenant) }

func active(all bool) predicate.Order {
	if all {
		return order.StatusNEQ("gone")
	}
	return order.Status("open")
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 AND orders.status <> $2 [$1=tenant $2="gone"]
//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 AND orders.status = $2 [$1=tenant $2="open"]
func (r *Repo) PredicateHelpers(ctx context.Context, tenant string, all bool) {
	r.client.Order.Query().Where(byTenant(tenant), active(all)).Exist(ctx)
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 AND {…} [$1=tenant]
func (r *Repo) RawPredicate(ctx context.Context, tenant string, and func(*sql.Selector)) {
	r.client.Order.Query().Where(order.TenantID(tenant)).Modify(and).All(ctx)
}

//want:statement SELECT * FROM orders WHERE {…}
func (r *Repo) RawPredicateOnly(ctx context.Context, and func(*sql.Selector)) {
	r.client.Order.Query().Where(and).All(ctx)
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
func (r *Repo) FieldPredicate(ctx context.Context, tenant string) {
	r.client.Order.Query().Where(predicate.Order(sql.FieldEQ("tenant_id", tenant))).All(ctx)
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
func (r *Repo) DroppedResult(ctx context.Context, tenant string) {
	q := r.client.Order.Query()
	q.Where(order.TenantID(tenant))
	q.All(ctx)
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
//want:statement SELECT count(*) FROM orders
func (r *Repo) Clone(ctx context.Context, tenant string) {
	q := r.client.Order.Query()
	c := q.Clone().Where(order.TenantID(tenant))
	c.All(ctx)
	q.Count(ctx)
}

type setter[T any] interface{ SetTenantID(string) T }

func owned[T setter[T]](b setter[T], tenant string) T { return b.SetTenantID(tenant) }

// Generic code that works on any builder with the same setter.
//
//want:statement INSERT INTO tags (tenant_id, name) VALUES ($1, $2) [$1=tenant $2="n"]
func (r *Repo) Generic(ctx context.Context, tenant string) {
	owned(r.client.Tag.Create(), tenant).SetName("n").Save(ctx)
}

//want:statement INSERT INTO tags (tenant_id) VALUES ($1) [$1=tenant]
func (r *Repo) GenericElsewhere(ctx context.Context, tenant string) {
	helper.Own(r.client.Tag.Create(), tenant).Save(ctx)
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
func (r *Repo) HelperElsewhere(ctx context.Context, tenant string) {
	helper.Mine(r.client.Order.Query(), tenant).All(ctx)
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 AND orders.id = $2 [$1=tenant $2=id]
func (r *Repo) Transaction(ctx context.Context, tenant, id string) error {
	tx, err := r.client.Tx(ctx)
	if err != nil {
		return err
	}
	_, err = tx.Order.Query().Where(order.TenantID(tenant), order.ID(id)).First(ctx)
	return err
}

// Too many optional conditions to list every way: those that only add to another one are left out.
//
//want:statement SELECT count(*) FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
//want:statement SELECT count(*) FROM orders WHERE orders.tenant_id = $1 AND orders.status = $2 [$1=tenant $2="a"]
//want:statement SELECT count(*) FROM orders WHERE orders.tenant_id = $1 AND orders.status <> $2 [$1=tenant $2="b"]
//want:statement SELECT count(*) FROM orders WHERE orders.tenant_id = $1 AND orders.status IS NULL [$1=tenant]
//want:statement SELECT count(*) FROM orders WHERE orders.tenant_id = $1 AND orders.customer_id = $2 [$1=tenant $2="c"]
//want:statement SELECT count(*) FROM orders WHERE orders.tenant_id = $1 AND orders.id = $2 [$1=tenant $2="d"]
//want:statement SELECT count(*) FROM orders WHERE orders.tenant_id = $1 AND orders.id IN ($2, $3) [$1=tenant $2="e" $3="f"]
func (r *Repo) ManyPredicates(ctx context.Context, tenant string, f [6]bool) {
	ps := []predicate.Order{order.TenantID(tenant)}
	if f[0] {
		ps = append(ps, order.Status("a"))
	}
	if f[1] {
		ps = append(ps, order.StatusNEQ("b"))
	}
	if f[2] {
		ps = append(ps, order.StatusIsNil())
	}
	if f[3] {
		ps = append(ps, order.CustomerID("c"))
	}
	if f[4] {
		ps = append(ps, order.ID("d"))
	}
	if f[5] {
		ps = append(ps, order.IDIn("e", "f"))
	}
	r.client.Order.Query().Where(ps...).Count(ctx)
}

// The tenant is one of the optional conditions.
//
//want:statement SELECT count(*) FROM orders
//want:statement SELECT count(*) FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
//want:statement SELECT count(*) FROM orders WHERE orders.status = $1 [$1="a"]
//want:statement SELECT count(*) FROM orders WHERE orders.status <> $1 [$1="b"]
//want:statement SELECT count(*) FROM orders WHERE orders.status IS NULL
//want:statement SELECT count(*) FROM orders WHERE orders.customer_id = $1 [$1="c"]
//want:statement SELECT count(*) FROM orders WHERE orders.id = $1 [$1="d"]
func (r *Repo) ManyPredicatesOfAll(ctx context.Context, tenant string, f [6]bool) {
	var ps []predicate.Order
	if tenant != "" {
		ps = append(ps, order.TenantID(tenant))
	}
	if f[0] {
		ps = append(ps, order.Status("a"))
	}
	if f[1] {
		ps = append(ps, order.StatusNEQ("b"))
	}
	if f[2] {
		ps = append(ps, order.StatusIsNil())
	}
	if f[3] {
		ps = append(ps, order.CustomerID("c"))
	}
	if f[4] {
		ps = append(ps, order.ID("d"))
	}
	r.client.Order.Query().Where(ps...).Count(ctx)
}

// One of a list of conditions, taken by its place: a list that is too short for it has none.
//
//want:statement SELECT count(*) FROM orders WHERE orders.tenant_id = $1 AND orders.status = $2 [$1=tenant $2="a"]
//want:statement SELECT count(*) FROM orders WHERE orders.tenant_id = $1 AND (orders.status = $2 AND orders.customer_id = $3) [$1=tenant $2="a" $3="c"]
func (r *Repo) PredicateAt(ctx context.Context, tenant string, f [1]bool) {
	ps := []predicate.Order{order.StatusEQ("a")}
	var of []predicate.Order
	if f[0] {
		of = append(of, order.CustomerID("c"))
	}
	if len(of) == 1 {
		ps = append(ps, of[0])
	}
	r.client.Order.Query().Where(order.TenantID(tenant), order.And(ps...)).Count(ctx)
}

// The other place is not the tenant's.
//
//want:statement SELECT count(*) FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
//want:statement SELECT count(*) FROM orders WHERE orders.id = $1 [$1=id]
func (r *Repo) PredicateBeside(ctx context.Context, tenant, id string) {
	ps := []predicate.Order{order.TenantID(tenant), order.ID(id)}
	r.client.Order.Query().Where(ps[0]).Count(ctx)
	r.client.Order.Query().Where(ps[1]).Count(ctx)
}

// A list that was handed over may hold anything.
//
//want:statement SELECT count(*) FROM orders WHERE orders.tenant_id = $1 AND {…} [$1=tenant]
func (r *Repo) PredicateOfCaller(ctx context.Context, tenant string, ps []predicate.Order) {
	r.client.Order.Query().Where(order.TenantID(tenant), ps[0]).Count(ctx)
}
