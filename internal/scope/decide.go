package scope

import (
	"sort"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// decider holds what one decision needs. It is made for one statement and thrown away.
type decider struct {
	cat    *catalog.Catalog
	values Values
	opt    Options

	terms    []termInfo // by term; the first is no term
	binds    map[bindKey]term
	lits     map[string]term
	settings map[string]term
	ctes     map[*sqlread.CTE]*cteDef
	views    map[*catalog.Table]*summary
	open     []*catalog.Table     // views that are being judged
	kind     sqlread.Kind         // of the statement that is being judged
	entities map[string]reference // by column name, see entity
	steps    int
}

// maxSteps bounds the work on one statement: a second or two at worst. What is beyond it is unresolved.
const maxSteps = 5_000_000

// tick counts work; it reports whether there is some left.
func (d *decider) tick(n int) bool {
	d.steps += n
	return d.steps < maxSteps
}

func (d *decider) ok() bool { return d.steps < maxSteps }

func newDecider(cat *catalog.Catalog, v Values, opt Options) *decider {
	return &decider{
		cat: cat, values: v, opt: opt,
		terms:    make([]termInfo, 1),
		binds:    make(map[bindKey]term),
		lits:     make(map[string]term),
		settings: make(map[string]term),
		ctes:     make(map[*sqlread.CTE]*cteDef),
		views:    make(map[*catalog.Table]*summary),
		entities: make(map[string]reference),
	}
}

// Decide judges every relation reference of a statement. The result is sorted by position and is the same for the same
// input. v may be nil.
func Decide(stmt *sqlread.Statement, cat *catalog.Catalog, v Values, opt Options) []Ref {
	if stmt == nil {
		return nil
	}
	d := newDecider(cat, v, opt)
	s := newSink()
	d.statement(stmt, nil, nil, s)
	refs := s.refs
	for i := range refs {
		r := &refs[i]
		if r.Verdict == Exempt {
			continue
		}
		switch {
		case !d.ok():
			*r = Ref{Relation: r.Relation, Table: r.Table, Write: r.Write, Verdict: unresolved, Reason: "the statement is too large to decide"}
		case len(stmt.Problems) > 0:
			// What could not be read may hold an OR as well as the predicate that is missed.
			*r = Ref{Relation: r.Relation, Table: r.Table, Write: r.Write, Verdict: unresolved, Reason: "the statement could not be read: " + stmt.Problems[0].Reason}
		}
	}
	sort.SliceStable(refs, func(i, j int) bool {
		a, b := refs[i].Relation.Span, refs[j].Relation.Span
		if a.Start != b.Start {
			return a.Start < b.Start
		}
		return a.End < b.End
	})
	return refs
}
