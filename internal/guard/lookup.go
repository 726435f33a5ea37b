package guard

import "strings"

// Lookup is a source that stands for the row which a function looks up by several of its arguments.
type Lookup struct {
	// Func is the key of the function, Args where each of its arguments comes from, the receiver among them; nil for constants, contexts and the receiver.
	Func string
	Args [][]string
}

// elsewhere is the source of an argument that is not followed: it is nobody's.
const elsewhere = "!"

// The marks of a lookup's text. None of them is part of a key or of a source.
const (
	lookupMark = "="
	argMark    = "|"
	sourceMark = "&"
)

// IsLookup reports a source that stands for a lookup.
func IsLookup(source string) bool { return strings.HasPrefix(source, lookupMark) }

// String is the source as Sources lists it.
func (l *Lookup) String() string {
	parts := []string{lookupMark + l.Func}
	for _, a := range l.Args {
		parts = append(parts, strings.Join(a, sourceMark))
	}
	return strings.Join(parts, argMark)
}

// ParseLookup reads a source that stands for a lookup; ok is false for every other one.
func ParseLookup(source string) (l Lookup, ok bool) {
	text, ok := strings.CutPrefix(source, lookupMark)
	if !ok {
		return l, false
	}
	parts := strings.Split(text, argMark)
	l.Func = parts[0]
	for _, p := range parts[1:] {
		var arg []string
		if p != "" {
			arg = strings.Split(p, sourceMark)
		}
		l.Args = append(l.Args, arg)
	}
	return l, true
}
