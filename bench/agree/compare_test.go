package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCompare(t *testing.T) {
	t.Parallel()
	command := []finding{
		{text: "a.go:1:2: x"},
		{text: "a.go:1:2: x", why: []string{"no caller of F was found in the loaded packages"}},
		{text: "b.go:3:4: y", why: []string{"no caller of G was found in the loaded packages"}},
		{text: "c.go:5:6: z", why: []string{"nothing here ties the row to the tenant"}},
	}
	c := compare(command, []string{"a.go:1:2: x", "c.go:5:6: z", "c.go:5:6: z"})
	require.Equal(t, compared{command: 3, other: 2, both: 2, wholeProgram: 1}, c)
	c = compare(command, []string{"c.go:5:6: z", "d.go:7:8: w"})
	require.Equal(t, compared{command: 3, other: 2, both: 1, wholeProgram: 1, missing: []string{"a.go:1:2: x"}, extra: []string{"d.go:7:8: w"}}, c)
	var out strings.Builder
	require.EqualError(t, report(&out, []compared{c}), "2 differences that nothing explains")
	require.Contains(t, out.String(), "alone: d.go:7:8: w\n")
	require.NoError(t, report(&out, []compared{compare(command, []string{"a.go:1:2: x", "c.go:5:6: z"})}))
}

func TestParse(t *testing.T) {
	t.Parallel()
	list, err := parseVet([]byte("{}\n# example.com/a\n"+`{"example.com/a": {"tenantscope": [{"posn": "/src/a/a.go:1:2", "message": "x"}]}}`), "/src")
	require.NoError(t, err)
	require.Equal(t, []string{"a/a.go:1:2: x"}, list)
	_, err = parseVet([]byte(`{"example.com/a": {"tenantscope": {"error": "config"}}}`), "/src")
	require.ErrorContains(t, err, `tenantscope: {"error": "config"}`)
	list, err = parseGolangci([]byte(`{"Issues": [{"FromLinter": "tenantscope", "Text": "x", "Pos": {"Filename": "a/a.go", "Line": 1, "Column": 2}}]}`))
	require.NoError(t, err)
	require.Equal(t, []string{"a/a.go:1:2: x"}, list)
	_, err = parseGolangci([]byte(`{"Issues": [{"FromLinter": "typecheck", "Text": "undefined: x", "Pos": {"Filename": "a/a.go", "Line": 1, "Column": 2}}]}`))
	require.EqualError(t, err, "a/a.go:1:2: undefined: x")
	found, err := parseCommand([]byte(`{"findings": [{"file": "a/a.go", "line": 1, "column": 2, "message": "x", "why": ["y"]}]}`))
	require.NoError(t, err)
	require.Equal(t, []finding{{"a/a.go:1:2: x", []string{"y"}}}, found)
}
