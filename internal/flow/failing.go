package flow

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Failing reports a return that gives the zero value of the result together with a non-nil error: the caller never sees it.
func Failing(ret *ssa.Return, result int) bool {
	n := len(ret.Results)
	if n < 2 || result == n-1 {
		return false
	}
	last := ret.Results[n-1]
	c, isConst := last.(*ssa.Const)
	switch b, _ := last.Type().Underlying().(*types.Basic); {
	case isError(last.Type()):
		if isConst && c.Value == nil {
			return false
		}
	case b != nil && b.Kind() == types.Bool:
		// return zero, false: whoever looks at the flag never sees the value; whoever does not is found by okIgnored.
		return isConst && !constant.BoolVal(c.Value)
	default:
		return false
	}
	switch r := ret.Results[result].(type) {
	case *ssa.Const:
		return true
	case *ssa.UnOp:
		switch a := r.X.(type) {
		case *ssa.Alloc:
			return len(StoredIn(a)) == 0
		case *ssa.Global:
			return a.Name() == "Nil" // uuid.Nil and its like
		}
	}
	return false
}

// returnsError reports a return whose error is not nil: one that was just made, or that a branch found not to be nil.
func returnsError(ret *ssa.Return) bool {
	n := len(ret.Results)
	if n == 0 || !isError(ret.Results[n-1].Type()) {
		return false
	}
	err := ret.Results[n-1]
	if call, ok := err.(*ssa.Call); ok {
		switch Key(Callee(&call.Call)) {
		case "fmt.Errorf", "errors.New":
			return true
		}
	}
	for b := ret.Block(); b.Idom() != nil; b = b.Idom() {
		if iff := Branch(b.Idom()); iff != nil && len(b.Preds) == 1 && notNil(iff, err) == b {
			return true
		}
	}
	return false
}

// notNil is where a branch goes if a value is not nil; nil where it asks something else.
func notNil(iff *ssa.If, v ssa.Value) *ssa.BasicBlock {
	cmp, ok := iff.Cond.(*ssa.BinOp)
	if !ok || cmp.X != v || !IsNilConst(cmp.Y) {
		return nil
	}
	switch cmp.Op {
	case token.NEQ:
		return iff.Block().Succs[0]
	case token.EQL:
		return iff.Block().Succs[1]
	}
	return nil
}

func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// IsError reports whether t is the error type.
func IsError(t types.Type) bool { return isError(t) }

// IsBool reports whether t is a boolean type, under whatever name.
func IsBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}
