package tenantscope

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/scope"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// judge is the work on one package.
type judge struct {
	pass     *analysis.Pass
	site     *Site
	p        *flow.Package
	imported *imports
	tested   *testFiles
	texts    flow.Summaries // what is known of texts, the imported ones among it
	ledger   *verdict.Ledger
	fact     *Knowledge    // what is imported, then what is found here
	alone    bool          // test files are left out
	routes   *route.Result // what is known of endpoints, here and below; nil where nobody looks for them
	// seededInTests is the number of open obligations that were left before those of queries which tests hand over.
	seededInTests int
	told          *Knowledge // what is found here, for importers: made once more where tests are judged too

	ops         []*operation
	byCall      map[ssa.CallInstruction]*operation
	byFn        map[*ssa.Function][]*operation
	classes     map[classKey]classed
	origin      map[classKey][]flow.Leaf
	compare     map[*ssa.Function][]comparison
	words       words
	open        []*Open // of this package, in the order in which they were left
	waivers     waivers
	pins        map[string][]PinSummary
	readers     map[string][]ReadSummary
	support     map[string]bool
	branches    map[ssa.CallInstruction][]*ssa.BasicBlock
	conds       map[*ssa.Function][]*ssa.If
	derivations map[ssa.CallInstruction]map[ssa.Value]bool
	migrations  map[*ssa.Function]bool
	verified    map[ssa.CallInstruction]bool
	inner       map[*ssa.Function][]ssa.CallInstruction
	asked       map[string]bool
	passages    map[*ssa.Function][]test
	members     map[*ssa.Function][]membership
	checks      map[asked][]ssa.CallInstruction
	uses        map[*ssa.Function]*Use
	questions   map[string]bool // by their keys, those that are put already
	invokes     map[string]bool
	handed      []string                      // methods of this package that hand their queries out
	awaited     map[ssa.CallInstruction][]Key // calls that are judged where an interface is bound that gave the key
	atCalls     map[string][]verdict.Position // where an open obligation was judged with its call in hand
	edgeAt      map[Edge]token.Pos            // where this package makes an edge that its imports do not tell of
	holders     map[*types.Var]*heldField
	here        []Call // statements of this package that wait for what interfaces give
	paths       map[types.Type][][]string
	plain       map[*sqlread.Statement][]scope.Ref // of statements that were judged without values
}

// begin makes what the work on a package remembers.
func (j *judge) begin() {
	j.byCall = map[ssa.CallInstruction]*operation{}
	j.byFn = map[*ssa.Function][]*operation{}
	j.classes = map[classKey]classed{}
	j.origin = map[classKey][]flow.Leaf{}
	j.compare = map[*ssa.Function][]comparison{}
	j.words = newWords(j.site.Catalog)
	j.asked = map[string]bool{}
	j.members, j.checks = map[*ssa.Function][]membership{}, map[asked][]ssa.CallInstruction{}
	j.passages, j.uses, j.questions = map[*ssa.Function][]test{}, map[*ssa.Function]*Use{}, map[string]bool{}
	j.branches = map[ssa.CallInstruction][]*ssa.BasicBlock{}
	j.conds = map[*ssa.Function][]*ssa.If{}
	j.derivations = map[ssa.CallInstruction]map[ssa.Value]bool{}
	j.verified = map[ssa.CallInstruction]bool{}
	j.inner = map[*ssa.Function][]ssa.CallInstruction{}
	j.awaited = map[ssa.CallInstruction][]Key{}
	j.atCalls = map[string][]verdict.Position{}
	j.plain = map[*sqlread.Statement][]scope.Ref{}
}

