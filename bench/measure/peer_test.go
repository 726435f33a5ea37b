package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParsePeer(t *testing.T) {
	t.Parallel()
	p, err := parsePeer("lint with rules=/bin/lint run -c=x.yml")
	require.NoError(t, err)
	require.Equal(t, peer{"lint with rules", []string{"/bin/lint", "run", "-c=x.yml"}}, p)
	for _, bad := range []string{"", "lint", "=/bin/lint", "lint= "} {
		_, err := parsePeer(bad)
		require.ErrorContains(t, err, "is not NAME=COMMAND", bad)
	}
}

// A cold run must find nothing that an earlier run has left, in either cache; a warm run must find it.
func TestPeerIsColdThenWarm(t *testing.T) {
	t.Parallel()
	work, repo := t.TempDir(), t.TempDir()
	pristine := filepath.Join(work, "pristine")
	require.NoError(t, os.MkdirAll(pristine, 0o755))
	linter := filepath.Join(work, "linter")
	require.NoError(t, os.WriteFile(linter, []byte(`#!/bin/sh
[ "$1" = -v ] && [ "$2" = ./... ] || exit 9
mkdir -p "$XDG_CACHE_HOME"
if [ -e "$GOCACHE/seen" ] && [ -e "$XDG_CACHE_HOME/seen" ]; then echo warm; else echo cold; fi >>"`+work+`/log"
touch "$GOCACHE/seen" "$XDG_CACHE_HOME/seen"
exit 1 # findings
`), 0o755))
	var log bytes.Buffer
	b := &bench{repo: repo, work: work, patterns: []string{"./..."}, warmRuns: 2, stderr: &log}
	for range 2 {
		rows, err := b.peer(context.Background(), pristine, peer{"linter", []string{linter, "-v"}})
		require.NoError(t, err)
		require.Equal(t, []string{"linter, cold", "linter, warm"}, []string{rows[0].name, rows[1].name})
	}
	got, err := os.ReadFile(filepath.Join(work, "log"))
	require.NoError(t, err)
	require.Equal(t, "cold\nwarm\nwarm\ncold\nwarm\nwarm\n", string(got))
	require.Contains(t, log.String(), "exit 1")
	_, err = b.peer(context.Background(), pristine, peer{"gone", []string{filepath.Join(work, "gone")}})
	require.ErrorContains(t, err, "run "+filepath.Join(work, "gone"))
}
