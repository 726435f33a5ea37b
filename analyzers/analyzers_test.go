package analyzers_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/analyzers"
	"github.com/bailiwick-dev/bailiwick/internal/config"
)

// A rule and its block in the config come together.
func TestNames(t *testing.T) {
	t.Parallel()
	var names []string
	for _, a := range analyzers.New(analyzers.Options{}) {
		names = append(names, a.Name)
	}
	require.Equal(t, names, analyzers.Names())
	require.Equal(t, names, config.RuleNames())
}
