package flow

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Given is the value that a field of a struct holds when an instruction runs, where the code gave it that value for good before: o.ID = uuid.NewString(), and
// then a call that is handed o, also in a closure that was made afterwards. v is a pointer to the struct: an argument of the function, what a call gave, or a
// variable that is set once, read around the closures that share it.
//
// It is not known where the field is given another value on the way, or anything else may have been: by a call that is handed the struct, or by what it
// was stored in.
func (p *Package) Given(v ssa.Value, field string, at ssa.Instruction) (ssa.Value, bool) {
	g := &given{p: p, field: field, at: at}
	if !g.aliases(v) || len(g.stores) == 0 {
		return nil, false
	}
	points := g.points()
	for _, s := range g.stores {
		if i := slices.IndexFunc(points, func(x ssa.Instruction) bool { return Dominates(s, x) }); i >= 0 && g.lasts(s, points[:i+1]) {
			return s.Val, true
		}
	}
	return nil, false
}

type given struct {
	p      *Package
	field  string
	at     ssa.Instruction
	cell   *ssa.Alloc        // the variable that holds the pointer, nil for none
	stores []*ssa.Store      // into the field
	writes []ssa.Instruction // what else may change it
}

// aliases looks at all uses of the pointer, false where it goes somewhere that is not seen.
func (g *given) aliases(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return g.uses(v)
	}
	if g.cell = g.p.Captured(load.X); load.Op != token.MUL || g.cell == nil || !isPointer(load.Type()) {
		return false
	}
	set := false
	for _, addr := range cells(g.cell) {
		for _, ref := range *addr.Referrers() {
			switch ref := ref.(type) {
			case *ssa.Store:
				if ref.Addr != addr || set || !g.uses(ref.Val) {
					return false
				}
				set = true
			case *ssa.UnOp:
				if !g.uses(ref) {
					return false
				}
			case *ssa.MakeClosure, *ssa.DebugRef:
			default:
				return false
			}
		}
	}
	return set
}

// uses looks at the uses of one name of the pointer.
func (g *given) uses(v ssa.Value) bool {
	if v.Referrers() == nil {
		return false
	}
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			if f := FieldVar(ref.X.Type(), ref.Field); f.Name() == g.field && !g.fieldUses(ref) {
				return false
			}
		case *ssa.MakeInterface, *ssa.ChangeInterface:
			if !g.uses(ref.(ssa.Value)) {
				return false
			}
		case ssa.CallInstruction:
			if ssa.Instruction(ref) != g.at {
				g.writes = append(g.writes, ref)
			}
		case *ssa.Store:
			if ref.Val != v || ref.Addr != ssa.Value(g.cell) {
				return false
			}
		case *ssa.UnOp, *ssa.Return, *ssa.DebugRef, *ssa.BinOp:
		default:
			return false
		}
	}
	return true
}

// fieldUses looks at the uses of the field's address.
func (g *given) fieldUses(fa *ssa.FieldAddr) bool {
	for _, ref := range *fa.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr != fa {
				return false
			}
			g.stores = append(g.stores, ref)
			g.writes = append(g.writes, ref)
		case *ssa.UnOp, *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}

// points are the instruction and, in each function around its closure, where the closure was made.
func (g *given) points() []ssa.Instruction {
	out := []ssa.Instruction{g.at}
	for fn := g.at.Parent(); fn.Parent() != nil; fn = fn.Parent() {
		made := g.p.Closures(fn)
		if len(made) != 1 {
			break
		}
		out = append(out, made[0])
	}
	return out
}

// lasts reports that nothing may change the field between the store and the instruction. points end in the store's function.
func (g *given) lasts(s *ssa.Store, points []ssa.Instruction) bool {
	last := points[len(points)-1]
	for _, w := range g.writes {
		_, again := w.(*ssa.Store)
		switch {
		case w == ssa.Instruction(s):
		case w.Parent() != s.Parent():
			return false // in a closure, which runs nobody knows when
		case FollowsWithout(s, w, s) && FollowsWithout(w, last, s):
			return false
		case again && len(points) > 1 && Follows(last, w):
			return false // the closure may run after it
		}
	}
	return true
}
