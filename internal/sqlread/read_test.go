package sqlread

import "testing"

// readCase is a text and the dump of its reading.
type readCase struct{ name, text, want string }

func checkReads(t *testing.T, cases []readCase) {
	t.Helper()
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			if got := dump(Read(tc.text)); got != tc.want {
				t.Errorf("%s\ngot  %s\nwant %s", tc.text, got, tc.want)
			}
		})
	}
}

func TestSelect(t *testing.T) {
	checkReads(t, []readCase{
		{"items", `SELECT a, b.c AS d, e f, count(*) "n", 'x' AS 'y', t.*, * FROM t`, "select a, b.c AS d, e AS f, count(*) AS n, 'x' AS y, t.*, * FROM t"},
		{"no FROM", "SELECT 1, now()", "select 1, now()"},
		{"no items", "SELECT FROM t WHERE a", "select FROM t WHERE a"},
		{"keywords as items", "SELECT key, name, type, date, user, value, position, offset, filter, \"order\" FROM t", `select key, name, type, date, user, value, position, offset, filter, "order" FROM t`},
		{"DISTINCT", "SELECT DISTINCT a FROM t", "select DISTINCT a FROM t"},
		{"DISTINCT ON", "SELECT DISTINCT ON (a, b) c FROM t", "select DISTINCT ON (a, b) c FROM t"},
		{"MySQL's words behind SELECT", "SELECT SQL_CALC_FOUND_ROWS HIGH_PRIORITY a FROM t", "select a FROM t"},
		{"GROUP BY and HAVING", "SELECT a FROM t GROUP BY a, lower(b) HAVING count(*) > 1", "select a FROM t GROUP (a, lower(b)) HAVING (count(*) > 1)"},
		{"GROUPING SETS", "SELECT a FROM t GROUP BY GROUPING SETS ((a, b), (c), ()), ROLLUP (d)", "select a FROM t GROUP (grouping sets(row(a, b), c, row()), rollup(d))"},
		{"WITH ROLLUP", "SELECT a FROM t GROUP BY a WITH ROLLUP HAVING b", "select a FROM t GROUP (a) HAVING b"},
		{"WINDOW", "SELECT sum(a) OVER w FROM t WINDOW w AS (PARTITION BY b ORDER BY c), v AS (w ROWS UNBOUNDED PRECEDING) ORDER BY d", "select sum(a)over FROM t WINDOW (b, c) ORDER (d)"},
		{"ORDER BY", "SELECT a FROM t ORDER BY b DESC NULLS LAST, lower(c) ASC, 3", "select a FROM t ORDER (b, lower(c), 3)"},
		{"LIMIT and OFFSET", "SELECT a FROM t LIMIT $1 OFFSET $2", "select a FROM t LIMIT $0 OFFSET $1"},
		{"OFFSET before LIMIT", "SELECT a FROM t OFFSET 1 LIMIT 2", "select a FROM t LIMIT 2 OFFSET 1"},
		{"MySQL's LIMIT", "SELECT a FROM t LIMIT 5, 10", "select a FROM t LIMIT 10 OFFSET 5"},
		{"LIMIT ALL", "SELECT a FROM t LIMIT ALL", "select a FROM t LIMIT null"},
		{"FETCH FIRST", "SELECT a FROM t OFFSET 5 ROWS FETCH FIRST 10 ROWS WITH TIES", "select a FROM t LIMIT 10 OFFSET 5"},
		{"FOR UPDATE OF names no relation", "SELECT a FROM t q FOR NO KEY UPDATE OF q, r SKIP LOCKED", "select a FROM t AS q LOCK"},
		{"LOCK IN SHARE MODE", "SELECT a FROM t LOCK IN SHARE MODE", "select a FROM t LOCK"},
		{"INTO a table", "SELECT a INTO TEMP n FROM t", "select INTO n a FROM t"},
		{"INTO variables and files", "SELECT a INTO @x FROM t; SELECT a INTO OUTFILE '/x' FROM t", "select a FROM t\nselect a FROM t"},
		{"TABLE", "TABLE app.t", "select * FROM app.t"},
		{"VALUES", "VALUES (1, 'a'), ($1, DEFAULT)", "select VALUES (1, 'a') VALUES ($0, default)"},

		{"UNION", "SELECT 1 UNION ALL SELECT 2 UNION SELECT 3 ORDER BY 1 LIMIT 2", "select ((1 UNION ALL 2) UNION 3) ORDER (1) LIMIT 2"},
		{"INTERSECT binds first", "SELECT 1 UNION SELECT 2 INTERSECT SELECT 3 EXCEPT SELECT 4", "select ((1 UNION (2 INTERSECT 3)) EXCEPT 4)"},
		{"parenthesised arms", "(SELECT 1 LIMIT 1) UNION (SELECT 2 ORDER BY 1) LIMIT 3", "select (1 LIMIT 1 UNION 2 ORDER (1)) LIMIT 3"},
		{"parentheses in parentheses", "((SELECT 1) UNION SELECT 2) EXCEPT ((SELECT 3))", "select ((1 UNION 2) EXCEPT 3)"},
		{"VALUES as an arm", "SELECT 1 UNION VALUES (2)", "select (1 UNION VALUES (2))"},

		{"WITH", "WITH a AS (SELECT 1), b (x, y) AS NOT MATERIALIZED (SELECT 2, 3) SELECT * FROM a, b", "select WITH a{select 1} WITH b(x,y){select 2, 3} * FROM a, b"},
		{"WITH RECURSIVE", "WITH RECURSIVE r(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM r) SEARCH DEPTH FIRST BY n SET o CYCLE n SET c USING p SELECT n FROM r",
			"select WITH RECURSIVE r(n){select (VALUES (1) UNION ALL (n + 1) FROM r)} n FROM r"},
		{"WITH that writes", "WITH d AS (DELETE FROM t WHERE a RETURNING *), i AS (INSERT INTO u SELECT * FROM d RETURNING id) SELECT * FROM i",
			"select WITH d{delete INTO t WHERE a RETURNING *} WITH i{insert INTO u * FROM d RETURNING id} * FROM i"},
		{"WITH inside", "SELECT (WITH a AS (SELECT 1) SELECT * FROM a) FROM (WITH b AS (SELECT 2) SELECT * FROM b) c", "select {WITH a{select 1} * FROM a} FROM (WITH b{select 2} * FROM b) AS c"},
		{"WITH in parentheses", "(WITH a AS (SELECT 1) SELECT * FROM a) UNION SELECT 2", "select (WITH a{select 1} * FROM a UNION 2)"},
		{"WITH item that is a placeholder", "WITH a AS (?) SELECT * FROM a", "select WITH a{fragment TAIL (?0)} * FROM a"},
		{"sub-selects everywhere", "SELECT (SELECT a FROM t1) FROM t2 WHERE b = (SELECT c FROM t3) AND d IN (SELECT e FROM t4) GROUP BY (SELECT 1 FROM t5) HAVING (SELECT f FROM t6) ORDER BY (SELECT g FROM t7) LIMIT (SELECT h FROM t8)",
			"select {a FROM t1} FROM t2 WHERE ((b = {c FROM t3}) AND (d in {e FROM t4})) GROUP ({1 FROM t5}) HAVING {f FROM t6} ORDER ({g FROM t7}) LIMIT {h FROM t8}"},
	})
}

