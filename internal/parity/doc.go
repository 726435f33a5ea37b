// Package parity holds the drivers against one another, in tests alone: over the applications in testdata/ each must show what the command shows, and when a file
// changes that is none of a package's Go files, the next run of each must see it, from its cache or not.
//
// To add a driver: a file of its own with a value of type driver, and a line in drivers. What it may show differently stands in docs/drivers.md, and in its
// allows.
package parity
