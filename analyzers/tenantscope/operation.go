package tenantscope

import (
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/scope"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// operation is one database operation with its judgement.
type operation struct {
	*query.Operation
	state  judgeState
	refs   []*reference
	scoped bool // every reference is met: its rows belong to the tenant
	table  string
	free   []string // why references that are not in refs owe nothing
}

type judgeState uint8

const (
	unjudged judgeState = iota
	judging
	judgedState
)

// reference is one relation reference over all alternatives of its operation.
type reference struct {
	scope.Ref
	alt        *query.Alternative
	values     values
	traced     bool
	other      bool      // a tenant bind gets a value that is neither the authenticated tenant nor a parameter
	asks       []classed // the parameters that the tenant key is bound to
	parentAsks []classed // those that name the parent of an inserted row, with its table and column
	requests   []classed // the values of the request that the tenant key is bound to, about which the routes are asked
	demand     demand
	state      referenceState
}

type referenceState uint8

const (
	refHome   referenceState = iota // judged here
	refLeaves                       // left to callers
)

// together settles references that hang by a key on another broken reference of the statement. Where that one is discharged, so are they.
// Where it is not, the rows that a query builder loads along with it are one cause with it, and are told there, as are those of a sub-select
// and of what it is a condition for.
func together(merged map[string]*reference, order []string) []string {
	var out []string
	for _, key := range order {
		r := merged[key]
		leader := r.leader(merged, order)
		if first := r.first(merged, order); leader != nil && leader.Verdict == verdict.Broken && r.alt.Text == "" && first != r {
			first.Why = append(first.Why, "a condition for rows that are not scoped either: "+r.Relation.Name)
			continue
		}
		switch {
		case r.Verdict != verdict.Broken || leader == nil:
		case leader.Verdict == verdict.Met:
			r.Verdict, r.Category, r.Message = verdict.Met, "", ""
			r.Why = append(r.Why, "hangs by a key on "+leader.Relation.Name+", which is met")
		case r.alt.Text == "" && leader.Verdict == verdict.Broken && len(leader.Follows) == 0:
			leader.Why = append(leader.Why, "loaded along with it: "+r.Relation.Name)
			continue
		case leader.Verdict == verdict.Broken && leader.state == refLeaves && travels(r.Category):
			// Whoever discharges the one discharges the other.
			r.state, r.demand = refLeaves, leader.demand
		}
		out = append(out, key)
	}
	return out
}

// leader is the reference of the statement that this one follows.
func (r *reference) leader(merged map[string]*reference, order []string) *reference {
	for _, rel := range r.Follows {
		for _, key := range order {
			if l := merged[key]; l != r && l.is(rel) {
				return l
			}
		}
	}
	return nil
}

func (r *reference) is(rel *sqlread.Relation) bool {
	return r.Relation.Name == rel.Name && r.Relation.Alias == rel.Alias && r.Relation.Schema == rel.Schema
}

// first is the one that is told of the broken references that this one hangs on and that hang on it: the innermost one in a sub-select of the
// condition, where a predicate would serve them all.
func (r *reference) first(merged map[string]*reference, order []string) *reference {
	out := r
	for _, key := range order {
		l := merged[key]
		if l.Nested > out.Nested && l.Verdict == verdict.Broken && slices.ContainsFunc(r.Follows, l.is) && slices.ContainsFunc(l.Follows, r.is) {
			out = l
		}
	}
	return out
}

// severity orders the judgements of one reference over the alternatives of its statement: the worst counts.
func severity(r *reference) int {
	switch {
	case r.Verdict == verdict.Broken && r.state == refHome:
		return 4
	case r.Verdict == verdict.Unresolved:
		return 3
	case r.Verdict == verdict.Broken:
		return 2
	case !r.traced:
		return 1
	}
	return 0
}

// guarded reports a statement of a generated client whose schema filters every query: an ent privacy policy or interceptor.
func guarded(r *reference) bool {
	if r.alt.Chain == nil || len(r.alt.Chain.Guards) == 0 {
		return false
	}
	r.Verdict, r.Category, r.Message = verdict.Met, "", ""
	r.Listed = "guarded by the schema's " + strings.Join(r.alt.Chain.Guards, " and ")
	return true
}

// ownMembership reports a look-up that the authenticated principal's own id narrows: whose tenant the request names does not matter.
func (r *reference) ownMembership() bool {
	return slices.ContainsFunc(r.KeyBinds, func(k scope.KeyBind) bool { return k.Own && r.values.class(k.Bind).Class == ClassPrincipal })
}

func describe(r *reference) string {
	verb := "query on "
	if r.Write {
		verb = "write to "
	}
	return verb + r.Relation.Name
}

func quoteName(s string) string {
	if s == "" {
		return "a value"
	}
	return s
}

func named(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}
