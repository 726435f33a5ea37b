package main

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// site is one place where a fault can be made.
type site struct {
	kind kind
	file string
	// line and endLine are the statement; scopeLine and scopeEnd the function (or constant) around it.
	line, endLine       int
	scopeLine, scopeEnd int
	scope               string // identifies the function; two faults in one are never made together
	skipped             string // why no fault is made here
	said                string // what was judged of it, where the fault was missed

	// variants are the ways to make the fault, the preferred one first: the next is tried where one does not compile.
	variants []map[string][]edit
	variant  int
	// query is the sqlc query's name; name is the constant or variable of the package that holds the text, and uses the functions that
	// take it: what is wrong with the text is told at a call there.
	query string
	name  string
	uses  []span
	// read is the call that gave the row which a comparison verifies.
	read span
	// fn is the function that the site stands in, as the command's evidence writes it; decl is its declaration.
	fn   string
	decl *ast.FuncDecl
	ways []string // the handlers that lead to the check
	// fault tells the faults apart that several routes stand behind; relation is the method and pattern of the route.
	fault, relation string
}

// span is lines of a file.
type span struct {
	file       string
	start, end int
}

func (s span) holds(file string, line int) bool {
	return s.file == file && line >= s.start && line <= s.end
}

// sites finds the places for all the kinds.
func (s *source) sites(g *grammar, goNames map[string]bool, names *guardNames) []*site {
	w := &finder{s: s, g: g, goNames: goNames, names: names}
	if names != nil {
		// What stands behind middleware is known before the checks are looked at.
		for _, f := range s.files {
			w.each(f, w.groups)
		}
	}
	for _, f := range s.files {
		w.file(f)
	}
	return w.out
}

type finder struct {
	s       *source
	g       *grammar
	goNames map[string]bool
	names   *guardNames
	f       *file
	decl    ast.Decl
	stmt    ast.Stmt
	out     []*site
}

// each calls visit with the hand-written functions of a file.
func (w *finder) each(f *file, visit func(*guardNames, *ast.FuncDecl)) {
	w.f = f
	for _, d := range f.tree.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil && !f.generated {
			w.decl, w.stmt = d, nil
			visit(w.names, fn)
		}
	}
}

func (w *finder) file(f *file) {
	if w.names != nil {
		w.each(f, w.guards)
		return
	}
	w.f = f
	for _, d := range f.tree.Decls {
		w.decl, w.stmt = d, nil
		switch d := d.(type) {
		case *ast.GenDecl:
			if d.Tok == token.CONST || d.Tok == token.VAR {
				w.values(d)
			}
		case *ast.FuncDecl:
			if d.Body == nil || f.generated {
				continue
			}
			w.body(d)
		}
	}
}

// base makes a site for the node with the scope that it stands in.
func (w *finder) base(k kind, n ast.Node) *site {
	st := &site{kind: k, file: w.f.path, line: w.s.line(n.Pos()), endLine: w.s.line(n.End()),
		scopeLine: w.s.line(w.decl.Pos()), scopeEnd: w.s.line(w.decl.End())}
	if w.stmt != nil {
		st.line, st.endLine = w.s.line(w.stmt.Pos()), w.s.line(w.stmt.End())
	}
	st.scope = w.f.path + ":" + w.s.fset.Position(w.decl.Pos()).String()
	if d, ok := w.decl.(*ast.FuncDecl); ok {
		st.fn, st.decl = w.funcOf(d), d
	}
	return st
}

func (w *finder) add(st *site) {
	if w.f.helper && st.skipped == "" {
		st.skipped = "a helper of tests"
	}
	if st.name == "" && len(st.uses) == 0 {
		st.uses = w.handed()
	}
	w.out = append(w.out, st)
}

