package runnertest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// goCacher is the client of a shared cache that tests run: kept by others, and spoken to over the go command's own protocol.
const goCacher = "github.com/bradfitz/go-tool-cache/cmd/go-cacher@v0.0.0-20260722201841-0bb331e19f64"

// GoCacher builds the program for GOCACHEPROG and GOLANGCI_LINT_CACHEPROG, from the module proxy, and returns its path. With -cache-dir it
// keeps everything in a directory, which stands for the store that machines share.
func GoCacher(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.Command("go", "install", goCacher)
	cmd.Env = append(os.Environ(), "GOBIN="+dir, "GOFLAGS=-mod=mod", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go install %s: %v\n%s", goCacher, err, out)
	}
	return filepath.Join(dir, "go-cacher")
}

// Layered is a program whose finding stands in one package, is found out in a second, and is passed on to a third; a fourth has nothing to do with it.
const Layered = `
-- go.mod --
module example.com/layered

go 1.24
-- migrations/1_init.sql --
CREATE TABLE tenants (id uuid PRIMARY KEY);
CREATE TABLE orders (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), total int NOT NULL);
CREATE TABLE notes (id uuid PRIMARY KEY, author text NOT NULL, tenant_id uuid NOT NULL REFERENCES tenants (id));
-- store/store.go --
package store

import "database/sql"

type Store struct{ DB *sql.DB }

type Order struct {
	TenantID string
	Total    int
}

func (s *Store) Order(id string) (o Order, err error) {
	err = s.DB.QueryRow("SELECT tenant_id, total FROM orders WHERE id = $1", id).Scan(&o.TenantID, &o.Total)
	return o, err
}
-- api/api.go --
package api

import (
	"encoding/json"

	"example.com/layered/store"
)

func Get(s *store.Store, body []byte) (int, error) {
	var in struct{ ID string }
	if err := json.Unmarshal(body, &in); err != nil {
		return 0, err
	}
	o, err := s.Order(in.ID)
	return o.Total, err
}
-- cmd/app/main.go --
package main

import (
	"example.com/layered/api"
	"example.com/layered/store"
)

func main() {
	if _, err := api.Get(&store.Store{}, nil); err != nil {
		panic(err)
	}
}
-- side/side.go --
package side

import "database/sql"

func Notes(db *sql.DB) (*sql.Rows, error) { return db.Query("SELECT id FROM notes") }
`
