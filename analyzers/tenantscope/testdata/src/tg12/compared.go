// Package tg12 binds what the request says, after the handler compared it or checked membership.
package tg12

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"log"
	"net/http"

	"tg12/store"
)

type tenantKey struct{}

type userKey struct{}

type API struct {
	db     *sql.DB
	orders *store.Orders
}

type request struct{ TenantID, Status string }

var errForbidden = errors.New("forbidden")

func principal(ctx context.Context) (string, error) {
	t, ok := ctx.Value(tenantKey{}).(string)
	if !ok {
		return "", errForbidden
	}
	return t, nil
}

func currentUserID(ctx context.Context) (string, error) {
	u, ok := ctx.Value(userKey{}).(string)
	if !ok {
		return "", errForbidden
	}
	return u, nil
}

// TG-12: the handler compared it with the principal's tenant before
func (a *API) compared(w http.ResponseWriter, r *http.Request) {
	tenant, err := principal(r.Context())
	if err != nil {
		return
	}
	var body request
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	if body.TenantID != tenant {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", body.TenantID) // met `bound value`
}

// TG-12: the handler compares and goes on
func (a *API) comparedOnly(w http.ResponseWriter, r *http.Request) {
	tenant, err := principal(r.Context())
	if err != nil {
		return
	}
	var body request
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	if body.TenantID != tenant {
		log.Print("forbidden")
	}
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", body.TenantID) // want `request`
}

// TG-12: the handler compares afterwards
func (a *API) comparedLate(w http.ResponseWriter, r *http.Request) {
	tenant, err := principal(r.Context())
	if err != nil {
		return
	}
	var body request
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", body.TenantID) // want `request`
	if body.TenantID != tenant {
		return
	}
}

// TG-12: the handler compares another field
func (a *API) comparedOther(w http.ResponseWriter, r *http.Request) {
	tenant, err := principal(r.Context())
	if err != nil {
		return
	}
	var body request
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	if body.Status != tenant {
		return
	}
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", body.TenantID) // want `request`
}

// TG-12: the handler compares the value with another one of the request
func (a *API) comparedWithRequest(w http.ResponseWriter, r *http.Request) {
	var body request
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	if body.TenantID != r.PathValue("tenant") {
		return
	}
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", body.TenantID) // want `request`
}

// TG-12: compared, then passed to a store of another package
func (a *API) passed(w http.ResponseWriter, r *http.Request) {
	tenant, err := principal(r.Context())
	if err != nil {
		return
	}
	var body request
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	if body.TenantID != tenant {
		return
	}
	a.orders.Count(body.TenantID)
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", tenant)
}

// TG-12: the handler checked membership before
func (a *API) member(w http.ResponseWriter, r *http.Request) {
	user, err := currentUserID(r.Context())
	if err != nil {
		return
	}
	var body request
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	var role string
	err = a.db.QueryRow("SELECT role FROM members WHERE tenant_id = $1 AND user_id = $2", body.TenantID, user).Scan(&role) // met ``
	if err != nil {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", body.TenantID) // met `bound value`
}

// TG-12: the handler checked another's membership
func (a *API) othersMembership(w http.ResponseWriter, r *http.Request) {
	var body struct{ TenantID, UserID string }
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	var role string
	err := a.db.QueryRow("SELECT role FROM members WHERE tenant_id = $1 AND user_id = $2", body.TenantID, body.UserID).Scan(&role) // want `members`
	if err != nil {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", body.TenantID) // want `query on orders`
}

// TG-12: the handler checked membership in another tenant
func (a *API) otherTenantsMembership(w http.ResponseWriter, r *http.Request) {
	user, err := currentUserID(r.Context())
	if err != nil {
		return
	}
	tenant, err := principal(r.Context())
	if err != nil {
		return
	}
	var body request
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	var role string
	err = a.db.QueryRow("SELECT role FROM members WHERE tenant_id = $1 AND user_id = $2", tenant, user).Scan(&role) // met ``
	if err != nil {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", body.TenantID) // want `query on orders`
}

// TG-12: middleware may have compared what stands in the path, of no known endpoint
func (a *API) inPath(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", r.PathValue("tenant")) // met `bound value.*\[untraced\]`
}
