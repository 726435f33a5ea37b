// Package app leads ids to the store: through closures, generic helpers and mappers.
package app

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"tg19ways/model"
	"tg19ways/service"
	"tg19ways/store"
)

type API struct{ orders *store.Orders }

// Map makes a list of what f makes of each element.
func Map[T, R any](list []T, f func(T) R) []R {
	out := make([]R, 0, len(list))
	for _, el := range list {
		out = append(out, f(el))
	}
	return out
}

// Each calls f with each element.
func Each[T any](list []T, f func(T) error) error {
	for _, el := range list {
		if err := f(el); err != nil {
			return err
		}
	}
	return nil
}

// Run runs a function in a transaction and gives what it gives.
func Run[T any](ctx context.Context, orders *store.Orders, f func(context.Context) (T, error)) (out T, err error) {
	err = orders.InTx(ctx, func(ctx context.Context) error {
		out, err = f(ctx)
		return err
	})
	return out, err
}

// TG-19: a caller with the id of a scoped row that a closure put into a variable around it
func (a *API) captured(r *http.Request, tenant string) error {
	var o *store.Order
	if err := a.orders.InTx(r.Context(), func(ctx context.Context) (err error) {
		o, err = a.orders.Scoped(ctx, tenant, r.PathValue("id"))
		return err
	}); err != nil {
		return err
	}
	return a.orders.Captured(r.Context(), o.ID) // met `scoped`
}

// TG-19: a caller with an id of the request that a closure put into a variable around it
func (a *API) capturedRequest(r *http.Request) error {
	var o *store.Order
	if err := a.orders.InTx(r.Context(), func(ctx context.Context) error {
		o = &store.Order{ID: r.PathValue("id")}
		return nil
	}); err != nil {
		return err
	}
	return a.orders.CapturedRequest(r.Context(), o.ID) // related `from the request`
}

// TG-19: a caller with ids that a helper maps from scoped rows
func (a *API) mapped(r *http.Request, tenant string) error {
	orders, err := a.orders.List(r.Context(), tenant)
	if err != nil {
		return err
	}
	return a.orders.Mapped(r.Context(), Map(orders, func(o store.Order) string { return o.ID })) // met `scoped`
}

// TG-19: a caller with ids that a helper maps from the request
func (a *API) mappedRequest(r *http.Request) error {
	orders := []store.Order{{ID: r.PathValue("id")}}
	return a.orders.MappedRequest(r.Context(), Map(orders, func(o store.Order) string { return o.ID })) // related `from the request`
}

// TG-19: a caller that is the callback of a helper, with the elements of scoped rows
func (a *API) each(r *http.Request, tenant string) error {
	orders, err := a.orders.List(r.Context(), tenant)
	if err != nil {
		return err
	}
	return Each(orders, func(o store.Order) error {
		return a.orders.Each(r.Context(), o.ID) // met `scoped`
	})
}

// TG-19: a caller that is the callback of a helper, with the elements of the request
func (a *API) eachRequest(r *http.Request) error {
	return Each([]string{r.PathValue("id")}, func(id string) error {
		return a.orders.EachRequest(r.Context(), id) // related `from the request`
	})
}

// TG-19: a caller with the row that a function gives which a transaction runs
func (a *API) wrapped(r *http.Request, tenant string) error {
	o, err := Run(r.Context(), a.orders, func(ctx context.Context) (*store.Order, error) {
		return a.orders.Scoped(ctx, tenant, r.PathValue("id"))
	})
	if err != nil {
		return err
	}
	return a.orders.Wrapped(r.Context(), o.ID) // met `scoped`
}

// TG-19: a caller with what of the request a function gives which a transaction runs
func (a *API) wrappedRequest(r *http.Request) error {
	o, err := Run(r.Context(), a.orders, func(ctx context.Context) (*store.Order, error) {
		return &store.Order{ID: r.PathValue("id")}, nil
	})
	if err != nil {
		return err
	}
	return a.orders.WrappedRequest(r.Context(), o.ID) // related `from the request`
}

// TG-19: a caller with an id that it makes
func (a *API) fresh(r *http.Request) error {
	return a.orders.Fresh(r.Context(), store.Order{ID: uuid.NewString(), Status: r.FormValue("status")}) // met `was made`
}

// TG-19: a caller with an id that the request brings where one could be made
func (a *API) freshRequest(r *http.Request) error {
	return a.orders.FreshRequest(r.Context(), store.Order{ID: r.PathValue("id"), Status: r.FormValue("status")}) // related `from the request`
}

