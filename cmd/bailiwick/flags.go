package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/config"
)

// flags are those that analysing commands share. A flag that is absent leaves the word to the config.
type flags struct {
	set     *flag.FlagSet
	formats []string // that the command prints

	dir, config, rules, format, unresolved, baseline, tags, ledger, newFrom string
	fix, diff, tests                                                        bool
	workers                                                                 int
	shuffle                                                                 uint64
}

// parse reads the flags of a command; the rest of the arguments is returned.
func parse(env *environment, name, usage string, args []string) (*flags, []string, error) {
	return parseMore(env, name, usage, args, func(*flags) {})
}

// parseMore is parse for a command that declares flags of its own.
func parseMore(env *environment, name, usage string, args []string, declare func(*flags)) (*flags, []string, error) {
	f := &flags{set: flag.NewFlagSet("bailiwick "+name, flag.ContinueOnError), formats: formats()}
	f.set.SetOutput(env.stderr)
	f.set.Usage = func() {
		fmt.Fprintf(env.stderr, "usage: bailiwick %s\n\n", usage)
		f.set.PrintDefaults()
	}
	f.set.StringVar(&f.dir, "C", "", "work in this `directory`; paths of other flags start from it")
	f.set.StringVar(&f.config, "config", "", "read this config `file` instead of the "+config.FileName+" found by walking up")
	f.set.StringVar(&f.rules, "rules", "", "run only these rules, separated by commas")
	f.set.StringVar(&f.format, "format", "text", "print findings as text, json, sarif or github")
	f.set.StringVar(&f.unresolved, "unresolved", "", "count, report or fail: what to do about obligations that were not understood")
	f.set.StringVar(&f.baseline, "baseline", "", "hold back the findings of this baseline `file`")
	f.set.BoolVar(&f.fix, "fix", false, "apply the fixes of findings")
	f.set.BoolVar(&f.diff, "diff", false, "print what -fix would change")
	f.set.BoolVar(&f.tests, "tests", false, "analyse test files too")
	f.set.StringVar(&f.tags, "tags", "", "build tags, separated by commas")
	f.set.StringVar(&f.ledger, "ledger", "", "write every judged obligation, met ones too, and every call that owes nothing to this JSON `file`")
	f.set.IntVar(&f.workers, "workers", 0, "packages in work at a time; 0 is one per processor")
	f.set.Uint64Var(&f.shuffle, "shuffle", 0, "analyse packages in a random order with this seed, which must not change the output")
	declare(f)
	if err := f.set.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil, nil, err
		}
		return nil, nil, errSaid
	}
	return f, f.set.Args(), f.complete()
}

// complete checks values and makes paths absolute.
func (f *flags) complete() error {
	dir, err := filepath.Abs(f.dir)
	if err != nil {
		return fmt.Errorf("-C: %w", err)
	}
	// The go command prints real names; a link on the way would make every path of ours another.
	if f.dir, err = filepath.EvalSymlinks(dir); err != nil {
		return fmt.Errorf("-C: %w", err)
	}
	if info, err := os.Stat(f.dir); err != nil || !info.IsDir() {
		return fmt.Errorf("-C: %s is no directory", f.dir)
	}
	for _, path := range []*string{&f.config, &f.baseline, &f.ledger} {
		if *path != "" && !filepath.IsAbs(*path) {
			*path = filepath.Join(f.dir, *path)
		}
	}
	if err := oneOf("-format", f.format, f.formats); err != nil {
		return err
	}
	if f.unresolved != "" {
		return oneOf("-unresolved", f.unresolved, config.Unresolved("").Values())
	}
	return nil
}

func oneOf(name, value string, values []string) error {
	if !slices.Contains(values, value) {
		return fmt.Errorf("%s=%s: want %s", name, value, strings.Join(values, ", "))
	}
	return nil
}

// list splits a flag's value at commas.
func list(value string) []string {
	return strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
}
