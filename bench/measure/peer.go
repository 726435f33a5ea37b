package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// peer is another linter: a program that takes packages and keeps what it remembers in the build cache or in the user's cache directory.
type peer struct {
	name string
	args []string // the program and its flags
}

// parsePeer reads NAME=COMMAND. Words are parted by blanks; there is no quoting.
func parsePeer(s string) (peer, error) {
	name, command, ok := strings.Cut(s, "=")
	args := strings.Fields(command)
	if !ok || name == "" || len(args) == 0 {
		return peer{}, fmt.Errorf("%q is not NAME=COMMAND", s)
	}
	return peer{name: name, args: args}, nil
}

// peer measures another linter cold and warm. Cold it finds every package built, as the others do, and remembers nothing of its own; a
// linter that type-checks dependencies from source does so because it wants to.
func (b *bench) peer(ctx context.Context, pristine string, p peer) ([]row, error) {
	cache, err := b.fresh(pristine)
	if err != nil {
		return nil, err
	}
	user := filepath.Join(b.work, "peer")
	if err := os.RemoveAll(user); err != nil {
		return nil, fmt.Errorf("clear cache of %s: %w", p.name, err)
	}
	args := append(p.args[1:len(p.args):len(p.args)], b.patterns...)
	cold, err := b.time(ctx, cache, user, p.args[0], args...)
	if err != nil {
		return nil, err
	}
	warm, err := b.median(ctx, cache, user, p.args[0], args...)
	if err != nil {
		return nil, err
	}
	return []row{{p.name + ", cold", cold, 0}, {p.name + ", warm", warm, 0}}, nil
}
