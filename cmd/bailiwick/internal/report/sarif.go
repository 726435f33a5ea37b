package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/config"
)

// SARIF 2.1.0 is written with types of our own, below in sarif_types.go. The maintained library for it validates at run time and brings a JSON schema
// engine into the program for that; our output is validated against the official schema in the tests instead.
//
// What code scanning makes of it decided the details: it ignores suppressions and unlinked related places, so the message links them; it wants columns in
// UTF-16 units; and an alert stays one alert as long as rule, path and fingerprint stay.

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	srcRoot     = "%SRCROOT%"
	// fingerprintName carries a version: what goes into a fingerprint may change once, never silently.
	fingerprintName = "bailiwick/v1"
)

// WriteSARIF prints the report as a SARIF 2.1.0 log.
func (r *Report) WriteSARIF(w io.Writer) error {
	run := sarifRun{
		Tool: sarifTool{Driver: sarifDriver{
			Name: "bailiwick", Version: r.in.Version, InformationURI: "https://github.com/bailiwick-dev/bailiwick", Rules: []sarifRule{},
		}},
		OriginalURIBaseIDs: map[string]sarifBase{srcRoot: {Description: sarifText{Text: "the root of the repository; without one, of the analysed module or workspace"}}},
		ColumnKind:         "utf16CodeUnits",
		Results:            []sarifResult{},
		Invocations:        []sarifInvocation{{ExecutionSuccessful: len(r.in.Errors) == 0, Notifications: notifications(r.in.Errors)}},
	}
	index := make(map[string]int)
	for _, rule := range r.sarifRules() {
		index[rule.ID] = len(run.Tool.Driver.Rules)
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule)
	}
	add := func(list []*Finding, change func(*Finding, *sarifResult)) {
		for _, f := range list {
			res := r.sarifResult(f)
			res.RuleIndex = index[f.Rule]
			change(f, &res)
			run.Results = append(run.Results, res)
		}
	}
	add(r.Findings, func(*Finding, *sarifResult) {})
	add(r.Held, func(_ *Finding, res *sarifResult) {
		res.Suppressions = append(res.Suppressions, sarifSuppression{Kind: "external", Status: "accepted", Justification: "held by the baseline"})
	})
	add(r.Waived, func(f *Finding, res *sarifResult) {
		res.Suppressions = append(res.Suppressions, sarifSuppression{Kind: "inSource", Status: "accepted", Justification: f.WaivedBy})
	})
	if r.in.Unresolved == config.UnresolvedReport || r.in.Unresolved == config.UnresolvedFail {
		add(r.Unresolved, func(_ *Finding, res *sarifResult) {
			res.Kind, res.Level = "open", "none" // the tool could not decide; such a result has no level
		})
	}
	return writeJSON(w, sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

// sarifRules describes the rules that ran, and those that only findings name: the suite's own, about its directives.
func (r *Report) sarifRules() []sarifRule {
	var rules []sarifRule
	seen := make(map[string]bool)
	for _, rule := range r.in.Rules {
		seen[rule.Name] = true
		rules = append(rules, sarifRule{
			ID: rule.Name, ShortDescription: sarifText{rule.Summary}, FullDescription: sarifText{rule.Summary}, HelpURI: rule.URL,
			Help:                 &sarifHelp{Text: firstOf(rule.Doc, rule.Summary), Markdown: rule.Doc},
			DefaultConfiguration: sarifConfiguration{Level: "error"},
			Properties:           sarifProperties{Tags: []string{"security"}},
		})
	}
	for _, list := range [][]*Finding{r.Findings, r.Held, r.Waived, r.Unresolved} {
		for _, f := range list {
			if !seen[f.Rule] {
				seen[f.Rule] = true
				rules = append(rules, sarifRule{
					ID: f.Rule, ShortDescription: sarifText{"findings about the suite's own directives"}, FullDescription: sarifText{"findings about the suite's own directives"},
					DefaultConfiguration: sarifConfiguration{Level: "error"},
				})
			}
		}
	}
	return rules
}

func (r *Report) sarifResult(f *Finding) sarifResult {
	res := sarifResult{
		RuleID: f.Rule, Kind: "fail", Level: "error",
		Locations:           []sarifLocation{r.sarifLocation(r.src.hosted(f.Origin), f.Origin.Line, r.column(f))},
		PartialFingerprints: map[string]string{fingerprintName: f.Fingerprint},
		Suppressions:        []sarifSuppression{}, // all results of a run have the list, or none
		Properties:          sarifProperties{Category: f.Category, Relation: f.Relation},
	}
	if f.warning() {
		res.Level = "warning"
	}
	if f.Symbol != "" {
		res.Locations[0].LogicalLocations = []sarifLogical{{FullyQualifiedName: f.Symbol, Kind: "function"}}
	}
	text := []string{escapeLinks(f.Message)}
	for _, why := range f.Why {
		text = append(text, escapeLinks(why))
	}
	if f.Reason != "" {
		text = append(text, escapeLinks(f.Reason))
	}
	for i, rel := range f.Related {
		file := r.src.hosted(rel.Position)
		loc := r.sarifLocation(file, rel.Position.Line, 0)
		if line, ok := r.src.line(rel.Position); ok && rel.Position.Column > 0 {
			loc.PhysicalLocation.Region.StartColumn = utf16Column(line, rel.Position.Column)
		}
		loc.ID, loc.Message = &i, &sarifText{rel.Message}
		res.RelatedLocations = append(res.RelatedLocations, loc)
		text = append(text, fmt.Sprintf("[%s:%d](%d): %s", escapeLinks(file), rel.Position.Line, i, escapeLinks(rel.Message)))
	}
	if f.Mend != "" {
		text = append(text, escapeLinks(f.Mend))
	}
	res.Message = sarifText{strings.Join(text, "\n")}
	return res
}

// column is the finding's column in UTF-16 units, 0 when the line cannot be read: no column is better than a wrong one.
func (r *Report) column(f *Finding) int {
	line, ok := r.src.line(f.Origin)
	if !ok || f.Origin.Column < 1 {
		return 0
	}
	return utf16Column(line, f.Origin.Column)
}

func (r *Report) sarifLocation(file string, line, column int) sarifLocation {
	return sarifLocation{PhysicalLocation: sarifPhysical{
		ArtifactLocation: sarifArtifact{URI: uriPath(file), URIBaseID: srcRoot},
		Region:           &sarifRegion{StartLine: max(1, line), StartColumn: column},
	}}
}

func notifications(errors []string) []sarifNotification {
	list := []sarifNotification{}
	for _, e := range errors {
		list = append(list, sarifNotification{Level: "error", Message: sarifText{e}})
	}
	return list
}

// escapeLinks keeps brackets of a message from being read as links.
func escapeLinks(s string) string {
	return strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`).Replace(s)
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
