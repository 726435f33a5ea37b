package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
)

// source is a repository's text: its Go files as syntax trees without types, and its sqlc query files.
type source struct {
	root    string
	fset    *token.FileSet
	files   []*file
	consts  map[string]map[string]ast.Expr // directory → constant → value
	queries map[string]*query              // sqlc query name → its text
	callers map[string][]place             // method name → the hand-written places that call it
	uses    map[string]map[string][]span   // directory → name → the functions that mention it
	funcs   map[string]map[string][]span   // directory → name of a function or method → where it is declared
	changes map[string]bool                // names that a call registers for a request that changes something
	calls   map[string][]callSite          // method name → the hand-written calls; see callSites
	index   *reach                         // see reached
	asks    map[*ast.FuncDecl]place        // see askers
	behind  map[string]place               // handlers behind the middleware that asks, with where it is added
}

type file struct {
	path      string // relative to root, with slashes
	dir       string
	text      string
	tree      *ast.File
	generated bool
	helper    bool              // of tests: it imports package testing
	imports   map[string]string // name → path
}

// query is one annotated statement of a .sql file.
type query struct {
	path       string
	start, end int
	line       int
	text       string
}

type place struct {
	file string
	line int
}

var (
	annotation = regexp.MustCompile(`(?m)^-- name: (\w+) :\w+.*$`)
	generated  = regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`)
	statement  = regexp.MustCompile(`(?i)^(\s|--[^\n]*\n)*\(?\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s`)
)

// load reads the repository. Tests, vendored code and what starts with a dot are no part of it.
func load(root string) (*source, error) {
	s := &source{root: root, fset: token.NewFileSet(), consts: map[string]map[string]ast.Expr{}, queries: map[string]*query{}, callers: map[string][]place{}, uses: map[string]map[string][]span{}, funcs: map[string]map[string][]span{}, changes: map[string]bool{}, behind: map[string]place{}}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if path != root && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "vendor" || name == "node_modules" || name == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		switch {
		case strings.HasSuffix(name, "_test.go"):
		case strings.HasSuffix(name, ".go"):
			return s.addGo(path, rel)
		case strings.HasSuffix(name, ".sql"):
			return s.addSQL(path, rel)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read repository: %w", err)
	}
	sort.Slice(s.files, func(i, j int) bool { return s.files[i].path < s.files[j].path })
	for _, f := range s.files {
		if !f.generated {
			s.addCallers(f)
		}
		s.addUses(f)
	}
	return s, nil
}

func (s *source) addGo(path, rel string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	tree, err := parser.ParseFile(s.fset, path, data, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		return nil // a template: no compiler reads it either
	}
	f := &file{path: rel, dir: filepath.Dir(rel), text: string(data), tree: tree, generated: generated.Match(data), imports: map[string]string{}}
	for _, imp := range tree.Imports {
		p := strings.Trim(imp.Path.Value, `"`)
		name := filepath.Base(p)
		if imp.Name != nil {
			name = imp.Name.Name
		}
		f.imports[name] = p
		f.helper = f.helper || p == "testing"
	}
	if s.consts[f.dir] == nil {
		s.consts[f.dir] = map[string]ast.Expr{}
	}
	for _, d := range tree.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		for _, spec := range g.Specs {
			v := spec.(*ast.ValueSpec)
			for i, n := range v.Names {
				if i < len(v.Values) {
					s.consts[f.dir][n.Name] = v.Values[i]
				}
			}
		}
	}
	s.files = append(s.files, f)
	return nil
}

func (s *source) addSQL(path, rel string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	text := string(data)
	heads := annotation.FindAllStringSubmatchIndex(text, -1)
	for i, h := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		s.queries[text[h[2]:h[3]]] = &query{path: rel, start: h[0], end: end, line: 1 + strings.Count(text[:h[0]], "\n"), text: text[h[0]:end]}
	}
	return nil
}

func (s *source) addCallers(f *file) {
	ast.Inspect(f.tree, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok {
			if sel, ok := c.Fun.(*ast.SelectorExpr); ok {
				s.addChange(c)
				s.callers[sel.Sel.Name] = append(s.callers[sel.Sel.Name], place{f.path, s.line(sel.Sel.Pos())})
			}
		}
		return true
	})
}

// addChange notes the handlers that a call registers for requests that change something: r.POST("/x", api.create).
func (s *source) addChange(c *ast.CallExpr) {
	if !verbs.MatchString(selector(c)) {
		return
	}
	for _, a := range c.Args {
		if sel, ok := a.(*ast.SelectorExpr); ok {
			s.changes[sel.Sel.Name] = true
		}
	}
}

// addUses notes which functions mention which names. A local variable of that name is mistaken for the package's: the function is then
// kept apart from others in vain.
func (s *source) addUses(f *file) {
	if s.uses[f.dir] == nil {
		s.uses[f.dir], s.funcs[f.dir] = map[string][]span{}, map[string][]span{}
	}
	names := s.uses[f.dir]
	for _, d := range f.tree.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		at := span{f.path, s.line(fn.Pos()), s.line(fn.End())}
		s.funcs[f.dir][fn.Name.Name] = append(s.funcs[f.dir][fn.Name.Name], at)
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && !slices.Contains(names[id.Name], at) {
				names[id.Name] = append(names[id.Name], at)
			}
			return true
		})
	}
}

func (s *source) usesOf(dir, name string) []span { return s.uses[dir][name] }

func (s *source) line(p token.Pos) int   { return s.fset.Position(p).Line }
func (s *source) offset(p token.Pos) int { return s.fset.Position(p).Offset }

// text evaluates a constant string from literals and the constants of the file's own package.
func (s *source) text(f *file, e ast.Expr, depth int) (string, bool) {
	if depth > 20 {
		return "", false
	}
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			return constant.StringVal(constant.MakeFromLiteral(e.Value, token.STRING, 0)), true
		}
	case *ast.ParenExpr:
		return s.text(f, e.X, depth+1)
	case *ast.Ident:
		if v, ok := s.consts[f.dir][e.Name]; ok {
			return s.text(f, v, depth+1)
		}
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			l, ok := s.text(f, e.X, depth+1)
			r, ok2 := s.text(f, e.Y, depth+1)
			return l + r, ok && ok2
		}
	}
	return "", false
}

// literal writes a string constant that takes as many lines as the text that it replaces.
func literal(text string, lines int) string {
	if strings.Contains(text, "\n") && !strings.Contains(text, "`") && strings.Count(text, "\n") <= lines {
		return "`" + text + "`" + strings.Repeat(" +\n\"\"", lines-strings.Count(text, "\n"))
	}
	return fmt.Sprintf("%q", text) + strings.Repeat(" +\n\"\"", lines)
}
