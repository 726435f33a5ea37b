package httpapi

import (
	"context"
	"net/http"

	"example.com/billing/internal/authz"
)

// Notices sends notices.
type Notices interface {
	Send(ctx context.Context, text string) error
	Remind(ctx context.Context, text string) error
}

// Drawer keeps files.
type Drawer interface {
	Put(ctx context.Context, name string) error
	Drop(ctx context.Context, name string) error
}

// backRoutes are the files and notices of an organization.
func (a *API) backRoutes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("PUT /back/files/{name}", a.guard.Require(authz.WriteFiles, endpoint(a.putFile)))
	// PG-13: signed in is not permitted
	mux.Handle("POST /back/files/{name}", endpoint(a.putFile)) // want "POST /back/files/\\{name\\} reaches file write.*authenticated, but not asked for a permission"
	// PG-02: the middleware answers 403 and does not leave
	mux.Handle("POST /back/files/{name}/copy", a.guard.Lenient(authz.WriteFiles, endpoint(a.putFile))) // want "POST /back/files/\\{name\\}/copy reaches file write"
	mux.Handle("DELETE /back/files/{name}", endpoint(a.dropFile))
	// PG-06: without a method it answers writes too
	mux.Handle("/back/touch/{name}", endpoint(a.touch)) // want "\\* /back/touch/\\{name\\} reaches file write"
	// PG-02: the check runs beside the effect
	mux.Handle("POST /back/exports/{name}", endpoint(a.exportFile)) // want "POST /back/exports/\\{name\\} reaches file write"
	// PG-02: the error is written down and forgotten
	mux.Handle("DELETE /back/exports/{name}", endpoint(a.dropExport)) // want "DELETE /back/exports/\\{name\\} reaches file write"
	mux.Handle("POST /back/exports/{name}/run", endpoint(a.runExport))
	mux.Handle("POST /back/notices", endpoint(a.sendNotice))
	// PG-09: what stands behind the interface does not ask
	mux.Handle("POST /back/reminders", endpoint(a.remind)) // want "POST /back/reminders reaches POST request"
	mux.HandleFunc("/back/health", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.Handle("POST /back/search", endpoint(a.searchFiles))
	return mux
}

func (a *API) putFile(r *http.Request) (any, error) {
	return nil, a.drawer.Put(r.Context(), r.PathValue("name"))
}

func (a *API) dropFile(r *http.Request) (any, error) {
	if err := a.guard.Check(r.Context(), authz.DeleteFiles); err != nil {
		return nil, err
	}
	return nil, a.drawer.Drop(r.Context(), r.PathValue("name"))
}

func (a *API) touch(r *http.Request) (any, error) {
	return nil, a.drawer.Put(r.Context(), r.PathValue("name"))
}

func (a *API) exportFile(r *http.Request) (any, error) {
	go func() { _ = a.guard.Check(r.Context(), authz.RunExports) }()
	return nil, a.drawer.Put(r.Context(), r.PathValue("name"))
}

func (a *API) dropExport(r *http.Request) (any, error) {
	if err := a.guard.Check(r.Context(), authz.RunExports); err != nil {
		a.warn(r.Context(), err)
	}
	return nil, a.drawer.Drop(r.Context(), r.PathValue("name"))
}

// denied is the other way round.
func (a *API) denied(r *http.Request, p authz.Permission) bool {
	return a.guard.Check(r.Context(), p) != nil
}

func (a *API) runExport(r *http.Request) (any, error) {
	if a.denied(r, authz.RunExports) {
		return nil, authz.ErrForbidden
	}
	return nil, a.drawer.Put(r.Context(), r.PathValue("name"))
}

func (a *API) sendNotice(r *http.Request) (any, error) {
	return nil, a.notices.Send(r.Context(), r.PostFormValue("text"))
}

func (a *API) remind(r *http.Request) (any, error) {
	return nil, a.notices.Remind(r.Context(), r.PostFormValue("text"))
}

func (a *API) searchFiles(r *http.Request) (any, error) { return r.PostFormValue("q"), nil }
