package query

import "strings"

const entSQL = "entgo.io/ent/dialect/sql"

// ent are the predicates by column name and the options of an upsert that every generated client stands on.
func ent() Library {
	lib := Library{Name: "ent/dialect/sql"}
	entFields(adderOf(&lib))
	return lib
}

// adderOf adds rows to a library.
func adderOf(lib *Library) adder {
	return func(recv string, rows ...Row) {
		for _, r := range rows {
			r.Func = recv + r.Func
			lib.Rows = append(lib.Rows, r)
		}
	}
}

// entBuilder is the builder of statements that generated clients stand on, and that is used by hand where a client cannot say what is wanted.
func entBuilder() Library {
	lib := Library{Name: "ent/dialect/sql builder", Paths: []string{entSQL}, Mutable: true, SubSelects: true, Bare: true, Carriers: []string{entSQL + ".WithBuilder"}}
	add := adderOf(&lib)
	entStarts(add)
	entSelector(add)
	entWrites(add)
	entPredicates(add)
	entText(add)
	entViews(add)
	entNothing(add)
	return lib
}

// entFields are the predicates and options that generated code is made of.
func entFields(add adder) {
	for _, f := range []struct{ name, op, args string }{
		{"FieldEQ", "=", "column value"}, {"FieldNEQ", "<>", "column value"}, {"FieldGT", ">", "column value"}, {"FieldGTE", ">=", "column value"},
		{"FieldLT", "<", "column value"}, {"FieldLTE", "<=", "column value"}, {"FieldIn", "IN", "column args..."}, {"FieldNotIn", "NOT IN", "column args..."},
		{"FieldIsNull", "IS NULL", "column"}, {"FieldNotNull", "IS NOT NULL", "column"}, {"FieldEqualFold", "=", "column value"},
		{"FieldContains", "LIKE", "column value"}, {"FieldContainsFold", "LIKE", "column value"}, {"FieldHasPrefix", "LIKE", "column value"},
		{"FieldHasPrefixFold", "LIKE", "column value"}, {"FieldHasSuffix", "LIKE", "column value"}, {"FieldHasSuffixFold", "LIKE", "column value"},
		{"FieldsEQ", "=", "column column"}, {"FieldsNEQ", "<>", "column column"}, {"FieldsGT", ">", "column column"}, {"FieldsGTE", ">=", "column column"},
		{"FieldsLT", "<", "column column"}, {"FieldsLTE", "<=", "column column"}, {"FieldsHasPrefix", "LIKE", "column column"},
	} {
		row := Row{Func: "." + f.name, Op: OpPred, Clause: ClauseCompare, Kind: f.op, Args: f.args}
		switch f.op {
		case "IN":
			row.Clause = ClauseIn
		case "NOT IN":
			row.Clause = ClauseNotIn
		}
		add(entSQL, row)
	}
	add(entSQL,
		Row{Func: ".AndPredicates", Op: OpPred, Clause: ClauseAnd, Args: "pred..."},
		Row{Func: ".OrPredicates", Op: OpPred, Clause: ClauseOr, Args: "pred..."},
		Row{Func: ".NotPredicates", Op: OpPred, Clause: ClauseNot, Args: "pred..."},
		Row{Func: ".ConflictColumns", Op: OpPred, Clause: ClauseCols, Args: "cols..."},
		Row{Func: ".ConflictConstraint", Op: OpPred, Clause: ClauseConflict, Args: "text"},
		Row{Func: ".ConflictWhere", Op: OpPred, Clause: ClauseNop},
		Row{Func: ".UpdateWhere", Op: OpPred, Clause: ClauseConflict, Args: "pred"},
		Row{Func: ".ResolveWithNewValues", Op: OpPred, Clause: ClauseAllCols},
		Row{Func: ".ResolveWithIgnore", Op: OpPred, Clause: ClauseAllCols, Kind: KindNothing},
		Row{Func: ".DoNothing", Op: OpPred, Clause: ClauseAllCols, Kind: KindNothing},
		Row{Func: ".ResolveWith", Op: OpPred, Clause: ClauseNop},
	)
}

