package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const asks = "package api\n\nfunc (a *API) remove(c *Ctx) error {\n\tok, err := a.authz.Can(c, \"orders:write\")\n\tif err != nil {\n\t\treturn err\n\t}\n\tif !ok {\n\t\treturn errDenied\n\t}\n\treturn a.store.Delete(c, id)\n}\n"

func names(t *testing.T) *guardNames {
	t.Helper()
	return &guardNames{
		call: regexp.MustCompile(`^Can$`), text: regexp.MustCompile(""), middleware: regexp.MustCompile("Admin"),
		denial: regexp.MustCompile("403"), in: regexp.MustCompile(""),
	}
}

const registered = "package api\n\nfunc (a *API) routes(r *Engine) {\n\tr.DELETE(\"/orders\", a.remove)\n}\n"

// TestGuardSites: what each fault makes of a check, and that it moves no line.
func TestGuardSites(t *testing.T) {
	t.Parallel()
	want := map[kind]string{
		guardDeleted: `_ = c; _ = "orders:write"; _ = 0 _ = 0 _ = 0 return a.store.Delete(c, id)`,
		guardDropped: `_, _ = a.authz.Can(c, "orders:write") _ = 0 _ = 0 return a.store.Delete(c, id)`,
		guardGoesOn:  `ok, err := a.authz.Can(c, "orders:write") if err != nil { return err } if !ok { _ = errDenied } return a.store.Delete(c, id)`,
		guardMoved: `_ = 0 _ = 0 _ = 0 zz0 := a.store.Delete(c, id); ok, err := a.authz.Can(c, "orders:write"); if err != nil { return err; }; ` +
			`if !ok { return errDenied; }; return zz0`,
	}
	s := repository(t, map[string]string{"api/api.go": asks, "api/routes.go": registered})
	for _, st := range s.sites(nil, nil, names(t)) {
		require.Empty(t, st.skipped)
		require.Equal(t, "(*api.API).remove", st.fn)
		got := apply(asks, st.variants[0]["api/api.go"])
		require.Equal(t, strings.Count(asks, "\n"), strings.Count(got, "\n"), st.kind)
		body := got[strings.Index(got, "error {")+len("error {") : strings.LastIndex(got, "}")]
		require.Equal(t, want[st.kind], strings.Join(strings.Fields(body), " "), st.kind)
		delete(want, st.kind)
	}
	require.Empty(t, want)
}

const group = "package api\n\nfunc routes(r *Engine) {\n\tg := r.Group(\"/admin\")\n\tg.Use(mw.Admin(), mw.Log())\n\tmore(g)\n}\n\nfunc more(g *Group) {\n\tg.GET(\"/x\", get)\n\tg.POST(\"/x\", add)\n}\n"

// TestGroupSites: each changing route behind the middleware is a site, and the routes of one group share their fault.
func TestGroupSites(t *testing.T) {
	t.Parallel()
	mw := "package mw\n\nfunc Admin() Handler {\n\treturn func(c *Ctx) {\n\t\tif c.role != admin {\n\t\t\tc.Abort(403)\n\t\t\treturn\n\t\t}\n\t\tc.Next()\n\t}\n}\n"
	s := repository(t, map[string]string{"api/api.go": group, "mw/mw.go": mw})
	got := map[kind]string{}
	for _, st := range s.sites(nil, nil, names(t)) {
		require.Empty(t, st.skipped)
		require.Equal(t, "api/api.go:11 behind api/api.go:5", st.describe())
		for file, edits := range st.variants[0] {
			text := map[string]string{"api/api.go": group, "mw/mw.go": mw}[file]
			got[st.kind] = apply(text, edits)
		}
	}
	require.Contains(t, got[groupUnused], "\tg.Use(mw.Log()); _ = mw.Admin()\n")
	require.Contains(t, got[groupLate], "\tg.Use(mw.Log())\n\tmore(g); g.Use(mw.Admin())\n")
	require.Contains(t, got[groupNext], "\t\t\t_ = 0\n\t\t\tc.Next(); return\n")
}
