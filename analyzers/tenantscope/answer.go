package tenantscope

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// answers reports a function that says yes or no: with an error as its last result, or with a bool.
func answers(fn *ssa.Function) bool {
	res := fn.Signature.Results()
	if res.Len() == 0 {
		return false
	}
	last := res.At(res.Len() - 1).Type()
	return flow.IsError(last) || flow.IsBool(last)
}

// refusing reports a return that says no: false, or an error that is there.
func refusing(ret *ssa.Return) bool {
	if len(ret.Results) == 0 {
		return false
	}
	switch last := ret.Results[len(ret.Results)-1].(type) {
	case *ssa.Const:
		return last.Value != nil && last.Value.String() == "false"
	case *ssa.MakeInterface:
		return flow.IsError(last.Type())
	case *ssa.UnOp:
		_, global := last.X.(*ssa.Global)
		return global && flow.IsError(last.Type())
	case *ssa.Call:
		name := flow.Key(flow.Callee(&last.Call))
		return flow.IsError(last.Type()) && (isNilChecked(ret, last) || strings.HasPrefix(name, "errors.") || name == "fmt.Errorf" || strings.HasSuffix(name, "status.Error") ||
			strings.HasSuffix(name, "status.Errorf") || strings.Contains(name, ".New"))
	default:
		return flow.IsError(last.Type()) && isNilChecked(ret, last)
	}
}

// isNilChecked reports an error that was found not to be nil on the way to a return.
func isNilChecked(ret *ssa.Return, v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		cmp, ok := ref.(*ssa.BinOp)
		if !ok || cmp.Op != token.EQL && cmp.Op != token.NEQ || !flow.IsNilConst(cmp.X) && !flow.IsNilConst(cmp.Y) {
			continue
		}
		for _, use := range *cmp.Referrers() {
			iff, ok := use.(*ssa.If)
			if !ok {
				continue
			}
			side := iff.Block().Succs[0]
			if cmp.Op == token.EQL {
				side = iff.Block().Succs[1]
			}
			if len(side.Preds) == 1 && side.Dominates(ret.Block()) {
				return true
			}
		}
	}
	return false
}

// answeredBy lists the values that a return vouches for where it says yes, because it hands on what a comparison or another check says.
func (j *judge) answeredBy(x ssa.Instruction, fn *ssa.Function) []string {
	ret, ok := x.(*ssa.Return)
	if !ok || len(ret.Results) == 0 {
		return nil
	}
	switch last := ret.Results[len(ret.Results)-1].(type) {
	case *ssa.BinOp:
		var out []string
		for _, pair := range [][2]ssa.Value{{last.X, last.Y}, {last.Y, last.X}} {
			if v := j.valueOf(pair[0], fn); v != "" && last.Op == token.EQL && j.vouches(pair[1]) {
				out = append(out, v)
			}
		}
		return out
	case *ssa.Call:
		return j.checkedBy(last, fn)
	case *ssa.Extract:
		if call, ok := last.Tuple.(*ssa.Call); ok {
			return j.checkedBy(call, fn)
		}
	}
	return nil
}
