package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	"golang.org/x/mod/modfile"

	"github.com/bailiwick-dev/bailiwick/internal/gopls"
)

const goplsUsage = "gopls build [-o file] [-version v]"

// buildGopls makes a gopls with the rules in it.
func buildGopls(ctx context.Context, env *environment, args []string) (int, error) {
	set := flag.NewFlagSet("bailiwick gopls build", flag.ContinueOnError)
	set.SetOutput(env.stderr)
	set.Usage = func() {
		fmt.Fprintf(env.stderr, "usage: bailiwick %s\n\n", goplsUsage)
		set.PrintDefaults()
	}
	if len(args) == 0 || args[0] != "build" {
		set.Usage()
		return 0, errSaid
	}
	opts := gopls.Options{Log: env.stderr}
	set.StringVar(&opts.Output, "o", filepath.Join("bin", "gopls"), "write the program to this `file`")
	set.StringVar(&opts.Version, "version", gopls.Newest, "the `version` of gopls")
	set.StringVar(&opts.Source, "source", "", "take the rules from this `directory`, a checkout of bailiwick, instead of this program's own version")
	switch err := set.Parse(args[1:]); {
	case errors.Is(err, flag.ErrHelp):
		return 0, err
	case err != nil || set.NArg() > 0:
		return 0, errSaid
	}
	var err error
	if opts.SuiteVersion, opts.Source, err = suiteSource(opts.Source); err != nil {
		return 0, err
	}
	if err := gopls.Build(ctx, opts); err != nil {
		return 0, err
	}
	fmt.Fprintf(env.stdout, "%s: gopls %s with the rules of bailiwick %s\n", opts.Output, opts.Version, version())
	return exitClean, nil
}

// suiteSource is where the rules come from: the directory that was named, the version that this program was installed as, or the checkout that it is used in.
func suiteSource(named string) (version, dir string, err error) {
	if named != "" {
		if dir, err = filepath.Abs(named); err != nil {
			return "", "", fmt.Errorf("-source: %w", err)
		}
		if !isSuite(dir) {
			return "", "", fmt.Errorf("-source: %s is no checkout of %s", named, gopls.Suite)
		}
		return "", dir, nil
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Path == gopls.Suite && info.Main.Version != "" && info.Main.Version != "(devel)" && info.Main.Sum != "" {
		return info.Main.Version, "", nil
	}
	if dir, err = os.Getwd(); err != nil {
		return "", "", err
	}
	for !isSuite(dir) {
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", "", errors.New("this program was built from a checkout of bailiwick: name it with -source, or start there")
		}
		dir = parent
	}
	return "", dir, nil
}

// isSuite reports a directory with the suite's go.mod.
func isSuite(dir string) bool {
	data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	return err == nil && modfile.ModulePath(data) == gopls.Suite
}
