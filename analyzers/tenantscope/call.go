package tenantscope

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
)

// callIndex lists this package's calls by what they call.
func (j *judge) callIndex() map[string][]ssa.CallInstruction {
	out := map[string][]ssa.CallInstruction{}
	for _, fn := range j.p.Functions() {
		if !j.owesFunc(fn) || j.alone && j.tested.holds(fn) {
			continue
		}
		for call := range flow.Calls(fn) {
			obj := flow.Callee(call.Common())
			if obj == nil && holdsFunction(call.Common().Value) {
				out[bind.FuncValue] = append(out[bind.FuncValue], call)
				continue
			}
			if obj == nil || obj.Pkg() == nil || j.site.Own != nil && !j.site.Own(obj.Pkg().Path()) {
				continue
			}
			key := flow.Key(obj)
			out[key] = append(out[key], call)
		}
	}
	return out
}

// holdsFunction reports a function value that was read from a field, a parameter or a variable.
func holdsFunction(v ssa.Value) bool {
	switch v.(type) {
	case *ssa.UnOp, *ssa.Parameter, *ssa.FreeVar, *ssa.Field, *ssa.Extract, *ssa.Call:
		_, ok := v.Type().Underlying().(*types.Signature)
		return ok
	}
	return false
}

// recordCalls writes down the calls at which an obligation may be settled that is not known here: through interfaces, and of functions
// that pass a parameter on to such a call.
func (j *judge) recordCalls(calls map[string][]ssa.CallInstruction) {
	done := map[ssa.CallInstruction]bool{}
	forward := map[string]bool{}
	for _, c := range j.fact.Calls {
		if c.forwards() {
			forward[c.Func] = true
		}
	}
	keys := query.SortedKeys(calls)
	for changed := true; changed; {
		changed = false
		for _, key := range keys {
			for _, call := range calls[key] {
				if done[call] || !call.Common().IsInvoke() && !forward[key] && key != bind.FuncValue && j.awaited[call] == nil {
					continue
				}
				done[call] = true
				rec := j.record(key, call, j.awaited[call])
				if len(rec.Args) == 0 && !takesContext(call) || key == bind.FuncValue && len(rec.Slots) == 0 {
					continue
				}
				j.fact.Calls = append(j.fact.Calls, rec)
				if rec.forwards() && !forward[rec.Func] {
					forward[rec.Func] = true
					changed = true
				}
			}
		}
	}
}

// takesContext reports a call that is given a context: without any further value it may still be a query.
func takesContext(call ssa.CallInstruction) bool {
	_, args := flow.Args(call.Common())
	return slices.ContainsFunc(args, func(a ssa.Value) bool { return isContext(a.Type()) })
}

// forwards reports a call that hands on a parameter of its function, or the row it got.
func (c *Call) forwards() bool {
	return c.Returns || slices.ContainsFunc(c.Args, func(a Arg) bool { return a.Class == ClassParam })
}

// record describes one call: the class of each argument that could identify a row, or that is asked for.
func (j *judge) record(key string, call ssa.CallInstruction, asked []Key) Call {
	fn := call.Parent()
	top := flow.Top(fn)
	callable := j.callable(top)
	pos, _ := j.p.CallPos(call)
	rec := Call{Callee: key, Func: flow.FuncKey(top), Pos: j.position(pos), Symbol: symbol(fn)}
	if call.Common().IsInvoke() || key == bind.FuncValue {
		rec.Slots = j.slots().Of(call.Common().Value)
	}
	_, args := flow.Args(call.Common())
	for i, a := range args {
		parts := j.parts(a)
		for _, k := range asked {
			if p := splitPath(k.Path); k.Param == i && !slices.ContainsFunc(parts, func(q []string) bool { return slices.Equal(p, q) }) {
				parts = append(parts, p)
			}
		}
		for _, part := range parts {
			value := query.Bound{Ref: j.lastGiven(flow.Ref{V: a, Path: part}, call)}
			arg, c := j.described(call, i, value)
			arg.Path = strings.Join(part, ".")
			j.asTenant(&arg, c, call)
			j.readEarlier(&arg, call, value)
			rec.Args = append(rec.Args, arg)
		}
	}
	if len(rec.Args) > 0 && call.Value() != nil {
		_, rec.Verified = j.verifiedAfter(fn, call)
		rec.HandedOver = !rec.Verified && j.handsOverTenant(call)
		if fn == top && callable && !rec.Verified {
			derived := j.derived(call)
			for _, ret := range flow.Returns(fn) {
				for _, res := range ret.Results {
					if !flow.IsError(res.Type()) && usesAny(res, derived, 0) {
						rec.Returns = true
					}
				}
			}
		}
	}
	return rec
}

