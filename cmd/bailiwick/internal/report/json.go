package report

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/bailiwick-dev/bailiwick/internal/baseline"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// jsonReport is the object that -format json prints. Its keys are an interface: they are added to, never renamed. No array is ever null.
type jsonReport struct {
	Version     string                 `json:"version"`
	Findings    []jsonFinding          `json:"findings"`
	Unresolved  []jsonUnresolved       `json:"unresolved"`
	Summary     map[string]jsonSummary `json:"summary"`
	Assumptions []string               `json:"assumptions"`
	Notes       []string               `json:"notes"`
	Errors      []string               `json:"errors"`
	Stale       []baseline.Entry       `json:"stale"`
}

type jsonFinding struct {
	Rule        string        `json:"rule"`
	Category    string        `json:"category"`
	Severity    string        `json:"severity"`
	Message     string        `json:"message"`
	File        string        `json:"file"`
	Line        int           `json:"line"`
	Column      int           `json:"column"`
	Symbol      string        `json:"symbol"`
	Relation    string        `json:"relation"`
	Fingerprint string        `json:"fingerprint"`
	Why         []string      `json:"why"`
	Related     []jsonRelated `json:"related"`
	Fixes       []jsonFix     `json:"fixes"`
}

type jsonUnresolved struct {
	jsonFinding
	Reason string `json:"reason"`
}

type jsonRelated struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

type jsonFix struct {
	Message string     `json:"message"`
	Edits   []jsonEdit `json:"edits"`
}

// jsonEdit replaces the text from its place to its end, both as 1-based lines and byte columns.
type jsonEdit struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`
	New       string `json:"new"`
}

type jsonSummary struct {
	Met        int `json:"met"`
	Broken     int `json:"broken"`
	Unresolved int `json:"unresolved"`
	Waived     int `json:"waived"`
	References int `json:"references"`
	Statements int `json:"statements"`
	Traced     int `json:"traced"`
	Findings   int `json:"findings"`
	Held       int `json:"held"`
}

// WriteJSON prints the report as one JSON object.
func (r *Report) WriteJSON(w io.Writer) error {
	doc := jsonReport{
		Version: r.in.Version, Findings: []jsonFinding{}, Unresolved: []jsonUnresolved{}, Summary: make(map[string]jsonSummary),
		Assumptions: nonNil(r.Assumptions), Notes: nonNil(r.Notes), Errors: nonNil(r.in.Errors), Stale: nonNil(r.Stale),
	}
	for _, f := range r.Findings {
		doc.Findings = append(doc.Findings, r.jsonFinding(f))
	}
	for _, f := range r.Unresolved {
		doc.Unresolved = append(doc.Unresolved, jsonUnresolved{r.jsonFinding(f), f.Reason})
	}
	for _, s := range r.Summary {
		doc.Summary[s.Rule] = jsonSummary{
			Met: s.Met, Broken: s.Broken, Unresolved: s.Unresolved, Waived: s.Waived,
			References: s.References, Statements: s.Statements, Traced: s.Traced, Findings: s.Findings, Held: s.Held,
		}
	}
	return writeJSON(w, doc)
}

func writeJSON(w io.Writer, doc any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false) // SQL has < and > in it, and nobody reads this as HTML
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

func (r *Report) jsonFinding(f *Finding) jsonFinding {
	j := jsonFinding{
		Rule: f.Rule, Category: f.Category, Severity: "error", Message: f.Message,
		File: f.File, Line: f.Origin.Line, Column: f.Origin.Column, Symbol: f.Symbol, Relation: f.Relation,
		Fingerprint: f.Fingerprint, Why: nonNil(f.Why), Related: []jsonRelated{}, Fixes: []jsonFix{},
	}
	if f.warning() {
		j.Severity = "warning"
	}
	for _, rel := range f.Related {
		j.Related = append(j.Related, jsonRelated{r.src.rel(rel.Position), rel.Position.Line, rel.Position.Column, rel.Message})
	}
	for _, fix := range f.Fixes {
		j.Fixes = append(j.Fixes, jsonFix{fix.Message, r.edits(fix)})
	}
	return j
}

// edits translates a fix. Without a file set it has none: places that nobody can name are worse than no edit.
func (r *Report) edits(fix verdict.Fix) []jsonEdit {
	edits := []jsonEdit{}
	if r.in.Fset == nil {
		return edits
	}
	for _, e := range fix.Edits {
		from, to := r.in.Fset.Position(e.Pos), r.in.Fset.Position(e.End)
		if !e.End.IsValid() {
			to = from // an insertion may leave its end out
		}
		edits = append(edits, jsonEdit{r.src.relPath(from.Filename), from.Line, from.Column, to.Line, to.Column, e.New})
	}
	return edits
}

// nonNil makes an empty list of a nil one.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
