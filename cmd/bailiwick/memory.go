package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

// How memory is used, in bytes before the first collection, and in percent of growth between later ones.
const (
	// A vet tool is a process per package, and most packages need less than this: they collect nothing. The few that need more are those
	// by which the tool's memory is measured.
	vetFree    = 64 << 20
	vetPercent = 100
	// The command holds the types of the whole program, which stay: looking at them again and again is a fifth of its time.
	commandFree    = 384 << 20
	commandPercent = 150
)

// collectLate lets the garbage collector rest until free bytes are in use, and sets its pace from then on. Whoever sets a pace by the
// variables of the runtime is left alone.
func collectLate(free int64, percent int) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(free)
	// The first collection finds this object unused.
	type sentinel struct{ _ [16]byte }
	runtime.SetFinalizer(&sentinel{}, func(*sentinel) {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(math.MaxInt64)
	})
}