// handed lists the functions of the package that a statement's builder goes to from here: those that are called with the variable that the
// statement sets, and, where that is returned, those that call this function. What is wrong with the chain may be told at its end there.
func (w *finder) handed() []span {
	a, ok := w.stmt.(*ast.AssignStmt)
	d, isFunc := w.decl.(*ast.FuncDecl)
	if !ok || !isFunc || len(a.Lhs) != 1 {
		return nil
	}
	v, ok := a.Lhs[0].(*ast.Ident)
	if !ok {
		return nil
	}
	is := func(e ast.Expr) bool {
		id, ok := e.(*ast.Ident)
		return ok && id.Name == v.Name
	}
	var out []span
	ast.Inspect(d.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if slices.ContainsFunc(n.Args, is) {
				out = append(out, w.s.funcs[w.f.dir][callName(n)]...)
			}
		case *ast.ReturnStmt:
			if slices.ContainsFunc(n.Results, is) {
				out = append(out, w.s.usesOf(w.f.dir, d.Name.Name)...)
			}
		}
		return true
	})
	return out
}

func (w *finder) skip(k kind, n ast.Node, why string) {
	st := w.base(k, n)
	st.skipped = why
	w.add(st)
}

// values looks at constants and variables of the package: sqlc's statements and those that people name.
func (w *finder) values(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for i, e := range v.Values {
			text, ok := w.s.text(w.f, e, 0)
			if !ok || i >= len(v.Names) || !statement.MatchString(text) {
				continue
			}
			if _, why := w.g.find(text, false); why == "no tenant predicate in a condition" {
				continue
			}
			for _, k := range []kind{removed, orArm, otherAlias, leftJoin, coalesced} {
				w.constant(k, v, v.Names[i].Name, e, text)
			}
		}
	}
}

func (w *finder) constant(k kind, v *ast.ValueSpec, name string, e ast.Expr, text string) {
	st := w.base(k, v)
	st.scopeLine, st.scopeEnd = st.line, st.endLine
	st.scope += ":" + name
	st.name = name
	st.uses = w.s.usesOf(w.f.dir, name)
	defer w.add(st)
	changed, why := w.g.mutate(text, k, false, true)
	if why != "" {
		st.skipped = why
		return
	}
	edits := map[string][]edit{w.f.path: {w.replace(e, changed)}}
	// Some people annotate statements that they run by hand: those have no .sql file and are constants like any other.
	if m := annotation.FindStringSubmatch(text); m != nil && w.f.generated {
		st.query = m[1]
		if len(w.s.callers[m[1]]) == 0 {
			st.skipped = "nobody calls the query"
			return
		}
		q := w.s.queries[m[1]]
		if q == nil {
			st.skipped = "the query has no .sql file"
			return
		}
		changed, why := w.g.mutate(q.text, k, false, true)
		if why != "" {
			st.skipped = "in its .sql file: " + why
			return
		}
		if bare, why := w.g.mutate(q.text, removed, false, true); why == "" && w.s.held(st.query, bare) {
			st.skipped = heldInContext
			return
		}
		edits[q.path] = append(edits[q.path], edit{q.start, q.end, changed})
	} else if w.f.generated {
		st.skipped = "generated, by no sqlc query"
	}
	st.variants = []map[string][]edit{edits}
}

func (w *finder) replace(e ast.Expr, text string) edit {
	return edit{w.s.offset(e.Pos()), w.s.offset(e.End()), literal(text, w.s.line(e.End())-w.s.line(e.Pos()))}
}

// body looks at the texts and conditions of one function.
func (w *finder) body(d *ast.FuncDecl) {
	seen := map[ast.Node]bool{}
	var visit func(n ast.Node) bool
	visit = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
		case *ast.IfStmt:
			w.verified(d, n)
			w.stmt = n
		case ast.Stmt:
			w.stmt = n
		case *ast.CallExpr:
			w.call(n, seen)
		case *ast.BasicLit, *ast.BinaryExpr:
			if seen[n] {
				return false
			}
			if text, ok := w.s.text(w.f, n.(ast.Expr), 0); ok {
				w.loose(n.(ast.Expr), text)
				return false
			}
		}
		return true
	}
	ast.Inspect(d.Body, visit)
	w.plant(d)
}

