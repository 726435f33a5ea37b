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

func main() {
	a := &api{}
	r := chi.NewRouter()
	//bailiwick:allow permguard(public) the guest book is for everybody
	r.Post("/notes", a.note) // PG-17 public by design, with a declared reason on the route: waived `the guest book`
	r.Post("/same", a.note)  // PG-17 public by design, without a reason: broken `POST /same reaches insert into notes in .*note`
	r.Post("/votes", a.vote) // PG-17 public by design, with a declared reason on the handler: waived `anybody may vote`
	//bailiwick:allow permguard(operator) behind the operators' network
	r.Post("/ops", a.note) // PG-17 a reason that the code contradicts: broken `waiver claims operator, but nothing in front`
	//bailiwick:allow permguard(background) runs at night
	r.Post("/sweep", a.note) // PG-17 an endpoint that is said to be none: broken `waiver claims background, but this is an endpoint`
	//bailiwick:allow permguard not needed here
	r.With(a.require("admin")).Post("/admin/notes", a.note)
	//nolint:permguard // looked at
	r.Post("/quiet", a.note) // PG-17 silenced for all linters: waived `looked at`
	//bailiwick:allow permguard(public) nothing is registered here
	a.roles = nil
	_ = http.ListenAndServe(":8080", r)
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

// vote counts a vote.
//
//bailiwick:allow permguard(public) anybody may vote
func (a *api) vote(w http.ResponseWriter, r *http.Request) {
	_, _ = a.db.Exec("UPDATE polls SET votes = votes + 1 WHERE id = $1", r.FormValue("id"))
}
