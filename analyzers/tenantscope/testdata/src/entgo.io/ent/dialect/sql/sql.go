// Package sql has the shape of entgo.io/ent/dialect/sql, as far as the cases call it.
package sql

type ConflictOption func()

type UpdateSet struct{}

func (u *UpdateSet) SetExcluded(name string) *UpdateSet { return u }

func FieldEQ(name string, v any) func(*Selector)     { return nil }
func ConflictColumns(names ...string) ConflictOption { return nil }
func UpdateWhere(p *Predicate) ConflictOption        { return nil }
func ResolveWithNewValues() ConflictOption           { return nil }
func ResolveWith(fn func(*UpdateSet)) ConflictOption { return nil }
func DoNothing() ConflictOption                      { return nil }
