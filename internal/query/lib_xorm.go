package query

import "slices"

// xorm are the rows of xorm.io/xorm and of the conditions of xorm.io/builder.
func xorm() Library {
	const (
		p       = "xorm.io/xorm"
		builder = "xorm.io/builder"
	)
	lib := Library{
		Name: "xorm", Paths: []string{p}, Mutable: true, EndResets: true, Nested: true,
		Handles: []string{p + ".Engine", p + ".EngineGroup", p + ".EngineInterface", p + ".Interface"},
		Rules: &ModelRules{
			Tag: "xorm", Read: xormTag, Keys: []string{"Id", "ID"},
			Hooks: []string{"BeforeInsert"},
		},
	}
	links := []Row{
		{Func: "ID", Clause: ClauseKey, Args: "key"},
		{Func: "Where", Clause: ClauseWhere, Args: "cond args..."},
		{Func: "And", Clause: ClauseWhere, Args: "cond args..."},
		{Func: "Or", Clause: ClauseOr, Args: "cond args..."},
		{Func: "In", Clause: ClauseIn, Args: "column args..."},
		{Func: "NotIn", Clause: ClauseNotIn, Args: "column args..."},
		{Func: "SQL", Clause: ClauseRaw, Args: "sql args..."},
		{Func: "Table", Clause: ClauseTable, Args: "table"},
		{Func: "Alias", Clause: ClauseAlias, Args: "text"},
		{Func: "Join", Clause: ClauseJoin, Args: "text table cond args..."},
		{Func: "Select", Clause: ClauseSelect, Args: "cols"},
		{Func: "Distinct", Clause: ClauseCols, Args: "cols..."},
		{Func: "Cols", Clause: ClauseCols, Args: "cols..."},
		{Func: "MustCols", Clause: ClauseNop, Args: "cols..."},
		{Func: "Omit", Clause: ClauseOmit, Args: "cols..."},
		{Func: "AllCols", Clause: ClauseAllCols},
		{Func: "SetExpr", Clause: ClauseSet, Args: "column value"},
		{Func: "Incr", Clause: ClauseSet, Args: "column _"},
		{Func: "Decr", Clause: ClauseSet, Args: "column _"},
		{Func: "Having", Clause: ClauseHaving, Args: "cond"},
	}
	for _, m := range []string{"After", "Before", "Asc", "Desc", "BufferSize", "Cascade", "Charset", "Context", "ContextCache", "ForUpdate", "GroupBy", "IndexHint", "Limit", "MustLogSQL",
		"NoAutoCondition", "NoAutoTime", "NoCache", "NoCascade", "Nullable", "OrderBy", "Prepare", "StoreEngine", "Unscoped", "UseBool"} {
		links = append(links, Row{Func: m})
	}
	ends := []Row{
		{Func: "Get", Kind: KindSelect, Args: "bean..."},
		{Func: "Exist", Kind: KindSelect, Args: "bean..."},
		{Func: "Find", Kind: KindSelect, Args: "dest bean..."},
		{Func: "FindAndCount", Kind: KindSelect, Args: "dest bean..."},
		{Func: "Iterate", Kind: KindSelect, Args: "bean func"},
		{Func: "Rows", Kind: KindSelect, Args: "bean"},
		{Func: "Count", Kind: KindCount, Args: "bean..."},
		{Func: "Sum", Kind: KindCount, Args: "bean _"}, {Func: "SumInt", Kind: KindCount, Args: "bean _"},
		{Func: "Sums", Kind: KindCount, Args: "bean _"}, {Func: "SumsInt", Kind: KindCount, Args: "bean _"},
		{Func: "IsTableEmpty", Kind: KindCount, Args: "dest"},
		{Func: "Insert", Kind: KindInsert, Args: "values..."},
		{Func: "InsertOne", Kind: KindInsert, Args: "values"},
		{Func: "InsertMulti", Kind: KindInsert, Args: "values"},
		{Func: "Update", Kind: KindUpdate, Args: "values bean..."},
		{Func: "Delete", Kind: KindDelete, Args: "bean..."},
		{Func: "Truncate", Kind: KindTruncate, Args: "bean..."},
		{Func: "GetOrError", Kind: KindSelect, Args: "bean..."},
	}
	for _, m := range []string{"Exec", "Query", "QueryString", "QueryInterface", "QuerySliceString"} {
		ends = append(ends, Row{Func: m, Args: "sql..."})
	}
	none := []string{"Begin", "BeginTx", "NoVersionCheck", "SyncWithOptions", "Close", "Commit", "Rollback", "Conds", "CreateIndexes", "CreateTable", "CreateUniques", "DB", "DropIndexes", "DropTable", "Engine", "Import",
		"ImportFile", "IsClosed", "IsInTx", "IsTableExist", "LastSQL", "Ping", "PingContext", "Sync", "Sync2", "Tx"}
	session := "(*" + p + ".Session)"
	for _, r := range links {
		r.Op, r.Func = OpLink, session+"."+r.Func
		lib.Rows = append(lib.Rows, r)
	}
	for _, r := range ends {
		r.Op, r.Func = OpEnd, session+"."+r.Func
		lib.Rows = append(lib.Rows, r)
	}
	for _, m := range none {
		lib.Rows = append(lib.Rows, Row{Func: session + "." + m})
	}
	// The engine starts a session for each call.
	sessionOnly := []string{"And", "Or", "ForUpdate", "ContextCache", "MustLogSQL", "InsertMulti", "QuerySliceString", "Truncate", "GetOrError", "IndexHint"}
	shared := map[string][]string{
		"(*" + p + ".Engine)":         nil,
		"(*" + p + ".EngineGroup)":    {"Context", "NewSession", "Query", "QueryInterface", "QueryString", "Rows"},
		"(" + p + ".EngineInterface)": {"Context", "Before", "Charset", "StoreEngine", "Prepare", "NoAutoTime", "NewSession"},
		"(" + p + ".Interface)": {
			"AllCols", "Alias", "Asc", "BufferSize", "Cols", "Count", "Decr", "Delete", "Desc", "Distinct", "Exec", "Exist", "Find", "FindAndCount", "Get", "GroupBy",
			"ID", "In", "Incr", "Insert", "InsertOne", "IsTableEmpty", "Iterate", "Join", "Limit", "MustCols", "NoAutoCondition", "NotIn", "Nullable", "Omit", "OrderBy",
			"Query", "QueryInterface", "QueryString", "Rows", "SQL", "Select", "SetExpr", "Sum", "SumInt", "Sums", "SumsInt", "Table", "Unscoped", "Update", "UseBool", "Where",
		},
	}
	for _, recv := range SortedKeys(shared) {
		only := shared[recv]
		add := func(r Row) {
			if slices.Contains(sessionOnly, r.Func) || only != nil && !slices.Contains(only, r.Func) {
				return
			}
			r.Func = recv + "." + r.Func
			lib.Rows = append(lib.Rows, r)
		}
		for _, r := range append(slices.Clone(links), Row{Func: "NewSession"}) {
			r.Op = OpStart
			add(r)
		}
		for _, r := range ends {
			r.Op = OpEnd
			add(r)
		}
		if only == nil {
			add(Row{Func: "Transaction", Args: "func"})
		}
		lib.Rows = append(lib.Rows, Row{Func: recv + ".*"})
	}
	lib.Rows = append(lib.Rows, Row{Func: "(*" + p + ".Rows).*"}, Row{Func: "(" + p + ".GroupPolicy).*"}, Row{Func: "(" + p + ".GroupPolicyHandler).*"})
	for _, hook := range []string{"AfterDelete", "AfterInsert", "AfterLoad", "AfterLoadSession", "AfterSet", "AfterUpdate", "BeforeDelete", "BeforeInsert", "BeforeSet",
		"BeforeUpdate"} {
		lib.Rows = append(lib.Rows, Row{Func: "(" + p + "." + hook + "Processor).*"})
	}
	lib.Rows = append(lib.Rows, Row{Func: "(*" + p + ".ColumnsSchema).*"}, Row{Func: "(" + p + ".ErrFieldIsNotExist).*"}, Row{Func: "(" + p + ".ErrFieldIsNotValid).*"})
	for _, f := range []string{"NewEngine", "ParseColumnsSchema", "SetDefaultJSONHandler", "NewEngineWithDB", "NewEngineWithDialectAndDB", "NewEngineWithParams", "NewEngineGroup", "LeastConnPolicy", "RandomPolicy",
		"RoundRobinPolicy", "WeightRandomPolicy", "WeightRoundRobinPolicy"} {
		lib.Rows = append(lib.Rows, Row{Func: p + "." + f})
	}
	lib.Rows = append(lib.Rows, xormConditions(builder)...)
	return lib
}

