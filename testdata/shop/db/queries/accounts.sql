-- name: GetUserByEmail :one
SELECT * FROM users WHERE email = $1;

-- name: TouchUser :exec
UPDATE users SET last_seen_at = now() WHERE id = $1;

-- name: GetMembership :one
SELECT * FROM members WHERE tenant_id = @tenant_id AND user_id = @user_id;

-- name: ListMemberships :many
SELECT m.tenant_id, m.role, t.name FROM members m JOIN tenants t ON t.id = m.tenant_id WHERE m.user_id = $1;

-- name: CreateTenant :one
INSERT INTO tenants (slug, name) VALUES ($1, $2) RETURNING *;

-- name: GetTenantBySlug :one
SELECT * FROM tenants WHERE slug = $1;

-- name: ListTenants :many
SELECT id, slug FROM tenants ORDER BY created_at;

-- name: GetAPIKey :one
SELECT * FROM api_keys WHERE key_hash = $1 AND revoked_at IS NULL;
