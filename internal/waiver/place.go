package waiver

import (
	"go/ast"
	"go/token"
	"strings"
)

// Place is where a waiver for what stands at a position can be inserted.
type Place struct {
	Pos            token.Pos
	before, behind string
}

// Text is a waiver of a rule as it is to be inserted there.
func (p Place) Text(rule, claim, reason string) string {
	return p.before + prefix + " " + rule + "(" + claim + ") " + reason + p.behind
}

// Places finds places in one file.
type Places struct {
	units *units
	file  *ast.File
}

// NewPlaces looks through a file, once for all places in it.
func NewPlaces(tf *token.File, f *ast.File) *Places { return &Places{newUnits(tf, f), f} }

// For finds the place for what stands at a position: a line above the statement, or the end of its line where something else begins the line. It is false where a
// comment would cover something else.
func (p *Places) For(pos token.Pos) (Place, bool) {
	u := p.units
	i := u.owner(pos)
	if i < 0 {
		return Place{}, false
	}
	line := u.file.Line(u.list[i].from)
	first, last := u.first[line], u.last[u.file.Line(u.list[i].to)]
	above := u.starting(line) == i
	behind := !u.closers[last] && u.owner(last) == i && !commented(u.file, p.file, last)
	switch {
	case above && (first == u.list[i].from || !behind):
		// In front of the line's code, whose indentation serves the comment. Formatted code is indented by tabs.
		return Place{Pos: first, behind: "\n" + strings.Repeat("\t", int(first-u.file.LineStart(line)))}, true
	case behind:
		return Place{Pos: last + 1, before: " "}, true
	}
	return Place{}, false
}

// commented reports that a comment follows in the line of a position: a second one behind it would be part of it.
func commented(tf *token.File, f *ast.File, pos token.Pos) bool {
	for _, group := range f.Comments {
		if group.Pos() > pos && tf.Line(group.Pos()) == tf.Line(pos) {
			return true
		}
	}
	return false
}
