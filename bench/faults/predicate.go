package main

import (
	"fmt"
	"regexp"
	"strings"
)

// kind is a way in which a query loses its tenant.
type kind string

// The kinds of faults.
const (
	removed    kind = "removed"    // the tenant predicate is gone
	orArm      kind = "or-arm"     // … stands in an arm of an OR
	otherAlias kind = "alias"      // … binds another alias of the statement
	leftJoin   kind = "left-join"  // … stands in the ON of a LEFT JOIN
	coalesced  kind = "coalesce"   // … is COALESCE(@p, tenant_id)
	unreturned kind = "unreturned" // the return of a verified read is gone
)

func allKinds() []kind {
	return []kind{removed, orArm, otherAlias, leftJoin, coalesced, unreturned, planted, returned}
}

// grammar holds the patterns for one set of tenant columns. They are patterns on text and know nothing of SQL's grammar: a
// statement that they cannot be sure of is skipped, with the reason.
type grammar struct {
	predicate *regexp.Regexp // [qualifier.]column = bind
	column    *regexp.Regexp // any comparison of the column
	inRow     *regexp.Regexp // the column in a row that is compared with placeholders
	other     string         // a table of the repository, for joins that have to be made up
}

// bindPattern matches a placeholder of any style, with casts.
const bindPattern = `(?:\$\d+|\?\d*|@\w+|:\w+|sqlc\.arg\(\s*'?\w+'?\s*\))(?:::[\w.]+(?:\[\])?)*`

func newGrammar(columns []string, other string) *grammar {
	for i, c := range columns {
		columns[i] = regexp.QuoteMeta(c)
	}
	col := "[\"`]?\\b(?:" + strings.Join(columns, "|") + ")\\b[\"`]?"
	return &grammar{
		predicate: regexp.MustCompile(`(?i)((?:["` + "`" + `]?\b\w+["` + "`" + `]?\.)*)(` + col + `)\s*=\s*(` + bindPattern + `)`),
		column:    regexp.MustCompile(`(?i)` + col + `(?:::\w+)?\s*(?:=|<>|!=|\bIN\b|\bIS\b)|=\s*(?:["` + "`" + `]?\w+["` + "`" + `]?\.)?` + col),
		inRow:     regexp.MustCompile(`(?is)\([^()]*` + col + `[^()]*\)\s*(?:=|IN)\s*\(+[^()]*` + bindPattern),
		other:     other,
	}
}

// found is one tenant predicate of a text: qualifier, column and bind, where they stand, and what joins it to what is before and after.
type found struct {
	start, end             int
	qualifier, column      string
	bind                   string
	bindStart              int
	before, after          string // WHERE, AND, ON or "" at the start of a fragment; AND or "" where the condition ends
	beforeStart, beforeEnd int    // of the keyword before
	afterEnd               int    // of the AND behind
}

var (
	upserts  = regexp.MustCompile(`(?i)\bON\s+(CONFLICT|DUPLICATE)\b`)
	leading  = regexp.MustCompile(`(?i)\b(WHERE|AND|ON)\s*$`)
	trailing = regexp.MustCompile(`(?i)^\s*(AND\b|OR\b)?`)
	ends     = regexp.MustCompile(`(?i)^\s*($|;|\)|--|(ORDER|GROUP|LIMIT|OFFSET|RETURNING|FOR|UNION|INTERSECT|EXCEPT|HAVING|WINDOW|LEFT|RIGHT|FULL|INNER|CROSS|JOIN|WHERE|ON)\b)`)
)

// find lists the tenant predicates of a text, or says why the text is not one to change.
func (g *grammar) find(text string, fragment bool) ([]found, string) {
	if strings.Contains(text, "/*") {
		return nil, "comment inside"
	}
	masked := mask(text)
	upsert := upserts.FindStringIndex(masked)
	var out []found
	for _, m := range g.predicate.FindAllStringSubmatchIndex(masked, -1) {
		f := found{start: m[0], end: m[1], qualifier: text[m[2]:m[3]], column: text[m[4]:m[5]], bind: text[m[6]:m[7]], bindStart: m[6]}
		lead := leading.FindStringSubmatchIndex(masked[:f.start])
		switch {
		case lead != nil:
			f.before, f.beforeStart, f.beforeEnd = strings.ToUpper(text[lead[2]:lead[3]]), lead[2], f.start
		case fragment && strings.TrimSpace(masked[:f.start]) == "":
			f.beforeStart, f.beforeEnd = 0, f.start
		default:
			continue // an assignment, a projection, an operand of something else
		}
		if upsert != nil && f.start > upsert[0] {
			return nil, "stands in an upsert, whose key may hold the tenant"
		}
		rest := masked[f.end:]
		next := trailing.FindStringSubmatchIndex(rest)
		if next[2] >= 0 {
			f.after = strings.ToUpper(rest[next[2]:next[3]])
			f.afterEnd = f.end + next[1]
		} else if !ends.MatchString(rest) {
			return nil, "predicate is part of a larger expression"
		}
		if f.after == "OR" {
			return nil, "predicate stands beside an OR"
		}
		out = append(out, f)
	}
	if len(out) == 0 {
		return nil, "no tenant predicate in a condition"
	}
	if g.inRow.MatchString(masked) {
		return nil, "the tenant column stands in a row that is bound as well"
	}
	if n := len(g.column.FindAllString(masked, -1)); n > len(out) {
		// Equalities between tenant columns are no binds; anything else that constrains the column would still scope the statement.
		if len(regexp.MustCompile(`(?i)\bIN\b|\bANY\b|\bIS\b`).FindAllString(strings.Join(g.column.FindAllString(masked, -1), " "), -1)) > 0 {
			return nil, "the tenant column is constrained in another way too"
		}
	}
	return out, ""
}

