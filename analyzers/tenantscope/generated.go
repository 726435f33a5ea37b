package tenantscope

import (
	"go/types"
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

// Query is a generated query that is not scoped to a tenant, or the use of one.
type Query struct {
	// Name is the function without its receiver: the generated interface names the same query.
	Name   string
	Source string // "orders.sql:12"; empty for a use
}

func (q *Query) key() string { return q.Name + " " + q.Source }

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

// listQueries writes down the package's generated queries that are not scoped, and the uses of queries.
func (j *judge) listQueries(finder *query.Finder, templates []*query.Template, ops []*operation) {
	for _, t := range templates {
		if t.Source != "" && j.unscoped(finder, t) {
			j.fact.Queries = append(j.fact.Queries, Query{Name: plainName(t.Func), Source: t.Source})
		}
	}
	used := map[string]bool{}
	for _, o := range ops {
		if o.Template != nil && o.Template.Source != "" && !j.tested.holds(o.Fn) && !used[o.Template.Func] {
			used[o.Template.Func] = true
			j.fact.Queries = append(j.fact.Queries, Query{Name: plainName(o.Template.Func)})
		}
	}
}

func (j *judge) unscoped(finder *query.Finder, t *query.Template) bool {
	for i := range t.Texts {
		script := finder.Statements(&t.Texts[i])
		if script == nil {
			return false
		}
		for _, stmt := range script.Statements {
			for _, r := range j.byItself(stmt) {
				if r.Verdict == verdict.Broken {
					return true
				}
			}
		}
	}
	return false
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
	j.fact.Queries = append(j.fact.Queries, Query{Name: plainName(key)})
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

// Uncalled lists the generated queries of a whole program that are not scoped to a tenant and that nobody calls, with where they stand, sorted.
func Uncalled(facts []*Fact) ([]Query, error) {
	all, err := mergeFacts(facts)
	if err != nil {
		return nil, err
	}
	used := map[string]bool{}
	for _, q := range all.fact.Queries {
		used[q.Name] = used[q.Name] || q.Source == ""
	}
	var out []Query
	for _, q := range all.fact.Queries {
		if q.Source != "" && !used[q.Name] && !slices.Contains(out, q) {
			out = append(out, q)
		}
	}
	slices.SortFunc(out, func(a, b Query) int { return strings.Compare(a.Source+a.Name, b.Source+b.Name) })
	return out, nil
}
