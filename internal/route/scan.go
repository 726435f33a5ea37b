package route

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// scanner finds the events of one package.
type scanner struct {
	p      *flow.Package
	models *Models
	// own reports whether a package is the user's.
	own      func(path string) bool
	position func(token.Pos) verdict.Position

	events []Event
	uses   []use
	points []point
	// top is the function that is being read: its parameters are what callers supply.
	top  *ssa.Function
	read map[*ssa.Function]bool // functions of generated servers
	// made are the functions that make routers, by the router's name.
	made map[string]string
	// wrappers are the declared schemes by wrapper and method.
	wrappers map[*types.TypeName]map[string][]Scheme
	// described is what the embedded description says of each operation; nil until asked for.
	described map[string]described
	// may and keeping remember which types may be a router, and which structs have a field that may be one: every call is looked at.
	may, keeping map[types.Type]bool
	// calls tells where the package's functions are called from; nil until asked for.
	calls *callers
	// item is the element of a table that the current call is read for.
	item *item
}

// use is an event that may put middleware in front of others, with the call that does: a KindUse, or a KindFlow into a function that may add some.
type use struct {
	event int
	call  ssa.Instruction
}

// point is an event on a router that middleware may be in front of or not.
type point struct {
	event int
	call  ssa.Instruction
	// inner is what an event of a function that is called here skips there.
	inner []Skip
	// others are what it skips on the other ways to it, each of which skips something else.
	others [][]Skip
}

// scan finds the events of the package in the order of its source.
func (s *scanner) scan() {
	s.standing()
	for _, fn := range s.p.Functions() {
		if s.isTest(fn) || s.generated(fn) || s.models.rows[flow.FuncKey(flow.Top(fn))] != nil {
			continue // a router that a test makes serves nobody; what a declared function does is said already
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				s.instruction(fn, instr)
			}
		}
	}
}

// isTest reports a function of a test, or of a file that helps tests: one that imports what only tests use.
func (s *scanner) isTest(fn *ssa.Function) bool {
	if strings.HasSuffix(s.p.Fset.Position(fn.Pos()).Filename, "_test.go") {
		return true
	}
	file := s.p.FileOf(fn.Pos())
	return file != nil && slices.ContainsFunc(file.Imports, func(i *ast.ImportSpec) bool {
		return i.Path.Value == `"testing"` || i.Path.Value == `"net/http/httptest"`
	})
}

// isGenerated reports a function of a file that a generator wrote.
func (s *scanner) isGenerated(fn *ssa.Function) bool {
	file := s.p.FileOf(fn.Pos())
	return file != nil && ast.IsGenerated(file)
}

func (s *scanner) instruction(fn *ssa.Function, instr ssa.Instruction) {
	s.top = flow.Top(fn)
	switch x := instr.(type) {
	case ssa.CallInstruction:
		s.call(fn, x)
	case *ssa.Store:
		switch a := x.Addr.(type) {
		case *ssa.FieldAddr:
			s.flows(x, fieldSlot(a.X.Type(), a.Field), x.Val)
			s.keeps(x, fieldSlot(a.X.Type(), a.Field), x.Val)
			s.listens(x, a)
		case *ssa.Global:
			s.flows(x, a.Pkg.Pkg.Path()+"."+a.Name(), x.Val)
			s.keeps(x, a.Pkg.Pkg.Path()+"."+a.Name(), x.Val)
		}
	case *ssa.Return:
		for i, r := range x.Results {
			s.flows(x, flow.FuncKey(fn)+"=>"+strconv.Itoa(i), r)
		}
	case *ssa.MakeInterface:
		s.implements(x)
	case *ssa.Alloc:
		s.allocates(fn, x)
	}
}

// allocates records a router that is declared or written as a literal instead of being made by a call: var mux http.ServeMux.
func (s *scanner) allocates(fn *ssa.Function, x *ssa.Alloc) {
	if s.routerType(x.Type()) && len(flow.StoredIn(x)) == 0 {
		s.add(fn, x.Pos(), Event{Kind: KindDerive, At: []string{s.allocName(x)}})
	}
}

// add records an event of a function.
func (s *scanner) add(fn *ssa.Function, pos token.Pos, e Event) int {
	top := flow.Top(fn)
	e.Fn, e.Symbol, e.Pos = flow.FuncKey(top), symbolOf(fn), s.position(pos)
	e.Generated = s.isGenerated(top) && (e.Kind == KindRoute && (len(e.Handler.Routers) == 0 || e.Handler.Made) || e.Kind == KindDerive && len(e.From) > 0)
	s.events = append(s.events, e)
	return len(s.events) - 1
}

