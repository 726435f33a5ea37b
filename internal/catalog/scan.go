package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"
)

// File is a file below the root that may say something about tables.
type File struct {
	Path    string // relative to the root, with slashes
	Size    int64
	ModTime time.Time
	abs     string
	// side files belong to examples, tests and the like: they describe the application's tables only where
	// nothing else does.
	side bool
}

// maxFile bounds what is read: a longer .sql file is a data dump, a longer .go file generated data.
const maxFile = 16 << 20

// Scan lists the files below the roots of opts that Build would look at, sorted by path. Nothing is read but
// directories.
//
// Left out: hidden directories, those that begin with an underscore, vendor, node_modules and testdata, and
// _test.go files. Nested modules are not left out, whether or not a go.work names them: migrations often live
// in a module of their own. Symbolic links are not followed.
func Scan(opts Options) ([]File, error) {
	var files []File
	roots := append([]string{opts.Root}, opts.Extra...)
	for i, root := range roots {
		w := &walker{root: root, exclude: opts.Exclude}
		if i > 0 {
			w.prefix = relative(opts.Root, root)
		}
		if err := w.dir("", false); err != nil {
			return nil, fmt.Errorf("scan for schema and models: %w", err)
		}
		files = append(files, w.files...)
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return slices.CompactFunc(files, func(a, b File) bool { return a.abs == b.abs }), nil
}

// relative gives the path of a further directory as seen from the root, so that nothing that is derived from
// it depends on the machine.
func relative(root, dir string) string {
	if rel, err := filepath.Rel(root, dir); err == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(dir)
}

type walker struct {
	root, prefix string
	exclude      []string
	files        []File
}

// dir walks one directory, rel being its path from the root.
func (w *walker) dir(rel string, side bool) error {
	entries, err := os.ReadDir(filepath.Join(w.root, filepath.FromSlash(rel)))
	if err != nil {
		if rel != "" && (errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist)) {
			return nil // a directory that cannot be entered holds nothing that the build needs
		}
		return err
	}
	for _, e := range entries {
		name := e.Name()
		sub := path.Join(rel, name)
		if w.excluded(sub) {
			continue
		}
		if e.IsDir() {
			if skipDir(name) {
				continue
			}
			if err := w.dir(sub, side || isSide(name)); err != nil {
				return err
			}
			continue
		}
		if !e.Type().IsRegular() || !wanted(name) {
			continue
		}
		info, err := e.Info()
		if err != nil || info.Size() > maxFile {
			continue // gone since the directory was read, or data
		}
		w.files = append(w.files, File{Path: path.Join(w.prefix, sub), Size: info.Size(), ModTime: info.ModTime(),
			abs: filepath.Join(w.root, filepath.FromSlash(sub)), side: side})
	}
	return nil
}

func (w *walker) excluded(rel string) bool {
	for _, glob := range w.exclude {
		if ok, err := doublestar.Match(glob, rel); err == nil && ok {
			return true
		}
	}
	return false
}

func skipDir(name string) bool {
	return name[0] == '.' || name[0] == '_' || name == "vendor" || name == "node_modules" || name == "testdata"
}

// isSide reports a directory whose files describe somebody else's tables as a rule.
func isSide(name string) bool {
	switch strings.ToLower(name) {
	case "test", "tests", "testing", "testutil", "testutils", "testhelper", "testhelpers", "fixture", "fixtures", "example", "examples", "sample", "samples", "demo", "demos",
		"e2e", "integration", "integration_test", "integration_tests", "integrationtest", "mock", "mocks", "bench", "benchmark", "benchmarks", "doc", "docs", "quickstart":
		return true
	}
	return false
}

// wanted reports a file by its name.
func wanted(name string) bool {
	switch {
	case strings.HasSuffix(name, ".sql"):
		return true
	case strings.HasSuffix(name, ".go"):
		return !strings.HasSuffix(name, "_test.go") && !strings.HasSuffix(name, ".pb.go") && !strings.HasSuffix(name, ".pb.gw.go") && !strings.HasSuffix(name, ".connect.go")
	}
	switch name {
	case "go.mod", "sqlc.yaml", "sqlc.yml", "sqlc.json":
		return true
	}
	return false
}
