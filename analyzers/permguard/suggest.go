package permguard

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// placeholder stands where a person has to say which permission. It is no name of anything, so that the code does not compile until one has: a guess would grant something.
const placeholder = "__WHICH_PERMISSION__"

// form is how a file puts a check in front of a route.
type form uint8

const (
	formWith   form = iota + 1 // r.With(require("p")).Post("/x", h)
	formBefore                 // r.POST("/x", require("p"), h)
	formBehind                 // e.POST("/x", h, require("p"))
	formAround                 // mux.Handle("/x", require("p")(h))
)

// shape is a form with the check that is written so.
type shape struct {
	form  form
	check string // the source of the call, with the placeholder for the permission
	name  string // of the method that is handed it, where the type of what the check gives must suit it
	call  *ast.CallExpr
}

// same reports one form of one text.
func (sh shape) same(o shape) bool {
	return sh.form == o.form && sh.check == o.check && sh.name == o.name
}

// suggester writes checks in front of routes in the way that their file does.
type suggester struct {
	d *describer
	// guards are the functions that make a check of a permission's name.
	guards map[string]bool
}

// suggest is the edit that puts a check in front of a route, nil where the file has none of one evident form. Nothing but an editor, where a person goes on to say which permission,
// may offer it.
func (s *suggester) suggest(at verdict.Position) []verdict.Fix {
	pos := s.d.at(at)
	file := s.d.fileOf(pos)
	if file == nil {
		return nil
	}
	call := registrationAt(file, pos)
	found := s.shapes(file)
	if call == nil || len(found) != 1 || len(call.Args) < 2 || s.guardIn(call) != nil || !s.inScope(found[0].call, pos) {
		return nil
	}
	edits := s.edits(call, found[0])
	if edits == nil {
		return nil
	}
	return []verdict.Fix{{Message: "ask for a permission as the other routes of this file do: say which", Edits: edits}}
}

// inScope reports that everything that a check names is there at another place, and of the same type: a receiver or variable of another function is not.
func (s *suggester) inScope(check *ast.CallExpr, pos token.Pos) bool {
	scope := s.d.pass.Pkg.Scope().Innermost(pos)
	selected, ok := map[*ast.Ident]bool{}, scope != nil
	ast.Inspect(check, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			selected[n.Sel] = true
		case *ast.FuncLit:
			ok = false // what it declares is not looked for
		case *ast.Ident:
			used := s.d.pass.TypesInfo.Uses[n]
			if !ok || selected[n] || used == nil {
				return ok
			}
			_, there := scope.LookupParent(n.Name, pos)
			ok = there == used || there != nil && isVar(there) && isVar(used) && types.Identical(there.Type(), used.Type())
		}
		return ok
	})
	return ok
}

func isVar(o types.Object) bool {
	_, ok := o.(*types.Var)
	return ok
}

// suggest is the edit for a registration of this package, where the given functions make checks.
func (d *describer) suggest(at verdict.Position, guards map[string]bool) []verdict.Fix {
	if len(guards) == 0 {
		return nil
	}
	return (&suggester{d: d, guards: guards}).suggest(at)
}

// registrationAt is the innermost call whose function's name stands at a place.
func registrationAt(file *ast.File, pos token.Pos) *ast.CallExpr {
	var out *ast.CallExpr
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && sel.Sel.Pos() == pos {
				out = call
			}
		}
		return n != nil && n.Pos() <= pos && pos < n.End()
	})
	return out
}

// shapes are the forms in which a file puts checks in front of routes, each once.
func (s *suggester) shapes(file *ast.File) []shape {
	var out []shape
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if sh, ok := s.shapeOf(call); ok && !slices.ContainsFunc(out, sh.same) {
			out = append(out, sh)
		}
		return true
	})
	return out
}

