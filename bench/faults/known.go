package main

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// A statement that loses its tenant exposes nothing where its key is known to be the tenant's: the same key was used with the tenant before, in
// a statement of the function whose error leaves; or it is read from a row that such a statement gave. What the function does in between is not
// looked at: this program knows text only.
const knownKey = "its key was used with the tenant before in the function, or is of a row that was read with it"

// keyKnown reports that of a chain of a generated client.
func (w *finder) keyKnown(c *ast.CallExpr) bool {
	d, ok := w.decl.(*ast.FuncDecl)
	if !ok || w.stmt == nil {
		return false
	}
	for _, k := range w.keysIn(w.stmt) {
		if w.usedBefore(d, k) || w.rowRead(d, k, w.stmt.Pos(), 0) {
			return true
		}
	}
	return false
}

// A function that is handed a row of a generated client, and takes the key and the tenant from it alike, narrows nothing by that tenant: whoever read
// the row answers for both.
const handedKey = "its key and its tenant are of one row that the function is handed"

// keyHanded reports that of a chain of a generated client.
func (w *finder) keyHanded(tenant *ast.CallExpr) bool {
	d, ok := w.decl.(*ast.FuncDecl)
	if !ok || w.stmt == nil || len(tenant.Args) != 1 {
		return false
	}
	of, fields := rootOf(tenant.Args[0])
	if of == nil || len(fields) == 0 || !w.generatedRow(d, of.Name) {
		return false
	}
	return slices.ContainsFunc(w.keysIn(w.stmt), func(k ast.Expr) bool {
		root, path := rootOf(k)
		return root != nil && root.Name == of.Name && len(path) > 0
	})
}

// generatedRow reports a parameter whose type is a pointer to a type of a generated package.
func (w *finder) generatedRow(d *ast.FuncDecl, name string) bool {
	for _, p := range d.Type.Params.List {
		star, ok := p.Type.(*ast.StarExpr)
		if !ok || !slices.ContainsFunc(p.Names, func(id *ast.Ident) bool { return id.Name == name }) {
			continue
		}
		sel, ok := star.X.(*ast.SelectorExpr)
		if !ok {
			return false
		}
		x, ok := sel.X.(*ast.Ident)
		return ok && strings.Contains(w.f.imports[x.Name]+"/", "/ent/")
	}
	return false
}

// keysIn are the values of keys in a statement: pkg.ID(k), pkg.OrderIDEQ(k), pkg.IDIn(ks...), UpdateOneID(k).
func (w *finder) keysIn(n ast.Node) []ast.Expr {
	var out []ast.Expr
	ast.Inspect(n, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || len(c.Args) != 1 {
			return true
		}
		name := selector(c)
		switch {
		case name == "UpdateOneID" || name == "DeleteOneID" || name == "UpdateOne" || name == "DeleteOne":
			out = append(out, c.Args[0])
		case w.entPackage(c) && strings.HasSuffix(strings.TrimSuffix(strings.TrimSuffix(name, "EQ"), "In"), "ID") && !w.tenantPredicate(c):
			out = append(out, c.Args[0])
		}
		return true
	})
	return out
}

// entPackage reports a function of a generated package.
func (w *finder) entPackage(c *ast.CallExpr) bool {
	sel, ok := c.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	x, ok := sel.X.(*ast.Ident)
	return ok && strings.Contains(w.f.imports[x.Name], "/ent/")
}

// bindsTenant reports a statement with a tenant predicate.
func (w *finder) bindsTenant(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && w.tenantPredicate(c) {
			found = true
		}
		return !found
	})
	return found
}

// before calls visit with every statement of a function that stands before a place and sets something or looks at an error.
func before(d *ast.FuncDecl, pos token.Pos, visit func(ast.Stmt)) {
	ast.Inspect(d.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.End() < pos {
				visit(n)
			}
		case *ast.ExprStmt:
			if n.End() < pos {
				visit(n)
			}
		}
		return n == nil || n.Pos() < pos
	})
}

func (w *finder) source(e ast.Node) string { return w.f.text[w.s.offset(e.Pos()):w.s.offset(e.End())] }

// usedBefore reports an earlier statement that binds the tenant and has the same key.
func (w *finder) usedBefore(d *ast.FuncDecl, key ast.Expr) bool {
	text, found := w.source(key), false
	before(d, w.stmt.Pos(), func(s ast.Stmt) {
		if found || w.callGiven(s, text) {
			found = true
			return
		}
		if !w.bindsTenant(s) {
			return
		}
		for _, k := range w.keysIn(s) {
			found = found || w.source(k) == text
		}
	})
	return found
}

// callGiven reports a statement whose call is given a context, the tenant and the key, one by one: f, err := s.Get(ctx, in.Namespace, in.ID).
func (w *finder) callGiven(s ast.Stmt, key string) bool {
	a, ok := s.(*ast.AssignStmt)
	if !ok || len(a.Rhs) != 1 {
		return false
	}
	c, ok := a.Rhs[0].(*ast.CallExpr)
	if !ok || len(c.Args) < 3 || !w.isContext(c.Args[0]) || !slices.ContainsFunc(c.Args[1:], w.looksLikeTenant) {
		return false
	}
	return slices.ContainsFunc(c.Args[1:], func(e ast.Expr) bool { return w.source(e) == key })
}

// rowRead reports a key that is read from a variable which a statement with the tenant has set, or a call that is given
// the tenant.
func (w *finder) rowRead(d *ast.FuncDecl, key ast.Expr, pos token.Pos, depth int) bool {
	root, _ := rootOf(key)
	if root == nil || depth > 3 {
		return false
	}
	found := false
	before(d, pos, func(s ast.Stmt) {
		a, ok := s.(*ast.AssignStmt)
		if !ok || found || len(a.Rhs) != 1 || !sets(a, root.Name) {
			return
		}
		if w.bindsTenant(a.Rhs[0]) {
			found = true
			return
		}
		c, ok := a.Rhs[0].(*ast.CallExpr)
		switch {
		case !ok:
		case len(c.Args) > 1 && w.isContext(c.Args[0]):
			found = slices.ContainsFunc(c.Args[1:], w.looksLikeTenant)
		case selector(c) == "Save" && len(c.Args) == 1:
			found = true // made here
		case selector(c) != "":
			// A getter, or a list of what other rows hold.
			for _, v := range append([]ast.Expr{c.Fun.(*ast.SelectorExpr).X}, c.Args...) {
				if r, _ := rootOf(v); r != nil && r.Name != root.Name {
					found = found || w.rowRead(d, v, a.Pos(), depth+1)
				}
			}
		}
	})
	return found || w.collected(d, root.Name, pos, depth)
}

// collected reports a list that a loop over such rows fills: ids = append(ids, row.ID).
func (w *finder) collected(d *ast.FuncDecl, name string, pos token.Pos, depth int) bool {
	found := false
	ast.Inspect(d.Body, func(n ast.Node) bool {
		r, ok := n.(*ast.RangeStmt)
		if !ok || found || r.End() > pos {
			return !found
		}
		fills := false
		ast.Inspect(r.Body, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok && sets(a, name) {
				fills = true
			}
			return !fills
		})
		found = fills && w.rowRead(d, r.X, r.Pos(), depth+1)
		return !found
	})
	return found
}

func sets(a *ast.AssignStmt, name string) bool {
	for _, l := range a.Lhs {
		if id, ok := l.(*ast.Ident); ok && id.Name == name {
			return true
		}
	}
	return false
}
