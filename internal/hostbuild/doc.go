// Package hostbuild builds programs of others with the suite compiled in, for hosts that cannot load it: it needs a go command and the module proxy, and nothing
// else.
package hostbuild
