-- one row by id
SELECT id, total FROM invoices WHERE id = ?;
-- by id and tenant
SELECT id, total FROM invoices WHERE id = ? AND tenant_id = ?;
-- backticks
SELECT `i`.`id`, `i`.`key` FROM `invoices` AS `i` WHERE `i`.`tenant_id` = ?;
-- backticks and a schema
SELECT `id` FROM `billing`.`invoices` WHERE `billing`.`invoices`.`tenant_id` = ?;
-- schema without backticks
SELECT i.id FROM billing.invoices i WHERE i.tenant_id = ?;
-- named
SELECT id FROM invoices WHERE id = :id AND tenant_id = :tenant_id;
-- named, twice
SELECT id FROM invoices WHERE (issuer_id = :who OR payer_id = :who) AND tenant_id = :tenant_id;
-- sqlc
SELECT id FROM invoices WHERE tenant_id = sqlc.arg(tenant_id) AND id IN (sqlc.slice('ids'));
-- sqlc nullable
SELECT id FROM invoices WHERE tenant_id = ? AND (sqlc.narg('state') IS NULL OR state = sqlc.narg('state'));
-- double-quoted strings [differs: a double-quoted word is a name where nothing shows the dialect]
SELECT id FROM invoices WHERE state = "open" AND tenant_id = ?;
-- escapes in strings
SELECT id FROM invoices WHERE a = 'it\'s' AND b = 'it''s' AND c = "say \"x\"" AND tenant_id = ?;
-- comments of three kinds
SELECT id # tenant_id = ?
FROM invoices -- WHERE id
WHERE /* tenant_id = ? */ id = ?;
-- precedence of and over or
SELECT id FROM invoices WHERE tenant_id = ? AND id = ? OR number = ?;
-- or in parentheses
SELECT id FROM invoices WHERE tenant_id = ? AND (id = ? OR number = ?);
-- not before a group
SELECT id FROM invoices WHERE NOT (tenant_id = ? OR shared = 1) AND ! paid;
-- exclusive or
SELECT id FROM invoices WHERE tenant_id = ? XOR shared = 1;
-- signs for and [differs: && is Postgres' operator on arrays where nothing shows the dialect]
SELECT id FROM invoices WHERE tenant_id = ? && paid = 1;
-- null-safe equality
SELECT id FROM invoices WHERE tenant_id <=> ? AND id = ?;
-- comparison operators
SELECT id FROM invoices WHERE a <> 1 AND b != 2 AND c < 3 AND d <= 4 AND e > 5 AND f >= 6 AND tenant_id = ?;
-- ranges
SELECT id FROM invoices WHERE issued BETWEEN ? AND ? AND n NOT BETWEEN 1 AND 2 AND tenant_id = ?;
-- like and regexp
SELECT id FROM invoices WHERE a LIKE ? AND b NOT LIKE '%x' AND c REGEXP '^a' AND d NOT REGEXP 'b$' AND e RLIKE 'c' AND tenant_id = ?;
-- escape
SELECT id FROM invoices WHERE a LIKE ? ESCAPE '!' AND tenant_id = ?;
-- like binary
SELECT id FROM invoices WHERE name LIKE BINARY ? AND tenant_id = ?;
-- binary comparison
SELECT id FROM invoices WHERE BINARY name = ? AND tenant_id = ?;
-- null tests
SELECT id FROM invoices WHERE deleted_at IS NULL AND paid_at IS NOT NULL AND ISNULL(sent_at) AND tenant_id = ?;
-- truth tests
SELECT id FROM invoices WHERE paid IS TRUE AND sent IS NOT TRUE AND old IS FALSE AND tenant_id = ?;
-- true and false
SELECT id FROM invoices WHERE paid = true AND sent = FALSE AND tenant_id = ?;
-- rows
SELECT id FROM invoices WHERE (tenant_id, id) = (?, ?);
-- rows in a list
SELECT id FROM invoices WHERE (tenant_id, id) IN ((?, ?), (?, ?));
-- in and not in
SELECT id FROM invoices WHERE tenant_id IN (?) AND state NOT IN ('a', 'b');
-- in a query
SELECT id FROM invoices WHERE customer_id IN (SELECT id FROM customers WHERE tenant_id = ?);
-- not in a query
SELECT id FROM invoices WHERE tenant_id = ? AND id NOT IN (SELECT invoice_id FROM payments p WHERE p.invoice_id IS NOT NULL);
-- any and all
SELECT id FROM invoices WHERE tenant_id = ANY (SELECT id FROM tenants WHERE owner_id = ?) AND n >= ALL (SELECT n FROM limits);
-- exists
SELECT id FROM invoices i WHERE EXISTS (SELECT 1 FROM customers c WHERE c.id = i.customer_id AND c.tenant_id = ?);
-- not exists
SELECT id FROM invoices i WHERE i.tenant_id = ? AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.invoice_id = i.id);
-- scalar sub-select compared
SELECT id FROM invoices WHERE tenant_id = (SELECT tenant_id FROM sessions WHERE token = ?);
-- scalar sub-select in the projection
SELECT i.id, (SELECT COUNT(*) FROM payments p WHERE p.invoice_id = i.id) AS n FROM invoices i WHERE i.tenant_id = ?;
-- inner join
SELECT i.id FROM invoices i JOIN customers c ON c.id = i.customer_id WHERE c.tenant_id = ?;
-- inner join spelt out, tenants equal
SELECT i.id FROM invoices AS i INNER JOIN customers AS c ON c.id = i.customer_id AND c.tenant_id = i.tenant_id WHERE i.tenant_id = ?;
-- join without on
SELECT i.id FROM invoices i JOIN customers c WHERE c.id = i.customer_id AND i.tenant_id = ?;
-- straight join
SELECT STRAIGHT_JOIN i.id FROM invoices i STRAIGHT_JOIN customers c ON c.id = i.customer_id WHERE i.tenant_id = ?;
-- left join with the bind in on
SELECT i.id FROM invoices i LEFT JOIN customers c ON c.id = i.customer_id AND c.tenant_id = ? WHERE i.id = ?;
-- left outer and right
SELECT i.id FROM invoices i LEFT OUTER JOIN customers c ON c.id = i.customer_id RIGHT JOIN regions r ON r.id = c.region_id WHERE i.tenant_id = ?;
-- cross join and comma
SELECT i.id FROM invoices i CROSS JOIN customers c, regions r WHERE i.tenant_id = ? AND r.id = c.region_id;
-- comma then join
SELECT i.id FROM invoices i, customers c LEFT JOIN regions r ON r.id = c.region_id WHERE i.customer_id = c.id;
-- using
SELECT id FROM invoices JOIN customers USING (tenant_id, customer_id) WHERE tenant_id = ?;
-- natural
SELECT id FROM invoices NATURAL JOIN customers WHERE tenant_id = ?;
-- join of joins
SELECT i.id FROM invoices i LEFT JOIN (customers c JOIN regions r ON r.id = c.region_id) ON c.id = i.customer_id WHERE i.tenant_id = ?;
-- derived table
SELECT x.id FROM (SELECT id, tenant_id FROM invoices WHERE tenant_id = ?) AS x WHERE x.id = ?;
-- derived table joined
SELECT i.id, s.n FROM invoices i JOIN (SELECT customer_id, COUNT(*) AS n FROM payments GROUP BY customer_id) s ON s.customer_id = i.customer_id WHERE i.tenant_id = ?;
-- lateral
SELECT i.id, l.n FROM invoices i, LATERAL (SELECT SUM(n) AS n FROM payments p WHERE p.invoice_id = i.id) AS l WHERE i.tenant_id = ?;
-- index hints
SELECT id FROM invoices USE INDEX (by_tenant) WHERE tenant_id = ?;
-- force index with an alias
SELECT i.id FROM invoices i FORCE INDEX (by_tenant) JOIN customers c IGNORE INDEX (a, b) ON c.id = i.customer_id WHERE i.tenant_id = ?;
-- partition
SELECT id FROM invoices PARTITION (p0, p1) WHERE tenant_id = ?;
-- optimizer hint
SELECT /*+ MAX_EXECUTION_TIME(1000) */ id FROM invoices WHERE tenant_id = ?;
-- modifiers
SELECT SQL_CALC_FOUND_ROWS DISTINCT id FROM invoices WHERE tenant_id = ? LIMIT 10;
-- group and having
SELECT customer_id, COUNT(*) AS n FROM invoices WHERE tenant_id = ? GROUP BY customer_id HAVING n > ? ORDER BY n DESC;
-- rollup
SELECT customer_id, SUM(total) FROM invoices WHERE tenant_id = ? GROUP BY customer_id WITH ROLLUP;
-- group concat
SELECT GROUP_CONCAT(DISTINCT name ORDER BY name SEPARATOR ';') FROM customers WHERE tenant_id = ?;
-- windows
SELECT id, ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY issued DESC) AS rn FROM invoices WHERE tenant_id = ?;
-- limit with a comma
SELECT id FROM invoices WHERE tenant_id = ? ORDER BY id LIMIT 20, 10;
-- limit and offset
SELECT id FROM invoices WHERE tenant_id = ? ORDER BY id DESC LIMIT ? OFFSET ?;
-- locking
SELECT id FROM invoices WHERE tenant_id = ? FOR UPDATE SKIP LOCKED;
-- share mode
SELECT id FROM invoices WHERE tenant_id = ? LOCK IN SHARE MODE;
-- union
SELECT id FROM invoices WHERE tenant_id = ? UNION SELECT id FROM drafts WHERE tenant_id = ?;
-- union all with order
(SELECT id FROM invoices WHERE tenant_id = ?) UNION ALL (SELECT id FROM drafts WHERE owner_id = ?) ORDER BY id LIMIT 5;
-- union in a derived table
SELECT x.id FROM (SELECT id FROM invoices WHERE tenant_id = ? UNION ALL SELECT id FROM drafts WHERE tenant_id = ?) x;
-- cte
WITH open AS (SELECT id FROM invoices WHERE tenant_id = ? AND state = 'open') SELECT o.id FROM open o JOIN payments p ON p.invoice_id = o.id;
-- recursive
WITH RECURSIVE tree (id) AS (SELECT id FROM folders WHERE id = ? AND tenant_id = ? UNION ALL SELECT f.id FROM folders f JOIN tree t ON f.parent_id = t.id) SELECT id FROM tree;
-- case
SELECT CASE WHEN total > 100 THEN 'big' ELSE 'small' END AS size FROM invoices WHERE tenant_id = ?;
-- case with operand
SELECT id FROM invoices WHERE CASE kind WHEN 1 THEN tenant_id = ? ELSE shared END;
-- if and ifnull
SELECT IF(total > 1, 'a', 'b'), IFNULL(note, '') FROM invoices WHERE tenant_id = IFNULL(?, tenant_id);
-- coalesce over the column
SELECT id FROM invoices WHERE COALESCE(?, tenant_id) = tenant_id;
-- date arithmetic
SELECT id FROM invoices WHERE issued > NOW() - INTERVAL 7 DAY AND tenant_id = ?;
-- date functions
SELECT id FROM invoices WHERE issued < DATE_SUB(NOW(), INTERVAL ? HOUR) AND due > DATE_ADD(issued, INTERVAL 1 MONTH) AND tenant_id = ?;
-- current values
SELECT id FROM invoices WHERE issued < CURRENT_TIMESTAMP AND due < CURRENT_DATE() AND tenant_id = ?;
-- casts
SELECT CAST(total AS UNSIGNED), CONVERT(note USING utf8mb4) FROM invoices WHERE CAST(tenant_id AS CHAR) = ?;
-- json
SELECT meta->'$.a', meta->>'$.b', JSON_EXTRACT(meta, '$.c') FROM invoices WHERE JSON_CONTAINS(meta, ?) AND tenant_id = ?;
-- full text
SELECT id FROM invoices WHERE MATCH (title, note) AGAINST (? IN BOOLEAN MODE) AND tenant_id = ?;
-- collate
SELECT id FROM invoices WHERE name COLLATE utf8mb4_bin = ? AND tenant_id = ?;
-- charset introducer
SELECT id FROM invoices WHERE name = _utf8mb4'x' AND tenant_id = ?;
-- hexadecimal and bits
SELECT id FROM invoices WHERE flags & 4 = 4 AND kind = 0x1F AND b = b'01' AND tenant_id = ?;
-- arithmetic
SELECT id FROM invoices WHERE a + b * c - d = e % 2 AND f DIV 2 = 1 AND g MOD 3 = 0 AND -h < 1 AND tenant_id = ?;
-- string functions
SELECT id FROM invoices WHERE SUBSTRING(name, 1, 3) = ? AND LOWER(email) = LOWER(?) AND LEFT(code, 2) = 'ab' AND tenant_id = ?;
-- variables
SELECT @n := @n + 1, id FROM invoices WHERE tenant_id = ?;
-- select without from
SELECT 1, 'a', NULL, -2;
-- select from dual
SELECT ? FROM DUAL;
-- insert one
INSERT INTO invoices (id, tenant_id, total) VALUES (?, ?, ?);
-- insert several
INSERT INTO invoices (id, tenant_id) VALUES (?, ?), (?, ?), (DEFAULT, ?);
-- insert with value
INSERT INTO invoices (id, tenant_id) VALUE (?, ?);
-- insert without columns or into
INSERT invoices VALUES (?, ?, NOW());
-- insert set
INSERT INTO invoices SET id = ?, tenant_id = ?, total = total + 1;
-- insert ignore
INSERT IGNORE INTO invoices (id, tenant_id) VALUES (?, ?);
-- replace
REPLACE INTO invoices (id, tenant_id) VALUES (?, ?);
-- upsert
INSERT INTO invoices (id, tenant_id, total) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE total = VALUES(total), n = n + 1;
-- upsert with a conditional value
INSERT INTO invoices (id, tenant_id, total) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE total = IF(tenant_id = VALUES(tenant_id), VALUES(total), total);
-- upsert with backticks
INSERT INTO `invoices` (`id`, `tenant_id`) VALUES (?, ?) ON DUPLICATE KEY UPDATE `id` = LAST_INSERT_ID(`id`);
-- insert from a query
INSERT INTO payments (invoice_id, tenant_id) SELECT i.id, i.tenant_id FROM invoices i WHERE i.number = ?;
-- insert from a query in parentheses
INSERT INTO payments (invoice_id) (SELECT id FROM invoices WHERE tenant_id = ?);
-- insert from a query, upsert
INSERT INTO totals (tenant_id, n) SELECT tenant_id, COUNT(*) FROM invoices WHERE tenant_id = ? GROUP BY tenant_id ON DUPLICATE KEY UPDATE n = VALUES(n);
-- insert with a scalar sub-select
INSERT INTO payments (invoice_id, customer_id) VALUES (?, (SELECT customer_id FROM invoices WHERE id = ? AND tenant_id = ?));
-- insert where not exists
INSERT INTO payments (invoice_id) SELECT ? FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM payments WHERE invoice_id = ?);
-- update one
UPDATE invoices SET total = ?, updated_at = NOW() WHERE id = ?;
-- update with tenant
UPDATE invoices SET total = ? WHERE id = ? AND tenant_id = ? LIMIT 1;
-- update with an alias
UPDATE invoices AS i SET i.total = ? WHERE i.tenant_id = ?;
-- update ignore
UPDATE IGNORE invoices SET number = ? WHERE tenant_id = ?;
-- update join
UPDATE invoices i JOIN customers c ON c.id = i.customer_id SET i.total = ? WHERE c.tenant_id = ? AND i.id = ?;
-- update left join
UPDATE invoices i LEFT JOIN payments p ON p.invoice_id = i.id SET i.state = 'late' WHERE p.id IS NULL AND i.tenant_id = ?;
-- update with a comma
UPDATE invoices i, customers c SET i.total = c.credit WHERE c.id = i.customer_id AND c.tenant_id = ?;
-- update with a derived table
UPDATE invoices i JOIN (SELECT invoice_id, SUM(n) AS n FROM payments GROUP BY invoice_id) p ON p.invoice_id = i.id SET i.paid = p.n WHERE i.tenant_id = ?;
-- update by a query
UPDATE invoices SET state = 'x' WHERE customer_id IN (SELECT id FROM customers WHERE tenant_id = ?);
-- update ordered
UPDATE invoices SET state = 'next' WHERE tenant_id = ? ORDER BY id LIMIT 1;
-- update everything
UPDATE invoices SET state = 'x';
-- delete one
DELETE FROM invoices WHERE id = ? AND tenant_id = ?;
-- delete limited
DELETE FROM invoices WHERE tenant_id = ? ORDER BY id LIMIT 100;
-- delete of a join
DELETE i FROM invoices i JOIN customers c ON c.id = i.customer_id WHERE c.tenant_id = ?;
-- delete of two
DELETE i, p FROM invoices i LEFT JOIN payments p ON p.invoice_id = i.id WHERE i.tenant_id = ?;
-- delete using
DELETE FROM i USING invoices i INNER JOIN customers c ON c.id = i.customer_id WHERE c.tenant_id = ?;
-- delete by a query
DELETE FROM payments WHERE invoice_id IN (SELECT id FROM invoices WHERE tenant_id = ?);
-- delete everything
DELETE FROM payments;
-- two statements
DELETE FROM payments WHERE invoice_id = ?; DELETE FROM invoices WHERE id = ? AND tenant_id = ?;
-- formatted name
SELECT id FROM %s WHERE tenant_id = ?;
-- formatted list
SELECT id FROM invoices WHERE tenant_id = ? AND id IN (%s);
-- formatted values
UPDATE invoices SET n = %d WHERE tenant_id = '%s' AND id = %d;
-- keywords as names
SELECT i.type, i.key_id, i.value, i.date, i.status FROM data i WHERE i.tenant_id = ? AND i.role = 'x';
-- lower case throughout
select i.id from invoices i left join customers c on c.id = i.customer_id where i.tenant_id = ? and c.id is not null order by i.id limit 1;
