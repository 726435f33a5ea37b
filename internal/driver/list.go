package driver

import (
	"context"
	"fmt"
	"go/types"
	"os"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// lister asks the go command about packages.
type lister struct {
	opts     Options
	patterns []string
}

// metadata lists the roots and all that they import, without building anything. Building the user's packages for their export
// data would be wasted: they are checked from source, and after an edit near the leaves it would compile most of the program.
func (l *lister) metadata(ctx context.Context) ([]*packages.Package, error) {
	return l.load(ctx, described, l.opts.Tests, l.patterns)
}

// described is what a graph is made of. Asked for sizes as well, the go command would make the plan of a build of the whole program, which takes it
// longer than all the rest.
const described = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule | packages.NeedForTest

// cgoMetadata lists the same with the imports that cgo adds to the packages that use it.
func (l *lister) cgoMetadata(ctx context.Context) ([]*packages.Package, error) {
	return l.load(ctx, described|packages.NeedCompiledGoFiles, l.opts.Tests, l.patterns)
}

// exports lists packages with the files that hold their types, building what the build cache lacks, and, where they use cgo, with
// the files that cgo makes of theirs. They tell the sizes of types, too.
func (l *lister) exports(ctx context.Context, paths []string) ([]*packages.Package, error) {
	if len(paths) == 0 {
		return l.load(ctx, packages.NeedName|packages.NeedTypesSizes, false, []string{"unsafe"})
	}
	if tooLong(paths) {
		return l.allExports(ctx)
	}
	return l.load(ctx, packages.NeedName|packages.NeedExportFile|packages.NeedCompiledGoFiles|packages.NeedTypesSizes, false, paths)
}

// tooLong reports more arguments than a command line takes.
func tooLong(paths []string) bool {
	return runtime.GOOS == "windows" && len(strings.Join(paths, " ")) > 30_000
}

// allExports does the same for everything below the roots, the roots too. It is needed where a test makes the go command build a library anew
// (the library imports the tested package): such variants cannot be named, only be reached.
func (l *lister) allExports(ctx context.Context) ([]*packages.Package, error) {
	pkgs, err := l.load(ctx, packages.NeedName|packages.NeedExportFile|packages.NeedCompiledGoFiles|
		packages.NeedTypesSizes|packages.NeedImports|packages.NeedDeps, l.opts.Tests, l.patterns)
	if err != nil {
		return nil, err
	}
	var all []*packages.Package
	packages.Visit(pkgs, nil, func(p *packages.Package) { all = append(all, p) })
	return all, nil
}

func (l *lister) load(ctx context.Context, mode packages.LoadMode, tests bool, patterns []string) ([]*packages.Package, error) {
	env := l.opts.Env
	if env == nil {
		env = os.Environ()
	}
	// Another driver of go/packages names packages in its own way; what follows goes by that of the go command.
	env = append(slices.Clone(env), "GOPACKAGESDRIVER=off")
	cfg := &packages.Config{Context: ctx, Mode: mode, Dir: l.opts.Dir, Env: env, Tests: tests}
	if l.opts.Tags != "" {
		cfg.BuildFlags = []string{"-tags=" + l.opts.Tags}
	}
	pkgs, err := packages.Load(cfg, patterns...)
	if ctx.Err() != nil {
		return nil, fmt.Errorf("load packages: %w", ctx.Err()) // whatever the go command made of being stopped
	}
	if err != nil {
		return nil, fmt.Errorf("load packages: %w", err)
	}
	return pkgs, nil
}

// sizes are those of the platform that the go command builds for.
func sizes(listed []*packages.Package) types.Sizes {
	for _, p := range listed {
		if p.TypesSizes != nil {
			return p.TypesSizes
		}
	}
	return types.SizesFor("gc", "amd64")
}

// empty reports that a directory holds no Go file for this build, only files that build constraints leave out or tests.
// With a pattern that is no mistake: the go command passes over such a directory too.
func empty(p *packages.Package) bool {
	return len(p.GoFiles) == 0 && !slices.ContainsFunc(p.Errors, func(err packages.Error) bool {
		return !strings.Contains(err.Msg, "build constraints exclude all Go files") && !strings.Contains(err.Msg, "no non-test Go files")
	})
}
