// Command claims has waivers of another rule that speak of callers.
package main

import (
	"context"
	"database/sql"
	"net/http"
)

var db *sql.DB

type sweeper interface{ sweep(ctx context.Context) error }

type store struct{}

// sweep is called by the worker, and by an endpoint that somebody added.
func (store) sweep(ctx context.Context) error {
	//bailiwick:allow tenantscope(background) nightly // contradicted: POST /sweep reaches (claims.store).sweep
	_, err := db.ExecContext(ctx, "DELETE FROM orders WHERE expires_at < now()")
	return err
}

// count is called by the worker alone.
func (store) count(ctx context.Context) (n int, err error) {
	//bailiwick:allow tenantscope(background) nightly
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM orders").Scan(&n)
	return n, err
}

// peek only reads, and is reached all the same.
func (store) peek(ctx context.Context) (n int, err error) {
	//bailiwick:allow tenantscope(background) nightly // contradicted: GET /peek reaches (claims.store).peek
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM orders").Scan(&n)
	return n, err
}

// all is for operators; one way to it asks nothing.
func (store) all(ctx context.Context) (n int, err error) {
	//bailiwick:allow tenantscope(operator) support looks through all orders // contradicted: GET /all reaches (claims.store).all and asks for no permission
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM orders").Scan(&n)
	return n, err
}

// each is for operators, and every way to it asks.
func (store) each(ctx context.Context) (n int, err error) {
	//bailiwick:allow tenantscope(operator) support looks through all orders
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM orders").Scan(&n)
	return n, err
}

func operator(r *http.Request) bool { return r.Header.Get("X-Role") == "operator" }

func guarded(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !operator(r) {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next(w, r)
	})
}

func main() {
	s := store{}
	var sw sweeper = s
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sweep", func(w http.ResponseWriter, r *http.Request) { _ = sw.sweep(r.Context()) })
	mux.HandleFunc("GET /peek", func(w http.ResponseWriter, r *http.Request) { _, _ = s.peek(r.Context()) })
	mux.HandleFunc("GET /all", func(w http.ResponseWriter, r *http.Request) { _, _ = s.all(r.Context()) })
	mux.Handle("GET /all/guarded", guarded(func(w http.ResponseWriter, r *http.Request) { _, _ = s.all(r.Context()) }))
	mux.Handle("GET /each", guarded(func(w http.ResponseWriter, r *http.Request) { _, _ = s.each(r.Context()) }))
	mux.HandleFunc("GET /each/inside", func(w http.ResponseWriter, r *http.Request) {
		if !operator(r) {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		_, _ = s.each(r.Context())
	})
	go func() { _, _ = s.count(context.Background()) }()
	_ = http.ListenAndServe(":1", mux)
}
