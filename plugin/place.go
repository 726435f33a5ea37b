package plugin

import (
	"os"
	"path/filepath"
	"strings"
)

// configDir is the directory of golangci-lint's config, where relative paths in the settings start from. A plugin is not told, so the search of golangci-lint is
// done again: the file of -c, else the first .golangci.* in the current directory or above what is linted. Without a config, as when the settings come from
// elsewhere, it is the current directory.
func configDir(args []string, cwd string) string {
	from := cwd
	for i, arg := range args {
		if path, ok := configFlag(args[i:]); ok {
			return filepath.Dir(absolute(cwd, path))
		}
		if dir := absolute(cwd, strings.TrimSuffix(arg, "/...")); from == cwd && !strings.HasPrefix(arg, "-") && isDir(dir) {
			from = dir
		}
	}
	if hasConfig(cwd) {
		return cwd
	}
	for dir := from; ; dir = filepath.Dir(dir) {
		if hasConfig(dir) {
			return dir
		}
		if filepath.Dir(dir) == dir {
			return cwd
		}
	}
}

// configFlag reads -c at the beginning of arguments, in the forms that golangci-lint takes.
func configFlag(args []string) (string, bool) {
	for _, name := range []string{"-c", "--config"} {
		rest, ok := strings.CutPrefix(args[0], name)
		switch {
		case !ok:
		case rest == "" && len(args) > 1:
			return args[1], true
		case strings.HasPrefix(rest, "="):
			return rest[1:], true
		case name == "-c" && rest != "":
			return rest, true
		}
	}
	return "", false
}

func hasConfig(dir string) bool {
	for _, ext := range []string{"yml", "yaml", "toml", "json"} {
		if info, err := os.Stat(filepath.Join(dir, ".golangci."+ext)); err == nil && info.Mode().IsRegular() {
			return true
		}
	}
	return false
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

func absolute(cwd, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(cwd, path)
}
