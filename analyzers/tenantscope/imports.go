package tenantscope

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
)

// known is one package's knowledge, indexed. Every package that sees it uses the same.
type known struct {
	*Knowledge
	templates map[string]*query.Template
	chains    map[string]*query.ChainSummary
	texts     map[string][]flow.Text
	vars      map[string]string
	results   map[string][]ResultSummary
	pins      map[string][]PinSummary
	reads     map[string][]ReadSummary
	refuses   map[string][]flow.Refusal
	uses      map[string]*Use
}

func index(k *Knowledge) *known {
	in := &known{
		Knowledge: k,
		templates: map[string]*query.Template{}, chains: map[string]*query.ChainSummary{}, texts: map[string][]flow.Text{}, vars: map[string]string{},
		results: map[string][]ResultSummary{}, pins: map[string][]PinSummary{}, reads: map[string][]ReadSummary{}, refuses: map[string][]flow.Refusal{},
		uses: map[string]*Use{},
	}
	for i := range k.Templates {
		in.templates[k.Templates[i].Func] = &k.Templates[i]
	}
	for i := range k.Chains {
		in.chains[k.Chains[i].Func] = &k.Chains[i]
	}
	for _, t := range k.Texts {
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
		in.texts[t.key()] = alts
	}
	for _, r := range k.Results {
		in.results[r.Func] = append(in.results[r.Func], r)
	}
	for _, r := range k.Reads {
		in.reads[r.Func] = append(in.reads[r.Func], r)
	}
	for _, r := range k.Refuses {
		in.refuses[r.Func] = append(in.refuses[r.Func], r)
	}
	for i := range k.Uses {
		in.uses[k.Uses[i].Func] = &k.Uses[i]
	}
	for _, p := range k.Pins {
		in.pins[p.Func] = append(in.pins[p.Func], p)
	}
	return in
}

// imports are what the direct imports tell, of themselves and of others.
type imports struct {
	parts []*part // handed on
	// aside are the parts that come with imports of test files alone: what imports the package does not depend on them.
	aside []*part
	have  map[*part]bool
	by    map[string][]*part // by package: what is said of a function stands in its package's part
	// fact is what says something of functions of any package, taken together.
	fact Knowledge
	err  error // of a part that was read when it was asked for
}

func newImports() *imports {
	return &imports{have: map[*part]bool{}, by: map[string][]*part{}}
}

// readFacts reads those of the direct imports. What comes with imports of test files alone says what its own functions do, and travels
// no further; with tests on it is judged by like anything else.
func readFacts(pass *analysis.Pass, tested *testFiles, tests bool) (*imports, error) {
	in := newImports()
	var aside []*Fact
	for _, dep := range pass.Pkg.Imports() {
		var f Fact
		if !pass.ImportPackageFact(dep, &f) {
			continue
		}
		if tested.imports(dep.Path()) {
			aside = append(aside, &f)
		} else {
			in.add(&f, pass.Pkg.Path())
		}
	}
	n := len(in.parts)
	for _, f := range aside {
		in.add(f, pass.Pkg.Path())
	}
	in.parts, in.aside = in.parts[:n:n], in.parts[n:]
	return in, in.read(tests)
}

// mergeFacts takes facts together.
func mergeFacts(facts []*Fact) (*imports, error) {
	in := newImports()
	for _, f := range facts {
		in.add(f, "")
	}
	return in, in.read(false)
}

// add takes in what a fact has that is new and meant for an importer of the given path.
func (in *imports) add(f *Fact, importer string) {
	for _, p := range f.parts {
		of, forTest := strings.CutSuffix(p.pkg, testPart)
		if in.have[p] || forTest && importer != of+"_test" {
			continue
		}
		if !p.borrowed { // those are never met again, and their buffers are to be let go
			in.have[p] = true
		}
		if !slices.ContainsFunc(in.by[of], p.same) {
			p = p.kept()
			in.by[of] = append(in.by[of], p)
			in.parts = append(in.parts, p)
		}
	}
}

// read takes the parts together, in an order that does not depend on that of the facts. What stands aside is taken in for tests.
func (in *imports) read(tests bool) error {
	in.have = nil
	for _, list := range in.by {
		slices.SortFunc(list, comparePart)
	}
	slices.SortFunc(in.parts, comparePart)
	parts := in.parts
	if tests && len(in.aside) > 0 {
		parts = slices.Concat(in.parts, in.aside)
		slices.SortFunc(parts, comparePart)
	}
	return in.take(parts)
}

