// Package authz has decisions that let through on purpose what they do not ask for.
package authz

import (
	"context"
	"errors"
	"net/http"
)

var ErrForbidden = errors.New("forbidden")

type User struct{ ID, Role string }

type Security struct{ none bool }

func (s *Security) NoAuth() bool { return s.none }

// Operation is what the description of the interface says of an operation.
type Operation struct {
	ID       string
	Public   bool
	Security *Security
}

type Document struct {
	ID, Owner string
	Public    bool
}

type Authorizer struct{ roles map[string]map[string]bool }

func user(ctx context.Context) *User { u, _ := ctx.Value("user").(*User); return u }

func operation(r *http.Request) *Operation {
	op, _ := r.Context().Value("operation").(*Operation)
	return op
}

// authorize asks for nothing where the operation says that it has no security.
func (a *Authorizer) authorize(ctx context.Context, op *Operation) error {
	if op.Security.NoAuth() {
		return nil
	}
	if !a.roles[user(ctx).Role][op.ID] {
		return ErrForbidden
	}
	return nil
}

// Declared goes by what the operation says of itself.
func (a *Authorizer) Declared(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := a.authorize(r.Context(), operation(r)); err != nil {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// allowed answers in one expression.
func (a *Authorizer) allowed(ctx context.Context, op *Operation) bool {
	return op.Public || a.roles[user(ctx).Role][op.ID]
}

// Allowed goes by what the operation says of itself, too.
func (a *Authorizer) Allowed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !a.allowed(r.Context(), operation(r)) {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Apart has a way of its own for what is declared open.
func (a *Authorizer) Apart(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		op := operation(r)
		if op.Public {
			next.ServeHTTP(w, r)
			return
		}
		if !a.roles[user(r.Context()).Role][op.ID] {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Inline tells both in one condition.
func (a *Authorizer) Inline(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		op := operation(r)
		if !op.Public && !a.roles[user(r.Context()).Role][op.ID] {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Never has only the way for what is declared open.
func (a *Authorizer) Never(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if operation(r).Public {
			next.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Always asks, whatever the operation says.
func (a *Authorizer) Always(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !a.roles[user(r.Context()).Role][operation(r).ID] {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// authorizeTenant asks only where a tenant was put into the context.
func (a *Authorizer) authorizeTenant(ctx context.Context) error {
	if _, ok := ctx.Value("tenant").(string); ok {
		if !a.roles[user(ctx).Role]["tenant"] {
			return ErrForbidden
		}
	}
	return nil
}

// Tenant asks who may act in a tenant.
func (a *Authorizer) Tenant(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := a.authorizeTenant(r.Context()); err != nil {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// TenantFrom reads which tenant a request is for.
func TenantFrom(ctx context.Context) *Operation { t, _ := ctx.Value("t").(*Operation); return t }

// authorizeGot asks only where a tenant was put into the context, by a function of its own.
func (a *Authorizer) authorizeGot(ctx context.Context) error {
	if TenantFrom(ctx) == nil {
		return nil
	}
	if !a.roles[user(ctx).Role]["tenant"] {
		return ErrForbidden
	}
	return nil
}

// Got asks who may act in a tenant.
func (a *Authorizer) Got(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := a.authorizeGot(r.Context()); err != nil {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// authorizeUser asks only where somebody is known: who is not is let in.
func (a *Authorizer) authorizeUser(ctx context.Context) error {
	if u, ok := ctx.Value("user").(*User); ok {
		if !a.roles[u.Role]["tenant"] {
			return ErrForbidden
		}
	}
	return nil
}

// Nobody lets nobody in.
func (a *Authorizer) Nobody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := a.authorizeUser(r.Context()); err != nil {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Known asks who the caller is.
func (a *Authorizer) Known(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if user(r.Context()) == nil {
			http.Error(w, "who", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Editor is what was found out about a user.
type Editor struct{ CanEditNotes, CanEditTags bool }

// CheckPermission asks for two kinds, and for no other.
func CheckPermission(e *Editor, kind string) error {
	switch kind {
	case "note":
		if !e.CanEditNotes {
			return ErrForbidden
		}
	case "tag":
		if !e.CanEditTags {
			return ErrForbidden
		}
	}
	return nil
}

// CheckAccess refuses every other kind.
func CheckAccess(e *Editor, kind string) error {
	switch kind {
	case "note":
		if !e.CanEditNotes {
			return ErrForbidden
		}
	case "tag":
		if !e.CanEditTags {
			return ErrForbidden
		}
	default:
		return ErrForbidden
	}
	return nil
}

// AuthorizeEdit lets everybody edit what is public.
func (a *Authorizer) AuthorizeEdit(ctx context.Context, d *Document) error {
	if d.Public {
		return nil
	}
	if !a.roles[user(ctx).Role]["edit"] {
		return ErrForbidden
	}
	return nil
}
