package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/analyzers"
)

var updateReadme = flag.Bool("update", false, "write the sample in README.md")

const (
	sampleCommand = "$ go run ./cmd/bailiwick -C testdata/shop ./..."
	sampleBegin   = "```console\n" + sampleCommand + "\n"
	sampleEnd     = "```\n<!-- /sample -->"
)

// TestReadme holds the sample that a stranger sees first against what the command prints: its first findings and its last lines.
func TestReadme(t *testing.T) {
	if testing.Short() {
		t.Skip("loads a whole application")
	}
	var out, errs bytes.Buffer
	code := run(context.Background(), []string{"-C", appDir(t, "shop"), "./..."}, &out, &errs)
	require.Equal(t, exitFindings, code, "the sample shows findings: %s", errs.String())

	path := filepath.Join("..", "..", "README.md")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	before, rest, found := strings.Cut(string(data), sampleBegin)
	require.True(t, found, "the sample begins with %q", sampleCommand)
	_, after, found := strings.Cut(rest, sampleEnd)
	require.True(t, found, "the sample ends with %q", sampleEnd)
	fresh := before + sampleBegin + sample(out.String()) + sampleEnd + after
	if *updateReadme {
		require.NoError(t, os.WriteFile(path, []byte(fresh), 0o644))
		return
	}
	require.Equal(t, fresh, string(data), "run `go test ./cmd/bailiwick -run TestReadme -update`")
}

// sample is the first findings that fit into ten lines, those of one cause whole, and the summary lines. A line of dots stands for what is left out.
func sample(out string) string {
	const most = 10
	groups := strings.Split(strings.TrimSpace(out), "\n\n")
	var shown []string
	lines, left := 0, false
	for _, g := range groups[:len(groups)-1] {
		n := strings.Count(g, "\n") + 2
		if lines+n > most+1 {
			left = true
			continue
		}
		if left {
			g = "…\n\n" + g
		}
		shown, lines, left = append(shown, g), lines+n, false
	}
	all := strings.Split(strings.TrimSpace(out), "\n")
	summary := all[len(all)-len(analyzers.Names()):]
	return strings.Join(shown, "\n\n") + "\n…\n" + strings.Join(summary, "\n") + "\n"
}
