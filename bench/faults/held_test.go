package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestHeld tells queries whose key is a context's row in every caller from those that one caller gives an id of the request.
func TestHeld(t *testing.T) {
	t.Parallel()
	const held = `package store

func (r *repo) DeleteFilter(ctx context.Context, tenant, id string) error {
	return r.q.DeleteFilter(ctx, r.pool, DeleteFilterParams{TenantID: tenant, ID: id})
}
`
	const handler = `package api

func (s *server) remove(c echo.Context) error {
	filter := c.Get("filter").(*Filter)
	return s.filters.DeleteFilter(c.Request().Context(), filter.TenantID, KEY)
}
`
	const text = "-- name: DeleteFilter :exec\nDELETE FROM filters WHERE 1 = 1 AND id = @id::uuid"
	for _, c := range []struct {
		name, key, more string
		held            bool
	}{
		{"a field of the context's row", "filter.ID", "", true},
		{"the same in another form", "filter.ID.String()", "", true},
		{"a value of the request", `c.Param("id")`, "", false},
		{"another caller gives a value of the request", "filter.ID",
			"func (s *server) purge(c echo.Context, id string) error { return s.filters.DeleteFilter(nil, \"\", id) }\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := repository(t, map[string]string{"store.go": held, "api.go": strings.Replace(handler, "KEY", c.key, 1) + c.more})
			require.Equal(t, c.held, s.held("DeleteFilter", text))
		})
	}
}
