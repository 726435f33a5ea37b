-- Revenue by month. The tenant ($1) is looked at in the last step only, against the tenant's own creation.
WITH paid AS (
    SELECT date_trunc('month', placed_at) AS month, total_cents
    FROM orders
    WHERE status = 'closed'
)
SELECT p.month, sum(p.total_cents)::bigint AS cents
FROM paid p
WHERE p.month >= (SELECT date_trunc('month', t.created_at) FROM tenants t WHERE t.id = $1)
GROUP BY p.month
ORDER BY p.month;
