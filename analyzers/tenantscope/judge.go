package tenantscope

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
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
	fact     *Knowledge // what is imported, then what is found here
	alone    bool       // test files are left out
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
	invokes     map[string]bool
	handed      []string                      // methods of this package that hand their queries out
	awaited     map[ssa.CallInstruction][]Key // calls that are judged where an interface is bound that gave the key
	atCalls     map[string][]verdict.Position // where an open obligation was judged with its call in hand
	edgeAt      map[Edge]token.Pos            // where this package makes an edge that its imports do not tell of
}

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
	demand     demand
	state      referenceState
}

type referenceState uint8

const (
	refHome   referenceState = iota // judged here
	refLeaves                       // left to callers
)

// matters is the cheap look before anything is built.
func (j *judge) matters() bool {
	if j.imported.any {
		return true
	}
	for _, dep := range j.pass.Pkg.Imports() {
		if j.site.Models.Library(dep.Path()) != nil {
			return true
		}
	}
	if j.site.Models.Library(j.pass.Pkg.Path()) != nil {
		return true
	}
	if slices.ContainsFunc(j.pass.Files, holdsSQL) {
		return true // texts that another package runs
	}
	// A package that only calls its own interface still tells what it passes.
	for _, sel := range j.pass.TypesInfo.Selections {
		if sel.Kind() == types.FieldVal && j.queryField(sel) {
			return true
		}
		if sel.Kind() != types.MethodVal {
			continue
		}
		// The method's own receiver: it may be promoted through an embedded interface.
		if recv := sel.Obj().(*types.Func).Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) && j.ownInterface(recv.Type()) {
			return true
		}
	}
	return false
}

// queryField reports a field that holds a function which may be another package's query: it is given what could identify a row, and can fail.
func (j *judge) queryField(sel *types.Selection) bool {
	sig, ok := sel.Obj().Type().Underlying().(*types.Signature)
	if !ok || sel.Obj().Pkg() == nil || j.site.Own != nil && !j.site.Own(sel.Obj().Pkg().Path()) {
		return false
	}
	n := sig.Results().Len()
	if n == 0 || !flow.IsError(sig.Results().At(n-1).Type()) {
		return false
	}
	for i := range sig.Params().Len() {
		if t := sig.Params().At(i).Type(); scalar(t) || flow.Struct(t) != nil {
			return true
		}
	}
	return false
}

// sqlWords begin the literals that may be statements or parts of them.
var sqlWords = [...]string{"select ", "insert ", "update ", "delete ", "with ", "merge ", "where ", "from ", "and ", "-- name"}

// holdsSQL is a quick look for literals that begin like SQL.
func holdsSQL(f *ast.File) bool {
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && len(lit.Value) > 8 {
			text := strings.ToLower(strings.TrimLeft(lit.Value[1:min(len(lit.Value), 40)], " \t\n"))
			found = found || slices.ContainsFunc(sqlWords[:], func(w string) bool { return strings.HasPrefix(text, w) })
		}
		return !found
	})
	return found
}

func (j *judge) ownInterface(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && (j.site.Own == nil || j.site.Own(n.Obj().Pkg().Path()))
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
	j.branches = map[ssa.CallInstruction][]*ssa.BasicBlock{}
	j.conds = map[*ssa.Function][]*ssa.If{}
	j.derivations = map[ssa.CallInstruction]map[ssa.Value]bool{}
	j.verified = map[ssa.CallInstruction]bool{}
	j.inner = map[*ssa.Function][]ssa.CallInstruction{}
	j.awaited = map[ssa.CallInstruction][]Key{}
	j.atCalls = map[string][]verdict.Position{}
}

