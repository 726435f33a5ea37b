package main

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
)

// Who calls a function is told by its name and the number of what it is given, without types: two functions of one name that take as many are one. What is said to be called
// by nobody is so in truth, since a call by another name would have to take it as a value first, and then it counts as called.

// caller is a call with the function that it stands in.
type caller struct {
	decl *ast.FuncDecl
	file *file
}

// reach is an index of calls.
type reach struct {
	calls map[string][]caller // "name/number" → the calls
	taken map[string][]place  // name → where it is taken as a value: handed to a call, kept in a variable or a field
	nodes map[*ast.FuncDecl]*file
}

func callKey(name string, n int) string { return fmt.Sprintf("%s/%d", name, n) }

// reached builds the index once. Tests and what stands in for something in them call whatever they like, and are left out.
func (s *source) reached() *reach {
	if s.index != nil {
		return s.index
	}
	r := &reach{calls: map[string][]caller{}, taken: map[string][]place{}, nodes: map[*ast.FuncDecl]*file{}}
	s.index = r
	for _, f := range s.files {
		if f.helper || strings.Contains(strings.ToLower(f.path), "mock") {
			continue
		}
		for _, d := range f.tree.Decls {
			fn, _ := d.(*ast.FuncDecl)
			if fn != nil {
				r.nodes[fn] = f
			}
			ast.Inspect(d, func(n ast.Node) bool {
				r.note(s, f, fn, n)
				return true
			})
		}
	}
	return r
}

func (r *reach) note(s *source, f *file, fn *ast.FuncDecl, n ast.Node) {
	take := func(list []ast.Expr) {
		for _, e := range list {
			name := ""
			switch e := e.(type) {
			case *ast.SelectorExpr:
				name = e.Sel.Name
			case *ast.Ident:
				name = e.Name
			case *ast.KeyValueExpr:
				if sel, ok := e.Value.(*ast.SelectorExpr); ok {
					name = sel.Sel.Name
				}
			}
			if name != "" {
				r.taken[name] = append(r.taken[name], place{f.path, s.line(e.Pos())})
			}
		}
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		key := callKey(callName(n), len(n.Args))
		r.calls[key] = append(r.calls[key], caller{fn, f})
		take(n.Args)
	case *ast.AssignStmt:
		take(n.Rhs)
	case *ast.CompositeLit:
		take(n.Elts)
	case *ast.ReturnStmt:
		take(n.Results)
	}
}

// callers lists the functions that call one; more than once where they do.
func (r *reach) callers(d *ast.FuncDecl) []caller {
	n := paramCount(d)
	var out []caller
	if n > 0 {
		if _, variadic := d.Type.Params.List[len(d.Type.Params.List)-1].Type.(*ast.Ellipsis); variadic {
			for i := n - 1; i < n+5; i++ {
				out = append(out, r.calls[callKey(d.Name.Name, i)]...)
			}
			return out
		}
	}
	return r.calls[callKey(d.Name.Name, n)]
}

// upwards bounds the way from a check to the handlers above it.
const upwards = 6

// above is a function with all that may call it, nearest first.
func (r *reach) above(d *ast.FuncDecl) []*ast.FuncDecl {
	out := []*ast.FuncDecl{d}
	seen := map[*ast.FuncDecl]bool{d: true}
	for from, depth := 0, 0; from < len(out) && depth < upwards; depth++ {
		level := out[from:]
		from = len(out)
		for _, at := range level {
			for _, c := range r.callers(at) {
				if c.decl != nil && !seen[c.decl] {
					seen[c.decl] = true
					out = append(out, c.decl)
				}
			}
		}
	}
	return out
}

// isCalled reports a function that something calls or takes as a value, other than itself.
func (r *reach) isCalled(d *ast.FuncDecl) bool {
	return len(r.taken[d.Name.Name]) > 0 || slices.ContainsFunc(r.callers(d), func(c caller) bool { return c.decl != d })
}

// handlers are the functions above one that something takes as a value.
func (r *reach) handlers(d *ast.FuncDecl) []*ast.FuncDecl {
	return slices.DeleteFunc(r.above(d), func(up *ast.FuncDecl) bool { return len(r.taken[up.Name.Name]) == 0 })
}
