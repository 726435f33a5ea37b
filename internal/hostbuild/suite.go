package hostbuild

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// Module is the path of the suite's module.
const Module = "github.com/bailiwick-dev/bailiwick"

// Suite says where the suite is taken from: a directory or else a version that the module proxy has.
type Suite struct {
	Dir     string // absolute
	Version string
}

// String names the suite for people.
func (s Suite) String() string {
	if s.Dir != "" {
		return Module + " in " + s.Dir
	}
	return Module + "@" + s.Version
}

// Requirement is the suite as lines of a go.mod.
func (s Suite) Requirement() string {
	if s.Dir == "" {
		return fmt.Sprintf("require %s %s\n", Module, s.Version)
	}
	return fmt.Sprintf("require %s v0.0.0\n\nreplace %s => %s\n", Module, Module, modfile.AutoQuote(s.Dir))
}

// errNoVersion says what to do with a program that came from nowhere that others can get at.
var errNoVersion = errors.New("this program was built from a working copy, which no module proxy has: run it inside that copy, name the copy with -source, " +
	"or install a version (go install " + Module + "/cmd/bailiwick@latest)")

// FindSuite finds the suite that the running program is of. source is a directory that the user has named, "" for none; else, if the program runs inside
// a working copy of the suite, it is that copy; else the version that the program was built from.
func FindSuite(source, cwd string) (Suite, error) {
	if source != "" {
		dir, err := filepath.Abs(source)
		if err != nil {
			return Suite{}, fmt.Errorf("-source: %w", err)
		}
		if !isSuite(dir) {
			return Suite{}, fmt.Errorf("-source: %s is no working copy of %s", source, Module)
		}
		return Suite{Dir: dir}, nil
	}
	for dir := cwd; ; dir = filepath.Dir(dir) {
		// Modules of a copy's own (samples, tests) lie below it, so the walk does not end at the first go.mod.
		if isSuite(dir) {
			return Suite{Dir: dir}, nil
		}
		if filepath.Dir(dir) == dir {
			break
		}
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return Suite{}, errNoVersion
	}
	return released(info.Main)
}

// released is the version of a main module, if it is one that a proxy can have.
func released(main debug.Module) (Suite, error) {
	if main.Path != Module || module.Check(main.Path, main.Version) != nil || strings.Contains(main.Version, "+dirty") {
		return Suite{}, errNoVersion
	}
	return Suite{Version: main.Version}, nil
}

func isSuite(dir string) bool {
	data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	return err == nil && modfile.ModulePath(data) == Module
}
