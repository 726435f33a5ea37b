// Package tg18 works in the background.
package tg18

import (
	"context"
	"database/sql"
	"time"
)

type Worker struct{ db *sql.DB }

// TG-18: unscoped statement in a worker
func (w *Worker) sweep(ctx context.Context) {
	w.db.ExecContext(ctx, "DELETE FROM orders WHERE status = 'expired'") // want `delete from orders`
}

// TG-18: unscoped statement in a worker, waived
func (w *Worker) sweepWaived(ctx context.Context) {
	//bailiwick:allow tenantscope(background) hourly expiry sweep, bounded by status
	w.db.ExecContext(ctx, "DELETE FROM orders WHERE status = 'expired'") // waived `hourly expiry sweep`
}

// TG-18: unscoped statement in a cron job
func (w *Worker) every(ctx context.Context, tick *time.Ticker) {
	for range tick.C {
		w.db.ExecContext(ctx, "UPDATE orders SET status = 'late' WHERE status = 'open'") // want `update of orders`
	}
}

// TG-18: unscoped statement in a goroutine
func (w *Worker) start(ctx context.Context) {
	go func() {
		w.db.ExecContext(ctx, "DELETE FROM orders WHERE status = 'void'") // want `delete from orders`
	}()
}

// Job is a row of jobs.
type Job struct{ ID, TenantID, Kind, Payload string }

// TG-18: tenant from a job's row
func (w *Worker) work(ctx context.Context) error {
	//bailiwick:allow tenantscope(background) the queue is everybody's
	rows, err := w.db.QueryContext(ctx, "SELECT id, tenant_id, kind, payload FROM jobs LIMIT 10") // waived `the queue is everybody's`
	if err != nil {
		return err
	}
	for rows.Next() {
		var j Job
		if err := rows.Scan(&j.ID, &j.TenantID, &j.Kind, &j.Payload); err != nil {
			return err
		}
		if _, err := w.db.ExecContext(ctx, "DELETE FROM orders WHERE status = 'expired' AND tenant_id = $1", j.TenantID); err != nil { // met `bound value`
			return err
		}
	}
	return rows.Err()
}

// TG-18: tenant from a job that a queue hands over
func (w *Worker) handle(ctx context.Context, job Job) error {
	_, err := w.db.ExecContext(ctx, "DELETE FROM orders WHERE status = 'expired' AND tenant_id = $1", job.TenantID) // met `bound value`
	return err
}

// TG-18: no tenant although the job has one
func (w *Worker) handleAll(ctx context.Context, job Job) error {
	_, err := w.db.ExecContext(ctx, "DELETE FROM orders WHERE status = 'expired' AND customer_id = $1", job.Kind) // want `delete from orders`
	return err
}

// TG-18: tenant from a loop over tenants
func (w *Worker) perTenant(ctx context.Context) error {
	//bailiwick:allow tenantscope(background) the sweep goes over all tenants
	rows, err := w.db.QueryContext(ctx, "SELECT id FROM tenants") // waived `goes over all tenants`
	if err != nil {
		return err
	}
	for rows.Next() {
		var tenant string
		if err := rows.Scan(&tenant); err != nil {
			return err
		}
		w.db.ExecContext(ctx, "DELETE FROM orders WHERE status = 'expired' AND tenant_id = $1", tenant) // met `bound value`
	}
	return rows.Err()
}

// TG-18: a loop over tenants and a statement without it
func (w *Worker) perTenantForgotten(ctx context.Context, tenants []string) {
	for range tenants {
		w.db.ExecContext(ctx, "DELETE FROM orders WHERE status = 'expired'") // want `delete from orders`
	}
}
