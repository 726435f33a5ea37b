package catalog

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// text evaluates a string expression by syntax: literals, +, constants of the package, fmt.Sprintf over
// those. What is not constant becomes a hole. ok is false for an expression that holds no literal at all.
func (t *goTree) text(f *goFile, expr ast.Expr) (text string, ok bool) {
	return t.textDepth(f, expr, 8)
}

func (t *goTree) textDepth(f *goFile, expr ast.Expr, depth int) (string, bool) {
	if depth == 0 {
		return "", false // constants that refer to each other, in code that does not compile
	}
	switch e := expr.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			s, err := strconv.Unquote(e.Value)
			return s, err == nil
		}
	case *ast.ParenExpr:
		return t.textDepth(f, e.X, depth)
	case *ast.BinaryExpr:
		if e.Op != token.ADD {
			return "", false
		}
		l, lok := t.textDepth(f, e.X, depth)
		r, rok := t.textDepth(f, e.Y, depth)
		if !lok && !rok {
			return "", false
		}
		// One side is known: the other is a part that the program fills in, and what can be read around it
		// still counts.
		if !lok {
			l = sqlread.HoleMark
		}
		if !rok {
			r = sqlread.HoleMark
		}
		return l + r, true
	case *ast.Ident:
		if value := f.locals[e.Name]; value != nil {
			return t.textDepth(f, value, depth-1)
		}
		if value := t.constant(f.dir, e.Name); value != nil {
			return t.textDepth(value.file, value.expr, depth-1)
		}
	case *ast.SelectorExpr:
		if pkg, ok := e.X.(*ast.Ident); ok {
			if dir, ok := t.dirOf(f.imported(pkg.Name)); ok {
				if value := t.constant(dir, e.Sel.Name); value != nil {
					return t.textDepth(value.file, value.expr, depth-1)
				}
			}
		}
	case *ast.CallExpr:
		return t.callText(f, e, depth)
	}
	return "", false
}

// callText evaluates fmt.Sprintf and conversions to string.
func (t *goTree) callText(f *goFile, call *ast.CallExpr, depth int) (string, bool) {
	name := baseName(call.Fun)
	switch {
	case name == "string" && len(call.Args) == 1:
		return t.textDepth(f, call.Args[0], depth)
	case (name == "TrimSpace" || name == "Dedent") && len(call.Args) == 1:
		return t.textDepth(f, call.Args[0], depth)
	case name == "Sprintf" && len(call.Args) > 0:
		format, ok := t.textDepth(f, call.Args[0], depth)
		if !ok {
			return "", false
		}
		var args []string
		for _, a := range call.Args[1:] {
			s, ok := t.textDepth(f, a, depth)
			if !ok {
				s = sqlread.HoleMark
			}
			args = append(args, s)
		}
		return fillVerbs(format, args), true
	}
	return "", false
}

// fillVerbs does what fmt.Sprintf does with strings: %s, %v, %q, %d and explicit indexes.
func fillVerbs(format string, args []string) string {
	var b strings.Builder
	n := 0
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			b.WriteByte(format[i])
			continue
		}
		j := i + 1
		if format[j] == '%' {
			b.WriteByte('%')
			i = j
			continue
		}
		for j < len(format) && strings.IndexByte("+-# 0123456789.", format[j]) >= 0 {
			j++
		}
		if j < len(format) && format[j] == '[' {
			if k := strings.IndexByte(format[j:], ']'); k > 0 {
				if v, err := strconv.Atoi(format[j+1 : j+k]); err == nil {
					n, j = v-1, j+k+1
				}
			}
		}
		if j >= len(format) || strings.IndexByte("svqdxtT", format[j]) < 0 {
			b.WriteByte('%')
			continue
		}
		switch {
		case n < 0 || n >= len(args):
			b.WriteString(sqlread.HoleMark)
		case format[j] == 'q' && args[n] != sqlread.HoleMark:
			b.WriteString(strconv.Quote(args[n]))
		default:
			b.WriteString(args[n])
		}
		n++
		i = j
	}
	return b.String()
}

// inFunction gives a view of the file that knows the function's variables to which one text is assigned, and
// nothing else anywhere in it.
func (f *goFile) inFunction(fn *ast.FuncDecl) *goFile {
	once := map[string]ast.Expr{}
	assign := func(names []ast.Expr, values []ast.Expr) {
		for i, n := range names {
			id, ok := n.(*ast.Ident)
			if !ok {
				continue
			}
			_, twice := once[id.Name]
			once[id.Name] = nil
			if !twice && len(values) == len(names) {
				if lit, ok := values[i].(*ast.BasicLit); ok && lit.Kind == token.STRING {
					once[id.Name] = lit
				}
			}
		}
	}
	ast.Inspect(fn, func(n ast.Node) bool {
		switch s := n.(type) {
		case *ast.AssignStmt:
			assign(s.Lhs, s.Rhs)
		case *ast.RangeStmt:
			assign([]ast.Expr{s.Key, s.Value}, nil)
		case *ast.ValueSpec:
			names := make([]ast.Expr, len(s.Names))
			for i := range s.Names {
				names[i] = s.Names[i]
			}
			assign(names, s.Values)
		}
		return true
	})
	scoped := *f
	scoped.locals = once
	return &scoped
}

// goValue is a constant's or variable's initial value.
type goValue struct {
	file *goFile
	expr ast.Expr
}

// constant finds a package-level constant or variable with its initial value.
func (t *goTree) constant(dir, name string) *goValue {
	for _, f := range t.with(dir, "\t"+name+" ", "const "+name+" ", "var "+name+" ") {
		for _, d := range f.syntax.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST && g.Tok != token.VAR {
				continue
			}
			for _, s := range g.Specs {
				spec := s.(*ast.ValueSpec)
				for i, n := range spec.Names {
					if n.Name == name && i < len(spec.Values) {
						return &goValue{f, spec.Values[i]}
					}
				}
			}
		}
	}
	return nil
}
