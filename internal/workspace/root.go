package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/mod/modfile"

	"github.com/bailiwick-dev/bailiwick/internal/pattern"
)

// FindRoot returns the directory whose tree belongs together with dir: the higher one of the repository's root and the directory of the
// nearest go.work; without either, that of the nearest go.mod; without that, dir itself. dir must be absolute.
//
// The walk ends below a directory named testdata: for the go command, and so for us, what lies in there is a world of its own. A repository
// that is the user's home directory (settings kept in git) is none: it would make all that they have one workspace.
func FindRoot(dir string) (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "" // then no directory is taken for it
	}
	var module, work, repository string
	for at := dir; ; at = filepath.Dir(at) {
		for _, mark := range []struct {
			name  string
			found *string
		}{{"go.mod", &module}, {"go.work", &work}, {".git", &repository}} {
			if *mark.found != "" || mark.name == ".git" && at == home {
				continue
			}
			ok, err := exists(filepath.Join(at, mark.name))
			if err != nil {
				return "", fmt.Errorf("find the root of %s: %w", dir, err)
			}
			if ok {
				*mark.found = at
			}
		}
		if parent := filepath.Dir(at); parent == at || filepath.Base(parent) == "testdata" {
			break
		}
	}
	switch {
	case repository != "" && (work == "" || len(repository) <= len(work)):
		return repository, nil // both are on the way up: the shorter is the higher
	case work != "":
		return work, nil
	case module != "":
		return module, nil
	default:
		return dir, nil
	}
}

// Repository returns the root of the repository that a directory lies in, as a host of code sees it: no go.work and no testdata changes it. It is "" where
// there is none but the user's home directory.
func Repository(dir string) string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "" // then no directory is taken for it
	}
	for at := dir; ; at = filepath.Dir(at) {
		if ok, err := exists(filepath.Join(at, ".git")); ok && err == nil && at != home {
			return at
		}
		if at == filepath.Dir(at) {
			return ""
		}
	}
}

// exists reports whether a name is there. A .git may be a file (work trees, submodules). What may not be read counts as absent: a
// directory above the user's own is none of our business.
func exists(name string) (bool, error) {
	_, err := os.Lstat(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
		return false, err
	}
	return err == nil, nil
}

// inModuleCache matches a directory of the module cache by its version, "…/module@v1.2.3/…". The cache's place is not asked for: only the go
// command knows it, and this question is asked in a process per package.
var inModuleCache = pattern.New(`@v[0-9]+\.[0-9]+\.[0-9]+[^/\\]*([/\\]|$)`)

// Owns reports whether a package is the user's own, given its directory and its module's path: it lies in that module's tree, outside the
// module cache. So main modules, those of a go.work and locally replaced ones are the user's; the standard library, downloaded and vendored
// modules are not (above a vendored package stands the go.mod of the module that vendored it). A package without files, such as one of external tests alone, has
// no directory, and nothing to judge either.
func Owns(dir, module string) bool {
	if dir == "" || module == "" || inModuleCache.MatchString(dir) {
		return false
	}
	_, path, ok := nearestModule(dir)
	return ok && path == module
}

// ProgramDir is the directory in which "./..." means the whole program that a directory belongs to: that of the go.work which is in force, else
// that of its module, else the directory itself.
func ProgramDir(dir string) string {
	module, _, ok := nearestModule(dir)
	if !ok {
		return dir
	}
	env := os.Getenv("GOWORK")
	for at := module; env == ""; at = filepath.Dir(at) {
		name := filepath.Join(at, "go.work")
		if data, err := os.ReadFile(name); err == nil {
			if work, err := modfile.ParseWork(name, data, nil); err == nil &&
				slices.ContainsFunc(work.Use, func(use *modfile.Use) bool { return absolute(at, use.Path) == module }) {
				return at
			}
			break // the go command would look no further, and refuse
		}
		if filepath.Dir(at) == at {
			break
		}
	}
	return module
}

// nearestModule finds the go.mod in dir or above it, and the module path that it declares.
func nearestModule(dir string) (root, path string, ok bool) {
	for {
		data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil {
			path = modfile.ModulePath(data)
			return dir, path, path != ""
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", "", false
		}
		dir = parent
	}
}