// entStarts are what begins a statement: functions, and methods of what fixes the dialect.
func entStarts(add adder) {
	for _, recv := range []string{entSQL, "(*" + entSQL + ".DialectBuilder)"} {
		add(recv,
			Row{Func: ".Select", Op: OpStart, Kind: KindSelect, Clause: ClauseSelect, Args: "cols..."},
			Row{Func: ".SelectExpr", Op: OpStart, Kind: KindSelect, Clause: ClauseSelect, Args: "cols..."},
			Row{Func: ".Insert", Op: OpStart, Kind: KindInsert, Clause: ClauseTable, Args: "table"},
			Row{Func: ".Update", Op: OpStart, Kind: KindUpdate, Clause: ClauseTable, Args: "table"},
			Row{Func: ".Delete", Op: OpStart, Kind: KindDelete, Clause: ClauseTable, Args: "table"},
			Row{Func: ".Table", Op: OpPred, Clause: ClauseIdent, Args: "text"},
		)
	}
	add(entSQL,
		Row{Func: ".With", Op: OpStart, Clause: ClauseWith, Args: "text _"},
		Row{Func: ".WithRecursive", Op: OpStart, Clause: ClauseWith, Kind: "recursive", Args: "text _"},
	)
	add("(*"+entSQL+".DialectBuilder)", Row{Func: ".With", Op: OpStart, Clause: ClauseWith, Args: "text"})
	// What runs a text.
	for _, t := range []string{"(" + entSQL + ".Conn)", "(entgo.io/ent/dialect.ExecQuerier)"} {
		add(t, Row{Func: ".Exec", Op: OpSQL, Args: "_ sql args _"}, Row{Func: ".Query", Op: OpSQL, Args: "_ sql args _"})
	}
	add("("+entSQL+".ExecQuerier)", Row{Func: ".ExecContext", Op: OpSQL, Args: "_ sql args..."}, Row{Func: ".QueryContext", Op: OpSQL, Args: "_ sql args..."})
}

// entSelector are what a SELECT is told.
func entSelector(add adder) {
	recv := "(*" + entSQL + ".Selector)"
	add(recv,
		Row{Func: ".New", Op: OpStart, Kind: KindSelect},
		Row{Func: ".Query", Op: OpEnd, Clause: ClauseText},
		Row{Func: ".Clone", Op: OpLink, Clause: ClauseCopy},
		Row{Func: ".Where", Op: OpLink, Clause: ClauseWhere, Args: "pred"},
		Row{Func: ".SetP", Op: OpLink, Clause: ClauseWhere, Kind: KindOnly, Args: "pred"},
		Row{Func: ".Having", Op: OpLink, Clause: ClauseHaving, Args: "pred"},
		Row{Func: ".From", Op: OpLink, Clause: ClauseTable, Args: "table"},
		Row{Func: ".AppendFrom", Op: OpLink, Clause: ClauseTable, Kind: KindFurther, Args: "table"},
		Row{Func: ".OnP", Op: OpLink, Clause: ClauseOn, Args: "pred"},
		Row{Func: ".On", Op: OpLink, Clause: ClauseOn, Args: "column column"},
		Row{Func: ".As", Op: OpLink, Clause: ClauseAlias, Kind: KindQuery, Args: "text"},
		Row{Func: ".Prefix", Op: OpLink, Clause: ClauseWith, Args: "query..."},
		Row{Func: ".C", Op: OpPred, Clause: ClauseColumn, Kind: KindView, Args: "text"},
		Row{Func: ".P", Op: OpPred, Clause: ClauseHole}, Row{Func: ".Table", Op: OpPred, Clause: ClauseHole},
		Row{Func: ".AppendSelectAs", Op: OpLink, Clause: ClauseSelect, Args: "cols _"},
		Row{Func: ".AppendSelectExprAs", Op: OpLink, Clause: ClauseSelect, Args: "cols _"},
	)
	for _, m := range []string{"Select", "SelectDistinct", "AppendSelect", "SelectExpr", "AppendSelectExpr"} {
		add(recv, Row{Func: "." + m, Op: OpLink, Clause: ClauseSelect, Args: "cols..."})
	}
	for _, j := range []struct{ method, words string }{{"Join", "INNER JOIN"}, {"LeftJoin", "LEFT JOIN"}, {"RightJoin", "RIGHT JOIN"}, {"FullJoin", "FULL JOIN"}} {
		add(recv, Row{Func: "." + j.method, Op: OpLink, Clause: ClauseJoin, Kind: j.words, Args: "table"})
	}
	for _, a := range []struct{ method, kind string }{
		{"Union", "union"}, {"UnionAll", "union all"}, {"UnionDistinct", "union"}, {"Except", "except"}, {"ExceptAll", "except all"}, {"Intersect", "intersect"},
		{"IntersectAll", "intersect all"},
	} {
		add(recv, Row{Func: "." + a.method, Op: OpLink, Clause: ClauseUnion, Kind: a.kind, Args: "query"})
	}
	// What joins the next condition in another way, or hides it, is not followed.
	for _, m := range []string{"Not", "Or", "FromSelect", "FromExpr", "AppendFromExpr", "CollectPredicates", "UncollectedPredicates"} {
		add(recv, Row{Func: "." + m, Op: OpLink, Clause: ClauseHole})
	}
	for _, m := range strings.Fields(`WithContext Distinct SetDistinct Limit Offset Count For ForShare ForUpdate OrderBy OrderExpr OrderExprFunc ClearOrder GroupBy`) {
		add(recv, Row{Func: "." + m, Op: OpLink})
	}
	for _, m := range strings.Fields(`Context CollectedPredicates TableName HasJoins JoinedTable JoinedTableView Columns FindSelection SelectedColumns UnqualifiedColumns OrderColumns`) {
		add(recv, Row{Func: "." + m})
	}
}

