package tenantscope

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/scope"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// fixes offers the mechanical mend of a broken reference: the predicate in the statement and the argument in the call.
//
// It is offered only where nothing has to be guessed: the text is one literal in the call itself, its placeholders are all of one
// positional or named kind, the arguments are written out, and one variable in scope is the tenant's by name and type.
func (j *judge) fixes(o *operation, r *reference) []verdict.Fix {
	if r.Fix == nil || o.Row == nil || len(o.Alternatives) != 1 || r.Table == nil {
		return nil
	}
	call := j.p.Expr(o.Call)
	if call == nil || call.Ellipsis.IsValid() {
		return nil
	}
	si := o.Row.Index(query.RoleSQL)
	if si < 0 || si >= len(call.Args) || !o.Row.Variadic(query.RoleArgs) {
		return nil
	}
	lit, ok := ast.Unparen(call.Args[si]).(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return nil
	}
	text, err := strconv.Unquote(lit.Value)
	// Offsets in the text are offsets in the literal only when nothing is escaped.
	if err != nil || text != lit.Value[1:len(lit.Value)-1] || text != r.alt.Text || r.Fix.Offset > len(text) {
		return nil
	}
	first := o.Row.Index(query.RoleArgs)
	given := call.Args[min(first, len(call.Args)):]
	mark, at, ok := placeholder(text, r.alt.Stmt, r.Fix, len(given))
	if !ok && len(given) == 0 && len(sqlread.Binds(r.alt.Stmt)) == 0 {
		mark, at, ok = j.firstPlaceholder(o)
	}
	if !ok {
		return nil
	}
	value := j.tenantInScope(o, call)
	if value == "" {
		return nil
	}
	edits := textEdits(lit, r.Fix, mark)
	switch {
	case at < 0: // named
		arg, ok := j.namedEdit(given, mark[1:], value)
		if !ok {
			return nil
		}
		edits = append(edits, arg)
	case at < len(given):
		edits = append(edits, verdict.Edit{Pos: given[at].Pos(), End: given[at].Pos(), New: value + ", "})
	default:
		end := lit.End()
		if len(given) > 0 {
			end = given[len(given)-1].End()
		}
		edits = append(edits, verdict.Edit{Pos: end, End: end, New: ", " + value})
	}
	return []verdict.Fix{{Message: fmt.Sprintf("scope %s to %s", r.Relation.Name, value), Edits: edits}}
}

func textEdits(lit *ast.BasicLit, f *scope.Fix, mark string) []verdict.Edit {
	base := lit.Pos() + 1
	var edits []verdict.Edit
	if f.Open >= 0 {
		p := base + token.Pos(f.Open)
		edits = append(edits, verdict.Edit{Pos: p, End: p, New: "("})
	}
	p := base + token.Pos(f.Offset)
	return append(edits, verdict.Edit{Pos: p, End: p, New: f.Before + mark + f.After})
}

// placeholder chooses how the new value is written and, for positional ones, which argument it becomes; at is -1 for a named one.
func placeholder(text string, stmt *sqlread.Statement, f *scope.Fix, given int) (mark string, at int, ok bool) {
	dollars, questions, names, highest := 0, 0, 0, 0
	before := 0
	sigil := ""
	for _, b := range sqlread.Binds(stmt) {
		switch b.Style {
		case sqlread.BindDollar:
			dollars++
			highest = max(highest, b.Index+1)
		case sqlread.BindQuestion:
			questions++
			if b.Span.Start < f.Offset {
				before++
			}
		case sqlread.BindAt:
			names++
			sigil = "@"
		case sqlread.BindColon:
			names++
			sigil = ":"
		default:
			names += 1000
		}
	}
	switch {
	case dollars > 0 && questions+names == 0 && highest == given:
		return "$" + strconv.Itoa(highest+1), given, true
	case questions > 0 && dollars+names == 0 && questions == given:
		return "?", before, true
	case names > 0 && names < 1000 && dollars+questions == 0 && given == 1 && sigil == "@":
		return "@tenant_id", -1, !strings.Contains(text, "@tenant_id")
	}
	return "", 0, false
}

// firstPlaceholder chooses how a value is written in a statement that has none yet: as the library has it, or, where that leaves it to the
// database, as every other statement of the package has it. Without either it would be a guess.
func (j *judge) firstPlaceholder(o *operation) (mark string, at int, ok bool) {
	library := func(o *operation) string {
		fn := flow.Callee(o.Call.Common())
		if fn == nil || fn.Pkg() == nil {
			return ""
		}
		return fn.Pkg().Path()
	}
	path := library(o)
	switch {
	case strings.HasPrefix(path, "github.com/jackc/pgx/"):
		return "$1", 0, true
	case strings.HasPrefix(path, "gorm.io/"), strings.HasPrefix(path, "xorm.io/"), strings.HasPrefix(path, "github.com/uptrace/bun"):
		return "?", 0, true
	}
	dollars, others := 0, 0
	questions := 0
	for _, other := range j.ops {
		for i := range other.Alternatives {
			if library(other) != path {
				continue
			}
			for _, b := range sqlread.Binds(other.Alternatives[i].Stmt) {
				switch b.Style {
				case sqlread.BindDollar:
					dollars++
				case sqlread.BindQuestion:
					questions++
				default:
					others++
				}
			}
		}
	}
	switch {
	case dollars > 0 && questions+others == 0:
		return "$1", 0, true
	case questions > 0 && dollars+others == 0:
		return "?", 0, true
	}
	return "", 0, false
}

// namedEdit adds the value to a pgx.NamedArgs literal.
func (j *judge) namedEdit(given []ast.Expr, name, value string) (verdict.Edit, bool) {
	lit, ok := ast.Unparen(given[0]).(*ast.CompositeLit)
	if !ok || len(lit.Elts) == 0 {
		return verdict.Edit{}, false
	}
	if _, ok := j.pass.TypesInfo.TypeOf(lit).Underlying().(*types.Map); !ok {
		return verdict.Edit{}, false
	}
	end := lit.Elts[len(lit.Elts)-1].End()
	return verdict.Edit{Pos: end, End: end, New: fmt.Sprintf(", %q: %s", name, value)}, true
}

// tenantInScope is the one variable of the function, visible at the call, that is the tenant's key by its name and type.
func (j *judge) tenantInScope(o *operation, call *ast.CallExpr) string {
	found := ""
	for s := j.pass.Pkg.Scope().Innermost(call.Pos()); s != nil && s != j.pass.Pkg.Scope(); s = s.Parent() {
		for _, name := range s.Names() {
			v, ok := s.Lookup(name).(*types.Var)
			if !ok || v.Pos() > call.Pos() || !j.words.isTenant(name) || !scalar(v.Type()) || flow.Struct(v.Type()) != nil {
				continue
			}
			if _, isSlice := v.Type().Underlying().(*types.Slice); isSlice {
				continue
			}
			if found != "" {
				return "" // which of them is a guess
			}
			found = name
		}
	}
	return found
}
