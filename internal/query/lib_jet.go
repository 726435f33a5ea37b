package query

import "strings"

// goJet are the rows of github.com/go-jet/jet/v2: one package for each dialect over an inner one that declares most types and functions. The
// dialects export functions of the inner package as variables; their rows go by the variables.
func goJet() Library {
	const (
		root  = "github.com/go-jet/jet/v2"
		inner = root + "/internal/jet"
	)
	lib := Library{Name: "go-jet", Paths: []string{root + "/postgres", root + "/mysql", root + "/sqlite", root + "/qrm", root + "/stmtcache"}, Mutable: true, SubSelects: true, Rules: &ModelRules{Tag: "sql", Read: jetTag, Keys: []string{"ID"}}}
	add := func(recv string, rows ...Row) {
		for _, r := range rows {
			r.Func = recv + r.Func
			lib.Rows = append(lib.Rows, r)
		}
	}
	// What every statement has: it runs on the handle that it is given.
	add("("+inner+".Statement)",
		Row{Func: ".Query", Op: OpEnd, Args: "_ dest"}, Row{Func: ".QueryContext", Op: OpEnd, Args: "_ _ dest"},
		Row{Func: ".Exec", Op: OpEnd, Args: "_"}, Row{Func: ".ExecContext", Op: OpEnd, Args: "_ _"}, Row{Func: ".Rows", Op: OpEnd, Args: "_ _"},
		Row{Func: ".Sql", Op: OpEnd, Clause: ClauseText}, Row{Func: ".DebugSql"},
	)
	add(root+"/qrm", Row{Func: ".Query", Op: OpSQL, Args: "_ handle sql args dest"}, Row{Func: ".QueryJsonObj", Op: OpSQL, Args: "_ handle sql args dest"},
		Row{Func: ".QueryJsonArr", Op: OpSQL, Args: "_ handle sql args dest"})
	lib.Carriers = append(lib.Carriers, inner+".SerializerStatement")
	add("("+root+"/qrm", Row{Func: ".Queryable).QueryContext", Op: OpSQL, Args: "_ sql args..."}, Row{Func: ".Executable).ExecContext", Op: OpSQL, Args: "_ sql args..."},
		Row{Func: ".DB).Exec", Op: OpSQL, Args: "sql args..."}, Row{Func: ".DB).ExecContext", Op: OpSQL, Args: "_ sql args..."},
		Row{Func: ".DB).Query", Op: OpSQL, Args: "sql args..."}, Row{Func: ".DB).QueryContext", Op: OpSQL, Args: "_ sql args..."})
	for _, f := range []string{"qrm.NewScanContext", "qrm.ScanOneRowToDest", "stmtcache.New"} {
		add(root+"/", Row{Func: f})
	}
	add("(*"+root, Row{Func: "/qrm.ScanContext).*"}, Row{Func: "/stmtcache.DB).*"})
	for _, t := range []string{"(*" + root + "/stmtcache.DB)", "(*" + root + "/stmtcache.Tx)"} {
		for _, m := range []string{"Exec", "Query"} {
			add(t, Row{Func: "." + m, Op: OpSQL, Args: "sql args..."}, Row{Func: "." + m + "Context", Op: OpSQL, Args: "_ sql args..."})
		}
		add(t, Row{Func: ".Prepare", Op: OpSQL, Args: "sql"}, Row{Func: ".PrepareContext", Op: OpSQL, Args: "_ sql"})
	}
	for _, d := range []string{"postgres", "mysql", "sqlite"} {
		p := root + "/" + d
		lib.Tables = append(lib.Tables, p+".Table")
		lib.Carriers = append(lib.Carriers, p+".SelectTable", p+".CommonTableExpression")
		jetStarts(p, d, add)
		jetLinks(p, d, add)
		jetDerived(p, d, add)
		jetFunctions(p, d, add)
	}
	jetExpressions(inner, add)
	return lib
}

