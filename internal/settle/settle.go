// Package settle applies to a rule's ledger what the config says of findings: excluded files, severities, and the baseline in drivers that see one package at a time. It
// is the last step before a ledger is reported, and the same one in every driver.
package settle

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/baseline"
	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/contract"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/bailiwick-dev/bailiwick/internal/waiver"
)

// Options say what a ledger is settled with.
type Options struct {
	Config *config.File
	// File gives the absolute path of a position's file, "" when it is not known.
	File func(verdict.Position) string
	// Baseline holds findings back. The command leaves it out: it judges the baseline over the whole run, where it can tell what is stale.
	Baseline *baseline.Baseline
}

// Ledger settles a ledger in place.
func Ledger(l *verdict.Ledger, o Options) {
	l.Entries = slices.DeleteFunc(l.Entries, func(e verdict.Entry) bool {
		// An excluded file owes nothing, not even a reference that is counted.
		return o.Config.Excluded(o.File(e.Origin))
	})
	for i := range l.Entries {
		severity(&l.Entries[i], o.Config)
	}
	hold(l, o.Baseline)
}

// severity applies the config's word on a category. What is off is not met: it is excused, and counted as that, so that silence stays visible.
func severity(e *verdict.Entry, cfg *config.File) {
	if e.Verdict != verdict.Broken {
		return
	}
	switch cfg.SeverityOf(e.Rule, e.Category) {
	case config.SeverityOff:
		e.Verdict, e.Fixes = verdict.Waived, nil
		e.WaivedBy = fmt.Sprintf("%s is off in the config (%s)", e.Category, cfg.At("rules."+e.Rule+".categories."+e.Category))
	case config.SeverityWarning:
		e.Severity = string(config.SeverityWarning)
	}
}

// hold excuses what the baseline knows, package by package: a finding that was settled here may stand in another.
func hold(l *verdict.Ledger, b *baseline.Baseline) {
	if b == nil {
		return
	}
	var broken []verdict.Entry
	var index []int
	for i := range l.Entries {
		if e := &l.Entries[i]; e.Verdict == verdict.Broken && e.Severity == "" && !e.Directive && !e.Told {
			broken = append(broken, *e)
			index = append(index, i)
		}
	}
	nothing := func(string) bool { return false } // staleness is the command's to judge
	for _, i := range b.Judge(broken, baseline.Scope{Ran: nothing, Judged: nothing}).Held {
		e := &l.Entries[index[i]]
		e.Verdict, e.WaivedBy, e.Fixes = verdict.Waived, "held by the baseline", nil
	}
}

// Contracts are the findings about a package's contracts that cannot be used. Position translates a place of the pass.
func Contracts(pass *analysis.Pass, position func(file string, line, column int) verdict.Position) []verdict.Entry {
	var entries []verdict.Entry
	for _, p := range contract.Collect(pass.Pkg.Path(), pass.Files, pass.TypesInfo).Problems() {
		if f := fileAt(pass, p.Pos); f != nil && ast.IsGenerated(f) {
			continue
		}
		at := pass.Fset.Position(p.Pos)
		entries = append(entries, verdict.Entry{
			Rule: waiver.Suite, Category: contract.Category, Verdict: verdict.Broken, Directive: true,
			Message: p.Message, Pos: p.Pos, End: p.End, Origin: position(at.Filename, at.Line, at.Column),
		})
	}
	return entries
}

func fileAt(pass *analysis.Pass, pos token.Pos) *ast.File {
	for _, f := range pass.Files {
		if f.FileStart <= pos && pos <= f.FileEnd {
			return f
		}
	}
	return nil
}
