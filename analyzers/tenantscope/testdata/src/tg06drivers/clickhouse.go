package tg06drivers

import (
	"context"

	clickhouse "github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

type Warehouse struct{ conn clickhouse.Conn }

// TG-06: ClickHouse
func (w *Warehouse) order(ctx context.Context, id string) clickhouse.Row {
	return w.conn.QueryRow(ctx, "SELECT id FROM orders WHERE id = ?", id) // want `query on orders`
}

// TG-06: ClickHouse, scoped
func (w *Warehouse) orderScoped(ctx context.Context, tenant, id string) clickhouse.Row {
	return w.conn.QueryRow(ctx, "SELECT id FROM orders WHERE id = ? AND tenant_id = ?", id, tenant)
}

// TG-06: ClickHouse, rows into a list
func (w *Warehouse) orders(ctx context.Context, ids *[]string) error {
	return w.conn.Select(ctx, ids, "SELECT id FROM orders FINAL WHERE status = ?", "open") // want `query on orders`
}

// TG-06: a batch of ClickHouse without the key
func (w *Warehouse) batch(ctx context.Context) error {
	batch, err := w.conn.PrepareBatch(ctx, "INSERT INTO jobs (id, kind, payload)") // want `insert into jobs`
	if err != nil {
		return err
	}
	if err := batch.Append("1", "sync", "{}"); err != nil {
		return err
	}
	return batch.Send()
}

// TG-06: a batch of ClickHouse with the key
func (w *Warehouse) batchScoped(ctx context.Context, tenant string) error {
	batch, err := w.conn.PrepareBatch(ctx, "INSERT INTO jobs (id, tenant_id, kind, payload)")
	if err != nil {
		return err
	}
	if err := batch.Append("1", tenant, "sync", "{}"); err != nil {
		return err
	}
	return batch.Send()
}

// TG-06: a batch of ClickHouse into all columns
func (w *Warehouse) batchWhole(ctx context.Context) (clickhouse.Batch, error) {
	return w.conn.PrepareBatch(ctx, "INSERT INTO jobs") // unresolved `jobs`
}

func (w *Warehouse) names() []string { return w.conn.Contributors() }
