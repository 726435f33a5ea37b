package flow

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// maxAlternatives bounds how many texts, element lists or paths one value may stand for; beyond it the result is incomplete.
const maxAlternatives = 48

// maxLooked bounds how many values are looked at for one list, or blocks for one sequence: a list to which forty branches may append has 2^40 ways.
const maxLooked = 4096

// maxDepth bounds how many calls are looked through, one inside another.
const maxDepth = 8

// Frame is one call that is being looked through: the parameters of Fn stand for the arguments of Call.
type Frame struct {
	Fn    *ssa.Function
	Call  ssa.CallInstruction
	Up    *Frame
	depth int
	// handed is true when Call is not a call of Fn but hands it to a generic function, which calls it.
	handed bool
}

// Enter looks through a call; nil when the depth is used up or the function is already being looked through.
func (f *Frame) Enter(fn *ssa.Function, call ssa.CallInstruction) *Frame {
	d := 0
	for at := f; at != nil; at = at.Up {
		if at.Fn == fn {
			return nil
		}
		d++
	}
	if d >= maxDepth || fn.Blocks == nil {
		return nil
	}
	return &Frame{Fn: fn, Call: call, Up: f, depth: d + 1}
}

// HandedTo is the call that the frame's function was handed to, nil where the function itself was called.
func (f *Frame) HandedTo() ssa.CallInstruction {
	if f == nil || !f.handed {
		return nil
	}
	return f.Call
}

// Arg is the argument that a parameter stands for in this frame, to be read in frame Up; nil when the frame does not bind it.
func (f *Frame) Arg(p *ssa.Parameter) ssa.Value {
	if f == nil || f.handed || p.Parent() != f.Fn {
		return nil
	}
	i := slices.Index(f.Fn.Params, p)
	args := f.Call.Common().Args
	if f.Call.Common().IsInvoke() {
		// The receiver of an interface call is not among Args.
		if i == 0 {
			return f.Call.Common().Value
		}
		i--
	}
	if i < 0 || i >= len(args) {
		return nil
	}
	return args[i]
}

// Ref is a value, or a field path below it, as seen in a frame. Path elements are field names, "[]" for an element.
type Ref struct {
	V     ssa.Value
	Path  []string
	Frame *Frame
}

// Field goes one step further down.
func (r Ref) Field(name string) Ref {
	return Ref{V: r.V, Path: append(slices.Clone(r.Path), name), Frame: r.Frame}
}

// ParamIndex is the index of a parameter without the receiver, -1 for the receiver, in a top-level function.
func ParamIndex(p *ssa.Parameter) int {
	i := slices.Index(p.Parent().Params, p)
	if p.Parent().Signature.Recv() != nil {
		i--
	}
	return i
}

// ConstString is the text of a constant string value.
func ConstString(v ssa.Value) (string, bool) {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(c.Value), true
}

// Strip removes conversions that change no value.
func Strip(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		default:
			return v
		}
	}
}

// Elements lists what a slice or variadic argument holds: one list an alternative, in order.
// complete is false when there may be elements that are not in the list.
func (p *Package) Elements(v ssa.Value, frame *Frame) (alts [][]Ref, complete bool) {
	e := elementer{p: p, seen: map[ssa.Value]int{}}
	return e.list(v, frame)
}

// Conditions lists what a list of conditions may hold, as Elements does. Where there are too many ways to put it together, those are left out
// that only add to another one, as long as each element is in a list that is kept: what a condition is worth does not depend on those beside it.
func (p *Package) Conditions(v ssa.Value, frame *Frame) (alts [][]Ref, complete bool) {
	e := elementer{p: p, seen: map[ssa.Value]int{}, thin: true}
	return e.list(v, frame)
}

type elementer struct {
	p     *Package
	seen  map[ssa.Value]int
	steps int
	thin  bool // the lists are of conditions
	// known are the lists of values that hang on no loop, where they do not depend on what is being listed: each optional element of a list would
	// double the work otherwise. loops counts the values that were met again while they were being listed.
	known map[elementKey]elementLists
	loops int
}

type elementKey struct {
	v     ssa.Value
	frame *Frame
}

type elementLists struct {
	alts     [][]Ref
	complete bool
}

// limit bounds how many lists there are.
func (e *elementer) limit(lists [][]Ref, complete bool) ([][]Ref, bool) {
	if len(lists) <= maxAlternatives {
		return lists, complete
	}
	if e.thin {
		if lists = ThinLists(lists); len(lists) <= maxAlternatives {
			return lists, complete
		}
	}
	return lists[:maxAlternatives], false
}

