package tenantscope

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/snapshot"
)

// Fact is all that crosses packages. A package hands on what it received, because only the facts of direct imports are seen; it does
// so part by part, each the bytes that the package wrote which found it out. Thus a package encodes only what is its own, what
// reaches it on several ways is told by the part's name, and however many packages hand a part on, it is in memory once.
type Fact struct {
	parts []*part // sorted by package, then by content
}

// AFact marks a fact.
func (*Fact) AFact() {}

// Wired says that the fact is in the form in which it travels: it may be shared instead of copied.
func (*Fact) Wired() {}

// part is what one package found out. Its bytes never change; they are read when they are first asked for.
type part struct {
	pkg  string
	wire string

	once sync.Once
	know *known
	err  error
}

// newPart encodes what a package found out.
func newPart(pkg string, k *Knowledge) (*part, error) {
	k.tidy()
	wire, err := snapshot.New().Pack(k)
	if err != nil {
		return nil, fmt.Errorf("facts of %s: %w", pkg, err)
	}
	return &part{pkg: pkg, wire: string(wire)}, nil
}

// read decodes the part, once.
func (p *part) read() (*known, error) {
	p.once.Do(func() {
		var k *Knowledge
		if err := snapshot.New().Unpack([]byte(p.wire), &k); err != nil {
			p.err = fmt.Errorf("facts of %s: %w", p.pkg, err)
			return
		}
		p.know = index(k)
	})
	return p.know, p.err
}

// same reports two copies of one part. Variants of a package for tests make parts of one name with different content.
func (p *part) same(q *part) bool { return p == q || p.pkg == q.pkg && p.wire == q.wire }

func comparePart(p, q *part) int {
	if c := strings.Compare(p.pkg, q.pkg); c != 0 || p == q {
		return c
	}
	return strings.Compare(p.wire, q.wire)
}

// GobEncode writes the parts one after another, each with its package and its length.
func (f *Fact) GobEncode() ([]byte, error) {
	var out []byte
	for _, p := range f.parts {
		for _, s := range []string{p.pkg, p.wire} {
			out = binary.AppendUvarint(out, uint64(len(s)))
			out = append(out, s...)
		}
	}
	return out, nil
}

// GobDecode reads what GobEncode wrote.
func (f *Fact) GobDecode(data []byte) error {
	f.parts = nil
	rest := string(data) // the parts are slices of this one copy
	next := func() (string, error) {
		n, size := binary.Uvarint([]byte(rest[:min(len(rest), binary.MaxVarintLen64)]))
		if size <= 0 || n > uint64(len(rest)-size) {
			return "", fmt.Errorf("facts of %s end too early", Name)
		}
		s := rest[size : size+int(n)]
		rest = rest[size+int(n):]
		return s, nil
	}
	for len(rest) > 0 {
		pkg, err := next()
		if err != nil {
			return err
		}
		wire, err := next()
		if err != nil {
			return err
		}
		f.parts = append(f.parts, &part{pkg: pkg, wire: wire})
	}
	return nil
}

// Sizes are the encoded bytes of each package that the fact speaks of, for the bench.
func (f *Fact) Sizes() map[string]int {
	sizes := map[string]int{}
	for _, p := range f.parts {
		sizes[p.pkg] += len(p.wire)
	}
	return sizes
}

// String lists what the fact holds, for tests.
func (f *Fact) String() string {
	var list []string
	for _, p := range f.parts {
		k, err := p.read()
		if err != nil {
			list = append(list, err.Error())
			continue
		}
		if s := k.String(); s != "" {
			list = append(list, s)
		}
	}
	return strings.Join(list, "; ")
}

// tidy sorts, so that equal knowledge is equal bytes, and drops what is there twice.
func (k *Knowledge) tidy() {
	k.Templates = sortBy(k.Templates, func(t *query.Template) string { return t.Func })
	k.Chains = sortBy(k.Chains, func(c *query.ChainSummary) string { return c.Func })
	k.Texts = sortBy(k.Texts, (*TextSummary).key)
	k.Results = sortBy(k.Results, (*ResultSummary).key)
	k.Reads = sortBy(k.Reads, (*ReadSummary).key)
	k.Pins = sortBy(k.Pins, (*PinSummary).key)
	k.Open = sortBy(k.Open, (*Open).key)
	k.Calls = sortBy(k.Calls, (*Call).key)
	k.Edges = sortBy(k.Edges, func(e *Edge) string { return e.To + " " + e.From })
	k.Settled = slices.Compact(slices.Sorted(slices.Values(k.Settled)))
	k.Broken = slices.Compact(slices.Sorted(slices.Values(k.Broken)))
}

// sortBy sorts by keys that are made once each, and keeps the first of those with the same key.
func sortBy[T any](list []T, key func(*T) string) []T {
	type keyed struct {
		key string
		val T
	}
	all := make([]keyed, len(list))
	for i := range list {
		all[i] = keyed{key(&list[i]), list[i]}
	}
	slices.SortStableFunc(all, func(a, b keyed) int { return strings.Compare(a.key, b.key) })
	var out []T
	for i := range all {
		if i == 0 || all[i].key != all[i-1].key {
			out = append(out, all[i].val)
		}
	}
	return out
}
