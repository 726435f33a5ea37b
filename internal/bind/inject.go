package bind

import (
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// injectors are functions that are given constructors: what one of them returns feeds the parameters of others by its type.
var injectors = [...]string{
	"go.uber.org/fx.Provide", "go.uber.org/fx.Invoke", "go.uber.org/fx.Annotate", "go.uber.org/fx.Decorate",
	"(*go.uber.org/dig.Container).Provide", "(*go.uber.org/dig.Container).Invoke", "(*go.uber.org/dig.Scope).Provide", "(*go.uber.org/dig.Scope).Invoke",
	"github.com/google/wire.Build", "github.com/google/wire.NewSet",
	"github.com/samber/do.Provide", "github.com/samber/do/v2.Provide",
}

// containers are the packages of the injectors: nearly no call is of one of them, and no name is written out for the others.
var containers = [...]string{"go.uber.org/fx", "go.uber.org/dig", "github.com/google/wire", "github.com/samber/do", "github.com/samber/do/v2"}

// casts name the interfaces as which a constructor's result is provided: fx.As(new(Store)).
var casts = [...]string{"go.uber.org/fx.As", "go.uber.org/dig.As", "github.com/google/wire.Bind"}

// A supply "D:pkg.I" holds what constructors provide as the interface I.
func Supply(iface string) string { return "D:" + iface }

// injected are the typed bindings of constructors that are handed to a container.
func (s *Slots) injected(call ssa.CallInstruction, edge func(Edge)) {
	obj := flow.Callee(call.Common())
	if obj == nil || obj.Pkg() == nil || !slices.Contains(containers[:], obj.Pkg().Path()) || !slices.Contains(injectors[:], flow.Key(obj)) {
		return
	}
	_, args := flow.Args(call.Common())
	var given []ssa.Value
	for _, a := range args {
		if lists, _ := s.P.Elements(a, nil); isSlice(a.Type()) && len(lists) == 1 {
			for _, el := range lists[0] {
				if el.V != nil {
					given = append(given, flow.Strip(el.V))
				}
			}
			continue
		}
		// for _, ctor := range constructors { c.Provide(ctor) }
		if u, ok := flow.Strip(a).(*ssa.UnOp); ok {
			if ia, ok := u.X.(*ssa.IndexAddr); ok {
				lists, _ := s.P.Elements(ia.X, nil)
				for _, l := range lists {
					for _, el := range l {
						if el.V != nil {
							given = append(given, flow.Strip(el.V))
						}
					}
				}
				continue
			}
		}
		given = append(given, flow.Strip(a))
	}
	var as []string
	for _, v := range given {
		if c, ok := v.(*ssa.Call); ok && slices.Contains(casts[:], flow.Key(flow.Callee(&c.Call))) {
			as = append(as, s.castTo(c)...)
		}
	}
	for _, v := range given {
		// wire.Bind(new(I), new(*T)) names both sides.
		if c, ok := v.(*ssa.Call); ok && flow.Key(flow.Callee(&c.Call)) == "github.com/google/wire.Bind" && len(c.Call.Args) == 2 {
			iface, to := pointee(c.Call.Args[0]), pointee(c.Call.Args[1])
			if iface != nil && to != nil && types.IsInterface(iface) && s.Own(iface) && Concrete(to) != "" {
				edge(Edge{To: Supply(flow.TypeKey(iface)), From: "=" + Concrete(to)})
			}
		}
		if fn := constructor(v); fn != nil {
			s.provides(fn, as, edge)
		}
	}
}

// constructor is the function that a value is; nil when it is none.
func constructor(v ssa.Value) *ssa.Function {
	switch x := v.(type) {
	case *ssa.Function:
		if o := x.Origin(); o != nil {
			return o
		}
		return x
	case *ssa.MakeClosure:
		fn, _ := x.Fn.(*ssa.Function)
		return fn
	}
	return nil
}

// pointee is what new(T), converted to any, points to.
func pointee(v ssa.Value) types.Type {
	if p, ok := flow.Strip(v).Type().Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return nil
}

// castTo lists the interfaces of fx.As(new(I), …).
func (s *Slots) castTo(c *ssa.Call) []string {
	var out []string
	_, args := flow.Args(&c.Call)
	for _, a := range args {
		lists, _ := s.P.Elements(a, nil)
		for _, l := range lists {
			for _, el := range l {
				if el.V == nil {
					continue
				}
				if p, ok := flow.Strip(el.V).Type().Underlying().(*types.Pointer); ok && types.IsInterface(p.Elem()) {
					out = append(out, flow.TypeKey(p.Elem()))
				}
			}
		}
	}
	return out
}

// injectable reports a type by which a container binds what has no concrete type: an interface or a named function type of the user's.
func (s *Slots) injectable(t types.Type) bool {
	_, isFunc := t.Underlying().(*types.Signature)
	return (isFunc || types.IsInterface(t)) && s.Own(t)
}

func (s *Slots) provides(fn *ssa.Function, as []string, edge func(Edge)) {
	key := strings.SplitN(flow.FuncKey(fn), "[", 2)[0]
	sig := fn.Signature
	for i := range sig.Params().Len() {
		if t := sig.Params().At(i).Type(); s.injectable(t) {
			edge(Edge{To: key + "#" + strconv.Itoa(i), From: Supply(flow.TypeKey(t))})
		}
	}
	for i := range sig.Results().Len() {
		t := sig.Results().At(i).Type()
		if flow.IsError(t) {
			continue
		}
		switch {
		case s.injectable(t):
			edge(Edge{To: Supply(flow.TypeKey(t)), From: key + "=>" + strconv.Itoa(i)})
			for _, iface := range as {
				edge(Edge{To: Supply(iface), From: key + "=>" + strconv.Itoa(i)})
			}
		case Concrete(t) != "":
			for _, iface := range as {
				edge(Edge{To: Supply(iface), From: "=" + Concrete(t)})
			}
		}
	}
}

func isSlice(t types.Type) bool {
	_, ok := t.Underlying().(*types.Slice)
	return ok
}
