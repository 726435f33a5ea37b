package main

import (
	"context"
	"fmt"

	"github.com/bailiwick-dev/bailiwick/internal/gopls"
)

const goplsUsage = "gopls build [flags]"

// buildGopls makes a gopls with the rules in it.
func buildGopls(ctx context.Context, env *environment, args []string) (int, error) {
	if len(args) == 0 || args[0] != "build" {
		return 0, fmt.Errorf("usage: bailiwick %s", goplsUsage)
	}
	b, err := parseBuild(env, goplsUsage, "gopls", gopls.Newest, args[1:])
	if err != nil {
		return 0, err
	}
	if err := gopls.Build(ctx, gopls.Options{Version: b.version, Output: b.output, Suite: b.suite, Log: env.stderr}); err != nil {
		return 0, err
	}
	fmt.Fprintf(env.stdout, "%s\n", b.output)
	return exitClean, nil
}
