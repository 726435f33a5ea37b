// Command denominator checks that the linter accounts for every query of a repository. Without any of the linter's code it lists every
// SELECT, INSERT, UPDATE and DELETE literal and every call of the libraries' query functions, and looks for each in the ledger that the
// command wrote (-ledger): an obligation there, or a note that says why nothing is owed. What is in neither is printed.
//
//	bailiwick -ledger ledger.json ./... ; denominator -repo . -ledger ledger.json [-o FILE] [packages]
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/bailiwick-dev/bailiwick/bench/internal/ledger"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "denominator:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("denominator", flag.ContinueOnError)
	flags.SetOutput(stderr)
	repo := flags.String("repo", ".", "the repository")
	file := flags.String("ledger", "", "the ledger that the command wrote; without one the items are only counted")
	out := flags.String("o", "", "file for the list of items with what each maps to")
	if err := flags.Parse(args); err != nil {
		return err
	}
	patterns := flags.Args()
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	p, err := loadProgram(ctx, *repo, patterns)
	if err != nil {
		return err
	}
	items := p.items()
	var entries []ledger.Entry
	if *file != "" {
		if entries, err = ledger.Read(*file); err != nil {
			return err
		}
	}
	m := newMatcher(p, items, entries)
	var lines []string
	counts := map[string]map[string]int{}
	for _, i := range items {
		where := m.account(i)
		if counts[i.what] == nil {
			counts[i.what] = map[string]int{}
		}
		counts[i.what][where]++
		lines = append(lines, fmt.Sprintf("%s\t%s\t%s:%d\t%s\n", where, i.what, i.file, i.line, i.text))
	}
	if *out != "" {
		sort.Strings(lines)
		if err := os.WriteFile(*out, []byte(strings.Join(lines, "")), 0o644); err != nil {
			return fmt.Errorf("write list: %w", err)
		}
	}
	return table(stdout, counts)
}

// The ways in which an item is accounted for, in the order of the table.
const (
	obligation  = "obligation"
	note        = "note"
	migration   = "migration"
	elsewhere   = "at its use"
	generated   = "generated"
	unaccounted = "unaccounted"
)

func ways() []string { return []string{obligation, note, elsewhere, migration, generated, unaccounted} }

type matcher struct {
	byFile map[string][]ledger.Entry
	uses   map[string][]item
}

func newMatcher(p *program, items []item, entries []ledger.Entry) *matcher {
	names := map[string]bool{}
	for _, i := range items {
		if i.name != "" {
			names[i.name] = true
		}
	}
	m := &matcher{byFile: map[string][]ledger.Entry{}, uses: p.uses(names)}
	for _, e := range entries {
		m.byFile[e.File] = append(m.byFile[e.File], e)
		for _, r := range e.Related {
			m.byFile[r.File] = append(m.byFile[r.File], ledger.Entry{Verdict: e.Verdict, File: r.File, Line: r.Line})
		}
	}
	return m
}

// account says what an item maps to. Statements of generated code are owed by its callers, which are items themselves; what is in a
// migration owes nothing.
func (m *matcher) account(i item) string {
	if w := m.within(i); w != "" {
		return w
	}
	if slices.ContainsFunc(i.used, func(u item) bool { return m.within(u) != "" }) {
		return elsewhere
	}
	for _, u := range m.uses[i.name] {
		if i.name != "" && m.within(u) != "" {
			return elsewhere
		}
	}
	switch {
	case inMigrations(i.file):
		return migration
	case i.generated:
		return generated
	}
	return unaccounted
}

func (m *matcher) within(i item) string {
	found := ""
	for _, e := range m.byFile[i.file] {
		end := max(e.EndLine, e.Line)
		if e.Line > i.endLine || end < i.line {
			continue
		}
		if e.Verdict != "" {
			return obligation
		}
		found = note
	}
	return found
}

func inMigrations(file string) bool {
	for _, part := range strings.Split(path.Dir(file), "/") {
		if p := strings.ToLower(part); strings.HasPrefix(p, "migration") || p == "migrate" {
			return true
		}
	}
	return false
}

func table(w io.Writer, counts map[string]map[string]int) error {
	var names []string
	for n := range counts {
		names = append(names, n)
	}
	sort.Strings(names)
	var b strings.Builder
	b.WriteString("| what | found | " + strings.Join(ways(), " | ") + " |\n|---|" + strings.Repeat("---:|", len(ways())+1) + "\n")
	total := map[string]int{}
	row := func(name string, n map[string]int) {
		all := 0
		cells := ""
		for _, way := range ways() {
			all += n[way]
			cells += fmt.Sprintf(" %d |", n[way])
		}
		fmt.Fprintf(&b, "| %s | %d |%s\n", name, all, cells)
	}
	for _, n := range names {
		row(n, counts[n])
		for way, k := range counts[n] {
			total[way] += k
		}
	}
	row("**all**", total)
	_, err := io.WriteString(w, b.String())
	return err
}
