package tenantscope

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// place is where the source makes an instruction: the name of what is called, or the place of an operand for an instruction without one.
func (j *judge) place(instr ssa.Instruction) token.Pos {
	if call, ok := instr.(ssa.CallInstruction); ok {
		if pos, _ := j.p.CallPos(call); pos.IsValid() {
			return pos
		}
	}
	if pos := instr.Pos(); pos.IsValid() {
		return pos
	}
	for _, v := range instr.Operands(nil) {
		if *v == nil {
			continue
		}
		if call, ok := (*v).(*ssa.Call); ok {
			return j.place(call)
		}
		if pos := (*v).Pos(); pos.IsValid() {
			return pos
		}
	}
	return token.NoPos
}

// locate notes where this package takes part in findings whose statement and call both stand elsewhere: a driver that may only point into the package
// shows them there. It is the binding, the first of those that lead from the call's slots to the type of the statement's method; where the package only brings
// together what its imports bind, it is the import of the statement's package, or of one that leads there.
func (j *judge) locate(entries []verdict.Entry, o *Open, c *Call, g *bind.Bindings) {
	for i := range entries {
		e := &entries[i]
		if e.Verdict == verdict.Met || e.Origin.Package() == j.pass.Pkg.Path() || c.Pos.Package() == j.pass.Pkg.Path() {
			continue
		}
		e.Here = cmp.Or(j.expression(j.bindingOf(o, c, g)), flow.ImportOf(j.pass.Files, e.Origin.Package(), j.site.Own))
	}
}

// expression is the place of the value that is bound, where the compiler has that of the colon or of the assignment.
func (j *judge) expression(pos token.Pos) token.Pos {
	file := j.p.FileOf(pos)
	if file == nil {
		return pos
	}
	at := pos
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if n.Colon == pos {
				at = n.Value.Pos()
			}
		case *ast.AssignStmt:
			if n.TokPos == pos {
				at = n.Rhs[0].Pos()
			}
		}
		return n != nil && n.Pos() <= pos && pos < n.End()
	})
	return at
}

// bindingOf is the first binding of this package on the way from a call's slots to what it calls; any that is passed stands in where the type is
// reached through embedded fields.
func (j *judge) bindingOf(o *Open, c *Call, g *bind.Bindings) token.Pos {
	recv, _, _ := strings.Cut(strings.TrimPrefix(o.Func, "("), ").")
	_, passed := g.Reach(c.Slots)
	var leads, other token.Pos
	first := func(at *token.Pos, pos token.Pos) {
		// By places: the numbers depend on the order in which files were loaded.
		p, q := j.pass.Fset.Position(pos), j.pass.Fset.Position(*at)
		if !at.IsValid() || cmp.Or(cmp.Compare(p.Filename, q.Filename), cmp.Compare(p.Offset, q.Offset)) < 0 {
			*at = pos
		}
	}
	for e, pos := range j.edgeAt {
		if !passed[e.To] || !pos.IsValid() {
			continue
		}
		if slices.Contains(g.Types([]string{e.From}), recv) {
			first(&leads, pos)
		} else {
			first(&other, pos)
		}
	}
	return cmp.Or(leads, other)
}
