package docgen

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// examplesOf renders the package testdata/src/example of a rule: its types first, then each function with its comment. That the comments with
// `want` in them tell the truth is held by the rule's own tests.
func examplesOf(r rule) (string, error) {
	files, err := filepath.Glob(filepath.Join(r.dir, "testdata", "src", "example", "*.go"))
	if err != nil {
		return "", err
	}
	if len(files) == 0 {
		return "", fmt.Errorf("testdata/src/example holds no examples")
	}
	slices.Sort(files)
	var setup, cases strings.Builder
	for _, file := range files {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
		if err != nil {
			return "", err
		}
		for _, decl := range f.Decls {
			switch d := decl.(type) {
			case *ast.GenDecl:
				if d.Tok != token.IMPORT {
					if err := source(&setup, fset, f, d); err != nil {
						return "", err
					}
				}
			case *ast.FuncDecl:
				doc := strings.Join(strings.Fields(d.Doc.Text()), " ")
				if doc == "" {
					return "", fmt.Errorf("%s: %s has no comment to stand above it", filepath.Base(file), d.Name.Name)
				}
				d.Doc = nil
				fmt.Fprintf(&cases, "%s\n\n```go\n", strings.Replace(doc, d.Name.Name, "`"+d.Name.Name+"`", 1))
				if err := source(&cases, fset, f, d); err != nil {
					return "", err
				}
				cases.WriteString("```\n\n")
			}
		}
	}
	return "## Examples\n\nGiven\n\n```go\n" + setup.String() + "```\n\n" + cases.String(), nil
}

// source prints a declaration with the comments inside of it.
func source(b *strings.Builder, fset *token.FileSet, f *ast.File, d ast.Decl) error {
	var inside []*ast.CommentGroup
	for _, g := range f.Comments {
		if g.Pos() >= d.Pos() && fset.Position(g.Pos()).Line <= fset.Position(d.End()).Line {
			inside = append(inside, g)
		}
	}
	if gd, ok := d.(*ast.GenDecl); ok && gd.Doc != nil {
		inside = append([]*ast.CommentGroup{gd.Doc}, inside...)
	}
	var text bytes.Buffer
	if err := (&printer.Config{Mode: printer.UseSpaces | printer.TabIndent, Tabwidth: 8}).Fprint(&text, fset, &printer.CommentedNode{Node: d, Comments: inside}); err != nil {
		return err
	}
	for line := range strings.SplitSeq(strings.TrimSpace(text.String()), "\n") {
		b.WriteString(reported(line) + "\n")
	}
	return nil
}

// want is an expectation of the tests: `want` and patterns in back quotes.
var want = regexp.MustCompile("// want ((?:`[^`]*` ?)+)$")

// reported turns an expectation into the diagnostic that it expects.
func reported(line string) string {
	m := want.FindStringSubmatch(line)
	if m == nil {
		return line
	}
	var messages []string
	for _, pattern := range strings.Split(strings.Trim(m[1], "` "), "` `") {
		messages = append(messages, strings.ReplaceAll(pattern, `\`, ""))
	}
	return strings.TrimSuffix(line, m[0]) + "// reported: " + strings.Join(messages, "; ")
}
