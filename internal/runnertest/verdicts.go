package runnertest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The table of expected verdicts lists, row by row and item by item, what the rules must say. A file testdata/verdicts.txt of a rule repeats its rows and
// names for each item the cases that show it and those that stand beside it, the same code with the one token changed that turns the
// verdict. The page itself is no part of the repository.

// Verdicts are the rows of one rule, by the letters that their ids begin with: "TS|TG|EN".
type Verdicts struct{ Letters string }

// PageHolds holds the copy in testdata/verdicts.txt against the page, where there is one.
func (v Verdicts) PageHolds(t *testing.T) {
	t.Helper()
	file := page(t)
	if file == "" {
		t.Skip("there is no shared/verdicts.md above this directory: the copy is taken as it is")
	}
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	var want, got []string
	for s := bufio.NewScanner(f); s.Scan(); {
		if v.id().MatchString(s.Text()) {
			want = append(want, s.Text())
		}
	}
	for _, r := range v.rows(t) {
		got = append(got, r.line)
	}
	require.Equal(t, want, got, "testdata/verdicts.txt has other rows than %s", filepath.Base(file))
}

// EveryItemRan runs the tests that testdata/verdicts.txt names, and holds each item against what ran: a case that shows it, which
// carries the row's id, and one beside it, both passed.
func (v Verdicts) EveryItemRan(t *testing.T) {
	t.Helper()
	rows := v.rows(t)
	passed := passes(t, rows)
	for _, row := range rows {
		t.Run(row.id, func(t *testing.T) {
			row.coversItsShape(t)
			for _, item := range row.items {
				require.NotEmpty(t, item.shown, "nothing shows %q", item.text)
				require.NotEmpty(t, item.beside, "nothing stands beside %q", item.text)
				for _, c := range item.shown {
					require.Contains(t, c.name, row.id, "the case carries another row's id")
					require.True(t, passed[c], "%q: %s %s did not run and pass", item.text, c.dir, c.name)
				}
				for _, c := range item.beside {
					require.NotContains(t, item.shown, c, "%q: a case is not its own opposite", item.text)
					require.True(t, passed[c], "%q: %s %s did not run and pass", item.text, c.dir, c.name)
				}
			}
		})
	}
}

// EveryItemIsACase holds each item of the rows whose ids begin with letters against the programs that every driver is run over: one of the cases that show it is
// among theirs. What only the command can show, and its own tests do, is left out.
func (v Verdicts) EveryItemIsACase(t *testing.T, letters string, modules []RuleModule) {
	t.Helper()
	known := map[string]bool{}
	for _, m := range modules {
		for _, c := range m.Cases(t) {
			known[strings.ReplaceAll(c.Name(), " ", "_")] = true
			known[strings.ReplaceAll(c.Program()+"/"+c.Name(), " ", "_")] = true
		}
	}
	for _, row := range v.rows(t) {
		if !strings.HasPrefix(row.id, letters+"-") {
			continue
		}
		for _, item := range row.items {
			require.True(t, slices.ContainsFunc(item.shown, func(c testCase) bool {
				_, name, _ := strings.Cut(c.name, "/")
				return known[name] || c.dir == "cmd/bailiwick"
			}), "%s: no driver is run over a program that shows %q", row.id, item.text)
		}
	}
}

func (v Verdicts) id() *regexp.Regexp {
	return regexp.MustCompile(`^\| ((?:` + v.Letters + `)-\d\d) \| `)
}

// verdictRow is one row of the page.
type verdictRow struct {
	id, line string
	items    []verdictItem
}

// verdictItem is one thing that a row lists.
type verdictItem struct {
	text          string
	shown, beside []testCase
}

// testCase is a test by the directory of its package and its name.
type testCase struct{ dir, name string }

