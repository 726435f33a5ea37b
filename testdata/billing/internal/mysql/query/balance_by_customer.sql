SELECT c.name AS label, b.owed_cents AS cents
FROM balances b
JOIN customers c ON c.id = b.customer_id AND c.organization_id = b.organization_id
WHERE b.organization_id = ?
ORDER BY cents DESC;
