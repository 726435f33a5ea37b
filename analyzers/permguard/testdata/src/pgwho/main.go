// Command pgwho has what a refusal is decided by: who asks and what they may do, or something else.
package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"

	"github.com/go-chi/chi/v5"
	"golang.org/x/crypto/nacl/box"
)

const (
	suspended = "suspended"
	admin     = "admin"
)

type user struct {
	ID, Role, Status string
}

type settings struct{ SignupsAllowed bool }

type row struct{ ID, OwnerID, Role string }

type limiter struct{ n int }

func (l *limiter) Allow(key string) bool { l.n++; return l.n < 10 }

type authorizer struct{ admins map[string]bool }

func (a *authorizer) Allow(key string) bool { return a.admins[key] }

type store struct{ db *sql.DB }

func (s *store) Write(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "DELETE FROM orders WHERE id = $1", id)
	return err
}

func (s *store) Get(ctx context.Context, id string) (*row, error)             { return &row{}, ctx.Err() }
func (s *store) GetByToken(ctx context.Context, token string) (*row, error)   { return &row{}, ctx.Err() }
func (s *store) GetSettings(ctx context.Context) (*settings, error)           { return &settings{}, ctx.Err() }
func (s *store) VerifyExpiry(ctx context.Context, code string) (email string) { return code }

func current(ctx context.Context) *user { u, _ := ctx.Value("user").(*user); return u }

func (u *user) isAdmin() bool { return u.Role == admin }

func isAdmin(ctx context.Context) bool { return current(ctx).isAdmin() }

type request struct {
	flags
	ID, Token, Code, Content string
}

type flags struct{ IsAdmin bool }

type api struct {
	store  *store
	limits *limiter
	authz  *authorizer
	closed bool
	strict bool
}

func forbid(w http.ResponseWriter) { http.Error(w, "no", http.StatusForbidden) }

