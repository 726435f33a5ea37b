package query

// clickhouse are the rows of the native interface of github.com/ClickHouse/clickhouse-go/v2. A batch is an INSERT whose rows are appended later,
// so its columns alone are judged.
func clickhouse() Library {
	const (
		p    = "github.com/ClickHouse/clickhouse-go/v2/lib/driver"
		conn = "(" + p + ".Conn)"
	)
	lib := Library{Name: "clickhouse-go", Paths: []string{p}, Rows: []Row{
		{Func: conn + ".Exec", Op: OpSQL, Args: "_ sql args..."},
		{Func: conn + ".Query", Op: OpSQL, Args: "_ sql args..."},
		{Func: conn + ".QueryRow", Op: OpSQL, Args: "_ sql args..."},
		{Func: conn + ".Select", Op: OpSQL, Args: "_ _ sql args..."},
		{Func: conn + ".QueryFormat", Op: OpSQL, Args: "_ _ sql args..."},
		{Func: conn + ".InsertFormat", Op: OpSQL, Args: "_ _ sql"},
		{Func: conn + ".PrepareBatch", Op: OpCopy, Args: "_ sql"},
		{Func: conn + ".AsyncInsert", Op: OpSQL, Args: "_ sql _ args..."},
	}}
	lib.Rows = append(lib.Rows, nothing(p, []string{
		"Conn", "Row", "Rows", "Batch", "BatchColumn", "ColumnType", "NamedValue", "NamedDateValue", "Stats", "PrepareBatchOptions", "PrepareBatchOption",
	}, []string{"WithReleaseConnection", "WithCloseOnFlush"})...)
	return lib
}
