package house

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

const module = "github.com/bailiwick-dev/bailiwick"

// arrow forbids imports. Arrows point one way: cmd, editor and plugin to analyzers, analyzers to its rules, a rule to internal, and nothing back.
type arrow struct {
	name string
	// files are globs over the paths of files, as depguard reads them: ** matches any number of directories, ! excludes.
	files []string
	// in decides for a directory and a file what files say.
	in func(dir string, test bool) bool
	// deny lists prefixes of import paths with the reason.
	deny map[string]string
}

func below(dir, top string) bool { return dir == top || strings.HasPrefix(dir, top+"/") }

// arrows is the design page's list. The same stands in .golangci.yml for editors and for whoever runs golangci-lint; a test compares the two.
func arrows() []arrow {
	const oneWay = "arrows point one way: cmd, editor, plugin → analyzers → analyzers/<rule> → internal"
	return []arrow{
		{
			name: "internal", files: []string{"**/internal/**", "!**/cmd/**"},
			in: func(dir string, _ bool) bool { return below(dir, "internal") },
			deny: map[string]string{
				module + "/analyzers": oneWay, module + "/cmd": oneWay, module + "/editor": oneWay, module + "/plugin": oneWay,
			},
		},
		{
			name: "rule", files: []string{"**/analyzers/*/**", "!$test"},
			in: func(dir string, test bool) bool { return below(dir, "analyzers") && dir != "analyzers" && !test },
			deny: map[string]string{
				module + "/analyzers": "a rule never imports another rule", module + "/cmd": oneWay, module + "/editor": oneWay, module + "/plugin": oneWay,
			},
		},
		{
			name: "suite", files: []string{"**/analyzers/*.go"},
			in:   func(dir string, _ bool) bool { return dir == "analyzers" },
			deny: map[string]string{module + "/cmd": oneWay, module + "/editor": oneWay, module + "/plugin": oneWay},
		},
		{
			name: "sqlread", files: []string{"**/internal/sqlread/**", "!$test"},
			in:   func(dir string, test bool) bool { return below(dir, "internal/sqlread") && !test },
			deny: map[string]string{module: "sqlread reads text and knows nothing of ours"},
		},
		{
			name: "catalog", files: []string{"**/internal/catalog/**", "!$test"},
			in: func(dir string, test bool) bool { return below(dir, "internal/catalog") && !test },
			deny: map[string]string{
				module + "/internal/config": "catalog is told what it needs", module + "/internal/flow": "catalog knows no code", module + "/internal/query": "catalog knows no code",
				module + "/internal/verdict": "catalog judges nothing", module + "/internal/workspace": "catalog is told what it needs",
			},
		},
		{
			name: "runtime", files: []string{"$all"},
			in:   func(string, bool) bool { return true },
			deny: map[string]string{module + "/runtime": "the runtime is a module of its own that nothing here needs"},
		},
		{
			name: "shipped", files: []string{"$all", "!$test", "!**/internal/runnertest/**"},
			in: func(dir string, test bool) bool { return !test && dir != "internal/runnertest" },
			deny: map[string]string{
				"github.com/stretchr/testify": "for tests only", "golang.org/x/tools/go/analysis/analysistest": "for tests only", "testing": "for tests only",
				"C": "no cgo", "log": "errors are returned", "github.com/santhosh-tekuri/jsonschema": "for tests only",
			},
		},
	}
}

// visitFiles visits every Go file of the root module, by its name from there.
func visitFiles(t *testing.T, visit func(root, rel string) error) {
	t.Helper()
	root := filepath.Join("..", "..")
	files := 0
	require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if d.Name() == "testdata" || rel != "." && strings.HasPrefix(d.Name(), ".") || nested(path) && rel != "." {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		files++
		return visit(root, rel)
	}))
	require.Greater(t, files, 50, "the walk did not find the module")
}

// visitImports lists the imports of every Go file of the root module: by directory, with the import's path.
func visitImports(t *testing.T, visit func(file, dir, path string, test bool)) {
	t.Helper()
	visitFiles(t, func(root, rel string) error {
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, rel), nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(rel))
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			visit(rel, dir, imported, strings.HasSuffix(rel, "_test.go"))
		}
		return nil
	})
}

