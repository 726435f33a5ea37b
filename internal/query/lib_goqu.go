package query

// goqu are the rows of github.com/doug-martin/goqu/v9, whose datasets give copies.
func goqu() Library {
	const (
		p   = "github.com/doug-martin/goqu/v9"
		exp = p + "/exp"
	)
	lib := Library{
		Name: "goqu", Paths: []string{p}, Handles: []string{p + ".Database", p + ".TxDatabase", p + ".DialectWrapper"}, SubSelects: true,
		Rules: &ModelRules{Tag: "db", Read: dbTag, Embeds: true},
	}
	add := func(recv string, rows ...Row) {
		for _, r := range rows {
			r.Func = recv + r.Func
			lib.Rows = append(lib.Rows, r)
		}
	}
	starts := []Row{
		{Func: ".From", Op: OpStart, Kind: KindSelect, Clause: ClauseTable, Args: "table..."},
		{Func: ".Select", Op: OpStart, Kind: KindSelect, Clause: ClauseSelect, Args: "cols..."},
		{Func: ".Insert", Op: OpStart, Kind: KindInsert, Clause: ClauseTable, Args: "table"},
		{Func: ".Update", Op: OpStart, Kind: KindUpdate, Clause: ClauseTable, Args: "table"},
		{Func: ".Delete", Op: OpStart, Kind: KindDelete, Clause: ClauseTable, Args: "table"},
		{Func: ".Truncate", Op: OpStart, Kind: KindTruncate, Clause: ClauseTable, Args: "table..."},
	}
	add(p, starts...)
	add("("+p+".DialectWrapper)", starts...)
	add("("+p+".DialectWrapper)", Row{Func: ".DB"})
	for _, db := range []string{"(*" + p + ".Database)", "(*" + p + ".TxDatabase)"} {
		add(db, starts...)
		for _, m := range []string{"Exec", "Query", "QueryRow"} {
			add(db, Row{Func: "." + m, Op: OpSQL, Args: "sql args..."}, Row{Func: "." + m + "Context", Op: OpSQL, Args: "_ sql args..."})
		}
		for _, m := range []string{"ScanStruct", "ScanStructs", "ScanVal", "ScanVals"} {
			add(db, Row{Func: "." + m, Op: OpSQL, Args: "dest sql args..."}, Row{Func: "." + m + "Context", Op: OpSQL, Args: "_ dest sql args..."})
		}
		add(db, Row{Func: ".Prepare", Op: OpSQL, Args: "sql"}, Row{Func: ".PrepareContext", Op: OpSQL, Args: "_ sql"},
			Row{Func: ".Dialect"}, Row{Func: ".Logger"}, Row{Func: ".Trace"})
	}
	add("(*"+p+".Database)", Row{Func: ".Begin"}, Row{Func: ".BeginTx"}, Row{Func: ".WithTx", Args: "func"})
	add("(*"+p+".TxDatabase)", Row{Func: ".Commit"}, Row{Func: ".Rollback"}, Row{Func: ".Wrap", Args: "func"})
	datasets := map[string][]Row{
		"SelectDataset": {
			{Func: ".From", Op: OpLink, Clause: ClauseTable, Args: "table..."},
			{Func: ".Select", Op: OpLink, Clause: ClauseSelect, Args: "cols..."}, {Func: ".SelectAppend", Op: OpLink, Clause: ClauseSelect, Args: "cols..."},
			{Func: ".SelectDistinct", Op: OpLink, Clause: ClauseSelect, Args: "cols..."},
			{Func: ".Where", Op: OpLink, Clause: ClauseWhere, Args: "pred..."},
			{Func: ".Having", Op: OpLink, Clause: ClauseHaving, Args: "pred..."},
			{Func: ".Union", Op: OpLink, Clause: ClauseUnion, Kind: "union", Args: "query"}, {Func: ".UnionAll", Op: OpLink, Clause: ClauseUnion, Kind: "union all", Args: "query"},
			{Func: ".Intersect", Op: OpLink, Clause: ClauseUnion, Kind: "intersect", Args: "query"}, {Func: ".IntersectAll", Op: OpLink, Clause: ClauseUnion, Kind: "intersect all", Args: "query"},
			{Func: ".As", Op: OpLink, Clause: ClauseAlias, Kind: KindQuery, Args: "text"},
			{Func: ".Update", Op: OpLink, Kind: KindUpdate}, {Func: ".Delete", Op: OpLink, Kind: KindDelete}, {Func: ".Insert", Op: OpLink, Kind: KindInsert},
			{Func: ".Truncate", Op: OpLink, Kind: KindTruncate},
			{Func: ".Distinct", Op: OpLink}, {Func: ".GroupBy", Op: OpLink}, {Func: ".GroupByAppend", Op: OpLink}, {Func: ".Offset", Op: OpLink},
			{Func: ".ForKeyShare", Op: OpLink}, {Func: ".ForNoKeyUpdate", Op: OpLink}, {Func: ".ForShare", Op: OpLink}, {Func: ".ForUpdate", Op: OpLink},
			{Func: ".Window", Op: OpLink}, {Func: ".WindowAppend", Op: OpLink}, {Func: ".ClearOffset", Op: OpLink}, {Func: ".ClearSelect", Op: OpLink},
			{Func: ".ClearWindow", Op: OpLink},
			{Func: ".Count", Op: OpEnd, Kind: KindCount}, {Func: ".CountContext", Op: OpEnd, Kind: KindCount, Args: "_"},
			{Func: ".Pluck", Op: OpEnd, Args: "_ cols"}, {Func: ".PluckContext", Op: OpEnd, Args: "_ _ cols"},
			{Func: ".ScanStruct", Op: OpEnd, Args: "_"}, {Func: ".ScanStructContext", Op: OpEnd, Args: "_ _"},
			{Func: ".ScanStructs", Op: OpEnd, Args: "_"}, {Func: ".ScanStructsContext", Op: OpEnd, Args: "_ _"},
			{Func: ".ScanVal", Op: OpEnd, Args: "_"}, {Func: ".ScanValContext", Op: OpEnd, Args: "_ _"},
			{Func: ".ScanVals", Op: OpEnd, Args: "_"}, {Func: ".ScanValsContext", Op: OpEnd, Args: "_ _"},
		},
		"InsertDataset": {
			{Func: ".Into", Op: OpLink, Clause: ClauseTable, Args: "table"},
			{Func: ".Rows", Op: OpLink, Clause: ClauseValues, Args: "values..."},
			{Func: ".Cols", Op: OpLink, Clause: ClauseCols, Args: "cols..."}, {Func: ".ColsAppend", Op: OpLink, Clause: ClauseCols, Args: "cols..."},
			{Func: ".Vals", Op: OpLink, Clause: ClauseValues, Kind: KindRows, Args: "args..."},
			{Func: ".FromQuery", Op: OpLink, Clause: ClauseSource, Args: "query"},
			{Func: ".OnConflict", Op: OpLink, Clause: ClauseExprs, Args: "expr"},
			{Func: ".As", Op: OpLink}, {Func: ".ClearOnConflict", Op: OpLink, Clause: ClauseHole},
			{Func: ".ClearCols", Op: OpLink, Clause: ClauseHole}, {Func: ".ClearRows", Op: OpLink, Clause: ClauseHole}, {Func: ".ClearVals", Op: OpLink, Clause: ClauseHole},
		},
		"UpdateDataset": {
			{Func: ".Table", Op: OpLink, Clause: ClauseTable, Args: "table"},
			{Func: ".From", Op: OpLink, Clause: ClauseTable, Kind: KindFurther, Args: "table..."},
			{Func: ".Set", Op: OpLink, Clause: ClauseValues, Args: "values"},
			{Func: ".Where", Op: OpLink, Clause: ClauseWhere, Args: "pred..."},
		},
		"DeleteDataset": {
			{Func: ".From", Op: OpLink, Clause: ClauseTable, Args: "table"},
			{Func: ".Where", Op: OpLink, Clause: ClauseWhere, Args: "pred..."},
		},
		"TruncateDataset": {
			{Func: ".Table", Op: OpLink, Clause: ClauseTable, Args: "table..."},
			{Func: ".Cascade", Op: OpLink}, {Func: ".NoCascade", Op: OpLink}, {Func: ".Restrict", Op: OpLink}, {Func: ".NoRestrict", Op: OpLink}, {Func: ".Identity", Op: OpLink},
		},
	}
	for _, j := range []struct{ method, words string }{
		{"Join", "INNER JOIN"}, {"InnerJoin", "INNER JOIN"}, {"LeftJoin", "LEFT JOIN"}, {"LeftOuterJoin", "LEFT JOIN"}, {"RightJoin", "RIGHT JOIN"},
		{"RightOuterJoin", "RIGHT JOIN"}, {"FullJoin", "FULL JOIN"}, {"FullOuterJoin", "FULL JOIN"},
	} {
		datasets["SelectDataset"] = append(datasets["SelectDataset"], Row{Func: "." + j.method, Op: OpLink, Clause: ClauseJoin, Kind: j.words, Args: "table pred"})
	}
	for _, m := range []string{"CrossJoin", "NaturalJoin", "NaturalFullJoin", "NaturalLeftJoin", "NaturalRightJoin"} {
		datasets["SelectDataset"] = append(datasets["SelectDataset"], Row{Func: "." + m, Op: OpLink, Clause: ClauseJoin, Kind: "CROSS JOIN", Args: "table"})
	}
	for _, name := range SortedKeys(datasets) {
		recv := "(*" + p + "." + name + ")"
		add(recv, datasets[name]...)
		add(recv,
			Row{Func: ".ToSQL", Op: OpEnd, Clause: ClauseText}, Row{Func: ".Executor", Op: OpEnd},
			Row{Func: ".Prepared", Op: OpLink}, Row{Func: ".WithDialect", Op: OpLink}, Row{Func: ".SetDialect", Op: OpLink}, Row{Func: ".SetError", Op: OpLink},
			Row{Func: ".Clone"}, Row{Func: ".Expression"}, Row{Func: ".Dialect"}, Row{Func: ".Error"}, Row{Func: ".GetClauses"}, Row{Func: ".IsPrepared"},
		)
		if name == "TruncateDataset" {
			continue
		}
		add(recv,
			Row{Func: ".With", Op: OpLink, Clause: ClauseWith, Args: "column query"},
			Row{Func: ".WithRecursive", Op: OpLink, Clause: ClauseWith, Kind: "recursive", Args: "column query"},
			Row{Func: ".AppendSQL"}, Row{Func: ".GetAs"}, Row{Func: ".ReturnsColumns"},
		)
		if name != "SelectDataset" {
			add(recv, Row{Func: ".Returning", Op: OpLink})
		}
		if name != "InsertDataset" {
			add(recv, Row{Func: ".ClearWhere", Op: OpLink, Clause: ClauseHole})
			for _, m := range []string{"ClearLimit", "ClearOrder", "Limit", "LimitAll", "Order", "OrderAppend", "OrderPrepend"} {
				add(recv, Row{Func: "." + m, Op: OpLink})
			}
		}
	}
	// FromSelf puts what there is into a derived table.
	for _, m := range []string{"FromSelf", "CompoundFromSelf"} {
		add("(*"+p+".SelectDataset)", Row{Func: "." + m, Op: OpLink, Clause: ClauseWrap})
	}
	lib.Rows = append(lib.Rows, goquExpressions(p, exp)...)
	return lib
}

