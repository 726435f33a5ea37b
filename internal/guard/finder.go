package guard

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// Finder finds decisions in the functions of one package.
type Finder struct {
	P *flow.Package
	// Check tells what kind of decision a call of a function is: from rows, contracts, the config, and what other packages found out. None for
	// the functions of this package, which the finder looks into itself.
	Check func(key string) Kind
	// Row reports a function of a library's table.
	Row func(key string) bool
	// Contract reports a function that a contract or the config says asks for a permission; nil for none.
	Contract func(key string) bool
	// Lax reports a function of another package that never refuses, whatever its name promises; nil for none.
	Lax func(key string) bool
	// Interface reports a method of an interface of the user's, whose implementations are known later.
	Interface func(key string) bool

	// Pending reports a function of another package that decides by what is known later; nil for none.
	Pending func(key string) bool

	// Opening names what a function of another package lets through without having asked; nil for none.
	Opening func(key string) []Opening

	promises promises
	waiting  map[*ssa.Function][]string
	gates    map[*ssa.Function][]*Gate
	denies   map[*ssa.Function]Kind
	busy     map[*ssa.Function]bool
	// What was looked at is kept: the names of a package come again and again, and its branches look at the same answers.
	answers map[ssa.Instruction]answer
	blocks  map[*ssa.BasicBlock]answer
	names   map[string]Kind
	failing map[string]bool
	says    map[types.Type]bool // types that say yes or no
}

// NewFinder makes a finder.
func NewFinder(p *flow.Package, check func(string) Kind, row, isInterface func(string) bool) *Finder {
	return &Finder{
		P: p, Check: check, Row: row, Interface: isInterface,
		waiting: map[*ssa.Function][]string{}, gates: map[*ssa.Function][]*Gate{}, denies: map[*ssa.Function]Kind{}, busy: map[*ssa.Function]bool{},
		promises: promises{breaks: map[*ssa.Function]bool{}, slips: map[*ssa.Function]bool{}, asks: map[*ssa.Function]bool{}, opens: map[*ssa.Function][]Opening{}, leaves: map[[2]*ssa.BasicBlock]bool{}},
		answers:  map[ssa.Instruction]answer{}, blocks: map[*ssa.BasicBlock]answer{}, names: map[string]Kind{}, failing: map[string]bool{}, says: map[types.Type]bool{},
	}
}

// Gate is a decision: a branch of which one side refuses.
type Gate struct {
	Kind Kind
	// By is the key of the function whose result decides, empty where the branch compares by itself. Where Kind is None, By is a method of an
	// interface, and its implementations tell the kind.
	By string
	// Args are the constant texts that the deciding call was given, such as the permission's name.
	Args []string
	// If is the branch.
	If *ssa.If

	head, deny *ssa.BasicBlock
	// asking are the blocks in which it is decided: what they do is done before.
	asking []*ssa.BasicBlock
	// known is true where By is a function of a table, a contract or the config. conds are what decides.
	known bool
	conds []ssa.Value
}

// Covers reports that an instruction runs only where the decision let the caller through. A decision in a loop is in front of what comes after the
// loop too: each element was asked for. That there is an element at all is assumed.
func (g *Gate) Covers(x ssa.Instruction) bool {
	b := x.Block()
	if x.Parent() != g.If.Parent() || slices.Contains(g.asking, b) || reaches(g.deny, g.head, b) {
		return false
	}
	if g.head.Dominates(b) {
		return true
	}
	h := header(g.head)
	return h != nil && h.Dominates(b) && !reaches(b, nil, h)
}

// header is the head of the innermost loop that a block lies in, nil outside of loops.
func header(b *ssa.BasicBlock) *ssa.BasicBlock {
	for h := b; h != nil; h = h.Idom() {
		for _, p := range h.Preds {
			if h.Dominates(p) && (p == b || reaches(b, h, p)) {
				return h
			}
		}
	}
	return nil
}

// reaches reports a way from a block to another that does not go through a third.
func reaches(from, without, to *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	for queue := []*ssa.BasicBlock{from}; len(queue) > 0; queue = queue[1:] {
		b := queue[0]
		if seen[b] || b == without {
			continue
		}
		seen[b] = true
		if b == to {
			return true
		}
		queue = append(queue, b.Succs...)
	}
	return false
}

// Covering lists the gates of a function that an instruction is behind.
func (f *Finder) Covering(x ssa.Instruction) []*Gate {
	var out []*Gate
	for _, g := range f.Gates(x.Parent()) {
		if g.Covers(x) {
			out = append(out, g)
		}
	}
	return out
}

// Gates lists the decisions of a function, in the order of its blocks.
func (f *Finder) Gates(fn *ssa.Function) []*Gate {
	if got, ok := f.gates[fn]; ok {
		return got
	}
	f.gates[fn] = nil
	var out []*Gate
	for _, b := range fn.Blocks {
		iff := flow.Branch(b)
		if iff == nil {
			continue
		}
		for side := range 2 {
			if g := f.gate(iff, side); g != nil {
				out = append(out, g)
			}
		}
	}
	f.gates[fn] = out
	return out
}

