// Command extract collects the SQL statements of checked-out repositories as JSON lines, for the comparison with other
// grammars. It reads the list of repositories, with the dialect that each usually speaks, and a directory with one checkout
// per repository; what is not checked out is named and left out.
//
//	extract -list testdata/corpora.json -dir DIR [-o FILE]
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/bailiwick-dev/bailiwick/oracle/internal/corpus"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/placeholder"
)

// source is one entry of the list.
type source struct {
	Repo    string              `json:"repo"` // owner/name
	Commit  string              `json:"commit"`
	Dialect placeholder.Dialect `json:"dialect"`
}

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "extract:", err)
		os.Exit(1)
	}
}

func run(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("extract", flag.ContinueOnError)
	flags.SetOutput(stderr)
	list := flags.String("list", "testdata/corpora.json", "the repositories")
	dir := flags.String("dir", "", "directory that holds a checkout per repository, named as the repository without its owner")
	out := flags.String("o", "", "file to write, standard output when empty")
	if err := flags.Parse(args); err != nil {
		return err
	}
	data, err := os.ReadFile(*list)
	if err != nil {
		return fmt.Errorf("read list: %w", err)
	}
	var sources []source
	if err := json.Unmarshal(data, &sources); err != nil {
		return fmt.Errorf("read list %s: %w", *list, err)
	}
	var all []corpus.Statement
	for _, s := range sources {
		checkout := filepath.Join(*dir, filepath.Base(s.Repo))
		if _, err := os.Stat(checkout); err != nil {
			fmt.Fprintf(stderr, "extract: %s is not checked out, left out\n", s.Repo)
			continue
		}
		found, err := corpus.Extract(s.Repo, checkout, s.Dialect)
		if err != nil {
			return fmt.Errorf("extract %s: %w", s.Repo, err)
		}
		fmt.Fprintf(stderr, "extract: %s: %d statements\n", s.Repo, len(found))
		all = append(all, found...)
	}
	if *out == "" {
		return corpus.Write(stdout, all)
	}
	f, err := os.Create(*out)
	if err != nil {
		return fmt.Errorf("create output: %w", err)
	}
	defer f.Close()
	if err := corpus.Write(f, all); err != nil {
		return err
	}
	return f.Close()
}
