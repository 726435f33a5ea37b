package tenantscope

import (
	"go/types"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/scope"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// A generated query owes nothing itself: each hand-written call of it is judged, with the call's own values in place. Two things do not
// show there. One is a client that is handed over as an interface of the user's own, or a query as a function value: the call is of the interface's
// method. Then the query's obligation is written down where it is handed over, and judged at the calls that the slot reaches. The other
// is a query that nobody calls.

// plainName drops the receiver of a method's key: "(*pkg.Queries).GetOrder" is "pkg.GetOrder".
func plainName(key string) string {
	end := strings.LastIndex(key, ").")
	if end < 0 {
		return key
	}
	recv := strings.TrimLeft(key[:end], "(*")
	dot := strings.LastIndexByte(recv, '.')
	if dot < 0 {
		return key
	}
	return recv[:dot] + key[end+1:]
}

// listQueries keeps the package's generated queries, and writes down which queries it uses.
func (j *judge) listQueries(templates []*query.Template, ops []*operation) {
	var all generatedQueries
	for _, t := range templates {
		if t.Source != "" {
			all.templates = append(all.templates, t)
		}
	}
	if len(all.templates) > 0 {
		all.catalog, all.allowWider, all.principals = j.site.Catalog, j.site.AllowWider, slices.Clone(j.fact.Principals)
		j.ledger.Unused = all.unused
	}
	used := map[string]bool{}
	for _, o := range ops {
		if o.Template != nil && o.Template.Source != "" && !j.tested.holds(o.Fn) && !used[o.Template.Func] {
			used[o.Template.Func] = true
			j.fact.Queries = append(j.fact.Queries, plainName(o.Template.Func))
		}
	}
}

// generatedQueries are those of a package, to be judged where a whole program shows that nobody calls them. Judged in their package they would cost
// as much as at all of their calls. It holds on to nothing of the package but texts.
type generatedQueries struct {
	templates  []*query.Template
	catalog    *catalog.Catalog
	allowWider map[string]bool
	principals []string
}

// unused lists, in the words of a report, the queries that are not scoped and that nobody calls.
func (g generatedQueries) unused(called func(query string) bool) []string {
	var out []string
	for _, t := range g.templates {
		if name := plainName(t.Func); !called(name) && g.unscoped(t) {
			out = append(out, "query "+t.Source+" ("+path.Base(name)+") is not scoped to a tenant, and nothing calls it")
		}
	}
	return out
}

func (g generatedQueries) unscoped(t *query.Template) bool {
	options := scope.Options{AllowWider: g.allowWider, PrincipalHas: func(column string) bool { return slices.Contains(g.principals, fold(column)) }}
	for i := range t.Texts {
		text, ok := t.Texts[i].Whole()
		if !ok {
			return false
		}
		script := sqlread.Read(text)
		if script == nil {
			continue
		}
		for _, stmt := range script.Statements {
			broken := func(r scope.Ref) bool { return r.Verdict == verdict.Broken }
			if slices.ContainsFunc(scope.Decide(stmt, g.catalog, scope.NoValues{}, options), broken) {
				return true
			}
		}
	}
	return false
}

// UsedQueries are the generated queries that something in a whole program calls or hands over, by their names without a receiver: the generated interface
// names the same query.
func UsedQueries(facts []*Fact) (map[string]bool, error) {
	all, err := mergeFacts(facts)
	if err != nil {
		return nil, err
	}
	used := make(map[string]bool, len(all.fact.Queries))
	for _, q := range all.fact.Queries {
		used[q] = true
	}
	return used, nil
}

// seedHandedOver leaves the obligations of generated queries that are handed over as an interface or as a function value to the calls there.
func (j *judge) seedHandedOver(finder *query.Finder) {
	seeded := map[string]bool{}
	seed := func(m *types.Func) {
		key := flow.Key(m)
		if seeded[key] {
			return
		}
		seeded[key] = true
		if t := finder.MethodTemplate(m); t != nil && t.Source != "" {
			j.seed(finder, key, t)
		}
	}
	hands := func(fn *ssa.Function) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				switch x := instr.(type) {
				case *ssa.MakeInterface:
					j.handedMethods(x, seed)
				case *ssa.MakeClosure:
					if bound, ok := x.Fn.(*ssa.Function); ok && bound.Synthetic != "" {
						if m, ok := bound.Object().(*types.Func); ok {
							seed(m)
						}
					}
				}
			}
		}
	}
	var tests []*ssa.Function
	for _, fn := range j.p.Functions() {
		switch {
		case !j.owesFunc(fn):
		case j.tested.holds(fn):
			tests = append(tests, fn)
		default:
			hands(fn)
		}
	}
	j.seededInTests = len(j.open)
	for _, fn := range tests {
		hands(fn)
	}
}

// handedMethods calls seed with the methods of a concrete type that an interface of the user's own shows.
func (j *judge) handedMethods(x *ssa.MakeInterface, seed func(*types.Func)) {
	iface, ok := x.Type().Underlying().(*types.Interface)
	if !ok || !j.ownIface(x.Type()) || bind.Concrete(x.X.Type()) == "" {
		return
	}
	set := types.NewMethodSet(x.X.Type())
	for i := range iface.NumMethods() {
		m := iface.Method(i)
		if sel := set.Lookup(m.Pkg(), m.Name()); sel != nil {
			if fn, ok := sel.Obj().(*types.Func); ok {
				seed(fn)
			}
		}
	}
}

