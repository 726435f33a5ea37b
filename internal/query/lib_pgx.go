package query

// pgx are the rows of github.com/jackc/pgx/v5 and its pool.
func pgx() Library {
	const (
		p    = "github.com/jackc/pgx/v5"
		pool = p + "/pgxpool"
		conn = p + "/pgconn"
	)
	lib := Library{Name: "pgx", Paths: []string{p, pool}}
	for _, recv := range []string{"(*" + p + ".Conn)", "(" + p + ".Tx)", "(*" + pool + ".Pool)", "(*" + pool + ".Conn)", "(*" + pool + ".Tx)"} {
		for _, m := range []string{"Exec", "Query", "QueryRow"} {
			lib.Rows = append(lib.Rows, Row{Func: recv + "." + m, Op: OpSQL, Args: "_ sql args..."})
		}
		lib.Rows = append(lib.Rows,
			Row{Func: recv + ".CopyFrom", Op: OpCopy, Args: "_ table cols rows"},
			Row{Func: recv + ".*"})
		if recv == "(*"+p+".Conn)" || recv == "("+p+".Tx)" || recv == "(*"+pool+".Tx)" {
			lib.Rows = append(lib.Rows, Row{Func: recv + ".Prepare", Op: OpSQL, Args: "_ _ sql"})
		}
	}
	lib.Rows = append(lib.Rows,
		Row{Func: "(*" + p + ".Batch).Queue", Op: OpSQL, Args: "sql args..."},
		Row{Func: "(*" + p + ".Batch).*"},
		Row{Func: "(*" + p + ".QueuedQuery).*"},
		Row{Func: "(" + p + ".BatchResults).*"},
		Row{Func: "(" + p + ".Rows).*"},
		Row{Func: "(" + p + ".Row).*"},
		Row{Func: "(" + p + ".CollectableRow).*"},
		Row{Func: "(" + p + ".CopyFromSource).*"},
		Row{Func: "(" + p + ".Identifier).*"},
		Row{Func: "(" + p + ".NamedArgs).*"},
		Row{Func: "(" + p + ".StrictNamedArgs).*"},
		Row{Func: "(*" + p + ".ConnConfig).*"},
		Row{Func: "(" + p + ".ConnConfig).*"},
		Row{Func: "(" + p + ".QueryExecMode).*"},
		Row{Func: "(*" + p + ".ExtendedQueryBuilder).*"},
		Row{Func: "(" + p + ".QueryRewriter).*"},
		Row{Func: "(" + p + ".RowScanner).*"},
		Row{Func: "(" + p + ".ErrPreprocessingBatch).*"},
		Row{Func: "(" + p + ".ScanArgError).*"},
		Row{Func: "(*" + p + ".LargeObjects).*"},
		Row{Func: "(*" + p + ".LargeObject).*"},
		Row{Func: "(*" + pool + ".Config).*"},
		Row{Func: "(*" + pool + ".Stat).*"},
	)
	for _, option := range []string{"QueryExecMode", "QueryResultFormats", "QueryResultFormatsByOID"} {
		lib.Rows = append(lib.Rows, Row{Func: p + "." + option, Op: OpLit, Clause: ClauseOption})
	}
	lib.Rows = append(lib.Rows, Row{Func: "(" + pool + ".AcquireTracer).*"}, Row{Func: "(" + pool + ".ReleaseTracer).*"})
	for _, tracer := range []string{"Batch", "Connect", "CopyFrom", "Prepare", "Query"} {
		lib.Rows = append(lib.Rows, Row{Func: "(" + p + "." + tracer + "Tracer).*"})
	}
	for _, f := range []string{"FailedBatchResults", "StructArgs", "StrictStructArgs", "Connect", "ConnectConfig", "ConnectWithOptions", "ParseConfig", "ParseConfigWithOptions", "BeginFunc", "BeginTxFunc",
		"CollectRows", "CollectOneRow", "CollectExactlyOneRow", "AppendRows", "ForEachRow", "RowTo", "RowToAddrOf", "RowToMap",
		"RowToStructByPos", "RowToAddrOfStructByPos", "RowToStructByName", "RowToAddrOfStructByName", "RowToStructByNameLax", "RowToAddrOfStructByNameLax",
		"CopyFromRows", "CopyFromSlice", "CopyFromFunc", "ScanRow", "RowsFromResultReader"} {
		lib.Rows = append(lib.Rows, Row{Func: p + "." + f})
	}
	for _, f := range []string{"New", "NewWithConfig", "ParseConfig"} {
		lib.Rows = append(lib.Rows, Row{Func: pool + "." + f})
	}
	lib.Shapes = []Row{
		{Func: "Exec(context.Context, string, ...any) (" + conn + ".CommandTag, error)", Op: OpSQL, Args: "_ sql args..."},
		{Func: "Query(context.Context, string, ...any) (" + p + ".Rows, error)", Op: OpSQL, Args: "_ sql args..."},
		{Func: "QueryRow(context.Context, string, ...any) " + p + ".Row", Op: OpSQL, Args: "_ sql args..."},
		{Func: "CopyFrom(context.Context, " + p + ".Identifier, []string, " + p + ".CopyFromSource) (int64, error)", Op: OpCopy, Args: "_ table cols rows"},
	}
	return lib
}

