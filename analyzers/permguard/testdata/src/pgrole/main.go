// Command pgrole asks for membership of a tenant and for a role there. Where the role's question is lost, membership alone is no permission.
package main

import (
	"database/sql"
	"net/http"

	"pgrole/authz"

	"github.com/go-chi/chi/v5"
)

type api struct{ db *sql.DB }

func (a api) drop(w http.ResponseWriter, r *http.Request) {
	_, _ = a.db.ExecContext(r.Context(), "DELETE FROM orders WHERE tenant_id = $1", r.PathValue("tenant"))
}

func main() {
	a, z := api{}, &authz.Authz{}
	r := chi.NewRouter()
	r.With(z.Asked).Post("/{tenant}/asked", a.drop)     // PG-13 membership of the tenant and a role: met `permission by`
	r.With(z.Member).Post("/{tenant}/member", a.drop)   // PG-13 membership of the tenant alone: broken `no permission check gates it`
	r.With(z.Dropped).Post("/{tenant}/dropped", a.drop) // PG-02 membership, and the answer about the role is discarded: broken `no permission check gates it`
	r.With(z.Noted).Post("/{tenant}/noted", a.drop)     // PG-02 membership, and the error about the role is logged: broken `no permission check gates it`
	r.With(z.Nobody).Post("/{tenant}/nobody", a.drop)   // PG-02 membership, and what asks for the role asks no more: broken `no permission check gates it`
	r.With(z.Unheard).Post("/{tenant}/unheard", a.drop) // PG-02 membership, and what asks for the role only logs: broken `no permission check gates it`
	r.With(z.Unseen).Post("/{tenant}/unseen", a.drop)   // PG-02 membership, and what asks for the role discards the answer: broken `no permission check gates it`
	both, halved, forgetful := &authz.Strategies{}, &authz.Halved{}, &authz.Forgetful{}
	r.With(both.Middleware).Post("/{tenant}/both", a.drop)           // PG-01 a check that hands on to two functions that ask: met `permission by`
	r.With(halved.Middleware).Post("/{tenant}/halved", a.drop)       // PG-13 a check that hands on to two functions, one of which asks for an account only: broken `no permission check gates it`
	r.With(forgetful.Middleware).Post("/{tenant}/forgetful", a.drop) // PG-02 a check that hands on to two functions, one of which makes the error and does not return it: broken `no permission check gates it`
	_ = http.ListenAndServe(":1", r)
}
