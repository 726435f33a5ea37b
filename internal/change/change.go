package change

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
)

// Set is what has changed since a revision. It is not safe for concurrent use.
type Set struct {
	lines map[string][]span
	// names are those of changed declarations, in any package.
	names map[string]bool
	files map[string][]decl // by absolute path; nil for a file that cannot be read
}

// decl is a declaration of a file.
type decl struct {
	span
	file, name string
	uses       map[string]bool
	// text is true for what can hold or give the text of a statement: constants, variables, functions that return strings, and everything generated. That a
	// function has changed says nothing of those that call one of its name.
	text bool
	// embeds are the absolute files that go:embed names above it.
	embeds []string
}

// Since asks git what has changed in the repository of a directory since a revision parted from HEAD, uncommitted and new files too. An error says what git lacks: a
// history that is not there must not pass for nothing new.
func Since(ctx context.Context, dir, rev string) (*Set, error) {
	lines, err := lines(ctx, dir, rev)
	if err != nil {
		return nil, err
	}
	s := &Set{lines: lines, names: map[string]bool{}, files: map[string][]decl{}}
	s.collect()
	return s, nil
}

// collect finds the names of changed declarations. One that names a changed one in a changed file has changed too: the method that sqlc writes names the constant that
// it writes. A variable whose embedded file has changed is one as well, wherever it is declared beside that file or above it.
func (s *Set) collect() {
	var decls []decl
	for name := range s.lines {
		if strings.HasSuffix(name, ".go") {
			decls = append(decls, s.decls(name)...)
		}
	}
	for _, name := range s.embedders() {
		decls = append(decls, s.decls(name)...)
	}
	for grown := true; grown; {
		grown = false
		for _, d := range decls {
			if d.name == "" || d.name == "_" || s.names[d.name] {
				continue
			}
			if !d.text {
				continue
			}
			if overlaps(s.lines[d.file], d.span) || slices.ContainsFunc(d.embeds, func(f string) bool { return s.lines[f] != nil }) || d.names(s.names) {
				s.names[d.name], grown = true, true
			}
		}
	}
}

// embedders are the Go files that may embed a changed file: those in its directory and above.
func (s *Set) embedders() []string {
	var files []string
	seen := map[string]bool{}
	for name := range s.lines {
		if strings.HasSuffix(name, ".go") {
			continue
		}
		for dir := filepath.Dir(name); !seen[dir]; dir = filepath.Dir(dir) {
			seen[dir] = true
			found, err := filepath.Glob(filepath.Join(dir, "*.go"))
			if err == nil {
				files = append(files, found...)
			}
			if mods, err := filepath.Glob(filepath.Join(dir, "go.mod")); err == nil && len(mods) > 0 {
				break // go:embed does not reach out of a module
			}
		}
	}
	// Only those that embed anything: a changed declaration of the others is in lines already.
	return slices.DeleteFunc(files, func(name string) bool {
		return !slices.ContainsFunc(s.decls(name), func(d decl) bool { return len(d.embeds) > 0 })
	})
}

// Has reports whether the code at a place has changed.
func (s *Set) Has(file string, line int) bool {
	spans := s.lines[file]
	if slices.ContainsFunc(spans, func(c span) bool { return c.from <= line && line <= c.to }) {
		return true
	}
	for _, d := range s.decls(file) {
		if d.from <= line && line <= d.to {
			return overlaps(spans, d.span) || d.names(s.names)
		}
	}
	return false
}

// Others reports whether files have changed that are not Go: what they say of tables can change the verdict on any statement.
func (s *Set) Others(relevant func(name string) bool) bool {
	for name := range s.lines {
		if !strings.HasSuffix(name, ".go") && relevant(name) {
			return true
		}
	}
	return false
}

func overlaps(spans []span, d span) bool {
	return slices.ContainsFunc(spans, func(c span) bool { return c.from <= d.to && d.from <= c.to })
}

// names reports whether a declaration uses one of the names.
func (d *decl) names(changed map[string]bool) bool {
	for name := range d.uses {
		if name != d.name && changed[name] {
			return true
		}
	}
	return false
}

// decls reads the declarations of a file, each specification of a group on its own.
func (s *Set) decls(name string) []decl {
	if list, ok := s.files[name]; ok {
		return list
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
	var list []decl
	if err == nil {
		generated := ast.IsGenerated(file)
		for _, d := range file.Decls {
			list = append(list, declsOf(fset, d, generated)...)
		}
	}
	s.files[name] = list
	return list
}

func declsOf(fset *token.FileSet, d ast.Decl, generated bool) []decl {
	if f, ok := d.(*ast.FuncDecl); ok {
		one := declOf(fset, f, f.Name.Name, f.Doc)
		one.text = generated || givesString(f.Type)
		return []decl{one}
	}
	group, ok := d.(*ast.GenDecl)
	if !ok || group.Tok == token.IMPORT {
		return nil
	}
	var list []decl
	for _, spec := range group.Specs {
		switch spec := spec.(type) {
		case *ast.ValueSpec:
			for _, name := range spec.Names {
				one := declOf(fset, spec, name.Name, spec.Doc, group.Doc)
				one.text = true
				list = append(list, one)
			}
		case *ast.TypeSpec:
			list = append(list, declOf(fset, spec, spec.Name.Name, spec.Doc, group.Doc))
		}
	}
	return list
}

func givesString(t *ast.FuncType) bool {
	return t.Results != nil && slices.ContainsFunc(t.Results.List, func(f *ast.Field) bool {
		id, ok := f.Type.(*ast.Ident)
		return ok && id.Name == "string"
	})
}

func declOf(fset *token.FileSet, n ast.Node, name string, docs ...*ast.CommentGroup) decl {
	d := decl{span: span{fset.Position(n.Pos()).Line, fset.Position(n.End()).Line}, name: name, uses: map[string]bool{}}
	d.file = fset.Position(n.Pos()).Filename
	dir := filepath.Dir(d.file)
	for _, doc := range docs {
		if doc == nil {
			continue
		}
		for _, c := range doc.List {
			if file, ok := strings.CutPrefix(c.Text, "//go:embed "); ok {
				d.embeds = append(d.embeds, filepath.Join(dir, filepath.FromSlash(strings.Trim(strings.TrimSpace(file), "\"`"))))
			}
		}
	}
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			d.uses[id.Name] = true
		}
		return true
	})
	return d
}
