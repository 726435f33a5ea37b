// Command pggate has decisions that gate what comes after them, and such that somebody can walk around.
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"net/http"

	"pggate/signin"

	"github.com/go-chi/chi/v5"
)

type store interface {
	Write(ctx context.Context, id string) error
}

// rows is kept behind a pointer, and has its methods on the value.
type rows struct{ db *sql.DB }

func (s rows) Write(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "DELETE FROM orders WHERE id = $1", id)
	return err
}

type user struct{ ID, Role string }

func current(ctx context.Context) *user { u, _ := ctx.Value("user").(*user); return u }

func isAdmin(ctx context.Context) bool { return current(ctx).Role == "admin" }

type ranks struct{ of map[string]int }

func (k *ranks) CheckPermissions(ctx context.Context, user string, names []string) ([]bool, error) {
	out := make([]bool, len(names))
	for i := range names {
		out[i] = k.of[user] > i
	}
	return out, ctx.Err()
}

func (k *ranks) CheckOwner(ctx context.Context, user, id string) bool { return k.of[user+id] > 0 }

type captchas struct{ solved map[string]bool }

func (c *captchas) VerifyCaptcha(ctx context.Context, code string) bool { return c.solved[code] }

type request struct {
	ID, Project, Captcha string
	CanEdit, Force       bool
}

type api struct {
	store    store
	ranks    *ranks
	captchas *captchas
	accounts signin.Accounts
	open     signin.Checker
	strict   signin.Checker
}

func forbid(w http.ResponseWriter) { http.Error(w, "no", http.StatusForbidden) }

func read(r *http.Request) *request {
	req := &request{}
	_ = json.NewDecoder(r.Body).Decode(req)
	return req
}

// captcha lets through whoever solves it: the permission only spares its holder the trouble.
func (a *api) captcha(w http.ResponseWriter, r *http.Request) {
	can, err := a.ranks.CheckPermissions(r.Context(), current(r.Context()).ID, []string{"edit", "links"})
	if err != nil {
		return
	}
	if !isAdmin(r.Context()) || !can[1] {
		if !a.captchas.VerifyCaptcha(r.Context(), r.FormValue("code")) {
			forbid(w)
			return
		}
	}
	_ = a.store.Write(r.Context(), "1")
}

// rank asks for the permission besides.
func (a *api) rank(w http.ResponseWriter, r *http.Request) {
	can, err := a.ranks.CheckPermissions(r.Context(), current(r.Context()).ID, []string{"edit", "links"})
	if err != nil {
		return
	}
	if !isAdmin(r.Context()) || !can[1] {
		if !a.captchas.VerifyCaptcha(r.Context(), r.FormValue("code")) {
			forbid(w)
			return
		}
	}
	if !can[0] {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

// either needs one of two.
func (a *api) either(w http.ResponseWriter, r *http.Request) {
	req := read(r)
	can, err := a.ranks.CheckPermissions(r.Context(), current(r.Context()).ID, []string{"edit"})
	if err != nil {
		return
	}
	owner := a.ranks.CheckOwner(r.Context(), current(r.Context()).ID, req.ID)
	req.CanEdit = can[0] || owner
	if !req.CanEdit {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), req.ID)
}

// always keeps the answer in the same way, and it is always yes.
func (a *api) always(w http.ResponseWriter, r *http.Request) {
	req := read(r)
	can, err := a.ranks.CheckPermissions(r.Context(), current(r.Context()).ID, []string{"edit"})
	if err != nil {
		return
	}
	owner := true
	req.CanEdit = can[0] || owner
	if !req.CanEdit {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), req.ID)
}

// noted keeps yes on one way only.
func (a *api) noted(w http.ResponseWriter, r *http.Request) {
	req := read(r)
	req.CanEdit = false
	if current(r.Context()).Role == "editor" {
		req.CanEdit = true
	}
	if !req.CanEdit {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), req.ID)
}

// forced is asked unless the request says that it need not be.
func (a *api) forced(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("force") == "" {
		if !isAdmin(r.Context()) {
			forbid(w)
			return
		}
	}
	_ = a.store.Write(r.Context(), "1")
}

// formed is the same with what a form brings.
func (a *api) formed(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("force") == "" {
		if !isAdmin(r.Context()) {
			forbid(w)
			return
		}
	}
	_ = a.store.Write(r.Context(), "1")
}

// decoded is the same with a field of the body.
func (a *api) decoded(w http.ResponseWriter, r *http.Request) {
	var req request
	_ = json.NewDecoder(r.Body).Decode(&req)
	if !req.Force {
		if !isAdmin(r.Context()) {
			forbid(w)
			return
		}
	}
	_ = a.store.Write(r.Context(), "1")
}

