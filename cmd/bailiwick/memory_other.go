//go:build !linux

package main

// preferHugePages does nothing: only Linux leaves the size of pages to programs.
func preferHugePages(int) {}
