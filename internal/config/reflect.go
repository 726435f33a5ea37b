package config

import (
	"reflect"
	"slices"
	"strings"
)

// field is one key of a block, as its struct tags describe it.
type field struct {
	index    int
	name     string // the key
	goName   string
	value    reflect.Type
	fallback string // the default tag
	isSet    bool   // a list whose order carries no meaning
	required bool
}

// fieldsOf lists the keys of a block in the order of the type.
func fieldsOf(t reflect.Type) []field {
	fields := make([]field, 0, t.NumField())
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if name == "" {
			continue
		}
		fields = append(fields, field{
			index: i, name: name, goName: f.Name, value: f.Type,
			fallback: f.Tag.Get("default"), isSet: f.Tag.Get("set") == "true", required: f.Tag.Get("required") == "true",
		})
	}
	return fields
}

// valuesOf gives the closed vocabulary of a type that has one.
func valuesOf(t reflect.Type) ([]string, bool) {
	if e, ok := reflect.Zero(t).Interface().(enum); ok {
		return e.Values(), true
	}
	return nil, false
}

// setDefaults gives the fields below v the values of their default tags. Only strings and booleans have defaults, and false is a boolean's already.
func setDefaults(v reflect.Value) {
	for _, f := range fieldsOf(v.Type()) {
		switch fv := v.Field(f.index); {
		case fv.Kind() == reflect.Struct:
			setDefaults(fv)
		case fv.Kind() == reflect.String && f.fallback != "":
			fv.SetString(f.fallback)
		case fv.Kind() == reflect.Bool:
			fv.SetBool(f.fallback == "true")
		}
	}
}

// RuleNames lists the rules that have a block in the config, in the order of the type: all rules of the suite.
func RuleNames() []string {
	var names []string
	for _, f := range fieldsOf(reflect.TypeFor[Rules]()) {
		names = append(names, f.name)
	}
	return names
}

func contains(words []string, word string) bool { return slices.Contains(words, word) }
