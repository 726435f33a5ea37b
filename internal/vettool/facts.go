package vettool

import (
	"errors"
	"fmt"
	"os"

	"github.com/bailiwick-dev/bailiwick/internal/runner"
)

// factFiles reads the facts of imports when an analyzer asks for them.
type factFiles struct {
	cfg  *Config
	read map[string]runner.Facts
	// err is why a file could not be read. It fails the package: without the facts of an import the answer may be wrong,
	// and go vet would keep it.
	err error
}

func importFacts(cfg *Config) *factFiles {
	return &factFiles{cfg: cfg, read: map[string]runner.Facts{}}
}

// of implements runner.Imports. A library has an empty file. An import without one was not analysed although the go command asked for it:
// the tool failed on it, and the go command goes on with what depends on it.
func (f *factFiles) of(path string) runner.Import {
	if facts, ok := f.read[path]; ok {
		return runner.Import{Facts: facts}
	}
	name, ok := f.cfg.PackageVetx[path]
	if !ok {
		return runner.Import{Broken: path != "unsafe"}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		f.err = errors.Join(f.err, fmt.Errorf("facts of %s: %w", path, err))
		return runner.Import{Broken: true}
	}
	facts, err := runner.DecodeFacts(data)
	if err != nil {
		f.err = errors.Join(f.err, fmt.Errorf("facts of %s: %w", path, err))
		return runner.Import{Broken: true}
	}
	f.read[path] = facts
	return runner.Import{Facts: facts}
}
