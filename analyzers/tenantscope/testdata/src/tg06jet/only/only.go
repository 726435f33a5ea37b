// Package only knows the database through jet: nothing else that is modelled is imported.
package only

import (
	. "github.com/go-jet/jet/v2/postgres"
	"github.com/go-jet/jet/v2/qrm"

	"jetshop/public/table"
)

// TG-06: jet is all that a package imports
func ByID(db qrm.Queryable, out any) error {
	return SELECT(STAR).FROM(table.Orders).WHERE(table.Orders.Status.EQ(String("late"))).Query(db, out) // want `query on orders`
}

// TG-06: jet is all that a package imports, scoped
func Scoped(db qrm.Queryable, tenant string, out any) error {
	return SELECT(STAR).FROM(table.Orders).WHERE(table.Orders.TenantID.EQ(String(tenant))).Query(db, out)
}

// EN-08: a function of jet that no row lists is told by its name
func Unlisted(db qrm.Queryable, out any) error {
	return COPY(table.Orders).Query(db, out) // unresolved `no row lists it` `the chain comes from a call of COPY`
}
