package permission

import (
	"slices"
	"strings"
)

// Permission is one that is declared, or only asked for.
type Permission struct {
	Constant
	// Namespace is what stands before the first separator of the text; without one, the name of the set.
	Namespace string
	Required  bool
}

// Cover lists the permissions of a program, sorted by text and key. decides reports a function that was found to decide about permissions; asked are
// the texts that such functions are given, constants or not.
func Cover(facts []*Fact, decides func(key string) bool, asked []string) []Permission {
	users := map[string][]string{}
	for _, f := range facts {
		for _, u := range f.Uses {
			users[u.Constant] = append(users[u.Constant], u.To)
		}
	}
	var out []Permission
	known := map[string]bool{}
	for _, f := range facts {
		for _, set := range f.Sets {
			if !slices.ContainsFunc(set.Constants, func(c Constant) bool { return slices.ContainsFunc(users[c.Key], decides) }) {
				continue
			}
			for _, c := range set.Constants {
				known[c.Text] = true
				out = append(out, Permission{Constant: c, Namespace: namespace(c.Text, set.Name), Required: len(users[c.Key]) > 0})
			}
		}
	}
	for _, text := range asked {
		if !known[text] && text != "" && !strings.ContainsAny(text, " \n") {
			known[text] = true
			out = append(out, Permission{Constant: Constant{Text: text}, Namespace: namespace(text, ""), Required: true})
		}
	}
	slices.SortFunc(out, func(a, b Permission) int { return strings.Compare(a.Text+" "+a.Key, b.Text+" "+b.Key) })
	return out
}

// namespace is the part of a permission that others share: "orders" of "orders:write".
func namespace(text, set string) string {
	if i := strings.IndexAny(text, ":./"); i > 0 {
		return text[:i]
	}
	return set[strings.LastIndexByte(set, '/')+1:]
}

// Namespaces counts the namespaces of permissions.
func Namespaces(list []Permission) int {
	seen := map[string]bool{}
	for _, p := range list {
		seen[p.Namespace] = true
	}
	return len(seen)
}
