// Package editor is the suite inside a language server: a process that outlives many states of the files, and analyses packages side by side.
//
// gopls loads no analyzers from elsewhere, so the program "bailiwick gopls build" adds a few lines to its source that use this package. It is exported for them
// alone. It differs from the other drivers in four things. Findings and edits stay in the files of the package under analysis, because a server drops
// what points elsewhere. Waivers are offered as edits, because only here a person chooses. What surrounds a package is read again when it has changed, and
// is named by a Lease that goes into the server's cache key. And a config that does not hold is a finding, because it may be half typed.
package editor
