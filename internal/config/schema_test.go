package config

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "write the schemas in docs/")

func TestSchemaIsFresh(t *testing.T) {
	for name, schema := range map[string]func() ([]byte, error){"bailiwick": Schema, "golangci": GolangciSchema} {
		got, err := schema()
		require.NoError(t, err)
		path := filepath.Join("..", "..", "docs", name+".schema.json")
		if *update {
			require.NoError(t, os.WriteFile(path, got, 0o644))
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, string(want), string(got), "run `go test ./internal/config -update`")
	}
}

// TestGolangciSchema holds the schema against the example, which golangci-lint itself is run with elsewhere.
func TestGolangciSchema(t *testing.T) {
	data, err := GolangciSchema()
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource(GolangciSchemaURL, doc))
	schema, err := c.Compile(GolangciSchemaURL)
	require.NoError(t, err)
	example, err := os.ReadFile(filepath.Join("..", "..", ".golangci.example.yml"))
	require.NoError(t, err)
	check := func(text string) error {
		var value any
		require.NoError(t, yaml.Unmarshal([]byte(text), &value))
		asJSON, err := json.Marshal(value)
		require.NoError(t, err)
		instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
		require.NoError(t, err)
		return schema.Validate(instance)
	}
	require.NoError(t, check(string(example)))
	require.Error(t, check("linters: {settings: {custom: {tenantscope: {settings: {tenat: {}}}}}}"))
	require.NoError(t, check("linters: {settings: {custom: {another: {settings: {tenat: {}}}}}}"), "another plugin's")
}

// TestSchemaAgreesWithDecoding compares the two on the same texts: an editor must not praise what the program refuses, nor the other way round.
func TestSchemaAgreesWithDecoding(t *testing.T) {
	data, err := Schema()
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource(SchemaURL, doc))
	schema, err := c.Compile(SchemaURL)
	require.NoError(t, err)

	full, err := os.ReadFile(filepath.Join("testdata", "full.yml"))
	require.NoError(t, err)
	for name, text := range map[string]string{
		"every key":            string(full),
		"empty block":          "{}",
		"unknown key":          "tennat: {}",
		"unknown nested key":   "tenant: {column: [a]}",
		"unknown category":     "rules: {tenantscope: {categories: {wide: off}}}",
		"known category":       "rules: {tenantscope: {categories: {wider-key: off}}}",
		"bad severity":         "rules: {tenantscope: {categories: {wider-key: none}}}",
		"bad unresolved":       "unresolved: fial",
		"list for string":      "baseline: [a]",
		"string for list":      "schema: db",
		"string for boolean":   `tests: "yes"`,
		"number for string":    "tenant: {root: 7}",
		"block for list":       "tags: {a: b}",
		"argument by index":    "queries: [{func: a/b.C, op: exec, sql: 0}]",
		"argument by name":     "queries: [{func: a/b.C, op: exec, sql: text}]",
		"negative argument":    "queries: [{func: a/b.C, op: exec, sql: -1}]",
		"boolean argument":     "queries: [{func: a/b.C, op: exec, sql: true}]",
		"missing func":         "queries: [{op: exec, sql: 0}]",
		"unknown operation":    "queries: [{func: a/b.C, op: write, sql: 0}]",
		"number in a list":     "tags: [1]",
		"table with a key":     "tables: {a: {key: b}}",
		"table, key of number": "tables: {a: {key: 1}}",
	} {
		t.Run(name, func(t *testing.T) {
			_, decodeErr := Parse("c.yml", []byte(text))
			var value any
			require.NoError(t, yaml.Unmarshal([]byte(text), &value))
			asJSON, err := json.Marshal(value)
			require.NoError(t, err)
			instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
			require.NoError(t, err)
			schemaErr := schema.Validate(instance)
			require.Equal(t, decodeErr == nil, schemaErr == nil, "decoding: %v\nschema: %v", decodeErr, schemaErr)
		})
	}
}

func TestEveryKeyIsDocumented(t *testing.T) {
	keys, err := Keys()
	require.NoError(t, err)
	require.NotEmpty(t, keys)
	for _, k := range keys {
		require.NotEmpty(t, k.Doc, k.Key)
	}
}
