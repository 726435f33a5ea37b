package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
	"github.com/bailiwick-dev/bailiwick/internal/vettool"
)

// The test binary is the vettool too.
func TestMain(m *testing.M) {
	if args := os.Args[1:]; vettool.Asked(args) {
		noteRun(args)
		os.Exit(vet(args, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// bailiwick runs the command, with a cache directory of the test's own.
func bailiwick(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	t.Setenv("GOCACHE", goCache(t))
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	var out, errs bytes.Buffer
	code = run(context.Background(), args, &out, &errs)
	return code, out.String(), errs.String()
}

// goCache is the build cache that is used without the test's cache directory.
func goCache(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("GOCACHE"); dir != "" {
		return dir
	}
	dir, err := os.UserCacheDir()
	require.NoError(t, err)
	return filepath.Join(dir, "go-build")
}

func TestCleanProgram(t *testing.T) {
	dir := runnertest.Write(t, runnertest.Chain)
	code, stdout, stderr := bailiwick(t, "-C", dir, "./...")
	require.Equal(t, exitClean, code, stderr)
	require.Contains(t, stdout, "tenantscope: ")
	require.Contains(t, stdout, "left out by build constraints: 1 file")
	require.Empty(t, stderr)

	code, stdout, _ = bailiwick(t, "-C", dir, "-format", "json")
	require.Equal(t, exitClean, code)
	require.True(t, json.Valid([]byte(stdout)))
}

func TestCouldNotDoItsWork(t *testing.T) {
	for _, tt := range []struct {
		name, files string
		args        []string
		want        string
	}{
		{"type error", "-- b/b.go --\npackage b\n\nfunc Make() int { return undefined }\n", nil, "b/b.go:3:26: undefined: undefined"},
		{"no such package", "", []string{"./nosuch"}, "nosuch"},
		{"no such directory", "", []string{"-C", "nosuch"}, "-C: "},
		{"no such flag", "", []string{"-nosuch"}, "flag provided but not defined: -nosuch"},
		{"no such format", "", []string{"-format", "xml"}, "-format=xml: want text, json, sarif, github"},
		{"no such rule", "", []string{"-rules", "tenantscop"}, `did you mean "tenantscope"?`},
		{"bad value", "", []string{"-unresolved", "shout"}, "-unresolved=shout: want count, report, fail"},
		{"no such config", "", []string{"-config", "nosuch.yml"}, "nosuch.yml"},
		{"unknown key in the config", "-- .bailiwick.yml --\ntenants:\n  columns: [tenant_id]\n", nil, `did you mean "tenant"?`},
		{"schema that is not there", "-- .bailiwick.yml --\nschema: [db/migrations]\n", nil, "db/migrations"},
		{"baseline that is not there", "", []string{"-baseline", "nosuch.json"}, "nosuch.json"},
		{"no such command", "", []string{"help", "explode"}, `no command is called "explode"`},
		{"no such page", "", []string{"explain", "tenantscpe"}, `did you mean "tenantscope"?`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := runnertest.Write(t, runnertest.Chain)
			runnertest.Update(t, dir, tt.files)
			t.Chdir(dir)
			code, stdout, stderr := bailiwick(t, tt.args...)
			require.Equal(t, exitFailed, code)
			require.Contains(t, stdout+stderr, tt.want)
		})
	}
}

func TestTheRestIsStillAnalysed(t *testing.T) {
	dir := runnertest.Write(t, runnertest.Chain)
	runnertest.Update(t, dir, "-- b/b.go --\npackage b\n\nfunc Make() int { return undefined }\n")
	code, stdout, _ := bailiwick(t, "-C", dir, "-format", "json")
	require.Equal(t, exitFailed, code)
	require.True(t, json.Valid([]byte(stdout)), "the report is printed all the same")
}

func TestNestedModuleIsNamed(t *testing.T) {
	dir := runnertest.Write(t, runnertest.Chain)
	runnertest.Update(t, dir, "-- tools/go.mod --\nmodule example.com/tools\n\ngo 1.24\n")
	code, _, stderr := bailiwick(t, "-C", dir)
	require.Equal(t, exitClean, code)
	require.Equal(t, "bailiwick: tools is a module of its own and was left out (bailiwick -C tools, or add it to a go.work)\n", stderr)
}

func TestTexts(t *testing.T) {
	code, stdout, _ := bailiwick(t, "version")
	require.Zero(t, code)
	require.Regexp(t, `^bailiwick \S+ go1\.`, stdout)

	code, stdout, _ = bailiwick(t, "help")
	require.Zero(t, code)
	require.Contains(t, stdout, "tenantscope")
	for _, c := range commands() {
		require.Contains(t, stdout, c.usage)
		if c.name != "help" {
			code, stdout, _ := bailiwick(t, "help", c.name)
			require.Zero(t, code)
			require.Contains(t, stdout, c.summary)
		}
	}

	code, stdout, _ = bailiwick(t, "explain", "tenantscope")
	require.Zero(t, code)
	require.Contains(t, stdout, "tenantscope: report queries")

	code, _, stderr := bailiwick(t, "-h")
	require.Zero(t, code)
	require.Contains(t, stderr, "usage: bailiwick [flags] [packages]")
	require.Contains(t, stderr, "-unresolved")
}

// vetOver runs go vet with this program as its tool.
func vetOver(t *testing.T, dir string, args ...string) (code int, output string) {
	t.Helper()
	if testing.Short() {
		t.Skip("runs the go command")
	}
	tool, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command("go", append([]string{"vet", "-vettool=" + tool}, args...)...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		require.NoError(t, err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

// What the user wrote wrongly fails go vet each time, wherever in the tree it stands; put right, it is gone.
func TestVetWithABadConfig(t *testing.T) {
	dir := runnertest.Write(t, runnertest.Chain)
	t.Setenv("GOCACHE", goCache(t))
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	for _, place := range []string{".bailiwick.yml", "b/.bailiwick.yml"} {
		runnertest.Update(t, dir, "-- "+place+" --\ntenants:\n  columns: [tenant_id]\n")
		for range 2 {
			code, output := vetOver(t, dir, "./...")
			require.Equal(t, 1, code)
			require.Contains(t, output, `did you mean "tenant"?`)
		}
		require.NoError(t, os.Remove(filepath.Join(dir, filepath.FromSlash(place))))
		code, output := vetOver(t, dir, "./...")
		require.Zero(t, code, output)
	}
	records, err := filepath.Glob(filepath.Join(os.Getenv("XDG_CACHE_HOME"), "bailiwick", "run", "*"))
	require.NoError(t, err)
	if runtime.GOOS == "linux" {
		require.NotEmpty(t, records, "what was opened for the digest is handed over")
	}
}

// The flags of the rules reach go vet.
func TestVetFlags(t *testing.T) {
	dir := runnertest.Write(t, runnertest.Chain)
	code, output := vetOver(t, dir, "-tenantscope", "-tenantscope.strict", "-tenantscope.unresolved", "./...")
	require.Zero(t, code, output)
	for _, flag := range []string{"-tenantscope.nosuch", "-permguard.strict"} { // a rule has the flags of its own block alone
		code, output = vetOver(t, dir, flag, "./...")
		require.Equal(t, 2, code)
		require.Contains(t, output, "flag provided but not defined: "+flag)
	}
}
