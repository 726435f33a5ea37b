package query

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// handedOut reads the builders that functions hand to whoever calls them, where no call is in sight that could tell who ends them: a
// closure that makes the rows of a bulk insert, a method of an unexported type that only an interface reaches. Such a statement is judged
// as it stands when it is handed out: what its caller may add can only narrow it.
func (c *chains) handedOut() []*Operation {
	var out []*Operation
	for _, fn := range c.f.P.Functions() {
		if c.f.skip(fn) || c.bulkOf[fn] || len(c.f.P.Callers(fn)) > 0 {
			continue
		}
		closure, hidden := fn.Parent() != nil, onlyByInterface(fn)
		if !closure && !hidden {
			continue
		}
		seen := map[ssa.CallInstruction]*Operation{}
		keys := map[string]bool{}
		for _, ret := range flow.Returns(fn) {
			for _, r := range ret.Results {
				if c.kindOf(r.Type()) != builder || isFluent(r.Type()) {
					continue
				}
				objs, _ := c.eval(r, ret, nil)
				for _, o := range objs {
					if op := c.handed(fn, o, hidden, seen, keys); op != nil {
						out = append(out, op)
					}
				}
			}
		}
	}
	return out
}

// handed reads one builder that is handed out; nil when it is none that is judged here, or adds to an operation that is known already.
func (c *chains) handed(fn *ssa.Function, o object, hidden bool, seen map[ssa.CallInstruction]*Operation, keys map[string]bool) *Operation {
	if len(o.links) == 0 || o.links[0].row == nil || o.links[0].row.Op != OpStart || o.links[0].lib == nil {
		return nil
	}
	start := o.links[0]
	if start.row.Kind != KindInsert && !hidden {
		return nil
	}
	at := callWithin(fn, o.links)
	if at == nil {
		return nil
	}
	op, known := seen[at], true
	if op == nil {
		op, known = &Operation{Fn: fn, Call: at, Row: start.row}, false
		seen[at] = op
	}
	for _, b := range c.apply([]*build{{c: c, lib: start.lib}}, o.links) {
		b.finish(op, keys)
	}
	if known || len(op.Alternatives) == 0 && op.Unresolved == "" {
		return nil
	}
	return op
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

// rowsElsewhere reports whether the rows of a bulk insert of an entity are made by functions of the package that hand them out, where each
// is judged.
func (c *chains) rowsElsewhere(row *Row) bool {
	if row.entity == nil {
		return false
	}
	if c.makers == nil {
		c.makers = map[string]bool{}
		for _, fn := range c.f.P.Functions() {
			results := fn.Signature.Results()
			for i := range results.Len() {
				t, ok := types.Unalias(deref(results.At(i).Type())).(*types.Named)
				if !ok || fn.Parent() == nil && !onlyByInterface(fn) || len(c.f.P.Callers(fn)) > 0 {
					continue
				}
				if e, role, ok := c.generated.entityOf(t); ok && role == "Create" {
					c.makers[e.name] = true
				}
			}
		}
	}
	return c.makers[row.entity.name]
}
