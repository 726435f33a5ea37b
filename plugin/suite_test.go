package plugin

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/config"
)

// Rules that were registered together and have the same settings share a suite; those of another registration, or with other settings, do not.
func TestSuitesMeetWithinOneRegistration(t *testing.T) {
	t.Parallel()
	one, other := new(suites), new(suites)
	dir := t.TempDir()
	of := func(s *suites, rule, dir, block string) *suite {
		return s.of(&linter{rule: rule, cwd: dir, settings: &config.File{Dir: dir}, block: block, suites: s})
	}
	require.Same(t, of(one, "tenantscope", dir, "map[]"), of(one, "permguard", dir, "map[]"))
	require.NotSame(t, of(one, "tenantscope", dir, "map[]"), of(one, "tenantscope", dir, "map[strict:true]"))
	require.NotSame(t, of(one, "tenantscope", dir, "map[]"), of(other, "tenantscope", dir, "map[]"))
	require.NotSame(t, of(one, "tenantscope", dir, "map[]"), of(one, "tenantscope", t.TempDir(), "map[]"))
}
