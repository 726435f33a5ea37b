CREATE TABLE customers (
  id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  organization_id BIGINT UNSIGNED NOT NULL,
  external_id     VARCHAR(127) NOT NULL,
  name            VARCHAR(255) NOT NULL,
  email           VARCHAR(255) NOT NULL DEFAULT '',
  region          VARCHAR(31)  NOT NULL DEFAULT '',
  PRIMARY KEY (id),
  UNIQUE KEY customers_external (organization_id, external_id),
  CONSTRAINT customers_organization FOREIGN KEY (organization_id) REFERENCES organizations (id)
) ENGINE = InnoDB;

CREATE TABLE subscriptions (
  id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  organization_id BIGINT UNSIGNED NOT NULL,
  customer_id     BIGINT UNSIGNED NOT NULL,
  plan_code       VARCHAR(31) NOT NULL,
  state           VARCHAR(31) NOT NULL DEFAULT 'active',
  renews_at       DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  KEY subscriptions_renewal (state, renews_at),
  CONSTRAINT subscriptions_organization FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT subscriptions_customer FOREIGN KEY (customer_id) REFERENCES customers (id),
  CONSTRAINT subscriptions_plan FOREIGN KEY (plan_code) REFERENCES plans (code)
) ENGINE = InnoDB;

CREATE TABLE invoices (
  id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  organization_id BIGINT UNSIGNED NOT NULL,
  customer_id     BIGINT UNSIGNED NOT NULL,
  number          VARCHAR(63) NOT NULL,
  status          VARCHAR(31) NOT NULL DEFAULT 'draft',
  total_cents     BIGINT NOT NULL DEFAULT 0,
  billing_email   VARCHAR(255) NOT NULL DEFAULT '',
  due_on          DATE NULL,
  PRIMARY KEY (id),
  UNIQUE KEY invoices_number (organization_id, number),
  CONSTRAINT invoices_organization FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT invoices_customer FOREIGN KEY (customer_id) REFERENCES customers (id)
) ENGINE = InnoDB;

CREATE TABLE invoice_lines (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  invoice_id   BIGINT UNSIGNED NOT NULL,
  description  VARCHAR(255) NOT NULL,
  amount_cents BIGINT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT invoice_lines_invoice FOREIGN KEY (invoice_id) REFERENCES invoices (id) ON DELETE CASCADE
) ENGINE = InnoDB;

CREATE TABLE payments (
  id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  organization_id BIGINT UNSIGNED NOT NULL,
  invoice_id      BIGINT UNSIGNED NOT NULL,
  reference       VARCHAR(127) NOT NULL,
  amount_cents    BIGINT NOT NULL,
  received_at     DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  CONSTRAINT payments_organization FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT payments_invoice FOREIGN KEY (invoice_id) REFERENCES invoices (id)
) ENGINE = InnoDB;

-- The idempotency key is chosen by the sender: two organizations may choose the same.
CREATE TABLE usage_events (
  id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  organization_id BIGINT UNSIGNED NOT NULL,
  idempotency_key VARCHAR(127) NOT NULL,
  customer_id     BIGINT UNSIGNED NOT NULL,
  meter           VARCHAR(63) NOT NULL,
  quantity        BIGINT NOT NULL,
  occurred_at     DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY usage_events_idempotency (idempotency_key),
  CONSTRAINT usage_events_organization FOREIGN KEY (organization_id) REFERENCES organizations (id)
) ENGINE = InnoDB;

CREATE TABLE ledger_accounts (
  id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  organization_id BIGINT UNSIGNED NOT NULL,
  parent_id       BIGINT UNSIGNED NULL,
  code            VARCHAR(31) NOT NULL,
  parent_code     VARCHAR(31) NOT NULL DEFAULT '',
  PRIMARY KEY (id),
  UNIQUE KEY ledger_accounts_code (organization_id, code),
  CONSTRAINT ledger_accounts_organization FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT ledger_accounts_parent FOREIGN KEY (parent_id) REFERENCES ledger_accounts (id)
) ENGINE = InnoDB;