// entWrites are what the other statements are told.
func entWrites(add adder) {
	insert, update, remove := "(*"+entSQL+".InsertBuilder)", "(*"+entSQL+".UpdateBuilder)", "(*"+entSQL+".DeleteBuilder)"
	add(insert,
		Row{Func: ".Set", Op: OpLink, Clause: ClauseSet, Args: "column value"},
		Row{Func: ".Columns", Op: OpLink, Clause: ClauseCols, Args: "cols..."},
		Row{Func: ".Values", Op: OpLink, Clause: ClauseValues, Args: "args..."},
		Row{Func: ".OnConflict", Op: OpLink, Clause: ClauseConflict, Args: "expr..."},
		Row{Func: ".Default", Op: OpLink}, Row{Func: ".Returning", Op: OpLink},
		Row{Func: ".Query", Op: OpEnd, Clause: ClauseText}, Row{Func: ".QueryErr", Op: OpEnd, Clause: ClauseText},
	)
	where := Row{Func: ".Where", Op: OpLink, Clause: ClauseWhere, Args: "pred"}
	add(update, where,
		Row{Func: ".Set", Op: OpLink, Clause: ClauseSet, Args: "column value"}, Row{Func: ".Add", Op: OpLink, Clause: ClauseSet, Args: "column value"},
		Row{Func: ".SetNull", Op: OpLink, Clause: ClauseSet, Args: "column"},
		Row{Func: ".Prefix", Op: OpLink, Clause: ClauseWith, Args: "query..."},
		Row{Func: ".OrderBy", Op: OpLink}, Row{Func: ".Limit", Op: OpLink}, Row{Func: ".Returning", Op: OpLink}, Row{Func: ".Empty"},
		Row{Func: ".Query", Op: OpEnd, Clause: ClauseText},
	)
	add(remove, where, Row{Func: ".Query", Op: OpEnd, Clause: ClauseText})
	for _, recv := range []string{insert, update, remove} {
		add(recv, Row{Func: ".Schema", Op: OpLink, Clause: ClauseHole})
	}
	add(update, Row{Func: ".FromSelect", Op: OpLink, Clause: ClauseHole})
	add(remove, Row{Func: ".FromSelect", Op: OpLink, Clause: ClauseHole})
}