func (j *judge) judge() error {
	j.begin()
	finder := &query.Finder{P: j.p, Models: j.site.Models, Imports: j.imported, Catalog: j.site.Catalog, Refuses: j.refusals}
	if query.IsGeneratedClient(j.pass.Files) {
		templates := query.GeneratedQueries(j.p)
		for _, t := range templates {
			j.fact.Templates = append(j.fact.Templates, *t)
		}
		j.listQueries(templates, nil)
		return nil
	}
	j.identities()
	j.collectWaivers()
	j.texts = finder.Summaries()
	found := finder.Find()
	for _, t := range found.Templates {
		j.fact.Templates = append(j.fact.Templates, *t)
	}
	for _, c := range found.Chains {
		j.fact.Chains = append(j.fact.Chains, *c)
	}
	j.handed = found.Handed
	j.fact.Handed = append(j.fact.Handed, found.Handed...)
	for _, op := range found.Operations {
		o := &operation{Operation: op}
		j.byCall[op.Call] = o
		j.byFn[op.Fn] = append(j.byFn[op.Fn], o)
		j.ops = append(j.ops, o)
	}
	j.summariseReads()
	j.readsThrough()
	j.tellReads()
	j.summarisePins()
	for _, o := range j.ops {
		j.judgeOperation(o)
	}
	for _, o := range j.ops {
		j.enter(o)
	}
	for _, u := range found.Unlisted {
		j.unlisted(u)
	}
	j.listQueries(found.Templates, j.ops)
	j.seedHandedOver(finder)
	j.summarise()
	j.summariseUses()
	before := j.untested()
	j.travel()
	j.ledger.Mend(j.ledger.Entries)
	j.unusedWaivers()
	return j.retell(before)
}

// judgeOperation decides every reference of every statement that the call may run.
func (j *judge) judgeOperation(o *operation) {
	if o.state != unjudged {
		return
	}
	o.state = judging
	merged := map[string]*reference{}
	var order []string
	for i := range o.Alternatives {
		alt := &o.Alternatives[i]
		v := values{j: j, alt: alt, at: o.Call}
		count := map[string]int{}
		for _, r := range scope.Decide(alt.Stmt, j.site.Catalog, v, j.options()) {
			if r.Verdict == scope.Exempt {
				o.release(r.Reason)
				continue
			}
			ref := &reference{Ref: r, alt: alt, values: v}
			j.weigh(o, ref)
			key := r.Relation.Schema + "." + r.Relation.Name + " " + r.Relation.Alias
			count[key]++
			key = fmt.Sprint(key, count[key])
			if old, ok := merged[key]; !ok {
				merged[key] = ref
				order = append(order, key)
			} else if severity(ref) > severity(old) {
				merged[key] = ref
			}
		}
	}
	o.scoped = o.Unresolved == "" && len(order) > 0
	order = together(merged, order)
	for _, key := range order {
		ref := merged[key]
		o.refs = append(o.refs, ref)
		if ref.Verdict != verdict.Met {
			o.scoped = false
		}
		if ref.Table != nil && o.table == "" {
			o.table = ref.Table.Name
		}
	}
	o.state = judgedState
}

// byItself judges a statement as it stands, whatever values are bound. The result is shared.
func (j *judge) byItself(stmt *sqlread.Statement) []scope.Ref {
	refs, ok := j.plain[stmt]
	if !ok {
		refs = scope.Decide(stmt, j.site.Catalog, scope.NoValues{}, j.options())
		j.plain[stmt] = refs
	}
	return refs
}

func (j *judge) options() scope.Options {
	return scope.Options{AllowWider: j.site.AllowWider, PrincipalHas: j.principalHas}
}

// weigh adds to the statement's own verdict what Go shows: where the values come from, what is compared before use, what callers may do.
func (j *judge) weigh(o *operation, r *reference) {
	switch r.Verdict {
	case verdict.Met:
		j.provenance(o, r)
		j.swapped(r)
		j.parents(o, r)
	case verdict.Broken:
		if guarded(r) || j.byConstruction(o, r) || j.pinned(o, r) {
			return
		}
		if r.Identity {
			if why, ok := j.authenticated(o.Fn, o.Call); ok {
				r.Verdict, r.Category, r.Message, r.Listed = verdict.Met, "", "", why
				return
			}
		}
		r.demand = j.demandOf(o, r)
		if why, ok := j.settle(r.demand); ok {
			r.Verdict, r.Category, r.Message = verdict.Met, "", ""
			r.Why = append(r.Why, why)
			return
		}
		if !j.site.Strict && travels(r.Category) && (j.leaves(r.demand) || j.awaits(r.demand)) {
			r.state = refLeaves
		}
	}
}

