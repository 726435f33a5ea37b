package tenantscope

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Question is a value of a request by which a statement is scoped. Whether the middleware before the handler verified it is known where the routes are: it is
// settled in the main, and travels there with the function whose endpoints are asked.
type Question struct {
	// Value is what of the request it is: "path tenant".
	Value string
	// Func is the function that binds it or hands it on: a handler, a closure in one, or what a handler calls.
	Func string
	// Entry is what is said where nothing verified it.
	Entry verdict.Entry
}

func (q *Question) key() string {
	gap := ""
	if q.Entry.Gap != nil {
		gap = q.Entry.Gap.String()
	}
	return strings.Join([]string{"request", q.Value, q.Func, q.Entry.Reference(), gap}, "|")
}

// final reports a value that middleware hardly ever looks at: where no endpoint is known, it counts as not verified.
func (q *Question) final() bool {
	return strings.HasPrefix(q.Value, inQuery) || strings.HasPrefix(q.Value, inForm)
}

// put leaves a question, and returns its mark.
func (j *judge) put(q Question) string {
	key := q.key()
	if !j.questions[key] {
		j.questions[key] = true
		j.fact.Questions = append(j.fact.Questions, q)
	}
	return mark(key)
}

// putOn lets a question to the callers end in one to the routes.
func (j *judge) putOn(o *Open, q Question) {
	j.fact.Passes = append(j.fact.Passes, Pass{Of: mark(o.key()), To: j.put(q)})
}

// weighRequests looks at what was done in the function about the values that a met reference is scoped by, once all its statements are judged: before that, what their
// rows prove is not known.
func (j *judge) weighRequests(o *operation, r *reference) {
	if r.Verdict != verdict.Met || len(r.asks)+len(r.requests) == 0 {
		return
	}
	binds := append(slices.Clone(r.asks), r.requests...)
	r.asks, r.requests = nil, nil
	for _, c := range binds {
		verified, asks := j.requested(o.Fn, o.Call, &c)
		switch {
		case verified:
		case c.Class == ClassParam:
			r.asks = append(r.asks, c)
		case asks:
			r.requests = append(r.requests, c)
		default:
			r.other = true
			if c.Class == ClassBody && !j.comparedBefore(o.Fn, o.Call, c) {
				r.Verdict, r.Category, r.Message = verdict.Broken, "request-tenant", requestTenant(describe(r), c)
			}
		}
	}
	r.traced = r.Verdict == verdict.Met && !r.other && len(r.asks)+len(r.requests) == 0
}

// requested tells of a value that a function binds or hands on as the tenant: verified says that it is of the request, or the function's parameter, and was compared
// with the principal's tenant there; asks that the routes are to be asked. Neither is true of one about which something was asked that is not understood.
func (j *judge) requested(fn *ssa.Function, at ssa.Instruction, c *classed) (verified, asks bool) {
	switch {
	case c.Class == ClassParam && c.Fn == flow.Top(fn) && c.Param >= 0:
		verified, c.asked = j.standing(fn, at, parameter(*c), c.leaf)
		return verified, false
	case c.Class != ClassRequest && c.Class != ClassBody || !isNamed(c.request):
		return false, false
	}
	verified, maybe := j.standing(fn, at, c.request, c.leaf)
	return verified, !verified && !maybe && j.routes != nil && !j.site.Strict
}

// requestedAt is the entry of a tenant that a function takes from the request and hands on.
func requestedAt(e verdict.Entry, gap verdict.Position, symbol string, c classed) verdict.Entry {
	e = brokenAt(e, gap, symbol, c.told()+" comes from "+placeOf(c.request))
	e.Message = strings.Replace(e.Message, bodyPlace, placeOf(c.request), 1)
	return e
}

// askAround hands questions on to the callers of the functions that they are about: a handler may leave its work to another function, with the request.
func (j *judge) askAround(calls map[string][]ssa.CallInstruction) {
	for i := 0; i < len(j.fact.Questions); i++ {
		q := j.fact.Questions[i]
		for _, call := range calls[q.Func] {
			fn := call.Parent()
			if key := flow.FuncKey(fn); key == q.Func || strings.HasPrefix(key, q.Func+"$") {
				continue
			}
			pass := Pass{Of: mark(q.key())}
			switch verified, maybe := j.standing(fn, call, q.Value, flow.Leaf{}); {
			case verified:
				pass.Traced = true
			case !maybe:
				pass.To = j.put(Question{Value: q.Value, Func: flow.FuncKey(fn), Entry: q.Entry})
			}
			j.fact.Passes = append(j.fact.Passes, pass)
			j.fact.Settled = append(j.fact.Settled, pass.Of)
		}
	}
}

// unasked are the questions that came to no endpoint in the whole program, about values that count as not verified then.
func (k *Knowledge) unasked(settled map[string]bool) []verdict.Entry {
	var out []verdict.Entry
	for i := range k.Questions {
		q := &k.Questions[i]
		if !q.final() || settled[mark(q.key())] {
			continue
		}
		e := q.Entry
		e.Why = append(slices.Clone(e.Why), "no endpoint that leads to "+q.Func+" was found in the loaded packages")
		if len(k.Broken) > 0 {
			e.Verdict, e.Reason = verdict.Unresolved, "package broken: "+k.Broken[0]
		}
		out = append(out, e)
	}
	return out
}