// shapeOf is the form of a call that is handed a check, beside a handler or alone.
func (s *suggester) shapeOf(call *ast.CallExpr) (shape, bool) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return shape{}, false
	}
	for i, a := range call.Args {
		arg, ok := ast.Unparen(a).(*ast.CallExpr)
		if !ok {
			continue
		}
		if text := s.check(arg); text != "" {
			switch {
			case sel.Sel.Name == "With" && len(call.Args) == 1:
				return shape{form: formWith, check: text, call: arg}, true
			case len(call.Args) > 2 && i == 1:
				return shape{form: formBefore, check: text, call: arg}, true
			case len(call.Args) > 2 && i == len(call.Args)-1:
				return shape{form: formBehind, check: text, call: arg}, true
			}
		}
		if inner, ok := ast.Unparen(arg.Fun).(*ast.CallExpr); ok && len(arg.Args) == 1 && len(call.Args) == 2 {
			if text := s.check(inner); text != "" {
				return shape{form: formAround, check: text, name: sel.Sel.Name, call: inner}, true
			}
		}
	}
	return shape{}, false
}

// check is the source of a call that makes a check of one constant text, with the placeholder in its place; empty for another call.
func (s *suggester) check(call *ast.CallExpr) string {
	var fn *types.Func
	switch f := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		fn, _ = s.d.pass.TypesInfo.Uses[f].(*types.Func)
	case *ast.SelectorExpr:
		fn, _ = s.d.pass.TypesInfo.Uses[f.Sel].(*types.Func)
	}
	if fn == nil || !s.guards[flow.Key(fn)] {
		return ""
	}
	permission := s.permission(call)
	if permission < 0 {
		return ""
	}
	args := make([]string, len(call.Args))
	for i, a := range call.Args {
		args[i] = types.ExprString(a)
	}
	args[permission] = placeholder
	if call.Ellipsis.IsValid() {
		args[len(args)-1] += "..."
	}
	return types.ExprString(call.Fun) + "(" + strings.Join(args, ", ") + ")"
}

// permission is the argument that names a permission: the only constant text or, where there is none, the only constant of a type of its own; -1
// where there is none, or several.
func (s *suggester) permission(call *ast.CallExpr) int {
	var texts, others []int
	for i, a := range call.Args {
		tv := s.d.pass.TypesInfo.Types[a]
		if tv.Value == nil {
			continue
		}
		if _, isNamed := types.Unalias(tv.Type).(*types.Named); tv.Value.Kind() == constant.String {
			texts = append(texts, i)
		} else if isNamed {
			others = append(others, i)
		}
	}
	switch {
	case len(texts) == 1:
		return texts[0]
	case len(texts) == 0 && len(others) == 1:
		return others[0]
	}
	return -1
}

// guardIn is a check that a call is handed already.
func (s *suggester) guardIn(call *ast.CallExpr) *ast.CallExpr {
	var out *ast.CallExpr
	ast.Inspect(call, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && s.check(c) != "" {
			out = c
		}
		return out == nil
	})
	return out
}

// edits put a check in front of the handler of a registration.
func (s *suggester) edits(call *ast.CallExpr, sh shape) []verdict.Edit {
	insert := func(at token.Pos, text string) verdict.Edit { return verdict.Edit{Pos: at, End: at, New: text} }
	handler := call.Args[len(call.Args)-1]
	switch sh.form {
	case formWith:
		recv := ast.Unparen(call.Fun).(*ast.SelectorExpr).X
		if obj, _, _ := types.LookupFieldOrMethod(s.d.pass.TypesInfo.TypeOf(recv), true, s.d.pass.Pkg, "With"); obj == nil {
			return nil
		}
		return []verdict.Edit{insert(recv.End(), ".With("+sh.check+")")}
	case formBefore:
		if call.Ellipsis.IsValid() {
			return nil // nothing can stand beside a list that is spread
		}
		return []verdict.Edit{insert(call.Args[1].Pos(), sh.check+", ")}
	case formBehind:
		if call.Ellipsis.IsValid() {
			return nil
		}
		return []verdict.Edit{insert(handler.End(), ", "+sh.check)}
	case formAround:
		if ast.Unparen(call.Fun).(*ast.SelectorExpr).Sel.Name != sh.name || len(call.Args) != 2 {
			return nil
		}
		return []verdict.Edit{insert(handler.Pos(), sh.check+"("), insert(handler.End(), ")")}
	}
	return nil
}

// fileOf is the file of the package that holds a place, nil when none does.
func (d *describer) fileOf(pos token.Pos) *ast.File {
	for _, f := range d.files {
		if pos.IsValid() && f.FileStart <= pos && pos <= f.FileEnd {
			return f
		}
	}
	return nil
}