// travels reports a category of finding that evidence in a caller can settle: whose row it is. What the statement itself does wrong stays
// where it is.
func travels(category string) bool {
	return category == "unscoped" || category == "upsert" || category == "foreign-parent"
}

// byConstruction reports an operation on a handle whose type confines it to a tenant: one that the config or a contract names.
func (j *judge) byConstruction(o *operation, r *reference) bool {
	recv := j.handle(o)
	if recv == nil {
		return false
	}
	key := flow.TypeKey(flow.Strip(recv).Type())
	if !slices.Contains(j.site.Handles, key) && !slices.Contains(j.site.Handles, "*"+key) {
		return false
	}
	r.Verdict, r.Category, r.Message = verdict.Met, "", ""
	r.Why = append(r.Why, key+" is scoped by construction")
	return true
}

// provenance follows the values that the tenant key is bound to.
func (j *judge) provenance(o *operation, r *reference) {
	if r.Listed != "" {
		return // it rests on something else than the tenant's value, such as the principal's own membership
	}
	r.traced = len(r.TenantBinds) > 0
	for _, b := range r.TenantBinds {
		c := r.values.class(b)
		asks := c.Class == ClassParam || (c.Class == ClassRequest || c.Class == ClassBody) && isNamed(c.request) && j.routes != nil && !j.site.Strict
		if c.Class != ClassTenant {
			r.traced = false
			r.other = r.other || !asks
		}
		switch c.Class {
		case ClassParam:
			r.asks = append(r.asks, c)
		case ClassRequest, ClassBody:
			switch {
			case r.ownMembership():
				r.other = true
			case asks:
				r.requests = append(r.requests, c)
			case c.Class == ClassBody && !j.comparedBefore(o.Fn, o.Call, c):
				r.Verdict, r.Category = verdict.Broken, "request-tenant"
				r.Message = requestTenant(describe(r), c)
			}
		case ClassZero:
			r.Verdict, r.Category = verdict.Broken, "literal-tenant"
			r.Message = fmt.Sprintf("%s is scoped by a tenant that may be the zero value%s", describe(r), named(c.Name))
		}
	}
}

// bodyPlace is how a request's body is told of.
const bodyPlace = "the request body"

// requestTenant is the message for a tenant that a value of the request names.
func requestTenant(what string, c classed) string {
	by := bodyPlace
	if c.request != "" {
		by = placeOf(c.request)
	}
	return fmt.Sprintf("%s is scoped by %s, a tenant that %s names and nothing verifies", what, c.told(), by)
}

// swapped finds arguments in each other's place: the tenant key gets a value that is named for another thing, and another key of the row
// gets one that is named for the tenant. Names are evidence for this fault only.
func (j *judge) swapped(r *reference) {
	if r.Verdict != verdict.Met {
		return
	}
	for _, b := range r.TenantBinds {
		name := r.values.class(b).leaf.Inner()
		if name == "" || j.words.isTenant(name) || r.values.class(b).Class == ClassScopedRow {
			continue
		}
		for _, k := range r.KeyBinds {
			other := r.values.class(k.Bind).leaf.Inner()
			if j.words.isTenant(other) && !j.words.isTenant(k.Column) && r.values.class(k.Bind).Class != ClassScopedRow {
				r.Verdict, r.Category = verdict.Broken, "swapped-arguments"
				r.Message = fmt.Sprintf("%s binds %s to the tenant key and %s to %s: the arguments are swapped", describe(r), name, other, k.Column)
				r.traced = false
				return
			}
		}
	}
}

// export hands the package's fact on.
func (j *judge) export() error {
	own := j.imported.own(j.fact)
	var tests *Knowledge
	switch {
	case j.told != nil:
		own, tests = j.told, own
	case j.tested != nil:
		own = own.without(j.tested)
	}
	f, err := j.imported.export(j.pass.Pkg.Path(), own, tests)
	if err == nil {
		j.pass.ExportPackageFact(f)
	}
	return err
}
