// Command pgchi has the shapes of the verdict page on net/http and chi.
package main

import (
	"context"
	"crypto/hmac"
	"log"
	"net/http"

	"github.com/go-chi/chi/v5"

	"pgchi/authz"
	"pgchi/service"
)

type api struct {
	store  *service.Store
	orders service.Orders
	hook   func(context.Context) error
	secret []byte
}

func (a *api) write(ctx context.Context) { _ = a.store.Purge(ctx, "1") }

func (a *api) checked(w http.ResponseWriter, r *http.Request) {
	if ok, err := authz.Can(r.Context(), "orders:write"); err != nil || !ok {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	a.write(r.Context())
}

func (a *api) stub(w http.ResponseWriter, r *http.Request) {
	if ok, err := authz.CanAny(r.Context(), "orders:write"); err != nil || !ok {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	a.write(r.Context())
}

func whoever(ctx context.Context) (*authz.User, error) { return authz.From(ctx), nil }

func (a *api) neverFails(w http.ResponseWriter, r *http.Request) {
	u, err := whoever(r.Context())
	if err != nil || u.Role != "admin" {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	a.write(r.Context())
}

func canHere(ctx context.Context) bool { return true }

func (a *api) stubHere(w http.ResponseWriter, r *http.Request) {
	if !canHere(r.Context()) {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	a.write(r.Context())
}

func (a *api) after(w http.ResponseWriter, r *http.Request) {
	a.write(r.Context())
	if err := authz.Check(r.Context(), "orders:write"); err != nil {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
}

func (a *api) discarded(w http.ResponseWriter, r *http.Request) {
	_ = authz.Check(r.Context(), "orders:write")
	a.write(r.Context())
}

func (a *api) logged(w http.ResponseWriter, r *http.Request) {
	if err := authz.Check(r.Context(), "orders:write"); err != nil {
		log.Println(err)
	}
	a.write(r.Context())
}

func (a *api) goesOn(w http.ResponseWriter, r *http.Request) {
	if err := authz.Check(r.Context(), "orders:write"); err != nil {
		w.WriteHeader(http.StatusForbidden)
	}
	a.write(r.Context())
}

func (a *api) inGo(w http.ResponseWriter, r *http.Request) {
	go func() {
		if err := authz.Check(r.Context(), "orders:write"); err != nil {
			return
		}
	}()
	a.write(r.Context())
}

func (a *api) inDefer(w http.ResponseWriter, r *http.Request) {
	defer func() {
		if err := authz.Check(r.Context(), "orders:write"); err != nil {
			http.Error(w, "no", http.StatusForbidden)
		}
	}()
	a.write(r.Context())
}

func (a *api) errorOnly(w http.ResponseWriter, r *http.Request) {
	if _, err := authz.Can(r.Context(), "orders:write"); err != nil {
		http.Error(w, "oops", http.StatusInternalServerError)
		return
	}
	a.write(r.Context())
}

func (a *api) plain(w http.ResponseWriter, r *http.Request)  { a.write(r.Context()) }
func (a *api) search(w http.ResponseWriter, r *http.Request) { _, _ = w.Write(nil) }

func (a *api) cancel(w http.ResponseWriter, r *http.Request) { _ = a.orders.Cancel(r.Context(), "1") }
func (a *api) purge(w http.ResponseWriter, r *http.Request)  { _ = a.orders.Purge(r.Context(), "1") }
func (a *api) hooked(w http.ResponseWriter, r *http.Request) { _ = a.hook(r.Context()) }

func (a *api) helper(w http.ResponseWriter, r *http.Request) {
	if !authz.Deny(w, r, "orders:write") {
		return
	}
	a.write(r.Context())
}

func (a *api) helperIgnored(w http.ResponseWriter, r *http.Request) {
	authz.Deny(w, r, "orders:write")
	a.write(r.Context())
}

func (a *api) negated(w http.ResponseWriter, r *http.Request) {
	if authz.Lacks(r.Context(), "orders:write") {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	a.write(r.Context())
}

func (a *api) seen(w http.ResponseWriter, r *http.Request) {
	_ = a.store.Seen(r.Context())
	_ = a.store.Audit(r.Context())
}

func (a *api) webhook(w http.ResponseWriter, r *http.Request) {
	if !hmac.Equal([]byte(r.Header.Get("X-Signature")), a.secret) {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	a.write(r.Context())
}

func (a *api) role(w http.ResponseWriter, r *http.Request) {
	if authz.From(r.Context()).Role != "admin" {
		http.Error(w, "admins only", http.StatusForbidden)
		return
	}
	a.write(r.Context())
}

func (a *api) roleInverted(w http.ResponseWriter, r *http.Request) {
	if authz.From(r.Context()).Role == "admin" {
		http.Error(w, "admins only", http.StatusForbidden)
	}
	a.write(r.Context())
}

func (a *api) either(w http.ResponseWriter, r *http.Request) {
	u := authz.From(r.Context())
	if u.Role == "admin" || u.Perms["orders:write"] {
		a.write(r.Context())
		return
	}
	http.Error(w, "no", http.StatusForbidden)
}

func (a *api) batch(w http.ResponseWriter, r *http.Request) {
	for _, perm := range r.Header["X-Perms"] {
		if err := authz.Check(r.Context(), perm); err != nil {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
	}
	a.write(r.Context())
}

func (a *api) embedded() http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { a.write(r.Context()) }
}

type service2 struct{ api }

type config struct{ auth bool }

func main() {
	store := &service.Store{}
	a := &api{store: store, orders: store}
	r := chi.NewRouter()
	r.Post("/checked", a.checked)                   // PG-01 check before the effect: met `permission by authz.Can`
	r.Post("/never-fails", a.neverFails)            // PG-15 what never fails tells who it is: met
	r.Post("/stub", a.stub)                         // PG-05 a check that never refuses: broken
	r.Post("/stub-here", a.stubHere)                // PG-05 a check of the package that never refuses: broken
	r.Post("/after", a.after)                       // PG-02 check after the effect: broken `reaches delete from orders`
	r.Post("/discarded", a.discarded)               // PG-02 result discarded: broken
	r.Post("/logged", a.logged)                     // PG-02 error logged and execution continues: broken
	r.Post("/goes-on", a.goesOn)                    // PG-02 branch writes 403 but does not return: broken
	r.Post("/in-go", a.inGo)                        // PG-02 check in go: broken
	r.Post("/in-defer", a.inDefer)                  // PG-02 check in defer: broken
	r.Post("/error-only", a.errorOnly)              // PG-02 only the error of the check is looked at: broken
	r.With(authz.Require("w")).Post("/mw", a.plain) // PG-03 guard as middleware of the route: met `permission by authz.Require\(w\)`
	r.Group(func(r chi.Router) {
		r.Use(authz.Require("group"))
		r.Post("/group", a.plain) // PG-03 of its group: met `permission by authz.Require\(group\)`
	})
	r.Route("/parent", func(r chi.Router) {
		r.Use(authz.Require("parent"))
		r.Route("/child", func(r chi.Router) {
			r.Post("/x", a.plain) // PG-03 of its parent router: met `permission by authz.Require\(parent\)`
		})
	})
	sibling := chi.NewRouter()
	sibling.Use(authz.Require("sibling"))
	r.Mount("/sibling", sibling)
	r.Post("/beside", a.plain)                     // PG-04 on a sibling group: broken
	r.With(authz.Ask("w")).Post("/asked", a.plain) // PG-05 middleware that asks and calls next all the same: broken
	r.Post("/search", a.search)                    // PG-07 every callee understood and no effect found: met `no effect`
	r.Post("/write", a.plain)                      // PG-07 an effect found: broken `POST /write reaches delete from orders in .*Purge and no permission check gates it`
	r.Post("/hook", a.hooked)                      // PG-07 a callee not understood: unresolved `api.hook`
	r.Get("/purge", a.purge)                       // PG-08 GET handler that writes: broken
	r.Get("/seen", a.seen)                         // PG-08 that writes only an audit row or the principal's own last_seen: silent
	r.Get("/list", a.search)                       // PG-08 GET handler that only reads: silent
	r.Post("/cancel", a.cancel)                    // PG-09 check in the service layer behind an interface: met `permission by authz.Check\(orders:cancel\)`
	r.Post("/purge", a.purge)                      // PG-09 no check in the service layer: broken `service.Store\)|delete from orders`
	drafts := &service.Drafts{Guard: &authz.Guard{Policy: authz.Table{}}}
	r.Post("/drop", func(w http.ResponseWriter, r *http.Request) { _ = drafts.Drop(r.Context()) })   // PG-09 check by a policy behind an interface: met `permission by .*Guard\).Check\(drafts:drop\)`
	r.Post("/clear", func(w http.ResponseWriter, r *http.Request) { _ = drafts.Clear(r.Context()) }) // PG-09 a policy behind an interface whose answer is not looked at: broken
	r.Post("/helper", a.helper)                                                                      // PG-10 helper that writes the response and returns bool: met
	r.Post("/helper-ignored", a.helperIgnored)                                                       // PG-10 its result does not gate the effect: broken
	r.Post("/negated", a.negated)                                                                    // PG-10 negated helper: met
	r.Post("/closure", func(w http.ResponseWriter, r *http.Request) { a.write(r.Context()) })        // PG-12 handler as closure: broken
	r.Post("/made", a.embedded())                                                                    // PG-12 handler that a method makes: broken
	s2 := &service2{*a}
	r.Post("/embedded", s2.plain)                    // PG-12 embedded service: broken
	r.With(authz.Authenticate).Post("/who", a.plain) // PG-13 authentication only: broken `authenticated, but not asked`
	r.Post("/webhook", a.webhook)                    // PG-14 webhook signature verified: met `credential by hmac.Equal`
	r.Post("/role", a.role)                          // PG-15 role compared: met `permission by a comparison`
	r.Post("/role-inverted", a.roleInverted)         // PG-15 role compared and nothing comes of it: broken
	r.Post("/either", a.either)                      // PG-01 one of two checks lets through: met
	r.Post("/batch", a.batch)                        // PG-16 every element of a batch is asked for: met
	mux := http.NewServeMux()
	mux.HandleFunc("/effect", a.plain)   // PG-06 without a method, with an effect: broken `\* /effect`
	mux.HandleFunc("/healthz", a.search) // PG-06 without any effect: met
	mux.Handle("/", r)
	admin := http.NewServeMux()
	admin.HandleFunc("POST /admin", a.plain) // PG-03 of the server: met `permission by authz.Require\(admin\)`
	go func() { _ = http.ListenAndServe(":2", authz.Require("admin")(admin)) }()
	go func() { _ = http.ListenAndServe(":3", http.HandlerFunc(a.plain)) }() // PG-06 a server without a router, with an effect: broken `^every request reaches`
	_ = http.ListenAndServe(":1", mux)
}
