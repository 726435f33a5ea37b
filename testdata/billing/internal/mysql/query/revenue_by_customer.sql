-- RIGHT JOIN preserves customers: what is bound in ON restricts invoices only.
SELECT c.name AS label, COALESCE(SUM(i.total_cents), 0) AS cents
FROM invoices i
RIGHT JOIN customers c ON c.id = i.customer_id AND i.organization_id = ?
GROUP BY c.id, c.name
ORDER BY c.organization_id, cents DESC;
