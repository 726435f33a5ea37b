package workspace

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestToolID(t *testing.T) {
	name, err := os.Executable()
	require.NoError(t, err)
	out, err := exec.Command("go", "tool", "buildid", name).Output()
	require.NoError(t, err)
	want := strings.TrimSpace(string(out))
	if want == "" {
		t.Skip("linked without")
	}
	got, err := toolID()
	require.NoError(t, err)
	require.Equal(t, want, got)
}

func TestBuildID(t *testing.T) {
	for _, tt := range []struct{ name, head, want string }{
		{"note", "xx\x04\x00\x00\x00\x03\x00\x00\x00\x04\x00\x00\x00Go\x00\x00a/bxxx", "a/b"},
		{"note, other byte order", "xx\x00\x00\x00\x04\x00\x00\x00\x03\x00\x00\x00\x04Go\x00\x00a/bxxx", "a/b"},
		{"note that ends too late", "xx\x04\x00\x00\x00\xff\x00\x00\x00\x04\x00\x00\x00Go\x00\x00a/bxxx", ""},
		{"the word alone", "Go\x00\x00 and again Go\x00\x00", ""},
		{"text", "xx\xff Go build ID: \"a/b\"\n \xffxx", "a/b"},
		{"none", "xx", ""},
	} {
		t.Run(tt.name, func(t *testing.T) { require.Equal(t, tt.want, buildID([]byte(tt.head))) })
	}
}
