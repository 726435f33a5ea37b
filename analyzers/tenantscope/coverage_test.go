package tenantscope_test

import (
	"testing"

	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

// page are the rows of the table of expected verdicts that testdata/verdicts.txt is about.
var page = runnertest.Verdicts{Letters: "TS|TG|EN"}

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
