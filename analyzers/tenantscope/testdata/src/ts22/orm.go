// Package ts22 writes whole rows back, the tenant's column among them, and sets it by its name.
package ts22

import (
	"context"
	"database/sql"

	"github.com/uptrace/bun"
	"gorm.io/gorm"
	"xorm.io/xorm"
)

type Order struct {
	bun.BaseModel `bun:"table:orders,alias:o" xorm:"-" gorm:"-"`

	ID       string `bun:"id,pk" xorm:"pk 'id'"`
	TenantID string `bun:"tenant_id" xorm:"'tenant_id'"`
	Status   string `bun:"status" xorm:"'status'"`
}

func (Order) TableName() string { return "orders" }

// TS-22: SET of the tenant key in SQL
func setSQL(db *sql.DB, tenant, other string) {
	db.Exec("UPDATE orders SET tenant_id = $1 WHERE id = $2 AND tenant_id = $3", other, "1", tenant) // want `tenant key`
}

// TS-22: SET of another column in SQL
func setOther(db *sql.DB, tenant, other string) {
	db.Exec("UPDATE orders SET status = $1 WHERE id = $2 AND tenant_id = $3", other, "1", tenant) // met ``
}

// TS-22: a named column that is the tenant key
func column(db *gorm.DB, tenant, other string) {
	db.Model(&Order{}).Where("id = ? AND tenant_id = ?", "1", tenant).Update("tenant_id", other) // want `tenant key`
}

// TS-22: a named column that is another one
func columnOther(db *gorm.DB, tenant, other string) {
	db.Model(&Order{}).Where("id = ? AND tenant_id = ?", "1", tenant).Update("status", other) // met ``
}

// TS-22: bun writes the whole row back, scoped by its predicate
func bunScoped(ctx context.Context, db *bun.DB, o *Order, tenant string) {
	db.NewUpdate().Model(o).WherePK().Where("tenant_id = ?", tenant).Exec(ctx) // met ``
}

// TS-22: bun writes the whole row back, by its primary key alone
func bunUnscoped(ctx context.Context, db *bun.DB) {
	db.NewUpdate().Model(&Order{ID: "1", Status: "x"}).WherePK().Exec(ctx) // want `update of orders.*not scoped`
}

// TS-22: gorm's Save writes the whole row back, scoped by its predicate
func gormScoped(db *gorm.DB, tenant string) {
	db.Where("tenant_id = ?", tenant).Save(&Order{ID: "1", Status: "x"}) // met ``
}

// TS-22: gorm's Save writes the whole row back, by its primary key alone
func gormUnscoped(db *gorm.DB) {
	db.Save(&Order{ID: "1", Status: "x"}) // want `orders.*not scoped`
}

// TS-22: xorm's AllCols writes the whole row back, scoped by its predicate
func xormScoped(db *xorm.Engine, o *Order, tenant string) {
	db.ID("1").Where("tenant_id = ?", tenant).AllCols().Update(o) // met ``
}

// TS-22: xorm's AllCols writes the whole row back, by its primary key alone
func xormUnscoped(db *xorm.Engine) {
	db.ID("1").AllCols().Update(&Order{Status: "x"}) // want `update of orders.*not scoped`
}
