// Package parcel carries what packages found out through go/analysis facts.
//
// A package hands on what it received, because only the facts of direct imports are seen. It does so part by part, each the bytes that the package wrote
// which found it out: a package encodes only what is its own, what reaches it on several ways is told by the part's bytes, and however many packages
// hand a part on, it is in memory once and read once.
package parcel

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/bailiwick-dev/bailiwick/internal/snapshot"
)

// Parcel is a list of parts, sorted by package, then by content. A rule's fact embeds one.
type Parcel[T any] struct{ parts []*Part[T] }

// Part is what one package found out.
type Part[T any] struct {
	pkg  string
	wire []byte
	// borrowed bytes belong to a larger buffer, which would stay in memory with them.
	borrowed bool

	once  sync.Once
	value *T
	err   error
}

var errDamaged = errors.New("the facts are damaged")

// New makes the part of a package: equal values make equal bytes, so what comes from a map must have been sorted.
func New[T any](pkg string, value *T) (*Part[T], error) {
	data, err := snapshot.New().Pack(value)
	if err != nil {
		return nil, fmt.Errorf("facts of %s: %w", pkg, err)
	}
	return &Part[T]{pkg: pkg, wire: data}, nil
}

// Package is the import path of the package that the part is of.
func (p *Part[T]) Package() string { return p.pkg }

// Value reads the part, once.
func (p *Part[T]) Value() (*T, error) {
	p.once.Do(func() {
		if err := snapshot.New().Unpack(p.wire, &p.value); err != nil {
			p.err = fmt.Errorf("facts of %s: %w", p.pkg, err)
		} else if p.value == nil {
			p.err = fmt.Errorf("facts of %s: %w", p.pkg, errDamaged)
		}
	})
	return p.value, p.err
}

// Parts lists the parts in their order.
func (f *Parcel[T]) Parts() []*Part[T] { return f.parts }

// Add takes in the parts that are not there yet. Variants of a package for tests make parts of one name: the first of them in the order of their
// bytes is kept, whatever the order in which they come.
func (f *Parcel[T]) Add(parts ...*Part[T]) {
	for _, p := range parts {
		i, found := slices.BinarySearchFunc(f.parts, p, func(a, b *Part[T]) int { return strings.Compare(a.pkg, b.pkg) })
		switch {
		case !found:
			f.parts = slices.Insert(f.parts, i, p.kept())
		case f.parts[i] != p && bytes.Compare(p.wire, f.parts[i].wire) < 0:
			f.parts[i] = p.kept()
		}
	}
}

// kept is the part for as long as the program runs: with bytes of its own.
func (p *Part[T]) kept() *Part[T] {
	if !p.borrowed {
		return p
	}
	return &Part[T]{pkg: strings.Clone(p.pkg), wire: bytes.Clone(p.wire)}
}

// Find is the part of a package, nil when there is none.
func (f *Parcel[T]) Find(pkg string) *Part[T] {
	i, found := slices.BinarySearchFunc(f.parts, pkg, func(p *Part[T], pkg string) int { return strings.Compare(p.pkg, pkg) })
	if !found {
		return nil
	}
	return f.parts[i]
}

// Wire returns the parts one after another, each with its package and its length.
func (f *Parcel[T]) Wire() []byte {
	var out []byte
	for _, p := range f.parts {
		out = AppendFrame(out, p.pkg, p.wire)
	}
	return out
}

// Unwire makes the parcel that Wire returned the bytes of. It keeps the bytes, which must not change.
func (f *Parcel[T]) Unwire(data []byte) error {
	f.parts = nil
	return Frames(data, func(pkg string, wire []byte) {
		f.parts = append(f.parts, &Part[T]{pkg: pkg, wire: wire, borrowed: true})
	})
}

// AppendFrame appends what one package found out, with the package and the lengths of both.
func AppendFrame(to []byte, pkg string, wire []byte) []byte {
	to = append(binary.AppendUvarint(to, uint64(len(pkg))), pkg...)
	return append(binary.AppendUvarint(to, uint64(len(wire))), wire...)
}

// Frames yields what AppendFrame appended, in its order. What is yielded belongs to the data. An error ends it: bytes that are cut off are damaged.
func Frames(data []byte, yield func(pkg string, wire []byte)) error {
	next := func() ([]byte, error) {
		n, size := binary.Uvarint(data)
		if size <= 0 || n > uint64(len(data)-size) {
			return nil, errDamaged
		}
		s := data[size : size+int(n)]
		data = data[size+int(n):]
		return s, nil
	}
	for len(data) > 0 {
		pkg, err := next()
		if err != nil {
			return err
		}
		wire, err := next()
		if err != nil {
			return err
		}
		yield(string(pkg), wire)
	}
	return nil
}

// GobEncode is for drivers that are not ours.
func (f *Parcel[T]) GobEncode() ([]byte, error) { return f.Wire(), nil }

// GobDecode is for drivers that are not ours.
func (f *Parcel[T]) GobDecode(data []byte) error { return f.Unwire(bytes.Clone(data)) }

// Sizes are the encoded bytes of each package that the parcel speaks of, for the bench.
func (f *Parcel[T]) Sizes() map[string]int {
	sizes := map[string]int{}
	for _, p := range f.parts {
		sizes[p.pkg] = len(p.wire)
	}
	return sizes
}
