package main

import (
	"net/http"

	"github.com/go-chi/chi/v5"
)

type level int

const operator level = 3

func (a *api) atLeast(l level) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if len(a.roles[r.Header.Get("X-User")]) < int(l) {
				http.Error(w, "forbidden", http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

func levels(r chi.Router, a *api) { r.With(a.atLeast(operator)).Post("/level", a.note) }

func without(r chi.Router, a *api) {
	r.Post("/none", a.note)
}
