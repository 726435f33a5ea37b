package query

// databaseSQL are the rows of the standard library's database/sql. Its drivers' own extras come with their libraries.
func databaseSQL() Library {
	lib := Library{Name: "database/sql", Paths: []string{"database/sql"}}
	for _, recv := range []string{"(*database/sql.DB)", "(*database/sql.Tx)", "(*database/sql.Conn)"} {
		plain := recv != "(*database/sql.Conn)"
		for _, m := range []string{"Exec", "Query", "QueryRow"} {
			lib.Rows = append(lib.Rows, Row{Func: recv + "." + m + "Context", Op: OpSQL, Args: "_ sql args..."})
			if plain {
				lib.Rows = append(lib.Rows, Row{Func: recv + "." + m, Op: OpSQL, Args: "sql args..."})
			}
		}
		lib.Rows = append(lib.Rows, Row{Func: recv + ".PrepareContext", Op: OpSQL, Args: "_ sql"})
		if plain {
			lib.Rows = append(lib.Rows, Row{Func: recv + ".Prepare", Op: OpSQL, Args: "sql"})
		}
	}
	lib.Rows = append(lib.Rows,
		Row{Func: "(*database/sql.DB).*"},
		Row{Func: "(*database/sql.Tx).*"},
		Row{Func: "(*database/sql.Conn).*"},
		// The text of a prepared statement was judged where it was prepared.
		Row{Func: "(*database/sql.Stmt).*"},
		Row{Func: "(*database/sql.Rows).*"},
		Row{Func: "(*database/sql.Row).*"},
		Row{Func: "(*database/sql.ColumnType).*"},
		Row{Func: "(database/sql.Result).*"},
		Row{Func: "(database/sql.IsolationLevel).*"},
		Row{Func: "(database/sql.Scanner).*"},
		Row{Func: "(*database/sql.Null).*"},
		Row{Func: "(database/sql.Null).*"},
		Row{Func: "database/sql.Open"},
		Row{Func: "database/sql.OpenDB"},
		Row{Func: "database/sql.Register"},
		Row{Func: "database/sql.Drivers"},
		Row{Func: "database/sql.Named"},
	)
	for _, t := range []string{"NullString", "NullInt64", "NullInt32", "NullInt16", "NullByte", "NullBool", "NullFloat64", "NullTime"} {
		lib.Rows = append(lib.Rows, Row{Func: "(*database/sql." + t + ").*"}, Row{Func: "(database/sql." + t + ").*"})
	}
	lib.Shapes = []Row{
		{Func: "ExecContext(context.Context, string, ...any) (database/sql.Result, error)", Op: OpSQL, Args: "_ sql args..."},
		{Func: "QueryContext(context.Context, string, ...any) (*database/sql.Rows, error)", Op: OpSQL, Args: "_ sql args..."},
		{Func: "QueryRowContext(context.Context, string, ...any) *database/sql.Row", Op: OpSQL, Args: "_ sql args..."},
		{Func: "PrepareContext(context.Context, string) (*database/sql.Stmt, error)", Op: OpSQL, Args: "_ sql"},
		{Func: "Exec(string, ...any) (database/sql.Result, error)", Op: OpSQL, Args: "sql args..."},
		{Func: "Query(string, ...any) (*database/sql.Rows, error)", Op: OpSQL, Args: "sql args..."},
		{Func: "QueryRow(string, ...any) *database/sql.Row", Op: OpSQL, Args: "sql args..."},
		{Func: "Prepare(string) (*database/sql.Stmt, error)", Op: OpSQL, Args: "sql"},
	}
	return lib
}

