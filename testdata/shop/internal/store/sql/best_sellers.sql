WITH sold AS (
    SELECT i.product_id, sum(i.quantity) AS sold
    FROM order_items i
    JOIN orders o ON o.id = i.order_id
    WHERE o.tenant_id = $1
    GROUP BY i.product_id
)
SELECT p.title, s.sold
FROM sold s
JOIN products p ON p.id = s.product_id
WHERE p.tenant_id = $1
ORDER BY s.sold DESC
LIMIT 20;
