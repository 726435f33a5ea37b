package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// inPlace rewrites a function so that a composite literal is built where it is stored: in x for x := T{…}, in the outer one for a literal in a literal. The
// x/tools that is required builds it so; newer ones, which a host program may link, build it in a variable of its own and copy that. One form is what makes
// the verdict the same in both. Only the SSA form of this package is touched, which nobody else has.
//
// A literal whose elements branch, and that is stored into a variable which holds something already, stays as it is: its stores cannot be moved
// behind the reads of the old value.
func inPlace(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for _, instr := range slices.Clone(b.Instrs) {
			if st, ok := instr.(*ssa.Store); ok {
				storeLiteral(fn, st)
			}
		}
	}
}

func storeLiteral(fn *ssa.Function, st *ssa.Store) {
	if c, ok := st.Val.(*ssa.Const); ok && c.Value == nil && isStructOrArray(st.Addr) && fresh(fn, st) {
		removeInstr(st) // x := T{} is var x T
		return
	}
	l := literalOf(st)
	if l == nil || !dominates(st.Addr, l.made) {
		return
	}
	if fresh(fn, st) {
		removeInstr(st)
	} else if !l.behind(st) {
		return
	}
	l.move(fn, st.Addr)
}

// literal is a composite literal in a variable of its own.
type literal struct {
	made   *ssa.Alloc
	load   *ssa.UnOp
	parts  []ssa.Instruction // the addresses of its fields or elements
	stores []*ssa.Store      // into them, in the order of execution
}

// literalOf is the literal whose value an instruction stores, nil unless that is its only use.
func literalOf(st *ssa.Store) *literal {
	load, ok := st.Val.(*ssa.UnOp)
	if !ok || load.Op != token.MUL || len(*load.Referrers()) != 1 {
		return nil
	}
	made, ok := load.X.(*ssa.Alloc)
	if !ok || made.Comment != "complit" || !isStructOrArray(made) {
		return nil
	}
	l := &literal{made: made, load: load}
	for _, ref := range *made.Referrers() {
		if ref == ssa.Instruction(load) {
			continue
		}
		if !l.part(made, ref) {
			return nil
		}
		l.parts = append(l.parts, ref)
	}
	return l
}

// part collects the stores below the address of a field or an element; false if anything else is done with it.
func (l *literal) part(base ssa.Value, ref ssa.Instruction) bool {
	switch ref.(type) {
	case *ssa.FieldAddr, *ssa.IndexAddr:
	default:
		return false
	}
	addr := ref.(ssa.Value)
	if *ref.Operands(nil)[0] != base {
		return false // the index, not the array
	}
	for _, r := range *addr.Referrers() {
		if st, ok := r.(*ssa.Store); ok && st.Addr == addr {
			l.stores = append(l.stores, st)
		} else if !l.part(addr, r) {
			return false
		}
	}
	return true
}

// behind puts the stores of a literal behind the one that overwrites what the variable held, where all are in one block: x = T{a: x.a} reads first.
func (l *literal) behind(st *ssa.Store) bool {
	b := st.Block()
	if slices.ContainsFunc(l.stores, func(s *ssa.Store) bool { return s.Block() != b }) {
		return false
	}
	elem := l.load.Type()
	*st.Val.Referrers() = nil
	st.Val = ssa.NewConst(nil, elem)
	moved := make([]ssa.Instruction, len(l.stores))
	slices.SortFunc(l.stores, func(x, y *ssa.Store) int {
		return slices.Index(b.Instrs, ssa.Instruction(x)) - slices.Index(b.Instrs, ssa.Instruction(y))
	})
	for i, s := range l.stores {
		moved[i] = s
	}
	kept := slices.DeleteFunc(b.Instrs, func(i ssa.Instruction) bool { return slices.Contains(moved, i) })
	b.Instrs = slices.Insert(kept, slices.Index(kept, ssa.Instruction(st))+1, moved...)
	if s := Struct(l.made.Type()); s != nil && len(l.parts) == s.NumFields() {
		removeInstr(st) // nothing is left of what it held
	}
	return true
}

