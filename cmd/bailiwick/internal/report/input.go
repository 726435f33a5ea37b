// Package report turns the ledgers of a run into what people and machines read: text with code frames, JSON, SARIF and GitHub annotations, and the
// renderings of the sub-commands. It decides nothing about a verdict; it collapses what two packages settled alike, counts, orders and prints.
package report

import (
	"go/token"
	"os"
	"path/filepath"

	"github.com/bailiwick-dev/bailiwick/internal/baseline"
	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Input is everything that a run found.
type Input struct {
	// Version is the program's version, e.g. "v0.1.0" or "devel".
	Version string
	// Root is the absolute directory that printed paths are relative to: the module root, or the root of the go.work where several modules were analysed.
	Root string
	// Checkout is the absolute directory that the paths of SARIF and of GitHub's annotations are relative to, the repository's root: their readers know no
	// other. "" is Root.
	Checkout string
	// Modules are the user's modules that were analysed; positions are relative to their directories.
	Modules []Module
	// Rules are the rules that ran, in the order of the suite.
	Rules []Rule
	// Ledgers are the results of the packages that report.
	Ledgers []*verdict.Ledger
	// Fset translates the positions of suggested fixes. Without it fixes have a message and no edits.
	Fset *token.FileSet
	// Assumptions and Notes are those of the run as a whole; the ledgers' own are added.
	Assumptions, Notes []string
	// Errors are the reasons why something could not be analysed: they make the run fail whatever was found.
	Errors []string
	// Excluded counts the files that the config excludes, LeftOut those that build constraints leave out.
	Excluded, LeftOut int
	// Unresolved says what happens to obligations that were not understood.
	Unresolved config.Unresolved
	// Baseline holds findings back; nil for none. BaselinePath is its path as printed, BaselineFile the absolute one.
	Baseline                   *baseline.Baseline
	BaselinePath, BaselineFile string
	// Judged reports whether everything that can make or unmake a finding of the package was loaded; entries of other packages are never stale. Nil: no package was.
	Judged func(pkg string) bool
	// Changed tells the places, by absolute file and line, whose findings are shown; nil for all. Since is what they have changed since, as it is printed.
	Changed func(file string, line int) bool
	Since   string
	// ReadFile reads a source file for code frames and columns; nil is os.ReadFile.
	ReadFile func(path string) ([]byte, error)
}

// Module is a module that was analysed.
type Module struct {
	Path string
	// Dir is the absolute directory of its go.mod.
	Dir string
}

// Rule describes a rule to readers of a report.
type Rule struct {
	Name string
	// Summary is one sentence; Doc is the rule's page in Markdown; URL is where that page is published.
	Summary, Doc, URL string
	// Unit and Container are the nouns of the summary line, in the plural: "relation references" in "statements".
	Unit, Container string
	// Traced is the noun phrase for obligations that were traced, "" when the rule does not trace: "traced to the authenticated tenant".
	Traced string
}

// source answers for the files that positions stand in.
type source struct {
	root  string
	host  string            // what hosts' paths are relative to
	dirs  map[string]string // module path to directory
	read  func(string) ([]byte, error)
	lines map[string][]string // by absolute path; an unreadable file has none
}

func newSource(in *Input) *source {
	s := &source{root: in.Root, host: firstOf(in.Checkout, in.Root), dirs: make(map[string]string), read: in.ReadFile, lines: make(map[string][]string)}
	if s.read == nil {
		s.read = os.ReadFile
	}
	for _, m := range in.Modules {
		s.dirs[m.Path] = m.Dir
	}
	return s
}

// abs is the absolute path of the position's file. A module that is not known, as in a test or outside of modules, starts at the root.
func (s *source) abs(p verdict.Position) string {
	dir, ok := s.dirs[p.Module]
	if !ok {
		dir = s.root
	}
	return filepath.Join(dir, filepath.FromSlash(p.File))
}

// rel is the path as it is printed, with slashes.
func (s *source) rel(p verdict.Position) string {
	return s.relPath(s.abs(p))
}

func (s *source) relPath(abs string) string { return slashed(s.root, abs) }

// hosted is the file of a position as hosts name it.
func (s *source) hosted(p verdict.Position) string { return slashed(s.host, s.abs(p)) }

func slashed(root, abs string) string {
	rel, err := filepath.Rel(root, abs)
	if err != nil {
		return filepath.ToSlash(abs) // another volume
	}
	return filepath.ToSlash(rel)
}

// line gives the text of a line without its end, and false when it cannot be read.
func (s *source) line(p verdict.Position) (string, bool) {
	path := s.abs(p)
	lines, ok := s.lines[path]
	if !ok {
		if data, err := s.read(path); err == nil {
			lines = splitLines(string(data))
		}
		s.lines[path] = lines
	}
	if p.Line < 1 || p.Line > len(lines) {
		return "", false
	}
	return lines[p.Line-1], true
}
