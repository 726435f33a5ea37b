-- name: GetOrder :one
SELECT id, tenant_id, customer_id, status, total FROM orders
WHERE id = $1;

-- name: GetOrderOf :one
SELECT id, tenant_id, customer_id, status, total FROM orders
WHERE id = $1 AND tenant_id = $2;

-- name: ListOpen :many
SELECT id FROM orders
WHERE status = 'open';

-- name: ListOpenOf :many
SELECT id FROM orders
WHERE status = 'open' AND tenant_id = $1;

-- name: PayOrder :exec
UPDATE orders SET status = 'paid'
WHERE id = $1;

-- name: PayOrderOf :exec
UPDATE orders SET status = 'paid'
WHERE id = $1 AND tenant_id = $2;

-- name: NeverCalled :many
SELECT id FROM customers;
