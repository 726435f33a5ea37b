package tenantscope

import (
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/site"
)

// Analyzer is the rule for drivers that know analyzers by such a variable. It finds the config and the schema by walking up from each package, as go vet
// does; every option is also a flag. A config that does not hold is an error of its. In Bazel's sandbox, where nothing is to be found, it fails and says so:
// see Embedded.
//
// It holds its flags and, from the first package on, what it has read: use it for one run.
var Analyzer = standalone(site.Disk())

// Embedded is Analyzer for drivers that let it see no file but those of the package: config and schema are in the text, which `bailiwick nogo` writes as a
// constant into a Go file.
func Embedded(workspace string) *analysis.Analyzer { return standalone(site.Embedded(workspace)) }

func standalone(source site.Source) *analysis.Analyzer {
	s, flags := site.Standalone(Name, source)
	a := For(s.Apart())
	flags(a)
	return a
}
