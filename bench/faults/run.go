package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/bailiwick-dev/bailiwick/bench/internal/ledger"
)

// lab runs the command on a copy of the repository.
type lab struct {
	command         string
	patterns        []string
	dir             string // the copy
	source          *source
	routes          bool            // endpoints are judged, not queries
	before          map[string]bool // findings of the untouched copy
	baseline        []ledger.Finding
	entries         []ledger.Entry   // of the last run
	endpoints       []ledger.Finding // of the last run
	endpointsBefore []ledger.Finding // of the untouched copy
}

func (l *lab) report(ctx context.Context) (*ledger.Report, error) {
	args := []string{"-format", "json"}
	l.entries = nil
	said := l.dir + ".ledger.json"
	defer os.Remove(said)
	if l.routes {
		args = append([]string{"routes"}, args...)
	} else {
		// What was judged of a site that was missed is listed with it; the file lies beside the copy.
		args = append(args, "-ledger", said)
	}
	cmd := exec.CommandContext(ctx, l.command, append(args, l.patterns...)...)
	cmd.Dir = l.dir
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	// 1 is findings; 2 is a package that does not compile, which some repositories always have: the rest was judged all the same.
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() > 2 || len(out) == 0) {
		return nil, fmt.Errorf("run %s: %w: %s", l.command, err, tail(errs.String()))
	}
	if l.routes {
		r, err := ledger.ReadRoutes(out)
		if err != nil {
			return nil, err
		}
		l.endpoints = r.Endpoints
		return r, nil
	}
	if l.entries, err = ledger.Read(said); err != nil {
		return nil, err
	}
	return ledger.ReadReport(out)
}

func tail(s string) string {
	if len(s) > 2000 {
		return "…" + s[len(s)-2000:]
	}
	return s
}

// key tells findings of two runs apart. Faults move no line, so a place is a place in both; the fingerprint tells the gaps of one
// statement apart, of which each caller that does not make up for it is one.
func key(f ledger.Finding) string {
	return fmt.Sprintf("%s\x00%s\x00%s\x00%d\x00%d\x00%s\x00%s", f.Rule, f.Category, f.File, f.Line, f.Column, f.Relation, f.Fingerprint)
}

// prepare runs the command on the untouched copy.
func (l *lab) prepare(ctx context.Context) error {
	r, err := l.report(ctx)
	if err != nil {
		return err
	}
	l.baseline, l.endpointsBefore = r.Findings, r.Endpoints
	l.before = map[string]bool{}
	for _, f := range r.Findings {
		l.before[key(f)] = true
	}
	return nil
}

// batches deals the sites out so that no batch has two in one function, for one query or in texts that one function uses: a finding
// could be of either.
func batches(sites []*site) [][]*site {
	var out [][]*site
	var used []map[string]bool
	shared := map[string]int{}
next:
	for _, s := range sites {
		if s.fault != "" {
			// The routes behind a fault are judged by one run, in which nothing else is wrong.
			i, ok := shared[s.fault]
			if !ok {
				i = len(out)
				shared[s.fault], out, used = i, append(out, nil), append(used, nil)
			}
			out[i] = append(out[i], s)
			continue
		}
		claims := s.claims()
		for i := range out {
			if used[i] != nil && !slices.ContainsFunc(claims, func(c string) bool { return used[i][c] }) {
				out[i] = append(out[i], s)
				for _, c := range claims {
					used[i][c] = true
				}
				continue next
			}
		}
		mine := map[string]bool{}
		for _, c := range claims {
			mine[c] = true
		}
		out = append(out, []*site{s})
		used = append(used, mine)
	}
	return out
}

// claims are the keys of everything that a site must not share with another of its batch.
func (s *site) claims() []string {
	out := []string{s.scope}
	if s.query != "" {
		out = append(out, "query "+s.query)
	}
	out = append(out, s.ways...)
	for _, u := range s.uses {
		out = append(out, fmt.Sprintf("%s:%d", u.file, u.start))
	}
	if s.file != "" {
		out = append(out, fmt.Sprintf("%s:%d", s.file, s.scopeLine))
	}
	return out
}

// write makes the faults of a batch in the copy and returns what puts the copy right again.
func (l *lab) write(batch []*site) (func() error, error) {
	edits := map[string][]edit{}
	for _, s := range batch {
		if s.skipped != "" {
			continue
		}
		for file, list := range s.variants[s.variant] {
			for _, e := range list {
				if !slices.Contains(edits[file], e) { // the routes of one group share its fault
					edits[file] = append(edits[file], e)
				}
			}
		}
	}
	originals := map[string][]byte{}
	restore := func() error {
		for file, data := range originals {
			if err := os.WriteFile(filepath.Join(l.dir, file), data, 0o644); err != nil {
				return fmt.Errorf("restore: %w", err)
			}
		}
		return nil
	}
	for file, list := range edits {
		path := filepath.Join(l.dir, file)
		data, err := os.ReadFile(path)
		if err != nil {
			return restore, fmt.Errorf("write faults: %w", err)
		}
		sort.SliceStable(list, func(i, j int) bool { return list[i].start < list[j].start })
		originals[file] = data
		if err := os.WriteFile(path, []byte(apply(string(data), list)), 0o644); err != nil {
			return restore, fmt.Errorf("write faults: %w", err)
		}
	}
	return restore, nil
}

