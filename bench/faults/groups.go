package main

import (
	"fmt"
	"go/ast"
	"go/token"
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
	if len(routes) == 0 && names.registers != "" {
		routes = w.s.handedTo(names.registers, 0)
	}
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
	at := place{w.f.path, w.s.line(use.Pos())}
	unused := map[string][]edit{w.f.path: {gone, w.after(use, "; _ = "+w.oneLine(use.Args[j]))}}
	late := map[string][]edit{}
	if last != nil {
		late[w.f.path] = []edit{gone, w.after(last, "; "+group+".Use("+w.oneLine(use.Args[j])+")")}
	} else if names.registers != "" {
		late = w.s.installedLate(names.registers)
	}
	next := w.nextOnDenial(names, w.middlewareName(names, use.Args[j]))
	for _, r := range routes {
		for _, k := range []kind{groupUnused, groupLate, groupNext} {
			edits := map[kind]map[string][]edit{groupUnused: unused, groupLate: late, groupNext: next}[k]
			st := w.s.routeSite(k, r, fmt.Sprintf("%s:%d", at.file, at.line))
			st.variants = []map[string][]edit{edits}
			if len(edits) == 0 {
				st.skipped = "no place for it"
			}
			if why := w.s.spared(names, r); why != "" {
				st.skipped = why
			}
			w.out = append(w.out, st)
		}
		for _, h := range r.handlers {
			w.s.behind[h] = at
		}
	}
	slices.SortStableFunc(w.out, func(a, b *site) int { return strings.Compare(string(a.kind), string(b.kind)) })
}

// routeSite is a site of a fault that a route stands behind. Routes of one fault are judged together.
func (s *source) routeSite(k kind, r routeAt, fault string) *site {
	return &site{kind: k, file: r.file, line: r.line, endLine: r.line, scopeLine: r.line, scopeEnd: r.line,
		scope: fmt.Sprintf("%s:%d", r.file, r.line), fault: fault, relation: r.relation}
}

// spared says why a route does not lose by the loss of its middleware.
func (s *source) spared(names *guardNames, r routeAt) string {
	for fn, at := range s.askers(names) {
		if slices.Contains(r.handlers, fn.Name.Name) {
			return fmt.Sprintf("its handler asks as well: %s:%d", at.file, at.line)
		}
	}
	switch {
	case names.harmless != nil && slices.ContainsFunc(r.handlers, names.harmless.MatchString):
		return "its handler changes nothing"
	case names.public != nil && names.public.MatchString(r.relation):
		return "it is declared to be for everybody"
	}
	return ""
}

// middlewareName is the name of the function that a middleware is: Admin of mw.Admin(), Middleware of auth.Middleware.
func (w *finder) middlewareName(names *guardNames, e ast.Expr) string {
	switch e := e.(type) {
	case *ast.CallExpr:
		return callName(e)
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return names.middleware.FindString(w.textOf(e))
}

func isIdent(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

// installedLate moves the call that hands a router to a function which adds middleware to it behind the one that hands it to the function of a name, which registers routes:
// f(g); register(g).
func (s *source) installedLate(registers string) map[string][]edit {
	for fn, f := range s.reached().nodes {
		if fn.Body == nil || f.generated {
			continue
		}
		in := &finder{s: s, f: f}
		for i, stmt := range fn.Body.List {
			group := in.handed0(stmt, func(name string) bool { return name == registers })
			for _, early := range fn.Body.List[:i] {
				if group != "" && group == in.handed0(early, s.uses0) {
					return map[string][]edit{f.path: {in.cut(early, "_ = 0"), in.after(stmt, "; "+in.oneLine(early))}}
				}
			}
		}
	}
	return nil
}

// handed0 is the text of what a statement gives first to a function whose name fits.
func (w *finder) handed0(s ast.Stmt, fits func(string) bool) (text string) {
	ast.Inspect(s, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && text == "" && len(c.Args) > 0 && fits(callName(c)) {
			text = w.textOf(c.Args[0])
		}
		return true
	})
	return text
}

// uses0 reports the name of a function that adds middleware to its first parameter.
func (s *source) uses0(name string) bool {
	for fn := range s.reached().nodes {
		if fn.Name.Name != name || fn.Body == nil || paramCount(fn) == 0 || len(fn.Type.Params.List[0].Names) == 0 {
			continue
		}
		adds, first := false, fn.Type.Params.List[0].Names[0].Name
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok && selector(c) == "Use" && isIdent(c.Fun.(*ast.SelectorExpr).X, first) {
				adds = true
			}
			return !adds
		})
		if adds {
			return true
		}
	}
	return false
}

func (w *finder) after(n ast.Node, text string) edit {
	at := w.s.offset(n.End())
	return edit{at, at, text}
}

// routeAt is a line that registers a changing route.
type routeAt struct {
	place
	handlers []string // names of what is registered
	relation string   // method and pattern, as far as the text says it
}

func (s *source) routeAt(f *file, c *ast.CallExpr) routeAt {
	out := routeAt{place: place{f.path, s.line(c.Pos())}}
	for i, a := range c.Args {
		switch a := a.(type) {
		case *ast.SelectorExpr:
			out.handlers = append(out.handlers, a.Sel.Name)
		case *ast.Ident:
			out.handlers = append(out.handlers, a.Name)
		}
		if i > 0 {
			continue
		}
		ast.Inspect(a, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				out.relation = strings.ToUpper(selector(c)) + " " + strings.Trim(lit.Value, "`\"")
			}
			return true
		})
	}
	return out
}

// routesOf lists the lines that register a changing route on a group, in the statements and in the functions that they hand the group to.
func (w *finder) routesOf(group string, rest []ast.Stmt) (routes []routeAt, last ast.Stmt) {
	for _, s := range rest {
		ast.Inspect(s, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if sel, ok := c.Fun.(*ast.SelectorExpr); ok && w.textOf(sel.X) == group && verbs.MatchString(sel.Sel.Name) {
				routes, last = append(routes, w.s.routeAt(w.f, c)), s
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

// handedTo lists the changing routes that functions of a name register on a parameter, themselves or by handing it on.
func (s *source) handedTo(name string, param int) []routeAt {
	return s.handedOn(name, param, map[string]bool{})
}

func (s *source) handedOn(name string, param int, seen map[string]bool) []routeAt {
	if seen[name] {
		return nil
	}
	seen[name] = true
	var out []routeAt
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
				c, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				if verbs.MatchString(selector(c)) && isIdent(c.Fun.(*ast.SelectorExpr).X, params[param]) {
					out = append(out, s.routeAt(f, c))
				}
				if i := slices.IndexFunc(c.Args, func(e ast.Expr) bool { return isIdent(e, params[param]) }); i >= 0 {
					out = append(out, s.handedOn(callName(c), i, seen)...)
				}
				return true
			})
		}
	}
	return out
}
