package main

import (
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/require"
)

// The range that is asked for must be the heap's again, and the collector as it was: else every process would hold it to its end. The pace of
// the collector belongs to a process, so that this one has one of its own.
func TestPreferHugePagesGivesTheRangeBack(t *testing.T) {
	t.Parallel()
	const child = "BAILIWICK_TEST_HUGE_PAGES"
	if os.Getenv(child) == "" {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestPreferHugePagesGivesTheRangeBack$")
		cmd.Env = append(os.Environ(), child+"=1", "GOGC=77")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
		return
	}
	const size = 64 << 20
	preferHugePages(size)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	require.Less(t, m.HeapInuse, uint64(size/2))
	require.Equal(t, 77, debug.SetGCPercent(77))
}
