package editor

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

// ErrChanged ends an analysis during which the files around the package have changed: its result belongs to no state of them and must not be kept.
var ErrChanged = errors.New("bailiwick: the files around the package have changed")

// Lease is one state of what surrounds a package. A server takes one before it looks into its cache, has Key in the cache's key, and keeps the result of an
// analysis only if the lease is still Valid when it ends. So a result is never filed under the name of another state.
type Lease struct {
	tree    *tree
	dir     string
	sources [][]byte

	space    *workspace.Workspace
	problem  string
	embedded string
}

// Lease names what surrounds a package. The files are looked at once per request, which is told by its context. module is the path of the package's module, "" for the
// standard library, and sources gives the texts of its Go files, which may not be saved yet. For packages that are not the user's the lease is nil.
func (s *Suite) Lease(request context.Context, dir, module string, sources func() [][]byte) *Lease {
	read := func(t *tree, dir string) *workspace.Cache { return t.renew(request, dir) }
	root, own := s.root(dir, module, read)
	if !own {
		return nil
	}
	l := &Lease{tree: s.tree(root), dir: dir, sources: sources()}
	l.space, l.problem = open(read(l.tree, dir), dir)
	l.embedded = embedded(dir, l.sources)
	return l
}

// Key names the state, "" for a nil lease.
func (l *Lease) Key() string {
	if l == nil {
		return ""
	}
	digest := ""
	if l.space != nil {
		digest = l.space.Digest
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q", digest, l.problem, l.embedded))
	return hex.EncodeToString(sum[:])
}

// Valid reports whether every analysis since the lease was taken has seen its state.
func (l *Lease) Valid() bool {
	if l == nil {
		return true
	}
	space, problem := open(l.tree.current(), l.dir)
	return space == l.space && problem == l.problem && embedded(l.dir, l.sources) == l.embedded
}

func open(cache *workspace.Cache, dir string) (*workspace.Workspace, string) {
	w, err := cache.Open(dir)
	if err != nil {
		return nil, err.Error()
	}
	return w, ""
}

const embedDirective = "//go:embed "

// embedded is a hash of the files that Go sources embed. Patterns are left out: no text is read through them.
func embedded(dir string, sources [][]byte) string {
	h := sha256.New()
	found := false
	for _, source := range sources {
		for line := range strings.Lines(string(source)) {
			name, ok := strings.CutPrefix(strings.TrimSpace(line), embedDirective)
			if !ok {
				continue
			}
			found = true
			fmt.Fprintf(h, "%q ", name)
			if file, err := os.Open(filepath.Join(dir, strings.Trim(strings.TrimSpace(name), `"`))); err == nil {
				_, _ = io.Copy(h, file) // a directory has no text
				_ = file.Close()
			}
		}
	}
	if !found {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}