func (j *judge) judge() error {
	j.begin()
	finder := &query.Finder{P: j.p, Models: j.site.Models, Imports: j.imported, Catalog: j.site.Catalog, Refuses: j.refusals}
	if query.IsGeneratedClient(j.pass.Files) {
		templates := query.GeneratedQueries(j.p)
		for _, t := range templates {
			j.fact.Templates = append(j.fact.Templates, *t)
		}
		j.listQueries(finder, templates, nil)
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
	j.listQueries(finder, found.Templates, j.ops)
	j.seedHandedOver(finder)
	j.summarise()
	before := j.untested()
	j.travel()
	j.ledger.Mend(j.ledger.Entries)
	j.unusedWaivers()
	return j.retell(before)
}

// owes reports whether a statement at this place owes anything: not in tests, unless asked for, and not in migrations.
func (j *judge) owes(pos token.Pos) bool { return j.placeExempt(pos) == "" }

// excused is why a statement owes nothing whatever it says, "" when it owes.
func (j *judge) excused(fn *ssa.Function, pos token.Pos) string {
	if why := j.placeExempt(pos); why != "" || !j.migrates(fn) {
		return why
	}
	return exemptMigration
}

// placeExempt is why nothing at a place owes anything: it is in a test, unless those are asked for, or in a migration.
func (j *judge) placeExempt(pos token.Pos) string {
	file := j.pass.Fset.Position(pos).Filename
	switch {
	case strings.HasSuffix(file, "_test.go") || j.testSupport(file):
		if !j.site.Tests {
			return exemptTest
		}
	case migration(file):
		return exemptMigration
	}
	return ""
}

// testTools are packages that nothing but tests, and what helps them, import.
var testTools = [...]string{
	"testing", "net/http/httptest", "github.com/stretchr/testify/assert", "github.com/stretchr/testify/mock", "github.com/stretchr/testify/require",
	"github.com/stretchr/testify/suite", "github.com/golang/mock/gomock", "go.uber.org/mock/gomock", "github.com/onsi/ginkgo", "github.com/onsi/ginkgo/v2",
	"github.com/onsi/gomega",
}

// testSupport reports a file that imports what tests are made with: helpers of tests are tests, whatever the file is called.
func (j *judge) testSupport(file string) bool {
	if j.support == nil {
		j.support = map[string]bool{}
		for _, f := range j.pass.Files {
			name := j.pass.Fset.Position(f.Package).Filename
			j.support[name] = slices.ContainsFunc(f.Imports, func(imp *ast.ImportSpec) bool {
				return slices.Contains(testTools[:], strings.Trim(imp.Path.Value, "`\""))
			})
		}
	}
	return j.support[file]
}

// migration reports a file of migrations: by its folder's name or its own, the way migration tools have them laid out.
func migration(file string) bool {
	file = strings.ToLower(strings.ReplaceAll(file, `\`, "/"))
	switch path.Base(file) {
	case "migrations.go", "migration.go", "migrate.go", "migrator.go":
		return true
	}
	dir := path.Base(path.Dir(file))
	return dir == "migrations" || dir == "migration" || dir == "migrate" || dir == "schema_migrations"
}

// migrators are the packages of migration tools that run functions: what is handed to them is a migration.
var migrators = [...]string{
	"github.com/pressly/goose/v3", "github.com/pressly/goose", "github.com/go-gormigrate/gormigrate/v2", "github.com/uptrace/bun/migrate",
	"github.com/go-pg/migrations/v8", "github.com/GuiaBolso/darwin", "xorm.io/xorm/migrate",
}

// migrates reports a function that is handed to a migration tool, or a closure within one.
func (j *judge) migrates(fn *ssa.Function) bool {
	if j.migrations == nil {
		j.migrations = map[*ssa.Function]bool{}
		for _, f := range j.p.Functions() {
			if j.tested.holds(f) {
				continue
			}
			for _, b := range f.Blocks {
				for _, instr := range b.Instrs {
					call, ok := instr.(ssa.CallInstruction)
					if !ok {
						continue
					}
					obj := flow.Callee(call.Common())
					if obj == nil || obj.Pkg() == nil || !slices.Contains(migrators[:], obj.Pkg().Path()) {
						continue
					}
					for _, a := range call.Common().Args {
						switch a := flow.Strip(a).(type) {
						case *ssa.Function:
							j.migrations[a] = true
						case *ssa.MakeClosure:
							if g, ok := a.Fn.(*ssa.Function); ok {
								j.migrations[g] = true
							}
						}
					}
				}
			}
		}
	}
	for ; fn != nil; fn = fn.Parent() {
		if j.migrations[fn] {
			return true
		}
	}
	return false
}

// migrationText reports an operation that runs a file of migrations which is embedded as text.
func (j *judge) migrationText(o *operation) bool {
	if o.Row == nil {
		return false
	}
	_, args := flow.Args(o.Call.Common())
	i := o.Row.Index(query.RoleSQL)
	if i < 0 || i >= len(args) {
		return false
	}
	load, ok := flow.Strip(args[i]).(*ssa.UnOp)
	if !ok {
		return false
	}
	g, ok := load.X.(*ssa.Global)
	return ok && g.Pkg == j.p.SSA() && migration(j.p.EmbeddedFile(g))
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

// together settles references that hang by a key on another broken reference of the statement. Where that one is discharged, so are they.
// Where it is not, the rows that a query builder loads along with it are one cause with it, and are told there.
func together(merged map[string]*reference, order []string) []string {
	var out []string
	for _, key := range order {
		r := merged[key]
		leader := r.leader(merged, order)
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
			if l := merged[key]; l != r && l.Relation.Name == rel.Name && l.Relation.Alias == rel.Alias && l.Relation.Schema == rel.Schema {
				return l
			}
		}
	}
	return nil
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
		if !j.site.Strict && travels(r.Category) && j.leaves(r.demand) {
			r.state = refLeaves
		}
	}
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
		if c.Class != ClassTenant {
			r.traced = false
			r.other = r.other || c.Class != ClassParam
		}
		switch c.Class {
		case ClassParam:
			r.asks = append(r.asks, c)
		case ClassBody:
			if r.ownMembership() || j.comparedBefore(o.Fn, o.Call, c) {
				continue
			}
			r.Verdict, r.Category = verdict.Broken, "request-tenant"
			r.Message = requestTenant(describe(r), c.Name)
		case ClassZero:
			r.Verdict, r.Category = verdict.Broken, "literal-tenant"
			r.Message = fmt.Sprintf("%s is scoped by a tenant that may be the zero value%s", describe(r), named(c.Name))
		}
	}
}

// ownMembership reports a look-up that the authenticated principal's own id narrows: whose tenant the request names does not matter.
func (r *reference) ownMembership() bool {
	return slices.ContainsFunc(r.KeyBinds, func(k scope.KeyBind) bool { return k.Own && r.values.class(k.Bind).Class == ClassPrincipal })
}

func requestTenant(what, name string) string {
	return fmt.Sprintf("%s is scoped by %s, a tenant that the request body names and nothing verifies", what, quoteName(name))
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

// enter writes the judged references of an operation into the ledger, and those that leave into the fact.
func (j *judge) enter(o *operation) {
	pos, end := j.p.CallPos(o.Call)
	why := j.excused(o.Fn, pos)
	if why == "" && j.migrationText(o) {
		why = exemptMigration
	}
	if why != "" {
		j.exempt(o, pos, end, why)
		return
	}
	stmts := 0
	for i, r := range o.refs {
		stmts = 1
		e := j.entry(o, r, pos, end)
		e.Ordinal = i
		j.textWaivers(o, r.alt)
		if r.Verdict != verdict.Met && j.waive(o, r, &e) {
			j.ledger.Entries = append(j.ledger.Entries, e)
			continue
		}
		if j.namesOuter(o, r) {
			j.fact.Awaits = append(j.fact.Awaits, Await{Func: flow.FuncKey(o.Fn), Name: r.Relation.Name, Entry: portable(e)})
			continue
		}
		if r.state == refLeaves && r.Verdict == verdict.Broken {
			j.leave(r.demand, e)
			continue
		}
		if asked := j.ask(o, r, e); !e.Traced {
			e.Asks = asked
		}
		j.ledger.Entries = append(j.ledger.Entries, e)
	}
	if o.Unresolved != "" && !o.Open {
		stmts = 1
		e := j.base(o, pos, end)
		e.Verdict, e.Category, e.Reason = verdict.Unresolved, "unread", o.Unresolved
		e.Message = "statement not read: " + o.Unresolved
		if !j.waive(o, nil, &e) && len(o.Awaits) > 0 {
			j.fact.Awaits = append(j.fact.Awaits, Await{Methods: o.Awaits, With: o.With, Entry: portable(e)})
			j.exempt(o, pos, end, exemptWraps)
			return
		}
		j.ledger.Entries = append(j.ledger.Entries, e)
	}
	if stmts == 0 {
		j.exempt(o, pos, end, o.owesNothing()...)
	}
	j.ledger.Statements += stmts
}

func (j *judge) base(o *operation, pos, end token.Pos) verdict.Entry {
	return verdict.Entry{
		Rule: Name, Pos: pos, End: end, Origin: j.position(pos), Symbol: symbol(o.Fn), Statement: statementHash(o.Operation),
	}
}

func (j *judge) entry(o *operation, r *reference, pos, end token.Pos) verdict.Entry {
	e := j.base(o, pos, end)
	e.Verdict, e.Category, e.Message, e.Reason = r.Verdict, r.Category, r.Message, r.Reason
	e.Relation = r.Relation.Name
	e.Why = slices.Clone(r.Why)
	e.Assumptions = slices.Clone(r.Assumptions)
	e.Traced = r.traced && r.Verdict == verdict.Met
	if r.Listed != "" {
		e.Why = append(e.Why, r.Listed)
	}
	if r.alt.Source != "" && e.Message != "" {
		e.Message += " (" + r.alt.Source + ")"
	}
	if r.Verdict == verdict.Unresolved && e.Message == "" {
		e.Message = fmt.Sprintf("%s is not understood: %s", describe(r), r.Reason)
	}
	if r.Verdict == verdict.Broken {
		e.Fixes, e.Claims = j.fixes(o, r), supported(r)
	}
	return e
}

func (j *judge) position(pos token.Pos) verdict.Position {
	p := j.pass.Fset.Position(pos)
	return j.site.Position(p.Filename, p.Line, p.Column)
}

// symbol names the function that holds a statement, closures by the function around them.
func symbol(fn *ssa.Function) string {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	key := flow.FuncKey(fn)
	// Import paths are cut to the package's name: "(*github.com/acme/shop/store.Store).Order" is "(*store.Store).Order".
	if i := strings.LastIndexByte(key, '/'); i >= 0 {
		prefix := ""
		if strings.HasPrefix(key, "(*") {
			prefix = "(*"
		} else if strings.HasPrefix(key, "(") {
			prefix = "("
		}
		key = prefix + key[i+1:]
	}
	return key
}

// statementHash identifies a statement without regard to white space.
func statementHash(op *query.Operation) string {
	h := sha256.New()
	for _, alt := range op.Alternatives {
		text := alt.Text
		if text == "" {
			text = outline(alt.Stmt)
		}
		h.Write([]byte(strings.Join(strings.Fields(text), " ")))
		h.Write([]byte{0})
	}
	if len(op.Alternatives) == 0 {
		h.Write([]byte(op.Unresolved))
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// outline writes what a statement without a text is made of: relations and conditions, in order.
func outline(stmt *sqlread.Statement) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d", stmt.Kind)
	sqlread.Inspect(stmt, func(n any) bool {
		switch n := n.(type) {
		case *sqlread.Relation:
			b.WriteString(" " + n.Schema + "." + n.Name)
		case sqlread.Expr:
			b.WriteString(" " + sqlread.String(n))
			return false
		}
		return true
	})
	return b.String()
}

func (j *judge) unlisted(u query.Unlisted) {
	pos, end := j.p.CallPos(u.Call)
	if j.excused(u.Fn, pos) != "" {
		return
	}
	j.ledger.Entries = append(j.ledger.Entries, verdict.Entry{
		Rule: Name, Verdict: verdict.Unresolved, Category: "unlisted", Pos: pos, End: end, Origin: j.position(pos), Symbol: symbol(u.Fn),
		Reason:  "no row lists " + u.Key,
		Message: "call of " + u.Key + " is not understood: no row lists it",
	})
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
