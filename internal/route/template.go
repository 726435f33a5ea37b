package route

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// maxRounds bounds how many helpers one inside another are filled in.
const maxRounds = 8

// instantiate fills in the events that wait for callers at the calls of this package: of its own functions and of those that its imports tell of.
func (s *scanner) instantiate(imported []Event) {
	calls := s.ownCalls()
	seen := map[string]bool{}
	for range maxRounds {
		s.localise()
		s.order(imported)
		s.made = makers(imported, s.events)
		impls := implementations(imported, s.events)
		before := len(s.events)
		for _, e := range append(waiting(imported), waiting(s.events)...) {
			for _, callee := range append([]string{e.Fn}, impls[e.Fn]...) {
				for _, call := range calls[callee] {
					s.fillAt(e, call, seen)
				}
			}
		}
		if len(s.events) == before {
			return
		}
	}
}

// fillAt adds the events that a template makes at a call. The place of a registration is the call that supplies the handler.
func (s *scanner) fillAt(e Event, call ssa.CallInstruction, seen map[string]bool) {
	if flow.FuncKey(flow.Top(call.Parent())) == e.Fn {
		return // a helper that calls itself adds nothing
	}
	at := s.position(call.Pos())
	s.top = flow.Top(call.Parent())
	for _, next := range s.fill(e, call) {
		k := next.key() + at.String()
		if seen[k] {
			continue
		}
		seen[k] = true
		next.comeBy(at.String())
		s.on(call, call.Pos(), next)
		s.points[len(s.points)-1].inner = next.Skip
		done := &s.events[len(s.events)-1]
		if e.Handler.Hole == 0 && !e.Generated {
			done.Pos, done.Symbol = e.Pos, e.Symbol
		}
		done.Generated = done.Generated && e.Generated // else what generated code calls was written by hand
		if next.ID != "" {
			s.uses = append(s.uses, use{len(s.events) - 1, call})
		}
	}
}

// localise notes which routers a call of their function makes anew: one that is derived with what the caller supplies, and what is derived
// from that or named for it in turn.
func (s *scanner) localise() {
	local := map[string]bool{}
	for changed := true; changed; {
		changed = false
		for i := range s.events {
			e := &s.events[i]
			if e.Kind != KindDerive && e.Kind != KindFlow || len(e.From) == 0 {
				continue
			}
			derived := e.Kind == KindDerive && (e.Generated || e.asks()) || slices.ContainsFunc(e.From, func(k string) bool { return local[k] })
			if at := e.At[0]; derived && !local[at] && (e.Kind == KindDerive || strings.HasPrefix(at, e.Fn+"$")) {
				local[at], changed = true, true
			}
		}
	}
	for i := range s.events {
		e := &s.events[i]
		e.Local = nil
		for _, list := range [][]string{e.At, e.From, e.Handler.Routers} {
			for _, k := range list {
				if local[k] && !slices.Contains(e.Local, k) {
					e.Local = append(e.Local, k)
				}
			}
		}
	}
}

// waiting are the events that wait for a caller.
func waiting(events []Event) []Event {
	var out []Event
	for _, e := range events {
		if e.open() {
			out = append(out, e)
		}
	}
	return out
}

// ownCalls lists the package's calls of the user's functions by what they call.
func (s *scanner) ownCalls() map[string][]ssa.CallInstruction {
	out := map[string][]ssa.CallInstruction{}
	for _, fn := range s.p.Functions() {
		if s.isTest(fn) {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok {
					continue
				}
				if obj := flow.Callee(call.Common()); obj != nil && obj.Pkg() != nil && s.own(obj.Pkg().Path()) {
					key := flow.Key(obj)
					out[key] = append(out[key], call)
				}
			}
		}
	}
	return out
}

// fill puts the arguments of a call in the place of parameters: one event for each reading.
func (s *scanner) fill(e Event, call ssa.CallInstruction) []Event {
	args := call.Common().Args
	if call.Common().IsInvoke() {
		args = append([]ssa.Value{call.Common().Value}, args...)
	}
	at := s.callName(call)
	if at == "" {
		at = callSign + flow.FuncKey(flow.Top(call.Parent())) + standsSign + s.position(call.Pos()).String()
		e.At, e.From, e.Handler.Routers = renamed(e.At, e.Local, at), renamed(e.From, e.Local, at), renamed(e.Handler.Routers, e.Local, at)
	}
	e.Local = nil
	var out []Event
	for _, it := range s.items(call) {
		s.item = it
		out = append(out, s.fillFor(e, args, s.callName(call))...)
	}
	s.item = nil
	return out
}

// renamed gives the routers that are local the name of the call that makes them.
func renamed(list, local []string, suffix string) []string {
	out := slices.Clone(list)
	for i := range out {
		if slices.Contains(local, out[i]) {
			out[i] += suffix
		}
	}
	return out
}

