package main

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
)

// Some statements expose nothing without their tenant: the key that they are given is of a row that middleware has put in the request's context,
// and what read that row stands elsewhere. Patterns tell them apart, which know no more of the code than the rest of this program does: a key of
// the statement is, in every caller, a field of a variable that a type assertion of a context's value set.

const heldInContext = "its key is of a row that middleware put in the request's context"

// callSite is a call with the function around it.
type callSite struct {
	file *file
	decl *ast.FuncDecl
	call *ast.CallExpr
}

// callSites indexes the hand-written calls of methods by name.
func (s *source) callSites() map[string][]callSite {
	if s.calls != nil {
		return s.calls
	}
	s.calls = map[string][]callSite{}
	for _, f := range s.files {
		if f.generated || f.helper {
			continue
		}
		for _, d := range f.tree.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				if c, ok := n.(*ast.CallExpr); ok {
					if name := selector(c); name != "" {
						s.calls[name] = append(s.calls[name], callSite{f, fn, c})
					}
				}
				return true
			})
		}
	}
	return s.calls
}

var equalities = regexp.MustCompile(`(?i)=\s*(?:ANY\s*\(\s*)?(?:@(\w+)|sqlc\.arg\(\s*'?(\w+)'?\s*\))`)

// keysOf are the named values that the conditions of a text compare with, in lower case and without underscores.
func keysOf(text string) map[string]bool {
	out := map[string]bool{}
	masked := mask(text)
	where := regexp.MustCompile(`(?i)\bWHERE\b`).FindStringIndex(masked)
	if where == nil {
		return out
	}
	for _, m := range equalities.FindAllStringSubmatch(masked[where[0]:], -1) {
		out[plainName(m[1]+m[2])] = true
	}
	return out
}

func plainName(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", "")) }

// held reports a query one of whose keys every caller takes from a row of the request's context. text is the query without its tenant.
func (s *source) held(query, text string) bool {
	keys := keysOf(text)
	calls := s.callSites()[query]
	return len(keys) > 0 && len(calls) > 0 && !slices.ContainsFunc(calls, func(c callSite) bool { return !s.keyHeld(c, keys) })
}

// keyHeld reports whether one of the keys that a call gives is of a row of the context. A query of one value, or of a few, is given them one by
// one, and one of several as the fields of a struct.
func (s *source) keyHeld(c callSite, keys map[string]bool) bool {
	for _, a := range c.call.Args {
		if lit := s.literal(c.decl, a); lit != nil {
			for _, el := range lit.Elts {
				if kv, ok := el.(*ast.KeyValueExpr); ok {
					if name, ok := kv.Key.(*ast.Ident); ok && keys[plainName(name.Name)] && s.fromContext(c.decl, kv.Value, 0) {
						return true
					}
				}
			}
			continue
		}
		if keys[plainName(lastName(a))] && s.fromContext(c.decl, a, 0) {
			return true
		}
	}
	return false
}

// literal is the struct literal that an argument is, or that its variable is set to once.
func (s *source) literal(d *ast.FuncDecl, e ast.Expr) *ast.CompositeLit {
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = u.X
	}
	if id, ok := e.(*ast.Ident); ok {
		vals := valuesOf(d, id.Name)
		if len(vals) != 1 {
			return nil
		}
		e = vals[0]
	}
	lit, _ := e.(*ast.CompositeLit)
	return lit
}

