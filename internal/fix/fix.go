// Package fix applies suggested edits to files: each fix as a whole or not at all, never two that touch the same text,
// and the result formatted as gofmt does.
package fix

import (
	"cmp"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Edit replaces the bytes from Start up to End of a file.
type Edit struct {
	File       string // absolute
	Start, End int
	New        string
}

// Change is a file before and after.
type Change struct {
	File     string
	Old, New []byte
}

// Set collects fixes that do not disturb each other. The zero value is empty.
type Set struct {
	edits map[string][]Edit // by file, sorted by offset

	// Applied and Skipped count fixes: those that were taken and those in conflict with one taken before.
	Applied, Skipped int
}

// Add takes a fix, or skips it when an edit of it overlaps or touches one that was taken before: the two were made without
// knowledge of each other, and after a second run the rest can be applied. A fix that was taken already, edit for edit, counts once:
// a package and its test variant suggest the same. Add reports whether the fix is part of the set now.
func (s *Set) Add(edits []Edit) bool {
	if s.edits == nil {
		s.edits = map[string][]Edit{}
	}
	if !slices.ContainsFunc(edits, func(e Edit) bool { return !slices.Contains(s.edits[e.File], e) }) {
		return true
	}
	for _, e := range edits {
		if slices.ContainsFunc(s.edits[e.File], func(taken Edit) bool { return e.Start <= taken.End && taken.Start <= e.End }) {
			s.Skipped++
			return false
		}
	}
	for _, e := range edits {
		s.edits[e.File] = append(s.edits[e.File], e)
	}
	s.Applied++
	return true
}

// Changes applies the edits to the files as read returns them. Nothing is written. The result is sorted by file.
func (s *Set) Changes(read func(file string) ([]byte, error)) ([]Change, error) {
	files := make([]string, 0, len(s.edits))
	for file := range s.edits {
		files = append(files, file)
	}
	slices.Sort(files)
	var changes []Change
	for _, file := range files {
		old, err := read(file)
		if err != nil {
			return nil, fmt.Errorf("fix: %w", err)
		}
		text, err := apply(old, s.edits[file])
		if err != nil {
			return nil, fmt.Errorf("fix %s: %w", file, err)
		}
		if strings.HasSuffix(file, ".go") {
			formatted, err := format.Source(text)
			if err != nil {
				// The edits make no Go program: writing it would cost the user more than the finding.
				return nil, fmt.Errorf("fix %s: the result does not parse: %w", file, err)
			}
			text = formatted
		}
		changes = append(changes, Change{file, old, text})
	}
	return changes, nil
}

func apply(old []byte, edits []Edit) ([]byte, error) {
	edits = slices.Clone(edits)
	slices.SortFunc(edits, func(a, b Edit) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	var out []byte
	at := 0
	for _, e := range edits {
		if e.Start < at || e.End < e.Start || e.End > len(old) {
			return nil, fmt.Errorf("edit of bytes %d to %d does not fit the file: was it changed meanwhile?", e.Start, e.End)
		}
		out = append(out, old[at:e.Start]...)
		out = append(out, e.New...)
		at = e.End
	}
	return append(out, old[at:]...), nil
}

// Write replaces the file, by way of a temporary one beside it: whoever reads it sees the old or the new text, never a part.
// It refuses when the file is no longer what the change was made from.
func (c Change) Write() error {
	if now, err := os.ReadFile(c.File); err != nil {
		return fmt.Errorf("fix: %w", err)
	} else if string(now) != string(c.Old) {
		return fmt.Errorf("fix %s: the file was changed meanwhile", c.File)
	}
	// A symbolic link stays one: the file that it leads to is replaced.
	target, err := filepath.EvalSymlinks(c.File)
	if err != nil {
		return fmt.Errorf("fix: %w", err)
	}
	return WriteFile(target, c.New)
}

// WriteFile writes a file so that it is never seen half-written, keeping the permissions of an existing one.
func WriteFile(name string, data []byte) (err error) {
	mode := os.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm()
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	defer func() {
		if err != nil {
			tmp.Close()
			os.Remove(tmp.Name())
			err = fmt.Errorf("write %s: %w", name, err)
		}
	}()
	if _, err = tmp.Write(data); err != nil {
		return err
	}
	if err = tmp.Chmod(mode); err != nil {
		return err
	}
	if err = tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), name)
}
