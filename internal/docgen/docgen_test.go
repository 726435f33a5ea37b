package docgen

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "write the generated pages of docs/")

func TestPagesAreFresh(t *testing.T) {
	root := filepath.Join("..", "..")
	pages, err := Pages(root)
	require.NoError(t, err)
	for name, want := range pages {
		path := filepath.Join(root, filepath.FromSlash(name))
		if *update {
			require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
			require.NoError(t, os.WriteFile(path, []byte(want), 0o644))
		}
		got, err := os.ReadFile(path)
		require.NoError(t, err, "run `go test ./internal/docgen -update`")
		require.Equal(t, want, string(got), "%s is stale: run `go test ./internal/docgen -update`", name)
	}
	// A page whose rule is gone is stale too.
	on, err := filepath.Glob(filepath.Join(root, "docs", "rules", "*.md"))
	require.NoError(t, err)
	for _, path := range on {
		require.Contains(t, pages, "docs/rules/"+filepath.Base(path), "no rule makes this page")
	}
}

// With several rules the options are documented once, and the others refer to them.
func TestGolangciExampleOfSeveralRules(t *testing.T) {
	one, err := findRules(writeRule(t, goodDoc, goodExample))
	require.NoError(t, err)
	second := one[0]
	second.name = "second"
	second.doc = strings.ReplaceAll(second.doc, "myrule", "second")
	text, err := golangciExample(filepath.Join("..", ".."), append(one, second))
	require.NoError(t, err)
	require.Contains(t, text, "settings: *bailiwick\n")
	var doc struct {
		Linters struct {
			Settings struct {
				Custom map[string]struct{ Settings map[string]any }
			}
		}
	}
	require.NoError(t, yaml.Unmarshal([]byte(text), &doc))
	require.NotEmpty(t, doc.Linters.Settings.Custom["second"].Settings)
	require.Equal(t, doc.Linters.Settings.Custom["myrule"], doc.Linters.Settings.Custom["second"])
}

// writeRule makes a rule in a temporary repository.
func writeRule(t *testing.T, doc, example string) string {
	t.Helper()
	root := t.TempDir()
	dir := filepath.Join(root, "analyzers", "myrule")
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "testdata", "src", "example"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "doc.go"), []byte(doc), 0o644))
	if example != "" {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "testdata", "src", "example", "a.go"), []byte(example), 0o644))
	}
	sample, err := os.ReadFile(filepath.Join("..", "config", "testdata", "full.yml"))
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(filepath.Join(root, "internal", "config", "testdata"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(root, "internal", "config", "testdata", "full.yml"), sample, 0o644))
	return root
}

const (
	goodDoc     = "// Package myrule is it.\n//\n// # Analyzer myrule\n//\n// myrule: report bad things\n//\n// Why not.\n//\n//\tbad() // reported\n//\n//\tgood()\n//\n// # Notes\n//\n// More.\npackage myrule\n"
	goodExample = "package example\n\nimport \"fmt\"\n\n// T is a type.\ntype T struct {\n\tID int // the id\n}\n\n// bad does it.\nfunc bad() {\n\tfmt.Println(1) // want `call of \\(fmt\\)` `second`\n\t// inside\n}\n\n// good does not.\nfunc good() {}\n"
)

func TestRulePage(t *testing.T) {
	pages, err := Pages(writeRule(t, goodDoc, goodExample))
	require.NoError(t, err)
	page := pages["docs/rules/myrule.md"]
	require.Contains(t, page, "# myrule\n\nReport bad things.\n\nWhy not.\n\n```go\nbad() // reported\ngood()\n```\n\n## Notes\n\nMore.\n\n## Examples\n")
	require.Contains(t, page, "Given\n\n```go\n// T is a type.\ntype T struct {\n\tID int // the id\n}\n```\n\n")
	require.Contains(t, page, "`bad` does it.\n\n```go\nfunc bad() {\n\tfmt.Println(1) // reported: call of (fmt); second\n\t// inside\n}\n```\n\n`good` does not.\n\n```go\nfunc good() {}\n```\n\n")
	require.NotContains(t, page, "import")
	require.NotContains(t, page, "## Categories", "the config knows none of this rule")
}

func TestRulesThatCannotBeDocumented(t *testing.T) {
	for _, tc := range []struct{ name, doc, example, want string }{
		{"no summary", strings.Replace(goodDoc, "myrule: report", "report", 1), goodExample, "the first line below the heading must be \"myrule: \" and a summary"},
		{"no examples", goodDoc, "", "testdata/src/example holds no examples"},
		{"example without a comment", goodDoc, strings.Replace(goodExample, "// good does not.\n", "", 1), "a.go: good has no comment to stand above it"},
		{"example that does not parse", goodDoc, "package example\nfunc", "expected"},
		{"no heading", "// Package myrule is it.\npackage myrule\n", goodExample, "documents an analyzer"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Pages(writeRule(t, tc.doc, tc.example))
			require.ErrorContains(t, err, tc.want)
		})
	}
}

func TestConfigPageShowsAConfigThatIsValid(t *testing.T) {
	page, err := configPage()
	require.NoError(t, err)
	_, rest, _ := strings.Cut(page, "An example:\n\n```yaml\n")
	text, _, found := strings.Cut(rest, "```")
	require.True(t, found)
	f, err := config.Parse("c.yml", []byte(text))
	require.NoError(t, err)
	require.NotEmpty(t, f.Queries)
}

func TestGolangciExampleDecodes(t *testing.T) {
	root := filepath.Join("..", "..")
	pages, err := Pages(root)
	require.NoError(t, err)
	text := pages[".golangci.example.yml"]
	var doc struct {
		Linters struct {
			Enable   []string
			Settings struct {
				Custom map[string]struct{ Settings map[string]any }
			}
		}
	}
	require.NoError(t, yaml.Unmarshal([]byte(text), &doc))
	require.Equal(t, config.RuleNames(), doc.Linters.Enable)
	for _, name := range doc.Linters.Enable {
		require.Equal(t, doc.Linters.Settings.Custom[doc.Linters.Enable[0]], doc.Linters.Settings.Custom[name])
	}
	got, err := config.FromSettings("the example", root, doc.Linters.Settings.Custom[doc.Linters.Enable[0]].Settings)
	require.NoError(t, err)
	want, err := config.Load(filepath.Join(root, "internal", "config", "testdata", "full.yml"))
	require.NoError(t, err)
	require.Equal(t, want.Config, got.Config)
	// Every option is documented, once.
	keys, err := config.Keys()
	require.NoError(t, err)
	flat := strings.Join(strings.Fields(strings.ReplaceAll(text, "#", "")), " ")
	for _, k := range keys {
		require.Equal(t, 1, strings.Count(flat, k.Doc), k.Key)
		if k.Default != "" {
			require.Contains(t, text, "# Default: "+k.Default+"\n", k.Key)
		}
	}
}
