// Package verdict holds what every rule results in: obligations with their verdict and evidence.
package verdict

import (
	"go/token"
	"path"
	"strconv"
)

// Verdict is the judgement of one obligation.
type Verdict uint8

// The four verdicts. Unresolved is never folded into Met.
const (
	Met Verdict = iota
	Broken
	Unresolved
	Waived
)

// String gives the word that every output uses.
func (v Verdict) String() string {
	switch v {
	case Met:
		return "met"
	case Broken:
		return "broken"
	case Unresolved:
		return "unresolved"
	case Waived:
		return "waived"
	}
	return "verdict(" + strconv.Itoa(int(v)) + ")"
}

// worse orders verdicts for one obligation that several packages settled: a finding must not be hidden by a sibling that met it,
// and what one of them did not understand is not met either.
func (v Verdict) worse() int {
	switch v {
	case Broken:
		return 3
	case Unresolved:
		return 2
	case Waived:
		return 1
	}
	return 0
}

// Worse returns the verdict of the two that must be believed when both were reached for one obligation.
func Worse(a, b Verdict) Verdict {
	if b.worse() > a.worse() {
		return b
	}
	return a
}

// Position is a place relative to the module root, so that it can travel in a fact and in a report.
// Module is the module path, which tells the roots of several modules apart. Line and Column are 1-based, Column counts bytes.
type Position struct {
	Module       string
	File         string // slash-separated, relative to the module's root
	Line, Column int
}

// Package is the import path of the directory that holds the position. It is the module path joined with the directory, which is the import path
// of every package but those of the standard library and of synthetic test binaries, and those owe nothing.
func (p Position) Package() string {
	return path.Join(p.Module, path.Dir(p.File))
}

// Related is a further place that explains a finding.
type Related struct {
	Position Position
	Message  string
}

// Edit replaces the text between two positions of the analysed package's files.
type Edit struct {
	Pos, End token.Pos
	New      string
}

// Fix is one mechanical mend.
type Fix struct {
	Message string
	Edits   []Edit
}

// GuardOwn is the kind of what is bound to the caller's own id: nothing is asked, and nothing need be.
const GuardOwn = "own"

// Guard is a decision that a request must pass.
type Guard struct {
	// Kind is what it decides: "authentication", "credential" or "permission"; GuardOwn where nothing need be asked.
	Kind string
	// By is the key of the function that decides; empty for a comparison in place.
	By string
	// Args are the constant texts that it is given, such as the name of a permission.
	Args []string
}

// Entry is one judged obligation.
//
// A finding's identity is (Rule, Category, Origin with Statement, Gap); see docs. Message stands alone and names the object and the missing thing.
type Entry struct {
	Rule     string
	Category string
	Verdict  Verdict
	Message  string
	// Pos is the origin when it lies in the analysed package, else token.NoPos; Origin is always set.
	Pos, End token.Pos
	Origin   Position
	// Here is the binding in the analysed package by which it settles an obligation whose statement and call both stand in other packages, else token.NoPos.
	Here token.Pos
	// Symbol is the function that holds the origin, e.g. "(*store.Store).Order"; Relation the table as written; Statement a hash of the normalised statement.
	Symbol, Relation, Statement string
	// Ordinal numbers the references of a statement from 0, in the order of its text: it tells two references to one table apart, within a run only.
	Ordinal int
	// Instance tells endpoints of one relation and handler apart, such as those of two servers, within a run only.
	Instance string
	// Gap is where the evidence should stand, when that is not the origin.
	Gap *Position
	// GapSymbol is the function that holds the gap: part of the identity, because it outlives edits that move lines.
	GapSymbol string
	// Reason says why an unresolved obligation is: its kind, then after ": " what it is about, e.g. "unlisted function: (*gorm.io/gorm.DB).Foo". The summary
	// counts kinds. Why lists the evidence found, or what is missing, one sentence each.
	Reason string
	Why    []string
	// Guards are the decisions in front of an endpoint and of what it changes, those of one kind in the order in which a request meets them.
	Guards []Guard
	// Mend says in one sentence how to put it right; "" when the fixes say it or nothing general can be said.
	Mend    string
	Related []Related
	Fixes   []Fix
	// Actions are edits that only a person may choose, since the code does not compile until something is decided: an editor offers them, and -fix never applies them.
	Actions []Fix
	// Traced is true when the tenant value was followed to the authenticated tenant.
	Traced bool
	// Asks are the questions that were put to callers about the tenant value, by the rule's own keys: where all are answered with the
	// authenticated tenant, the entry is traced too. Only a driver that sees the whole program can tell.
	Asks []string
	// Severity is "" (error) or "warning".
	Severity string
	// Claim is the verified or unverified claim of a waiver: "" when not waived.
	Claim string
	// WaivedBy is the reason that the waiver gives: "" when not waived.
	WaivedBy string
	// Assumptions are listed once per run.
	Assumptions []string
	// Claims are those of a waiver that the statement itself would bear out; set for what is broken in its own package.
	Claims []string
	// Told is true for what is broken by the same cause as another entry, which tells of it: it is counted, and no finding of its own.
	Told bool
	// Directive is true for a finding about a waiver or a contract: it is reported like any other and counts as no obligation.
	Directive bool
}

// Exemption is a place at which nothing is owed, with the reason: an independent count is held against these too.
type Exemption struct {
	Rule    string
	Origin  Position
	EndLine int // of the operation, 1-based
	Symbol  string
	Reason  string
}

// Ledger is every rule's result for one package.
type Ledger struct {
	Rule string
	// Package is the import path of the package whose analysis made the ledger.
	Package string
	Entries []Entry
	// Exempt are the places that the rule looked at and that owe nothing. They count nowhere.
	Exempt []Exemption
	// Notes are one-line statements about the whole, e.g. "no tenant column found: nothing owed".
	Notes []string
	// Mends are the fixes of obligations that left the package, by their Reference: where a caller breaks one, the mend is at the origin.
	Mends map[string][]Fix `json:"-"`
	// Unused, if set, says which queries of the package are broken though nobody runs them, in one line each, given which are called in the whole program.
	Unused func(called func(query string) bool) []string `json:"-"`
	// Statements is the number of statements in which the entries' references stand.
	Statements int
}

// Mend gives broken entries whose obligation left the ledger's package the fixes at their origin.
func (l *Ledger) Mend(entries []Entry) {
	for i := range entries {
		if e := &entries[i]; e.Verdict == Broken && len(e.Fixes) == 0 && len(l.Mends) > 0 {
			e.Fixes = l.Mends[e.Reference()]
		}
	}
}
