package query

import (
	"go/ast"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// Code that a generator wrote which no row covers cannot be mended where it stands. Its statements become templates, which owe nothing
// themselves: each hand-written call of one is judged, like that of a generated query that is covered.

// generatedFunc reports a function in a file with the standard header of generated code, of whatever generator.
func (f *Finder) generatedFunc(fn *ssa.Function) bool {
	file := f.P.FileOf(flow.Top(fn).Pos())
	return file != nil && ast.IsGenerated(file)
}

// lift adds an operation in generated code to the template of its function. A function with several statements is one template, of which
// the caller must be right about each.
func (f *Finder) lift(op *Operation) {
	owner := flow.Top(op.Fn)
	key := flow.FuncKey(owner)
	t := f.templates[key]
	if t == nil {
		at := f.P.Fset.Position(op.Call.Pos())
		t = &Template{Func: key, Source: filepath.Base(at.Filename) + ":" + strconv.Itoa(at.Line)}
		f.templates[key] = t
	}
	if op.Open {
		if open := f.template(op); open != nil && open.Func == key {
			t.Texts = append(t.Texts, open.Texts...)
		}
	}
	if t.Unresolved == "" {
		t.Unresolved = op.Unresolved
	}
	for i := range op.Alternatives {
		alt := &op.Alternatives[i]
		text := alt.Text
		switch {
		case op.Open && strings.Contains(text, sqlread.HoleMark):
			continue // the caller completes it
		case text == "" && alt.Partial:
			t.Unresolved = "generated code builds a condition that was not read"
		case text == "":
			text = Print(alt.Stmt)
		}
		tt := TemplateText{Pieces: []string{text}, Complete: alt.Binds.Complete}
		f.templateArgs(&tt, alt.Binds)
		if !slices.ContainsFunc(t.Texts, func(x TemplateText) bool { return slices.Equal(x.Pieces, tt.Pieces) }) {
			t.Texts = append(t.Texts, tt)
		}
	}
}
