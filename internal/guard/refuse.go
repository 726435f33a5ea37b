package guard

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// Codes of gRPC and Connect, which agree: https://grpc.io/docs/guides/status-codes/.
const (
	codePermissionDenied = 7
	codeUnauthenticated  = 16
)

// HTTP status codes, RFC 9110 section 15.5.
const (
	statusBadRequest   = 400
	statusUnauthorized = 401
	statusForbidden    = 403
)

// refuses tells how a side of a branch refuses: each of its ways to the end of the function answers with an error, and at least one says that the
// caller may not, or is not known. left is false when a way goes on as if nothing were.
func (f *Finder) refuses(side, head *ssa.BasicBlock) (kind Kind, left bool) {
	r := refuser{f: f, state: map[*ssa.BasicBlock]bool{}, head: head}
	if !r.all(side) {
		return None, false
	}
	return r.kind, true
}

type refuser struct {
	f     *Finder
	head  *ssa.BasicBlock
	state map[*ssa.BasicBlock]bool
	kind  Kind
}

// all reports that every way on from a block refuses.
func (r *refuser) all(b *ssa.BasicBlock) bool {
	if done, ok := r.state[b]; ok {
		return done
	}
	if b == r.head {
		return true // the next round of a loop: the element was left out
	}
	r.state[b] = true // a loop ends nothing
	told := r.f.told(b)
	r.kind = max(r.kind, told.kind)
	ok := told.is
	if !ok && len(b.Succs) > 0 {
		ok = true
		for _, s := range b.Succs {
			ok = r.all(s) && ok
		}
	} else {
		// What lies behind may say which refusal it is.
		for _, s := range b.Succs {
			r.all(s)
		}
	}
	r.state[b] = ok
	return ok
}

// told is what the instructions of a block say to the caller, taken together.
func (f *Finder) told(b *ssa.BasicBlock) answer {
	a, seen := f.blocks[b]
	if !seen {
		for _, instr := range b.Instrs {
			k, is := f.denial(instr)
			a.kind, a.is = max(a.kind, k), a.is || is
		}
		f.blocks[b] = a
	}
	return a
}

// denial tells what an instruction says to the caller: is it an error answer at all, and of what kind.
func (f *Finder) denial(instr ssa.Instruction) (Kind, bool) {
	switch instr.(type) {
	case *ssa.Return, *ssa.Panic, ssa.CallInstruction, *ssa.MakeInterface:
	default:
		return None, false
	}
	a, seen := f.answers[instr]
	if !seen {
		a.kind, a.is = f.denialOf(instr)
		f.answers[instr] = a
	}
	return a.kind, a.is
}

// answer is what an instruction says to the caller. Each branch of a function looks at what lies behind it, so it is kept.
type answer struct {
	kind Kind
	is   bool
}

func (f *Finder) denialOf(instr ssa.Instruction) (Kind, bool) {
	switch x := instr.(type) {
	case *ssa.Return:
		return f.returned(x)
	case *ssa.Panic:
		return None, true
	case ssa.CallInstruction:
		return f.judgeCall(x)
	case *ssa.MakeInterface:
		// A response type of a generated server: gen.TenantUpdate403JSONResponse.
		k := f.refusal(base(flow.TypeKey(x.X.Type())))
		return k, k != None
	}
	return None, false
}

// returned judges a return: of an error or of false.
func (f *Finder) returned(ret *ssa.Return) (Kind, bool) {
	for _, r := range ret.Results {
		if c, ok := r.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.Bool && !constant.BoolVal(c.Value) {
			return None, true
		}
	}
	n := len(ret.Results)
	if n == 0 || !flow.IsError(ret.Results[n-1].Type()) {
		return None, false
	}
	last := ret.Results[n-1]
	if c, ok := last.(*ssa.Const); ok {
		return None, c.Value != nil
	}
	return f.errorKind(last, 0), true
}

