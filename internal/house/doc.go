// Package house holds the tests of the repository's own rules: which package may import which, and that what is written in two places says the same. It has no code.
package house
