package report

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// ledgerEntry is one judged obligation as -ledger writes it, met ones too, or a note without a verdict: a call that owes nothing, and why.
type ledgerEntry struct {
	Rule     string        `json:"rule"`
	Category string        `json:"category"`
	Verdict  string        `json:"verdict"`
	Message  string        `json:"message"`
	File     string        `json:"file"`
	Line     int           `json:"line"`
	Column   int           `json:"column"`
	EndLine  int           `json:"endLine"`
	Symbol   string        `json:"symbol"`
	Relation string        `json:"relation"`
	Reason   string        `json:"reason"`
	Why      []string      `json:"why"`
	Related  []jsonRelated `json:"related"`
	Traced   bool          `json:"traced"`
}

// WriteLedger writes every judged obligation of a run to a file, and every call that was found to owe nothing: what a reader samples, and what
// an independent count is held against.
// The file is written whole or not at all.
func WriteLedger(name string, in Input) error {
	out := struct {
		Entries []ledgerEntry `json:"entries"`
		Notes   []string      `json:"notes"`
	}{Entries: []ledgerEntry{}, Notes: []string{}}
	for _, l := range in.Ledgers {
		if l == nil {
			continue
		}
		for i := range l.Entries {
			out.Entries = append(out.Entries, ledgerEntryOf(in, &l.Entries[i]))
		}
		for _, e := range l.Exempt {
			out.Entries = append(out.Entries, noteOf(e))
		}
		for _, n := range l.Notes {
			if !slices.Contains(out.Notes, n) {
				out.Notes = append(out.Notes, n)
			}
		}
	}
	data, err := json.MarshalIndent(out, "", "\t")
	if err != nil {
		return fmt.Errorf("ledger %s: %w", name, err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".ledger-*")
	if err != nil {
		return fmt.Errorf("ledger %s: %w", name, err)
	}
	defer os.Remove(tmp.Name())
	if _, err := tmp.Write(append(data, '\n')); err != nil {
		tmp.Close()
		return fmt.Errorf("ledger %s: %w", name, err)
	}
	if err := tmp.Close(); err != nil {
		return fmt.Errorf("ledger %s: %w", name, err)
	}
	return os.Rename(tmp.Name(), name)
}

func noteOf(e verdict.Exemption) ledgerEntry {
	return ledgerEntry{
		Rule: e.Rule, Message: "owes nothing: " + e.Reason, File: e.Origin.File, Line: e.Origin.Line, Column: e.Origin.Column,
		EndLine: max(e.Origin.Line, e.EndLine), Symbol: e.Symbol, Reason: e.Reason, Why: []string{}, Related: []jsonRelated{},
	}
}

func ledgerEntryOf(in Input, e *verdict.Entry) ledgerEntry {
	out := ledgerEntry{
		Rule: e.Rule, Category: e.Category, Verdict: e.Verdict.String(), Message: e.Message, File: e.Origin.File, Line: e.Origin.Line,
		Column: e.Origin.Column, EndLine: e.Origin.Line, Symbol: e.Symbol, Relation: e.Relation, Reason: e.Reason, Why: e.Why, Traced: e.Traced,
		Related: []jsonRelated{},
	}
	if e.End.IsValid() && in.Fset != nil {
		out.EndLine = max(out.Line, in.Fset.Position(e.End).Line)
	}
	if out.Why == nil {
		out.Why = []string{}
	}
	for _, r := range e.Related {
		out.Related = append(out.Related, jsonRelated{File: r.Position.File, Line: r.Position.Line, Column: r.Position.Column, Message: r.Message})
	}
	return out
}
