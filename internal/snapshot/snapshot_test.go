package snapshot_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/snapshot"
)

type node interface{ node() }

type leaf struct {
	Name string
	At   int
}

type pair struct{ L, R node }

func (*leaf) node() {}
func (*pair) node() {}

type tree struct {
	Kind  uint8
	Root  node
	Next  *tree
	Lists [][]node
	Words map[string]string
	Empty []string
	Flag  bool
	N     int64

	hidden string
	inner  node
}

func codec() *snapshot.Codec { return snapshot.New((*leaf)(nil), (*pair)(nil)) }

func example() *tree {
	return &tree{
		Kind:  3,
		Root:  &pair{&leaf{"a", 1}, nil},
		Next:  &tree{N: -5},
		Lists: [][]node{nil, {}, {nil, &leaf{"b", 2}}},
		Words: map[string]string{"x": "1", "y": "2", "": ""},
		Empty: []string{},
		Flag:  true,
		N:     1 << 40,

		hidden: "h",
		inner:  &leaf{"c", 3},
	}
}

func TestRoundTrip(t *testing.T) {
	data, err := codec().Encode(example())
	require.NoError(t, err)
	var got *tree
	require.NoError(t, codec().Decode(data, &got))
	require.Equal(t, example(), got)

	for range 20 {
		again, err := codec().Encode(example())
		require.NoError(t, err)
		require.Equal(t, data, again, "maps are in order")
	}
}

func TestPackWritesEachTextOnce(t *testing.T) {
	v := example()
	for range 50 {
		v.Lists = append(v.Lists, []node{&leaf{"github.com/acme/shop/store.Orders", 1}, &leaf{"github.com/acme/shop/store.Order", 2}})
	}
	packed, err := codec().Pack(v)
	require.NoError(t, err)
	var got *tree
	require.NoError(t, codec().Unpack(packed, &got))
	require.Equal(t, v, got)

	plain, err := codec().Encode(v)
	require.NoError(t, err)
	require.Less(t, 6*len(packed), len(plain))
	again, err := codec().Pack(v)
	require.NoError(t, err)
	require.Equal(t, packed, again)
}

func TestDamageIsAnError(t *testing.T) {
	for name, form := range map[string]struct {
		encode func(*snapshot.Codec, any) ([]byte, error)
		decode func(*snapshot.Codec, []byte, any) error
	}{
		"encoded": {(*snapshot.Codec).Encode, (*snapshot.Codec).Decode},
		"packed":  {(*snapshot.Codec).Pack, (*snapshot.Codec).Unpack},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := form.encode(codec(), example())
			require.NoError(t, err)
			var got *tree
			for i := range data {
				require.Error(t, form.decode(codec(), data[:i], &got), "cut at %d", i)
				for _, b := range []byte{0, 1, 0x7f, 0xff} {
					damaged := append([]byte(nil), data...)
					damaged[i] = b
					_ = form.decode(codec(), damaged, &got) // may be another valid tree; must not panic
				}
			}
			require.Error(t, form.decode(codec(), append(data, 0), &got))
		})
	}
}

func TestDigest(t *testing.T) {
	skip := func(f reflect.StructField) bool { return f.Name == "At" }
	digest := func(change func(*tree)) [32]byte {
		v := example()
		change(v)
		sum, err := codec().Digest(v, skip)
		require.NoError(t, err)
		return sum
	}
	same := digest(func(*tree) {})
	require.Equal(t, same, digest(func(v *tree) { v.Root.(*pair).L.(*leaf).At = 99 }), "a skipped field")
	require.Equal(t, same, digest(func(v *tree) { v.Empty = nil }), "an empty list")
	for name, change := range map[string]func(*tree){
		"text":           func(v *tree) { v.Root.(*pair).L.(*leaf).Name = "c" },
		"type":           func(v *tree) { v.Root = &leaf{"a", 1} },
		"side":           func(v *tree) { p := v.Root.(*pair); p.L, p.R = p.R, p.L },
		"map":            func(v *tree) { v.Words["x"] = "3" },
		"nil in a list":  func(v *tree) { v.Lists[2] = v.Lists[2][1:] },
		"hidden field":   func(v *tree) { v.hidden = "i" },
		"field of equal": func(v *tree) { v.Next = &tree{Kind: 5} },
	} {
		require.NotEqual(t, same, digest(change), name)
	}
}

func TestUnknownTypes(t *testing.T) {
	_, err := snapshot.New((*leaf)(nil)).Encode(example())
	require.ErrorContains(t, err, "type *snapshot_test.pair is not known")
	_, err = codec().Encode(struct{ F func() }{})
	require.ErrorContains(t, err, "func()")

	cycle := &tree{}
	cycle.Next = cycle
	_, err = codec().Encode(cycle)
	require.ErrorContains(t, err, "is there a cycle?")
}
