package tenantscope_test

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The verdict page lists, row by row, what the rule must say. Its ids, with the number of items of each row, are kept in
// testdata/verdicts.golden; the page itself is not part of the repository.

var (
	rowID   = regexp.MustCompile(`^\| ((?:TS|TG|EN)-\d\d) \| (.*) \|$`)
	named   = regexp.MustCompile(`^((?:TS|TG|EN)-\d\d)(?:, ((?:TS|TG|EN)-\d\d))?[/:] ?(.+)$`)
	comment = regexp.MustCompile(`(?m)^\s*// ((?:TS|TG|EN)-\d\d): (.+)$|; ((?:TS|TG|EN)-\d\d): (.+)$`)
)

// pageRows reads the ids of the page's tables and counts the items of each row.
func pageRows(t *testing.T, file string) map[string]int {
	t.Helper()
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	rows := map[string]int{}
	for s := bufio.NewScanner(f); s.Scan(); {
		if m := rowID.FindStringSubmatch(s.Text()); m != nil {
			shape, _, _ := strings.Cut(strings.ReplaceAll(m[2], `\|`, "/"), " | ")
			rows[m[1]] = items(shape)
		}
	}
	return rows
}

// items counts what a cell lists, separated by semicolons outside of parentheses and of code.
func items(cell string) int {
	n, depth, code := 1, 0, false
	for _, r := range cell {
		switch {
		case r == '`':
			code = !code
		case code:
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ';' && depth == 0:
			n++
		}
	}
	return n
}

// goldenRows reads testdata/verdicts.golden.
func goldenRows(t *testing.T) map[string]int {
	t.Helper()
	data, err := os.ReadFile("testdata/verdicts.golden")
	require.NoError(t, err)
	rows := map[string]int{}
	for line := range strings.Lines(string(data)) {
		id, count, ok := strings.Cut(strings.TrimSpace(line), " ")
		require.True(t, ok, line)
		rows[id], err = strconv.Atoi(count)
		require.NoError(t, err)
	}
	return rows
}

// page finds the verdict page in a directory named shared beside the checkout; "" when there is none.
func page(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	require.NoError(t, err)
	for dir != filepath.Dir(dir) {
		if name := filepath.Join(dir, "shared", "verdicts.md"); exists(name) {
			return name
		}
		dir = filepath.Dir(dir)
	}
	return ""
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// TestVerdictPage holds the golden list against the page, where there is one.
func TestVerdictPage(t *testing.T) {
	t.Parallel()
	file := page(t)
	if file == "" {
		t.Skip("there is no shared/verdicts.md above this directory: the golden list is taken as it is")
	}
	require.Equal(t, pageRows(t, file), goldenRows(t), "testdata/verdicts.golden lists other rows or items than %s", filepath.Base(file))
}

// TestEveryItemIsANamedTest holds the rows against the names of tests and cases: as many for each id as the row has items, at least.
func TestEveryItemIsANamedTest(t *testing.T) {
	t.Parallel()
	top, err := filepath.Abs("../..")
	require.NoError(t, err)
	require.FileExists(t, filepath.Join(top, "go.mod"))
	tests := map[string][]string{}
	add := func(id, name string) {
		if id != "" && !slices.Contains(tests[id], name) {
			tests[id] = append(tests[id], name)
		}
	}
	for _, dir := range []string{"analyzers", "internal", "cmd", "testdata"} {
		require.NoError(t, filepath.WalkDir(filepath.Join(top, dir), func(path string, d os.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return fmt.Errorf("read a case: %w", err)
			}
			switch {
			case strings.HasSuffix(path, "_test.go"):
				testNames(path, text, add)
			case strings.Contains(path, "testdata"):
				for _, m := range comment.FindAllStringSubmatch(string(text), -1) {
					add(m[1], m[2])
					add(m[3], m[4])
				}
			}
			return nil
		}))
	}
	rows := goldenRows(t)
	for _, id := range sortedIDs(rows) {
		t.Run(id, func(t *testing.T) {
			if len(tests[id]) < rows[id] {
				t.Errorf("%d tests carry the id of a row of %d items: %q", len(tests[id]), rows[id], tests[id])
			}
		})
	}
}

// testNames lists the names in a test file that carry an id: of subtests and table entries, which are string literals, and of tests, in the
// first line of their comment.
func testNames(path string, text []byte, add func(id, name string)) {
	f, err := parser.ParseFile(token.NewFileSet(), path, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return // the compiler says so
	}
	name := func(s string) {
		if m := named.FindStringSubmatch(s); m != nil {
			add(m[1], m[3])
			add(m[2], m[3])
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if s, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
				name(s)
			}
		case *ast.FuncDecl:
			first, _, _ := strings.Cut(n.Doc.Text(), "\n")
			name(first)
		}
		return true
	})
}

func sortedIDs(rows map[string]int) []string {
	var ids []string
	for id := range rows {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