// on records an event on routers, which the middleware that they have may be in front of.
func (s *scanner) on(call ssa.Instruction, pos token.Pos, e Event) {
	s.points = append(s.points, point{event: s.add(call.Parent(), pos, e), call: call})
}

// flows records that a slot holds a router.
func (s *scanner) flows(at ssa.Instruction, slot string, v ssa.Value) {
	if !s.mayRoute(v.Type()) {
		return
	}
	from := slices.DeleteFunc(s.routers(v), func(k string) bool { return k == slot })
	if len(from) == 0 {
		return
	}
	e := Event{Kind: KindFlow, At: []string{slot}, From: from}
	if _, ok := at.(ssa.CallInstruction); ok {
		e.ID, e.If = s.position(at.Pos()).String(), s.position(s.condition(at.Pos()))
		s.uses = append(s.uses, use{len(s.events), at})
	}
	s.on(at, at.Pos(), e)
}

// listener is the router that requests from outside reach.
const listener = "listener"

// serverHandler is the field by which a server of net/http is given its handler.
const serverHandler = "net/http.Server.Handler"

// listens records the handler of a server's literal.
func (s *scanner) listens(st *ssa.Store, a *ssa.FieldAddr) {
	if fieldSlot(a.X.Type(), a.Field) == serverHandler {
		s.serve(st, st.Pos(), st.Val)
	}
}

func (s *scanner) serve(at ssa.Instruction, pos token.Pos, v ssa.Value) {
	for _, h := range s.handlers(v) {
		s.on(at, pos, Event{Kind: KindRoute, At: []string{listener}, Handler: h, Whole: true})
	}
}

// call records what a call does to routers: by its row, or by handing a router on to a function of the user's.
func (s *scanner) call(fn *ssa.Function, call ssa.CallInstruction) {
	if s.service(call) {
		return
	}
	s.ogenOptions(call)
	row, lib := s.row(call.Common())
	if row == nil {
		s.handsOn(call)
		return
	}
	for _, it := range s.items(call) {
		s.item = it
		s.operate(fn, call, row, lib)
	}
	s.item = nil
}

// operate records what a row says of a call.
func (s *scanner) operate(fn *ssa.Function, call ssa.CallInstruction, row *Row, lib *Library) {
	pos, _ := s.p.CallPos(call)
	a := s.arguments(call, row)
	switch row.Op {
	case OpNew:
		at := []string{s.site(call)}
		s.add(fn, pos, Event{Kind: KindDerive, At: at, Use: a.use})
		for _, m := range a.mounts {
			s.on(call, pos, Event{Kind: KindRoute, At: at, Handler: m, Whole: true})
		}
	case OpSet:
		for _, prefix := range orNone(a.prefixes) {
			s.on(call, pos, Event{Kind: KindSet, At: a.routers, Pattern: prefix, Methods: a.methods})
		}
	case OpUse:
		s.use(call, pos, row.All || lib.Order == OrderAll, a)
	case OpSub, OpNest:
		s.sub(call, pos, row, a)
	case OpRoute, OpMount:
		s.routes(call, pos, row, lib, a)
	case OpServe:
		if a.handler != nil {
			s.serve(call, pos, a.handler)
			return
		}
		if len(a.routers) > 0 { // else it is found in a map, or received
			s.on(call, pos, Event{Kind: KindRoute, At: []string{listener}, Handler: Handler{Routers: a.routers}, Whole: true})
		}
	}
}

func (s *scanner) use(call ssa.CallInstruction, pos token.Pos, all bool, a *arguments) {
	if len(a.use) > 0 {
		for _, prefix := range orNone(a.prefixes) {
			list := slices.Clone(a.use)
			for i := range list {
				list[i].Prefix, list[i].If = prefix, s.position(s.condition(pos))
			}
			i := s.add(call.Parent(), pos, Event{Kind: KindUse, At: a.routers, Use: list, ID: s.position(pos).String(), All: all})
			s.uses = append(s.uses, use{i, s.reached(call)})
		}
	}
	for _, m := range a.mounts {
		for _, prefix := range orNone(a.prefixes) {
			s.on(call, pos, Event{Kind: KindRoute, At: a.routers, Pattern: prefix, Handler: m})
		}
	}
}