// goquExpressions are what conditions are made of.
func goquExpressions(p, exp string) []Row {
	rows := []Row{
		{Func: exp + ".Ex", Op: OpLit, Clause: ClauseCompare, Kind: "="},
		{Func: exp + ".ExOr", Op: OpLit, Clause: ClauseOr, Kind: "="},
		{Func: exp + ".Op", Op: OpLit, Clause: ClauseOps, Args: "eq:= neq:<> is:= isNot:<> gt:> gte:>= lt:< lte:<= in:IN notIn:NOT_IN like:LIKE notLike:NOT_LIKE iLike:ILIKE notILike:NOT_ILIKE"},
		{Func: p + ".C", Op: OpPred, Clause: ClauseColumn, Args: "text"},
		{Func: p + ".I", Op: OpPred, Clause: ClauseColumn, Args: "text"},
		{Func: p + ".T", Op: OpPred, Clause: ClauseIdent, Args: "text"},
		{Func: p + ".S", Op: OpPred, Clause: ClauseHole, Args: "_"},
		{Func: p + ".And", Op: OpPred, Clause: ClauseAnd, Args: "pred..."},
		{Func: p + ".Or", Op: OpPred, Clause: ClauseOr, Args: "pred..."},
		{Func: p + ".On", Op: OpPred, Clause: ClauseAnd, Args: "pred..."},
		{Func: p + ".Using", Op: OpPred, Clause: ClauseHole, Args: "_"},
		{Func: p + ".L", Op: OpPred, Clause: ClauseRaw, Args: "cond args..."},
		{Func: p + ".Literal", Op: OpPred, Clause: ClauseRaw, Args: "cond args..."},
		{Func: p + ".V", Op: OpPred, Clause: ClausePass, Args: "value"},
		{Func: p + ".Any", Op: OpPred, Clause: ClausePass, Args: "value"},
		{Func: p + ".Lateral", Op: OpPred, Clause: ClausePass, Args: "value"},
		{Func: p + ".Cast", Op: OpPred, Clause: ClausePass, Args: "value _"},
		{Func: p + ".DoNothing", Op: OpPred, Clause: ClauseConflict, Kind: KindNothing},
		{Func: p + ".DoUpdate", Op: OpPred, Clause: ClauseConflict, Args: "cols values"},
		{Func: "(" + exp + ".Castable).Cast", Op: OpPred, Clause: ClausePass, Args: "_"},
		{Func: "(" + exp + ".Aliaseable).As", Op: OpPred, Clause: ClauseAlias, Args: "text"},
		{Func: "(" + exp + ".IdentifierExpression).Col", Op: OpPred, Clause: ClauseColumn, Args: "text"},
		{Func: "(" + exp + ".IdentifierExpression).Table", Op: OpPred, Clause: ClauseHole, Args: "_"},
		{Func: "(" + exp + ".AliasedExpression).Col", Op: OpPred, Clause: ClauseColumn, Args: "text"},
		{Func: "(" + exp + ".ExpressionList).Append", Op: OpPred, Clause: ClauseHole, Args: "_"},
		{Func: "(" + exp + ".ConflictUpdateExpression).Where", Op: OpPred, Clause: ClauseConflict, Args: "pred..."},
	}
	for _, c := range []struct{ of, method, op string }{
		{"Comparable", "Eq", "="}, {"Comparable", "Neq", "<>"}, {"Comparable", "Gt", ">"}, {"Comparable", "Gte", ">="}, {"Comparable", "Lt", "<"}, {"Comparable", "Lte", "<="},
		{"Isable", "Is", "="}, {"Isable", "IsNot", "<>"},
		{"Likeable", "Like", "LIKE"}, {"Likeable", "NotLike", "NOT LIKE"}, {"Likeable", "ILike", "ILIKE"}, {"Likeable", "NotILike", "NOT ILIKE"},
	} {
		rows = append(rows, Row{Func: "(" + exp + "." + c.of + ")." + c.method, Op: OpPred, Clause: ClauseCompare, Kind: c.op, Args: "value"})
	}
	rows = append(rows,
		Row{Func: "(" + exp + ".Isable).IsNull", Op: OpPred, Clause: ClauseCompare, Kind: "IS NULL"},
		Row{Func: "(" + exp + ".Isable).IsNotNull", Op: OpPred, Clause: ClauseCompare, Kind: "IS NOT NULL"},
		Row{Func: "(" + exp + ".Inable).In", Op: OpPred, Clause: ClauseIn, Args: "args..."},
		Row{Func: "(" + exp + ".Inable).NotIn", Op: OpPred, Clause: ClauseNotIn, Args: "args..."},
	)
	for _, f := range []string{"AVG", "All", "COALESCE", "COUNT", "CUME_DIST", "Case", "DENSE_RANK", "DISTINCT", "Default", "DeregisterDialect", "Dialect", "FIRST", "FIRST_VALUE", "Func",
		"GetDialect", "LAST", "LAST_VALUE", "MAX", "MIN", "NTH_VALUE", "NTILE", "New", "NewTx", "PERCENT_RANK", "RANK", "ROW_NUMBER", "Range", "RegisterDialect", "SUM",
		"SetColumnRenameFunction", "SetDefaultPrepared", "SetIgnoreUntaggedFields", "SetTimeLocation", "Star", "W"} {
		rows = append(rows, Row{Func: p + "." + f})
	}
	return append(rows, nothing(p, []string{"Logger", "SQLDatabase", "SQLTx", "SQLDialect"}, nil)...)
}
