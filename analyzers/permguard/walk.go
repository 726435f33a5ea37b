package permguard

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// walk looks behind a handler for effects that nothing gates.
type walk struct {
	g       *graph
	have    guard.Kind // of the middleware in front
	seen    map[string]bool
	steps   int
	found   bool // an effect was found
	foreign bool // a call of a library that may have one was found behind a decision
	by      []string
	guards  []verdict.Guard
	open    *opened
	unknown *Step
	// reading is true for a method that is not meant to change anything: the permission to read is enough for what it does on the side.
	reading bool
	// shadowed are the guards that only note what they refuse on some ways.
	shadowed []string
	// in is the endpoint; past is what a check behind its handler lets through without having asked, and assumed why that is taken not to be meant.
	in            *entrance
	past, assumed string
	weak          *weakness // of a permission that is asked for and does not cover the effect
}

// opened is an effect that no permission check is in front of.
type opened struct {
	step Step
	in   string
	way  []string // the functions between the handler and the effect
	have guard.Kind
}

// maxSteps bounds the functions that one endpoint is followed into; more is not understood.
const maxSteps = 20000

// visit follows the calls of a function that no permission check is in front of.
func (w *walk) visit(key string, path []string, have []guard.Kind, own ownings, depth int) {
	way := key + " " + own.key()
	if w.seen[way] || w.open != nil || depth > 64 {
		return
	}
	w.seen[way] = true
	if w.steps++; w.steps > maxSteps {
		w.unknown = &Step{To: key}
		return
	}
	f := w.g.fn(key)
	if f == nil {
		if w.unknown == nil && w.g.broken(key) {
			w.unknown = &Step{To: key, Broken: true}
		}
		return
	}
	for i := range f.Effects {
		step := &f.Effects[i]
		w.found = true
		if k, by := w.strongest(step); k >= guard.Credential {
			w.note(k, by)
			continue
		} else if own.bound(w.g.settled(step, own)) && max(k, w.have, best(have)) >= guard.Authentication {
			w.noteOwn()
			continue
		} else if w.open == nil {
			w.open = &opened{step: *step, in: key, way: slices.Clone(path), have: max(k, best(have))}
			return
		}
	}
	for i := range f.Calls {
		w.call(&f.Calls[i], path, have, own, depth)
	}
}

func (w *walk) call(step *Step, path []string, have []guard.Kind, own ownings, depth int) {
	k, by := w.strongest(step)
	if k >= guard.Credential {
		keys, _ := w.g.targets(step)
		foreign := step.Foreign || slices.ContainsFunc(keys, func(k string) bool { return w.g.foreign[k] })
		writes := slices.ContainsFunc(keys, func(k string) bool { return w.g.writers[k] })
		if w.found, w.foreign = w.found || writes, w.foreign || foreign; writes || foreign {
			w.note(k, by)
		}
		return
	}
	keys, known := w.g.targets(step)
	if !known {
		if w.unknown == nil {
			w.unknown = step
		}
		return
	}
	for _, key := range keys {
		w.visit(key, append(path[:len(path):len(path)], key), append(have[:len(have):len(have)], k), own.behind(w.g.settled(step, own)), depth+1)
	}
}

// strongest is the best decision in front of a step, with its name.
func (w *walk) strongest(s *Step) (guard.Kind, Gate) {
	kind, by := guard.None, Gate{}
	for _, g := range s.Gates {
		k := g.Kind
		if k == guard.None {
			k = w.g.decision(&g)
		}
		v := judged{kind: k}.but(g.By, w.g.opensOf(&g), w.in)
		k, w.past, w.assumed = v.kind, cmp.Or(w.past, v.past), cmp.Or(w.assumed, v.assumed)
		if k == guard.Permission {
			if weak := w.weakOf(&g); weak != nil {
				w.weak, k = weak, guard.Authentication
			}
		}
		if k > kind {
			kind, by = k, g
		}
	}
	return kind, by
}

// note writes a decision down, once.
func (w *walk) note(kind guard.Kind, by Gate) {
	why := kind.String() + " by " + call(by)
	if w.g.shadow(by.By) {
		why += " (shadowed)"
		w.shadowed = append(w.shadowed, call(by)+" lets a refused caller through on some ways")
	}
	if !slices.Contains(w.by, why) {
		w.by = append(w.by, why)
		w.guards = append(w.guards, verdict.Guard{Kind: kind.String(), By: by.By, Args: by.Args})
	}
}

// noteOwn says that an effect is bound to the caller's own id.
func (w *walk) noteOwn() {
	if why := "the caller's own id"; !slices.Contains(w.by, why) {
		w.by = append(w.by, why)
		w.guards = append(w.guards, verdict.Guard{Kind: verdict.GuardOwn})
	}
}

func best(list []guard.Kind) guard.Kind {
	out := guard.None
	for _, k := range list {
		out = max(out, k)
	}
	return out
}

func call(g Gate) string {
	if g.By == "" {
		return "a comparison"
	}
	if len(g.Args) > 0 {
		return flow.Short(g.By) + "(" + strings.Join(g.Args, ", ") + ")"
	}
	return flow.Short(g.By)
}

func named(m route.Middleware) string {
	return call(Gate{By: m.Func, Args: m.Args})
}
