package runnertest

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"
)

// Write unpacks a program from a txtar archive into a new directory and returns it. The directory has no symbolic link in its
// name, so that it equals what the go command prints.
func Write(t testing.TB, archive string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	Update(t, dir, archive)
	return dir
}

// Update writes the files of an archive over those of a program.
func Update(t testing.TB, dir, archive string) {
	t.Helper()
	for _, file := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(file.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, file.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Chain is a program of three packages on top of each other beside two that have nothing to do with them: a imports b, b imports c.
const Chain = `
-- go.mod --
module example.com/chain

go 1.24
-- c/c.go --
package c

import "strings"

type T struct{ S string }

func (t T) Upper() string { return strings.ToUpper(t.S) }

func Danger() {}

func ReportC() {}
-- b/b.go --
package b

import "example.com/chain/c"

func Make() c.T { return c.T{S: "x"} }

func ReportB() { c.Danger() }
-- b/b_test.go --
package b

import "testing"

func ReportInTest() {}

func TestB(t *testing.T) { ReportB() }
-- a/a.go --
package a

import (
	"fmt"

	"example.com/chain/b"
)

func ReportA() {
	t := b.Make()
	fmt.Println(t.Upper())
}
-- a/left_out.go --
//go:build neverset

package a
-- d/d.go --
package d

func ReportD() {}
-- e/e_test.go --
package e_test

import (
	"testing"

	"example.com/chain/b"
)

func ReportE() {}

func TestE(t *testing.T) { b.ReportB() }
`

// Roles is a program that asks for a role: that is enough for permguard, and whose row it is is tenantscope's to ask.
const Roles = `
-- go.mod --
module example.com/roles

go 1.24
-- db/schema.sql --
CREATE TABLE tenants (id uuid PRIMARY KEY);
CREATE TABLE orders (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id));
CREATE TABLE notes (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id));
-- main.go --
package main

import (
	"context"
	"database/sql"
	"net/http"
)

type principal struct{ Role, TenantID string }

type api struct{ db *sql.DB }

type key struct{}

func from(ctx context.Context) (*principal, bool) { p, ok := ctx.Value(key{}).(*principal); return p, ok }

// PG-15: role checked but not the object's tenant
func (a *api) remove(w http.ResponseWriter, r *http.Request) {
	p, ok := from(r.Context())
	if !ok || p.Role != "admin" {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	_, _ = a.db.ExecContext(r.Context(), "DELETE FROM orders WHERE id = $1", r.FormValue("id")) // want ` + "`delete from orders`" + `
}

// PG-15: role and tenant checked
func (a *api) removeOwn(w http.ResponseWriter, r *http.Request) {
	p, ok := from(r.Context())
	if !ok || p.Role != "admin" {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	_, _ = a.db.ExecContext(r.Context(), "DELETE FROM notes WHERE id = $1 AND tenant_id = $2", r.FormValue("id"), p.TenantID)
}

func main() {
	a := &api{}
	mux := http.NewServeMux()
	mux.HandleFunc("DELETE /orders", a.remove)
	mux.HandleFunc("DELETE /notes", a.removeOwn)
	_ = http.ListenAndServe(":8080", mux)
}
`