func TestFrom(t *testing.T) {
	checkReads(t, []readCase{
		{"names", "SELECT 1 FROM a, s.b AS c, db.s.d e, \"F\".\"g\" h, `i`.`j`, [k l]", `select 1 FROM a, s.b AS c, s.d AS e, F."g" AS h, i."j", "k l"`},
		{"column aliases", "SELECT 1 FROM a AS b (c, d)", "select 1 FROM a AS b(c,d)"},
		{"joins", "SELECT 1 FROM a JOIN b ON a.x = b.x LEFT OUTER JOIN c USING (y, z) RIGHT JOIN d ON e FULL JOIN f ON g CROSS JOIN h NATURAL LEFT JOIN i INNER JOIN j ON k",
			"select 1 FROM (((((((a JOIN b ON (a.x = b.x)) LEFT JOIN c USING y,z) RIGHT JOIN d ON e) FULL JOIN f ON g) CROSS JOIN h) NATURAL LEFT JOIN i) JOIN j ON k)"},
		{"joins and commas", "SELECT 1 FROM a, b JOIN c ON d, e", "select 1 FROM a, (b JOIN c ON d), e"},
		{"STRAIGHT_JOIN", "SELECT 1 FROM a STRAIGHT_JOIN b ON c", "select 1 FROM (a JOIN b ON c)"},
		{"CROSS JOIN with ON", "SELECT 1 FROM a CROSS JOIN b ON c", "select 1 FROM (a JOIN b ON c)"},
		{"JOIN without ON", "SELECT 1 FROM a JOIN b WHERE c", "select 1 FROM (a JOIN b) WHERE c"},
		{"nested ON", "SELECT 1 FROM a LEFT JOIN b JOIN c ON d ON e", "select 1 FROM (a LEFT JOIN (b JOIN c ON d) ON e)"},
		{"parenthesised joins", "SELECT 1 FROM (a JOIN b ON c) LEFT JOIN (d CROSS JOIN e) ON f", "select 1 FROM ((a JOIN b ON c) LEFT JOIN (d CROSS JOIN e) ON f)"},
		{"commas in parentheses", "SELECT 1 FROM a LEFT JOIN (b, c) ON d", "select 1 FROM (a LEFT JOIN (b CROSS JOIN c) ON d)"},
		{"a parenthesised table", "SELECT 1 FROM (a) b JOIN ((c)) ON d", "select 1 FROM (a AS b JOIN c ON d)"},
		{"sub-selects", "SELECT 1 FROM (SELECT 2) a, (VALUES (1), (2)) AS b (c), LATERAL (SELECT a.x) d", "select 1 FROM (2) AS a, (VALUES (1) VALUES (2)) AS b(c), LATERAL (a.x) AS d"},
		{"a union in parentheses", "SELECT 1 FROM ((SELECT 2) UNION (SELECT 3)) a", "select 1 FROM ((2 UNION 3)) AS a"},
		{"sub-selects joined in parentheses", "SELECT 1 FROM ((SELECT 2) a JOIN b ON c) JOIN d ON e", "select 1 FROM (((2) AS a JOIN b ON c) JOIN d ON e)"},
		{"LATERAL joins", "SELECT 1 FROM a LEFT JOIN LATERAL (SELECT 2) b ON TRUE CROSS JOIN LATERAL f(a.x) c", "select 1 FROM ((a LEFT JOIN LATERAL LATERAL (2) AS b ON TRUE) CROSS JOIN LATERAL LATERAL f(a.x) AS c)"},
		{"functions", "SELECT 1 FROM unnest($1::int[]) WITH ORDINALITY AS a (b, c), generate_series(1, 2) d, app.f(x) e", "select 1 FROM unnest($0::int[]) AS a(b,c), generate_series(1, 2) AS d, app.f(x) AS e"},
		{"column definitions", "SELECT 1 FROM json_to_recordset($1) AS a (b int, c numeric(10, 2)), f() AS (d text)", "select 1 FROM json_to_recordset($0) AS a(b,c), f()(d)"},
		{"ROWS FROM", "SELECT 1 FROM ROWS FROM (f(1), g(2)) AS a", "select 1 FROM rows from(f(1), g(2)) AS a"},
		{"JSON_TABLE and XMLTABLE", "SELECT 1 FROM JSON_TABLE(a, '$' COLUMNS (b int PATH '$.b', NESTED PATH '$.c' COLUMNS (d int PATH '$'))) AS e, XMLTABLE('/f' PASSING g COLUMNS h int) i",
			"select 1 FROM json_table(a, '$') AS e, xmltable('/f') AS i"},
		{"ONLY and *", "SELECT 1 FROM ONLY a, ONLY (b) c, d *, e * f", "select 1 FROM a, b AS c, d, e AS f"},
		{"TABLESAMPLE", "SELECT 1 FROM a TABLESAMPLE SYSTEM (10) REPEATABLE (1) WHERE b", "select 1 FROM a WHERE b"},
		{"index hints", "SELECT 1 FROM a USE INDEX (i) FORCE INDEX FOR JOIN (j) WHERE b", "select 1 FROM a WHERE b"},
		{"SQLite's index hints", "SELECT 1 FROM a INDEXED BY i JOIN b NOT INDEXED ON c", "select 1 FROM (a JOIN b ON c)"},
		{"partitions", "SELECT 1 FROM a PARTITION (p0, p1) AS b WHERE c", "select 1 FROM a AS b WHERE c"},
		{"AS OF", "SELECT 1 FROM a AS OF SYSTEM TIME '-1s' WHERE b", "select 1 FROM a WHERE b"},
		{"WITH (NOLOCK)", "SELECT 1 FROM a WITH (NOLOCK) JOIN b ON c", "select 1 FROM (a JOIN b ON c)"},
		{"a string for a name", "SELECT 1 FROM 'a' WHERE b", `select 1 FROM "a" WHERE b`},

		{"a hole", "SELECT 1 FROM \x00 WHERE a", "select 1 FROM hole1 WHERE a"},
		{"a hole in a name", "SELECT 1 FROM events_\x00 e, \"x\x00\" f", "select 1 FROM hole1 AS e, hole2 AS f"},
		{"a hole for a schema", "SELECT 1 FROM \x00.a b", "select 1 FROM hole.a AS b"},
		{"a hole in a schema's place and a name's", "SELECT 1 FROM \x00.\x00", "select 1 FROM hole.hole2"},
		{"a hole behind the tables", "SELECT 1 FROM a b \x00 ORDER BY c", "select 1 FROM a AS b ORDER (c) TAIL (hole1)"},
		{"a hole before a join", "SELECT 1 FROM a \x00 JOIN b ON c", "select 1 FROM (a JOIN b ON c) TAIL (hole1)"},
		{"a hole before WHERE", "SELECT 1 FROM a \x00 WHERE b", "select 1 FROM a WHERE b TAIL (hole1)"},
		{"a hole that holds WHERE", "SELECT 1 FROM a \x00 AND b", "select 1 FROM a WHERE (hole1 AND b)"},
		{"a hole behind ORDER BY", "SELECT 1 FROM a ORDER BY b \x00 LIMIT 1", "select 1 FROM a ORDER ((b <hole> hole1)) LIMIT 1"},
		{"a hole for everything", "\x00", "fragment TAIL (hole1)"},
		{"a hole before the verb", "\x00 SELECT 1 FROM a", "select 1 FROM a TAIL (hole1)"},
		{"verbs for names", "SELECT %s FROM %s.%s AS %s WHERE %s = ?", "select %0 FROM %s.hole-1=%2 AS %s WHERE (%4 = ?0)"},
		{"verbs in quoted names", "SELECT 1 FROM `%s` JOIN \"a_%s\" ON `b`.`%s` = 1", "select 1 FROM (hole-1=%0 JOIN hole-1=%1 ON (%2 = 1))"},
		{"placeholders for names", "SELECT 1 FROM ?TableName AS ?TableAlias, ?0.a b, ($1) c", "select 1 FROM hole-1=?TableName AS ?TableAlias, ?0.a AS b, hole-1=$0 AS c"},
		{"an alias named values", "SELECT 1 FROM (?) values WHERE a", "select 1 FROM hole-1=?0 AS values WHERE a"},
		{"a template for a name", "SELECT 1 FROM {{ .Table }} WHERE a", "select 1 FROM hole-1 WHERE a"},
	})
}

