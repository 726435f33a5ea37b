package query

// squirrel are the rows of github.com/Masterminds/squirrel, whose builders are values: a link leaves its receiver as it is.
func squirrel() Library {
	const p = "github.com/Masterminds/squirrel"
	lib := Library{Name: "squirrel", Paths: []string{p}, Handles: []string{p + ".StatementBuilderType"}, SubSelects: true}
	add := func(recv string, rows ...Row) {
		for _, r := range rows {
			r.Func = recv + r.Func
			lib.Rows = append(lib.Rows, r)
		}
	}
	starts := []Row{
		{Func: ".Select", Kind: KindSelect, Clause: ClauseSelect, Args: "cols..."},
		{Func: ".Insert", Kind: KindInsert, Clause: ClauseTable, Args: "table"},
		{Func: ".Replace", Kind: KindReplace, Clause: ClauseTable, Args: "table"},
		{Func: ".Update", Kind: KindUpdate, Clause: ClauseTable, Args: "table"},
		{Func: ".Delete", Kind: KindDelete, Clause: ClauseTable, Args: "table"},
	}
	// What the start of a statement is told before it is known which, every one carries.
	start := "(" + p + ".StatementBuilderType)"
	for _, r := range starts {
		r.Op = OpStart
		add(p, r)
		r.Op = OpLink
		add(start, r)
	}
	add(start,
		Row{Func: ".PlaceholderFormat", Op: OpLink}, Row{Func: ".RunWith", Op: OpLink},
		Row{Func: ".Where", Op: OpLink, Clause: ClauseWhere, Args: "cond args..."},
	)
	where := Row{Func: ".Where", Op: OpLink, Clause: ClauseWhere, Args: "cond args..."}
	from := Row{Func: ".From", Op: OpLink, Clause: ClauseTable, Args: "table"}
	further := Row{Func: ".From", Op: OpLink, Clause: ClauseTable, Kind: KindFurther, Args: "table"}
	fromSelect := Row{Func: ".FromSelect", Op: OpLink, Clause: ClauseTable, Args: "table text"}
	builders := map[string][]Row{
		"SelectBuilder": {
			where, from, fromSelect,
			{Func: ".Columns", Op: OpLink, Clause: ClauseSelect, Args: "cols..."},
			{Func: ".Column", Op: OpLink, Clause: ClauseSelect, Args: "cols args..."},
			{Func: ".JoinClause", Op: OpLink, Clause: ClauseJoin, Args: "join args..."},
			{Func: ".Join", Op: OpLink, Clause: ClauseJoin, Kind: "JOIN", Args: "join args..."},
			{Func: ".InnerJoin", Op: OpLink, Clause: ClauseJoin, Kind: "INNER JOIN", Args: "join args..."},
			{Func: ".LeftJoin", Op: OpLink, Clause: ClauseJoin, Kind: "LEFT JOIN", Args: "join args..."},
			{Func: ".RightJoin", Op: OpLink, Clause: ClauseJoin, Kind: "RIGHT JOIN", Args: "join args..."},
			{Func: ".CrossJoin", Op: OpLink, Clause: ClauseJoin, Kind: "CROSS JOIN", Args: "join args..."},
			{Func: ".Having", Op: OpLink, Clause: ClauseHaving, Args: "cond args..."},
			{Func: ".Distinct", Op: OpLink}, {Func: ".Options", Op: OpLink}, {Func: ".RemoveColumns", Op: OpLink}, {Func: ".GroupBy", Op: OpLink},
			{Func: ".OrderByClause", Op: OpLink}, {Func: ".OrderBy", Op: OpLink}, {Func: ".Limit", Op: OpLink}, {Func: ".RemoveLimit", Op: OpLink},
			{Func: ".Offset", Op: OpLink}, {Func: ".RemoveOffset", Op: OpLink},
		},
		"InsertBuilder": {
			{Func: ".Into", Op: OpLink, Clause: ClauseTable, Args: "table"},
			{Func: ".Columns", Op: OpLink, Clause: ClauseCols, Args: "cols..."},
			{Func: ".Values", Op: OpLink, Clause: ClauseValues, Args: "args..."},
			{Func: ".SetMap", Op: OpLink, Clause: ClauseValues, Args: "values"},
			{Func: ".Select", Op: OpLink, Clause: ClauseSource, Args: "query"},
			{Func: ".Options", Op: OpLink},
		},
		"UpdateBuilder": {
			where, further,
			{Func: ".FromSelect", Op: OpLink, Clause: ClauseTable, Kind: KindFurther, Args: "table text"},
			{Func: ".Table", Op: OpLink, Clause: ClauseTable, Args: "table"},
			{Func: ".Set", Op: OpLink, Clause: ClauseSet, Args: "column value"},
			{Func: ".SetMap", Op: OpLink, Clause: ClauseValues, Args: "values"},
			{Func: ".OrderBy", Op: OpLink}, {Func: ".Limit", Op: OpLink}, {Func: ".Offset", Op: OpLink},
		},
		"DeleteBuilder": {where, from, {Func: ".OrderBy", Op: OpLink}, {Func: ".Limit", Op: OpLink}, {Func: ".Offset", Op: OpLink}},
	}
	for _, name := range SortedKeys(builders) {
		recv := "(" + p + "." + name + ")"
		add(recv, builders[name]...)
		add(recv,
			Row{Func: ".PlaceholderFormat", Op: OpLink}, Row{Func: ".RunWith", Op: OpLink},
			Row{Func: ".Prefix", Op: OpLink, Clause: ClausePrefix, Args: "text args..."},
			Row{Func: ".PrefixExpr", Op: OpLink, Clause: ClausePrefix, Args: "pred"},
			Row{Func: ".Suffix", Op: OpLink, Clause: ClauseSuffix, Args: "text args..."},
			Row{Func: ".SuffixExpr", Op: OpLink, Clause: ClauseSuffix, Args: "pred"},
			Row{Func: ".ToSql", Op: OpEnd, Clause: ClauseText}, Row{Func: ".MustSql", Op: OpEnd, Clause: ClauseText},
			Row{Func: ".Exec", Op: OpEnd}, Row{Func: ".ExecContext", Op: OpEnd, Args: "_"},
			Row{Func: ".Query", Op: OpEnd}, Row{Func: ".QueryContext", Op: OpEnd, Args: "_"},
			Row{Func: ".QueryRowContext", Op: OpEnd, Args: "_"}, Row{Func: ".ScanContext", Op: OpEnd, Args: "_ _"},
		)
		if name != "DeleteBuilder" {
			add(recv, Row{Func: ".QueryRow", Op: OpEnd}, Row{Func: ".Scan", Op: OpEnd, Args: "_"})
		}
	}
	// Conditions and other parts of a statement.
	for _, l := range []struct{ name, op string }{
		{"Eq", "="}, {"NotEq", "<>"}, {"Like", "LIKE"}, {"NotLike", "NOT LIKE"}, {"ILike", "ILIKE"}, {"NotILike", "NOT ILIKE"},
		{"Lt", "<"}, {"LtOrEq", "<="}, {"Gt", ">"}, {"GtOrEq", ">="},
	} {
		add(p, Row{Func: "." + l.name, Op: OpLit, Clause: ClauseCompare, Kind: l.op})
		add("("+p+"."+l.name+")", Row{Func: ".ToSql"})
	}
	add(p, Row{Func: ".And", Op: OpLit, Clause: ClauseAnd}, Row{Func: ".Or", Op: OpLit, Clause: ClauseOr})
	add("("+p+".And)", Row{Func: ".ToSql"})
	add("("+p+".Or)", Row{Func: ".ToSql"})
	add(p,
		Row{Func: ".Expr", Op: OpPred, Clause: ClauseRaw, Args: "cond args..."},
		Row{Func: ".Alias", Op: OpPred, Clause: ClausePass, Args: "value text"},
		Row{Func: ".ConcatExpr", Op: OpPred, Clause: ClauseHole, Args: "_"},
		Row{Func: ".ExecWith", Op: OpEnd, Args: "handle query"}, Row{Func: ".ExecContextWith", Op: OpEnd, Args: "_ handle query"},
		Row{Func: ".QueryWith", Op: OpEnd, Args: "handle query"}, Row{Func: ".QueryContextWith", Op: OpEnd, Args: "_ handle query"},
		Row{Func: ".QueryRowWith", Op: OpEnd, Args: "handle query"}, Row{Func: ".QueryRowContextWith", Op: OpEnd, Args: "_ handle query"},
	)
	add("("+p+".Sqlizer)", Row{Func: ".ToSql", Op: OpEnd, Clause: ClauseText})
	lib.Shapes = []Row{{Func: "ToSql() (string, []any, error)", Op: OpEnd, Clause: ClauseText}}
	// What runs text as it is given.
	for _, r := range []struct{ recv, name, args string }{
		{"Execer", "Exec", "sql args..."}, {"Queryer", "Query", "sql args..."}, {"QueryRower", "QueryRow", "sql args..."},
		{"ExecerContext", "ExecContext", "_ sql args..."}, {"QueryerContext", "QueryContext", "_ sql args..."}, {"QueryRowerContext", "QueryRowContext", "_ sql args..."},
		{"Preparer", "Prepare", "sql"}, {"PreparerContext", "PrepareContext", "_ sql"},
		{"StdSql", "Query", "sql args..."}, {"StdSql", "QueryRow", "sql args..."},
		{"StdSql", "Exec", "sql args..."}, {"StdSqlCtx", "QueryContext", "_ sql args..."}, {"StdSqlCtx", "QueryRowContext", "_ sql args..."},
		{"StdSqlCtx", "ExecContext", "_ sql args..."},
	} {
		add("("+p+"."+r.recv+")", Row{Func: "." + r.name, Op: OpSQL, Args: r.args})
	}
	for _, m := range []string{"Exec", "Query", "QueryRow", "Prepare"} {
		args := "sql args..."
		if m == "Prepare" {
			args = "sql"
		}
		add("(*"+p+".StmtCache)", Row{Func: "." + m, Op: OpSQL, Args: args}, Row{Func: "." + m + "Context", Op: OpSQL, Args: "_ " + args})
	}
	add("(*"+p+".StmtCache)", Row{Func: ".Clear"})
	for _, t := range []string{"(" + p + ".CaseBuilder)", "(" + p + ".RowScanner)", "(*" + p + ".Row)", "(" + p + ".PlaceholderFormat)",
		"(" + p + ".DBProxyBeginner)"} {
		add(t, Row{Func: ".*"})
	}
	for _, f := range []string{"Case", "Placeholders", "WrapStdSql", "WrapStdSqlCtx", "DebugSqlizer", "NewStmtCache", "NewStmtCacher", "NewStmtCacheProxy"} {
		add(p, Row{Func: "." + f})
	}
	return lib
}
