package plugin

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/analyzers"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

// build makes the analyzers of a rule as golangci-lint does.
func build(rule string, settings any) ([]*analysis.Analyzer, error) {
	newPlugin, err := register.GetPlugin(rule)
	if err != nil {
		return nil, err
	}
	p, err := newPlugin(settings)
	if err != nil {
		return nil, err
	}
	if mode := p.GetLoadMode(); mode != register.LoadModeTypesInfo {
		return nil, os.ErrInvalid
	}
	return p.BuildAnalyzers()
}

// in changes to a program and gives the process a cache directory of its own.
func in(t *testing.T, files string) string {
	t.Helper()
	dir := runnertest.Write(t, runnertest.Chain)
	runnertest.Update(t, dir, files)
	t.Chdir(dir)
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	return dir
}

func TestEveryRuleIsRegistered(t *testing.T) {
	in(t, "")
	for _, rule := range analyzers.Names() {
		list, err := build(rule, nil)
		require.NoError(t, err, rule)
		require.NoError(t, analysis.Validate(list))
		require.Len(t, list, 2)
		require.Equal(t, rule, list[0].Name, "//nolint and messages go by it")
		require.Empty(t, list[0].FactTypes, "facts are kept under the name of what makes them")
		require.Regexp(t, regexp.MustCompile(`^`+rule+`_[0-9a-f]{16}$`), list[0].Requires[0].Name)
		require.NotEmpty(t, list[0].Requires[0].FactTypes)
		require.Regexp(t, regexp.MustCompile(`^bailiwickkey_[0-9a-f]{16}$`), list[1].Name)
	}
}

// A process has one suite for one block of settings, however many rules ask.
func TestOneSuite(t *testing.T) {
	in(t, "")
	rule := analyzers.Names()[0]
	first, err := build(rule, map[string]any{"tests": true})
	require.NoError(t, err)
	second, err := build(rule, map[string]any{"tests": true})
	require.NoError(t, err)
	require.Same(t, first[0], second[0])
	other, err := build(rule, map[string]any{"tests": false})
	require.NoError(t, err)
	require.NotSame(t, first[0], other[0])
}

func TestKeyNamesWhatIsNoGoFile(t *testing.T) {
	const embedding = "-- b/text.go --\npackage b\n\nimport _ \"embed\"\n\n//go:embed q.txt\nvar q string\n"
	keys := map[string]string{}
	for _, tt := range []struct{ name, files string }{
		{"nothing", embedding + "-- b/q.txt --\nSELECT 1\n"},
		{"a migration", embedding + "-- b/q.txt --\nSELECT 1\n-- migrations/1_a.sql --\nCREATE TABLE t (id int, tenant_id int);\n"},
		{"the config", embedding + "-- b/q.txt --\nSELECT 1\n-- .bailiwick.yml --\ntenant: {columns: [tenant_id]}\n"},
		{"an embedded file", embedding + "-- b/q.txt --\nSELECT 2\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in(t, tt.files)
			list, err := build(analyzers.Names()[0], nil)
			require.NoError(t, err)
			require.NotContains(t, keys, list[1].Name, "as for %s", keys[list[1].Name])
			keys[list[1].Name] = tt.name
		})
	}
}

func TestBadSettings(t *testing.T) {
	rule := analyzers.Names()[0]
	for _, tt := range []struct {
		name, files string
		settings    any
		want        []string
	}{
		{"unknown key", "", map[string]any{"tenat": map[string]any{}}, []string{`linters.settings.custom.` + rule + `.settings: tenat: unknown key; did you mean "tenant"?`}},
		{"no block", "", "text", []string{"want a block of keys"}},
		{"schema that is not there", "", map[string]any{"schema": []any{"nosuch"}}, []string{"nosuch"}},
		{"a key that the file sets differently", "-- .bailiwick.yml --\ntests: false\n", map[string]any{"tests": true},
			[]string{".bailiwick.yml:1: tests: set to false here and to true in linters.settings.custom." + rule + ".settings"}},
		{"a bad file in a part", "-- b/.bailiwick.yml --\ntenat: {}\n", nil, []string{filepath.FromSlash("b/.bailiwick.yml:1"), `did you mean "tenant"?`}},
		{"alike in both", "-- .bailiwick.yml --\ntests: true\n", map[string]any{"tests": true}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in(t, tt.files)
			_, err := build(rule, tt.settings)
			if tt.want == nil {
				require.NoError(t, err)
			}
			for _, want := range tt.want {
				require.ErrorContains(t, err, want)
			}
		})
	}
}

func TestConfigDir(t *testing.T) {
	dir := in(t, "-- .golangci.yml --\nversion: \"2\"\n-- a/.golangci.toml --\n\n-- lint/golangci.yml --\n\n-- a/b/x.go --\npackage b\n")
	sub := filepath.Join(dir, "a", "b")
	for _, tt := range []struct {
		name string
		args []string
		cwd  string
		want string
	}{
		{"beside", []string{"run"}, dir, dir},
		{"above", []string{"run", "./..."}, sub, filepath.Join(dir, "a")},
		{"the current one comes first", []string{"run", "./a/..."}, dir, dir},
		{"above what is linted", []string{"run", "../a/b/..."}, filepath.Join(dir, "b"), filepath.Join(dir, "a")},
		{"named", []string{"run", "-c", "lint/golangci.yml"}, dir, filepath.Join(dir, "lint")},
		{"named with =", []string{"run", "--config=lint/golangci.yml"}, dir, filepath.Join(dir, "lint")},
		{"named, absolute", []string{"run", "--config", filepath.Join(dir, "lint", "golangci.yml")}, sub, filepath.Join(dir, "lint")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, configDir(tt.args, tt.cwd))
		})
	}
}