// loose is a statement that is no direct argument of a call: assigned to a variable, returned, a part of a list.
func (w *finder) loose(e ast.Expr, text string) {
	if !statement.MatchString(text) {
		return
	}
	if _, why := w.g.find(text, false); why == "no tenant predicate in a condition" {
		return
	}
	for _, k := range []kind{removed, orArm, otherAlias, leftJoin, coalesced} {
		changed, why := w.g.mutate(text, k, false, true)
		if why != "" {
			w.skip(k, e, why)
			continue
		}
		st := w.base(k, e)
		st.variants = []map[string][]edit{{w.f.path: {w.replace(e, changed)}}}
		w.add(st)
	}
}

// call looks at the arguments of a call: SQL text with its arguments behind it, and ent's typed predicates.
func (w *finder) call(c *ast.CallExpr, seen map[ast.Node]bool) {
	for i, a := range c.Args {
		text, ok := w.s.text(w.f, a, 0)
		if !ok {
			continue
		}
		seen[a] = true
		whole := statement.MatchString(text)
		if _, why := w.g.find(text, !whole); why == "no tenant predicate in a condition" || !whole && !queries(c) {
			continue
		}
		for _, k := range []kind{removed, orArm, otherAlias, leftJoin, coalesced} {
			w.argument(k, c, i, text, !whole)
		}
	}
	w.typed(c)
}

// queries reports whether a call's name is one that takes a condition.
func queries(c *ast.CallExpr) bool {
	switch selector(c) {
	case "Where", "And", "Or", "Not", "First", "Find", "Take", "Last", "Delete", "Count", "Get", "Exist", "Having":
		return true
	}
	return false
}

func selector(c *ast.CallExpr) string {
	if s, ok := c.Fun.(*ast.SelectorExpr); ok {
		return s.Sel.Name
	}
	return ""
}

func (w *finder) argument(k kind, c *ast.CallExpr, i int, text string, fragment bool) {
	st := w.base(k, c)
	defer w.add(st)
	if fragment && (k == otherAlias || k == leftJoin) {
		w.joined(st, k, c, i, text)
		return
	}
	if fragment && k == orArm {
		if preds, _ := w.g.find(text, true); len(preds) == 1 && preds[0].before == "" && preds[0].after == "" {
			w.orCall(st, c)
			return
		}
	}
	kept, why := w.g.mutate(text, k, fragment, true)
	if why != "" {
		st.skipped = why
		return
	}
	keep := map[string][]edit{w.f.path: {w.replace(c.Args[i], kept)}}
	if k == removed {
		if v := w.dropped(c, i, text, fragment); v != nil {
			st.variants = append(st.variants, map[string][]edit{w.f.path: v})
		}
	}
	st.variants = append(st.variants, keep)
}

// dropped removes the predicate together with its argument, or the whole Where call when nothing else is in it.
func (w *finder) dropped(c *ast.CallExpr, i int, text string, fragment bool) []edit {
	preds, _ := w.g.find(text, fragment)
	if len(preds) != 1 || !strings.HasPrefix(preds[0].bind, "?") || c.Ellipsis.IsValid() {
		return nil
	}
	if fragment && strings.TrimSpace(text[:preds[0].start]+text[preds[0].end:]) == "" && selector(c) == "Where" && len(c.Args) == 2 {
		return []edit{w.dropCall(c)}
	}
	arg := i + 1 + strings.Count(mask(text)[:preds[0].bindStart], "?")
	if arg >= len(c.Args) {
		return nil
	}
	gone := w.g.remove(text, preds, false)
	from := c.Args[arg-1].End()
	return []edit{w.replace(c.Args[i], gone), {w.s.offset(from), w.s.offset(c.Args[arg].End()), w.newlines(from, c.Args[arg].End())}}
}

// dropCall turns x.Where(…) into x. Where lines go with it they are put behind the next dot of the chain, the one place in which a
// chain may be broken.
func (w *finder) dropCall(c *ast.CallExpr) edit {
	x := c.Fun.(*ast.SelectorExpr).X
	e := edit{w.s.offset(x.End()), w.s.offset(c.End()), ""}
	if lost := w.newlines(x.End(), c.End()); lost != "" && strings.HasPrefix(w.f.text[e.end:], ".") {
		e.end++
		e.text = "." + lost
	}
	return e
}

