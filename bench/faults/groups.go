package main

import (
	"fmt"
	"go/ast"
	"regexp"
	"slices"
	"strings"
)

// verbs register a handler for a request that changes something.
var verbs = regexp.MustCompile(`^(?i:post|put|patch|delete)$`)

// groups finds the groups of routes that a middleware is put in front of, and the routes behind it.
func (w *finder) groups(names *guardNames, d *ast.FuncDecl) {
	ast.Inspect(d.Body, func(n ast.Node) bool {
		b, ok := n.(*ast.BlockStmt)
		if !ok {
			return true
		}
		for i, s := range b.List {
			use, ok := s.(*ast.ExprStmt)
			if !ok {
				continue
			}
			c, ok := use.X.(*ast.CallExpr)
			if !ok || selector(c) != "Use" {
				continue
			}
			for j, a := range c.Args {
				if names.middleware.MatchString(w.textOf(a)) {
					w.stmt = s
					w.groupAt(names, b, i, c, j)
				}
			}
		}
		return true
	})
}

// groupAt makes the faults of one middleware of a group: a site for each route behind it.
func (w *finder) groupAt(names *guardNames, b *ast.BlockStmt, i int, use *ast.CallExpr, j int) {
	group := w.textOf(use.Fun.(*ast.SelectorExpr).X)
	routes, last := w.routesOf(group, b.List[i+1:])
	gone := w.cut(use, "_ = 0")
	if len(use.Args) > 1 {
		from, to := w.s.offset(use.Args[j].Pos()), w.s.offset(use.Args[j].End())
		if j+1 < len(use.Args) {
			to = w.s.offset(use.Args[j+1].Pos())
		} else {
			from = w.s.offset(use.Args[j-1].End())
		}
		gone = edit{from, to, ""}
	}
	unused := map[string][]edit{w.f.path: {gone, w.after(use, "; _ = "+w.oneLine(use.Args[j]))}}
	late := map[string][]edit{}
	if last != nil {
		late[w.f.path] = []edit{gone, w.after(last, "; "+group+".Use("+w.oneLine(use.Args[j])+")")}
	}
	next := w.nextOnDenial(names, names.middleware.FindString(w.textOf(use.Args[j])))
	for _, r := range routes {
		for k, edits := range map[kind]map[string][]edit{groupUnused: unused, groupLate: late, groupNext: next} {
			st := &site{kind: k, file: r.file, line: r.line, endLine: r.line, scopeLine: r.line, scopeEnd: r.line, scope: fmt.Sprintf("%s:%d", r.file, r.line)}
			st.variants = []map[string][]edit{edits}
			if len(edits) == 0 {
				st.skipped = "no place for it"
			}
			w.out = append(w.out, st)
		}
	}
	slices.SortStableFunc(w.out, func(a, b *site) int { return strings.Compare(string(a.kind), string(b.kind)) })
}

func (w *finder) after(n ast.Node, text string) edit {
	at := w.s.offset(n.End())
	return edit{at, at, text}
}

// routesOf lists the lines that register a changing route on a group, in the statements and in the functions that they hand the group to.
func (w *finder) routesOf(group string, rest []ast.Stmt) (routes []place, last ast.Stmt) {
	for _, s := range rest {
		ast.Inspect(s, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if sel, ok := c.Fun.(*ast.SelectorExpr); ok && w.textOf(sel.X) == group && verbs.MatchString(sel.Sel.Name) {
				routes, last = append(routes, place{w.f.path, w.s.line(c.Pos())}), s
			}
			for i, a := range c.Args {
				if w.textOf(a) == group {
					more := w.s.handedTo(callName(c), i)
					routes = append(routes, more...)
					if len(more) > 0 {
						last = s
					}
				}
			}
			return true
		})
	}
	return routes, last
}

// handedTo lists the changing routes that functions of a name register on a parameter.
func (s *source) handedTo(name string, param int) []place {
	var out []place
	for _, f := range s.files {
		for _, d := range f.tree.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Name.Name != name || fn.Body == nil {
				continue
			}
			var params []string
			for _, p := range fn.Type.Params.List {
				for _, n := range p.Names {
					params = append(params, n.Name)
				}
			}
			if param >= len(params) {
				continue
			}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				if c, ok := n.(*ast.CallExpr); ok && verbs.MatchString(selector(c)) {
					if id, ok := c.Fun.(*ast.SelectorExpr).X.(*ast.Ident); ok && id.Name == params[param] {
						out = append(out, place{f.path, s.line(c.Pos())})
					}
				}
				return true
			})
		}
	}
	return out
}