// tells reports that a package which imports this has something to go on: obligations and calls that travel, or functions by which rows, statements and
// tenants are passed. What is refused, and what is done with requests, is asked for by those alone that judge.
func (in *imports) tells() bool {
	f := &in.fact
	if len(f.Open)+len(f.Edges)+len(f.Calls)+len(f.Settled)+len(f.Passes)+len(f.Queries)+len(f.Principals)+len(f.Broken)+len(f.Awaits)+len(f.Handed)+len(f.Questions) > 0 {
		return true
	}
	return slices.ContainsFunc(slices.Concat(in.parts, in.aside), func(p *part) bool {
		k, err := p.summaries()
		return err != nil || len(k.Templates)+len(k.Chains)+len(k.Texts)+len(k.Results)+len(k.Reads)+len(k.Pins) > 0 // an error is told by the work
	})
}

// production is what is known without what stands aside.
func (in *imports) production() (*imports, error) {
	if len(in.aside) == 0 {
		return in, nil
	}
	out := &imports{parts: in.parts, by: in.by}
	return out, out.take(out.parts)
}

func (in *imports) take(parts []*part) error {
	all := make([]*known, len(parts))
	for i, p := range parts {
		k, err := p.travel()
		if err != nil {
			return err
		}
		all[i] = k
	}
	in.fact = Knowledge{
		Open:       distinct(all, func(k *known) []Open { return k.Open }, (*Open).key),
		Edges:      distinct(all, func(k *known) []Edge { return k.Edges }, func(e *Edge) Edge { return *e }),
		Calls:      joined(all, func(k *known) []Call { return k.Calls }),
		Settled:    joined(all, func(k *known) []string { return k.Settled }),
		Passes:     joined(all, func(k *known) []Pass { return k.Passes }),
		Queries:    joined(all, func(k *known) []string { return k.Queries }),
		Principals: joined(all, func(k *known) []string { return k.Principals }),
		Broken:     joined(all, func(k *known) []string { return k.Broken }),
		Awaits:     joined(all, func(k *known) []Await { return k.Awaits }),
		Handed:     joined(all, func(k *known) []string { return k.Handed }),
		Questions:  distinct(all, func(k *known) []Question { return k.Questions }, (*Question).key),
	}
	return nil
}

// room is what a list is made longer by than what is imported: a package adds to most of them.
const room = 16

// joined takes one list of each package together, in one piece: all that a large program's packages tell each other is copied once a package.
func joined[T any](all []*known, list func(*known) []T) []T {
	n := 0
	for _, k := range all {
		n += len(list(k))
	}
	if n == 0 {
		return nil
	}
	out := make([]T, 0, n+n/8+room)
	for _, k := range all {
		out = append(out, list(k)...)
	}
	return out
}

// distinct is joined without what has the same key as something before it.
func distinct[T any, K comparable](all []*known, list func(*known) []T, key func(*T) K) []T {
	n := 0
	for _, k := range all {
		n += len(list(k))
	}
	if n == 0 {
		return nil
	}
	have := make(map[K]struct{}, n)
	out := make([]T, 0, n+n/8+room)
	for _, k := range all {
		from := list(k)
		for i := range from {
			id := key(&from[i])
			if _, found := have[id]; !found {
				have[id] = struct{}{}
				out = append(out, from[i])
			}
		}
	}
	return out
}

// start begins the knowledge of a package: what it finds out is appended.
func (in *imports) start() *Knowledge {
	k := in.fact
	return &k
}

// startWith begins with what the package has found out already, and leaves what start has begun alone.
func (in *imports) startWith(own *Knowledge) *Knowledge {
	k := *own
	k.Open, k.Calls, k.Edges = slices.Concat(in.fact.Open, own.Open), slices.Concat(in.fact.Calls, own.Calls), slices.Concat(in.fact.Edges, own.Edges)
	k.Settled, k.Passes = slices.Concat(in.fact.Settled, own.Settled), slices.Concat(in.fact.Passes, own.Passes)
	k.Queries, k.Principals = slices.Concat(in.fact.Queries, own.Queries), slices.Concat(in.fact.Principals, own.Principals)
	k.Awaits, k.Handed = slices.Concat(in.fact.Awaits, own.Awaits), slices.Concat(in.fact.Handed, own.Handed)
	k.Broken, k.Questions = slices.Concat(in.fact.Broken, own.Broken), slices.Concat(in.fact.Questions, own.Questions)
	return &k
}

