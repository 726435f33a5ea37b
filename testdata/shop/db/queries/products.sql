-- name: GetProduct :one
SELECT * FROM products WHERE tenant_id = @tenant_id AND id = @id;

-- name: ListProducts :many
SELECT * FROM products WHERE tenant_id = $1 AND archived_at IS NULL ORDER BY title;

-- name: UpsertProduct :one
INSERT INTO products (tenant_id, sku, title, price_cents, stock)
VALUES (@tenant_id, @sku, @title, @price_cents, @stock)
ON CONFLICT (tenant_id, sku) DO UPDATE
SET title = EXCLUDED.title, price_cents = EXCLUDED.price_cents, stock = EXCLUDED.stock
RETURNING *;

-- name: RestoreProduct :one
INSERT INTO products (id, tenant_id, sku, title, price_cents, stock)
VALUES (@id, @tenant_id, @sku, @title, @price_cents, @stock)
ON CONFLICT (id) DO UPDATE
SET title = EXCLUDED.title, price_cents = EXCLUDED.price_cents, stock = EXCLUDED.stock
RETURNING *;

-- name: AdjustStock :batchexec
UPDATE products SET stock = stock + @delta WHERE id = @id;

-- name: SetStock :batchexec
UPDATE products SET stock = @stock WHERE id = @id AND tenant_id = @tenant_id;

-- name: ImportCustomers :copyfrom
INSERT INTO customers (tenant_id, email, full_name) VALUES (@tenant_id, @email, @full_name);
