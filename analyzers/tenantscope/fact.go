package tenantscope

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Fact is all that crosses packages: keyed by strings, positions relative to the module root. A package hands on what it received,
// because only the facts of direct imports are seen.
type Fact struct {
	// Templates are functions whose caller supplies a statement's text or, for generated queries, its values.
	Templates []query.Template
	// Chains are what functions add to a query builder that they are given or start.
	Chains []query.ChainSummary
	// Texts are package variables of constant text and functions that return text.
	Texts []TextSummary
	// Results say what functions return, as far as a caller's evidence may rest on it.
	Results []ResultSummary
	// Reads are functions that read a row by a key that their caller gives.
	Reads []ReadSummary
	// Pins are functions that hand out a transaction whose tenant is pinned.
	Pins []PinSummary
	// Open are obligations that a caller may still settle.
	Open []Open
	// Calls are calls that an obligation of another package may be settled at: through interfaces of the user's own, and of functions that
	// pass their parameters on to such a call.
	Calls []Call
	// Edges say which concrete types and slots flow into which slots.
	Edges []Edge
	// Settled names the open obligations that a call was found for, and the pairs that have been judged.
	Settled []string
}

// AFact marks a fact.
func (*Fact) AFact() {}

// String lists the fact's parts, for tests.
func (f *Fact) String() string {
	var parts []string
	for i := range f.Templates {
		parts = append(parts, "template "+f.Templates[i].String())
	}
	for i := range f.Chains {
		parts = append(parts, "chain "+f.Chains[i].String())
	}
	for _, r := range f.Results {
		parts = append(parts, "result "+r.String())
	}
	for _, o := range f.Open {
		parts = append(parts, "open "+o.String())
	}
	for _, e := range f.Edges {
		parts = append(parts, "edge "+e.String())
	}
	return strings.Join(parts, "; ")
}

// TextSummary is the text of a variable (Result -1) or of a function's result.
type TextSummary struct {
	Key    string
	Result int
	Alts   [][]string // pieces; "\x00<n>" is parameter n
}

// ReadSummary says that a function reads the row of a table by a key that its caller gives.
type ReadSummary struct {
	Func  string
	Param int
	Path  string
	Table string
	// Scoped is true when the read is confined to the tenant; otherwise the caller may still verify the row.
	Scoped bool
}

func (r *ReadSummary) key() string {
	return fmt.Sprintf("%s#%d.%s@%s", r.Func, r.Param, r.Path, r.Table)
}

// Class is what is known of a value at a call.
type Class uint8

// Classes, in the order of how little they prove.
const (
	ClassUnknown Class = iota
	ClassTenant        // the authenticated tenant
	ClassPrincipal
	ClassScopedRow // a column of a row that was read scoped or verified
	ClassFresh
	ClassConst
	ClassZero
	ClassNil
	ClassCredential
	ClassRequest // path, query, header: middleware may have verified it
	ClassBody    // decoded body: nothing but the handler can have verified it
	ClassParam   // a parameter of the calling function: asked of its callers
	ClassRow     // a column of a row that was read unscoped
)

var classNames = [...]string{"unknown", "tenant", "principal", "scoped-row", "fresh", "const", "zero", "nil", "credential", "request", "body", "param", "row"}

// String names the class.
func (c Class) String() string { return classNames[c] }

// ResultSummary says what result Result of a function is, at Path below it.
type ResultSummary struct {
	Func   string
	Result int
	Path   string // dotted; empty for the value itself and all below it
	Class  Class
	Param  int    // of ClassParam
	PPath  string // path below that parameter
	Table  string // of ClassScopedRow
}

// String describes the summary.
func (r ResultSummary) String() string {
	return fmt.Sprintf("%s#%d%s=%s", r.Func, r.Result, r.Path, r.Class)
}

// Key is a value that identifies the row of an open obligation: a parameter of the function, or a field below it.
type Key struct {
	Param  int
	Path   string
	Column string
	Table  string // the table whose row it must come from
	Own    bool   // the authenticated principal's own id is evidence
}

