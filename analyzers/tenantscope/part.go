package tenantscope

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/snapshot"
)

// part is what one package found out. Its bytes never change; they are read when they are first asked for, in two steps: every importer
// needs what travels, while what is said of a function is of use only to those that call it, and may be long (a generated package tells
// the text of all its statements).
type part struct {
	pkg  string
	wire []byte
	// borrowed bytes belong to a larger buffer, which would stay in memory with them.
	borrowed bool

	first, second half
}

// half is a half of a part, read once.
type half struct {
	once sync.Once
	know *known
	err  error
}

// travelling is what says something of functions of any package.
type travelling struct {
	Open      []Open
	Calls     []Call
	Edges     []Edge
	Settled   []string
	Passes    []Pass
	Queries   []string
	Ids       []string
	Broken    []string
	Awaits    []Await
	Handed    []string
	Questions []Question
}

// said is what is said of the package's own functions and variables.
type said struct {
	Templates []query.Template
	Chains    []query.ChainSummary
	Texts     []TextSummary
	Results   []ResultSummary
	Reads     []ReadSummary
	Pins      []PinSummary
	Refuses   []flow.Refusal
	Uses      []Use
}

// newPart encodes what a package found out.
func newPart(pkg string, k *Knowledge) (*part, error) {
	k.tidy()
	p := &part{pkg: pkg}
	for _, v := range []any{
		&travelling{k.Open, k.Calls, k.Edges, k.Settled, k.Passes, k.Queries, k.Principals, k.Broken, k.Awaits, k.Handed, k.Questions},
		&said{k.Templates, k.Chains, k.Texts, k.Results, k.Reads, k.Pins, k.Refuses, k.Uses},
	} {
		data, err := snapshot.New().Pack(v)
		if err != nil {
			return nil, fmt.Errorf("facts of %s: %w", pkg, err)
		}
		if p.wire == nil {
			p.wire = append(binary.AppendUvarint(nil, uint64(len(data))), data...)
			continue
		}
		if p.wire, err = squeeze(p.wire, data); err != nil {
			return nil, fmt.Errorf("facts of %s: %w", pkg, err)
		}
	}
	return p, nil
}

// worthwhile is the number of bytes from which on texts are compressed.
const worthwhile = 4096

// squeeze appends data with a mark that says whether it is compressed.
func squeeze(to, data []byte) ([]byte, error) {
	if len(data) < worthwhile {
		return append(append(to, 0), data...), nil
	}
	buf := bytes.NewBuffer(append(to, 1))
	w, err := flate.NewWriter(buf, flate.DefaultCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// swell reads what squeeze appended.
func swell(data []byte) ([]byte, error) {
	switch {
	case len(data) == 0 || data[0] > 1:
		return nil, errDamaged
	case data[0] == 0:
		return data[1:], nil
	}
	return io.ReadAll(flate.NewReader(bytes.NewReader(data[1:])))
}

var errDamaged = errors.New("the facts are damaged")

// travel reads what the part says of functions of any package.
func (p *part) travel() (*known, error) {
	return p.first.read(p.pkg, func() (*known, error) {
		data, _, err := p.split()
		if err != nil {
			return nil, err
		}
		var t *travelling
		if err := snapshot.New().Unpack(data, &t); err != nil {
			return nil, err
		}
		if t == nil {
			return nil, errDamaged
		}
		for i := range t.Open {
			t.Open[i].remember()
		}
		return &known{Knowledge: &Knowledge{Open: t.Open, Calls: t.Calls, Edges: t.Edges, Settled: t.Settled, Passes: t.Passes, Queries: t.Queries, Principals: t.Ids, Broken: t.Broken, Awaits: t.Awaits, Handed: t.Handed, Questions: t.Questions}}, nil
	})
}

// summaries reads what the part says of the package's own functions.
func (p *part) summaries() (*known, error) {
	return p.second.read(p.pkg, func() (*known, error) {
		_, data, err := p.split()
		if err != nil {
			return nil, err
		}
		if data, err = swell(data); err != nil {
			return nil, err
		}
		var s *said
		if err := snapshot.New().Unpack(data, &s); err != nil {
			return nil, err
		}
		if s == nil {
			return nil, errDamaged
		}
		return index(&Knowledge{Templates: s.Templates, Chains: s.Chains, Texts: s.Texts, Results: s.Results, Reads: s.Reads, Pins: s.Pins, Refuses: s.Refuses, Uses: s.Uses}), nil
	})
}

func (h *half) read(pkg string, decode func() (*known, error)) (*known, error) {
	h.once.Do(func() {
		if h.know, h.err = decode(); h.err != nil {
			h.err = fmt.Errorf("facts of %s: %w", pkg, h.err)
		}
	})
	return h.know, h.err
}

func (p *part) split() (travels, said []byte, err error) {
	n, size := binary.Uvarint(p.wire)
	if size <= 0 || n > uint64(len(p.wire)-size) {
		return nil, nil, errDamaged
	}
	return p.wire[size : size+int(n)], p.wire[size+int(n):], nil
}

// kept is the part for as long as the program runs: with bytes of its own.
func (p *part) kept() *part {
	if !p.borrowed {
		return p
	}
	return &part{pkg: strings.Clone(p.pkg), wire: bytes.Clone(p.wire)}
}

// same reports two copies of one part.
func (p *part) same(q *part) bool { return p == q || p.pkg == q.pkg && bytes.Equal(p.wire, q.wire) }

func comparePart(p, q *part) int {
	if c := strings.Compare(p.pkg, q.pkg); c != 0 || p == q {
		return c
	}
	return bytes.Compare(p.wire, q.wire)
}

// tidy sorts, so that equal knowledge is equal bytes, and drops what is there twice.
func (k *Knowledge) tidy() {
	k.Templates = sortBy(k.Templates, func(t *query.Template) string { return t.Func })
	k.Chains = sortBy(k.Chains, func(c *query.ChainSummary) string { return c.Func })
	k.Texts = sortBy(k.Texts, (*TextSummary).key)
	k.Results = sortBy(k.Results, (*ResultSummary).key)
	k.Reads = sortBy(k.Reads, (*ReadSummary).key)
	k.Pins = sortBy(k.Pins, (*PinSummary).key)
	k.Refuses = sortBy(k.Refuses, func(r *flow.Refusal) string { return r.Func + fmt.Sprint(r.When) })
	k.Open = sortBy(k.Open, (*Open).key)
	for i := range k.Open {
		k.Open[i].memo = ""
	}
	k.Calls = sortBy(k.Calls, (*Call).key)
	k.Edges = sortBy(k.Edges, func(e *Edge) string { return e.To + " " + e.From })
	k.Settled = slices.Compact(slices.Sorted(slices.Values(k.Settled)))
	k.Passes = sortBy(k.Passes, (*Pass).key)
	k.Queries = slices.Compact(slices.Sorted(slices.Values(k.Queries)))
	k.Principals = slices.Compact(slices.Sorted(slices.Values(k.Principals)))
	k.Awaits = sortBy(k.Awaits, func(a *Await) string { return a.Entry.Origin.String() + a.Name + strings.Join(a.Methods, " ") })
	k.Handed = slices.Compact(slices.Sorted(slices.Values(k.Handed)))
	k.Uses = sortBy(k.Uses, func(u *Use) string { return u.Func })
	k.Questions = sortBy(k.Questions, (*Question).key)
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
