package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// structural finds a tenant column without a usual name: it is NOT NULL and carried by at least three tables
// and three fifths of all, leads at least three keys of several columns and at least half of those that
// carriers have, and is hardly ever a key by itself. A column that names a row (…_id) needs users tied to it
// besides, where there are users: the moves of a game are numbered within the game.
func (in *inference) structural() *candidate {
	counts := map[string]int{}
	for _, t := range in.tables {
		for _, col := range t.Columns {
			if f := FoldColumn(col.Name); col.Guaranteed() && !isOrdinary(f) && !isOrdinaryType(col.Type) {
				counts[f]++
			}
		}
	}
	var found []*candidate
	for _, f := range sortedKeys(counts) {
		if counts[f] < 3 || counts[f]*5 < len(in.tables)*3 {
			continue
		}
		c := &candidate{meaning: f, spellings: []string{f}}
		in.measure(c)
		composite, single := 0, 0
		for _, t := range c.carriers {
			if slices.ContainsFunc(t.keys(), func(k []string) bool { return len(k) > 1 }) {
				composite++
			}
			if t.isUnique(c.columnIn(t).Name) {
				single++
			}
		}
		if c.leads < 3 || c.leads*2 < composite || single > 1 {
			continue
		}
		tied := len(c.evidence.users)+len(c.evidence.members) > 0
		if in.users && !tied && (strings.HasSuffix(f, "id") || c.root == nil) {
			continue
		}
		found = append(found, c)
	}
	slices.SortStableFunc(found, func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(b.leads, a.leads), cmp.Compare(len(b.carriers), len(a.carriers)), cmp.Compare(a.meaning, b.meaning))
	})
	if len(found) == 0 {
		return nil
	}
	return found[0]
}

// ordinaryWords are parts of names of columns that tables share for other reasons than a common owner.
const ordinaryWords = " id uuid guid name title key code slug status state type kind category level priority position order sort version revision locale lang language currency " +
	"date day week month year hour time timestamp created updated deleted inserted modified expires started finished user owner author creator person member actor username email phone " +
	"parent root ref source target provider channel session request trace span job queue task run file path url uri host ip port domain hash digest serial checksum signature " +
	"chain block height tx address symbol ticker region zone cluster node device game match round season repo repository branch commit package module service topic partition offset shard bucket " +
	"message event index number count amount value data payload metadata description comment note text body content label tag "

// isOrdinary reports a folded column name that is one of the ordinary words, with or without id, at, by or
// on.
func isOrdinary(f string) bool {
	for _, suffix := range [...]string{"", "id", "uuid", "at", "by", "on", "no", "hash", "name", "number", "type"} {
		if stem, ok := strings.CutSuffix(f, suffix); ok && (stem == "" || strings.Contains(ordinaryWords, " "+stem+" ")) {
			return true
		}
	}
	return false
}

// isOrdinaryType reports types that cannot name a tenant.
func isOrdinaryType(typ string) bool {
	for _, prefix := range [...]string{"timestamp", "date", "time", "bool", "json", "double", "float", "real", "bytea", "blob", "tinyint(1)"} {
		if strings.HasPrefix(typ, prefix) {
			return true
		}
	}
	return strings.HasSuffix(typ, "[]")
}
