package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

// The programs of the rule's obligations tests, each of which shows a sentence about how obligations travel, are one module here: program p
// lies in directory p, and its packages below example.com/shop/p. The command and go vet must say of each what its comments announce.

const programs = "../../analyzers/tenantscope/testdata"

// elsewhere are programs that need a config, a package with errors, or whose obligation is unresolved, which is no finding; the rule's own
// tests run them.
var elsewhere = [...]string{"strict", "broken", "unbound"}

// announced is a pattern of a comment: // want `re` or, what only the command can know, // orphan `re`.
var (
	announcement = regexp.MustCompile("(want|orphan)((?: `[^`]*`)+)")
	pattern      = regexp.MustCompile("`([^`]*)`")
)

type expected struct {
	re     *regexp.Regexp
	orphan bool
}

// obligationsModule writes all programs and returns their directory, their names and what they announce, by "file:line".
func obligationsModule(t *testing.T) (dir string, names []string, wants map[string][]expected) {
	t.Helper()
	schema, err := os.ReadFile(filepath.Join(programs, "src", "schema.sql"))
	require.NoError(t, err)
	module := txtar.Archive{Files: []txtar.File{{Name: "migrations/0001_init.up.sql", Data: schema}}}
	mod := "module example.com/shop\n\ngo 1.25\n"
	for _, lib := range []string{"go.uber.org/fx", "go.uber.org/dig", "github.com/google/wire"} {
		files, err := filepath.Glob(filepath.Join(programs, "src", filepath.FromSlash(lib), "*.go"))
		require.NoError(t, err)
		require.NotEmpty(t, files, lib)
		for _, file := range files {
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			module.Files = append(module.Files, txtar.File{Name: "lib/" + lib + "/" + filepath.Base(file), Data: data})
		}
		module.Files = append(module.Files, txtar.File{Name: "lib/" + lib + "/go.mod", Data: []byte("module " + lib + "\n\ngo 1.25\n")})
		mod += fmt.Sprintf("\nrequire %s v1.0.0\n\nreplace %s => ./lib/%s\n", lib, lib, lib)
	}
	module.Files = append(module.Files, txtar.File{Name: "go.mod", Data: []byte(mod)})
	wants = map[string][]expected{}
	files, err := filepath.Glob(filepath.Join(programs, "obligations", "*.txtar"))
	require.NoError(t, err)
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		if slices.Contains(elsewhere[:], name) {
			continue
		}
		names = append(names, name)
		archive, err := txtar.ParseFile(file)
		require.NoError(t, err)
		for _, f := range archive.Files {
			at := path.Join(name, f.Name)
			text := strings.ReplaceAll(string(f.Data), `"example.com/shop/`, `"example.com/shop/`+name+"/")
			module.Files = append(module.Files, txtar.File{Name: at, Data: []byte(text)})
			announcedIn(wants, at, text)
		}
	}
	dir = runnertest.Write(t, string(txtar.Format(&module)))
	t.Setenv("GOFLAGS", "-mod=mod")
	t.Setenv("GOCACHE", goCache(t))
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	return dir, names, wants
}

func announcedIn(wants map[string][]expected, file, text string) {
	for i, line := range strings.Split(text, "\n") {
		_, comment, ok := strings.Cut(line, "// ")
		if !ok {
			continue
		}
		for _, m := range announcement.FindAllStringSubmatch(comment, -1) {
			for _, q := range pattern.FindAllStringSubmatch(m[2], -1) {
				key := fmt.Sprintf("%s:%d", file, i+1)
				wants[key] = append(wants[key], expected{regexp.MustCompile(q[1]), m[1] == "orphan"})
			}
		}
	}
}

// compare holds findings, each as "file:line: message", against what the program announces.
func compare(t *testing.T, program string, found []string, wants map[string][]expected, orphans bool) {
	t.Helper()
	met := map[string]bool{}
	for _, f := range found {
		if !strings.HasPrefix(f, program+"/") {
			continue
		}
		place, message, _ := strings.Cut(f, ": ")
		ok := false
		for i, w := range wants[place] {
			if w.re.MatchString(message) && (orphans || !w.orphan) {
				ok, met[fmt.Sprint(place, i)] = true, true
			}
		}
		if !ok {
			t.Errorf("not announced: %s", f)
		}
	}
	for place, list := range wants {
		for i, w := range list {
			if strings.HasPrefix(place, program+"/") && (orphans || !w.orphan) && !met[fmt.Sprint(place, i)] {
				t.Errorf("%s: nothing matches %q", place, w.re)
			}
		}
	}
}

// TestObligations runs the command and go vet over every program.
func TestObligations(t *testing.T) {
	if testing.Short() {
		t.Skip("runs go vet")
	}
	dir, names, wants := obligationsModule(t)
	require.Greater(t, len(names), 30)
	command, vet := byCommand(t, dir), byVet(t, dir)
	require.Greater(t, len(vet), 20)
	require.Greater(t, len(command), len(vet), "only the command knows what has no caller")
	for _, name := range names {
		t.Run("command/"+name, func(t *testing.T) { compare(t, name, command, wants, true) })
		t.Run("vet/"+name, func(t *testing.T) { compare(t, name, vet, wants, false) })
	}
}
