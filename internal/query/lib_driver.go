package query

// drivers are the rows of what drivers of database/sql offer beside it, and of the interfaces by which database/sql itself calls them.
func drivers() []Library {
	return []Library{sqlDriver(), pq(), pgxStdlib("v4"), pgxStdlib("v5"), mysql(), sqlite3(), modernc()}
}

// driverConn are the rows of a connection of a driver's own.
func driverConn(recv string) []Row {
	return []Row{
		{Func: recv + ".ExecContext", Op: OpSQL, Args: "_ sql args"},
		{Func: recv + ".QueryContext", Op: OpSQL, Args: "_ sql args"},
		{Func: recv + ".Prepare", Op: OpSQL, Args: "sql"},
		{Func: recv + ".PrepareContext", Op: OpSQL, Args: "_ sql"},
		{Func: recv + ".*"},
	}
}

// nothing lists all methods of types, and functions, that touch no row by themselves.
func nothing(p string, types, funcs []string) []Row {
	var rows []Row
	for _, t := range types {
		rows = append(rows, Row{Func: "(" + p + "." + t + ").*"}, Row{Func: "(*" + p + "." + t + ").*"})
	}
	for _, f := range funcs {
		rows = append(rows, Row{Func: p + "." + f})
	}
	return rows
}

func sqlDriver() Library {
	const p = "database/sql/driver"
	lib := Library{Name: "database/sql driver", Paths: []string{p}}
	lib.Rows = append(lib.Rows,
		Row{Func: "(" + p + ".Execer).Exec", Op: OpSQL, Args: "sql args"},
		Row{Func: "(" + p + ".ExecerContext).ExecContext", Op: OpSQL, Args: "_ sql args"},
		Row{Func: "(" + p + ".Queryer).Query", Op: OpSQL, Args: "sql args"},
		Row{Func: "(" + p + ".QueryerContext).QueryContext", Op: OpSQL, Args: "_ sql args"},
		Row{Func: "(" + p + ".Conn).Prepare", Op: OpSQL, Args: "sql"},
		Row{Func: "(" + p + ".ConnPrepareContext).PrepareContext", Op: OpSQL, Args: "_ sql"},
	)
	lib.Rows = append(lib.Rows, nothing(p, []string{
		"Conn", "ConnBeginTx", "Connector", "Driver", "DriverContext", "ColumnConverter", "NamedValueChecker", "NotNull", "Null", "Pinger", "Result", "Rows",
		"RowsAffected", "RowsColumnTypeDatabaseTypeName", "RowsColumnTypeLength", "RowsColumnTypeNullable", "RowsColumnTypePrecisionScale", "RowsColumnTypeScanType",
		"RowsNextResultSet", "SessionResetter", "Stmt", "StmtExecContext", "StmtQueryContext", "Tx", "Validator", "ValueConverter", "Valuer",
	}, []string{"IsScanValue", "IsValue"})...)
	return lib
}

func pq() Library {
	const p = "github.com/lib/pq"
	lib := Library{Name: "lib/pq", Paths: []string{p}}
	lib.Rows = append(lib.Rows,
		// The text of a COPY, which is prepared; its rows are what the prepared statement is executed with.
		Row{Func: p + ".CopyIn", Op: OpCopy, Clause: ClauseText, Args: "table cols..."},
		Row{Func: p + ".CopyInSchema", Op: OpCopy, Clause: ClauseText, Args: "schema table cols..."},
		Row{Func: "(*" + p + ".ListenerConn).ExecSimpleQuery", Op: OpSQL, Args: "sql"},
	)
	lib.Rows = append(lib.Rows, nothing(p, []string{
		"BoolArray", "ByteaArray", "Float32Array", "Float64Array", "GenericArray", "Int32Array", "Int64Array", "StringArray", "ArrayDelimiter", "Connector", "Dialer", "DialerContext", "Driver", "Error",
		"ErrorClass", "ErrorCode", "Listener", "ListenerConn", "NoticeHandlerConnector", "NotificationHandlerConnector", "NullTime", "GSS", "PGError",
	}, []string{
		"Array", "BufferQuoteIdentifier", "ConnectorNoticeHandler", "ConnectorNotificationHandler", "ConnectorWithNoticeHandler", "ConnectorWithNotificationHandler", "DialOpen",
		"EnableInfinityTs", "FormatTimestamp", "NewConnector", "NewDialListener", "NewListener", "NewListenerConn", "NoticeHandler", "Open", "ParseTimestamp", "ParseURL",
		"QuoteIdentifier", "QuoteLiteral", "RegisterGSSProvider", "SetNoticeHandler", "SetNotificationHandler",
	})...)
	return lib
}

