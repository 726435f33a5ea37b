package runner

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Facts are the package facts that the analyzers derived of one package, each gob-encoded (but for those that are wired), sorted by type.
// They are immutable once the package is done; the zero value holds none.
type Facts struct {
	list  []encodedFact
	wired []Wired
	file  string // that holds them, when they are read each time
}

// FactsIn are the facts in a file that Encode wrote the contents of. It is read whenever one of them is asked for: an import's file holds
// mostly what the files of other imports hold as well, and all of them together are many times as large as what is kept.
func FactsIn(file string) Facts { return Facts{file: file} }

// read returns the facts without the file.
func (f Facts) read() (Facts, error) {
	if f.file == "" {
		return f, nil
	}
	data, err := os.ReadFile(f.file)
	if err != nil {
		return Facts{}, fmt.Errorf("read facts: %w", err)
	}
	return DecodeFacts(data)
}

// Wired is a fact that is in the form in which it travels already: what it knows is bytes, and never changes. Within a process it is
// handed on as it is, so that what many packages pass on is in memory once; in a fact file it is its bytes.
type Wired interface {
	analysis.Fact
	// Wire returns the bytes.
	Wire() []byte
	// Unwire makes the fact that Wire returned the bytes of. They never change, and may be kept.
	Unwire(data []byte) error
}

// encodedFact is one fact on the wire.
type encodedFact struct {
	Type string // of the fact, e.g. "example.com/rule.fact"
	Data []byte
}

// Size is the number of encoded bytes, which the bench reports per package.
func (f Facts) Size() (int, error) {
	all, err := f.encoded()
	n := 0
	for _, fact := range all {
		n += len(fact.Data)
	}
	return n, err
}

// Empty reports whether there is no fact.
func (f Facts) Empty() bool {
	all, err := f.read()
	return err == nil && len(all.list) == 0 && len(all.wired) == 0
}

// Decode fills the fact that is pointed to from the one of the same type and reports whether there is one.
func (f Facts) Decode(ptr analysis.Fact) (bool, error) {
	name, err := factType(ptr)
	if err != nil {
		return false, err
	}
	f, err = f.read()
	if err != nil {
		return false, err
	}
	for _, w := range f.wired {
		if reflect.TypeOf(w) == reflect.TypeOf(ptr) {
			reflect.ValueOf(ptr).Elem().Set(reflect.ValueOf(w).Elem())
			return true, nil
		}
	}
	i, found := slices.BinarySearchFunc(f.list, name, func(e encodedFact, name string) int { return cmp.Compare(e.Type, name) })
	if !found {
		return false, nil
	}
	if w, ok := ptr.(Wired); ok {
		if err := w.Unwire(f.list[i].Data); err != nil {
			return false, fmt.Errorf("decode fact %s: %w", name, err)
		}
		return true, nil
	}
	// Decode into a fresh value: gob leaves absent (zero) fields of the target as they are, and the caller's may be used.
	fresh := reflect.New(reflect.TypeOf(ptr).Elem())
	if err := gob.NewDecoder(bytes.NewReader(f.list[i].Data)).DecodeValue(fresh); err != nil {
		return false, fmt.Errorf("decode fact %s: %w", name, err)
	}
	reflect.ValueOf(ptr).Elem().Set(fresh.Elem())
	return true, nil
}

// set encodes a fact, in place of an earlier one of its type.
func (f *Facts) set(fact analysis.Fact) error {
	name, err := factType(fact)
	if err != nil {
		return err
	}
	if w, ok := fact.(Wired); ok {
		f.share(w)
		return nil
	}
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(fact); err != nil {
		return fmt.Errorf("encode fact %s: %w", name, err)
	}
	f.put(encodedFact{name, buf.Bytes()})
	return nil
}

// share keeps a copy of a fact that is on the wire already: the variable is the analyzer's.
func (f *Facts) share(w Wired) {
	kept := reflect.New(reflect.TypeOf(w).Elem())
	kept.Elem().Set(reflect.ValueOf(w).Elem())
	f.wired = slices.DeleteFunc(f.wired, func(old Wired) bool { return reflect.TypeOf(old) == reflect.TypeOf(w) })
	f.wired = append(f.wired, kept.Interface().(Wired))
}

