-- +goose Up
CREATE TABLE tenants (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    slug        text NOT NULL UNIQUE,
    name        text NOT NULL,
    plan        text NOT NULL DEFAULT 'trial',
    created_at  timestamptz NOT NULL DEFAULT now()
);

-- People are not owned by a tenant: one person may work for several shops.
CREATE TABLE users (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email         text NOT NULL UNIQUE,
    display_name  text NOT NULL,
    password_hash text NOT NULL,
    last_seen_at  timestamptz
);

CREATE TABLE members (
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    user_id   uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role      text NOT NULL DEFAULT 'clerk',
    PRIMARY KEY (tenant_id, user_id)
);

CREATE TABLE api_keys (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id  uuid NOT NULL REFERENCES tenants (id),
    label      text NOT NULL,
    key_hash   bytea NOT NULL UNIQUE,
    revoked_at timestamptz
);

CREATE TABLE currencies (
    code     text PRIMARY KEY,
    exponent int NOT NULL DEFAULT 2
);

-- Seed data: a migration owes no tenant.
INSERT INTO currencies (code, exponent) VALUES ('EUR', 2), ('JPY', 0), ('USD', 2);

-- +goose Down
DROP TABLE currencies;
DROP TABLE api_keys;
DROP TABLE members;
DROP TABLE users;
DROP TABLE tenants;
