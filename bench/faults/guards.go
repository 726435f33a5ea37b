package main

import (
	"fmt"
	"go/ast"
	"regexp"
	"slices"
	"strings"
)

// Ways in which an endpoint loses the check that gates it. Where the checks stand is told by patterns on names, which the one who measures reads
// out of the repository; nothing here knows what a check is.
const (
	guardDeleted kind = "guard-deleted" // the call is gone, with the branches on its result
	guardMoved   kind = "guard-moved"   // it stands behind what it gated
	guardDropped kind = "guard-dropped" // it is called, and nobody looks at its result
	guardGoesOn  kind = "guard-goes-on" // the refusing branch does not leave
	groupUnused  kind = "group-unused"  // the middleware of a group is gone
	groupLate    kind = "group-late"    // it is added after the routes
	groupNext    kind = "group-next"    // it calls the next handler where it refuses
)

func guardKinds() []kind {
	return []kind{guardDeleted, guardMoved, guardDropped, guardGoesOn, groupUnused, groupLate, groupNext}
}

// of reports a kind about checks, not about queries.
func (k kind) of(list []kind) bool { return slices.Contains(list, k) }

// guardNames are the patterns that say where checks stand.
type guardNames struct {
	call       *regexp.Regexp // name of a called function
	text       *regexp.Regexp // text of the call, for those that write
	middleware *regexp.Regexp // name of a middleware
	denial     *regexp.Regexp // text of its refusing branch
	handlers   bool           // checks stand in handlers: only those of changing routes count
	second     *regexp.Regexp // condition of a branch that is a check of another kind, nil for none
	harmless   *regexp.Regexp // name of a handler that changes nothing, nil for none
	public     *regexp.Regexp // method and pattern of a route that is for everybody, nil for none
	in         *regexp.Regexp // file in which checks and middleware stand
	registers  string         // function that registers the routes that the checks are in front of, where the checks stand in middleware of all of them
}

// guards finds the checks in a function's statements.
func (w *finder) guards(names *guardNames, d *ast.FuncDecl) {
	if !names.in.MatchString(w.f.path) {
		return
	}
	defer w.spread(names, len(w.out))
	ast.Inspect(d.Body, func(n ast.Node) bool {
		b, ok := n.(*ast.BlockStmt)
		if !ok {
			return true
		}
		for i, s := range b.List {
			if call := w.guardCall(names, s); call != nil {
				w.stmt = s
				if names.handlers && !w.s.changes[d.Name.Name] {
					for _, k := range []kind{guardDeleted, guardMoved, guardDropped, guardGoesOn} {
						w.skip(k, s, "its function is not registered for a request that changes something")
					}
					continue
				}
				w.guardAt(b, i, call)
			}
		}
		return true
	})
}

// spread makes a site of each route behind a check in the middleware of all of them.
func (w *finder) spread(names *guardNames, from int) {
	if names.registers == "" {
		return
	}
	routes := w.s.handedTo(names.registers, 0)
	made := slices.Clone(w.out[from:])
	w.out = w.out[:from]
	for _, st := range made {
		if st.skipped != "" {
			w.out = append(w.out, st)
			continue
		}
		if st.kind == guardMoved {
			st.skipped = "what it gates stands in other functions"
			w.out = append(w.out, st)
			continue
		}
		for _, r := range routes {
			one := w.s.routeSite(st.kind, r, fmt.Sprintf("%s:%d", st.file, st.line))
			one.variants, one.skipped = st.variants, w.s.spared(names, r)
			w.out = append(w.out, one)
		}
	}
}

// askName is the name of what is called; of f(x)(y) it is f.
func askName(c *ast.CallExpr) string {
	if inner, ok := c.Fun.(*ast.CallExpr); ok {
		return callName(inner)
	}
	return callName(c)
}

// guardCall is the call of a check in a statement's own expressions: what it assigns, or what it branches on.
func (w *finder) guardCall(names *guardNames, s ast.Stmt) *ast.CallExpr {
	var found *ast.CallExpr
	look := func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			if _, inner := n.(*ast.FuncLit); inner || found != nil {
				return false
			}
			if c, ok := n.(*ast.CallExpr); ok && names.call.MatchString(askName(c)) && names.text.MatchString(w.textOf(c)) {
				found = c
			}
			return true
		})
	}
	switch s := s.(type) {
	case *ast.AssignStmt:
		look(s)
	case *ast.IfStmt:
		if s.Init != nil {
			look(s.Init)
		}
		look(s.Cond)
	}
	return found
}

