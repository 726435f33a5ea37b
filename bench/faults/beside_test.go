package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

const check = "\tif !a.authz.Can(c, \"orders:write\") {\n\t\treturn errDenied\n\t}\n"

// TestBeside: why a check can be lost without a loss, each beside one that cannot.
func TestBeside(t *testing.T) {
	t.Parallel()
	method := func(name, body string) string {
		return "func (a *API) " + name + "(c *Ctx) error {\n" + body + "\treturn a.store.Delete(c, id)\n}\n\n"
	}
	text := "package api\n\n" +
		method("alone", check) +
		method("unused", check) +
		method("twice", check+"\tif c.user != owner {\n\t\treturn errDenied\n\t}\n") +
		method("above", check+"\tif err := a.alone(c); err != nil {\n\t\treturn err\n\t}\n") +
		method("behind", check) +
		method("elsewhere", "\tlist, err := a.authz.Can(c, \"orders:write\")\n\tif err != nil {\n\t\treturn err\n\t}\n\tc.can = list\n")
	routes := "package api\n\nfunc (a *API) routes(r *Engine) {\n\tr.POST(\"/a\", a.alone)\n\tr.POST(\"/b\", a.twice)\n\tr.POST(\"/c\", a.above)\n\tr.POST(\"/d\", a.elsewhere)\n" +
		"\tg := r.Group(\"/admin\")\n\tg.Use(mw.Admin())\n\tg.POST(\"/e\", a.behind)\n}\n"
	n := names(t)
	n.second = regexp.MustCompile("owner")
	got := map[string]string{}
	for _, st := range repository(t, map[string]string{"api/api.go": text, "api/routes.go": routes}).sites(nil, nil, n) {
		if st.kind == guardDeleted {
			got[st.decl.Name.Name] = st.skipped
		}
	}
	require.Equal(t, map[string]string{
		"alone":     "",
		"unused":    notReached,
		"twice":     "another check stands in the function: api/api.go:21",
		"above":     "what it calls asks as well: api/api.go:4",
		"behind":    "middleware asks before it: api/routes.go:9",
		"elsewhere": answerLeads,
	}, got)
}

// TestReadSkips: a reader's list has a reason on each line, and is asked after the patterns.
func TestReadSkips(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "list.tsv")
	require.NoError(t, os.WriteFile(path, []byte("a\\.go:3\tit is a draft\n"), 0o600))
	list, err := readSkips(path)
	require.NoError(t, err)
	of := func(line int, skipped string) string {
		s := &site{kind: guardDeleted, file: "a.go", line: line, skipped: skipped}
		s.skipRead(list)
		return s.skipped
	}
	require.Equal(t, "by reading: it is a draft", of(3, ""))
	require.Empty(t, of(4, ""))
	require.Equal(t, notReached, of(3, notReached))
	require.NoError(t, os.WriteFile(path, []byte("a\\.go:3\n"), 0o600))
	_, err = readSkips(path)
	require.ErrorContains(t, err, "no reason")
}
