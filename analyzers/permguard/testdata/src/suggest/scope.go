package main

import "github.com/go-chi/chi/v5"

func asked(r chi.Router, b *api) { r.With(b.require("admin")).Post("/b", b.note) }

// unasked has no b, by which the other route of this file asks.
func unasked(r chi.Router, a *api) {
	r.Post("/scope", a.note)
}
