package flow

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Pass says how a call passes a value through, for calls into other packages: the index among all arguments (receiver first) whose value,
// at path below, the result is at path, perhaps in another form. ok is false when it does not.
type Pass func(call *ssa.CallCommon, key string, result int, path []string) (arg int, below []string, ok bool)

const maxLeaves = 24

// Origins follows a value back to where it comes from. The walk does not depend on the order of instructions: every value that a variable
// ever holds counts. It looks into functions of the package; calls into other packages end it unless pass says otherwise. Without pass
// the calls of generic functions end it too: who asks for the call that made a list wants to see it.
func (p *Package) Origins(r Ref, pass Pass) []Leaf {
	o := &origins{p: p, pass: pass}
	o.walk(r.V, r.Path, r.Frame, nil)
	if len(o.out) == 0 {
		return []Leaf{{Kind: LeafUnknown, V: r.V}}
	}
	return o.out
}

type originKey struct {
	v     ssa.Value
	path  string
	frame *Frame
}

// visited is a set of places on a walk. Most walks are short: a map for each would be the largest part of what a run allocates.
type visited struct {
	first [8]originKey
	n     int
	more  map[originKey]bool
}

// add reports whether the place is new.
func (s *visited) add(k originKey) bool {
	if slices.Contains(s.first[:s.n], k) || s.more[k] {
		return false
	}
	if s.n < len(s.first) {
		s.first[s.n] = k
		s.n++
		return true
	}
	if s.more == nil {
		s.more = map[originKey]bool{}
	}
	s.more[k] = true
	return true
}

type origins struct {
	p     *Package
	pass  Pass
	seen  visited
	out   []Leaf
	steps int
	// running holds the callbacks whose results are being followed: a reduction feeds its callback what that gave before.
	running map[*ssa.Function]bool
	// nothing counts the ways that end at a value which is not there.
	nothing int
}

func (o *origins) leaf(l Leaf) {
	if len(o.out) < maxLeaves {
		o.out = append(o.out, l)
		return
	}
	if l.Kind == LeafWritten && slices.ContainsFunc(o.out, func(m Leaf) bool { return m.Kind == LeafWritten && m.Call == l.Call }) {
		return // one more column of a wide row that the same call fills
	}
	o.out[maxLeaves-1] = Leaf{Kind: LeafUnknown, V: l.V, Names: l.Names}
}

func (o *origins) walk(v ssa.Value, path []string, frame *Frame, names []string) {
	k := originKey{v, strings.Join(path, "."), frame}
	if !o.seen.add(k) {
		return
	}
	if o.steps++; o.steps > 2000 {
		o.leaf(Leaf{Kind: LeafUnknown, V: v, Names: names})
		return
	}
	switch x := v.(type) {
	case *ssa.Const:
		o.constant(x, path, names)
	case *ssa.Parameter:
		if arg := frame.Arg(x); arg != nil {
			o.walk(arg, path, frame.Up, appendName(names, x.Name()))
			return
		}
		if o.callbackParam(x, path, frame, appendName(names, x.Name())) {
			return
		}
		o.leaf(Leaf{Kind: LeafParam, Param: ParamIndex(x), Fn: x.Parent(), Path: path, Names: appendName(names, x.Name()), V: x, Frame: frame})
	case *ssa.FreeVar:
		o.freeVar(x, path, frame, names)
	case *ssa.MakeInterface:
		o.walk(x.X, path, frame, names)
	case *ssa.ChangeInterface:
		o.walk(x.X, path, frame, names)
	case *ssa.ChangeType:
		o.walk(x.X, path, frame, names)
	case *ssa.Convert:
		o.walk(x.X, path, frame, names)
	case *ssa.MultiConvert:
		o.walk(x.X, path, frame, names)
	case *ssa.SliceToArrayPointer:
		o.walk(x.X, path, frame, names)
	case *ssa.TypeAssert:
		o.walk(x.X, path, frame, names)
	case *ssa.Slice:
		if a, ok := x.X.(*ssa.Alloc); ok && isArray(a) {
			if len(path) == 0 {
				path = []string{"[]"} // a slice as a whole is what its elements are
			}
			o.backing(x, a, path, frame, names)
			return
		}
		o.walk(x.X, path, frame, names)
	case *ssa.Phi:
		for _, e := range x.Edges {
			o.walk(e, path, frame, appendName(names, x.Comment))
		}
	case *ssa.Extract:
		if x.Index == 0 && okIgnored(x.Tuple) {
			o.leaf(Leaf{Kind: LeafZero, Text: Unchecked, V: x, Path: path, Names: names})
		}
		switch t := x.Tuple.(type) {
		case *ssa.Call:
			o.call(t, x.Index, path, frame, names)
		case *ssa.TypeAssert:
			o.walk(t.X, path, frame, names)
		case *ssa.Lookup:
			o.walk(t.X, append([]string{"[]"}, path...), frame, appendName(names, keyOf(t)))
		case *ssa.UnOp:
			o.walk(t.X, append([]string{"<-"}, path...), frame, names)
		case *ssa.Next:
			if rng, ok := t.Iter.(*ssa.Range); ok {
				step := "[]"
				if x.Index == 1 {
					step = "[key]"
				}
				o.walk(rng.X, append([]string{step}, path...), frame, names)
				return
			}
			o.leaf(Leaf{Kind: LeafElem, V: v, Path: path, Names: names})
		default:
			o.leaf(Leaf{Kind: LeafUnknown, V: v, Path: path, Names: names})
		}
	case *ssa.Call:
		o.call(x, 0, path, frame, names)
	case *ssa.Field:
		f := FieldVar(x.X.Type(), x.Field)
		o.walk(x.X, append([]string{f.Name()}, path...), frame, appendName(names, f.Name()))
	case *ssa.FieldAddr:
		f := FieldVar(x.X.Type(), x.Field)
		o.walk(x.X, append([]string{f.Name()}, path...), frame, appendName(names, f.Name()))
	case *ssa.IndexAddr:
		o.element(x.X, x, path, frame, names)
	case *ssa.Index:
		o.element(x.X, x, path, frame, names)
	case *ssa.Lookup:
		o.walk(x.X, append([]string{"[]"}, path...), frame, appendName(names, keyOf(x)))
	case *ssa.UnOp:
		switch x.Op {
		case token.MUL:
			o.walk(x.X, path, frame, names)
		case token.ARROW:
			o.leaf(Leaf{Kind: LeafRecv, V: v, Path: path, Names: names})
		default:
			o.leaf(Leaf{Kind: LeafUnknown, V: v, Path: path, Names: names})
		}
	case *ssa.Alloc:
		o.alloc(x, path, frame, appendName(names, x.Comment))
	case *ssa.Global:
		o.global(x, path, names)
	case *ssa.BinOp:
		// A text put together from parts is none of them; still, a constant part decides nothing, so follow the rest.
		if x.Op == token.ADD && isText(x.Type()) {
			before := len(o.out)
			o.walk(x.X, nil, frame, names)
			o.walk(x.Y, nil, frame, names)
			o.out = append(o.out[:before], freshParts(o.out[before:])...)
			return
		}
		o.leaf(Leaf{Kind: LeafUnknown, V: v, Path: path, Names: names})
	case *ssa.MakeSlice, *ssa.MakeMap:
		o.container(v, path, frame, names)
	default:
		o.leaf(Leaf{Kind: LeafUnknown, V: v, Path: path, Names: names})
	}
}

