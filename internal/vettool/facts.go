package vettool

import (
	"github.com/bailiwick-dev/bailiwick/internal/runner"
)

// factFiles finds the facts of imports when an analyzer asks for them.
type factFiles struct{ cfg *Config }

// of implements runner.Imports. A library has an empty file. An import without one was not analysed although the go command asked for it:
// the tool failed on it, and the go command goes on with what depends on it. A file that cannot be read fails the analyzer, and so the
// package: without the facts of an import the answer may be wrong, and go vet would keep it.
func (f factFiles) of(path string) runner.Import {
	name, ok := f.cfg.PackageVetx[path]
	if !ok {
		return runner.Import{Broken: path != "unsafe"}
	}
	return runner.Import{Facts: runner.FactsIn(name)}
}
