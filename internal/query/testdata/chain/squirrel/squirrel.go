// Package squirrel has one function for each meaning of squirrel's builders.
package squirrel

import (
	"context"
	"database/sql"

	sq "github.com/Masterminds/squirrel"

	"squirrel/helper"
)

var psql = sq.StatementBuilder.PlaceholderFormat(sq.Dollar)

type Store struct {
	db   *sql.DB
	sb   sq.StatementBuilderType
	open sq.SelectBuilder
}

func New(db *sql.DB) *Store {
	sb := sq.StatementBuilder.RunWith(db)
	return &Store{db: db, sb: sb, open: sb.Select("id").From("orders").Where("status = 'open'")}
}

//want:statement SELECT id FROM orders WHERE orders.tenant_id = $1 AND orders.id = $2 [$1=tenant $2=id]
//want:statement aside: runs a text that is judged where it is built
func (s *Store) Eq(ctx context.Context, tenant, id string) error {
	text, args, err := sq.Select("id").From("orders").Where(sq.Eq{"tenant_id": tenant, "id": id}).ToSql()
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, text, args...)
	return err
}

//want:statement SELECT id FROM orders WHERE orders.tenant_id IS NULL
func (s *Store) EqNil(ctx context.Context) {
	psql.Select("id").From("orders").Where(sq.Eq{"tenant_id": nil}).RunWith(s.db).QueryContext(ctx)
}

//want:statement SELECT id FROM orders WHERE orders.id IN ($1) [$1=ids]
func (s *Store) EqList(ctx context.Context, ids []string) {
	s.sb.Select("id").From("orders").Where(sq.Eq{"id": ids}).QueryContext(ctx)
}

// A key that is set on some ways only narrows.
//
//want:statement SELECT id FROM orders WHERE orders.status = $1 [$1="open"]
func (s *Store) EqSometimes(ctx context.Context, tenant string) {
	eq := sq.Eq{"status": "open"}
	if tenant != "" {
		eq["tenant_id"] = tenant
	}
	s.sb.Select("id").From("orders").Where(eq).QueryContext(ctx)
}

//want:statement SELECT id FROM orders WHERE orders.status = $1 AND orders.tenant_id = $2 [$1="open" $2=tenant]
func (s *Store) EqAlways(ctx context.Context, tenant string) {
	eq := sq.Eq{"status": "open"}
	eq["tenant_id"] = tenant
	s.sb.Select("id").From("orders").Where(eq).QueryContext(ctx)
}

//want:statement SELECT id FROM orders WHERE orders.tenant_id = $1 OR orders.status = $2 [$1=tenant $2="public"]
func (s *Store) Or(ctx context.Context, tenant string) {
	s.sb.Select("id").From("orders").Where(sq.Or{sq.Eq{"tenant_id": tenant}, sq.Eq{"status": "public"}}).QueryContext(ctx)
}

//want:statement SELECT id FROM orders WHERE orders.tenant_id = $1 AND (orders.status = $2 OR total > $3) [$1=tenant $2="public" $3=floor]
func (s *Store) AndOr(ctx context.Context, tenant string, floor int) {
	s.sb.Select("id").From("orders").Where(sq.And{
		sq.Eq{"tenant_id": tenant},
		sq.Or{sq.Eq{"status": "public"}, sq.Expr("total > ?", floor)},
	}).QueryContext(ctx)
}

//want:statement SELECT id FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
//want:statement SELECT id FROM orders WHERE orders.tenant_id = $1 AND orders.status = $2 [$1=tenant $2=status]
func (s *Store) AndAppended(ctx context.Context, tenant, status string) {
	conds := sq.And{sq.Eq{"tenant_id": tenant}}
	if status != "" {
		conds = append(conds, sq.Eq{"status": status})
	}
	s.sb.Select("id").From("orders").Where(conds).QueryContext(ctx)
}

//want:statement SELECT id FROM orders WHERE tenant_id = $1 AND total > $2 [$1=tenant $2=floor]
func (s *Store) Text(ctx context.Context, tenant string, floor int) {
	s.sb.Select("id").From("orders").Where("tenant_id = ? AND total > ?", tenant, floor).QueryContext(ctx)
}

