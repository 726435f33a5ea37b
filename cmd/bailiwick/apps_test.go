package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

// want is one expected finding of an application.
type want struct {
	pattern *regexp.Regexp
	text    string
	main    bool // it takes a main to settle it
	unread  bool // it is counted as not understood
	found   int
}

// finding is what a driver reports, as far as the comparison goes.
type finding struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Message  string `json:"message"`
	Rule     string `json:"rule"`
	Category string `json:"category"`
	Why      []string
	Related  []struct {
		File    string `json:"file"`
		Line    int    `json:"line"`
		Message string `json:"message"`
	} `json:"related"`
}

// applications are the modules below testdata that every driver is run over.
func applications() []string { return []string{"billing", "crm", "desk", "shop"} }

func appDir(t *testing.T, name string) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", "..", "testdata", name))
	require.NoError(t, err)
	return dir
}

var (
	wantComment  = regexp.MustCompile(`// (want|unresolved) ((?:"(?:[^"\\]|\\.)*"\s*)+)`)
	quotedString = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
)

// readWants reads the want comments of all Go files below a directory, by "file:line".
func readWants(t *testing.T, dir string) map[string][]*want {
	t.Helper()
	wants := map[string][]*want{}
	runnertest.EachGoFile(t, dir, dir, func(name string, data []byte) {
		for i, line := range strings.Split(string(data), "\n") {
			m := wantComment.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			key := fmt.Sprintf("%s:%d", name, i+1)
			for _, q := range quotedString.FindAllString(m[2], -1) {
				text, err := strconv.Unquote(q)
				require.NoError(t, err, key)
				wants[key] = append(wants[key], &want{pattern: regexp.MustCompile(text), text: text, main: strings.Contains(line, "settled: main"), unread: m[1] == "unresolved"})
			}
		}
	})
	return wants
}

// commandFindings runs the command over an application.
func commandFindings(t *testing.T, dir string, args ...string) []finding {
	t.Helper()
	findings, _ := commandOutput(t, dir, args...)
	return findings
}

func commandOutput(t *testing.T, dir string, args ...string) (findings, unresolved []finding) {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(context.Background(), append(append([]string{"-C", dir, "-format", "json"}, args...), "./..."), &out, &errs)
	require.Contains(t, []int{exitClean, exitFindings}, code, errs.String())
	var doc struct {
		Findings   []finding `json:"findings"`
		Unresolved []finding `json:"unresolved"`
	}
	require.NoError(t, json.Unmarshal(out.Bytes(), &doc))
	return doc.Findings, doc.Unresolved
}

func TestApplications(t *testing.T) {
	if testing.Short() {
		t.Skip("loads whole applications")
	}
	settled := 0
	for _, name := range applications() {
		t.Run(name, func(t *testing.T) {
			dir := appDir(t, name)
			wants := readWants(t, dir)
			require.NotEmpty(t, wants)
			findings, unresolved := commandOutput(t, dir)
			for _, f := range unresolved {
				for _, w := range wants[fmt.Sprintf("%s:%d", f.File, f.Line)] {
					if w.unread {
						w.found++
					}
				}
			}
			for _, f := range findings {
				key := fmt.Sprintf("%s:%d", f.File, f.Line)
				i := slices.IndexFunc(wants[key], func(w *want) bool { return !w.unread && w.pattern.MatchString(f.Message) })
				if i < 0 {
					t.Errorf("%s: unexpected [%s]: %s %q %v", key, f.Category, f.Message, f.Why, f.Related)
					continue
				}
				wants[key][i].found++
			}
			for key, list := range wants {
				for _, w := range list {
					if w.found == 0 {
						t.Errorf("%s: no finding matches %q", key, w.text)
					} else if w.main {
						settled++
					}
				}
			}
		})
	}
	// Obligations that only a main can settle are what the facts are for.
	require.GreaterOrEqual(t, settled, 10, "findings settled in a main")
}

// TestOrderDoesNotMatter runs an application with other orders of its packages and other numbers of workers: the output stays the same to the byte.
func TestOrderDoesNotMatter(t *testing.T) {
	if testing.Short() {
		t.Skip("runs an application twenty times")
	}
	dir := appDir(t, "shop")
	var first string
	for i := range 20 {
		var out, errs bytes.Buffer
		run(context.Background(), []string{"-C", dir, "-format", "json", "-workers", strconv.Itoa(i%8 + 1), "-shuffle", strconv.Itoa(i), "./..."}, &out, &errs)
		if i == 0 {
			first = out.String()
			require.NotEmpty(t, first)
			continue
		}
		require.Equal(t, first, out.String())
	}
}

