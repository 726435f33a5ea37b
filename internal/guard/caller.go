package guard

import (
	"go/constant"
	"maps"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// Caller is the source of what a function reads of who asks.
const Caller = "@"

// Sources tells where a value comes from, as far as it can be the caller's own id, or something that was looked up by it: Caller, a parameter ("p1"),
// a field of one ("p1.UserID"), or a captured variable ("f0"). Each of them must be the caller's for the value to be. ok is false for a value that
// comes from anywhere else; a constant has no sources.
func Sources(v ssa.Value) (from []string, ok bool) {
	t := &tracer{seen: map[ssa.Value]bool{}}
	if !t.trace(v, 0) {
		return nil, false
	}
	slices.Sort(t.from)
	return slices.Compact(t.from), true
}

type tracer struct {
	from []string
	seen map[ssa.Value]bool
}

// maxTrace bounds how far a value is followed in one function.
const maxTrace = 16

func (t *tracer) add(s string) bool {
	t.from = append(t.from, s)
	return true
}

func (t *tracer) trace(v ssa.Value, depth int) bool {
	if t.seen[v] {
		return true
	}
	if depth > maxTrace {
		return false
	}
	t.seen[v] = true
	switch x := v.(type) {
	case *ssa.Const:
		return true
	case *ssa.Parameter:
		return t.add("p" + strconv.Itoa(slices.Index(x.Parent().Params, x)))
	case *ssa.FreeVar:
		return t.add("f" + strconv.Itoa(slices.Index(x.Parent().FreeVars, x)))
	case *ssa.Extract:
		return t.trace(x.Tuple, depth+1)
	case *ssa.Call:
		return t.call(x, depth)
	case *ssa.Phi:
		return t.all(x.Edges, depth)
	case *ssa.Alloc:
		return t.variable(x, depth)
	case *ssa.UnOp:
		return t.trace(x.X, depth+1)
	case *ssa.FieldAddr:
		if stored := storedInField(x); len(stored) > 0 {
			return t.all(stored, depth)
		}
		return t.field(x.X, x.Field, depth)
	case *ssa.Field:
		return t.field(x.X, x.Field, depth)
	case *ssa.Slice:
		return t.trace(x.X, depth+1)
	case *ssa.Convert:
		return t.trace(x.X, depth+1)
	case *ssa.ChangeType:
		return t.trace(x.X, depth+1)
	case *ssa.MakeInterface:
		return t.trace(x.X, depth+1)
	case *ssa.ChangeInterface:
		return t.trace(x.X, depth+1)
	case *ssa.TypeAssert:
		return t.trace(x.X, depth+1)
	}
	return false
}

func (t *tracer) all(list []ssa.Value, depth int) bool {
	return !slices.ContainsFunc(list, func(v ssa.Value) bool { return !t.trace(v, depth+1) })
}

// field follows a field of a value: of who asks, or of what a parameter holds. The embedded structs in between are left out of the name.
func (t *tracer) field(of ssa.Value, i, depth int) bool {
	f := flow.FieldVar(of.Type(), i)
	if f == nil {
		return false
	}
	inner := &tracer{seen: t.seen}
	if !inner.trace(rootOf(of), depth+1) {
		return false
	}
	for _, s := range inner.from {
		switch {
		case s != Caller && !IsLookup(s):
			s += "." + f.Name()
		case tenancies.MatchString(f.Name()):
			return false // it is their tenant's, as everything is that the tenant's other members may write
		}
		t.add(s)
	}
	return len(inner.from) > 0
}

// rootOf is the value that an address of a field lies in, through embedded structs.
func rootOf(v ssa.Value) ssa.Value {
	for {
		up, ok := v.(*ssa.FieldAddr)
		if !ok {
			return v
		}
		v = up.X
	}
}

// variable follows a local variable: what is stored in it, in its elements, or by what a row was looked up that fills it.
func (t *tracer) variable(x *ssa.Alloc, depth int) bool {
	stored := flow.StoredIn(x)
	for _, ref := range *x.Referrers() {
		if at, ok := ref.(*ssa.IndexAddr); ok {
			stored = append(stored, flow.StoredIn(at)...)
		}
	}
	if len(stored) > 0 {
		return t.all(stored, depth)
	}
	filling := Fillers(x)
	if len(filling) != 1 {
		return false
	}
	// A row that is looked up by example: by the owner that was put in it before.
	if obj := flow.Callee(&filling[0].Call); obj != nil && lookups.MatchString(obj.Name()) {
		for _, ref := range *x.Referrers() {
			fa, ok := ref.(*ssa.FieldAddr)
			if !ok {
				continue
			}
			if f := flow.FieldVar(fa.X.Type(), fa.Field); f != nil && OwnerField(f.Name()) && len(flow.StoredIn(fa)) > 0 {
				return t.all(flow.StoredIn(fa), depth)
			}
		}
	}
	return t.lookup(filling[0], depth)
}

// Fillers are the calls that are given the address of a variable, alone or in a list.
func Fillers(x *ssa.Alloc) []*ssa.Call {
	var out []*ssa.Call
	var walk func(v ssa.Value, depth int)
	walk = func(v ssa.Value, depth int) {
		if v.Referrers() == nil || depth > 4 {
			return
		}
		for _, ref := range *v.Referrers() {
			switch r := ref.(type) {
			case *ssa.Call:
				if obj := flow.Callee(&r.Call); obj != nil && lookups.MatchString(obj.Name()) {
					out = append(out, r)
				}
			case *ssa.MakeInterface:
				walk(r, depth+1)
			case *ssa.Slice:
				walk(r, depth+1)
			case *ssa.Store:
				if at, ok := r.Addr.(*ssa.IndexAddr); ok && r.Val == v {
					walk(at.X, depth+1)
				}
			}
		}
	}
	walk(x, 0)
	return out
}

// call follows the result of a call: of who asks, or of a lookup by what is the caller's.
func (t *tracer) call(x *ssa.Call, depth int) bool {
	return readsCaller(x) && t.add(Caller) || t.keyed(x, depth) || t.lookup(x, depth)
}

// keyed follows a lookup by several arguments, of which one may be enough: the row of a user and an object is the user's. Which one that is, only the function's own body tells.
func (t *tracer) keyed(x *ssa.Call, depth int) bool {
	obj := flow.Callee(&x.Call)
	if obj == nil || !lookers.MatchString(obj.Name()) {
		return false
	}
	l := Lookup{Func: flow.Key(obj)}
	if x.Call.IsInvoke() {
		l.Args = append(l.Args, nil) // the receiver
	}
	given := 0
	for _, a := range x.Call.Args {
		if a = flow.Strip(a); requests.MatchString(flow.TypeKey(a.Type())) || isReceived(a) {
			l.Args = append(l.Args, nil)
			continue
		}
		inner := &tracer{seen: maps.Clone(t.seen)}
		if !inner.trace(a, depth+1) || slices.ContainsFunc(inner.from, IsLookup) {
			inner.from = []string{elsewhere}
		}
		if len(inner.from) > 0 {
			given++
		}
		l.Args = append(l.Args, inner.from)
	}
	return given > 1 && t.add(l.String())
}

// isReceived reports the receiver of a method, or a field of it: what a function is kept in, and not what it is asked for.
func isReceived(v ssa.Value) bool {
	u, ok := v.(*ssa.UnOp)
	if ok {
		v = rootOf(u.X)
	}
	p, ok := v.(*ssa.Parameter)
	return ok && isReceiver(p)
}

// lookup follows what a call is given beside a context and constants; each of it must be the caller's. Of a chain of calls that of every link counts.
func (t *tracer) lookup(x *ssa.Call, depth int) bool {
	if v := ownerInChain(x); v != nil {
		return t.trace(v, depth+1)
	}
	had := len(t.from)
	for {
		recv, args := flow.Args(&x.Call)
		for _, a := range args {
			a = flow.Strip(a)
			if _, filled := a.(*ssa.Alloc); filled || requests.MatchString(flow.TypeKey(a.Type())) {
				continue
			}
			if !t.trace(a, depth+1) {
				return false
			}
		}
		link, ok := recv.(*ssa.Call)
		if !ok {
			if len(args) == 0 && recv != nil && len(t.from) == had {
				return t.trace(recv, depth+1) && len(t.from) > had
			}
			return len(t.from) > had
		}
		x = link
	}
}

// ownerInChain is what a chain of conditions compares with a column that is named for an owner: the other conditions narrow that further.
func ownerInChain(x *ssa.Call) ssa.Value {
	var found ssa.Value
	for links := 0; ; links++ {
		recv, args := flow.Args(&x.Call)
		for _, a := range args {
			if text, ok := flow.ConstString(flow.Strip(a)); ok && orArm.MatchString(text) {
				return nil
			}
			for _, el := range listed(a) {
				if name := nameAtOrigin(el); OwnerField(name) {
					found = el
				}
			}
		}
		link, ok := recv.(*ssa.Call)
		if !ok {
			if links == 0 {
				return nil
			}
			return found
		}
		x = link
	}
}

// listed are the elements of the list that variadic arguments come in, or the value itself.
func listed(v ssa.Value) []ssa.Value {
	var out []ssa.Value
	if m, ok := flow.Strip(v).(*ssa.MakeMap); ok {
		for _, ref := range *m.Referrers() {
			if u, ok := ref.(*ssa.MapUpdate); ok {
				out = append(out, u.Value)
			}
		}
		return out
	}
	s, ok := v.(*ssa.Slice)
	if !ok {
		return []ssa.Value{v}
	}
	a, ok := s.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	for _, ref := range *a.Referrers() {
		if at, ok := ref.(*ssa.IndexAddr); ok {
			out = append(out, flow.StoredIn(at)...)
		}
	}
	return out
}

// nameAtOrigin is the name of the parameter, the captured variable or the field that a value is read from.
func nameAtOrigin(v ssa.Value) string {
	switch x := flow.Strip(v).(type) {
	case *ssa.Parameter:
		return x.Name()
	case *ssa.UnOp:
		switch a := x.X.(type) {
		case *ssa.FreeVar:
			return a.Name()
		case *ssa.Alloc:
			return a.Comment
		case *ssa.FieldAddr:
			if f := flow.FieldVar(a.X.Type(), a.Field); f != nil {
				return f.Name()
			}
		}
	}
	return ""
}

// readsCaller reports a call that reads who asks from a request or a context: by the name of the function, or of the key that a context keeps it by.
func readsCaller(x *ssa.Call) bool {
	if !fromRequest(x) {
		return false
	}
	obj := flow.Callee(&x.Call)
	if obj == nil {
		return false
	}
	if inputs.MatchString(obj.Name()) || tenancies.MatchString(obj.Name()) {
		return false
	}
	if identities.MatchString(obj.Name()) {
		return true
	}
	recv, args := flow.Args(&x.Call)
	if recv == nil || len(args) != 1 || !contexts.MatchString(flow.TypeKey(recv.Type())) {
		return false
	}
	switch k := flow.Strip(args[0]).(type) {
	case *ssa.Const:
		if k.Value != nil && k.Value.Kind() == constant.String {
			return identities.MatchString(constant.StringVal(k.Value))
		}
		return identities.MatchString(base(flow.TypeKey(k.Type())))
	case *ssa.UnOp:
		g, ok := k.X.(*ssa.Global)
		return ok && identities.MatchString(g.Name())
	}
	return false
}

// OwnerField reports a field that is named for whose a row is.
func OwnerField(name string) bool { return owners.MatchString(name) }

// MakerField reports one of them that is named for who made the row.
func MakerField(name string) bool { return madeBy.MatchString(name) }
