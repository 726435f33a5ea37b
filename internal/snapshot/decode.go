package snapshot

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
)

var errShort = errors.New("snapshot: the data ends too early, or is no snapshot")

// Decode fills the value that is pointed to from what Encode wrote for one of the same type.
func (c *Codec) Decode(data []byte, ptr any) error {
	d := decoder{codec: c, in: data}
	return d.whole(ptr)
}

// whole decodes a value that nothing follows.
func (d *decoder) whole(ptr any) error {
	if err := d.value(reflect.ValueOf(ptr).Elem()); err != nil {
		return err
	}
	if len(d.in) > 0 {
		return fmt.Errorf("snapshot: %d bytes too many", len(d.in))
	}
	return nil
}

type decoder struct {
	codec *Codec
	in    []byte

	packed bool
	texts  []string // read so far, when packed
}

func (d *decoder) value(v reflect.Value) error {
	switch v.Kind() {
	case reflect.Bool:
		n, err := d.byte()
		v.SetBool(n != 0)
		return err
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, size := binary.Varint(d.in)
		if size <= 0 || v.OverflowInt(n) {
			return errShort
		}
		d.in = d.in[size:]
		v.SetInt(n)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		n, err := d.uvarint(math.MaxUint64)
		if err != nil || v.OverflowUint(n) {
			return errShort
		}
		v.SetUint(n)
	case reflect.String:
		s, err := d.text()
		v.SetString(s)
		return err
	case reflect.Pointer:
		set, err := d.byte()
		if err != nil || set == 0 {
			return err
		}
		v.Set(reflect.New(v.Type().Elem()))
		return d.value(v.Elem())
	case reflect.Interface:
		i, err := d.uvarint(uint64(len(d.codec.types)))
		if err != nil || i == 0 {
			return err
		}
		t := d.codec.types[i-1]
		if !t.AssignableTo(v.Type()) {
			return errShort
		}
		elem := reflect.New(t).Elem()
		if err := d.value(elem); err != nil {
			return err
		}
		v.Set(elem)
	case reflect.Slice:
		n, err := d.uvarint(uint64(len(d.in)) + 1) // every element takes a byte, but for those of an empty struct type
		if err != nil || n == 0 {
			return err
		}
		v.Set(reflect.MakeSlice(v.Type(), int(n-1), int(n-1)))
		for i := range v.Len() {
			if err := d.value(v.Index(i)); err != nil {
				return err
			}
		}
	case reflect.Map:
		n, err := d.uvarint(uint64(len(d.in)))
		if err != nil || n == 0 {
			return err
		}
		v.Set(reflect.MakeMapWithSize(v.Type(), int(n)))
		for range n {
			key, err := d.text()
			if err != nil {
				return err
			}
			elem := reflect.New(v.Type().Elem()).Elem()
			if err := d.value(elem); err != nil {
				return err
			}
			v.SetMapIndex(reflect.ValueOf(key).Convert(v.Type().Key()), elem)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Field(i)
			if !field.CanSet() {
				// reflect keeps hidden fields of other packages from being set, for good reason; here the whole value is ours to make.
				field = reflect.NewAt(field.Type(), field.Addr().UnsafePointer()).Elem()
			}
			if err := d.value(field); err != nil {
				return err
			}
		}
	default:
		return fmt.Errorf("snapshot: a value has type %v", v.Type())
	}
	return nil
}

func (d *decoder) byte() (byte, error) {
	if len(d.in) == 0 {
		return 0, errShort
	}
	b := d.in[0]
	d.in = d.in[1:]
	return b, nil
}

func (d *decoder) uvarint(limit uint64) (uint64, error) {
	n, size := binary.Uvarint(d.in)
	if size <= 0 || n > limit {
		return 0, errShort
	}
	d.in = d.in[size:]
	return n, nil
}

func (d *decoder) text() (string, error) {
	if d.packed {
		return d.unpack()
	}
	n, err := d.uvarint(math.MaxInt32)
	if err != nil || n > uint64(len(d.in)) {
		return "", errShort
	}
	s := string(d.in[:n])
	d.in = d.in[n:]
	return s, nil
}
