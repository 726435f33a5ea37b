package main

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// typed looks at ent's predicates: Where(customer.Namespace(ns), customer.ID(id)).
func (w *finder) typed(c *ast.CallExpr) {
	if selector(c) != "Where" {
		return
	}
	for i, a := range c.Args {
		p, ok := a.(*ast.CallExpr)
		if !ok || !w.tenantPredicate(p) {
			continue
		}
		switch {
		case w.alongEdge(c):
			w.skip(removed, c, besideEdge)
			w.skip(orArm, c, besideEdge)
		case w.tenants(c) > 1:
			w.skip(removed, c, "the tenant is bound in another place of the statement too")
			w.skip(orArm, c, "the tenant is bound in another place of the statement too")
		case w.keyKnown(c):
			w.skip(removed, c, knownKey)
			w.skip(orArm, c, knownKey)
		case w.keyHanded(p):
			w.skip(removed, c, handedKey)
			w.skip(orArm, c, handedKey)
		default:
			w.typedRemoved(c, i)
			w.typedOr(c, i)
		}
		for _, k := range []kind{otherAlias, leftJoin, coalesced} {
			w.skip(k, c, "a typed predicate cannot say it")
		}
	}
}

const besideEdge = "it narrows what is loaded along an edge of the rows that are found"

// alongEdge reports a condition on the query that a function literal is handed: WithLines(func(q *db.LineQuery) { q.Where(…) }). The rows hang by
// a key on those of the query around it.
func (w *finder) alongEdge(c *ast.CallExpr) bool {
	d, ok := w.decl.(*ast.FuncDecl)
	root := chainRoot(c)
	if !ok || root == "" {
		return false
	}
	var inner *ast.FuncLit
	ast.Inspect(d.Body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok && lit.Pos() <= c.Pos() && c.End() <= lit.End() {
			inner = lit
		}
		return true
	})
	if inner == nil || len(inner.Type.Params.List) != 1 {
		return false
	}
	p := inner.Type.Params.List[0]
	star, ok := p.Type.(*ast.StarExpr)
	if !ok || len(p.Names) != 1 || p.Names[0].Name != root {
		return false
	}
	sel, ok := star.X.(*ast.SelectorExpr)
	return ok && strings.HasSuffix(sel.Sel.Name, "Query")
}

// tenants counts the tenant predicates of the statement around a call; what functions add to other queries is not the statement's.
func (w *finder) tenants(c *ast.CallExpr) int {
	if w.stmt == nil {
		return 1
	}
	n := 0
	var count func(ast.Node) bool
	count = func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.FuncLit:
			return x.Pos() <= c.Pos() && c.End() <= x.End()
		case *ast.CallExpr:
			if strings.HasPrefix(selector(x), "With") && (c.Pos() < x.Lparen || c.Pos() > x.Rparen) {
				ast.Inspect(x.Fun, count) // what is loaded along is not the statement's
				return false
			}
			if w.tenantPredicate(x) || w.givesPredicate(x) {
				n++
			}
		case *ast.Ident:
			if w.holdsTenant(x) {
				n++
			}
		}
		return true
	}
	ast.Inspect(w.stmt, count)
	return n
}

// givesPredicate reports a call of a function of the package that is given the tenant, among conditions: inNamespace(in.Namespace, keys).
func (w *finder) givesPredicate(c *ast.CallExpr) bool {
	_, own := c.Fun.(*ast.Ident)
	return own && len(c.Args) > 0 && w.looksLikeTenant(c.Args[0]) && len(w.s.funcs[w.f.dir][callName(c)]) > 0
}

// holdsTenant reports a variable of conditions that a statement with a tenant predicate set.
func (w *finder) holdsTenant(id *ast.Ident) bool {
	d, ok := w.decl.(*ast.FuncDecl)
	if !ok {
		return false
	}
	found := false
	before(d, w.stmt.Pos(), func(s ast.Stmt) {
		if a, ok := s.(*ast.AssignStmt); ok && sets(a, id.Name) && len(a.Rhs) == 1 {
			if _, list := a.Rhs[0].(*ast.CompositeLit); list && w.bindsTenant(a.Rhs[0]) {
				found = true
			}
		}
	})
	return found
}

