package editor

import (
	"context"
	"slices"
	"sync"

	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

// tree is the state of the files under one root as it was last read.
//
// Reading it again takes up to a tenth of a second where there are thousands of files, and a server asks for every package of a program. So it is read once
// for each request that the server serves: whoever asked has seen the files as they are by then.
type tree struct {
	home string

	mu       sync.Mutex
	cache    *workspace.Cache
	requests []context.Context // the last ones that it was read for
}

// remembered is how many requests are served side by side. One that is forgotten has the tree read again, and nothing worse.
const remembered = 16

// renew looks at the files, if it has not for the same request, and returns their state. dir is a directory that will be asked for.
func (t *tree) renew(request context.Context, dir string) *workspace.Cache {
	t.mu.Lock()
	defer t.mu.Unlock()
	if slices.Contains(t.requests, request) {
		return t.cache
	}
	if t.cache == nil {
		t.cache = newCache(t.home)
	} else {
		t.cache = t.cache.Renew()
	}
	_, _ = t.cache.Open(dir) // reads the files; whoever opens it is told of an error
	t.requests = append(t.requests[max(0, len(t.requests)+1-remembered):], request)
	return t.cache
}

// current is the state without a look at the files: the one that leases are valid for.
func (t *tree) current() *workspace.Cache {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.cache == nil {
		t.cache = newCache(t.home)
	}
	return t.cache
}

// stateOf is the state of a tree, for a directory in it.
type stateOf func(t *tree, dir string) *workspace.Cache

// unread is current as a stateOf.
func (t *tree) unread(string) *workspace.Cache { return t.current() }

// newCache keeps nothing on disk: every file that is saved would leave a snapshot behind, and a server reads once what a process per package would read often.
func newCache(home string) *workspace.Cache {
	c, err := workspace.NewCache(workspace.Options{Home: home, Lasting: true})
	if err != nil {
		panic(err) // impossible without a directory for snapshots
	}
	return c
}
