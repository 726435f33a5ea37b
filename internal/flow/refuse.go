package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// Refusal says that a function whose only result is an error gives one whenever all of When hold. One without conditions always does.
type Refusal struct {
	Func string
	When []Condition
}

// Refusals lists what the package's functions refuse, in the order of their keys; imported says it of functions of other packages.
//
// It reads syntax, so that a package of nothing but types needs no SSA for it. What it understands is one `if` at the top of the body that
// tests fields, and then returns an error or adds one to those that are returned joined. Anything else is no refusal, which is the safe side:
// a caller then has one more way to the statement behind the call.
func (p *Package) Refusals(imported func(key string) []Refusal) []Refusal {
	r := &refuser{p: p, imported: imported, decls: map[string]*ast.FuncDecl{}, own: map[string][]Refusal{}}
	var keys []string
	for _, file := range p.Files {
		for _, d := range file.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil {
				if fn, ok := p.Info.Defs[d.Name].(*types.Func); ok && givesError(fn) {
					keys = append(keys, Key(fn))
					r.decls[Key(fn)] = d
				}
			}
		}
	}
	slices.Sort(keys)
	var out []Refusal
	for _, k := range slices.Compact(keys) {
		out = append(out, r.of(k)...)
	}
	return out
}

// givesError reports a function whose only result is an error without a name: a deferred function cannot change it.
func givesError(fn *types.Func) bool {
	res := fn.Signature().Results()
	return res.Len() == 1 && IsError(res.At(0).Type()) && res.At(0).Name() == ""
}

type refuser struct {
	p        *Package
	imported func(string) []Refusal
	decls    map[string]*ast.FuncDecl
	own      map[string][]Refusal
}

// of are the refusals of one function. One that is asked for while it is read refuses nothing.
func (r *refuser) of(key string) []Refusal {
	d := r.decls[key]
	if d == nil {
		if r.imported == nil {
			return nil
		}
		return r.imported(key)
	}
	if got, ok := r.own[key]; ok {
		return got
	}
	r.own[key] = nil
	f := r.read(d)
	if f.jumps {
		return nil
	}
	var out []Refusal
	for _, when := range f.refusals() {
		out = append(out, Refusal{Func: key, When: when})
	}
	r.own[key] = out
	return out
}

// body is a function of which it is asked when it gives an error.
type body struct {
	*refuser
	list    []ast.Stmt
	end     token.Pos
	params  map[types.Object]int
	returns []exit
	writes  map[types.Object][]*ast.AssignStmt
	leaked  map[types.Object]bool // written to below it, or handed out by address
	jumps   bool
}

// exit is a return with the variables that are not nil where it stands.
type exit struct {
	at    token.Pos
	val   ast.Expr
	known []types.Object
}

func (r *refuser) read(d *ast.FuncDecl) *body {
	f := &body{refuser: r, list: d.Body.List, end: d.Body.End(), params: map[types.Object]int{}, writes: map[types.Object][]*ast.AssignStmt{}, leaked: map[types.Object]bool{}}
	n := 0
	for _, list := range []*ast.FieldList{d.Recv, d.Type.Params} {
		if list == nil {
			continue
		}
		for _, field := range list.List {
			for _, name := range field.Names {
				f.params[r.p.Info.Defs[name]] = n
				n++
			}
			if len(field.Names) == 0 {
				n++
			}
		}
	}
	var stack []ast.Node
	ast.Inspect(d.Body, func(node ast.Node) bool {
		if node == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		f.note(node, stack)
		stack = append(stack, node)
		return true
	})
	return f
}

// note takes down what matters of one node. A variable that a function literal uses may change at any time.
func (f *body) note(node ast.Node, stack []ast.Node) {
	inner := slices.ContainsFunc(stack, func(n ast.Node) bool { _, ok := n.(*ast.FuncLit); return ok })
	switch x := node.(type) {
	case *ast.Ident:
		if inner {
			f.leaked[f.p.Info.Uses[x]] = true
		}
	case *ast.BranchStmt:
		f.jumps = f.jumps || x.Tok == token.GOTO
	case *ast.ReturnStmt:
		if !inner {
			f.returns = append(f.returns, exit{x.Pos(), x.Results[0], f.guards(x, stack)})
		}
	case *ast.AssignStmt:
		for _, lhs := range x.Lhs {
			if id, ok := ast.Unparen(lhs).(*ast.Ident); ok {
				f.writes[f.object(id)] = append(f.writes[f.object(id)], x)
				continue
			}
			f.leaked[f.root(lhs)] = true
		}
	case *ast.IncDecStmt:
		f.leaked[f.root(x.X)] = true
	case *ast.RangeStmt:
		for _, e := range []ast.Expr{x.Key, x.Value} {
			if e != nil && x.Tok == token.ASSIGN {
				f.leaked[f.root(e)] = true
			}
		}
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			f.leaked[f.root(x.X)] = true
		}
	case *ast.CallExpr:
		f.noteCall(x)
	}
}

