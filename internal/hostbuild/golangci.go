package hostbuild

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// GolangciVersion is the version of golangci-lint that the suite is tested with.
const GolangciVersion = "v2.15.0"

// golangciMain is the program: golangci-lint with the plugin imported. It is text, not code of this module, which does not depend on golangci-lint.
//
//go:embed golangci.go.txt
var golangciMain string

// Golangci builds golangci-lint of a version with the suite as a plugin.
func Golangci(ctx context.Context, version string, s Suite, output string, log io.Writer) error {
	dir, err := os.MkdirTemp("", "bailiwick-golangci-lint-")
	if err != nil {
		return fmt.Errorf("build golangci-lint: %w", err)
	}
	defer os.RemoveAll(dir)
	mod := "module bailiwick.invalid/golangci-lint\n\ngo 1.26.0\n\nrequire github.com/golangci/golangci-lint/v2 " + version + "\n" + s.Requirement()
	for name, text := range map[string]string{"go.mod": mod, "main.go": golangciMain} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			return fmt.Errorf("build golangci-lint: %w", err)
		}
	}
	fmt.Fprintf(log, "building golangci-lint %s with %s\n", version, s)
	// The same bytes from any directory: the hash of the program is part of its cache's key.
	return Go(ctx, dir, log, "build", "-mod=mod", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", output, ".")
}

// Go runs the go command in a directory that holds a module of its own, whatever workspace or flags surround the user. Its output is the error's text when it
// fails; what it downloads is told to log.
func Go(ctx context.Context, dir string, log io.Writer, args ...string) error {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "CGO_ENABLED=0", "PWD="+dir)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, io.MultiWriter(&out, downloads{log})
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, out.Bytes())
	}
	return nil
}

// downloads passes on nothing but news of downloads, which may take minutes.
type downloads struct{ to io.Writer }

// Write implements io.Writer. The go command writes whole lines.
func (d downloads) Write(p []byte) (int, error) {
	for line := range bytes.Lines(p) {
		if bytes.HasPrefix(line, []byte("go: downloading ")) {
			if _, err := d.to.Write(line); err != nil {
				return 0, err
			}
		}
	}
	return len(p), nil
}