// mask blanks the strings and line comments of a text, keeping its length.
func mask(text string) string {
	b := []byte(text)
	for i := 0; i < len(b); i++ {
		switch {
		case b[i] == '\'':
			for i++; i < len(b) && b[i] != '\''; i++ {
				b[i] = ' '
			}
		case b[i] == '-' && i+1 < len(b) && b[i+1] == '-':
			for ; i < len(b) && b[i] != '\n'; i++ {
				b[i] = ' '
			}
		}
	}
	return string(b)
}

// edit replaces text[start:end].
type edit struct {
	start, end int
	text       string
}

// apply makes the edits and keeps the number of lines, so that every other place of the file stays where it is.
func apply(text string, edits []edit) string {
	var b strings.Builder
	last := 0
	for _, e := range edits {
		b.WriteString(text[last:e.start])
		b.WriteString(e.text)
		if lost := strings.Count(text[e.start:e.end], "\n") - strings.Count(e.text, "\n"); lost > 0 {
			b.WriteString(strings.Repeat("\n", lost))
		}
		last = e.end
	}
	b.WriteString(text[last:])
	return b.String()
}

// mutate makes the fault of a kind in a text. keepBinds leaves the placeholders of removed predicates in the text, where they
// constrain nothing, because the arguments for them stay in the call.
func (g *grammar) mutate(text string, k kind, fragment, keepBinds bool) (string, string) {
	preds, why := g.find(text, fragment)
	if why != "" {
		return "", why
	}
	if k == removed {
		return g.remove(text, preds, keepBinds), ""
	}
	if len(preds) != 1 {
		return "", "several tenant predicates"
	}
	p := preds[0]
	switch k {
	case coalesced:
		return apply(text, []edit{{p.start, p.end, fmt.Sprintf("%s%s = COALESCE(%s, %s%s)", p.qualifier, p.column, p.bind, p.qualifier, p.column)}}), ""
	case orArm:
		switch {
		case p.before == "AND":
			return apply(text, []edit{{p.beforeStart, p.beforeEnd, "OR "}}), ""
		case p.after == "AND":
			return apply(text, []edit{{p.end, p.afterEnd, " OR"}}), ""
		}
		return "", "no other condition to join with OR"
	case otherAlias:
		return g.rebind(text, p)
	case leftJoin:
		return g.moveToOn(text, p)
	}
	return "", "not a fault of a text"
}

func (g *grammar) remove(text string, preds []found, keepBinds bool) string {
	var edits []edit
	for _, p := range preds {
		question := strings.HasPrefix(p.bind, "?")
		switch {
		case question && keepBinds:
			edits = append(edits, edit{p.start, p.end, p.bind + " IS NOT NULL"})
		case p.before == "AND":
			edits = append(edits, edit{p.beforeStart, p.end, ""})
		case p.after == "AND":
			edits = append(edits, edit{p.start, p.afterEnd, ""})
		case p.before == "":
			edits = append(edits, edit{p.start, p.end, "1 = 1"})
		default:
			edits = append(edits, edit{p.start, p.end, "1 = 1"})
		}
	}
	// Two predicates beside one AND would both claim it: the later one stays a tautology.
	for i := 1; i < len(edits); i++ {
		if edits[i].start < edits[i-1].end {
			edits[i] = edit{preds[i].start, preds[i].end, "1 = 1"}
		}
		if edits[i].start < edits[i-1].end {
			edits[i-1] = edit{preds[i-1].start, preds[i-1].end, "1 = 1"}
		}
	}
	return apply(text, edits)
}

// spare is the alias that faults add; nothing in a real repository has it.
const spare = "zzother"

