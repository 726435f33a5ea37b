package route

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// graph reads a resolver of gqlgen: a field of the type of mutations, queries or subscriptions, behind the directives of the schema.
func (s *scanner) graph(fn *ssa.Function) bool {
	maker, _ := fn.Pkg.Pkg.Scope().Lookup("NewExecutableSchema").(*types.Func)
	if maker == nil || fn.Signature.Recv() == nil || !strings.HasPrefix(fn.Name(), "_") {
		return false
	}
	typ, field, ok := strings.Cut(fn.Name()[1:], "_")
	kind := graphKind(typ)
	if !ok || kind == "" {
		return false
	}
	h := Handler{}
	eachCall(fn, func(call ssa.CallInstruction) {
		c := call.Common()
		switch {
		case c.IsInvoke() && strings.HasSuffix(flow.TypeKey(c.Value.Type()), "."+typ+"Resolver"):
			h.Func = flow.Key(c.Method)
		case directive(c) != "":
			h.Around = append(h.Around, Middleware{Func: directive(c), Args: textsAround(call), Pos: s.position(call.Pos())})
		}
	})
	if h.Func != "" {
		s.offer(fn, maker, Event{Kind: KindRoute, At: []string{flow.Key(maker) + "=>0"}, Methods: []string{kind}, Pattern: field, Handler: h})
	}
	return true
}

// graphKind stands where other endpoints have an HTTP method.
func graphKind(typ string) string {
	for _, kind := range []string{"Mutation", "Query", "Subscription"} {
		if strings.HasSuffix(typ, kind) {
			return strings.ToUpper(kind)
		}
	}
	return ""
}

// directive names the field of the schema's directives that a call calls.
func directive(c *ssa.CallCommon) string {
	load, ok := c.Value.(*ssa.UnOp)
	if !ok || c.IsInvoke() {
		return ""
	}
	switch a := load.X.(type) {
	case *ssa.FieldAddr:
		if strings.HasSuffix(flow.TypeKey(a.X.Type()), ".DirectiveRoot") {
			return fieldSlot(a.X.Type(), a.Field)
		}
	}
	return ""
}

// textsAround are the constant texts that the function of a directive's call reads: the arguments that the schema gives the directive.
func textsAround(call ssa.CallInstruction) []string {
	var out []string
	for _, b := range call.Parent().Blocks {
		for _, instr := range b.Instrs {
			c, ok := instr.(*ssa.Call)
			if !ok || !strings.HasPrefix(nameOf(c), "unmarshal") {
				continue
			}
			out = append(out, flow.ConstTexts(c)...)
		}
	}
	return out
}
