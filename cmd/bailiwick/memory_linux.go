package main

import (
	"runtime"
	"runtime/debug"
	"syscall"
)

// preferHugePages asks the kernel to back the next size bytes of the heap by huge pages, where it leaves that to programs (transhuge.rst of
// the kernel's documentation, "madvise"): a process that fills its heap once and ends spends much of its time on faults of small pages. The
// range is taken as one object and given back, untouched, for the heap to be used again; it is advice, so that nothing is lost where it fails.
func preferHugePages(size int) {
	const madvHugepage = 14        // madvise(2); package syscall does not name it
	pace := debug.SetGCPercent(-1) // else taking the range begins a collection of its own
	_ = syscall.Madvise(make([]byte, size), madvHugepage)
	runtime.GC()
	debug.SetGCPercent(pace)
}
