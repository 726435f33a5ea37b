package house

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/stretchr/testify/require"
)

// TestReadmeListsTheLibraries keeps the front page honest: it names every library that has rows, and none that has not.
func TestReadmeListsTheLibraries(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	require.NoError(t, err)
	_, rest, found := strings.Cut(string(data), "- Libraries: ")
	require.True(t, found)
	list, _, _ := strings.Cut(rest, ".")
	listed := strings.Split(list, ", ")
	slices.Sort(listed)
	require.Equal(t, libraries(), listed)
}

// libraries are the names of the libraries with rows. A library's further parts ("gorm generics", "ent/dialect/sql") come with it.
func libraries() []string {
	var names []string
	for _, l := range query.Libraries() {
		name, _, _ := strings.Cut(l.Name, " ")
		if before, _, nested := strings.Cut(name, "/dialect"); nested {
			name = before
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