// Clauses on some ways only are left out where they only narrow.
//
//want:statement SELECT id FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
func (s *Store) Conditional(ctx context.Context, tenant, status string) {
	q := psql.Select("id").From("orders").Where(sq.Eq{"tenant_id": tenant})
	if status != "" {
		q = q.Where(sq.Eq{"status": status})
	}
	q.RunWith(s.db).QueryContext(ctx)
}

//want:statement SELECT id FROM orders WHERE orders.status = $1 [$1=status]
func (s *Store) ConditionalScope(ctx context.Context, tenant, status string) {
	q := psql.Select("id").From("orders").Where(sq.Eq{"status": status})
	if tenant != "" {
		q = q.Where(sq.Eq{"tenant_id": tenant})
	}
	q.RunWith(s.db).QueryContext(ctx)
}

// A link whose result is dropped adds nothing.
//
//want:statement SELECT id FROM orders
func (s *Store) Dropped(ctx context.Context, tenant string) {
	q := psql.Select("id").From("orders")
	q.Where(sq.Eq{"tenant_id": tenant})
	q.RunWith(s.db).QueryContext(ctx)
}

//want:statement SELECT id FROM orders WHERE status = 'open' AND orders.tenant_id = $1 [$1=tenant]
func (s *Store) Kept(ctx context.Context, tenant string) {
	s.open.Where(sq.Eq{"tenant_id": tenant}).QueryContext(ctx)
}

//want:statement SELECT o.id FROM orders AS o JOIN customers AS c ON c.id = o.customer_id AND c.tenant_id = $1 WHERE o.tenant_id = $2 [$1=tenant $2=tenant]
func (s *Store) Join(ctx context.Context, tenant string) {
	s.sb.Select("o.id").From("orders o").Join("customers c ON c.id = o.customer_id AND c.tenant_id = ?", tenant).Where(sq.Eq{"o.tenant_id": tenant}).QueryContext(ctx)
}

//want:statement SELECT o.id FROM orders AS o LEFT JOIN customers AS c ON c.id = o.customer_id
func (s *Store) LeftJoin(ctx context.Context) {
	s.sb.Select("o.id").From("orders o").LeftJoin("customers c ON c.id = o.customer_id").QueryContext(ctx)
}

//want:statement SELECT o.id FROM orders AS o CROSS JOIN countries
func (s *Store) JoinClause(ctx context.Context) {
	s.sb.Select("o.id").From("orders o").JoinClause("CROSS JOIN countries").QueryContext(ctx)
}

//want:statement SELECT count(*) FROM (SELECT id FROM orders WHERE orders.tenant_id = $1) AS t [$1=tenant]
func (s *Store) FromSelect(ctx context.Context, tenant string) {
	inner := sq.Select("id").From("orders").Where(sq.Eq{"tenant_id": tenant})
	s.sb.Select("count(*)").FromSelect(inner, "t").QueryContext(ctx)
}

//want:statement SELECT id FROM order_items WHERE order_id IN (SELECT id FROM orders WHERE orders.tenant_id = $1) [$1=tenant]
func (s *Store) InSelect(ctx context.Context, tenant string) {
	inner := sq.Select("id").From("orders").Where(sq.Eq{"tenant_id": tenant})
	s.sb.Select("id").From("order_items").Where(sq.Expr("order_id IN (?)", inner)).QueryContext(ctx)
}

//want:statement SELECT id FROM customers WHERE EXISTS (SELECT 1 FROM orders WHERE orders.customer_id = customers.id)
func (s *Store) Exists(ctx context.Context) {
	inner := sq.Select("1").Prefix("EXISTS (").From("orders").Where("orders.customer_id = customers.id").Suffix(")")
	s.sb.Select("id").From("customers").Where(inner).QueryContext(ctx)
}

