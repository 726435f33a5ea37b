package route

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// callers tells from where the functions of the package are called, so that what two functions do to one router can be put in order where one function calls both.
type callers struct {
	calls   map[string][]ssa.Instruction // of each function that is called by its name
	valued  map[string]bool              // functions that are used as values: who calls them is not known
	invoked map[string]bool              // methods that are called through interfaces, by their names
	ups     map[*ssa.Function]*upward
}

// upward is what leads to a function.
type upward struct {
	calls map[*ssa.Function][]ssa.Instruction // by the function that they stand in
	tops  []*ssa.Function                     // functions that nobody in the package calls
	known bool                                // false where it may be called without being seen
}

// readCallers reads the calls of the package; functions of tests call nothing.
func (s *scanner) readCallers() *callers {
	c := &callers{calls: map[string][]ssa.Instruction{}, valued: map[string]bool{}, invoked: map[string]bool{}, ups: map[*ssa.Function]*upward{}}
	for _, fn := range s.p.Functions() {
		if s.isTest(fn) {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				c.note(instr)
			}
		}
	}
	return c
}

func (c *callers) note(instr ssa.Instruction) {
	var called ssa.Value
	if call, ok := instr.(ssa.CallInstruction); ok {
		common := call.Common()
		if common.IsInvoke() {
			c.invoked[common.Method.Name()] = true
		} else if fn := common.StaticCallee(); fn != nil {
			called = common.Value
			c.calls[flow.FuncKey(fn)] = append(c.calls[flow.FuncKey(fn)], instr)
		}
	}
	for _, op := range instr.Operands(nil) {
		if *op == nil || *op == called {
			continue
		}
		switch x := (*op).(type) {
		case *ssa.Function:
			if mk, ok := instr.(*ssa.MakeClosure); !ok || mk.Fn != x || x.Synthetic != "" {
				c.value(x)
			}
		case *ssa.MakeClosure:
			if _, debug := instr.(*ssa.DebugRef); !debug {
				c.value(x.Fn.(*ssa.Function))
			}
		}
	}
}

// value notes a function that is used as a value, or the method that stands behind one.
func (c *callers) value(fn *ssa.Function) {
	c.valued[flow.FuncKey(fn)] = true
	if method, ok := fn.Object().(*types.Func); ok {
		c.valued[flow.Key(method)] = true
	}
}

// up follows the calls of a function upwards.
func (c *callers) up(fn *ssa.Function) *upward {
	if up := c.ups[fn]; up != nil {
		return up
	}
	up := &upward{calls: map[*ssa.Function][]ssa.Instruction{}, known: true}
	seen := map[*ssa.Function]bool{fn: true}
	for queue := []*ssa.Function{fn}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		key := flow.FuncKey(at)
		if c.valued[key] || at.Signature.Recv() != nil && c.invoked[at.Name()] {
			up.known = false
		}
		if len(c.calls[key]) == 0 {
			up.tops = append(up.tops, at)
		}
		for _, call := range c.calls[key] {
			in := call.Parent()
			up.calls[in] = append(up.calls[in], call)
			if !seen[in] {
				seen[in] = true
				queue = append(queue, in)
			}
		}
	}
	c.ups[fn] = up
	return up
}

// notBefore is notBefore of one function, or of what two functions do.
func (s *scanner) notBefore(u, p ssa.Instruction) (skip Skip, late bool) {
	if u.Parent() == p.Parent() {
		return notBefore(u, p)
	}
	if s.calls == nil {
		s.calls = s.readCallers()
	}
	return s.calls.notBefore(u, p)
}

// notBefore tells of what two functions do: late where some function calls both, the one that adds always behind the other, and everything that leads to the
// one that adds is seen. What the field of one struct is given is not told from what that of another is.
func (c *callers) notBefore(u, p ssa.Instruction) (skip Skip, late bool) {
	adds, registers := c.up(u.Parent()), c.up(p.Parent())
	if !adds.known {
		return Skip{}, false
	}
	skip.All = true
	for _, in := range c.common(u, p, adds, registers) {
		for _, cu := range adds.at(u, in) {
			for _, cp := range registers.at(p, in) {
				if cu == cp {
					continue
				}
				one, behind := notBefore(cu, cp)
				if !behind {
					return Skip{}, false
				}
				late, skip.All, skip.Later = true, skip.All && one.All, skip.Later || one.Later
			}
		}
	}
	for _, top := range adds.tops {
		if len(registers.at(p, top)) == 0 {
			return Skip{}, false // it may have been called before
		}
	}
	return skip, late
}

// common are the functions in which both happen, themselves or by calls, in any order: what is asked of one is asked of all.
func (c *callers) common(u, p ssa.Instruction, adds, registers *upward) []*ssa.Function {
	var out []*ssa.Function
	for _, fn := range []*ssa.Function{u.Parent(), p.Parent()} {
		if len(adds.at(u, fn)) > 0 && len(registers.at(p, fn)) > 0 {
			out = append(out, fn)
		}
	}
	for fn := range adds.calls {
		if len(registers.calls[fn]) > 0 && !slices.Contains(out, fn) {
			out = append(out, fn)
		}
	}
	return out
}

// at are the instructions of a function by which an instruction is reached, that one included.
func (up *upward) at(instr ssa.Instruction, fn *ssa.Function) []ssa.Instruction {
	out := up.calls[fn]
	if instr.Parent() == fn {
		out = append(slices.Clone(out), instr)
	}
	return out
}
