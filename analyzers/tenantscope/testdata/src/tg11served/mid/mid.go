// Package mid is the middleware.
package mid

import (
	"context"
	"database/sql"
	"errors"
	"log"
	"net/http"

	"github.com/go-chi/chi/v5"

	"tg11served/member"
)

type tenantKey struct{}

var errForbidden = errors.New("forbidden")

// Tenant is the principal's.
func Tenant(ctx context.Context) string {
	t, ok := ctx.Value(tenantKey{}).(string)
	if !ok {
		panic("no tenant")
	}
	return t
}

func Logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		log.Print(r.URL.Path)
		next.ServeHTTP(w, r)
	})
}

func Authenticated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" {
			http.Error(w, "who are you", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func Path(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if chi.URLParam(r, "tenant") != Tenant(r.Context()) {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func PathIfAny(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if t := chi.URLParam(r, "tenant"); t != "" && t != Tenant(r.Context()) {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func OtherParameter(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if chi.URLParam(r, "org") != Tenant(r.Context()) {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// GoesOn compares and lets everybody through.
func GoesOn(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if chi.URLParam(r, "tenant") != Tenant(r.Context()) {
			log.Print("forbidden")
		}
		next.ServeHTTP(w, r)
	})
}

// Unless lets some through without a comparison.
func Unless(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Support") != "" {
			next.ServeHTTP(w, r)
			return
		}
		if chi.URLParam(r, "tenant") != Tenant(r.Context()) {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

var db *sql.DB

// ComparesHeader holds the path against what a header says, and not against the principal.
func ComparesHeader(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if chi.URLParam(r, "tenant") != r.Header.Get("X-Tenant") {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func Header(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Tenant-ID") != Tenant(r.Context()) {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func Query(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("tenant_id") != Tenant(r.Context()) {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func checkPath(r *http.Request) error {
	if chi.URLParam(r, "tenant") != Tenant(r.Context()) {
		return errForbidden
	}
	return nil
}

// Helper leaves the comparison to a helper that is given the request.
func Helper(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := checkPath(r); err != nil {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

var errGone = errors.New("gone")

func known(r *http.Request) error {
	if r.Header.Get("Authorization") == "" {
		return errGone
	}
	return nil
}

func checkKnown(r *http.Request) error {
	if err := known(r); err != nil {
		return err
	}
	return checkPath(r)
}

// checkGone says yes to all who are known.
func checkGone(r *http.Request) error {
	if err := known(r); err != errGone {
		return err
	}
	return checkPath(r)
}

// Known leaves the comparison to a helper that hands on another error first.
func Known(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := checkKnown(r); err != nil {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func Gone(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := checkGone(r); err != nil {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func same(ctx context.Context, id string) bool { return id == Tenant(ctx) }

// Given leaves it to one that is given the value.
func Given(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !same(r.Context(), chi.URLParam(r, "tenant")) {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Members tells who belongs to a tenant.
type Members interface {
	IsMember(ctx context.Context, tenant string) (bool, error)
}

type Middleware struct{ members Members }

func New(m Members) *Middleware { return &Middleware{members: m} }

func (m *Middleware) Membership(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ok, err := m.members.IsMember(r.Context(), chi.URLParam(r, "tenant"))
		if err != nil || !ok {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (m *Middleware) MembershipInPlace(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var role string
		err := db.QueryRow("SELECT role FROM members WHERE tenant_id = $1 AND user_id = $2", chi.URLParam(r, "tenant"), member.CurrentUserID(r.Context())).Scan(&role)
		if err != nil {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (m *Middleware) OthersMembership(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ok, err := m.members.IsMember(r.Context(), chi.URLParam(r, "team"))
		if err != nil || !ok {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
