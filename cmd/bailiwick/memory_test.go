package main

import (
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
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

// The heap grows to what is free however little of it is live, and in proportion beyond.
func TestPace(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		free, live int64
		want       int
	}{
		{600, 200, 200},
		{600, 300, 120}, // 100 up to what is free: less than the proportion
		{600, 900, 120},
		{600, 600, 120},
		{600, 0, 120}, // not known
	} {
		require.Equal(t, tt.want, pace(tt.free, tt.live, 120), "%d live", tt.live)
	}
}

// The pace is set again after every collection, not after the first alone. It belongs to a process, so that this one has one of its own.
func TestPaceFollowsTheHeap(t *testing.T) {
	t.Parallel()
	const child = "BAILIWICK_TEST_PACE"
	if os.Getenv(child) == "" {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestPaceFollowsTheHeap$")
		cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GOGC=") || strings.HasPrefix(v, "GOMEMLIMIT=") }), child+"=1")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
		return
	}
	collected := make(chan struct{}, 1)
	onCollection(func() { collected <- struct{}{} })
	for range 3 {
		runtime.GC()
		<-collected
	}
	require.Positive(t, live())
}
