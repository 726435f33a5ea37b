package query

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// ChainEnd is an end call in a function that is given the chain, or the value that it fills, by its caller: func Page(db *gorm.DB, out any).
// The statement is known at the call only, and is judged there.
type ChainEnd struct {
	Row    string // the key of the end call's row
	Method string // its name, where only the builder's own type has a row for it
	From   int    // the parameter that is the chain; -1 for the receiver
	Links  []LinkSummary
	Args   []EndArg
}

// EndArg is an argument of an end call. Absent stands for an empty list of further arguments.
type EndArg struct {
	Absent bool
	Arg    TemplateArg
}

// seedParams gives every builder among a function's parameters an object that remembers which it is.
func (c *chains) seedParams(fn *ssa.Function) *state {
	seed := &state{env: map[place]int{}}
	for k, p := range fn.Params {
		if c.kindOf(p.Type()) == noBuilder {
			continue
		}
		o := object{handle: c.kindOf(p.Type()) == handle, typ: p.Type(), origin: k + 1}
		if isFluent(p.Type()) {
			o.typ = nil
		}
		seed.env[place{v: p}] = seed.alloc(o)
	}
	return seed
}

// endsOf lists the ends of a function that its callers must complete, with the calls.
func (c *chains) endsOf(fn *ssa.Function) (ends []ChainEnd, calls []ssa.CallInstruction) {
	if !slices.ContainsFunc(fn.Params, func(p *ssa.Parameter) bool { return c.kindOf(p.Type()) != noBuilder }) {
		return nil, nil
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			row, lib := c.rowOf(call)
			if row == nil || row.Op != OpEnd || lib == nil {
				continue
			}
			recv := chainOf(call, row)
			if recv == nil {
				continue
			}
			states, complete := c.run(call, nil, c.seedParams(fn), recv)
			if !complete {
				continue
			}
			for _, st := range states {
				id, ok := resolve(st, recv)
				if !ok || st.heap[id].origin == 0 || st.heap[id].why != "" {
					continue
				}
				if e, ok := c.endSummary(fn, call, row, lib, st.heap[id]); ok {
					ends, calls = append(ends, e), append(calls, call)
				}
			}
		}
	}
	if len(ends) > maxFragments {
		return nil, nil
	}
	return ends, calls
}

// givenEnds are the ends of a function of the package on a builder that is a value, which its callers hand in whole: func (s *Store) run(q
// squirrel.Sqlizer). Each call of it is judged, and it owes nothing itself. nil where it has none, or no caller in the package.
func (c *chains) givenEnds(fn *ssa.Function) *ChainSummary {
	if fn == nil || fn.Blocks == nil || fn.Parent() != nil || fn.Pkg == nil || fn.Pkg.Pkg != c.f.P.Types || len(c.f.P.Callers(fn)) == 0 {
		return nil
	}
	if s, ok := c.given[fn]; ok {
		return s
	}
	c.given[fn] = nil // one that ends what it hands to itself is judged in itself
	ends, calls := c.endsOf(fn)
	s := &ChainSummary{Func: flow.FuncKey(fn)}
	for i, e := range ends {
		if _, lib := c.rowOf(calls[i]); lib == nil || lib.Mutable {
			return nil
		}
		s.Ends = append(s.Ends, e)
	}
	if len(s.Ends) == 0 {
		return nil
	}
	for _, call := range calls {
		c.handedIn[call] = true
	}
	c.given[fn] = s
	return s
}