// TG-19: a caller with the copy of a scoped row that another package makes
func (a *API) copied(r *http.Request, tenant string) error {
	v, err := a.orders.Get(r.Context(), tenant, r.PathValue("id"))
	if err != nil {
		return err
	}
	return a.orders.Copied(r.Context(), v.Order.Copy()) // met `scoped`
}

// TG-19: a caller with the copy of what the request says that another package makes
func (a *API) copiedRequest(r *http.Request) error {
	o := &model.Order{ID: r.PathValue("id")}
	return a.orders.CopiedRequest(r.Context(), o.Copy()) // related `from the request`
}

// TG-19: a caller with a row that another package makes, id included
func (a *API) made(r *http.Request) error {
	return a.orders.Made(r.Context(), model.New(r.FormValue("status"))) // met `was made`
}

// TG-19: a caller with a row that another package makes of the request's id
func (a *API) madeRequest(r *http.Request) error {
	return a.orders.MadeRequest(r.Context(), model.Named(r.PathValue("id"), r.FormValue("status"))) // related `from the request`
}

// serve binds the store.
func serve(orders *store.Orders) http.Handler {
	s := service.New(orders)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.Close(r.Context(), r.Header.Get("X-Tenant"), r.PathValue("id")); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
		if err := s.Reopen(r.Context(), r.Header.Get("X-Tenant"), r.PathValue("id")); err != nil { // related `from the request`
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
}

// TG-19: a caller that gives its argument a new id before a closure saves it
func (a *API) keptAnew(ctx context.Context, o *model.Order) error {
	o.ID = uuid.NewString()
	return a.orders.InTx(ctx, func(ctx context.Context) error {
		o.Status = "new"
		return a.orders.KeptAnew(ctx, o) // met `was made here`
	})
}

// TG-19: a caller that gives its argument another field before a closure saves it
func (a *API) keptAsGiven(ctx context.Context, o *model.Order) error {
	o.Status = uuid.NewString()
	return a.orders.InTx(ctx, func(ctx context.Context) error {
		o.Status = "new"
		return a.orders.KeptAsGiven(ctx, o) // related `passed on by`
	})
}

func (a *API) serveKept(r *http.Request) error {
	o := &model.Order{ID: r.PathValue("id")}
	if err := a.keptAnew(r.Context(), o); err != nil {
		return err
	}
	return a.keptAsGiven(r.Context(), o) // related `PathValue comes from the request`
}

// TG-19: a caller that gives its argument a new id and saves it
func (a *API) keptAtOnce(ctx context.Context, o *model.Order) error {
	o.ID = uuid.NewString()
	return a.orders.KeptAnew(ctx, o) // met `was made here`
}

// TG-19: a caller that gives its argument a new id, and then one of the request
func (a *API) keptRenamed(r *http.Request, o *model.Order) error {
	o.ID = uuid.NewString()
	o.ID = r.PathValue("id")
	return a.orders.KeptAsGiven(r.Context(), o) // related `passed on by`
}

// TG-19: a caller that gives its argument a new id, which another function changes
func (a *API) keptFilled(r *http.Request, o *model.Order) error {
	o.ID = uuid.NewString()
	rename(r, o)
	return a.orders.KeptAsGiven(r.Context(), o) // related `passed on by`
}

func rename(r *http.Request, o *model.Order) { o.ID = r.PathValue("id") }

// TG-19: a caller that gives its argument a new id on some paths only
func (a *API) keptPerhaps(r *http.Request, o *model.Order) error {
	o.ID = r.PathValue("id")
	if o.Status == "" {
		o.ID = uuid.NewString()
	}
	return a.orders.KeptAsGiven(r.Context(), o) // related `passed on by`
}

// TG-19: a caller that gives its argument a new id, and another one before the closure runs
func (a *API) keptLater(r *http.Request, o *model.Order) error {
	o.ID = uuid.NewString()
	save := func(ctx context.Context) error { return a.orders.KeptAsGiven(ctx, o) } // related `called by`
	o.ID = r.PathValue("id")
	return a.orders.InTx(r.Context(), save)
}

func (a *API) serveOthers(r *http.Request, status string) error {
	o := &model.Order{Status: status}
	if err := a.keptAtOnce(r.Context(), o); err != nil {
		return err
	}
	if err := a.keptPerhaps(r, o); err != nil {
		return err
	}
	if err := a.keptLater(r, o); err != nil {
		return err
	}
	if err := a.keptFilled(r, o); err != nil {
		return err
	}
	return a.keptRenamed(r, o)
}
