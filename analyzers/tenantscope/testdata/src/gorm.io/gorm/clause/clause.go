// Package clause has the shape of gorm.io/gorm/clause, as far as the cases call it.
package clause

const Associations = "~~~as~~~"

type Expression interface{ Build() }

type Column struct{ Table, Name string }

type OnConflict struct {
	Columns   []Column
	Where     Where
	DoUpdates Set
	DoNothing bool
	UpdateAll bool
}

type Where struct{ Exprs []Expression }

type Assignment struct {
	Column Column
	Value  any
}

type Set []Assignment

type Locking struct{ Strength string }

type Eq struct {
	Column any
	Value  any
}

type IN struct {
	Column any
	Values []any
}

type Expr struct {
	SQL  string
	Vars []any
}

func (OnConflict) Build() {}
func (Where) Build()      {}
func (Set) Build()        {}
func (Locking) Build()    {}
func (Eq) Build()         {}
func (IN) Build()         {}
func (Expr) Build()       {}

func AssignmentColumns(values []string) Set { return nil }
func Assignments(values map[string]any) Set { return nil }
func And(exprs ...Expression) Expression    { return nil }
func Or(exprs ...Expression) Expression     { return nil }
