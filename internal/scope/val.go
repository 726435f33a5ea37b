package scope

import (
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// valKind orders what a class of equal terms is known to be worth as a tenant. Only valBind and above scope a row.
type valKind uint8

const (
	valNone    valKind = iota
	valHole            // text that the program fills in
	valZero            // a zero value passed as tenant
	valLiteral         // a constant in the statement or passed to it
	valBind            // a bound value
	valSession         // a session setting
	valRow             // the tenant of a row that is scoped by other evidence
)

// val is what is known about the value of a class. It is immutable once made.
type val struct {
	kind    valKind
	origin  Origin          // of the weakest of binds
	binds   []*sqlread.Bind // all of them must be right
	setting string
	why     string
	assume  []string
	listed  string
	owner   *row // the row whose own columns are the evidence
	shared  bool // the row may also be one that belongs to no tenant (its key is NULL)
	slice   bool // one of several values
}

// good reports whether the value scopes the row whose tenant key it is.
func (v *val) good() bool { return v != nil && v.kind >= valBind }

// strength ranks values of one class against each other: a row that equals two values is as sure as the surer one.
func (v *val) strength() int {
	if v == nil {
		return 0
	}
	s := int(v.kind) * 100
	if v.kind >= valBind {
		s = 500 + 10*originStrength(v)
	}
	if len(v.assume) > 0 {
		s -= 5
	}
	if v.shared {
		s -= 200 // a predicate that excludes shared rows says more
	}
	return s
}

func originStrength(v *val) int {
	if len(v.binds) == 0 {
		return 7
	}
	switch v.origin {
	case OriginTenant:
		return 9
	case OriginScopedRow, OriginFresh:
		return 8
	case OriginPrincipal:
		return 5
	case OriginUnknown:
		return 4
	case OriginCredential:
		return 3
	default:
		return 1
	}
}

// better returns the stronger of two values; the first on a tie.
func better(a, b *val) *val {
	if b.strength() > a.strength() {
		return b
	}
	return a
}

// either returns what is known when the value is one of two: as good as the weaker, and all binds of both must be right.
func either(a, b *val) *val {
	if a == nil || b == nil {
		return nil
	}
	if a == b {
		return a
	}
	w := a
	if b.strength() < a.strength() {
		w = b
	}
	m := *w
	m.binds = mergeBinds(a.binds, b.binds)
	m.assume = mergeStrings(a.assume, b.assume)
	m.shared = a.shared || b.shared
	m.slice = true
	if m.listed == "" {
		m.listed = a.listed + b.listed // at most one is set, else w's stands
	}
	if m.setting == "" {
		m.setting = a.setting + b.setting
	}
	return &m
}

func mergeBinds(a, b []*sqlread.Bind) []*sqlread.Bind {
	if len(b) == 0 {
		return a
	}
	if len(a) == 0 {
		return b
	}
	if len(a)+len(b) > 64 {
		return distinct(append(slices.Clip(a), b...))
	}
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

func mergeStrings(a, b []string) []string {
	if len(b) == 0 {
		return a
	}
	if len(a) == 0 {
		return b
	}
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

// bindVal is what a placeholder is by itself.
func (d *decider) bindVal(b *sqlread.Bind) *val {
	g := d.value(b)
	v := &val{kind: valBind, origin: g.Origin, binds: []*sqlread.Bind{b}, slice: b.Slice}
	switch g.Origin {
	case OriginConst:
		v.kind = valLiteral
	case OriginZero, OriginNil:
		v.kind = valZero
	}
	return v
}

// value asks the caller about a bind.
func (d *decider) value(b *sqlread.Bind) Value {
	if d.values == nil || b == nil {
		return Value{}
	}
	return d.values.Value(b)
}

// literalVal is what a constant is by itself. NULL equals nothing, so it never gets here.
func literalVal(l *sqlread.Literal) *val {
	if strings.Contains(l.Text, sqlread.HoleMark) {
		return &val{kind: valHole}
	}
	return &val{kind: valLiteral}
}
