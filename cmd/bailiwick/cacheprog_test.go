package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

// runLog is the environment variable with the file in which the test binary, as a vettool, notes each package that it is started for.
const runLog = "BAILIWICK_RUN_LOG"

// noteRun appends the package of a call of the go command to the log.
func noteRun(args []string) {
	log, cfg := os.Getenv(runLog), args[len(args)-1]
	if log == "" || !strings.HasSuffix(cfg, ".cfg") {
		return
	}
	data, err := os.ReadFile(cfg)
	var pkg struct{ ImportPath string }
	if err != nil || json.Unmarshal(data, &pkg) != nil {
		return
	}
	if f, err := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644); err == nil {
		_, _ = f.WriteString(pkg.ImportPath + "\n")
		_ = f.Close()
	}
}

// machine is a place to run go vet from: caches of its own, and a cache that it shares with others.
type machine struct {
	t              *testing.T
	tool, prog     string
	caches, shared string
}

func newMachine(t *testing.T, prog, shared string) machine {
	t.Helper()
	tool, err := os.Executable()
	require.NoError(t, err)
	return machine{t, tool, prog, t.TempDir(), shared}
}

// vet returns the findings, sorted, and the user's packages for which the tool was started.
func (m machine) vet(dir string) (findings, own []string) {
	m.t.Helper()
	log := filepath.Join(m.t.TempDir(), "log")
	cmd := exec.Command("go", "vet", "-vettool="+m.tool, "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), runLog+"="+log, "CGO_ENABLED=0", "GOWORK=off", "GOFLAGS=",
		"GOCACHE="+filepath.Join(m.caches, "go-build"), "XDG_CACHE_HOME="+m.caches,
		"GOCACHEPROG="+m.prog+" -cache-dir="+m.shared)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		require.NoError(m.t, err)
	}
	for line := range strings.Lines(string(out)) {
		if findingLine.MatchString(line) { // related places follow, indented
			findings = append(findings, strings.TrimSpace(line))
		}
	}
	slices.Sort(findings)
	data, err := os.ReadFile(log)
	if !errors.Is(err, fs.ErrNotExist) {
		require.NoError(m.t, err)
	}
	for name := range strings.Lines(string(data)) {
		if name = strings.TrimSpace(name); strings.HasPrefix(name, "example.com/") {
			own = append(own, path.Base(name))
		}
	}
	slices.Sort(own)
	require.Equal(m.t, len(findings) > 0, cmd.ProcessState.ExitCode() != 0, string(out))
	return findings, own
}

var findingLine = regexp.MustCompile(`\.go:\d+:\d+: [^\t]`)

// An empty second machine analyses nothing that the first one has, and after a change in one package that one and what depends on it.
func TestSharedBuildCache(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles part of the standard library into an empty cache")
	}
	prog, shared := runnertest.GoCacher(t), t.TempDir()
	dir := runnertest.Write(t, runnertest.Layered)

	first, own := newMachine(t, prog, shared).vet(dir)
	require.Equal(t, []string{"api", "app", "side", "store"}, own)
	require.Len(t, first, 2, strings.Join(first, "\n"))

	second, own := newMachine(t, prog, shared).vet(dir)
	require.Empty(t, own, "an empty machine with the shared cache")
	require.Equal(t, first, second)

	for _, tt := range []struct {
		name, files string
		own         []string
		findings    int
	}{
		{"nothing depends on it", "-- side/side.go --\npackage side\n", []string{"side"}, 1},
		{"a comment at the bottom", "-- store/doc.go --\n// Package store keeps orders.\npackage store\n", []string{"store"}, 1},
		{"a function at the bottom", "-- store/more.go --\npackage store\n\nfunc (s *Store) Ping() error { return s.DB.Ping() }\n", []string{"api", "app", "store"}, 1},
		{"a migration", "-- migrations/2_global.sql --\nALTER TABLE orders DROP COLUMN tenant_id;\n", []string{"api", "app", "side", "store"}, 0},
	} {
		runnertest.Update(t, dir, tt.files)
		want, own := newMachine(t, prog, shared).vet(dir)
		require.Equal(t, tt.own, own, tt.name)
		require.Len(t, want, tt.findings, "%s: %v", tt.name, want)
		got, own := newMachine(t, prog, shared).vet(dir)
		require.Empty(t, own, tt.name)
		require.Equal(t, want, got, tt.name)
	}
}
