package parcel

import (
	"bytes"
	"encoding/gob"
	"testing"

	"github.com/stretchr/testify/require"
)

type said struct{ Words []string }

func part(t *testing.T, pkg string, words ...string) *Part[said] {
	t.Helper()
	p, err := New(pkg, &said{words})
	require.NoError(t, err)
	return p
}

func TestParcelSurvivesTheWire(t *testing.T) {
	t.Parallel()
	var f Parcel[said]
	f.Add(part(t, "example.com/b", "two"), part(t, "example.com/a", "one"), part(t, "example.com/b", "two"))
	for name, pass := range map[string]func(*Parcel[said]) error{
		"wire": func(g *Parcel[said]) error { return g.Unwire(f.Wire()) },
		"gob": func(g *Parcel[said]) error {
			var buf bytes.Buffer
			require.NoError(t, gob.NewEncoder(&buf).Encode(&f))
			return gob.NewDecoder(&buf).Decode(g)
		},
	} {
		var g Parcel[said]
		require.NoError(t, pass(&g), name)
		require.Len(t, g.Parts(), 2)
		require.Equal(t, "example.com/a", g.Parts()[0].Package())
		v, err := g.Find("example.com/b").Value()
		require.NoError(t, err)
		require.Equal(t, []string{"two"}, v.Words)
		require.Nil(t, g.Find("example.com"))
		require.Equal(t, f.Sizes(), g.Sizes())
	}
}

// Two variants of a package: which is kept depends on neither order.
func TestParcelKeepsOneVariant(t *testing.T) {
	t.Parallel()
	var f, g Parcel[said]
	f.Add(part(t, "p", "one"), part(t, "p", "one", "two"))
	g.Add(part(t, "p", "one", "two"), part(t, "p", "one"))
	require.Equal(t, f.Wire(), g.Wire())
	require.Len(t, f.Parts(), 1)
}

func TestDamagedParcel(t *testing.T) {
	t.Parallel()
	var f, g Parcel[said]
	f.Add(part(t, "p", "one"))
	data := f.Wire()
	require.ErrorIs(t, g.Unwire(data[:len(data)-1]), errDamaged)
	require.ErrorIs(t, g.Unwire([]byte{200}), errDamaged)
	bad := &Part[said]{pkg: "p", wire: []byte{1}}
	_, err := bad.Value()
	require.ErrorContains(t, err, "facts of p")
}
