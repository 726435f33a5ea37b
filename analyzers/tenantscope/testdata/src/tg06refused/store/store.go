// Package store adds a filter for what it was given. With nothing given the statement reads every tenant, which is sound where such an
// input was refused before.
package store

import (
	"context"
	"database/sql"

	sq "github.com/Masterminds/squirrel"

	"tg06refused/input"
)

type Store struct {
	db *sql.DB
	sb sq.StatementBuilderType
}

func New(db *sql.DB) *Store {
	return &Store{db: db, sb: sq.StatementBuilder.PlaceholderFormat(sq.Dollar).RunWith(db)}
}

// TG-06: neither is refused
func (s *Store) refused(ctx context.Context, in input.Get) error {
	if err := in.Validate(); err != nil {
		return err
	}
	q := s.sb.Select("id").From("orders")
	if in.ID != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "id": in.ID})
	} else if in.Key != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "key": in.Key})
	}
	_, err := q.QueryContext(ctx)
	return err
}

// TG-06: neither is refused, not asked
func (s *Store) notAsked(ctx context.Context, in input.Get) error {
	q := s.sb.Select("id").From("orders")
	if in.ID != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "id": in.ID})
	} else if in.Key != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "key": in.Key})
	}
	_, err := q.QueryContext(ctx) // want `query on orders`
	return err
}

// TG-06: neither is refused, the error stays
func (s *Store) errorStays(ctx context.Context, in input.Get) error {
	if err := in.Validate(); err != nil {
		println(err)
	}
	q := s.sb.Select("id").From("orders")
	if in.ID != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "id": in.ID})
	} else if in.Key != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "key": in.Key})
	}
	_, err := q.QueryContext(ctx) // want `query on orders`
	return err
}

// TG-06: neither is refused, emptied behind
func (s *Store) emptied(ctx context.Context, in input.Get) error {
	if err := in.Validate(); err != nil {
		return err
	}
	q := s.sb.Select("id").From("orders")
	in.ID = ""
	if in.ID != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "id": in.ID})
	} else if in.Key != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "key": in.Key})
	}
	_, err := q.QueryContext(ctx) // want `query on orders`
	return err
}

// TG-06: either is refused
func (s *Store) either(ctx context.Context, in input.Either) error {
	if err := in.Validate(); err != nil {
		return err
	}
	q := s.sb.Select("id").From("orders")
	if in.ID != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "id": in.ID})
	} else if in.Key != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "key": in.Key})
	}
	_, err := q.QueryContext(ctx)
	return err
}

// TG-06: refused by a list that is returned when it is not empty
func (s *Store) listed(ctx context.Context, in input.Listed) error {
	if err := in.Validate(); err != nil {
		return err
	}
	q := s.sb.Select("id").From("orders")
	if in.ID != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "id": in.ID})
	} else if in.Key != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "key": in.Key})
	}
	_, err := q.QueryContext(ctx)
	return err
}

// TG-06: refused with a third field only
func (s *Store) third(ctx context.Context, in input.Third) error {
	if err := in.Validate(); err != nil {
		return err
	}
	q := s.sb.Select("id").From("orders")
	if in.ID != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "id": in.ID})
	} else if in.Key != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "key": in.Key})
	}
	_, err := q.QueryContext(ctx) // want `query on orders`
	return err
}

// TG-06: let through before
func (s *Store) early(ctx context.Context, in input.Early) error {
	if err := in.Validate(); err != nil {
		return err
	}
	q := s.sb.Select("id").From("orders")
	if in.ID != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "id": in.ID})
	} else if in.Key != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "key": in.Key})
	}
	_, err := q.QueryContext(ctx) // want `query on orders`
	return err
}

// TG-06: the list is emptied
func (s *Store) listEmptied(ctx context.Context, in input.Emptied) error {
	if err := in.Validate(); err != nil {
		return err
	}
	q := s.sb.Select("id").From("orders")
	if in.ID != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "id": in.ID})
	} else if in.Key != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "key": in.Key})
	}
	_, err := q.QueryContext(ctx) // want `query on orders`
	return err
}

// TG-06: the error is softened
func (s *Store) softened(ctx context.Context, in input.Soft) error {
	if err := in.Validate(); err != nil {
		return err
	}
	q := s.sb.Select("id").From("orders")
	if in.ID != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "id": in.ID})
	} else if in.Key != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "key": in.Key})
	}
	_, err := q.QueryContext(ctx) // want `query on orders`
	return err
}

// TG-06: filled before it is refused
func (s *Store) filled(ctx context.Context, in input.Filled) error {
	if err := in.Validate(); err != nil {
		return err
	}
	q := s.sb.Select("id").From("orders")
	if in.ID != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "id": in.ID})
	} else if in.Key != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "key": in.Key})
	}
	_, err := q.QueryContext(ctx) // want `query on orders`
	return err
}

// TG-06: another input was validated
func (s *Store) another(ctx context.Context, in input.Get) error {
	if err := (input.Get{}).Validate(); err != nil {
		return err
	}
	q := s.sb.Select("id").From("orders")
	if in.ID != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "id": in.ID})
	} else if in.Key != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "key": in.Key})
	}
	_, err := q.QueryContext(ctx) // want `query on orders`
	return err
}

// TG-06: a way for other than nothing
func (s *Store) other(ctx context.Context, in input.Get) error {
	if err := in.Validate(); err != nil {
		return err
	}
	q := s.sb.Select("id").From("orders")
	if in.ID != "" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "id": in.ID})
	} else if in.Key != "all" {
		q = q.Where(sq.Eq{"tenant_id": in.Tenant, "key": in.Key})
	}
	_, err := q.QueryContext(ctx) // want `query on orders`
	return err
}

// TG-06: refused in a closure
func (s *Store) closure(ctx context.Context, in input.Get) error {
	return s.within(func() error {
		if err := in.Validate(); err != nil {
			return err
		}
		q := s.sb.Select("id").From("orders")
		if in.ID != "" {
			q = q.Where(sq.Eq{"tenant_id": in.Tenant, "id": in.ID})
		} else if in.Key != "" {
			q = q.Where(sq.Eq{"tenant_id": in.Tenant, "key": in.Key})
		}
		_, err := q.QueryContext(ctx)
		return err
	})
}

// TG-06: refused in a closure, emptied around it
func (s *Store) closureEmptied(ctx context.Context, in input.Get) error {
	err := s.within(func() error {
		if err := in.Validate(); err != nil {
			return err
		}
		s.reset(&in)
		q := s.sb.Select("id").From("orders")
		if in.ID != "" {
			q = q.Where(sq.Eq{"tenant_id": in.Tenant, "id": in.ID})
		} else if in.Key != "" {
			q = q.Where(sq.Eq{"tenant_id": in.Tenant, "key": in.Key})
		}
		_, err := q.QueryContext(ctx) // want `query on orders`
		return err
	})
	return err
}

func (s *Store) within(fn func() error) error { return fn() }

func (s *Store) reset(in *input.Get) { *in = input.Get{} }
