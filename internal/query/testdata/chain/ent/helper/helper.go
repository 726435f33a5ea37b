// Package helper adds to builders of another package.
package helper

import (
	"entshop"
	"entshop/order"
)

type setter[T any] interface{ SetTenantID(string) T }

func Own[T setter[T]](b T, tenant string) T { return b.SetTenantID(tenant) }

func Mine(q *entshop.OrderQuery, tenant string) *entshop.OrderQuery {
	return q.Where(order.TenantID(tenant))
}
