// Package vettool speaks the protocol of "go vet -vettool": the go command starts the tool once per package, dependencies
// included, with a file that describes the package.
//
// It is our own implementation, on the same engine as the command. The one of x/tools (unitchecker) reads and writes fact files
// that from v0.50.0 on carry types too; a fast path that writes an empty file then stops the run, and the version that a user's
// go.mod selects is not ours to choose.
//
// The protocol, as cmd/go/internal/{vet,work} of Go 1.26 speaks it:
//
//	tool -flags          the flags that users may give, as JSON; asked in the directory of the go command
//	tool -V=full         a line that identifies the tool, part of the key that results are cached under; asked there too
//	tool [flags] x.cfg   one package; run in the directory of that package
//
// A run that exits with 0 is cached for good: its facts, and what it wrote to the file named Stdout. A run that exits with
// anything else is not. Findings are therefore written as JSON with exit code 0, and the go command prints them and fails;
// whatever means that the work could not be done (a bad config, a failing analyzer) exits with 1, so that it fails again next time.
// Reporting such a failure inside the JSON would be forgotten: the second run would print nothing and succeed.
package vettool
