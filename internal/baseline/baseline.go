// Package baseline lets an old code base adopt the suite today: the findings of that day are written down and held back until somebody touches their statements.
//
// A finding is keyed by rule, package, symbol and a hash of its statement, with a count and without line numbers: moving code keeps it, editing the
// statement raises it again. A baseline only shrinks. Findings that came later are never added to it, and an entry that holds nothing any more is stale
// and fails the run until it is taken out.
package baseline

import (
	"cmp"
	"slices"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Version is the version of the file format.
const Version = 1

// Key names the findings that one entry holds back.
type Key struct {
	Rule string `json:"rule"`
	// Package is the import path: symbols are qualified by the package's name only, which two packages may share.
	Package   string `json:"package"`
	Symbol    string `json:"symbol"`
	Statement string `json:"statement"`
}

// KeyOf gives the key of a finding. The category and the relation are left out on purpose: what counts is that nobody touched the statement.
func KeyOf(e *verdict.Entry) Key {
	return Key{Rule: e.Rule, Package: e.Origin.Package(), Symbol: e.Symbol, Statement: e.Statement}
}

func (k Key) compare(l Key) int {
	return cmp.Or(cmp.Compare(k.Package, l.Package), cmp.Compare(k.Symbol, l.Symbol), cmp.Compare(k.Rule, l.Rule), cmp.Compare(k.Statement, l.Statement))
}

// Entry holds back as many findings of its key as Count says.
type Entry struct {
	Key
	Count int `json:"count"`
}

// Baseline is a set of entries, sorted, one per key. The nil Baseline holds nothing.
type Baseline struct {
	entries []Entry
}

// New makes the baseline of an adoption: it holds every given finding.
func New(findings []verdict.Entry) *Baseline {
	counts := make(map[Key]int)
	for i := range findings {
		counts[KeyOf(&findings[i])]++
	}
	return fromCounts(counts)
}

func fromCounts(counts map[Key]int) *Baseline {
	b := &Baseline{entries: make([]Entry, 0, len(counts))}
	for k, n := range counts {
		b.entries = append(b.entries, Entry{k, n})
	}
	slices.SortFunc(b.entries, func(x, y Entry) int { return x.compare(y.Key) })
	return b
}

// Entries lists the entries in the order of the file.
func (b *Baseline) Entries() []Entry {
	if b == nil {
		return nil
	}
	return slices.Clone(b.entries)
}

// Count is the number of findings that the baseline can hold back.
func (b *Baseline) Count() int {
	n := 0
	for _, e := range b.Entries() {
		n += e.Count
	}
	return n
}

// Package is the part of the baseline that speaks about one package, for drivers that see one at a time.
func (b *Baseline) Package(path string) *Baseline {
	part := &Baseline{}
	for _, e := range b.Entries() {
		if e.Package == path {
			part.entries = append(part.entries, e)
		}
	}
	return part
}

// Judgement is what a baseline says of the findings of a run.
type Judgement struct {
	// New and Held index the findings: those that the baseline does not know, and those that it holds back.
	New, Held []int
	// Stale are the entries, or the parts of their counts, that hold nothing. They mean something only where everything that they could hold was
	// looked at: see Scope.
	Stale []Entry
}

// Scope says what a run looked at. An entry outside it is never stale.
type Scope struct {
	// Ran reports whether the rule ran.
	Ran func(rule string) bool
	// Judged reports whether every finding of the package would have been found: its callers were loaded too.
	Judged func(pkg string) bool
}

// Judge splits findings into new and held ones. Findings of one key are held in the order in which they are given, so the order must be fixed.
func (b *Baseline) Judge(findings []verdict.Entry, scope Scope) Judgement {
	left := make(map[Key]int)
	for _, e := range b.Entries() {
		left[e.Key] = e.Count
	}
	var j Judgement
	for i := range findings {
		k := KeyOf(&findings[i])
		if left[k] > 0 {
			left[k]--
			j.Held = append(j.Held, i)
			continue
		}
		j.New = append(j.New, i)
	}
	for _, e := range b.Entries() {
		if n := left[e.Key]; n > 0 && scope.Ran(e.Rule) && scope.Judged(e.Package) {
			j.Stale = append(j.Stale, Entry{e.Key, n})
		}
	}
	return j
}

// Shrink takes the stale parts out. It is the only change that an existing baseline ever sees.
func (b *Baseline) Shrink(stale []Entry) *Baseline {
	counts := make(map[Key]int)
	for _, e := range b.Entries() {
		counts[e.Key] = e.Count
	}
	for _, s := range stale {
		counts[s.Key] -= s.Count
		if counts[s.Key] <= 0 {
			delete(counts, s.Key)
		}
	}
	return fromCounts(counts)
}
