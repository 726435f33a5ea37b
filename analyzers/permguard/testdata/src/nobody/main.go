// Command nobody writes and never asks.
package main

import (
	"database/sql"
	"net/http"
)

func main() {
	var db *sql.DB
	http.HandleFunc("POST /x", func(w http.ResponseWriter, r *http.Request) { _, _ = db.Exec("DELETE FROM x") })
	_ = http.ListenAndServe(":1", nil)
}