// adder adds rows whose keys begin with a receiver or package.
type adder = func(recv string, rows ...Row)

// jetTag reads `sql:"primary_key"`.
func jetTag(tag, _ string) FieldTag { return FieldTag{Key: tag == "primary_key"} }

// jetStarts are what begins a statement of a dialect: functions, and methods of its tables.
func jetStarts(p, d string, add adder) {
	readable, writable := "("+p+".readableTable)", "("+p+".Table)"
	if d == "postgres" {
		writable = "(" + p + ".writableTable)"
	}
	add(p,
		Row{Func: ".SELECT", Op: OpStart, Kind: KindSelect, Clause: ClauseSelect, Args: "cols cols..."},
		Row{Func: ".UNION", Op: OpStart, Kind: "union", Clause: ClauseUnion, Args: "query query query..."},
		Row{Func: ".UNION_ALL", Op: OpStart, Kind: "union all", Clause: ClauseUnion, Args: "query query query..."},
		Row{Func: ".RawStatement", Op: OpStart, Clause: ClauseRaw, Args: "sql"},
	)
	if d != "sqlite" {
		add(p, Row{Func: ".SELECT_JSON_ARR", Op: OpStart, Kind: KindSelect, Clause: ClauseSelect, Args: "cols..."},
			Row{Func: ".SELECT_JSON_OBJ", Op: OpStart, Kind: KindSelect, Clause: ClauseSelect, Args: "cols..."},
			Row{Func: ".LOCK", Op: OpStart, Kind: KindNothing})
		add(writable, Row{Func: ".LOCK", Op: OpStart, Kind: KindNothing})
	}
	if d == "postgres" {
		for _, op := range []string{"INTERSECT", "INTERSECT_ALL"} {
			add(p, Row{Func: "." + op, Op: OpStart, Kind: strings.ToLower(strings.ReplaceAll(op, "_", " ")), Clause: ClauseUnion, Args: "query query query..."})
		}
		for _, op := range []string{"EXCEPT", "EXCEPT_ALL"} {
			add(p, Row{Func: "." + op, Op: OpStart, Kind: strings.ToLower(strings.ReplaceAll(op, "_", " ")), Clause: ClauseUnion, Args: "query query"})
		}
	}
	add(readable, Row{Func: ".SELECT", Op: OpStart, Kind: KindSelect, Clause: ClauseTable, Args: "@table cols cols..."})
	for _, j := range []string{"INNER", "LEFT", "RIGHT", "FULL"} {
		add(readable, Row{Func: "." + j + "_JOIN", Op: OpPred, Clause: ClauseJoin, Kind: j + " JOIN", Args: "table pred"})
	}
	add(readable, Row{Func: ".CROSS_JOIN", Op: OpPred, Clause: ClauseJoin, Kind: "CROSS JOIN", Args: "table"})
	update := Row{Func: ".UPDATE", Op: OpStart, Kind: KindUpdate, Clause: ClauseTable, Args: "@table cols..."}
	add(writable,
		Row{Func: ".INSERT", Op: OpStart, Kind: KindInsert, Clause: ClauseTable, Args: "@table cols..."}, update,
		Row{Func: ".DELETE", Op: OpStart, Kind: KindDelete, Clause: ClauseTable, Args: "@table"},
	)
	if d != "postgres" {
		add("("+p+".joinSelectUpdateTable)", update)
	}
}

