DROP TABLE ledger_accounts;
DROP TABLE usage_events;
DROP TABLE payments;
DROP TABLE invoice_lines;
DROP TABLE invoices;
DROP TABLE subscriptions;
DROP TABLE customers;
