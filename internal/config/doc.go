package config

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strings"
)

// typesSource holds the comments that document the keys. It is read only when a schema or a page is made.
//
//go:embed types.go
var typesSource string

// KeyDoc documents one key.
type KeyDoc struct {
	// Key is the path, e.g. "tables.<name>.key" or "queries[].op".
	Key string
	// Type says in words what the value is, e.g. "list of strings".
	Type string
	// Default is the value of an absent key, "" when absence has no value.
	Default string
	// Values is the closed vocabulary, nil when there is none.
	Values []string
	Doc    string
}

// Keys documents every key, blocks before what they hold, in the order of the types.
func Keys() ([]KeyDoc, error) {
	docs, err := fieldDocs()
	if err != nil {
		return nil, err
	}
	var keys []KeyDoc
	collectKeys(reflect.TypeFor[Config](), "", docs, &keys)
	return keys, nil
}

func collectKeys(t reflect.Type, prefix string, docs map[string]string, keys *[]KeyDoc) {
	for _, f := range fieldsOf(t) {
		key := join(prefix, f.name)
		words, _ := valuesOf(f.value)
		*keys = append(*keys, KeyDoc{Key: key, Type: typeName(f.value), Default: f.fallback, Values: words, Doc: docOf(t, f, docs)})
		switch f.value.Kind() {
		case reflect.Struct:
			collectKeys(f.value, key, docs, keys)
		case reflect.Map:
			if e := f.value.Elem(); e.Kind() == reflect.Struct {
				collectKeys(e, key+".<name>", docs, keys)
			}
		case reflect.Slice:
			if e := f.value.Elem(); e.Kind() == reflect.Struct {
				collectKeys(e, key+"[]", docs, keys)
			}
		}
	}
}

func typeName(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[*Arg]():
		return "argument"
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct:
		return "list of blocks"
	case t.Kind() == reflect.Slice:
		return "list of strings"
	case t.Kind() == reflect.Map && t.Elem().Kind() == reflect.Struct:
		return "blocks by name"
	case t.Kind() == reflect.Map:
		return "values by name"
	case t.Kind() == reflect.Struct:
		return "block"
	case t.Kind() == reflect.Bool:
		return "boolean"
	}
	return "string"
}

// fieldDocs reads the comments of types.go: "Type" and "Type.Field" to text on one line.
func fieldDocs() (map[string]string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), "types.go", typesSource, parser.ParseComments)
	if err != nil {
		return nil, fmt.Errorf("read the documentation of the config: %w", err)
	}
	docs := make(map[string]string)
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range gen.Specs {
			ts, ok := spec.(*ast.TypeSpec)
			if !ok {
				continue
			}
			docs[ts.Name.Name] = oneLine(gen.Doc.Text())
			st, ok := ts.Type.(*ast.StructType)
			if !ok {
				continue
			}
			for _, f := range st.Fields.List {
				for _, name := range f.Names {
					docs[ts.Name.Name+"."+name.Name] = oneLine(f.Doc.Text())
				}
			}
		}
	}
	return docs, nil
}

// docOf is the documentation of a key. It begins with the key where the comment begins with the field.
func docOf(t reflect.Type, f field, docs map[string]string) string {
	doc := docs[t.Name()+"."+f.goName]
	if rest, ok := strings.CutPrefix(doc, f.goName+" "); ok {
		return f.name + " " + rest
	}
	return doc
}

// oneLine undoes the wrapping of a comment.
func oneLine(text string) string {
	return strings.Join(strings.Fields(text), " ")
}
