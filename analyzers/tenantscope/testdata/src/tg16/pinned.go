// Package tg16 queries on transactions whose tenant was pinned, on a table with FORCE and a policy that equates the tenant with the setting.
package tg16

import (
	"context"
	"database/sql"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"tg16/txs"
)

type Store struct {
	db   *txs.DB
	pool *pgxpool.Pool
	sql  *sql.DB
}

// TG-16: query on a transaction whose tenant was pinned transaction-locally
func (s *Store) pinned(ctx context.Context, tenant string) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "SELECT set_config('app.tenant_id', $1, true)", tenant); err != nil {
		return err
	}
	_, err = tx.Query(ctx, "SELECT id FROM ledger") // met `pins app.tenant_id before.*the role of the application is bound by row-level security`
	return err
}

// TG-16: query on a transaction that nobody pinned
func (s *Store) unpinned(ctx context.Context, tenant string) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	_, err = tx.Query(ctx, "SELECT id FROM ledger") // want `query on ledger`
	return err
}

// TG-16: database/sql
func (s *Store) pinnedSQL(ctx context.Context, tenant string) error {
	tx, err := s.sql.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "SELECT set_config('app.tenant_id', $1, true)", tenant); err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, "SELECT id FROM ledger") // met `pins app.tenant_id before`
	if err != nil {
		return err
	}
	return rows.Close()
}

// TG-16: a write, which the policy checks too
func (s *Store) write(ctx context.Context, tenant string) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "SELECT set_config('app.tenant_id', $1, true)", tenant); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "UPDATE ledger SET status = 'closed'") // met `pins app.tenant_id before`
	return err
}

// TG-16: pinned by a helper that calls back
func (s *Store) callback(ctx context.Context, tenant string) error {
	return s.db.InTenant(ctx, tenant, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE ledger SET status = 'closed'") // met `pins app.tenant_id before`
		return err
	})
}

// TG-16: a helper that calls back without pinning
func (s *Store) plainCallback(ctx context.Context, tenant string) error {
	return s.db.Plain(ctx, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE ledger SET status = 'closed'") // want `update of ledger`
		return err
	})
}

// TG-16: pinned by a helper that hands the transaction out
func (s *Store) handedOut(ctx context.Context, tenant string) error {
	tx, err := s.db.Begin(ctx, tenant)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "DELETE FROM ledger WHERE status = 'void'") // met `pins app.tenant_id before`
	return err
}

// TG-16: a helper that hands a transaction out without pinning
func (s *Store) plainHandedOut(ctx context.Context, tenant string) error {
	tx, err := s.db.BeginPlain(ctx)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "DELETE FROM ledger WHERE status = 'void'") // want `delete from ledger`
	return err
}

// TG-16: pinned to the authenticated tenant, which is traced
func (s *Store) traced(ctx context.Context) error {
	tenant, ok := ctx.Value(tenantKey{}).(string)
	if !ok {
		return sql.ErrNoRows
	}
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "SELECT set_config('app.tenant_id', $1, true)", tenant); err != nil {
		return err
	}
	_, err = tx.Query(ctx, "SELECT id FROM ledger") // met `\[traced\]`
	return err
}

type tenantKey struct{}

// TG-17: pinned on the pool
func (s *Store) onThePool(ctx context.Context, tenant string) error {
	if _, err := s.pool.Exec(ctx, "SELECT set_config('app.tenant_id', $1, true)", tenant); err != nil {
		return err
	}
	_, err := s.pool.Query(ctx, "SELECT id FROM ledger") // want `query on ledger`
	return err
}

// TG-17: pinned on the pool, queried in a transaction
func (s *Store) onThePoolThenTx(ctx context.Context, tenant string) error {
	if _, err := s.pool.Exec(ctx, "SELECT set_config('app.tenant_id', $1, true)", tenant); err != nil {
		return err
	}
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	_, err = tx.Query(ctx, "SELECT id FROM ledger") // want `query on ledger`
	return err
}

