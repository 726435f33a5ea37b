package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
)

// printVersion prints the version and what the program was built with.
func printVersion(_ context.Context, env *environment, _ []string) (int, error) {
	fmt.Fprintf(env.stdout, "bailiwick %s %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return exitClean, nil
}

// version is the module's version, or the commit that the program was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return "devel-" + s.Value[:min(len(s.Value), 12)]
		}
	}
	return "devel"
}
