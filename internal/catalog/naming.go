package catalog

import "strings"

// snakePlain puts an underscore before every capital but the first: bun's and sqlc's rule keeps runs of
// capitals together, xorm's does not.
func snakePlain(name string) string {
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		if isUpper(c) {
			if i > 0 {
				b.WriteByte('_')
			}
			c += 'a' - 'A'
		}
		b.WriteByte(c)
	}
	return b.String()
}

// snakeRuns keeps runs of capitals together: UserID is user_id, HTTPPort http_port. So do ent, bun and sqlc.
func snakeRuns(name string) string {
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		if isUpper(c) {
			after := i > 0 && name[i-1] != '_' && !isUpper(name[i-1])
			begins := i > 0 && isUpper(name[i-1]) && i+1 < len(name) && 'a' <= name[i+1] && name[i+1] <= 'z'
			if after || begins {
				b.WriteByte('_')
			}
			c += 'a' - 'A'
		}
		b.WriteByte(c)
	}
	return b.String()
}

// gormInitialisms are the words that gorm's naming strategy takes for one word, in the order in which it
// tries them: HTTP before HTTPS, so that HTTPSPort is http_s_port.
const gormInitialisms = "API ASCII CPU CSS DNS EOF GUID HTML HTTP HTTPS ID IP JSON LHS QPS RAM RHS RPC SLA SMTP SSH TLS TTL UID UI UUID URI URL UTF8 VM XML XSRF XSS"

// snakeGorm is the name that gorm gives the column of a field.
func snakeGorm(name string) string {
	name = titleWords(name, strings.Fields(gormInitialisms))
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		if !isUpper(c) {
			b.WriteByte(c)
			continue
		}
		prevUpper := i > 0 && isUpper(name[i-1])
		last := i == len(name)-1
		inRun := prevUpper && (last || isUpper(name[i+1]) || isDigit(name[i+1]))
		if i > 0 && !inRun && name[i-1] != '_' && (last || name[i+1] != '_') {
			b.WriteByte('_')
		}
		b.WriteByte(c + 'a' - 'A')
	}
	return b.String()
}

// titleWords replaces, from left to right, each of the words by itself in title case; of words that match at
// one place the first counts.
func titleWords(name string, words []string) string {
	var b strings.Builder
	for i := 0; i < len(name); {
		matched := false
		for _, w := range words {
			if strings.HasPrefix(name[i:], w) {
				b.WriteString(w[:1] + strings.ToLower(w[1:]))
				i += len(w)
				matched = true
				break
			}
		}
		if !matched {
			b.WriteByte(name[i])
			i++
		}
	}
	return b.String()
}

// uncountable words have no plural for the libraries that pluralise table names.
const uncountable = " equipment information rice money species series fish sheep jeans police milk salt time water paper food art cash music help luck oil progress rain research shopping software traffic "

// plurals are the endings that do not just take an s, longest and most particular first. A word that has the
// plural ending already keeps it.
var plurals = [...]struct{ singular, plural string }{
	{"person", "people"}, {"child", "children"}, {"goose", "geese"}, {"tooth", "teeth"}, {"foot", "feet"}, {"moose", "moose"}, {"quiz", "quizzes"},
	{"matrix", "matrices"}, {"vertex", "vertices"}, {"index", "indices"}, {"buffalo", "buffaloes"}, {"tomato", "tomatoes"}, {"alias", "aliases"},
	{"status", "statuses"}, {"campus", "campuses"}, {"virus", "viri"}, {"bus", "buses"}, {"sis", "ses"}, {"tum", "ta"}, {"ium", "ia"}, {"man", "men"},
	{"rf", "rves"}, {"lf", "lves"}, {"ife", "ives"}, {"ss", "sses"}, {"sh", "shes"}, {"ch", "ches"}, {"x", "xes"},
}

// plural gives the plural of a lower-case word or of the last word of a snake_case name, by the rules that
// gorm, bun and ent share (those of Rails) for the common cases.
func plural(name string) string {
	if name == "" || strings.Contains(uncountable, " "+name+" ") {
		return name
	}
	for _, p := range plurals {
		if stem, ok := strings.CutSuffix(name, p.plural); ok && len(p.singular) > 2 && stem+p.singular != name {
			return name
		}
		if stem, ok := strings.CutSuffix(name, p.singular); ok {
			return stem + p.plural
		}
	}
	if stem, ok := strings.CutSuffix(name, "y"); ok && stem != "" && strings.IndexByte("aeiouy", stem[len(stem)-1]) < 0 {
		return stem + "ies"
	}
	if strings.HasSuffix(name, "s") {
		return name
	}
	return name + "s"
}

// sameNoun reports two names that differ in number only, in the folded spelling: OrderItem and order_items.
func sameNoun(a, b string) bool {
	a, b = FoldColumn(a), FoldColumn(b)
	return a == b || plural(a) == b || plural(b) == a
}

// entAcronyms are the words that ent's generated code writes in capitals.
const entAcronyms = " acl api ascii aws cpu css dns eof gb guid hcl html http https id ip json kb lhs mac mb qps ram rhs rpc sla smtp sql ssh sso tls ttl udp ui uid uri url utf8 uuid vm xml xmpp xsrf xss "

// entPascal is the Go name that ent gives a field: tenant_id is TenantID.
func entPascal(name string) string {
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(name, func(r rune) bool { return r == '_' || r == '-' || r == ' ' }) {
		if strings.Contains(entAcronyms, " "+strings.ToLower(word)+" ") {
			b.WriteString(strings.ToUpper(word))
			continue
		}
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}
