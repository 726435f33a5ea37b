package fix_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/fix"
)

const source = "package p\n\nfunc f() {\n\tg(1)\n}\n"

// read serves the file "p.go" and nothing else.
func read(name string) ([]byte, error) {
	if name != "p.go" {
		return nil, os.ErrNotExist
	}
	return []byte(source), nil
}

func edit(start, end int, text string) fix.Edit {
	return fix.Edit{File: "p.go", Start: start, End: end, New: text}
}

func TestFixesAreWholeAndApart(t *testing.T) {
	one := len("package p\n\nfunc f() {\n\tg(")
	for _, tt := range []struct {
		name             string
		fixes            [][]fix.Edit
		want             string
		applied, skipped int
	}{
		{"one", [][]fix.Edit{{edit(one, one+1, "2")}}, "g(2)", 1, 0},
		{"two edits of one fix", [][]fix.Edit{{edit(one+1, one+1, ", 2"), edit(one, one+1, "1")}}, "g(1, 2)", 1, 0},
		{"the same twice", [][]fix.Edit{{edit(one, one+1, "2")}, {edit(one, one+1, "2")}}, "g(2)", 1, 0},
		{"two on one place", [][]fix.Edit{{edit(one, one+1, "2")}, {edit(one, one+1, "3")}}, "g(2)", 1, 1},
		{"touching", [][]fix.Edit{{edit(one, one+1, "2")}, {edit(one+1, one+1, ", 3")}}, "g(2)", 1, 1},
		{"half of one in the way", [][]fix.Edit{{edit(one, one+1, "2")}, {edit(0, 0, "// x\n"), edit(one, one+1, "3")}}, "package p\n\nfunc f() {\n\tg(2)", 1, 1},
		{"formatted", [][]fix.Edit{{edit(one, one+1, "1,2")}}, "g(1, 2)", 1, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var set fix.Set
			for _, f := range tt.fixes {
				set.Add(f)
			}
			require.Equal(t, []int{tt.applied, tt.skipped}, []int{set.Applied, set.Skipped})
			changes, err := set.Changes(read)
			require.NoError(t, err)
			require.Len(t, changes, 1)
			require.Contains(t, string(changes[0].New), tt.want)
			require.Contains(t, changes[0].Diff("p.go"), "--- p.go (old)\n+++ p.go (new)\n")
		})
	}
}

func TestWhatDoesNotFitIsRefused(t *testing.T) {
	for name, e := range map[string]fix.Edit{
		"past the end":        edit(len(source)+1, len(source)+2, ""),
		"no Go any more":      edit(0, 7, "packag"),
		"file that is not it": {File: "q.go", New: "x"},
	} {
		var set fix.Set
		set.Add([]fix.Edit{e})
		_, err := set.Changes(read)
		require.Error(t, err, name)
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	name, link := filepath.Join(dir, "p.go"), filepath.Join(dir, "link.go")
	require.NoError(t, os.WriteFile(name, []byte("old"), 0o600))
	require.NoError(t, os.Symlink(name, link))

	require.NoError(t, fix.Change{File: link, Old: []byte("old"), New: []byte("new")}.Write())
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, "new", string(data))
	info, err := os.Stat(name)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	info, err = os.Lstat(link)
	require.NoError(t, err)
	require.NotZero(t, info.Mode()&os.ModeSymlink, "a link stays one")

	err = fix.Change{File: name, Old: []byte("old"), New: []byte("newer")}.Write()
	require.ErrorContains(t, err, "changed meanwhile")

	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	require.NoError(t, err)
	require.Empty(t, left, "no temporary file stays")
	err = fix.WriteFile(filepath.Join(dir, "nosuch", "x"), nil)
	require.True(t, errors.Is(err, os.ErrNotExist))
}
