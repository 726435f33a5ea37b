// Package ledger reads what the command writes with -format json and -ledger: findings, what was not understood, and every judged
// obligation. It is written against the documented keys, not against the command's types, so that a change of either is seen.
package ledger

import (
	"encoding/json"
	"fmt"
	"os"
)

// Place is a position relative to the module root.
type Place struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message,omitempty"`
}

// Finding is one entry of findings[] or unresolved[].
type Finding struct {
	Rule        string   `json:"rule"`
	Category    string   `json:"category"`
	Message     string   `json:"message"`
	File        string   `json:"file"`
	Line        int      `json:"line"`
	Column      int      `json:"column"`
	Symbol      string   `json:"symbol"`
	Relation    string   `json:"relation"`
	Fingerprint string   `json:"fingerprint"`
	Reason      string   `json:"reason,omitempty"`
	Why         []string `json:"why"`
	Related     []Place  `json:"related"`
}

// Report is the one object of -format json.
type Report struct {
	Version    string                    `json:"version"`
	Findings   []Finding                 `json:"findings"`
	Unresolved []Finding                 `json:"unresolved"`
	Summary    map[string]map[string]any `json:"summary"`
	// Endpoints are all of those that bailiwick routes lists, with the verdict as category.
	Endpoints []Finding `json:"-"`
}

// Entry is one judged obligation of the ledger, met ones too, or a note that says why a call owes nothing.
type Entry struct {
	Rule     string   `json:"rule"`
	Category string   `json:"category"`
	Verdict  string   `json:"verdict"` // met, broken, unresolved, waived; "" for a note
	Message  string   `json:"message"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	EndLine  int      `json:"endLine"`
	Symbol   string   `json:"symbol"`
	Relation string   `json:"relation"`
	Reason   string   `json:"reason"`
	Why      []string `json:"why"`
	Related  []Place  `json:"related"`
	Traced   bool     `json:"traced"`
}

// ReadReport decodes the command's JSON.
func ReadReport(data []byte) (*Report, error) {
	var r Report
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	return &r, nil
}

// Read reads a ledger file: an array of entries, or an object that holds it under "entries".
func Read(path string) ([]Entry, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read ledger: %w", err)
	}
	var list []Entry
	if err := json.Unmarshal(data, &list); err == nil {
		return list, nil
	}
	var object struct {
		Entries []Entry `json:"entries"`
	}
	if err := json.Unmarshal(data, &object); err != nil {
		return nil, fmt.Errorf("read ledger %s: %w", path, err)
	}
	return object.Entries, nil
}