// errorKind tells what an error says, from the variable, type or function that it comes from.
func (f *Finder) errorKind(v ssa.Value, depth int) Kind {
	if depth > 6 {
		return None
	}
	switch x := v.(type) {
	case *ssa.UnOp:
		if g, ok := x.X.(*ssa.Global); ok {
			return f.refusal(g.Name())
		}
	case *ssa.MakeInterface:
		if k := f.refusal(base(flow.TypeKey(x.X.Type()))); k != None {
			return k
		}
		return f.errorKind(x.X, depth+1)
	case *ssa.Call:
		if k, is := f.answered(x); is {
			return k
		}
		var worst Kind
		_, args := flow.Args(&x.Call)
		for _, a := range args {
			for _, el := range f.elements(a) {
				worst = max(worst, f.errorKind(el, depth+1))
			}
		}
		return worst
	case *ssa.Extract:
		return f.errorKind(x.Tuple, depth+1)
	case *ssa.ChangeInterface:
		return f.errorKind(x.X, depth+1)
	case *ssa.Phi:
		var worst Kind
		for _, e := range x.Edges {
			worst = max(worst, f.errorKind(e, depth+1))
		}
		return worst
	}
	return None
}

func (f *Finder) elements(v ssa.Value) []ssa.Value {
	if _, ok := v.Type().Underlying().(*types.Slice); !ok {
		return []ssa.Value{v}
	}
	lists, _ := f.P.Elements(v, nil)
	var out []ssa.Value
	for _, l := range lists {
		for _, el := range l {
			if el.V != nil {
				out = append(out, el.V)
			}
		}
	}
	return out
}

// answered judges a call: does it answer with an error status, and with which? The status is a number, or the name that the source gives it.
func (f *Finder) answered(c ssa.CallInstruction) (Kind, bool) { return f.denial(c) }

func (f *Finder) judgeCall(c ssa.CallInstruction) (Kind, bool) {
	if isForgotten(c) {
		return None, false
	}
	kind, is := None, false
	_, args := flow.Args(c.Common())
	for _, a := range args {
		k, status := statusOf(a)
		kind, is = max(kind, k), is || status
	}
	if kind != None {
		return kind, true
	}
	name := base(flow.Key(flow.Callee(c.Common())))
	if k := f.refusal(name); k != None {
		return k, true
	}
	is = is || f.fails(name)
	// A constant of the user's own: Errorf(PermissionDenied, "…").
	if e := f.P.Expr(c); e != nil {
		for _, a := range e.Args {
			if k := f.refusal(nameOf(a)); k != None {
				return k, true
			}
		}
	}
	return kind, is
}

// isForgotten reports an error that is made and handed to nobody. A function that is given what a request is answered by may have answered it, and so may a method.
func isForgotten(c ssa.CallInstruction) bool {
	v := c.Value()
	recv, args := flow.Args(c.Common())
	name := base(flow.Key(flow.Callee(c.Common())))
	if v == nil || recv != nil || c.Common().Signature().Results().Len() != 1 || !makers.MatchString(name) || failing.MatchString(name) {
		return false
	}
	if slices.ContainsFunc(args, func(a ssa.Value) bool { return writers.MatchString(flow.TypeKey(a.Type())) }) {
		return false
	}
	return !slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool {
		_, debug := ref.(*ssa.DebugRef)
		return !debug
	})
}

// refusal is what a name speaks of, looked at once.
func (f *Finder) refusal(name string) Kind {
	k, seen := f.names[name]
	if !seen {
		k = refusal(name)
		f.names[name] = k
	}
	return k
}

func (f *Finder) fails(name string) bool {
	is, seen := f.failing[name]
	if !seen {
		is = failing.MatchString(name)
		f.failing[name] = is
	}
	return is
}

// statusOf reads a constant status: of HTTP, gRPC or Connect.
func statusOf(v ssa.Value) (Kind, bool) {
	c, ok := flow.Strip(v).(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.Int {
		return None, false
	}
	n, exact := constant.Int64Val(c.Value)
	if !exact {
		return None, false
	}
	switch flow.TypeKey(c.Type()) {
	case "google.golang.org/grpc/codes.Code", "connectrpc.com/connect.Code":
		switch n {
		case codePermissionDenied:
			return Permission, true
		case codeUnauthenticated:
			return Authentication, true
		}
		return None, n > 0
	}
	if b, ok := c.Type().(*types.Basic); !ok || b.Info()&types.IsInteger == 0 {
		return None, false // a duration, a size: some other number
	}
	switch {
	case n == statusForbidden:
		return Permission, true
	case n == statusUnauthorized:
		return Authentication, true
	}
	return None, n >= statusBadRequest && n < 600
}

// nameOf is the name of a constant or variable in the source.
func nameOf(e ast.Expr) string {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}
