package workspace

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/fix"
)

// store keeps workspaces as files whose names are hashes of all that they were made from: this executable, the root, the config's place and
// the contents of every file. What is found under a name is therefore never stale; what is damaged is made again.
// A store without a directory keeps nothing.
type store struct {
	dir  string
	tool string // names the executable
	// settings are merged with every config, nil for none. They belong to the process, so they are in the names and not in the files.
	settings *config.File
}

// stored is the form in which a workspace is kept.
type stored struct {
	Root, ConfigPath string
	ConfigText       []byte // so that the config is the one that the digest was taken over, whatever the file says by now
	Modules          []Module
	Digest           string
	Catalog          content
}

// address names the workspace that a scan gives with a config.
func (st store) address(s *scan, configPath string) string {
	key := s.key()
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %q %x", st.tool, s.root, configPath, key)
	if st.settings != nil {
		fmt.Fprintf(h, " %q %s", st.settings.Dir, st.settings.Digest())
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (st store) path(address string) string { return filepath.Join(st.dir, "workspace", address) }

// load returns the workspace kept under an address, nil when there is none that can be used.
func (st store) load(address string) *Workspace {
	if st.dir == "" {
		return nil
	}
	data, err := os.ReadFile(st.path(address))
	if err != nil || len(data) < sha256.Size {
		return nil
	}
	sum, body := data[:sha256.Size], data[sha256.Size:]
	if want := sha256.Sum256(body); !bytes.Equal(sum, want[:]) {
		return nil
	}
	var s stored
	if err := codec().Decode(body, &s); err != nil {
		return nil
	}
	cfg := config.Default(s.Root)
	if s.ConfigPath != "" {
		if cfg, err = config.Parse(s.ConfigPath, s.ConfigText); err != nil {
			return nil
		}
	}
	if cfg, err = combine(cfg, st.settings); err != nil {
		return nil
	}
	return &Workspace{Root: s.Root, Config: cfg, Catalog: s.Catalog.catalog(), Modules: s.Modules, Digest: s.Digest}
}

// save keeps a workspace and reports whether it could. A cache that cannot be written costs time and nothing else.
func (st store) save(address string, w *Workspace) bool {
	if st.dir == "" {
		return false
	}
	var text []byte
	if w.Config.Path != "" {
		var err error
		if text, err = os.ReadFile(w.Config.Path); err != nil {
			return false
		}
		// Written since it was parsed: what is kept must be what the digest was taken over.
		again, err := config.Parse(w.Config.Path, text)
		if err == nil {
			again, err = combine(again, st.settings)
		}
		if err != nil || again.Digest() != w.Config.Digest() {
			return false
		}
	}
	body, err := codec().Encode(stored{w.Root, w.Config.Path, text, w.Modules, w.Digest, contentOf(w.Catalog)})
	if err != nil {
		return false
	}
	sum := sha256.Sum256(body)
	if err := os.MkdirAll(filepath.Dir(st.path(address)), 0o755); err != nil {
		return false
	}
	if err := fix.WriteFile(st.path(address), append(sum[:], body...)); err != nil {
		return false
	}
	st.prune(14 * 24 * time.Hour)
	return true
}

// prune removes what is older than an age. Every change to a file that counts leaves another snapshot behind.
func (st store) prune(age time.Duration) {
	for _, sub := range []string{"workspace", "run"} {
		entries, err := os.ReadDir(filepath.Join(st.dir, sub))
		if err != nil {
			continue
		}
		for _, entry := range entries {
			if info, err := entry.Info(); err == nil && time.Since(info.ModTime()) > age {
				_ = os.Remove(filepath.Join(st.dir, sub, entry.Name()))
			}
		}
	}
}
