package query

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// handedOut reads the builders that functions hand to others where no end call is in sight: a row that is collected for a bulk insert, the
// query of a method that only an interface reaches. Such a statement is judged as it stands when it leaves: what others add to a query
// narrows it. whole are the methods of which every query was read to its start.
func (c *chains) handedOut() (ops []*Operation, whole []string) {
	for _, fn := range c.f.P.Functions() {
		if c.f.skip(fn) {
			continue
		}
		h := &handing{c: c, fn: fn, ops: map[ssa.CallInstruction]*Operation{}, keys: map[ssa.CallInstruction]map[string]bool{}}
		if onlyByInterface(fn) && len(c.f.P.Callers(fn)) == 0 && h.queries() {
			whole = append(whole, flow.FuncKey(fn))
		}
		h.rows()
		ops = append(ops, h.out...)
	}
	return ops, whole
}

// handing collects what one function hands out.
type handing struct {
	c    *chains
	fn   *ssa.Function
	ops  map[ssa.CallInstruction]*Operation
	keys map[ssa.CallInstruction]map[string]bool
	out  []*Operation
}

// queries reads the builders that the function returns, and reports whether it gives builders and each was read from its start.
func (h *handing) queries() bool {
	gives, whole := false, true
	for _, ret := range flow.Returns(h.fn) {
		for _, r := range ret.Results {
			if h.c.kindOf(r.Type()) != builder || isFluent(r.Type()) {
				continue
			}
			gives = true
			if _, none := r.(*ssa.Const); none {
				continue
			}
			objs, complete := h.c.eval(r, ret, nil)
			whole = whole && complete && len(objs) > 0
			for _, o := range h.c.minimal(objs) {
				start := startOf(o)
				whole = whole && start != nil && o.why == ""
				if start != nil && start.row.Kind != KindInsert {
					h.add(callWithin(h.fn, o.links), start, o)
				}
			}
		}
	}
	return gives && whole
}

// rows reads the inserts that are started here and ended nowhere in sight.
func (h *handing) rows() {
	for _, b := range h.fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok || h.c.bulked[call] {
				continue
			}
			row, _ := h.c.rowOf(call)
			if row == nil || row.Op != OpStart || row.Kind != KindInsert || row.Clause != ClauseNop {
				continue
			}
			ended, leaves := h.c.leaving(call)
			if ended {
				continue
			}
			for _, l := range leaves {
				if _, returned := l.at.(*ssa.Return); returned && h.fn.Parent() == nil && !onlyByInterface(h.fn) {
					continue // its callers end it
				}
				objs, _ := h.c.eval(l.v, l.at, nil)
				for _, o := range objs {
					if start := startOf(o); start != nil && start.call == call {
						h.add(call, start, o)
					}
				}
			}
		}
	}
}

// sentOff reads a builder that is a value and is given to a function whose body nobody shows: a method of an interface, a function of a package
// that is not the user's. It is judged as it stands, for it cannot be seen to be run: func (db DB) Get(ctx, dest, q squirrel.Sqlizer).
func (c *chains) sentOff(fn *ssa.Function, call ssa.CallInstruction, obj *types.Func, key string) *Operation {
	value, ok := call.(*ssa.Call)
	if !ok || !c.isBodiless(call, obj, key) || c.givesBuilder(value) {
		return nil
	}
	_, args := flow.Args(call.Common())
	params := obj.Signature().Params()
	for i, a := range args {
		if i < params.Len() && c.kindOf(params.At(i).Type()) == builder && c.carried(a) == builder {
			if op := c.asItStands(fn, value, a); op != nil {
				return op
			}
		}
	}
	return nil
}

// isBodiless reports a function of nobody's rows whose body is not in sight and of which no summary speaks.
func (c *chains) isBodiless(call ssa.CallInstruction, obj *types.Func, key string) bool {
	if obj.Pkg() == nil || c.f.Models.Library(obj.Pkg().Path()) != nil {
		return false
	}
	callee := flow.StaticCallee(call.Common())
	return callee == nil || callee.Blocks == nil && (c.f.Imports == nil || c.f.Imports.Chain(key) == nil)
}

// asItStands reads a builder that is a value at a call; nil where its beginning is not known, or it is no statement.
func (c *chains) asItStands(fn *ssa.Function, call *ssa.Call, v ssa.Value) *Operation {
	op := &Operation{Fn: fn, Call: call}
	seen := map[string]bool{}
	objs, _ := c.eval(v, call, nil)
	for _, o := range c.minimal(objs) {
		lib := c.libraryOf(o, nil)
		if lib == nil || lib.Mutable || o.why != "" || o.links[0].row == nil {
			continue
		}
		for _, b := range c.apply([]*build{{c: c, lib: lib}}, o.links) {
			op.Row = o.links[0].row
			b.finish(op, seen)
		}
	}
	if op.Row == nil {
		return nil
	}
	return op
}

