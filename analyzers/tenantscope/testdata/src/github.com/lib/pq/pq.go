// Package pq is what the cases need of github.com/lib/pq.
package pq

func CopyIn(table string, columns ...string) string               { return "" }
func CopyInSchema(schema, table string, columns ...string) string { return "" }
