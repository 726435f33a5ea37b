package vettool

import (
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Options are what the tool is made of.
type Options struct {
	// Name and Version head the identification line.
	Name string
	// Analyzers makes the rules. It is not called for the libraries of a program, which are most of its packages.
	Analyzers func() []*analysis.Analyzer
	// Owns says which dependencies are the user's own, given the directory of a package and its module's path. For the others the
	// fast path writes an empty fact file: what the rules know of them is rows.
	Owns func(dir, module string) bool
	// Digest identifies everything outside the Go files that a verdict can depend on, for a go command started in the directory.
	Digest func(dir string) (string, error)
}

// Asked reports whether the arguments are those of the protocol, so that a command can serve both.
func Asked(args []string) bool {
	if len(args) == 0 {
		return false
	}
	last := args[len(args)-1]
	return strings.HasSuffix(last, ".cfg") || len(args) == 1 && (last == "-flags" || strings.HasPrefix(last, "-V"))
}