// chosen asks for what the form says is to be done.
func (a *api) chosen(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("do") == "pin" && !isAdmin(r.Context()) {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

// excepted asks for all but one thing.
func (a *api) excepted(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("do") != "pin" && !isAdmin(r.Context()) {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

// unforced asks in any case.
func (a *api) unforced(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("force") == "" {
		w.Header().Set("X-Asked", "yes")
	}
	if !isAdmin(r.Context()) {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

// owned lets through whose own it is, and asks the others.
func (a *api) owned(w http.ResponseWriter, r *http.Request) {
	var req request
	_ = json.NewDecoder(r.Body).Decode(&req)
	if req.ID != current(r.Context()).ID {
		if !isAdmin(r.Context()) {
			forbid(w)
			return
		}
	}
	_ = a.store.Write(r.Context(), req.ID)
}

// Allowed says yes whatever it is given.
func Allowed(ctx context.Context, what string) bool {
	w := len(what)
	_ = w
	return true
}

// Permitted is one that may say no.
func Permitted(ctx context.Context, what string) bool { return current(ctx).Role == what }

func (a *api) allowed(w http.ResponseWriter, r *http.Request) {
	if !Allowed(r.Context(), "write") {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

func (a *api) permitted(w http.ResponseWriter, r *http.Request) {
	if !Permitted(r.Context(), "write") {
		forbid(w)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

func (a *api) opened(w http.ResponseWriter, r *http.Request) {
	if !a.open.Allowed(r.Context(), "write") {
		http.Error(w, "no", http.StatusBadRequest)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

func (a *api) restricted(w http.ResponseWriter, r *http.Request) {
	if !a.strict.Allowed(r.Context(), "write") {
		http.Error(w, "no", http.StatusBadRequest)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

func (a *api) login(w http.ResponseWriter, r *http.Request) {
	if err := a.accounts.SignIn(r.Context(), r.FormValue("email"), r.FormValue("password")); err != nil {
		http.Error(w, "no", http.StatusBadRequest)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

// register makes the account that the caller asks for.
func (a *api) register(w http.ResponseWriter, r *http.Request) {
	if err := a.accounts.SignUp(r.Context(), r.FormValue("email"), r.FormValue("password")); err != nil {
		http.Error(w, "no", http.StatusBadRequest)
		return
	}
	_ = a.store.Write(r.Context(), "1")
}

func main() {
	a := &api{store: &rows{}, ranks: &ranks{}, captchas: &captchas{}, accounts: &signin.Table{}, open: signin.Open{}, strict: &signin.Strict{}}
	r := chi.NewRouter()
	r.Post("/captcha", a.captcha)       // PG-10 whoever solves a captcha is let through: broken
	r.Post("/rank", a.rank)             // PG-10 a permission is asked for behind the captcha: met `CheckPermissions`
	r.Post("/either", a.either)         // PG-10 one of two answers is kept: met `permission`
	r.Post("/always", a.always)         // PG-02 what is kept is always yes: broken
	r.Post("/noted", a.noted)           // PG-10 yes is kept on one way: met `permission`
	r.Post("/forced", a.forced)         // PG-01 the query says whether it is asked: broken
	r.Post("/formed", a.formed)         // PG-01 the form says whether it is asked: broken
	r.Post("/decoded", a.decoded)       // PG-01 the body says whether it is asked: broken
	r.Post("/chosen", a.chosen)         // PG-01 what the form asks for needs the permission: met `permission`
	r.Post("/excepted", a.excepted)     // PG-01 one thing that the form asks for does not: broken
	r.Post("/unforced", a.unforced)     // PG-01 it is asked whatever the form says: met `permission`
	r.Post("/owned", a.owned)           // PG-01 whose own it is need not be asked: met `permission`
	r.Post("/allowed", a.allowed)       // PG-10 a helper that always says yes: broken
	r.Post("/permitted", a.permitted)   // PG-10 a helper that may say no: met `permission by pggate.Permitted`
	r.Post("/opened", a.opened)         // PG-09 an implementation that always says yes: broken
	r.Post("/restricted", a.restricted) // PG-09 an implementation that may say no: met `permission by .*Allowed`
	r.Post("/login", a.login)           // PG-14 the password is compared behind an interface: met `credential by .*SignIn`
	r.Post("/register", a.register)     // PG-14 nothing is compared behind it: broken
	_ = http.ListenAndServe(":1", r)
}