// move makes an address the literal's own, in place of its variable.
func (l *literal) move(fn *ssa.Function, to ssa.Value) {
	for _, part := range l.parts {
		*part.Operands(nil)[0] = to
		if refs := to.Referrers(); refs != nil {
			*refs = append(*refs, part)
		}
	}
	*l.made.Referrers() = nil
	removeInstr(l.load)
	removeInstr(l.made)
	fn.Locals = slices.DeleteFunc(fn.Locals, func(a *ssa.Alloc) bool { return a == l.made })
}

// removeInstr takes an instruction out of its block and out of the uses of its operands.
func removeInstr(instr ssa.Instruction) {
	for _, op := range instr.Operands(nil) {
		if *op == nil {
			continue
		}
		if refs := (*op).Referrers(); refs != nil {
			*refs = slices.DeleteFunc(*refs, func(r ssa.Instruction) bool { return r == instr })
		}
	}
	b := instr.Block()
	b.Instrs = slices.DeleteFunc(b.Instrs, func(i ssa.Instruction) bool { return i == instr })
}

// fresh reports a store to a variable that holds nothing yet: a local that nothing has used since it was made, a package's variable in its initialiser, or a
// place in a literal that is being built.
func fresh(fn *ssa.Function, st *ssa.Store) bool {
	addr := st.Addr
	for {
		switch x := addr.(type) {
		case *ssa.FieldAddr:
			addr = x.X
			continue
		case *ssa.IndexAddr:
			addr = x.X
			continue
		case *ssa.Global:
			return st.Addr == addr && x.Pkg == fn.Pkg && fn == fn.Pkg.Func("init")
		case *ssa.Alloc:
			if x.Comment == "complit" || x.Comment == "slicelit" {
				return st.Addr != addr && only(st.Addr)
			}
			return st.Addr == addr && unused(x, st)
		}
		return false
	}
}

// only reports the address of a field or an element that is taken nowhere else: what is stored there is part of the literal.
func only(addr ssa.Value) bool {
	base := *addr.(ssa.Instruction).Operands(nil)[0]
	return !slices.ContainsFunc(*base.Referrers(), func(r ssa.Instruction) bool {
		switch x := addr.(type) {
		case *ssa.FieldAddr:
			other, ok := r.(*ssa.FieldAddr)
			return ok && other != x && other.Field == x.Field
		case *ssa.IndexAddr:
			other, ok := r.(*ssa.IndexAddr)
			return ok && other != x && sameIndex(other.Index, x.Index)
		}
		return true
	})
}

// sameIndex reports two indexes that may be one.
func sameIndex(a, b ssa.Value) bool {
	x, ok := a.(*ssa.Const)
	y, ok2 := b.(*ssa.Const)
	return !ok || !ok2 || x.Int64() == y.Int64()
}

// isStructOrArray reports the address of a variable that a composite literal is built in, rather than one which refers to its parts.
func isStructOrArray(addr ssa.Value) bool {
	p, ok := addr.Type().Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	switch p.Elem().Underlying().(type) {
	case *types.Struct, *types.Array:
		return true
	}
	return false
}

// unused reports that no instruction between two of one block uses the first.
func unused(a *ssa.Alloc, until ssa.Instruction) bool {
	instrs := a.Block().Instrs
	i, j := slices.Index(instrs, ssa.Instruction(a)), slices.Index(instrs, until)
	return j > i && !slices.ContainsFunc(instrs[i+1:j], func(instr ssa.Instruction) bool { return slices.Contains(*a.Referrers(), instr) })
}

// dominates reports that a value is there whenever a variable is made.
func dominates(v ssa.Value, a *ssa.Alloc) bool {
	instr, ok := v.(ssa.Instruction)
	if !ok {
		return true
	}
	if instr.Block() == a.Block() {
		return slices.Index(a.Block().Instrs, instr) < slices.Index(a.Block().Instrs, ssa.Instruction(a))
	}
	return instr.Block().Dominates(a.Block())
}
