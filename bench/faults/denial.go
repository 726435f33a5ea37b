package main

import (
	"go/ast"
	"regexp"
)

// goesOn are the ways in which middleware calls the next handler.
var goesOn = regexp.MustCompile(`\w+\.Next\(\)|\w+\.ServeHTTP\(\w+, ?\w+(?:\.WithContext\(\w+\))?\)|\bnext\(\w+(?:, ?\w+)*\)`)

// aborts is how gin is told not to go on.
var aborts = regexp.MustCompile(`\.Abort\w*\(`)

// nextOnDenial makes the middleware of a name go on where it refuses.
func (w *finder) nextOnDenial(names *guardNames, name string) map[string][]edit {
	out := map[string][]edit{}
	for _, f := range w.s.files {
		for _, d := range f.tree.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil || fn.Name.Name != name || !names.in.MatchString(f.path) {
				continue
			}
			in := &finder{s: w.s, f: f}
			call := goesOn.FindString(in.textOf(fn.Body))
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				b, ok := n.(*ast.IfStmt)
				if !ok || !leaves(b) || !names.denial.MatchString(in.textOf(b.Body)) {
					return true
				}
				out[f.path] = append(out[f.path], in.goesOnIn(b, call)...)
				return false
			})
		}
	}
	return out
}

// goesOnIn makes one refusing branch call the next handler; where there is none to call, since what runs the middleware goes on unless it answers with an error, it answers with none.
func (w *finder) goesOnIn(b *ast.IfStmt, call string) []edit {
	var out []edit
	for _, s := range b.Body.List {
		if x, ok := s.(*ast.ExprStmt); ok && aborts.MatchString(w.textOf(x)) {
			out = append(out, w.cut(x, "_ = 0"))
		}
	}
	ret := b.Body.List[len(b.Body.List)-1].(*ast.ReturnStmt)
	if call == "" {
		if len(ret.Results) != 1 {
			return nil
		}
		return append(out, w.cut(ret, "return nil"))
	}
	if len(ret.Results) > 0 {
		return append(out, w.cut(ret, "return "+call))
	}
	return append(out, w.cut(ret, call+"; return"))
}
