DROP VIEW balances;
ALTER TABLE invoices DROP COLUMN issued_at;