// noteCall takes down what a call may change: what a pointer leads to.
func (f *body) noteCall(call *ast.CallExpr) {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if m := f.p.Info.Selections[sel]; m != nil && m.Kind() == types.MethodVal {
			if fn, ok := m.Obj().(*types.Func); ok && isPointer(fn.Signature().Recv().Type()) {
				f.leaked[f.root(sel.X)] = true
			}
		}
	}
	for _, a := range call.Args {
		if t := f.p.Info.TypeOf(a); t != nil && isPointer(t) {
			f.leaked[f.root(a)] = true
		}
	}
}

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

func (f *body) object(id *ast.Ident) types.Object { return f.p.Info.ObjectOf(id) }

// root is the variable that an expression of fields and elements begins with; nil when it begins with something else.
func (f *body) root(e ast.Expr) types.Object {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			return f.object(x)
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// guards are the variables that the branches around a return have found not to be nil, and that are not set again in them.
func (f *body) guards(ret ast.Node, stack []ast.Node) []types.Object {
	var out []types.Object
	for i, n := range stack {
		s, ok := n.(*ast.IfStmt)
		if !ok || i+1 >= len(stack) || stack[i+1] != ast.Node(s.Body) {
			continue
		}
		obj := f.comparedWithNil(s.Cond, token.NEQ)
		if obj == nil {
			continue
		}
		again := false
		ast.Inspect(s.Body, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok && a.Pos() < ret.Pos() {
				again = again || slices.ContainsFunc(a.Lhs, func(e ast.Expr) bool { return f.root(e) == obj })
			}
			return true
		})
		if !again {
			out = append(out, obj)
		}
	}
	return out
}

// comparedWithNil is the variable v of the condition v == nil or v != nil.
func (f *body) comparedWithNil(cond ast.Expr, op token.Token) types.Object {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || b.Op != op {
		return nil
	}
	id, ok := ast.Unparen(b.X).(*ast.Ident)
	if !ok || !f.p.Info.Types[b.Y].IsNil() {
		return nil
	}
	return f.object(id)
}

// refusals lists the conditions under each of which the function gives an error.
func (f *body) refusals() [][]Condition {
	if len(f.returns) > 0 && f.allFail(0, f.end, nil) {
		return [][]Condition{nil}
	}
	var out [][]Condition
	for obj, n := range f.params {
		if IsError(obj.Type()) && f.failsWith(obj) {
			out = append(out, []Condition{{Param: n, State: StateNonNil}})
		}
	}
	slices.SortFunc(out, func(a, b []Condition) int { return a[0].Param - b[0].Param })
	for _, s := range f.list {
		if s, ok := s.(*ast.IfStmt); ok && s.Init == nil && f.fails(s.Body) {
			out = append(out, f.tests(s.Cond)...)
		}
	}
	return out[:min(len(out), maxRefusals)]
}

// maxRefusals bounds what is kept of one function.
const maxRefusals = 16

// allFail reports that each return from a place on, up to another, gives an error, provided that those in collected hold one.
func (f *body) allFail(from, to token.Pos, collected types.Object) bool {
	for _, r := range f.returns {
		if r.at >= from && r.at <= to && !f.fresh(r.val, append(slices.Clone(r.known), collected)) {
			return false
		}
	}
	return true
}

// failsWith reports a function that gives an error whenever it is given one.
func (f *body) failsWith(param types.Object) bool {
	if f.leaked[param] || len(f.writes[param]) > 0 || len(f.returns) == 0 {
		return false
	}
	for _, r := range f.returns {
		without := slices.ContainsFunc(f.list, func(s ast.Stmt) bool {
			i, ok := s.(*ast.IfStmt)
			return ok && f.comparedWithNil(i.Cond, token.EQL) == param && i.Body.Pos() <= r.at && r.at < i.Body.End()
		})
		if !without && !f.fresh(r.val, append(slices.Clone(r.known), param)) {
			return false
		}
	}
	return true
}

// fails reports a branch at the top of the body after which the function gives an error.
func (f *body) fails(branch *ast.BlockStmt) bool {
	if len(branch.List) == 0 {
		return false
	}
	if ret, ok := branch.List[len(branch.List)-1].(*ast.ReturnStmt); ok && f.allFail(0, ret.Pos(), nil) {
		return true
	}
	for _, s := range branch.List {
		a, ok := s.(*ast.AssignStmt)
		if !ok {
			continue
		}
		into, added := f.collects(a)
		if into == nil || !slices.ContainsFunc(added, func(e ast.Expr) bool { return f.fresh(e, nil) }) || !f.onlyCollects(into) {
			continue
		}
		if f.allFail(0, a.Pos(), nil) && f.allFail(a.Pos(), f.settled(into, a.Pos()), into) {
			return true
		}
	}
	return false
}

