package permguard

import (
	"go/constant"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
	"github.com/bailiwick-dev/bailiwick/internal/pattern"
)

// A subject names what a request says that an object is called: "id" of r.PathValue("id"), ".Order.ID" of a field of the decoded body, ".IDs[]" of an element of a list
// in it, ".IDs[0]" of one certain element. Two subjects of one function that differ are two objects, as far as the request is concerned.

// containers are names of what objects lie in. Who may write in a project may write what lies in it, whatever it is called; that it lies there is the statement's to say.
var containers = pattern.New(`(?i)tenant|org|workspace|project|account|team|group|company|user|member|owner|space|realm|customer|parent|site|store|shop`)

// other reports a permission that is asked for another object than the one that an instruction is given: both are named by the request, differently, and nothing that
// was asked for reaches the instruction. What is kept in a struct on the way is not looked into, and proves nothing.
func (s *summariser) other(g *guard.Gate, x ssa.Instruction) bool {
	call, ok := x.(ssa.CallInstruction)
	if !ok || g.Kind == guard.Authentication || g.Kind == guard.Credential {
		return false
	}
	given := s.subjects(call)
	if len(given) == 0 {
		return false
	}
	var asked []string
	for _, c := range s.guards.Asked(g) {
		asked = append(asked, s.subjects(c)...)
	}
	if len(asked) == 0 || slices.ContainsFunc(asked, containers.MatchString) {
		return false
	}
	for _, a := range asked {
		for _, b := range given {
			if overlaps(a, b) || overlaps(b, a) || !comparable(a, b) {
				return false
			}
		}
	}
	return true
}

// overlaps reports that a subject is another one or lies in it.
func overlaps(in, out string) bool {
	return in == out || strings.HasPrefix(in, out+".") || strings.HasPrefix(in, out+"[")
}

// comparable reports two subjects that can be told apart: neither is an element of a list, or both are of one.
func comparable(a, b string) bool {
	list := func(s string) string { head, _, _ := strings.Cut(s, "["); return head }
	if !strings.Contains(a, "[") && !strings.Contains(b, "[") {
		return true
	}
	return list(a) == list(b)
}

// subjects are those among the arguments of a call.
func (s *summariser) subjects(call ssa.CallInstruction) []string {
	var out []string
	_, args := flow.Args(call.Common())
	for _, a := range args {
		if lists, complete := s.p.Elements(a, nil); complete && len(lists) == 1 && a.Type().String() == "[]any" {
			for _, el := range lists[0] {
				if sub := subject(el.V, 0); sub != "" {
					out = append(out, sub)
				}
			}
			continue
		}
		if sub := subject(a, 0); sub != "" {
			out = append(out, sub)
		}
	}
	return out
}

// subject is what a value is called by the request, empty for what is not taken from it as it is.
func subject(v ssa.Value, depth int) string {
	if v == nil || depth > 8 {
		return ""
	}
	switch x := flow.Strip(v).(type) {
	case *ssa.Extract:
		if x.Index == 0 {
			return subject(x.Tuple, depth+1)
		}
	case *ssa.Call:
		return readBy(x, depth)
	case *ssa.UnOp:
		if x.Op == token.MUL {
			return place(x.X, depth+1)
		}
	case *ssa.Index:
		return within(subject(x.X, depth+1), x.Index)
	}
	return ""
}

// readBy is the subject that a call reads: r.PathValue("id"), or a conversion of one.
func readBy(x *ssa.Call, depth int) string {
	_, args := flow.Args(&x.Call)
	name := ""
	for _, a := range args {
		if c, ok := flow.Strip(a).(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String {
			if name != "" {
				return ""
			}
			name = constant.StringVal(c.Value)
		}
	}
	if name != "" && guard.FromRequest(x) {
		return name
	}
	if name == "" && len(args) == 1 {
		return subject(args[0], depth+1) // uuid.Parse(r.PathValue("id"))
	}
	return ""
}

// place is the subject that an address holds: a field of a decoded body, an element of a list in it.
func place(addr ssa.Value, depth int) string {
	if depth > 8 {
		return ""
	}
	switch x := addr.(type) {
	case *ssa.FieldAddr:
		f := flow.FieldVar(x.X.Type(), x.Field)
		if f == nil {
			return ""
		}
		if a, ok := x.X.(*ssa.Alloc); ok && decoded(a) {
			return "." + f.Name()
		}
		if in := place(x.X, depth+1); in != "" {
			return in + "." + f.Name()
		}
	case *ssa.IndexAddr:
		return within(subject(x.X, depth+1), x.Index)
	case *ssa.Alloc:
		if vals := flow.StoredIn(x); len(vals) == 1 {
			return subject(vals[0], depth+1)
		}
	}
	return ""
}

func within(list string, index ssa.Value) string {
	if list == "" {
		return ""
	}
	if c, ok := index.(*ssa.Const); ok && c.Value != nil {
		return list + "[" + c.Value.String() + "]"
	}
	return list + "[]"
}

// decoded reports a variable whose address is handed to a function as any: json.Unmarshal(body, &req), c.Bind(&req).
func decoded(a *ssa.Alloc) bool {
	for _, ref := range *a.Referrers() {
		if mk, ok := ref.(*ssa.MakeInterface); ok && mk.X == a {
			return true
		}
	}
	return false
}