// xormConditions are the conditions and the SELECT builder of xorm.io/builder.
func xormConditions(p string) []Row {
	var rows []Row
	for _, l := range []struct{ name, op string }{{"Eq", "="}, {"Neq", "<>"}, {"Gt", ">"}, {"Gte", ">="}, {"Lt", "<"}, {"Lte", "<="}} {
		rows = append(rows, Row{Func: p + "." + l.name, Op: OpLit, Clause: ClauseCompare, Kind: l.op})
	}
	for _, t := range []string{"Like", "IsNull", "NotNull", "Not", "Between"} {
		rows = append(rows, Row{Func: p + "." + t, Op: OpLit, Clause: ClauseHole})
	}
	for _, recv := range []string{"Cond", "Eq", "Neq", "Gt", "Gte", "Lt", "Lte", "Like", "IsNull", "NotNull", "Not", "Between"} {
		rows = append(rows,
			Row{Func: "(" + p + "." + recv + ").And", Op: OpPred, Clause: ClauseAnd, Args: "pred..."},
			Row{Func: "(" + p + "." + recv + ").Or", Op: OpPred, Clause: ClauseOr, Args: "pred..."},
		)
	}
	rows = append(rows,
		Row{Func: p + ".And", Op: OpPred, Clause: ClauseAnd, Args: "pred..."},
		Row{Func: p + ".Or", Op: OpPred, Clause: ClauseOr, Args: "pred..."},
		Row{Func: p + ".In", Op: OpPred, Clause: ClauseIn, Args: "column args..."},
		Row{Func: p + ".NotIn", Op: OpPred, Clause: ClauseNotIn, Args: "column args..."},
		Row{Func: p + ".Expr", Op: OpPred, Clause: ClauseRaw, Args: "cond args..."},
		Row{Func: p + ".NewCond", Op: OpPred, Clause: ClauseNop},
		Row{Func: p + ".If", Op: OpPred, Clause: ClauseHole},
		Row{Func: p + ".Exists", Op: OpPred, Clause: ClauseHole},
		Row{Func: p + ".NotExists", Op: OpPred, Clause: ClauseHole},
	)
	b := "(*" + p + ".Builder)"
	rows = append(rows,
		Row{Func: p + ".Select", Op: OpStart, Kind: KindSelect, Clause: ClauseSelect, Args: "cols..."},
		Row{Func: p + ".Dialect", Op: OpStart, Kind: KindSelect}, Row{Func: p + ".MySQL", Op: OpStart, Kind: KindSelect},
		Row{Func: p + ".Postgres", Op: OpStart, Kind: KindSelect}, Row{Func: p + ".SQLite", Op: OpStart, Kind: KindSelect},
		Row{Func: b + ".Select", Op: OpLink, Clause: ClauseSelect, Args: "cols..."},
		Row{Func: b + ".From", Op: OpLink, Clause: ClauseTable, Args: "table text..."},
		Row{Func: b + ".Where", Op: OpLink, Clause: ClauseWhere, Args: "pred"},
		Row{Func: b + ".And", Op: OpLink, Clause: ClauseWhere, Args: "pred"},
		Row{Func: b + ".Or", Op: OpLink, Clause: ClauseOr, Args: "pred"},
		Row{Func: b + ".InnerJoin", Op: OpLink, Clause: ClauseJoin, Args: "table cond"},
		Row{Func: b + ".LeftJoin", Op: OpLink, Clause: ClauseLeftJoin, Args: "table cond"},
		Row{Func: b + ".Join", Op: OpLink, Clause: ClauseJoin, Args: "text table cond"},
		Row{Func: b + ".GroupBy", Op: OpLink}, Row{Func: b + ".Having", Op: OpLink}, Row{Func: b + ".OrderBy", Op: OpLink}, Row{Func: b + ".Limit", Op: OpLink},
		Row{Func: b + ".Union", Op: OpLink, Clause: ClauseUnion, Kind: "union", Args: "_ query"},
		Row{Func: b + ".ToSQL", Op: OpEnd}, Row{Func: b + ".ToBoundSQL", Op: OpEnd},
	)
	return rows
}
