package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/bailiwick-dev/bailiwick/bench/internal/ledger"
)

// lab runs the command on a copy of the repository.
type lab struct {
	command  string
	patterns []string
	dir      string // the copy
	source   *source
	before   map[string]bool // findings of the untouched copy
	baseline []ledger.Finding
}

func (l *lab) report(ctx context.Context) (*ledger.Report, error) {
	cmd := exec.CommandContext(ctx, l.command, append([]string{"-format", "json"}, l.patterns...)...)
	cmd.Dir = l.dir
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	// 1 is findings; 2 is a package that does not compile, which some repositories always have: the rest was judged all the same.
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() > 2 || len(out) == 0) {
		return nil, fmt.Errorf("run %s: %w: %s", l.command, err, tail(errs.String()))
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
	l.baseline = r.Findings
	l.before = map[string]bool{}
	for _, f := range r.Findings {
		l.before[key(f)] = true
	}
	return nil
}

// batches deals the sites out so that no batch has two in one function or for one query, in which a finding could be of either.
func batches(sites []*site) [][]*site {
	var out [][]*site
	var used []map[string]bool
next:
	for _, s := range sites {
		for i := range out {
			if !used[i][s.scope] && (s.query == "" || !used[i]["query "+s.query]) {
				out[i] = append(out[i], s)
				used[i][s.scope] = true
				if s.query != "" {
					used[i]["query "+s.query] = true
				}
				continue next
			}
		}
		out = append(out, []*site{s})
		used = append(used, map[string]bool{s.scope: true, "query " + s.query: s.query != ""})
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
			edits[file] = append(edits[file], list...)
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

// settle writes a batch so that everything compiles: a site whose fault does not is given its next variant, or is left out.
func (l *lab) settle(ctx context.Context, batch []*site) (func() error, error) {
	for range 6 {
		restore, err := l.write(batch)
		if err != nil {
			return restore, err
		}
		broken, err := l.compile(ctx, batch)
		if err != nil {
			return restore, err
		}
		if len(broken) == 0 {
			return restore, nil
		}
		if err := restore(); err != nil {
			return restore, err
		}
		for _, s := range batch {
			if s.skipped != "" || !s.hitBy(broken) {
				continue
			}
			if s.variant++; s.variant >= len(s.variants) {
				s.skipped = "does not compile"
			}
		}
	}
	return func() error { return nil }, errors.New("faults still do not compile")
}

// hitBy reports whether one of the errors lies in the site's file and function.
func (s *site) hitBy(errs []place) bool {
	for _, e := range errs {
		for file := range s.variants[min(s.variant, len(s.variants)-1)] {
			if e.file == file && (e.line == 0 || e.line >= s.scopeLine-1 && e.line <= s.scopeEnd+1) {
				return true
			}
		}
	}
	return false
}

// compile type-checks the packages that were changed and returns where they do not.
func (l *lab) compile(ctx context.Context, batch []*site) ([]place, error) {
	dirs := map[string]bool{}
	for _, s := range batch {
		if s.skipped == "" {
			dirs["./"+filepath.ToSlash(filepath.Dir(s.file))] = true
		}
	}
	if len(dirs) == 0 {
		return nil, nil
	}
	var patterns []string
	for d := range dirs {
		patterns = append(patterns, d)
	}
	sort.Strings(patterns)
	root, groups := l.dir, map[string][]string{}
	for _, p := range patterns {
		mod := moduleOf(root, filepath.Join(root, p))
		groups[mod] = append(groups[mod], filepath.Join(root, p))
	}
	var out []place
	for _, mod := range sortedKeys(groups) {
		pkgs, err := packages.Load(&packages.Config{Context: ctx, Dir: mod, Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles |
			packages.NeedImports | packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedExportFile}, groups[mod]...)
		if err != nil {
			return nil, fmt.Errorf("compile faults: %w", err)
		}
		for _, p := range pkgs {
			for _, e := range p.Errors {
				out = append(out, l.placeOf(e.Pos))
			}
		}
	}
	return out, nil
}

func (l *lab) placeOf(pos string) place {
	parts := strings.Split(pos, ":")
	p := place{file: parts[0]}
	if rel, err := filepath.Rel(l.dir, parts[0]); err == nil {
		p.file = filepath.ToSlash(rel)
	}
	if len(parts) > 1 {
		fmt.Sscan(parts[1], &p.line)
	}
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
