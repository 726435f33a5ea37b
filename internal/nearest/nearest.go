// Package nearest finds the word that somebody meant: for unknown config keys, rules, claims and directives.
package nearest

import "strings"

// Word returns the candidate closest to word, or "" when none is close enough to be a likely misspelling. Case does not count. Of equally
// close candidates the first in the given order wins, so the order of the candidates must be fixed.
func Word(word string, candidates []string) string {
	folded := strings.ToLower(word)
	best, bestDistance := "", limit(folded)+1
	for _, c := range candidates {
		if d := distance(folded, strings.ToLower(c)); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

// Hint is a clause for the end of a message: `; did you mean "x"?`, or the list of what is valid when nothing is close.
func Hint(word string, candidates []string) string {
	if near := Word(word, candidates); near != "" {
		return `; did you mean "` + near + `"?`
	}
	if len(candidates) == 0 {
		return ""
	}
	return "; valid: " + strings.Join(candidates, ", ")
}

// limit is how many edits a misspelling may be away: a third of the word's length, but always one.
// Beyond that a guess says more about our vocabulary than about what was meant.
func limit(word string) int {
	return max(1, len([]rune(word))/3)
}

// distance is the optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours, each costing one.
// Swaps matter because "tennat" is the usual way to miss.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	before, prev, cur := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(s); i++ {
		cur[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev, cur = prev, cur, before
	}
	return prev[len(t)]
}
