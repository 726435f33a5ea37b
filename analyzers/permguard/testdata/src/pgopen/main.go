// Command pgopen has checks that let through on purpose what they do not ask for.
package main

import (
	"context"
	"database/sql"
	"net/http"

	"pgopen/authz"
	"pgopen/gen"

	"github.com/go-chi/chi/v5"
)

type rows struct{ db *sql.DB }

func (s rows) drop(ctx context.Context, id string) {
	_, _ = s.db.ExecContext(ctx, "DELETE FROM orders WHERE id = $1", id)
}

// declared is behind a check that lets through what is declared open.
type declared struct{ rows }

func (s declared) AddNote(w http.ResponseWriter, r *http.Request) { // PG-17 declared open in the description, and let through: waived `declared open in the API description`
	s.drop(r.Context(), "1")
}

func (s declared) DropOrder(w http.ResponseWriter, r *http.Request) { // PG-03 a check that lets through what is declared open, for what is not: met `permission by .*Declared`
	s.drop(r.Context(), "1")
}

func (s declared) DropTenantOrder(w http.ResponseWriter, r *http.Request) { s.drop(r.Context(), "1") }

func (s declared) DropLines(w http.ResponseWriter, r *http.Request) { s.drop(r.Context(), "1") }

func (s declared) DropDraft(w http.ResponseWriter, r *http.Request) { // PG-03 a check that lets through what is declared open, for what may be asked for without security: unresolved `lets through operations that are declared open`
	s.drop(r.Context(), "1")
}

// always is behind a check that asks for everything.
type always struct{ rows }

func (s always) AddNote(w http.ResponseWriter, r *http.Request) { // PG-17 declared open in the description, and asked all the same: met `permission by .*Always`
	s.drop(r.Context(), "1")
}

func (s always) DropOrder(w http.ResponseWriter, r *http.Request) { s.drop(r.Context(), "1") }

func (s always) DropTenantOrder(w http.ResponseWriter, r *http.Request) { s.drop(r.Context(), "1") }

func (s always) DropLines(w http.ResponseWriter, r *http.Request) { s.drop(r.Context(), "1") }

func (s always) DropDraft(w http.ResponseWriter, r *http.Request) { // PG-03 a check that asks for everything, for what may be asked for without security: met `permission by .*Always`
	s.drop(r.Context(), "1")
}

// never is behind middleware that goes on whatever the operation declares.
type never struct{ rows }

func (s never) AddNote(w http.ResponseWriter, r *http.Request) { // PG-17 declared open in the description, without any check: waived `declared open in the API description`
	s.drop(r.Context(), "1")
}

func (s never) DropOrder(w http.ResponseWriter, r *http.Request) { // PG-05 not declared open in the description, without any check: broken `no permission check gates it`
	s.drop(r.Context(), "1")
}

func (s never) DropTenantOrder(w http.ResponseWriter, r *http.Request) { // PG-05 not declared open, without any check, for a tenant: broken `no permission check gates it`
	s.drop(r.Context(), "1")
}

func (s never) DropLines(w http.ResponseWriter, r *http.Request) { // PG-05 not declared open, without any check, for what a tenant has: broken `no permission check gates it`
	s.drop(r.Context(), "1")
}

func (s never) DropDraft(w http.ResponseWriter, r *http.Request) { // PG-05 not declared open but optional, without any check: broken `no permission check gates it`
	s.drop(r.Context(), "1")
}

// tenants is behind a check that asks only where there is a tenant.
type tenants struct{ rows }

func (s tenants) AddNote(w http.ResponseWriter, r *http.Request) { // PG-17 declared open in the description, and nothing known of its tenant: waived `declared open in the API description`
	s.drop(r.Context(), "1")
}

func (s tenants) DropOrder(w http.ResponseWriter, r *http.Request) { // PG-03 a check that asks only for a tenant, in a description that names none: unresolved `lets through requests without tenant`
	s.drop(r.Context(), "1")
}

func (s tenants) DropTenantOrder(w http.ResponseWriter, r *http.Request) { // PG-03 a check that asks only for a tenant, in a path that names one: met `permission by .*Tenant`
	s.drop(r.Context(), "1")
}

