// Package tg19twice passes two ids, one of them its own.
package tg19twice

import (
	"net/http"

	"tg19twice/store"
)

// TG-19: a caller with one id of a scoped row and one of the request
func swap(s *store.Orders, r *http.Request, tenant string) error {
	own, err := s.Own(tenant, r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.Swap(own, r.PathValue("other")) // related `called by tg19twice.swap: PathValue comes from the request`
}

// TG-19: a caller with one id of a scoped row and one of the request, in one statement
func merge(s *store.Orders, r *http.Request, tenant string) error {
	own, err := s.Own(tenant, r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.Merge(own, r.PathValue("other")) // related `called by tg19twice.merge: PathValue comes from the request`
}
