package corpus

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/bailiwick-dev/bailiwick/oracle/internal/placeholder"
)

// Extract walks a checkout and returns the statements on rows in its .sql files and in the string constants of its Go files.
// The same text is returned once a repository. What a file's dialect is, is told by its path; where the path does not say, by its
// text; else it is the repository's.
func Extract(repo, dir string, usual placeholder.Dialect) ([]Statement, error) {
	x := &extraction{repo: repo, dir: dir, usual: usual, seen: map[string]bool{}, packages: map[string][]string{}}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if path != dir && (strings.HasPrefix(name, ".") || name == "vendor" || name == "node_modules") {
				return filepath.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() {
			return nil // a link may lead nowhere, or to what is read anyway
		}
		switch filepath.Ext(name) {
		case ".go":
			x.packages[filepath.Dir(path)] = append(x.packages[filepath.Dir(path)], path)
		case ".sql":
			return x.sqlFile(path)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("walk %s: %w", dir, err)
	}
	dirs := make([]string, 0, len(x.packages))
	for d := range x.packages {
		dirs = append(dirs, d)
	}
	sort.Strings(dirs)
	for _, d := range dirs {
		x.goPackage(x.packages[d])
	}
	sort.SliceStable(x.out, func(i, j int) bool {
		if x.out[i].File != x.out[j].File {
			return x.out[i].File < x.out[j].File
		}
		return x.out[i].Line < x.out[j].Line
	})
	return x.out, nil
}

type extraction struct {
	repo, dir string
	usual     placeholder.Dialect
	seen      map[string]bool
	packages  map[string][]string
	out       []Statement
}

func (x *extraction) add(path string, line int, text string, formatted bool) {
	if !Manipulates(text) {
		return
	}
	rel, err := filepath.Rel(x.dir, path)
	if err != nil {
		rel = path
	}
	s := Statement{Repo: x.repo, File: filepath.ToSlash(rel), Line: line, Formatted: formatted, SQL: text}
	s.Dialect = x.dialect(s.File, text)
	if key := string(s.Dialect) + "\x00" + text; !x.seen[key] {
		x.seen[key] = true
		x.out = append(x.out, s)
	}
}

func (x *extraction) dialect(path, text string) placeholder.Dialect {
	path = strings.ToLower(path)
	for _, guess := range []struct {
		part string
		d    placeholder.Dialect
	}{
		{"mysql", placeholder.MySQL}, {"mariadb", placeholder.MySQL}, {"sqlite", placeholder.SQLite},
		{"postgres", placeholder.Postgres}, {"pgsql", placeholder.Postgres}, {"pgx", placeholder.Postgres},
	} {
		if strings.Contains(path, guess.part) {
			return guess.d
		}
	}
	if strings.Contains(text, "`") {
		if x.usual == placeholder.SQLite {
			return placeholder.SQLite
		}
		return placeholder.MySQL
	}
	return x.usual
}

func (x *extraction) sqlFile(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read migration: %w", err)
	}
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	for _, p := range Split(text, x.dialect(strings.TrimPrefix(path, x.dir), "")) {
		x.add(path, p.Line, p.Text, false)
	}
	return nil
}

// goPackage reads the files of one directory together, because a statement may be put together from the constants of several.
func (x *extraction) goPackage(paths []string) {
	fset := token.NewFileSet()
	var files []*ast.File
	consts := map[string]ast.Expr{}
	for _, p := range paths {
		f, err := parser.ParseFile(fset, p, nil, parser.SkipObjectResolution)
		if err != nil || f == nil {
			continue // templates and fixtures that are no Go: nothing to extract
		}
		files = append(files, f)
		for _, decl := range f.Decls {
			if g, ok := decl.(*ast.GenDecl); ok && g.Tok == token.CONST {
				collectConsts(g, consts)
			}
		}
	}
	for _, f := range files {
		v := &goVisitor{x: x, fset: fset, consts: consts}
		ast.Inspect(f, v.visit)
	}
}

func collectConsts(g *ast.GenDecl, into map[string]ast.Expr) {
	for _, spec := range g.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok || len(v.Values) != len(v.Names) {
			continue
		}
		for i, name := range v.Names {
			into[name.Name] = v.Values[i]
		}
	}
}

type goVisitor struct {
	x      *extraction
	fset   *token.FileSet
	consts map[string]ast.Expr
}

func (v *goVisitor) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		formatted := formats(n)
		for _, arg := range n.Args {
			if text, ok := v.text(arg, 0); ok {
				v.emit(arg, text, formatted)
			} else {
				ast.Inspect(arg, v.visit)
			}
		}
		ast.Inspect(n.Fun, v.visit)
		return false
	case *ast.BinaryExpr, *ast.BasicLit:
		expr := n.(ast.Expr)
		if text, ok := v.text(expr, 0); ok {
			v.emit(expr, text, false)
			return false
		}
	case *ast.ImportSpec:
		return false
	}
	return true
}

func (v *goVisitor) emit(e ast.Expr, text string, formatted bool) {
	if _, isName := e.(*ast.Ident); isName {
		return // seen where it is declared
	}
	pos := v.fset.Position(e.Pos())
	text = strings.ReplaceAll(text, "\r\n", "\n")
	v.x.add(pos.Filename, pos.Line, text, formatted && strings.Contains(text, "%"))
}

// formats reports whether the callee's name says that its text is a format: Sprintf, Execf, Errorf.
func formats(call *ast.CallExpr) bool {
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		return strings.HasSuffix(f.Sel.Name, "f")
	case *ast.Ident:
		return strings.HasSuffix(f.Name, "f")
	}
	return false
}

// text evaluates a constant string expression from literals and the package's own constants.
func (v *goVisitor) text(e ast.Expr, depth int) (string, bool) {
	if depth > 20 {
		return "", false // a constant that names itself does not compile, but is parsed
	}
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		return constant.StringVal(constant.MakeFromLiteral(e.Value, token.STRING, 0)), true
	case *ast.ParenExpr:
		return v.text(e.X, depth+1)
	case *ast.Ident:
		if value, ok := v.consts[e.Name]; ok {
			return v.text(value, depth+1)
		}
	case *ast.BinaryExpr:
		if e.Op != token.ADD {
			return "", false
		}
		l, ok := v.text(e.X, depth+1)
		if !ok {
			return "", false
		}
		r, ok := v.text(e.Y, depth+1)
		return l + r, ok
	}
	return "", false
}