func (s tenants) DropLines(w http.ResponseWriter, r *http.Request) { // PG-03 a check that asks only for a tenant, in a description that lists one: met `permission by .*Tenant`
	s.drop(r.Context(), "1")
}

func (s tenants) DropDraft(w http.ResponseWriter, r *http.Request) { // PG-03 a check that asks only for a tenant, in a description that lists nothing: unresolved `lets through requests without tenant`
	s.drop(r.Context(), "1")
}

type api struct{ rows }

func (s api) one(w http.ResponseWriter, r *http.Request) { s.drop(r.Context(), "1") }

func (s api) partly(w http.ResponseWriter, r *http.Request) {
	if err := authz.CheckPermission(r.Context().Value("editor").(*authz.Editor), r.FormValue("kind")); err != nil {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	s.drop(r.Context(), "1")
}

func (s api) wholly(w http.ResponseWriter, r *http.Request) {
	if err := authz.CheckAccess(r.Context().Value("editor").(*authz.Editor), r.FormValue("kind")); err != nil {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	s.drop(r.Context(), "1")
}

func (s api) document(w http.ResponseWriter, r *http.Request) {
	if err := new(authz.Authorizer).AuthorizeEdit(r.Context(), &authz.Document{ID: r.FormValue("id")}); err != nil {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	s.drop(r.Context(), "1")
}

func main() {
	a := &authz.Authorizer{}
	s, r := api{}, chi.NewRouter()

	gen.HandlerFromMux(declared{}, r.With(a.Declared))
	gen.HandlerFromMux(always{}, r.With(a.Always))
	gen.HandlerFromMux(never{}, r.With(a.Never))
	gen.HandlerFromMux(tenants{}, r.With(a.Tenant))

	// Where nothing is declared.
	r.With(a.Declared).Post("/declared", s.one)     // PG-03 a check that lets through what is declared open, where nothing tells: unresolved `lets through operations that are declared open \(NoAuth\)`
	r.With(a.Allowed).Post("/allowed", s.one)       // PG-03 the same in one expression: unresolved `lets through operations that are declared open \(Public\)`
	r.With(a.Apart).Post("/apart", s.one)           // PG-03 the same on a way of its own: unresolved `lets through operations that are declared open \(Public\)`
	r.With(a.Inline).Post("/inline", s.one)         // PG-03 the same in the condition: unresolved `lets through operations that are declared open \(Public\)`
	r.With(a.Always).Post("/always", s.one)         // PG-03 a check that lets nothing through: met `permission by`
	r.With(a.Nobody).Post("/nobody", s.one)         // PG-13 a check that lets in whoever is not known, where nobody asks who that is: unresolved `lets through callers that are not known \(user\)`
	r.With(a.Known, a.Nobody).Post("/known", s.one) // PG-13 a check that lets in whoever is not known, behind one that asks who that is: met `permission by .*Nobody`
	r.Post("/partly", s.partly)                     // PG-01 a check that asks for some kinds only: unresolved `lets through what is none of the cases of kind`
	r.Post("/wholly", s.wholly)                     // PG-01 a check that refuses every other kind: met `permission by authz.CheckAccess`
	r.Post("/document", s.document)                 // PG-15 a check that lets everybody change what is public: unresolved `lets through what is itself declared open \(Public\)`
	r.With(a.Tenant).Post("/orders", s.one)         // PG-03 a check that asks only for a tenant, on a route that names none: unresolved `lets through requests without tenant`
	r.With(a.Tenant).Post("/t/{tenantID}", s.one)   // PG-03 a check that asks only for a tenant, on a route that names one by its id: met `permission by`
	r.With(a.Got).Post("/got", s.one)               // PG-03 a check that asks only for a tenant that a function reads, on a route that names none: unresolved `lets through requests without TenantFrom`
	r.With(a.Got).Post("/g/{tenant}", s.one)        // PG-03 a check that asks only for a tenant that a function reads, on a route that names one: met `permission by`
	_ = http.ListenAndServe(":5", r)
}