// keyOf is the constant key that is looked up in a map; empty for any other. Such a key names what it leads to.
func keyOf(x *ssa.Lookup) string {
	key, _ := ConstString(x.Index)
	return key
}

// freshParts leaves out the constant parts of a text whose other parts are all made here: an identifier with a prefix is as new as one without.
// Any other text keeps them, since a prefix before the id of a row does not give the id of that row.
func freshParts(parts []Leaf) []Leaf {
	var fresh []Leaf
	for _, l := range parts {
		switch {
		case l.Kind == LeafCall && freshCall(l):
			fresh = append(fresh, l)
		case l.Kind != LeafConst:
			return parts
		}
	}
	if len(fresh) == 0 {
		return parts
	}
	return fresh
}

func freshCall(l Leaf) bool {
	src, _ := SourceOf(Key(Callee(l.Call.Common())))
	return src == SourceFresh
}

// Unchecked is the Text of a zero leaf that stands for a comma-ok value whose ok nobody looked at.
const Unchecked = "unchecked"

// okIgnored reports a pair (value, ok) of which ok is not used.
func okIgnored(tuple ssa.Value) bool {
	t, ok := tuple.Type().(*types.Tuple)
	if !ok || t.Len() != 2 || tuple.Referrers() == nil {
		return false
	}
	if b, ok := t.At(1).Type().Underlying().(*types.Basic); !ok || b.Kind() != types.Bool {
		return false
	}
	switch tuple.(type) {
	case *ssa.Call, *ssa.TypeAssert:
	default:
		return false // a missing map key is not taken for a fault
	}
	for _, ref := range *tuple.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok && e.Index == 1 && e.Referrers() != nil && len(*e.Referrers()) > 0 {
			return false
		}
	}
	return true
}

func appendName(names []string, name string) []string {
	if name == "" || strings.ContainsAny(name, " .$") || slices.Contains(names, name) || len(names) > 8 {
		return names
	}
	switch name {
	case "complit", "varargs", "new", "slicelit", "makeslice", "t0":
		return names
	}
	return append(slices.Clone(names), name)
}

func (o *origins) constant(x *ssa.Const, path []string, names []string) {
	switch {
	case x.Value == nil && isNilable(x.Type()):
		if len(path) > 0 {
			return // nothing can be read from below nil
		}
		o.leaf(Leaf{Kind: LeafNil, V: x, Names: names})
	case x.Value == nil:
		o.leaf(Leaf{Kind: LeafZero, V: x, Names: names, Path: path})
	case x.Value.Kind() == constant.String:
		s := constant.StringVal(x.Value)
		if s == "" {
			o.leaf(Leaf{Kind: LeafZero, V: x, Names: names})
			return
		}
		o.leaf(Leaf{Kind: LeafConst, Text: s, V: x, Names: names})
	default:
		o.leaf(Leaf{Kind: LeafConst, Text: x.Value.ExactString(), V: x, Names: names})
	}
}

