package flow

import (
	"go/constant"
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
