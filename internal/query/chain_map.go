package query

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// mapConds reads a map from columns to values as comparisons, joined with OR where its type's row says so. A key that is set on some ways
// only counts on none: it narrows.
func (b *build) mapConds(r flow.Ref, m *types.Map, row *Row, l *link) []cond {
	op, isOr := "=", false
	if row.Op == OpLit {
		isOr = row.Clause == ClauseOr
		if row.Kind != "" {
			op = row.Kind
		}
	}
	entries, complete := b.c.entries(r)
	out := []cond{func(*build) sqlread.Expr { return nil }}
	word := "AND"
	if isOr {
		word = "OR"
	}
	for _, e := range entries {
		if e.sometimes && !isOr {
			continue
		}
		out = combine(out, b.entryConds(e, op, l), word)
	}
	if !complete {
		out = combine(out, []cond{unreadCond(r)}, word)
	}
	return out
}

// entryConds reads one key of a map with its value, which may be a map of operators.
func (b *build) entryConds(e entry, op string, l *link) []cond {
	left := func(b *build) sqlread.Expr { return b.column(b.model.columnOf(e.key)) }
	if e.value.V != nil {
		plain := b.c.deref(e.value)
		if row, _ := b.c.literalRow(typeOf(plain)); row != nil && row.Clause == ClauseOps {
			return b.opsConds(left, row, plain, l)
		}
	}
	return b.comparisons(left, op, e.value, l)
}

// opsConds reads a map from operators to values, any of which may hold.
func (b *build) opsConds(left side, row *Row, r flow.Ref, l *link) []cond {
	entries, complete := b.c.entries(r)
	if !complete || len(entries) == 0 {
		return []cond{unreadCond(r)}
	}
	words := map[string]string{}
	for _, w := range row.words() {
		key, op := cutWord(w)
		words[key] = strings.ReplaceAll(string(op), "_", " ")
	}
	var out []cond
	for _, e := range entries {
		op, ok := words[e.key]
		if !ok {
			return []cond{unreadCond(r)}
		}
		next := b.comparisons(left, op, e.value, l)
		if out == nil {
			out = next
		} else {
			out = combine(out, next, "OR")
		}
	}
	return out
}

// entry is one key of a map with its value.
type entry struct {
	key   string
	value flow.Ref
	// sometimes is true where the key is set on some of the ways to what the map is used for.
	sometimes bool
}

// entries lists what a map made here holds, in the order of its text.
func (c *chains) entries(r flow.Ref) (out []entry, complete bool) {
	r = c.deref(r)
	mk, ok := r.V.(*ssa.MakeMap)
	if !ok || mk.Referrers() == nil {
		return nil, false
	}
	w := &mapWalk{c: c, frame: r.Frame, complete: true}
	w.visit(mk)
	for i, set := range w.sets {
		for _, use := range w.uses {
			w.out[i].sometimes = w.out[i].sometimes || !set.Dominates(use)
		}
	}
	return w.out, w.complete
}

// mapWalk collects the keys of a map, with the blocks that set them and those that use the map.
type mapWalk struct {
	c          *chains
	frame      *flow.Frame
	out        []entry
	sets, uses []*ssa.BasicBlock
	complete   bool
}

func (w *mapWalk) visit(v ssa.Value) {
	for _, ref := range *v.Referrers() {
		switch x := ref.(type) {
		case *ssa.MapUpdate:
			if x.Map == v {
				w.set(x)
				continue
			}
			w.uses = append(w.uses, x.Block()) // it is a value of another map
		case *ssa.ChangeType:
			if x.Referrers() != nil {
				w.visit(x)
			}
		case *ssa.Call:
			// Handed to a function of the program's own it may get more.
			if row, _ := w.c.rowOf(x); row == nil {
				if _, builtin := x.Call.Value.(*ssa.Builtin); !builtin {
					w.complete = false
				}
			}
			w.uses = append(w.uses, x.Block())
		case *ssa.Store, *ssa.Phi:
			w.complete = w.complete && len(w.out) > 0
			w.uses = append(w.uses, x.Block())
		case *ssa.MakeInterface, *ssa.Return:
			w.uses = append(w.uses, ref.Block())
		}
	}
}

func (w *mapWalk) set(x *ssa.MapUpdate) {
	key, ok := flow.ConstString(flow.Strip(x.Key))
	if !ok {
		key, ok = w.c.f.constText(flow.Strip(x.Key))
	}
	if !ok {
		w.complete = false
		return
	}
	w.out = append(w.out, entry{key: key, value: flow.Ref{V: x.Value, Frame: w.frame}})
	w.sets = append(w.sets, x.Block())
}
