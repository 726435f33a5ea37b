package vettool

import (
	"cmp"
	"encoding/json"
	"fmt"
	"go/token"
	"io"

	"github.com/bailiwick-dev/bailiwick/internal/fix"
	"github.com/bailiwick-dev/bailiwick/internal/runner"
)

// The types below are the JSON form that go vet prints and reads: package → analyzer → findings.

type jsonFinding struct {
	Category       string        `json:"category,omitempty"`
	Posn           string        `json:"posn"` // file:line:column
	End            string        `json:"end"`
	Message        string        `json:"message"`
	SuggestedFixes []jsonFix     `json:"suggested_fixes,omitempty"`
	Related        []jsonRelated `json:"related,omitempty"`
}

type jsonFix struct {
	Message string     `json:"message"`
	Edits   []jsonEdit `json:"edits"`
}

// jsonEdit counts bytes from 0.
type jsonEdit struct {
	Filename string `json:"filename"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	New      string `json:"new"`
}

type jsonRelated struct {
	Posn    string `json:"posn"`
	End     string `json:"end"`
	Message string `json:"message"`
}

// printJSON writes the findings of a package; none is an empty object.
func printJSON(w io.Writer, id string, fset *token.FileSet, list []runner.Diagnostic) error {
	tree := map[string]map[string][]jsonFinding{}
	for _, d := range list {
		if tree[id] == nil {
			tree[id] = map[string][]jsonFinding{}
		}
		finding := jsonFinding{
			Category: d.Category,
			Posn:     fset.Position(d.Pos).String(),
			End:      fset.Position(cmp.Or(d.End, d.Pos)).String(),
			Message:  d.Message,
		}
		for _, f := range d.SuggestedFixes {
			jf := jsonFix{Message: f.Message}
			for _, e := range fix.FromSuggested(fset, f) {
				jf.Edits = append(jf.Edits, jsonEdit{e.File, e.Start, e.End, e.New})
			}
			finding.SuggestedFixes = append(finding.SuggestedFixes, jf)
		}
		for _, r := range d.Related {
			finding.Related = append(finding.Related, jsonRelated{fset.Position(r.Pos).String(), fset.Position(cmp.Or(r.End, r.Pos)).String(), r.Message})
		}
		tree[id][d.Analyzer.Name] = append(tree[id][d.Analyzer.Name], finding)
	}
	data, err := json.MarshalIndent(tree, "", "\t")
	if err != nil {
		return fmt.Errorf("encode findings: %w", err)
	}
	if _, err := w.Write(append(data, '\n')); err != nil {
		return fmt.Errorf("write findings: %w", err)
	}
	return nil
}
