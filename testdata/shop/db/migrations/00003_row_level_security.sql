-- +goose Up
CREATE TABLE invoices (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id   uuid NOT NULL REFERENCES tenants (id),
    order_id    uuid NOT NULL REFERENCES orders (id),
    number      text NOT NULL,
    total_cents bigint NOT NULL,
    paid_at     timestamptz
);
ALTER TABLE invoices ENABLE ROW LEVEL SECURITY;
ALTER TABLE invoices FORCE ROW LEVEL SECURITY;
CREATE POLICY invoices_by_tenant ON invoices
    USING (tenant_id = current_setting('app.current_tenant_id')::uuid)
    WITH CHECK (tenant_id = current_setting('app.current_tenant_id')::uuid);

-- Enabled but not forced: the owner, which is the role the service connects as, is not bound by it.
CREATE TABLE payouts (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id    uuid NOT NULL REFERENCES tenants (id),
    amount_cents bigint NOT NULL,
    iban         text NOT NULL,
    sent_at      timestamptz
);
ALTER TABLE payouts ENABLE ROW LEVEL SECURITY;
CREATE POLICY payouts_by_tenant ON payouts
    USING (tenant_id = current_setting('app.current_tenant_id')::uuid);

CREATE TABLE audit_log (
    id        bigserial PRIMARY KEY,
    tenant_id uuid NOT NULL DEFAULT current_setting('app.current_tenant_id')::uuid REFERENCES tenants (id),
    actor     uuid NOT NULL,
    action    text NOT NULL,
    at        timestamptz NOT NULL DEFAULT now()
);

-- +goose Down
DROP TABLE audit_log, payouts, invoices;
