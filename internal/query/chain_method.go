package query

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// byName simulates a method call on a builder behind a type parameter: the method of that name of the builder's own type, or, where only
// a caller knows that, a link that waits for it.
func (c *chains) byName(s *state, call *ssa.Call, frame *flow.Frame, id int) {
	o := s.heap[id]
	name := call.Call.Method.Name()
	l := c.methodLink(o.typ, name, call, frame)
	o.links = append(slices.Clone(o.links), l)
	s.heap[id] = o
	at := place{v: call}
	if call.Call.Signature().Results().Len() > 1 {
		at.result = 0
	}
	s.env[at] = id
}

// methodLink is the link of a method by its name.
func (c *chains) methodLink(t types.Type, name string, call *ssa.Call, frame *flow.Frame) *link {
	if t == nil {
		k := linkKey{call, frame}
		l := c.waiting[k]
		if l == nil {
			l = &link{call: call, frame: frame, method: name}
			for _, a := range call.Call.Args {
				l.args = append(l.args, flow.Ref{V: a, Frame: frame})
			}
			c.waiting[k] = l
		}
		return l
	}
	row, lib := c.methodRow(t, name, &call.Call)
	if row == nil {
		return c.unreadOf(call, frame, name)
	}
	return c.linkOf(lib, row, call, frame)
}

// methodRow is the row of the link that a method of a builder is, nil when it is none.
func (c *chains) methodRow(t types.Type, name string, common *ssa.CallCommon) (*Row, *Library) {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil, nil
	}
	row := c.f.Row(common, fn, flow.Key(fn))
	if row == nil || row.Op != OpLink {
		return nil, nil
	}
	return row, row.lib
}

// fresh gives the results of a call that opens a database their handles.
func (c *chains) fresh(s *state, call *ssa.Call) {
	results := call.Call.Signature().Results()
	at := place{v: call}
	for i := range results.Len() {
		if results.Len() > 1 {
			at.result = i
		}
		switch c.kindOf(results.At(i).Type()) {
		case handle:
			s.env[at] = s.alloc(object{handle: true})
		case builder:
			s.env[at] = s.alloc(object{})
		}
	}
}
