package flow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// Condition is what an argument, or a field below it, is like.
type Condition struct {
	Param int    // the receiver counts as 0
	Path  string // dotted, embedded fields too; empty for the argument itself
	State State
}

// State is a property of a value that a function may refuse.
type State uint8

// States.
const (
	StateZero   State = iota // "", 0 or nil
	StateEmpty               // of length 0
	StateNonNil              // an error
)

// Implies reports that a value in state s is in state t as well.
func (s State) Implies(t State) bool { return s == t || s == StateZero && t == StateEmpty }

// tests reads a condition as alternatives, each of which is a list of tests that hold together.
func (f *body) tests(cond ast.Expr) [][]Condition {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok {
		return nil
	}
	switch b.Op {
	case token.LOR:
		return append(f.tests(b.X), f.tests(b.Y)...)
	case token.LAND:
		var out [][]Condition
		for _, x := range f.tests(b.X) {
			for _, y := range f.tests(b.Y) {
				out = append(out, slices.Concat(x, y))
			}
		}
		return out
	case token.EQL:
		if c, ok := f.test(b); ok {
			return [][]Condition{{c}}
		}
	}
	return nil
}

// test reads x.F == "" and the like, and len(x.F) == 0.
func (f *body) test(b *ast.BinaryExpr) (Condition, bool) {
	if !f.isZero(b.Y) {
		return Condition{}, false
	}
	x, state := b.X, StateZero
	if arg, ok := f.lenOf(x); ok {
		x, state = arg, StateEmpty
	}
	obj, path, ok := f.field(x)
	if !ok || f.leaked[obj] || len(f.writes[obj]) > 0 {
		return Condition{}, false
	}
	n, ok := f.params[obj]
	return Condition{Param: n, Path: strings.Join(path, "."), State: state}, ok
}

func (f *body) lenOf(e ast.Expr) (ast.Expr, bool) {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return nil, false
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return nil, false
	}
	b, ok := f.p.Info.Uses[id].(*types.Builtin)
	return call.Args[0], ok && b.Name() == "len"
}

func (f *body) isZero(e ast.Expr) bool {
	tv := f.p.Info.Types[e]
	return tv.IsNil() || tv.Value != nil && IsZeroConst(tv.Value)
}

// IsZeroConst reports the constants "", 0 and false.
func IsZeroConst(v constant.Value) bool {
	switch v.Kind() {
	case constant.String:
		return constant.StringVal(v) == ""
	case constant.Int, constant.Float:
		return constant.Sign(v) == 0
	case constant.Bool:
		return !constant.BoolVal(v)
	}
	return false
}

// field reads a variable and the fields below it. Of those behind a further pointer nothing is said: they may change under another name.
func (f *body) field(e ast.Expr) (obj types.Object, path []string, ok bool) {
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		obj = f.object(x)
		return obj, nil, obj != nil
	case *ast.SelectorExpr:
		sel := f.p.Info.Selections[x]
		if sel == nil || sel.Kind() != types.FieldVal {
			return nil, nil, false
		}
		obj, path, ok = f.field(x.X)
		t := sel.Recv()
		for _, i := range sel.Index() {
			if !ok || isPointer(t) && len(path) > 0 {
				return nil, nil, false
			}
			v := FieldVar(t, i)
			if v == nil {
				return nil, nil, false
			}
			path, t = append(path, v.Name()), v.Type()
		}
		return obj, path, ok
	}
	return nil, nil, false
}
