package driver

import (
	"golang.org/x/tools/go/analysis"
)

// Options say what to analyse, and how.
type Options struct {
	// Dir is the directory that patterns are relative to; empty means the current one.
	Dir string
	// Patterns name packages as the go command does; none means "./...".
	Patterns []string
	// Tests adds the test files of the roots.
	Tests bool
	// Tags are the build tags, separated by commas, as for the go command; empty leaves GOFLAGS in force.
	Tags string
	// Env is the environment of the go command; nil means that of this process.
	Env []string
	// Analyzers are the rules to run.
	Analyzers []*analysis.Analyzer
	// Owns says which dependencies are the user's own, given the directory of a package and its module's path.
	// Such a package is read from source and analysed for its facts.
	Owns func(dir, module string) bool
	// OwnPath says the same by the path of a package alone, as far as a path can tell; nil where nothing is known. Nothing rests on it but time.
	OwnPath func(path string) bool
	// Workers is the number of packages in work at a time; 0 means one per processor.
	Workers int
	// Shuffle, when not 0, seeds a random order among the packages that are ready. Tests use it to show that order does not matter.
	Shuffle uint64
	// Progress is told after each package how many of how many are done. It is not called by two goroutines at once.
	Progress func(done, total int)
}
