package permguard_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// TestSuggest puts the check that the other routes of a file have in front of those that have none. The permission is left for a person to say: what is inserted must not compile
// until then, and is no fix, so that nothing applies it by itself.
func TestSuggest(t *testing.T) {
	t.Parallel()
	got := map[string]string{}
	analyseWith(t, "suggest", func(pass *analysis.Pass, ledger *verdict.Ledger) error {
		for _, e := range ledger.Entries {
			if e.Verdict != verdict.Broken {
				require.Empty(t, e.Actions)
				continue
			}
			require.Empty(t, e.Fixes, "nothing is applied by itself")
			key := e.Origin.File + " " + e.Relation
			got[key] = ""
			for _, a := range e.Actions {
				got[key] = applied(t, pass, a)
			}
		}
		return nil
	})
	require.Equal(t, map[string]string{
		"suggest/main.go POST /open": `r.With(a.require(__WHICH_PERMISSION__)).Post("/open", a.note)`,
		"suggest/mux.go POST /open":  `mux.Handle("POST /open", a.require(__WHICH_PERMISSION__)(http.HandlerFunc(a.note)))`,
		"suggest/mux.go POST /func":  "", // a check gives a handler, and this takes a function
	}, got)
}

// applied is the line that an edit changes, as it is then.
func applied(t *testing.T, pass *analysis.Pass, fix verdict.Fix) string {
	t.Helper()
	file := pass.Fset.Position(fix.Edits[0].Pos)
	data, err := os.ReadFile(file.Filename)
	require.NoError(t, err)
	text := string(data)
	for _, e := range slices.Backward(fix.Edits) {
		from, to := pass.Fset.Position(e.Pos).Offset, pass.Fset.Position(e.End).Offset
		text = text[:from] + e.New + text[to:]
	}
	return strings.TrimSpace(strings.Split(text, "\n")[file.Line-1])
}
