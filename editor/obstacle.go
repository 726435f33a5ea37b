package editor

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/site"
	"github.com/bailiwick-dev/bailiwick/internal/waiver"
)

// obstacles makes the analyzer that says why a package is not judged, once per package and whatever rules there are. An error of an analyzer would be
// forgotten: a server shows none, and no finding would look like no fault.
func (s *Suite) obstacles() *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: waiver.Suite,
		Doc:  waiver.Suite + ": report a config or a schema that keeps the rules from judging\n\nUntil it is mended, the rules report nothing.",
		URL:  "https://github.com/bailiwick-dev/bailiwick/blob/main/docs/configuration.md",
		Run: func(pass *analysis.Pass) (any, error) {
			dir, module := origin(pass)
			root, own := s.root(dir, module, (*tree).unread)
			if !own {
				return nil, nil
			}
			w, err := s.tree(root).current().Open(dir)
			if err == nil {
				_, err = site.Baseline(w)
			}
			if err != nil {
				pass.Report(s.obstacle(pass, err))
			}
			return nil, nil
		},
	}
}

// obstacle is the finding about an error, at the package clause of the package's first file.
func (s *Suite) obstacle(pass *analysis.Pass, err error) analysis.Diagnostic {
	dir, module := origin(pass)
	root, _ := s.root(dir, module, (*tree).unread)
	first := slices.MinFunc(pass.Files, func(a, b *ast.File) int {
		return strings.Compare(pass.Fset.File(a.FileStart).Name(), pass.Fset.File(b.FileStart).Name())
	})
	d := analysis.Diagnostic{Pos: first.Package, End: first.Name.End(), Category: "config"}
	problems := split(err)
	d.Message = "no rule judges this package: " + strings.ReplaceAll(problems[0].Error(), root+string(filepath.Separator), "")
	if more := len(problems) - 1; more > 0 {
		d.Message += fmt.Sprintf(" (and %d more)", more)
	}
	for _, problem := range problems {
		var p *config.Problem
		if errors.As(problem, &p) && filepath.IsAbs(p.Place.File) && p.Place.Line > 0 {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: at(pass.Fset, p.Place), Message: p.Message})
		}
	}
	return d
}

// split takes joined errors apart.
func split(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok && len(joined.Unwrap()) > 0 {
		return joined.Unwrap()
	}
	return []error{err}
}

// at is a position that prints as a place in a config.
func at(fset *token.FileSet, p config.Place) token.Pos {
	file := fset.AddFile(p.File, -1, p.Line+max(p.Column, 1))
	lines := make([]int, p.Line)
	for i := range lines {
		lines[i] = i
	}
	file.SetLines(lines)
	return file.Pos(p.Line - 1 + max(p.Column, 1) - 1)
}