// jetLinks are what the statements of a dialect are told. A condition, a list of tables or of values takes the place of the one before it.
func jetLinks(p, d string, add adder) {
	link := func(recv, names string) {
		for _, m := range strings.Fields(names) {
			add("("+p+"."+recv+")", Row{Func: "." + m, Op: OpLink})
		}
	}
	where := Row{Func: ".WHERE", Op: OpLink, Clause: ClauseWhere, Kind: KindOnly, Args: "pred"}
	from := Row{Func: ".FROM", Op: OpLink, Clause: ClauseTable, Args: "table..."}
	model := Row{Func: ".MODEL", Op: OpLink, Clause: ClauseValues, Args: "values"}
	set := Row{Func: ".SET", Op: OpLink, Clause: ClauseSet, Args: "args args..."}
	name := Row{Func: ".AsTable", Op: OpLink, Clause: ClauseAlias, Kind: KindQuery, Args: "text"}
	add("("+p+".SelectStatement)", where, from, name, Row{Func: ".HAVING", Op: OpLink, Clause: ClauseHaving, Args: "pred"})
	link("SelectStatement", "DISTINCT GROUP_BY WINDOW ORDER_BY LIMIT OFFSET FOR")
	arms := strings.Fields("UNION UNION_ALL")
	if d == "postgres" {
		arms = strings.Fields("UNION UNION_ALL INTERSECT INTERSECT_ALL EXCEPT EXCEPT_ALL")
	}
	for _, a := range arms {
		kind := strings.ToLower(strings.ReplaceAll(a, "_", " "))
		add("("+p+".SelectStatement)", Row{Func: "." + a, Op: OpLink, Clause: ClauseUnion, Kind: kind, Args: "query"})
		add("("+p+".setOperators)", Row{Func: "." + a, Op: OpLink, Clause: ClauseUnion, Kind: kind, Args: "query"})
	}
	add("("+p+".setStatement)", name)
	link("setStatement", "ORDER_BY LIMIT OFFSET")
	link("windowExpand", "AS")
	add("("+p+".InsertStatement)", model,
		Row{Func: ".VALUES", Op: OpLink, Clause: ClauseValues, Args: "args args..."}, Row{Func: ".MODELS", Op: OpLink, Clause: ClauseValues, Args: "values"},
		Row{Func: ".QUERY", Op: OpLink, Clause: ClauseSource, Args: "query"},
	)
	add("("+p+".UpdateStatement)", where, set, model)
	add("("+p+".DeleteStatement)", where)
	if d != "mysql" {
		add("("+p+".InsertStatement)", Row{Func: ".ON_CONFLICT", Op: OpLink, Clause: ClauseConflict, Args: "cols..."})
		add("("+p+".onConflict)", Row{Func: ".WHERE", Op: OpLink})
		add("("+p+".conflictTarget)", Row{Func: ".DO_NOTHING", Op: OpLink, Clause: ClauseAllCols, Kind: KindNothing},
			Row{Func: ".DO_UPDATE", Op: OpLink, Clause: ClauseExprs, Args: "expr"})
		add(p, Row{Func: ".SET", Op: OpPred, Clause: ClauseConflict, Args: "args..."})
		add("("+p+".conflictAction)", Row{Func: ".WHERE", Op: OpPred, Clause: ClauseConflict, Args: "pred"})
		from.Kind = KindFurther
		add("("+p+".UpdateStatement)", from)
		for _, s := range []string{"InsertStatement", "UpdateStatement", "DeleteStatement"} {
			link(s, "RETURNING")
		}
	}
	if d != "sqlite" {
		add("("+p+".DeleteStatement)", Row{Func: ".USING", Op: OpLink, Clause: ClauseTable, Kind: KindFurther, Args: "table..."})
	}
	if d != "postgres" {
		link("DeleteStatement", "ORDER_BY LIMIT")
		link("SelectStatement", "LOCK_IN_SHARE_MODE")
	}
	switch d {
	case "postgres":
		add("("+p+".onConflict)", Row{Func: ".ON_CONSTRAINT", Op: OpLink, Clause: ClauseHole})
		link("SelectStatement", "OFFSET_e FETCH_FIRST")
		link("setStatement", "OFFSET_e")
		link("fetchExpand", "ROWS_ONLY ROWS_WITH_TIES")
		link("LockStatement", "IN NOWAIT")
	case "mysql":
		add("("+p+".InsertStatement)", Row{Func: ".ON_DUPLICATE_KEY_UPDATE", Op: OpLink, Clause: ClauseConflict, Args: "args..."})
		link("InsertStatement", "AS_NEW OPTIMIZER_HINTS")
		link("UpdateStatement", "LIMIT OPTIMIZER_HINTS")
		link("DeleteStatement", "OPTIMIZER_HINTS")
		link("SelectStatement", "OPTIMIZER_HINTS")
		link("LockStatement", "READ WRITE")
		add(p, Row{Func: ".UNLOCK_TABLES", Op: OpStart, Kind: KindNothing})
		add("("+p+".SelectJsonStatement)", where, Row{Func: ".FROM", Op: OpLink, Clause: ClauseTable, Args: "table"})
		link("SelectJsonStatement", "ORDER_BY LIMIT OFFSET")
	case "sqlite":
		link("InsertStatement", "DEFAULT_VALUES")
	}
}

