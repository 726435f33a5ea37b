package editor_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

// TestRules runs the server over the programs by which the rules show the table of expected verdicts, one file of every package open: what it shows is what the
// command shows, item by item and in all, but for what only a run over the whole program can know. internal/parity does the same with the other drivers.
func TestRules(t *testing.T) {
	p := needPrograms(t)
	top, err := filepath.Abs("..")
	require.NoError(t, err)
	for _, m := range runnertest.RuleModules(t, top) {
		t.Run(m.Name, func(t *testing.T) {
			c := start(t, p.server, m.Dir, p.cache, vendored)
			c.open(oneFilePerPackage(t, m.Dir)...)
			got := shown(t, c)
			var list []runnertest.Finding
			for f := range got {
				list = append(list, runnertest.Finding{Place: f.place(), Message: f.Message})
			}
			for _, item := range m.Cases(t) {
				t.Run(item.Name(), func(t *testing.T) { item.Check(t, list) })
			}
			script := m.Script(t)
			want := map[finding]bool{}
			for _, f := range commandFindings(t, p, m.Dir) {
				if !script.Alone(f.place()) {
					want[f] = true
				}
			}
			require.NotEmpty(t, want)
			require.Equal(t, want, got)
		})
	}
}

// vendored are the settings for a module whose libraries are fakes that it brings along.
var vendored = map[string]any{"env": map[string]string{"GOFLAGS": "-mod=vendor"}}

func (f *finding) place() runnertest.Place { return runnertest.Place{File: f.File, Line: f.Line} }