// gate judges one side of a branch: does it refuse?
func (f *Finder) gate(iff *ssa.If, side int) *Gate {
	b := iff.Block()
	g := &Gate{If: iff, deny: b.Succs[side]}
	var conds []ssa.Value
	g.head, g.asking, conds = chain(b, b.Succs[1-side])
	asked := calledIn(conds)
	for _, c := range asked {
		g.Args = append(g.Args, flow.ConstTexts(c)...)
	}
	if len(conds) > 1 && slices.ContainsFunc(asked, isBypass) || opens(g.asking, b.Succs[1-side]) {
		return nil
	}
	if k, by := f.decided(iff, side, asked); k != None || by != "" {
		if slices.ContainsFunc(conds, isSwitch) {
			return nil
		}
		g.Kind, g.By, g.known = k, by, k == Permission && (f.Row(by) || f.Contract != nil && f.Contract(by))
		g.conds = conds
		return g
	}
	if f.otherwise(iff, side) || slices.ContainsFunc(asked, f.isLax) {
		return nil
	}
	k, _ := f.refuses(g.deny, b)
	if by := f.waited(iff, side, asked); k == None && by != "" && !slices.ContainsFunc(conds, isSwitch) {
		g.By, g.conds = by, conds
		return g
	}
	if k == None && ownership(iff, side, conds) {
		k = Permission // whatever is answered: what is the caller's own is all that is written
	}
	if k == None || slices.ContainsFunc(conds, isSwitch) || slices.ContainsFunc(asked, isUnrelated) || unrelated.MatchString(local(flow.FuncKey(b.Parent()))) {
		return nil
	}
	if g.Kind, g.conds = about(conds, k), conds; g.Kind == None {
		return nil
	}
	for _, c := range asked {
		if answers(c) {
			g.By = flow.Key(flow.Callee(c.Common()))
		}
	}
	return g
}

// isSwitch reports a condition that does not depend on the request at all: where it lets through, nobody was asked. A decision that only some
// configurations ask is none.
func isSwitch(cond ssa.Value) bool {
	s := subjectOf([]ssa.Value{cond})
	return !s.asked && !s.caller && !s.granting()
}

// otherwise reports a branch on a check whose other side is the one of refused callers, or on the error alone of a check that answers with a bool.
func (f *Finder) otherwise(iff *ssa.If, side int) bool {
	return slices.ContainsFunc(calledIn([]ssa.Value{iff.Cond}), func(c ssa.CallInstruction) bool {
		key := flow.Key(flow.Callee(c.Common()))
		return key != "" && yesNo(c) && (negated.MatchString(base(key)) || f.kind(c, key) == Permission) && !f.refusingSide(iff, side, c, key)
	})
}

// yesNo reports a call that answers with a bool.
func yesNo(c ssa.CallInstruction) bool {
	res := c.Common().Signature().Results()
	for i := range res.Len() {
		if flow.IsBool(res.At(i).Type()) {
			return true
		}
	}
	return false
}

// isBypass reports a call that reads from the request whether it is a test: where that lets through, whoever knows the name comes in.
func isBypass(c ssa.CallInstruction) bool {
	call, ok := c.(*ssa.Call)
	return ok && fromRequest(call) && slices.ContainsFunc(flow.ConstTexts(c), bypasses.MatchString)
}

// ownership reports a comparison of something with the caller's own id whose refusing side is the one where the two differ.
func ownership(iff *ssa.If, side int, conds []ssa.Value) bool {
	b, ok := iff.Cond.(*ssa.BinOp)
	if !ok || len(conds) != 1 || !(b.Op == token.NEQ && side == 0 || b.Op == token.EQL && side == 1) {
		return false
	}
	if _, constant := b.Y.(*ssa.Const); constant {
		return false
	}
	x, y := subjectOf([]ssa.Value{b.X}), subjectOf([]ssa.Value{b.Y})
	return x.asked && y.asked && (x.callerItself() || y.callerItself())
}

// about is what a refusal says in the light of what it is decided by. The state of the caller's account tells only whether they may come in at all, and that something says who they
// are tells only who.
// Where one of several conditions that let through says nothing of the caller, another must be named for what callers may do.
func about(conds []ssa.Value, said Kind) Kind {
	everywhere, granting := true, false
	for _, c := range conds {
		s := subjectOf([]ssa.Value{c})
		of, standing := s.standing()
		switch {
		case standing && of:
			said = min(said, Authentication)
		case standing:
			return None
		}
		if s.secret && !s.granting() {
			said = min(said, Credential)
			continue
		}
		if isPresence(c) && !s.granting() {
			said = min(said, Authentication)
		}
		everywhere = everywhere && s.caller
		granting = granting || s.caller && s.granting()
	}
	if said == Permission && !everywhere && !granting {
		return None
	}
	return said
}