// entPredicates are conditions: functions, and methods that write behind what the predicate says already.
func entPredicates(add adder) {
	method := "(*" + entSQL + ".Predicate)"
	both := func(name string, row Row) {
		row.Func, row.Op = "."+name, OpPred
		add(entSQL, row)
		row.Args = strings.TrimSpace("@pred " + row.Args)
		add(method, row)
	}
	for _, c := range []struct{ name, op string }{
		{"EQ", "="}, {"NEQ", "<>"}, {"GT", ">"}, {"GTE", ">="}, {"LT", "<"}, {"LTE", "<="}, {"Like", "LIKE"}, {"HasPrefix", "LIKE"}, {"HasPrefixFold", "LIKE"},
		{"HasSuffix", "LIKE"}, {"HasSuffixFold", "LIKE"}, {"Contains", "LIKE"}, {"ContainsFold", "LIKE"}, {"EqualFold", "="},
	} {
		both(c.name, Row{Clause: ClauseCompare, Kind: c.op, Args: "column value"})
	}
	for _, c := range []struct{ name, op string }{
		{"ColumnsEQ", "="}, {"ColumnsNEQ", "<>"}, {"ColumnsGT", ">"}, {"ColumnsGTE", ">="}, {"ColumnsLT", "<"}, {"ColumnsLTE", "<="}, {"ColumnsHasPrefix", "LIKE"},
	} {
		both(c.name, Row{Clause: ClauseCompare, Kind: c.op, Args: "column column"})
	}
	for _, c := range []struct{ name, op string }{{"IsNull", "IS NULL"}, {"NotNull", "IS NOT NULL"}, {"IsTrue", "IS TRUE"}, {"IsFalse", "IS FALSE"}} {
		both(c.name, Row{Clause: ClauseCompare, Kind: c.op, Args: "column"})
	}
	both("In", Row{Clause: ClauseIn, Args: "column args..."})
	both("InInts", Row{Clause: ClauseIn, Args: "column args..."})
	both("InValues", Row{Clause: ClauseIn, Args: "column args..."})
	both("NotIn", Row{Clause: ClauseNotIn, Args: "column args..."})
	both("Exists", Row{Clause: ClauseExists, Args: "query"})
	both("NotExists", Row{Clause: ClauseExists, Kind: "NOT", Args: "query"})
	both("ColumnsOp", Row{Clause: ClauseHole})
	both("CompositeGT", Row{Clause: ClauseHole})
	both("CompositeLT", Row{Clause: ClauseHole})
	add(entSQL,
		Row{Func: ".And", Op: OpPred, Clause: ClauseAnd, Args: "pred..."}, Row{Func: ".Or", Op: OpPred, Clause: ClauseOr, Args: "pred..."},
		Row{Func: ".Not", Op: OpPred, Clause: ClauseNot, Args: "pred"},
		Row{Func: ".False", Op: OpPred, Clause: ClauseHole},
		Row{Func: ".ExprP", Op: OpPred, Clause: ClauseRaw, Args: "cond args..."},
		Row{Func: ".P", Op: OpPred, Clause: ClausePrint, Args: "func..."},
	)
	add(method,
		Row{Func: ".Not", Op: OpPred, Clause: ClauseNot, Args: "@pred"}, Row{Func: ".False", Op: OpPred, Clause: ClauseHole},
		Row{Func: ".Append", Op: OpPred, Clause: ClauseHole}, Row{Func: ".Query", Op: OpPred, Clause: ClauseHole},
	)
}

// entText are parts of a statement that are text, and what writes such text.
func entText(add adder) {
	add(entSQL,
		Row{Func: ".Raw", Op: OpPred, Clause: ClauseRaw, Args: "cond"}, Row{Func: ".Expr", Op: OpPred, Clause: ClauseRaw, Args: "cond args..."},
		Row{Func: ".ExprFunc", Op: OpPred, Clause: ClausePrint, Args: "func"},
		Row{Func: ".As", Op: OpPred, Clause: ClausePass, Args: "value _"},
	)
	add("(*"+entSQL+".DialectBuilder)",
		Row{Func: ".Expr", Op: OpPred, Clause: ClausePrint, Args: "func"}, Row{Func: ".String", Op: OpPred, Clause: ClausePrint, Args: "func"},
		Row{Func: ".Column"}, Row{Func: ".CreateView"},
	)
	for _, f := range []string{"Lower", "Count", "Max", "Min", "Sum", "Avg"} {
		add(entSQL, Row{Func: "." + f, Op: OpPred, Clause: ClauseFunc, Kind: strings.ToLower(f), Args: "column"})
	}
	recv := "(*" + entSQL + ".Builder)"
	add(recv,
		Row{Func: ".WriteString", Op: OpLink, Clause: ClauseWrite, Args: "text"}, Row{Func: ".S", Op: OpLink, Clause: ClauseWrite, Args: "text"},
		Row{Func: ".Ident", Op: OpLink, Clause: ClauseWrite, Args: "column"}, Row{Func: ".IdentComma", Op: OpLink, Clause: ClauseWrite, Args: "cols..."},
		Row{Func: ".Arg", Op: OpLink, Clause: ClauseWrite, Args: "value"}, Row{Func: ".Args", Op: OpLink, Clause: ClauseWrite, Args: "args..."},
		Row{Func: ".Join", Op: OpLink, Clause: ClauseWrite, Args: "pred..."}, Row{Func: ".JoinComma", Op: OpLink, Clause: ClauseWrite, Args: "pred..."},
		Row{Func: ".Wrap", Op: OpLink, Clause: ClauseWrite, Args: "func"}, Row{Func: ".Nested", Op: OpLink, Clause: ClauseWrite, Args: "func"},
		Row{Func: ".Comma", Op: OpLink, Clause: ClauseWrite, Kind: ", "}, Row{Func: ".Pad", Op: OpLink, Clause: ClauseWrite, Kind: " "},
		Row{Func: ".WriteByte", Op: OpLink, Clause: ClauseWrite}, Row{Func: ".WriteOp", Op: OpLink, Clause: ClauseWrite},
		Row{Func: ".Argf", Op: OpLink, Clause: ClauseWrite},
		Row{Func: ".String", Op: OpPred, Clause: ClausePrint},
	)
	for _, m := range strings.Fields("Quote Len Reset AddError Err SetDialect SetTotal") {
		add(recv, Row{Func: "." + m})
	}
	for _, m := range strings.Fields("Dialect Total Query") {
		add("("+entSQL+".Builder)", Row{Func: "." + m})
	}
}

