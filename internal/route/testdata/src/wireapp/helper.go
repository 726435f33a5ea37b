package main

import (
	"net/http/httptest"

	"github.com/go-chi/chi/v5"
)

// forTests serves nobody.
func forTests() *httptest.Server {
	r := chi.NewRouter()
	r.Get("/test", handlers{}.create)
	return httptest.NewServer(r)
}
