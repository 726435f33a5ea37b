// Package query holds the statements of the reports.
package query

import _ "embed"

// RevenueByCustomer sums invoices, customers without any included.
//
//go:embed revenue_by_customer.sql
var RevenueByCustomer string

// BalanceByCustomer sums what is open.
//
//go:embed balance_by_customer.sql
var BalanceByCustomer string

// ChartOfAccounts walks the ledger by codes.
const ChartOfAccounts = `
	WITH RECURSIVE chart AS (
	  SELECT id, code FROM ledger_accounts WHERE organization_id = ? AND parent_code = ''
	  UNION ALL
	  SELECT a.id, a.code FROM ledger_accounts a JOIN chart c ON a.parent_code = c.code
	)
	SELECT code FROM chart ORDER BY code`

// AccountTree walks the ledger by keys.
const AccountTree = `
	WITH RECURSIVE tree AS (
	  SELECT id, code FROM ledger_accounts WHERE organization_id = ? AND parent_id IS NULL
	  UNION ALL
	  SELECT a.id, a.code FROM ledger_accounts a JOIN tree t ON a.parent_id = t.id
	)
	SELECT code FROM tree ORDER BY code`

// Movements merges invoices and payments.
const Movements = `
	SELECT number AS label, total_cents AS cents FROM invoices WHERE organization_id = ?
	UNION ALL
	SELECT reference, -amount_cents FROM payments WHERE received_at > ?`

// OwnMovements merges invoices and payments of one organization.
const OwnMovements = `
	SELECT number AS label, total_cents AS cents FROM invoices WHERE organization_id = ?
	UNION ALL
	SELECT reference, -amount_cents FROM payments WHERE organization_id = ? AND received_at > ?`
