package catalog

import (
	"cmp"
	"fmt"
	"slices"
)

// qualifies decides whether a candidate names a tenant, and says why not.
//
// Every candidate: its root's rows are no people and no OAuth clients, and at least half of its carriers
// guarantee a value unless the people who log in are tied to it. A sure word: it reaches three tenths of the
// tables, a tenth where users are tied to it or it is the word tenant; where there are users, they are tied
// to it, or it reaches half of the tables. Namespace and realm: carried by two fifths of the tables; or it
// reaches three tenths, and users are tied to it or it leads the keys of most tables that have it. Any other
// word: the table that it names is known and does not belong to one user each; it reaches three tenths of the
// tables; and users, API keys or the root's own columns (plan, subdomain, owner) tie identity to it. Where
// there are no users at all, a word that can only be a customer of the program's operator (shop, company,
// school) is believed when it reaches three fifths.
func (in *inference) qualifies(c *candidate) (bool, string) {
	n := len(in.tables)
	tied := len(c.evidence.users)+len(c.evidence.members) > 0
	share := func(count, part, of int) bool { return count*of >= n*part }
	switch {
	case c.evidence.against != "":
		return false, c.evidence.against
	case len(c.carriers) == 0:
		return false, "no other table has it"
	case c.notNull*2 < len(c.carriers) && !tied:
		return false, "most tables leave it empty"
	case c.word.sure:
		if in.users && !tied && !c.evidence.any() && !share(c.reached, 1, 2) {
			return false, "no user is tied to it"
		}
		if !tied && c.word.stem != "tenant" {
			return share(c.reached, 3, 10), "too few tables have it"
		}
		return share(c.reached, 1, 10), "too few tables have it"
	case c.word.bare:
		keyed := c.leads >= 3 && c.leads*2 >= len(c.carriers)
		return share(len(c.carriers), 2, 5) || (tied || keyed) && share(c.reached, 3, 10), "too few tables have it"
	case c.root == nil:
		return false, "no table of that name is known"
	case !share(c.reached, 3, 10):
		return false, "too few tables have it or refer to one that has"
	case c.evidence.any():
		return true, ""
	case in.users:
		return false, "no user is tied to it"
	case c.word.alone:
		return share(c.reached, 3, 5), "too few tables have it"
	}
	return false, "nothing ties a user to it"
}

// infer chooses the tenant columns: of the candidates that qualify the one that reaches the most tables, a
// sure word counting for half as many again and the word tenant for twice as many; of equals the one that the
// other's root refers to. Further sure words that qualify by their users are further levels, an organisation
// of workspaces.
func (in *inference) infer() (chosen []*candidate, why []string) {
	var good []*candidate
	for _, c := range in.candidates() {
		ok, reason := in.qualifies(c)
		switch {
		case ok:
			good = append(good, c)
		case len(c.carriers) > 1:
			why = append(why, fmt.Sprintf("%s was considered (%d of %d tables) and left: %s", c.spellings[0], len(c.carriers), len(in.tables), reason))
		}
	}
	if len(good) == 0 {
		if c := in.structural(); c != nil {
			return []*candidate{c}, append(in.explain(c), why...)
		}
		return nil, why
	}
	score := func(c *candidate) int {
		switch {
		case c.word.stem == "tenant":
			return c.reached * 4
		case c.word.sure:
			return c.reached * 3
		}
		return c.reached * 2
	}
	slices.SortStableFunc(good, func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(score(b), score(a)), boolCompare(!a.contains(b), !b.contains(a)), cmp.Compare(len(b.carriers), len(a.carriers)), cmp.Compare(a.meaning, b.meaning))
	})
	chosen = good[:1]
	for _, c := range good[1:] {
		// Without both roots nobody knows that one is wider than the other, and not another name of the same.
		if c.word.sure && c.root != nil && chosen[0].root != nil && len(c.evidence.users)+len(c.evidence.members) > 0 && (c.contains(chosen[0]) || chosen[0].contains(c)) {
			chosen = append(chosen, c)
		} else {
			why = append(why, fmt.Sprintf("%s was considered (%d of %d tables) and left: %s reaches more", c.spellings[0], len(c.carriers), len(in.tables), chosen[0].spellings[0]))
		}
	}
	var reasons []string
	for _, c := range chosen {
		reasons = append(reasons, in.explain(c)...)
	}
	return chosen, append(reasons, why...)
}

// explain says what the choice of a candidate rests on.
func (in *inference) explain(c *candidate) []string {
	var names []string
	for _, t := range c.carriers {
		names = append(names, t.QualifiedName())
	}
	col := c.spellings[0]
	if len(c.carriers) > 0 {
		col = c.columnIn(c.carriers[0]).Name
	}
	why := []string{fmt.Sprintf("%d of %d tables have %s (%s), never empty in %d of them", len(c.carriers), len(in.tables), col, joinNames(names, 5), c.notNull)}
	if c.word == nil {
		why[0] += fmt.Sprintf("; it leads a key of several columns in %d", c.leads)
	}
	if c.root != nil {
		why = append(why, fmt.Sprintf("%s names a row of %s", col, c.root.QualifiedName()))
	}
	e := c.evidence
	for _, part := range [...]struct {
		text  string
		names []string
	}{{"users have " + col, e.users}, {"users are tied to " + col, e.members}, {"API keys have " + col, e.credentials}} {
		if len(part.names) > 0 {
			why = append(why, part.text+" ("+joinNames(part.names, 5)+")")
		}
	}
	return why
}
