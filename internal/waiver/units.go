package waiver

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"
)

// unit is what a waiver can cover: a simple statement, the header of a compound one, or a package-level value. A function literal that is spread over lines is made of
// statements of its own, so a waiver on the call that receives it does not reach into it; one that stands on a single line belongs to its statement.
type unit struct {
	from, to token.Pos // to is the last position that belongs to it
}

// units are a file's units and what is needed to tell which one a comment belongs to.
type units struct {
	file *token.File
	list []unit // sorted by from, then outermost first
	// first and last are the first and the last code position of each line that has any; nothing comes of comments.
	first, last map[int]token.Pos
	// closers are braces that end or separate the blocks of a compound statement: they belong to no unit.
	closers map[token.Pos]bool
}

func newUnits(tf *token.File, f *ast.File) *units {
	u := &units{file: tf, first: make(map[int]token.Pos), last: make(map[int]token.Pos), closers: make(map[token.Pos]bool)}
	u.mark(f)
	for _, decl := range f.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Body != nil {
				u.block(d.Body)
			}
		case *ast.GenDecl:
			u.values(d)
		}
	}
	slices.SortFunc(u.list, func(a, b unit) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	return u
}

// mark notes where each line's code begins and ends. Every token that matters begins or ends a node: what does not, a comma or a dot, stands between two that do.
func (u *units) mark(f *ast.File) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case nil:
			return false
		case *ast.Comment, *ast.CommentGroup:
			return false
		case *ast.File:
			u.markAt(n.Package)
			return true
		case *ast.BlockStmt:
			u.markAt(n.Lbrace)
		case *ast.CallExpr:
			u.markAt(n.Lparen)
		case *ast.CompositeLit:
			u.markAt(n.Lbrace)
		case *ast.FieldList:
			u.markAt(n.Opening)
		}
		u.markAt(n.Pos())
		if end := n.End(); end > n.Pos() {
			u.markAt(end - 1)
		}
		return true
	})
}

func (u *units) markAt(pos token.Pos) {
	// Implicit nodes, such as the key of a shorthand or a missing brace in broken code, have no place.
	if !pos.IsValid() || int(pos) < u.file.Base() || int(pos) > u.file.Base()+u.file.Size() {
		return
	}
	line := u.file.Line(pos)
	if p, ok := u.first[line]; !ok || pos < p {
		u.first[line] = pos
	}
	if p, ok := u.last[line]; !ok || pos > p {
		u.last[line] = pos
	}
}

func (u *units) add(from, to token.Pos) { u.list = append(u.list, unit{from, to}) }

// values adds package-level variables and constants: SQL is often kept there.
func (u *units) values(d *ast.GenDecl) {
	if d.Tok != token.VAR && d.Tok != token.CONST {
		return
	}
	for _, spec := range d.Specs {
		from := spec.Pos()
		if !d.Lparen.IsValid() {
			from = d.Pos()
		}
		u.add(from, spec.End()-1)
		u.literals(spec)
	}
}

func (u *units) block(b *ast.BlockStmt) {
	if b == nil {
		return
	}
	u.closers[b.Lbrace] = true
	u.closers[b.Rbrace] = true
	for _, s := range b.List {
		u.stmt(s, s.Pos())
	}
}

// stmt adds the units of a statement that begins at from, which is its label's place when it has one.
func (u *units) stmt(s ast.Stmt, from token.Pos) {
	header := func(body *ast.BlockStmt, parts ...ast.Node) {
		u.block(body)
		delete(u.closers, body.Lbrace) // the opening brace ends the header's line
		u.add(from, body.Lbrace)
		for _, p := range parts {
			u.literals(p)
		}
	}
	switch s := s.(type) {
	case *ast.BlockStmt:
		u.block(s)
	case *ast.LabeledStmt:
		u.stmt(s.Stmt, from)
	case *ast.IfStmt:
		header(s.Body, s.Init, s.Cond)
		switch e := s.Else.(type) {
		case *ast.BlockStmt:
			u.block(e)
		case *ast.IfStmt:
			u.stmt(e, e.Pos())
		}
	case *ast.ForStmt:
		header(s.Body, s.Init, s.Cond, s.Post)
	case *ast.RangeStmt:
		header(s.Body, s.X)
	case *ast.SwitchStmt:
		header(s.Body, s.Init, s.Tag)
	case *ast.TypeSwitchStmt:
		header(s.Body, s.Init, s.Assign)
	case *ast.SelectStmt:
		header(s.Body)
	case *ast.CaseClause:
		u.add(from, s.Colon)
		for _, e := range s.List {
			u.literals(e)
		}
		for _, b := range s.Body {
			u.stmt(b, b.Pos())
		}
	case *ast.CommClause:
		u.add(from, s.Colon)
		u.literals(s.Comm)
		for _, b := range s.Body {
			u.stmt(b, b.Pos())
		}
	default:
		u.add(from, s.End()-1)
		u.literals(s)
	}
}

// literals adds the statements of the function literals in an expression or a simple statement.
func (u *units) literals(n ast.Node) {
	if n == nil {
		return
	}
	ast.Inspect(n, func(n ast.Node) bool {
		lit, ok := n.(*ast.FuncLit)
		if !ok {
			return true
		}
		if u.file.Line(lit.Body.Lbrace) != u.file.Line(lit.Body.Rbrace) {
			u.block(lit.Body)
			// Its braces belong to the statement that holds the literal.
			delete(u.closers, lit.Body.Lbrace)
			delete(u.closers, lit.Body.Rbrace)
		}
		return false
	})
}

// owner is the innermost unit that holds a position, -1 when there is none.
func (u *units) owner(pos token.Pos) int {
	best := -1
	for i, x := range u.list {
		if x.from > pos {
			break
		}
		if pos <= x.to && (best < 0 || x.to-x.from <= u.list[best].to-u.list[best].from) {
			best = i
		}
	}
	return best
}

// covered is the unit that a comment speaks about, or -1 and why there is none.
func (u *units) covered(c *ast.Comment, group *ast.CommentGroup) (int, string) {
	line := u.file.Line(c.Pos())
	if first, ok := u.first[line]; ok && first < c.Pos() {
		last := u.last[line]
		if last > c.Pos() {
			return -1, "code follows it on its line: it must end the line"
		}
		if u.closers[last] {
			return -1, "it stands behind a brace"
		}
		if i := u.owner(last); i >= 0 {
			return i, ""
		}
		return -1, "it stands behind no statement"
	}
	next := u.file.Line(group.End()) + 1
	first, ok := u.first[next]
	if !ok {
		return -1, "no statement follows in the next line"
	}
	if i := u.starting(next); i >= 0 {
		return i, ""
	}
	if u.closers[first] {
		return -1, "it stands above a brace"
	}
	if i := u.owner(first); i >= 0 {
		return i, "" // in the middle of a statement that is spread over lines
	}
	return -1, "it stands above a declaration, and a waiver covers one statement"
}

// starting is the first unit that starts in a line, the outermost where several start together.
func (u *units) starting(line int) int {
	return slices.IndexFunc(u.list, func(x unit) bool { return u.file.Line(x.from) == line })
}
