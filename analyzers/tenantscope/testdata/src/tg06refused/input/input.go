// Package input has what the store is asked for. Each type says for itself what it refuses.
package input

import (
	"errors"

	"tg06refused/fault"
)

type Named struct{ Tenant, ID string }

type Get struct {
	Named
	Key string
}

var ErrNoTenant = errors.New("no tenant")

// Validate collects what is wrong.
func (g Get) Validate() error {
	var errs []error
	if g.Tenant == "" {
		errs = append(errs, ErrNoTenant)
	}
	if g.ID == "" && g.Key == "" {
		errs = append(errs, errors.New("neither id nor key"))
	}
	return fault.Wrap(errors.Join(errs...))
}

// Either is refused when one of two is missing, and leaves at once.
type Either Get

func (e Either) Validate() error {
	if e.ID == "" || len(e.Key) == 0 {
		return errors.New("id and key, please")
	}
	return nil
}

// Listed returns its list only when it is not empty.
type Listed Get

func (l Listed) Validate() error {
	var errs []error
	if l.ID == "" && l.Key == "" {
		errs = append(errs, ErrNoTenant)
	}
	if len(errs) > 0 {
		return errors.Join(errs...)
	}
	return nil
}

// Third may have neither an id nor a key when there is a tenant.
type Third Get

func (t Third) Validate() error {
	if t.ID == "" && t.Key == "" && t.Tenant == "" {
		return ErrNoTenant
	}
	return nil
}

// Early lets some through before it looks.
type Early Get

func (e Early) Validate() error {
	if e.Tenant == "root" {
		return nil
	}
	if e.ID == "" && e.Key == "" {
		return ErrNoTenant
	}
	return nil
}

// Emptied throws away what it collected.
type Emptied Get

func (e Emptied) Validate() error {
	var errs []error
	if e.ID == "" && e.Key == "" {
		errs = append(errs, ErrNoTenant)
	}
	if e.Tenant == "" {
		errs = nil
	}
	return errors.Join(errs...)
}

// Soft hands its errors to what does not keep them all.
type Soft Get

func (s Soft) Validate() error {
	var errs []error
	if s.ID == "" && s.Key == "" {
		errs = append(errs, ErrNoTenant)
	}
	return fault.Soften(errors.Join(errs...))
}

// Filled has its key set before it looks.
type Filled Get

func (f *Filled) fill() {
	if f.Key == "" {
		f.Key = "default"
	}
}

func (f Filled) Validate() error {
	f.fill()
	if f.ID == "" && f.Key == "" {
		return ErrNoTenant
	}
	return nil
}
