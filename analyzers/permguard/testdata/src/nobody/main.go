// Command nobody writes and never asks who may. What its orders can do is not asked of anybody.
package main

import (
	"database/sql"
	"net/http"
)

type order struct{ sent bool }

func (o *order) CanShip() bool { return !o.sent }

func (o *order) HasAccess() bool { return o.sent }

func ship(o *order, db *sql.DB, w http.ResponseWriter) {
	if !o.CanShip() || o.HasAccess() {
		http.Error(w, "sent already", http.StatusConflict)
		return
	}
	_, _ = db.Exec("UPDATE x SET sent = 1")
}

func main() {
	var db *sql.DB
	http.HandleFunc("POST /x", func(w http.ResponseWriter, r *http.Request) { _, _ = db.Exec("DELETE FROM x") }) // PG-19 nobody in the code grants permissions: silent
	http.HandleFunc("POST /ship", func(w http.ResponseWriter, r *http.Request) { ship(&order{}, db, w) }) // PG-19 what an order can do is no permission: silent
	_ = http.ListenAndServe(":1", nil)
}
