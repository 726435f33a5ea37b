package baseline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// document is the file's layout.
type document struct {
	Version int     `json:"version"`
	Entries []Entry `json:"entries"`
}

// Load reads a baseline file. What is wrong with it is an error, never an empty baseline: every finding that it held would come back at once and hide the
// reason.
func Load(path string) (*Baseline, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the baseline: %w", err)
	}
	return Parse(path, data)
}

// Parse is Load for a file that is already in memory; path names it in errors.
func Parse(path string, data []byte) (*Baseline, error) {
	b, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("read the baseline %s: %w; it is written whole or not at all, so restore it, or write a new one with bailiwick baseline", path, err)
	}
	return b, nil
}

func parse(data []byte) (*Baseline, error) {
	var doc document
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&doc); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is more behind the JSON object")
	}
	if doc.Version != Version {
		return nil, fmt.Errorf("version %d is not understood: this program reads version %d", doc.Version, Version)
	}
	counts := make(map[Key]int)
	for _, e := range doc.Entries {
		if e.Count < 1 || e.Rule == "" {
			return nil, fmt.Errorf("the entry of %s in %s needs a rule and a count above zero", e.Symbol, e.Package)
		}
		// A merge of two branches may leave a key twice; adding up would let the baseline grow.
		counts[e.Key] = max(counts[e.Key], e.Count)
	}
	return fromCounts(counts), nil
}

// Save writes the baseline whole or not at all: into a file beside it, which then takes its name.
func (b *Baseline) Save(path string) error {
	doc := document{Version: Version, Entries: b.Entries()}
	if doc.Entries == nil {
		doc.Entries = []Entry{}
	}
	data, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		return fmt.Errorf("write the baseline: %w", err)
	}
	if err := writeThenRename(path, append(data, '\n')); err != nil {
		return fmt.Errorf("write the baseline: %w", err)
	}
	return nil
}

func writeThenRename(path string, data []byte) (err error) {
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(tmp.Name()))
		}
	}()
	_, err = tmp.Write(data)
	if err == nil {
		err = tmp.Chmod(0o644) // CreateTemp's 0600 would make the file unreadable to others in a shared checkout
	}
	if err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}
