// Command pgobject has what a permission is asked for: to read or to write, for one object or for another.
package main

import (
	"context"
	"crypto/subtle"
	"database/sql"
	"encoding/json"
	"net/http"
	"os"

	"github.com/go-chi/chi/v5"
)

type authorizer struct{ grants map[string]bool }

// Can reports whether the caller may do something with an object.
func (a *authorizer) Can(ctx context.Context, action, object string) bool {
	role, _ := ctx.Value("role").(string)
	return a.grants[role+action+object]
}

type api struct {
	db     *sql.DB
	authz  *authorizer
	secret string
	states map[string]string
}

func forbid(w http.ResponseWriter) { http.Error(w, "no", http.StatusForbidden) }

func (a *api) require(permission string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !a.authz.Can(r.Context(), permission, "") {
				forbid(w)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

func (a *api) remove(ctx context.Context, id string) {
	_, _ = a.db.ExecContext(ctx, "DELETE FROM orders WHERE id = $1", id)
}

func (a *api) plain(w http.ResponseWriter, r *http.Request) { a.remove(r.Context(), r.FormValue("id")) }

func (a *api) reads(w http.ResponseWriter, r *http.Request) {
	if !a.authz.Can(r.Context(), "orders:read", "") {
		forbid(w)
		return
	}
	a.remove(r.Context(), r.FormValue("id"))
}

func (a *api) same(w http.ResponseWriter, r *http.Request) {
	if !a.authz.Can(r.Context(), "orders:write", r.FormValue("id")) {
		forbid(w)
		return
	}
	a.remove(r.Context(), r.FormValue("id"))
}

func (a *api) another(w http.ResponseWriter, r *http.Request) {
	if !a.authz.Can(r.Context(), "orders:write", r.FormValue("id")) {
		forbid(w)
		return
	}
	a.remove(r.Context(), r.FormValue("also"))
}

func (a *api) container(w http.ResponseWriter, r *http.Request) {
	if !a.authz.Can(r.Context(), "orders:write", r.FormValue("project")) {
		forbid(w)
		return
	}
	a.remove(r.Context(), r.FormValue("id"))
}

type batch struct {
	ID, Other string
	IDs       []string
}

func body(r *http.Request, into any) { _ = json.NewDecoder(r.Body).Decode(into) }

func (a *api) field(w http.ResponseWriter, r *http.Request) {
	var b batch
	body(r, &b)
	if !a.authz.Can(r.Context(), "orders:write", b.ID) {
		forbid(w)
		return
	}
	a.remove(r.Context(), b.Other)
}

func (a *api) first(w http.ResponseWriter, r *http.Request) {
	var b batch
	body(r, &b)
	if !a.authz.Can(r.Context(), "orders:write", b.IDs[0]) {
		forbid(w)
		return
	}
	for _, id := range b.IDs {
		a.remove(r.Context(), id)
	}
}

func (a *api) each(w http.ResponseWriter, r *http.Request) {
	var b batch
	body(r, &b)
	for _, id := range b.IDs {
		if !a.authz.Can(r.Context(), "orders:write", id) {
			forbid(w)
			return
		}
		a.remove(r.Context(), id)
	}
}

func (a *api) login(w http.ResponseWriter, r *http.Request) {
	if subtle.ConstantTimeCompare([]byte(r.FormValue("password")), []byte(a.secret)) != 1 {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	a.remove(r.Context(), r.FormValue("id"))
}

func (a *api) careless(w http.ResponseWriter, r *http.Request) {
	subtle.ConstantTimeCompare([]byte(r.FormValue("password")), []byte(a.secret))
	a.remove(r.Context(), r.FormValue("id"))
}

func (a *api) verifyState(state string) bool { return a.states[state] != "" }

func (a *api) callback(w http.ResponseWriter, r *http.Request) {
	if !a.verifyState(r.FormValue("state")) {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	a.remove(r.Context(), r.FormValue("id"))
}

func (a *api) stateless(w http.ResponseWriter, r *http.Request) {
	_ = a.verifyState(r.FormValue("state"))
	a.remove(r.Context(), r.FormValue("id"))
}

func (a *api) tested(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Test") == "" && !a.authz.Can(r.Context(), "orders:write", "") {
		forbid(w)
		return
	}
	a.remove(r.Context(), r.FormValue("id"))
}

func (a *api) testMode(w http.ResponseWriter, r *http.Request) {
	if os.Getenv("TEST_MODE") == "" {
		if !a.authz.Can(r.Context(), "orders:write", "") {
			forbid(w)
			return
		}
	}
	a.remove(r.Context(), r.FormValue("id"))
}

func (a *api) can(ctx context.Context, action string) (bool, error) {
	return a.authz.Can(ctx, action, ""), ctx.Err()
}

func (a *api) helped(w http.ResponseWriter, r *http.Request) {
	ok, err := a.can(r.Context(), "orders:write")
	if err != nil || !ok {
		forbid(w)
		return
	}
	a.remove(r.Context(), r.FormValue("id"))
}

func (a *api) ignored(w http.ResponseWriter, r *http.Request) {
	_, err := a.can(r.Context(), "orders:write")
	if err != nil {
		forbid(w)
		return
	}
	a.remove(r.Context(), r.FormValue("id"))
}

func (a *api) cannot(ctx context.Context, action string) bool { return !a.authz.Can(ctx, action, "") }

func (a *api) inverted(w http.ResponseWriter, r *http.Request) {
	if !a.cannot(r.Context(), "orders:write") {
		forbid(w)
		return
	}
	a.remove(r.Context(), r.FormValue("id"))
}

// shadowed asks, and refuses where the permission is enforced; elsewhere it notes the refusal.
//
//bailiwick:guard
func (a *api) shadowed(permission string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !a.authz.Can(r.Context(), permission, "") {
				if os.Getenv("ENFORCE") != "" {
					forbid(w)
					return
				}
				a.states[permission] = "would be refused"
			}
			next.ServeHTTP(w, r)
		})
	}
}

