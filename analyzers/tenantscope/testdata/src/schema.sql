CREATE TABLE orgs (id uuid PRIMARY KEY, name text NOT NULL);
CREATE TABLE tenants (id uuid PRIMARY KEY, org_id uuid REFERENCES orgs (id), name text NOT NULL, slug text NOT NULL UNIQUE);
CREATE TABLE users (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), email text NOT NULL UNIQUE, password_hash text NOT NULL);
CREATE TABLE members (
    tenant_id uuid NOT NULL REFERENCES tenants (id), user_id uuid NOT NULL REFERENCES users (id), role text NOT NULL,
    PRIMARY KEY (tenant_id, user_id)
);
CREATE TABLE customers (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), name text NOT NULL);
CREATE TABLE orders (
    id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), customer_id uuid NOT NULL REFERENCES customers (id),
    status text NOT NULL, total bigint NOT NULL
);
CREATE TABLE order_items (id uuid PRIMARY KEY, order_id uuid NOT NULL REFERENCES orders (id), sku text NOT NULL, quantity int NOT NULL);
CREATE TABLE jobs (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), kind text NOT NULL, payload text NOT NULL);
CREATE TABLE tags (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), name text NOT NULL, UNIQUE (tenant_id, name));
CREATE TABLE order_tags (
    order_id uuid NOT NULL REFERENCES orders (id), tag_id uuid NOT NULL REFERENCES tags (id), PRIMARY KEY (order_id, tag_id)
);
CREATE TABLE api_keys (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), key_hash text NOT NULL UNIQUE, name text NOT NULL);
CREATE TABLE sessions (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), token text NOT NULL UNIQUE);
CREATE TABLE chat_sessions (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), session_id text NOT NULL UNIQUE, title text NOT NULL);
CREATE TABLE projects (
    id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), org_id uuid NOT NULL REFERENCES orgs (id), name text NOT NULL
);
CREATE TABLE countries (code text PRIMARY KEY, name text NOT NULL);

-- Row-level security: as it should be, and four ways in which it does not hold.
CREATE TABLE ledger (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), status text NOT NULL);
ALTER TABLE ledger ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger FORCE ROW LEVEL SECURITY;
CREATE POLICY ledger_tenant ON ledger USING (tenant_id = current_setting('app.tenant_id')::uuid);

CREATE TABLE ledger_unforced (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), status text NOT NULL);
ALTER TABLE ledger_unforced ENABLE ROW LEVEL SECURITY;
CREATE POLICY ledger_unforced_tenant ON ledger_unforced USING (tenant_id = current_setting('app.tenant_id')::uuid);

CREATE TABLE ledger_without_policy (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), status text NOT NULL);
ALTER TABLE ledger_without_policy ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_without_policy FORCE ROW LEVEL SECURITY;

CREATE TABLE ledger_readable (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), status text NOT NULL);
ALTER TABLE ledger_readable ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_readable FORCE ROW LEVEL SECURITY;
CREATE POLICY ledger_readable_tenant ON ledger_readable FOR SELECT USING (tenant_id = current_setting('app.tenant_id')::uuid);

CREATE TABLE ledger_loose (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), status text NOT NULL);
ALTER TABLE ledger_loose ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_loose FORCE ROW LEVEL SECURITY;
CREATE POLICY ledger_loose_tenant ON ledger_loose USING (tenant_id = current_setting('app.tenant_id')::uuid);
CREATE POLICY ledger_loose_public ON ledger_loose FOR SELECT USING (status = 'public');

-- Made anew in each transaction that needs it; here so that tools know its columns.
CREATE TABLE tmp_orders (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), status text NOT NULL);

-- A queue that says by column name alone what it is about.
CREATE TABLE queue_items (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), task_id uuid NOT NULL, retry_id uuid NOT NULL, note text NOT NULL);
CREATE TABLE slots (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), task_id uuid NOT NULL, note text NOT NULL);