// startOf is the link that starts a chain, nil when it has none.
func startOf(o object) *link {
	if len(o.links) == 0 || o.links[0].row == nil || o.links[0].row.Op != OpStart || o.links[0].lib == nil {
		return nil
	}
	return o.links[0]
}

func (h *handing) add(at ssa.CallInstruction, start *link, o object) {
	if at == nil {
		return
	}
	op := h.ops[at]
	if op == nil {
		op = &Operation{Fn: h.fn, Call: at, Row: start.row}
		h.ops[at], h.keys[at] = op, map[string]bool{}
	}
	before := len(op.Alternatives)
	for _, b := range h.c.apply([]*build{{c: h.c, lib: start.lib}}, o.links) {
		stmts := b.statements()
		if b.why == whyParameter && !slices.ContainsFunc(stmts, namesTable) {
			continue // it only wraps what it was given
		}
		b.finish(op, h.keys[at])
	}
	if before == 0 && len(op.Alternatives) > 0 {
		h.out = append(h.out, op)
	}
}

// callWithin is the first of the links' calls that the function itself makes: its place stands for the statement.
func callWithin(fn *ssa.Function, links []*link) ssa.CallInstruction {
	for _, l := range links {
		if l.call != nil && l.call.Parent() == fn {
			return l.call
		}
	}
	return nil
}

// onlyByInterface reports an exported method of an unexported type.
func onlyByInterface(fn *ssa.Function) bool {
	recv := fn.Signature.Recv()
	if recv == nil || fn.Object() == nil || !fn.Object().Exported() {
		return false
	}
	n, ok := types.Unalias(deref(recv.Type())).(*types.Named)
	return ok && !token.IsExported(n.Obj().Name())
}

// leave is a place where a builder leaves its function's sight.
type leave struct {
	v  ssa.Value
	at ssa.Instruction
}

// leaving follows a builder forward: whether an end call is reached, and where it is stored, returned or handed on.
func (c *chains) leaving(start *ssa.Call) (ended bool, out []leave) {
	seen := map[ssa.Value]bool{}
	work := []ssa.Value{start}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[v] || v.Referrers() == nil {
			continue
		}
		seen[v] = true
		for _, ref := range *v.Referrers() {
			switch x := ref.(type) {
			case *ssa.Phi:
				work = append(work, x)
			case *ssa.MakeInterface:
				work = append(work, x)
			case *ssa.ChangeType:
				work = append(work, x)
			case *ssa.Extract:
				work = append(work, x)
			case *ssa.Store:
				if a, ok := x.Addr.(*ssa.Alloc); ok && x.Val == v {
					for _, r := range *a.Referrers() {
						if load, ok := r.(*ssa.UnOp); ok {
							work = append(work, load)
						}
					}
				} else if x.Val == v {
					out = append(out, leave{v, x})
				}
			case *ssa.Return:
				out = append(out, leave{v, x})
			case *ssa.Call:
				row, _ := c.rowOf(x)
				recv, _ := flow.Args(&x.Call)
				switch {
				case row != nil && row.Op == OpEnd && recv == v:
					return true, nil
				case row != nil && row.Op == OpLink && recv == v, row == nil && x.Call.IsInvoke():
					work = append(work, x)
				case row != nil && row.Index(RoleQuery) >= 0:
					return true, nil // a row of a bulk insert that is read there
				case row == nil:
					work = append(work, x)
					if !c.givesBuilder(x) {
						out = append(out, leave{v, x})
					}
				}
			}
		}
	}
	return false, out
}

func (c *chains) givesBuilder(call *ssa.Call) bool {
	results := call.Call.Signature().Results()
	for i := range results.Len() {
		if c.kindOf(results.At(i).Type()) != noBuilder {
			return true
		}
	}
	return false
}

// rowsElsewhere reports whether rows of an entity are made in the package and leave the sight of the function that makes them: each is judged
// there, so a bulk insert of such rows owes nothing more.
func (c *chains) rowsElsewhere(row *Row) bool {
	if row.entity == nil {
		return false
	}
	if c.makers == nil {
		c.makers = map[string]bool{}
		for _, fn := range c.f.P.Functions() {
			for _, b := range fn.Blocks {
				for _, instr := range b.Instrs {
					call, ok := instr.(*ssa.Call)
					if !ok {
						continue
					}
					if r, _ := c.rowOf(call); r == nil || r.entity == nil || r.Op != OpStart || r.Kind != KindInsert || r.Clause != ClauseNop {
						continue
					} else if ended, leaves := c.leaving(call); !ended && len(leaves) > 0 {
						c.makers[r.entity.name] = true
					}
				}
			}
		}
	}
	return c.makers[row.entity.name]
}
