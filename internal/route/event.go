package route

import (
	"slices"
	"strconv"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Kind is what an event does to a router.
type Kind uint8

// The kinds of events.
const (
	KindDerive Kind = iota + 1 // the router At is made from the routers From, with a prefix, methods and middleware
	KindUse                    // middleware is added to the routers At
	KindRoute                  // a handler is registered on the routers At, or another router mounted there
	KindFlow                   // what the slot At holds is what any of From is
	KindImpl                   // a value of the type From is converted to the interface At
	KindSet                    // the routers At have a prefix or methods themselves
	KindHold                   // the slot At holds the middleware Use
	KindCall                   // the results At were made by a call, and hold routers
	KindImport                 // the package imports the routers At, and the routers From, which no table knows
	KindOnce                   // the function makes its routers once, whatever the number of its calls
	KindInside                 // the routers At ask the middleware of the routers From as well, after their own
)

// Event is one thing that code does to a router. Texts may hold marks of the parameters of Fn; such an event is a template, which is filled in
// where Fn is called.
type Event struct {
	Kind Kind
	// Fn is the function that the event stands in; a closure's is the function that holds it.
	Fn string
	// At are the routers that the event is about, From those that it takes from.
	At, From []string
	// Methods are the HTTP methods; none means every method.
	Methods []string
	// Pattern is the pattern of a route, or the prefix of a router.
	Pattern string
	Handler Handler
	Use     []Middleware
	// ID names a KindUse, and a KindFlow of a call that hands a router on: what the function that is called adds is told by it.
	ID string
	// All is true of a KindUse that is in front of every route, whenever it is added.
	All bool
	// If is the innermost if around a KindFlow that has an ID, where there is one.
	If verdict.Position
	// Skip says which middleware of its router is not in front of this event.
	Skip []Skip
	// Whole is true when what is mounted sees the whole path.
	Whole bool
	// Bare is true when the middleware of the routers At is not in front of it.
	Bare bool
	// Generated is true for what stands in generated code: it belongs to the hand-written calls of Fn.
	Generated bool
	// Local are the routers among At, From and Handler.Routers that each call of Fn makes anew, from what the call supplies.
	Local []string
	Pos   verdict.Position
	// Symbol is the registering function as a report names it.
	Symbol string
	// of numbers the event that this one is an instance of, within a table.
	of int
}

// Skip is middleware that an event's own function does not put in front of it: added later, or on some ways only.
type Skip struct {
	// Path is the end of the way to it: the calls that hand the router on, outermost first, and the KindUse where the way ends in one, by their IDs.
	Path string
	// All is true where the event also happens without that it is added at all, so that middleware for every route is not in front either.
	All bool
	// Later is true where it may be added after the event, so that it is in front of what comes later still.
	Later bool
}

// pathSign parts the IDs of a path.
const pathSign = ">"

// Handler is what answers a request.
type Handler struct {
	// Func is the key of the function or method; of an interface's method where the value behind it is not known.
	Func string
	// Enter is the generated function by which requests come to Func; empty when they come to it directly.
	Enter string
	// Security is what the generated server in front of it tells of the operation.
	Security Security
	// Lists are the words that extensions of the operation's description list, sorted.
	Lists []string
	// Optional is true where the description lets the operation be asked for without any of the security that it declares.
	Optional bool
	// Made is true when the handler is what Func returns.
	Made bool
	// Hole is the parameter that holds it, counted from 1; 0 for none.
	Hole int
	// Routers are the routers that it may be.
	Routers []string
	// Around is what wraps it, outermost first.
	Around []Middleware
	// Prefix is cut off the path before it is asked.
	Prefix string
	// Whole is true when it looks at the whole path, whatever the router above cuts off.
	Whole bool
	// Why says what was not understood; Func is empty then.
	Why string
}

// Middleware is what a request meets before the handler.
type Middleware struct {
	// Func is the key of the function; with Made, of the function that returned it. Empty for a value that is not followed.
	Func string
	Made bool
	// Args are the constant arguments of the call that made it, such as the name of a permission.
	Args []string
	// Hole is the parameter that holds it, counted from 1; 0 for none. Field is the field of that parameter, empty for all of it.
	Hole  int
	Field string
	// Key is the element of that field where it is a map, empty for all of it.
	Key string
	// Strict is true where that parameter is a server that holds it.
	Strict bool
	// Prefix confines it to paths that begin with it.
	Prefix string
	Pos    verdict.Position
	// If is the innermost if that adds it, where there is one.
	If verdict.Position
}

// noMiddleware stands for nil where middleware could be.
const noMiddleware = "nil"

// A mark in a text stands for a parameter, counted from 0, for a field of one ("1.BaseURL"), or for something that was not read.
const (
	markSign   = "\x00"
	markUnread = markSign + "?" + markSign
)

func mark(param int) string { return markSign + strconv.Itoa(param) + markSign }

// marked reports whether a text still asks for a parameter.
func marked(text string) bool {
	return strings.Contains(strings.ReplaceAll(text, markUnread, ""), markSign)
}

// shown is a text as people read it: what was not read is "{…}".
func shown(text string) string {
	var b strings.Builder
	for i, part := range strings.Split(text, markSign) {
		if i%2 == 1 {
			part = "{…}"
		}
		b.WriteString(part)
	}
	return b.String()
}

// open reports whether the event waits for the callers of its function.
func (e *Event) open() bool { return e.Generated || len(e.Local) > 0 || e.asks() }

// asks reports whether the event itself asks for a parameter.
func (e *Event) asks() bool {
	if e.Handler.Hole > 0 || marked(e.Pattern) {
		return true
	}
	for _, m := range e.Methods {
		if marked(m) {
			return true
		}
	}
	for _, list := range [][]Middleware{e.Use, e.Handler.Around} {
		for i := range list {
			if list[i].Hole > 0 || slices.ContainsFunc(list[i].Args, marked) {
				return true
			}
		}
	}
	return false
}

// Conditions are the places of the ifs under which the event adds middleware, or hands a router to a function that may; a place without a line is none.
func (e *Event) Conditions() []verdict.Position {
	switch e.Kind {
	case KindUse:
		out := make([]verdict.Position, len(e.Use))
		for i := range e.Use {
			out[i] = e.Use[i].If
		}
		return out
	case KindFlow:
		return []verdict.Position{e.If}
	}
	return nil
}

// key tells events apart and orders them.
func (e *Event) key() string {
	var b strings.Builder
	part := func(list ...string) {
		for _, s := range list {
			b.WriteString(s)
			b.WriteByte('|')
		}
	}
	part(strconv.Itoa(int(e.Kind)), e.Pos.String(), e.Fn, e.ID)
	part(e.At...)
	part("<")
	part(e.From...)
	part("m")
	part(e.Methods...)
	part(strconv.FormatBool(e.Generated), strconv.FormatBool(e.Bare))
	part(e.Pattern, e.Handler.Func, e.Handler.Enter, strconv.Itoa(e.Handler.Hole), strconv.FormatBool(e.Handler.Made), e.Handler.Prefix, e.Handler.Why, e.Handler.Security.key())
	part(e.Handler.Routers...)
	for _, skip := range e.Skip {
		part(skip.Path, strconv.FormatBool(skip.All), strconv.FormatBool(skip.Later))
	}
	part(e.Handler.Lists...)
	part(strconv.FormatBool(e.Handler.Optional))
	for _, list := range [][]Middleware{e.Handler.Around, e.Use} {
		for i := range list {
			part(list[i].Args...)
			part(list[i].Func, strconv.Itoa(list[i].Hole), list[i].Field, list[i].Key, strconv.FormatBool(list[i].Strict), list[i].Prefix, list[i].Pos.String())
		}
		part(";")
	}
	return b.String()
}
