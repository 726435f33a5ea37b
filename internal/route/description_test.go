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

// TestOperations reads descriptions, and says nothing of those that cannot be read.
func TestOperations(t *testing.T) {
	t.Parallel()
	good := `{"paths":{"/a":{"parameters":[{"x-objects":["no"]}],"get":{"operationId":"get_A","x-objects":["shop","item"],"x-more":["item"],"x-rate":1,"tags":["t"]},"put":{"x-objects":["unnamed"]}}}}`
	for name, c := range map[string]struct {
		text string
		want map[string]described
	}{
		"lists of extensions":   {packed(t, []byte(good)), map[string]described{"geta": {lists: []string{"item", "shop"}}}},
		"no extensions":         {packed(t, []byte(`{"paths":{"/a":{"get":{"operationId":"a","tags":["t"]}}}}`)), map[string]described{"a": {}}},
		"optional":              {packed(t, []byte(`{"paths":{"/a":{"get":{"operationId":"a","security":[{"k":[]},{}]}}}}`)), map[string]described{"a": {optional: true}}},
		"required":              {packed(t, []byte(`{"paths":{"/a":{"get":{"operationId":"a","security":[{"k":[]}]}}}}`)), map[string]described{"a": {}}},
		"optional for all":      {packed(t, []byte(`{"security":[{}],"paths":{"/a":{"get":{"operationId":"a"},"put":{"operationId":"b","security":[]}}}}`)), map[string]described{"a": {optional: true}, "b": {}}},
		"optional by extension": {packed(t, []byte(`{"paths":{"/a":{"get":{"operationId":"a","x-security-optional":true}}}}`)), map[string]described{"a": {optional: true}}},
		"no description":        {"", map[string]described{}},
		"no base64":             {"%%%", map[string]described{}},
		"neither packing":       {base64.StdEncoding.EncodeToString([]byte(good)), map[string]described{}},
		"cut short":             {packed(t, []byte(good))[:40], map[string]described{}},
		"no JSON":               {packed(t, []byte(`"x-objects": [`)), map[string]described{}},
		"paths of another kind": {packed(t, []byte(`{"paths":["x-"],"x-objects":["a"]}`)), map[string]described{}},
		"larger than is read":   {packed(t, append([]byte(good), bytes.Repeat([]byte(" "), maxDescription)...)), map[string]described{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, operations(c.text))
		})
	}
}
