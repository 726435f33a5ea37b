// Command bailiwick vets Go services: whose row is this, and may this caller do that.
//
//	bailiwick [flags] [packages]
//
// The same program is a tool for go vet:
//
//	go vet -vettool=$(which bailiwick) ./...
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/bailiwick-dev/bailiwick/internal/vettool"
)

// Exit codes.
const (
	exitClean    = 0 // nothing broken
	exitFindings = 1 // something to mend
	exitFailed   = 2 // the work could not be done
)

func main() {
	if vettool.Asked(os.Args[1:]) {
		os.Exit(vet(os.Args[1:], os.Stdout, os.Stderr)) // a process per package: nothing stands before it
	}
	preferHugePages(commandFree)
	collectLate(commandFree, commandPercent)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the program without the process around it. The output may be an *os.File, which is asked whether it is a terminal.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	env := &environment{stdout: stdout, stderr: stderr}
	cmd := command{name: "", run: check}
	if len(args) > 0 {
		for _, c := range commands() {
			if c.name == args[0] {
				cmd, args = c, args[1:]
				break
			}
		}
	}
	code, err := cmd.run(ctx, env, args)
	switch {
	case err == nil:
		return code
	case errors.Is(err, flag.ErrHelp):
		return exitClean
	default:
		if !errors.Is(err, errSaid) {
			fmt.Fprintln(stderr, "bailiwick:", err)
		}
		return exitFailed
	}
}

// environment is what every command writes to.
type environment struct {
	stdout, stderr io.Writer
}

// errSaid ends a command whose error the flag package has printed.
var errSaid = errors.New("")

// command is one sub-command. The one without a name analyses packages.
type command struct {
	name, usage, summary string
	run                  func(ctx context.Context, env *environment, args []string) (int, error)
}