func (a *api) standing(w http.ResponseWriter, r *http.Request) {
	if u := current(r.Context()); u.Status == suspended {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

func (a *api) role(w http.ResponseWriter, r *http.Request) {
	if u := current(r.Context()); u.Role != admin {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

func (a *api) isClosed(w http.ResponseWriter, r *http.Request) {
	if a.closed {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

func (a *api) noSignups(w http.ResponseWriter, r *http.Request) {
	s, err := a.store.GetSettings(r.Context())
	if err != nil || !s.SignupsAllowed {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

func (a *api) limited(w http.ResponseWriter, r *http.Request) {
	if !a.limits.Allow(current(r.Context()).ID) {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

func (a *api) authorized(w http.ResponseWriter, r *http.Request) {
	if !a.authz.Allow(current(r.Context()).ID) {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

func (a *api) strictOnly(w http.ResponseWriter, r *http.Request) {
	if a.strict && !isAdmin(r.Context()) {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

func (a *api) always(w http.ResponseWriter, r *http.Request) {
	if !isAdmin(r.Context()) {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

func bind(r *http.Request, req *request) bool { req.ID = r.FormValue("id"); return req.ID == "" }

func (a *api) inField(w http.ResponseWriter, r *http.Request) {
	req := &request{}
	if bind(r, req) {
		return
	}
	req.IsAdmin = isAdmin(r.Context())
	if !req.IsAdmin {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), req.ID)
}

func (a *api) ofBody(w http.ResponseWriter, r *http.Request) {
	req := &request{}
	if bind(r, req) {
		return
	}
	if req.Content == "" {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), req.ID)
}

func (a *api) code(w http.ResponseWriter, r *http.Request) {
	req := &request{}
	if bind(r, req) {
		return
	}
	req.Content = a.store.VerifyExpiry(r.Context(), req.Code)
	if req.Content == "" {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), req.ID)
}

func (a *api) present(w http.ResponseWriter, r *http.Request) {
	req := &request{}
	if bind(r, req) {
		return
	}
	if req.Code == "" {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), req.ID)
}

// remove's own decisions are about what is removed.
func (a *api) remove(ctx context.Context, userID, targetID string) error {
	found, err := a.store.Get(ctx, targetID)
	if err != nil {
		return err
	}
	if found.Role == admin {
		return errForbidden
	}
	return a.store.Write(ctx, found.ID)
}

var errForbidden = errors.New("forbidden")

func (a *api) target(w http.ResponseWriter, r *http.Request) {
	_ = a.remove(r.Context(), current(r.Context()).ID, r.FormValue("id"))
}

func (a *api) own(w http.ResponseWriter, r *http.Request) {
	found, err := a.store.Get(r.Context(), r.FormValue("id"))
	if err != nil || found.OwnerID != current(r.Context()).ID {
		http.NotFound(w, r)
		return
	}
	_ = a.store.Write(r.Context(), found.ID)
}

func (a *api) notOwn(w http.ResponseWriter, r *http.Request) {
	found, err := a.store.Get(r.Context(), r.FormValue("id"))
	if err != nil || found.OwnerID == current(r.Context()).ID {
		http.NotFound(w, r)
		return
	}
	_ = a.store.Write(r.Context(), found.ID)
}

func (a *api) byToken(w http.ResponseWriter, r *http.Request) {
	found, err := a.store.GetByToken(r.Context(), r.FormValue("token"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	_ = a.store.Write(r.Context(), found.ID)
}

func (a *api) byID(w http.ResponseWriter, r *http.Request) {
	found, err := a.store.Get(r.Context(), r.FormValue("id"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	_ = a.store.Write(r.Context(), found.ID)
}

func (a *authorizer) CheckPermissions(ctx context.Context, perms []string) ([]bool, error) {
	out := make([]bool, len(perms))
	for i := range perms {
		out[i] = a.admins[current(ctx).ID]
	}
	return out, ctx.Err()
}

func (a *api) several(w http.ResponseWriter, r *http.Request) {
	can, err := a.authz.CheckPermissions(r.Context(), []string{"orders:write"})
	if err != nil {
		http.Error(w, "oops", http.StatusInternalServerError)
		return
	}
	if !can[0] {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

func (a *api) severalUnseen(w http.ResponseWriter, r *http.Request) {
	can, err := a.authz.CheckPermissions(r.Context(), []string{"orders:write"})
	if err != nil {
		http.Error(w, "oops", http.StatusInternalServerError)
		return
	}
	if !can[0] {
		w.WriteHeader(http.StatusForbidden)
	}
	_ = a.store.Write(r.Context(), "1")
}

func open(sealed []byte, peer *[32]byte) ([]byte, error) {
	out, ok := box.Open(nil, sealed, &[24]byte{}, peer, &[32]byte{})
	if !ok {
		return nil, fmt.Errorf("from %x: not opened", peer)
	}
	return out, nil
}

func (a *api) sealed(w http.ResponseWriter, r *http.Request) {
	body, err := open([]byte(r.FormValue("body")), &[32]byte{})
	if err != nil {
		http.Error(w, "what", http.StatusBadRequest)
		return
	}
	_ = a.store.Write(r.Context(), string(body))
}

func (a *api) opened(w http.ResponseWriter, r *http.Request) {
	body, _ := open([]byte(r.FormValue("body")), &[32]byte{})
	_ = a.store.Write(r.Context(), string(body))
}

type validated interface{ Validate() error }

type normalised interface{ Normalise() error }

func (r *request) Validate() error { return nil }

func (s *store) Normalise() error { return s.Write(context.Background(), "1") }

func valid(v any) bool {
	x, ok := v.(validated)
	return !ok || x.Validate() == nil
}

func normal(v any) bool {
	x, ok := v.(normalised)
	return !ok || x.Normalise() == nil
}

func (a *api) validates(w http.ResponseWriter, r *http.Request)  { _ = valid(&request{}) }
func (a *api) normalises(w http.ResponseWriter, r *http.Request) { _ = normal(&request{}) }

// What runs is looked up in a variable, in a package that has an init of its own besides.
var commands = map[string]func(){"serve": serve}

func init() { delete(commands, "stop") }

// known is told of whom a provider says that they have come, and refuses whoever has no id.
func (a *api) known(w http.ResponseWriter, r *http.Request) {
	if u := current(r.Context()); u == nil || len(u.ID) == 0 {
		http.Error(w, "access denied", http.StatusForbidden)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

// named refuses whoever has no role.
func (a *api) named(w http.ResponseWriter, r *http.Request) {
	if u := current(r.Context()); u == nil || len(u.Role) == 0 {
		http.Error(w, "access denied", http.StatusForbidden)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

// member refuses whoever has no row of their own.
func (a *api) member(w http.ResponseWriter, r *http.Request) {
	if m, err := a.store.Get(r.Context(), current(r.Context()).ID); err != nil || m == nil {
		http.Error(w, "access denied", http.StatusForbidden)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

func main() { commands["serve"]() }

func serve() {
	a := &api{store: &store{}}
	r := chi.NewRouter()
	r.Post("/standing", a.standing)     // PG-13 the state of the account is no permission: broken `only|no permission check`
	r.Post("/role", a.role)             // PG-15 the role is one: met `permission by a comparison`
	r.Post("/closed", a.isClosed)       // PG-18 a switch of the configuration refuses everybody: broken
	r.Post("/signups", a.noSignups)     // PG-18 a setting that is read with the context: broken
	r.Post("/limited", a.limited)       // PG-05 a limiter allows, and grants nothing: broken
	r.Post("/authorized", a.authorized) // PG-10 an authorizer allows: met `authorizer`
	r.Post("/strict", a.strictOnly)     // PG-18 check behind a feature flag: broken
	r.Post("/always", a.always)         // PG-18 the same check without the flag: met
	r.Post("/field", a.inField)         // PG-10 the decision is kept in a field of an embedded struct: met
	r.Post("/body", a.ofBody)           // PG-10 a field of the body refuses: broken
	r.Post("/code", a.code)             // PG-14 a code from the body is verified: met `credential`
	r.Post("/present", a.present)       // PG-14 a code need only be there: broken
	r.Post("/target", a.target)         // PG-15 the role of what is written is looked at: broken
	r.Post("/own", a.own)               // PG-15 the owner is compared with the caller: met `permission`
	r.Post("/not-own", a.notOwn)        // PG-15 the owner is refused: broken
	r.Post("/token", a.byToken)         // PG-14 looked up by a token: met `credential by .*GetByToken`
	r.Post("/id", a.byID)               // PG-14 looked up by an id: broken
	r.Post("/several", a.several)       // PG-10 one of several answers is looked at: met `CheckPermissions`
	r.Post("/unseen", a.severalUnseen)  // PG-02 only whether it could be asked is looked at: broken
	r.Post("/validate", a.validates)    // PG-07 an interface that a value is asked for, no method of that name does anything: met `no effect`
	r.Post("/normalise", a.normalises)  // PG-07 one of that name does: unresolved `Normalise`
	r.Post("/sealed", a.sealed)         // PG-14 a message that only the sender can have sealed is opened: met `credential by pgwho.open`
	r.Post("/known", a.known)           // PG-13 an id need only be there, and its absence is forbidden: broken `the caller is authenticated, but not asked`
	r.Post("/named", a.named)           // PG-13 a role need only be there: met `permission by a comparison`
	r.Post("/member", a.member)         // PG-13 a row that was looked up by the id must be there: met `permission by`
	r.Post("/opened", a.opened)         // PG-14 whether it could be opened is not looked at: broken
	_ = http.ListenAndServe(":1", r)
}
