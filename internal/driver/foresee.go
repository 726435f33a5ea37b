package driver

import (
	"bytes"
	"context"
	"go/build"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// foreseen are libraries that are looked for while the program is still being listed.
//
// The go command takes about as long to say what the program consists of as to say where the types of its libraries are, and either leaves other
// processors idle. What will be asked the second time can be read from the imports of the files, nearly: which files belong to the program is the go
// command's to say. So this is a guess. What was guessed in vain is left, what was not foreseen is asked for once the graph is known, and so is
// every library of which the go command had something to say.
type foreseen struct {
	cancel context.CancelFunc
	done   chan struct{}
	byPath map[string]*packages.Package
}

// foresee begins to look for libraries where everything below some directories was asked for. Own paths are those of the user, whose packages are
// checked from source: asked for as libraries they would be compiled.
func (l *lister) foresee(ctx context.Context, used []string) *foreseen {
	ctx, cancel := context.WithCancel(ctx)
	f := &foreseen{cancel: cancel, done: make(chan struct{}), byPath: map[string]*packages.Package{}}
	go func() {
		defer close(f.done)
		if !all(l.opts) || l.opts.OwnPath == nil {
			return
		}
		dirs := []string{l.opts.Dir}
		if len(used) > 0 {
			dirs = dirs[:0]
			for _, d := range used {
				dirs = append(dirs, filepath.Join(l.opts.Dir, d))
			}
		}
		paths := l.imports(ctx, dirs)
		if len(paths) == 0 || tooLong(paths) {
			return
		}
		listed, err := l.exports(ctx, paths)
		if err != nil {
			return // asked again, it is an error of the run
		}
		for _, p := range listed {
			if p.ExportFile != "" && len(p.Errors) == 0 {
				f.byPath[p.ID] = p
			}
		}
	}()
	return f
}

// stop ends the search and waits for its end.
func (f *foreseen) stop() {
	f.cancel()
	<-f.done
}

// take waits for what was foreseen of some libraries, and lists those that were not.
func (f *foreseen) take(paths []string) (found []*packages.Package, missing []string) {
	<-f.done
	for _, path := range paths {
		if p := f.byPath[path]; p != nil {
			found = append(found, p)
		} else {
			missing = append(missing, path)
		}
	}
	return found, missing
}

// imports lists what Go files below directories import from elsewhere, sorted.
func (l *lister) imports(ctx context.Context, dirs []string) []string {
	found := map[string]bool{}
	match := l.constraints()
	for _, dir := range dirs {
		_ = walk(dir, func(dir string) bool { return !isModule(dir) }, func(path string) error { // what cannot be read is not foreseen
			if !strings.HasSuffix(path, ".go") || !l.opts.Tests && strings.HasSuffix(path, "_test.go") {
				return nil
			}
			for _, imp := range match(path) {
				if !found[imp] && !l.opts.OwnPath(imp) && askable(imp) {
					found[imp] = true
				}
			}
			return ctx.Err()
		})
	}
	return slices.Sorted(maps.Keys(found))
}

// constraints reads the imports of a file, none of one that build constraints leave out.
func (l *lister) constraints() func(path string) []string {
	ctxt := build.Default
	for key, to := range map[string]*string{"GOOS": &ctxt.GOOS, "GOARCH": &ctxt.GOARCH} {
		if v := getenv(l.opts.Env, key); v != "" {
			*to = v
		}
	}
	if v := getenv(l.opts.Env, "CGO_ENABLED"); v != "" {
		ctxt.CgoEnabled = v == "1"
	}
	ctxt.BuildTags = slices.DeleteFunc(strings.Split(l.opts.Tags, ","), func(t string) bool { return t == "" })
	return func(path string) []string {
		src, err := os.ReadFile(path)
		if err != nil {
			return nil
		}
		ctxt.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(src)), nil }
		if ok, err := ctxt.MatchFile(filepath.Dir(path), filepath.Base(path)); err != nil || !ok {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, src, parser.ImportsOnly)
		if err != nil {
			return nil
		}
		return importPaths(file)
	}
}

// askable reports an import path that the go command reads as one: a malformed one would be taken for a directory, a pattern or a version.
func askable(path string) bool {
	return path != "" && path != "C" && path != "unsafe" && !strings.HasPrefix(path, ".") && !strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "-") &&
		!strings.Contains(path, "...") && !strings.ContainsAny(path, "@\\ \t\n") && !reserved(path)
}

// reserved are the names by which the go command knows sets of packages.
func reserved(path string) bool {
	return path == "all" || path == "std" || path == "cmd" || path == "main" || path == "work" || path == "tool"
}

func isModule(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}
