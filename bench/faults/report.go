package main

import (
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
)

// table prints the rate of each kind with its denominator.
func table(w io.Writer, kinds []kind, all []*site, results map[*site]outcome) error {
	var b strings.Builder
	b.WriteString("| fault | sites | skipped | finding before | faults | caught | rate | only unresolved after |\n|---|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, k := range kinds {
		n := map[outcome]int{}
		sites := 0
		for _, s := range all {
			if s.kind == k {
				sites++
				n[results[s]]++
			}
		}
		made := n[caught] + n[missed] + n[unsure]
		rate := "–"
		if made > 0 {
			rate = fmt.Sprintf("%.1f %%", 100*float64(n[caught])/float64(made))
		}
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d | %d | %s | %d |\n", k, sites, n[skippedSite], n[loud], made, n[caught], rate, n[unsure])
	}
	b.WriteString("\nSkipped sites:\n\n")
	for _, k := range kinds {
		for _, line := range reasons(k, all, results) {
			fmt.Fprintf(&b, "- %s: %s\n", k, line)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func reasons(k kind, all []*site, results map[*site]outcome) []string {
	n := map[string]int{}
	for _, s := range all {
		if s.kind == k && results[s] == skippedSite {
			n[s.skipped]++
		}
	}
	names := sortedKeys(n)
	sort.SliceStable(names, func(i, j int) bool { return n[names[i]] > n[names[j]] })
	out := make([]string, 0, len(names))
	for _, name := range names {
		out = append(out, fmt.Sprintf("%d %s", n[name], name))
	}
	return out
}

// lists writes what became of every site.
func lists(path string, kinds []kind, all []*site, results map[*site]outcome) error {
	var b strings.Builder
	for _, k := range kinds {
		for _, want := range []outcome{missed, unsure, caught, loud, skippedSite} {
			for _, s := range all {
				if s.kind != k || results[s] != want {
					continue
				}
				fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", k, want, s.describe(), s.skipped+s.said)
			}
		}
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		return fmt.Errorf("write lists: %w", err)
	}
	return nil
}
