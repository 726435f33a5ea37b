package main

import (
	"database/sql"
	"net/http"

	"github.com/go-chi/chi/v5"
)

// api holds what the handlers need.
type api struct {
	db    *sql.DB
	roles map[string]string // of the callers, by their name
}

// main registers the endpoints: each finding stands here.
func main() {
	a := &api{}
	r := chi.NewRouter()
	r.Post("/orders", a.create) // want `POST /orders reaches insert into orders in (*example.api).create and no permission check gates it`
	r.With(a.require("admin")).Post("/checked/orders", a.create)
	r.Delete("/orders", a.remove)
	r.Delete("/late/orders", a.removeTooSoon)        // want `DELETE /late/orders reaches delete from orders in (*example.api).removeTooSoon and no permission check gates it`
	r.Delete("/going-on/orders", a.removeRegardless) // want `DELETE /going-on/orders reaches delete from orders in (*example.api).removeRegardless and no permission check gates it`
	//bailiwick:allow permguard(public) anybody may leave a note
	r.Post("/notes", a.note)
	r.Get("/health", a.health)
	_ = http.ListenAndServe(":8080", r)
}

// require makes middleware that lets those of a role through, and nobody else.
func (a *api) require(role string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if a.roles[r.Header.Get("X-User")] != role {
				http.Error(w, "forbidden", http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// isAdmin decides by its result.
func (a *api) isAdmin(r *http.Request) bool { return a.roles[r.Header.Get("X-User")] == "admin" }

// create changes something and asks nothing: whether that is right depends on the route.
func (a *api) create(w http.ResponseWriter, r *http.Request) {
	_, _ = a.db.Exec("INSERT INTO orders (id) VALUES ($1)", r.FormValue("id"))
}

// remove asks by itself, before the effect, and leaves.
func (a *api) remove(w http.ResponseWriter, r *http.Request) {
	if !a.isAdmin(r) {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	_, _ = a.db.Exec("DELETE FROM orders WHERE id = $1", r.FormValue("id"))
}

// removeTooSoon asks when it is done.
func (a *api) removeTooSoon(w http.ResponseWriter, r *http.Request) {
	_, _ = a.db.Exec("DELETE FROM orders WHERE id = $1", r.FormValue("id"))
	if !a.isAdmin(r) {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
}

// removeRegardless answers with 403, and goes on.
func (a *api) removeRegardless(w http.ResponseWriter, r *http.Request) {
	if !a.isAdmin(r) {
		http.Error(w, "forbidden", http.StatusForbidden)
	}
	_, _ = a.db.Exec("DELETE FROM orders WHERE id = $1", r.FormValue("id"))
}

// note is for everybody, as its route says.
func (a *api) note(w http.ResponseWriter, r *http.Request) {
	_, _ = a.db.Exec("INSERT INTO notes (text) VALUES ($1)", r.FormValue("text"))
}

// health has no effect.
func (a *api) health(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) }
