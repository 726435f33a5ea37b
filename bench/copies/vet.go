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
)

// The program is also what go vet starts in place of its tools (-toolexec), to learn which facts each run of the vettool leaves.

const recordFile = "BAILIWICK_COPIES_RECORD"

// ran is one run of the vettool.
type ran struct {
	Package string
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
		if err := note(name, last); err != nil {
			fmt.Fprintln(os.Stderr, "copies:", err)
			os.Exit(2)
		}
	}
	os.Exit(cmd.ProcessState.ExitCode())
	return true
}

// note appends a line in one write, so that tools that end together do not mix.
func note(name, config string) error {
	data, err := os.ReadFile(config)
	if err != nil {
		return err
	}
	var pkg struct{ ImportPath, VetxOutput string }
	if err := json.Unmarshal(data, &pkg); err != nil {
		return err
	}
	r := ran{Package: pkg.ImportPath}
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

// underVet runs go vet once to learn what each run of the tool leaves behind, and then to learn what all of them take. The two do not mix: started through
// another program, the tool does not find what its first process has handed over to the others, and each reads all files of the module.
func (m *measured) underVet(bin, dir string, runs int) error {
	if err := m.readFacts(bin, dir); err != nil {
		return err
	}
	for i := range min(runs, len(sameFlags)) {
		cmd := vet(bin, dir, sameFlags[i])
		if out, err := cmd.CombinedOutput(); err != nil && cmd.ProcessState == nil {
			return fmt.Errorf("go vet: %w\n%s", err, out)
		}
		if cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(); i == 0 || cpu < m.vet {
			m.vet = cpu
		}
	}
	return nil
}

// sameFlags change nothing but the key in the go command's cache, so that each run works anew.
var sameFlags = [...]string{"-tenantscope.tests=false", "-tenantscope.strict=false", "-tenantscope.unresolved=false"}

func vet(bin, dir string, args ...string) *exec.Cmd {
	cmd := exec.Command("go", append(append([]string{"vet", "-vettool=" + bin}, args...), "./...")...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	return cmd
}

// readFacts records the fact files of the module's packages.
func (m *measured) readFacts(bin, dir string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	name := filepath.Join(dir, "vet.jsonl")
	cmd := vet(bin, dir, "-toolexec="+self)
	cmd.Env = append(cmd.Env, recordFile+"="+name)
	if out, err := cmd.CombinedOutput(); err != nil && cmd.ProcessState == nil {
		return fmt.Errorf("go vet: %w\n%s", err, out)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("go vet ran no tool: %w", err)
	}
	module, err := output(dir, "go", "list", "-m")
	if err != nil {
		return err
	}
	own := 0
	for line := range strings.Lines(string(data)) {
		var r ran
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			return err
		}
		if strings.HasPrefix(r.Package, strings.TrimSpace(module)+"/") {
			own++
			m.facts += r.Facts
			m.largest = max(m.largest, r.Facts)
		}
	}
	if own != m.packages {
		return fmt.Errorf("go vet analysed %d of %d packages", own, m.packages)
	}
	return nil
}

// peak is the largest resident size of a process that has ended, in KiB.
func peak(state *os.ProcessState) int64 {
	if u, ok := state.SysUsage().(*syscall.Rusage); ok {
		return u.Maxrss
	}
	return 0
}