// TestLedger holds the file that -ledger writes against the summary of the same run.
func TestLedger(t *testing.T) {
	name := filepath.Join(t.TempDir(), "ledger.json")
	findings := commandFindings(t, appDir(t, "shop"), "-ledger", name)
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	var doc struct {
		Entries []struct {
			Verdict, File, Message string
			Line, EndLine          int
		}
	}
	require.NoError(t, json.Unmarshal(data, &doc))
	count := map[string]int{}
	for _, e := range doc.Entries {
		count[e.Verdict]++
		require.NotEmpty(t, e.File)
		require.GreaterOrEqual(t, e.EndLine, e.Line)
	}
	require.GreaterOrEqual(t, count["broken"], len(findings))
	require.NotZero(t, count["met"])
}

// TestFix applies the mechanical mend to a module and runs the command on the result: it compiles, and the finding is gone.
func TestFix(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	write("go.mod", "module example.com/mend\n\ngo 1.25\n")
	write("migrations/001_init.sql", `CREATE TABLE tenants (id uuid PRIMARY KEY);
CREATE TABLE users (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), email text NOT NULL);
CREATE TABLE orders (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), status text NOT NULL, total int NOT NULL);
`)
	write("store.go", "package mend\n\nimport \"database/sql\"\n\ntype store struct{ db *sql.DB }\n\n"+
		"func (s *store) list(tenantID, status string) (*sql.Rows, error) {\n"+
		"\treturn s.db.Query(`SELECT id FROM orders WHERE status = ? OR total > ?`, status, 5)\n}\n\n"+
		"func (s *store) byStatus(tenantID, status string) (*sql.Rows, error) {\n"+
		"\treturn s.db.Query(`SELECT id FROM orders o WHERE o.status = $1 ORDER BY o.total`, status)\n}\n")
	// Of statements that leave to their callers: the mend is at the statement all the same. And of one without any placeholder yet.
	write("pg/store.go", "package pg\n\nimport \"database/sql\"\n\ntype Store struct{ DB *sql.DB }\n\n"+
		"func (s *Store) Cancel(tenantID, id string) error {\n\t_, err := s.DB.Exec(`DELETE FROM orders WHERE id = $1`, id)\n\treturn err\n}\n\n"+
		"func (s *Store) All(tenantID string) (*sql.Rows, error) {\n\treturn s.DB.Query(`SELECT id FROM orders`)\n}\n\n"+
		"func (s *Store) Unused(tenantID, id string) error {\n\t_, err := s.DB.Exec(`UPDATE orders SET status = 'x' WHERE id = $1`, id)\n\treturn err\n}\n")
	write("app/app.go", "package app\n\nimport (\n\t\"net/http\"\n\n\t\"example.com/mend/pg\"\n)\n\n"+
		"func Cancel(s *pg.Store, tenantID string, r *http.Request) error { return s.Cancel(tenantID, r.PathValue(\"id\")) }\n")
	require.Len(t, commandFindings(t, dir), 5)
	var out, errs bytes.Buffer
	run(context.Background(), []string{"-C", dir, "-fix", "./..."}, &out, &errs)
	data, err := os.ReadFile(filepath.Join(dir, "store.go"))
	require.NoError(t, err)
	require.Contains(t, string(data), "WHERE (status = ? OR total > ?) AND tenant_id = ?`, status, 5, tenantID)")
	require.Contains(t, string(data), "WHERE o.status = $1 AND tenant_id = $2 ORDER BY o.total`, status, tenantID)")
	data, err = os.ReadFile(filepath.Join(dir, "pg", "store.go"))
	require.NoError(t, err)
	require.Contains(t, string(data), "DELETE FROM orders WHERE id = $1 AND tenant_id = $2`, id, tenantID)")
	require.Contains(t, string(data), "SELECT id FROM orders WHERE tenant_id = $1`, tenantID)")
	require.Contains(t, string(data), "WHERE id = $1 AND tenant_id = $2`, id, tenantID)")
	cmd := exec.Command("go", "vet", "./...")
	cmd.Dir = dir
	built, err := cmd.CombinedOutput()
	require.NoError(t, err, string(built))
	require.Empty(t, commandFindings(t, dir))
}
