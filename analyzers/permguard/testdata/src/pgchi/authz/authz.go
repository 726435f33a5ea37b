// Package authz decides.
package authz

import (
	"context"
	"errors"
	"net/http"
)

var ErrForbidden = errors.New("forbidden")

type User struct {
	Role  string
	Perms map[string]bool
}

type key struct{}

func From(ctx context.Context) *User { u, _ := ctx.Value(key{}).(*User); return u }

// Can answers with a bool.
func Can(ctx context.Context, perm string) (bool, error) {
	u := From(ctx)
	if u == nil {
		return false, nil
	}
	return u.Perms[perm], nil
}

// Check answers with an error.
func Check(ctx context.Context, perm string) error {
	u := From(ctx)
	if u == nil || !u.Perms[perm] {
		return ErrForbidden
	}
	return nil
}

// Deny answers the request itself.
func Deny(w http.ResponseWriter, r *http.Request, perm string) bool {
	if u := From(r.Context()); u != nil && u.Perms[perm] {
		return true
	}
	http.Error(w, "forbidden", http.StatusForbidden)
	return false
}

// Lacks is negated.
func Lacks(ctx context.Context, perm string) bool { return !From(ctx).Perms[perm] }

// Require refuses before it goes on.
func Require(perm string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !From(r.Context()).Perms[perm] {
				http.Error(w, "forbidden", http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// Ask asks and goes on all the same.
func Ask(perm string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !From(r.Context()).Perms[perm] {
				w.WriteHeader(http.StatusForbidden)
			}
			next.ServeHTTP(w, r)
		})
	}
}

// Authenticate knows who, not whether.
func Authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if From(r.Context()) == nil {
			http.Error(w, "who are you", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Policy answers, and main says which.
type Policy interface {
	Allowed(ctx context.Context, perm string) (bool, error)
}

// Table is a policy.
type Table struct{}

// Allowed looks the caller's permissions up.
func (Table) Allowed(ctx context.Context, perm string) (bool, error) {
	p := From(ctx)
	return p != nil && p.Perms[perm], nil
}

// Guard asks a policy.
type Guard struct{ Policy Policy }

// Check refuses those that the policy does not allow.
func (g *Guard) Check(ctx context.Context, perm string) error {
	ok, err := g.Policy.Allowed(ctx, perm)
	if err != nil {
		return err
	}
	if !ok {
		return errNo
	}
	return nil
}

// Pass asks, and looks at nothing but the error.
func (g *Guard) Pass(ctx context.Context, perm string) error {
	if _, err := g.Policy.Allowed(ctx, perm); err != nil {
		return err
	}
	return nil
}

var errNo = errors.New("no")

// CanAny is what a build without checks has in their place.
func CanAny(ctx context.Context, perm string) (bool, error) { return true, nil }