// jetDerived are the tables that statements make: common table expressions, lateral ones, lists of values.
func jetDerived(p, d string, add adder) {
	name := Row{Func: ".AS", Op: OpLink, Clause: ClauseAlias, Kind: KindQuery, Args: "text"}
	add(p, Row{Func: ".CTE", Op: OpStart, Clause: ClauseWith, Args: "text _..."},
		Row{Func: ".WITH", Op: OpPred, Clause: ClauseWith, Args: "query..."},
		Row{Func: ".WITH_RECURSIVE", Op: OpPred, Clause: ClauseWith, Kind: "recursive", Args: "query..."},
		Row{Func: ".VALUES", Op: OpStart, Kind: KindValues},
	)
	add("("+p+".CommonTableExpression)", Row{Func: ".AS", Op: OpLink, Clause: ClauseWith, Args: "query"}, Row{Func: ".ALIAS", Op: OpLink, Clause: ClauseHole, Args: "_"})
	if d != "mysql" {
		add("("+p+".CommonTableExpression)", Row{Func: ".AS_NOT_MATERIALIZED", Op: OpLink, Clause: ClauseWith, Args: "query"})
	}
	add("("+p+".values)", name)
	if d != "sqlite" {
		add(p, Row{Func: ".LATERAL", Op: OpLink, Clause: ClauseCopy, Kind: KindLateral, Args: "query"})
		add("("+p+".lateralImpl)", name)
	}
}

// jetFunctions are the functions of a dialect that make expressions. Those that are not listed make what is not read.
func jetFunctions(p, d string, add adder) {
	add(p,
		Row{Func: ".AND", Op: OpPred, Clause: ClauseAnd, Args: "pred..."}, Row{Func: ".OR", Op: OpPred, Clause: ClauseOr, Args: "pred..."},
		Row{Func: ".NOT", Op: OpPred, Clause: ClauseNot, Args: "pred"}, Row{Func: ".EXISTS", Op: OpPred, Clause: ClauseExists, Args: "query"},
		Row{Func: ".Bool", Op: OpPred, Clause: ClauseBool, Args: "value"},
	)
	values := "Int Int8 Int16 Int32 Int64 Uint8 Uint16 Uint32 Uint64 Float Decimal String UUID BoolExp IntExp FloatExp StringExp DateExp TimeExp TimestampExp"
	switch d {
	case "postgres":
		values += " DateT TimeT Real Double Text Json Bytea TimezT TimestampT TimestampzT TimezExp TimestampzExp ByteaExp"
	case "mysql":
		values += " Blob DateT TimeT DateTimeT TimestampT BlobExp"
	case "sqlite":
		values += " Blob BlobExp"
	}
	for _, f := range strings.Fields(values) {
		add(p, Row{Func: "." + f, Op: OpPred, Clause: ClausePass, Args: "value"})
	}
	for _, f := range strings.Fields(jetOthers(d)) {
		add(p, Row{Func: "." + f})
	}
	add("(*"+p, Row{Func: ".cast).*"})
	if d == "mysql" {
		add("("+p, Row{Func: ".SelectJsonStatement).*"})
	}
}

