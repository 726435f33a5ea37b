package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// How memory is used, in bytes before the first collection, and in percent of growth between later ones.
const (
	// A vet tool is a process per package, and most packages need less than this: they collect nothing. The few that need more are those
	// by which the tool's memory is measured.
	vetFree    = 112 << 20
	vetPercent = 100
	// The command holds the types of the whole program, which stay: looking at them again and again is a fifth of its time.
	commandFree    = 600 << 20
	commandPercent = 120
)

// collectLate lets the garbage collector rest until free bytes are in use, and from then on until they are again, or what is left after a collection
// has grown by percent. Whoever sets a pace by the variables of the runtime is left alone.
func collectLate(free int64, percent int) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(free)
	onCollection(func() {
		debug.SetMemoryLimit(math.MaxInt64)
		debug.SetGCPercent(pace(free, live(), percent))
	})
}

// pace is by how many percent the heap may grow beyond what is live.
func pace(free, live int64, percent int) int {
	if live <= 0 || live >= free {
		return percent
	}
	return max(percent, int((free-live)*100/live))
}

// live are the bytes of the heap that the last collection found in use.
func live() int64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return int64(sample[0].Value.Uint64())
}

// onCollection calls f after each collection of the process.
func onCollection(f func()) {
	type sentinel struct{ _ [16]byte }
	var watch func()
	watch = func() {
		runtime.SetFinalizer(&sentinel{}, func(*sentinel) { // the next collection finds this object unused
			f()
			watch()
		})
	}
	watch()
}
