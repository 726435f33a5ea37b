package query

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// link is one call that adds to a chain, or a literal or value that stands for one.
type link struct {
	row   *Row
	lib   *Library
	call  ssa.CallInstruction
	frame *flow.Frame
	roles []Role
	rest  Role // role of all further arguments
	args  []flow.Ref
	// method names a method whose receiver's type is only known to the caller: the row is found there.
	method string
	// unread is the function that may have added something that was not read; such a link has no row.
	unread string
	// summary is what another package's helper adds.
	summary *LinkSummary
	// left is true for the conditions that an end call leaves behind on its chain.
	left bool
}

// newLink reads the arguments of a call by the roles of its row.
func newLink(lib *Library, row *Row, call ssa.CallInstruction, frame *flow.Frame) *link {
	l := &link{row: row, lib: lib, call: call, frame: frame}
	l.roles, l.rest = row.Roles()
	recv, args := flow.Args(call.Common())
	if len(l.roles) == 1 && l.roles[0] == RoleRecv {
		l.roles[0], args = RoleKey, []ssa.Value{recv}
	}
	if len(l.roles) > 0 && l.roles[0][0] == '@' {
		// The receiver has a role of its own.
		l.roles[0] = l.roles[0][1:]
		args = append([]ssa.Value{recv}, args...)
	}
	for _, a := range args {
		l.args = append(l.args, flow.Ref{V: a, Frame: frame})
	}
	return l
}

// arg is the argument with a role.
func (l *link) arg(role Role) (flow.Ref, bool) {
	for i, r := range l.roles {
		if r == role && i < len(l.args) {
			return l.args[i], true
		}
	}
	return flow.Ref{}, false
}

// second is the second argument with a role.
func (l *link) second(role Role) (flow.Ref, bool) {
	found := false
	for i, r := range l.roles {
		if r != role || i >= len(l.args) {
			continue
		}
		if found {
			return l.args[i], true
		}
		found = true
	}
	return flow.Ref{}, false
}

// rows finds the rows of calls, those of generated clients too.
func (c *chains) rowOf(call ssa.CallInstruction) (*Row, *Library) {
	common := call.Common()
	var row *Row
	if obj := flow.Callee(common); obj != nil {
		row = c.f.Row(common, obj, flow.Key(obj))
	} else {
		row = c.f.Models.Row(flow.VarKey(flow.CalledVar(common)))
	}
	if row == nil {
		return nil, nil
	}
	return row, row.lib
}

// builderKind says whether values of a type carry a chain.
type builderKind uint8

const (
	noBuilder builderKind = iota
	handle                // a database handle: links on it start a chain and leave it as it is
	builder               // a chain that links change
)

// kindOf tells builders from handles and other values, by the receivers of the rows.
func (c *chains) kindOf(t types.Type) builderKind {
	if isFluent(t) {
		return builder
	}
	key := flow.TypeKey(t)
	if key == "" || key == "interface" {
		return noBuilder
	}
	if k, ok := c.kinds[key]; ok {
		return k
	}
	if c.endsByShape(t) {
		return builder
	}
	if k := c.generated.kindOf(t); k != noBuilder {
		return k
	}
	return c.boiled.kindOf(t)
}

// endsByShape reports an interface of the user's own with a method that ends a chain by its shape.
func (c *chains) endsByShape(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	iface, ok := n.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	is, known := c.shaped[n]
	if !known {
		for i := range iface.NumMethods() {
			if row := c.f.Models.shapes.Of(iface.Method(i)); row != nil && row.Op == OpEnd {
				is = true
			}
		}
		c.shaped[n] = is
	}
	return is
}

// carried is the kind of the builder that a value carries, perhaps inside an interface.
func (c *chains) carried(v ssa.Value) builderKind {
	if k := c.kindOf(v.Type()); k != noBuilder {
		return k
	}
	if inner := flow.Strip(v); inner != v {
		return c.kindOf(inner.Type())
	}
	return noBuilder
}

// isFluent reports a type parameter, or an interface over one, whose methods give it back: generic code that works on any builder with
// the same setters.
func isFluent(t types.Type) bool {
	t = types.Unalias(t)
	var methods types.Type
	switch t := t.(type) {
	case *types.TypeParam:
		methods = t.Constraint()
	case *types.Named:
		if t.TypeArgs().Len() == 0 || !types.IsInterface(t) {
			return false
		}
		methods = t
	default:
		return false
	}
	iface, ok := methods.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for i := range iface.NumMethods() {
		if r := iface.Method(i).Signature().Results(); r.Len() == 1 {
			if _, ok := types.Unalias(r.At(0).Type()).(*types.TypeParam); ok {
				return true
			}
		}
	}
	return false
}

// enter looks through a call, with one frame for each, so that what is read twice is seen to be the same.
func (c *chains) enter(frame *flow.Frame, fn *ssa.Function, call ssa.CallInstruction) *flow.Frame {
	k := frameKey{frame, fn, call}
	if in, ok := c.frames[k]; ok {
		return in
	}
	in := frame.Enter(fn, call)
	c.frames[k] = in
	return in
}

type frameKey struct {
	up   *flow.Frame
	fn   *ssa.Function
	call ssa.CallInstruction
}

// indexKinds collects the types that rows name as receivers of chain operations.
func (c *chains) indexKinds() {
	c.kinds, c.exprs = map[string]builderKind{}, map[string]bool{}
	for _, lib := range c.f.Models.libraries() {
		for i := range lib.Rows {
			row := &lib.Rows[i]
			if t, ok := receiverOf(row.Func); ok && row.Op == OpPred && len(lib.Tables) > 0 {
				c.exprs[t] = true
			}
			if row.Op != OpLink && row.Op != OpEnd {
				continue
			}
			if t, ok := receiverOf(row.Func); ok && c.kinds[t] == noBuilder {
				c.kinds[t] = builder
			}
		}
		for _, h := range lib.Handles {
			c.kinds[h] = handle
		}
		for _, t := range lib.Carriers {
			c.kinds[t] = builder
		}
	}
}

// receiverOf is the type in "(*path.T).Method".
func receiverOf(key string) (string, bool) {
	if !strings.HasPrefix(key, "(") {
		return "", false
	}
	t, _, ok := strings.Cut(key[1:], ").")
	return strings.TrimPrefix(t, "*"), ok
}
