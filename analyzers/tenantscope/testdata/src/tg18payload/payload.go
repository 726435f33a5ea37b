// Package tg18payload takes the tenant from what a queue delivers.
package tg18payload

import (
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"net/http"
)

type Worker struct{ db *sql.DB }

type task struct{ TenantID, Status string }

// TG-18: tenant from a job's payload
func (w *Worker) Process(ctx context.Context, payload []byte) error {
	var t task
	if err := json.Unmarshal(payload, &t); err != nil {
		return err
	}
	_, err := w.db.ExecContext(ctx, "DELETE FROM orders WHERE status = $1 AND tenant_id = $2", t.Status, t.TenantID) // met `bound value.*\[untraced\]`
	return err
}

// TG-18: tenant from a request's payload
func (w *Worker) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	payload, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	var t task
	if err := json.Unmarshal(payload, &t); err != nil {
		return
	}
	w.db.Exec("DELETE FROM orders WHERE status = $1 AND tenant_id = $2", t.Status, t.TenantID) // want `request`
}
