package route

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// implements records that a type of the user's stands behind an interface of the user's whose methods are given routers or handlers.
func (s *scanner) implements(x *ssa.MakeInterface) {
	iface, typ := flow.TypeKey(x.Type()), bind.Concrete(x.X.Type())
	if iface == "" || iface == "interface" || iface == "error" || typ == "" || !s.ownType(x.Type()) || !s.registers(x.Type()) {
		return
	}
	s.add(x.Parent(), x.Pos(), Event{Kind: KindImpl, At: []string{iface}, From: []string{typ}})
}

// registers reports an interface with a method that could register something.
func (s *scanner) registers(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for i := range iface.NumMethods() {
		params := iface.Method(i).Signature().Params()
		for n := range params.Len() {
			if p := params.At(n).Type(); s.mayRoute(p) || s.answers(p) {
				return true
			}
		}
	}
	return false
}

func (s *scanner) ownType(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && s.own(n.Obj().Pkg().Path())
}

// implementations maps a method of a concrete type to the interface methods that reach it.
func implementations(lists ...[]Event) map[string][]string {
	out := map[string][]string{}
	types := map[string][]string{}
	for _, list := range lists {
		for i := range list {
			if e := &list[i]; e.Kind == KindImpl {
				types[e.From[0]] = append(types[e.From[0]], e.At[0])
			}
		}
	}
	for _, list := range lists {
		for i := range list {
			e := &list[i]
			t, name, ok := receiverOf(e.Fn)
			if !ok || out[e.Fn] != nil {
				continue
			}
			for _, iface := range types[t] {
				if m := "(" + iface + ")." + name; !slices.Contains(out[e.Fn], m) {
					out[e.Fn] = append(out[e.Fn], m)
				}
			}
		}
	}
	return out
}

// receiverOf splits a method's key.
func receiverOf(key string) (typ, name string, ok bool) {
	i := strings.LastIndex(key, ").")
	if i < 0 || key[0] != '(' {
		return "", "", false
	}
	return key[1:i], key[i+2:], true
}

// implemented is the method of the value that a call passes for an interface, instead of the interface's.
func (s *scanner) implemented(method string, args []ssa.Value) string {
	iface, name, ok := receiverOf(method)
	if !ok {
		return method
	}
	for _, a := range args {
		if call := s.strictCall(a); call != nil && flow.TypeKey(a.Type()) == iface {
			return strictMethod(call, name)
		}
		if mk, ok := a.(*ssa.MakeInterface); ok && flow.TypeKey(mk.Type()) == iface {
			if t := bind.Concrete(mk.X.Type()); t != "" {
				return "(" + t + ")." + name
			}
		}
	}
	return method
}
