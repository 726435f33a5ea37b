// Package signin decides who comes in, behind interfaces.
package signin

import (
	"context"
	"crypto/subtle"
	"errors"
)

// Accounts knows who has an account.
type Accounts interface {
	SignIn(ctx context.Context, email, password string) error
	SignUp(ctx context.Context, email, password string) error
}

// Checker decides what callers may do.
type Checker interface {
	Allowed(ctx context.Context, what string) bool
}

// Table keeps accounts in memory.
type Table struct{ passwords map[string]string }

var errWrong = errors.New("wrong")

// SignIn compares the password.
func (t *Table) SignIn(ctx context.Context, email, password string) error {
	if subtle.ConstantTimeCompare([]byte(t.passwords[email]), []byte(password)) != 1 {
		return errWrong
	}
	return nil
}

// SignUp takes whoever is not there yet.
func (t *Table) SignUp(ctx context.Context, email, password string) error {
	if t.passwords[email] != "" {
		return errWrong
	}
	return nil
}

// Open allows everything.
type Open struct{}

// Allowed says yes.
func (Open) Allowed(ctx context.Context, what string) bool { return true }

// Strict allows what it lists.
type Strict struct{ list map[string]bool }

// Allowed looks it up.
func (s *Strict) Allowed(ctx context.Context, what string) bool { return s.list[what] }
