package compare

import (
	"fmt"
	"io"
	"sort"
)

// Tally counts results.
type Tally struct {
	Found, Valid, Relations, Predicates, Everything int
	Problems                                        int // valid statements that the reader under test reports a problem in
}

// Add counts one result.
func (t *Tally) Add(r *Result) {
	t.Found++
	if !r.Valid() {
		return
	}
	t.Valid++
	if r.Relations {
		t.Relations++
	}
	if r.Predicates {
		t.Predicates++
	}
	if r.Everything {
		t.Everything++
	}
	if len(r.Problems) > 0 {
		t.Problems++
	}
}

// Share is n as a part of the valid statements, in percent; 100 where there are none.
func (t *Tally) Share(n int) float64 {
	if t.Valid == 0 {
		return 100
	}
	return 100 * float64(n) / float64(t.Valid)
}

// Table writes the counts per repository and grammar as a Markdown table.
func Table(w io.Writer, results []Result) error {
	type key struct{ repo, grammar string }
	tallies := map[key]*Tally{}
	found := map[string]int{}
	total := &Tally{}
	for i := range results {
		r := &results[i]
		found[r.Repo]++
		total.Add(r)
		if !r.Valid() {
			continue
		}
		k := key{r.Repo, string(r.Grammar)}
		if tallies[k] == nil {
			tallies[k] = &Tally{}
		}
		tallies[k].Add(r)
	}
	keys := make([]key, 0, len(tallies))
	for k := range tallies {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		if keys[i].repo != keys[j].repo {
			return keys[i].repo < keys[j].repo
		}
		return keys[i].grammar < keys[j].grammar
	})
	out := "| repository | texts | grammar | valid | relations | + predicates | + values | problems |\n|---|---:|---|---:|---:|---:|---:|---:|\n"
	row := func(repo, texts, grammar string, t *Tally) {
		out += fmt.Sprintf("| %s | %s | %s | %d | %.2f %% | %.2f %% | %.2f %% | %d |\n", repo, texts, grammar, t.Valid,
			t.Share(t.Relations), t.Share(t.Predicates), t.Share(t.Everything), t.Problems)
	}
	for i, k := range keys {
		texts := fmt.Sprint(found[k.repo])
		if i > 0 && keys[i-1].repo == k.repo {
			texts = ""
		}
		row(k.repo, texts, k.grammar, tallies[k])
	}
	row("**all**", fmt.Sprint(total.Found), "", total)
	if _, err := io.WriteString(w, out); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	return nil
}
