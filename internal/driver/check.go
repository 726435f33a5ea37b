package driver

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/bailiwick-dev/bailiwick/internal/runner"
)

// parsed is the syntax of a package.
type parsed struct {
	files  []*ast.File
	lines  int
	errors []LoadError
}

// parse reads the files of a package. Every file is tried, so that all errors are seen in one run.
func parse(fset *token.FileSet, n *node) parsed {
	var p parsed
	for _, name := range n.goFile {
		src, err := os.ReadFile(name)
		if err != nil {
			p.errors = append(p.errors, LoadError{Package: n.ID, File: name, Message: err.Error()})
			continue
		}
		p.lines += bytes.Count(src, []byte("\n"))
		file, err := parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution|parser.AllErrors)
		var list scanner.ErrorList
		switch {
		case errors.As(err, &list):
			for _, e := range list {
				p.errors = append(p.errors, LoadError{Package: n.ID, File: e.Pos.Filename, Line: e.Pos.Line, Column: e.Pos.Column, Message: e.Msg})
			}
		case err != nil:
			p.errors = append(p.errors, LoadError{Package: n.ID, File: name, Message: err.Error()})
		}
		if file != nil {
			p.files = append(p.files, file)
		}
	}
	return p
}

// check type-checks a package whose imports are done. With errors the types are those of what could be understood, so that
// packages that import it can still be checked.
func check(fset *token.FileSet, sizes types.Sizes, n *node, files []*ast.File) (*runner.Unit, []LoadError) {
	var errs []LoadError
	conf := types.Config{
		Importer: importer{n},
		Sizes:    sizes,
		Error: func(err error) {
			var e types.Error
			if !errors.As(err, &e) {
				errs = append(errs, LoadError{Package: n.ID, Message: err.Error()})
				return
			}
			if strings.HasPrefix(e.Msg, "\t") {
				return // a continuation of the error before it
			}
			pos := fset.Position(e.Pos)
			errs = append(errs, LoadError{Package: n.ID, File: pos.Filename, Line: pos.Line, Column: pos.Column, Message: e.Msg})
		},
	}
	if n.Module != nil && n.Module.GoVersion != "" {
		conf.GoVersion = "go" + n.Module.GoVersion
	}
	info := runner.NewInfo()
	pkg, _ := conf.Check(n.PkgPath, fset, files, info) // the errors are in errs
	n.types = pkg
	return &runner.Unit{
		ID:           n.ID,
		Fset:         fset,
		Files:        files,
		OtherFiles:   n.OtherFiles,
		IgnoredFiles: n.IgnoredFiles,
		Types:        pkg,
		Info:         info,
		Sizes:        sizes,
		Module:       module(n.Package),
	}, errs
}

// module describes the module as go vet does to its tool, so that an analyzer sees the same in both drivers.
func module(p *packages.Package) *analysis.Module {
	if p.Module == nil {
		return nil
	}
	m := &analysis.Module{Path: p.Module.Path, Version: p.Module.Version}
	if p.Module.GoVersion != "" {
		m.GoVersion = "go" + p.Module.GoVersion
	}
	return m
}

// listErrors are what the go command has against a package.
func listErrors(n *node) []LoadError {
	var errs []LoadError
	for _, e := range n.Errors {
		err := LoadError{Package: n.ID, Message: strings.TrimSpace(e.Msg)}
		err.File, err.Line, err.Column = splitPosition(e.Pos)
		errs = append(errs, err)
	}
	return errs
}

// splitPosition reads "file:line:column"; "-" and "" are no position.
func splitPosition(pos string) (file string, line, column int) {
	if pos == "" || pos == "-" {
		return "", 0, 0
	}
	parts := strings.Split(pos, ":")
	var numbers []int
	for len(parts) > 1 && len(numbers) < 2 {
		number, err := strconv.Atoi(parts[len(parts)-1])
		if err != nil {
			break
		}
		numbers = append(numbers, number)
		parts = parts[:len(parts)-1]
	}
	slices.Reverse(numbers)
	numbers = append(numbers, 0, 0)
	return strings.Join(parts, ":"), numbers[0], numbers[1]
}
