package route

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// ogen reads FindPath of a generated server: each operation's name and pattern are stored into the route that it returns, where the method was
// compared.
func (s *scanner) ogen(fn *ssa.Function) bool {
	if fn.Name() != "FindPath" || fn.Signature.Recv() == nil || !isOgenServer(named(fn.Signature.Recv().Type())) {
		return false
	}
	pkg := fn.Pkg.Pkg
	maker, _ := pkg.Scope().Lookup("NewServer").(*types.Func)
	handler, _ := pkg.Scope().Lookup("Handler").(*types.TypeName)
	if maker == nil || handler == nil {
		return true
	}
	for _, b := range fn.Blocks {
		name, pattern := storedText(b, "name"), storedText(b, "pathPattern")
		verb := comparedText(b)
		if name == "" || pattern == "" || verb == "" {
			continue
		}
		s.offer(fn, maker, Event{
			Kind: KindRoute, At: []string{flow.Key(maker) + "=>0"}, Methods: []string{verb}, Pattern: pattern,
			Handler: Handler{
				Func:  "(" + flow.TypeKey(handler.Type()) + ")." + name,
				Enter: "(*" + flow.TypeKey(fn.Signature.Recv().Type()) + ").handle" + name + "Request",
			},
		})
	}
	return true
}

func isOgenServer(n *types.Named) bool {
	if n == nil {
		return false
	}
	var finds, serves bool
	for m := range n.Methods() {
		finds, serves = finds || m.Name() == "FindPath", serves || m.Name() == "ServeHTTP"
	}
	return finds && serves
}

// ogenOptions records what the options of a hand-written call of NewServer add.
func (s *scanner) ogenOptions(call ssa.CallInstruction) {
	fn := flow.Callee(call.Common())
	if fn == nil || fn.Name() != "NewServer" || fn.Signature().Results().Len() == 0 || !isOgenServer(named(fn.Signature().Results().At(0).Type())) || !fn.Signature().Variadic() {
		return
	}
	at := []string{flow.Key(fn) + "=>0" + s.callName(call)}
	pos, _ := s.p.CallPos(call)
	_, args := flow.Args(call.Common())
	for _, o := range s.list(args[len(args)-1]) {
		option, ok := flow.Strip(o).(*ssa.Call)
		if !ok {
			continue
		}
		_, given := flow.Args(&option.Call)
		switch made := flow.Callee(&option.Call); {
		case made == nil || made.Pkg() != fn.Pkg() || len(given) != 1:
		case made.Name() == "WithMiddleware":
			s.add(call.Parent(), pos, Event{Kind: KindUse, At: at, Use: s.middleware(s.list(given[0])), ID: s.position(pos).String()})
		case made.Name() == "WithPathPrefix":
			s.add(call.Parent(), pos, Event{Kind: KindSet, At: at, Pattern: first(s.texts(given[0]))})
		}
	}
}

// storedText is the constant text that a block stores into the field of that name.
func storedText(b *ssa.BasicBlock, field string) string {
	for _, instr := range b.Instrs {
		st, ok := instr.(*ssa.Store)
		if !ok {
			continue
		}
		addr, ok := st.Addr.(*ssa.FieldAddr)
		if !ok {
			continue
		}
		if f := flow.FieldVar(addr.X.Type(), addr.Field); f != nil && f.Name() == field {
			text, _ := flow.ConstString(st.Val)
			return text
		}
	}
	return ""
}

// comparedText is the HTTP method that the request was found to have on the way to a block.
func comparedText(b *ssa.BasicBlock) string {
	for ; b.Idom() != nil; b = b.Idom() {
		up := b.Idom()
		iff := flow.Branch(up)
		if iff == nil || len(b.Preds) != 1 || up.Succs[0] != b {
			continue
		}
		if cmp, ok := iff.Cond.(*ssa.BinOp); ok {
			if text, ok := flow.ConstString(cmp.Y); ok && slices.Contains(verbs[:], text) {
				return text
			}
		}
	}
	return ""
}
