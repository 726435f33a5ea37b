package vettool

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Main serves one call of the go command and returns the exit code.
func Main(args []string, opts Options, stdout, stderr io.Writer) int {
	fail := func(err error) int {
		fmt.Fprintf(stderr, "%s: %v\n", opts.Name, err)
		return 1
	}
	// Before flags are looked at: most packages of a program are libraries, and nothing is owed for them.
	if last := args[len(args)-1]; strings.HasSuffix(last, ".cfg") {
		cfg, err := readConfig(last)
		if err != nil {
			return fail(err)
		}
		if cfg.VetxOnly && !opts.Owns(cfg.Dir, cfg.ModulePath) {
			if err := os.WriteFile(cfg.VetxOutput, nil, 0o666); err != nil {
				return fail(fmt.Errorf("write facts: %w", err))
			}
			return 0
		}
		f := newFlags(opts, stderr)
		if err := f.set.Parse(args[:len(args)-1]); err != nil {
			return 1 // the flag set has said why
		}
		code, err := unit(cfg, f, stdout, stderr)
		if err != nil {
			return fail(err)
		}
		return code
	}

	f := newFlags(opts, stderr)
	switch err := f.set.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 1
	case f.describe:
		if err := f.print(stdout); err != nil {
			return fail(err)
		}
		return 0
	case f.version == "full":
		line, err := identify(opts)
		if err != nil {
			return fail(err)
		}
		fmt.Fprintln(stdout, line)
		return 0
	default:
		return fail(fmt.Errorf("-V=%s: only -V=full is understood", f.version))
	}
}

// identify is the answer to -V=full. The go command takes what follows buildID= of a version that says "devel" for the content of
// the tool, so the hash of the executable is followed by that of the files which analyzers read themselves.
func identify(opts Options) (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("identify the executable: %w", err)
	}
	file, err := os.Open(name)
	if err != nil {
		return "", fmt.Errorf("identify the executable: %w", err)
	}
	defer file.Close()
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return "", fmt.Errorf("identify the executable: %w", err)
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("identify the workspace: %w", err)
	}
	digest, err := opts.Digest(filepath.Clean(dir))
	if err != nil {
		return "", err
	}
	fmt.Fprintf(h, "\x00%s", digest)
	return fmt.Sprintf("%s version devel buildID=%x", opts.Name, h.Sum(nil)), nil
}
