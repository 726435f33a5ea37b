// Package xorm has one function for each meaning of xorm's sessions and conditions.
package xorm

import (
	"context"

	"xorm.io/builder"
	"xorm.io/xorm"

	"xorm/helper"
)

type Order struct {
	ID       int64  `xorm:"not null pk autoincr BIGINT(20) id"`
	TenantID string `xorm:"not null VARCHAR(36) 'tenant_id'"`
	Status   string `xorm:"default 'new' state"`
	Total    int
}

type Customer struct {
	Id       int64
	TenantId string
	Name     string
}

func (Customer) TableName() string { return "customers" }

type Repo struct{ db *xorm.Engine }

//want:statement SELECT * FROM order WHERE tenant_id = $1 AND state = $2 [$1=tenant $2="open"]
func (r *Repo) Where(ctx context.Context, tenant string) {
	var os []*Order
	r.db.Context(ctx).Where("tenant_id = ?", tenant).And("state = ?", "open").Find(&os)
}

//want:statement SELECT * FROM order WHERE order.id = $1 [$1=id]
func (r *Repo) ID(ctx context.Context, id int64) {
	o := &Order{}
	r.db.Context(ctx).ID(id).Get(o)
}

//want:statement SELECT * FROM order WHERE tenant_id = $1 AND order.id = $2 [$1=tenant $2=id]
func (r *Repo) IDScoped(tenant string, id int64) {
	o := &Order{}
	r.db.ID(id).Where("tenant_id = ?", tenant).Get(o)
}

// Or takes everything before it as its left side.
//
//want:statement SELECT * FROM order WHERE (tenant_id = $1 OR state = $2) AND total > 1 [$1=tenant $2="public"]
func (r *Repo) Or(tenant string) {
	var os []Order
	r.db.Where("tenant_id = ?", tenant).Or("state = ?", "public").And("total > 1").Find(&os)
}

//want:statement SELECT * FROM order WHERE order.tenant_id = $1 [$1=tenant]
func (r *Repo) Bean(tenant string) {
	r.db.Get(&Order{TenantID: tenant})
}

// A field that is not set is no condition.
//
//want:statement SELECT * FROM order WHERE order.state = $1 [$1=status]
func (r *Repo) BeanWithoutKey(status string) {
	o := &Order{Status: status}
	r.db.Get(o)
	o.TenantID = "later"
}

//want:statement SELECT * FROM order WHERE {…}
func (r *Repo) BeanFromElsewhere(filter *Order) {
	var os []Order
	r.db.Find(&os, filter)
}

//want:statement UPDATE order SET state = $2 WHERE tenant_id = $1 AND order.id = $3 [$2="paid" $1=tenant $3=id]
func (r *Repo) Update(tenant string, id int64) {
	r.db.ID(id).Where("tenant_id = ?", tenant).Cols("state").Update(&Order{Status: "paid"})
}

//want:statement UPDATE order SET state = $3, total = $4 WHERE order.id = $5 [$3=o.Status $4=o.Total $5=o.ID]
func (r *Repo) UpdateByID(o *Order) {
	r.db.ID(o.ID).Update(o)
}

// The whole row is written back: the tenant's column is left out of SET.
//
//want:statement UPDATE order SET state = $3, total = $4 WHERE order.id = $5 [$3=o.Status $4=o.Total $5=o.ID]
func (r *Repo) UpdateAll(o *Order) {
	r.db.ID(o.ID).AllCols().Update(o)
}

//want:statement UPDATE order SET tenant_id = $2 WHERE order.id = $5 [$2=o.TenantID $5=o.ID]
func (r *Repo) UpdateNamedTenant(o *Order) {
	r.db.ID(o.ID).Cols("tenant_id").Update(o)
}

//want:statement UPDATE order SET state = $2 WHERE order.tenant_id = $1 [$2="x" $1=tenant]
func (r *Repo) UpdateCondition(tenant string) {
	r.db.Update(&Order{Status: "x"}, &Order{TenantID: tenant})
}

//want:statement INSERT INTO order (tenant_id, state) VALUES ($1, $2) [$1=tenant $2="new"]
func (r *Repo) Insert(tenant string) {
	r.db.Insert(&Order{TenantID: tenant, Status: "new"})
}

//want:statement INSERT INTO order (state) VALUES ($1) [$1="new"]
func (r *Repo) InsertWithoutKey() {
	r.db.InsertOne(&Order{Status: "new"})
}

//want:statement DELETE FROM order WHERE tenant_id = $1 AND order.id = $2 [$1=tenant $2=id]
func (r *Repo) Delete(tenant string, id int64) {
	r.db.Where("tenant_id = ?", tenant).ID(id).Delete(&Order{})
}

//want:statement DELETE FROM order WHERE order.tenant_id = $1 [$1=tenant]
func (r *Repo) DeleteBean(tenant string) {
	r.db.Delete(&Order{TenantID: tenant})
}

