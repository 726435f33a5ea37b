package tenantscope

import (
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// The questions about values of requests are settled in the main, which sees every router reach its listener: until then an outer middleware may still come.

// askRoutes settles them for the endpoints of this program.
func (j *judge) askRoutes() {
	if j.routes == nil || j.pass.Pkg.Name() != "main" || len(j.fact.Questions) == 0 {
		return
	}
	events, err := route.Events([]*route.Fact{j.routes.Fact})
	if err != nil {
		j.imported.err = err
		return
	}
	way := &entrance{j: j, bound: bind.New(j.fact.Edges), by: map[string][]*route.Endpoint{}, uses: map[string]*Use{}}
	for i := range j.fact.Uses {
		way.uses[j.fact.Uses[i].Func] = &j.fact.Uses[i]
	}
	endpoints := route.NewTable(events).Endpoints()
	for i := range endpoints {
		way.add(&endpoints[i])
	}
	for i := range j.fact.Questions {
		way.settle(&j.fact.Questions[i])
	}
}

// entrance is how requests come to the handlers of a program.
type entrance struct {
	j     *judge
	bound *bind.Bindings
	by    map[string][]*route.Endpoint // by the function that answers
	uses  map[string]*Use              // of the main's own functions
}

// add takes an endpoint in. What is not known to be served is left out: a package may offer routes that this program does not ask for.
func (w *entrance) add(e *route.Endpoint) {
	if !e.Served || e.Handler.Func == "" {
		return
	}
	keys := w.behind(e.Handler.Func)
	if e.Handler.Enter != "" {
		keys = append(keys, e.Handler.Enter)
	}
	for _, key := range keys {
		w.by[key] = append(w.by[key], e)
	}
}

// behind are the functions that a key stands for: itself, or the methods behind an interface's.
func (w *entrance) behind(key string) []string {
	out := []string{key}
	if end := strings.LastIndex(key, ")."); end > 0 {
		for _, t := range w.bound.Types([]string{bind.Pool(key[1:end])}) {
			out = append(out, w.bound.Impls(t, key)...)
		}
	}
	return out
}

// endpoints are those that a function answers, as a handler or in a closure of one.
func (w *entrance) endpoints(fn string) []*route.Endpoint {
	var out []*route.Endpoint
	for {
		out = append(out, w.by[fn]...)
		i := strings.LastIndexByte(fn, '$')
		if i < 0 {
			return out
		}
		fn = fn[:i]
	}
}

// settle answers a question at every endpoint that leads to its function: one at which all middleware is understood and none of it reads the value breaks it;
// it is met where some middleware at each verified the value. Anything else stays as it is.
func (w *entrance) settle(q *Question) {
	endpoints := w.endpoints(q.Func)
	if len(endpoints) == 0 {
		return
	}
	j := w.j
	key := mark(q.key())
	j.fact.Settled = append(j.fact.Settled, key)
	var why []string
	all := true
	for _, e := range endpoints {
		state, by := w.before(e, q.Value)
		if state == verdict.Unresolved && q.final() && !w.reads(e, q.Value) {
			state = verdict.Broken // it is the handler's own, whatever else stands in front
		}
		all = all && state == verdict.Met
		switch state {
		case verdict.Met:
			if line := flow.Short(by) + " verified " + q.Value + " before " + e.Label(); !slices.Contains(why, line) {
				why = append(why, line)
			}
		case verdict.Broken:
			j.ledger.Entries = append(j.ledger.Entries, w.broken(q, e))
			j.fact.Passes = append(j.fact.Passes, Pass{Of: key})
			return
		}
	}
	j.fact.Passes = append(j.fact.Passes, Pass{Of: key, Traced: all})
	if all {
		e := q.Entry
		e.Verdict, e.Category, e.Message, e.Traced, e.Related = verdict.Met, "", "", true, nil
		e.Why = why
		j.ledger.Entries = append(j.ledger.Entries, e)
	}
}

// broken is the finding of a value that nothing in front of an endpoint looks at.
func (w *entrance) broken(q *Question, e *route.Endpoint) verdict.Entry {
	out := q.Entry
	out.Why = append(slices.Clone(out.Why), "nothing in front of "+e.Label()+" reads "+q.Value)
	if e.Pos != out.Origin {
		out.Related = append(slices.Clone(out.Related), verdict.Related{Position: e.Pos, Message: e.Label() + " is registered here"})
	}
	if pkg := out.Origin.Package(); pkg != w.j.pass.Pkg.Path() {
		out.Here = flow.ImportOf(w.j.pass.Files, pkg, w.j.site.Own)
	}
	return out
}

// before tells what the middleware in front of an endpoint does about a value: met, by the function that verified it; broken where all is understood and none
// reads it; else unresolved.
func (w *entrance) before(e *route.Endpoint, value string) (state verdict.Verdict, by string) {
	state = verdict.Broken
	if !e.Rooted {
		state = verdict.Unresolved
	}
	for _, m := range e.Use {
		switch w.middleware(m, value) {
		case verdict.Met:
			return verdict.Met, m.Func
		case verdict.Unresolved:
			state = verdict.Unresolved
		}
	}
	for _, m := range e.Passed {
		if w.middleware(m, value) != verdict.Broken {
			state = verdict.Unresolved // it is there on some ways
		}
	}
	return state, ""
}

// reads reports an endpoint with middleware in front that is known to read a value.
func (w *entrance) reads(e *route.Endpoint, value string) bool {
	return slices.ContainsFunc(slices.Concat(e.Use, e.Passed), func(m route.Middleware) bool {
		return slices.ContainsFunc(w.behind(m.Func), func(key string) bool {
			u := w.use(key)
			return u != nil && isAmong(value, u.Reads)
		})
	})
}

// middleware tells what one does about a value.
func (w *entrance) middleware(m route.Middleware, value string) verdict.Verdict {
	if m.Func == "" {
		return verdict.Unresolved
	}
	if plain(m.Func) {
		return verdict.Broken
	}
	worst, found := verdict.Met, false
	for _, key := range w.behind(m.Func) {
		u := w.use(key)
		if u == nil || !u.Next {
			continue
		}
		found = true
		if state := w.does(u, value); state != verdict.Met && (worst == verdict.Met || state == verdict.Unresolved) {
			worst = state
		}
	}
	if !found {
		return verdict.Unresolved
	}
	return worst
}

// does tells what a middleware's function does about a value.
func (w *entrance) does(u *Use, value string) verdict.Verdict {
	switch {
	case slices.Contains(u.Checks, value):
		return verdict.Met
	case u.Opaque || isAmong(value, u.Reads):
		return verdict.Unresolved
	}
	for _, method := range u.Asks {
		keys := w.behind(method)[1:]
		if len(keys) == 0 {
			return verdict.Unresolved
		}
		for _, key := range keys {
			if of := w.use(key); of != nil && (of.Opaque || len(of.Asks) > 0 || isAmong(value, of.Reads)) {
				return verdict.Unresolved
			}
		}
	}
	return verdict.Broken
}

func (w *entrance) use(key string) *Use {
	if u := w.uses[key]; u != nil {
		return u
	}
	return w.j.imported.use(key)
}

// plainMiddleware are packages and functions of libraries whose middleware does not look at whose tenant a request names.
var plainMiddleware = [...]string{
	"net/http.", "github.com/go-chi/chi/v5/middleware.", "github.com/go-chi/chi/middleware.", "github.com/go-chi/cors.", "github.com/go-chi/httprate.",
	"github.com/go-chi/httplog.", "github.com/go-chi/render.", "github.com/rs/cors", "github.com/gorilla/handlers.", "github.com/labstack/echo/v4/middleware.",
	"github.com/labstack/echo/v5/middleware.", "github.com/gin-gonic/gin.", "github.com/gin-contrib/", "github.com/gofiber/fiber/v2/middleware/",
	"github.com/gofiber/fiber/v3/middleware/", "go.opentelemetry.io/", "github.com/prometheus/", "github.com/justinas/alice.",
}

// plain reports middleware of a library that looks at no tenant. What authenticates calls functions of the user's, which may.
func plain(key string) bool {
	key = strings.TrimLeft(key, "(*")
	return guard.Named(key) == guard.None && !strings.Contains(strings.ToLower(key), "auth") &&
		slices.ContainsFunc(plainMiddleware[:], func(prefix string) bool { return strings.HasPrefix(key, prefix) })
}