// pgx4 are the rows of github.com/jackc/pgx/v4 and its pool.
func pgx4() Library {
	const (
		p    = "github.com/jackc/pgx/v4"
		pool = p + "/pgxpool"
		conn = "github.com/jackc/pgconn"
	)
	lib := Library{Name: "pgx v4", Paths: []string{p, pool}}
	for _, recv := range []string{"(*" + p + ".Conn)", "(" + p + ".Tx)", "(*" + pool + ".Pool)", "(*" + pool + ".Conn)", "(*" + pool + ".Tx)"} {
		for _, m := range []string{"Exec", "Query", "QueryRow"} {
			lib.Rows = append(lib.Rows, Row{Func: recv + "." + m, Op: OpSQL, Args: "_ sql args..."})
		}
		lib.Rows = append(lib.Rows,
			Row{Func: recv + ".QueryFunc", Op: OpSQL, Args: "_ sql args _ _"},
			Row{Func: recv + ".CopyFrom", Op: OpCopy, Args: "_ table cols rows"},
			Row{Func: recv + ".*"})
	}
	for _, recv := range []string{"(*" + p + ".Conn)", "(" + p + ".Tx)", "(*" + pool + ".Tx)"} {
		lib.Rows = append(lib.Rows, Row{Func: recv + ".Prepare", Op: OpSQL, Args: "_ _ sql"})
	}
	lib.Rows = append(lib.Rows, Row{Func: "(*" + p + ".Batch).Queue", Op: OpSQL, Args: "sql args..."})
	for _, t := range []string{"(" + p + ".LogLevel)", "(" + p + ".Logger)", "(" + p + ".LoggerFunc)", "(" + p + ".QueryFuncRow)", "(" + p + ".ScanArgError)",
		"(" + p + ".SerializationError)", "(*" + p + ".Batch)", "(" + p + ".BatchResults)", "(" + p + ".Rows)", "(" + p + ".Row)", "(" + p + ".CopyFromSource)", "(" + p + ".Identifier)",
		"(*" + p + ".ConnConfig)", "(*" + p + ".LargeObjects)", "(*" + p + ".LargeObject)", "(*" + pool + ".Config)", "(*" + pool + ".Stat)"} {
		lib.Rows = append(lib.Rows, Row{Func: t + ".*"})
	}
	for _, option := range []string{"QuerySimpleProtocol", "QueryResultFormats", "QueryResultFormatsByOID"} {
		lib.Rows = append(lib.Rows, Row{Func: p + "." + option, Op: OpLit, Clause: ClauseOption})
	}
	for _, f := range []string{"Connect", "ConnectConfig", "ParseConfig", "CopyFromRows", "CopyFromSlice", "ScanRow", "LogLevelFromString"} {
		lib.Rows = append(lib.Rows, Row{Func: p + "." + f})
	}
	for _, f := range []string{"Connect", "ConnectConfig", "ParseConfig"} {
		lib.Rows = append(lib.Rows, Row{Func: pool + "." + f})
	}
	lib.Shapes = []Row{
		{Func: "Exec(context.Context, string, ...any) (" + conn + ".CommandTag, error)", Op: OpSQL, Args: "_ sql args..."},
		{Func: "Query(context.Context, string, ...any) (" + p + ".Rows, error)", Op: OpSQL, Args: "_ sql args..."},
		{Func: "QueryRow(context.Context, string, ...any) " + p + ".Row", Op: OpSQL, Args: "_ sql args..."},
		{Func: "CopyFrom(context.Context, " + p + ".Identifier, []string, " + p + ".CopyFromSource) (int64, error)", Op: OpCopy, Args: "_ table cols rows"},
	}
	return lib
}