// own is what a package adds to what it imports: what follows that in each list.
func (in *imports) own(all *Knowledge) *Knowledge {
	k := *all
	k.Open, k.Edges = k.Open[len(in.fact.Open):], k.Edges[len(in.fact.Edges):]
	k.Calls, k.Settled = k.Calls[len(in.fact.Calls):], k.Settled[len(in.fact.Settled):]
	k.Passes, k.Principals = k.Passes[len(in.fact.Passes):], k.Principals[len(in.fact.Principals):]
	k.Queries = k.Queries[len(in.fact.Queries):]
	k.Broken, k.Questions = k.Broken[len(in.fact.Broken):], k.Questions[len(in.fact.Questions):]
	k.Awaits, k.Handed = k.Awaits[len(in.fact.Awaits):], k.Handed[len(in.fact.Handed):]
	return &k
}

// export makes the fact of a package that found something out: what it imports, a part of its own, and one for its external tests.
func (in *imports) export(pkg string, k, tests *Knowledge) (*Fact, error) {
	own, err := newPart(pkg, k)
	if err = cmp.Or(in.err, err); err != nil {
		return nil, err
	}
	f := &Fact{parts: append(slices.Clone(in.parts), own)}
	if tests != nil {
		if own, err = newPart(pkg+testPart, tests.less(k)); err != nil {
			return nil, err
		}
		f.parts = append(f.parts, own)
	}
	slices.SortFunc(f.parts, comparePart)
	return f, nil
}

// of lists what is known of the package of a function, a method or a variable, by its key: "(*pkg.T).Method", "pkg.Func".
// A dot may belong to the last element of the package's path.
func (in *imports) of(key string) iter.Seq[*known] {
	return func(yield func(*known) bool) {
		key := strings.TrimLeft(key, "(*")
		from := strings.LastIndexByte(key, '/') + 1
		for i := from; i < len(key); i++ {
			if key[i] != '.' {
				continue
			}
			for _, p := range in.by[key[:i]] {
				k, err := p.summaries()
				if err != nil {
					in.err = err
					return
				}
				if !yield(k) {
					return
				}
			}
		}
	}
}

// VarText implements flow.Summaries.
func (in *imports) VarText(key string) (string, bool) {
	for k := range in.of(key) {
		if s, ok := k.vars[key]; ok {
			return s, true
		}
	}
	return "", false
}

// ResultText implements flow.Summaries.
func (in *imports) ResultText(key string, i int) ([]flow.Text, bool) {
	for k := range in.of(key) {
		if t, ok := k.texts[key+"#"+strconv.Itoa(i)]; ok {
			return t, true
		}
	}
	return nil, false
}

// Chain implements query.Imports.
func (in *imports) Chain(key string) *query.ChainSummary {
	for k := range in.of(key) {
		if c := k.chains[key]; c != nil {
			return c
		}
	}
	return nil
}

// Template implements query.Imports.
func (in *imports) Template(key string) *query.Template {
	for k := range in.of(key) {
		if t := k.templates[key]; t != nil {
			return t
		}
	}
	return nil
}

// results are what the results of a function are known to be.
func (in *imports) results(key string) []ResultSummary {
	for k := range in.of(key) {
		if r := k.results[key]; r != nil {
			return r
		}
	}
	return nil
}

// reads are the rows that a function is known to read.
func (in *imports) reads(key string) []ReadSummary {
	for k := range in.of(key) {
		if r := k.reads[key]; r != nil {
			return r
		}
	}
	return nil
}

// refusals are the arguments for which a function is known to give an error.
func (in *imports) refusals(key string) []flow.Refusal {
	for k := range in.of(key) {
		if r := k.refuses[key]; r != nil {
			return r
		}
	}
	return nil
}

// pins are the transactions that a function is known to pin.
func (in *imports) pins(key string) []PinSummary {
	for k := range in.of(key) {
		if p := k.pins[key]; p != nil {
			return p
		}
	}
	return nil
}

// use is what a function is known to do with a request, nil for nothing.
func (in *imports) use(key string) *Use {
	for k := range in.of(key) {
		if u := k.uses[key]; u != nil {
			return u
		}
	}
	return nil
}
