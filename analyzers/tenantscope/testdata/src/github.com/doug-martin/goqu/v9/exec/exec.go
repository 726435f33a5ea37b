// Package exec is what the cases need of github.com/doug-martin/goqu/v9/exec.
package exec

type QueryExecutor struct{ err error }

func (q QueryExecutor) Exec() error { return nil }
