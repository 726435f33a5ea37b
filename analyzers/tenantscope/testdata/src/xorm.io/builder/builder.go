// Package builder has the shape of xorm.io/builder, as far as the cases call it.
package builder

type Cond interface {
	And(...Cond) Cond
	Or(...Cond) Cond
}

type Eq map[string]any

type Neq map[string]any

func (eq Eq) And(conds ...Cond) Cond   { return nil }
func (eq Eq) Or(conds ...Cond) Cond    { return nil }
func (neq Neq) And(conds ...Cond) Cond { return nil }
func (neq Neq) Or(conds ...Cond) Cond  { return nil }

func NewCond() Cond                     { return nil }
func And(conds ...Cond) Cond            { return nil }
func Or(conds ...Cond) Cond             { return nil }
func In(col string, values ...any) Cond { return nil }
func Expr(sql string, args ...any) Cond { return nil }