// Open is an obligation that its function leaves to its callers.
type Open struct {
	ID   string // rule, category, origin and gap: the identity without the caller
	Func string // the function whose callers are asked
	Keys []Key  // any of them, taken from a scoped row, discharges
	// Verify is true when the row itself is returned, so that the caller may compare its tenant.
	Verify bool
	Entry  verdict.Entry
	// Claim is the claim of the waiver at the origin, when it speaks of callers.
	Claim string
	// Ask is true when the statement is scoped by a parameter: a caller breaks it by passing what the request says, and nothing else does.
	Ask bool
}

// String describes the obligation.
func (o Open) String() string {
	var keys []string
	for _, k := range o.Keys {
		keys = append(keys, fmt.Sprintf("#%d%s", k.Param, k.Path))
	}
	return o.Func + "(" + strings.Join(keys, ",") + ") " + o.Entry.Relation
}

// Arg is what is known of one argument, or of a field below it, at an interface call.
type Arg struct {
	Param int
	Path  string
	Class Class
	Name  string
	Table string
	From  int    // of ClassParam: the parameter of the calling function
	FPath string // path below that
	// Via is the interface method whose result the value is, with the slot of its receiver: what it proves is known where the slot is bound.
	Via, ViaSlot string
	// Prior are earlier calls in the same function that were given the same value, and whose outcome decides whether this call is reached.
	Prior []Prior
}

// Prior is an earlier call with the same value.
type Prior struct {
	Callee   string
	Slots    []string
	Param    int
	Path     string
	Verified bool // the row that it gave was verified
}

// Call is a call of an interface method or of a forwarding function.
type Call struct {
	Callee string   // key of the interface method or function
	Slots  []string // the slots the receiver of an interface call may have been read from; empty for a function
	Func   string   // the calling function
	Args   []Arg
	// Verified is true when the caller compares the tenant of the row that the call returns, and leaves when it differs.
	Verified bool
	Pos      verdict.Position
	Symbol   string // the calling function as a report names it
	// Returns is true when the calling function hands the row on to its own caller, who may compare it.
	Returns bool
}

// Edge says that what is in From, a slot or a concrete type (with a leading "="), flows into the slot To.
type Edge struct{ To, From string }

// String describes the edge.
func (e Edge) String() string { return e.From + "->" + e.To }

// imports are the merged facts of the direct imports.
type imports struct {
	fact      Fact
	templates map[string]*query.Template
	chains    map[string]*query.ChainSummary
	texts     map[string][]flow.Text
	vars      map[string]string
	results   map[string][]ResultSummary
	open      map[string][]*Open
	pins      map[string][]PinSummary
	reads     map[string][]ReadSummary
	any       bool
}

func readFacts(pass *analysis.Pass) *imports {
	in := &imports{
		templates: map[string]*query.Template{}, chains: map[string]*query.ChainSummary{}, texts: map[string][]flow.Text{}, vars: map[string]string{},
		results: map[string][]ResultSummary{}, open: map[string][]*Open{}, pins: map[string][]PinSummary{}, reads: map[string][]ReadSummary{},
	}
	deps := slices.Clone(pass.Pkg.Imports())
	seen := newSeen()
	for _, dep := range deps {
		var f Fact
		if !pass.ImportPackageFact(dep, &f) {
			continue
		}
		in.any = true
		in.fact.merge(&f, seen)
	}
	in.fact.sort()
	for i := range in.fact.Templates {
		in.templates[in.fact.Templates[i].Func] = &in.fact.Templates[i]
	}
	for i := range in.fact.Chains {
		in.chains[in.fact.Chains[i].Func] = &in.fact.Chains[i]
	}
	for _, t := range in.fact.Texts {
		if t.Result < 0 {
			in.vars[t.Key] = strings.Join(t.Alts[0], "")
			continue
		}
		var alts []flow.Text
		for _, a := range t.Alts {
			var text flow.Text
			for _, p := range a {
				text = append(text, flow.Piece{Text: p})
			}
			alts = append(alts, text)
		}
		in.texts[fmt.Sprint(t.Key, "#", t.Result)] = alts
	}
	for _, r := range in.fact.Results {
		in.results[r.Func] = append(in.results[r.Func], r)
	}
	for _, r := range in.fact.Reads {
		in.reads[r.Func] = append(in.reads[r.Func], r)
	}
	for _, p := range in.fact.Pins {
		in.pins[p.Func] = append(in.pins[p.Func], p)
	}
	for i := range in.fact.Open {
		o := &in.fact.Open[i]
		in.open[o.Func] = append(in.open[o.Func], o)
	}
	return in
}

