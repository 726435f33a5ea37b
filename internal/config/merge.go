package config

import (
	"fmt"
	"reflect"
)

// Merge joins two configs that speak about one module: the file and the settings block of golangci-lint. A key that only one of them sets is taken from
// it; a key that both set alike is fine; a key that they set differently is a problem that names both places, because either choice would surprise.
// Paths of settings that were made for another directory must be resolved by the caller before.
func Merge(file, settings *File) (*File, error) {
	m := &merger{a: file, b: settings, at: make(map[string]Place)}
	out := Default(file.Dir)
	out.Path = file.Path
	m.block(reflect.ValueOf(&out.Config).Elem(), reflect.ValueOf(&file.Config).Elem(), reflect.ValueOf(&settings.Config).Elem(), "")
	if err := m.problems.err(); err != nil {
		return nil, err
	}
	for _, from := range []*File{settings, file} {
		for key, place := range from.at {
			m.at[key] = place
		}
	}
	out.at = m.at
	return out, nil
}

type merger struct {
	a, b     *File
	at       map[string]Place
	problems problems
}

func (m *merger) block(out, a, b reflect.Value, key string) {
	for _, f := range fieldsOf(out.Type()) {
		at := join(key, f.name)
		switch o := out.Field(f.index); {
		case o.Kind() == reflect.Struct:
			m.block(o, a.Field(f.index), b.Field(f.index), at)
		case o.Kind() == reflect.Map:
			m.mapping(o, a.Field(f.index), b.Field(f.index), at)
		default:
			m.leaf(o, a.Field(f.index), b.Field(f.index), at)
		}
	}
}

// mapping merges entry by entry, so that one place may correct one table and the other another.
func (m *merger) mapping(out, a, b reflect.Value, key string) {
	if a.Len()+b.Len() == 0 {
		return
	}
	merged := reflect.MakeMap(out.Type())
	for _, from := range []reflect.Value{a, b} {
		for it := from.MapRange(); it.Next(); {
			element := reflect.New(out.Type().Elem()).Elem()
			m.leaf(element, indexOrZero(a, it.Key()), indexOrZero(b, it.Key()), join(key, it.Key().String()))
			merged.SetMapIndex(it.Key(), element)
		}
	}
	out.Set(merged)
}

func (m *merger) leaf(out, a, b reflect.Value, key string) {
	inA, inB := m.a.Has(key), m.b.Has(key)
	switch {
	case inA && inB && !equal(a, b):
		for _, p := range m.problems {
			if p.Key == key {
				return // the entries of a map are visited from both sides
			}
		}
		m.problems = append(m.problems, &Problem{
			Place: m.a.At(key), Key: key,
			Message: fmt.Sprintf("set to %v here and to %v in %s: remove one of the two", show(a), show(b), m.b.At(key)),
		})
	case inB:
		out.Set(b)
	default:
		out.Set(a) // written there, or the default of both
	}
}

// equal compares what the values mean: lists that are sets were not told apart by their order anywhere else either, but a difference in order is rare enough to
// be worth an error rather than a rule.
func equal(a, b reflect.Value) bool {
	return reflect.DeepEqual(a.Interface(), b.Interface())
}

func show(v reflect.Value) string {
	if v.Kind() == reflect.String {
		return fmt.Sprintf("%q", v.String())
	}
	return fmt.Sprintf("%+v", v.Interface())
}

func indexOrZero(m, key reflect.Value) reflect.Value {
	if m.IsValid() && m.Len() > 0 {
		if v := m.MapIndex(key); v.IsValid() {
			return v
		}
	}
	return reflect.Zero(m.Type().Elem())
}
