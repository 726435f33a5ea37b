package baseline

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/stretchr/testify/require"
)

func finding(pkg, symbol, statement string, line int) verdict.Entry {
	return verdict.Entry{
		Rule: "tenantscope", Symbol: symbol, Statement: statement, Verdict: verdict.Broken,
		Origin: verdict.Position{Module: "example.com/shop", File: pkg + "/a.go", Line: line, Column: 1},
	}
}

func everything() Scope {
	yes := func(string) bool { return true }
	return Scope{Ran: yes, Judged: yes}
}

func TestJudge(t *testing.T) {
	old := []verdict.Entry{finding("store", "store.A", "s1", 10), finding("store", "store.A", "s1", 20), finding("store", "store.B", "s2", 30)}
	b := New(old)
	for _, tc := range []struct {
		name      string
		findings  []verdict.Entry
		new, held []int
		stale     int
	}{
		{"nothing changed", old, nil, []int{0, 1, 2}, 0},
		{"lines moved", []verdict.Entry{finding("store", "store.A", "s1", 110), finding("store", "store.A", "s1", 120), finding("store", "store.B", "s2", 130)}, nil, []int{0, 1, 2}, 0},
		{"statement edited", []verdict.Entry{old[0], old[1], finding("store", "store.B", "s3", 30)}, []int{2}, []int{0, 1}, 1},
		{"function renamed", []verdict.Entry{old[0], old[1], finding("store", "store.C", "s2", 30)}, []int{2}, []int{0, 1}, 1},
		{"other package, same names", []verdict.Entry{old[0], old[1], finding("other", "store.B", "s2", 30)}, []int{2}, []int{0, 1}, 1},
		{"one more of the same", append([]verdict.Entry{finding("store", "store.A", "s1", 5)}, old...), []int{2}, []int{0, 1, 3}, 0},
		{"one mended", old[1:], nil, []int{0, 1}, 1},
		{"all mended", nil, nil, nil, 3},
	} {
		t.Run(tc.name, func(t *testing.T) {
			j := b.Judge(tc.findings, everything())
			require.Equal(t, tc.new, j.New)
			require.Equal(t, tc.held, j.Held)
			n := 0
			for _, s := range j.Stale {
				n += s.Count
			}
			require.Equal(t, tc.stale, n)
		})
	}
}

func TestStaleOnlyWhereTheRunLooked(t *testing.T) {
	b := New([]verdict.Entry{finding("store", "store.A", "s1", 1), finding("api", "api.B", "s2", 1)})
	j := b.Judge(nil, Scope{Ran: func(string) bool { return false }, Judged: func(string) bool { return true }})
	require.Empty(t, j.Stale, "the rule did not run")
	j = b.Judge(nil, Scope{Ran: func(string) bool { return true }, Judged: func(p string) bool { return p == "example.com/shop/api" }})
	require.Len(t, j.Stale, 1)
	require.Equal(t, "api.B", j.Stale[0].Symbol)
}

func TestShrinkNeverAdds(t *testing.T) {
	old := []verdict.Entry{finding("store", "store.A", "s1", 10), finding("store", "store.A", "s1", 20), finding("store", "store.B", "s2", 30)}
	b := New(old)
	now := []verdict.Entry{old[0], finding("store", "store.New", "s9", 50)}
	smaller := b.Shrink(b.Judge(now, everything()).Stale)
	require.Equal(t, []Entry{{KeyOf(&old[0]), 1}}, smaller.Entries())
	again := smaller.Judge(now, everything())
	require.Equal(t, []int{1}, again.New, "the new finding stays a finding")
	require.Empty(t, again.Stale)
	require.Equal(t, 3, b.Count(), "the original is untouched")
}

func TestPackage(t *testing.T) {
	b := New([]verdict.Entry{finding("store", "store.A", "s1", 1), finding("store/sub", "sub.B", "s2", 1)})
	require.Equal(t, 1, b.Package("example.com/shop/store").Count(), "a package is not its subtree")
	require.Zero(t, b.Package("example.com/shop").Count())
}

func TestNilHoldsNothing(t *testing.T) {
	var b *Baseline
	j := b.Judge([]verdict.Entry{finding("store", "store.A", "s1", 1)}, everything())
	require.Equal(t, []int{0}, j.New)
	require.Empty(t, j.Held)
}

func TestSaveAndLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "baseline.json")
	b := New([]verdict.Entry{finding("store", "store.B", "s2", 30), finding("store", "store.A", "s1", 10), finding("store", "store.A", "s1", 20), finding("api", "api.Z", "s0", 1)})
	require.NoError(t, b.Save(path))
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, `{
  "version": 1,
  "entries": [
    {
      "rule": "tenantscope",
      "package": "example.com/shop/api",
      "symbol": "api.Z",
      "statement": "s0",
      "count": 1
    },
    {
      "rule": "tenantscope",
      "package": "example.com/shop/store",
      "symbol": "store.A",
      "statement": "s1",
      "count": 2
    },
    {
      "rule": "tenantscope",
      "package": "example.com/shop/store",
      "symbol": "store.B",
      "statement": "s2",
      "count": 1
    }
  ]
}
`, string(data))
	got, err := Load(path)
	require.NoError(t, err)
	require.Equal(t, b.Entries(), got.Entries())

	require.NoError(t, New(nil).Save(path), "an emptied baseline replaces the old one")
	data, err = os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "{\n  \"version\": 1,\n  \"entries\": []\n}\n", string(data))
	left, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, left, 1, "nothing is left beside it")
}

func TestSaveFailsWithoutTouchingTheOldFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "baseline.json")
	// A directory in the way makes the rename fail after everything was written.
	require.NoError(t, os.MkdirAll(filepath.Join(path, "sub"), 0o755))
	require.Error(t, New(nil).Save(path))
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, left, 1, "the temporary file is gone")
	require.Error(t, New(nil).Save(filepath.Join(dir, "missing", "baseline.json")))
}

func TestLoadRefuses(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"cut off", `{"version": 1, "entries": [`, "unexpected EOF"},
		{"empty", ``, "EOF"},
		{"other version", `{"version": 2, "entries": []}`, "version 2 is not understood"},
		{"no version", `{"entries": []}`, "version 0 is not understood"},
		{"unknown key", `{"version": 1, "entries": [{"rule": "x", "line": 4, "count": 1}]}`, `unknown field "line"`},
		{"no count", `{"version": 1, "entries": [{"rule": "x", "symbol": "a.B", "package": "p"}]}`, "the entry of a.B in p needs a rule and a count above zero"},
		{"two objects", `{"version": 1, "entries": []}{}`, "there is more behind the JSON object"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "b.json")
			require.NoError(t, os.WriteFile(path, []byte(tc.text), 0o644))
			_, err := Load(path)
			require.ErrorContains(t, err, tc.want)
			require.ErrorContains(t, err, path)
		})
	}
	_, err := Load(filepath.Join(t.TempDir(), "none.json"))
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestLoadKeepsTheLargerOfTwoMergedEntries(t *testing.T) {
	b, err := parse([]byte(`{"version":1,"entries":[{"rule":"r","package":"p","symbol":"s","statement":"h","count":2},{"rule":"r","package":"p","symbol":"s","statement":"h","count":1}]}`))
	require.NoError(t, err)
	require.Equal(t, 2, b.Count())
}
