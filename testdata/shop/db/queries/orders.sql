-- name: GetOrder :one
SELECT * FROM orders WHERE id = @id AND tenant_id = @tenant_id;

-- name: FindOrder :one
SELECT * FROM orders WHERE id = $1;

-- name: ListOrders :many
SELECT * FROM orders
WHERE tenant_id = @tenant_id
  AND (sqlc.narg('status')::text IS NULL OR status = sqlc.narg('status'))
ORDER BY placed_at DESC
LIMIT @page_size;

-- name: SearchOrders :many
SELECT * FROM orders
WHERE (sqlc.narg('tenant_id')::uuid IS NULL OR tenant_id = sqlc.narg('tenant_id'))
  AND note ILIKE @term
ORDER BY placed_at DESC;

-- name: ListRushOrders :many
SELECT * FROM orders
WHERE tenant_id = @tenant_id AND status = 'open' OR priority = 'rush'
ORDER BY placed_at;

-- name: ListUrgentOrders :many
SELECT * FROM orders
WHERE tenant_id = @tenant_id AND (status = 'open' OR priority = 'rush')
ORDER BY placed_at;

-- name: ListOrderContacts :many
SELECT o.number, c.full_name, c.phone
FROM orders o
JOIN customers c ON c.email = o.contact_email
WHERE o.tenant_id = @tenant_id;

-- name: ListOrderCustomers :many
SELECT o.number, c.full_name, c.phone
FROM orders o
JOIN customers c ON c.email = o.contact_email AND c.tenant_id = o.tenant_id
WHERE o.tenant_id = @tenant_id;

-- name: ListOrderLines :many
SELECT i.id, i.quantity, i.price_cents, p.title
FROM order_items i
JOIN orders o ON o.id = i.order_id
JOIN products p ON p.id = i.product_id
WHERE o.id = @order_id AND o.tenant_id = @tenant_id;

-- name: CountOrdersByStatus :many
SELECT status, count(*) AS total, max(tenant_id::text) AS tenant_id FROM orders GROUP BY status;

-- name: CreateOrder :one
INSERT INTO orders (tenant_id, customer_id, number, currency, contact_email, note)
SELECT c.tenant_id, c.id, @number, @currency, c.email, @note
FROM customers c
WHERE c.id = @customer_id AND c.tenant_id = @tenant_id
RETURNING *;

-- name: UpdateOrderStatus :execrows
UPDATE orders SET status = @status WHERE id = @id AND tenant_id = @tenant_id;

-- name: SetOrderNote :exec
UPDATE orders SET note = @note WHERE id = @id;

-- name: MarkOrderShipped :exec
UPDATE orders SET status = 'shipped' WHERE id = $1;

-- name: CreateRefund :one
INSERT INTO refunds (tenant_id, order_id, amount_cents, reason)
VALUES (@tenant_id, @order_id, @amount_cents, @reason)
RETURNING *;
