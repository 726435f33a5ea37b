package catalog

import (
	"go/ast"
	"strings"
)

// ddlTexts finds the schema statements that a Go file executes or holds as constants, in order of appearance.
// A constant is found where it is declared: that it is executed is assumed, as for a .sql file.
func (t *goTree) ddlTexts(f *goFile) []ddlText {
	if !f.uses.ddl || f.generated {
		return nil
	}
	// Generated files are left out: their texts are those of files that are read themselves (embedded
	// migrations, sqlc).
	down := t.downFunctions(f)
	var out []ddlText
	file := f
	for _, d := range f.syntax.Decls {
		f = file
		if fn, ok := d.(*ast.FuncDecl); ok {
			if isDownName(fn.Name.Name) || down[fn.Name.Name] {
				continue
			}
			f = file.inFunction(fn)
		}
		skip := map[ast.Node]bool{} // the last argument of a registration takes back what the others do
		ast.Inspect(d, func(n ast.Node) bool {
			if skip[n] {
				return false
			}
			switch e := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.KeyValueExpr:
				if key, ok := e.Key.(*ast.Ident); ok && (isDownName(key.Name) || strings.HasPrefix(key.Name, "Drop")) {
					return false
				}
			case *ast.ValueSpec:
				for _, name := range e.Names {
					if isDownName(name.Name) {
						return false
					}
				}
			case *ast.CallExpr:
				if isProse(e) {
					return false
				}
				if registers(e) {
					skip[e.Args[len(e.Args)-1]] = true
				}
			}
			expr, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			switch e := expr.(type) {
			case *ast.BasicLit, *ast.BinaryExpr:
			case *ast.CallExpr:
				// A format that is no statement makes none: its arguments, perhaps names of another package,
				// are not looked up.
				if len(e.Args) > 0 {
					if lit, ok := e.Args[0].(*ast.BasicLit); ok && !looksLikeDDL(strings.Trim(lit.Value, "\"`")) {
						return true
					}
				}
			default:
				return true
			}
			text, ok := t.text(f, expr)
			if !ok {
				return true
			}
			// A text that is evaluated whole is not looked at in parts: children of the expression are
			// skipped either way.
			if looksLikeDDL(text) {
				out = append(out, ddlText{text, t.line(expr.Pos())})
			}
			return false
		})
	}
	return out
}

// registers reports a call that registers a migration by a function up and a function down, the latter last.
func registers(call *ast.CallExpr) bool {
	name := baseName(call.Fun)
	if len(call.Args) < 2 {
		return false
	}
	for _, prefix := range [...]string{"AddMigration", "AddNamedMigration", "MustRegister", "AddClient", "NewGoMigration"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return name == "Register" && len(call.Args) == 2
}

// downFunctions names the functions that registrations of this file take for the way down.
func (t *goTree) downFunctions(f *goFile) map[string]bool {
	down := map[string]bool{}
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && registers(call) {
			if id, ok := call.Args[len(call.Args)-1].(*ast.Ident); ok {
				down[id.Name] = true
			}
		}
		return true
	})
	return down
}

// isDownName reports a name that speaks of the way back: down20240101, Down, upDown is not one,
// rollbackOrders, orders_down, MigrateDown.
func isDownName(name string) bool {
	lower := strings.ToLower(name)
	for _, word := range [...]string{"down", "rollback", "revert", "undo"} {
		if rest, ok := strings.CutPrefix(lower, word); ok && (rest == "" || !isLetter(name[len(word)]) || isUpper(name[len(word)])) {
			return true
		}
		if i := strings.LastIndex(lower, word); i > 0 && strings.Trim(lower[i+len(word):], "_0123456789") == "" {
			if name[i-1] == '_' || isUpper(name[i]) && !isUpper(name[i-1]) {
				return true
			}
		}
	}
	return false
}

func isUpper(c byte) bool  { return 'A' <= c && c <= 'Z' }
func isLetter(c byte) bool { return isUpper(c) || 'a' <= c && c <= 'z' }

// isProse reports a call whose strings are for people: errors and logs.
func isProse(call *ast.CallExpr) bool {
	name := baseName(call.Fun)
	for _, prefix := range [...]string{"Errorf", "Print", "Fatal", "Panic", "Log", "Wrap", "WithMessage", "Info", "Debug", "Warn", "Error", "Trace", "panic"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	if sel, ok := call.Fun.(*ast.SelectorExpr); ok && name == "New" {
		id, ok := sel.X.(*ast.Ident)
		return ok && id.Name == "errors"
	}
	return false
}

// looksLikeDDL reports a text that begins, past comments, as a schema statement or a script of some does.
func looksLikeDDL(text string) bool {
	for {
		text = strings.TrimLeft(text, " \t\r\n;")
		switch {
		case strings.HasPrefix(text, "--"):
			_, text, _ = strings.Cut(text, "\n")
		case strings.HasPrefix(text, "/*"):
			_, text, _ = strings.Cut(text, "*/")
		default:
			word := text
			if i := strings.IndexAny(text, " \t\r\n;"); i >= 0 {
				word = text[:i]
			}
			switch strings.ToUpper(word) {
			case "CREATE", "ALTER", "DROP", "RENAME", "DO":
				return len(word) < len(text)
			case "BEGIN", "SET", "START", "PRAGMA", "INSERT", "UPDATE", "DELETE", "COMMENT", "USE", "WITH", "SELECT", "DELIMITER":
				upper := strings.ToUpper(text)
				return strings.Contains(upper, ";") && (strings.Contains(upper, "CREATE ") || strings.Contains(upper, "ALTER ") || strings.Contains(upper, "DROP "))
			}
			return false
		}
	}
}
