package query

// gormRules is how gorm maps types.
func gormRules() *ModelRules {
	return &ModelRules{
		Tag: "gorm", Plural: true, Read: gormTag, Keys: []string{"ID", "Id", "id"}, Embeds: true, Relations: true,
		Hooks: []string{"BeforeCreate", "BeforeSave"},
	}
}

// gorm are the rows of gorm.io/gorm v2 and its clause package.
func gorm() Library {
	const (
		p      = "gorm.io/gorm"
		clause = p + "/clause"
		db     = "(*" + p + ".DB)"
		assoc  = "(*" + p + ".Association)"
	)
	lib := Library{
		Name: "gorm", Paths: []string{p}, Mutable: true, Handles: []string{p + ".DB"}, KeyText: true, Rules: gormRules(),
	}
	add := func(recv string, rows ...Row) {
		for _, r := range rows {
			r.Func = recv + "." + r.Func
			lib.Rows = append(lib.Rows, r)
		}
	}
	// A link on a handle starts a statement; on a started one it changes it. These give a handle again.
	add(db,
		Row{Func: "Session", Op: OpLink, Clause: ClauseReset, Args: "reset", Column: "NewDB"},
		Row{Func: "WithContext", Op: OpLink, Clause: ClauseHandle},
		Row{Func: "Debug", Op: OpLink, Clause: ClauseHandle},
		Row{Func: "Begin", Op: OpLink, Clause: ClauseHandle},
	)
	add(db,
		Row{Func: "Model", Op: OpLink, Clause: ClauseModel, Args: "model"},
		Row{Func: "Table", Op: OpLink, Clause: ClauseTable, Args: "table args..."},
		Row{Func: "Where", Op: OpLink, Clause: ClauseWhere, Args: "cond args..."},
		Row{Func: "Or", Op: OpLink, Clause: ClauseOr, Args: "cond args..."},
		Row{Func: "Not", Op: OpLink, Clause: ClauseNot, Args: "cond args..."},
		Row{Func: "Joins", Op: OpLink, Clause: ClauseLeftJoin, Args: "join args..."},
		Row{Func: "InnerJoins", Op: OpLink, Clause: ClauseJoin, Args: "join args..."},
		Row{Func: "Preload", Op: OpLink, Clause: ClausePreload, Args: "rel cond..."},
		Row{Func: "Scopes", Op: OpLink, Clause: ClauseScopes, Args: "func..."},
		Row{Func: "Select", Op: OpLink, Clause: ClauseSelect, Args: "cols args..."},
		Row{Func: "Distinct", Op: OpLink, Clause: ClauseSelect, Args: "args..."},
		Row{Func: "Omit", Op: OpLink, Clause: ClauseOmit, Args: "cols..."},
		Row{Func: "Having", Op: OpLink, Clause: ClauseHaving, Args: "cond args..."},
		Row{Func: "Clauses", Op: OpLink, Clause: ClauseExprs, Args: "expr..."},
		Row{Func: "Attrs", Op: OpLink, Clause: ClauseAssign, Args: "values..."},
		Row{Func: "Assign", Op: OpLink, Clause: ClauseAssign, Args: "values..."},
		Row{Func: "Unscoped", Op: OpLink, Clause: ClauseUnscope},
		Row{Func: "Raw", Op: OpLink, Clause: ClauseRaw, Args: "sql args..."},
		Row{Func: "Association", Op: OpLink, Clause: ClauseAssoc, Args: "rel"},
		Row{Func: "Set", Op: OpLink}, Row{Func: "InstanceSet", Op: OpLink}, Row{Func: "MapColumns", Op: OpLink},
		Row{Func: "Group", Op: OpLink}, Row{Func: "Order", Op: OpLink}, Row{Func: "Limit", Op: OpLink}, Row{Func: "Offset", Op: OpLink},
	)
	add(db,
		Row{Func: "First", Op: OpEnd, Kind: KindSelect, Clause: ClauseWherePK, Args: "dest cond..."},
		Row{Func: "Take", Op: OpEnd, Kind: KindSelect, Clause: ClauseWherePK, Args: "dest cond..."},
		Row{Func: "Last", Op: OpEnd, Kind: KindSelect, Clause: ClauseWherePK, Args: "dest cond..."},
		Row{Func: "Find", Op: OpEnd, Kind: KindSelect, Clause: ClauseWherePK, Args: "dest cond..."},
		Row{Func: "FindInBatches", Op: OpEnd, Kind: KindSelect, Args: "dest _ func"},
		Row{Func: "FirstOrInit", Op: OpEnd, Kind: KindSelect, Clause: ClauseWherePK, Args: "dest cond..."},
		Row{Func: "FirstOrCreate", Op: OpEnd, Kind: KindFirstOrCreate, Args: "dest cond..."},
		Row{Func: "Scan", Op: OpEnd, Kind: KindSelect, Args: "dest"},
		Row{Func: "Pluck", Op: OpEnd, Kind: KindSelect, Args: "cols dest"},
		Row{Func: "Row", Op: OpEnd, Kind: KindSelect},
		Row{Func: "Rows", Op: OpEnd, Kind: KindSelect},
		Row{Func: "Count", Op: OpEnd, Kind: KindCount},
		Row{Func: "Create", Op: OpEnd, Kind: KindInsert, Args: "values"},
		Row{Func: "CreateInBatches", Op: OpEnd, Kind: KindInsert, Args: "values _"},
		Row{Func: "Save", Op: OpEnd, Kind: KindSave, Args: "values"},
		Row{Func: "Update", Op: OpEnd, Kind: KindUpdate, Clause: ClauseWherePK, Args: "column value"},
		Row{Func: "UpdateColumn", Op: OpEnd, Kind: KindUpdate, Clause: ClauseWherePK, Args: "column value"},
		Row{Func: "Updates", Op: OpEnd, Kind: KindUpdate, Clause: ClauseWherePK, Args: "values"},
		Row{Func: "UpdateColumns", Op: OpEnd, Kind: KindUpdate, Clause: ClauseWherePK, Args: "values"},
		Row{Func: "Delete", Op: OpEnd, Kind: KindDelete, Clause: ClauseWherePK, Args: "model cond..."},
		Row{Func: "Exec", Op: OpEnd, Args: "sql args..."},
	)
	add(assoc,
		Row{Func: "Unscoped", Op: OpLink},
		Row{Func: "Find", Op: OpEnd, Kind: KindSelect, Args: "dest cond..."},
		Row{Func: "Count", Op: OpEnd, Kind: KindCount},
		Row{Func: "Append", Op: OpEnd, Kind: KindAssocAppend, Args: "values..."},
		Row{Func: "Replace", Op: OpEnd, Kind: KindAssocReplace, Args: "values..."},
		Row{Func: "Delete", Op: OpEnd, Kind: KindAssocDelete, Args: "values..."},
		Row{Func: "Clear", Op: OpEnd, Kind: KindAssocClear},
	)
	// Clause values.
	lib.Rows = append(lib.Rows,
		Row{Func: clause + ".OnConflict", Op: OpLit, Clause: ClauseConflict, Args: "Columns:cols DoNothing:nothing UpdateAll:all DoUpdates:values OnConstraint:text Where:pred"},
		Row{Func: clause + ".Column", Op: OpLit, Clause: ClauseIdent, Column: "Name"},
		Row{Func: clause + ".Table", Op: OpLit, Clause: ClauseIdent, Column: "Name"},
		Row{Func: clause + ".Where", Op: OpLit, Clause: ClauseWhere, Args: "Exprs:pred"},
		Row{Func: clause + ".Locking", Op: OpLit},
		Row{Func: clause + ".Returning", Op: OpLit, Clause: ClauseReturn},
		Row{Func: clause + ".Eq", Op: OpLit, Clause: ClauseCompare, Kind: "=", Args: "Column:column Value:value"},
		Row{Func: clause + ".Neq", Op: OpLit, Clause: ClauseCompare, Kind: "<>", Args: "Column:column Value:value"},
		Row{Func: clause + ".Gt", Op: OpLit, Clause: ClauseCompare, Kind: ">", Args: "Column:column Value:value"},
		Row{Func: clause + ".Gte", Op: OpLit, Clause: ClauseCompare, Kind: ">=", Args: "Column:column Value:value"},
		Row{Func: clause + ".Lt", Op: OpLit, Clause: ClauseCompare, Kind: "<", Args: "Column:column Value:value"},
		Row{Func: clause + ".Lte", Op: OpLit, Clause: ClauseCompare, Kind: "<=", Args: "Column:column Value:value"},
		Row{Func: clause + ".Like", Op: OpLit, Clause: ClauseCompare, Kind: "LIKE", Args: "Column:column Value:value"},
		Row{Func: clause + ".IN", Op: OpLit, Clause: ClauseIn, Kind: "IN", Args: "Column:column Values:args"},
		Row{Func: clause + ".Expr", Op: OpLit, Clause: ClauseRaw, Args: "SQL:cond Vars:args"},
		Row{Func: clause + ".NamedExpr", Op: OpLit, Clause: ClauseRaw, Args: "SQL:cond Vars:args"},
		Row{Func: clause + ".And", Op: OpPred, Clause: ClauseAnd, Args: "pred..."},
		Row{Func: clause + ".Or", Op: OpPred, Clause: ClauseOr, Args: "pred..."},
		Row{Func: clause + ".Not", Op: OpPred, Clause: ClauseNot, Args: "pred..."},
		Row{Func: clause + ".AssignmentColumns", Op: OpPred, Clause: ClauseCols, Args: "cols"},
		Row{Func: clause + ".Assignments", Op: OpPred, Clause: ClauseSet, Args: "values"},
		Row{Func: p + ".Expr", Op: OpPred, Clause: ClauseRaw, Args: "cond args..."},
	)
	// What runs no statement on a row.
	for _, m := range []string{"AddError", "Get", "InstanceGet", "Callback", "DB", "SetupJoinTable", "Use", "Migrator", "AutoMigrate", "ScanRows",
		"Commit", "Rollback", "SavePoint", "RollbackTo"} {
		add(db, Row{Func: m})
	}
	add(db, Row{Func: "Transaction", Args: "func"}, Row{Func: "Connection", Args: "func"}, Row{Func: "ToSQL", Args: "func"})
	for _, f := range []string{"Open", "NewPreparedStmtDB", "Scan"} {
		lib.Rows = append(lib.Rows, Row{Func: p + "." + f})
	}
	for _, t := range []string{"(*" + p + ".Config)", "(" + p + ".Config)", "(*" + p + ".Statement)", "(" + p + ".Migrator)", "(" + p + ".Dialector)",
		"(" + p + ".DeletedAt)", "(*" + p + ".DeletedAt)", "(" + p + ".Plugin)", "(" + p + ".ConnPool)", "(" + p + ".TxCommitter)", "(" + p + ".SoftDeleteQueryClause)",
		"(" + p + ".ColumnType)", "(" + p + ".TableType)", "(" + p + ".Index)", "(" + p + ".Rows)", "(" + p + ".Option)", "(" + p + ".Valuer)",
		"(" + p + ".ConnPoolBeginner)", "(" + p + ".TxBeginner)", "(" + p + ".Tx)", "(" + p + ".GetDBConnector)", "(" + p + ".ErrorTranslator)",
		"(" + p + ".ParamsFilter)", "(" + p + ".StatementModifier)", "(" + p + ".SavePointerDialectorInterface)",
		"(" + p + ".SoftDeleteUpdateClause)", "(" + p + ".SoftDeleteDeleteClause)",
		"(*" + p + ".callbacks)", "(*" + p + ".callback)", "(*" + p + ".processor)", "(*" + p + ".PreparedStmtDB)", "(*" + p + ".PreparedStmtTX)"} {
		lib.Rows = append(lib.Rows, Row{Func: t + ".*"})
	}
	return lib
}

