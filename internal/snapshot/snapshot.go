// Package snapshot turns trees of plain values into bytes and back, and into a canonical form to take a digest of.
//
// It exists beside encoding/gob for three reasons: gob learns the types behind interfaces from a registry of the process, it knows no nil
// inside a list, and its bytes depend on what the process encoded before.
//
// Values are structs, pointers without cycles, slices, maps keyed by strings, interfaces, strings, booleans and integers. Of a struct all
// fields count, hidden ones too: a copy that lacks some would behave otherwise than what was copied.
package snapshot

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"reflect"
	"slices"
)

// Codec knows the concrete types that may stand behind interfaces. It does not change once made.
type Codec struct {
	types []reflect.Type
}

// New makes a codec; each example is a value of a type that may stand behind an interface.
func New(examples ...any) *Codec {
	c := &Codec{}
	for _, e := range examples {
		c.types = append(c.types, reflect.TypeOf(e))
	}
	return c
}

// Types lists the types that the codec knows, in their order.
func (c *Codec) Types() []reflect.Type { return slices.Clone(c.types) }

// Encode returns the bytes of a value.
func (c *Codec) Encode(v any) ([]byte, error) {
	e := encoder{codec: c}
	err := e.value(reflect.ValueOf(v))
	return e.out, err
}

// Digest returns a hash of a value without the fields that skip names. Fields with their zero value count as absent, so that a type may
// grow a field without changing what is known.
func (c *Codec) Digest(v any, skip func(reflect.StructField) bool) ([sha256.Size]byte, error) {
	e := encoder{codec: c, skip: skip}
	err := e.value(reflect.ValueOf(v))
	return sha256.Sum256(e.out), err
}

type encoder struct {
	codec *Codec
	skip  func(reflect.StructField) bool // nil to encode everything, by position
	out   []byte
	depth int

	texts map[string]uint64 // numbers of the texts written so far, from 1; nil unless packing
	last  string
}

// maxDepth bounds the nesting, so that a cycle is an error. Expressions are cut far below it by the reader of SQL.
const maxDepth = 20_000

func (e *encoder) value(v reflect.Value) error {
	if e.depth++; e.depth > maxDepth {
		return fmt.Errorf("snapshot: nested too deep at %v: is there a cycle?", v.Type())
	}
	defer func() { e.depth-- }()
	switch v.Kind() {
	case reflect.Bool:
		e.out = append(e.out, 0)
		if v.Bool() {
			e.out[len(e.out)-1] = 1
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		e.out = binary.AppendVarint(e.out, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		e.out = binary.AppendUvarint(e.out, v.Uint())
	case reflect.String:
		e.text(v.String())
	case reflect.Pointer:
		if v.IsNil() {
			e.out = append(e.out, 0)
			return nil
		}
		e.out = append(e.out, 1)
		return e.value(v.Elem())
	case reflect.Interface:
		if v.IsNil() {
			e.out = binary.AppendUvarint(e.out, 0)
			return nil
		}
		i := slices.Index(e.codec.types, v.Elem().Type())
		if i < 0 {
			return fmt.Errorf("snapshot: type %v is not known to the codec", v.Elem().Type())
		}
		e.out = binary.AppendUvarint(e.out, uint64(i)+1)
		return e.value(v.Elem())
	case reflect.Slice:
		// The length is shifted by one to tell nil from empty, which some fields give a meaning; to a digest they are the same.
		n := uint64(v.Len())
		if !v.IsNil() && e.skip == nil || n > 0 {
			n++
		}
		e.out = binary.AppendUvarint(e.out, n)
		for i := range v.Len() {
			if err := e.value(v.Index(i)); err != nil {
				return err
			}
		}
	case reflect.Map:
		if v.Type().Key().Kind() != reflect.String {
			return fmt.Errorf("snapshot: a map is keyed by %v", v.Type().Key())
		}
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
		e.out = binary.AppendUvarint(e.out, uint64(len(keys)))
		for _, k := range keys {
			e.text(k.String())
			if err := e.value(v.MapIndex(k)); err != nil {
				return err
			}
		}
	case reflect.Struct:
		return e.structure(v)
	default:
		return fmt.Errorf("snapshot: a value has type %v", v.Type())
	}
	return nil
}

func (e *encoder) structure(v reflect.Value) error {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if e.skip != nil {
			if e.skip(f) || absent(v.Field(i)) {
				continue
			}
			e.text(f.Name)
		}
		if err := e.value(v.Field(i)); err != nil {
			return err
		}
	}
	if e.skip != nil {
		e.text("") // ends the fields
	}
	return nil
}

func absent(v reflect.Value) bool {
	return v.IsZero() || (v.Kind() == reflect.Slice || v.Kind() == reflect.Map) && v.Len() == 0
}

func (e *encoder) text(s string) {
	if e.texts != nil {
		e.pack(s)
		return
	}
	e.out = binary.AppendUvarint(e.out, uint64(len(s)))
	e.out = append(e.out, s...)
}