func isNilable(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Slice, *types.Map, *types.Interface, *types.Signature, *types.Chan:
		return true
	}
	return false
}

func (o *origins) freeVar(x *ssa.FreeVar, path []string, frame *Frame, names []string) {
	i := slices.Index(x.Parent().FreeVars, x)
	made := o.p.Closures(x.Parent())
	for _, mk := range made {
		// The function that made the closure is the frame's caller when the closure is being looked through.
		up := frame
		for up != nil && up.Fn != mk.Parent() {
			up = up.Up
		}
		if s := heldWhenMade(mk.Bindings[i], mk); s != nil {
			o.walk(s.Val, path, up, appendName(names, x.Name()))
			continue
		}
		o.walk(mk.Bindings[i], path, up, appendName(names, x.Name()))
	}
	if len(made) == 0 {
		o.leaf(Leaf{Kind: LeafUnknown, V: x, Path: path, Names: appendName(names, x.Name())})
	}
}

func (o *origins) global(g *ssa.Global, path []string, names []string) {
	key := g.Name()
	if g.Pkg != nil && g.Pkg.Pkg != nil {
		key = g.Pkg.Pkg.Path() + "." + g.Name()
	}
	if g.Pkg != nil && g.Pkg.Pkg == o.p.Types && len(path) == 0 {
		stores := o.p.GlobalStores(g)
		if len(stores) == 1 {
			if _, ok := stores[0].(*ssa.Const); ok {
				o.walk(stores[0], path, nil, appendName(names, g.Name()))
				return
			}
		}
	}
	o.leaf(Leaf{Kind: LeafGlobal, Text: key, V: g, Path: path, Names: appendName(names, g.Name())})
}

func (o *origins) call(call *ssa.Call, result int, path []string, frame *Frame, names []string) {
	if b, ok := call.Call.Value.(*ssa.Builtin); ok {
		switch b.Name() {
		case "append":
			for i, a := range call.Call.Args {
				if i == 0 {
					if c, ok := a.(*ssa.Const); ok && c.Value == nil {
						continue
					}
				}
				o.walk(a, path, frame, names)
			}
			return
		case "min", "max":
			for _, a := range call.Call.Args {
				o.walk(a, path, frame, names)
			}
			return
		}
		o.leaf(Leaf{Kind: LeafUnknown, V: call, Path: path, Names: names})
		return
	}
	fnObj := Callee(&call.Call)
	key := Key(fnObj)
	if o.pass != nil && o.parametric(call, result, path, frame, names) {
		return
	}
	if o.pass != nil {
		if arg, below, ok := o.pass(&call.Call, key, result, path); ok {
			all := call.Call.Args
			if call.Call.IsInvoke() {
				all = append([]ssa.Value{call.Call.Value}, all...)
			}
			if arg < len(all) {
				if below == nil && len(path) > 0 && types.Identical(all[arg].Type(), resultType(&call.Call, result)) {
					below = path // in another form it has other parts
				}
				o.walk(all[arg], below, frame, names)
				return
			}
		}
	}
	if fnObj != nil {
		names = appendName(names, fnObj.Name())
	}
	if fn := StaticCallee(&call.Call); fn != nil && fn.Blocks != nil && fn.Pkg != nil && fn.Pkg.Pkg == o.p.Types {
		if in := frame.Enter(fn, call); in != nil && !o.opaque(fn) {
			n, nothing := len(o.out), o.nothing
			for _, ret := range Returns(fn) {
				if result < len(ret.Results) && !Failing(ret, result) {
					o.walk(ret.Results[result], path, in, names)
				}
			}
			if len(o.out) > n || o.nothing > nothing {
				return
			}
		}
	}
	// A literal called on the spot or a closure held in a local.
	if mk, ok := call.Call.Value.(*ssa.MakeClosure); ok {
		if fn, ok := mk.Fn.(*ssa.Function); ok {
			if in := frame.Enter(fn, call); in != nil {
				for _, ret := range Returns(fn) {
					if result < len(ret.Results) {
						o.walk(ret.Results[result], path, in, names)
					}
				}
				return
			}
		}
	}
	o.leaf(Leaf{Kind: LeafCall, Call: call, Result: result, Path: path, Names: names, V: call, Frame: frame})
}

// resultType is the type of one result of a call.
func resultType(c *ssa.CallCommon, i int) types.Type {
	if res := c.Signature().Results(); i < res.Len() {
		return res.At(i).Type()
	}
	return types.Typ[types.Invalid]
}

// opaque functions are not looked through: large ones say little about their result that a caller could use.
func (o *origins) opaque(fn *ssa.Function) bool { return len(fn.Blocks) > 120 }