func TestWrite(t *testing.T) {
	checkReads(t, []readCase{
		{"INSERT", "INSERT INTO s.t (a, \"b\") VALUES ($1, DEFAULT), (now(), (SELECT 1)) RETURNING id, a AS x", "insert INTO s.t (a,b) ROW ($0, default) ROW (now(), {1}) RETURNING id, a AS x"},
		{"INSERT without columns", "INSERT INTO t VALUES (1)", "insert INTO t ROW (1)"},
		{"INSERT AS", "INSERT INTO t AS x (a) VALUES (1)", "insert INTO t AS x (a) ROW (1)"},
		{"INSERT SELECT", "INSERT INTO t (a) SELECT b FROM u WHERE c", "insert INTO t (a) b FROM u WHERE c"},
		{"INSERT a parenthesised SELECT", "INSERT INTO t (SELECT b FROM u)", "insert INTO t b FROM u"},
		{"INSERT WITH SELECT", "INSERT INTO t WITH x AS (SELECT 1) SELECT * FROM x", "insert INTO t WITH x{select 1} * FROM x"},
		{"WITH INSERT", "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", "insert WITH x{select 1} INTO t * FROM x"},
		{"INSERT DEFAULT VALUES", "INSERT INTO t DEFAULT VALUES", "insert INTO t"},
		{"INSERT OVERRIDING", "INSERT INTO t (a) OVERRIDING SYSTEM VALUE VALUES (1)", "insert INTO t (a) ROW (1)"},
		{"INSERT SET", "INSERT INTO t SET a = 1, b = ?", "insert INTO t (a,b) ROW (1, ?0)"},
		{"INSERT IGNORE without INTO", "INSERT LOW_PRIORITY IGNORE t (a) VALUE (1)", "insert IGNORE INTO t (a) ROW (1)"},
		{"INSERT OR IGNORE", "INSERT OR IGNORE INTO t VALUES (1)", "insert IGNORE INTO t ROW (1)"},
		{"INSERT OR REPLACE", "INSERT OR REPLACE INTO t VALUES (1)", "insert REPLACE INTO t ROW (1)"},
		{"REPLACE", "REPLACE INTO t (a) VALUES (1)", "insert REPLACE INTO t (a) ROW (1)"},
		{"INSERT into a partition", "INSERT INTO t PARTITION (p) (a) VALUES ROW(1), ROW(2)", "insert INTO t (a) ROW (1) ROW (2)"},
		{"ON CONFLICT DO NOTHING", "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING", "insert INTO t ROW (1) CONFLICT[ NOTHING]"},
		{"ON CONFLICT DO UPDATE", "INSERT INTO t (a) VALUES (1) ON CONFLICT (a, lower(b), c COLLATE \"C\" text_ops) WHERE d DO UPDATE SET a = EXCLUDED.a, (b, c) = (1, 2) WHERE t.e = EXCLUDED.e RETURNING *",
			"insert INTO t (a) ROW (1) CONFLICT[a,c SET a=EXCLUDED.a SET b,c=row(1, 2) WHERE (t.e = EXCLUDED.e)] RETURNING *"},
		{"ON CONFLICT ON CONSTRAINT", "INSERT INTO t VALUES (1) ON CONFLICT ON CONSTRAINT k DO UPDATE SET a = 1", "insert INTO t ROW (1) CONFLICT[k SET a=1]"},
		{"ON CONFLICT behind a join", "INSERT INTO t SELECT 1 FROM u CROSS JOIN v ON CONFLICT DO NOTHING", "insert INTO t 1 FROM (u CROSS JOIN v) CONFLICT[ NOTHING]"},
		{"several ON CONFLICT", "INSERT INTO t VALUES (1) ON CONFLICT (a) DO NOTHING ON CONFLICT (b) DO UPDATE SET c = 1", "insert INTO t ROW (1) CONFLICT[b SET c=1]"},
		{"ON CONFLICT on any key", "INSERT INTO t VALUES (1) ON CONFLICT DO UPDATE SET c = 1", "insert INTO t ROW (1) CONFLICT[any SET c=1]"},
		{"ON DUPLICATE KEY", "INSERT INTO t (a) VALUES (1) AS n ON DUPLICATE KEY UPDATE a = VALUES(a), b = n.b", "insert INTO t (a) ROW (1) CONFLICT[any SET a=values(a) SET b=n.b]"},
		{"holes in an INSERT", "INSERT INTO \x00 (a, \x00) VALUES (\x00), (1, \x00)", "insert INTO hole1 (a,_) ROW (hole3) ROW (1, hole4)"},
		{"holes for rows", "INSERT INTO t (a) VALUES \x00 ON CONFLICT DO NOTHING", "insert INTO t (a) ROW (hole1) CONFLICT[ NOTHING]"},
		{"a placeholder for rows", "INSERT INTO t (a) VALUES ?", "insert INTO t (a) ROW (?0)"},
		{"a hole for the rest", "INSERT INTO t \x00", "insert INTO t (_) ROW (hole1)"},
		{"a hole for the columns", "INSERT INTO t \x00 VALUES (1)", "insert INTO t (_) ROW (1)"},

		{"UPDATE", "UPDATE s.t AS x SET a = 1, b = DEFAULT, x.c = $1 WHERE id = $2 RETURNING x.id", "update INTO s.t AS x SET a=1 SET b=default SET x.c=$0 WHERE (id = $1) RETURNING x.id"},
		{"UPDATE FROM", "UPDATE ONLY t SET a = u.a FROM u JOIN v USING (id), w WHERE t.id = v.id", "update INTO t SET a=u.a FROM (u JOIN v USING id), w WHERE (t.id = v.id)"},
		{"UPDATE rows and elements", "UPDATE t SET (a, b) = (SELECT 1, 2), (c) = ROW(3), d[1] = 4, e.f = 5", "update INTO t SET a,b={1, 2} SET c=row(3) SET d=4 SET e.f=5"},
		{"UPDATE of a join", "UPDATE a JOIN b ON a.id = b.id SET b.x = 1 WHERE a.t = ? ORDER BY a.id LIMIT 5", "update INTO b SET b.x=1 FROM (a JOIN b ON (a.id = b.id)) WHERE (a.t = ?0) ORDER (a.id) LIMIT 5"},
		{"UPDATE of several", "UPDATE a, b AS c SET a.x = 1, c.y = 2", "update INTO a b AS c SET a.x=1 SET c.y=2 FROM a, b AS c"},
		{"UPDATE of a join without a qualifier", "UPDATE a JOIN b USING (id) SET x = 1", "update INTO a SET x=1 FROM (a JOIN b USING id)"},
		{"UPDATE OR", "UPDATE OR REPLACE t SET a = 1", "update REPLACE INTO t SET a=1"},
		{"UPDATE WHERE CURRENT OF", "UPDATE t SET a = 1 WHERE CURRENT OF c", "update INTO t SET a=1 WHERE raw"},
		{"WITH UPDATE", "WITH x AS (SELECT 1) UPDATE t SET a = 1 FROM x", "update WITH x{select 1} INTO t SET a=1 FROM x"},
		{"holes in an UPDATE", "UPDATE \x00 SET \x00, a = 1 \x00 WHERE b = 2 \x00", "update INTO hole1 SET =hole2 SET a=(1 <hole> hole3) WHERE ((b = 2) <hole> hole4)"},
		{"a hole for SET", "UPDATE t \x00 WHERE a", "update INTO t WHERE a TAIL (hole1)"},

		{"DELETE", "DELETE FROM s.t AS x WHERE a = $1 RETURNING *", "delete INTO s.t AS x WHERE (a = $0) RETURNING *"},
		{"DELETE USING", "DELETE FROM ONLY t USING u, v AS w WHERE t.id = u.id", "delete INTO t FROM u, v AS w WHERE (t.id = u.id)"},
		{"DELETE with a LIMIT", "DELETE FROM t WHERE a ORDER BY b LIMIT 1", "delete INTO t WHERE a ORDER (b) LIMIT 1"},
		{"DELETE of several", "DELETE a, b.* FROM orders a JOIN items b ON a.id = b.o WHERE a.t = 1", "delete INTO orders AS a items AS b FROM (orders AS a JOIN items AS b ON (a.id = b.o)) WHERE (a.t = 1)"},
		{"DELETE of one of several", "DELETE t FROM t LEFT JOIN u ON t.id = u.id WHERE u.id IS NULL", "delete INTO t FROM (t LEFT JOIN u ON (t.id = u.id)) WHERE (IS NULL u.id)"},
		{"DELETE of several by USING", "DELETE FROM a, b USING a JOIN b ON a.id = b.id", "delete INTO a b FROM (a JOIN b ON (a.id = b.id))"},
		{"holes in a DELETE", "DELETE FROM \x00 WHERE \x00", "delete INTO hole1 WHERE hole2"},
		{"a hole behind a DELETE", "DELETE FROM t \x00", "delete INTO t TAIL (hole1)"},

		{"MERGE", "MERGE INTO s.t AS x USING (SELECT 1 AS id) AS y ON x.id = y.id AND x.k = $1 WHEN MATCHED AND y.d THEN DELETE WHEN MATCHED THEN UPDATE SET a = y.a WHEN NOT MATCHED BY SOURCE THEN DO NOTHING WHEN NOT MATCHED BY TARGET THEN INSERT (a, b) VALUES (y.a, 2) RETURNING x.*",
			"merge INTO s.t AS x FROM (1 AS id) AS y WHERE ((x.id = y.id) AND (x.k = $0)) WHEN[true AND y.d delete] WHEN[true update SET a=y.a] WHEN[false BY SOURCE util] WHEN[false insert (a,b) ROW (y.a, 2)] RETURNING x.*"},
		{"MERGE DEFAULT VALUES", "WITH s AS (SELECT 1) MERGE INTO t USING s ON TRUE WHEN NOT MATCHED THEN INSERT DEFAULT VALUES", "merge WITH s{select 1} INTO t FROM s WHERE TRUE WHEN[false insert]"},
		{"TRUNCATE", "TRUNCATE TABLE ONLY a, s.b RESTART IDENTITY CASCADE", "truncate INTO a s.b"},
		{"COPY FROM", "COPY s.t (a, b) FROM STDIN WITH (FORMAT csv)", "copy INTO s.t (a,b)"},
		{"COPY a query", "COPY (SELECT a FROM t WHERE b) TO STDOUT", "copy a FROM t WHERE b"},
		{"COPY a write", "COPY (DELETE FROM t RETURNING *) TO STDOUT", "delete INTO t RETURNING *"},
	})
}

