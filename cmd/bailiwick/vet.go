package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/analyzers"
	"github.com/bailiwick-dev/bailiwick/internal/vettool"
	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

// vet serves the go command as its vet tool.
func vet(args []string, stdout, stderr io.Writer) int {
	opts := workspace.Options{Dir: workspace.DefaultDir(), Handed: strings.HasSuffix(args[len(args)-1], ".cfg")}
	if !opts.Handed {
		dir, err := os.Getwd()
		if err != nil {
			fmt.Fprintln(stderr, "bailiwick:", err)
			return 1
		}
		opts.Home = dir
	}
	cache, err := workspace.NewCache(opts)
	if err != nil {
		fmt.Fprintln(stderr, "bailiwick:", err)
		return 1
	}
	return vettool.Main(args, vettool.Options{
		Name: "bailiwick",
		Analyzers: func() []*analysis.Analyzer {
			preferHugePages(vetFree)
			collectLate(vetFree, vetPercent)
			return analyzers.New(analyzers.Options{Workspace: cache.ForPass})
		},
		Owns: cache.Owns,
		Digest: func(dir string) (string, error) {
			digest, err := cache.Digest(dir)
			if err == nil {
				cache.Announce()
			}
			return digest, err
		},
	}, stdout, stderr)
}
