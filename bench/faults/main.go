// Command faults seeds faults into the queries of a repository and counts how many the linter finds. It picks its sites by patterns
// on text and syntax and shares no code with the linter: a statement that its patterns are not sure of is skipped and counted with
// the reason.
//
//	faults -repo DIR -command bin/bailiwick -columns tenant_id -names TenantID [-other TABLE] [-kinds …] [-max N] [-o FILE] [packages]
//
// It works on a copy. One run of the command sees many faults, never two in one function. A site counts for its kind when the command was
// silent at its statement before; it is caught when a finding that was not there before stands in its function, at a call of its
// query, or points there.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/bailiwick-dev/bailiwick/bench/internal/ledger"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "faults:", err)
		os.Exit(1)
	}
}

type options struct {
	repo, command, columns, names, other, kinds, work, out, only string
	guards, writes, middleware, denial                           string
	second, harmless, public, in, registers, skip                string
	max                                                          int
	seed                                                         uint64
	list, verbose, handlers                                      bool
	patterns                                                     []string
}

func parse(args []string, stderr io.Writer) (*options, error) {
	o := &options{}
	flags := flag.NewFlagSet("faults", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.repo, "repo", ".", "the repository")
	flags.StringVar(&o.command, "command", "bailiwick", "the command to judge")
	flags.StringVar(&o.columns, "columns", "tenant_id", "the tenant columns, separated by commas")
	flags.StringVar(&o.names, "names", "TenantID,TenantId", "the tenant fields and predicates in Go, separated by commas")
	flags.StringVar(&o.other, "other", "", "a table for the joins that are added to ORM chains")
	flags.StringVar(&o.guards, "guards", "", "seed faults into permission checks instead: the names of the functions that ask, a pattern")
	flags.BoolVar(&o.handlers, "handlers", false, "only checks in the handlers of changing routes")
	flags.StringVar(&o.writes, "writes", "", "only calls whose text matches this pattern")
	flags.StringVar(&o.middleware, "middleware", "^$", "the names of the middleware that asks, a pattern")
	flags.StringVar(&o.denial, "denial", "Forbidden|PermissionDenied|403", "the text of a middleware's refusing branch, a pattern")
	flags.StringVar(&o.second, "second", "", "the condition of a branch that is a check of another kind, a pattern: a check beside it is skipped")
	flags.StringVar(&o.harmless, "harmless", "", "the names of handlers that change nothing, a pattern")
	flags.StringVar(&o.public, "public", "", "method and pattern of the routes that are for everybody, a pattern")
	flags.StringVar(&o.in, "in", "", "the files in which the checks and the middleware stand, a pattern")
	flags.StringVar(&o.registers, "registers", "", "the function that registers the routes, where the checks stand in middleware of all of them")
	flags.StringVar(&o.skip, "skip", "", "file of what a reader found to lose nothing: lines of a pattern of sites, a tab and the reason")
	flags.StringVar(&o.kinds, "kinds", "", "the kinds of faults, all when empty")
	flags.StringVar(&o.work, "work", "", "directory for the copy, a temporary one when empty")
	flags.StringVar(&o.out, "o", "", "file for the lists, none when empty")
	flags.StringVar(&o.only, "only", "", "only sites whose description matches this pattern")
	flags.IntVar(&o.max, "max", 0, "at most so many sites per kind, drawn by the seed; all when 0")
	flags.Uint64Var(&o.seed, "seed", 1, "seed of the draw")
	flags.BoolVar(&o.list, "list", false, "only print the sites")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	o.patterns = flags.Args()
	if len(o.patterns) == 0 {
		o.patterns = []string{"./..."}
	}
	return o, nil
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stderr)
	if err != nil {
		return err
	}
	if o.work == "" {
		if o.work, err = os.MkdirTemp("", "faults"); err != nil {
			return fmt.Errorf("make work directory: %w", err)
		}
		defer os.RemoveAll(o.work)
	}
	command, err := filepath.Abs(o.command)
	if err != nil {
		return fmt.Errorf("find command: %w", err)
	}
	if o.work, err = filepath.Abs(o.work); err != nil {
		return fmt.Errorf("find work directory: %w", err)
	}
	dir := filepath.Join(o.work, filepath.Base(o.repo))
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("clear copy: %w", err)
	}
	if err := ledger.Copy(o.repo, dir); err != nil {
		return err
	}
	src, err := load(dir)
	if err != nil {
		return err
	}
	goNames := map[string]bool{}
	for _, n := range strings.Split(o.names, ",") {
		goNames[n] = true
	}
	names, err := o.guardNames()
	if err != nil {
		return err
	}
	read, err := readSkips(o.skip)
	if err != nil {
		return err
	}
	all := src.sites(newGrammar(strings.Split(o.columns, ","), o.other), goNames, names)
	for _, s := range all {
		s.skipRead(read)
	}
	l := &lab{command: command, patterns: o.patterns, dir: dir, source: src, routes: names != nil}
	if !o.list {
		if err := l.prepare(ctx); err != nil {
			return err
		}
	}
	results := map[*site]outcome{}
	for _, k := range o.kindList() {
		if err := l.kind(ctx, k, all, o, results, stderr); err != nil {
			return err
		}
	}
	if err := table(stdout, o.kindList(), all, results); err != nil {
		return err
	}
	if o.out == "" {
		return nil
	}
	return lists(o.out, o.kindList(), all, results)
}