// jetOthers are the functions of a dialect that make expressions which are not read, a table by its parts, or no part of a statement. They are listed so that
// another one, which a later version may bring, is unresolved.
func jetOthers(d string) string {
	all := `ABSf ABSi AVG BIT_NOT BinaryOperator BoolColumn CASE CAST CEIL COALESCE COUNT CUME_DIST CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CustomExpression
		DENSE_RANK DISTINCT Date DateColumn FIRST_VALUE FLOOR FOLLOWING FloatColumn Func IntegerColumn LAG LAST_VALUE LEAD LENGTH LN LOG LOWER LTRIM MAX MAXf MAXi MIN
		MINf MINi NTH_VALUE NTILE NULLIF NewEnumValue NewTable OCTET_LENGTH ORDER_BY PARTITION_BY PERCENT_RANK POW POWER PRECEDING RANK REPLACE REVERSE ROUND ROW
		ROW_NUMBER RTRIM Raw RawBool RawDate RawFloat RawInt RawString RawTime RawTimestamp RowExp SHARE SIGN SQRT SUBSTR SUM SUMf SUMi SetLogger SetQueryLogger
		StringColumn TRUNC Time TimeColumn TimestampColumn UPDATE UPPER Window CBRT`
	text := `
		BIT_AND BIT_LENGTH BIT_OR CHAR_LENGTH CONCAT CONCAT_WS EXTRACT FORMAT GREATEST GROUPING INTERVAL INTERVALd LEAST LEFT LPAD MD5 NOW REPEAT RIGHT RPAD Timestamp`
	switch d {
	case "postgres":
		return all + text + `
		BIT_COUNT BOOL_AND BOOL_OR BTRIM ByteaColumn CHR CONVERT CONVERT_FROM CONVERT_TO CUBE Char DATE_RANGE DATE_TRUNC DECODE DateRangeColumn DateRangeExp ENCODE EVERY
		GENERATE_SERIES GET_BIT GET_BYTE GROUPING_SETS INITCAP INT4_RANGE INT8_RANGE Int4RangeColumn Int4RangeExp Int8RangeColumn Int8RangeExp IntervalColumn IntervalExp
		KEY_SHARE LOCALTIME LOCALTIMESTAMP LOWER_BOUND MODE NO_KEY_UPDATE NUM_RANGE NumRangeExp NumericRangeColumn PERCENTILE_CONT PERCENTILE_DISC ROLLUP RawBytea
		RawDateRange RawInt4Range RawInt8Range RawNumRange RawTimestampRange RawTimestampz RawTimestampzRange RawTimez SET_BIT SET_BYTE SHA224 SHA256 SHA384 SHA512 STRPOS
		TO_ASCII TO_CHAR TO_DATE TO_HEX TO_NUMBER TO_TIMESTAMP TSTZ_RANGE TS_RANGE TimestampRangeColumn TimestampzColumn TimestampzRangeColumn Timestampz Timez TimezColumn
		TsRangeExp TstzRangeExp UPPER_BOUND VarChar WRAP`
	case "mysql":
		return all + text + `
		BlobColumn CHARSET COLLATION DateTime DateTimeColumn DateTimeExp ELT FIELD FROM_BASE64 HEX INTERVALe MAX_EXECUTION_TIME QB_NAME REGEXP_LIKE RawBlob TIMESTAMP
		TO_BASE64 TRUNCATE UNHEX UNIX_TIMESTAMP UUID_TO_BIN WITH_ROLLUP`
	}
	return all + `
		BlobColumn DATE DATETIME DAYS DateTime DateTimeColumn DateTimeExp HEX HOURS JULIANDAY MINUTES MONTHS REGEXP_LIKE SECONDS STRFTIME TIME TIMESTAMP TRUNCATE UNHEX
		UNIX_TIMESTAMP WEEKDAY YEARS`
}

