package parity

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// programs are built once, into a directory that is removed at the end.
var programs struct {
	dir      string
	command  func() (string, error)
	golangci func() (string, error)
}

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "bailiwick-parity-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		programs.dir = dir
		programs.command = sync.OnceValues(func() (string, error) {
			return made(filepath.Join(dir, "bailiwick"), "go", "build", "-trimpath", "-o", filepath.Join(dir, "bailiwick"), "../../cmd/bailiwick")
		})
		programs.golangci = sync.OnceValues(func() (string, error) {
			bailiwick, err := programs.command()
			if err != nil {
				return "", err
			}
			return made(filepath.Join(dir, "golangci-lint"), bailiwick, "golangci-lint", "build", "-o", filepath.Join(dir, "golangci-lint"))
		})
		return m.Run()
	}())
}

func made(name string, args ...string) (string, error) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return name, nil
}

func program(t *testing.T, build func() (string, error)) string {
	t.Helper()
	name, err := build()
	require.NoError(t, err)
	return name
}

// run runs a program in a directory, its caches in another, and returns its exit code and output. The go command's own cache stays: it goes by contents, and
// compiling everything anew would take minutes.
func run(t *testing.T, dir, cache, name string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	goCache, err := exec.Command("go", "env", "GOCACHE").Output()
	require.NoError(t, err)
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PWD="+dir, "GOCACHE="+strings.TrimSpace(string(goCache)),
		"XDG_CACHE_HOME="+cache, "GOLANGCI_LINT_CACHE="+filepath.Join(cache, "golangci-lint"))
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		require.NoError(t, err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

// command is the suite's own driver.
func command(t *testing.T, dir, cache string, packages ...string) []string {
	t.Helper()
	code, stdout, stderr := run(t, dir, cache, program(t, programs.command), append([]string{"-format", "json"}, packages...)...)
	require.Contains(t, []int{0, 1}, code, stderr)
	var doc struct {
		Findings []struct {
			File, Message string
			Line, Column  int
		}
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &doc))
	var list []string
	for _, f := range doc.Findings {
		list = append(list, fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.Column, f.Message))
	}
	return set(list)
}

var vetLine = regexp.MustCompile(`^(?:vet: )?(\S+\.go)(:\d+:\d+: .*)$`)

// vet is the go command with the suite as its tool. Related places follow their finding, indented.
func vet(t *testing.T, dir, cache string, packages ...string) []string {
	t.Helper()
	code, _, stderr := run(t, dir, cache, "go", append([]string{"vet", "-vettool=" + program(t, programs.command)}, packages...)...)
	var list []string
	for line := range strings.Lines(stderr) {
		m := vetLine.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if m == nil || strings.Contains(m[2], ": \t") {
			continue
		}
		rel, err := filepath.Rel(dir, filepath.Join(dir, m[1]))
		require.NoError(t, err)
		list = append(list, filepath.ToSlash(rel)+m[2])
	}
	require.Equal(t, min(len(list), 1), code, "go vet failed for another reason: %s", stderr)
	return set(list)
}

// golangciConfig shows everything: golangci-lint's defaults are at most one finding a line, three of one text, fifty in all.
const golangciConfig = `version: "2"
run:
  relative-path-mode: gomod
linters:
  default: none
  enable: [tenantscope, permguard]
  settings:
    custom:
      tenantscope: {type: module}
      permguard: {type: module}
issues: {uniq-by-line: false, max-same-issues: 0, max-issues-per-linter: 0}
`

// golangci is golangci-lint with the suite as a plugin, as the command builds it.
func golangci(t *testing.T, dir, cache string, packages ...string) []string {
	t.Helper()
	config := filepath.Join(programs.dir, "parity.yml")
	require.NoError(t, os.WriteFile(config, []byte(golangciConfig), 0o644))
	list, err := golangciRun(t, dir, cache, append([]string{"-c", config}, packages...)...)
	require.NoError(t, err)
	return list
}

// golangciRun is golangci-lint with arguments of one's own. Its error is what ended the run.
func golangciRun(t *testing.T, dir, cache string, args ...string) ([]string, error) {
	t.Helper()
	code, stdout, stderr := run(t, dir, cache, program(t, programs.golangci),
		append([]string{"run", "--allow-parallel-runners", "--show-stats=false", "--output.json.path=stdout"}, args...)...)
	if code != 0 && code != 1 {
		return nil, fmt.Errorf("exit code %d: %s", code, stderr)
	}
	var doc struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename     string
				Line, Column int
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &doc), stdout)
	var list []string
	for _, i := range doc.Issues {
		if i.FromLinter == "typecheck" {
			return nil, fmt.Errorf("%s:%d: %s", i.Pos.Filename, i.Pos.Line, i.Text)
		}
		list = append(list, fmt.Sprintf("%s:%d:%d: %s", filepath.ToSlash(i.Pos.Filename), i.Pos.Line, i.Pos.Column, i.Text))
	}
	return set(list), nil
}