// holdsAny reports a list that holds all of one of others.
func holdsAny(l []Ref, others [][]Ref) bool {
	in := make(map[ssa.Value]bool, len(l))
	for _, r := range l {
		in[r.V] = true
	}
	return slices.ContainsFunc(others, func(k []Ref) bool { return !slices.ContainsFunc(k, func(r Ref) bool { return !in[r.V] }) })
}

// ThinLists leaves out lists that hold all of another one, as long as each of their elements is in a list that is kept.
func ThinLists(lists [][]Ref) [][]Ref {
	order := slices.Clone(lists)
	slices.SortStableFunc(order, func(a, b []Ref) int { return len(a) - len(b) })
	var kept [][]Ref
	covered := map[ssa.Value]bool{}
	for _, l := range order {
		fresh := slices.ContainsFunc(l, func(r Ref) bool { return !covered[r.V] })
		if !fresh && holdsAny(l, kept) {
			continue
		}
		kept = append(kept, l)
		for _, r := range l {
			covered[r.V] = true
		}
	}
	return kept
}

func (e *elementer) list(v ssa.Value, frame *Frame) ([][]Ref, bool) {
	key := elementKey{v, frame}
	if got, ok := e.known[key]; ok {
		return slices.Clip(got.alts), got.complete
	}
	before := e.loops
	alts, complete := e.read(v, frame)
	if e.loops == before {
		if e.known == nil {
			e.known = map[elementKey]elementLists{}
		}
		e.known[key] = elementLists{alts, complete}
	}
	return slices.Clip(alts), complete
}

func (e *elementer) read(v ssa.Value, frame *Frame) ([][]Ref, bool) {
	if e.seen[v] > 0 {
		e.loops++
	}
	if e.seen[v] > 1 {
		return nil, true // a loop that appends: zero and one rounds have been listed
	}
	if e.steps++; e.steps > maxLooked {
		return [][]Ref{nil}, false
	}
	e.seen[v]++
	defer func() { e.seen[v]-- }()
	switch x := v.(type) {
	case *ssa.Const:
		return [][]Ref{nil}, true // nil slice
	case *ssa.Slice:
		if a, ok := x.X.(*ssa.Alloc); ok {
			return e.array(a, frame)
		}
		alts, _ := e.list(x.X, frame)
		return alts, false
	case *ssa.MakeSlice:
		if c, ok := x.Len.(*ssa.Const); ok && c.Int64() == 0 {
			return [][]Ref{nil}, true
		}
		return [][]Ref{nil}, false
	case *ssa.ChangeType:
		return e.list(x.X, frame)
	case *ssa.Phi:
		var out [][]Ref
		complete := true
		for _, edge := range x.Edges {
			alts, ok := e.list(edge, frame)
			out = append(out, alts...)
			complete = complete && ok
		}
		return e.limit(out, complete)
	case *ssa.Call:
		if b, ok := x.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" && len(x.Call.Args) == 2 {
			base, ok1 := e.list(x.Call.Args[0], frame)
			more, ok2 := e.list(x.Call.Args[1], frame)
			var out [][]Ref
			for _, a := range base {
				for _, b := range more {
					out = append(out, append(slices.Clone(a), b...))
				}
			}
			return e.limit(out, ok1 && ok2)
		}
		if fn := StaticCallee(&x.Call); fn != nil {
			if in := frame.Enter(fn, x); in != nil {
				return e.results(fn, 0, in)
			}
		}
	case *ssa.Extract:
		if call, ok := x.Tuple.(*ssa.Call); ok {
			if fn := StaticCallee(&call.Call); fn != nil {
				if in := frame.Enter(fn, call); in != nil {
					return e.results(fn, x.Index, in)
				}
			}
		}
	case *ssa.Parameter:
		if arg := frame.Arg(x); arg != nil {
			return e.list(arg, frame.Up)
		}
	case *ssa.UnOp:
		if x.Op == token.MUL {
			switch addr := x.X.(type) {
			case *ssa.Global:
				return e.union(e.p.GlobalStores(addr), nil)
			case *ssa.Alloc:
				return e.union(StoredIn(addr), frame)
			}
		}
	}
	return [][]Ref{nil}, false
}

// results lists what result i of a function holds. A nil that is returned together with an error is nobody's list, where there is another.
func (e *elementer) results(fn *ssa.Function, i int, frame *Frame) ([][]Ref, bool) {
	var vals, failed []ssa.Value
	for _, ret := range Returns(fn) {
		switch {
		case i >= len(ret.Results):
		case IsNilConst(ret.Results[i]) && fails(ret):
			failed = append(failed, ret.Results[i])
		default:
			vals = append(vals, ret.Results[i])
		}
	}
	if len(vals) == 0 {
		vals = failed
	}
	return e.union(vals, frame)
}