func (s *scanner) fillFor(e Event, args []ssa.Value, one string) []Event {
	e.Handler.Routers = atCall(e.Handler.Routers, e.Fn, s.made, one)
	e.At, e.From = s.fillRouters(e, e.At, args), s.fillRouters(e, e.From, args)
	e.At, e.From = atCall(e.At, e.Fn, s.made, one), atCall(e.From, e.Fn, s.made, one)
	e.Use = s.fillUse(e.Use, args)
	e.Methods = s.fillMethods(e.Methods, args)
	handlers := []Handler{e.Handler}
	if n := e.Handler.Hole; n > 0 && n <= len(args) {
		handlers = s.handlers(args[n-1])
		for i := range handlers {
			handlers[i].Around = append(slices.Clone(e.Handler.Around), handlers[i].Around...)
			handlers[i].Prefix = e.Handler.Prefix + handlers[i].Prefix
		}
	}
	for i := range handlers {
		handlers[i].Around = s.fillUse(handlers[i].Around, args)
		if e.Generated {
			handlers[i].Func = s.implemented(handlers[i].Func, args)
		}
	}
	var out []Event
	for _, pattern := range s.fillText(e.Pattern, args) {
		for _, h := range handlers {
			e.Pattern, e.Handler = pattern, h
			out = append(out, e)
		}
	}
	return out
}

// fillText puts texts in the place of marks.
func (s *scanner) fillText(text string, args []ssa.Value) []string {
	out := []string{""}
	for i, part := range strings.Split(text, markSign) {
		parts := []string{part}
		if i%2 == 1 {
			parts = s.fillMark(part, args)
		}
		var next []string
		for _, head := range out {
			for _, tail := range parts {
				next = append(next, head+tail)
			}
		}
		out = next[:min(len(next), maxReadings)]
	}
	return out
}

// fillMark reads what a mark stands for. A field that nobody set is empty.
func (s *scanner) fillMark(name string, args []ssa.Value) []string {
	param, field, inField := strings.Cut(name, ".")
	n, err := strconv.Atoi(param)
	if err != nil || n >= len(args) {
		return []string{markUnread}
	}
	if !inField {
		return s.texts(args[n])
	}
	in, known := fieldNamed(args[n], field)
	switch {
	case !known:
		return []string{markUnread}
	case in == nil:
		return []string{""}
	}
	return s.texts(in)
}

func (s *scanner) fillMethods(methods []string, args []ssa.Value) []string {
	var out []string
	for _, m := range methods {
		for _, text := range s.fillText(m, args) {
			out = append(out, strings.ToUpper(text))
		}
	}
	return out
}

func (s *scanner) fillUse(use []Middleware, args []ssa.Value) []Middleware {
	var out []Middleware
	for _, m := range use {
		if m.Hole == 0 || m.Hole > len(args) {
			m.Args = s.fillArgs(m.Args, args)
			out = append(out, m)
			continue
		}
		v := args[m.Hole-1]
		if m.Strict {
			out = append(out, s.strictUse(v)...)
			continue
		}
		if m.Field != "" {
			in, known := fieldNamed(v, m.Field)
			if !known {
				out = append(out, Middleware{Pos: m.Pos}) // options that come from elsewhere
			}
			if v = in; v == nil {
				continue
			}
		}
		if m.Key != "" {
			out = append(out, s.keyed(v, m)...)
			continue
		}
		out = append(out, s.middleware(s.list(v))...)
	}
	return out
}

// keyed is the middleware that a map has for a key. A map that is not written here, or to which more is added, may have any.
func (s *scanner) keyed(v ssa.Value, m Middleware) []Middleware {
	table, ok := v.(*ssa.MakeMap)
	if !ok {
		return []Middleware{{Pos: m.Pos}}
	}
	var out []Middleware
	for _, ref := range *table.Referrers() {
		switch x := ref.(type) {
		case *ssa.MapUpdate:
			key, known := flow.ConstString(x.Key)
			if known && key == m.Key {
				out = append(out, s.middleware(s.list(x.Value))...)
			}
			if known {
				continue
			}
		case *ssa.Store, *ssa.DebugRef:
			continue
		}
		return []Middleware{{Pos: m.Pos}}
	}
	return out
}

// fillArgs puts texts in the place of marks in what a middleware is made with.
func (s *scanner) fillArgs(list []string, args []ssa.Value) []string {
	var out []string
	for _, a := range list {
		if texts := s.fillText(a, args); !marked(a) {
			out = append(out, a)
		} else if len(texts) == 1 && !strings.Contains(texts[0], markUnread) {
			out = append(out, texts[0])
		}
	}
	return out
}

// fillRouters puts the routers that the call passes in the place of the parameter's slot.
func (s *scanner) fillRouters(e Event, slots []string, args []ssa.Value) []string {
	var out []string
	for _, slot := range slots {
		slot, otherwise, _ := strings.Cut(slot, orElse)
		param, ok := strings.CutPrefix(slot, e.Fn+"#")
		if !ok {
			out = append(out, slot)
			continue
		}
		got := s.routersFor(e.Fn, param, args)
		if len(got) == 0 && otherwise != "" {
			got = []string{otherwise}
		}
		out = append(out, got...)
	}
	return out
}

// routersFor are the routers that a call passes for a parameter, or for a field of one.
func (s *scanner) routersFor(fn, param string, args []ssa.Value) []string {
	param, field, inField := strings.Cut(param, ".")
	i, err := strconv.Atoi(param)
	if _, _, method := receiverOf(fn); method {
		i++
	}
	if err != nil || i < 0 || i >= len(args) {
		return nil
	}
	if !inField {
		return s.routers(args[i])
	}
	if in, _ := fieldNamed(args[i], field); in != nil {
		return s.routers(in)
	}
	return nil
}
