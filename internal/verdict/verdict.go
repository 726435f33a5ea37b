// Package verdict holds what every rule results in: obligations with their verdict and evidence.
package verdict

import "go/token"

// Verdict is the judgement of one obligation.
type Verdict uint8

// The four verdicts. Unresolved is never folded into Met.
const (
	Met Verdict = iota
	Broken
	Unresolved
	Waived
)

// Position is a place relative to the module root, so that it can travel in a fact and in a report.
// Module is the module path, which tells the roots of several modules apart. Line and Column are 1-based, Column counts bytes.
type Position struct {
	Module       string
	File         string // slash-separated, relative to the module's root
	Line, Column int
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
	// Symbol is the function that holds the origin, e.g. "(*store.Store).Order"; Relation the table as written; Statement a hash of the normalised statement.
	Symbol, Relation, Statement string
	// Gap is where the evidence should stand, when that is not the origin.
	Gap *Position
	// Reason says why an unresolved obligation is; Why lists the evidence found, or what is missing, one sentence each.
	Reason  string
	Why     []string
	Related []Related
	Fixes   []Fix
	// Traced is true when the tenant value was followed to the authenticated tenant.
	Traced bool
	// Severity is "" (error) or "warning".
	Severity string
	// Claim is the verified or unverified claim of a waiver: "" when not waived.
	Claim string
	// Assumptions are listed once per run.
	Assumptions []string
}

// Ledger is every rule's result for one package.
type Ledger struct {
	Rule    string
	Entries []Entry
	// Notes are one-line statements about the whole, e.g. "no tenant column found: nothing owed".
	Notes []string
	// Statements is the number of statements in which the entries' references stand.
	Statements int
}
