package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/bench/internal/ledger"
)

func TestDrawIsFixedAndJudgementsStay(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var entries []ledger.Entry
	for i := range 200 {
		verdict := "met"
		if i%3 == 0 {
			verdict = "broken"
		}
		entries = append(entries, ledger.Entry{Verdict: verdict, File: "a.go", Line: i, Relation: "t"})
	}
	data, err := json.Marshal(map[string]any{"entries": entries})
	require.NoError(t, err)
	file, list := filepath.Join(dir, "ledger.json"), filepath.Join(dir, "list.txt")
	require.NoError(t, os.WriteFile(file, data, 0o644))
	draw := func() string {
		require.NoError(t, run([]string{"-ledger", file, "-n", "10", "-o", list}, os.Stderr))
		out, err := os.ReadFile(list)
		require.NoError(t, err)
		return string(out)
	}
	first := draw()
	lines := strings.Split(strings.TrimSpace(first), "\n")
	require.Len(t, lines, 21)
	require.Equal(t, 10, strings.Count(first, "\tbroken\t"))
	require.Equal(t, 10, strings.Count(first, "\tmet\t"))

	judged := strings.Replace(first, lines[3], lines[3]+"right\tthe row is bound", 1)
	require.NoError(t, os.WriteFile(list, []byte(judged), 0o644))
	require.Equal(t, judged, draw())
}
