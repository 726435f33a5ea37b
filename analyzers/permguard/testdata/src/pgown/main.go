// Command pgown has effects that are bound to the caller's own id, and such that only look like it.
package main

import (
	"context"
	"database/sql"
	"net/http"

	"github.com/go-chi/chi/v5"
	"xorm.io/xorm"
)

type user struct{ ID, Role, TenantID string }

type profile struct {
	base
	Name string
}

type base struct{ UserID string }

type post struct{ ID, OwnerID, Text string }

func currentUser(ctx context.Context) *user { u, _ := ctx.Value("user").(*user); return u }

func authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if currentUser(r.Context()) == nil {
			http.Error(w, "who are you", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// admin makes this a program that grants permissions.
func admin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if currentUser(r.Context()).Role != "admin" {
			http.Error(w, "admins only", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

type store interface {
	Rename(ctx context.Context, userID, name string) error
	Save(ctx context.Context, p *profile) error
	Edited(ctx context.Context, id, editor string) error
	Add(ctx context.Context, userID, text string) error
	Either(ctx context.Context, userID, id string) error
	Within(ctx context.Context, userID string) error
	Erase(ctx context.Context, p *post) error
	Find(ctx context.Context, userID string) (*post, error)
	Get(ctx context.Context, id string) (*post, error)
	Keep(ctx context.Context, p *post) error
}

type rows struct{ db *sql.DB }

func (s *rows) Rename(ctx context.Context, userID, name string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE users SET name = $1 WHERE id = $2", name, userID)
	return err
}

func (s *rows) Save(ctx context.Context, p *profile) error {
	_, err := s.db.ExecContext(ctx, "UPDATE users SET name = ? WHERE id = ?", p.Name, p.UserID)
	return err
}

func (s *rows) Edited(ctx context.Context, id, editor string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE posts SET editor = $1 WHERE id = $2", editor, id)
	return err
}

func (s *rows) Add(ctx context.Context, userID, text string) error {
	_, err := s.db.ExecContext(ctx, "INSERT INTO posts (owner, text) VALUES ($1, $2)", userID, text)
	return err
}

func (s *rows) Either(ctx context.Context, userID, id string) error {
	_, err := s.db.ExecContext(ctx, "DELETE FROM posts WHERE owner = $1 OR id = $2", userID, id)
	return err
}

func (s *rows) Within(ctx context.Context, userID string) error {
	return transaction(func() error {
		_, err := s.db.ExecContext(ctx, "DELETE FROM posts WHERE owner = $1", userID)
		return err
	})
}

func (s *rows) Erase(ctx context.Context, p *post) error {
	_, err := s.db.ExecContext(ctx, "DELETE FROM posts WHERE id = $1", p.ID)
	return err
}

func (s *rows) Find(ctx context.Context, userID string) (*post, error) { return &post{}, ctx.Err() }
func (s *rows) Get(ctx context.Context, id string) (*post, error)      { return &post{}, ctx.Err() }

// Keep adds a row, or writes over the one that has its id.
func (s *rows) Keep(ctx context.Context, p *post) error {
	_, err := s.db.ExecContext(ctx, "INSERT INTO posts (id, owner, text) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET owner = $2, text = $3", p.ID, p.OwnerID, p.Text)
	return err
}

func blank(id string) *post { return &post{ID: id} }

func transaction(f func() error) error { return f() }

type api struct {
	store  store
	chains *chains
	marks  marks
}

func (a *api) rename(w http.ResponseWriter, r *http.Request) {
	_ = a.store.Rename(r.Context(), currentUser(r.Context()).ID, r.FormValue("name"))
}

func (a *api) renameAny(w http.ResponseWriter, r *http.Request) {
	_ = a.store.Rename(r.Context(), r.FormValue("user"), r.FormValue("name"))
}

func bind(r *http.Request, v any) {}

func (a *api) save(w http.ResponseWriter, r *http.Request) {
	p := &profile{}
	bind(r, p)
	p.UserID = currentUser(r.Context()).ID
	_ = a.store.Save(r.Context(), p)
}

func (a *api) saveAny(w http.ResponseWriter, r *http.Request) {
	p := &profile{}
	bind(r, p)
	p.Name = currentUser(r.Context()).ID
	_ = a.store.Save(r.Context(), p)
}

func (a *api) edit(w http.ResponseWriter, r *http.Request) {
	_ = a.store.Edited(r.Context(), r.FormValue("id"), currentUser(r.Context()).ID)
}

func (a *api) add(w http.ResponseWriter, r *http.Request) {
	_ = a.store.Add(r.Context(), currentUser(r.Context()).ID, r.FormValue("text"))
}

func (a *api) either(w http.ResponseWriter, r *http.Request) {
	_ = a.store.Either(r.Context(), currentUser(r.Context()).ID, r.FormValue("id"))
}

func (a *api) tenants(w http.ResponseWriter, r *http.Request) {
	_ = a.store.Within(r.Context(), currentUser(r.Context()).TenantID)
}

func (a *api) within(w http.ResponseWriter, r *http.Request) {
	_ = a.store.Within(r.Context(), currentUser(r.Context()).ID)
}

func (a *api) erase(w http.ResponseWriter, r *http.Request) {
	found, _ := a.store.Find(r.Context(), currentUser(r.Context()).ID)
	_ = a.store.Erase(r.Context(), found)
}

func (a *api) takeOver(w http.ResponseWriter, r *http.Request) {
	p, _ := a.store.Get(r.Context(), r.FormValue("id"))
	p.OwnerID = currentUser(r.Context()).ID
	_ = a.store.Keep(r.Context(), p)
}

func (a *api) takeOwn(w http.ResponseWriter, r *http.Request) {
	p, _ := a.store.Get(r.Context(), currentUser(r.Context()).ID)
	p.OwnerID = currentUser(r.Context()).ID
	_ = a.store.Keep(r.Context(), p)
}

func (a *api) takeNew(w http.ResponseWriter, r *http.Request) {
	p := blank(r.FormValue("id"))
	p.OwnerID = currentUser(r.Context()).ID
	_ = a.store.Keep(r.Context(), p)
}

func (a *api) eraseAny(w http.ResponseWriter, r *http.Request) {
	found, _ := a.store.Get(r.Context(), r.FormValue("id"))
	_ = a.store.Erase(r.Context(), found)
}

type setting struct{ ID, UserID, Name, Value string }

type article struct{ Likes, Balance int }

type chains struct{ s *xorm.Session }

// byExample looks a row up by the owner that is put in it.
func (c *chains) byExample(userID, name, value string) error {
	old := &setting{UserID: userID, Name: name}
	if ok, err := c.s.Get(old); !ok || err != nil {
		return err
	}
	old.Value = value
	_, err := c.s.ID(old.ID).Update(old)
	return err
}

func (c *chains) byName(userID, name, value string) error {
	old := &setting{Name: name}
	if ok, err := c.s.Get(old); !ok || err != nil {
		return err
	}
	old.Value = value + userID
	_, err := c.s.ID(old.ID).Update(old)
	return err
}

func (c *chains) like(id string) error {
	_, err := c.s.Where("id = ?", id).Incr("like_count").Update(&article{})
	return err
}

func (c *chains) pay(id string) error {
	_, err := c.s.Where("id = ?", id).Incr("balance").Update(&article{})
	return err
}

// bySetting looks a row up by the owner of another one.
func (c *chains) bySetting(s *setting) error {
	old := &setting{UserID: s.UserID, Name: s.Name}
	if ok, err := c.s.Get(old); !ok || err != nil {
		return err
	}
	old.Value = s.Value
	_, err := c.s.ID(old.ID).Update(old)
	return err
}

func (a *api) resetting(w http.ResponseWriter, r *http.Request) {
	s := &setting{}
	bind(r, s)
	s.UserID = currentUser(r.Context()).ID
	_ = a.chains.bySetting(s)
}

func (a *api) resettingAny(w http.ResponseWriter, r *http.Request) {
	s := &setting{}
	bind(r, s)
	s.Name = currentUser(r.Context()).ID
	_ = a.chains.bySetting(s)
}

func (a *api) example(w http.ResponseWriter, r *http.Request) {
	_ = a.chains.byExample(currentUser(r.Context()).ID, r.FormValue("name"), r.FormValue("value"))
}

func (a *api) exampleAny(w http.ResponseWriter, r *http.Request) {
	_ = a.chains.byName(currentUser(r.Context()).ID, r.FormValue("name"), r.FormValue("value"))
}

// recount keeps how many there are, in a callback.
func (c *chains) recount(id string) (n int64, err error) {
	err = transaction(func() error {
		n, err = c.s.Where("article_id = ?", id).Count(&bookmark{})
		if err != nil {
			return err
		}
		_, err = c.s.ID(id).Update(&article{Likes: int(n)})
		return err
	})
	return n, err
}

// spend keeps a count, and something else besides.
func (c *chains) spend(id string, balance int) error {
	n, err := c.s.Where("article_id = ?", id).Count(&bookmark{})
	if err != nil {
		return err
	}
	_, err = c.s.ID(id).Update(&article{Likes: int(n), Balance: balance})
	return err
}

func (a *api) recount(w http.ResponseWriter, r *http.Request) {
	_, _ = a.chains.recount(r.FormValue("id"))
}
func (a *api) spend(w http.ResponseWriter, r *http.Request) { _ = a.chains.spend(r.FormValue("id"), 1) }

func (a *api) like(w http.ResponseWriter, r *http.Request) { _ = a.chains.like(r.FormValue("id")) }
func (a *api) pay(w http.ResponseWriter, r *http.Request)  { _ = a.chains.pay(r.FormValue("id")) }

// captured is read in a closure, too.
func (a *api) captured(w http.ResponseWriter, r *http.Request) {
	p := &profile{}
	bind(r, p)
	p.UserID = currentUser(r.Context()).ID
	_ = transaction(func() error { bind(r, p.Name); return nil })
	_ = a.store.Save(r.Context(), p)
}

// cleanUp erases what is the caller's, and answers nothing where it is not.
func (a *api) cleanUp(ctx context.Context, userID, id string) {
	found, err := a.store.Get(ctx, id)
	if err != nil || found.OwnerID != userID {
		return
	}
	_ = a.store.Erase(ctx, found)
}

func (a *api) cleanAny(ctx context.Context, userID, id string) {
	found, err := a.store.Get(ctx, id)
	if err != nil || found.OwnerID == userID {
		return
	}
	_ = a.store.Erase(ctx, found)
}

func (a *api) cleanTenant(w http.ResponseWriter, r *http.Request) {
	found, err := a.store.Get(r.Context(), r.FormValue("id"))
	if err != nil || found.OwnerID != currentUser(r.Context()).TenantID {
		return
	}
	_ = a.store.Erase(r.Context(), found)
}

func (a *api) clean(w http.ResponseWriter, r *http.Request) {
	a.cleanUp(r.Context(), currentUser(r.Context()).ID, r.FormValue("id"))
}

func (a *api) cleanOther(w http.ResponseWriter, r *http.Request) {
	a.cleanAny(r.Context(), currentUser(r.Context()).ID, r.FormValue("id"))
}

type bookmark struct{ ID, UserID, PageID string }

// marks keeps what users have marked, behind an interface.
type marks interface {
	GetMark(ctx context.Context, userID, pageID string) (*bookmark, error)
	GetEither(ctx context.Context, userID, pageID string) (*bookmark, error)
	Drop(ctx context.Context, id string) error
}

func (c *chains) GetMark(ctx context.Context, userID, pageID string) (*bookmark, error) {
	m := &bookmark{}
	_, err := c.s.Where("user_id = ? and page_id = ?", userID, pageID).Get(m)
	if err != nil {
		return nil, err
	}
	return m, nil
}

func (c *chains) GetEither(ctx context.Context, userID, pageID string) (*bookmark, error) {
	m := &bookmark{}
	_, err := c.s.Where("user_id = ? or page_id = ?", userID, pageID).Get(m)
	return m, err
}

func (c *chains) Drop(ctx context.Context, id string) error {
	_, err := c.s.Where("id = ?", id).Update(&bookmark{})
	return err
}

func (a *api) unmark(w http.ResponseWriter, r *http.Request) {
	m, _ := a.marks.GetMark(r.Context(), currentUser(r.Context()).ID, r.FormValue("page"))
	_ = a.marks.Drop(r.Context(), m.ID)
}

// unmarkAny takes the user from the request, and looks for a page that is called as the caller is.
func (a *api) unmarkAny(w http.ResponseWriter, r *http.Request) {
	m, _ := a.marks.GetMark(r.Context(), r.FormValue("user"), r.FormValue("page"))
	_ = a.marks.Drop(r.Context(), m.ID)
}

func (a *api) unmarkEither(w http.ResponseWriter, r *http.Request) {
	m, _ := a.marks.GetEither(r.Context(), currentUser(r.Context()).ID, r.FormValue("page"))
	_ = a.marks.Drop(r.Context(), m.ID)
}

// settingOf makes a row of a user.
func settingOf(userID, name string, on bool) *setting {
	s := &setting{UserID: userID, Name: name}
	if on {
		s.Value = "on"
	}
	return s
}

func (c *chains) keep(s *setting) error {
	_, err := c.s.Insert(s)
	return err
}

func (a *api) keep(w http.ResponseWriter, r *http.Request) {
	_ = a.chains.keep(settingOf(currentUser(r.Context()).ID, r.FormValue("name"), r.FormValue("on") != ""))
}

func (a *api) keepAny(w http.ResponseWriter, r *http.Request) {
	_ = a.chains.keep(settingOf(r.FormValue("user"), currentUser(r.Context()).ID, r.FormValue("on") != ""))
}

// token is of a user, whoever made it; note is of who made it.
type token struct{ ID, UserID, CreatedBy string }

type note struct{ ID, CreatedBy, Text string }

func (c *chains) issue(t *token) error {
	_, err := c.s.Insert(t)
	return err
}

func (c *chains) write(n *note) error {
	_, err := c.s.Insert(n)
	return err
}

func (a *api) issue(w http.ResponseWriter, r *http.Request) {
	_ = a.chains.issue(&token{UserID: currentUser(r.Context()).ID, CreatedBy: currentUser(r.Context()).ID})
}

func (a *api) issueAny(w http.ResponseWriter, r *http.Request) {
	_ = a.chains.issue(&token{UserID: r.FormValue("user"), CreatedBy: currentUser(r.Context()).ID})
}

func (a *api) note(w http.ResponseWriter, r *http.Request) {
	_ = a.chains.write(&note{CreatedBy: currentUser(r.Context()).ID, Text: r.FormValue("text")})
}

func main() {
	a := &api{store: &rows{}, marks: &chains{}}
	r := chi.NewRouter()
	r.With(admin).Post("/admin", a.renameAny)
	r.Post("/open", a.rename) // PG-17 nobody asks who the caller is: broken
	me := r.With(authenticate)
	me.Post("/me", a.rename)                  // PG-17 an effect bound by the principal's own id: met `the caller's own id`
	me.Post("/users", a.renameAny)            // PG-17 by an id of the request: broken `authenticated, but not asked`
	me.Post("/profile", a.save)               // PG-17 by a field that is set to it: met `the caller's own id`
	me.Post("/profiles", a.saveAny)           // PG-17 another field is set to it: broken
	me.Post("/edit", a.edit)                  // PG-17 it is written and not asked for: broken
	me.Post("/add", a.add)                    // PG-17 a row of one's own is added: met `the caller's own id`
	me.Post("/tokens", a.issue)               // PG-17 a row of one's own, made by oneself: met `the caller's own id`
	me.Post("/tokens/any", a.issueAny)        // PG-17 a row of somebody else, made by oneself: broken
	me.Post("/notes", a.note)                 // PG-17 a row that says only who made it: met `the caller's own id`
	me.Post("/either", a.either)              // PG-17 it is one of two ways: broken
	me.Post("/within", a.within)              // PG-17 in a callback: met `the caller's own id`
	me.Post("/erase", a.erase)                // PG-17 by a row that was looked up by it: met `the caller's own id`
	me.Post("/erase-any", a.eraseAny)         // PG-17 by a row that was looked up by another id: broken
	me.Post("/take-over", a.takeOver)         // PG-17 it is written over the row of another id: broken
	me.Post("/take-own", a.takeOwn)           // PG-17 over the row that was looked up by it: met `the caller's own id`
	me.Post("/take-new", a.takeNew)           // PG-17 in a row that is made: met `the caller's own id`
	me.Post("/example", a.example)            // PG-17 by a row that was looked up by an example: met `the caller's own id`
	me.Post("/examples", a.exampleAny)        // PG-17 the example does not say whose: broken
	me.Post("/setting", a.resetting)          // PG-17 by a row that was looked up by the owner of another: met `the caller's own id`
	me.Post("/settings", a.resettingAny)      // PG-17 the other one is of somebody else: broken
	me.Post("/captured", a.captured)          // PG-17 by a field of a variable that a closure captures: met `the caller's own id`
	me.Post("/unmark", a.unmark)              // PG-17 by a row that was looked up by it and something else: met `the caller's own id`
	me.Post("/unmark-any", a.unmarkAny)       // PG-17 by a row that was looked up by two values of the request: broken
	me.Post("/unmark-either", a.unmarkEither) // PG-17 by a row that was looked up by it or something else: broken
	me.Post("/keep", a.keep)                  // PG-17 a helper makes the row that is added: met `the caller's own id`
	me.Post("/keep-any", a.keepAny)           // PG-17 a helper makes a row of somebody else: broken
	me.Post("/like", a.like)                  // PG-08 it adds to a counter: met `no effect`
	me.Post("/recount", a.recount)            // PG-08 it keeps what it has counted: met `no effect`
	me.Post("/spend", a.spend)                // PG-08 it keeps something else besides: broken
	me.Post("/pay", a.pay)                    // PG-08 it adds to a balance: broken
	me.Post("/clean", a.clean)                // PG-15 only what is the caller's own is erased: met
	me.Post("/clean-other", a.cleanOther)     // PG-15 only what is not: broken
	me.Post("/tenants", a.tenants)            // PG-17 by the id of the caller's tenant: broken
	me.Post("/clean-tenant", a.cleanTenant)   // PG-15 only what is of the caller's tenant is erased: broken
	_ = http.ListenAndServe(":1", r)
}
