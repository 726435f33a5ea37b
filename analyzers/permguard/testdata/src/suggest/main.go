// Command suggest has routes that a check can be put in front of as the other routes of their file do.
package main

import (
	"database/sql"
	"net/http"

	"github.com/go-chi/chi/v5"
)

type api struct {
	db    *sql.DB
	roles map[string]string
}

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

func (a *api) note(w http.ResponseWriter, r *http.Request) {
	_, _ = a.db.Exec("INSERT INTO notes (text) VALUES ($1)", r.FormValue("text"))
}

func main() {
	a := &api{}
	r := chi.NewRouter()
	r.With(a.require("admin")).Post("/asked", a.note)
	r.Post("/open", a.note)
	around(a)
	asked(r, a)
	unasked(r, a)
	levels(r, a)
	without(r, a)
	_ = http.ListenAndServe(":8080", r)
}
