package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// finding is what the command shows, with its reasons.
type finding struct {
	text string // file:line:column: message
	why  []string
}

// wholeProgram are the reasons that only a driver which sees the whole program can give, as docs/drivers.md lists them. A package alone is silent there.
func wholeProgram() []string {
	return []string{"no caller of ", "nothing loaded binds "}
}

// known reports that only the command can show a finding.
func (f finding) known() bool {
	return slices.ContainsFunc(f.why, func(why string) bool {
		return slices.ContainsFunc(wholeProgram(), func(p string) bool { return strings.HasPrefix(why, p) })
	})
}

// compared is one driver beside the command, on one repository.
type compared struct {
	repository, driver string
	command, other     int // places with their texts, each counted once
	both               int
	wholeProgram       int      // of the command's alone: those that only a whole program shows
	missing, extra     []string // of the command's alone and of the other's alone: what nothing explains
}

// compare takes both as sets: two findings with one text at one place are one to golangci-lint, and vet shows one that two mains settle once per main.
func compare(command []finding, other []string) compared {
	known := map[string]bool{}
	for _, f := range command {
		// Where a text stands twice, one of the two that every driver shows is enough to expect it of all.
		was, twice := known[f.text]
		known[f.text] = f.known() && (was || !twice)
	}
	there := map[string]bool{}
	var c compared
	for _, text := range other {
		if there[text] {
			continue
		}
		there[text] = true
		if _, ok := known[text]; ok {
			c.both++
		} else {
			c.extra = append(c.extra, text)
		}
	}
	for text, whole := range known {
		switch {
		case there[text]:
		case whole:
			c.wholeProgram++
		default:
			c.missing = append(c.missing, text)
		}
	}
	c.command, c.other = len(known), len(there)
	slices.Sort(c.missing)
	slices.Sort(c.extra)
	return c
}

// report prints the table and what nothing explains.
func report(w io.Writer, all []compared) error {
	fmt.Fprintln(w, "| repository | driver | command | driver's | both | whole program only | not explained |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|")
	differ := 0
	for _, c := range all {
		n := len(c.missing) + len(c.extra)
		differ += n
		fmt.Fprintf(w, "| %s | %s | %d | %d | %d | %d | %d |\n", c.repository, c.driver, c.command, c.other, c.both, c.wholeProgram, n)
	}
	for _, c := range all {
		for _, text := range c.missing {
			fmt.Fprintf(w, "%s, the command alone: %s\n", c.repository, text)
		}
		for _, text := range c.extra {
			fmt.Fprintf(w, "%s, %s alone: %s\n", c.repository, c.driver, text)
		}
	}
	if differ > 0 {
		return fmt.Errorf("%d differences that nothing explains", differ)
	}
	return nil
}
