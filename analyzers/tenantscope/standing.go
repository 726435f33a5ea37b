package tenantscope

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// standing tells what was done about a value of the request, or about a parameter, before a call in a function: verified says that it was compared or that
// membership was checked, maybe that something was asked that is not understood.
func (j *judge) standing(fn *ssa.Function, at ssa.Instruction, value string, from flow.Leaf) (verified, maybe bool) {
	ofRequest := !strings.HasPrefix(value, "#")
	if ofRequest && j.memberRead(value, at) || slices.ContainsFunc(j.tests(fn), func(t test) bool { return t.value == value && j.guards(t, at) }) {
		return true, false
	}
	maybe = slices.ContainsFunc(j.mayBeChecks(fn, value), func(call ssa.CallInstruction) bool {
		return ssa.Instruction(call) != at && !gives(call, from) && flow.Dominates(call, at) && j.gates(call, at)
	})
	for _, mk := range j.p.Closures(fn) {
		v, m := j.standing(mk.Parent(), mk, value, from)
		verified, maybe = verified || v, maybe || m
	}
	return verified, maybe
}

// asked is a function with a value about which it may ask something.
type asked struct {
	fn    *ssa.Function
	value string
}

// mayBeChecks lists the calls of a function that could compare a value with the principal's tenant.
func (j *judge) mayBeChecks(fn *ssa.Function, value string) []ssa.CallInstruction {
	key := asked{fn, value}
	out, ok := j.checks[key]
	if !ok {
		for call := range flow.Calls(fn) {
			if call.Value() != nil && j.mayCheck(call, fn, value) {
				out = append(out, call)
			}
		}
		j.checks[key] = out
	}
	return out
}

// gives reports the call that a value comes from.
func gives(call ssa.CallInstruction, from flow.Leaf) bool {
	if call == from.Call {
		return true
	}
	for f := from.Frame; f != nil; f = f.Up {
		if f.Call == call {
			return true
		}
	}
	return false
}

// mayCheck reports a call of what is no library's that could compare a value with the principal's tenant: it is given the value, or the request and may read it there.
func (j *judge) mayCheck(call ssa.CallInstruction, fn *ssa.Function, value string) bool {
	obj := flow.Callee(call.Common())
	if obj != nil && (obj.Pkg() == nil || !j.owns(obj.Pkg().Path())) || obj == nil && !holdsFunction(call.Common().Value) {
		return false
	}
	_, args := flow.Args(call.Common())
	for i, a := range args {
		if j.valueOf(a, fn) == value && !j.onlyReadsRow(flow.Key(obj), i) {
			return true
		}
	}
	if !slices.ContainsFunc(args, func(a ssa.Value) bool { return carriesRequest(a.Type()) }) {
		return false
	}
	if obj == nil || call.Common().IsInvoke() {
		return true
	}
	u := j.useOf(call.Common())
	return u != nil && (u.Opaque || len(u.Asks) > 0 || isAmong(value, u.Reads))
}

// onlyReadsRow reports a function that reads rows by an argument: that they are there says nothing of who asks.
func (j *judge) onlyReadsRow(key string, param int) bool {
	return slices.ContainsFunc(j.reads(key), func(r ReadSummary) bool { return r.Param == param })
}

// owns reports a package of the user's modules.
func (j *judge) owns(path string) bool { return j.site.Own == nil || j.site.Own(path) }
