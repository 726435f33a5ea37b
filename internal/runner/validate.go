package runner

import (
	"fmt"
	"go/ast"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// validate refuses a diagnostic whose edits could damage a file. Such a diagnostic is a fault of the analyzer, not of the user's
// code, and dropping its fix silently would hide it.
func validate(unit *Unit, d analysis.Diagnostic) error {
	for i := range d.SuggestedFixes {
		if err := validateFix(unit, &d.SuggestedFixes[i]); err != nil {
			return fmt.Errorf("suggested fix %q: %w", d.SuggestedFixes[i].Message, err)
		}
	}
	return nil
}

func validateFix(unit *Unit, fix *analysis.SuggestedFix) error {
	if len(fix.TextEdits) == 0 {
		return fmt.Errorf("no edits")
	}
	// A copy: the analyzer may share its slice between diagnostics.
	fix.TextEdits = slices.Clone(fix.TextEdits)
	slices.SortStableFunc(fix.TextEdits, func(a, b analysis.TextEdit) int { return int(a.Pos - b.Pos) })
	for i := range fix.TextEdits {
		edit := &fix.TextEdits[i]
		if !edit.End.IsValid() {
			edit.End = edit.Pos // allowed by the contract: an insertion
		}
		inside := slices.ContainsFunc(unit.Files, func(f *ast.File) bool {
			file := unit.Fset.File(f.FileStart)
			base, end := file.Base(), file.Base()+file.Size()
			return base <= int(edit.Pos) && edit.Pos <= edit.End && int(edit.End) <= end
		})
		if !inside {
			return fmt.Errorf("an edit lies outside the package's files")
		}
		if i > 0 && edit.Pos < fix.TextEdits[i-1].End {
			return fmt.Errorf("overlapping edits at %s", unit.Fset.Position(edit.Pos))
		}
	}
	return nil
}
