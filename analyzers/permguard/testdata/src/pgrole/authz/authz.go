// Package authz asks for membership of a tenant, and for what the member's role allows there.
package authz

import (
	"context"
	"errors"
	"log"
	"net/http"
)

type User struct {
	ID            string
	EmailVerified bool
}
type Tenant struct{ ID string }
type Member struct{ Role string }

type store interface {
	MemberByUser(ctx context.Context, tenant, user string) (*Member, error)
}

type refusal struct{ Status int }

func (*refusal) Error() string { return "" }

var unauthorized = &refusal{http.StatusUnauthorized}

type Operation struct{ ID string }

type Authz struct {
	Store            store
	Open, Restricted []string
}

var permissions = map[string][]string{"owner": {"drop"}}

func newError(status int) error { return &refusal{status} }

// IsAuthorized reports that a role may do something.
func (a *Authz) IsAuthorized(role, operation string) bool {
	for _, op := range permissions[role] {
		if op == operation {
			return true
		}
	}
	return false
}

func in(list []string, id string) bool {
	for _, x := range list {
		if x == id {
			return true
		}
	}
	return false
}

func (a *Authz) authorizeOperation(role string, op *Operation) error {
	if in(a.Open, op.ID) && role != "viewer" {
		return nil
	}
	if !a.IsAuthorized(role, op.ID) {
		return unauthorized
	}
	return nil
}

// authorizeNobody has lost what it asked.
func (a *Authz) authorizeNobody(role string, op *Operation) error {
	if in(a.Open, op.ID) && role != "viewer" {
		return nil
	}
	_ = op.ID
	return nil
}

// authorizeNoted asks, and notes the answer only.
func (a *Authz) authorizeNoted(role string, op *Operation) error {
	if in(a.Open, op.ID) && role != "viewer" {
		return nil
	}
	if !a.IsAuthorized(role, op.ID) {
		log.Print("refused")
	}
	return nil
}

// authorizeDropped asks, and does not look at the answer.
func (a *Authz) authorizeDropped(role string, op *Operation) error {
	if in(a.Open, op.ID) && role != "viewer" {
		return nil
	}
	_ = a.IsAuthorized(role, op.ID)
	return nil
}

// validateAskedPermissions asks for membership and for the role.
func (a *Authz) validateAskedPermissions(r *http.Request, op *Operation) error {
	if tenant, ok := r.Context().Value("tenant").(*Tenant); ok {
		user, ok := r.Context().Value("user").(*User)
		if !ok {
			return unauthorized
		}
		m, err := a.Store.MemberByUser(r.Context(), tenant.ID, user.ID)
		if err != nil {
			return unauthorized
		}
		if m == nil {
			return unauthorized
		}
		if err := a.authorizeOperation(m.Role, op); err != nil {
			log.Print(err)
			return unauthorized
		}
	}
	return nil
}

// validateMemberPermissions has lost the role.
func (a *Authz) validateMemberPermissions(r *http.Request, op *Operation) error {
	if tenant, ok := r.Context().Value("tenant").(*Tenant); ok {
		user, ok := r.Context().Value("user").(*User)
		if !ok {
			return unauthorized
		}
		m, err := a.Store.MemberByUser(r.Context(), tenant.ID, user.ID)
		if err != nil {
			return unauthorized
		}
		if m == nil {
			return unauthorized
		}
		log.Print(m.Role)
	}
	return nil
}

// validateDroppedPermissions does not look at what the role allows.
func (a *Authz) validateDroppedPermissions(r *http.Request, op *Operation) error {
	if tenant, ok := r.Context().Value("tenant").(*Tenant); ok {
		user, ok := r.Context().Value("user").(*User)
		if !ok {
			return unauthorized
		}
		m, err := a.Store.MemberByUser(r.Context(), tenant.ID, user.ID)
		if err != nil {
			return unauthorized
		}
		if m == nil {
			return unauthorized
		}
		_ = a.authorizeOperation(m.Role, op)
	}
	return nil
}

// validateNotedPermissions notes it only.
func (a *Authz) validateNotedPermissions(r *http.Request, op *Operation) error {
	if tenant, ok := r.Context().Value("tenant").(*Tenant); ok {
		user, ok := r.Context().Value("user").(*User)
		if !ok {
			return unauthorized
		}
		m, err := a.Store.MemberByUser(r.Context(), tenant.ID, user.ID)
		if err != nil {
			return unauthorized
		}
		if m == nil {
			return unauthorized
		}
		if err := a.authorizeOperation(m.Role, op); err != nil {
			log.Print(err)
		}
	}
	return nil
}

// validateNobodyPermissions asks what asks nobody any more.
func (a *Authz) validateNobodyPermissions(r *http.Request, op *Operation) error {
	if tenant, ok := r.Context().Value("tenant").(*Tenant); ok {
		user, ok := r.Context().Value("user").(*User)
		if !ok {
			return unauthorized
		}
		m, err := a.Store.MemberByUser(r.Context(), tenant.ID, user.ID)
		if err != nil {
			return unauthorized
		}
		if m == nil {
			return unauthorized
		}
		if err := a.authorizeNobody(m.Role, op); err != nil {
			return unauthorized
		}
	}
	return nil
}

