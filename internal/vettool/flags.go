package vettool

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"

	"golang.org/x/tools/go/analysis"
)

// flags are those of the protocol and those of the rules.
type flags struct {
	set       *flag.FlagSet
	analyzers []*analysis.Analyzer
	chosen    []choice // by analyzer

	describe        bool
	version         string
	json, fix, diff bool
	context         int
}

// newFlags declares the flags. Each rule can be chosen by its name and set through its own flags behind a dot.
func newFlags(opts Options, stderr io.Writer) *flags {
	list := opts.Analyzers()
	f := &flags{set: flag.NewFlagSet(opts.Name, flag.ContinueOnError), analyzers: list, chosen: make([]choice, len(list))}
	f.set.SetOutput(stderr)
	f.set.BoolVar(&f.describe, "flags", false, "print the flags as JSON")
	f.set.StringVar(&f.version, "V", "", "print the version (-V=full)")
	f.set.BoolVar(&f.json, "json", false, "print findings as JSON")
	f.set.BoolVar(&f.fix, "fix", false, "apply the first fix of each finding")
	f.set.BoolVar(&f.diff, "diff", false, "with -fix, print what would be changed")
	f.set.IntVar(&f.context, "c", -1, "print the offending line with this many lines around it")
	for i, a := range list {
		f.set.Var(&f.chosen[i], a.Name, "run only the rules chosen so, or with =false all but those")
		a.Flags.VisitAll(func(fl *flag.Flag) { f.set.Var(fl.Value, a.Name+"."+fl.Name, fl.Usage) })
	}
	return f
}

// rules are the analyzers left by the choice: the chosen ones, or all that were not refused.
func (f *flags) rules() []*analysis.Analyzer {
	want := refused
	if slices.Contains(f.chosen, chosen) {
		want = chosen
	}
	var list []*analysis.Analyzer
	for i, a := range f.analyzers {
		if (f.chosen[i] == want) == (want == chosen) {
			list = append(list, a)
		}
	}
	return list
}

// print writes the flags that a user may give to go vet. -fix is left out: it is the go command's own, which passes it on itself.
func (f *flags) print(w io.Writer) error {
	type description struct {
		Name  string
		Bool  bool
		Usage string
	}
	var list []description
	f.set.VisitAll(func(fl *flag.Flag) {
		if fl.Name != "fix" {
			b, ok := fl.Value.(interface{ IsBoolFlag() bool })
			list = append(list, description{fl.Name, ok && b.IsBoolFlag(), fl.Usage})
		}
	})
	data, err := json.MarshalIndent(list, "", "\t")
	if err != nil {
		return fmt.Errorf("describe flags: %w", err)
	}
	_, err = w.Write(append(data, '\n'))
	return err
}

// choice is a flag that tells false from absent.
type choice uint8

const (
	unset choice = iota
	chosen
	refused
)

// String implements flag.Value.
func (c *choice) String() string { return strconv.FormatBool(c == nil || *c != refused) }

// Set implements flag.Value.
func (c *choice) Set(value string) error {
	on, err := strconv.ParseBool(value)
	if err != nil {
		return fmt.Errorf("want true or false")
	}
	*c = refused
	if on {
		*c = chosen
	}
	return nil
}

// IsBoolFlag lets the value be left out.
func (c *choice) IsBoolFlag() bool { return true }
