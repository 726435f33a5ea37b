package query

// gorm1 are the rows of github.com/jinzhu/gorm, the first version, whose links each give a copy.
func gorm1() Library {
	const (
		p     = "github.com/jinzhu/gorm"
		db    = "(*" + p + ".DB)"
		assoc = "(*" + p + ".Association)"
	)
	lib := Library{Name: "gorm v1", Paths: []string{p}, Handles: []string{p + ".DB"}, KeyText: true, Rules: gormRules()}
	add := func(recv string, rows ...Row) {
		for _, r := range rows {
			r.Func = recv + "." + r.Func
			lib.Rows = append(lib.Rows, r)
		}
	}
	add(db,
		Row{Func: "New", Op: OpLink, Clause: ClauseReset},
		Row{Func: "Begin", Op: OpLink, Clause: ClauseHandle}, Row{Func: "BeginTx", Op: OpLink, Clause: ClauseHandle},
		Row{Func: "Debug", Op: OpLink, Clause: ClauseHandle}, Row{Func: "LogMode", Op: OpLink, Clause: ClauseHandle},
		Row{Func: "Model", Op: OpLink, Clause: ClauseModel, Args: "model"},
		Row{Func: "Table", Op: OpLink, Clause: ClauseTable, Args: "table"},
		Row{Func: "Where", Op: OpLink, Clause: ClauseWhere, Args: "cond args..."},
		Row{Func: "Or", Op: OpLink, Clause: ClauseOr, Args: "cond args..."},
		Row{Func: "Not", Op: OpLink, Clause: ClauseNot, Args: "cond args..."},
		Row{Func: "Joins", Op: OpLink, Clause: ClauseJoin, Args: "join args..."},
		Row{Func: "Preload", Op: OpLink, Clause: ClausePreload, Args: "rel cond..."},
		Row{Func: "Scopes", Op: OpLink, Clause: ClauseScopes, Args: "func..."},
		Row{Func: "Select", Op: OpLink, Clause: ClauseSelect, Args: "cols args..."},
		Row{Func: "Omit", Op: OpLink, Clause: ClauseOmit, Args: "cols..."},
		Row{Func: "Having", Op: OpLink, Clause: ClauseHaving, Args: "cond args..."},
		Row{Func: "Attrs", Op: OpLink, Clause: ClauseAssign, Args: "values..."},
		Row{Func: "Assign", Op: OpLink, Clause: ClauseAssign, Args: "values..."},
		Row{Func: "Unscoped", Op: OpLink, Clause: ClauseUnscope},
		Row{Func: "Raw", Op: OpLink, Clause: ClauseRaw, Args: "sql args..."},
		Row{Func: "Association", Op: OpLink, Clause: ClauseAssoc, Args: "rel"},
		Row{Func: "Set", Op: OpLink}, Row{Func: "InstantSet", Op: OpLink}, Row{Func: "BlockGlobalUpdate", Op: OpLink}, Row{Func: "SetNowFuncOverride", Op: OpLink},
		Row{Func: "Group", Op: OpLink}, Row{Func: "Order", Op: OpLink}, Row{Func: "Limit", Op: OpLink}, Row{Func: "Offset", Op: OpLink},
	)
	add(db,
		Row{Func: "First", Op: OpEnd, Kind: KindSelect, Clause: ClauseWherePK, Args: "dest cond..."},
		Row{Func: "Take", Op: OpEnd, Kind: KindSelect, Clause: ClauseWherePK, Args: "dest cond..."},
		Row{Func: "Last", Op: OpEnd, Kind: KindSelect, Clause: ClauseWherePK, Args: "dest cond..."},
		Row{Func: "Find", Op: OpEnd, Kind: KindSelect, Args: "dest cond..."},
		Row{Func: "FirstOrInit", Op: OpEnd, Kind: KindSelect, Args: "dest cond..."},
		Row{Func: "FirstOrCreate", Op: OpEnd, Kind: KindFirstOrCreate, Args: "dest cond..."},
		Row{Func: "Scan", Op: OpEnd, Kind: KindSelect, Args: "dest"},
		Row{Func: "Pluck", Op: OpEnd, Kind: KindSelect, Args: "cols dest"},
		Row{Func: "Row", Op: OpEnd, Kind: KindSelect},
		Row{Func: "Rows", Op: OpEnd, Kind: KindSelect},
		Row{Func: "Count", Op: OpEnd, Kind: KindCount, Args: "_"},
		Row{Func: "Create", Op: OpEnd, Kind: KindInsert, Args: "values"},
		Row{Func: "Save", Op: OpEnd, Kind: KindSave, Args: "values"},
		Row{Func: "Update", Op: OpEnd, Kind: KindUpdate, Clause: ClauseWherePK, Args: "values..."},
		Row{Func: "UpdateColumn", Op: OpEnd, Kind: KindUpdate, Clause: ClauseWherePK, Args: "values..."},
		Row{Func: "Updates", Op: OpEnd, Kind: KindUpdate, Clause: ClauseWherePK, Args: "values"},
		Row{Func: "UpdateColumns", Op: OpEnd, Kind: KindUpdate, Clause: ClauseWherePK, Args: "values"},
		Row{Func: "Delete", Op: OpEnd, Kind: KindDelete, Clause: ClauseWherePK, Args: "model cond..."},
		Row{Func: "Exec", Op: OpEnd, Args: "sql args..."},
		// A chain for use within another one.
		Row{Func: "SubQuery", Op: OpLink}, Row{Func: "QueryExpr", Op: OpLink},
	)
	add(assoc,
		Row{Func: "Find", Op: OpEnd, Kind: KindSelect, Args: "dest"},
		Row{Func: "Count", Op: OpEnd, Kind: KindCount},
		Row{Func: "Append", Op: OpEnd, Kind: KindAssocAppend, Args: "values..."},
		Row{Func: "Replace", Op: OpEnd, Kind: KindAssocReplace, Args: "values..."},
		Row{Func: "Delete", Op: OpEnd, Kind: KindAssocDelete, Args: "values..."},
		Row{Func: "Clear", Op: OpEnd, Kind: KindAssocClear},
	)
	lib.Rows = append(lib.Rows,
		Row{Func: p + ".Expr", Op: OpPred, Clause: ClauseRaw, Args: "cond args..."},
		Row{Func: "(" + p + ".SQLCommon).Exec", Op: OpSQL, Args: "sql args..."},
		Row{Func: "(" + p + ".SQLCommon).Query", Op: OpSQL, Args: "sql args..."},
		Row{Func: "(" + p + ".SQLCommon).QueryRow", Op: OpSQL, Args: "sql args..."},
		Row{Func: "(" + p + ".SQLCommon).Prepare", Op: OpSQL, Args: "sql"},
		Row{Func: "(*" + p + ".Scope).Raw", Op: OpSQL, Args: "sql"},
	)
	// What runs no statement on a row. Related and Preloads are left to be unresolved: they read relations that only types name.
	for _, m := range []string{"AddError", "AddForeignKey", "AddIndex", "AddUniqueIndex", "AutoMigrate", "Callback", "Close", "Commit", "CommonDB", "CreateTable", "DB", "Dialect",
		"DropColumn", "DropTable", "DropTableIfExists", "Get", "GetErrors", "HasBlockGlobalUpdate", "HasTable", "ModifyColumn", "NewRecord", "NewScope", "RecordNotFound",
		"RemoveForeignKey", "RemoveIndex", "Rollback", "RollbackUnlessCommitted", "ScanRows", "SetJoinTableHandler", "SetLogger", "SingularTable"} {
		add(db, Row{Func: m})
	}
	add(db, Row{Func: "Transaction", Args: "func"})
	lib.Rows = append(lib.Rows, nothing(p, []string{"Callback", "CallbackProcessor", "DefaultForeignKeyNamer", "Dialect", "Errors", "Field", "JoinTableHandler", "JoinTableHandlerInterface", "Logger", "LogWriter",
		"ModelStruct", "NamingStrategy", "Scope", "SqlExpr", "StructField"},
		[]string{"AddNamingStrategy", "GetDialect", "IsByteArrayOrSlice", "IsRecordNotFoundError", "Open", "RegisterDialect", "ToColumnName", "ToDBName", "ToTableName"})...)
	return lib
}