// fails reports a return that gives an error which is not the constant nil.
func fails(ret *ssa.Return) bool {
	last := ret.Results[len(ret.Results)-1]
	return len(ret.Results) > 1 && IsError(last.Type()) && !IsNilConst(last)
}

// IsNilConst reports the constant nil.
func IsNilConst(v ssa.Value) bool {
	k, ok := v.(*ssa.Const)
	return ok && k.Value == nil
}

func (e *elementer) union(vals []ssa.Value, frame *Frame) ([][]Ref, bool) {
	var out [][]Ref
	complete := len(vals) > 0
	for _, v := range vals {
		alts, ok := e.list(v, frame)
		out = append(out, alts...)
		complete = complete && ok
	}
	if len(out) == 0 {
		return [][]Ref{nil}, false
	}
	return e.limit(out, complete)
}

// array lists the elements of the array behind a composite literal or a variadic call.
func (e *elementer) array(a *ssa.Alloc, frame *Frame) ([][]Ref, bool) {
	arr, ok := a.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
	if !ok || arr.Len() > 4096 {
		return [][]Ref{nil}, false
	}
	elems := make([]Ref, arr.Len())
	for _, ref := range *a.Referrers() {
		ia, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		c, ok := ia.Index.(*ssa.Const)
		if !ok || c.Int64() >= arr.Len() {
			continue
		}
		i := c.Int64()
		// An element that is itself a struct literal is filled through its address: the address stands for it.
		elems[i] = Ref{V: ia, Frame: frame}
		for _, r := range *ia.Referrers() {
			if st, ok := r.(*ssa.Store); ok && st.Addr == ia {
				elems[i] = Ref{V: st.Val, Frame: frame}
			}
		}
	}
	complete := true
	for _, el := range elems {
		complete = complete && el.V != nil
	}
	return [][]Ref{elems}, complete
}

// StoredIn lists what is stored as a whole into a local variable.
func StoredIn(a ssa.Value) []ssa.Value {
	if a.Referrers() == nil {
		return nil
	}
	var out []ssa.Value
	for _, ref := range *a.Referrers() {
		if st, ok := ref.(*ssa.Store); ok && st.Addr == a {
			out = append(out, st.Val)
		}
	}
	return out
}

// Returns lists a function's return instructions.
func Returns(fn *ssa.Function) []*ssa.Return {
	var out []*ssa.Return
	for _, b := range fn.Blocks {
		if len(b.Instrs) > 0 {
			if r, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
				out = append(out, r)
			}
		}
	}
	return out
}

// Sequences lists, for each way through the function that leads to instruction to, which of the given events happen before it, in order.
// A loop is walked zero and one times. complete is false when there were more ways than are listed.
func Sequences(to ssa.Instruction, events map[ssa.Instruction]bool) (seqs [][]ssa.Instruction, complete bool) {
	s := sequencer{events: events, onPath: map[*ssa.BasicBlock]int{}, complete: true, need: map[*ssa.BasicBlock]bool{}}
	// Only blocks from which an event is reachable backwards matter; the others contribute one empty way.
	for ev := range events {
		s.need[ev.Block()] = true
	}
	block := to.Block()
	upto := slices.Index(block.Instrs, to)
	if upto < 0 {
		upto = len(block.Instrs)
	}
	seqs = s.before(block, upto)
	return seqs, s.complete
}

type sequencer struct {
	events   map[ssa.Instruction]bool
	need     map[*ssa.BasicBlock]bool
	onPath   map[*ssa.BasicBlock]int
	steps    int
	complete bool
}

func (s *sequencer) before(b *ssa.BasicBlock, upto int) [][]ssa.Instruction {
	var here []ssa.Instruction
	for _, instr := range b.Instrs[:upto] {
		if s.events[instr] {
			here = append(here, instr)
		}
	}
	if s.steps++; s.steps > maxLooked {
		s.complete = false
		return [][]ssa.Instruction{here}
	}
	if len(b.Preds) == 0 {
		return [][]ssa.Instruction{here}
	}
	s.onPath[b]++
	defer func() { s.onPath[b]-- }()
	var out [][]ssa.Instruction
	for _, pred := range b.Preds {
		if s.onPath[pred] > 1 {
			continue
		}
		for _, seq := range s.before(pred, len(pred.Instrs)) {
			seq = append(slices.Clone(seq), here...)
			if !slices.ContainsFunc(out, func(o []ssa.Instruction) bool { return slices.Equal(o, seq) }) {
				out = append(out, seq)
			}
		}
		if len(out) > maxAlternatives {
			s.complete = false
			return out[:maxAlternatives]
		}
	}
	return out
}