// TG-17: pinned on another transaction
func (s *Store) otherTx(ctx context.Context, tenant string) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	other, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "SELECT set_config('app.tenant_id', $1, true)", tenant); err != nil {
		return err
	}
	_, err = other.Query(ctx, "SELECT id FROM ledger") // want `query on ledger`
	return err
}

// TG-17: pinned with session scope
func (s *Store) session(ctx context.Context, tenant string) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "SELECT set_config('app.tenant_id', $1, false)", tenant); err != nil {
		return err
	}
	_, err = tx.Query(ctx, "SELECT id FROM ledger") // want `query on ledger`
	return err
}

// TG-17: pinned only on some paths
func (s *Store) somePaths(ctx context.Context, tenant string, pin bool) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	if pin {
		if _, err := tx.Exec(ctx, "SELECT set_config('app.tenant_id', $1, true)", tenant); err != nil {
			return err
		}
	}
	_, err = tx.Query(ctx, "SELECT id FROM ledger") // want `query on ledger`
	return err
}

// TG-17: pinned after the query
func (s *Store) late(ctx context.Context, tenant string) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.Query(ctx, "SELECT id FROM ledger"); err != nil { // want `query on ledger`
		return err
	}
	_, err = tx.Exec(ctx, "SELECT set_config('app.tenant_id', $1, true)", tenant)
	return err
}

// TG-17: pinned to a constant
func (s *Store) constant(ctx context.Context) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "SELECT set_config('app.tenant_id', $1, true)", "default"); err != nil {
		return err
	}
	_, err = tx.Query(ctx, "SELECT id FROM ledger") // want `query on ledger`
	return err
}

// TG-17: another setting is pinned
func (s *Store) otherSetting(ctx context.Context, user string) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "SELECT set_config('app.user_id', $1, true)", user); err != nil {
		return err
	}
	_, err = tx.Query(ctx, "SELECT id FROM ledger") // want `query on ledger`
	return err
}

// TG-17: table without FORCE
func (s *Store) unforced(ctx context.Context, tenant string) error {
	return s.db.InTenant(ctx, tenant, func(tx pgx.Tx) error {
		_, err := tx.Query(ctx, "SELECT id FROM ledger_unforced") // want `query on ledger_unforced`
		return err
	})
}

// TG-17: table without policy
func (s *Store) noPolicy(ctx context.Context, tenant string) error {
	return s.db.InTenant(ctx, tenant, func(tx pgx.Tx) error {
		_, err := tx.Query(ctx, "SELECT id FROM ledger_without_policy") // want `query on ledger_without_policy`
		return err
	})
}

// TG-17: table without row-level security at all
func (s *Store) noSecurity(ctx context.Context, tenant string) error {
	return s.db.InTenant(ctx, tenant, func(tx pgx.Tx) error {
		_, err := tx.Query(ctx, "SELECT id FROM orders") // want `query on orders`
		return err
	})
}

// TG-16: a policy for this command
func (s *Store) readable(ctx context.Context, tenant string) error {
	return s.db.InTenant(ctx, tenant, func(tx pgx.Tx) error {
		_, err := tx.Query(ctx, "SELECT id FROM ledger_readable") // met `pins app.tenant_id before`
		return err
	})
}

// TG-17: a policy for another command only
func (s *Store) readableWritten(ctx context.Context, tenant string) error {
	return s.db.InTenant(ctx, tenant, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE ledger_readable SET status = 'closed'") // want `update of ledger_readable`
		return err
	})
}

// TG-17: a second permissive policy
func (s *Store) loose(ctx context.Context, tenant string) error {
	return s.db.InTenant(ctx, tenant, func(tx pgx.Tx) error {
		_, err := tx.Query(ctx, "SELECT id FROM ledger_loose") // want `query on ledger_loose`
		return err
	})
}
