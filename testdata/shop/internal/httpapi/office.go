package httpapi

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"net/http"

	"github.com/go-chi/chi/v5"

	"example.com/shop/internal/authz"
)

// Pages is what the handlers need of the use case of pages.
type Pages interface {
	Publish(ctx context.Context, name, text string) error
	Withdraw(ctx context.Context, name string) error
}

// officeRoutes are the shop's own pages, themes and exports.
func (a *API) officeRoutes(r chi.Router) {
	write := authz.Require(authz.PagesWrite)
	r.Get("/pages/{name}", a.readPage)
	r.With(write).Put("/pages/{name}", a.putPage)
	// PG-13: the caller is authenticated, and asked for nothing
	r.Post("/pages/{name}/copy", a.putPage) // want "POST /office/pages/\\{name\\}/copy reaches file write.*authenticated, but not asked for a permission"
	r.Post("/pages/{name}/publish", a.publishPage)
	// PG-09: the use case behind the interface does not ask
	r.Post("/pages/{name}/withdraw", a.withdrawPage) // want "POST /office/pages/\\{name\\}/withdraw reaches file write"
	r.Delete("/pages/{name}", a.removePage)
	r.Post("/pages/{name}/preview", a.previewPage)
	// PG-05: the middleware asks and goes on all the same
	r.With(authz.Warn(authz.PagesWrite)).Post("/pages/{name}/warned", a.putPage) // want "POST /office/pages/\\{name\\}/warned reaches file write"

	r.Group(func(r chi.Router) {
		r.Use(authz.Require(authz.PagesDelete))
		r.Delete("/drafts/{name}", a.dropFile)
	})
	r.Group(func(r chi.Router) {
		// PG-04: the guard is on the sibling group
		r.Delete("/sketches/{name}", a.dropFile) // want "DELETE /office/sketches/\\{name\\} reaches file write"
	})
	r.Route("/themes", func(r chi.Router) {
		r.Use(authz.Require(authz.ThemesWrite))
		r.Route("/{name}", func(r chi.Router) {
			r.Put("/", a.putPage)
		})
	})
	// PG-02: the result is thrown away
	r.Post("/exports/{name}", a.export) // want "POST /office/exports/\\{name\\} reaches file write"
	// PG-02: it is asked afterwards
	r.Delete("/exports/{name}", a.dropExport) // want "DELETE /office/exports/\\{name\\} reaches file write"
	r.Post("/exports/{name}/run", a.runExport)
	// PG-08: a read that writes
	r.Get("/exports/{name}/fresh", a.freshExport) // want "GET /office/exports/\\{name\\}/fresh reaches file write"
}

func (a *API) readPage(w http.ResponseWriter, r *http.Request) {
	text, err := a.Files.Get(r.Context(), chi.URLParam(r, "name"))
	answer(w, text, err)
}

func (a *API) putPage(w http.ResponseWriter, r *http.Request) {
	in, ok := body[string](w, r)
	if !ok {
		return
	}
	answer(w, nil, a.Files.Put(r.Context(), chi.URLParam(r, "name"), in))
}

func (a *API) dropFile(w http.ResponseWriter, r *http.Request) {
	answer(w, nil, a.Files.Remove(r.Context(), chi.URLParam(r, "name")))
}

func (a *API) publishPage(w http.ResponseWriter, r *http.Request) {
	in, ok := body[string](w, r)
	if !ok {
		return
	}
	answer(w, nil, a.Pages.Publish(r.Context(), chi.URLParam(r, "name"), in))
}

func (a *API) withdrawPage(w http.ResponseWriter, r *http.Request) {
	answer(w, nil, a.Pages.Withdraw(r.Context(), chi.URLParam(r, "name")))
}

// removePage asks by itself.
func (a *API) removePage(w http.ResponseWriter, r *http.Request) {
	if !authz.May(r.Context(), authz.PagesDelete) {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	answer(w, nil, a.Files.Remove(r.Context(), chi.URLParam(r, "name")))
}

// previewPage changes nothing.
func (a *API) previewPage(w http.ResponseWriter, r *http.Request) {
	in, ok := body[string](w, r)
	if !ok {
		return
	}
	answer(w, "<p>"+in+"</p>", nil)
}

// allowed answers 403 to those who may not.
func allowed(w http.ResponseWriter, r *http.Request, p authz.Permission) bool {
	if err := authz.Check(r.Context(), p); err != nil {
		http.Error(w, "forbidden", http.StatusForbidden)
		return false
	}
	return true
}

func (a *API) runExport(w http.ResponseWriter, r *http.Request) {
	if !allowed(w, r, authz.ExportsRun) {
		return
	}
	answer(w, nil, a.Files.Put(r.Context(), chi.URLParam(r, "name"), "…"))
}

func (a *API) export(w http.ResponseWriter, r *http.Request) {
	_ = authz.Check(r.Context(), authz.ExportsRun)
	answer(w, nil, a.Files.Put(r.Context(), chi.URLParam(r, "name"), "…"))
}

func (a *API) dropExport(w http.ResponseWriter, r *http.Request) {
	err := a.Files.Remove(r.Context(), chi.URLParam(r, "name"))
	if !authz.May(r.Context(), authz.ExportsRun) {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	answer(w, nil, err)
}

func (a *API) freshExport(w http.ResponseWriter, r *http.Request) {
	err := a.Files.Put(r.Context(), chi.URLParam(r, "name"), "…")
	answer(w, nil, err)
}

// Delivered is called by the carrier, who signs what it sends.
func (a *API) Delivered(w http.ResponseWriter, r *http.Request) {
	in, ok := body[string](w, r)
	if !ok {
		return
	}
	mac := hmac.New(sha256.New, a.Verifier.Key)
	mac.Write([]byte(in))
	if !hmac.Equal(mac.Sum(nil), []byte(r.Header.Get("X-Signature"))) {
		http.Error(w, "unauthenticated", http.StatusUnauthorized)
		return
	}
	answer(w, nil, a.Files.Put(r.Context(), "delivered", in))
}
