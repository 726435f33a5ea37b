package tenantscope

import (
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// A value of a request goes by where it stands and by its name there: "path tenant", "header x-tenant-id", "query tenant". Who reads the same name reads the
// same value, in whatever function and package: that is how what a handler binds is held against what the middleware before it compared.
//
// Where the name is an argument of the function that reads, "#2" stands for it until a call says which it is. A value whose name is not known is not asked
// about: what the request's body holds, since only the handler decodes it, and what a framework decodes into a struct of its own.

// Places in a request.
const (
	inPath    = "path "
	inQuery   = "query "
	inForm    = "form " // query or body: the body wins, so that a check of the query is none of the form
	inHeader  = "header "
	inMessage = "message " // a field of a remote procedure's request
)

// anyName stands for every name of a place.
const anyName = "*"

// requestName names what a call of a library reads from a request; empty for anything else.
func requestName(call *ssa.CallCommon, key string, frame *flow.Frame, lookup string) string {
	src, _ := flow.SourceOf(key)
	place := ""
	switch src {
	case flow.SourcePath:
		place = inPath
	case flow.SourceQuery:
		place = inQuery
	case flow.SourceHeader:
		place = inHeader
	case flow.SourceBody:
		if strings.HasSuffix(key, "FormValue") || strings.HasSuffix(key, "PostForm") {
			place = inForm
		}
	}
	if place == "" {
		return ""
	}
	name := lookup
	if name == "" {
		name = nameGiven(call, frame)
	}
	if place == inHeader {
		name = strings.ToLower(name)
	}
	return place + name
}

// nameGiven is the text that a call is given first: a constant, or "#n" for a parameter of the function that makes the call; anyName for what is not read.
func nameGiven(call *ssa.CallCommon, frame *flow.Frame) string {
	_, args := flow.Args(call)
	for _, a := range args {
		if b, ok := a.Type().Underlying().(*types.Basic); !ok || b.Kind() != types.String {
			continue
		}
		for {
			p, ok := flow.Strip(a).(*ssa.Parameter)
			if !ok {
				break
			}
			arg := frame.Arg(p)
			if arg == nil {
				if p.Parent().Parent() == nil && flow.ParamIndex(p) >= 0 {
					return "#" + strconv.Itoa(flow.ParamIndex(p))
				}
				return anyName
			}
			a, frame = arg, frame.Up
		}
		if s, ok := flow.ConstText(flow.Strip(a)); ok {
			return s
		}
		return anyName
	}
	return anyName
}

// instantiate puts the name that a call gives in the place of a parameter.
func instantiate(value string, call *ssa.CallCommon, frame *flow.Frame) string {
	place, number, ok := strings.Cut(value, " #")
	if !ok {
		return value
	}
	i, err := strconv.Atoi(number)
	_, args := flow.Args(call)
	name := anyName
	if err == nil && i < len(args) {
		a := args[i]
		if p, ok := flow.Strip(a).(*ssa.Parameter); ok {
			if arg := frame.Arg(p); arg != nil {
				a = arg
			} else if p.Parent().Parent() == nil && flow.ParamIndex(p) >= 0 {
				return place + " #" + strconv.Itoa(flow.ParamIndex(p))
			}
		}
		if s, ok := flow.ConstText(flow.Strip(a)); ok {
			name = s
		}
	}
	if place+" " == inHeader {
		name = strings.ToLower(name)
	}
	return place + " " + name
}

// isNamed reports a value of a request of which both place and name are known.
func isNamed(value string) bool {
	_, name, ok := strings.Cut(value, " ")
	return ok && name != "" && name != anyName && !strings.HasPrefix(name, "#")
}

// isAmong reports a value that is listed, by its name or by its place as a whole.
func isAmong(value string, list []string) bool {
	place, _, _ := strings.Cut(value, " ")
	return slices.Contains(list, value) || slices.Contains(list, place+" "+anyName)
}

// lookedUp is the constant key by which a part of a map was read that a call gave: mux.Vars(r)["tenant"].
func lookedUp(l flow.Leaf) string {
	v := l.Call.Value()
	if len(l.Path) == 0 || l.Path[0] != "[]" || v == nil {
		return ""
	}
	found := anyName
	for _, ref := range *v.Referrers() {
		x, ok := ref.(*ssa.Lookup)
		if !ok {
			continue
		}
		key, ok := flow.ConstString(x.Index)
		switch {
		case !ok || found == key || !slices.Contains(l.Names, key):
		case found != anyName:
			return anyName
		default:
			found = key
		}
	}
	return found
}

// placeOf says in words where in a request a value stands.
func placeOf(value string) string {
	place, _, _ := strings.Cut(value, " ")
	switch place + " " {
	case inPath:
		return "the path of the request"
	case inQuery:
		return "the query string of the request"
	case inForm:
		return "a form of the request"
	case inHeader:
		return "a header of the request"
	}
	return "the request"
}

// told is how a value is told of: by its name in the request where that is known, since in the code it may go by that of the function which read it.
func (c classed) told() string {
	if _, name, _ := strings.Cut(c.request, " "); isNamed(c.request) {
		return name
	}
	return quoteName(c.Name)
}
