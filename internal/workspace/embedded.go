package workspace

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// FullDigest is Digest together with the files that Go code of the workspaces embeds as text. The go command hashes those itself, so go vet does without
// them; golangci-lint's cache knows of a package's Go files only.
func (c *Cache) FullDigest(dir string) (string, error) {
	digest, err := c.Digest(dir)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintln(h, digest)
	var buf bytes.Buffer
	for _, root := range c.Scanned() {
		s, err := c.scan(root)
		if err != nil {
			return "", err
		}
		for _, f := range s.files {
			for _, name := range f.embeds {
				path := filepath.Join(filepath.Dir(f.name), filepath.FromSlash(name))
				sum, err := sumFile(path, &buf)
				if errors.Is(err, fs.ErrNotExist) {
					continue // the compiler says so
				}
				if err != nil {
					return "", fmt.Errorf("read what %s embeds: %w", f.rel, err)
				}
				fmt.Fprintf(h, "embed %q %q %x\n", f.rel, name, sum)
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Scanned lists the roots that a digest was taken over, sorted.
func (c *Cache) Scanned() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var roots []string
	for root := range c.scans {
		roots = append(roots, root)
	}
	slices.Sort(roots)
	return roots
}

const embedDirective = "//go:embed "

// embeds finds the files that a Go file embeds into strings and byte slices. A pattern is left out, as is whatever goes into an embed.FS: no text is read
// from there.
func embeds(source []byte) []string {
	if !bytes.Contains(source, []byte(embedDirective)) {
		return nil
	}
	var found, names []string
	for line := range strings.Lines(string(source)) {
		line = strings.TrimSpace(line)
		name, ok := strings.CutPrefix(line, embedDirective)
		switch {
		case ok:
			names = append(names, strings.Trim(strings.TrimSpace(name), `"`+"`"))
		case strings.HasPrefix(line, "//"):
		default:
			// What the directives stand above.
			if !strings.Contains(line, "embed.FS") {
				found = append(found, names...)
			}
			names = nil
		}
	}
	return slices.DeleteFunc(found, func(name string) bool { return strings.ContainsAny(name, "*?[ ") })
}
