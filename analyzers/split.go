package analyzers

import (
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// digestLength is how much of a digest goes into a name: 64 bits, and no two of a user's states will share them.
const digestLength = 16

// split parts each rule in two for a driver whose cache goes by the names of analyzers. Facts are kept under the name of the analyzer that makes them, and
// since they tell what is left open, which the tables decide, that name must change with the digest. Findings must come from an analyzer with the
// rule's own name. So the first does the work and says nothing, and the second, which needs it, reports.
func split(list []*analysis.Analyzer, digest string, report func(*analysis.Pass, *verdict.Ledger) error) []*analysis.Analyzer {
	suffix := "_" + digest[:min(len(digest), digestLength)]
	var out []*analysis.Analyzer
	for _, work := range list {
		name := work.Name
		work.Name = name + suffix
		for _, req := range work.Requires {
			// What rules share and what has facts of its own is kept under its name as well.
			if len(req.FactTypes) > 0 && !strings.HasSuffix(req.Name, suffix) {
				req.Name += suffix
			}
		}
		out = append(out, &analysis.Analyzer{
			Name: name, Doc: work.Doc, URL: work.URL,
			Requires: []*analysis.Analyzer{work},
			Run: func(pass *analysis.Pass) (any, error) {
				return nil, report(pass, pass.ResultOf[work].(*verdict.Ledger))
			},
		})
	}
	return out
}

// leave makes rules skip the packages that are not the user's.
func leave(list []*analysis.Analyzer, owns func(*analysis.Pass) bool) {
	for _, a := range list {
		if a.ResultType != reflect.TypeFor[*verdict.Ledger]() {
			panic("analyzers: the rule " + a.Name + " does not result in a ledger")
		}
		work, name := a.Run, a.Name
		a.Run = func(pass *analysis.Pass) (any, error) {
			if !owns(pass) {
				return &verdict.Ledger{Rule: name, Package: pass.Pkg.Path()}, nil
			}
			return work(pass)
		}
	}
}