// guardNames compiles the patterns of checks, nil where queries are asked about.
func (o *options) guardNames() (*guardNames, error) {
	if o.guards == "" {
		return nil, nil
	}
	var err error
	compile := func(text string) *regexp.Regexp {
		re, e := regexp.Compile(text)
		if e != nil {
			err = fmt.Errorf("pattern: %w", e)
		}
		return re
	}
	names := &guardNames{call: compile("^(?:" + o.guards + ")$"), text: compile(o.writes), middleware: compile(o.middleware), denial: compile(o.denial), handlers: o.handlers,
		in: compile(o.in), registers: o.registers}
	for text, to := range map[string]**regexp.Regexp{o.second: &names.second, o.harmless: &names.harmless, o.public: &names.public} {
		if text != "" {
			*to = compile(text)
		}
	}
	return names, err
}

func (o *options) kindList() []kind {
	if o.kinds == "" {
		if o.guards != "" {
			return guardKinds()
		}
		return allKinds()
	}
	var out []kind
	for _, k := range strings.Split(o.kinds, ",") {
		out = append(out, kind(k))
	}
	return out
}

// kind makes and judges the faults of one kind.
func (l *lab) kind(ctx context.Context, k kind, all []*site, o *options, results map[*site]outcome, stderr io.Writer) error {
	var todo []*site
	for _, s := range all {
		if s.kind != k {
			continue
		}
		switch {
		case s.skipped != "":
			results[s] = skippedSite
		case !l.silentBefore(s):
			results[s] = loud
		default:
			todo = append(todo, s)
		}
	}
	if o.max > 0 && len(todo) > o.max {
		r := rand.New(rand.NewPCG(o.seed, 0))
		r.Shuffle(len(todo), func(i, j int) { todo[i], todo[j] = todo[j], todo[i] })
		for _, s := range todo[o.max:] {
			s.skipped = "not drawn"
			results[s] = skippedSite
		}
		todo = todo[:o.max]
		sort.SliceStable(todo, func(i, j int) bool { return todo[i].describe() < todo[j].describe() })
	}
	if only, err := regexp.Compile(o.only); err != nil {
		return fmt.Errorf("-only: %w", err)
	} else if o.only != "" {
		todo = slices.DeleteFunc(todo, func(s *site) bool {
			out := !only.MatchString(s.describe())
			if out {
				s.skipped, results[s] = "not asked for", skippedSite
			}
			return out
		})
	}
	if o.list {
		for _, s := range todo {
			results[s] = missed
		}
		return nil
	}
	groups := batches(todo)
	for i, batch := range groups {
		fmt.Fprintf(stderr, "faults: %s: batch %d of %d, %d sites\n", k, i+1, len(groups), len(batch))
		if err := l.try(ctx, batch, results); err != nil {
			return err
		}
	}
	if !l.routes {
		return nil
	}
	// One finding is told for an endpoint: two faults on its way hide one another. What was missed is tried again with no other of its file.
	for i, batch := range apart(todo, results) {
		fmt.Fprintf(stderr, "faults: %s: again %d, %d sites\n", k, i+1, len(batch))
		if err := l.try(ctx, batch, results); err != nil {
			return err
		}
	}
	return nil
}

// apart deals the sites that were missed out, one of a file to each batch. The routes of a group share their fault, and stay together.
func apart(sites []*site, results map[*site]outcome) [][]*site {
	var out [][]*site
	n := map[string]int{}
	for _, s := range sites {
		if results[s] != missed || s.fn == "" {
			continue
		}
		if n[s.file] == len(out) {
			out = append(out, nil)
		}
		out[n[s.file]] = append(out[n[s.file]], s)
		n[s.file]++
	}
	return out
}

func (l *lab) try(ctx context.Context, batch []*site, results map[*site]outcome) (err error) {
	restore, err := l.settle(ctx, batch)
	defer func() {
		if e := restore(); err == nil {
			err = e
		}
	}()
	if err != nil {
		return err
	}
	r, err := l.report(ctx)
	if err != nil {
		return err
	}
	l.judge(batch, r, results)
	return nil
}
