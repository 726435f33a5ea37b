-- +goose Up
CREATE TABLE customers (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id  uuid NOT NULL REFERENCES tenants (id),
    email      text NOT NULL,
    full_name  text NOT NULL,
    phone      text,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (tenant_id, email),
    UNIQUE (tenant_id, id)
);

CREATE TABLE products (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id   uuid NOT NULL REFERENCES tenants (id),
    sku         text NOT NULL,
    title       text NOT NULL,
    price_cents bigint NOT NULL,
    stock       int NOT NULL DEFAULT 0,
    archived_at timestamptz,
    UNIQUE (tenant_id, sku)
);

CREATE TABLE orders (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id     uuid NOT NULL REFERENCES tenants (id),
    customer_id   uuid NOT NULL REFERENCES customers (id),
    number        bigint NOT NULL,
    status        text NOT NULL DEFAULT 'open',
    priority      text NOT NULL DEFAULT 'normal',
    currency      text NOT NULL REFERENCES currencies (code),
    total_cents   bigint NOT NULL DEFAULT 0,
    contact_email text NOT NULL DEFAULT '',
    note          text NOT NULL DEFAULT '',
    placed_at     timestamptz NOT NULL DEFAULT now(),
    UNIQUE (tenant_id, id),
    UNIQUE (tenant_id, number)
);

-- No tenant column: a line belongs to its order's tenant.
CREATE TABLE order_items (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id    uuid NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    product_id  uuid NOT NULL REFERENCES products (id),
    quantity    int NOT NULL,
    price_cents bigint NOT NULL
);

-- The parent is referred to by its id alone: nothing in the schema stops a shipment of another tenant's order.
CREATE TABLE shipments (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id  uuid NOT NULL REFERENCES tenants (id),
    order_id   uuid NOT NULL REFERENCES orders (id),
    carrier    text NOT NULL,
    tracking   text NOT NULL DEFAULT '',
    state      text NOT NULL DEFAULT 'packed',
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- The composite key makes a refund of another tenant's order impossible.
CREATE TABLE refunds (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id    uuid NOT NULL REFERENCES tenants (id),
    order_id     uuid NOT NULL,
    amount_cents bigint NOT NULL,
    reason       text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id)
);

-- A code without a tenant is offered by every shop of the platform.
CREATE TABLE discount_codes (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id  uuid REFERENCES tenants (id),
    code       text NOT NULL,
    percent    int NOT NULL,
    expires_at timestamptz
);

-- session_id is the storefront's visitor id, printed in links and logs: it is no credential.
CREATE TABLE carts (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id   uuid NOT NULL REFERENCES tenants (id),
    session_id  text NOT NULL UNIQUE,
    customer_id uuid REFERENCES customers (id),
    contents    jsonb NOT NULL DEFAULT '[]',
    updated_at  timestamptz NOT NULL DEFAULT now()
);

CREATE VIEW open_orders AS
    SELECT o.id, o.tenant_id, o.number, o.total_cents, o.placed_at
    FROM orders o
    WHERE o.status = 'open';

-- +goose Down
DROP VIEW open_orders;
DROP TABLE carts, discount_codes, refunds, shipments, order_items, orders, products, customers;
