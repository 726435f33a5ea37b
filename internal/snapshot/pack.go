package snapshot

import (
	"encoding/binary"
	"math"
	"reflect"
)

// Pack encodes a value as Encode does, but writes each text once, and of a text only what differs from the start of the one before it:
// values whose texts repeat and resemble each other, as the names of functions and files do, take a fraction of the space.
func (c *Codec) Pack(v any) ([]byte, error) {
	e := encoder{codec: c, texts: map[string]uint64{}}
	err := e.value(reflect.ValueOf(v))
	return e.out, err
}

// Unpack fills the value that is pointed to from what Pack wrote for one of the same type. Equal texts share their memory.
func (c *Codec) Unpack(data []byte, ptr any) error {
	d := decoder{codec: c, in: data, packed: true}
	return d.whole(ptr)
}

// pack writes a text: its number when it was written before, else 0, the length of the start that it shares with the last new text,
// and the rest.
func (e *encoder) pack(s string) {
	if n, ok := e.texts[s]; ok {
		e.out = binary.AppendUvarint(e.out, n)
		return
	}
	e.texts[s] = uint64(len(e.texts)) + 1
	shared := 0
	for shared < min(len(s), len(e.last)) && s[shared] == e.last[shared] {
		shared++
	}
	e.last = s
	e.out = append(e.out, 0)
	e.out = binary.AppendUvarint(e.out, uint64(shared))
	e.out = binary.AppendUvarint(e.out, uint64(len(s)-shared))
	e.out = append(e.out, s[shared:]...)
}

// unpack reads what pack wrote.
func (d *decoder) unpack() (string, error) {
	n, err := d.uvarint(uint64(len(d.texts)))
	if err != nil {
		return "", err
	}
	if n > 0 {
		return d.texts[n-1], nil
	}
	last := ""
	if len(d.texts) > 0 {
		last = d.texts[len(d.texts)-1]
	}
	shared, err := d.uvarint(uint64(len(last)))
	if err != nil {
		return "", err
	}
	rest, err := d.uvarint(math.MaxInt32)
	if err != nil || rest > uint64(len(d.in)) {
		return "", errShort
	}
	s := last[:shared] + string(d.in[:rest])
	d.in = d.in[rest:]
	d.texts = append(d.texts, s)
	return s, nil
}
