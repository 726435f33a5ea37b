// Package tg06squirrel puts statements together with squirrel.
package tg06squirrel

import (
	"context"
	"database/sql"

	sq "github.com/Masterminds/squirrel"
)

type Store struct {
	db   *sql.DB
	sb   sq.StatementBuilderType
	own  sq.SelectBuilder
	open sq.SelectBuilder
}

func New(db *sql.DB) *Store {
	sb := sq.StatementBuilder.PlaceholderFormat(sq.Dollar).RunWith(db)
	return &Store{db: db, sb: sb, open: sb.Select("id").From("orders").Where(sq.Eq{"status": "open"})}
}

// TG-06: squirrel by id
func (s *Store) byID(ctx context.Context, id string) error {
	text, args, err := s.sb.Select("id").From("orders").Where(sq.Eq{"id": id}).ToSql() // want `query on orders`
	if err != nil {
		return err
	}
	return s.db.QueryRowContext(ctx, text, args...).Err()
}

// TG-06: squirrel by id, scoped
func (s *Store) byIDScoped(ctx context.Context, tenant, id string) error {
	text, args, err := s.sb.Select("id").From("orders").Where(sq.Eq{"id": id, "tenant_id": tenant}).ToSql()
	if err != nil {
		return err
	}
	return s.db.QueryRowContext(ctx, text, args...).Err()
}

// TG-06: squirrel Eq of nil
func (s *Store) eqNil(ctx context.Context) {
	s.sb.Select("id").From("orders").Where(sq.Eq{"tenant_id": nil}).QueryContext(ctx) // want `query on orders`
}

// TG-06: squirrel Or
func (s *Store) or(ctx context.Context, tenant string) {
	s.sb.Select("id").From("orders").Where(sq.Or{sq.Eq{"tenant_id": tenant}, sq.Eq{"status": "open"}}).QueryContext(ctx) // want `query on orders`
}

// TG-06: squirrel Or whose arms are both scoped
func (s *Store) orScoped(ctx context.Context, tenant string) {
	s.sb.Select("id").From("orders").Where(sq.Or{
		sq.Eq{"tenant_id": tenant, "status": "late"},
		sq.And{sq.Eq{"tenant_id": tenant}, sq.Eq{"status": "open"}},
	}).QueryContext(ctx)
}

// TG-06: squirrel Or within the scope
func (s *Store) orWithin(ctx context.Context, tenant string) {
	s.sb.Select("id").From("orders").Where(sq.Eq{"tenant_id": tenant}).Where(sq.Or{sq.Eq{"status": "late"}, sq.Eq{"status": "open"}}).QueryContext(ctx)
}

// TG-06: squirrel raw text
func (s *Store) text(ctx context.Context, status string) {
	s.sb.Select("id").From("orders").Where("status = ?", status).QueryContext(ctx) // want `query on orders`
}

// TG-06: squirrel raw text, scoped
func (s *Store) textScoped(ctx context.Context, tenant, status string) {
	s.sb.Select("id").From("orders").Where("status = ? AND tenant_id = ?", status, tenant).QueryContext(ctx)
}

// TG-06: squirrel builder kept in a field
func (s *Store) kept(ctx context.Context) {
	s.open.QueryContext(ctx) // want `query on orders`
}

// TG-06: squirrel builder kept in a field, scoped later
func (s *Store) keptScoped(ctx context.Context, tenant string) {
	s.open.Where(sq.Eq{"tenant_id": tenant}).QueryContext(ctx)
}

// TG-06: squirrel builder kept in a field that nothing in sight fills
func (s *Store) unknown(ctx context.Context) {
	s.own.QueryContext(ctx) // unresolved `the chain comes from a field`
}

// TG-06: squirrel conditional clause
func (s *Store) conditional(ctx context.Context, tenant string) {
	q := s.sb.Select("id").From("orders")
	if tenant != "" {
		q = q.Where(sq.Eq{"tenant_id": tenant})
	}
	q.QueryContext(ctx) // want `query on orders`
}

// TG-06: squirrel conditional clause beside the scope
func (s *Store) conditionalScoped(ctx context.Context, tenant, status string) {
	q := s.sb.Select("id").From("orders").Where(sq.Eq{"tenant_id": tenant})
	if status != "" {
		q = q.Where(sq.Eq{"status": status})
	}
	q.QueryContext(ctx)
}

// TG-06: squirrel conditional key of a map
func (s *Store) conditionalKey(ctx context.Context, tenant string) {
	eq := sq.Eq{"status": "open"}
	if tenant != "" {
		eq["tenant_id"] = tenant
	}
	s.sb.Select("id").From("orders").Where(eq).QueryContext(ctx) // want `query on orders`
}

// TG-06: squirrel join
func (s *Store) join(ctx context.Context, tenant string) {
	s.sb.Select("o.id").From("orders o").Join("customers c ON c.name = o.status").Where(sq.Eq{"o.tenant_id": tenant}).QueryContext(ctx) // want `query on customers`
}

// TG-06: squirrel join along the key
func (s *Store) joinScoped(ctx context.Context, tenant string) {
	s.sb.Select("o.id").From("orders o").Join("customers c ON c.id = o.customer_id").Where(sq.Eq{"o.tenant_id": tenant}).QueryContext(ctx)
}