// rows reads testdata/verdicts.txt.
func (v Verdicts) rows(t *testing.T) []verdictRow {
	t.Helper()
	data, err := os.ReadFile("testdata/verdicts.txt")
	require.NoError(t, err)
	var rows []verdictRow
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if m := v.id().FindStringSubmatch(line); m != nil {
			rows = append(rows, verdictRow{id: m[1], line: line})
			continue
		}
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if word == "#" || word == "" {
			continue
		}
		require.NotEmpty(t, rows, line)
		row := &rows[len(rows)-1]
		if word == "item" {
			row.items = append(row.items, verdictItem{text: rest})
			continue
		}
		require.NotEmpty(t, row.items, line)
		item := &row.items[len(row.items)-1]
		switch word {
		case "shown":
			item.shown = append(item.shown, readCase(t, rest))
		case "beside":
			item.beside = append(item.beside, readCase(t, "by "+rest))
		case "note":
		default:
			require.Fail(t, "line not understood", line)
		}
	}
	return rows
}

// readCase reads "by <package directory> <test>".
func readCase(t *testing.T, s string) testCase {
	t.Helper()
	f := strings.Fields(s)
	require.Len(t, f, 3, s)
	return testCase{dir: f[1], name: f[2]}
}

// parts are what the shape of a row lists, separated by semicolons and full stops outside of parentheses and of code.
func (r *verdictRow) parts() []string {
	shape, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSuffix(r.line, " |"), "| "+r.id+" | "), " | ")
	var out []string
	depth, code, start := 0, false, 0
	for i, c := range shape {
		switch {
		case c == '`':
			code = !code
		case code:
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ';' && depth == 0, c == '.' && depth == 0 && strings.HasPrefix(shape[i:], ". "):
			out = append(out, strings.TrimSpace(shape[start:i]))
			start = i + 1
		}
	}
	return append(out, strings.TrimSpace(shape[start:]))
}

// page finds the page of verdicts in a directory named shared beside the checkout; "" when there is none.
func page(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	require.NoError(t, err)
	for dir != filepath.Dir(dir) {
		name := filepath.Join(dir, "shared", "verdicts.md")
		if _, err := os.Stat(name); err == nil {
			return name
		}
		dir = filepath.Dir(dir)
	}
	return ""
}

// coversItsShape reports a row whose items are not what its shape lists: each item is a piece of the row, in its order, and each part of
// the shape holds one at least.
func (r *verdictRow) coversItsShape(t *testing.T) {
	t.Helper()
	parts := r.parts()
	held := make([]bool, len(parts))
	at := 0
	for _, item := range r.items {
		require.Contains(t, r.line, item.text, "no item of the row")
		if i := slices.IndexFunc(parts[at:], func(p string) bool { return strings.Contains(p, item.text) }); i >= 0 {
			at += i
			held[at] = true
		}
	}
	for i, h := range held {
		require.True(t, h, "no item of %q", parts[i])
	}
}

// passes runs the named tests, all packages at once, and returns those that ran and passed. The tests of this package run once more in the
// process that is started; this one is not among them.
func passes(t *testing.T, rows []verdictRow) map[testCase]bool {
	t.Helper()
	var names, dirs []string
	add := func(list *[]string, s string) {
		if !slices.Contains(*list, s) {
			*list = append(*list, s)
		}
	}
	for _, row := range rows {
		for _, item := range row.items {
			for _, c := range append(slices.Clone(item.shown), item.beside...) {
				top, _, _ := strings.Cut(c.name, "/")
				add(&names, top)
				add(&dirs, "./"+c.dir)
			}
		}
	}
	slices.Sort(names)
	slices.Sort(dirs)
	top, err := filepath.Abs("../..")
	require.NoError(t, err)
	cmd := exec.Command("go", append([]string{"test", "-json", "-run", "^(" + strings.Join(names, "|") + ")$"}, dirs...)...)
	cmd.Dir = top
	data, _ := cmd.Output() // what failed is missed below, and named
	out := map[testCase]bool{}
	for line := range bytes.Lines(data) {
		var event struct{ Action, Test, Package string }
		if json.Unmarshal(line, &event) == nil && event.Action == "pass" {
			out[testCase{strings.TrimPrefix(event.Package, "github.com/bailiwick-dev/bailiwick/"), event.Test}] = true
		}
	}
	return out
}
