// Command agree holds the drivers against each other on whole repositories: the command, go vet with it as the tool, and golangci-lint with the rules in it
// where one is given. Findings are compared as sets of place and text.
//
//	agree -command ../bin/bailiwick [-golangci ../bin/golangci-lint] REPOSITORY...
//
// It prints a table, then each difference that docs/drivers.md does not list, and fails when there is one.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "agree:", err)
		os.Exit(1)
	}
}

func run(w io.Writer) error {
	command := flag.String("command", "../bin/bailiwick", "the linter")
	golangci := flag.String("golangci", "", "a golangci-lint with the rules in it; left out if empty")
	rules := flag.String("rules", "tenantscope,permguard", "the `names` of the rules, for the config of golangci-lint")
	flag.Parse()
	if flag.NArg() == 0 {
		return errors.New("no repository is named")
	}
	bin, err := filepath.Abs(*command)
	if err != nil {
		return err
	}
	others := []driver{{"go vet", func(dir string) ([]string, error) { return vet(bin, dir) }}}
	if *golangci != "" {
		lint, err := filepath.Abs(*golangci)
		if err != nil {
			return err
		}
		others = append(others, driver{"golangci-lint", func(dir string) ([]string, error) { return lintWith(lint, dir, strings.Split(*rules, ",")) }})
	}
	var all []compared
	for _, dir := range flag.Args() {
		list, err := compareAll(bin, dir, others)
		if err != nil {
			return fmt.Errorf("%s: %w", dir, err)
		}
		all = append(all, list...)
	}
	return report(w, all)
}

// compareAll runs every driver over a repository.
func compareAll(bin, dir string, others []driver) ([]compared, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return nil, err
	}
	want, err := command(bin, dir)
	if err != nil {
		return nil, fmt.Errorf("the command: %w", err)
	}
	var out []compared
	for _, d := range others {
		got, err := d.findings(dir)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", d.name, err)
		}
		c := compare(want, got)
		c.repository, c.driver = filepath.Base(dir), d.name
		out = append(out, c)
	}
	return out, nil
}
