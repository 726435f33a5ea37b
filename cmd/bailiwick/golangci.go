package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/bailiwick-dev/bailiwick/internal/hostbuild"
)

const golangciUsage = "golangci-lint build [flags]"

// golangci builds golangci-lint with the suite in it.
func golangci(ctx context.Context, env *environment, args []string) (int, error) {
	if len(args) == 0 || args[0] != "build" {
		return 0, fmt.Errorf("usage: bailiwick %s", golangciUsage)
	}
	b, err := parseBuild(env, golangciUsage, "golangci-lint", hostbuild.GolangciVersion, args[1:])
	if err != nil {
		return 0, err
	}
	if b.version != hostbuild.GolangciVersion {
		fmt.Fprintf(env.stderr, "bailiwick: tested with golangci-lint %s, not with %s\n", hostbuild.GolangciVersion, b.version)
	}
	if err := hostbuild.Golangci(ctx, b.version, b.suite, b.output, env.stderr); err != nil {
		return 0, err
	}
	fmt.Fprintf(env.stdout, "%s\n", b.output)
	return exitClean, nil
}

// hostBuild is what building another program was asked for.
type hostBuild struct {
	output, version string
	suite           hostbuild.Suite
}

// parseBuild reads the flags of a command that builds another program with the suite in it.
func parseBuild(env *environment, usage, program, version string, args []string) (*hostBuild, error) {
	b := &hostBuild{}
	name := program
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	var source string
	set := flag.NewFlagSet("bailiwick "+program+" build", flag.ContinueOnError)
	set.SetOutput(env.stderr)
	set.Usage = func() {
		fmt.Fprintf(env.stderr, "usage: bailiwick %s\n\n", usage)
		set.PrintDefaults()
	}
	set.StringVar(&b.output, "o", filepath.Join("bin", name), "write the program to this `file`")
	set.StringVar(&b.version, "version", version, "build this `version` of "+program)
	set.StringVar(&source, "source", "", "take the suite from the working copy in this `directory`")
	if err := set.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil, err
		}
		return nil, errSaid
	}
	if set.NArg() > 0 {
		return nil, fmt.Errorf("usage: bailiwick %s", usage)
	}
	cwd, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	if b.output, err = filepath.Abs(b.output); err != nil {
		return nil, fmt.Errorf("-o: %w", err)
	}
	b.suite, err = hostbuild.FindSuite(source, cwd)
	return b, err
}