func (w *finder) newlines(from, to token.Pos) string {
	return strings.Repeat("\n", w.s.line(to)-w.s.line(from))
}

// orCall turns x.Where(…) into the library's OR form.
func (w *finder) orCall(st *site, c *ast.CallExpr) {
	sel, ok := c.Fun.(*ast.SelectorExpr)
	inner, chained := sel, false
	if ok {
		if prev, isCall := sel.X.(*ast.CallExpr); isCall && (selector(prev) == "Where" || selector(prev) == "ID") {
			chained = true
		}
	}
	if !ok || selector(c) != "Where" && selector(c) != "And" || !chained {
		st.skipped = "no other condition to join with OR"
		return
	}
	name := "Or"
	if w.imports("uptrace/bun") {
		name = "WhereOr"
	}
	st.variants = []map[string][]edit{{w.f.path: {{w.s.offset(inner.Sel.Pos()), w.s.offset(inner.Sel.End()), name}}}}
}

// joined adds a join to a chain and binds that: by itself, or in its ON.
func (w *finder) joined(st *site, k kind, c *ast.CallExpr, i int, text string) {
	sel, ok := c.Fun.(*ast.SelectorExpr)
	preds, why := w.g.find(text, true)
	switch {
	case why != "":
		st.skipped = why
		return
	case !ok || !w.joinable(c, i):
		st.skipped = "no place in the chain for a join"
		return
	case len(preds) != 1 || !strings.HasPrefix(preds[0].bind, "?"):
		st.skipped = "several tenant predicates"
		return
	case w.g.other == "":
		st.skipped = "no other table was named"
		return
	case c.Ellipsis.IsValid():
		st.skipped = "arguments are spread"
		return
	}
	p := preds[0]
	method := "Joins"
	if w.imports("uptrace/bun") {
		method = "Join"
	}
	at := w.s.offset(sel.X.End())
	if k == otherAlias {
		bound := text[:p.start] + spare + "." + p.column + " = " + p.bind + text[p.end:]
		st.variants = []map[string][]edit{{w.f.path: {
			{at, at, "." + method + "(\"CROSS JOIN " + w.g.other + " AS " + spare + "\")"}, w.replace(c.Args[i], bound)}}}
		return
	}
	arg := i + 1 + strings.Count(mask(text)[:p.bindStart], "?")
	if arg >= len(c.Args) {
		st.skipped = "the argument is not in the call"
		return
	}
	value := w.f.text[w.s.offset(c.Args[arg].Pos()):w.s.offset(c.Args[arg].End())]
	if strings.Contains(value, "\n") {
		st.skipped = "the argument takes several lines"
		return
	}
	join := "." + method + "(\"LEFT JOIN " + w.g.other + " AS " + spare + " ON " + spare + "." + p.column + " = ?\", " + value + ")"
	rest := w.dropped(c, i, text, true)
	if rest == nil {
		st.skipped = "the predicate cannot be taken out"
		return
	}
	if rest[0].start == at {
		rest[0].text = join + rest[0].text
		st.variants = []map[string][]edit{{w.f.path: rest}}
		return
	}
	st.variants = []map[string][]edit{{w.f.path: append([]edit{{at, at, join}}, rest...)}}
}

// joinable reports a condition before which a join can be put: one of Where, or one that gorm's finishing methods take behind the variable.
func (w *finder) joinable(c *ast.CallExpr, i int) bool {
	switch selector(c) {
	case "Where":
		return i == 0
	case "First", "Take", "Find", "Last":
		return i == 1 && w.imports("gorm.io/gorm")
	}
	return false
}

func (w *finder) imports(part string) bool {
	for _, p := range w.f.imports {
		if strings.Contains(p, part) {
			return true
		}
	}
	return false
}
