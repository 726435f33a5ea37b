// Package builder stands for a query builder that no row lists.
package builder

type Dataset struct{}

func From(table string) *Dataset                              { return nil }
func (d *Dataset) Where(cond map[string]any) *Dataset         { return d }
func (d *Dataset) ToSQL() (sql string, args []any, err error) { return "", nil, nil }