// rounds bounds the attempts to make a batch compile; the compiler shows ten errors of a package at a time.
const rounds = 40

// settle writes a batch so that everything compiles: a site whose fault does not is given its next variant, or is left out.
func (l *lab) settle(ctx context.Context, batch []*site) (func() error, error) {
	var broken []place
	for range rounds {
		restore, err := l.write(batch)
		if err != nil {
			return restore, err
		}
		if broken, err = l.compile(ctx, batch); err != nil {
			return restore, err
		}
		if len(broken) == 0 {
			return restore, nil
		}
		if err := restore(); err != nil {
			return restore, err
		}
		blame(batch, broken)
	}
	return func() error { return nil }, fmt.Errorf("faults still do not compile: %v", broken)
}

// blame moves the sites that errors lie in to their next variant. An error outside every site of its file (an import that nothing
// uses any more) is of all of them.
func blame(batch []*site, broken []place) {
	guilty := map[*site]bool{}
	for _, e := range broken {
		var inside, file []*site
		for _, s := range batch {
			if s.skipped != "" || s.file != e.file {
				if s.skipped == "" && len(s.variants[s.variant][e.file]) > 0 {
					guilty[s] = true
				}
				continue
			}
			file = append(file, s)
			if e.line >= s.scopeLine && e.line <= s.scopeEnd {
				inside = append(inside, s)
			}
		}
		if len(inside) == 0 {
			inside = file
		}
		for _, s := range inside {
			guilty[s] = true
		}
	}
	for _, s := range batch {
		if guilty[s] {
			if s.variant++; s.variant >= len(s.variants) {
				s.skipped = "does not compile"
			}
		}
	}
}

// compileError is a line of the compiler's: file, line, column, which a long line has none of, and what is wrong.
var compileError = regexp.MustCompile(`(?m)^(?:vet: )?([^\s:#][^:\n]*\.go):(\d+)(?::\d+)?: `)

// compile builds the packages that were changed and returns where they do not.
func (l *lab) compile(ctx context.Context, batch []*site) ([]place, error) {
	groups := map[string]map[string]bool{}
	for _, s := range batch {
		if s.skipped != "" {
			continue
		}
		for file := range s.variants[s.variant] {
			dir := filepath.Join(l.dir, filepath.Dir(file))
			mod := moduleOf(l.dir, dir)
			if groups[mod] == nil {
				groups[mod] = map[string]bool{}
			}
			rel, err := filepath.Rel(mod, dir)
			if err != nil {
				return nil, fmt.Errorf("compile faults: %w", err)
			}
			groups[mod]["./"+filepath.ToSlash(rel)] = true
		}
	}
	var out []place
	for _, mod := range sortedKeys(groups) {
		cmd := exec.CommandContext(ctx, "go", append([]string{"build"}, sortedKeys(groups[mod])...)...)
		if len(groups[mod]) == 1 {
			cmd.Args = append([]string{"go", "build", "-o", os.DevNull}, sortedKeys(groups[mod])...)
		}
		cmd.Dir = mod
		text, err := cmd.CombinedOutput()
		if err == nil {
			continue
		}
		found := compileError.FindAllStringSubmatch(string(text), -1)
		if len(found) == 0 {
			return nil, fmt.Errorf("compile faults: %w: %s", err, tail(string(text)))
		}
		for _, m := range found {
			out = append(out, l.placeOf(mod, m[1], m[2]))
		}
	}
	return out, nil
}

// placeOf makes a place relative to the copy; the compiler's paths are relative to where it ran.
func (l *lab) placeOf(mod, file, line string) place {
	if !filepath.IsAbs(file) {
		file = filepath.Join(mod, file)
	}
	p := place{file: file}
	if rel, err := filepath.Rel(l.dir, file); err == nil {
		p.file = filepath.ToSlash(rel)
	}
	// The pattern has let digits through only.
	p.line, _ = strconv.Atoi(line)
	return p
}

// moduleOf is the nearest directory at or above dir, not above root, that holds a go.mod.
func moduleOf(root, dir string) string {
	for d := dir; len(d) >= len(root); d = filepath.Dir(d) {
		if _, err := os.Stat(filepath.Join(d, "go.mod")); err == nil {
			return d
		}
	}
	return root
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