// jetExpressions are the methods of expressions and columns.
func jetExpressions(inner string, add adder) {
	compare := []struct{ method, op string }{{"EQ", "="}, {"NOT_EQ", "<>"}, {"IS_NOT_DISTINCT_FROM", "="}, {"IS_DISTINCT_FROM", "<>"}}
	order := append(compare[:len(compare):len(compare)], []struct{ method, op string }{{"LT", "<"}, {"LT_EQ", "<="}, {"GT", ">"}, {"GT_EQ", ">="}}...)
	for _, t := range strings.Fields("Bool String Blob Integer Float Date Time Timez Timestamp Timestampz Interval Row") {
		list := order
		if t == "Bool" {
			list = compare
		}
		for _, m := range list {
			add("("+inner+"."+t+"Expression)", Row{Func: "." + m.method, Op: OpPred, Clause: ClauseCompare, Kind: m.op, Args: "value"})
		}
	}
	for _, t := range strings.Fields("String Blob Integer Float Date Time Timez Timestamp Timestampz Interval") {
		for _, op := range []string{"BETWEEN", "NOT BETWEEN"} {
			add("("+inner+"."+t+"Expression)", Row{Func: "." + strings.ReplaceAll(op, " ", "_"), Op: OpPred, Clause: ClauseCompare, Kind: op, Args: "value value"})
		}
	}
	add("("+inner+".BoolExpression)",
		Row{Func: ".AND", Op: OpPred, Clause: ClauseAnd, Args: "pred"}, Row{Func: ".OR", Op: OpPred, Clause: ClauseOr, Args: "pred"},
	)
	// A row for which the condition is unknown is chosen neither by it nor by IS TRUE of it, and is not by NOT nor by IS FALSE. The others choose such rows.
	add("("+inner+".BoolExpression)", Row{Func: ".IS_TRUE", Op: OpPred, Clause: ClauseAnd}, Row{Func: ".IS_FALSE", Op: OpPred, Clause: ClauseNot})
	add("("+inner, Row{Func: ".ColumnRange).*"})
	for _, m := range strings.Fields("IS_NOT_TRUE IS_NOT_FALSE IS_UNKNOWN IS_NOT_UNKNOWN") {
		add("("+inner+".BoolExpression)", Row{Func: "." + m, Op: OpPred, Clause: ClauseHole})
	}
	add("("+inner+".StringExpression)",
		Row{Func: ".LIKE", Op: OpPred, Clause: ClauseCompare, Kind: "LIKE", Args: "value"}, Row{Func: ".NOT_LIKE", Op: OpPred, Clause: ClauseCompare, Kind: "NOT LIKE", Args: "value"},
	)
	add("("+inner+".Expression)",
		Row{Func: ".IS_NULL", Op: OpPred, Clause: ClauseCompare, Kind: "IS NULL"}, Row{Func: ".IS_NOT_NULL", Op: OpPred, Clause: ClauseCompare, Kind: "IS NOT NULL"},
		Row{Func: ".IN", Op: OpPred, Clause: ClauseIn, Args: "args..."}, Row{Func: ".NOT_IN", Op: OpPred, Clause: ClauseNotIn, Args: "args..."},
		Row{Func: ".AS", Op: OpPred, Clause: ClauseAlias}, Row{Func: ".ASC"}, Row{Func: ".DESC"},
	)
	for _, t := range strings.Fields("Bool Float Integer String Blob Date Time Timez Timestamp Timestampz Interval") {
		add("("+inner+".Column"+t+")",
			Row{Func: ".SET", Op: OpPred, Clause: ClauseSet, Args: "value"}, Row{Func: ".From", Op: OpPred, Clause: ClauseHole, Args: "_"})
	}
}