// seed leaves one obligation for each relation of a query.
func (j *judge) seed(finder *query.Finder, key string, t *query.Template) {
	j.fact.Queries = append(j.fact.Queries, plainName(key))
	base := verdict.Entry{Rule: Name, Statement: mark(t.Source + key)}
	n := len(j.open)
	add := func(e verdict.Entry, keys []Key, verify bool) {
		e.Ordinal = len(j.open) - n
		o := &Open{Generated: true, Func: key, Keys: keys, Verify: verify, Entry: e}
		o.ID = key + openID(o)
		j.open = append(j.open, o)
	}
	for i := range t.Texts {
		tt := &t.Texts[i]
		script := finder.Statements(tt)
		if script == nil || len(script.Problems) > 0 || t.Unresolved != "" {
			e := base
			e.Verdict, e.Category, e.Reason = verdict.Unresolved, "unread", "the statement is completed through an interface"
			e.Message = "statement not read: " + e.Reason + " (" + t.Source + ")"
			add(e, nil, false)
			continue
		}
		for _, stmt := range script.Statements {
			for _, r := range j.byItself(stmt) {
				if r.Verdict != scope.Exempt {
					e, keys, verify := j.seeded(base, &r, tt, t.Source)
					add(e, keys, verify)
				}
			}
		}
	}
}

// seeded is the entry of a relation that is judged where the query is called, with what may be asked there.
func (j *judge) seeded(e verdict.Entry, r *scope.Ref, tt *query.TemplateText, source string) (verdict.Entry, []Key, bool) {
	e.Relation, e.Verdict, e.Category, e.Message, e.Reason = r.Relation.Name, r.Verdict, r.Category, r.Message, r.Reason
	e.Why, e.Assumptions = slices.Clone(r.Why), slices.Clone(r.Assumptions)
	if e.Message != "" {
		e.Message += " (" + source + ")"
	}
	var keys []Key
	switch r.Verdict {
	case verdict.Met:
		verb := "query on "
		if r.Write {
			verb = "write to "
		}
		for _, b := range r.TenantBinds {
			if a, ok := argOf(tt, b); ok {
				keys = append(keys, Key{Param: a.Param, Path: strings.Join(a.Path, ".")})
				e.Category, e.Message = "request-tenant", requestTenant(verb+r.Relation.Name, classed{Name: a.Name})
			}
		}
	case verdict.Broken:
		if r.Table != nil && slices.ContainsFunc(r.Table.Guards, func(g catalog.Guard) bool { return g.Tenant }) {
			e.Verdict, e.Category, e.Message = verdict.Met, "", ""
			e.Why = append(e.Why, "guarded by the schema")
			break
		}
		for _, k := range r.KeyBinds {
			a, ok := argOf(tt, k.Bind)
			if !ok || !k.Unique && k.Parent == nil && !k.Own {
				continue
			}
			key := Key{Param: a.Param, Path: strings.Join(a.Path, "."), Column: k.Column, Own: k.Own}
			if r.Table != nil {
				key.Table = r.Table.Name
			}
			if k.Parent != nil {
				key.Parent = k.Parent.Name
			}
			keys = append(keys, key)
		}
	}
	return e, keys, r.Verdict == verdict.Broken && r.ReadsTenant && !r.Write && len(keys) > 0
}

// argOf is the parameter that a placeholder gets its value from.
func argOf(tt *query.TemplateText, b *sqlread.Bind) (query.TemplateArg, bool) {
	if b.Name != "" {
		for _, n := range tt.Named {
			if strings.EqualFold(n.Name, b.Name) {
				return n.Arg, n.Arg.Param >= 0
			}
		}
		return query.TemplateArg{}, false
	}
	if b.Index < 0 || b.Index >= len(tt.Args) {
		return query.TemplateArg{}, false
	}
	a := tt.Args[b.Index]
	return a, a.Param >= 0
}

// reachesQuery reports a call at which a generated query may be judged that was handed over: through a slot, and not by a method that the
// generator declared itself, which is judged like the query.
func (j *judge) reachesQuery(c *Call) bool {
	return len(c.Slots) > 0 && j.imported.Template(c.Callee) == nil && !slices.ContainsFunc(j.fact.Templates, func(t query.Template) bool { return t.Func == c.Callee })
}

// joinGenerated judges a generated query at a call through the slot that its client was handed to. The call is the origin: it is the
// hand-written one. The result is what the calling function leaves to its own callers.
func (j *judge) joinGenerated(o *Open, c *Call, judge func(*Open) *Open) *Open {
	at := *o
	at.memo = ""
	at.Entry.Origin, at.Entry.Symbol = c.Pos, c.Symbol
	at.Generated = false
	at.ID = openID(&at)
	switch at.Entry.Verdict {
	case verdict.Broken:
		return judge(&at)
	case verdict.Met:
		e := at.Entry
		at.Entry.Verdict = verdict.Broken // what a question asks is broken where the answer is wrong
		e.Category, e.Message = "", ""
		asks := at.Entry.Category == "request-tenant" && len(at.Keys) > 0
		if asks {
			at.Ask = true
			for _, a := range c.Args {
				e.Traced = e.Traced || a.Param == at.Keys[0].Param && a.Path == at.Keys[0].Path && a.Class == ClassTenant
			}
		}
		j.ledger.Entries = append(j.ledger.Entries, e)
		if asks {
			return judge(&at)
		}
	default:
		j.ledger.Entries = append(j.ledger.Entries, at.Entry)
	}
	return nil
}
