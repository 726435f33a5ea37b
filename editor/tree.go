package editor

import (
	"sync"
	"time"

	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

// Reading a tree again takes a tenth of a second where there are thousands of files, and a server asks for every package of a program. So there is a pause
// between readings, and they take no more than a fifth of the time. What changes within is seen at the next edit: it is in no cache key until it is read.
const (
	pause = 250 * time.Millisecond
	share = 5
)

// tree is the state of the files under one root as it was last read.
type tree struct {
	home string

	mu    sync.Mutex
	cache *workspace.Cache
	read  time.Time     // when the last reading ended
	took  time.Duration // how long it took
}

// renew looks at the files and returns their state; dir is a directory that will be asked for.
func (t *tree) renew(dir string) *workspace.Cache {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.cache != nil && time.Since(t.read) < max(pause, share*t.took) {
		return t.cache
	}
	start := time.Now()
	if t.cache == nil {
		t.cache = newCache(t.home)
	} else {
		t.cache = t.cache.Renew()
	}
	_, _ = t.cache.Open(dir) // reads the files; whoever opens it is told of an error
	t.read = time.Now()
	t.took = t.read.Sub(start)
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

// newCache keeps nothing on disk: every file that is saved would leave a snapshot behind, and a server reads once what a process per package would read often.
func newCache(home string) *workspace.Cache {
	c, err := workspace.NewCache(workspace.Options{Home: home, Lasting: true})
	if err != nil {
		panic(err) // impossible without a directory for snapshots
	}
	return c
}