// entViews are what stands behind FROM.
func entViews(add adder) {
	table, with := "(*"+entSQL+".SelectTable)", "(*"+entSQL+".WithBuilder)"
	column := Row{Func: ".C", Op: OpPred, Clause: ClauseColumn, Kind: KindView, Args: "text"}
	add(table, column,
		Row{Func: ".As", Op: OpPred, Clause: ClauseAlias, Args: "text"},
		Row{Func: ".Schema", Op: OpPred, Clause: ClauseAlias, Kind: string(RoleSchema), Args: "text"},
		Row{Func: ".Unquote", Op: OpPred, Clause: ClausePass}, Row{Func: ".Columns"},
	)
	add(with, column,
		Row{Func: ".As", Op: OpLink, Clause: ClauseWith, Args: "query"},
		Row{Func: ".With", Op: OpLink, Clause: ClauseWith, Args: "text _"},
		Row{Func: ".Name"}, Row{Func: ".Query"},
	)
	add("("+entSQL+".TableView)", Row{Func: ".C", Op: OpPred, Clause: ClauseColumn, Kind: KindView, Args: "text"})
	add("("+entSQL+".ParamFormatter)", Row{Func: ".*"})
	add("("+entSQL+".Querier)", Row{Func: ".Query"})
	add("("+entSQL+".Queries)", Row{Func: ".Query"})
}

// entNothing are what touches no row: connections, results, orders, columns and views of a schema. What an upsert's function sets is not read.
func entNothing(add adder) {
	for _, t := range []string{
		"*ColumnBuilder", "*ViewBuilder", "*UpdateSet", "*Func", "*WindowBuilder", "*Wrapper", "Driver", "*Driver", "*Tx", "*NullScanner", "ColumnScanner", "*SelectValues",
		"SelectValues", "ColumnCheck", "*OrderTermOptions", "*OrderFieldTerm", "*OrderExprTerm", "OrderTerm",
	} {
		star, name, _ := strings.Cut(t, "*")
		if name == "" {
			star, name = "", star
		} else {
			star = "*"
		}
		add("("+star+entSQL+"."+name+")", Row{Func: ".*"})
	}
	for _, f := range strings.Fields(`Column CreateView Distinct Asc Desc DescExpr RowNumber Window Dialect WithLockAction WithLockTables WithLockClause NewDriver Open OpenDB WithVar
		VarFromContext WithIntVar ScanOne ScanInt64 ScanInt ScanBool ScanString ScanValue ScanSlice ScanTypeOf NewColumnCheck OrderDesc OrderAsc OrderAs OrderSelected
		OrderSelectAs OrderNullsFirst OrderNullsLast NewOrderTermOptions OrderByField OrderBySum OrderByCount OrderByRand`) {
		add(entSQL, Row{Func: "." + f})
	}
}