// reached is where a call happens for a look at the order: a call for each element of a list, where the loop begins.
func (s *scanner) reached(call ssa.CallInstruction) ssa.Instruction {
	_, args := flow.Args(call.Common())
	head := call.Block().Idom()
	if head == nil || !slices.ContainsFunc(args, func(a ssa.Value) bool { return s.eachOf(a) }) {
		return call
	}
	if iff := flow.Branch(head); iff != nil && slices.ContainsFunc(head.Preds, func(p *ssa.BasicBlock) bool { return head.Dominates(p) }) {
		return iff
	}
	return call
}

// eachOf reports an element of a list that a loop walks, or variadic arguments with one.
func (s *scanner) eachOf(v ssa.Value) bool {
	return slices.ContainsFunc(s.list(v), func(el ssa.Value) bool { return s.walked(el, 0) != nil })
}

// condition is the innermost if of the same function that a place stands in, token.NoPos when there is none.
func (s *scanner) condition(pos token.Pos) token.Pos {
	file := s.p.FileOf(pos)
	if file == nil {
		return token.NoPos
	}
	at := token.NoPos
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || n.End() <= pos {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			at = token.NoPos
		case *ast.IfStmt:
			if n.Cond.End() <= pos {
				at = n.If
			}
		}
		return true
	})
	return at
}

// sub records a router that is derived from another, and what builds it.
func (s *scanner) sub(call ssa.CallInstruction, pos token.Pos, row *Row, a *arguments) {
	if row.Args == "" || s.refines(call) {
		return
	}
	at := s.site(call)
	for _, prefix := range orNone(a.prefixes) {
		s.on(call, pos, Event{Kind: KindDerive, At: []string{at}, From: a.routers, Pattern: prefix, Methods: a.methods, Use: a.use})
	}
	if a.build != nil {
		if f := functionOf(a.build); f != nil && len(f.Params) > 0 {
			s.on(call, pos, Event{Kind: KindFlow, At: []string{paramSlot(f, len(f.Params)-1)}, From: []string{at}})
		}
	}
}

// routes records a route, one event for each reading of its pattern and handler.
func (s *scanner) routes(call ssa.CallInstruction, pos token.Pos, row *Row, lib *Library, a *arguments) {
	methods := append(slices.Clone(a.methods), s.refined(call)...)
	for _, pattern := range orNone(append(slices.Clone(a.patterns), a.prefixes...)) {
		m := methods
		if lib.Verb {
			if verb, rest, ok := strings.Cut(pattern, " "); ok && verb == strings.ToUpper(verb) && !strings.Contains(verb, "/") {
				m, pattern = []string{verb}, strings.TrimLeft(rest, " ")
			}
		}
		for _, h := range a.handlers {
			s.on(call, pos, Event{Kind: KindRoute, At: a.routers, Methods: m, Pattern: pattern, Handler: h, Use: a.use, Whole: lib.Whole, Bare: row.Bare})
		}
	}
}

// row finds what the table says of a call: of the function, or of a method of the user's own interface that a library's router satisfies.
func (s *scanner) row(c *ssa.CallCommon) (*Row, *Library) {
	obj := flow.Callee(c)
	if obj == nil {
		return nil, nil
	}
	row := s.models.rows[flow.Key(obj)]
	if row == nil {
		row = s.goaUse(obj)
	}
	if row == nil && c.IsInvoke() && obj.Pkg() != nil && s.own(obj.Pkg().Path()) {
		row = s.models.shapes.Of(obj)
	}
	if row == nil {
		return nil, nil
	}
	return row, s.models.libs[row]
}

// handsOn records routers that are handed to a function of the user's.
func (s *scanner) handsOn(call ssa.CallInstruction) {
	obj := flow.Callee(call.Common())
	if obj == nil || obj.Pkg() == nil || !s.own(obj.Pkg().Path()) {
		return
	}
	recv, args := flow.Args(call.Common())
	one := s.callName(call)
	if res := obj.Signature().Results(); one != "" && res.Len() > 0 && s.keepsRouter(res.At(0).Type()) {
		s.add(call.Parent(), call.Pos(), Event{Kind: KindCall, At: []string{flow.Key(obj) + "=>0" + one}})
	}
	if recv != nil && !call.Common().IsInvoke() {
		s.flows(call, flow.Key(obj)+"#-1"+one, recv)
	}
	for i, a := range args {
		slot := flow.Key(obj) + "#" + strconv.Itoa(i)
		s.flows(call, slot+one, a)
		s.fieldFlows(call, slot, one, a)
		s.keeps(call, slot+one, a)
	}
}

func symbolOf(fn *ssa.Function) string { return flow.Top(fn).RelString(nil) }

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// orNone is the list, or one empty text where there is none.
func orNone(list []string) []string {
	if len(list) == 0 {
		return []string{""}
	}
	return list
}