func (w *finder) textOf(n ast.Node) string { return w.f.text[w.s.offset(n.Pos()):w.s.offset(n.End())] }

// guardSite is a check: the statement that asks, and the branches that leave on its result.
type guardSite struct {
	call     *ast.CallExpr
	ask      ast.Stmt
	branches []*ast.IfStmt
	answers  []string   // what the result is kept in
	rest     []ast.Stmt // what stands behind it: the branches, and what keeps the result in something else
}

// guardAt makes the faults of one check.
func (w *finder) guardAt(b *ast.BlockStmt, i int, call *ast.CallExpr) {
	g := &guardSite{call: call, ask: b.List[i]}
	if branch, ok := b.List[i].(*ast.IfStmt); ok {
		g.branches = []*ast.IfStmt{branch}
	} else {
		w.follow(g, b.List[i+1:])
	}
	why := ""
	if len(g.branches) == 0 || !slices.ContainsFunc(g.branches, leaves) {
		why = "no branch on its result that leaves"
	} else {
		why = w.beside(w.names, w.decl.(*ast.FuncDecl), g)
	}
	if why != "" {
		for _, k := range []kind{guardDeleted, guardMoved, guardDropped, guardGoesOn} {
			w.skip(k, g.ask, why)
		}
		return
	}
	from := len(w.out)
	w.deleteGuard(g)
	w.dropGuard(g)
	w.goOn(g)
	w.moveGuard(g, b)
	// Two faults on the way of one endpoint are not made together: either would pass for the other.
	var ways []string
	for _, h := range w.s.reached().handlers(w.decl.(*ast.FuncDecl)) {
		ways = append(ways, fmt.Sprintf("way %d", h.Pos()))
	}
	for _, st := range w.out[from:] {
		st.ways = ways
	}
}

// follow collects the branches on a result, also where it is kept in something else first.
func (w *finder) follow(g *guardSite, rest []ast.Stmt) {
	keep := func(a *ast.AssignStmt) {
		for _, l := range a.Lhs {
			if t := w.textOf(l); t != "_" && t != "ctx" && !slices.Contains(g.answers, t) {
				g.answers = append(g.answers, t)
			}
		}
	}
	keep(g.ask.(*ast.AssignStmt))
	for _, s := range rest {
		switch s := s.(type) {
		case *ast.AssignStmt:
			if len(s.Rhs) == 1 && w.mentions(s.Rhs[0], g.answers) {
				if _, call := s.Rhs[0].(*ast.CallExpr); !call {
					keep(s)
					g.rest = append(g.rest, s)
				}
			}
			if slices.ContainsFunc(s.Lhs, func(e ast.Expr) bool { return w.textOf(e) == "err" }) {
				g.answers = slices.DeleteFunc(g.answers, func(a string) bool { return a == "err" })
			}
		case *ast.IfStmt:
			if s.Init == nil && leaves(s) && w.mentions(s.Cond, g.answers) {
				g.branches, g.rest = append(g.branches, s), append(g.rest, s)
			}
		}
	}
}

// mentions reports an expression in which one of certain variables or fields stands.
func (w *finder) mentions(e ast.Expr, names []string) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if x, ok := n.(ast.Expr); ok && slices.Contains(names, w.textOf(x)) {
			found = true
		}
		return !found
	})
	return found
}

// leaves reports a branch that ends in a return.
func leaves(s *ast.IfStmt) bool {
	if len(s.Body.List) == 0 || s.Else != nil {
		return false
	}
	_, ok := s.Body.List[len(s.Body.List)-1].(*ast.ReturnStmt)
	return ok
}

func (w *finder) cut(n ast.Node, text string) edit {
	return edit{w.s.offset(n.Pos()), w.s.offset(n.End()), text}
}

// used keeps the arguments of a call that is gone in use.
func (w *finder) used(c *ast.CallExpr) string {
	var keep []string
	for _, a := range c.Args {
		keep = append(keep, "_ = "+w.oneLine(a))
	}
	return strings.Join(append(keep, "_ = 0"), "; ")
}

