package permguard

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
)

// fieldsMade describes the fields of a struct that a function of the same package makes: settingsOf(userID, body). One that returns several is not looked into, nor is one that
// hands on what another makes.
func fieldsMade(slot string, call *ssa.Call) []Given {
	fn := flow.StaticCallee(call.Common())
	if fn == nil || len(fn.Blocks) == 0 || fn.Pkg != call.Parent().Pkg {
		return nil
	}
	var made ssa.Value
	for _, ret := range flow.Returns(fn) {
		if len(ret.Results) != 1 {
			return nil
		}
		switch v := flow.Strip(ret.Results[0]).(type) {
		case *ssa.Const:
		case *ssa.Alloc:
			if made != nil && made != v {
				return nil
			}
			made = v
		default:
			return nil
		}
	}
	if made == nil {
		return nil
	}
	out := fieldsGiven(slot, made)
	for i := range out {
		out[i].From = handedTo(call, out[i].From)
	}
	return out
}

// handedTo are the sources of what a called function has from its parameters, as its caller names them; nil where one is not followed.
func handedTo(call *ssa.Call, from []string) []string {
	var out []string
	for _, s := range from {
		param, field, below := strings.Cut(s, ".")
		n, err := strconv.Atoi(strings.TrimPrefix(param, "p"))
		if err != nil || n >= len(call.Call.Args) {
			return nil
		}
		given, ok := guard.Sources(call.Call.Args[n])
		if !ok {
			return nil
		}
		for _, g := range given {
			if below && g != guard.Caller {
				g += "." + field
			}
			out = append(out, g)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
