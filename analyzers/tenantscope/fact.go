package tenantscope

import (
	"bytes"
	"encoding/binary"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/parcel"
)

// Fact is all that crosses packages. A package hands on what it received, because only the facts of direct imports are seen; it does
// so part by part, each the bytes that the package wrote which found it out. Thus a package encodes only what is its own, what
// reaches it on several ways is told by the part's name, and however many packages hand a part on, it is in memory once.
type Fact struct {
	parts []*part // sorted by package, then by content
}

// AFact marks a fact.
func (*Fact) AFact() {}

// Wire returns the parts one after another, each with its package and its length.
func (f *Fact) Wire() []byte {
	n := 0
	for _, p := range f.parts {
		n += len(p.pkg) + len(p.wire) + 2*binary.MaxVarintLen32
	}
	out := make([]byte, 0, n)
	for _, p := range f.parts {
		out = parcel.AppendFrame(out, p.pkg, p.wire)
	}
	return out
}

// Unwire makes the fact that Wire returned the bytes of. It keeps the bytes, which must not change.
func (f *Fact) Unwire(data []byte) error {
	f.parts = nil
	return parcel.Frames(data, func(pkg string, wire []byte) {
		f.parts = append(f.parts, &part{pkg: pkg, wire: wire, borrowed: true})
	})
}

// GobEncode is for drivers that are not ours.
func (f *Fact) GobEncode() ([]byte, error) { return f.Wire(), nil }

// GobDecode is for drivers that are not ours.
func (f *Fact) GobDecode(data []byte) error { return f.Unwire(bytes.Clone(data)) }

// Sizes are the encoded bytes of each package that the fact speaks of, for the bench.
func (f *Fact) Sizes() map[string]int {
	sizes := map[string]int{}
	for _, p := range f.parts {
		sizes[p.pkg] += len(p.wire)
	}
	return sizes
}

// Parts are the encoded bytes by package, less what is meant for the external tests of one.
func (f *Fact) Parts() map[string][]byte {
	parts := map[string][]byte{}
	for _, p := range f.parts {
		if !strings.HasSuffix(p.pkg, testPart) {
			parts[p.pkg] = append(parts[p.pkg], p.wire...)
		}
	}
	return parts
}

// String lists what the fact holds, for tests.
func (f *Fact) String() string {
	var list []string
	for _, p := range f.parts {
		for _, read := range []func() (*known, error){p.summaries, p.travel} {
			k, err := read()
			if err != nil {
				list = append(list, err.Error())
			} else if s := k.String(); s != "" {
				list = append(list, s)
			}
		}
	}
	return strings.Join(list, "; ")
}
