package vettool

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"io"
	"os"
	"runtime"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/gcexportdata"

	"github.com/bailiwick-dev/bailiwick/internal/runner"
)

// unit analyses one package, writes its facts, and prints what was found.
func unit(cfg *Config, f *flags, stdout, stderr io.Writer) (code int, err error) {
	fset := token.NewFileSet()
	pkg, errs := load(fset, cfg)
	if len(errs) > 0 {
		if cfg.SucceedOnTypecheckFailure {
			return 0, nil // without a fact file: to importers a missing fact means a broken package
		}
		return 1, errors.Join(errs...)
	}
	// The facts are those of all rules, whichever were chosen to report: the engine is made of all, so that a fact file means the same.
	engine, err := runner.New(f.analyzers)
	if err != nil {
		return 1, err
	}
	run := engine.Run
	if cfg.VetxOnly {
		run = engine.RunFacts
	}
	res := run(pkg, factFiles{cfg}.of)
	if err := res.Err(); err != nil {
		return 1, err
	}
	data, err := res.Facts.Encode()
	if err != nil {
		return 1, fmt.Errorf("facts of %s: %w", cfg.ImportPath, err)
	}
	if err := os.WriteFile(cfg.VetxOutput, data, 0o666); err != nil {
		return 1, fmt.Errorf("write facts: %w", err)
	}
	if cfg.VetxOnly {
		return 0, nil
	}
	return output(cfg, f, fset, choose(res.Diagnostics, f.rules()), stdout, stderr)
}

// choose keeps the findings of the given rules.
func choose(list []runner.Diagnostic, rules []*analysis.Analyzer) []runner.Diagnostic {
	wanted := map[*analysis.Analyzer]bool{}
	for _, a := range rules {
		wanted[a] = true
	}
	var kept []runner.Diagnostic
	for _, d := range list {
		if wanted[d.Analyzer] {
			kept = append(kept, d)
		}
	}
	return kept
}

// load parses and type-checks the package.
func load(fset *token.FileSet, cfg *Config) (*runner.Unit, []error) {
	var errs []error
	var files []*ast.File
	for _, name := range cfg.GoFiles {
		file, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution|parser.AllErrors)
		var list scanner.ErrorList
		if errors.As(err, &list) {
			for _, e := range list {
				errs = append(errs, e)
			}
		} else if err != nil {
			errs = append(errs, err)
		}
		files = append(files, file)
	}
	if len(errs) > 0 {
		return nil, errs
	}
	conf := types.Config{
		Importer:  newImporter(fset, cfg),
		Sizes:     types.SizesFor("gc", goarch()),
		GoVersion: cfg.GoVersion,
		Error:     func(err error) { errs = append(errs, err) },
	}
	info := runner.NewInfo()
	pkg, _ := conf.Check(cfg.path(), fset, files, info) // the errors are in errs
	unit := &runner.Unit{
		ID:           cfg.ID,
		Fset:         fset,
		Files:        files,
		OtherFiles:   cfg.NonGoFiles,
		IgnoredFiles: cfg.IgnoredFiles,
		Types:        pkg,
		Info:         info,
		Sizes:        conf.Sizes,
	}
	if cfg.ModulePath != "" {
		unit.Module = &analysis.Module{Path: cfg.ModulePath, Version: cfg.ModuleVersion, GoVersion: cfg.GoVersion}
	}
	return unit, errs
}

// goarch is the architecture that the go command builds for; it sets the variable for its tools.
func goarch() string {
	if arch := os.Getenv("GOARCH"); arch != "" {
		return arch
	}
	return runtime.GOARCH
}

// importer resolves imports from export data.
type importer struct {
	cfg  *Config
	fset *token.FileSet
	read map[string]*types.Package // by package path
}

func newImporter(fset *token.FileSet, cfg *Config) *importer {
	return &importer{cfg, fset, map[string]*types.Package{}}
}

// Import implements types.Importer.
func (i *importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	resolved, ok := i.cfg.ImportMap[path]
	if !ok {
		return nil, fmt.Errorf("import %q is not in the package description", path)
	}
	if pkg := i.read[resolved]; pkg != nil && pkg.Complete() {
		return pkg, nil
	}
	name, ok := i.cfg.PackageFile[resolved]
	if !ok {
		return nil, fmt.Errorf("no export data for %q", resolved)
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("export data: %w", err)
	}
	defer file.Close()
	r, err := gcexportdata.NewReader(file)
	if err != nil {
		return nil, fmt.Errorf("export data of %s: %w", resolved, err)
	}
	return gcexportdata.Read(r, i.fset, i.read, resolved)
}
