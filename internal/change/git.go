package change

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// span is a range of lines, both ends included.
type span struct{ from, to int }

// all stands for every line of a file that git does not know yet.
var all = []span{{1, 1 << 30}}

// lines asks git for the lines that have changed in the working tree since a revision's last common commit with HEAD, by absolute path. Lines that are gone count
// for those around them.
func lines(ctx context.Context, dir, rev string) (map[string][]span, error) {
	g := git{ctx, dir}
	top, err := g.run("rev-parse", "--show-toplevel")
	if err != nil {
		return nil, fmt.Errorf("-new-from-rev needs a git repository: %w", err)
	}
	root := filepath.FromSlash(strings.TrimSpace(top))
	if _, err := g.run("rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}"); err != nil {
		return nil, fmt.Errorf("-new-from-rev: no commit is called %q here%s", rev, g.shallow())
	}
	base, err := g.run("merge-base", "--", rev, "HEAD")
	if err != nil {
		return nil, fmt.Errorf("-new-from-rev: %q and HEAD have no commit in common%s", rev, g.shallow())
	}
	g.dir = root
	diff, err := g.run("-c", "core.quotePath=false", "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--ignore-submodules", "-U0",
		"--src-prefix=a/", "--dst-prefix=b/", strings.TrimSpace(base), "--")
	if err != nil {
		return nil, fmt.Errorf("-new-from-rev: %w", err)
	}
	changed, err := parse(root, diff)
	if err != nil {
		return nil, fmt.Errorf("-new-from-rev: %w", err)
	}
	untracked, err := g.run("ls-files", "--others", "--exclude-standard", "-z")
	if err != nil {
		return nil, fmt.Errorf("-new-from-rev: %w", err)
	}
	for name := range strings.SplitSeq(untracked, "\x00") {
		if name != "" {
			changed[filepath.Join(root, filepath.FromSlash(name))] = all
		}
	}
	return changed, nil
}

type git struct {
	ctx context.Context
	dir string
}

func (g git) run(args ...string) (string, error) {
	cmd := exec.CommandContext(g.ctx, "git", args...)
	cmd.Dir = g.dir
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		if text := strings.TrimSpace(errs.String()); text != "" {
			return "", errors.New(text)
		}
		return "", fmt.Errorf("git %s: %w", args[0], err)
	}
	return out.String(), nil
}

// shallow says what a clone without history needs.
func (g git) shallow() string {
	if out, err := g.run("rev-parse", "--is-shallow-repository"); err == nil && strings.TrimSpace(out) == "true" {
		return ": this clone is shallow; fetch its history (git fetch --unshallow, or fetch-depth: 0 of actions/checkout)"
	}
	return ""
}

// parse reads the new side of a diff without context.
func parse(root, diff string) (map[string][]span, error) {
	changed := map[string][]span{}
	file, left := "", 0
	for line := range strings.Lines(diff) {
		if left > 0 { // inside a hunk, where a text may look like a header
			if line[0] == '+' || line[0] == '-' {
				left--
			}
			continue
		}
		switch {
		case strings.HasPrefix(line, "diff --git "):
			file = ""
		case strings.HasPrefix(line, "+++ "):
			name, err := fileName(strings.TrimSuffix(line[4:], "\n"))
			if err != nil {
				return nil, err
			}
			if file = name; file != "" {
				file = filepath.Join(root, filepath.FromSlash(name))
			}
		case strings.HasPrefix(line, "@@ "):
			fields := strings.Fields(line)
			if len(fields) < 3 {
				return nil, fmt.Errorf("read the difference: %q", line)
			}
			_, removed, err := hunk(fields[1], '-')
			if err != nil {
				return nil, err
			}
			from, added, err := hunk(fields[2], '+')
			if err != nil {
				return nil, err
			}
			left = removed + added
			s := span{from, from + added - 1}
			if added == 0 {
				s = span{from, from + 1}
			}
			if file != "" {
				changed[file] = append(changed[file], s)
			}
		}
	}
	return changed, nil
}

// fileName reads the name behind +++; "" for a file that is gone.
func fileName(text string) (string, error) {
	if strings.HasPrefix(text, `"`) {
		var err error
		if text, err = strconv.Unquote(text); err != nil {
			return "", fmt.Errorf("read the difference: %q: %w", text, err)
		}
	}
	text = strings.TrimSuffix(text, "\t") // behind a name with a space
	if text == "/dev/null" {
		return "", nil
	}
	return strings.TrimPrefix(text, "b/"), nil
}

// hunk reads "+12,3": three lines from 12 on; "+12" is one.
func hunk(text string, sign byte) (from, count int, err error) {
	bad := fmt.Errorf("read the difference: %q", text)
	if text == "" || text[0] != sign {
		return 0, 0, bad
	}
	first, n, several := strings.Cut(text[1:], ",")
	if from, err = strconv.Atoi(first); err != nil {
		return 0, 0, bad
	}
	if !several {
		return from, 1, nil
	}
	if count, err = strconv.Atoi(n); err != nil {
		return 0, 0, bad
	}
	return from, count, nil
}
