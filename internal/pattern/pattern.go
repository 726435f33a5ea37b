// Package pattern holds regular expressions that cost nothing until they are matched.
//
// A vet tool is a process per package of the program, and nine of ten packages are libraries for which nothing is owed. Compiled at process
// start, the expressions of the rules would cost each of them more than all else that it does.
package pattern

import (
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
)

// Pattern is a regular expression, compiled by the first match. It never changes what it matches and may be used by several goroutines.
type Pattern struct {
	expr string
	once sync.Once
	re   *regexp.Regexp

	known sync.Map // answers by text: the same names are looked at in package after package
	size  atomic.Int64
}

// What is remembered of a pattern's answers: names, and no more than a large program has of those that matter.
const (
	maxKnown     = 1 << 13
	maxKnownText = 64 // bytes
)

// New returns the pattern of an expression in the syntax of package regexp. An expression that does not compile panics at its first use; a
// test of package house compiles every one in the repository.
func New(expr string) *Pattern { return &Pattern{expr: expr} }

func (p *Pattern) compiled() *regexp.Regexp {
	p.once.Do(func() { p.re = regexp.MustCompile(p.expr) })
	return p.re
}

// MatchString reports whether s contains a match.
func (p *Pattern) MatchString(s string) bool {
	if len(s) > maxKnownText {
		return p.compiled().MatchString(s)
	}
	if is, ok := p.known.Load(s); ok {
		return is.(bool)
	}
	is := p.compiled().MatchString(s)
	if p.size.Load() < maxKnown {
		p.size.Add(1)
		p.known.Store(strings.Clone(s), is) // not the text that it may be a part of
	}
	return is
}

// FindString is the leftmost match in s, or "".
func (p *Pattern) FindString(s string) string { return p.compiled().FindString(s) }

// FindStringSubmatch is the leftmost match in s with its groups, or nil.
func (p *Pattern) FindStringSubmatch(s string) []string { return p.compiled().FindStringSubmatch(s) }

// FindStringSubmatchIndex is the place of the leftmost match in s with those of its groups, in bytes, or nil.
func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	return p.compiled().FindStringSubmatchIndex(s)
}

// FindAllStringSubmatch lists the first n matches in s with their groups; all, if n is negative.
func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.compiled().FindAllStringSubmatch(s, n)
}
