package guard

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// subject is what a condition looks at.
type subject struct {
	// names are what its operands were read from last: "Role" of From(ctx).Role == "admin".
	names []string
	// whose are the other names on the way, and those of the types that fields were read from.
	whose []string
	// asked is true when it depends on what the function was given: a request, a context, a principal. A condition that depends on the receiver alone
	// is a switch of the configuration.
	asked bool
	// caller is true when it depends on who asks: on what is read from a request or a context alone, or on a parameter that is named for a principal.
	caller bool
	// self is true when it depends on what says who asks.
	self bool
	// secret is true when a call that was given something named for a credential decides: the lookup of a token, the verification of a code.
	secret bool
}

// maxSubject bounds how far back a condition is followed.
const maxSubject = 12

// subjectOf follows conditions back to what they look at.
func subjectOf(conds []ssa.Value) *subject {
	w := &looker{s: &subject{}, seen: map[ssa.Value]bool{}}
	for _, c := range conds {
		w.look(c, 0, true)
	}
	return w.s
}

// looker fills a subject.
type looker struct {
	s    *subject
	seen map[ssa.Value]bool
}

// look follows one value; first is true until a name was met on this way.
func (w *looker) look(v ssa.Value, depth int, first bool) {
	if v == nil || w.seen[v] || depth > maxSubject {
		return
	}
	w.seen[v] = true
	switch x := v.(type) {
	case *ssa.Parameter:
		w.given(x, !isReceiver(x) || len(x.Parent().Params) == 1, first)
	case *ssa.FreeVar:
		w.given(x, capturesAsked(x), first)
	case *ssa.Global:
		w.name(x.Name(), first)
	case *ssa.FieldAddr:
		w.field(x.X, x.Field, first)
		if stored := storedInField(x); len(stored) > 0 {
			for _, v := range stored {
				w.look(v, depth+1, false)
			}
			w.keptUnder(x, depth)
			return
		}
		w.look(x.X, depth+1, false)
	case *ssa.Field:
		w.field(x.X, x.Field, first)
		w.look(x.X, depth+1, false)
	case *ssa.Call:
		w.call(x, depth, first)
	case *ssa.Alloc:
		for _, s := range flow.StoredIn(x) {
			w.look(s, depth+1, first)
		}
		w.filled(x, depth)
	case ssa.Instruction:
		for _, op := range x.Operands(nil) {
			w.look(*op, depth+1, first)
		}
	}
}

// keptUnder follows the conditions under which constants are kept in a field: if u.Role == "admin" { req.CanEdit = true }.
func (w *looker) keptUnder(x *ssa.FieldAddr, depth int) {
	for _, st := range storesTo(x) {
		if _, constant := st.Val.(*ssa.Const); !constant || len(st.Block().Preds) != 1 {
			continue
		}
		if iff := flow.Branch(st.Block().Preds[0]); iff != nil {
			w.look(iff.Cond, depth+1, false)
		}
	}
}

// filled follows the calls that are given the address of a variable, and so may fill it: json.Unmarshal(body, &req).
func (w *looker) filled(x *ssa.Alloc, depth int) {
	for _, ref := range *x.Referrers() {
		if c, ok := ref.(*ssa.Call); ok {
			for _, a := range c.Call.Args {
				if a != x {
					w.look(a, depth+1, false)
				}
			}
		}
	}
}

// given notes something that the function was handed.
func (w *looker) given(v ssa.Value, asked, first bool) {
	w.s.asked = w.s.asked || asked
	w.name(v.Name(), first)
	if asked && !targets.MatchString(v.Name()) {
		w.s.caller = w.s.caller || principals.MatchString(v.Name()) || principals.MatchString(base(flow.TypeKey(v.Type())))
	}
}

func (w *looker) call(x *ssa.Call, depth int, first bool) {
	if obj := flow.Callee(&x.Call); obj != nil {
		w.name(obj.Name(), first)
		if switches.MatchString(obj.Name()) && !grants.MatchString(obj.Name()) {
			return // settings are read with a context too, and are the same for every caller
		}
		first = false
	}
	w.s.caller = w.s.caller || asksRequest(x) || answersRequest(x)
	w.s.self = w.s.self || readsCaller(x)
	w.s.secret = w.s.secret || slices.ContainsFunc(x.Call.Args, isSecret)
	for _, op := range x.Operands(nil) {
		w.look(*op, depth+1, false)
	}
}

// storedInField lists what the same function stores in a field of the same value: req.IsAdmin = isAdmin(ctx). Fields of embedded structs are
// reached by a chain of addresses, which each statement has of its own.
func storedInField(x *ssa.FieldAddr) []ssa.Value {
	var out []ssa.Value
	for _, st := range storesTo(x) {
		out = append(out, st.Val)
	}
	return out
}

// storesTo lists the stores of the same function in a field of the same value.
func storesTo(x *ssa.FieldAddr) []*ssa.Store {
	var out []*ssa.Store
	for _, same := range sameField(x) {
		for _, ref := range *same.Referrers() {
			if st, ok := ref.(*ssa.Store); ok && st.Addr == same {
				out = append(out, st)
			}
		}
	}
	return out
}

