// Package app uses the store.
package app

import (
	"net/http"

	"tg19nested/store"
)

// run hands the request's id over.
func run(s *store.Orders, r *http.Request, tenant string) error {
	return s.Run(tenant, r.PathValue("id"), r.PathValue("other"))
}