// unmarked is shadowed without saying so.
func (a *api) unmarked(permission string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !a.authz.Can(r.Context(), permission, "") {
				if os.Getenv("ENFORCE") != "" {
					forbid(w)
					return
				}
				a.states[permission] = "would be refused"
			}
			next.ServeHTTP(w, r)
		})
	}
}

type handler[T any] struct{ api *api }

func (h handler[T]) serve(w http.ResponseWriter, r *http.Request) {
	h.api.remove(r.Context(), r.FormValue("id"))
}

func main() {
	a := &api{authz: &authorizer{}}
	r := chi.NewRouter()
	r.Post("/reads", a.reads)                              // PG-15 read permission guarding a write: broken `the permission that is asked for is one to read: .*Can\(orders:read`
	r.With(a.require("orders:read")).Post("/via", a.plain) // PG-15 read permission of a middleware: broken `one to read: .*require\(orders:read\)`
	r.With(a.require("orders:write")).Post("/vw", a.plain) // PG-15 write permission guarding a write: met
	r.Post("/same", a.same)                                // PG-15 the same object checked as written: met
	r.Post("/another", a.another)                          // PG-15 different object checked than written: broken `is for another object of the request`
	r.Post("/container", a.container)                      // PG-15 what the object lies in is checked: met
	r.Post("/field", a.field)                              // PG-15 another field of the body is checked: broken `another object`
	r.Post("/first", a.first)                              // PG-16 check on the batch, effect per element of another owner: broken `another object`
	r.Post("/each", a.each)                                // PG-16 check of each element: met
	r.Post("/login", a.login)                              // PG-14 password or key compared: met `credential`
	r.Post("/careless", a.careless)                        // PG-14 the comparison is dropped: broken
	r.Post("/callback", a.callback)                        // PG-14 OAuth state checked: met `credential by .*verifyState`
	r.Post("/stateless", a.stateless)                      // PG-14 OAuth state is looked up and not checked: broken
	r.Post("/tested", a.tested)                            // PG-18 a test-only bypass: broken
	r.Post("/mode", a.testMode)                            // PG-18 a bypass by the environment: broken
	value := a.plain
	r.Post("/value", value)                                       // PG-12 method value: broken `in \(\*pgobject.api\).remove`
	r.Post("/bound", a.plain)                                     // PG-12 bound method: broken `in \(\*pgobject.api\).remove`
	r.Post("/generic", handler[int]{a}.serve)                     // PG-12 generic: broken `in \(\*pgobject.api\).remove`
	r.With(a.require("w")).Post("/gg", handler[int]{a}.serve)     // PG-12 generic, guarded: met
	r.Post("/helped", a.helped)                                   // PG-10 helper that returns the decision: met `permission by .*can`
	r.Post("/ignored", a.ignored)                                 // PG-10 its decision is dropped and its error is looked at: broken
	r.Post("/inverted", a.inverted)                               // PG-10 negated helper, taken the wrong way: broken
	r.With(a.shadowed("orders:write")).Post("/shadow", a.plain)   // PG-18 the runtime's shadow mode: met `\(shadowed\)`
	r.With(a.unmarked("orders:write")).Post("/unmarked", a.plain) // PG-18 the same without the contract: broken
	_ = http.ListenAndServe(":1", r)
}
