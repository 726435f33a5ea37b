package corpus

import (
	"strings"

	"github.com/bailiwick-dev/bailiwick/oracle/internal/placeholder"
)

// Piece is one statement of a file, with the line it starts on.
type Piece struct {
	Text string
	Line int
}

// Split cuts a .sql file at the semicolons that stand outside strings, names, comments and dollar quotes. Comments before a
// statement stay with it: an annotation in them belongs to what follows.
func Split(text string, d placeholder.Dialect) []Piece {
	var out []Piece
	start := 0
	flush := func(end int) {
		piece := text[start:end]
		trimmed := strings.TrimLeft(piece, " \t\r\n")
		line := 1 + strings.Count(text[:start+len(piece)-len(trimmed)], "\n")
		if trimmed = strings.TrimSpace(trimmed); trimmed != "" {
			out = append(out, Piece{Text: trimmed, Line: line})
		}
	}
	for i := 0; i < len(text); {
		if text[i] == ';' {
			flush(i)
			i++
			start = i
			continue
		}
		i = skip(text, i, d)
	}
	flush(len(text))
	return out
}

// skip returns the offset after whatever starts at i: a whole string or comment, else one byte.
func skip(text string, i int, d placeholder.Dialect) int {
	switch {
	case strings.HasPrefix(text[i:], "--"):
		if n := strings.IndexByte(text[i:], '\n'); n >= 0 {
			return i + n
		}
		return len(text)
	case strings.HasPrefix(text[i:], "/*"):
		if n := strings.Index(text[i+2:], "*/"); n >= 0 {
			return i + n + 4
		}
		return len(text)
	case text[i] == '\'' || text[i] == '"' || text[i] == '`':
		return placeholder.SkipQuoted(text, i, d)
	case text[i] == '$' && d == placeholder.Postgres:
		end := i + 1
		for end < len(text) && (text[end] == '_' || text[end] >= 'a' && text[end] <= 'z' || text[end] >= 'A' && text[end] <= 'Z') {
			end++
		}
		if end < len(text) && text[end] == '$' {
			tag := text[i : end+1]
			if n := strings.Index(text[end+1:], tag); n >= 0 {
				return end + 1 + n + len(tag)
			}
			return len(text)
		}
	}
	return i + 1
}

// Verb returns the first keyword of a statement in upper case, past comments and opening parentheses.
func Verb(text string) string {
	for {
		text = strings.TrimLeft(text, " \t\r\n(;")
		switch {
		case strings.HasPrefix(text, "--"), strings.HasPrefix(text, "# "):
			n := strings.IndexByte(text, '\n')
			if n < 0 {
				return ""
			}
			text = text[n:]
		case strings.HasPrefix(text, "/*"):
			n := strings.Index(text, "*/")
			if n < 0 {
				return ""
			}
			text = text[n+2:]
		default:
			end := 0
			for end < len(text) && (text[end] >= 'a' && text[end] <= 'z' || text[end] >= 'A' && text[end] <= 'Z') {
				end++
			}
			return strings.ToUpper(text[:end])
		}
	}
}

// Manipulates reports whether a text starts as a statement on rows does. Whether it is one is left to the grammar: prose that
// begins with "select" is no statement to it.
func Manipulates(text string) bool {
	switch Verb(text) {
	case "SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "REPLACE", "MERGE":
		return strings.ContainsAny(strings.TrimSpace(text), " \t\n")
	}
	return false
}
