package main

import (
	"fmt"
	"go/ast"
	"slices"
)

// Some checks can be lost without a loss: nobody comes to them, or somebody else asks as well. They are told apart before anything is measured and whatever comes of it, by names
// and text, which know nothing of the linter; the place of the other check is printed, so that a reader can look.
const (
	notReached  = "no handler leads to its function"
	answerLeads = "its answer decides elsewhere: only its error is branched on here"
)

// askers are the functions in which a check stands, with its place.
func (s *source) askers(names *guardNames) map[*ast.FuncDecl]place {
	if s.asks != nil {
		return s.asks
	}
	s.asks = map[*ast.FuncDecl]place{}
	for _, f := range s.files {
		if f.generated || f.helper {
			continue
		}
		in := &finder{s: s, f: f}
		for _, d := range f.tree.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil || names.call.MatchString(fn.Name.Name) {
				continue
			}
			for _, stmt := range fn.Body.List {
				if c := in.guardCall(names, stmt); c != nil {
					s.asks[fn] = place{f.path, s.line(c.Pos())}
					break
				}
			}
		}
	}
	return s.asks
}

// beside says why a check of a function can be lost without a loss, "" where it cannot.
func (w *finder) beside(names *guardNames, d *ast.FuncDecl, g *guardSite) string {
	r := w.s.reached()
	if len(r.handlers(d)) == 0 {
		return notReached
	}
	if at, ok := w.s.behind[d.Name.Name]; ok {
		return fmt.Sprintf("middleware asks before it: %s:%d", at.file, at.line)
	}
	if a, ok := g.ask.(*ast.AssignStmt); ok && len(a.Lhs) > 1 && !slices.ContainsFunc(g.branches, func(b *ast.IfStmt) bool { return !w.onlyError(b) }) {
		return answerLeads
	}
	if at := w.second(names, d, g); at != nil {
		return fmt.Sprintf("another check stands in the function: %s:%d", w.f.path, w.s.line(at.Pos()))
	}
	if at := w.asksBelow(names, d); at != nil {
		return fmt.Sprintf("what it calls asks as well: %s:%d", at.file, at.line)
	}
	return ""
}

// second is another branch of the function that leaves, whose condition has the text that the reader gave.
func (w *finder) second(names *guardNames, d *ast.FuncDecl, g *guardSite) (found *ast.IfStmt) {
	if names.second == nil {
		return nil
	}
	for _, s := range d.Body.List {
		b, ok := s.(*ast.IfStmt)
		if ok && leaves(b) && !slices.Contains(g.branches, b) && names.second.MatchString(w.textOf(b.Cond)) {
			return b
		}
	}
	return nil
}

// asksBelow is the check of a function that one calls.
func (w *finder) asksBelow(names *guardNames, d *ast.FuncDecl) (found *place) {
	r := w.s.reached()
	for fn, at := range w.s.askers(names) {
		if fn == d || found != nil && !at.before(*found) {
			continue
		}
		if slices.ContainsFunc(r.callers(fn), func(c caller) bool { return c.decl == d }) {
			found = &at
		}
	}
	return found
}

func (p place) before(o place) bool { return p.file < o.file || p.file == o.file && p.line < o.line }