func pgxStdlib(version string) Library {
	p := "github.com/jackc/pgx/" + version + "/stdlib"
	lib := Library{Name: "pgx " + version + " stdlib", Paths: []string{p}}
	lib.Rows = append(lib.Rows, driverConn("(*"+p+".Conn)")...)
	for _, t := range []string{"Driver", "Rows", "Stmt"} {
		lib.Rows = append(lib.Rows, Row{Func: "(*" + p + "." + t + ").*"})
	}
	only := []string{"AcquireConn", "ReleaseConn"}
	if version == "v5" {
		only = []string{"GetPoolConnector", "OpenDBFromPool", "OptionShouldPing"}
	}
	lib.Rows = append(lib.Rows, nothing(p, nil, append(only, "GetConnector", "GetDefaultDriver", "OpenDB", "OptionAfterConnect", "OptionBeforeConnect", "OptionResetSession",
		"RandomizeHostOrderFunc", "RegisterConnConfig", "UnregisterConnConfig"))...)
	return lib
}

func mysql() Library {
	const p = "github.com/go-sql-driver/mysql"
	lib := Library{Name: "go-sql-driver/mysql", Paths: []string{p}}
	lib.Rows = nothing(p, []string{"Config", "Logger", "MySQLDriver", "MySQLError", "NopLogger", "NullTime", "Result"}, []string{
		"BeforeConnect", "Charset", "DeregisterDialContext", "DeregisterLocalFile", "DeregisterReaderHandler", "DeregisterServerPubKey", "DeregisterTLSConfig",
		"EnableCompression", "NewConfig", "NewConnector", "ParseDSN", "RegisterDial", "RegisterDialContext", "RegisterLocalFile", "RegisterReaderHandler",
		"RegisterServerPubKey", "RegisterTLSConfig", "SetLogger", "TimeTruncate",
	})
	return lib
}

func sqlite3() Library {
	const p = "github.com/mattn/go-sqlite3"
	lib := Library{Name: "mattn/go-sqlite3", Paths: []string{p}}
	conn := "(*" + p + ".SQLiteConn)"
	lib.Rows = append(driverConn(conn), Row{Func: conn + ".Exec", Op: OpSQL, Args: "sql args"}, Row{Func: conn + ".Query", Op: OpSQL, Args: "sql args"})
	lib.Rows = append(lib.Rows, nothing(p, []string{
		"ErrNo", "ErrNoExtended", "Error", "SQLiteBackup", "SQLiteContext", "SQLiteDriver", "SQLiteResult", "SQLiteRows", "SQLiteStmt", "SQLiteTx",
	}, []string{"CryptEncoderSHA1", "CryptEncoderSHA256", "CryptEncoderSHA384", "CryptEncoderSHA512", "CryptEncoderSSHA1", "CryptEncoderSSHA256", "CryptEncoderSSHA384",
		"CryptEncoderSSHA512", "Version"})...)
	return lib
}

func modernc() Library {
	const p = "modernc.org/sqlite"
	lib := Library{Name: "modernc/sqlite", Paths: []string{p}}
	lib.Rows = nothing(p, []string{"AggregateFunction", "Backup", "Driver", "Error", "ExecQuerierContext", "FileControl", "FunctionContext"}, []string{
		"Limit", "MustRegisterCollationUtf8", "MustRegisterDeterministicScalarFunction", "MustRegisterFunction", "MustRegisterScalarFunction", "RegisterCollationUtf8",
		"RegisterConnectionHook", "RegisterDeterministicScalarFunction", "RegisterFunction", "RegisterScalarFunction",
	})
	return lib
}