// sqlx are the rows of github.com/jmoiron/sqlx.
func sqlx() Library {
	const p = "github.com/jmoiron/sqlx"
	lib := Library{Name: "sqlx", Paths: []string{p}}
	for _, t := range []string{"DB", "Tx", "Conn"} {
		recv := "(*" + p + "." + t + ")"
		type method struct {
			name, args string
			tx         bool // not on Conn
		}
		for _, m := range []method{
			{"GetContext", "_ dest sql args...", false}, {"SelectContext", "_ dest sql args...", false},
			{"QueryxContext", "_ sql args...", false}, {"QueryRowxContext", "_ sql args...", false},
			{"PreparexContext", "_ sql", false},
			{"Get", "dest sql args...", true}, {"Select", "dest sql args...", true},
			{"Queryx", "sql args...", true}, {"QueryRowx", "sql args...", true}, {"Preparex", "sql", true},
			{"MustExec", "sql args...", true}, {"MustExecContext", "_ sql args...", true},
			{"NamedExec", "sql args", true}, {"NamedExecContext", "_ sql args", true}, {"NamedQuery", "sql args", true},
			{"PrepareNamed", "sql", true}, {"PrepareNamedContext", "_ sql", true},
		} {
			if t == "Conn" && m.tx {
				continue
			}
			lib.Rows = append(lib.Rows, Row{Func: recv + "." + m.name, Op: OpSQL, Args: m.args})
		}
		lib.Rows = append(lib.Rows, Row{Func: recv + ".*"})
	}
	lib.Rows = append(lib.Rows, Row{Func: "(*" + p + ".DB).NamedQueryContext", Op: OpSQL, Args: "_ sql args"})
	for _, f := range []struct{ name, args string }{
		{"Get", "handle dest sql args..."}, {"GetContext", "_ handle dest sql args..."},
		{"Select", "handle dest sql args..."}, {"SelectContext", "_ handle dest sql args..."},
		{"MustExec", "handle sql args..."}, {"MustExecContext", "_ handle sql args..."},
		{"NamedExec", "handle sql args"}, {"NamedExecContext", "_ handle sql args"},
		{"NamedQuery", "handle sql args"}, {"NamedQueryContext", "_ handle sql args"},
		{"Preparex", "handle sql"}, {"PreparexContext", "_ handle sql"},
	} {
		lib.Rows = append(lib.Rows, Row{Func: p + "." + f.name, Op: OpSQL, Args: f.args})
	}
	for _, f := range []string{"Connect", "ConnectContext", "MustConnect", "Open", "MustOpen", "NewDb", "BindDriver", "BindType", "In", "Named", "Rebind",
		"BindNamed", "MapScan", "SliceScan", "StructScan", "LoadFile", "LoadFileContext", "MustConnect"} {
		if !listed(lib.Rows, p+"."+f) {
			lib.Rows = append(lib.Rows, Row{Func: p + "." + f})
		}
	}
	for _, t := range []string{"(*" + p + ".Rows)", "(*" + p + ".Row)", "(*" + p + ".Stmt)", "(*" + p + ".NamedStmt)", "(" + p + ".ColScanner)"} {
		lib.Rows = append(lib.Rows, Row{Func: t + ".*"})
	}
	for _, i := range []struct{ recv, name, args string }{
		{"Queryer", "Query", "sql args..."}, {"Queryer", "Queryx", "sql args..."}, {"Queryer", "QueryRowx", "sql args..."},
		{"QueryerContext", "QueryContext", "_ sql args..."}, {"QueryerContext", "QueryxContext", "_ sql args..."}, {"QueryerContext", "QueryRowxContext", "_ sql args..."},
		{"Execer", "Exec", "sql args..."}, {"ExecerContext", "ExecContext", "_ sql args..."},
		{"Preparer", "Prepare", "sql"}, {"PreparerContext", "PrepareContext", "_ sql"},
	} {
		lib.Rows = append(lib.Rows, Row{Func: "(" + p + "." + i.recv + ")." + i.name, Op: OpSQL, Args: i.args})
	}
	lib.Shapes = []Row{
		{Func: "QueryxContext(context.Context, string, ...any) (*" + p + ".Rows, error)", Op: OpSQL, Args: "_ sql args..."},
		{Func: "QueryRowxContext(context.Context, string, ...any) *" + p + ".Row", Op: OpSQL, Args: "_ sql args..."},
		{Func: "Queryx(string, ...any) (*" + p + ".Rows, error)", Op: OpSQL, Args: "sql args..."},
		{Func: "QueryRowx(string, ...any) *" + p + ".Row", Op: OpSQL, Args: "sql args..."},
		{Func: "GetContext(context.Context, any, string, ...any) error", Op: OpSQL, Args: "_ dest sql args..."},
		{Func: "SelectContext(context.Context, any, string, ...any) error", Op: OpSQL, Args: "_ dest sql args..."},
		{Func: "NamedExecContext(context.Context, string, any) (database/sql.Result, error)", Op: OpSQL, Args: "_ sql args"},
		{Func: "NamedQuery(string, any) (*" + p + ".Rows, error)", Op: OpSQL, Args: "sql args"},
		{Func: "NamedExec(string, any) (database/sql.Result, error)", Op: OpSQL, Args: "sql args"},
	}
	return lib
}

func listed(rows []Row, fn string) bool {
	for _, r := range rows {
		if r.Func == fn {
			return true
		}
	}
	return false
}
