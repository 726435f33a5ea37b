package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// registration is a call that registers a handler, as text: what the command lists must not be all that the command finds.
var registration = regexp.MustCompile(`\.(?:Get|Post|Put|Patch|Delete|GET|POST|PUT|PATCH|DELETE|HandleFunc)\("(?:([A-Z]+) )?/`)

// TestRoutesListsEveryRegistration holds the endpoints of the applications against the registrations that their text shows.
func TestRoutesListsEveryRegistration(t *testing.T) {
	t.Parallel()
	for _, app := range applications() {
		t.Run(app, func(t *testing.T) {
			t.Parallel()
			dir := appDir(t, app)
			var stdout, stderr bytes.Buffer
			require.Equal(t, exitClean, run(context.Background(), []string{"routes", "-C", dir, "-format", "json", "./..."}, &stdout, &stderr), stderr.String())
			var got struct {
				Endpoints []struct {
					Method, Pattern, Handler, File string
					Line                           int
					Served                         bool
				}
				Summary struct{ Endpoints, Unserved, Unresolved int }
			}
			require.NoError(t, json.Unmarshal(stdout.Bytes(), &got))
			listed := map[string]bool{}
			for _, e := range got.Endpoints {
				listed[e.File+":"+strconv.Itoa(e.Line)] = true
				require.NotEmpty(t, e.Handler)
			}
			want := registrations(t, dir)
			require.NotEmpty(t, want)
			for _, at := range want {
				require.True(t, listed[at], "%s registers a handler and is not listed", at)
			}
			require.Equal(t, len(got.Endpoints), got.Summary.Endpoints)
			require.Zero(t, got.Summary.Unserved)
			require.Zero(t, got.Summary.Unresolved)
		})
	}
}

// registrations are the lines that register a handler, by "file:line".
func registrations(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		rel, err := filepath.Rel(dir, path)
		require.NoError(t, err)
		for i, line := range strings.Split(string(data), "\n") {
			if registration.MatchString(line) {
				out = append(out, filepath.ToSlash(rel)+":"+strconv.Itoa(i+1))
			}
		}
		return nil
	}))
	return out
}

func TestRoutesFormats(t *testing.T) {
	t.Parallel()
	dir := appDir(t, "billing")
	var text, table, stderr bytes.Buffer
	require.Equal(t, exitClean, run(context.Background(), []string{"routes", "-C", dir}, &text, &stderr), stderr.String())
	require.Regexp(t, `(?m)^PUT +/customers/\{id\}/name +\(\*httpapi\.API\)\.renameCustomer +\w* +internal/httpapi/httpapi\.go:\d+ .*via \(\*auth\.Logins\)\.Require$`, text.String())
	require.Regexp(t, `(?m)^\d+ endpoints, \d+ of them not only read: \d+ guarded, \d+ not guarded, \d+ not decided; 0 not seen to be served, 0 whose handler is not understood$`, text.String())
	require.Equal(t, exitClean, run(context.Background(), []string{"routes", "-C", dir, "-format", "csv"}, &table, &stderr), stderr.String())
	rows, err := csv.NewReader(&table).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 1+strings.Count(text.String(), ".go:"))
	require.Contains(t, text.String(), "no function that asks for a permission was found") // billing knows who, and lets everybody do everything
	require.Equal(t, exitFailed, run(context.Background(), []string{"routes", "-C", dir, "-format", "sarif"}, &table, &stderr))
	require.Contains(t, stderr.String(), "-format=sarif: want text, json, csv")
}