func isUnrelated(c ssa.CallInstruction) bool {
	return unrelated.MatchString(local(flow.Key(flow.Callee(c.Common()))))
}

// chain follows "a || b" to the branch that asks first: each asks only where the ones before did not let through. The result is the block that
// everything behind the decision comes through, the blocks that ask, and the conditions.
func chain(b, allow *ssa.BasicBlock) (head *ssa.BasicBlock, asking []*ssa.BasicBlock, conds []ssa.Value) {
	head, asking = b, []*ssa.BasicBlock{b}
	for up := head.Idom(); up != nil; up = head.Idom() {
		more := between(up, head)
		inside := func(s *ssa.BasicBlock) bool {
			return s == allow || slices.Contains(more, s) || slices.Contains(asking, s)
		}
		if more == nil || slices.ContainsFunc(more, func(m *ssa.BasicBlock) bool {
			return slices.ContainsFunc(m.Succs, func(s *ssa.BasicBlock) bool { return !inside(s) })
		}) {
			break
		}
		// A way to the decision on which nothing lets through belongs to what comes before it.
		if !slices.ContainsFunc(more, func(m *ssa.BasicBlock) bool { return slices.Contains(m.Succs, allow) }) {
			break
		}
		head, asking = up, append(asking, more...)
	}
	for _, x := range asking {
		conds = append(conds, flow.Branch(x).Cond)
	}
	return head, asking, conds
}

// maxAsking bounds the conditions of one decision.
const maxAsking = 12

// between lists the blocks on the ways from a block to one that it dominates, without the latter; nil when one of them does not end in a branch, or when
// there are too many.
func between(from, to *ssa.BasicBlock) []*ssa.BasicBlock {
	var out []*ssa.BasicBlock
	for queue := slices.Clone(to.Preds); len(queue) > 0; queue = queue[1:] {
		x := queue[0]
		if slices.Contains(out, x) || x == to {
			continue
		}
		if flow.Branch(x) == nil || !from.Dominates(x) || len(out) == maxAsking {
			return nil
		}
		if out = append(out, x); x != from {
			queue = append(queue, x.Preds...)
		}
	}
	return out
}

// calledIn are the calls that conditions are computed from.
func calledIn(conds []ssa.Value) []ssa.CallInstruction {
	var out []ssa.CallInstruction
	seen := map[ssa.Value]bool{}
	var walk func(v ssa.Value, depth int)
	walk = func(v ssa.Value, depth int) {
		if v == nil || seen[v] || depth > 8 {
			return
		}
		seen[v] = true
		switch x := v.(type) {
		case *ssa.Call:
			out = append(out, x)
		case *ssa.Extract:
			walk(x.Tuple, depth+1)
		case *ssa.UnOp:
			walk(x.X, depth+1)
		case *ssa.BinOp:
			walk(x.X, depth+1)
			walk(x.Y, depth+1)
		case *ssa.Phi:
			for _, e := range x.Edges {
				walk(e, depth+1)
			}
		case *ssa.Alloc:
			for _, s := range flow.StoredIn(x) {
				walk(s, depth+1)
			}
		case *ssa.FieldAddr:
			stored := storedInField(x)
			for _, s := range stored {
				walk(s, depth+1)
			}
			if len(stored) == 0 {
				walk(x.X, depth+1)
			}
		case *ssa.IndexAddr:
			walk(x.X, depth+1)
		case *ssa.Index:
			walk(x.X, depth+1)
		case *ssa.Lookup:
			walk(x.X, depth+1)
		case *ssa.Field:
			walk(x.X, depth+1)
		case *ssa.MakeInterface:
			walk(x.X, depth+1)
		case *ssa.TypeAssert:
			walk(x.X, depth+1)
		}
	}
	for _, c := range conds {
		walk(c, 0)
	}
	return out
}

// Stops reports that every way on from the refusing side calls one of certain functions, and that the decision is always asked before x.
func (g *Gate) Stops(x ssa.Instruction, is func(key string) bool) bool {
	if x.Parent() != g.If.Parent() || !g.head.Dominates(x.Block()) {
		return false
	}
	seen := map[*ssa.BasicBlock]bool{g.head: true}
	for queue := []*ssa.BasicBlock{g.deny}; len(queue) > 0; queue = queue[1:] {
		b := queue[0]
		if seen[b] || calls(b, is) {
			continue
		}
		seen[b] = true
		if len(b.Succs) == 0 {
			return false
		}
		queue = append(queue, b.Succs...)
	}
	return true
}

func calls(b *ssa.BasicBlock, is func(key string) bool) bool {
	return slices.ContainsFunc(b.Instrs, func(instr ssa.Instruction) bool {
		c, ok := instr.(ssa.CallInstruction)
		return ok && is(flow.Key(flow.Callee(c.Common())))
	})
}
