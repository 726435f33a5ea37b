ALTER TABLE invoices ADD COLUMN issued_at DATETIME(6) NULL AFTER due_on;

CREATE VIEW balances AS
  SELECT i.organization_id, i.customer_id, SUM(i.total_cents) AS owed_cents
  FROM invoices i
  WHERE i.status = 'open'
  GROUP BY i.organization_id, i.customer_id;