func (w *finder) deleteGuard(g *guardSite) {
	st := w.base(guardDeleted, g.ask)
	defer w.add(st)
	first := []edit{w.cut(g.ask, w.used(g.call))}
	for _, b := range g.branches {
		if b != g.ask {
			first = append(first, w.cut(b, "_ = 0"))
		}
	}
	// What is declared here may be assigned to below.
	declared := slices.Clone(first)
	declared[0].text += "; var err error; _ = err"
	st.variants = []map[string][]edit{{w.f.path: first}, {w.f.path: declared}}
	a, ok := g.ask.(*ast.AssignStmt)
	if !ok {
		st.variants = append(st.variants, w.answered(g, w.used(g.call)))
		return
	}
	// What the result was kept in may be used for something else.
	for _, yes := range answersYes {
		if strings.Count(yes, ", ") != len(a.Lhs)-1 {
			continue
		}
		constant := []edit{first[0]}
		for _, b := range g.branches {
			constant = append(constant, w.cut(b, "_ = "+w.oneLine(b.Cond)))
		}
		constant[0].text += "; " + strings.Join(texts(w, a.Lhs), ", ") + " " + a.Tok.String() + " " + yes
		st.variants = append(st.variants, map[string][]edit{w.f.path: constant})
		used := slices.Clone(constant)
		used[0].text += "; " + w.uses(g)
		st.variants = append(st.variants, map[string][]edit{w.f.path: used})
	}
}

// answersYes are answers that a check may have given, by the types that are usual.
var answersYes = [...]string{"true", "true, error(nil)", "make([]bool,99), error(nil)", "true, 0, error(nil)", "make([]bool,99), make([]int,99), error(nil)", "true, ctx, error(nil)"}

func texts(w *finder, list []ast.Expr) []string {
	out := make([]string, len(list))
	for i, e := range list {
		out[i] = w.textOf(e)
	}
	return out
}

func (w *finder) dropGuard(g *guardSite) {
	st := w.base(guardDropped, g.ask)
	defer w.add(st)
	if a, ok := g.ask.(*ast.AssignStmt); ok {
		blank := strings.TrimSuffix(strings.Repeat("_, ", len(a.Lhs)), ", ")
		gone := []edit{w.cut(a, blank+" = "+w.oneLine(g.call))}
		kept := []edit{}
		for _, b := range g.branches {
			gone, kept = append(gone, w.cut(b, "_ = 0")), append(kept, w.cut(b, "_ = "+w.oneLine(b.Cond)))
		}
		st.variants = []map[string][]edit{{w.f.path: gone}, {w.f.path: kept}}
		unused := slices.Clone(kept)
		for i := range unused {
			unused[i].text = "_ = 0"
		}
		st.variants = append(st.variants, map[string][]edit{w.f.path: unused})
		return
	}
	for _, form := range []string{"_ = %s", "_, _ = %s", "_, _, _ = %s", "%s"} {
		st.variants = append(st.variants, map[string][]edit{w.f.path: {w.cut(g.ask, fmt.Sprintf(form, w.oneLine(g.call)))}})
	}
	st.variants = append(st.variants, w.answered(g, "_ = "+w.oneLine(g.call)))
}

// answered keeps the branch on an answer, if err := check(); err != nil { … }, and makes the answer nil: what else its body needs stays in use.
func (w *finder) answered(g *guardSite, instead string) map[string][]edit {
	branch := g.ask.(*ast.IfStmt)
	init, ok := branch.Init.(*ast.AssignStmt)
	if !ok || len(init.Lhs) != 1 {
		return map[string][]edit{w.f.path: {w.cut(branch, instead)}}
	}
	at := w.s.offset(branch.Pos())
	if _, ok := g.call.Fun.(*ast.CallExpr); ok {
		instead += "; _ = " + w.oneLine(g.call.Fun)
	}
	return map[string][]edit{w.f.path: {{at, at, instead + "; "}, w.cut(init, w.textOf(init.Lhs[0])+" := error(nil)")}}
}

