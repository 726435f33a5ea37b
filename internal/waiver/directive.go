// Package waiver reads the directives with which a reader of a finding says "yes, and here is why it may stay":
//
//	//bailiwick:allow <rule>[(<claim>)] <reason>
//
// above or at the end of a statement, and the same behind -- in SQL. A waiver covers one statement. Its reason is mandatory, its claim comes from a closed
// vocabulary and is verified by the rule, and one that excuses nothing is a finding itself. The comments that golangci-lint reads are honoured too, for the
// drivers that have no such thing.
package waiver

import (
	"slices"
	"strings"
	"unicode"

	"github.com/bailiwick-dev/bailiwick/internal/nearest"
)

// Category is the category of findings about waivers, under the rule that the waiver names.
const Category = "waiver"

// Suite is the rule name of findings about directives that name no rule of the suite.
const Suite = "bailiwick"

// The claims: what a waiver may say that a rule can check.
const (
	// ClaimToken: the row is looked up by a hashed credential.
	ClaimToken = "token"
	// ClaimAggregate: only an aggregate leaves.
	ClaimAggregate = "aggregate"
	// ClaimGlobal: the rows belong to no tenant.
	ClaimGlobal = "global"
	// ClaimParent: a scoped read of the parent comes first.
	ClaimParent = "parent"
	// ClaimBackground: no endpoint reaches it.
	ClaimBackground = "background"
	// ClaimOperator: every caller is behind an operator guard.
	ClaimOperator = "operator"
	// ClaimPublic: the data is public by design.
	ClaimPublic = "public"
)

// claims is the vocabulary with what each claim says.
var claims = [...]struct{ name, sentence string }{
	{ClaimToken, "the row is looked up by a hashed credential"},
	{ClaimAggregate, "only an aggregate leaves"},
	{ClaimGlobal, "the rows belong to no tenant"},
	{ClaimParent, "a scoped read of the parent comes first"},
	{ClaimBackground, "no endpoint reaches it"},
	{ClaimOperator, "every caller is behind an operator guard"},
	{ClaimPublic, "the data is public by design"},
}

// Claims lists the vocabulary.
func Claims() []string {
	list := make([]string, len(claims))
	for i, c := range claims {
		list[i] = c.name
	}
	return list
}

// Sentence is what a claim says, "" for one that is not in the vocabulary.
func Sentence(claim string) string {
	for _, c := range claims {
		if c.name == claim {
			return c.sentence
		}
	}
	return ""
}

// BeyondStatement lists the claims that no statement alone bears out or contradicts: those about its callers, and about what the data is for.
func BeyondStatement() []string {
	return []string{ClaimBackground, ClaimOperator, ClaimParent, ClaimPublic}
}

// Offered lists the claims that can be made of any finding of a rule. An endpoint is reached by requests, and has no rows.
func Offered(rule string) []string {
	if rule == "permguard" {
		return []string{ClaimOperator, ClaimPublic}
	}
	return BeyondStatement()
}

// directive is what stands behind bailiwick:allow.
type directive struct {
	rule, claim, reason string
}

// parse reads the arguments of an allow directive. rules are the names of the suite's rules. A malformed directive waives nothing: its problem is reported under
// the returned rule, and what it meant to excuse stays reported too.
func parse(args string, rules []string) (d directive, problemRule, problem string) {
	// A comment may carry a further one, as with "//nolint:x // why"; it is no reason.
	if i := strings.Index(" "+args, " //"); i >= 0 {
		args = args[:max(0, i-1)]
	}
	args = strings.TrimSpace(args)
	end := strings.IndexFunc(args, func(r rune) bool { return unicode.IsSpace(r) || r == '(' })
	if end < 0 {
		end = len(args)
	}
	d.rule = args[:end]
	rest := args[end:]
	if d.rule == "" {
		return d, Suite, "waiver names no rule: write bailiwick:allow <rule> <reason>"
	}
	if !slices.Contains(rules, d.rule) {
		return d, Suite, "waiver for the unknown rule " + quote(d.rule) + nearest.Hint(d.rule, rules)
	}
	if inner, ok := strings.CutPrefix(rest, "("); ok {
		claim, after, closed := strings.Cut(inner, ")")
		if !closed {
			return d, d.rule, "waiver for " + d.rule + " has a claim without its closing parenthesis"
		}
		d.claim = strings.TrimSpace(claim)
		if !slices.Contains(Claims(), d.claim) {
			return d, d.rule, "waiver for " + d.rule + " makes the unknown claim " + quote(d.claim) + nearest.Hint(d.claim, Claims())
		}
		rest = after
	}
	d.reason = strings.TrimSpace(rest)
	if !strings.ContainsFunc(d.reason, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return d, d.rule, "waiver for " + d.rule + " gives no reason: say behind it why this may stay"
	}
	return d, "", ""
}

func quote(s string) string { return `"` + s + `"` }
