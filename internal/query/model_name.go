package query

import (
	"strings"
	"unicode"
)

// snake writes a Go name the way the libraries name tables and columns: "AccountID" is account_id, "UserIDs" user_ids,
// "HTTPServer" http_server. The libraries differ in rare acronyms only; there the catalog knows better.
func snake(name string) string {
	rs := []rune(name)
	var b strings.Builder
	for i, r := range rs {
		if !unicode.IsUpper(r) {
			b.WriteRune(r)
			continue
		}
		if i > 0 && rs[i-1] != '_' && (!unicode.IsUpper(rs[i-1]) || beginsWord(rs, i)) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// beginsWord reports whether the upper-case letter at i, which follows another one, begins a word: a lower-case letter follows
// that is not the plural s of an acronym.
func beginsWord(rs []rune, i int) bool {
	if i+1 >= len(rs) || !unicode.IsLower(rs[i+1]) {
		return false
	}
	if rs[i] == 'P' && rs[i-1] == 'I' && rs[i+1] == 'v' && (i < 2 || !unicode.IsUpper(rs[i-2])) {
		return false // IPv4, IPv6
	}
	if rs[i+1] == 's' && (i+2 == len(rs) || unicode.IsUpper(rs[i+2]) || unicode.IsDigit(rs[i+2])) {
		return false
	}
	return true
}

// irregularPlurals are the words whose plural no rule gives, and those that have none.
var irregularPlurals = [...][2]string{
	{"person", "people"}, {"child", "children"}, {"man", "men"}, {"mouse", "mice"}, {"ox", "oxen"}, {"axis", "axes"}, {"quiz", "quizzes"},
	{"datum", "data"}, {"medium", "media"}, {"index", "indices"}, {"vertex", "vertices"}, {"matrix", "matrices"}, {"virus", "viruses"},
	{"status", "statuses"}, {"alias", "aliases"}, {"bus", "buses"}, {"move", "moves"},
	{"equipment", "equipment"}, {"information", "information"}, {"money", "money"}, {"species", "species"}, {"series", "series"},
	{"fish", "fish"}, {"sheep", "sheep"}, {"news", "news"}, {"metadata", "metadata"}, {"data", "data"}, {"police", "police"},
}

// plural gives the plural of the last word of a snake-case name.
func plural(name string) string {
	head, word := "", name
	if i := strings.LastIndexByte(name, '_'); i >= 0 {
		head, word = name[:i+1], name[i+1:]
	}
	for _, p := range irregularPlurals {
		if word == p[0] {
			return head + p[1]
		}
	}
	switch {
	case word == "":
		return name
	case strings.HasSuffix(word, "sis"):
		return head + strings.TrimSuffix(word, "sis") + "ses"
	case strings.HasSuffix(word, "ss"), strings.HasSuffix(word, "x"), strings.HasSuffix(word, "ch"), strings.HasSuffix(word, "sh"), strings.HasSuffix(word, "zz"):
		return head + word + "es"
	case strings.HasSuffix(word, "s"):
		return name // taken for a plural already
	case strings.HasSuffix(word, "y") && len(word) > 1 && !strings.ContainsRune("aeiou", rune(word[len(word)-2])):
		return head + strings.TrimSuffix(word, "y") + "ies"
	case strings.HasSuffix(word, "lf"), strings.HasSuffix(word, "rf"):
		return head + strings.TrimSuffix(word, "f") + "ves"
	case strings.HasSuffix(word, "ife"):
		return head + strings.TrimSuffix(word, "fe") + "ves"
	}
	return head + word + "s"
}