// described is what a call is given as a parameter, or what a statement binds to a key.
func (j *judge) described(call ssa.CallInstruction, param int, value query.Bound) (Arg, classed) {
	c := j.bound(value)
	arg := Arg{Param: param, Class: c.Class, Name: c.Name, Table: c.Table}
	j.pursue(&arg, c, call.Parent())
	return arg, c
}

// asTenant notes what the routes are to be asked of a value that is handed on as the tenant.
func (j *judge) asTenant(arg *Arg, c classed, call ssa.CallInstruction) {
	if arg.Class == ClassParam && !j.words.isTenant(arg.Name) {
		return // no question about the tenant's value goes on by it
	}
	fn := call.Parent()
	verified, asks := j.requested(fn, call, &c)
	if verified {
		arg.Class = ClassTenant // it is the principal's
		return
	}
	if arg.Asked = c.asked; !asks {
		return
	}
	if arg.Request = c.request; fn != flow.Top(fn) {
		arg.In = flow.FuncKey(fn)
	}
}

// readEarlier notes that the same value identified a row that was read scoped before, or the calls that may have read it.
func (j *judge) readEarlier(arg *Arg, call ssa.CallInstruction, value query.Bound) {
	if arg.Class == ClassScopedRow {
		return
	}
	d, k := demand{fn: call.Parent(), call: call}, keyed{value: value}
	if _, ok := j.readBefore(d, k); ok {
		arg.Class = ClassScopedRow
	} else {
		arg.Prior = j.priors(d, k)
	}
}

// pursue notes whom a value of a function can be asked of: its callers, what is bound to the slot of the interface that gave it, or whoever filled
// the field that holds it.
func (j *judge) pursue(arg *Arg, c classed, fn *ssa.Function) {
	fn = flow.Top(fn)
	switch {
	case c.Class == ClassParam && c.Fn == fn && c.Param >= 0 && j.callable(fn): // else nobody can be asked in its stead
		arg.From, arg.FPath = c.Param, joinPath(c.Path)
	case c.Class == ClassParam:
		arg.Class = ClassUnknown
		if h, ok := j.heldBy(c); ok && c.Fn == fn {
			arg.Field = h.ask(joinPath(c.Path[1:]))
		}
	default:
		if arg.from(c); arg.Via != "" {
			arg.Given = j.givenTo(c.leaf, 0)
		}
	}
}

// priors are earlier calls, not known to read here, that were given the same value.
func (j *judge) priors(d demand, k keyed) []Prior {
	var out []Prior
	for _, call := range j.callsIn(d.fn) {
		if call == d.call || len(out) == 3 || call.Value() == nil || !flow.Dominates(call, d.call) || !j.gates(call, d.call) {
			continue
		}
		_, args := flow.Args(call.Common())
		for i, a := range args {
			for _, part := range j.parts(a) {
				if len(out) < 3 && j.same(query.Bound{Ref: flow.Ref{V: a, Path: part}}, k.value) {
					p := Prior{Callee: flow.Key(flow.Callee(call.Common())), Param: i, Path: strings.Join(part, "."), Verified: j.verifiedCall(call)}
					if call.Common().IsInvoke() {
						p.Slots = j.slots().Of(call.Common().Value)
					}
					out = append(out, p)
				}
			}
		}
	}
	return out
}

// parts are the paths below an argument that could identify a row.
func (j *judge) parts(v ssa.Value) [][]string {
	if isRequestScoped(v.Type()) {
		return nil
	}
	return j.keyPaths(v.Type())
}

// identifies reports a field that could be a key by its name; other fields of parameter structs are not written into facts.
func identifies(name string) bool {
	name = fold(name)
	return strings.HasSuffix(name, "id") || strings.HasSuffix(name, "ids") || strings.HasSuffix(name, "key") || strings.HasSuffix(name, "slug") ||
		strings.HasSuffix(name, "uuid") || strings.HasSuffix(name, "name") || strings.HasSuffix(name, "token")
}
