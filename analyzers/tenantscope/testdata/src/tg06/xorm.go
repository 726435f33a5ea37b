package tg06

import (
	"xorm.io/builder"
	"xorm.io/xorm"
)

type engine struct{ db *xorm.Engine }

// TG-06: xorm ID
func (e *engine) id() {
	e.db.ID("1").Get(&Order{}) // want `query on orders`
}

// TG-06: xorm ID, scoped
func (e *engine) idScoped(tenant string) {
	e.db.ID("1").Where("tenant_id = ?", tenant).Get(&Order{}) // met ``
}

// TG-06: xorm Cols
func (e *engine) cols() {
	e.db.ID("1").Cols("status").Update(&Order{Status: "paid"}) // want `update of orders`
}

// TG-06: xorm Cols, scoped
func (e *engine) colsScoped(tenant string) {
	e.db.ID("1").Where("tenant_id = ?", tenant).Cols("status").Update(&Order{Status: "paid"}) // met ``
}

// TG-06: xorm Where
func (e *engine) where() {
	var out []Order
	e.db.Where("status = ?", "open").Find(&out) // want `query on orders`
}

// TG-06: xorm Where, scoped
func (e *engine) whereScoped(tenant string) {
	var out []Order
	e.db.Where("tenant_id = ?", tenant).And("status = ?", "open").Find(&out) // met ``
}

// TG-06: xorm Or after the scope
func (e *engine) or(tenant string) {
	var out []Order
	e.db.Where("tenant_id = ?", tenant).Or("status = ?", "public").Find(&out) // want `query on orders`
}

// TG-06: xorm bean conditions with the key
func (e *engine) bean(tenant string) {
	e.db.Get(&Order{TenantID: tenant, Status: "open"}) // met ``
}

// TG-06: xorm bean conditions without the key
func (e *engine) beanUnscoped() {
	e.db.Get(&Order{Status: "open"}) // want `query on orders`
}

// TG-06: xorm builder with the key
func (e *engine) builder(tenant string) {
	var out []Order
	e.db.Where(builder.Eq{"tenant_id": tenant}.And(builder.Eq{"status": "open"})).Find(&out) // met ``
}

// TG-06: xorm builder with the key as one arm
func (e *engine) builderOr(tenant string) {
	var out []Order
	e.db.Where(builder.Eq{"tenant_id": tenant}.Or(builder.Eq{"status": "open"})).Find(&out) // want `query on orders`
}
