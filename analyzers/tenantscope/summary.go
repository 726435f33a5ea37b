package tenantscope

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// reads are the read summaries of a function: of this package, made on demand, or imported.
func (j *judge) reads(key string) []ReadSummary {
	if r, ok := j.readers[key]; ok {
		return r
	}
	return j.imported.reads(key)
}

// refusals are the arguments for which a function gives an error: of this package, or imported.
func (j *judge) refusals(key string) []flow.Refusal {
	var own []flow.Refusal
	for _, r := range j.fact.Refuses {
		if r.Func == key {
			own = append(own, r)
		}
	}
	if own != nil {
		return own
	}
	return j.imported.refusals(key)
}

// summariseReads finds the functions that read one row by a key that their caller gives.
func (j *judge) summariseReads() {
	j.readers = map[string][]ReadSummary{}
	for _, o := range j.ops {
		if o.Fn.Parent() != nil || !returnsRows(o) {
			continue
		}
		key := flow.FuncKey(o.Fn)
		for _, alt := range o.Alternatives[:min(1, len(o.Alternatives))] {
			if alt.Stmt.Kind != sqlread.KindSelect {
				continue
			}
			// The keys are known before the judgement, which may ask for them.
			v := values{j: j, alt: &alt}
			refs := j.byItself(alt.Stmt)
			for _, r := range refs {
				if r.Table == nil {
					continue
				}
				for _, k := range r.KeyBinds {
					if !k.Unique && k.Parent == nil {
						continue
					}
					c := v.class(k.Bind)
					if c.Class == ClassParam && c.Fn == o.Fn && c.Param >= 0 {
						j.readers[key] = append(j.readers[key], ReadSummary{
							Func: key, Param: c.Param, Path: joinPath(c.Path), Table: r.Table.Name,
							Scoped: r.Verdict == verdict.Met || j.verifiesWithin(o), Row: len(refs) == 1 && len(o.Alternatives) == 1 && j.givesRowOf(o),
						})
					}
				}
			}
		}
	}
}

// summarise writes down what callers in other packages may rest on: what functions return, and texts.
func (j *judge) summarise() {
	for _, fn := range j.p.Functions() {
		if fn.Parent() != nil || fn.Object() == nil || !j.owesFunc(fn) {
			continue
		}
		j.summariseResults(fn)
		j.summariseTexts(fn)
	}
	scope := j.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		v, ok := scope.Lookup(name).(*types.Var)
		if !ok || !v.Exported() {
			continue
		}
		g, ok := j.p.SSA().Members[name].(*ssa.Global)
		if !ok {
			continue
		}
		if text, ok := j.varText(g); ok {
			j.fact.Texts = append(j.fact.Texts, TextSummary{Key: j.pass.Pkg.Path() + "." + name, Result: -1, Alts: [][]string{{text}}})
		}
	}
}

// varText is the text of a package variable that is set once.
func (j *judge) varText(g *ssa.Global) (string, bool) {
	if b, ok := g.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Basic); !ok || b.Kind() != types.String {
		return "", false
	}
	if s, ok := j.p.Embedded(g); ok {
		return s, true
	}
	stores := j.p.GlobalStores(g)
	if len(stores) != 1 {
		return "", false
	}
	t := j.p.Text(j.texts, flow.Ref{V: stores[0]})
	if !t.Complete || len(t.Alts) != 1 {
		return "", false
	}
	s, holes := t.Alts[0].Render(sqlread.HoleMark)
	return s, len(holes) == 0
}

// scalar reports a type whose value can identify a row: text, numbers, uuid-like arrays, and slices of them.
func scalar(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&(types.IsString|types.IsInteger) != 0
	case *types.Array:
		b, ok := u.Elem().Underlying().(*types.Basic)
		return ok && b.Kind() == types.Byte
	case *types.Slice:
		return scalar(u.Elem())
	case *types.Pointer:
		return scalar(u.Elem())
	}
	k := flow.TypeKey(t)
	return strings.HasSuffix(k, ".UUID") || strings.HasSuffix(k, ".ULID")
}

// summariseTexts writes down functions that return statement text or parts of it.
func (j *judge) summariseTexts(fn *ssa.Function) {
	res := fn.Signature.Results()
	if res.Len() == 0 {
		return
	}
	b, ok := res.At(0).Type().Underlying().(*types.Basic)
	if !ok || b.Kind() != types.String {
		return
	}
	var alts [][]string
	for _, ret := range flow.Returns(fn) {
		t := j.p.Text(j.texts, flow.Ref{V: ret.Results[0]})
		if !t.Complete {
			return
		}
		for _, alt := range t.Alts {
			var pieces []string
			size := 0
			for _, p := range alt {
				if par, ok := p.Param(); ok && par.Parent() == fn {
					pieces = append(pieces, flow.ParamMark(flow.ParamIndex(par)))
					continue
				}
				if p.Hole != nil {
					return
				}
				size += len(p.Text)
				pieces = append(pieces, p.Text)
			}
			if size == 0 && len(pieces) <= 1 && res.Len() > 1 {
				continue // what it gives together with an error
			}
			if size < 3 {
				return
			}
			alts = append(alts, pieces)
		}
	}
	if len(alts) > 0 && len(alts) <= 8 {
		j.fact.Texts = append(j.fact.Texts, TextSummary{Key: flow.FuncKey(fn), Result: 0, Alts: alts})
	}
}
