// Command meter runs one tool for the go command and appends its peak memory in KiB to a file:
//
//	go vet -toolexec "meter FILE" ./...
//
// Only the tools that vet runs are recorded; the compiler's versions are asked through it too and are passed on.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: meter FILE TOOL [ARGUMENTS]")
		os.Exit(2)
	}
	cmd := exec.Command(os.Args[2], os.Args[3:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		fmt.Fprintln(os.Stderr, "meter:", err)
		os.Exit(2)
	}
	if last := os.Args[len(os.Args)-1]; strings.HasSuffix(last, "vet.cfg") {
		if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
			record(os.Args[1], fmt.Sprintf("%d %s\n", u.Maxrss, filepath.Base(os.Args[2])))
		}
	}
	os.Exit(cmd.ProcessState.ExitCode())
}

// record appends a line in one write, so that tools that end together do not mix.
func record(path, line string) {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		fmt.Fprintln(os.Stderr, "meter:", err)
		return
	}
	defer f.Close()
	if _, err := f.WriteString(line); err != nil {
		fmt.Fprintln(os.Stderr, "meter:", err)
	}
}
