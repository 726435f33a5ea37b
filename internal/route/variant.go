package route

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// maxVariants bounds how many ways to one event are told apart: the branches of a switch that each add something. Beyond it none is known to be in front.
const maxVariants = 8

// missed is what is not in front of a point, with the call that adds it.
type missed struct {
	skip Skip
	call ssa.Instruction
}

// variants are the lists of what a point skips, one for each set of calls of which one has run whenever it runs: if dev { addTokens(r) } else { addSessions(r) }.
// One list where there is no such set.
func variants(p ssa.Instruction, list []missed) [][]Skip {
	var before []missed
	var calls []ssa.Instruction
	for _, m := range list {
		if m.call != nil && m.call.Parent() == p.Parent() && !m.skip.Later {
			before, calls = append(before, m), append(calls, m.call)
		}
	}
	if len(before) < 2 || flow.ReachedWithout(p, calls) {
		return [][]Skip{skips(list, nil)}
	}
	var sets [][]Skip
	for _, c := range before {
		var run []Skip
		for _, x := range before {
			if x.call == c.call || flow.Dominates(x.call, c.call) || !flow.FollowsWithout(c.call, p, x.call) {
				run = append(run, x.skip)
			}
		}
		sets = append(sets, run)
	}
	sets = smallest(sets)
	if len(sets) > maxVariants {
		return [][]Skip{skips(list, nil)}
	}
	out := make([][]Skip, len(sets))
	for i, run := range sets {
		out[i] = skips(list, run)
	}
	return out
}

// skips are those of a list but for what has run.
func skips(list []missed, run []Skip) []Skip {
	var out []Skip
	for _, m := range list {
		if !slices.Contains(run, m.skip) && !slices.Contains(out, m.skip) {
			out = append(out, m.skip)
		}
	}
	return out
}

// smallest are the sets that contain no other one.
func smallest(sets [][]Skip) [][]Skip {
	var out [][]Skip
	for i, set := range sets {
		if !slices.ContainsFunc(sets[:i], func(o []Skip) bool { return within(o, set) }) &&
			!slices.ContainsFunc(sets[i+1:], func(o []Skip) bool { return within(o, set) && len(o) < len(set) }) {
			out = append(out, set)
		}
	}
	return out
}

func within(part, whole []Skip) bool {
	return !slices.ContainsFunc(part, func(s Skip) bool { return !slices.Contains(whole, s) })
}

// fork makes an event of each further variant of a point.
func (s *scanner) fork() {
	for _, p := range s.points {
		for _, skip := range p.others {
			e := s.events[p.event]
			e.Skip = skip
			s.events = append(s.events, e)
		}
	}
}