//want:statement SELECT id, (SELECT count(*) FROM order_items WHERE order_id = orders.id) FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
func (s *Store) Column(ctx context.Context, tenant string) {
	items := sq.Select("count(*)").From("order_items").Where("order_id = orders.id")
	s.sb.Select("id").Column(sq.Alias(items, "items")).From("orders").Where(sq.Eq{"tenant_id": tenant}).QueryContext(ctx)
}

//want:statement WITH own AS (SELECT id FROM orders WHERE orders.tenant_id = $1) SELECT id FROM own [$1=tenant]
func (s *Store) With(ctx context.Context, tenant string) {
	inner := sq.Select("id").From("orders").Where(sq.Eq{"tenant_id": tenant})
	s.sb.Select("id").From("own").Prefix("WITH own AS (?)", inner).QueryContext(ctx)
}

//want:statement SELECT id FROM orders WHERE orders.tenant_id = $1 UNION SELECT id FROM orders WHERE status = 'public' [$1=tenant]
func (s *Store) Union(ctx context.Context, tenant string) {
	s.sb.Select("id").From("orders").Where(sq.Eq{"tenant_id": tenant}).Suffix("UNION SELECT id FROM orders WHERE status = 'public'").QueryContext(ctx)
}

//want:statement INSERT INTO orders (id, tenant_id) VALUES ($1, $2), ($3, $4) RETURNING id [$1=id $2=tenant $3=other $4=tenant]
func (s *Store) Insert(ctx context.Context, tenant, id, other string) {
	s.sb.Insert("orders").Columns("id", "tenant_id").Values(id, tenant).Values(other, tenant).Suffix("RETURNING id").ExecContext(ctx)
}

//want:statement INSERT INTO orders (id, tenant_id) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET tenant_id = EXCLUDED.tenant_id [$1=id $2=tenant]
func (s *Store) Upsert(ctx context.Context, tenant, id string) {
	s.sb.Insert("orders").Columns("id", "tenant_id").Values(id, tenant).Suffix("ON CONFLICT (id) DO UPDATE SET tenant_id = EXCLUDED.tenant_id").ExecContext(ctx)
}

//want:statement INSERT INTO orders (id, tenant_id) VALUES ($1, $2) ON CONFLICT () DO  [$1=id $2=tenant]
func (s *Store) Replace(ctx context.Context, tenant, id string) {
	s.sb.Replace("orders").Columns("id", "tenant_id").Values(id, tenant).ExecContext(ctx)
}

//want:statement INSERT INTO orders (id, tenant_id) VALUES ($1, $2) [$1=id $2=tenant]
func (s *Store) InsertMap(ctx context.Context, tenant, id string) {
	s.sb.Insert("orders").SetMap(map[string]interface{}{"id": id, "tenant_id": tenant}).ExecContext(ctx)
}

//want:statement INSERT INTO jobs (id, tenant_id) SELECT id, tenant_id FROM orders WHERE orders.id = $1 [$1=id]
func (s *Store) InsertSelect(ctx context.Context, id string) {
	s.sb.Insert("jobs").Columns("id", "tenant_id").Select(sq.Select("id", "tenant_id").From("orders").Where(sq.Eq{"id": id})).ExecContext(ctx)
}

//want:statement UPDATE orders SET status = $1, total = total + $2 WHERE orders.tenant_id = $3 AND orders.id = $4 [$1="paid" $2=more $3=tenant $4=id]
func (s *Store) Update(ctx context.Context, tenant, id string, more int) {
	s.sb.Update("orders").Set("status", "paid").Set("total", sq.Expr("total + ?", more)).Where(sq.Eq{"tenant_id": tenant, "id": id}).ExecContext(ctx)
}

//want:statement UPDATE orders SET tenant_id = $1 WHERE orders.id = $2 [$1=tenant $2=id]
func (s *Store) UpdateMap(ctx context.Context, tenant, id string) {
	s.sb.Update("orders").SetMap(sq.Eq{"tenant_id": tenant}).Where(sq.Eq{"id": id}).ExecContext(ctx)
}

