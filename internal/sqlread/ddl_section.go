package sqlread

import "strings"

// sections are the comment lines by which migration tools part what is run from what undoes it. A line begins
// with one of them, in any case.
var sections = [...]struct {
	line string
	up   bool
}{
	{"-- +goose up", true},
	{"-- +goose down", false},
	{"-- +migrate up", true}, // sql-migrate
	{"-- +migrate down", false},
	{"-- migrate:up", true}, // dbmate
	{"-- migrate:down", false},
	{"---- create above / drop below ----", false}, // tern
	{"-- up migration", true},                      // node-pg-migrate
	{"-- down migration", false},
}

// UpSection blanks the parts of a migration that only a rollback runs. Byte offsets and lines stay as they
// are.
func UpSection(text string) string {
	if !hasSection(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	up := true
	for len(text) > 0 {
		line := text
		if i := strings.IndexByte(text, '\n'); i >= 0 {
			line = text[:i+1]
		}
		text = text[len(line):]
		if to, ok := sectionOf(line); ok {
			up = to
		}
		if up {
			b.WriteString(line)
			continue
		}
		for i := range len(line) {
			if c := line[i]; c == '\n' || c == '\r' {
				b.WriteByte(c)
			} else {
				b.WriteByte(' ')
			}
		}
	}
	return b.String()
}

// hasSection is a quick look for a section's line.
func hasSection(text string) bool {
	for rest := text; ; {
		i := strings.Index(rest, "--")
		if i < 0 {
			return false
		}
		rest = rest[i:]
		if _, ok := sectionOf(rest); ok {
			return true
		}
		for len(rest) > 0 && rest[0] == '-' {
			rest = rest[1:]
		}
	}
}

func sectionOf(line string) (up, ok bool) {
	line = strings.TrimLeft(line, " \t\ufeff")
	if !strings.HasPrefix(line, "--") {
		return false, false
	}
	for _, s := range sections {
		if hasFoldPrefix(squeeze(line, len(s.line)), s.line) {
			return s.up, true
		}
	}
	return false, false
}

// squeeze makes "--+goose Up" and "--  +goose  Up" one spelling, looking at no more of the line than it
// needs.
func squeeze(line string, need int) string {
	line = line[:min(len(line), need+8)]
	if strings.HasPrefix(line, "---") {
		return line
	}
	return "-- " + strings.TrimLeft(line[2:], " \t")
}

func hasFoldPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
