package driver

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"
)

// aheadBytes bounds the text that is parsed before anything can be analysed: its syntax takes some ten times as much memory.
const aheadBytes = 16 << 20

// parseAhead parses what will be needed first, while the go command looks for the libraries, and until it is stopped. What it did not come to is parsed
// when its turn comes.
func (s *schedule) parseAhead() (stop func()) {
	queue := s.firstNeeded()
	for _, n := range queue {
		n.early = sync.OnceValue(func() parsed { return parse(s.fset, n) })
	}
	var next atomic.Int64
	var group sync.WaitGroup
	for range max(1, s.opts.Workers-1) { // the go command works, too
		group.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(queue)); i = next.Add(1) - 1 {
				queue[i].early()
			}
		})
	}
	return func() {
		next.Store(int64(len(queue)))
		group.Wait()
	}
}

// firstNeeded are the targets in the order in which the schedule takes them, as far as that can be foreseen and memory lasts. Of a package that uses cgo
// the files are not known yet.
func (s *schedule) firstNeeded() []*node {
	queue := slices.DeleteFunc(slices.Clone(s.targets), (*node).usesCgo)
	slices.SortStableFunc(queue, func(a, b *node) int { return cmp.Compare(s.path[b], s.path[a]) })
	bytes := int64(0)
	for i, n := range queue {
		if bytes += n.size; bytes > aheadBytes {
			return queue[:i]
		}
	}
	return queue
}

// syntax is that of a package, which is not kept.
func (s *schedule) syntax(n *node) parsed {
	if n.early == nil {
		return parse(s.fset, n)
	}
	p := n.early()
	n.early = nil
	return p
}
