package runner

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"fmt"
	"io"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Facts are the package facts that the analyzers derived of one package, each gob-encoded, sorted by type.
// They are immutable once the package is done; the zero value holds none.
type Facts struct {
	list  []encodedFact
	wired []Wired
}

// Wired is a fact that is in the form in which it travels already: what it knows is bytes, and never changes. Within a process it is
// handed on as it is, so that what many packages pass on is in memory once; in a fact file it is gob-encoded like any other.
type Wired interface {
	analysis.Fact
	Wired()
}

// encodedFact is one fact on the wire. The fields are exported for gob.
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
func (f Facts) Empty() bool { return len(f.list) == 0 && len(f.wired) == 0 }

// Decode fills the fact that is pointed to from the one of the same type and reports whether there is one.
func (f Facts) Decode(ptr analysis.Fact) (bool, error) {
	name, err := factType(ptr)
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
	e, err := encode(name, fact)
	if err == nil {
		f.put(e)
	}
	return err
}

// share keeps a copy of a fact that is on the wire already: the variable is the analyzer's.
func (f *Facts) share(w Wired) {
	kept := reflect.New(reflect.TypeOf(w).Elem())
	kept.Elem().Set(reflect.ValueOf(w).Elem())
	f.wired = slices.DeleteFunc(f.wired, func(old Wired) bool { return reflect.TypeOf(old) == reflect.TypeOf(w) })
	f.wired = append(f.wired, kept.Interface().(Wired))
}

func encode(name string, fact analysis.Fact) (encodedFact, error) {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(fact); err != nil {
		return encodedFact{}, fmt.Errorf("encode fact %s: %w", name, err)
	}
	return encodedFact{name, buf.Bytes()}, nil
}

// encoded lists all facts as bytes.
func (f Facts) encoded() ([]encodedFact, error) {
	all := Facts{list: slices.Clone(f.list)}
	for _, w := range f.wired {
		name, err := factType(w)
		if err != nil {
			return nil, err
		}
		e, err := encode(name, w)
		if err != nil {
			return nil, err
		}
		all.put(e)
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
const wireVersion = "bailiwick facts 1\n"

// Encode returns the facts as the contents of a fact file; no fact is an empty file.
func (f Facts) Encode() ([]byte, error) {
	if f.Empty() {
		return nil, nil
	}
	all, err := f.encoded()
	if err != nil {
		return nil, err
	}
	buf := bytes.NewBufferString(wireVersion)
	if err := gob.NewEncoder(buf).Encode(all); err != nil {
		return nil, fmt.Errorf("encode facts: %w", err)
	}
	return buf.Bytes(), nil
}

// DecodeFacts reads what Encode wrote.
func DecodeFacts(data []byte) (Facts, error) {
	if len(data) == 0 {
		return Facts{}, nil
	}
	rest, ok := bytes.CutPrefix(data, []byte(wireVersion))
	if !ok {
		return Facts{}, fmt.Errorf("decode facts: not a fact file of this version")
	}
	var f Facts
	if err := gob.NewDecoder(bytes.NewReader(rest)).Decode(&f.list); err != nil {
		return Facts{}, fmt.Errorf("decode facts: %w", err)
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
	_ = enc.Encode([]encodedFact(nil))
	for _, fact := range facts {
		_ = enc.Encode(fact) // a type that cannot be encoded fails again, with its name, when it is exported
	}
}