// fromContext reports a value that is read from a row which a type assertion took out of the request's context, in the function or in all that
// call it.
func (s *source) fromContext(d *ast.FuncDecl, e ast.Expr, depth int) bool {
	root, fields := rootOf(e)
	if root == nil || depth > 3 {
		return false
	}
	vals := valuesOf(d, root.Name)
	if len(vals) > 0 {
		return len(fields) > 0 && isContextRow(vals[0]) || len(vals) == 1 && s.fromContext(d, vals[0], depth+1)
	}
	i := paramIndex(d, root.Name)
	if i < 0 {
		return false
	}
	// A wrapper may bear the name of what it calls.
	calls := slices.DeleteFunc(slices.Clone(s.callSites()[d.Name.Name]), func(c callSite) bool { return c.decl == d })
	for _, c := range calls {
		if i >= len(c.call.Args) || len(c.call.Args) != paramCount(d) || !s.argFromContext(c, i, fields, depth) {
			return false
		}
	}
	return len(calls) > 0
}

// argFromContext asks the same of an argument: of the field of the struct that is given there, where the function reads one.
func (s *source) argFromContext(c callSite, i int, fields []string, depth int) bool {
	arg := c.call.Args[i]
	if lit := s.literal(c.decl, arg); lit != nil && len(fields) > 0 {
		for _, el := range lit.Elts {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				if name, ok := kv.Key.(*ast.Ident); ok && name.Name == fields[0] {
					return s.fromContext(c.decl, kv.Value, depth+1)
				}
			}
		}
		return false
	}
	if root, own := rootOf(arg); root != nil && len(own)+len(fields) > 0 {
		if vals := valuesOf(c.decl, root.Name); len(vals) > 0 && isContextRow(vals[0]) {
			return true
		}
	}
	return s.fromContext(c.decl, arg, depth+1)
}

// rootOf is the variable that a value is read from, with the fields on the way; conversions and methods without arguments are looked through.
func rootOf(e ast.Expr) (*ast.Ident, []string) {
	switch x := e.(type) {
	case *ast.Ident:
		return x, nil
	case *ast.ParenExpr:
		return rootOf(x.X)
	case *ast.StarExpr:
		return rootOf(x.X)
	case *ast.UnaryExpr:
		return rootOf(x.X)
	case *ast.SelectorExpr:
		root, fields := rootOf(x.X)
		return root, append(fields, x.Sel.Name)
	case *ast.CallExpr:
		switch {
		case len(x.Args) == 1:
			return rootOf(x.Args[0])
		case len(x.Args) == 0:
			if sel, ok := x.Fun.(*ast.SelectorExpr); ok {
				return rootOf(sel.X)
			}
		}
	}
	return nil, nil
}

// lastName is the last word of a value: ID of filter.ID.
func lastName(e ast.Expr) string {
	root, fields := rootOf(e)
	switch {
	case root == nil:
		return ""
	case len(fields) > 0:
		return fields[len(fields)-1]
	}
	return root.Name
}

// isContextRow reports ctx.Get("row").(*T) and its like.
func isContextRow(e ast.Expr) bool {
	t, ok := e.(*ast.TypeAssertExpr)
	if !ok || t.Type == nil {
		return false
	}
	c, ok := t.X.(*ast.CallExpr)
	if !ok || len(c.Args) != 1 {
		return false
	}
	switch selector(c) {
	case "Get", "MustGet", "Value", "Locals":
		return true
	}
	return false
}

// valuesOf are the values that a function sets a variable to, in text order.
func valuesOf(d *ast.FuncDecl, name string) []ast.Expr {
	var out []ast.Expr
	ast.Inspect(d.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok {
			return true
		}
		for i, l := range a.Lhs {
			if id, ok := l.(*ast.Ident); ok && id.Name == name {
				if len(a.Rhs) == len(a.Lhs) {
					out = append(out, a.Rhs[i])
				} else {
					out = append(out, a.Rhs[0])
				}
			}
		}
		return true
	})
	return out
}

func paramIndex(d *ast.FuncDecl, name string) int {
	i := 0
	for _, f := range d.Type.Params.List {
		for _, n := range f.Names {
			if n.Name == name {
				return i
			}
			i++
		}
		if len(f.Names) == 0 {
			i++
		}
	}
	return -1
}

func paramCount(d *ast.FuncDecl) int { return d.Type.Params.NumFields() }
