package waiver

import (
	"slices"
	"strings"
)

// sqlPrefix begins every waiver in SQL, behind the comment's marker.
const sqlPrefix = "bailiwick:allow"

// Span is a half-open byte range of a text.
type Span struct{ Start, End int }

// SQLSet is the waivers in one SQL text: a .sql file, or a text in Go.
type SQLSet struct {
	waivers  map[int][]*Waiver // by statement
	all      []*Waiver
	problems []Problem
}

// CollectSQL reads the waivers of a text whose statements stand at the given spans, in order. A comment above a statement, in front of it or inside of it covers that
// statement; one that ends a line covers the statement on its line.
func CollectSQL(text string, statements []Span, rules []string) *SQLSet {
	s := &SQLSet{waivers: make(map[int][]*Waiver)}
	if !strings.Contains(text, sqlPrefix) {
		return s
	}
	comments := sqlComments(text)
	for _, c := range comments {
		body := strings.TrimSuffix(strings.TrimLeft(text[c.Start:c.End], "-#/* \t"), "*/")
		args, ok := directiveArgs(body, sqlPrefix)
		if !ok {
			continue
		}
		d, rule, message := parse(args, rules)
		if message == "" {
			i := sqlCovered(text, c, comments, statements)
			if i >= 0 {
				w := &Waiver{Rule: d.rule, Claim: d.claim, Reason: d.reason, Offset: c.Start}
				s.all = append(s.all, w)
				s.waivers[i] = append(s.waivers[i], w)
				continue
			}
			rule, message = d.rule, "waiver for "+d.rule+" covers nothing: no statement follows in the next line"
		}
		s.problems = append(s.problems, Problem{Rule: rule, Offset: c.Start, Message: message})
	}
	return s
}

// Match is the waiver that covers a rule's finding in the i-th statement: nil when there is none.
func (s *SQLSet) Match(i int, rule string) *Waiver {
	for _, w := range s.waivers[i] {
		if w.Rule == rule {
			return w
		}
	}
	return nil
}

// Unused lists the waivers of a rule that excused nothing, in the order of the text.
func (s *SQLSet) Unused(rule string) []*Waiver {
	return slices.DeleteFunc(slices.Clone(s.all), func(w *Waiver) bool { return w.Rule != rule || w.used })
}

// Waivers lists all well-formed waivers in the order of the text.
func (s *SQLSet) Waivers() []*Waiver { return slices.Clone(s.all) }

// Problems lists the directives that cannot be used, in the order of the text.
func (s *SQLSet) Problems() []Problem { return slices.Clone(s.problems) }

// sqlCovered is the statement that a comment speaks about, or -1.
func sqlCovered(text string, c Span, comments, statements []Span) int {
	holding := func(at int) int {
		return slices.IndexFunc(statements, func(s Span) bool { return s.Start <= at && at < s.End })
	}
	// At the end of a line of code: the statement that the code belongs to. A semicolon is not part of any, so it is stepped over.
	lineStart := strings.LastIndexByte(text[:c.Start], '\n') + 1
	if i := lastCode(text, Span{lineStart, c.Start}, comments); i >= 0 {
		return holding(i)
	}
	// Else the code in the line below, below further comments.
	at := c.End
	for {
		gap := text[at:]
		trimmed := strings.TrimLeft(gap, " \t\r\n")
		skipped := gap[:len(gap)-len(trimmed)]
		if strings.Count(skipped, "\n") > 1 || trimmed == "" {
			return -1
		}
		at += len(skipped)
		next := slices.IndexFunc(comments, func(x Span) bool { return x.Start == at })
		if next < 0 {
			return holding(at)
		}
		at = comments[next].End
	}
}

// lastCode is the offset of the last byte in the range that is neither blank, semicolon nor in a comment, -1 when there is none.
func lastCode(text string, in Span, comments []Span) int {
	for i := in.End - 1; i >= in.Start; i-- {
		if c := slices.IndexFunc(comments, func(x Span) bool { return x.Start <= i && i < x.End }); c >= 0 {
			i = comments[c].Start
			continue
		}
		if !strings.ContainsRune(" \t\r;", rune(text[i])) {
			return i
		}
	}
	return -1
}

// sqlComments finds the comments of a text. It reads quotes as all of our dialects do together: doubled quotes, dollar quotes, and a backslash only behind E. Where
// a MySQL string has an escaped quote, a comment behind it may be missed, and its waiver then waives nothing: the finding stays, which is the safe side.
func sqlComments(text string) []Span {
	var comments []Span
	for i := 0; i < len(text); {
		switch rest := text[i:]; {
		case strings.HasPrefix(rest, "--") || rest[0] == '#' && startsLine(text, i):
			// MySQL's # counts only where it begins a line: elsewhere it is an operator of PostgreSQL.
			end := strings.IndexByte(rest, '\n')
			if end < 0 {
				end = len(rest)
			}
			comments = append(comments, Span{i, i + len(strings.TrimRight(rest[:end], "\r"))})
			i += end
		case strings.HasPrefix(rest, "/*"):
			end := blockEnd(rest)
			comments = append(comments, Span{i, i + end})
			i += end
		case rest[0] == '\'' || rest[0] == '"' || rest[0] == '`':
			escapes := rest[0] == '\'' && i > 0 && (text[i-1] == 'E' || text[i-1] == 'e')
			i += quoteEnd(rest, escapes)
		case rest[0] == '$':
			i += dollarEnd(rest)
		default:
			i++
		}
	}
	return comments
}

func startsLine(text string, i int) bool {
	line := text[strings.LastIndexByte(text[:i], '\n')+1 : i]
	return strings.TrimSpace(line) == ""
}

// blockEnd is the length of a block comment; they nest in PostgreSQL, and nobody writes an unbalanced one elsewhere.
func blockEnd(text string) int {
	depth := 0
	for i := 0; i < len(text)-1; i++ {
		switch text[i : i+2] {
		case "/*":
			depth++
			i++
		case "*/":
			depth--
			i++
			if depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

// quoteEnd is the length of a quoted string or name.
func quoteEnd(text string, escapes bool) int {
	q := text[0]
	for i := 1; i < len(text); i++ {
		switch {
		case escapes && text[i] == '\\':
			i++
		case text[i] == q && i+1 < len(text) && text[i+1] == q:
			i++
		case text[i] == q:
			return i + 1
		}
	}
	return len(text)
}

// dollarEnd is the length of a dollar-quoted string, or 1 for a dollar that quotes nothing, such as a placeholder's.
func dollarEnd(text string) int {
	end := strings.IndexByte(text[1:], '$')
	if end < 0 {
		return 1
	}
	tag := text[:end+2]
	for i, r := range tag[1 : len(tag)-1] {
		letter := r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return 1
		}
	}
	body := strings.Index(text[len(tag):], tag)
	if body < 0 {
		return len(text)
	}
	return len(tag) + body + len(tag)
}
