package tenantscope

import (
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
)

// A struct may hold the row, or its id, that its methods act on: a session, an aggregate, a facade around one ledger. Whoever calls such a method has the
// struct, not the row, often as an interface. What the row is, is asked where the field is filled, and each of these places must tell: an open
// obligation goes on to the field, and what fills it is written down as calls of it.
//
// Only a private field is followed: no other package can fill it, and no decoder. Whether the struct that a method is called on is the one that
// was filled does not matter, since every filling counts; a field that is empty holds no row. A field whose type depends on a type parameter is
// not followed: what one instance holds says nothing of another.

// heldField is a private field of a struct, with what fills it in this package.
type heldField struct {
	key   string // "held pkg.T.f"
	fills []fill
	paths []string // what is asked of it
	open  bool     // its address goes where it is not followed
}

// fill is one place at which a field is filled.
type fill struct {
	at    ssa.Instruction
	value ssa.Value           // what is stored there
	below []string            // the part of the field that it is stored in, nil for all of it
	by    ssa.CallInstruction // what fills it through its address instead
}

const heldPrefix = "held "

// ask remembers that somebody wants to know what the field holds at a path, and names that.
func (h *heldField) ask(path string) string {
	if !slices.Contains(h.paths, path) {
		h.paths = append(h.paths, path)
	}
	return h.key + "." + path
}

// heldBy is the field of its receiver that a value of a method was read from.
func (j *judge) heldBy(c classed) (*heldField, bool) {
	p, ok := c.leaf.V.(*ssa.Parameter)
	if !ok || c.Class != ClassParam || c.Param != -1 || c.Fn == nil || c.Fn.Signature.Recv() == nil || len(c.Path) == 0 {
		return nil, false
	}
	f := j.privateField(p.Type(), c.Path[0])
	if f == nil {
		return nil, false
	}
	h := j.heldFields()[f]
	return h, h != nil && len(h.fills) > 0 && !h.open
}

// privateField is the field of a struct type of this package that no other package can fill; nil where it has none of the name.
func (j *judge) privateField(t types.Type, name string) *types.Var {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() != j.pass.Pkg || n.TypeParams().Len() > 0 {
		return nil
	}
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for f := range st.Fields() {
		if f.Name() == name && !f.Exported() {
			return f
		}
	}
	return nil
}

// heldFields lists what fills the private fields of the package's structs that could hold a row or its key.
func (j *judge) heldFields() map[*types.Var]*heldField {
	if j.holders != nil {
		return j.holders
	}
	j.holders = map[*types.Var]*heldField{}
	for _, fn := range j.p.Functions() {
		if !j.owesFunc(fn) || j.tested.holds(fn) {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				fa, ok := instr.(*ssa.FieldAddr)
				if !ok {
					continue
				}
				v := flow.FieldVar(fa.X.Type(), fa.Field)
				if v == nil || v.Exported() || v.Pkg() != j.pass.Pkg || len(j.keyPaths(v.Type())) == 0 || j.privateField(fa.X.Type(), v.Name()) != v {
					continue
				}
				h := j.holders[v]
				if h == nil {
					h = &heldField{key: heldPrefix + bind.FieldSlot(fa.X.Type(), fa.Field)}
					j.holders[v] = h
				}
				h.filledAt(fa, nil)
			}
		}
	}
	return j.holders
}

// filledAt adds what is stored at an address of the field or of a part of it.
func (h *heldField) filledAt(addr ssa.Value, below []string) {
	if addr.Referrers() == nil || len(below) > maxKeyDepth {
		return
	}
	for _, ref := range *addr.Referrers() {
		switch x := ref.(type) {
		case *ssa.Store:
			if x.Addr != addr {
				h.open = true
				continue
			}
			h.fills = append(h.fills, fill{at: x, value: x.Val, below: below})
		case *ssa.FieldAddr:
			f := flow.FieldVar(x.X.Type(), x.Field)
			h.filledAt(x, append(slices.Clone(below), f.Name()))
		case *ssa.UnOp:
			if _, ok := x.Type().Underlying().(*types.Pointer); ok && flow.Struct(x.Type()) != nil {
				h.writtenThrough(x, below)
			}
		case *ssa.MakeInterface:
			h.handed(x, below)
		case ssa.CallInstruction:
			if recv, _ := flow.Args(x.Common()); recv != addr || fillsReceiver(x.Common()) {
				h.fills = append(h.fills, fill{at: x, by: x, below: below})
			}
		case *ssa.DebugRef:
		default:
			h.open = true
		}
	}
}