func TestOtherStatements(t *testing.T) {
	checkReads(t, []readCase{
		{"SET", "SET search_path TO a, b; SET x = 'y'; SET LOCAL app.tenant = $1; SET SESSION z = ON", "set SET search_path=row(a, b)\nset SET x='y'\nset LOCAL SET app.tenant=$0\nset SET z=ON"},
		{"MySQL's SET", "SET @a = 1, @@session.b := 2, NAMES utf8mb4", "set SET a=1 SET @@session.b=2 SET NAMES=utf8mb4"},
		{"SET without a value list", "SET TRANSACTION READ ONLY; RESET ALL; SET CONSTRAINTS ALL DEFERRED; SET ROLE r; SET TIME ZONE 'UTC'", "set\nset\nset\nset SET ROLE=r\nset SET TIME='UTC'"},
		{"set_config is a call", "SELECT set_config('app.tenant', $1, true)", "select set_config('app.tenant', $0, true)"},
		{"CALL", "CALL app.p($1, (SELECT 1 FROM t))", "call app.p($0, {1 FROM t})"},
		{"DO and EXECUTE", "DO $$ BEGIN PERFORM 1; END $$; EXECUTE p(1)", "call\ncall"},
		{"transactions", "BEGIN; START TRANSACTION READ ONLY; BEGIN IMMEDIATE; SAVEPOINT a; ROLLBACK TO SAVEPOINT a; RELEASE a; COMMIT AND CHAIN; END", "util\nutil\nutil\nutil\nutil\nutil\nutil\nutil"},
		{"utilities", "LOCK TABLE t IN SHARE MODE; VACUUM ANALYZE t; NOTIFY c, 'x'; LISTEN c; PRAGMA a.b = 1; SHOW TABLES; USE d; ANALYZE; REINDEX TABLE t; CHECKPOINT; KILL 5; UNLOCK TABLES",
			"util\nutil\nutil\nutil\nutil\nutil\nutil\nutil\nutil\nutil\nutil\nutil"},
		{"cursors", "DECLARE c CURSOR WITH HOLD FOR SELECT a FROM t; FETCH NEXT FROM c; FETCH 10 FROM c; CLOSE c", "select a FROM t\nutil\nutil\nutil"},
		{"EXPLAIN", "EXPLAIN (ANALYZE, BUFFERS) SELECT a FROM t; EXPLAIN ANALYZE VERBOSE DELETE FROM t; EXPLAIN QUERY PLAN UPDATE t SET a = 1; EXPLAIN FORMAT=JSON SELECT 1; DESCRIBE t",
			"select a FROM t\ndelete INTO t\nupdate INTO t SET a=1\nselect 1\nutil"},
		{"PREPARE", "PREPARE p (int) AS SELECT a FROM t WHERE b = $1; PREPARE s FROM 'SELECT 1'", "select a FROM t WHERE (b = $0)\nutil"},
		{"DDL", "CREATE INDEX i ON t (a) WHERE b; ALTER TABLE t ADD c int; DROP TABLE IF EXISTS t; COMMENT ON TABLE t IS 'a;b'; GRANT SELECT ON t TO r", "ddl\nddl\nddl\nddl\nddl"},
		{"CREATE AS", "CREATE TEMP TABLE a ON COMMIT DROP AS SELECT b FROM c; CREATE OR REPLACE VIEW v (x) AS (SELECT 1 FROM d); CREATE MATERIALIZED VIEW IF NOT EXISTS s.m AS WITH e AS (SELECT 2) SELECT * FROM e WITH NO DATA",
			"ddl INTO a b FROM c\nddl INTO v 1 FROM d\nddl INTO s.m WITH e{select 2} * FROM e"},
		{"bodies with semicolons", "CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE u SET a = CASE WHEN b THEN 1 END; DELETE FROM v; END; SELECT 1", "ddl\nselect 1"},
		{"bodies with IF and loops", "CREATE PROCEDURE p() BEGIN IF a THEN SELECT 1; END IF; WHILE b DO SELECT 2; END WHILE; END; SELECT 3", "ddl\nselect 3"},
		{"bodies with another delimiter", "DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT 1; END$$\nDELIMITER ;\nSELECT 2;", "ddl\nselect 2"},
		{"bodies in dollar quotes", "CREATE FUNCTION f() RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql; SELECT 2", "ddl\nselect 2"},
		{"empty statements", ";; -- nothing\n;", ""},
		{"fragments", "WHERE a = 1 AND b ORDER BY c LIMIT 1; LEFT JOIN x ON y = z WHERE w; ORDER BY a DESC; AND a = 1; FROM t WHERE a; LIMIT 5 OFFSET 2",
			"fragment WHERE ((a = 1) AND b) ORDER (c) LIMIT 1\nfragment FROM (- LEFT JOIN x ON (y = z)) WHERE w\nfragment ORDER (a)\nfragment WHERE (a = 1)\nfragment FROM t WHERE a\nfragment LIMIT 5 OFFSET 2"},
	})
}

func TestQueryNames(t *testing.T) {
	checkReads(t, []readCase{
		{"line comments", "-- name: Get :one\n-- what it does\nSELECT 1;\n\n-- name: Del :execrows\nDELETE FROM t;", "select Get:one 1\ndelete Del:execrows INTO t"},
		{"a block comment", "/* name: Get :many */ SELECT 1", "select Get:many 1"},
		{"a hash comment", "# name: Get :exec\nSELECT 1", "select Get:exec 1"},
		{"only the statement below", "SELECT 1; -- name: Get :one\nSELECT 2; SELECT 3", "select 1\nselect Get:one 2\nselect 3"},
		{"other comments", "-- the name: of it\n-- +goose StatementBegin\nSELECT 1;\n-- +goose StatementEnd", "select 1"},
	})
}
