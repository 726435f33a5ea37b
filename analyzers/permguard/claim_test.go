package permguard_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestClaims: a waiver of another rule that speaks of callers is contradicted by an endpoint that reaches its function, and by no other.
func TestClaims(t *testing.T) {
	t.Parallel()
	want := map[string]string{}
	data, err := os.ReadFile(filepath.Join("testdata", "src", "claims", "main.go"))
	require.NoError(t, err)
	for i, line := range strings.Split(string(data), "\n") {
		if m := regexp.MustCompile(`// contradicted: (.*)$`).FindStringSubmatch(line); m != nil {
			want["claims/main.go:"+strconv.Itoa(i+1)] = m[1]
		}
	}
	got := map[string]string{}
	for _, e := range analyse(t, "claims").Entries {
		if e.Directive {
			_, got[at(e.Origin)], _ = strings.Cut(e.Message, ", but ")
			require.Equal(t, "waiver", e.Category)
		}
	}
	require.Equal(t, want, got)
}
