package guard

import (
	"cmp"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// A decision may let through on purpose what need not be asked: an operation that is declared to be open, a request that speaks of no object. For which endpoints that way is
// taken is not for the function to say, so the way is told of.

// Openness is what a decision asks nothing for.
type Openness uint8

// The kinds of openings.
const (
	Declared  Openness = iota + 1 // an operation that says of itself that it asks for no credentials
	Absent                        // a request whose context does not hold a certain object
	Nobody                        // a caller who is not known
	Shared                        // an object that says of itself that it is open
	Otherwise                     // whatever is none of the cases that are asked for
	Unread                        // nobody knows what: the function is too large to be followed
)

// Opening is a way past a decision on which nothing is asked.
type Opening struct {
	Of Openness
	// Name is what declares it, what is absent, or what is told apart.
	Name string
}

// String says what is let through, for a sentence that begins with the decision's name: "lets through …".
func (o Opening) String() string {
	switch o.Of {
	case Declared:
		return "operations that are declared open (" + o.Name + ")"
	case Absent:
		return "requests without " + o.Name
	case Nobody:
		return "callers that are not known (" + o.Name + ")"
	case Unread:
		return "what is not known, since " + o.Name + " is too large to be followed"
	case Shared:
		return "what is itself declared open (" + o.Name + ")"
	}
	return "what is none of the cases of " + o.Name
}

func compareOpenings(a, b Opening) int {
	return cmp.Or(cmp.Compare(a.Of, b.Of), strings.Compare(a.Name, b.Name))
}

// Openings lists what a function that decides lets through without having asked, itself or in what it hands the question on to. The result is sorted. A function that answers
// with neither an error nor a bool has none; of the implementations of an interface those tell who know them.
func (f *Finder) Openings(fn *ssa.Function) []Opening {
	if open, seen := f.promises.opens[fn]; seen {
		return open
	}
	f.promises.opens[fn] = nil // while it is looked at, for one that calls itself
	at := answerIndex(fn)
	if at < 0 || !f.AsksSomewhere(fn) && !deciding.MatchString(fn.Name()) && f.Denies(fn) < Permission {
		return nil
	}
	if len(fn.Blocks) > maxBlocks {
		f.promises.opens[fn] = []Opening{{Of: Unread, Name: fn.Name()}}
		return f.promises.opens[fn]
	}
	var out []Opening
	for _, w := range yesWays(fn, at) {
		out = append(out, f.past(w)...)
	}
	out = united(out)
	f.promises.opens[fn] = out
	return out
}

func united(list []Opening) []Opening {
	slices.SortFunc(list, compareOpenings)
	return slices.Compact(list)
}

// answerIndex is the result by which a function says yes or no, -1 for none. One that says no with true is left out.
func answerIndex(fn *ssa.Function) int {
	res := fn.Signature.Results()
	n := res.Len()
	switch {
	case n == 0 || len(fn.Blocks) == 0 || negated.MatchString(fn.Name()):
		return -1
	case flow.IsError(res.At(n-1).Type()) && !(n == 2 && flow.IsBool(res.At(0).Type())):
		return n - 1
	case n == 1 && flow.IsBool(res.At(0).Type()), n == 2 && flow.IsBool(res.At(0).Type()) && flow.IsError(res.At(1).Type()):
		return 0
	}
	return -1
}

// past lists what a way lets through without having asked: of the decisions that it has passed the one with the fewest openings counts, and without any the way itself.
func (f *Finder) past(w way) []Opening {
	var asked [][]Opening
	if c := answerOf(w.v); c != nil && (f.kind(c, flow.Key(flow.Callee(c.Common()))) == Permission || f.handsTo(c)) {
		asked = append(asked, f.openingsOf(c))
	}
	for _, g := range f.Gates(w.to.Parent()) {
		if g.Kind == Permission && g.lets(w) {
			asked = append(asked, f.OpensOf(g))
		}
	}
	for _, iff := range f.passed(w) {
		for _, c := range calledIn([]ssa.Value{iff.Cond}) {
			if f.handsTo(c) {
				asked = append(asked, f.openingsOf(c))
			}
		}
	}
	if len(asked) > 0 {
		return slices.MinFunc(asked, func(a, b []Opening) int { return len(a) - len(b) })
	}
	if o, open := f.opening(w); open && !f.dead(w) {
		return []Opening{o}
	}
	return nil
}

// handsTo reports a call of a function of this package that asks for a permission on some ways.
func (f *Finder) handsTo(c ssa.CallInstruction) bool {
	fn := f.here(c)
	return fn != nil && f.AsksSomewhere(fn)
}

// OpensOf lists what a decision lets through without having asked: by another of its conditions, or in the function that decides. Functions behind an interface or a function value
// are left out.
func (f *Finder) OpensOf(g *Gate) []Opening {
	var out []Opening
	for _, b := range g.asking {
		if len(g.asking) == 1 {
			break
		}
		for _, to := range b.Succs {
			if to == g.deny || slices.Contains(g.asking, to) {
				continue
			}
			if o, open := f.opening(way{from: b, to: to}); open && o.Of != Otherwise {
				out = append(out, o)
			}
		}
	}
	if g.Kind == Permission && g.By != "" {
		for _, c := range calledIn(g.conds) {
			if !c.Common().IsInvoke() && flow.Key(flow.Callee(c.Common())) == g.By {
				out = append(out, f.openingsOf(c)...)
			}
		}
	}
	return united(out)
}

func (f *Finder) openingsOf(c ssa.CallInstruction) []Opening {
	if fn := f.here(c); fn != nil {
		return f.Openings(fn)
	}
	if f.Opening != nil {
		return f.Opening(flow.Key(flow.Callee(c.Common())))
	}
	return nil
}

// DeclaredOpen lists the declarations of an operation behind which an instruction stands: if op.Public { next(w, r); return }.
func (f *Finder) DeclaredOpen(x ssa.Instruction) []Opening {
	for b := x.Block(); b.Idom() != nil; b = b.Idom() {
		if len(b.Preds) != 1 {
			continue
		}
		if o, open := f.opening(way{from: b.Preds[0], to: b}); open && o.Of == Declared {
			return []Opening{o}
		}
	}
	return nil
}

// opening is what a way lets through on purpose, by the condition that it begins with or by the bool that it answers.
func (f *Finder) opening(w way) (Opening, bool) {
	cond, holds := w.cond()
	if w.v != nil && flow.IsBool(w.v.Type()) {
		if _, settled := w.v.(*ssa.Const); !settled {
			var negation bool
			cond, negation = flow.Unnegated(w.v)
			holds = !negation
		}
	}
	if cond == nil {
		return Opening{}, false
	}
	s := subjectOf([]ssa.Value{cond})
	if !s.asked {
		return Opening{}, false // a switch of the configuration
	}
	if o, open := declares(s, holds); open {
		return o, true
	}
	switch name, kept := absent(cond, holds); {
	case !kept:
	case identities.MatchString(name):
		return Opening{Of: Nobody, Name: name}, true
	default:
		return Opening{Of: Absent, Name: name}, true
	}
	if name := f.otherwiseOf(w, cond, holds); name != "" && !s.granting() && !s.caller {
		return Opening{Of: Otherwise, Name: name}, true
	}
	return Opening{}, false
}

// declares is what says of itself that it asks for no credentials: an operation, or an object that everybody may see.
func declares(s *subject, holds bool) (Opening, bool) {
	words := openly
	if !holds {
		words = demanding
	}
	i := slices.IndexFunc(s.names, words.MatchString)
	switch {
	case i < 0:
		return Opening{}, false
	case authorities.MatchString(s.names[i]) || slices.ContainsFunc(s.whose, operations.MatchString):
		return Opening{Of: Declared, Name: s.names[i]}, true
	}
	return Opening{Of: Shared, Name: s.names[i]}, true
}

// absent names what is not there on a way: what the request's context does not hold, a pointer that is nil. kept is true of what the context holds.
func absent(cond ssa.Value, holds bool) (name string, kept bool) {
	var v ssa.Value
	switch x := cond.(type) {
	case *ssa.Extract:
		assert, ok := x.Tuple.(*ssa.TypeAssert)
		if !ok || holds || x.Index != 1 {
			return "", false
		}
		v = assert.X
	case *ssa.BinOp:
		c, ok := x.Y.(*ssa.Const)
		if !ok || c.Value != nil || flow.IsError(x.X.Type()) || holds != (x.Op == token.EQL) {
			return "", false
		}
		v = x.X
	default:
		return "", false
	}
	return keptBy(v)
}

// keptBy is what something is kept by in a context, or what it is read from. kept is true of what a context holds.
func keptBy(v ssa.Value) (name string, kept bool) {
	if e, ok := v.(*ssa.Extract); ok {
		if a, asserted := e.Tuple.(*ssa.TypeAssert); asserted {
			v = a.X
		}
	}
	c, called := flow.Strip(v).(*ssa.Call)
	kept = called && fromRequest(c)
	if kept {
		if texts := flow.ConstTexts(c); len(texts) == 1 {
			return texts[0], true
		}
	}
	if s := subjectOf([]ssa.Value{v}); len(s.names) > 0 {
		return s.names[0], kept
	}
	return "", false
}

// otherwiseOf names what is compared with one constant after another where a way is that of none of them, and another way asks for something.
func (f *Finder) otherwiseOf(w way, cond ssa.Value, holds bool) string {
	cmp, ok := cond.(*ssa.BinOp)
	if !ok || cmp.Op != token.EQL && cmp.Op != token.NEQ || holds != (cmp.Op == token.NEQ) {
		return ""
	}
	c, ok := cmp.Y.(*ssa.Const)
	if !ok || isZero(c) || c.Value.Kind() == constant.Bool {
		return ""
	}
	if _, plain := cmp.X.Type().Underlying().(*types.Basic); !plain || w.from == nil {
		return ""
	}
	for _, asked := range w.from.Succs {
		if asked != w.to && !f.asksBehind(asked) {
			return ""
		}
	}
	name, _ := keptBy(cmp.X)
	return name
}

// asksBehind reports that what comes behind one side of a branch refuses for what the caller may do.
func (f *Finder) asksBehind(b *ssa.BasicBlock) bool {
	for _, x := range b.Parent().Blocks {
		iff := flow.Branch(x)
		if iff == nil || !b.Dominates(x) {
			continue
		}
		s := subjectOf([]ssa.Value{iff.Cond})
		for _, deny := range x.Succs {
			if (s.granting() || s.caller) && f.leaves(deny, x) {
				return true
			}
		}
	}
	return false
}
