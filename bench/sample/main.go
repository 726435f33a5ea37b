// Command sample draws findings and met obligations from a ledger for reading by hand.
//
//	sample -ledger ledger.json [-n 50] [-seed 1] [-repo DIR -code FILE] -o LIST
//
// The list has one line per draw: file, line, verdict, category, relation, and two columns to fill in: right or wrong, and the reason
// in one sentence. A list that exists is kept: its judgements are carried over to the same places, so that a later run can be
// compared. With -code the lines around each draw are written to a file of their own, which is not to be kept.
package main

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/bailiwick-dev/bailiwick/bench/internal/ledger"
)

func main() {
	if err := run(os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "sample:", err)
		os.Exit(1)
	}
}

func run(args []string, stderr io.Writer) error {
	flags := flag.NewFlagSet("sample", flag.ContinueOnError)
	flags.SetOutput(stderr)
	file := flags.String("ledger", "", "the ledger that the command wrote")
	n := flags.Int("n", 50, "how many of each verdict")
	seed := flags.Uint64("seed", 1, "seed of the draw")
	out := flags.String("o", "", "the list")
	repo := flags.String("repo", "", "the repository, for -code")
	code := flags.String("code", "", "file for the lines around each draw")
	if err := flags.Parse(args); err != nil {
		return err
	}
	entries, err := ledger.Read(*file)
	if err != nil {
		return err
	}
	drawn := append(draw(entries, "broken", *n, *seed), draw(entries, "met", *n, *seed)...)
	old, err := judgements(*out)
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("file:line\tverdict\tcategory\trelation\tjudgement\treason\n")
	for _, e := range drawn {
		k := place(e)
		b.WriteString(k + "\t" + old[k] + "\n")
	}
	if err := os.WriteFile(*out, []byte(b.String()), 0o644); err != nil {
		return fmt.Errorf("write list: %w", err)
	}
	if *code == "" {
		return nil
	}
	return excerpts(*code, *repo, drawn)
}

// draw takes n entries of a verdict, one for each place and relation, in the order of the files.
func draw(entries []ledger.Entry, verdict string, n int, seed uint64) []ledger.Entry {
	var pool []ledger.Entry
	seen := map[string]bool{}
	for _, e := range entries {
		if e.Verdict == verdict && !seen[place(e)] {
			seen[place(e)] = true
			pool = append(pool, e)
		}
	}
	sort.SliceStable(pool, func(i, j int) bool { return less(pool[i], pool[j]) })
	r := rand.New(rand.NewPCG(seed, uint64(len(verdict))))
	r.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	pool = pool[:min(n, len(pool))]
	sort.SliceStable(pool, func(i, j int) bool { return less(pool[i], pool[j]) })
	return pool
}

func less(a, b ledger.Entry) bool {
	if a.File != b.File {
		return a.File < b.File
	}
	if a.Line != b.Line {
		return a.Line < b.Line
	}
	return a.Relation < b.Relation
}

func place(e ledger.Entry) string {
	return fmt.Sprintf("%s:%d\t%s\t%s\t%s", e.File, e.Line, e.Verdict, e.Category, e.Relation)
}

// judgements reads what a person has filled in.
func judgements(path string) (map[string]string, error) {
	out := map[string]string{}
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return out, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read old list: %w", err)
	}
	for _, line := range strings.Split(string(data), "\n") {
		cells := strings.SplitN(line, "\t", 5)
		if len(cells) == 5 {
			out[strings.Join(cells[:4], "\t")] = cells[4]
		}
	}
	return out, nil
}

// around is how many lines before and after a draw are shown.
const around = 12

func excerpts(path, repo string, drawn []ledger.Entry) error {
	var b strings.Builder
	for _, e := range drawn {
		fmt.Fprintf(&b, "=== %s: %s\n%s\n", strings.ReplaceAll(place(e), "\t", " "), e.Message, strings.Join(e.Why, "\n"))
		data, err := os.ReadFile(filepath.Join(repo, e.File))
		if err != nil {
			return fmt.Errorf("read source: %w", err)
		}
		lines := strings.Split(string(data), "\n")
		for i := max(1, e.Line-around); i <= min(len(lines), max(e.EndLine, e.Line)+around); i++ {
			fmt.Fprintf(&b, "%5d %s\n", i, lines[i-1])
		}
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		return fmt.Errorf("write excerpts: %w", err)
	}
	return nil
}
