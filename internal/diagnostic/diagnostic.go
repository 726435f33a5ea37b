// Package diagnostic turns a ledger into what go/analysis drivers report.
//
// An obligation that was settled in a later package is reported at its origin, in another package: that file is added to the file set,
// so that vet, golangci-lint and the command show it there, with the directives and exclusions of that file.
package diagnostic

import (
	"go/ast"
	"go/token"
	"os"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/bailiwick-dev/bailiwick/internal/waiver"
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
	// OwnFilesOnly moves findings of other packages to the call or the binding in this one, with the origin in Related: gopls drops positions outside of the package.
	OwnFilesOnly bool
	// Absent lets places in files that cannot be read be made from line and column alone: in a sandbox the files of other packages are not there.
	Absent bool
	// Waive offers waivers as further fixes. They change no behaviour and take a decision, so that nothing but an editor, where a person chooses, may offer them.
	Waive bool
}

// Report reports the broken entries of a ledger, and the unresolved ones when asked to.
func Report(pass *analysis.Pass, ledger *verdict.Ledger, opt Options) {
	r := reporter{pass: pass, opt: opt, files: map[string]*token.File{}, places: map[*ast.File]*waiver.Places{}}
	for i := range ledger.Entries {
		e := &ledger.Entries[i]
		switch e.Verdict {
		case verdict.Broken:
			if !e.Told {
				r.report(e)
			}
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
	// places are those for waivers, by file.
	places map[*ast.File]*waiver.Places
}

func (r *reporter) report(e *verdict.Entry) {
	d := analysis.Diagnostic{Category: e.Category, Message: e.Message}
	if r.opt.URL != "" && e.Category != "" {
		d.URL = r.opt.URL + "#" + e.Category
	}
	var moved bool
	d.Pos, d.End, moved = r.place(e)
	if !d.Pos.IsValid() {
		d.Pos = r.pass.Files[0].Package // the file is gone; the message still names the place
		d.Message = e.Origin.File + ": " + d.Message
	}
	if !r.opt.NoRelated {
		d.Related = r.related(e, moved)
	}
	for _, f := range r.fixes(e, moved) {
		fix := analysis.SuggestedFix{Message: f.Message}
		for _, edit := range f.Edits {
			fix.TextEdits = append(fix.TextEdits, analysis.TextEdit{Pos: edit.Pos, End: edit.End, NewText: []byte(edit.New)})
		}
		d.SuggestedFixes = append(d.SuggestedFixes, fix)
	}
	if r.opt.Waive && !moved {
		d.SuggestedFixes = append(d.SuggestedFixes, r.waivers(e, d.Pos)...)
	}
	r.pass.Report(d)
}

// fixes are the edits that the driver may offer.
func (r *reporter) fixes(e *verdict.Entry, moved bool) []verdict.Fix {
	if r.opt.Waive && !moved {
		return slices.Concat(e.Fixes, e.Actions)
	}
	return e.Fixes
}

// place is where a finding is shown. moved says that this is not its origin.
func (r *reporter) place(e *verdict.Entry) (pos, end token.Pos, moved bool) {
	if e.Pos.IsValid() {
		return e.Pos, e.End, false
	}
	if !r.opt.OwnFilesOnly {
		return r.pos(e.Origin), token.NoPos, false
	}
	if pos, end = r.own(e.Origin); pos.IsValid() {
		return pos, end, false
	}
	if e.Gap != nil {
		pos, end = r.own(*e.Gap)
	}
	if !pos.IsValid() && e.Here.IsValid() {
		pos, end = e.Here, r.nameEnd(e.Here)
	}
	if !pos.IsValid() {
		pos = r.pass.Files[0].Package
	}
	return pos, end, true
}

// related are the places that explain a finding, its origin first where it is shown elsewhere.
func (r *reporter) related(e *verdict.Entry, moved bool) []analysis.RelatedInformation {
	var list []analysis.RelatedInformation
	add := func(p verdict.Position, message string) {
		if pos := r.pos(p); pos.IsValid() {
			list = append(list, analysis.RelatedInformation{Pos: pos, Message: message})
		}
	}
	if moved {
		add(e.Origin, "the statement stands here")
	}
	for _, rel := range e.Related {
		add(rel.Position, rel.Message)
	}
	return list
}

// waivers are fixes that insert a waiver: one for each claim that the code does not contradict. The reason is what the claim says, for its author to put better.
func (r *reporter) waivers(e *verdict.Entry, pos token.Pos) []analysis.SuggestedFix {
	if e.Directive || e.Category == waiver.Category {
		return nil // about a waiver that is there
	}
	file := r.fileAt(pos)
	if file == nil || ast.IsGenerated(file) {
		return nil
	}
	places, ok := r.places[file]
	if !ok {
		places = waiver.NewPlaces(r.pass.Fset.File(file.FileStart), file)
		r.places[file] = places
	}
	place, ok := places.For(pos)
	if !ok {
		return nil
	}
	var list []analysis.SuggestedFix
	for _, claim := range append(slices.Clone(e.Claims), waiver.Offered(e.Rule)...) {
		reason := waiver.Sentence(claim)
		list = append(list, analysis.SuggestedFix{
			Message:   "waive " + e.Rule + "(" + claim + "): " + reason,
			TextEdits: []analysis.TextEdit{{Pos: place.Pos, End: place.Pos, NewText: []byte(place.Text(e.Rule, claim, reason))}},
		})
	}
	return list
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
	if r.opt.OwnFilesOnly {
		if pos, _ := r.own(p); pos.IsValid() {
			return pos
		}
		// Other files are not read: what is known of them comes from an editor's buffers, and what lies on disk may have fewer lines.
		return r.absent(name, p)
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

// own is a position in a file of this package, with the end of the name that stands there.
func (r *reporter) own(p verdict.Position) (pos, end token.Pos) {
	name := ""
	if r.opt.File != nil {
		name = r.opt.File(p)
	}
	for _, f := range r.pass.Files {
		if tf := r.pass.Fset.File(f.FileStart); tf != nil && tf.Name() == name && p.Line <= tf.LineCount() {
			pos = tf.LineStart(p.Line) + token.Pos(max(p.Column-1, 0))
			return pos, r.nameEnd(pos)
		}
	}
	return token.NoPos, token.NoPos
}

// nameEnd is the end of the name or the literal that begins at a position, token.NoPos when there is none.
func (r *reporter) nameEnd(pos token.Pos) token.Pos {
	end := token.NoPos
	if file := r.fileAt(pos); file != nil {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.Ident, *ast.BasicLit:
				if n.Pos() == pos {
					end = n.End()
				}
			}
			return n != nil && n.Pos() <= pos && pos < n.End()
		})
	}
	return end
}

func (r *reporter) fileAt(pos token.Pos) *ast.File {
	for _, f := range r.pass.Files {
		if f.FileStart <= pos && pos <= f.FileEnd {
			return f
		}
	}
	return nil
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