// seen tells what a merge has met already: siblings hand on the same things.
type seen map[string]bool

func newSeen() seen { return seen{} }

func (s seen) add(kind, key string) bool {
	k := kind + "\x00" + key
	if s[k] {
		return false
	}
	s[k] = true
	return true
}

func (f *Fact) merge(g *Fact, s seen) {
	f.Templates = mergeBy(f.Templates, g.Templates, s, "template", func(t *query.Template) string { return t.Func })
	f.Texts = mergeBy(f.Texts, g.Texts, s, "text", (*TextSummary).key)
	f.Results = mergeBy(f.Results, g.Results, s, "result", (*ResultSummary).key)
	f.Reads = mergeBy(f.Reads, g.Reads, s, "read", (*ReadSummary).key)
	f.Pins = mergeBy(f.Pins, g.Pins, s, "pin", (*PinSummary).key)
	f.Open = mergeBy(f.Open, g.Open, s, "open", (*Open).key)
	f.Calls = mergeBy(f.Calls, g.Calls, s, "call", (*Call).key)
	f.Edges = mergeBy(f.Edges, g.Edges, s, "edge", func(e *Edge) string { return e.To + " " + e.From })
	f.Settled = mergeBy(f.Settled, g.Settled, s, "settled", func(id *string) string { return *id })
}

func mergeBy[T any](into, from []T, s seen, kind string, key func(*T) string) []T {
	for i := range from {
		if s.add(kind, key(&from[i])) {
			into = append(into, from[i])
		}
	}
	return into
}

func (f *Fact) sort() {
	sortBy(f.Templates, func(t *query.Template) string { return t.Func })
	sortBy(f.Texts, (*TextSummary).key)
	sortBy(f.Results, (*ResultSummary).key)
	sortBy(f.Reads, (*ReadSummary).key)
	sortBy(f.Pins, (*PinSummary).key)
	sortBy(f.Open, (*Open).key)
	sortBy(f.Calls, (*Call).key)
	sortBy(f.Edges, func(e *Edge) string { return e.To + " " + e.From })
	slices.Sort(f.Settled)
	f.Settled = slices.Compact(f.Settled)
}

// sortBy sorts by keys that are made once each.
func sortBy[T any](list []T, key func(*T) string) {
	type keyed struct {
		key string
		val T
	}
	all := make([]keyed, len(list))
	for i := range list {
		all[i] = keyed{key(&list[i]), list[i]}
	}
	slices.SortStableFunc(all, func(a, b keyed) int { return strings.Compare(a.key, b.key) })
	for i := range all {
		list[i] = all[i].val
	}
}

func (t *TextSummary) key() string   { return t.Key + "#" + strconv.Itoa(t.Result) }
func (r *ResultSummary) key() string { return r.Func + "#" + strconv.Itoa(r.Result) + "." + r.Path }
func (o *Open) key() string          { return o.ID + "|" + o.Func }

func (c *Call) key() string {
	return c.Callee + "@" + c.Pos.Module + "/" + c.Pos.File + ":" + strconv.Itoa(c.Pos.Line) + ":" + strconv.Itoa(c.Pos.Column)
}

func (p *PinSummary) key() string {
	return fmt.Sprintf("%s>%d(%d.%d)%s", p.Func, p.Result, p.Callback, p.Arg, p.Setting)
}

// newFact starts from what was imported: it is handed on.
func newFact(in *imports) *Fact {
	f := &Fact{}
	f.merge(&in.fact, newSeen())
	return f
}

// VarText implements flow.Summaries.
func (in *imports) VarText(key string) (string, bool) {
	s, ok := in.vars[key]
	return s, ok
}

// ResultText implements flow.Summaries.
func (in *imports) ResultText(key string, i int) ([]flow.Text, bool) {
	t, ok := in.texts[fmt.Sprint(key, "#", i)]
	return t, ok
}

// Chain implements query.Imports.
func (in *imports) Chain(key string) *query.ChainSummary { return in.chains[key] }

// Template implements query.Imports.
func (in *imports) Template(key string) *query.Template { return in.templates[key] }
