// Package workspace knows what surrounds a package on disk: the root of the user's code, its modules, its config and its tables.
//
// Every driver comes to the same workspace from the directory of a package alone, by walking up: under go vet, golangci-lint and
// gopls there is nothing else to start from. What the walk must not miss is change: a workspace's digest names everything outside the
// judged package's own Go files that a verdict can depend on, and goes into the drivers' cache keys.
package workspace