// settled is where the function has returned, at the latest, when a list of errors is not empty.
func (f *body) settled(list types.Object, from token.Pos) token.Pos {
	for _, s := range f.list {
		i, ok := s.(*ast.IfStmt)
		if !ok || i.Pos() < from || len(i.Body.List) == 0 {
			continue
		}
		if _, leaves := i.Body.List[len(i.Body.List)-1].(*ast.ReturnStmt); leaves && f.notEmpty(i.Cond, list) {
			return i.Body.End()
		}
	}
	return f.end
}

// notEmpty reports the conditions len(list) > 0, len(list) != 0 and err != nil.
func (f *body) notEmpty(cond ast.Expr, list types.Object) bool {
	if f.comparedWithNil(cond, token.NEQ) == list {
		return true
	}
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || b.Op != token.GTR && b.Op != token.NEQ || !f.isZero(b.Y) {
		return false
	}
	arg, ok := f.lenOf(b.X)
	return ok && f.variable(arg) == list
}

// collects reads err = errors.Join(err, …) and errs = append(errs, …).
func (f *body) collects(a *ast.AssignStmt) (into types.Object, added []ast.Expr) {
	if len(a.Lhs) != 1 || len(a.Rhs) != 1 || a.Tok != token.ASSIGN {
		return nil, nil
	}
	call, ok := a.Rhs[0].(*ast.CallExpr)
	if !ok || len(call.Args) < 2 || call.Ellipsis.IsValid() {
		return nil, nil
	}
	into = f.variable(a.Lhs[0])
	if into == nil || f.variable(call.Args[0]) != into || !f.isAppend(call) && f.callee(call) != "errors.Join" {
		return nil, nil
	}
	return into, call.Args[1:]
}

// onlyCollects reports a variable that is added to and never emptied after it was declared.
func (f *body) onlyCollects(v types.Object) bool {
	if f.leaked[v] || v.Parent() == nil || v.Parent() == f.p.Types.Scope() {
		return false
	}
	for _, a := range f.writes[v] {
		if a.Tok == token.DEFINE && len(a.Lhs) == 1 {
			continue
		}
		if into, _ := f.collects(a); into != v && !f.spreads(a, v) {
			return false
		}
	}
	return true
}

// spreads reports errs = append(errs, more...).
func (f *body) spreads(a *ast.AssignStmt, v types.Object) bool {
	if len(a.Rhs) != 1 {
		return false
	}
	call, ok := a.Rhs[0].(*ast.CallExpr)
	return ok && f.isAppend(call) && len(call.Args) == 2 && f.variable(call.Args[0]) == v
}

func (f *body) isAppend(call *ast.CallExpr) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return false
	}
	b, ok := f.p.Info.Uses[id].(*types.Builtin)
	return ok && b.Name() == "append"
}

func (f *body) variable(e ast.Expr) types.Object {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		return f.object(id)
	}
	return nil
}

func (f *body) callee(call *ast.CallExpr) string {
	var id *ast.Ident
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		id = fun
	case *ast.SelectorExpr:
		id = fun.Sel
	default:
		return ""
	}
	fn, _ := f.p.Info.Uses[id].(*types.Func)
	return Key(fn)
}

// fresh reports an expression that is an error: one that is made, a package variable, or a variable of which that is known. A package
// variable of the type error is taken for an error that has been made.
func (f *body) fresh(e ast.Expr, known []types.Object) bool {
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		return f.freshVar(f.object(x), known)
	case *ast.SelectorExpr:
		return f.p.Info.Selections[x] == nil && f.freshVar(f.object(x.Sel), known)
	case *ast.UnaryExpr:
		return x.Op == token.AND
	case *ast.CompositeLit:
		_, ok := f.p.Info.TypeOf(x).Underlying().(*types.Struct)
		return ok
	case *ast.CallExpr:
		return f.freshCall(x, known)
	}
	return false
}

func (f *body) freshVar(obj types.Object, known []types.Object) bool {
	v, ok := obj.(*types.Var)
	if !ok {
		return false
	}
	if slices.Contains(known, obj) {
		return true
	}
	return IsError(v.Type()) && v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
}

// makesError are functions that give an error whatever they are given.
var makesError = [...]string{"errors.New", "fmt.Errorf"}

func (f *body) freshCall(call *ast.CallExpr, known []types.Object) bool {
	key := f.callee(call)
	if slices.Contains(makesError[:], key) {
		return true
	}
	if key == "errors.Join" {
		return slices.ContainsFunc(call.Args, func(a ast.Expr) bool { return f.fresh(a, known) })
	}
	for _, r := range f.of(key) {
		if !slices.ContainsFunc(r.When, func(c Condition) bool {
			i := c.Param
			return c.State != StateNonNil || c.Path != "" || i >= len(call.Args) || !f.fresh(call.Args[i], known) || f.isMethod(call)
		}) {
			return true
		}
	}
	return false
}

func (f *body) isMethod(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && f.p.Info.Selections[sel] != nil
}