// gormGenerics are the rows of gorm.G[T](db), whose links each give a chain of their own. It drops what the handle carries.
func gormGenerics() Library {
	const p = "gorm.io/gorm"
	lib := Library{Name: "gorm generics", Paths: []string{p}, KeyText: true, Rules: gormRules()}
	links := []Row{
		{Func: "Where", Op: OpLink, Clause: ClauseWhere, Args: "cond args..."},
		{Func: "Or", Op: OpLink, Clause: ClauseOr, Args: "cond args..."},
		{Func: "Not", Op: OpLink, Clause: ClauseNot, Args: "cond args..."},
		{Func: "Scopes", Op: OpLink, Clause: ClauseApply, Args: "func..."},
		{Func: "Joins", Op: OpLink, Clause: ClausePreload, Args: "rel _"},
		{Func: "Preload", Op: OpLink, Clause: ClausePreload, Args: "rel _"},
		{Func: "Select", Op: OpLink, Clause: ClauseSelect, Args: "cols args..."},
		{Func: "Table", Op: OpLink, Clause: ClauseTable, Args: "table args..."},
		{Func: "Omit", Op: OpLink, Clause: ClauseOmit, Args: "cols..."},
		{Func: "Having", Op: OpLink, Clause: ClauseHaving, Args: "cond args..."},
		{Func: "Set", Op: OpLink, Clause: ClauseExprs, Args: "expr..."},
		{Func: "Limit", Op: OpLink}, {Func: "Offset", Op: OpLink}, {Func: "Group", Op: OpLink}, {Func: "Order", Op: OpLink},
		{Func: "Distinct", Op: OpLink}, {Func: "MapColumns", Op: OpLink},
		{Func: "Build"},
		{Func: "Count", Op: OpEnd, Kind: KindCount},
		{Func: "Update", Op: OpEnd, Kind: KindUpdate, Args: "_ column value"},
		{Func: "Updates", Op: OpEnd, Kind: KindUpdate, Args: "_ values"},
		{Func: "Delete", Op: OpEnd, Kind: KindDelete},
	}
	add := func(recv string, rows ...Row) {
		for _, r := range rows {
			r.Func = "(" + p + "." + recv + ")." + r.Func
			lib.Rows = append(lib.Rows, r)
		}
	}
	add("CreateInterface", links...)
	add("ChainInterface", links...)
	add("CreateInterface",
		Row{Func: "Create", Op: OpEnd, Kind: KindInsert, Args: "_ values"},
		Row{Func: "CreateInBatches", Op: OpEnd, Kind: KindInsert, Args: "_ values _"},
	)
	add("Interface",
		Row{Func: "Raw", Op: OpLink, Clause: ClauseRaw, Args: "sql args..."},
		Row{Func: "Exec", Op: OpEnd, Args: "_ sql args..."},
	)
	for _, m := range []string{"First", "Take", "Last", "Find", "FindInBatches", "Row", "Rows", "Scan"} {
		add("ExecInterface", Row{Func: m, Op: OpEnd, Kind: KindSelect})
	}
	add("SetUpdateOnlyInterface", Row{Func: "Update", Op: OpEnd, Kind: KindUpdate})
	add("SetCreateOrUpdateInterface", Row{Func: "Update", Op: OpEnd, Kind: KindUpdate}, Row{Func: "Create", Op: OpEnd, Kind: KindInsert})
	lib.Rows = append(lib.Rows,
		Row{Func: p + ".G", Op: OpStart, Clause: ClauseTypeArg, Args: "handle expr..."},
		Row{Func: p + ".WithResult"},
		Row{Func: "(" + p + ".JoinBuilder).*"},
		Row{Func: "(" + p + ".PreloadBuilder).*"},
	)
	return lib
}