// sameField lists the addresses of the field that an address is of.
func sameField(x *ssa.FieldAddr) []ssa.Value {
	of := SameValue(x.X)
	if up, ok := x.X.(*ssa.FieldAddr); ok {
		of = sameField(up)
	}
	var out []ssa.Value
	for _, v := range of {
		if v.Referrers() == nil {
			continue
		}
		for _, ref := range *v.Referrers() {
			if same, ok := ref.(*ssa.FieldAddr); ok && same.X == v && same.Field == x.Field {
				out = append(out, same)
			}
		}
	}
	return out
}

// SameValue lists the values that are one: each read of a variable that is set once has one of its own, and so has what is stored there.
func SameValue(v ssa.Value) []ssa.Value {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return []ssa.Value{v}
	}
	var out []ssa.Value
	switch cell := load.X.(type) {
	case *ssa.Alloc:
		if out = flow.StoredIn(cell); len(out) != 1 {
			return []ssa.Value{v}
		}
	case *ssa.FreeVar:
	default:
		return []ssa.Value{v}
	}
	for _, ref := range *load.X.Referrers() {
		if u, ok := ref.(*ssa.UnOp); ok {
			out = append(out, u)
		}
	}
	return out
}

// isSecret reports an argument that is read from something named for a credential.
func isSecret(v ssa.Value) bool {
	switch x := flow.Strip(v).(type) {
	case *ssa.Parameter:
		return secrets.MatchString(x.Name())
	case *ssa.UnOp:
		if f, ok := x.X.(*ssa.FieldAddr); ok {
			field := flow.FieldVar(f.X.Type(), f.Field)
			return field != nil && secrets.MatchString(field.Name())
		}
	}
	return false
}

// answersRequest reports a call that is given the context of a request and gives nothing but an answer, yes or no: Check(r.Context(), p). A lookup gives
// what it has found as well.
func answersRequest(x *ssa.Call) bool {
	res := x.Call.Signature().Results()
	if res.Len() != 1 || !flow.IsBool(res.At(0).Type()) && !flow.IsError(res.At(0).Type()) {
		return false
	}
	return slices.ContainsFunc(x.Call.Args, func(a ssa.Value) bool {
		c, ok := flow.Strip(a).(*ssa.Call)
		return ok && fromRequest(c) && requests.MatchString(flow.TypeKey(c.Type()))
	})
}

// asksRequest is fromRequest for what is no input and no context of its own.
func asksRequest(x *ssa.Call) bool {
	obj := flow.Callee(&x.Call)
	return fromRequest(x) && !requests.MatchString(flow.TypeKey(x.Type())) && (obj == nil || !inputs.MatchString(obj.Name()))
}

// fromRequest reports a call that is given a request or a context and nothing else but constants: it reads who asks. The receiver may be the
// request itself.
func fromRequest(x *ssa.Call) bool {
	recv, args := flow.Args(&x.Call)
	is := recv != nil && requests.MatchString(flow.TypeKey(recv.Type()))
	for _, a := range args {
		switch a := flow.Strip(a).(type) {
		case *ssa.Const, *ssa.Global:
		default:
			if u, ok := a.(*ssa.UnOp); ok {
				if _, global := u.X.(*ssa.Global); global {
					continue
				}
			}
			if !requests.MatchString(flow.TypeKey(a.Type())) {
				return false
			}
			is = true
		}
	}
	return is
}

func (w *looker) field(x ssa.Value, i int, first bool) {
	if f := flow.FieldVar(x.Type(), i); f != nil {
		w.name(f.Name(), first)
	}
	w.s.whose = append(w.s.whose, base(flow.TypeKey(x.Type())))
}

func (w *looker) name(n string, first bool) {
	w.s.caller = w.s.caller || callers.MatchString(n)
	if first {
		w.s.names = append(w.s.names, n)
		return
	}
	w.s.whose = append(w.s.whose, n)
}

func isReceiver(p *ssa.Parameter) bool {
	return p.Parent().Signature.Recv() != nil && len(p.Parent().Params) > 0 && p.Parent().Params[0] == p
}

// capturesAsked reports a variable that was captured where a request is handled: a function around is given one. What middleware captures of the
// function that makes it is its configuration.
func capturesAsked(v *ssa.FreeVar) bool {
	for outer := v.Parent().Parent(); outer != nil; outer = outer.Parent() {
		for i, p := range outer.Params {
			if p.Name() == v.Name() && i == 0 && outer.Signature.Recv() != nil {
				return false
			}
			if requests.MatchString(flow.TypeKey(p.Type())) {
				return true
			}
		}
	}
	return false
}

// standing reports a condition that looks at nothing but the state of an account: whether it is active, verified or suspended. It tells who may come
// in at all, and not what they may do. of is false where it is the state of something else, a switch that an operator sets.
func (s *subject) standing() (of, is bool) {
	if len(s.names) == 0 || slices.ContainsFunc(s.names, func(n string) bool { return !states.MatchString(n) }) {
		return false, false
	}
	all := slices.Concat(s.names, s.whose)
	return slices.ContainsFunc(all, principals.MatchString), true
}

// callerItself reports a value that is the caller's own id.
func (s *subject) callerItself() bool {
	if len(s.names) == 0 || slices.ContainsFunc(s.names, tenancies.MatchString) {
		return false
	}
	return s.self || !slices.ContainsFunc(s.names, func(n string) bool { return !callers.MatchString(n) })
}

// granting reports a condition that looks at something named for what a principal may do.
func (s *subject) granting() bool {
	return slices.ContainsFunc(slices.Concat(s.names, s.whose), grants.MatchString)
}
