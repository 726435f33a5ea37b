// Command pghands reaches its rows through packages that have nothing of their own but an interface or a function to call.
package main

import (
	"database/sql"
	"net/http"

	"pghands/hook"
	"pghands/relay"

	"github.com/go-chi/chi/v5"
)

type rows struct{ db *sql.DB }

func (s *rows) Put(key, value string) error {
	_, err := s.db.Exec("UPDATE settings SET value = $1 WHERE key = $2", value, key)
	return err
}

func (s *rows) Look(key string) error {
	_, err := s.db.Exec("SELECT value FROM settings WHERE key = $1", key)
	return err
}

func (s *rows) drop(key string) error {
	_, err := s.db.Exec("DELETE FROM settings WHERE key = $1", key)
	return err
}

type api struct {
	relay *relay.Relay
	drop  *hook.Hook
}

func (a *api) put(w http.ResponseWriter, r *http.Request) {
	_ = a.relay.Put(r.FormValue("key"), r.FormValue("value"))
}

func (a *api) check(w http.ResponseWriter, r *http.Request) { _ = a.relay.Look(r.FormValue("key")) }

func (a *api) fire(w http.ResponseWriter, r *http.Request) { _ = a.drop.Fire(r.FormValue("key")) }

// admin makes this a program that grants permissions.
func admin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Context().Value("role") != "admin" {
			http.Error(w, "admins only", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func main() {
	store := &rows{}
	a := &api{relay: relay.New(store), drop: &hook.Hook{Run: store.drop}}
	r := chi.NewRouter()
	r.Put("/settings", a.put)                       // PG-07 the write is behind an interface in a package that imports nothing: broken `reaches update settings in \(\*pghands.rows\).Put`
	r.Post("/settings/look", a.check)               // PG-07 what is behind it reads: met `no effect was found behind it`
	r.With(admin).Put("/admin/settings", a.put)     // PG-07 the same write behind a check: met `permission by pghands.admin`
	r.Delete("/settings", a.fire)                   // PG-07 the write is a function that a field of such a package holds: broken `reaches delete from settings in \(\*pghands.rows\).drop`
	r.With(admin).Delete("/admin/settings", a.fire) // PG-07 the same behind a check: met `permission by pghands.admin`
	_ = http.ListenAndServe(":8080", r)
}
