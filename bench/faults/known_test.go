package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestKnownKeys tells writes whose key was used with the tenant before from those whose key was not.
func TestKnownKeys(t *testing.T) {
	t.Parallel()
	const write = "\nreturn c.UpdateOneID(KEY).Where(widget.TenantID(tenant)).Exec(ctx)"
	for _, tt := range []struct{ name, before, key, skipped string }{
		{"read by the same key", "row, err := c.Query().Where(widget.ID(id), widget.TenantID(tenant)).Only(ctx)", "id", knownKey},
		{"read by another key", "row, err := c.Query().Where(widget.ID(id), widget.TenantID(tenant)).Only(ctx)", "other", ""},
		{"read by the same key without the tenant", "row, err := c.Query().Where(widget.ID(id)).Only(ctx)", "id", ""},
		{"of a row that was read with the tenant", "row, err := c.Query().Where(widget.Name(n), widget.TenantID(tenant)).Only(ctx)", "row.ID", knownKey},
		{"of a row that was read without it", "row, err := c.Query().Where(widget.Name(n)).Only(ctx)", "row.ID", ""},
		{"of rows that were listed with it", "rows, err := c.Query().Where(widget.TenantID(tenant)).All(ctx)\nvar id string\nfor _, r := range rows { id = r.ID }", "id", knownKey},
		{"given to a call with the tenant", "row, err := s.Get(ctx, tenantID, id)", "id", knownKey},
		{"given to a call without it", "row, err := s.Get(ctx, other, id)", "id", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := store + "func f() any {\n" + tt.before + strings.Replace(write, "KEY", tt.key, 1) + "\n}\n"
			s := repository(t, map[string]string{"store/store.go": text})
			sites := s.sites(newGrammar([]string{"tenant_id"}, "others"), map[string]bool{"TenantID": true}, nil)
			var last *site
			for _, st := range sites {
				if st.kind == removed {
					last = st
				}
			}
			require.NotNil(t, last)
			require.Equal(t, tt.skipped, last.skipped)
		})
	}
}

// TestHandedKeys tells a key and a tenant that are of one row of the client, handed to the function, from those that are not.
func TestHandedKeys(t *testing.T) {
	t.Parallel()
	const read = "\nreturn c.Query().Where(widget.ID(KEY), widget.TenantID(TENANT)).Only(ctx)"
	for _, tt := range []struct{ name, params, key, tenant, skipped string }{
		{"of one row", "row *widget.Widget", "*row.PartID", "row.TenantID", handedKey},
		{"the tenant is of something else", "row *widget.Widget, tenant string", "*row.PartID", "tenant", ""},
		{"the key is of something else", "row *widget.Widget, id string", "id", "row.TenantID", ""},
		{"of an input", "row Input", "row.PartID", "row.TenantID", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := store + "func f(" + tt.params + ") any {\n" + strings.NewReplacer("KEY", tt.key, "TENANT", tt.tenant).Replace(read) + "\n}\n"
			s := repository(t, map[string]string{"store/store.go": text})
			sites := s.sites(newGrammar([]string{"tenant_id"}, "others"), map[string]bool{"TenantID": true}, nil)
			require.NotEmpty(t, sites)
			require.Equal(t, tt.skipped, sites[0].skipped)
		})
	}
}
