package parity

import (
	"encoding/json"
	"os"
	"path/filepath"
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
// command says of it, and the others show what the command shows, item by item and in all. The tests of editor/ do the same with gopls.
func TestRules(t *testing.T) {
	if testing.Short() {
		t.Skip("runs whole programs")
	}
	top, err := filepath.Abs(filepath.Join("..", ".."))
	require.NoError(t, err)
	for _, m := range runnertest.RuleModules(t, top) {
		script, cases := m.Script(t), m.Cases(t)
		require.NotEmpty(t, cases, m.Name)
		t.Run(m.Name+"/ledger", func(t *testing.T) { announced(t, m, script) })
		want := slices.DeleteFunc(reference().findings(t, m.Dir, t.TempDir(), "./..."), func(line string) bool { return script.Alone(finding(t, line).Place) })
		require.NotEmpty(t, want, m.Name)
		for _, d := range drivers() {
			t.Run(m.Name+"/"+d.name, func(t *testing.T) {
				got := d.findings(t, m.Dir, t.TempDir(), "./...")
				var shown []runnertest.Finding
				for _, line := range got {
					shown = append(shown, finding(t, line))
				}
				for _, c := range cases {
					t.Run(c.Name(), func(t *testing.T) { c.Check(t, shown) })
				}
				require.Equal(t, want, got)
			})
		}
	}
}

// finding takes a driver's line apart.
func finding(t *testing.T, line string) runnertest.Finding {
	t.Helper()
	part := strings.SplitN(line, ":", 4)
	require.Len(t, part, 4, line)
	number, err := strconv.Atoi(part[1])
	require.NoError(t, err)
	return runnertest.Finding{Place: runnertest.Place{File: part[0], Line: number}, Message: strings.TrimPrefix(part[3], " ")}
}

// announced holds the command's ledger against what the programs of a module say.
func announced(t *testing.T, m runnertest.RuleModule, script *runnertest.Script) {
	t.Helper()
	got := ledger(t, m.Dir)
	for place, want := range m.Announced(t) {
		t.Run(want.ID+"/"+want.Item, func(t *testing.T) { asAnnounced(t, want, got[place]) })
	}
	for at, list := range script.Expect {
		t.Run(script.ItemAt(at), func(t *testing.T) {
			for _, want := range list {
				if want.Kind == "want" || want.Kind == "orphan" {
					require.True(t, slices.ContainsFunc(got[at.String()], func(e judged) bool {
						return e.Verdict != "met" && (want.Kind == "orphan" || e.Verdict != "waived") && want.Pattern.MatchString(e.text())
					}), "%s: nothing matches %q in %v", at, want.Pattern, got[at.String()])
				}
			}
		})
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
