package gopls

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const fakeSettings = `package settings

var AllAnalyzers = initAnalyzers()

type Analyzer struct {
	analyzer *analysis.Analyzer
}
`

const fakeCache = `package cache

// runCached is mentioned here, and run.
func (an *analysisNode) runCached(ctx context.Context, key file.Hash) (*analyzeSummary, error) {
	return inFlight.get(ctx, key, func(ctx context.Context) (*analyzeSummary, error) {
		return an.run(ctx)
	})
}

func (an *analysisNode) summaryHash() file.Hash { return an.hash }

func (an *analysisNode) run(ctx context.Context) (*analyzeSummary, error) { return nil, nil }

func (o *other) run(ctx context.Context) (*analyzeSummary, error) { return nil, nil }
`

// source writes a tree that looks like gopls as far as the recipe looks.
func source(t *testing.T, settings, cache string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{settingsSource: settings, cacheSource: cache} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	}
	return dir
}

func TestPatch(t *testing.T) {
	t.Parallel()
	dir := source(t, fakeSettings, fakeCache)
	require.NoError(t, patch(dir))
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(cacheSource)))
	require.NoError(t, err)
	want := strings.Replace(fakeCache, ") runCached(", ") goplsRunCached(", 1)
	want = strings.Replace(want, "(an *analysisNode) run(", "(an *analysisNode) goplsRun(", 1)
	require.Equal(t, want, string(text), "declarations get other names, calls and methods of other types do not")
	for _, name := range []string{"internal/settings/zz_bailiwick.go", "internal/cache/zz_bailiwick.go"} {
		require.FileExists(t, filepath.Join(dir, filepath.FromSlash(name)))
	}
}

// TestPatchFailsClosed changes one token of what the recipe relies on: nothing is written, and the error is one line that names it.
func TestPatchFailsClosed(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, old, new, message string }{
		{"the list has another name", "AllAnalyzers", "Analyzers", "internal/settings/analysis.go has no variable AllAnalyzers"},
		{"the field has another type", "analyzer *analysis.Analyzer", "analyzer analysis.Analyzer", "no type Analyzer with a field analyzer of type *analysis.Analyzer"},
		{"the cached method has another name", "runCached(ctx", "cached(ctx", "no method runCached of *analysisNode that is a func(ctx context.Context, key file.Hash)"},
		{"the cached method takes something else", "key file.Hash", "key string", "no method runCached of *analysisNode"},
		{"the method returns something else", "(an *analysisNode) run(ctx context.Context) (*analyzeSummary, error)", "(an *analysisNode) run(ctx context.Context) error", "no method run of *analysisNode"},
		{"the method is another type's", "(an *analysisNode) run(", "(an *node) run(", "no method run of *analysisNode"},
		{"the hash of a package is gone", "summaryHash", "hashOf", "no method summaryHash of *analysisNode"},
		{"it is no Go", "package cache", "package", "internal/cache/analysis.go cannot be read"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			settings := strings.Replace(fakeSettings, tc.old, tc.new, 1)
			cache := strings.Replace(fakeCache, tc.old, tc.new, 1)
			dir := source(t, settings, cache)
			err := patch(dir)
			require.ErrorContains(t, err, tc.message)
			require.NotContains(t, err.Error(), "\n")
			text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(cacheSource)))
			require.NoError(t, err)
			require.Equal(t, cache, string(text))
			require.NoFileExists(t, filepath.Join(dir, "internal", "settings", addedFile))
			require.NoFileExists(t, filepath.Join(dir, "internal", "cache", addedFile))
		})
	}
}
