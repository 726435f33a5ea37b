// Package placeholder rewrites the placeholders of a statement into the one style that another grammar reads, and
// remembers where each byte came from. It knows nothing of SQL but where its strings, quoted names and comments end, and
// shares no code with the reader that is being checked.
package placeholder

import (
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// Dialect says which quoting rules hold and which placeholder the target grammar reads.
type Dialect string

// The dialects.
const (
	Postgres Dialect = "postgres"
	MySQL    Dialect = "mysql"
	SQLite   Dialect = "sqlite"
)

// Text is a rewritten statement.
type Text struct {
	SQL string
	// At[i] is the offset in the original text of placeholder i+1.
	At    []int
	edits []edit // by position in SQL
}

// edit says that SQL[at:at+new] stands for old bytes of the original.
type edit struct{ at, new, old int }

// Original maps an offset of SQL to one of the original text. Inside a rewritten placeholder it is the placeholder's start.
func (t *Text) Original(off int) int {
	shift := 0
	for _, e := range t.edits {
		if off < e.at {
			break
		}
		if off < e.at+e.new {
			return e.at + shift
		}
		shift += e.old - e.new
	}
	return off + shift
}

// Slot is one placeholder of the original text.
type Slot struct {
	At, Len int
	Verb    bool // a formatter's verb, which may stand for a name just as well as for a value
	Glued   bool // … and touches a name or a dot, so that it stands for a part of a name
}

// Rewrite replaces the slots. A verb whose index (among the verbs, from 0) has its bit set in names becomes an identifier.
func Rewrite(sql string, slots []Slot, d Dialect, names uint) *Text {
	t := &Text{}
	var b strings.Builder
	last, verb := 0, 0
	for i, s := range slots {
		b.WriteString(sql[last:s.At])
		repl := "?"
		if d != MySQL {
			repl = "$" + strconv.Itoa(i+1)
		}
		switch {
		case s.Glued:
			repl = Name
		case s.Verb:
			if names&(1<<verb) != 0 {
				repl = Name
			}
			verb++
		}
		t.edits = append(t.edits, edit{at: b.Len(), new: len(repl), old: s.Len})
		t.At = append(t.At, s.At)
		b.WriteString(repl)
		last = s.At + s.Len
	}
	b.WriteString(sql[last:])
	t.SQL = b.String()
	return t
}

// Name is the identifier that stands for a verb where a name is wanted.
const Name = "qzhole"

// Known returns a name, or nothing when a verb stands for it or for a part of it.
func Known(name string) string {
	if strings.Contains(name, Name) || strings.Contains(name, "%") {
		return ""
	}
	return name
}

// Slots finds the placeholders of a statement. formatted says that the text goes through a formatter, so %s is one too.
func Slots(sql string, d Dialect, formatted bool) []Slot {
	s := scanner{sql: sql, dialect: d, formatted: formatted}
	// In Postgres "?" is an operator on JSON where the statement has numbered placeholders.
	s.question = d != Postgres || !hasNumbered(sql)
	s.scan()
	sort.Slice(s.slots, func(i, j int) bool { return s.slots[i].At < s.slots[j].At })
	return s.slots
}

func hasNumbered(sql string) bool {
	for i := 0; i+1 < len(sql); i++ {
		if sql[i] == '$' && isDigit(sql[i+1]) {
			return true
		}
	}
	return false
}

type scanner struct {
	sql       string
	dialect   Dialect
	formatted bool
	question  bool
	slots     []Slot
}

func (s *scanner) add(at, end int, verb bool) int {
	s.slots = append(s.slots, Slot{At: at, Len: end - at, Verb: verb})
	return end
}

func (s *scanner) scan() {
	for i := 0; i < len(s.sql); {
		i = s.next(i)
	}
}

// next handles what starts at i and returns where the next thing starts.
func (s *scanner) next(i int) int {
	sql := s.sql
	c := sql[i]
	switch {
	case c == '-' && strings.HasPrefix(sql[i:], "--"), c == '#' && s.dialect == MySQL:
		return endOr(strings.IndexByte(sql[i:], '\n'), i, len(sql))
	case strings.HasPrefix(sql[i:], "/*"):
		end := strings.Index(sql[i+2:], "*/")
		if end < 0 {
			return len(sql)
		}
		return i + 2 + end + 2
	case c == '\'' || c == '"' || c == '`':
		end := SkipQuoted(sql, i, s.dialect)
		// '%s' is a value that the formatter fills in: the string has nothing else in it.
		if s.formatted && c == '\'' && i+1 < len(sql) && sql[i+1] == '%' && VerbEnd(sql, i+1) == end-1 {
			return s.add(i, end, false)
		}
		return end
	case c == '$':
		return s.dollar(i)
	case c == '?':
		end := i + 1
		for end < len(sql) && isDigit(sql[end]) {
			end++
		}
		// ?| and ?& are operators on JSON; so is ? itself where placeholders are numbered.
		if !s.question || end < len(sql) && (sql[end] == '|' || sql[end] == '&') {
			return end
		}
		return s.add(i, end, false)
	case c == ':' || c == '@':
		return s.named(i)
	case c == '%' && s.formatted:
		if end := VerbEnd(sql, i); end > 0 {
			s.add(i, end, true)
			before := i > 0 && nameOrDot(sql[i-1])
			behind := end < len(sql) && nameOrDot(sql[end])
			s.slots[len(s.slots)-1].Glued = before || behind
			return end
		}
		return i + 1
	case isLetter(c):
		end := i + 1
		for end < len(sql) && (isLetter(sql[end]) || isDigit(sql[end])) {
			end++
		}
		return s.word(i, end)
	}
	return i + 1
}

// dollar reads $1 or skips $tag$ … $tag$.
func (s *scanner) dollar(i int) int {
	sql := s.sql
	end := i + 1
	for end < len(sql) && isDigit(sql[end]) {
		end++
	}
	if end > i+1 {
		return s.add(i, end, false)
	}
	for end < len(sql) && (isLetter(sql[end]) || isDigit(sql[end])) {
		end++
	}
	if s.dialect == Postgres && end < len(sql) && sql[end] == '$' {
		tag := sql[i : end+1]
		closing := strings.Index(sql[end+1:], tag)
		if closing < 0 {
			return len(sql)
		}
		return end + 1 + closing + len(tag)
	}
	return i + 1
}

// named reads :name and @name, but not ::type, a[1:2], @@system or MySQL's own @variables.
func (s *scanner) named(i int) int {
	sql := s.sql
	c := sql[i]
	if i+1 >= len(sql) || sql[i+1] == c || sql[i+1] == '=' || sql[i+1] == '>' {
		return i + 2
	}
	if !isLetter(sql[i+1]) || i > 0 && (isLetter(sql[i-1]) || isDigit(sql[i-1]) || sql[i-1] == c || sql[i-1] == '<') {
		return i + 1
	}
	if c == '@' && s.dialect == MySQL && !s.formatted {
		return i + 1
	}
	end := i + 1
	for end < len(sql) && (isLetter(sql[end]) || isDigit(sql[end])) {
		end++
	}
	return s.add(i, end, false)
}

// word skips a word; sqlc.arg(x) and its kin are placeholders.
func (s *scanner) word(i, end int) int {
	if !strings.EqualFold(s.sql[i:end], "sqlc") || end >= len(s.sql) || s.sql[end] != '.' {
		return end
	}
	open := strings.IndexByte(s.sql[end:], '(')
	if open < 0 {
		return end
	}
	switch strings.ToLower(s.sql[end+1 : end+open]) {
	case "arg", "narg", "slice":
	default:
		return end
	}
	closing := strings.IndexByte(s.sql[end+open:], ')')
	if closing < 0 {
		return end
	}
	return s.add(i, end+open+closing+1, false)
}

// SkipQuoted returns the offset after the string or quoted name that starts at i.
func SkipQuoted(sql string, i int, d Dialect) int {
	quote := sql[i]
	escapes := quote != '`' && (d == MySQL || quote == '\'' && i > 0 && (sql[i-1] == 'E' || sql[i-1] == 'e'))
	for j := i + 1; j < len(sql); j++ {
		switch {
		case sql[j] == '\\' && escapes:
			j++
		case sql[j] == quote:
			if j+1 < len(sql) && sql[j+1] == quote {
				j++
				continue
			}
			return j + 1
		}
	}
	return len(sql)
}

// quotedVerb is a value in quotes that a formatter fills in; a pattern behind LIKE is none.
var quotedVerb = regexp.MustCompile(`=\s*'%(\[\d+\])?[sdv]'`)

// HasVerb reports whether a text has a formatter's verb for a name or a value, whoever formats it.
func HasVerb(sql string, d Dialect) bool {
	for _, s := range Slots(sql, d, true) {
		if s.Verb {
			return true
		}
	}
	return quotedVerb.MatchString(sql)
}

// VerbEnd returns the offset after the formatter's verb at i, or 0 when there is none: %s %d %v %q %x %[1]s %2d; not %%.
func VerbEnd(sql string, i int) int {
	j := i + 1
	if j < len(sql) && sql[j] == '[' {
		closing := strings.IndexByte(sql[j:], ']')
		if closing < 0 {
			return 0
		}
		j += closing + 1
	}
	for j < len(sql) && (isDigit(sql[j]) || sql[j] == '+' || sql[j] == '#') {
		j++
	}
	if j < len(sql) && strings.IndexByte("sdvqxtf", sql[j]) >= 0 {
		return j + 1
	}
	return 0
}

func endOr(off, base, end int) int {
	if off < 0 {
		return end
	}
	return base + off
}

func nameOrDot(c byte) bool { return c == '.' || isLetter(c) || isDigit(c) }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
func isLetter(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}
