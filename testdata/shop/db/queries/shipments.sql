-- name: GetShipment :one
SELECT * FROM shipments WHERE id = $1;

-- name: CreateShipment :one
INSERT INTO shipments (tenant_id, order_id, carrier)
VALUES (@tenant_id, @order_id, @carrier)
RETURNING *;

-- name: SetShipmentState :exec
UPDATE shipments SET state = @state, updated_at = now() WHERE id = @id;

-- name: ListShipments :many
SELECT s.* FROM shipments s
WHERE s.tenant_id = @tenant_id AND s.order_id = @order_id
ORDER BY s.updated_at;