// uses keeps what the call answers in use.
func (w *finder) uses(g *guardSite) string {
	var keep []string
	for _, a := range texts(w, g.ask.(*ast.AssignStmt).Lhs) {
		if a != "_" {
			keep = append(keep, "_ = "+a)
		}
	}
	return strings.Join(keep, "; ")
}

func (w *finder) goOn(g *guardSite) {
	st := w.base(guardGoesOn, g.ask)
	defer w.add(st)
	var edits, alt []edit
	for _, b := range g.branches {
		if !leaves(b) || len(g.branches) > 1 && w.onlyError(b) {
			continue
		}
		ret := b.Body.List[len(b.Body.List)-1].(*ast.ReturnStmt)
		var keep []string
		for _, r := range ret.Results {
			if t := w.oneLine(r); t != "nil" {
				keep = append(keep, "_ = "+t)
			}
		}
		edits, alt = append(edits, w.cut(ret, strings.Join(keep, "; "))), append(alt, w.cut(ret, "_ = 0"))
	}
	if len(edits) == 0 {
		st.skipped = "no branch on its answer that leaves"
		return
	}
	st.variants = []map[string][]edit{{w.f.path: edits}, {w.f.path: alt}}
}

// onlyError reports a branch on nothing but an error.
func (w *finder) onlyError(b *ast.IfStmt) bool {
	return strings.TrimSpace(w.textOf(b.Cond)) == "err != nil"
}

func (w *finder) moveGuard(g *guardSite, b *ast.BlockStmt) {
	st := w.base(guardMoved, g.ask)
	defer w.add(st)
	parts := []string{w.oneLine(g.ask)}
	edits := []edit{w.cut(g.ask, "_ = 0")}
	last := ast.Stmt(g.ask)
	for _, s := range g.rest {
		parts, edits = append(parts, w.oneLine(s)), append(edits, w.cut(s, "_ = 0"))
		last = s
	}
	guard := strings.Join(parts, "; ")
	end := b.List[len(b.List)-1]
	if end == last {
		st.skipped = "nothing stands behind it"
		return
	}
	// The error that was declared here may be assigned to in between.
	declared := slices.Clone(edits)
	declared[0].text += "; var err error; _ = err"
	add := func(more edit) {
		for _, list := range [][]edit{edits, declared} {
			st.variants = append(st.variants, map[string][]edit{w.f.path: append(slices.Clone(list), more)})
		}
	}
	ret, ok := end.(*ast.ReturnStmt)
	if !ok {
		add(w.after(end, "; "+guard))
		return
	}
	if len(ret.Results) == 1 {
		if c, isCall := ret.Results[0].(*ast.CallExpr); isCall {
			for _, vars := range []string{"zz0", "zz0, zz1", "zz0, zz1, zz2"} {
				add(w.cut(ret, vars+" := "+w.oneLine(c)+"; "+guard+"; return "+vars))
			}
			return
		}
	}
	at := w.s.offset(ret.Pos())
	add(edit{at, at, guard + "; "})
}

var lineComment = regexp.MustCompile(`(?m)\s*//[^\n"]*$`)

// oneLine writes a piece of source on one line, so that no other line moves. What that breaks does not compile, and is skipped.
func (w *finder) oneLine(n ast.Node) string {
	var b strings.Builder
	for _, line := range strings.Split(lineComment.ReplaceAllString(w.textOf(n), ""), "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if text := b.String(); text != "" {
			if strings.ContainsAny(text[len(text)-1:], "{(,[.&|=") {
				b.WriteString(" ")
			} else {
				b.WriteString("; ")
			}
		}
		b.WriteString(line)
	}
	return b.String()
}

// funcOf is the declaration's name as the command's evidence writes it: "(*orders.Service).Create".
func (w *finder) funcOf(d *ast.FuncDecl) string {
	pkg := w.f.tree.Name.Name
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return pkg + "." + d.Name.Name
	}
	recv, star := d.Recv.List[0].Type, ""
	if p, ok := recv.(*ast.StarExpr); ok {
		recv, star = p.X, "*"
	}
	id, ok := recv.(*ast.Ident)
	if !ok {
		return pkg + "." + d.Name.Name
	}
	return "(" + star + pkg + "." + id.Name + ")." + d.Name.Name
}
