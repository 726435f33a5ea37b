package verdict

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// fingerprintBytes is how much of the hash is shown. Eight bytes keep a code-scanning page readable, and the chance of two of
// a hundred thousand findings colliding is below one in a billion.
const fingerprintBytes = 8

// Fingerprint names a finding across edits that move lines. It is taken over the rule, the category, the package and symbol of the origin, the
// statement, the relation and the symbol of the gap, never over a line, a column or a file name. The n-th finding (from 0) that agrees in all of them
// gets its number, so that two references to one table in one statement stay two.
func (e *Entry) Fingerprint(n int) string {
	h := sha256.New()
	for _, part := range []string{e.Rule, e.Category, e.Origin.Package(), e.Symbol, e.Statement, e.Relation, e.GapSymbol} {
		// A length before each part keeps ("ab", "c") apart from ("a", "bc").
		h.Write([]byte(strconv.Itoa(len(part)) + ":" + part))
	}
	sum := hex.EncodeToString(h.Sum(nil)[:fingerprintBytes])
	if n > 0 {
		sum += "-" + strconv.Itoa(n+1)
	}
	return sum
}

// Reference identifies the obligation behind an entry, whoever settled it: two packages that settle one reference, or two callers that
// break it, share it. It holds lines and is good within one run only.
func (e *Entry) Reference() string {
	return strings.Join([]string{e.Rule, e.Origin.String(), e.Symbol, e.Statement, e.Relation, strconv.Itoa(e.Ordinal)}, "\x00")
}

// Identity is a Reference together with what was said of it: entries with the same identity from two mains are one finding. The verdict is
// part of it, since a report lists what is broken apart from what is unresolved.
func (e *Entry) Identity() string {
	gap := ""
	if e.Gap != nil {
		gap = e.Gap.String()
	}
	return strings.Join([]string{e.Reference(), e.Verdict.String(), e.Category, e.GapSymbol, gap}, "\x00")
}

// String renders the position as module:file:line:column; the module is left out when it is not known.
func (p Position) String() string {
	s := p.File + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column)
	if p.Module != "" {
		s = p.Module + ":" + s
	}
	return s
}

// Less orders positions by module, file, line and column.
func (p Position) Less(q Position) bool {
	switch {
	case p.Module != q.Module:
		return p.Module < q.Module
	case p.File != q.File:
		return p.File < q.File
	case p.Line != q.Line:
		return p.Line < q.Line
	}
	return p.Column < q.Column
}
