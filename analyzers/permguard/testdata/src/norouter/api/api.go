// Package api has a router, and something else.
package api

import "github.com/go-chi/chi/v5"

const Version = "1"

func Router() chi.Router { return chi.NewRouter() }
