// Package diagnostic turns a ledger into what go/analysis drivers report.
//
// An obligation that was settled in a later package is reported at its origin, in another package: that file is added to the file set,
// so that vet, golangci-lint and the command show it there, with the directives and exclusions of that file.
package diagnostic

import (
	"go/token"
	"os"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Options say how to report.
type Options struct {
	// File gives the absolute name of the file of a position; empty when it is not known.
	File func(verdict.Position) string
	// URL is the page of the rule.
	URL string
	// Unresolved reports what was not understood as well.
	Unresolved bool
	// NoRelated leaves related places out: golangci-lint makes each of them an issue of its own.
	NoRelated bool
	// OwnFilesOnly moves findings of other packages to the gap in this one: gopls drops positions outside of the package.
	OwnFilesOnly bool
	// Absent lets places in files that cannot be read be made from line and column alone: in a sandbox the files of other packages are not there.
	Absent bool
}

// Report reports the broken entries of a ledger, and the unresolved ones when asked to.
func Report(pass *analysis.Pass, ledger *verdict.Ledger, opt Options) {
	r := reporter{pass: pass, opt: opt, files: map[string]*token.File{}}
	for i := range ledger.Entries {
		e := &ledger.Entries[i]
		switch e.Verdict {
		case verdict.Broken:
			r.report(e)
		case verdict.Unresolved:
			if opt.Unresolved {
				r.report(e)
			}
		}
	}
}

type reporter struct {
	pass  *analysis.Pass
	opt   Options
	files map[string]*token.File
}

func (r *reporter) report(e *verdict.Entry) {
	d := analysis.Diagnostic{Pos: e.Pos, End: e.End, Category: e.Category, Message: e.Message}
	if r.opt.URL != "" && e.Category != "" {
		d.URL = r.opt.URL + "#" + e.Category
	}
	if !d.Pos.IsValid() {
		d.Pos = r.pos(e.Origin)
		d.End = token.NoPos
		if r.opt.OwnFilesOnly && e.Gap != nil {
			d.Pos = r.own(*e.Gap)
		}
	}
	if !d.Pos.IsValid() {
		d.Pos = r.pass.Files[0].Package // the file is gone; the message still names the place
		d.Message = e.Origin.File + ": " + d.Message
	}
	if !r.opt.NoRelated {
		for _, rel := range e.Related {
			if pos := r.pos(rel.Position); pos.IsValid() {
				d.Related = append(d.Related, analysis.RelatedInformation{Pos: pos, Message: rel.Message})
			}
		}
	}
	for _, f := range e.Fixes {
		fix := analysis.SuggestedFix{Message: f.Message}
		for _, edit := range f.Edits {
			fix.TextEdits = append(fix.TextEdits, analysis.TextEdit{Pos: edit.Pos, End: edit.End, NewText: []byte(edit.New)})
		}
		d.SuggestedFixes = append(d.SuggestedFixes, fix)
	}
	r.pass.Report(d)
}

// pos finds or makes the position of a place, in this package's files or in another's.
func (r *reporter) pos(p verdict.Position) token.Pos {
	if r.opt.File == nil {
		return token.NoPos
	}
	name := r.opt.File(p)
	if name == "" {
		return token.NoPos
	}
	f, ok := r.files[name]
	if !ok {
		f = r.find(name)
		r.files[name] = f
	}
	if f == nil && r.opt.Absent {
		return r.absent(name, p)
	}
	if f == nil || p.Line < 1 || p.Line > f.LineCount() {
		return token.NoPos
	}
	return f.LineStart(p.Line) + token.Pos(max(p.Column-1, 0))
}

// own is a position in a file of this package.
func (r *reporter) own(p verdict.Position) token.Pos {
	name := ""
	if r.opt.File != nil {
		name = r.opt.File(p)
	}
	for _, f := range r.pass.Files {
		if tf := r.pass.Fset.File(f.FileStart); tf != nil && tf.Name() == name && p.Line <= tf.LineCount() {
			return tf.LineStart(p.Line) + token.Pos(max(p.Column-1, 0))
		}
	}
	return token.NoPos
}

// absent makes a place in a file that is not there: one of as many lines as are needed, each long enough for the column.
func (r *reporter) absent(name string, p verdict.Position) token.Pos {
	if p.Line < 1 {
		return token.NoPos
	}
	width := max(p.Column, 1)
	lines := make([]int, p.Line)
	for i := range lines {
		lines[i] = i * width
	}
	f := r.pass.Fset.AddFile(name, -1, p.Line*width)
	f.SetLines(lines)
	return f.LineStart(p.Line) + token.Pos(width-1)
}

func (r *reporter) find(name string) *token.File {
	for _, f := range r.pass.Files {
		if tf := r.pass.Fset.File(f.FileStart); tf != nil && tf.Name() == name {
			return tf
		}
	}
	content, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	tf := r.pass.Fset.AddFile(name, -1, len(content))
	tf.SetLinesForContent(content)
	return tf
}
