// Command emptyrouter registers in a way that is not followed.
package main

import (
	"net/http"

	"github.com/go-chi/chi/v5"
)

func main() {
	for _, register := range table {
		register(chi.NewRouter())
	}
}

var table = map[string]func(chi.Router){}

func init() { table["orders"] = func(r chi.Router) { _ = http.ListenAndServe(":1", r) } }
