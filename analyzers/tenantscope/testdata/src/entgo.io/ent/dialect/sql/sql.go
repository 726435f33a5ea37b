// Package sql has the shape of entgo.io/ent/dialect/sql, as far as the cases call it.
package sql

type Selector struct{}

type ConflictOption func()

type UpdateSet struct{}

func FieldEQ(name string, v any) func(*Selector)     { return nil }
func ConflictColumns(names ...string) ConflictOption { return nil }
func ResolveWithNewValues() ConflictOption           { return nil }
func DoNothing() ConflictOption                      { return nil }
