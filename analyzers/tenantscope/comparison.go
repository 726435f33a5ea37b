package tenantscope

import (
	"go/constant"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// comparison is a branch on the equality of two values.
type comparison struct {
	x, y       ssa.Value
	pass, fail *ssa.BasicBlock // where equal values lead, and different ones
	at         *ssa.If
}

// comparisons lists a function's branches on equality, through !, == and the Equal functions of the common libraries.
func (j *judge) comparisons(fn *ssa.Function) []comparison {
	if c, ok := j.compare[fn]; ok {
		return c
	}
	var out []comparison
	for _, iff := range j.ifs(fn) {
		cond, equal, differ := sides(iff)
		switch c := cond.(type) {
		case *ssa.BinOp:
			switch c.Op {
			case token.EQL:
				out = append(out, comparison{c.X, c.Y, equal, differ, iff})
				// subtle.ConstantTimeCompare(a, b) == 1, strings.Compare(a, b) == 0
				if x, y, ok := compareCall(c.X, c.Y); ok {
					out = append(out, comparison{x, y, equal, differ, iff})
				}
			case token.NEQ:
				out = append(out, comparison{c.X, c.Y, differ, equal, iff})
				if x, y, ok := compareCall(c.X, c.Y); ok {
					out = append(out, comparison{x, y, differ, equal, iff})
				}
			}
		case *ssa.Call:
			if x, y, ok := equalCall(c); ok {
				out = append(out, comparison{x, y, equal, differ, iff})
			}
		}
	}
	j.compare[fn] = out
	return out
}

// sides are the condition of a branch without the ! in front of it, and where it leads when that holds and when it does not.
func sides(iff *ssa.If) (cond ssa.Value, yes, no *ssa.BasicBlock) {
	yes, no = iff.Block().Succs[0], iff.Block().Succs[1]
	cond, negated := flow.Unnegated(iff.Cond)
	if negated {
		return cond, no, yes
	}
	return cond, yes, no
}

// equalCall reads a call whose truth is the equality of two values: x.Equal(y), bytes.Equal(x, y), strings.EqualFold(x, y).
func equalCall(c *ssa.Call) (x, y ssa.Value, ok bool) {
	fn := flow.Callee(&c.Call)
	if fn == nil || !strings.HasPrefix(fn.Name(), "Equal") {
		return nil, nil, false
	}
	recv, args := flow.Args(&c.Call)
	switch {
	case recv != nil && len(args) == 1:
		return recv, args[0], true
	case recv == nil && len(args) == 2:
		return args[0], args[1], true
	}
	return nil, nil, false
}

func compareCall(a, b ssa.Value) (x, y ssa.Value, ok bool) {
	call, isCall := a.(*ssa.Call)
	c, isConst := b.(*ssa.Const)
	if !isCall || !isConst || len(call.Call.Args) != 2 || c.Value == nil || c.Value.Kind() != constant.Int {
		return nil, nil, false
	}
	switch flow.Key(flow.Callee(&call.Call)) {
	case "crypto/subtle.ConstantTimeCompare":
		return call.Call.Args[0], call.Call.Args[1], c.Int64() == 1
	case "strings.Compare", "bytes.Compare", "cmp.Compare":
		return call.Call.Args[0], call.Call.Args[1], c.Int64() == 0
	}
	return nil, nil, false
}

// tenantField reports a value that was read from the tenant column of a row.
func (j *judge) tenantField(v ssa.Value) bool {
	for _, l := range j.origins(flow.Ref{V: v}) {
		if len(l.Path) > 0 && j.words.isTenant(l.Path[len(l.Path)-1]) {
			return true
		}
		if slices.ContainsFunc(l.Names, j.words.isTenant) || l.Kind == flow.LeafCall && len(l.Path) == 0 && j.words.isTenant(resultName(l)) {
			return true
		}
	}
	return false
}

// resultName is the name that the called function's signature gives the result: (tenantID string, err error).
func resultName(l flow.Leaf) string {
	fn := flow.Callee(l.Call.Common())
	if fn == nil || l.Result < 0 || l.Result >= fn.Signature().Results().Len() {
		return ""
	}
	return fn.Signature().Results().At(l.Result).Name()
}

// trusted reports a value with which a row's tenant may be compared: anything but what the request's body, path or query says, a zero
// value or a constant. A parameter is asked of the callers for provenance, not here.
func (j *judge) trusted(v ssa.Value) bool {
	switch j.class(flow.Ref{V: v}).Class {
	case ClassBody, ClassRequest, ClassZero, ClassConst, ClassNil:
		return false
	}
	return true
}

// leavesWhen reports that the differing branch ends the work with the row: it does not come back to where equal values go on.
func (j *judge) leavesWhen(c comparison, call ssa.CallInstruction) bool {
	if c.fail == c.pass {
		return false
	}
	// A loop that comes back to the comparison asks it again, of the next row.
	return !reaches(c.fail, c.pass, call.Block(), c.at.Block())
}

// outcomes are the branches on what a check returned: an error that is not nil, or false, is the failing side.
func (j *judge) outcomes(fn *ssa.Function, check *ssa.Call) []comparison {
	mine := map[ssa.Value]bool{check: true}
	for _, ref := range *check.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok {
			mine[e] = true
		}
	}
	var out []comparison
	for _, iff := range j.ifs(fn) {
		cond, yes, no := sides(iff)
		switch c := cond.(type) {
		case *ssa.BinOp:
			if k, ok := c.Y.(*ssa.Const); ok && k.Value == nil && mine[c.X] && flow.IsError(c.X.Type()) {
				if c.Op == token.NEQ {
					out = append(out, comparison{pass: no, fail: yes, at: iff})
				} else if c.Op == token.EQL {
					out = append(out, comparison{pass: yes, fail: no, at: iff})
				}
			}
		default:
			if mine[cond] {
				out = append(out, comparison{pass: yes, fail: no, at: iff})
			}
		}
	}
	return out
}
