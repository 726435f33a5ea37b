package tenantscope

import (
	"fmt"
	"go/token"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/bailiwick-dev/bailiwick/internal/waiver"
)

// waivers are the directives of the package: in its Go files, and in the texts of its statements.
type waivers struct {
	set  *waiver.Set
	sql  map[string]*waiver.SQLSet
	text map[string]*query.Operation // the operation in whose call a text with a waiver stands
}

func (j *judge) collectWaivers() {
	j.waivers = waivers{
		set:  waiver.Collect(j.pass.Fset, j.pass.Files, waiver.Options{Rules: j.site.Rules, HostHandlesNolint: j.site.HostNolint}),
		sql:  map[string]*waiver.SQLSet{},
		text: map[string]*query.Operation{},
	}
}

// waived finds the waiver of a reference: at its Go statement, else in the SQL text.
func (j *judge) waived(o *operation, alt *query.Alternative, pos token.Pos) *waiver.Waiver {
	if w := j.waivers.set.Match(pos, Name); w != nil {
		return w
	}
	if alt == nil || !strings.Contains(alt.Text, "bailiwick:allow") {
		return nil
	}
	set := j.textWaivers(o, alt)
	for i, st := range sqlread.Read(alt.Text).Statements {
		if st.Span == alt.Stmt.Span {
			return set.Match(i, Name)
		}
	}
	return nil
}

// textWaivers are those in the text of a statement; nil when there are none.
func (j *judge) textWaivers(o *operation, alt *query.Alternative) *waiver.SQLSet {
	if alt == nil || !strings.Contains(alt.Text, "bailiwick:allow") {
		return nil
	}
	set, ok := j.waivers.sql[alt.Text]
	if !ok {
		var spans []waiver.Span
		for _, st := range sqlread.Read(alt.Text).Statements {
			spans = append(spans, waiver.Span(st.Span))
		}
		set = waiver.CollectSQL(alt.Text, spans, j.site.Rules)
		j.waivers.sql[alt.Text] = set
		if o.Template == nil {
			// A generated query's waiver may be used by another of its calls; only texts of this package are asked for unused ones.
			j.waivers.text[alt.Text] = o.Operation
		}
	}
	return set
}

// waive applies a waiver to an entry that is broken, unresolved or about to leave. It reports false when there is none, or when what it
// claims is contradicted by the code: that is a finding of its own.
func (j *judge) waive(o *operation, r *reference, e *verdict.Entry) bool {
	alt := (*query.Alternative)(nil)
	if r != nil {
		alt = r.alt
	} else if len(o.Alternatives) > 0 {
		alt = &o.Alternatives[0]
	}
	w := j.waived(o, alt, e.Pos)
	if w == nil {
		return false
	}
	w.MarkUsed()
	if r != nil {
		if against := contradicts(w.Claim, r); against != "" {
			e.Verdict, e.Category = verdict.Broken, waiver.Category
			e.Message = fmt.Sprintf("waiver claims %s, but %s", w.Claim, against)
			return true
		}
	}
	e.Verdict, e.Claim, e.WaivedBy, e.Fixes = verdict.Waived, w.Claim, w.Reason, nil
	switch {
	case w.Claim == waiver.ClaimPublic:
		claimPublic(e)
	case aboutCallers(w.Claim):
		return j.claimCallers(o, r, e)
	}
	return true
}

// contradicts says what in the statement speaks against a claim; empty when nothing does.
func contradicts(claim string, r *reference) string {
	switch claim {
	case waiver.ClaimToken:
		for _, k := range r.KeyBinds {
			if credentialColumn(k.Column) {
				return ""
			}
		}
		return "the row is not looked up by a credential column"
	case waiver.ClaimAggregate:
		if !onlyAggregates(r.alt.Stmt) {
			return "the statement gives more than aggregates"
		}
	case waiver.ClaimGlobal:
		if t := r.Table; t != nil && t.Tenancy.Kind == catalog.Owned && !t.Tenancy.Nullable {
			return fmt.Sprintf("%s.%s is never NULL: every row belongs to a tenant", t.Name, t.Tenancy.Key)
		}
	}
	return ""
}

// supported are the claims that the statement of a reference bears out.
func supported(r *reference) []string {
	var list []string
	for _, claim := range []string{waiver.ClaimToken, waiver.ClaimAggregate} {
		if contradicts(claim, r) == "" {
			list = append(list, claim)
		}
	}
	if t := r.Table; t != nil && t.Tenancy.Kind == catalog.Owned && t.Tenancy.Nullable {
		list = append(list, waiver.ClaimGlobal)
	}
	return list
}

func credentialColumn(name string) bool {
	name = fold(name)
	return slices.ContainsFunc([]string{"hash", "token", "secret", "digest", "apikey", "keyid", "code", "signature", "fingerprint"}, func(w string) bool { return strings.Contains(name, w) })
}

// aggregates are the functions whose result tells of no single row.
var aggregates = [...]string{"count", "sum", "avg", "min", "max", "bool_and", "bool_or", "every", "stddev", "variance", "percentile_cont", "percentile_disc", "total", "bit_and", "bit_or"}

// onlyAggregates reports a SELECT whose every output is an aggregate, or that only tells whether rows exist.
func onlyAggregates(s *sqlread.Statement) bool {
	if s.Kind != sqlread.KindSelect || s.Query == nil || s.Query.Op != sqlread.NoSetOp || len(s.Query.Items) == 0 {
		return false
	}
	for _, it := range s.Query.Items {
		if it.Star || it.Expr == nil || !aggregate(it.Expr) {
			return false
		}
	}
	return true
}

func aggregate(e sqlread.Expr) bool {
	switch x := e.(type) {
	case *sqlread.Func:
		if slices.Contains(aggregates[:], x.Name) && !x.Window {
			return true
		}
		return x.Name == "coalesce" && len(x.Args) > 0 && aggregate(x.Args[0])
	case *sqlread.Cast:
		return aggregate(x.X)
	case *sqlread.Exists, *sqlread.Literal:
		return true
	case *sqlread.Binary:
		return aggregate(x.L) && aggregate(x.R)
	}
	return false
}

// unusedWaivers reports directives that excuse nothing and such that cannot be read.
func (j *judge) unusedWaivers() {
	for _, p := range j.waivers.set.Problems() {
		if (p.Rule == Name || p.Rule == waiver.Suite) && j.owes(p.Pos) {
			j.waiverFinding(p.Pos, p.End, p.Message)
		}
	}
	for _, w := range j.waivers.set.Unused(Name) {
		if j.owes(w.Pos) {
			j.waiverFinding(w.Pos, w.End, w.UnusedMessage())
		}
	}
	for _, text := range query.SortedKeys(j.waivers.text) {
		pos, end := j.p.CallPos(j.waivers.text[text].Call)
		set := j.waivers.sql[text]
		for _, p := range set.Problems() {
			j.waiverFinding(pos, end, p.Message)
		}
		for _, w := range set.Unused(Name) {
			j.waiverFinding(pos, end, w.UnusedMessage())
		}
	}
}

func (j *judge) waiverFinding(pos, end token.Pos, message string) {
	j.ledger.Entries = append(j.ledger.Entries, verdict.Entry{
		Rule: Name, Category: waiver.Category, Verdict: verdict.Broken, Message: message, Pos: pos, End: end, Origin: j.position(pos),
		Directive: true, // a finding, and no reference that is counted
	})
}
