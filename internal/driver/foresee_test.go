package driver

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

const foreseeable = `
-- go.mod --
module example.com/app

go 1.24
-- main.go --
package main

import (
	"fmt"

	"example.com/app/own"
	"example.org/no/such"
)

func main() { fmt.Println(own.X, such.X) }
-- own/own.go --
package own

import (
	_ "encoding/hex"
	_ "unsafe"
	_ "./relative"
	_ "example.org/every/..."
	_ "example.org/at@v1"
)
-- own/own_test.go --
package own

import _ "net/http/httptest"
-- own/tagged.go --
//go:build tagged

package own

import _ "net/smtp"
-- own/own_plan9.go --
package own

import _ "net/rpc"
-- own/broken.go --
package own

import _ "
-- nested/go.mod --
module example.com/nested
-- nested/n.go --
package nested

import _ "archive/zip"
-- testdata/t.go --
package testdata

import _ "archive/tar"
`

func TestForeseenImports(t *testing.T) {
	t.Parallel()
	dir := runnertest.Write(t, foreseeable)
	imports := func(opts Options) []string {
		opts.Dir, opts.Env = dir, []string{"GOOS=linux", "GOARCH=amd64"}
		opts.OwnPath = func(path string) bool { return strings.HasPrefix(path, "example.com/") }
		return (&lister{opts: opts}).imports(context.Background(), []string{dir})
	}
	require.Equal(t, []string{"encoding/hex", "example.org/no/such", "fmt"}, imports(Options{}))
	require.Equal(t, []string{"encoding/hex", "example.org/no/such", "fmt", "net/http/httptest", "net/smtp"}, imports(Options{Tests: true, Tags: "other,tagged"}))
}

// What is foreseen is a guess: a library that the go command has something against is asked for again, so that its error is told where it belongs.
func TestForeseenLibraries(t *testing.T) {
	t.Parallel()
	dir := runnertest.Write(t, foreseeable)
	l := &lister{opts: Options{Dir: dir, OwnPath: func(string) bool { return false }}}
	f := l.foresee(context.Background(), nil)
	defer f.stop()
	found, missing := f.take([]string{"archive/zip", "example.org/no/such", "fmt"})
	require.Len(t, found, 1)
	require.Equal(t, "fmt", found[0].ID)
	require.NotEmpty(t, found[0].ExportFile)
	require.Equal(t, []string{"archive/zip", "example.org/no/such"}, missing)

	some := &lister{opts: Options{Dir: dir, Patterns: []string{"./own"}, OwnPath: func(string) bool { return false }}}
	g := some.foresee(context.Background(), nil)
	defer g.stop()
	found, _ = g.take([]string{"fmt"})
	require.Empty(t, found, "some packages were named: what they import is not known before they are listed")
}

func TestForeseeingStops(t *testing.T) {
	t.Parallel()
	dir := runnertest.Write(t, foreseeable)
	l := &lister{opts: Options{Dir: dir, OwnPath: func(string) bool { return false }}}
	f := l.foresee(context.Background(), nil)
	f.stop()
	f.stop()
}
