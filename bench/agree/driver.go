package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// driver is one way to run the rules over a repository. Its findings are "file:line:column: message", files relative to the repository.
type driver struct {
	name     string
	findings func(dir string) ([]string, error)
}

// output runs a program and returns what it prints; exit codes that only say that something was found are no error.
func output(dir string, codes []int, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PWD="+dir, "GOWORK=off")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && slices.Contains(codes, exit.ExitCode()) {
		err = nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, stderr.Bytes())
	}
	return stdout.Bytes(), nil
}

// command is the suite's own driver. Exit code 2, such as for a package that does not compile, is an error: what depends on it is not comparable.
func command(bin, dir string) ([]finding, error) {
	out, err := output(dir, []int{1}, bin, "-format", "json", "./...")
	if err != nil {
		return nil, err
	}
	return parseCommand(out)
}

func parseCommand(out []byte) ([]finding, error) {
	var doc struct {
		Findings []struct {
			File, Message string
			Line, Column  int
			Why           []string
		}
	}
	if err := json.Unmarshal(out, &doc); err != nil {
		return nil, fmt.Errorf("read findings: %w", err)
	}
	var list []finding
	for _, f := range doc.Findings {
		list = append(list, finding{fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.Column, f.Message), f.Why})
	}
	return list, nil
}

// vet is the go command with the suite as its tool.
func vet(bin, dir string) ([]string, error) {
	out, err := output(dir, nil, "go", "vet", "-json", "-vettool="+bin, "./...")
	if err != nil {
		return nil, err
	}
	return parseVet(out, dir)
}

var comment = regexp.MustCompile(`(?m)^#.*$`)

// parseVet reads one JSON object per package: package, analyzer, findings. In place of findings there may be an error, which exit codes do not tell.
func parseVet(out []byte, dir string) ([]string, error) {
	var list []string
	dec := json.NewDecoder(bytes.NewReader(comment.ReplaceAll(out, nil)))
	for {
		var packages map[string]map[string]json.RawMessage
		if err := dec.Decode(&packages); errors.Is(err, io.EOF) {
			return list, nil
		} else if err != nil {
			return nil, fmt.Errorf("read findings: %w", err)
		}
		for pkg, analyzers := range packages {
			for name, data := range analyzers {
				var found []struct{ Posn, Message string }
				if err := json.Unmarshal(data, &found); err != nil {
					return nil, fmt.Errorf("%s: %s: %s", pkg, name, data)
				}
				for _, f := range found {
					file, err := relative(dir, f.Posn)
					if err != nil {
						return nil, err
					}
					list = append(list, file+": "+f.Message)
				}
			}
		}
	}
}

func relative(dir, posn string) (string, error) {
	if !filepath.IsAbs(posn) {
		return filepath.ToSlash(posn), nil
	}
	rel, err := filepath.Rel(dir, posn)
	return filepath.ToSlash(rel), err
}

// golangciConfig shows everything: golangci-lint's defaults are at most one finding a line, three of one text, fifty in all.
func golangciConfig(rules []string) string {
	var custom strings.Builder
	for _, rule := range rules {
		fmt.Fprintf(&custom, "      %s: {type: module}\n", rule)
	}
	return `version: "2"
run:
  relative-path-mode: gomod
linters:
  default: none
  enable: [` + strings.Join(rules, ", ") + `]
  settings:
    custom:
` + custom.String() + `issues: {uniq-by-line: false, max-same-issues: 0, max-issues-per-linter: 0}
`
}

// lintWith is golangci-lint with the rules in it.
func lintWith(lint, dir string, rules []string) ([]string, error) {
	work, err := os.MkdirTemp("", "agree")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	config := filepath.Join(work, "golangci.yml")
	if err := os.WriteFile(config, []byte(golangciConfig(rules)), 0o644); err != nil {
		return nil, err
	}
	out, err := output(dir, []int{1}, lint, "run", "-c", config, "--allow-parallel-runners", "--timeout=60m", "--show-stats=false", "--output.json.path=stdout")
	if err != nil {
		return nil, err
	}
	return parseGolangci(out)
}

func parseGolangci(out []byte) ([]string, error) {
	var doc struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename     string
				Line, Column int
			}
		}
	}
	if err := json.Unmarshal(out, &doc); err != nil {
		return nil, fmt.Errorf("read findings: %w", err)
	}
	var list []string
	for _, i := range doc.Issues {
		text := fmt.Sprintf("%s:%d:%d: %s", filepath.ToSlash(i.Pos.Filename), i.Pos.Line, i.Pos.Column, i.Text)
		if i.FromLinter == "typecheck" {
			return nil, errors.New(text) // it ends there, and shows nothing of ours
		}
		list = append(list, text)
	}
	return list, nil
}
