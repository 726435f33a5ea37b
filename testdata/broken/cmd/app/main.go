// Command app serves the bills. It depends on a package that does not compile.
package main

import (
	"database/sql"
	"fmt"
	"log"
	"net/http"
	"os"
	"strconv"

	"example.com/broken/internal/billing"
	"example.com/broken/internal/ledger"
	"example.com/broken/internal/notes"
)

func main() {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	service := &billing.Service{Entries: &ledger.Entries{DB: db}}
	store := &notes.Store{DB: db}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /bills/{id}", func(w http.ResponseWriter, r *http.Request) {
		id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
		if err != nil {
			http.Error(w, "malformed id", http.StatusBadRequest)
			return
		}
		cents, err := service.Bill(r.Context(), id)
		fmt.Fprintln(w, cents, err)
	})
	mux.HandleFunc("GET /notes", func(w http.ResponseWriter, r *http.Request) {
		n, err := store.Count(r.Context())
		fmt.Fprintln(w, n, err)
	})
	log.Fatal(http.ListenAndServe(":8084", mux))
}
