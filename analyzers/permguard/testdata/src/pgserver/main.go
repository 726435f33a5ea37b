// Command pgserver serves one generated server several times over, each behind something else.
package main

import (
	"context"
	"database/sql"
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"pgserver/strictgen"
)

type store struct {
	db    *sql.DB
	roles map[string]bool
}

func (s store) add(id string) error {
	_, err := s.db.Exec("INSERT INTO orders (id) VALUES ($1)", id)
	return err
}

func (s store) allowed(ctx context.Context, permission string) error {
	if caller, _ := ctx.Value("caller").(string); !s.roles[caller+permission] {
		return errors.New("permission denied")
	}
	return nil
}

// Of the same server one instance asks, and the other only looks at requests.
type (
	asked   struct{ store }
	unasked struct{ store }
	ignored struct{ store }
	handed  struct{ store }
	open    struct{ store }
)

func (s asked) AddOrder(_ context.Context, r strictgen.AddOrderRequestObject) (any, error) {
	return nil, s.add(r.ID)
}

func (s unasked) AddOrder(_ context.Context, r strictgen.AddOrderRequestObject) (any, error) {
	return nil, s.add(r.ID)
}

func (s ignored) AddOrder(_ context.Context, r strictgen.AddOrderRequestObject) (any, error) {
	return nil, s.add(r.ID)
}

func (s handed) AddOrder(_ context.Context, r strictgen.AddOrderRequestObject) (any, error) {
	return nil, s.add(r.ID)
}

func (s open) AddOrder(w http.ResponseWriter, r *http.Request) {
	_ = s.add(r.FormValue("id"))
}

func permit(s store) strictgen.StrictMiddlewareFunc {
	return func(next strictgen.StrictHandlerFunc, operation string) strictgen.StrictHandlerFunc {
		return func(ctx context.Context, w http.ResponseWriter, r *http.Request, request any) (any, error) {
			if err := s.allowed(ctx, operation); err != nil {
				return nil, err
			}
			return next(ctx, w, r, request)
		}
	}
}

func regardless(s store) strictgen.StrictMiddlewareFunc {
	return func(next strictgen.StrictHandlerFunc, operation string) strictgen.StrictHandlerFunc {
		return func(ctx context.Context, w http.ResponseWriter, r *http.Request, request any) (any, error) {
			_ = s.allowed(ctx, operation)
			return next(ctx, w, r, request)
		}
	}
}

func logged(next strictgen.StrictHandlerFunc, operation string) strictgen.StrictHandlerFunc {
	return func(ctx context.Context, w http.ResponseWriter, r *http.Request, request any) (any, error) {
		return next(ctx, w, r, request)
	}
}

func made(s store) strictgen.ServerInterface {
	return strictgen.NewStrictHandler(handed{s}, []strictgen.StrictMiddlewareFunc{logged, permit(s)})
}

// either is a strict server of which it is not known what it asks.
func either(s store, ask bool) strictgen.ServerInterface {
	if ask {
		return strictgen.NewStrictHandler(handed{s}, []strictgen.StrictMiddlewareFunc{permit(s)})
	}
	return strictgen.NewStrictHandler(handed{s}, nil)
}

func main() {
	s := store{}
	r := chi.NewRouter()
	r.Mount("/asked", strictgen.HandlerFromMux(strictgen.NewStrictHandler(asked{s}, []strictgen.StrictMiddlewareFunc{logged, permit(s)}), chi.NewRouter())) // PG-03 middleware of a strict server: met `permission by pgserver.permit`
	r.Mount("/unasked", strictgen.HandlerFromMux(strictgen.NewStrictHandler(unasked{s}, []strictgen.StrictMiddlewareFunc{logged}), chi.NewRouter()))        // PG-03 middleware of another strict server: broken `POST /unasked/orders reaches insert into orders`
	r.Mount("/ignored", strictgen.HandlerFromMux(strictgen.NewStrictHandler(ignored{s}, []strictgen.StrictMiddlewareFunc{regardless(s)}), chi.NewRouter())) // PG-05 middleware of a strict server that goes on all the same: broken `POST /ignored/orders reaches insert into orders`
	r.Mount("/handed", strictgen.HandlerFromMux(made(s), chi.NewRouter()))                                                                                  // PG-03 middleware of a strict server that a function makes: met `permission by pgserver.permit`
	r.Mount("/open", strictgen.HandlerFromMux(open{s}, chi.NewRouter()))                                                                                    // PG-12 generated server interface that is implemented without a strict server: broken `POST /open/orders reaches insert into orders`
	r.Mount("/either", strictgen.HandlerFromMux(either(s, true), chi.NewRouter()))                                                                          // PG-03 middleware of one of two strict servers: unresolved `middleware not followed`
	_ = http.ListenAndServe(":1", r)
}
