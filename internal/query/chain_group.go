package query

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// group adds the conditions that a function adds, in parentheses.
func (b *build) group(l *link) []*build {
	r, ok := l.arg(RoleFunc)
	if !ok {
		return one(b)
	}
	isOr := l.row.Clause == ClauseOrGroup
	if s, ok := b.constant(l, RoleConst); ok {
		isOr = strings.EqualFold(strings.TrimSpace(s), "OR")
	}
	var out []*build
	for _, links := range b.c.closureLinks(r, l) {
		for _, n := range b.c.apply([]*build{b.inner()}, links) {
			n.endGroup(isOr)
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		b.where = append(b.where, term{or: isOr, e: b.hole(r)})
		return one(b)
	}
	return out
}

// inner is a build for the conditions within parentheses: the same statement with an empty WHERE.
func (b *build) inner() *build {
	n := b.clone()
	n.outer = append(slices.Clone(b.outer), b.where)
	n.where = nil
	return n
}

func (b *build) endGroup(isOr bool) {
	e := b.condition()
	last := len(b.outer) - 1
	b.where, b.outer = slices.Clone(b.outer[last]), b.outer[:last]
	if e != nil {
		b.where = append(b.where, term{or: isOr, e: e})
	}
}

// applied adds what functions add that are called with the chain.
func (b *build) applied(l *link) []*build {
	builds := one(b)
	for _, fn := range b.c.funcsOf(l) {
		if fn.V == nil {
			continue
		}
		if k, ok := fn.V.(*ssa.Const); ok && k.Value == nil {
			continue
		}
		alternatives := b.c.closureLinks(fn, l)
		var next []*build
		for _, n := range builds {
			if len(alternatives) == 0 {
				n = n.clone()
				n.where = append(n.where, term{e: n.hole(fn)})
				next = append(next, n)
				continue
			}
			for _, links := range alternatives {
				next = append(next, n.c.apply([]*build{n}, links)...)
			}
		}
		if len(next) > maxAlternatives {
			next = next[:maxAlternatives]
			next[0].note("the chain is put together in too many ways")
		}
		builds = next
	}
	return builds
}

// funcsOf lists the functions that a link hands the chain to.
func (c *chains) funcsOf(l *link) []flow.Ref {
	r, ok := l.arg(RoleFunc)
	if !ok {
		return nil
	}
	if l.rest != RoleFunc {
		return []flow.Ref{r}
	}
	lists, complete := c.elements(r)
	if len(lists) != 1 {
		return []flow.Ref{r}
	}
	out := lists[0]
	if !complete {
		out = append(slices.Clone(out), r)
	}
	return out
}

// closureLinks lists, for each way through a function that is handed a chain, the links that it adds.
func (c *chains) closureLinks(fn flow.Ref, l *link) [][]*link {
	var out [][]*link
	for _, f := range c.functions(flow.Strip(fn.V), fn.Frame, 0) {
		out = append(out, c.linksOfFunc(f, fn, l)...)
	}
	return out
}

func (c *chains) linksOfFunc(f *ssa.Function, fn flow.Ref, l *link) [][]*link {
	var param *ssa.Parameter
	for _, p := range f.Params {
		if c.kindOf(p.Type()) != noBuilder {
			param = p
		}
	}
	if param == nil {
		return nil
	}
	frame := c.frameOf(flow.Strip(fn.V), fn.Frame, 0)
	if len(f.FreeVars) == 0 {
		frame = nil
	}
	var out [][]*link
	for _, ret := range flow.Returns(f) {
		seed := &state{env: map[place]int{}}
		seed.env[place{v: param}] = seed.alloc(object{typ: param.Type()})
		var want []ssa.Value
		for _, r := range ret.Results {
			if c.kindOf(r.Type()) != noBuilder {
				want = append(want, r)
			}
		}
		states, _ := c.run(ret, frame, seed, want...)
		for _, s := range states {
			id, ok := 0, true
			if len(want) > 0 {
				id, ok = resolve(s, want[0])
			}
			if !ok {
				continue
			}
			links := s.heap[id].links
			if !slices.ContainsFunc(out, func(o []*link) bool { return slices.Equal(o, links) }) {
				out = append(out, links)
			}
		}
	}
	return out
}
