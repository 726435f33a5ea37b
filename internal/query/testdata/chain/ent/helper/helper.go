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

func Each[T, R any](list []T, fn func(T) R) []R {
	out := make([]R, 0, len(list))
	for _, x := range list {
		out = append(out, fn(x))
	}
	return out
}

// MapErr maps a list.
func MapErr[T, U any](list []T, fn func(T) (U, error)) ([]U, error) {
	var out []U
	for _, v := range list {
		u, err := fn(v)
		if err != nil {
			return nil, err
		}
		out = append(out, u)
	}
	return out, nil
}
