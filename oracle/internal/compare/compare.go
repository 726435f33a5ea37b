// Package compare sets the reader under test beside another grammar, statement by statement.
package compare

import (
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/oracle/internal/canon"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/corpus"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/mysql"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/ours"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/placeholder"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/postgres"
)

// Result is what came of one statement.
type Result struct {
	corpus.Statement
	// Grammar is the one that read the statement; empty when none did, and then nothing was compared.
	Grammar placeholder.Dialect
	Reason  string // why no grammar read it

	Got, Want  *canon.Node
	Problems   []string // what the reader under test says it could not read
	Listed     []string // the relations as sqlread.Relations lists them
	Relations  bool     // the same names at the same offsets, in the tree and in the list
	Predicates bool     // … and the same joins, conditions and sub-selects
	Everything bool     // … and the same projections, assignments, values and ordering
	Diff       canon.Diff
}

// Valid reports whether another grammar read the statement.
func (r *Result) Valid() bool { return r.Grammar != "" }

// maxVerbs bounds the formatter's verbs of one text whose meaning (value or name) is tried out: 2^n readings.
const maxVerbs = 6

// Statement compares the two readings of one statement.
func Statement(s corpus.Statement) Result {
	res := Result{Statement: s}
	res.Got, res.Problems = ours.Read(s.SQL)
	res.Grammar, res.Want, res.Reason = reference(s)
	if !res.Valid() {
		return res
	}
	res.Got, res.Want = equate(res.Got, res.Grammar), equate(res.Want, res.Grammar)
	res.Listed = ours.Listed(s.SQL)
	want := res.Want.Relations()
	if res.Grammar == placeholder.MySQL {
		// DUAL is no table, as in equate.
		res.Listed = slices.DeleteFunc(res.Listed, func(r string) bool { return strings.HasPrefix(strings.ToLower(r), "dual@") })
	}
	res.Relations = slices.Equal(res.Got.Relations(), want) && slices.Equal(res.Listed, want)
	if !res.Relations {
		res.Diff, _ = canon.Compare(canon.Predicates(res.Got), canon.Predicates(res.Want))
		return res
	}
	if res.Diff, res.Predicates = canon.Compare(canon.Predicates(res.Got), canon.Predicates(res.Want)); !res.Predicates {
		return res
	}
	res.Diff, res.Everything = canon.Compare(res.Got, res.Want)
	return res
}

// grammars says which grammars to ask, in order. The path of a file may mislead about its dialect, and nobody publishes
// SQLite's grammar as a Go module; so what the first does not read the other may.
func grammars(s corpus.Statement) []placeholder.Dialect {
	if s.Dialect == placeholder.MySQL {
		return []placeholder.Dialect{placeholder.MySQL, placeholder.Postgres}
	}
	return []placeholder.Dialect{placeholder.Postgres, placeholder.MySQL}
}

// reference asks the grammars. A constant may be a format although no formatter is in sight where it stands; its verbs must not
// be taken for modulos.
func reference(s corpus.Statement) (placeholder.Dialect, *canon.Node, string) {
	reason := ""
	for _, d := range grammars(s) {
		n, err := read(s.SQL, d, s.Formatted || placeholder.HasVerb(s.SQL, d))
		if err == nil {
			return d, n, ""
		}
		if reason == "" {
			reason = err.Error()
		}
	}
	if s.Dialect == placeholder.SQLite {
		text := likePostgres(s.SQL)
		if n, err := read(text, placeholder.Postgres, s.Formatted || placeholder.HasVerb(text, placeholder.Postgres)); err == nil {
			return placeholder.Postgres, n, ""
		}
	}
	return "", nil, reason
}

// read asks one grammar. A formatter's verb may stand for a value or for a name; the first choice that is read is taken, values
// before names.
func read(sql string, d placeholder.Dialect, formatted bool) (*canon.Node, error) {
	slots := placeholder.Slots(sql, d, formatted)
	verbs := 0
	for _, slot := range slots {
		if slot.Verb && !slot.Glued {
			verbs++
		}
	}
	choices := uint(1) << min(verbs, maxVerbs)
	var first error
	for names := uint(0); names < choices; names++ {
		text := placeholder.Rewrite(sql, slots, d, names)
		var n *canon.Node
		var err error
		if d == placeholder.MySQL {
			n, err = mysql.Read(text)
		} else {
			n, err = postgres.Read(text)
		}
		if err == nil {
			return n, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}
