package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
)

// GolangciSchemaURL is where the JSON schema of golangci-lint's settings for the rules is published.
const GolangciSchemaURL = "https://raw.githubusercontent.com/bailiwick-dev/bailiwick/main/docs/golangci.schema.json"

// SchemaURL is where the JSON schema of the config is published.
const SchemaURL = "https://raw.githubusercontent.com/bailiwick-dev/bailiwick/main/docs/bailiwick.schema.json"

// node is one node of a JSON schema, in the order in which its keys are printed.
type node struct {
	Schema               string           `json:"$schema,omitempty"`
	ID                   string           `json:"$id,omitempty"`
	Title                string           `json:"title,omitempty"`
	Description          string           `json:"description,omitempty"`
	Ref                  string           `json:"$ref,omitempty"`
	Type                 any              `json:"type,omitempty"` // a name, or several
	Enum                 []string         `json:"enum,omitempty"`
	Default              any              `json:"default,omitempty"`
	Minimum              *int             `json:"minimum,omitempty"`
	Items                *node            `json:"items,omitempty"`
	Properties           map[string]*node `json:"properties,omitempty"`
	PropertyNames        *node            `json:"propertyNames,omitempty"`
	AdditionalProperties any              `json:"additionalProperties,omitempty"` // a *node or false
	Required             []string         `json:"required,omitempty"`
	Definitions          map[string]*node `json:"definitions,omitempty"`
}

// Schema is the JSON schema of .bailiwick.yml, draft 7, which is the one that editors' YAML support reads. It is generated from the types: it allows what
// decoding allows, but for what only the whole shows (a global table that has a key).
func Schema() ([]byte, error) {
	docs, err := fieldDocs()
	if err != nil {
		return nil, err
	}
	root := schemaOf(reflect.TypeFor[Config](), docs)
	root.Schema, root.ID, root.Title = draft, SchemaURL, FileName
	root.Description = docs["Config"]
	return encode(root)
}

const draft = "http://json-schema.org/draft-07/schema#"

// GolangciSchema is the JSON schema of what a .golangci.yml says about the rules, and of nothing else in it.
func GolangciSchema() ([]byte, error) {
	docs, err := fieldDocs()
	if err != nil {
		return nil, err
	}
	rules := &node{Type: "object", Properties: make(map[string]*node)}
	for _, name := range RuleNames() {
		rules.Properties[name] = within("settings", &node{Ref: "#/definitions/settings"})
	}
	root := within("linters", within("settings", within("custom", rules)))
	root.Schema, root.ID, root.Title = draft, GolangciSchemaURL, ".golangci.yml with the rules of bailiwick"
	settings := schemaOf(reflect.TypeFor[Config](), docs)
	settings.Description = "The keys of " + FileName + "."
	root.Definitions = map[string]*node{"settings": settings}
	return encode(root)
}

// within is an object of which one key is known.
func within(key string, n *node) *node {
	return &node{Type: "object", Properties: map[string]*node{key: n}}
}

func encode(root *node) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(root); err != nil {
		return nil, fmt.Errorf("write the schema of the config: %w", err)
	}
	return out.Bytes(), nil
}

func schemaOf(t reflect.Type, docs map[string]string) *node {
	if words, closed := valuesOf(t); closed {
		return &node{Type: "string", Enum: words}
	}
	switch {
	case t == reflect.TypeFor[*Arg]():
		zero := 0
		return &node{Type: []string{"integer", "string"}, Minimum: &zero}
	case t.Kind() == reflect.Bool:
		return &node{Type: "boolean"}
	case t.Kind() == reflect.Slice:
		// An absent list, an empty one and "key:" with nothing below it are alike, but a schema that allowed null everywhere would help nobody.
		return &node{Type: "array", Items: schemaOf(t.Elem(), docs)}
	case t.Kind() == reflect.Map:
		n := &node{Type: "object", AdditionalProperties: schemaOf(t.Elem(), docs)}
		if words, closed := valuesOf(t.Key()); closed {
			n.PropertyNames = &node{Enum: words}
		}
		return n
	case t.Kind() == reflect.Struct:
		n := &node{Type: "object", Properties: make(map[string]*node), AdditionalProperties: false}
		for _, f := range fieldsOf(t) {
			p := schemaOf(f.value, docs)
			p.Description = docOf(t, f, docs)
			switch {
			case f.value.Kind() == reflect.Bool && f.fallback != "":
				p.Default = f.fallback == "true"
			case f.fallback != "":
				p.Default = f.fallback
			}
			if f.required {
				n.Required = append(n.Required, f.name)
			}
			n.Properties[f.name] = p
		}
		return n
	}
	return &node{Type: "string"}
}