// TG-06: squirrel sub-select
func (s *Store) sub(ctx context.Context, status string) {
	orders := sq.Select("id").From("orders").Where(sq.Eq{"status": status})
	s.sb.Select("id").From("order_items").Where(sq.Expr("order_id IN (?)", orders)).QueryContext(ctx) // want `query on orders`
}

// TG-06: squirrel sub-select, scoped
func (s *Store) subScoped(ctx context.Context, tenant string) {
	orders := sq.Select("id").From("orders").Where(sq.Eq{"tenant_id": tenant})
	s.sb.Select("id").From("order_items").Where(sq.Expr("order_id IN (?)", orders)).QueryContext(ctx)
}

// TG-06: squirrel insert without the key
func (s *Store) insert(ctx context.Context, id string) {
	s.sb.Insert("jobs").Columns("id", "kind").Values(id, "sync").ExecContext(ctx) // want `insert into jobs`
}

// TG-06: squirrel insert
func (s *Store) insertScoped(ctx context.Context, tenant, id string) {
	s.sb.Insert("jobs").Columns("id", "kind", "tenant_id").Values(id, "sync", tenant).ExecContext(ctx)
}

// TG-06: squirrel insert, SetMap without the key
func (s *Store) insertMap(ctx context.Context, id string) {
	s.sb.Insert("jobs").SetMap(map[string]interface{}{"id": id, "kind": "sync"}).ExecContext(ctx) // want `insert into jobs`
}

// TG-06: squirrel insert, SetMap
func (s *Store) insertMapScoped(ctx context.Context, tenant, id string) {
	s.sb.Insert("jobs").SetMap(map[string]interface{}{"id": id, "kind": "sync", "tenant_id": tenant}).ExecContext(ctx)
}

// TG-06: squirrel upsert whose key lacks the tenant
func (s *Store) upsert(ctx context.Context, tenant, id string) {
	s.sb.Insert("jobs").Columns("id", "kind", "tenant_id").Values(id, "sync", tenant).Suffix("ON CONFLICT (id) DO UPDATE SET kind = EXCLUDED.kind").ExecContext(ctx) // want `upsert into jobs`
}

// TG-06: squirrel upsert whose condition restores it
func (s *Store) upsertScoped(ctx context.Context, tenant, id string) {
	s.sb.Insert("jobs").Columns("id", "kind", "tenant_id").Values(id, "sync", tenant).
		Suffix("ON CONFLICT (id) DO UPDATE SET kind = EXCLUDED.kind WHERE jobs.tenant_id = EXCLUDED.tenant_id").ExecContext(ctx)
}

// TG-06: squirrel update
func (s *Store) update(ctx context.Context, id string) {
	s.sb.Update("orders").Set("status", "paid").Where(sq.Eq{"id": id}).ExecContext(ctx) // want `update of orders`
}

// TG-06: squirrel update, scoped
func (s *Store) updateScoped(ctx context.Context, tenant, id string) {
	s.sb.Update("orders").Set("status", "paid").Where(sq.Eq{"id": id}).Where("tenant_id = ?", tenant).ExecContext(ctx)
}

// TG-06: squirrel update of the key
func (s *Store) move(ctx context.Context, tenant, other, id string) {
	s.sb.Update("orders").SetMap(sq.Eq{"tenant_id": other}).Where(sq.Eq{"id": id, "tenant_id": tenant}).ExecContext(ctx) // want `orders`
}

// TG-06: squirrel delete in a transaction
func (s *Store) remove(ctx context.Context, tx *sql.Tx, id string) error {
	_, err := s.sb.Delete("orders").Where(sq.Eq{"id": id}).RunWith(tx).ExecContext(ctx) // want `delete from orders`
	return err
}

// TG-06: squirrel delete in a transaction, scoped
func (s *Store) removeScoped(ctx context.Context, tx *sql.Tx, tenant, id string) error {
	_, err := s.sb.Delete("orders").Where(sq.Eq{"id": id, "tenant_id": tenant}).RunWith(tx).ExecContext(ctx)
	return err
}

// exec owes nothing itself.
func (s *Store) exec(ctx context.Context, q sq.Sqlizer) error {
	text, args, err := q.ToSql()
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, text, args...)
	return err
}

// TG-06: squirrel builder handed to a helper
func (s *Store) handed(ctx context.Context, id string) error {
	return s.exec(ctx, s.sb.Delete("orders").Where(sq.Eq{"id": id})) // want `delete from orders`
}

// TG-06: squirrel builder handed to a helper, scoped
func (s *Store) handedScoped(ctx context.Context, tenant, id string) error {
	return s.exec(ctx, s.sb.Delete("orders").Where(sq.Eq{"id": id, "tenant_id": tenant}))
}

// reader is an interface of the store's own.
type reader interface {
	Get(ctx context.Context, dest any, q sq.Sqlizer) error
}

// TG-06: squirrel builder handed to an interface
func (s *Store) sentOff(ctx context.Context, r reader, id string) error {
	return r.Get(ctx, nil, s.sb.Select("id").From("orders").Where(sq.Eq{"id": id})) // want `query on orders`
}

// TG-06: squirrel builder handed to an interface, scoped
func (s *Store) sentOffScoped(ctx context.Context, r reader, tenant, id string) error {
	return r.Get(ctx, nil, s.sb.Select("id").From("orders").Where(sq.Eq{"id": id, "tenant_id": tenant}))
}
