package parity

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

// judged is an entry of the command's ledger.
type judged struct {
	Rule, Verdict, Message, File, Reason string
	Line                                 int
	Why                                  []string
}

func (e *judged) place() string { return e.File + ":" + strconv.Itoa(e.Line) }

// text is what announcements are held against. The programs are named as they name one another.
func (e *judged) text() string {
	return strings.ReplaceAll(e.Message+" "+e.Reason+" "+strings.Join(e.Why, "; "), runnertest.ModulePath+"/", "")
}

// ledger runs the command and returns what it judged, by "file:line".
func ledger(t *testing.T, dir string) map[string][]judged {
	t.Helper()
	name := filepath.Join(t.TempDir(), "ledger.json")
	code, _, stderr := run(t, dir, t.TempDir(), program(t, programs.command), "-ledger", name, "./...")
	require.Equal(t, 1, code, stderr)
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	var doc struct{ Entries []judged }
	require.NoError(t, json.Unmarshal(data, &doc))
	out := map[string][]judged{}
	for _, e := range doc.Entries {
		out[e.place()] = append(out[e.place()], e)
	}
	return out
}

// TestRules runs every driver over the programs by which the rules show the table of expected verdicts: what the rule's own tests say of a program is what the
// command says of it, and the others show what the command shows.
func TestRules(t *testing.T) {
	if testing.Short() {
		t.Skip("runs whole programs")
	}
	top, err := filepath.Abs(filepath.Join("..", ".."))
	require.NoError(t, err)
	for _, m := range runnertest.RuleModules(t, top) {
		t.Run(m.Rule+"/ledger", func(t *testing.T) { announced(t, m) })
		want := reference().findings(t, m.Dir, t.TempDir(), "./...")
		require.Greater(t, len(want), 50, m.Rule)
		if m.Rule == "tenantscope" {
			want = slices.DeleteFunc(want, commandAlone(t, m.Dir))
		}
		for _, d := range drivers() {
			t.Run(m.Rule+"/"+d.name, func(t *testing.T) {
				require.Equal(t, want, d.findings(t, m.Dir, t.TempDir(), "./..."))
			})
		}
	}
}

func announced(t *testing.T, m runnertest.RuleModule) {
	t.Helper()
	got := ledger(t, m.Dir)
	if m.Rule == "permguard" {
		list := runnertest.Announced(t, m.Dir, m.Dir)
		require.Greater(t, len(list), 100)
		for place, want := range list {
			t.Run(want.ID+"/"+want.Item, func(t *testing.T) { asAnnounced(t, want, got[place]) })
		}
		return
	}
	list := patterns(t, m.Dir)
	require.Greater(t, len(list), 200)
	for place, wants := range list {
		for _, want := range wants {
			require.True(t, slices.ContainsFunc(got[place], func(e judged) bool {
				return e.Verdict != "met" && (want.orphan || e.Verdict != "waived") && want.re.MatchString(e.text())
			}), "%s: nothing matches %q in %v", place, want.re, got[place])
		}
	}
}

func asAnnounced(t *testing.T, want runnertest.Announcement, got []judged) {
	t.Helper()
	verdict := want.Verdict
	switch verdict {
	case "silent":
		require.Empty(t, got)
		return
	case "told":
		verdict = "broken"
	}
	require.NotEmpty(t, got)
	for _, e := range got {
		require.Equal(t, verdict, e.Verdict, e.text())
		if verdict != "waived" { // the waiver's own words are not in the ledger
			require.Regexp(t, want.Pattern, e.text())
		}
	}
}

// expectation is a pattern of a comment: // want `re` or, what only the command can know, // orphan `re`.
type expectation struct {
	re     *regexp.Regexp
	orphan bool
}

var (
	expectations = regexp.MustCompile("// .*(?:want|orphan) `.*")
	expected     = regexp.MustCompile("(want|orphan)((?: `[^`]*`)+)")
	quoted       = regexp.MustCompile("`([^`]*)`")
)

// patterns reads what the programs of tenantscope expect, by "file:line".
func patterns(t *testing.T, dir string) map[string][]expectation {
	t.Helper()
	out := map[string][]expectation{}
	require.NoError(t, filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") {
			return err
		}
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		rel, err := filepath.Rel(dir, name)
		require.NoError(t, err)
		for i, line := range strings.Split(string(data), "\n") {
			place := fmt.Sprintf("%s:%d", filepath.ToSlash(rel), i+1)
			for _, m := range expected.FindAllStringSubmatch(expectations.FindString(line), -1) {
				for _, q := range quoted.FindAllStringSubmatch(m[2], -1) {
					out[place] = append(out[place], expectation{regexp.MustCompile(q[1]), m[1] == "orphan"})
				}
			}
		}
		return nil
	}))
	return out
}

// commandAlone reports a finding that only a run over the whole program can make: see docs/drivers.md.
func commandAlone(t *testing.T, dir string) func(string) bool {
	t.Helper()
	list := patterns(t, dir)
	return func(finding string) bool {
		file, rest, _ := strings.Cut(finding, ":")
		line, _, _ := strings.Cut(rest, ":")
		wants := list[file+":"+line]
		return len(wants) > 0 && !slices.ContainsFunc(wants, func(e expectation) bool { return !e.orphan })
	}
}
