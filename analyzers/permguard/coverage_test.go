package permguard_test

import (
	"path/filepath"
	"testing"

	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

// page are the rows of the table of expected verdicts that testdata/verdicts.txt is about.
var page = runnertest.Verdicts{Letters: "PG"}

func TestVerdictPage(t *testing.T) {
	t.Parallel()
	page.PageHolds(t)
}

func TestEveryItemIsANamedTest(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("runs the tests of several packages")
	}
	page.EveryItemRan(t)
}

// TestEveryItemRunsInAllDrivers: internal/parity and editor run their drivers over the programs that show the items, and name each.
func TestEveryItemRunsInAllDrivers(t *testing.T) {
	t.Parallel()
	page.EveryItemIsACase(t, "PG", runnertest.RuleModules(t, filepath.Join("..", "..")))
}
