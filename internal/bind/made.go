package bind

import (
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// The slot of a result has the key of the function, or the slot that holds it: "fn=>0", "pkg.T.open=>0" of a field, "fn#1=>0" of a parameter.

// resultSlot tells where result i of a call may come from. busy are the calls and lists that are being looked at: a loop may hand a function what it gave
// before.
func (s *Slots) resultSlot(call *ssa.Call, i int, busy map[ssa.Value]bool, add func(string)) {
	if busy[call] {
		return
	}
	busy[call] = true
	defer delete(busy, call)
	obj := flow.Callee(&call.Call)
	if obj == nil {
		for _, slot := range s.functions(call.Call.Value, busy) {
			add(ResultOf(slot, i))
		}
		return
	}
	if res := obj.Origin().Signature().Results(); i < res.Len() && isTypeParam(res.At(i).Type()) {
		s.instantiated(call, i, busy, add)
		return
	}
	add(ResultOf(s.called(&call.Call, obj), i))
}

// called is the key of what is called. A method that an interface has from one that it embeds is its own: what is converted to it is asked, not
// what is converted to the embedded one.
func (s *Slots) called(call *ssa.CallCommon, obj *types.Func) string {
	if call.IsInvoke() && s.ownIface(call.Value.Type()) {
		if k := flow.TypeKey(call.Value.Type()); k != "" && !isTypeParam(call.Value.Type()) {
			return "(" + k + ")." + obj.Name()
		}
	}
	return flow.Key(obj)
}

// ResultOf is the slot of a result of a function, or of the function that a slot holds.
func ResultOf(fn string, i int) string { return fn + "=>" + strconv.Itoa(i) }

// instantiated tells where the result of generic code may come from, whose type is a type parameter. Such code cannot make a value of the
// type: it has it from what this call gives to it, or takes it out of something where it lay as another type: Create(s, func() Store { … }),
// Get[Store](container), lazy.Get(). Then any type that is converted to the interface somewhere may be it.
func (s *Slots) instantiated(call *ssa.Call, i int, busy map[ssa.Value]bool, add func(string)) {
	sig := flow.Callee(&call.Call).Origin().Signature()
	wanted := sig.Results().At(i).Type()
	_, args := flow.Args(&call.Call)
	given := false
	for n, a := range args {
		if n >= sig.Params().Len() {
			break
		}
		declared := sig.Params().At(n).Type()
		if types.Identical(declared, wanted) {
			given = true
			for _, slot := range s.of(a, busy) {
				add(slot)
			}
			continue
		}
		fn, ok := declared.Underlying().(*types.Signature)
		for k := 0; ok && k < fn.Results().Len(); k++ {
			if !types.Identical(fn.Results().At(k).Type(), wanted) {
				continue
			}
			given = true
			for _, slot := range s.functions(a, busy) {
				add(ResultOf(slot, k))
			}
		}
	}
	if t := resultTypeOf(call, i); !given && s.ownIface(t) {
		add(Pool(flow.TypeKey(t)))
	}
}

// resultTypeOf is the type of result i of a call as it is instantiated.
func resultTypeOf(call *ssa.Call, i int) types.Type {
	if tuple, ok := call.Type().(*types.Tuple); ok {
		return tuple.At(i).Type()
	}
	return call.Type()
}

// Functions tells which function a value is, or where it may have been read from.
func (s *Slots) Functions(v ssa.Value) []string { return s.functions(v, map[ssa.Value]bool{}) }

func (s *Slots) functions(v ssa.Value, busy map[ssa.Value]bool) []string {
	v = flow.Strip(v)
	if key := asFunction(v); key != "" {
		return []string{key}
	}
	switch x := v.(type) {
	case *ssa.Function:
		return []string{flow.FuncKey(x)}
	case *ssa.MakeClosure:
		if fn, ok := x.Fn.(*ssa.Function); ok {
			return []string{flow.FuncKey(fn)}
		}
	}
	if list := elementRead(v); list != nil && !s.Whole && s.follows(v.Type()) {
		return s.taken(list, busy, s.functions)
	}
	// What flows into these is told as functions only where something is asked of callers; what the functions give is told always.
	var out []string
	for _, slot := range s.of(v, busy) {
		if key, isFunc := strings.CutPrefix(slot, "="+FuncValue); isFunc && s.Whole {
			out = append(out, key)
		} else if slot[0] != '=' {
			out = append(out, slot)
		}
	}
	return out
}

// gives lists the results of a function type that are interfaces of the user's, or functions.
func (s *Slots) gives(t types.Type) []int {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return nil
	}
	var out []int
	for i := range sig.Results().Len() {
		t := sig.Results().At(i).Type()
		_, isFunc := t.Underlying().(*types.Signature)
		if s.ownIface(t) || s.Whole && isFunc {
			out = append(out, i)
		}
	}
	return out
}