// endSummary writes an end in terms of the function's parameters; ok is false where the function's own statement is whole.
func (c *chains) endSummary(fn *ssa.Function, call *ssa.Call, row *Row, lib *Library, o object) (ChainEnd, bool) {
	p := fn.Params[o.origin-1]
	e := ChainEnd{Row: row.Func, From: flow.ParamIndex(p)}
	if c.f.Models.Row(row.Func) == nil {
		e.Row, e.Method = "", flow.Callee(&call.Call).Name()
	}
	open := c.kindOf(p.Type()) == builder
	l := c.linkOf(lib, row, call, nil)
	for i, a := range l.args {
		role := l.rest
		if i < len(l.roles) {
			role = l.roles[i]
		}
		arg := EndArg{}
		if l.rest != "" && i == len(l.roles)-1 {
			lists, whole := c.elements(a)
			switch {
			case whole && len(lists) == 1 && len(lists[0]) == 0:
				arg.Absent = true
			case whole && len(lists) == 1 && len(lists[0]) == 1:
				a = lists[0][0]
			default:
				return e, false
			}
		}
		if !arg.Absent {
			arg.Arg = c.f.templateArg(c.f.bound(a))
			switch role {
			case RoleDest, RoleModel, RoleValues, RoleBean:
				t := flow.Strip(a.V).Type()
				open = open || arg.Arg.Param >= 0 && (types.IsInterface(t) || isTypeParam(t))
			}
		}
		e.Args = append(e.Args, arg)
	}
	for _, k := range o.links {
		if ls, ok := c.summarise(k); ok {
			e.Links = append(e.Links, ls)
		}
	}
	return e, open
}

// completed reads a call of a function of another package that ends the chain it is given.
func (c *chains) completed(fn *ssa.Function, at ssa.CallInstruction, sum *ChainSummary) *Operation {
	call, ok := at.(*ssa.Call)
	if !ok {
		return nil
	}
	var op *Operation
	seen := map[string]bool{}
	for i := range sum.Ends {
		e := &sum.Ends[i]
		v := argAt(call, e.From)
		if v == nil || c.carried(v) == noBuilder {
			continue
		}
		objs, complete := c.eval(v, call, nil)
		for _, o := range c.minimal(objs) {
			row, lib := c.endRow(o.typ, e, &call.Call)
			if row == nil {
				continue
			}
			if op == nil {
				op = &Operation{Fn: fn, Call: call, Row: row}
			}
			if why := c.whyNot(o, lib); why != "" {
				op.Unresolved = why
				continue
			}
			if !complete {
				op.Unresolved = "the chain is put together in too many ways"
			}
			links := slices.Clone(o.links)
			for k := range e.Links {
				links = append(links, c.summaryLink(o.typ, call, nil, &e.Links[k]))
			}
			for _, b := range c.apply([]*build{{c: c, lib: lib}}, append(links, endLink(row, lib, call, e))) {
				b.finish(op, seen)
			}
		}
	}
	if op != nil && len(op.Alternatives) == 0 && op.Unresolved == "" {
		op.Unresolved = "the statement of the chain was not read"
	}
	return op
}

// endRow is the row of an end: by its key, or by its name among the methods of the builder's own type.
func (c *chains) endRow(t types.Type, e *ChainEnd, common *ssa.CallCommon) (*Row, *Library) {
	if e.Row != "" {
		row := c.f.Models.Row(e.Row)
		if row == nil {
			return nil, nil
		}
		return row, row.lib
	}
	if t == nil {
		return nil, nil
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, e.Method)
	m, ok := obj.(*types.Func)
	if !ok {
		return nil, nil
	}
	row := c.f.Row(common, m, flow.Key(m))
	if row == nil || row.Op != OpEnd {
		return nil, nil
	}
	return row, row.lib
}

// endLink makes the link of an end with the caller's arguments in place.
func endLink(row *Row, lib *Library, call *ssa.Call, e *ChainEnd) *link {
	l := &link{row: row, lib: lib, call: call}
	roles, _ := row.Roles()
	for i, a := range e.Args {
		if a.Absent || i >= len(roles) {
			continue
		}
		l.roles = append(l.roles, roles[i])
		l.args = append(l.args, instantiated(call, nil, a.Arg))
	}
	return l
}

// whyNot is why a chain cannot be judged: its beginning, which may hold any condition, is not known.
func (c *chains) whyNot(o object, lib *Library) string {
	if o.why == "" || lib.EndResets && c.saysWhat(o) {
		return ""
	}
	return o.why
}

// String describes the end for tests of facts.
func (e *ChainEnd) String() string {
	var b strings.Builder
	b.WriteString(e.Method + e.Row[strings.LastIndexByte(e.Row, '.')+1:] + "(")
	for i, a := range e.Args {
		if i > 0 {
			b.WriteString(" ")
		}
		if a.Absent {
			b.WriteString("-")
		} else {
			b.WriteString(a.Arg.String())
		}
	}
	b.WriteString(")")
	return b.String()
}