//want:statement SELECT * FROM order AS o JOIN customers AS c ON c.id = o.customer_id AND c.tenant_id = $1 [$1=tenant]
func (r *Repo) Join(tenant string) {
	var os []Order
	r.db.Table("order").Alias("o").Join("INNER", []string{"customers", "c"}, "c.id = o.customer_id AND c.tenant_id = ?", tenant).Find(&os)
}

//want:statement SELECT * FROM order LEFT JOIN customers ON customers.id = order.customer_id WHERE order.tenant_id = $1 [$1=tenant]
func (r *Repo) JoinBean(tenant string) {
	var os []Order
	r.db.Join("LEFT", &Customer{}, "customers.id = order.customer_id").Where("order.tenant_id = ?", tenant).Find(&os)
}

//want:statement SELECT * FROM order WHERE id IN ($1) AND tenant_id = $2 [$1=ids $2=tenant]
func (r *Repo) In(tenant string, ids []int64) {
	var os []Order
	r.db.In("id", ids).Where("tenant_id = ?", tenant).Find(&os)
}

//want:statement SELECT * FROM order WHERE tenant_id = $1 [$1=tenant]
func (r *Repo) SQL(tenant string) {
	var os []Order
	r.db.SQL("SELECT * FROM `order` WHERE tenant_id = ?", tenant).Find(&os)
}

//want:statement DELETE FROM order WHERE id = $1 [$1=id]
func (r *Repo) Exec(id int64) {
	r.db.Exec("DELETE FROM `order` WHERE id = ?", id)
}

//want:statement SELECT total FROM order WHERE tenant_id = $1 [$1=tenant]
func (r *Repo) QueryString(tenant string) {
	r.db.QueryString("SELECT total FROM `order` WHERE tenant_id = ?", tenant)
}

//want:statement SELECT * FROM order WHERE tenant_id = $1 AND state = $2 [$1=tenant $2="open"]
func (r *Repo) Builder(tenant string) {
	var os []Order
	r.db.Where(builder.Eq{"tenant_id": tenant, "state": "open"}).Find(&os)
}

//want:statement SELECT * FROM order WHERE tenant_id = $1 OR state = $2 [$1=tenant $2="public"]
func (r *Repo) BuilderOr(tenant string) {
	var os []Order
	r.db.Where(builder.Eq{"tenant_id": tenant}.Or(builder.Eq{"state": "public"})).Find(&os)
}

//want:statement SELECT * FROM order WHERE tenant_id = $1 AND id IN ($2) [$1=tenant $2=ids]
//want:statement SELECT * FROM order WHERE tenant_id = $1 AND state <> $2 AND id IN ($3) [$1=tenant $2="closed" $3=ids]
func (r *Repo) BuilderGrows(tenant string, ids []int64, open bool) {
	var os []Order
	cond := builder.NewCond().And(builder.Eq{"tenant_id": tenant})
	if open {
		cond = cond.And(builder.Neq{"state": "closed"})
	}
	cond = cond.And(builder.In("id", ids))
	r.db.Where(cond).Find(&os)
}

// A session is empty again after each statement.
//
//want:statement SELECT * FROM order WHERE tenant_id = $1 [$1=tenant]
//want:statement SELECT * FROM customers
func (r *Repo) EndResets(tenant string) {
	s := r.db.NewSession()
	var os []Order
	var cs []Customer
	s.Where("tenant_id = ?", tenant).Find(&os)
	s.Find(&cs)
}

//want:statement SELECT * FROM order WHERE tenant_id = $1 [$1=tenant]
func (r *Repo) DroppedResult(tenant string) {
	var os []Order
	s := r.db.NewSession()
	s.Where("tenant_id = ?", tenant)
	s.Find(&os)
}

//want:statement DELETE FROM customers WHERE tenant_id = $1 [$1=tenant]
func (r *Repo) Transaction(tenant string) {
	r.db.Transaction(func(s *xorm.Session) (any, error) {
		_, err := s.Where("tenant_id = ?", tenant).Delete(&Customer{})
		return nil, err
	})
}

// A session that is handed around says itself which rows it touches.
//
//want:statement UPDATE order SET state = $1 WHERE order.id = $2 [$1="x" $2=id]
func (r *Repo) WithSession(s *xorm.Session, id int64) {
	s.ID(id).Update(&Order{Status: "x"})
}

// A function that only ends what it is given knows nothing of it.
//
//want:statement unresolved: the chain comes from a parameter
func Page(s *xorm.Session, rows any) {
	s.Limit(10).Find(rows)
}

//want:statement UPDATE order SET total = total WHERE tenant_id = $1 AND order.id = $2 [$1=tenant $2=id]
func (r *Repo) Incr(tenant string, id int64) {
	r.db.ID(id).Where("tenant_id = ?", tenant).Incr("total", 1).Update(&Order{})
}

//want:statement SELECT * FROM order WHERE tenant_id = $1 AND order.state = $2 [$1=tenant $2=status]
//want:statement SELECT * FROM order WHERE order.state = $1 [$1=status]
func (r *Repo) EndElsewhere(tenant, status string) {
	var os []Order
	helper.Page(r.db.Where("tenant_id = ?", tenant), &os, &Order{Status: status})
	helper.Page(r.db.NewSession(), &os, &Order{Status: status})
}