//want:statement DELETE FROM orders WHERE orders.id = $1 AND orders.tenant_id <> $2 [$1=id $2=tenant]
func (s *Store) Delete(ctx context.Context, tenant, id string) {
	sq.ExecContextWith(ctx, s.db, s.sb.Delete("orders").Where(sq.Eq{"id": id}).Where(sq.NotEq{"tenant_id": tenant}))
}

// getter is an interface of the user's own with the shape of squirrel's.
type getter interface {
	ToSql() (string, []interface{}, error)
}

// run owes nothing itself: its callers hand in the statement.
//
//want:statement aside: runs a text that is judged where it is built
func (s *Store) run(ctx context.Context, q getter) (*sql.Rows, error) {
	text, args, err := q.ToSql()
	if err != nil {
		return nil, err
	}
	return s.db.QueryContext(ctx, text, args...)
}

//want:statement SELECT id FROM orders WHERE orders.id = $1 [$1=id]
func (s *Store) HandedOn(ctx context.Context, id string) {
	s.run(ctx, psql.Select("id").From("orders").Where(sq.Eq{"id": id}))
}

//want:statement DELETE FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
func (s *Store) HandedOnScoped(ctx context.Context, tenant string) {
	s.run(ctx, psql.Delete("orders").Where(sq.Eq{"tenant_id": tenant}))
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND orders.id = $2 [$1=tenant $2=id]
func (s *Store) Helper(ctx context.Context, tenant, id string) {
	helper.Get(ctx, s.db, helper.Scoped(helper.Orders(), tenant).Where(sq.Eq{"id": id}))
}

//want:statement SELECT * FROM orders WHERE orders.id = $1 [$1=id]
func (s *Store) HelperUnscoped(ctx context.Context, id string) {
	helper.Get(ctx, s.db, helper.Orders().Where(sq.Eq{"id": id}))
}

//want:statement SELECT id FROM orders
//want:statement SELECT count(*) FROM (SELECT 'judged where it was built') AS t
func (s *Store) Counted(ctx context.Context) {
	text, args, _ := psql.Select("id").From("orders").ToSql()
	s.db.QueryContext(ctx, "SELECT count(*) FROM ("+text+") AS t", args...)
}

//want:statement SELECT id FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
//want:statement unresolved: a part of the statement's text was put together by a builder
func (s *Store) Within(ctx context.Context, tenant string) {
	text, args, _ := psql.Select("id").From("orders").Where(sq.Eq{"tenant_id": tenant}).ToSql()
	s.db.QueryContext(ctx, "DELETE FROM order_items WHERE order_id IN ("+text+")", args...)
}

// An insert of no rows is none.
//
//want:statement INSERT INTO orders (id, tenant_id) VALUES ($1, $2) [$1=ids.[] $2=tenant]
func (s *Store) InsertMany(ctx context.Context, tenant string, ids []string) {
	q := s.sb.Insert("orders").Columns("id, tenant_id")
	for _, id := range ids {
		q = q.Values(id, tenant)
	}
	q.ExecContext(ctx)
}

//want:statement unresolved: the statement of the chain was not read
func (s *Store) InsertNothing(ctx context.Context) {
	s.sb.Insert("orders").Columns("id, tenant_id").ExecContext(ctx)
}

//want:statement DELETE FROM orders WHERE tenant_id = $1 [$1=tenant]
func (s *Store) HelperOfTable(ctx context.Context, tenant string) {
	helper.Expired(s.sb, "orders", tenant).ExecContext(ctx)
}

// runner is an interface of the user's own: who implements it is not in sight.
type runner interface {
	Get(ctx context.Context, dest interface{}, q sq.Sqlizer) error
	Log(q interface{})
}

//want:statement SELECT id FROM orders WHERE orders.id = $1 [$1=id]
func SentOff(ctx context.Context, r runner, id string) {
	r.Get(ctx, nil, psql.Select("id").From("orders").Where(sq.Eq{"id": id}))
}

//want:statement SELECT id FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
func SentOffScoped(ctx context.Context, r runner, tenant string) {
	q := psql.Select("id").From("orders").Where(sq.Eq{"tenant_id": tenant})
	r.Log(q)
	r.Get(ctx, nil, q)
}