// nested reports a directory that is a module of its own.
func nested(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

// denies gives the reason why an import is forbidden.
func (a arrow) denies(dir, path string, test bool) (string, bool) {
	if !a.in(dir, test) {
		return "", false
	}
	for prefix, why := range a.deny {
		// depguard matches prefixes of the text; "log" must not take "log/slog" with it, so short ones are whole there too.
		if path == prefix || strings.HasPrefix(path, prefix+"/") && prefix != "log" && prefix != "testing" && prefix != "C" {
			return why, true
		}
	}
	return "", false
}

func TestArrowsPointOneWay(t *testing.T) {
	visitImports(t, func(file, dir, path string, test bool) {
		for _, a := range arrows() {
			if why, ok := a.denies(dir, path, test); ok {
				t.Errorf("%s imports %s: %s", file, path, why)
			}
		}
	})
}

func TestArrowsCanFail(t *testing.T) {
	for _, tc := range []struct {
		name, dir, path string
		test, denied    bool
	}{
		{"rule to rule", "analyzers/tenantscope", module + "/analyzers/permguard", false, true},
		{"rule to internal", "analyzers/tenantscope", module + "/internal/verdict", false, false},
		{"rule's external test to itself", "analyzers/tenantscope", module + "/analyzers/tenantscope", true, false},
		{"suite to rule", "analyzers", module + "/analyzers/tenantscope", false, false},
		{"suite to cmd", "analyzers", module + "/cmd/bailiwick", false, true},
		{"internal to suite", "internal/driver", module + "/analyzers", false, true},
		{"internal's test to suite", "internal/driver", module + "/analyzers", true, true},
		{"cmd to suite", "cmd/bailiwick", module + "/analyzers", false, false},
		{"sqlread to ours", "internal/sqlread", module + "/internal/verdict", false, true},
		{"catalog to sqlread", "internal/catalog", module + "/internal/sqlread", false, false},
		{"catalog to query", "internal/catalog", module + "/internal/query", false, true},
		{"anything to the runtime", "cmd/bailiwick", module + "/runtime/pin", false, true},
		{"testify shipped", "internal/config", "github.com/stretchr/testify/require", false, true},
		{"testify in a test", "internal/config", "github.com/stretchr/testify/require", true, false},
		{"cgo", "internal/config", "C", false, true},
		{"log", "internal/config", "log", false, true},
		{"slog", "internal/config", "log/slog", false, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			denied := slices.ContainsFunc(arrows(), func(a arrow) bool {
				_, ok := a.denies(tc.dir, tc.path, tc.test)
				return ok
			})
			require.Equal(t, tc.denied, denied)
		})
	}
}

// TestGolangciSaysTheSame compares the arrows with the depguard rules of the repository's own golangci-lint config.
func TestGolangciSaysTheSame(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", ".golangci.yml"))
	require.NoError(t, err)
	var cfg struct {
		Linters struct {
			Enable   []string `yaml:"enable"`
			Settings struct {
				Depguard struct {
					Rules map[string]struct {
						Files []string `yaml:"files"`
						Deny  []struct {
							Pkg  string `yaml:"pkg"`
							Desc string `yaml:"desc"`
						} `yaml:"deny"`
					} `yaml:"rules"`
				} `yaml:"depguard"`
			} `yaml:"settings"`
		} `yaml:"linters"`
	}
	require.NoError(t, yaml.Unmarshal(data, &cfg))
	require.Contains(t, cfg.Linters.Enable, "depguard")
	rules := cfg.Linters.Settings.Depguard.Rules
	require.Len(t, rules, len(arrows()))
	for _, a := range arrows() {
		rule := rules[a.name]
		require.Equal(t, a.files, rule.Files, a.name)
		deny := make(map[string]string)
		for _, d := range rule.Deny {
			deny[strings.TrimSuffix(d.Pkg, "$")] = d.Desc
		}
		require.Equal(t, a.deny, deny, a.name)
	}
}
