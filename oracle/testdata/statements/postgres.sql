-- one row by id
SELECT id, total FROM invoices WHERE id = $1;
-- by id and tenant
SELECT id, total FROM invoices WHERE id = $1 AND tenant_id = $2;
-- tenant first
SELECT * FROM invoices WHERE tenant_id = $1 AND id = $2;
-- one placeholder twice
SELECT * FROM invoices WHERE (issuer_id = $1 OR payer_id = $1) AND tenant_id = $2;
-- named with an at sign
SELECT * FROM invoices WHERE id = @id AND tenant_id = @tenant_id;
-- named without a space
SELECT * FROM invoices WHERE id=@id AND tenant_id=@tenant_id;
-- named and cast
SELECT * FROM invoices WHERE id = @id::uuid AND tenant_id = @tenant_id::uuid;
-- named with a colon
SELECT * FROM invoices WHERE id = :id AND tenant_id = :tenant;
-- named with a colon and cast
SELECT * FROM invoices WHERE id = :id::bigint;
-- sqlc functions
SELECT * FROM invoices WHERE id = sqlc.arg(id) AND tenant_id = sqlc.arg('tenant_id');
-- sqlc nullable, cast
SELECT * FROM invoices WHERE tenant_id = sqlc.arg(tenant) AND (sqlc.narg('state')::text IS NULL OR state = sqlc.narg('state'));
-- sqlc slice
SELECT * FROM invoices WHERE tenant_id = @t AND id = ANY(sqlc.slice('ids')::uuid[]);
-- question marks
SELECT * FROM invoices WHERE tenant_id = ? AND id IN (?, ?, ?);
-- json question mark beside numbered placeholders
SELECT * FROM devices WHERE labels ? 'site' AND tenant_id = $1;
-- json key lists
SELECT * FROM devices WHERE labels ?| array['a', 'b'] AND tenant_id = $1;
-- json arrows
SELECT meta->>'site', meta->'a'->'b', meta#>>'{a,b}' FROM devices WHERE meta->>'owner' = $1 AND tenant_id = $2;
-- json path operators
SELECT 1 FROM devices WHERE meta @? '$.a ? (@ > 2)' AND tenant_id = $1;
-- containment
SELECT id FROM devices WHERE labels @> $1::jsonb AND groups && $2 AND tenant_id = $3;
-- precedence of and over or
SELECT id FROM devices WHERE tenant_id = $1 AND id = $2 OR serial = $3;
-- or in parentheses
SELECT id FROM devices WHERE tenant_id = $1 AND (id = $2 OR serial = $3);
-- both arms bound
SELECT id FROM devices WHERE tenant_id = $1 AND id = $2 OR tenant_id = $1 AND serial = $3;
-- not binds looser than comparison
SELECT id FROM devices WHERE NOT tenant_id = $1 AND NOT deleted;
-- not before a group
SELECT id FROM devices WHERE NOT (tenant_id = $1 OR shared);
-- not twice
SELECT id FROM devices WHERE NOT NOT shared AND tenant_id = $1;
-- comparison operators
SELECT id FROM devices WHERE a <> 1 AND b != 2 AND c < 3 AND d <= 4 AND e > 5 AND f >= 6;
-- ranges
SELECT id FROM devices WHERE seen BETWEEN $1 AND $2 AND tenant_id = $3;
-- not between, then and
SELECT id FROM devices WHERE seen NOT BETWEEN $1 AND $2 AND tenant_id = $3 OR shared;
-- symmetric
SELECT id FROM devices WHERE n BETWEEN SYMMETRIC 1 AND 9;
-- like and its kin
SELECT id FROM devices WHERE name LIKE $1 AND name NOT LIKE 'x%' AND name ILIKE $2 AND name NOT ILIKE '%y' AND code SIMILAR TO 'a|b';
-- escape
SELECT id FROM devices WHERE name LIKE $1 ESCAPE '!' AND tenant_id = $2;
-- regular expressions
SELECT id FROM devices WHERE name ~ '^a' AND name !~* 'b$' AND tenant_id = $1;
-- null tests
SELECT id FROM devices WHERE deleted_at IS NULL AND owner_id IS NOT NULL AND seen ISNULL AND code NOTNULL;
-- truth tests
SELECT id FROM devices WHERE on_line IS TRUE AND broken IS NOT TRUE AND old IS FALSE AND known IS NOT FALSE AND lost IS UNKNOWN;
-- distinct from
SELECT id FROM devices WHERE tenant_id IS NOT DISTINCT FROM $1 AND owner_id IS DISTINCT FROM $2;
-- row comparison
SELECT id FROM devices WHERE (tenant_id, id) = ($1, $2);
-- row in rows
SELECT id FROM devices WHERE (tenant_id, id) IN (($1, $2), ($1, $3));
-- keyset paging
SELECT id FROM devices WHERE tenant_id = $1 AND (seen, id) < ($2, $3) ORDER BY seen DESC, id DESC LIMIT $4;
-- row constructor by name
SELECT id FROM devices WHERE ROW(tenant_id, id) = ROW($1, $2);
-- in one
SELECT id FROM devices WHERE tenant_id IN ($1);
-- not in
SELECT id FROM devices WHERE tenant_id = $1 AND state NOT IN ('a', 'b');
-- any of an array
SELECT id FROM devices WHERE tenant_id = ANY($1) AND state <> ALL($2::text[]);
-- any of a query
SELECT id FROM devices WHERE id = ANY (SELECT device_id FROM grants WHERE tenant_id = $1);
-- all of a query
SELECT id FROM devices WHERE n > ALL (SELECT n FROM grants WHERE tenant_id = $1);
-- like any
SELECT id FROM devices WHERE name LIKE ANY ($1) AND tenant_id = $2;
-- scalar sub-select in a comparison
SELECT id FROM devices WHERE tenant_id = (SELECT $1::uuid);
-- scalar sub-select in the projection
SELECT id, (SELECT count(*) FROM grants g WHERE g.device_id = d.id) AS n FROM devices d WHERE d.tenant_id = $1;
-- in a query
SELECT id FROM devices WHERE site_id IN (SELECT id FROM sites WHERE tenant_id = $1);
-- exists, correlated
SELECT id FROM devices d WHERE EXISTS (SELECT 1 FROM sites s WHERE s.id = d.site_id AND s.tenant_id = $1);
-- not exists
SELECT id FROM devices d WHERE tenant_id = $1 AND NOT EXISTS (SELECT FROM grants g WHERE g.device_id = d.id);
-- nested three deep
SELECT id FROM a WHERE id IN (SELECT a_id FROM b WHERE b.id IN (SELECT b_id FROM c WHERE c.tenant_id = $1));
-- array of a query
SELECT ARRAY(SELECT name FROM tags WHERE tags.device_id = d.id ORDER BY name) FROM devices d WHERE d.tenant_id = $1;
-- inner join
SELECT d.id FROM devices d JOIN sites s ON s.id = d.site_id WHERE s.tenant_id = $1;
-- join keys and tenants
SELECT d.id FROM devices AS d INNER JOIN sites AS s ON s.id = d.site_id AND s.tenant_id = d.tenant_id WHERE d.tenant_id = $1;
-- left join with the bind in on
SELECT d.id, s.name FROM devices d LEFT JOIN sites s ON s.id = d.site_id AND s.tenant_id = $1 WHERE d.id = $2;
-- left outer join spelt out
SELECT d.id FROM devices d LEFT OUTER JOIN sites s ON s.id = d.site_id;
-- right and full
SELECT d.id FROM devices d RIGHT JOIN sites s ON s.id = d.site_id FULL OUTER JOIN racks r ON r.id = d.rack_id WHERE d.tenant_id = $1;
-- cross join and comma
SELECT d.id FROM devices d CROSS JOIN sites s, racks r WHERE d.tenant_id = $1 AND s.id = r.site_id;
-- comma then join
SELECT d.id FROM devices d, sites s LEFT JOIN racks r ON r.site_id = s.id WHERE d.site_id = s.id;
-- using
SELECT id FROM devices JOIN sites USING (tenant_id, site_id) WHERE tenant_id = $1;
-- natural
SELECT id FROM devices NATURAL JOIN sites NATURAL LEFT JOIN racks WHERE tenant_id = $1;
-- joins in parentheses
SELECT d.id FROM devices d LEFT JOIN (sites s JOIN racks r ON r.site_id = s.id) ON s.id = d.site_id WHERE d.tenant_id = $1;
-- nested on
SELECT a.id FROM a JOIN b JOIN c ON c.b_id = b.id ON b.a_id = a.id WHERE a.tenant_id = $1;
-- self join
SELECT p.id FROM parts p JOIN parts q ON q.parent_id = p.id AND q.tenant_id = p.tenant_id WHERE p.tenant_id = $1;
-- derived table
SELECT x.id FROM (SELECT id, tenant_id FROM devices WHERE tenant_id = $1) x WHERE x.id = $2;
-- derived table with column names
SELECT x.a FROM (SELECT id, name FROM devices) AS x (a, b) WHERE x.b = $1;
-- lateral sub-select
SELECT s.id, l.seen FROM sites s CROSS JOIN LATERAL (SELECT seen FROM devices d WHERE d.site_id = s.id LIMIT 1) l WHERE s.tenant_id = $1;
-- left join lateral on true
SELECT s.id FROM sites s LEFT JOIN LATERAL (SELECT max(seen) AS seen FROM devices d WHERE d.site_id = s.id) l ON true WHERE s.tenant_id = $1;
-- lateral after a comma
SELECT s.id FROM sites s, LATERAL (SELECT 1 FROM devices d WHERE d.site_id = s.id) l;
-- set-returning functions
SELECT u.id FROM unnest($1::uuid[]) AS u(id) JOIN devices d ON d.id = u.id WHERE d.tenant_id = $2;
-- with ordinality
SELECT d.id FROM devices d JOIN unnest($1::uuid[]) WITH ORDINALITY AS o(id, n) ON o.id = d.id ORDER BY o.n;
-- generate series
SELECT g.day FROM generate_series($1::date, $2::date, interval '1 day') g(day) LEFT JOIN visits v ON v.day = g.day AND v.tenant_id = $3;
-- json functions in from
SELECT e.value FROM devices d, jsonb_array_elements(d.meta->'x') e WHERE d.tenant_id = $1;
-- schema and quotes
SELECT "Order".id FROM public."Order" WHERE "Order"."tenant_id" = $1;
-- quoted keyword as table
SELECT "user"."id" FROM "user" JOIN "group" AS "g" ON "g"."id" = "user"."group_id" WHERE "user"."tenant_id" = $1;
-- only
SELECT id FROM ONLY devices WHERE tenant_id = $1;
-- tablesample
SELECT id FROM devices TABLESAMPLE SYSTEM (10) WHERE tenant_id = $1;
-- group and having
SELECT site_id, count(*) FROM devices WHERE tenant_id = $1 GROUP BY site_id HAVING count(*) > $2;
-- grouping sets
SELECT site_id, state, count(*) FROM devices WHERE tenant_id = $1 GROUP BY GROUPING SETS ((site_id), (state), ());
-- aggregates
SELECT count(DISTINCT site_id), sum(n) FILTER (WHERE state = 'on'), string_agg(name, ',' ORDER BY name) FROM devices WHERE tenant_id = $1;
-- ordered-set aggregate
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY n) FROM devices WHERE tenant_id = $1;
-- windows
SELECT id, row_number() OVER (PARTITION BY site_id ORDER BY seen DESC) AS rn, sum(n) OVER w FROM devices WHERE tenant_id = $1 WINDOW w AS (PARTITION BY state);
-- distinct on
SELECT DISTINCT ON (site_id) site_id, id FROM devices WHERE tenant_id = $1 ORDER BY site_id, seen DESC;
-- select all and stars
SELECT ALL d.*, s.name FROM devices d JOIN sites s ON s.id = d.site_id WHERE d.tenant_id = $1;
-- locking
SELECT id FROM jobs WHERE tenant_id = $1 FOR UPDATE SKIP LOCKED;
-- locking a named relation
SELECT j.id FROM jobs j JOIN queues q ON q.id = j.queue_id WHERE q.tenant_id = $1 FOR UPDATE OF j NOWAIT;
-- share lock after limit
SELECT id FROM jobs WHERE tenant_id = $1 ORDER BY id LIMIT 1 FOR NO KEY UPDATE;
-- offset and fetch
SELECT id FROM jobs WHERE tenant_id = $1 ORDER BY id OFFSET $2 ROWS FETCH NEXT 10 ROWS ONLY;
-- limit and offset
SELECT id FROM jobs WHERE tenant_id = $1 ORDER BY name NULLS LAST, id ASC LIMIT $2 OFFSET $3;
-- union
SELECT id FROM devices WHERE tenant_id = $1 UNION SELECT id FROM sites WHERE tenant_id = $1;
-- union all of three
SELECT id FROM a WHERE t = $1 UNION ALL SELECT id FROM b WHERE t = $1 UNION ALL SELECT id FROM c ORDER BY id LIMIT 5;
-- intersect binds tighter
SELECT id FROM a UNION SELECT id FROM b INTERSECT SELECT id FROM c;
-- except
SELECT id FROM a WHERE t = $1 EXCEPT ALL SELECT id FROM b WHERE t = $1;
-- arms in parentheses
(SELECT id FROM a WHERE t = $1 ORDER BY id LIMIT 1) UNION ALL (SELECT id FROM b WHERE t = $1 ORDER BY id LIMIT 1);
-- union in a derived table
SELECT x.id FROM (SELECT id FROM a WHERE t = $1 UNION ALL SELECT id FROM b WHERE t = $2) x;
-- cte
WITH recent AS (SELECT id, site_id FROM devices WHERE tenant_id = $1) SELECT r.id FROM recent r WHERE r.site_id = $2;
-- two ctes, one using the other
WITH a AS (SELECT id FROM devices WHERE tenant_id = $1), b AS MATERIALIZED (SELECT id FROM a WHERE id > $2) SELECT * FROM b;
-- cte with columns, not materialized
WITH a (x, y) AS NOT MATERIALIZED (SELECT id, name FROM devices) SELECT x FROM a WHERE y = $1;
-- cte that shadows a table
WITH devices AS (SELECT * FROM sites WHERE tenant_id = $1) SELECT * FROM devices;
-- recursive
WITH RECURSIVE tree AS (SELECT id, parent_id FROM folders WHERE id = $1 AND tenant_id = $2 UNION ALL SELECT f.id, f.parent_id FROM folders f JOIN tree t ON f.parent_id = t.id) SELECT id FROM tree;
-- cte that deletes
WITH gone AS (DELETE FROM devices WHERE tenant_id = $1 AND seen < $2 RETURNING id, name) INSERT INTO attic (id, name) SELECT id, name FROM gone;
-- cte that updates and inserts
WITH up AS (UPDATE devices SET n = n + 1 WHERE id = $1 RETURNING id), ins AS (INSERT INTO log (device_id) SELECT id FROM up RETURNING id) SELECT count(*) FROM ins;
-- claim a job
UPDATE jobs SET state = 'running', worker = $1 WHERE id = (SELECT id FROM jobs WHERE tenant_id = $2 AND state = 'new' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING *;
-- with inside a sub-select
SELECT id FROM devices WHERE id IN (WITH a AS (SELECT device_id FROM grants WHERE tenant_id = $1) SELECT device_id FROM a);
-- values as a query
VALUES (1, 'a'), (2, $1);
-- values as a table
SELECT d.id FROM devices d JOIN (VALUES ($1::uuid, 1), ($2::uuid, 2)) AS v(id, n) ON v.id = d.id WHERE d.tenant_id = $3;
-- select without from
SELECT now(), $1::int, 'it''s', NULL, TRUE, -1, 1.5e3;
-- strings of every kind
SELECT id FROM devices WHERE a = E'it\'s' AND b = $q$it's; -- no comment$q$ AND c = 'semi;colon' AND d = B'101' AND tenant_id = $1;
-- comments in odd places
SELECT /* tenant_id = $1 */ id -- WHERE tenant_id
FROM devices /* a /* nested */ comment */ WHERE id = $1;
-- case with conditions
SELECT CASE WHEN n > 1 THEN 'many' WHEN n = 1 THEN 'one' ELSE 'none' END FROM devices WHERE tenant_id = $1;
-- case with an operand inside where
SELECT id FROM devices WHERE CASE kind WHEN 'a' THEN tenant_id = $1 ELSE shared END;
-- coalesce over the column
SELECT id FROM devices WHERE tenant_id = COALESCE($1, tenant_id);
-- nullif, greatest, least
SELECT id FROM devices WHERE n = NULLIF($1, 0) AND m = GREATEST(a, b) AND k = LEAST(c, $2);
-- optional filter
SELECT id FROM devices WHERE tenant_id = $1 AND ($2::text IS NULL OR state = $2);
-- functions of the column
SELECT id FROM devices WHERE lower(tenant_id) = lower($1) AND date_trunc('day', seen) = $2;
-- casts in both spellings
SELECT id FROM devices WHERE tenant_id::text = $1 AND CAST(n AS numeric(10, 2)) = $2 AND m::double precision > 1;
-- typed literals
SELECT id FROM devices WHERE seen > now() - interval '1 hour' AND born = DATE '2020-01-01' AND at < timestamptz '2020-01-01 00:00';
-- current values
SELECT id FROM devices WHERE seen < CURRENT_TIMESTAMP AND born = CURRENT_DATE AND by = CURRENT_USER AND tenant_id = current_setting('app.tenant')::uuid;
-- at time zone
SELECT id FROM devices WHERE seen AT TIME ZONE 'UTC' > $1 AND tenant_id = $2;
-- extract, position, substring, trim, overlay
SELECT EXTRACT(epoch FROM seen), POSITION('a' IN name), SUBSTRING(name FROM 2 FOR 3), TRIM(BOTH ' ' FROM name), TRIM(name) FROM devices WHERE tenant_id = $1;
-- collate
SELECT id FROM devices WHERE name = $1 COLLATE "C" AND tenant_id = $2 ORDER BY name COLLATE "de_DE";
-- arrays
SELECT id FROM devices WHERE groups = ARRAY[$1, $2]::uuid[] AND groups[1] = $3 AND tags[1:2] = $4;
-- composite field
SELECT (addr).city FROM devices WHERE (addr).zip = $1 AND tenant_id = $2;
-- arithmetic precedence
SELECT id FROM devices WHERE a + b * c - d = e % 2 AND -a < b || c AND tenant_id = $1;
-- concatenation beside and
SELECT id FROM devices WHERE name = 'a' || $1 || 'b' AND tenant_id = $2;
-- overlaps
SELECT id FROM stays WHERE (starts, ends) OVERLAPS ($1, $2) AND tenant_id = $3;
-- insert one
INSERT INTO devices (id, tenant_id, name) VALUES ($1, $2, $3);
-- insert several, returning
INSERT INTO devices (id, tenant_id) VALUES ($1, $2), ($3, $2), (DEFAULT, $4) RETURNING id, tenant_id;
-- insert without columns
INSERT INTO devices VALUES ($1, $2, now());
-- insert defaults
INSERT INTO devices DEFAULT VALUES RETURNING id;
-- insert with an alias
INSERT INTO devices AS d (id, n) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET n = d.n + EXCLUDED.n;
-- insert from a query
INSERT INTO grants (device_id, tenant_id) SELECT d.id, d.tenant_id FROM devices d WHERE d.site_id = $1;
-- insert from a query in parentheses
INSERT INTO grants (device_id) (SELECT id FROM devices WHERE tenant_id = $1);
-- insert from unnest
INSERT INTO grants (device_id, tenant_id) SELECT unnest($1::uuid[]), $2;
-- insert from a cte
WITH src AS (SELECT id FROM devices WHERE tenant_id = $1) INSERT INTO grants (device_id) SELECT id FROM src;
-- insert with a cte of its own
INSERT INTO grants (device_id) WITH src AS (SELECT id FROM devices WHERE tenant_id = $1) SELECT id FROM src;
-- insert with a scalar sub-select
INSERT INTO grants (device_id, site_id) VALUES ($1, (SELECT site_id FROM devices WHERE id = $1 AND tenant_id = $2));
-- insert overriding
INSERT INTO devices (id) OVERRIDING SYSTEM VALUE VALUES ($1);
-- do nothing
INSERT INTO devices (id) VALUES ($1) ON CONFLICT DO NOTHING;
-- do nothing on a key
INSERT INTO devices (tenant_id, serial) VALUES ($1, $2) ON CONFLICT (tenant_id, serial) DO NOTHING RETURNING id;
-- upsert
INSERT INTO devices (id, tenant_id, n) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET n = EXCLUDED.n, tenant_id = EXCLUDED.tenant_id;
-- upsert with a condition
INSERT INTO devices (id, tenant_id, n) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET n = $3 WHERE devices.tenant_id = EXCLUDED.tenant_id;
-- upsert on a constraint
INSERT INTO devices (id) VALUES ($1) ON CONFLICT ON CONSTRAINT devices_pkey DO UPDATE SET (n, m) = (EXCLUDED.n, EXCLUDED.m);
-- upsert on an expression and a partial index
INSERT INTO members (tenant_id, email) VALUES ($1, $2) ON CONFLICT (tenant_id, lower(email)) WHERE deleted_at IS NULL DO UPDATE SET email = EXCLUDED.email RETURNING id;
-- update one
UPDATE devices SET name = $1 WHERE id = $2;
-- update with tenant
UPDATE devices SET name = $1, seen = now() WHERE id = $2 AND tenant_id = $3 RETURNING *;
-- update with an alias
UPDATE devices AS d SET name = $1 WHERE d.tenant_id = $2;
-- update from
UPDATE devices d SET site_id = s.id FROM sites s WHERE s.name = $1 AND s.tenant_id = $2 AND d.id = $3;
-- update from a join
UPDATE devices d SET n = x.n FROM sites s JOIN racks r ON r.site_id = s.id, (SELECT 1 AS n) x WHERE d.rack_id = r.id AND s.tenant_id = $1;
-- update from a cte
WITH late AS (SELECT id FROM devices WHERE seen < $1) UPDATE devices SET state = 'late' FROM late WHERE devices.id = late.id AND devices.tenant_id = $2;
-- update from unnest
UPDATE devices d SET n = v.n FROM unnest($1::uuid[], $2::int[]) AS v(id, n) WHERE d.id = v.id AND d.tenant_id = $3;
-- update of a row
UPDATE devices SET (name, n) = ($1, $2) WHERE id = $3;
-- update of a row from a query
UPDATE devices SET (name, n) = (SELECT name, n FROM templates WHERE id = $1) WHERE tenant_id = $2;
-- update with sub-selects
UPDATE devices SET n = (SELECT count(*) FROM grants g WHERE g.device_id = devices.id) WHERE site_id IN (SELECT id FROM sites WHERE tenant_id = $1);
-- update a json field and a default
UPDATE devices SET meta = jsonb_set(meta, '{a}', $1), state = DEFAULT WHERE tenant_id = $2;
-- update only
UPDATE ONLY devices SET n = 0 WHERE tenant_id = $1;
-- update everything
UPDATE devices SET n = 0;
-- delete one
DELETE FROM devices WHERE id = $1 AND tenant_id = $2;
-- delete using
DELETE FROM grants g USING devices d, sites s WHERE g.device_id = d.id AND d.site_id = s.id AND s.tenant_id = $1 RETURNING g.id;
-- delete by a query
DELETE FROM grants WHERE device_id IN (SELECT id FROM devices WHERE tenant_id = $1);
-- delete everything
DELETE FROM grants;
-- merge
MERGE INTO stock t USING arrivals s ON t.tenant_id = s.tenant_id AND t.item = s.item WHEN MATCHED AND s.n = 0 THEN DELETE WHEN MATCHED THEN UPDATE SET n = t.n + s.n WHEN NOT MATCHED THEN INSERT (tenant_id, item, n) VALUES (s.tenant_id, s.item, s.n);
-- merge from a query, do nothing
MERGE INTO stock AS t USING (SELECT * FROM arrivals WHERE tenant_id = $1) AS s ON t.id = s.id WHEN MATCHED THEN DO NOTHING;
-- two statements
DELETE FROM grants WHERE device_id = $1; DELETE FROM devices WHERE id = $1 AND tenant_id = $2;
-- formatted name
SELECT id FROM %s WHERE tenant_id = $1;
-- formatted values
SELECT id FROM devices WHERE tenant_id = '%s' AND n > %d LIMIT %d;
-- formatted condition
SELECT id FROM devices WHERE tenant_id = $1 AND (%s);
-- keywords as names
SELECT d.type, d.key, d.value, d.order_id, d.user_id, d.row, d.date FROM data d WHERE d.tenant_id = $1 AND d.role = 'x';
-- lower case throughout
select d.id from devices d left join sites s on s.id = d.site_id where d.tenant_id = $1 and s.id is not null order by d.id limit 1;
-- a name that starts like a keyword
SELECT fromage, selected, wherever FROM android WHERE orphan = $1 AND notes = $2;
-- a function named like an operator
SELECT is(count(*), 1::bigint) FROM devices WHERE tenant_id = $1;
-- named arguments
SELECT id FROM devices WHERE seen > now() - make_interval(hours => $1, mins := 5) AND tenant_id = $2;
-- intervals added and taken
SELECT id FROM devices WHERE seen > now() + interval '1 day' - interval '1 second' AND tenant_id = $1;
-- formatted conflict key
INSERT INTO devices (id, n) VALUES ($1, $2) ON CONFLICT (%s_id, tenant_id) DO UPDATE SET n = EXCLUDED.n;
-- formatted using
SELECT d.id FROM devices d LEFT JOIN sites s USING (%s, tenant_id) WHERE d.tenant_id = $1;