// validateUnheardPermissions asks what only logs.
func (a *Authz) validateUnheardPermissions(r *http.Request, op *Operation) error {
	if tenant, ok := r.Context().Value("tenant").(*Tenant); ok {
		user, ok := r.Context().Value("user").(*User)
		if !ok {
			return unauthorized
		}
		m, err := a.Store.MemberByUser(r.Context(), tenant.ID, user.ID)
		if err != nil {
			return unauthorized
		}
		if m == nil {
			return unauthorized
		}
		if err := a.authorizeNoted(m.Role, op); err != nil {
			return unauthorized
		}
	}
	return nil
}

// validateUnseenPermissions asks what discards the answer.
func (a *Authz) validateUnseenPermissions(r *http.Request, op *Operation) error {
	if tenant, ok := r.Context().Value("tenant").(*Tenant); ok {
		user, ok := r.Context().Value("user").(*User)
		if !ok {
			return unauthorized
		}
		m, err := a.Store.MemberByUser(r.Context(), tenant.ID, user.ID)
		if err != nil {
			return unauthorized
		}
		if m == nil {
			return unauthorized
		}
		if err := a.authorizeDropped(m.Role, op); err != nil {
			return unauthorized
		}
	}
	return nil
}

func (a *Authz) Asked(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := a.validateAskedPermissions(r, &Operation{r.Pattern}); err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (a *Authz) Member(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := a.validateMemberPermissions(r, &Operation{r.Pattern}); err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (a *Authz) Dropped(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := a.validateDroppedPermissions(r, &Operation{r.Pattern}); err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (a *Authz) Noted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := a.validateNotedPermissions(r, &Operation{r.Pattern}); err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (a *Authz) Nobody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := a.validateNobodyPermissions(r, &Operation{r.Pattern}); err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (a *Authz) Unheard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := a.validateUnheardPermissions(r, &Operation{r.Pattern}); err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (a *Authz) Unseen(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := a.validateUnseenPermissions(r, &Operation{r.Pattern}); err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Strategies hands the question to one function or to the other, both of which ask.
type Strategies struct{ Authz }

func (s *Strategies) authorize(r *http.Request, op *Operation) error {
	var err error
	switch r.Header.Get("Strategy") {
	case "cookie":
		err = s.byCookie(r, op)
	case "bearer":
		err = s.byToken(r, op)
	default:
		return errors.New("no strategy")
	}
	return err
}

func (s *Strategies) byCookie(r *http.Request, op *Operation) error {
	if err := s.verified(r); err != nil {
		return unauthorized
	}
	return s.validateAskedPermissions(r, op)
}

func (s *Strategies) byToken(r *http.Request, op *Operation) error {
	if exchanged, ok := r.Context().Value("exchanged").(bool); ok && exchanged {
		if err := s.verified(r); err != nil {
			return unauthorized
		}
		if err := s.validateAskedPermissions(r, op); err != nil {
			log.Print(err)
			return newError(http.StatusForbidden)
		}
	} else if in(s.Restricted, op.ID) {
		return unauthorized
	}
	return nil
}

// verified asks for no permission.
func (a *Authz) verified(r *http.Request) error {
	user, ok := r.Context().Value("user").(*User)
	if !ok {
		return nil
	}
	if in(a.Open, r.Pattern) {
		return nil
	}
	if !user.EmailVerified {
		return newError(http.StatusForbidden)
	}
	return nil
}

func (s *Strategies) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.authorize(r, &Operation{r.Pattern}); err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Halved hands the question to one function or to the other, one of which asks only for an account that is verified.
type Halved struct{ Authz }

func (s *Halved) authorize(r *http.Request, op *Operation) error {
	var err error
	switch r.Header.Get("Strategy") {
	case "cookie":
		err = s.byCookie(r, op)
	case "bearer":
		err = s.byToken(r, op)
	default:
		return errors.New("no strategy")
	}
	return err
}

func (s *Halved) byCookie(r *http.Request, op *Operation) error {
	if err := s.verified(r); err != nil {
		return unauthorized
	}
	return s.validateAskedPermissions(r, op)
}

func (s *Halved) byToken(r *http.Request, op *Operation) error {
	if exchanged, ok := r.Context().Value("exchanged").(bool); ok && exchanged {
		if err := s.verified(r); err != nil {
			return unauthorized
		}
	} else if in(s.Restricted, op.ID) {
		return unauthorized
	}
	return nil
}

func (s *Halved) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.authorize(r, &Operation{r.Pattern}); err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Forgetful hands the question to one function or to the other, one of which makes an error and keeps it.
type Forgetful struct{ Authz }

func (s *Forgetful) authorize(r *http.Request, op *Operation) error {
	var err error
	switch r.Header.Get("Strategy") {
	case "cookie":
		err = s.byCookie(r, op)
	case "bearer":
		err = s.byToken(r, op)
	default:
		return errors.New("no strategy")
	}
	return err
}

func (s *Forgetful) byCookie(r *http.Request, op *Operation) error {
	if err := s.verified(r); err != nil {
		return unauthorized
	}
	return s.validateAskedPermissions(r, op)
}

func (s *Forgetful) byToken(r *http.Request, op *Operation) error {
	if exchanged, ok := r.Context().Value("exchanged").(bool); ok && exchanged {
		if err := s.verified(r); err != nil {
			return unauthorized
		}
		if err := s.validateAskedPermissions(r, op); err != nil {
			_ = newError(http.StatusForbidden)
		}
	} else if in(s.Restricted, op.ID) {
		return unauthorized
	}
	return nil
}

func (s *Forgetful) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.authorize(r, &Operation{r.Pattern}); err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}
