// Package tg19rows acts by id; the id comes from a row on some way round.
package tg19rows

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"slices"

	"github.com/google/uuid"
)

type orderKey struct{}

type Order struct{ ID, TenantID, Status string }

// Draft is no row of a tenant.
type Draft struct{ ID, Status string }

type Store struct{ db *sql.DB }

var errNotFound = errors.New("not found")

// TG-19: the id of a row that middleware put into the context of the request
func (s *Store) payFromContext(r *http.Request) error {
	order := r.Context().Value(orderKey{}).(*Order)
	_, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", order.ID) // met `row of the request's context`
	return err
}

// TG-19: the read that puts a row into the context is unscoped: the finding stands there
func (s *Store) keep(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var o Order
		row := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")) // want `orders`
		if err := row.Scan(&o.ID, &o.TenantID, &o.Status); err != nil {
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), orderKey{}, &o)))
	})
}

// TG-19: the same, with the tenant compared before the row is kept
func (s *Store) keepOwn(tenant string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var o Order
		row := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")) // met `tenant is compared`
		if err := row.Scan(&o.ID, &o.TenantID, &o.Status); err != nil || o.TenantID != tenant {
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), orderKey{}, &o)))
	})
}

// TG-19: the id of something in the context that has no tenant
func (s *Store) payDraft(r *http.Request) error {
	draft := r.Context().Value(orderKey{}).(*Draft)
	_, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", draft.ID) // want `orders`
	return err
}

// list is a wrapper that scans rows into a slice that may stay nil.
func (s *Store) list(tenant string) ([]*Order, error) {
	rows, err := s.db.Query("SELECT id, tenant_id, status FROM orders WHERE tenant_id = $1", tenant)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var orders []*Order
	for rows.Next() {
		var o Order
		if err := rows.Scan(&o.ID, &o.TenantID, &o.Status); err != nil {
			return nil, err
		}
		orders = append(orders, &o)
	}
	return orders, rows.Err()
}

// open groups orders by their status.
func open(orders []*Order) map[string][]*Order {
	out := map[string][]*Order{}
	for _, o := range orders {
		out[o.Status] = append(out[o.Status], o)
	}
	return out
}

// TG-19: ids that were collected from scoped rows, which a filter and a grouping function handed on
func (s *Store) payOpen(tenant string) error {
	orders, err := s.list(tenant)
	if err != nil {
		return err
	}
	orders = slices.DeleteFunc(orders, func(o *Order) bool { return o.Status == "paid" })
	var ids []string
	for _, group := range open(orders) {
		for _, o := range group {
			ids = append(ids, o.ID)
		}
	}
	_, err = s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = ANY($1)", ids) // met `read scoped`
	return err
}

// TG-19: ids that were collected from scoped rows, and one of the request
func (s *Store) payOpenAnd(r *http.Request, tenant string) error {
	orders, err := s.list(tenant)
	if err != nil {
		return err
	}
	ids := []string{r.PathValue("id")}
	for _, o := range orders {
		ids = append(ids, o.ID)
	}
	_, err = s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = ANY($1)", ids) // want `orders`
	return err
}

// TG-19: the id of a row that was just inserted
func (s *Store) create(tenant string) error {
	var id string
	if err := s.db.QueryRow("INSERT INTO orders (id, tenant_id) VALUES ($1, $2) RETURNING id", uuid.NewString(), tenant).Scan(&id); err != nil {
		return err
	}
	_, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", id) // met `read scoped`
	return err
}

// TG-19: the id of a row that was just inserted or overwritten, whoever had it
func (s *Store) overwrite(r *http.Request, tenant string) error {
	var id string
	if err := s.db.QueryRow("INSERT INTO orders (id, tenant_id) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET status = 'new' RETURNING id", r.PathValue("id"), tenant).Scan(&id); err != nil { // want `orders`
		return err
	}
	_, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", id) // want `orders`
	return err
}

// TG-19: an id that was made here, or read scoped
func (s *Store) payNewOrOwn(tenant, name string) error {
	var id string
	err := s.db.QueryRow("SELECT id FROM orders WHERE status = $1 AND tenant_id = $2", name, tenant).Scan(&id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		id = uuid.NewString()
		if _, err := s.db.Exec("INSERT INTO orders (id, tenant_id, status) VALUES ($1, $2, $3)", id, tenant, name); err != nil {
			return err
		}
	case err != nil:
		return err
	}
	return s.touch(id)
}

// touch is given the id of a new row or of an own one.
func (s *Store) touch(id string) error {
	_, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", id)
	return err
}

// TG-19: an id that was made here
func (s *Store) payNew(tenant string) error {
	id := uuid.NewString()
	_, err := s.db.Exec("DELETE FROM order_items WHERE order_id = $1", id) // met `which made it`
	return err
}

// TG-09: a list of all tenants of which only the rows with the own tenant are looked at
func (s *Store) count(tenant string) (int, error) {
	rows, err := s.db.Query("SELECT tenant_id, total FROM orders") // met `compared at line`
	if err != nil {
		return 0, err
	}
	total := 0
	for rows.Next() {
		var tenantID string
		var n int
		if err := rows.Scan(&tenantID, &n); err != nil {
			return 0, err
		}
		if tenantID == tenant {
			total += n
		}
	}
	return total, rows.Err()
}

// TG-09: a list of all tenants of which every row is handed out
func (s *Store) all(tenant string) ([]int, error) {
	rows, err := s.db.Query("SELECT tenant_id, total FROM orders") // want `orders`
	if err != nil {
		return nil, err
	}
	var totals []int
	for rows.Next() {
		var of string
		var n int
		if err := rows.Scan(&of, &n); err != nil {
			return nil, err
		}
		totals = append(totals, n)
	}
	return totals, rows.Err()
}

