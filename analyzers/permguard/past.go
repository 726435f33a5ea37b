package permguard

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
	"github.com/bailiwick-dev/bailiwick/internal/route"
)

// A check may let something through without having asked. For an endpoint that is known not to be that it is a check all the same, for one that is known to be that it is none, and
// for others it is not decided.

// entrance is an endpoint that is asked about.
type entrance struct {
	*route.Endpoint
	// authenticated is true behind what tells who the caller is.
	authenticated bool
}

// but is a decision in the light of what it lets through, for an endpoint; by is the function that decides.
func (v judged) but(by string, opens []guard.Opening, in *entrance) judged {
	if v.kind == guard.None || in == nil {
		return v
	}
	for _, o := range opens {
		switch taken, known, assumed := in.passes(o); {
		case known && taken:
			return judged{}
		case known:
			if assumed != "" {
				v.assumed = assumed + ", so that " + flow.Short(by) + " asks"
			}
		case v.kind == guard.Permission:
			v = judged{past: flow.Short(by) + " lets through " + o.String()}
			return v
		}
	}
	return v
}

// and is what two decisions that are both asked prove.
func (v judged) and(w judged) judged {
	if w.kind > v.kind {
		v.kind, v.by, v.assumed = w.kind, w.by, w.assumed
	}
	v.open, v.past = cmp.Or(w.open, v.open), cmp.Or(w.past, v.past)
	return v
}

// passes tells whether an endpoint is what a check lets through. What it is assumed for is that an object that the path names, or that the description of the operation lists, is in
// the context when the check looks for it.
func (in *entrance) passes(o guard.Opening) (taken, known bool, assumed string) {
	switch o.Of {
	case guard.Declared:
		declares, told := in.Handler.Security.Declared()
		return !declares, told && !(declares && in.Handler.Optional), ""
	case guard.Absent:
		if slices.ContainsFunc(in.Handler.Lists, func(word string) bool { return names(word, o.Name) }) {
			return false, true, "the context holds the " + o.Name + " where the description of the operation lists it"
		}
		if i := slices.IndexFunc(parameters(in.Pattern), func(p string) bool { return names(p, o.Name) }); i >= 0 {
			return false, true, "the context holds the " + o.Name + " where the path names one"
		}
	case guard.Nobody:
		return false, in.authenticated, ""
	}
	return false, false, ""
}

// parameters are the names of what a pattern leaves to the request: "id" of "/orders/{id}", "/orders/:id" or "/orders/{id:[0-9]+}".
func parameters(pattern string) []string {
	var out []string
	for seg := range strings.SplitSeq(pattern, "/") {
		name, colon := strings.CutPrefix(seg, ":")
		if !colon {
			if _, name, _ = strings.Cut(seg, "{"); name == "" {
				continue
			}
			name, _, _ = strings.Cut(name, "}")
		}
		name, _, _ = strings.Cut(name, ":")
		out = append(out, strings.TrimSuffix(name, "..."))
	}
	return out
}

// names reports a parameter that names an object of a kind: tenant, tenant_id or tenantID for what is kept as "tenant" or is read by TenantFromContext.
func names(param, object string) bool {
	object = strings.TrimPrefix(object, "Get")
	for _, end := range []string{"FromContext", "FromCtx", "From"} {
		object = strings.TrimSuffix(object, end)
	}
	plain := func(s string) string { return strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(s)) }
	p, o := plain(param), plain(object)
	return p == o || p == o+"id" || p == o+"uuid" || p == o+"slug" || p == o+"name"
}

// opensOf is what a decision lets through: what is known where it stands, and of the functions that it may be.
func (g *graph) opensOf(d *Gate) []guard.Opening {
	if d.Kind != guard.None || d.By == "" || d.By == guard.Dynamic {
		return d.Opens
	}
	keys, _ := g.targets(&Step{To: d.By, Invoke: true, Slots: d.Slots})
	out := slices.Clone(d.Opens)
	for _, k := range keys {
		if f := g.fn(k); f != nil {
			out = append(out, f.Opens...)
		}
	}
	return out
}

// openings is what a function, or what implements an interface's method, lets through.
func (g *graph) openings(key string) []guard.Opening {
	var out []guard.Opening
	keys, _ := g.reached(key)
	for _, k := range keys {
		if f := g.fn(k); f != nil {
			out = append(out, f.Opens...)
		}
	}
	return out
}
