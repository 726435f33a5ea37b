// Command compare reads statements that extract collected, compares the reader's view of each with another grammar's, and
// prints the counts per repository as a Markdown table. With -diff it prints the differences too.
//
//	compare [-diff] [-rejected] FILE
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/bailiwick-dev/bailiwick/oracle/internal/compare"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/corpus"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

func run(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("compare", flag.ContinueOnError)
	flags.SetOutput(stderr)
	diff := flags.Bool("diff", false, "print every difference")
	rejected := flags.Bool("rejected", false, "print the texts that no grammar read")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return fmt.Errorf("want one file, have %d", flags.NArg())
	}
	f, err := os.Open(flags.Arg(0))
	if err != nil {
		return fmt.Errorf("open statements: %w", err)
	}
	defer f.Close()
	statements, err := corpus.Read(f)
	if err != nil {
		return err
	}
	results := make([]compare.Result, 0, len(statements))
	for _, s := range statements {
		results = append(results, compare.Statement(s))
	}
	for i := range results {
		r := &results[i]
		switch {
		case !r.Valid() && *rejected:
			fmt.Fprintf(stdout, "--- rejected %s/%s:%d (%s)\n    %s\n%s\n", r.Repo, r.File, r.Line, r.Dialect, r.Reason, r.SQL)
		case r.Valid() && !r.Everything && *diff:
			fmt.Fprintf(stdout, "--- %s %s/%s:%d (%s)\n    at   %s\n    got  %s\n    want %s\n", level(r), r.Repo, r.File, r.Line, r.Grammar,
				r.Diff.Path, r.Diff.Got, r.Diff.Want)
			if len(r.Problems) > 0 {
				fmt.Fprintf(stdout, "    says %s\n", strings.Join(r.Problems, "; "))
			}
			fmt.Fprintln(stdout, r.SQL)
		}
	}
	return compare.Table(stdout, results)
}

func level(r *compare.Result) string {
	switch {
	case !r.Relations:
		return "relations"
	case !r.Predicates:
		return "predicates"
	}
	return "values"
}
