package tenantscope_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/driver"
)

var noteAt = regexp.MustCompile("// note `([^`]*)`")

// TestExemptions: each operation of the case is an entry, or is on record as one that owes nothing, with the reason; never both.
func TestExemptions(t *testing.T) {
	t.Parallel()
	opts := options(t, "enexempt")
	res, err := driver.Run(context.Background(), opts)
	require.NoError(t, err)
	notes, entries := map[string]string{}, map[string]bool{}
	for _, p := range res.Packages {
		for _, l := range p.Ledgers {
			for _, e := range l.Exempt {
				notes[fmt.Sprintf("%s:%d", e.Origin.File, e.Origin.Line)] = e.Reason
				require.GreaterOrEqual(t, e.EndLine, e.Origin.Line)
				require.NotEmpty(t, e.Symbol)
			}
			for _, e := range l.Entries {
				entries[fmt.Sprintf("%s:%d", e.Origin.File, e.Origin.Line)] = true
			}
		}
	}
	for at := range notes {
		require.False(t, entries[at], "%s owes and owes nothing", at)
	}
	files, err := filepath.Glob(filepath.Join(opts.Dir, "enexempt/*.go"))
	require.NoError(t, err)
	deeper, err := filepath.Glob(filepath.Join(opts.Dir, "enexempt/*/*.go"))
	require.NoError(t, err)
	want := 0
	for _, file := range append(files, deeper...) {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		rel, err := filepath.Rel(opts.Dir, file)
		require.NoError(t, err)
		for i, line := range strings.Split(string(text), "\n") {
			if m := noteAt.FindStringSubmatch(line); m != nil {
				want++
				require.Regexp(t, m[1], notes[fmt.Sprintf("%s:%d", filepath.ToSlash(rel), i+1)], "%s:%d", rel, i+1)
			}
		}
	}
	require.Len(t, notes, want)
}
