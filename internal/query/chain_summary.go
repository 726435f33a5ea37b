package query

import (
	"go/constant"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// ChainSummary is what a function adds to a query builder that it is given or starts. It travels to other packages in a fact, so it
// holds no Go value.
type ChainSummary struct {
	Func string
	// Ways are what the function's result may be, one for each way through it.
	Ways []ChainWay
	// Ends are the statements that the function runs on a chain that its caller began.
	Ends []ChainEnd
}

// ChainWay is one way through the function.
type ChainWay struct {
	// From is the parameter whose builder comes back, -1 for the receiver, FromStart when the function starts the chain itself.
	From int
	// Result is the index of the result that is the builder.
	Result int
	// Handle is true when links on the result leave it as it is.
	Handle bool
	Links  []LinkSummary
	// Why is not empty when there may be more links.
	Why string
}

// FromStart is the From of a chain that the function starts.
const FromStart = -2

// LinkSummary is one link: a condition, join or table as text with values, a start, or the call of a method with its arguments.
type LinkSummary struct {
	Row    string // the key of the link's row
	Method string // the name of a method of the builder, whatever its type
	Unread bool   // what the link adds was not read
	Text   string
	Args   []TemplateArg
}

// String describes the summary for tests of facts.
func (s *ChainSummary) String() string {
	var b strings.Builder
	b.WriteString(s.Func)
	for _, w := range s.Ways {
		b.WriteString(" [" + strconv.Itoa(w.From))
		for _, l := range w.Links {
			b.WriteString(" " + l.Method + l.Row[strings.LastIndexByte(l.Row, '.')+1:] + "(" + strconv.Quote(l.Text))
			for _, a := range l.Args {
				b.WriteString(" " + a.String())
			}
			b.WriteString(")")
		}
		b.WriteString("]")
	}
	for i := range s.Ends {
		b.WriteString(" {" + strconv.Itoa(s.Ends[i].From) + " " + s.Ends[i].String() + "}")
	}
	return b.String()
}

// summaries are the summaries of the package's functions, sorted.
func (c *chains) summaries() []*ChainSummary {
	var out []*ChainSummary
	if c.boiled.owns(c.f.P.Types) {
		return nil // rows say what it does
	}
	for _, fn := range c.f.P.Functions() {
		if fn.Parent() != nil || fn.Object() == nil {
			continue
		}
		var s *ChainSummary
		if c.hasBuilderResult(fn) {
			s = c.summary(fn)
		}
		if ends, calls := c.endsOf(fn); len(ends) > 0 {
			if s == nil {
				s = &ChainSummary{Func: flow.FuncKey(fn)}
			}
			s.Ends = ends
			for _, call := range calls {
				c.completedByCallers[call] = true
			}
		}
		if s != nil {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b *ChainSummary) int { return strings.Compare(a.Func, b.Func) })
	return out
}

func (c *chains) hasBuilderResult(fn *ssa.Function) bool {
	results := fn.Signature.Results()
	for i := range results.Len() {
		if c.kindOf(results.At(i).Type()) != noBuilder {
			return true
		}
	}
	return false
}

// summary reads what a function gives back at each of its returns.
func (c *chains) summary(fn *ssa.Function) *ChainSummary {
	s := &ChainSummary{Func: flow.FuncKey(fn)}
	seen := map[string]bool{}
	telling := false
	for _, ret := range flow.Returns(fn) {
		for i, r := range ret.Results {
			kind := c.kindOf(r.Type())
			if kind == noBuilder || isFailing(ret, r) {
				continue
			}
			states, complete := c.run(ret, nil, c.seedParams(fn), r)
			for _, st := range states {
				id, ok := resolve(st, r)
				if !ok {
					continue
				}
				o := st.heap[id]
				w := ChainWay{From: FromStart, Result: i, Handle: o.handle, Why: o.why}
				if o.origin > 0 {
					w.From = flow.ParamIndex(fn.Params[o.origin-1])
				}
				if !complete && w.Why == "" {
					w.Why = "the chain is put together in too many ways"
				}
				for _, l := range o.links {
					if ls, ok := c.summarise(l); ok {
						w.Links = append(w.Links, ls)
					}
				}
				one := &ChainSummary{Ways: []ChainWay{w}}
				if key := one.String(); !seen[key] {
					seen[key] = true
					s.Ways = append(s.Ways, w)
				}
				telling = telling || len(w.Links) > 0 || kind == builder
			}
		}
	}
	if len(s.Ways) == 0 || !telling || len(s.Ways) > maxFragments {
		return nil
	}
	return s
}

// summarise writes a link in terms of the function's parameters; ok is false for one that changes no row that is touched.
func (c *chains) summarise(l *link) (LinkSummary, bool) {
	if l.method != "" {
		out := LinkSummary{Method: l.method}
		for _, a := range l.args {
			out.Args = append(out.Args, c.f.templateArg(c.f.bound(a)))
		}
		return out, true
	}
	if l.row == nil || l.summary != nil {
		return LinkSummary{Unread: true}, true
	}
	out := LinkSummary{Row: l.row.Func}
	switch l.row.Clause {
	case ClauseNop, ClauseHandle, ClauseUnscope, ClauseReturn:
		return out, l.row.Op == OpStart
	case ClauseWhere, ClauseOr, ClauseNot, ClauseCompare, ClauseEq, ClauseIn, ClauseNotIn:
		if c.summariseCond(l, &out) {
			return out, true
		}
	case ClauseSelect:
		if startsStatement(l.row.Kind) {
			return out, true
		}
	case ClauseTable, ClauseJoin, ClauseLeftJoin:
		role := RoleTable
		if l.row.Index(RoleJoin) >= 0 {
			role = RoleJoin
		}
		b := &build{c: c, lib: l.lib}
		r, ok := l.arg(role)
		if !ok || !isString(typeOf(c.deref(r))) {
			break
		}
		fs := b.textOf(l, role)
		if len(fs) != 1 || len(fs[0].holes) > 0 || fs[0].more || strings.Contains(fs[0].text, sqlread.HoleMark) {
			break
		}
		out.Text = fs[0].text
		if role == RoleJoin && l.row.Kind != "" {
			out.Text = l.row.Kind + " " + out.Text
		}
		for _, a := range fs[0].args {
			out.Args = append(out.Args, c.f.templateArg(c.f.bound(a)))
		}
		return out, true
	}
	// A method of a builder with plain values, such as a setter.
	if recv, _ := flow.Args(l.call.Common()); recv != nil && l.row.Op == OpLink && l.row.Index(RoleFunc) < 0 && l.row.Index(RolePred) < 0 {
		out.Row, out.Method = "", flow.Callee(l.call.Common()).Name()
		for _, a := range l.args {
			out.Args = append(out.Args, c.f.templateArg(c.f.bound(a)))
		}
		return out, true
	}
	out.Unread = true
	return out, true
}

// summariseCond writes a condition as text with its values, whatever it was made of. One with several readings, or with parts that were not
// read, is none.
func (c *chains) summariseCond(l *link, out *LinkSummary) bool {
	b := &build{c: c, lib: l.lib}
	b.generatedModel(l.row)
	var conds []cond
	switch l.row.Clause {
	case ClauseWhere, ClauseOr, ClauseNot:
		conds = b.conds(l)
	default:
		conds = b.compare(l)
	}
	if len(conds) != 1 {
		return false
	}
	e := conds[0](b)
	if e == nil || len(b.holes) > 0 || len(b.named) > 0 || hasQuery(e) || sqlread.HasHole(e) {
		return false
	}
	out.Text = sqlread.String(e)
	if out.Text == "" {
		return false
	}
	for _, v := range b.values {
		out.Args = append(out.Args, c.f.templateArg(v))
	}
	if c.f.Models.Row(l.row.Func) == nil {
		// A generated client's row is found by the method's name.
		out.Row, out.Method = "", flow.Callee(l.call.Common()).Name()
	}
	return true
}

// summarised simulates a call of a function that is known by its summary.
func (c *chains) summarised(s *state, call *ssa.Call, frame *flow.Frame, sum *ChainSummary) []*state {
	var out []*state
	results := call.Call.Signature().Results()
	for i := range sum.Ways {
		w := &sum.Ways[i]
		n := s.clone()
		id := -1
		if w.From == FromStart {
			id = n.alloc(object{handle: w.Handle, why: w.Why, typ: results.At(min(w.Result, results.Len()-1)).Type()})
		} else if v := argAt(call, w.From); v != nil {
			if got, ok := resolve(n, v); ok {
				id = got
			}
		}
		if id < 0 {
			continue
		}
		o := n.heap[id]
		o.links = slices.Clone(o.links)
		of := o.typ
		if v := argAt(call, w.From); of == nil && w.From != FromStart && v != nil && !isFluent(v.Type()) {
			of = v.Type() // a handle
		}
		for k := range w.Links {
			o.links = append(o.links, c.summaryLink(of, call, frame, &w.Links[k]))
		}
		if w.From != FromStart && (o.handle && len(w.Links) > 0 || w.Handle) {
			o.handle = w.Handle
			id = n.alloc(o)
		} else {
			n.heap[id] = o
		}
		at := place{v: call}
		if results.Len() > 1 {
			at.result = w.Result
		}
		n.env[at] = id
		out = append(out, n)
	}
	if len(out) == 0 {
		return []*state{s}
	}
	return out
}

func argAt(call *ssa.Call, i int) ssa.Value {
	recv, args := flow.Args(&call.Call)
	if i == -1 {
		return recv
	}
	if i < 0 || i >= len(args) {
		return nil
	}
	return args[i]
}

type summaryKey struct {
	call  ssa.CallInstruction
	frame *flow.Frame
	sum   *LinkSummary
	t     types.Type
}

// summaryLink makes the link of a summary once a call and frame.
func (c *chains) summaryLink(t types.Type, call *ssa.Call, frame *flow.Frame, ls *LinkSummary) *link {
	k := summaryKey{call, frame, ls, t}
	if l := c.bySummary[k]; l != nil {
		return l
	}
	if ls.Method != "" {
		l := &link{call: call, frame: frame, method: ls.Method}
		for _, a := range ls.Args {
			l.args = append(l.args, instantiated(call, frame, a))
		}
		if t != nil {
			row, lib := c.methodRow(t, ls.Method, &call.Call)
			if row == nil {
				l = c.unreadOf(call, frame, calleeName(call))
			} else {
				l.method, l.row, l.lib = "", row, lib
				l.roles, l.rest = row.Roles()
				if ls.Text != "" {
					l.summary = ls
				}
			}
		}
		c.bySummary[k] = l
		return l
	}
	l := &link{call: call, frame: frame, summary: ls}
	row := c.f.Models.Row(ls.Row)
	switch {
	case ls.Unread || row == nil:
		l = &link{call: call, frame: frame, unread: calleeName(call)}
	default:
		l.row, l.lib = row, row.lib
		for _, a := range ls.Args {
			l.args = append(l.args, instantiated(call, frame, a))
		}
	}
	c.bySummary[k] = l
	return l
}

// instantiated is the value of a summary's argument at a call.
func instantiated(call *ssa.Call, frame *flow.Frame, a TemplateArg) flow.Ref {
	if a.IsConst {
		return flow.Ref{V: ssa.NewConst(constant.MakeString(a.Const), types.Typ[types.String])}
	}
	if v := argAt(call, a.Param); v != nil && (a.Param >= 0 || len(a.Path) > 0) {
		return flow.Ref{V: v, Path: a.Path, Frame: frame}
	}
	return flow.Ref{}
}

// addSummary adds the link of a summary.
func (b *build) addSummary(l *link) []*build {
	b = b.clone()
	if l.row.Op == OpStart || startsStatement(l.row.Kind) {
		b.start(l.row.Kind)
	}
	f := fragment{text: l.summary.Text, args: l.args, link: l, pick: make([]int, len(l.args))}
	switch l.row.Clause {
	case ClauseWhere, ClauseOr, ClauseNot, ClauseCompare, ClauseEq, ClauseIn, ClauseNotIn:
		b.generatedModel(l.row)
		if l.row.Kind == KindOnly {
			b.where = nil
		}
		cd := func(b *build) sqlread.Expr { return b.parseCond(f) }
		if len(l.args) == 1 && isIdent(strings.TrimSpace(f.text)) {
			cd = func(b *build) sqlread.Expr { return b.equals(strings.TrimSpace(f.text), l.args[0]) }
		}
		return b.addTerms([]cond{cd}, l.row.Clause == ClauseOr, l.row.Clause == ClauseNot)
	case ClauseTable:
		text, at := b.fill(f)
		b.addFrom(text, at, l)
	case ClauseJoin, ClauseLeftJoin:
		text, at := b.fill(f)
		if t, problems := sqlread.ReadFrom(text); t != nil {
			b.problems(problems)
			b.adopt(t, at)
			b.addJoins(t)
		}
	}
	return one(b)
}