// Registry holds functions that look a row up by an id of the URL.
type Registry map[string]func(ctx context.Context, id string) (row any, tenant string, err error)

// TG-09: the row and its tenant go to the caller of a function value
func (s *Store) byID(ctx context.Context, id string) (*Order, error) {
	o := new(Order)
	if err := s.db.QueryRowContext(ctx, "SELECT id, tenant_id, status FROM orders WHERE id = $1", id).Scan(&o.ID, &o.TenantID, &o.Status); err != nil { // unresolved `its tenant beside it`
		return nil, err
	}
	return o, nil
}

// register hands over the row with its tenant.
func (s *Store) register(reg Registry) {
	reg["order"] = func(ctx context.Context, id string) (any, string, error) {
		o, err := s.byID(ctx, id)
		if err != nil {
			return nil, "", err
		}
		return o, o.TenantID, nil
	}
}

// TG-09: the row goes to the caller of a function value without its tenant
func (s *Store) anyByID(ctx context.Context, id string) (*Order, error) {
	o := new(Order)
	if err := s.db.QueryRowContext(ctx, "SELECT id, tenant_id, status FROM orders WHERE id = $1", id).Scan(&o.ID, &o.TenantID, &o.Status); err != nil { // want `orders`
		return nil, err
	}
	return o, nil
}

// registerBare hands over the row alone.
func (s *Store) registerBare(reg Registry) {
	reg["bare"] = func(ctx context.Context, id string) (any, string, error) {
		o, err := s.anyByID(ctx, id)
		if err != nil {
			return nil, "", err
		}
		return o, o.Status, nil
	}
}

// Summary is an order in another form.
type Summary struct{ ID, TenantID string }

// TG-09: a row that a mapper put into another form, compared by the caller
func (s *Store) summary(id string) (*Summary, error) {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id FROM orders WHERE id = $1", id).Scan(&o.ID, &o.TenantID); err != nil { // met `by the caller`
		return nil, err
	}
	return &Summary{ID: o.ID, TenantID: o.TenantID}, nil
}

// show compares the tenant that the mapper took along.
func (s *Store) show(r *http.Request, tenant string) (*Summary, error) {
	sum, err := s.summary(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	if sum.TenantID != tenant {
		return nil, errNotFound
	}
	return sum, nil
}

// TG-09: a row that a mapper put into another form, without the tenant
func (s *Store) bareSummary(id string) (*Summary, error) {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id FROM orders WHERE id = $1", id).Scan(&o.ID, &o.TenantID); err != nil { // want `orders`
		return nil, err
	}
	return &Summary{ID: o.ID, TenantID: "mine"}, nil
}

// showBare compares a tenant that the row does not have.
func (s *Store) showBare(r *http.Request, tenant string) (*Summary, error) {
	sum, err := s.bareSummary(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	if sum.TenantID != tenant {
		return nil, errNotFound
	}
	return sum, nil
}

type Slot struct{ TaskID, Note string }

func (s *Store) slots(tenant string) ([]Slot, error) {
	rows, err := s.db.Query("SELECT task_id, note FROM slots WHERE tenant_id = $1", tenant)
	if err != nil {
		return nil, err
	}
	var slots []Slot
	for rows.Next() {
		var slot Slot
		if err := rows.Scan(&slot.TaskID, &slot.Note); err != nil {
			return nil, err
		}
		slots = append(slots, slot)
	}
	return slots, rows.Err()
}

// TG-19: a column that no key holds, from the same column of scoped rows
func (s *Store) dequeue(tenant string) error {
	slots, err := s.slots(tenant)
	if err != nil {
		return err
	}
	for _, slot := range slots {
		if _, err := s.db.Exec("DELETE FROM queue_items WHERE task_id = $1", slot.TaskID); err != nil { // met `same column`
			return err
		}
	}
	return nil
}

// TG-19: a column that no key holds, from another column of scoped rows
func (s *Store) dequeueRetry(tenant string) error {
	slots, err := s.slots(tenant)
	if err != nil {
		return err
	}
	for _, slot := range slots {
		if _, err := s.db.Exec("DELETE FROM queue_items WHERE retry_id = $1", slot.TaskID); err != nil { // want `queue_items`
			return err
		}
	}
	return nil
}

// TG-19: a text, from the same column of scoped rows
func (s *Store) dequeueNoted(tenant string) error {
	slots, err := s.slots(tenant)
	if err != nil {
		return err
	}
	for _, slot := range slots {
		if _, err := s.db.Exec("DELETE FROM queue_items WHERE note = $1", slot.Note); err != nil { // want `queue_items`
			return err
		}
	}
	return nil
}

// TG-19: a write with a fresh id that has a constant prefix
func (s *Store) writePrefixed() error {
	id := "ord_" + uuid.NewString()
	_, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", id) // met `which made it`
	return err
}

// TG-19: a write with what the request says behind a constant prefix
func (s *Store) writePrefixedRequest(r *http.Request) error {
	id := "ord_" + r.PathValue("id")
	_, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", id) // want `orders`
	return err
}

// TG-19: a write with the id of a row that was read scoped, behind a constant prefix
func (s *Store) writePrefixedRow(r *http.Request, tenant string) error {
	var id string
	if err := s.db.QueryRow("SELECT id FROM orders WHERE id = $1 AND tenant_id = $2", r.PathValue("id"), tenant).Scan(&id); err != nil {
		return err
	}
	_, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", "ord_"+id) // want `orders`
	return err
}