// chainRoot is the variable that a chain of calls begins with.
func chainRoot(e ast.Expr) string {
	for {
		switch x := e.(type) {
		case *ast.CallExpr:
			e = x.Fun
		case *ast.SelectorExpr:
			e = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

// tenantPredicate reports whether a call is pkg.TenantID(x) or pkg.TenantIDEQ(x) of a generated package.
func (w *finder) tenantPredicate(p *ast.CallExpr) bool {
	sel, ok := p.Fun.(*ast.SelectorExpr)
	if !ok || len(p.Args) != 1 {
		return false
	}
	x, ok := sel.X.(*ast.Ident)
	return ok && w.goNames[strings.TrimSuffix(sel.Sel.Name, "EQ")] && strings.Contains(w.f.imports[x.Name], "/ent/")
}

func (w *finder) typedRemoved(c *ast.CallExpr, i int) {
	st := w.base(removed, c)
	defer w.add(st)
	// Where nothing else uses the package or the value, a condition that every row meets stands in for the predicate.
	pkg := c.Args[i].(*ast.CallExpr).Fun.(*ast.SelectorExpr).X.(*ast.Ident).Name
	from, to := c.Args[i].Pos(), c.Args[i].End()
	keep := edit{w.s.offset(from), w.s.offset(to), pkg + `.IDNEQ("")` + w.newlines(from, to)}
	if len(c.Args) == 1 {
		st.variants = []map[string][]edit{{w.f.path: {w.dropCall(c)}}, {w.f.path: {keep}}}
		return
	}
	if i+1 < len(c.Args) {
		to = c.Args[i+1].Pos()
	} else {
		from = c.Args[i-1].End()
	}
	st.variants = []map[string][]edit{{w.f.path: {{w.s.offset(from), w.s.offset(to), w.newlines(from, to)}}}, {w.f.path: {keep}}}
}

func (w *finder) typedOr(c *ast.CallExpr, i int) {
	st := w.base(orArm, c)
	defer w.add(st)
	if len(c.Args) == 1 {
		st.skipped = "no other condition to join with OR"
		return
	}
	pkg := c.Args[i].(*ast.CallExpr).Fun.(*ast.SelectorExpr).X.(*ast.Ident).Name
	end := w.s.offset(c.Rparen)
	first := w.s.offset(c.Args[0].Pos())
	st.variants = []map[string][]edit{{w.f.path: {{first, first, pkg + ".Or("}, {end, end, ")"}}}}
}

// verified looks at reads whose tenant is compared afterwards: if row.TenantID != tenant { return … }. The read counts as one
// that the comparison makes up for where the call that gave the row was passed nothing that looks like the tenant.
func (w *finder) verified(d *ast.FuncDecl, n *ast.IfStmt) {
	if n.Else != nil || len(n.Body.List) == 0 {
		return
	}
	cond := w.tenantDiffers(n.Cond)
	if cond == nil {
		return
	}
	ret, ok := n.Body.List[len(n.Body.List)-1].(*ast.ReturnStmt)
	if !ok {
		return
	}
	row, tenant := w.side(cond.X), cond.Y
	if row == nil {
		row, tenant = w.side(cond.Y), cond.X
	}
	if row == nil || literalOrNil(tenant) {
		return
	}
	w.stmt = n
	st := w.base(unreturned, n)
	defer w.add(st)
	read := w.assigned(d, row.Name, n.Pos())
	if read == nil {
		st.skipped = "the row is not read in this function"
		return
	}
	if !slices.ContainsFunc(read.Args, w.isContext) || strings.HasSuffix(callName(read), "FromContext") {
		st.skipped = "the row comes from a context, or from a call without one, which is no read"
		return
	}
	st.read = span{w.f.path, w.s.line(read.Pos()), w.s.line(read.End())}
	for _, a := range read.Args {
		if w.looksLikeTenant(a) || w.same(a, tenant) {
			st.skipped = "the read is given the tenant"
			return
		}
	}
	var keep []string
	for _, r := range ret.Results {
		text := w.f.text[w.s.offset(r.Pos()):w.s.offset(r.End())]
		if text != "nil" {
			keep = append(keep, "_ = "+text)
		}
	}
	if len(ret.Results) == 1 {
		if c, isCall := ret.Results[0].(*ast.CallExpr); isCall {
			keep = []string{w.f.text[w.s.offset(c.Pos()):w.s.offset(c.End())]}
		}
	}
	out := edit{w.s.offset(ret.Pos()), w.s.offset(ret.End()), strings.Join(keep, "; ")}
	alt := edit{out.start, out.end, "_ = 0" + w.newlines(ret.Pos(), ret.End())}
	st.variants = []map[string][]edit{{w.f.path: {out}}, {w.f.path: {alt}}}
}

// tenantDiffers finds the comparison with the row's tenant in a condition, one arm of an OR at most.
func (w *finder) tenantDiffers(e ast.Expr) *ast.BinaryExpr {
	b, ok := ast.Unparen(e).(*ast.BinaryExpr)
	switch {
	case !ok:
		return nil
	case b.Op == token.NEQ && (w.side(b.X) != nil || w.side(b.Y) != nil):
		return b
	case b.Op == token.LOR:
		if left := w.tenantDiffers(b.X); left != nil {
			return left
		}
		return w.tenantDiffers(b.Y)
	}
	return nil
}

// callName is the name of the function or method that is called.
func callName(c *ast.CallExpr) string {
	if id, ok := c.Fun.(*ast.Ident); ok {
		return id.Name
	}
	return selector(c)
}

// isContext reports an argument that looks like a context: what reads the database is given one.
func (w *finder) isContext(e ast.Expr) bool {
	text := strings.ToLower(w.f.text[w.s.offset(e.Pos()):w.s.offset(e.End())])
	return strings.HasSuffix(text, "ctx") || strings.HasSuffix(text, "context()")
}

// side returns the variable whose tenant field an operand reads, nil for anything else.
func (w *finder) side(e ast.Expr) *ast.Ident {
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	sel, ok := e.(*ast.SelectorExpr)
	if !ok || !w.goNames[sel.Sel.Name] {
		return nil
	}
	for {
		switch x := sel.X.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			sel = x
		default:
			return nil
		}
	}
}

func literalOrNil(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return true
	case *ast.Ident:
		return e.Name == "nil"
	}
	return false
}

// assigned finds the last call before pos that gave a variable its value, in text order.
func (w *finder) assigned(d *ast.FuncDecl, name string, pos token.Pos) *ast.CallExpr {
	var last *ast.CallExpr
	ast.Inspect(d.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || a.Pos() >= pos {
			return n == nil || n.Pos() < pos
		}
		for i, l := range a.Lhs {
			id, ok := l.(*ast.Ident)
			if !ok || id.Name != name {
				continue
			}
			rhs := a.Rhs[0]
			if len(a.Rhs) == len(a.Lhs) {
				rhs = a.Rhs[i]
			}
			last, _ = rhs.(*ast.CallExpr)
		}
		return true
	})
	return last
}

func (w *finder) looksLikeTenant(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			for name := range w.goNames {
				if strings.EqualFold(id.Name, name) || strings.Contains(strings.ToLower(id.Name), strings.ToLower(name)) {
					found = true
				}
			}
		}
		return true
	})
	return found
}

func (w *finder) same(a, b ast.Expr) bool {
	text := func(e ast.Expr) string { return w.f.text[w.s.offset(e.Pos()):w.s.offset(e.End())] }
	return text(a) == text(b)
}
