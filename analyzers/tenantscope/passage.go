package tenantscope

import (
	"go/constant"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
)

// test is a branch that goes on only for requests of which a value is the principal's: it was compared with the principal's tenant, or a check of membership was given
// it. The value is one of a request's, or a parameter of the function ("#0").
type test struct {
	value string
	comparison
}

// tests lists those of a function.
func (j *judge) tests(fn *ssa.Function) []test {
	if out, ok := j.passages[fn]; ok {
		return out
	}
	j.passages[fn] = nil // a check that rests on itself proves nothing
	var out []test
	for _, c := range j.comparisons(fn) {
		for _, pair := range [][2]ssa.Value{{c.x, c.y}, {c.y, c.x}} {
			if v := j.valueOf(pair[0], fn); v != "" && j.vouches(pair[1]) {
				out = append(out, test{v, c})
			}
		}
	}
	for call := range flow.Calls(fn) {
		check, ok := call.(*ssa.Call)
		if !ok {
			continue
		}
		values := j.checkedBy(check, fn)
		if len(values) == 0 {
			continue
		}
		for _, o := range j.outcomes(fn, check) {
			if j.decides(check, o) {
				for _, v := range values {
					out = append(out, test{v, o})
				}
			}
		}
	}
	j.passages[fn] = out
	return out
}

// decides reports that a branch asks for the answer of a check: of one that answers with a bool, the error alone says only that it could not tell.
func (j *judge) decides(check *ssa.Call, o comparison) bool {
	res := check.Call.Signature().Results()
	for i := range res.Len() {
		if flow.IsBool(res.At(i).Type()) {
			b, compares := o.at.Cond.(*ssa.BinOp)
			return !compares || !flow.IsError(b.X.Type())
		}
	}
	return true
}

// valueOf names a value as tests do; empty for one that is neither of a request nor a parameter.
func (j *judge) valueOf(v ssa.Value, fn *ssa.Function) string {
	if !scalar(v.Type()) {
		return ""
	}
	return j.valueAt(flow.Ref{V: v}, fn)
}

func (j *judge) valueAt(r flow.Ref, fn *ssa.Function) string {
	c := j.class(r)
	switch {
	case c.request != "":
		return c.request
	case c.Class == ClassParam && c.Fn == flow.Top(fn) && c.Param >= 0:
		return parameter(c)
	}
	return ""
}

// parameter names a parameter, or a field below one: "#1.TenantID".
func parameter(c classed) string {
	return strings.Join(append([]string{"#" + strconv.Itoa(c.Param)}, c.Path...), ".")
}

// argument is what a call gives for a parameter that is named so.
func argument(name string, args []ssa.Value) (flow.Ref, bool) {
	number, path, _ := strings.Cut(strings.TrimPrefix(name, "#"), ".")
	i, err := strconv.Atoi(number)
	if err != nil || i >= len(args) {
		return flow.Ref{}, false
	}
	return flow.Ref{V: args[i], Path: splitPath(path)}, true
}

// vouches reports a value that a request's may be held against: the authenticated tenant, or what is known of the principal. Of one that is not understood
// its name must say so.
func (j *judge) vouches(v ssa.Value) bool {
	c := j.class(flow.Ref{V: v})
	switch c.Class {
	case ClassTenant, ClassPrincipal, ClassScopedRow, ClassCredential:
		return true
	case ClassUnknown:
		return slices.ContainsFunc(j.origins(flow.Ref{V: v}), func(l flow.Leaf) bool {
			names := append(slices.Clone(l.Names), l.Path...)
			return slices.ContainsFunc(names, func(n string) bool { return j.words.isTenant(n) || isAuth(n) })
		})
	}
	return false
}

// checkedBy lists the values that the good outcome of a call vouches for.
func (j *judge) checkedBy(call *ssa.Call, fn *ssa.Function) []string {
	obj := flow.Callee(&call.Call)
	if obj == nil {
		return nil
	}
	_, args := flow.Args(&call.Call)
	var out []string
	if u := j.useOf(&call.Call); u != nil && !u.Next {
		for _, v := range u.Checks {
			if !strings.HasPrefix(v, "#") {
				out = append(out, instantiate(v, &call.Call, nil))
			} else if ref, ok := argument(v, args); ok {
				out = append(out, j.valueAt(ref, fn))
			}
		}
	}
	if j.asksMembership(obj.Name()) && j.givenCaller(call) {
		for _, a := range args {
			out = append(out, j.valueOf(a, fn))
		}
	}
	return slices.DeleteFunc(out, func(v string) bool { return v == "" })
}

// guards reports that an instruction is reached only for requests that a test lets through, or in which the value is not there at all.
func (j *judge) guards(t test, x ssa.Instruction) bool {
	fn := x.Parent()
	if t.at.Parent() != fn || t.pass == t.fail {
		return false
	}
	if j.around(t, x.Block()) {
		return false
	}
	return !reaches(t.fail, x.Block(), append(aborting(fn), t.at.Block())...)
}

// aborting are the blocks of a handler of gin that keep the handlers after it from running.
func aborting(fn *ssa.Function) []*ssa.BasicBlock {
	if !guard.Chained(fn) {
		return nil
	}
	var out []*ssa.BasicBlock
	for call := range flow.Calls(fn) {
		if guard.IsAbort(flow.Key(flow.Callee(call.Common()))) {
			out = append(out, call.Block())
		}
	}
	return out
}

// around reports a way from the beginning of a function to a block that does not come by a test, but for those on which the tested value is empty.
func (j *judge) around(t test, to *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	avoid := aborting(to.Parent())
	var walk func(*ssa.BasicBlock) bool
	walk = func(b *ssa.BasicBlock) bool {
		if b == to {
			return true
		}
		if seen[b] || b == t.at.Block() || slices.Contains(avoid, b) || endsProgram(b) {
			return false
		}
		seen[b] = true
		empty := j.emptySide(b, t.value)
		return slices.ContainsFunc(b.Succs, func(s *ssa.BasicBlock) bool { return s != empty && walk(s) })
	}
	return walk(to.Parent().Blocks[0])
}

// emptySide is the side of a block's branch on which a value of the request is empty; nil where the block asks something else.
func (j *judge) emptySide(b *ssa.BasicBlock, value string) *ssa.BasicBlock {
	iff := flow.Branch(b)
	if iff == nil || b.Succs[0] == b.Succs[1] {
		return nil
	}
	cmp, ok := iff.Cond.(*ssa.BinOp)
	if !ok || cmp.Op != token.EQL && cmp.Op != token.NEQ {
		return nil
	}
	zero, ok := cmp.Y.(*ssa.Const)
	if !ok || zero.Value != nil && !(zero.Value.Kind() == constant.String && constant.StringVal(zero.Value) == "") || j.valueOf(cmp.X, b.Parent()) != value {
		return nil
	}
	if cmp.Op == token.EQL {
		return b.Succs[0]
	}
	return b.Succs[1]
}
