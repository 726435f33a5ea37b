package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

// guarded is a program whose endpoints, service and check lie in packages of their own, so that each is settled in its main.
const guarded = `
-- go.mod --
module example.com/guarded

go 1.24
-- authz/authz.go --
package authz

import "net/http"

// Check asks whether the caller may.
//
//bailiwick:guard
func Check(r *http.Request, permission string) error { return check(r, permission) }

var check func(*http.Request, string) error
-- service/service.go --
package service

import "database/sql"

type Orders struct{ DB *sql.DB }

func (o *Orders) Cancel(id string) error {
	_, err := o.DB.Exec("UPDATE orders SET state = 'cancelled' WHERE id = $1", id)
	return err
}
-- web/web.go --
package web

import (
	"net/http"

	"example.com/guarded/authz"
)

type Orders interface{ Cancel(id string) error }

type API struct{ Orders Orders }

func (a *API) Routes(mux *http.ServeMux) {
	mux.HandleFunc("POST /open", a.open)
	mux.HandleFunc("POST /asked", a.asked)
	//bailiwick:allow permguard(public) anybody may cancel a demo order
	mux.HandleFunc("POST /demo", a.open)
	//bailiwick:allow permguard(public) this one is asked for
	mux.HandleFunc("POST /needless", a.asked)
	//bailiwick:allow permguard
	mux.HandleFunc("POST /malformed", a.open)
}

func (a *API) open(w http.ResponseWriter, r *http.Request) { _ = a.Orders.Cancel(r.FormValue("id")) }

func (a *API) asked(w http.ResponseWriter, r *http.Request) {
	if err := authz.Check(r, "orders:cancel"); err != nil {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	_ = a.Orders.Cancel(r.FormValue("id"))
}
-- cmd/api/main.go --
package main

import (
	"net/http"

	"example.com/guarded/service"
	"example.com/guarded/web"
)

func main() {
	mux := http.NewServeMux()
	(&web.API{Orders: &service.Orders{}}).Routes(mux)
	_ = http.ListenAndServe(":8080", mux)
}
`

// The command and go vet find the same endpoints open, at the place where they are registered, and the same faults in waivers.
func TestPermguardInBothDrivers(t *testing.T) {
	dir := runnertest.Write(t, guarded)
	code, stdout, stderr := bailiwick(t, "-C", dir, "-format", "json", "./...")
	require.Equal(t, exitFindings, code, stderr)
	var got struct {
		Findings []struct {
			Rule, Category, Message, File string
			Line                          int
		}
		Summary map[string]struct{ Met, Broken, Waived int }
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &got))
	var lines []string
	for _, f := range got.Findings {
		require.Equal(t, "permguard", f.Rule)
		lines = append(lines, fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Message))
	}
	slices.Sort(lines)
	const open = " reaches update orders in (*service.Orders).Cancel and no permission check gates it"
	require.Equal(t, []string{
		"web/web.go:14: POST /open" + open,
		"web/web.go:18: waiver for permguard is no longer needed: without it nothing here would be reported",
		"web/web.go:20: waiver for permguard gives no reason: say behind it why this may stay",
		"web/web.go:21: POST /malformed" + open,
	}, lines)
	require.Equal(t, 2, got.Summary["permguard"].Met)
	require.Equal(t, 2, got.Summary["permguard"].Broken)
	require.Equal(t, 1, got.Summary["permguard"].Waived)

	_, output := vetOver(t, dir, "./...")
	var vet []string
	for _, m := range regexp.MustCompile(`(?m)^(\S+?):(\d+):\d+: ([^\t].*)$`).FindAllStringSubmatch(output, -1) {
		vet = append(vet, m[1]+":"+m[2]+": "+m[3])
	}
	slices.Sort(vet)
	require.Equal(t, lines, vet, output)
}

// A guard that the config names counts, and a category that it turns on is reported.
func TestPermguardConfig(t *testing.T) {
	dir := runnertest.Write(t, guarded)
	runnertest.Update(t, dir, "-- authz/authz.go --\npackage authz\n\nimport \"net/http\"\n\nfunc Fine(r *http.Request) bool { return fine(r) }\n\nvar fine func(*http.Request) bool\n")
	runnertest.Update(t, dir, "-- web/web.go --\n"+strings.NewReplacer(
		"if err := authz.Check(r, \"orders:cancel\"); err != nil {\n\t\thttp.Error(w, \"forbidden\", http.StatusForbidden)\n", "if !authz.Fine(r) {\n",
	).Replace(guarded[strings.Index(guarded, "package web\n"):strings.Index(guarded, "-- cmd/api")]))
	_, stdout, _ := bailiwick(t, "-C", dir, "./...")
	require.Contains(t, stdout, "permguard owes nothing", "nobody is seen to ask")
	runnertest.Update(t, dir, "-- .bailiwick.yml --\nrules:\n  permguard:\n    guards: [example.com/guarded/authz.Fine]\n")
	_, stdout, _ = bailiwick(t, "-C", dir, "./...")
	require.NotContains(t, stdout, "permguard owes nothing")
	require.Contains(t, stdout, "POST /open reaches update orders")
	require.NotContains(t, stdout, "POST /asked reaches")
	runnertest.Update(t, dir, "-- .bailiwick.yml --\nrules:\n  permguard:\n    guards: [example.com/guarded/authz.Fine]\n    categories: {unguarded-write: off}\n")
	code, stdout, _ := bailiwick(t, "-C", dir, "./...")
	require.NotContains(t, stdout, "POST /open reaches")
	require.Equal(t, exitFindings, code, "waivers are still judged")
}