var firstTable = regexp.MustCompile(`(?i)\b(FROM|UPDATE)\s+(?:ONLY\s+)?((?:["` + "`" + `]?\w+["` + "`" + `]?\.)?["` + "`" + `]?\w+["` + "`" + `]?)(\s+(?:AS\s+)?(["` + "`" + `]?\w+["` + "`" + `]?))?`)

// clauseWord reports whether a word behind a table is a clause and no alias.
func clauseWord(w string) bool {
	switch strings.ToUpper(strings.Trim(w, "\"`")) {
	case "WHERE", "JOIN", "LEFT", "RIGHT", "INNER", "CROSS", "FULL", "NATURAL", "ON", "SET", "ORDER", "GROUP", "LIMIT", "FOR", "USING", "RETURNING", "UNION", "HAVING", "AS", "TABLESAMPLE", "LATERAL", "FORCE", "USE":
		return true
	}
	return false
}

// tableOf is the relation whose condition holds a predicate, as far as text can tell: the nearest FROM before it at the same depth.
func tableOf(text string, p found) (name, alias string, end int, why string) {
	masked := mask(text)
	// The innermost parenthesis around the predicate bounds the search; parentheses that opened and closed before it are blanked.
	b := []byte(masked[:p.start])
	var open []int
	for i, c := range b {
		switch c {
		case '(':
			open = append(open, i)
		case ')':
			if len(open) == 0 {
				return "", "", 0, "unbalanced parentheses"
			}
			from := open[len(open)-1]
			open = open[:len(open)-1]
			for j := from; j <= i; j++ {
				b[j] = '.'
			}
		}
	}
	start := 0
	for i := len(open) - 1; i >= 0; i-- {
		if regexp.MustCompile(`(?i)^\(\s*(SELECT|WITH|UPDATE|DELETE)\b`).Match(b[open[i]:]) {
			start = open[i]
			break
		}
	}
	scope := string(b[start:])
	all := firstTable.FindAllStringSubmatchIndex(scope, -1)
	if len(all) == 0 {
		return "", "", 0, "no FROM before the predicate"
	}
	m := all[len(all)-1]
	if strings.EqualFold(scope[m[2]:m[3]], "UPDATE") {
		return "", "", 0, "an UPDATE names no second table where one could be added by text"
	}
	if strings.Contains(strings.ToUpper(scope[:m[0]]), "DELETE") && !strings.Contains(strings.ToUpper(scope[:m[0]]), "SELECT") {
		return "", "", 0, "a DELETE names no second table where one could be added by text"
	}
	name = scope[m[4]:m[5]]
	end = start + m[5]
	if m[6] >= 0 && !clauseWord(scope[m[8]:m[9]]) {
		alias = scope[m[8]:m[9]]
		end = start + m[7]
	}
	if strings.Contains(scope[m[1]:], "zz") || strings.HasPrefix(strings.TrimSpace(text[end:]), "(") {
		return "", "", 0, "the FROM is no plain table"
	}
	return name, alias, end, ""
}

// rebind adds a second reference to the same table and binds that one.
func (g *grammar) rebind(text string, p found) (string, string) {
	name, _, end, why := tableOf(text, p)
	if why != "" {
		return "", why
	}
	return apply(text, []edit{
		{end, end, " CROSS JOIN " + name + " AS " + spare},
		{p.start, p.end, fmt.Sprintf("%s.%s = %s", spare, p.column, p.bind)},
	}), ""
}

var leftOn = regexp.MustCompile(`(?i)\bLEFT\s+(?:OUTER\s+)?JOIN\s+[\w."` + "`" + `]+(?:\s+(?:AS\s+)?["` + "`" + `]?\w+["` + "`" + `]?)?\s+ON\s+`)

// moveToOn moves the predicate of a WHERE into the ON of a LEFT JOIN: one that is there, else one to the same table.
func (g *grammar) moveToOn(text string, p found) (string, string) {
	if p.before == "ON" {
		return "", "the predicate stands in an ON already"
	}
	name, alias, end, why := tableOf(text, p)
	if why != "" {
		return "", why
	}
	qualifier := p.qualifier
	if qualifier == "" {
		if qualifier = alias; qualifier == "" {
			qualifier = name
		}
		qualifier += "."
	}
	moved := fmt.Sprintf("%s%s = %s", qualifier, p.column, p.bind)
	tail := edit{p.start, p.end, "1 = 1"}
	masked := mask(text)
	if on := leftOn.FindStringIndex(masked[end:p.start]); on != nil && p.qualifier != "" {
		at := end + on[1]
		return apply(text, []edit{{at, at, moved + " AND "}, tail}), ""
	}
	side := alias
	if side == "" {
		side = name
	}
	return apply(text, []edit{{end, end, fmt.Sprintf(" LEFT JOIN %s AS %s ON %s.id = %s.id AND %s", name, spare, spare, side, moved)}, tail}), ""
}
