package gopls

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/hostbuild"
)

const module = "golang.org/x/tools/gopls"

// Newest is the version that is built unless another is named.
const Newest = "v0.23.0"

// Tested lists the versions of gopls that the recipe is tested with, the newest last.
func Tested() []string { return []string{"v0.22.0", Newest} }

// Options say what to build.
type Options struct {
	// Version is the version of gopls; "" is Newest.
	Version string
	// Output is the file to write.
	Output string
	// Suite is where the rules are taken from.
	Suite hostbuild.Suite
	// Log is told of each step, which may take minutes.
	Log io.Writer
}

// Build makes the program. What it needs is downloaded by the go command, which must be there. Nothing is written when it fails.
func Build(ctx context.Context, opts Options) error {
	if opts.Version == "" {
		opts.Version = Newest
	}
	dir, err := os.MkdirTemp("", "bailiwick-gopls-")
	if err != nil {
		return fmt.Errorf("make a directory to build in: %w", err)
	}
	defer os.RemoveAll(dir)
	output, err := filepath.Abs(opts.Output)
	if err != nil {
		return fmt.Errorf("find %s: %w", opts.Output, err)
	}
	if !slices.Contains(Tested(), opts.Version) {
		fmt.Fprintf(opts.Log, "gopls %s is not among the tested versions (%s)\n", opts.Version, strings.Join(Tested(), ", "))
	}
	b := builder{dir: filepath.Join(dir, "gopls"), opts: opts}
	for _, step := range []struct {
		name string
		do   func(context.Context) error
	}{
		{"download", b.copy},
		{"patch", func(context.Context) error { return patch(b.dir) }},
		{"require " + opts.Suite.String(), b.require},
		{"build", func(ctx context.Context) error { return b.build(ctx, output) }},
	} {
		fmt.Fprintf(opts.Log, "gopls %s: %s\n", opts.Version, step.name)
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("gopls %s: %s: %w", opts.Version, step.name, err)
		}
	}
	return nil
}

type builder struct {
	dir  string // of the copy
	opts Options
}

// copy downloads the module and copies it: the module cache is not to be written to.
func (b builder) copy(ctx context.Context) error {
	if err := os.Mkdir(b.dir, 0o755); err != nil {
		return err
	}
	out, err := b.goCommand(ctx, "mod", "download", "-json", module+"@"+b.opts.Version)
	var doc struct{ Dir, Error string }
	if json.Unmarshal(out, &doc) == nil && doc.Error != "" {
		return errors.New(doc.Error)
	}
	if err != nil {
		return err
	}
	return copyTree(b.dir, doc.Dir)
}

// require adds the suite to the module.
func (b builder) require(ctx context.Context) error {
	name := filepath.Join(b.dir, "go.mod")
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if err := os.WriteFile(name, append(data, "\n"+b.opts.Suite.Requirement()...), 0o644); err != nil {
		return err
	}
	_, err = b.goCommand(ctx, "mod", "tidy")
	return err
}

// build compiles. The version tells users and editors what they have; what follows the plus sign has no rank among versions. main copies its variable over the
// one that it is read from.
func (b builder) build(ctx context.Context, output string) error {
	ldflags := "-s -w -X main.version=" + b.opts.Version + "+bailiwick"
	_, err := b.goCommand(ctx, "build", "-trimpath", "-ldflags="+ldflags, "-o", output, ".")
	return err
}

// goCommand runs the go command in the copy. A failure is told by what the command says.
func (b builder) goCommand(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = b.dir
	// The user's flags and workspace are for the user's own code.
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "CGO_ENABLED=0")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		if said := strings.TrimSpace(stderr.String()); said != "" {
			return stdout.Bytes(), errors.New(said)
		}
		return stdout.Bytes(), fmt.Errorf("go %s: %w", args[0], err)
	}
	return stdout.Bytes(), nil
}

// copyTree copies the regular files below a directory; those of the module cache are read-only, the copies are not.
func copyTree(to, from string) error {
	return filepath.WalkDir(from, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		switch target := filepath.Join(to, rel); {
		case entry.IsDir():
			return os.MkdirAll(target, 0o755)
		case entry.Type().IsRegular():
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			return os.WriteFile(target, data, 0o644)
		}
		return nil
	})
}
