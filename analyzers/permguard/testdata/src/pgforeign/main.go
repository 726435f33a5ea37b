// Command pgforeign writes through a library of which no row knows what it does.
package main

import (
	"net/http"

	"github.com/dexidp/dex/storage"
	"github.com/go-chi/chi/v5"
)

type api struct {
	store storage.Storage
	roles map[string]string
}

func (a *api) isAdmin(r *http.Request) bool { return a.roles[r.Header.Get("X-User")] == "admin" }

func (a *api) create(w http.ResponseWriter, r *http.Request) {
	_ = a.store.CreateConnector(r.Context(), storage.Connector{ID: r.FormValue("id")})
}

func (a *api) asked(w http.ResponseWriter, r *http.Request) {
	if !a.isAdmin(r) {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	a.create(w, r)
}

func (a *api) direct(w http.ResponseWriter, r *http.Request) {
	if !a.isAdmin(r) {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	_ = a.store.CreateConnector(r.Context(), storage.Connector{ID: r.FormValue("id")})
}

func (a *api) look(w http.ResponseWriter, r *http.Request) {
	_, _ = a.store.GetConnector(r.Context(), r.FormValue("id"))
}

func main() {
	a := &api{}
	r := chi.NewRouter()
	r.Post("/create", a.create) // PG-07 a callee of a library that may change something: unresolved `call not followed: \(github.com/dexidp/dex/storage.Storage\).CreateConnector`
	r.Post("/asked", a.asked)   // PG-07 the same behind a check: met `no effect|permission`
	r.Post("/direct", a.direct) // PG-07 the same behind a check beside it: met `permission by \(\*pgforeign.api\).isAdmin`
	r.Post("/look", a.look)     // PG-07 a callee of a library that is named for a read: met `no effect`
	r.Get("/create", a.create)  // PG-08 GET handler that may change something in a library: silent
	_ = http.ListenAndServe(":1", r)
}
