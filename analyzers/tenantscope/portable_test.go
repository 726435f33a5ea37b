package tenantscope_test

import (
	"context"
	"go/build"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/analyzers/tenantscope"
	"github.com/bailiwick-dev/bailiwick/internal/driver"
	"github.com/bailiwick-dev/bailiwick/internal/site"
	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

// analyse runs the rule over an application of testdata as the command does.
func analyse(t *testing.T, dir string) *driver.Result {
	t.Helper()
	cache, err := workspace.NewCache(workspace.Options{Home: dir})
	require.NoError(t, err)
	rule := tenantscope.For(site.New(site.Options{Workspace: cache.ForPass}))
	res, err := driver.Run(context.Background(), driver.Options{
		Dir: dir, Analyzers: []*analysis.Analyzer{rule}, Owns: cache.Owns, Env: append(os.Environ(), "GOWORK=off"),
	})
	require.NoError(t, err)
	require.False(t, res.Failed(), "%v %v", res.LoadErrors, res.Errors)
	return res
}

// A fact names no place of the machine that it was made on: another machine is served it from a shared cache. The file is searched as it is,
// and all texts in it, which may be compressed, after decoding.
func TestFactsHoldNoAbsolutePath(t *testing.T) {
	if testing.Short() {
		t.Skip("loads whole applications")
	}
	home, err := os.UserHomeDir()
	require.NoError(t, err)
	for _, name := range []string{"shop", "crm"} {
		dir, err := filepath.Abs(filepath.Join("..", "..", "testdata", name))
		require.NoError(t, err)
		res := analyse(t, dir)
		foreign := []string{dir, filepath.Dir(dir), build.Default.GOROOT + "/src", filepath.Join(home, "go"), os.TempDir() + "/"}
		clean := func(text, where string) {
			for _, path := range foreign {
				require.NotContains(t, text, path, where)
			}
		}
		facts, texts, places := 0, 0, 0
		for _, p := range res.Packages {
			data, err := p.Facts.Encode()
			require.NoError(t, err)
			clean(string(data), p.Path)
			fact := new(tenantscope.Fact)
			ok, err := p.Facts.Decode(fact)
			require.NoError(t, err)
			if !ok {
				continue
			}
			facts++
			know, err := tenantscope.Heard(fact)
			require.NoError(t, err)
			eachText(reflect.ValueOf(know), func(field, text string) {
				texts++
				clean(text, p.Path+" "+field)
				if field == "File" {
					places++
					require.False(t, filepath.IsAbs(text) || strings.HasPrefix(text, ".."), "%s: %s", p.Path, text)
				}
			})
		}
		require.Greater(t, facts, 3)
		require.Greater(t, texts, 500, "the facts were not decoded")
		require.Greater(t, places, 50, "no positions were found")
	}
}

// eachText visits every string in a value, with the name of the field that holds it.
func eachText(v reflect.Value, visit func(field, text string)) {
	var walk func(reflect.Value, string)
	walk = func(v reflect.Value, field string) {
		switch v.Kind() {
		case reflect.String:
			visit(field, v.String())
		case reflect.Pointer, reflect.Interface:
			if !v.IsNil() {
				walk(v.Elem(), field)
			}
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				walk(v.Index(i), field)
			}
		case reflect.Map:
			for it := v.MapRange(); it.Next(); {
				walk(it.Key(), field)
				walk(it.Value(), field)
			}
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i), v.Type().Field(i).Name)
			}
		}
	}
	walk(v, "")
}