// encoded lists all facts as bytes.
func (f Facts) encoded() ([]encodedFact, error) {
	f, err := f.read()
	if err != nil {
		return nil, err
	}
	all := Facts{list: slices.Clone(f.list)}
	for _, w := range f.wired {
		name, err := factType(w)
		if err != nil {
			return nil, err
		}
		all.put(encodedFact{name, w.Wire()})
	}
	return all.list, nil
}

// put keeps the list sorted, so that equal facts are equal bytes whatever order the analyzers ran in.
func (f *Facts) put(fact encodedFact) {
	i, found := slices.BinarySearchFunc(f.list, fact.Type, func(e encodedFact, name string) int { return cmp.Compare(e.Type, name) })
	if found {
		f.list[i] = fact
		return
	}
	f.list = slices.Insert(f.list, i, fact)
}

// without returns the facts less those of the given types.
func (f Facts) without(types []string) Facts {
	if len(types) == 0 {
		return f
	}
	return Facts{
		list: slices.DeleteFunc(slices.Clone(f.list), func(e encodedFact) bool { return slices.Contains(types, e.Type) }),
		wired: slices.DeleteFunc(slices.Clone(f.wired), func(w Wired) bool {
			name, _ := factType(w) // New has checked it
			return slices.Contains(types, name)
		}),
	}
}

// wireVersion begins every encoded fact file. It changes with the layout of this file, not with that of a fact:
// the go command never mixes the fact files of two executables.
const wireVersion = "bailiwick facts 2\n"

// Encode returns the facts as the contents of a fact file; no fact is an empty file.
func (f Facts) Encode() ([]byte, error) {
	all, err := f.encoded()
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, nil
	}
	n := len(wireVersion)
	for _, e := range all {
		n += len(e.Type) + len(e.Data) + 2*binary.MaxVarintLen64
	}
	out := append(make([]byte, 0, n), wireVersion...)
	for _, e := range all {
		out = append(binary.AppendUvarint(out, uint64(len(e.Type))), e.Type...)
		out = append(binary.AppendUvarint(out, uint64(len(e.Data))), e.Data...)
	}
	return out, nil
}

// DecodeFacts reads what Encode wrote. The facts keep the data, which must not change.
func DecodeFacts(data []byte) (Facts, error) {
	if len(data) == 0 {
		return Facts{}, nil
	}
	rest, ok := bytes.CutPrefix(data, []byte(wireVersion))
	if !ok {
		return Facts{}, fmt.Errorf("decode facts: not a fact file of this version")
	}
	next := func() ([]byte, error) {
		n, size := binary.Uvarint(rest)
		if size <= 0 || n > uint64(len(rest)-size) {
			return nil, errors.New("decode facts: the file ends too early")
		}
		s := rest[size : size+int(n)]
		rest = rest[size+int(n):]
		return s, nil
	}
	var f Facts
	for len(rest) > 0 {
		name, err := next()
		if err != nil {
			return Facts{}, err
		}
		data, err := next()
		if err != nil {
			return Facts{}, err
		}
		f.put(encodedFact{string(name), data})
	}
	return f, nil
}

// factType names the type of a fact by package path and name: gob's own registry would be state of the process.
func factType(fact analysis.Fact) (string, error) {
	t := reflect.TypeOf(fact)
	if t == nil || t.Kind() != reflect.Pointer || t.Elem().Name() == "" {
		return "", fmt.Errorf("fact type %v is not a pointer to a named type", t)
	}
	return t.Elem().PkgPath() + "." + t.Elem().Name(), nil
}

// settle encodes a zero value of every fact type, in the order given. Gob numbers the types of a process in the order of their
// first use and the numbers are in the bytes: without this the fact file of a package would depend on which analyzer came first.
func settle(facts []analysis.Fact) {
	enc := gob.NewEncoder(io.Discard)
	for _, fact := range facts {
		_ = enc.Encode(fact) // a type that cannot be encoded fails again, with its name, when it is exported
	}
}
