package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// The program is also what go vet starts in place of its tools (-toolexec), to learn what each run of the vettool took and left.

const recordFile = "BAILIWICK_COPIES_RECORD"

// ran is one run of the vettool.
type ran struct {
	Package string
	CPU     time.Duration
	Facts   int64
}

// record runs a tool for go vet and notes it; false when the program was not asked to.
func record() bool {
	name := os.Getenv(recordFile)
	if name == "" || len(os.Args) < 2 {
		return false
	}
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		fmt.Fprintln(os.Stderr, "copies:", err)
		os.Exit(2)
	}
	if last := os.Args[len(os.Args)-1]; filepath.Base(last) == "vet.cfg" {
		if err := note(name, last, cmd.ProcessState); err != nil {
			fmt.Fprintln(os.Stderr, "copies:", err)
			os.Exit(2)
		}
	}
	os.Exit(cmd.ProcessState.ExitCode())
	return true
}

// note appends a line in one write, so that tools that end together do not mix.
func note(name, config string, state *os.ProcessState) error {
	data, err := os.ReadFile(config)
	if err != nil {
		return err
	}
	var pkg struct{ ImportPath, VetxOutput string }
	if err := json.Unmarshal(data, &pkg); err != nil {
		return err
	}
	r := ran{Package: pkg.ImportPath, CPU: state.UserTime() + state.SystemTime()}
	if info, err := os.Stat(pkg.VetxOutput); err == nil {
		r.Facts = info.Size()
	}
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.Write(append(line, '\n'))
	return err
}

// underVet runs go vet several times and keeps the cheapest run.
func (m *measured) underVet(bin, dir string, runs int) error {
	for i := range runs {
		list, err := vetted(bin, dir, i)
		if err != nil {
			return err
		}
		if len(list) != m.packages {
			return fmt.Errorf("go vet analysed %d of %d packages", len(list), m.packages)
		}
		var cpu time.Duration
		m.facts, m.largest = 0, 0
		for _, r := range list {
			cpu += r.CPU
			m.facts += r.Facts
			m.largest = max(m.largest, r.Facts)
		}
		if i == 0 || cpu < m.vet {
			m.vet = cpu
		}
	}
	return nil
}

// vetted runs go vet and returns the runs of its tool over the module's packages. Lines of context (-c) change nothing but the key in the go command's
// cache, so that each run works anew.
func vetted(bin, dir string, run int) ([]ran, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	name := filepath.Join(dir, fmt.Sprintf("vet-%d.jsonl", run))
	cmd := exec.Command("go", "vet", "-toolexec="+self, "-vettool="+bin, fmt.Sprintf("-c=%d", run), "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), recordFile+"="+name, "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil && cmd.ProcessState == nil {
		return nil, fmt.Errorf("go vet: %w\n%s", err, out)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("go vet ran no tool: %w", err)
	}
	module, err := output(dir, "go", "list", "-m")
	if err != nil {
		return nil, err
	}
	var own []ran
	for line := range strings.Lines(string(data)) {
		var r ran
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			return nil, err
		}
		if strings.HasPrefix(r.Package, strings.TrimSpace(module)+"/") {
			own = append(own, r)
		}
	}
	return own, nil
}

// peak is the largest resident size of a process that has ended, in KiB.
func peak(state *os.ProcessState) int64 {
	if u, ok := state.SysUsage().(*syscall.Rusage); ok {
		return u.Maxrss
	}
	return 0
}
