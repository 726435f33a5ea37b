package fix

import (
	"go/token"

	"golang.org/x/tools/go/analysis"
)

// FromSuggested places the edits of a suggested fix.
func FromSuggested(fset *token.FileSet, f analysis.SuggestedFix) []Edit {
	edits := make([]Edit, len(f.TextEdits))
	for i, e := range f.TextEdits {
		edits[i] = At(fset, e.Pos, e.End, string(e.NewText))
	}
	return edits
}

// At places one edit. Line directives are ignored: what is to be changed is the file that was read.
func At(fset *token.FileSet, pos, end token.Pos, text string) Edit {
	if !end.IsValid() {
		end = pos
	}
	file := fset.File(pos)
	return Edit{File: file.Name(), Start: file.Offset(pos), End: file.Offset(end), New: text}
}
