package route

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"
)

func packed(t *testing.T, text []byte) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(text)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

// TestListings reads descriptions, and says nothing of those that cannot be read.
func TestListings(t *testing.T) {
	t.Parallel()
	good := `{"paths":{"/a":{"parameters":[{"x-objects":["no"]}],"get":{"operationId":"get_A","x-objects":["shop","item"],"x-more":["item"],"x-rate":1,"tags":["t"]},"put":{"x-objects":["unnamed"]}}}}`
	for name, c := range map[string]struct {
		text string
		want map[string][]string
	}{
		"lists of extensions":   {packed(t, []byte(good)), map[string][]string{"geta": {"item", "shop"}}},
		"no extensions":         {packed(t, []byte(`{"paths":{"/a":{"get":{"operationId":"a","tags":["t"]}}}}`)), map[string][]string{}},
		"no description":        {"", map[string][]string{}},
		"no base64":             {"%%%", map[string][]string{}},
		"neither packing":       {base64.StdEncoding.EncodeToString([]byte(good)), map[string][]string{}},
		"cut short":             {packed(t, []byte(good))[:40], map[string][]string{}},
		"no JSON":               {packed(t, []byte(`"x-objects": [`)), map[string][]string{}},
		"paths of another kind": {packed(t, []byte(`{"paths":["x-"],"x-objects":["a"]}`)), map[string][]string{}},
		"larger than is read":   {packed(t, append([]byte(good), bytes.Repeat([]byte(" "), maxDescription)...)), map[string][]string{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, listings(c.text))
		})
	}
}
