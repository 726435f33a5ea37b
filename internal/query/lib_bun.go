package query

// bun are the rows of github.com/uptrace/bun.
func bun() Library {
	const (
		p      = "github.com/uptrace/bun"
		schema = p + "/schema"
	)
	lib := Library{
		Name: "bun", Paths: []string{p}, Mutable: true, NamedMarks: true, SnakeAlias: true,
		Handles: []string{p + ".DB", p + ".Tx", p + ".Conn", p + ".IDB", p + ".IConn", p + ".baseQuery"},
		Rules: &ModelRules{
			Tag: "bun", Plural: true, Read: bunTag, Keys: []string{"ID", "Id", "UUID"}, Alias: true, Embeds: true,
			Hooks: []string{"BeforeAppendModel"},
		},
	}
	add := func(recv string, rows ...Row) {
		for _, r := range rows {
			r.Func = recv + "." + r.Func
			lib.Rows = append(lib.Rows, r)
		}
	}
	starts := []Row{
		{Func: "NewSelect", Op: OpStart, Kind: KindSelect},
		{Func: "NewInsert", Op: OpStart, Kind: KindInsert},
		{Func: "NewUpdate", Op: OpStart, Kind: KindUpdate},
		{Func: "NewDelete", Op: OpStart, Kind: KindDelete},
		{Func: "NewMerge", Op: OpStart, Kind: KindMerge},
		{Func: "NewRaw", Op: OpStart, Clause: ClauseRaw, Args: "sql args..."},
		{Func: "NewValues", Op: OpStart, Kind: KindValues},
		{Func: "NewTruncateTable", Op: OpStart, Kind: KindTruncate},
		{Func: "NewCreateTable", Op: OpStart, Kind: KindNothing}, {Func: "NewDropTable", Op: OpStart, Kind: KindNothing},
		{Func: "NewCreateIndex", Op: OpStart, Kind: KindNothing}, {Func: "NewDropIndex", Op: OpStart, Kind: KindNothing},
		{Func: "NewAddColumn", Op: OpStart, Kind: KindNothing}, {Func: "NewDropColumn", Op: OpStart, Kind: KindNothing},
	}
	for _, recv := range []string{"(*" + p + ".DB)", "(" + p + ".Tx)", "(" + p + ".Conn)", "(" + p + ".IDB)", "(*" + p + ".baseQuery)"} {
		for _, r := range starts {
			if r.Func != "NewMerge" || recv != "(*"+p+".baseQuery)" {
				add(recv, r)
			}
		}
	}
	for _, r := range starts {
		r.Func += "Query"
		if r.Args != "" {
			r.Args = "handle " + r.Args
		}
		r.Func = p + "." + r.Func
		lib.Rows = append(lib.Rows, r)
	}
	// Plain statements on the handles.
	for _, recv := range []string{"(*" + p + ".DB)", "(" + p + ".Tx)", "(" + p + ".Conn)", "(" + p + ".IConn)"} {
		for _, m := range []string{"ExecContext", "QueryContext", "QueryRowContext"} {
			add(recv, Row{Func: m, Op: OpSQL, Args: "_ sql args..."})
		}
		if recv != "("+p+".Conn)" && recv != "("+p+".IConn)" {
			for _, m := range []string{"Exec", "Query", "QueryRow"} {
				add(recv, Row{Func: m, Op: OpSQL, Args: "sql args..."})
			}
		}
		if recv != "("+p+".IConn)" {
			add(recv, Row{Func: "RunInTx", Args: "_ _ func"})
		}
		add(recv, Row{Func: "*"})
	}
	add("(*"+p+".DB)", Row{Func: "Prepare", Op: OpSQL, Args: "sql"}, Row{Func: "PrepareContext", Op: OpSQL, Args: "_ sql"})
	add("("+p+".IDB)", Row{Func: "RunInTx", Args: "_ _ func"}, Row{Func: "*"})
	add("("+p+".Stmt)", Row{Func: "*"})
	add("(*"+p+".baseQuery)", Row{Func: "*"})

	queries := map[string][]Row{
		"Select": {
			{Func: "Distinct", Op: OpLink}, {Func: "DistinctOn", Op: OpLink},
			{Func: "ColumnExpr", Op: OpLink, Clause: ClauseSelect, Args: "cols args..."},
			{Func: "Column", Op: OpLink, Clause: ClauseSelect, Args: "cols..."},
			{Func: "Relation", Op: OpLink, Clause: ClausePreload, Args: "rel func..."},
			{Func: "RelationWithOpts", Op: OpLink, Clause: ClausePreload, Args: "rel _"},
			{Func: "Having", Op: OpLink, Clause: ClauseHaving, Args: "cond args..."},
			{Func: "Group", Op: OpLink}, {Func: "GroupExpr", Op: OpLink}, {Func: "For", Op: OpLink}, {Func: "Offset", Op: OpLink}, {Func: "OrderBy", Op: OpLink},
			{Func: "Union", Op: OpLink, Clause: ClauseUnion, Kind: "union", Args: "query"},
			{Func: "UnionAll", Op: OpLink, Clause: ClauseUnion, Kind: "union all", Args: "query"},
			{Func: "Intersect", Op: OpLink, Clause: ClauseUnion, Kind: "intersect", Args: "query"},
			{Func: "IntersectAll", Op: OpLink, Clause: ClauseUnion, Kind: "intersect all", Args: "query"},
			{Func: "Except", Op: OpLink, Clause: ClauseUnion, Kind: "except", Args: "query"},
			{Func: "ExceptAll", Op: OpLink, Clause: ClauseUnion, Kind: "except all", Args: "query"},
			{Func: "Clone", Op: OpLink, Clause: ClauseCopy},
			{Func: "Count", Op: OpEnd, Kind: KindCount}, {Func: "Exists", Op: OpEnd, Kind: KindSelect}, {Func: "Rows", Op: OpEnd, Kind: KindSelect},
			{Func: "ScanAndCount", Op: OpEnd, Kind: KindSelect, Args: "_ dest..."},
			{Func: "UseIndexForJoin", Op: OpLink}, {Func: "UseIndexForOrderBy", Op: OpLink}, {Func: "UseIndexForGroupBy", Op: OpLink},
			{Func: "IgnoreIndexForJoin", Op: OpLink}, {Func: "IgnoreIndexForOrderBy", Op: OpLink}, {Func: "IgnoreIndexForGroupBy", Op: OpLink},
			{Func: "ForceIndexForJoin", Op: OpLink}, {Func: "ForceIndexForOrderBy", Op: OpLink}, {Func: "ForceIndexForGroupBy", Op: OpLink},
		},
		"Insert": {
			{Func: "Column", Op: OpLink, Clause: ClauseCols, Args: "cols..."},
			{Func: "ColumnExpr", Op: OpLink, Clause: ClauseCols, Args: "cols _"},
			{Func: "Value", Op: OpLink, Clause: ClauseValue, Args: "column text args..."},
			{Func: "SetValues", Op: OpLink},
			{Func: "On", Op: OpLink, Clause: ClauseConflict, Args: "text args..."},
			{Func: "Set", Op: OpLink, Clause: ClauseSet, Args: "cond args..."},
			{Func: "Ignore", Op: OpLink, Clause: ClauseConflict, Kind: KindNothing}, {Func: "Replace", Op: OpLink, Clause: ClauseConflict, Kind: "any"},
		},
		"Update": {
			{Func: "Column", Op: OpLink, Clause: ClauseCols, Args: "cols..."},
			{Func: "Set", Op: OpLink, Clause: ClauseSet, Args: "cond args..."},
			{Func: "SetColumn", Op: OpLink, Clause: ClauseSet, Args: "column text args..."},
			{Func: "Value", Op: OpLink, Clause: ClauseValue, Args: "column text args..."},
			{Func: "OmitZero", Op: OpLink}, {Func: "Bulk", Op: OpLink}, {Func: "FQN"},
		},
		"Delete": {{Func: "ForceDelete", Op: OpLink}},
		"Merge":  {},
	}
	for _, name := range SortedKeys(queries) {
		recv := "(*" + p + "." + name + "Query)"
		add(recv, queries[name]...)
		add(recv,
			Row{Func: "Model", Op: OpLink, Clause: ClauseModel, Args: "model"},
			Row{Func: "ModelTableExpr", Op: OpLink, Clause: ClauseTable, Args: "table args..."},
			Row{Func: "Table", Op: OpLink, Clause: ClauseTable, Kind: KindFurther, Args: "table..."},
			Row{Func: "TableExpr", Op: OpLink, Clause: ClauseTable, Kind: KindFurther, Args: "table args..."},
			Row{Func: "With", Op: OpLink, Clause: ClauseWith, Args: "column query"},
			Row{Func: "WithRecursive", Op: OpLink, Clause: ClauseWith, Kind: "recursive", Args: "column query"},
			Row{Func: "WithQuery", Op: OpLink, Clause: ClauseWith, Args: "query"},
			Row{Func: "Apply", Op: OpLink, Clause: ClauseApply, Args: "func..."},
			Row{Func: "Conn", Op: OpLink}, Row{Func: "Err", Op: OpLink}, Row{Func: "Comment", Op: OpLink},
			Row{Func: "AppendQuery"}, Row{Func: "Operation"}, Row{Func: "String"},
			Row{Func: "Scan", Op: OpEnd, Args: "_ dest..."},
			Row{Func: "Exec", Op: OpEnd, Args: "_ dest..."},
		)
		if name == "Merge" {
			add(recv,
				Row{Func: "On", Op: OpLink}, Row{Func: "Using", Op: OpLink}, Row{Func: "When", Op: OpLink}, Row{Func: "WhenInsert", Op: OpLink},
				Row{Func: "WhenUpdate", Op: OpLink}, Row{Func: "WhenDelete", Op: OpLink}, Row{Func: "Returning", Op: OpLink},
			)
			continue
		}
		if name != "Delete" {
			add(recv, Row{Func: "ExcludeColumn", Op: OpLink, Clause: ClauseOmit, Args: "cols..."})
		}
		add(recv,
			Row{Func: "Where", Op: OpLink, Clause: ClauseWhere, Args: "cond args..."},
			Row{Func: "WhereOr", Op: OpLink, Clause: ClauseOr, Args: "cond args..."},
		)
		if name != "Insert" {
			add(recv,
				Row{Func: "WherePK", Op: OpLink, Clause: ClauseWherePK, Args: "cols..."},
				Row{Func: "WhereGroup", Op: OpLink, Clause: ClauseGroup, Args: "text func"},
				Row{Func: "WhereDeleted", Op: OpLink}, Row{Func: "WhereAllWithDeleted", Op: OpLink},
				Row{Func: "ApplyQueryBuilder", Op: OpLink, Clause: ClauseApply, Args: "func"},
				Row{Func: "QueryBuilder", Op: OpLink},
				Row{Func: "Order", Op: OpLink}, Row{Func: "OrderExpr", Op: OpLink}, Row{Func: "Limit", Op: OpLink},
			)
		}
		if name == "Select" || name == "Update" {
			add(recv,
				Row{Func: "Join", Op: OpLink, Clause: ClauseJoin, Args: "join args..."},
				Row{Func: "JoinOn", Op: OpLink, Clause: ClauseOn, Args: "cond args..."},
				Row{Func: "JoinOnOr", Op: OpLink, Clause: ClauseOnOr, Args: "cond args..."},
				Row{Func: "UseIndex", Op: OpLink}, Row{Func: "IgnoreIndex", Op: OpLink}, Row{Func: "ForceIndex", Op: OpLink},
			)
		}
		if name != "Select" {
			add(recv, Row{Func: "Returning", Op: OpLink, Clause: ClauseReturn, Args: "cols args..."})
		}
	}
	raw := "(*" + p + ".RawQuery)"
	add(raw, Row{Func: "Scan", Op: OpEnd, Args: "_ dest..."}, Row{Func: "Exec", Op: OpEnd, Args: "_ dest..."}, Row{Func: "Conn", Op: OpLink}, Row{Func: "Err", Op: OpLink},
		Row{Func: "Comment", Op: OpLink}, Row{Func: "*"})
	trunc := "(*" + p + ".TruncateTableQuery)"
	add(trunc, Row{Func: "Model", Op: OpLink, Clause: ClauseModel, Args: "model"}, Row{Func: "Table", Op: OpLink, Clause: ClauseTable, Args: "table..."},
		Row{Func: "TableExpr", Op: OpLink, Clause: ClauseTable, Args: "table args..."}, Row{Func: "ModelTableExpr", Op: OpLink, Clause: ClauseTable, Args: "table args..."},
		Row{Func: "Exec", Op: OpEnd}, Row{Func: "Conn", Op: OpLink}, Row{Func: "Err", Op: OpLink}, Row{Func: "Comment", Op: OpLink},
		Row{Func: "ContinueIdentity", Op: OpLink}, Row{Func: "Restrict", Op: OpLink}, Row{Func: "*"})
	values := "(*" + p + ".ValuesQuery)"
	add(values, Row{Func: "Column", Op: OpLink}, Row{Func: "Value", Op: OpLink}, Row{Func: "WithOrder", Op: OpLink}, Row{Func: "OmitZero", Op: OpLink},
		Row{Func: "Conn", Op: OpLink}, Row{Func: "Err", Op: OpLink}, Row{Func: "Comment", Op: OpLink})
	builder := "(" + p + ".QueryBuilder)"
	add(builder,
		Row{Func: "Where", Op: OpLink, Clause: ClauseWhere, Args: "cond args..."},
		Row{Func: "WhereOr", Op: OpLink, Clause: ClauseOr, Args: "cond args..."},
		Row{Func: "WhereGroup", Op: OpLink, Clause: ClauseGroup, Args: "text func"},
		Row{Func: "WherePK", Op: OpLink, Clause: ClauseWherePK, Args: "cols..."},
		Row{Func: "WhereDeleted", Op: OpLink}, Row{Func: "WhereAllWithDeleted", Op: OpLink}, Row{Func: "Unwrap", Op: OpLink},
	)
	// Data definition touches no row; its builders are listed whole.
	for _, t := range []string{"CreateTableQuery", "DropTableQuery", "CreateIndexQuery", "DropIndexQuery", "AddColumnQuery", "DropColumnQuery", "ValuesQuery", "WithQuery"} {
		add("(*"+p+"."+t+")", Row{Func: "*"})
	}
	for _, t := range []string{"TableModel", "QueryHook", "QueryEvent", "ListValues", "TupleValues", "ConnResolver"} {
		add("("+p+"."+t+")", Row{Func: "*"})
		add("(*"+p+"."+t+")", Row{Func: "*"})
	}
	for _, hook := range []string{"AfterCreateTable", "AfterDelete", "AfterDropTable", "AfterInsert", "AfterSelect", "AfterUpdate", "BeforeCreateTable", "BeforeDelete",
		"BeforeDropTable", "BeforeInsert", "BeforeSelect", "BeforeUpdate"} {
		add("("+p+"."+hook+"Hook)", Row{Func: "*"})
	}
	// Values that are text, or another form of a value.
	lib.Rows = append(lib.Rows,
		Row{Func: schema + ".Ident", Op: OpLit, Clause: ClauseIdent},
		Row{Func: schema + ".Name", Op: OpLit, Clause: ClauseIdent},
		Row{Func: schema + ".Safe", Op: OpLit, Clause: ClauseIdent, Kind: "text"},
		Row{Func: p + ".In", Op: OpPred, Clause: ClausePass, Args: "value"},
		Row{Func: p + ".List", Op: OpPred, Clause: ClausePass, Args: "value"},
		Row{Func: p + ".Tuple", Op: OpPred, Clause: ClausePass, Args: "value"},
		Row{Func: p + ".NullZero", Op: OpPred, Clause: ClausePass, Args: "value"},
		Row{Func: p + ".SafeQuery", Op: OpPred, Clause: ClauseRaw, Args: "cond args..."},
	)
	for _, f := range []string{"NewDB", "IsReadOnlyQuery", "SetLogger", "Version", "WithComment", "NewWithQuery", "WithConnResolver", "WithDiscardUnknownColumns", "WithOptions"} {
		lib.Rows = append(lib.Rows, Row{Func: p + "." + f})
	}
	return lib
}
