package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
)

// Repositories that scope their statements hold few reads that a comparison verifies. More are made of scoped reads: the predicate goes, and
// behind the read stands the comparison that would make up for it, whose branch does not leave (planted), or does (returned: the control, in
// which a finding is one too many).
const (
	planted  kind = "planted"
	returned kind = "returned"
)

// plant looks for reads of one row by a chain that loses its only tenant predicate, with the usual look at the error behind.
func (w *finder) plant(d *ast.FuncDecl) {
	ast.Inspect(d.Body, func(n ast.Node) bool {
		b, ok := n.(*ast.BlockStmt)
		if !ok {
			return true
		}
		for i := 0; i+1 < len(b.List); i++ {
			if check, ok := b.List[i+1].(*ast.IfStmt); ok && check.Init == nil && check.Else == nil {
				w.plantAt(b.List[i], check)
			}
		}
		return true
	})
}

func (w *finder) plantAt(read ast.Stmt, check *ast.IfStmt) {
	a, ok := read.(*ast.AssignStmt)
	if !ok || len(a.Rhs) != 1 || len(check.Body.List) == 0 || !leavesOnError(check.Cond) {
		return
	}
	ret, ok := check.Body.List[len(check.Body.List)-1].(*ast.ReturnStmt)
	if !ok {
		return
	}
	row := rowOf(a)
	if row == "" {
		return
	}
	sites, tenant := w.removals(a)
	if len(sites) != 1 || sites[0].skipped != "" || tenant == "" || strings.Contains(tenant, "\n") {
		return
	}
	result := w.f.text[w.s.offset(ret.Pos()):w.s.offset(ret.End())]
	if strings.Contains(result, "\n") {
		return
	}
	at := w.s.offset(check.End())
	for _, k := range []kind{planted, returned} {
		branch := "_ = 0"
		if k == returned {
			branch = result
		}
		st := *sites[0]
		st.kind, st.variants = k, nil
		for _, v := range sites[0].variants {
			for _, name := range sortedKeys(w.goNames) {
				for _, deref := range []string{"", "*"} {
					guard := edit{at, at, fmt.Sprintf("; if %s%s.%s != %s { %s }", deref, row, name, tenant, branch)}
					st.variants = append(st.variants, map[string][]edit{w.f.path: append(append([]edit{}, v[w.f.path]...), guard)})
				}
			}
		}
		w.add(&st)
	}
}

// leavesOnError reports err != nil, or the same of a result's Error.
func leavesOnError(e ast.Expr) bool {
	b, ok := e.(*ast.BinaryExpr)
	return ok && b.Op == token.NEQ && literalOrNil(b.Y)
}

// rowOf is the variable that a statement reads one row into: the first result of Only and First, else what First and Take fill.
func rowOf(a *ast.AssignStmt) string {
	row := ""
	ast.Inspect(a.Rhs[0], func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || row != "" {
			return row == ""
		}
		switch selector(c) {
		case "Only", "First", "Take":
		default:
			return true
		}
		if len(c.Args) > 0 {
			if u, ok := c.Args[0].(*ast.UnaryExpr); ok && u.Op == token.AND {
				if id, ok := u.X.(*ast.Ident); ok {
					row = id.Name
				}
				return false
			}
		}
		if id, ok := a.Lhs[0].(*ast.Ident); ok && len(a.Lhs) == 2 && selector(c) != "Take" && id.Name != "_" {
			row = id.Name
		}
		return false
	})
	return row
}

// removals are the sites of a statement that lose a predicate, and the text of the value that the one predicate compares with.
func (w *finder) removals(a *ast.AssignStmt) (sites []*site, tenant string) {
	before, stmt := w.out, w.stmt
	w.out, w.stmt = nil, a
	defer func() { w.out, w.stmt = before, stmt }()
	seen := map[ast.Node]bool{}
	ast.Inspect(a.Rhs[0], func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok {
			had := len(w.out)
			w.call(c, seen)
			if len(w.out) > had {
				tenant = w.tenantOf(c)
			}
		}
		return true
	})
	for _, s := range w.out {
		if s.kind == removed {
			sites = append(sites, s)
		}
	}
	return sites, tenant
}

// tenantOf is the text of the value that the tenant predicate of a call compares with.
func (w *finder) tenantOf(c *ast.CallExpr) string {
	source := func(e ast.Expr) string { return w.f.text[w.s.offset(e.Pos()):w.s.offset(e.End())] }
	for i, a := range c.Args {
		if p, ok := a.(*ast.CallExpr); ok && w.tenantPredicate(p) {
			return source(p.Args[0])
		}
		text, ok := w.s.text(w.f, a, 0)
		if !ok {
			continue
		}
		preds, _ := w.g.find(text, !statement.MatchString(text))
		if len(preds) != 1 || !strings.HasPrefix(preds[0].bind, "?") {
			continue
		}
		if arg := i + 1 + strings.Count(mask(text)[:preds[0].bindStart], "?"); arg < len(c.Args) {
			return source(c.Args[arg])
		}
	}
	return ""
}