// handed adds the calls that are given a pointer to a part of the field as an interface.
func (h *heldField) handed(ptr *ssa.MakeInterface, below []string) {
	calls := handedTo(ptr)
	h.open = h.open || len(calls) == 0
	for _, call := range calls {
		h.fills = append(h.fills, fill{at: call, by: call, below: below})
	}
}

// fillsReceiver reports a method of the row whose name says that it changes which row it is: Scan, UnmarshalJSON. Others are taken to read it, or to
// change what is no key.
func fillsReceiver(c *ssa.CallCommon) bool {
	fn := flow.Callee(c)
	return fn == nil || slices.ContainsFunc([]string{"Scan", "Unmarshal", "Decode", "Load", "Read", "Set", "Reset", "From"}, func(p string) bool {
		return strings.HasPrefix(fn.Name(), p)
	})
}

// writtenThrough adds what is stored into the struct that the field points to, and what fills that by being given the pointer for any value.
func (h *heldField) writtenThrough(ptr ssa.Value, below []string) {
	for _, ref := range *ptr.Referrers() {
		switch x := ref.(type) {
		case *ssa.FieldAddr:
			h.filledAt(x, append(slices.Clone(below), flow.FieldVar(x.X.Type(), x.Field).Name()))
		case *ssa.MakeInterface:
			h.handed(x, below)
		}
	}
}

// handedTo lists the calls that are given a value, among the rest of a variadic call too.
func handedTo(v ssa.Value) []ssa.CallInstruction {
	var out []ssa.CallInstruction
	for _, ref := range *v.Referrers() {
		switch x := ref.(type) {
		case ssa.CallInstruction:
			out = append(out, x)
		case *ssa.Store:
			ia, ok := x.Addr.(*ssa.IndexAddr)
			if !ok || x.Val != v {
				continue
			}
			for _, use := range *ia.X.Referrers() {
				if sl, ok := use.(*ssa.Slice); ok {
					out = append(out, handedTo(sl)...)
				}
			}
		}
	}
	return out
}

// recordFills writes down what fills the fields that are asked about. That may ask about further ones.
func (j *judge) recordFills() {
	fields := slices.SortedFunc(maps.Values(j.holders), func(a, b *heldField) int { return strings.Compare(a.key, b.key) })
	done := map[string]bool{}
	for changed := true; changed; {
		changed = false
		for _, h := range fields {
			for _, path := range h.paths {
				if done[h.key+"."+path] {
					continue
				}
				done[h.key+"."+path], changed = true, true
				for _, f := range h.fills {
					if rec, ok := j.fillCall(h, f, splitPath(path)); ok {
						j.fact.Calls = append(j.fact.Calls, rec)
					}
				}
			}
		}
	}
}

// fillCall tells a place that fills a field as a call of the field, which is given what it will hold at a path.
func (j *judge) fillCall(h *heldField, f fill, path []string) (Call, bool) {
	n := min(len(path), len(f.below))
	if !slices.Equal(path[:n], f.below[:n]) {
		return Call{}, false // another part of it
	}
	fn := f.at.Parent()
	top := flow.Top(fn)
	rec := Call{Callee: h.key + "." + joinPath(path), Func: flow.FuncKey(top), Pos: j.position(j.place(f.at)), Symbol: symbol(fn)}
	var c classed
	switch {
	case f.by != nil:
		if row := j.site.Models.Row(flow.Key(flow.Callee(f.by.Common()))); j.onlyReads(f.by) || row != nil && !row.Fills() {
			return Call{}, false
		}
		c = j.leaf(flow.Leaf{Kind: flow.LeafWritten, Call: f.by, Result: -1, Path: path[n:], V: f.by.Value()})
	default:
		c = j.bound(query.Bound{Ref: flow.Ref{V: f.value, Path: path[n:]}})
	}
	switch c.Class {
	case ClassNil, ClassZero:
		return Call{}, false // no row
	}
	arg := Arg{Class: c.Class, Name: c.Name, Table: c.Table}
	j.pursue(&arg, c, fn)
	if arg.Field == rec.Callee {
		return Call{}, false // what it held before
	}
	rec.Args = []Arg{arg}
	return rec, true
}
