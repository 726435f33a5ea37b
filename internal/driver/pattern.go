package driver

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/tools/go/packages"
)

// everything is the pattern for all packages below a directory.
const everything = "./..."

// all reports whether everything below the directory was asked for.
func all(opts Options) bool {
	return len(opts.Patterns) == 0 || slices.Contains(opts.Patterns, everything)
}

// patterns completes the patterns: none means everything, and everything at the root of a workspace means each of its modules,
// which the go command refuses where the root is no module itself.
func patterns(opts Options, used []string) []string {
	list := opts.Patterns
	if len(list) == 0 {
		list = []string{everything}
	}
	if len(used) == 0 {
		return list
	}
	var out []string
	for _, p := range list {
		if p != everything {
			out = append(out, p)
			continue
		}
		for _, mod := range used {
			out = append(out, "./"+filepath.ToSlash(filepath.Join(mod, "..."))) // "./../x/..." is fine
		}
	}
	return out
}

// whole lists the modules of the roots that were asked for as a whole, sorted.
func whole(opts Options, used []string, roots []*packages.Package) []string {
	var list []string
	if !all(opts) {
		return nil
	}
	for _, p := range roots {
		if p.Module == nil || p.Module.Dir == "" {
			continue
		}
		rel, err := filepath.Rel(opts.Dir, p.Module.Dir)
		if err == nil && (filepath.IsLocal(rel) || slices.Contains(used, rel)) {
			list = append(list, p.Module.Path)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// workspaceModules lists the module directories of the go.work that lies in the directory itself, relative to it;
// none when there is no such file or it is switched off.
func workspaceModules(opts Options) ([]string, error) {
	file := filepath.Join(opts.Dir, "go.work")
	switch env := getenv(opts.Env, "GOWORK"); {
	case env == "off":
		return nil, nil
	case env != "":
		abs, err := filepath.Abs(file)
		if err != nil || abs != filepath.Clean(env) {
			return nil, err
		}
	}
	data, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read workspace: %w", err)
	}
	work, err := modfile.ParseWork(file, data, nil)
	if err != nil {
		return nil, fmt.Errorf("read workspace: %w", err)
	}
	var mods []string
	for _, use := range work.Use {
		mods = append(mods, filepath.Clean(filepath.FromSlash(use.Path)))
	}
	slices.Sort(mods)
	return mods, nil
}

// nested lists the modules below the directory that "./..." leaves out: those with a go.mod of their own that no go.work names.
// It returns nothing when "./..." was not asked for.
func nested(opts Options, used []string) ([]string, error) {
	if !all(opts) {
		return nil, nil
	}
	root := opts.Dir
	var left []string
	enter := func(string) bool { return true }
	err := walk(root, enter, func(path string) error {
		if filepath.Base(path) != "go.mod" {
			return nil
		}
		dir, err := filepath.Rel(root, filepath.Dir(path))
		if err == nil && dir != "." && !slices.Contains(used, dir) {
			left = append(left, filepath.ToSlash(dir))
		}
		return err
	})
	slices.Sort(left)
	return left, err
}

// walk visits the files below a directory that the go command may look at, in the directories below it that are to be entered.
func walk(root string, enter func(dir string) bool, file func(path string) error) error {
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil && entry != nil && entry.IsDir():
			return filepath.SkipDir // unreadable: the go command passes over it too
		case err != nil:
			return nil
		case !entry.IsDir():
			return file(path)
		case path != root && (passedOver(entry.Name()) || !enter(path)):
			return filepath.SkipDir
		}
		return nil
	})
}

// passedOver says which directories the go command does not look into, and those that never hold Go.
func passedOver(name string) bool {
	return name == "vendor" || name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")
}

// getenv looks a variable up in an environment, the last entry winning; nil means that of the process.
func getenv(env []string, key string) string {
	if env == nil {
		return os.Getenv(key)
	}
	for _, entry := range slices.Backward(env) {
		if value, ok := strings.CutPrefix(entry, key+"="); ok {
			return value
		}
	}
	return ""
}
