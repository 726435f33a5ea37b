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

// of implements runner.Imports. A package without a fact file, or with an empty one, was not analysed.
func (f *factFiles) of(path string) (runner.Facts, bool) {
	if facts, ok := f.read[path]; ok {
		return facts, !facts.Empty()
	}
	name, ok := f.cfg.PackageVetx[path]
	if !ok {
		return runner.Facts{}, false
	}
	data, err := os.ReadFile(name)
	if err != nil {
		f.err = errors.Join(f.err, fmt.Errorf("facts of %s: %w", path, err))
		return runner.Facts{}, false
	}
	facts, err := runner.DecodeFacts(data)
	if err != nil {
		f.err = errors.Join(f.err, fmt.Errorf("facts of %s: %w", path, err))
	}
	f.read[path] = facts
	return facts, !facts.Empty()
}
