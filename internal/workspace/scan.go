package workspace

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/bailiwick-dev/bailiwick/internal/config"
)

// file is one file that a verdict may depend on.
type file struct {
	name string // absolute
	rel  string // relative to the root, with slashes
	sum  [sha256.Size]byte
	// embeds are the files that a Go file takes text from by go:embed, as they are named there.
	embeds []string
}

// scan is what one pass over a root's tree, and over the modules outside that belong to it, finds.
type scan struct {
	root    string
	files   []file // sorted by rel
	configs []string
	modules []Module
}

// gather scans a root.
func gather(root string) (*scan, error) {
	t, err := scanTree(root, root)
	if err != nil {
		return nil, err
	}
	s := &scan{root: root, files: t.files, configs: t.configs}
	if s.modules, err = modules(root, t.goMods); err != nil {
		return nil, err
	}
	for _, m := range s.modules {
		if inTree(root, m.Dir) {
			continue
		}
		// Its tables are the application's. Its configs are not: they are those of another root.
		t, err := scanTree(root, m.Dir)
		if err != nil {
			return nil, err
		}
		s.files = append(s.files, t.files...)
	}
	s.tidy()
	return s, s.hash(0)
}

// include adds the files that a config names, which may have any name and lie anywhere; a directory stands for all files in it.
func (s *scan) include(paths []string) (*scan, error) {
	all := &scan{root: s.root, files: slices.Clone(s.files), configs: s.configs, modules: s.modules}
	for _, path := range paths {
		err := filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			return all.add(name)
		})
		if err != nil {
			return nil, fmt.Errorf("scan the workspace: %w", err)
		}
	}
	known := len(s.files)
	if err := all.hash(known); err != nil {
		return nil, err
	}
	all.tidy()
	return all, nil
}

// add enters a file that is not hashed yet.
func (s *scan) add(name string) error {
	rel, err := filepath.Rel(s.root, name)
	if err != nil {
		return err
	}
	s.files = append(s.files, file{name: name, rel: filepath.ToSlash(rel)})
	return nil
}

// tidy sorts the files and drops what was found twice.
func (s *scan) tidy() {
	slices.SortStableFunc(s.files, func(a, b file) int { return cmp.Compare(a.rel, b.rel) })
	s.files = slices.CompactFunc(s.files, func(a, b file) bool { return a.rel == b.rel })
}

// has reports whether a file, relative to the root, was scanned.
func (s *scan) has(rel string) bool {
	_, found := slices.BinarySearchFunc(s.files, rel, func(f file, rel string) int { return cmp.Compare(f.rel, rel) })
	return found
}

// tree is what lies below one directory.
type tree struct {
	scan
	goMods []string
}

// scanTree lists the files under a directory that a verdict may depend on: configs, go.mod and go.work, SQL, and Go (for models of
// tables), tests not among them.
func scanTree(root, dir string) (*tree, error) {
	s := &tree{scan: scan{root: root}}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			if entry != nil && entry.IsDir() && name != dir {
				return filepath.SkipDir // not ours to read
			}
			return err
		}
		if entry.IsDir() {
			if name != dir && skipped(entry.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if !relevant(entry.Name()) || !entry.Type().IsRegular() {
			return nil
		}
		switch entry.Name() {
		case "go.mod":
			s.goMods = append(s.goMods, name)
		case config.FileName:
			s.configs = append(s.configs, name)
		}
		return s.add(name)
	})
	if err != nil {
		return nil, fmt.Errorf("scan the workspace: %w", err)
	}
	return s, nil
}

// hash goes by the contents of the files: sizes and times do not prove that nothing has changed (a checkout, an editor that restores
// them, a clock).
//
// Every file from an index on is read once. The reads are what the time goes into, so they overlap.
func (s *scan) hash(from int) error {
	errs := make([]error, len(s.files))
	var group sync.WaitGroup
	next := make(chan int)
	for range min(2*runtime.GOMAXPROCS(0), 16) {
		group.Go(func() {
			var buf bytes.Buffer
			for i := range next {
				s.files[i].sum, errs[i] = sumFile(s.files[i].name, &buf)
				if filepath.Ext(s.files[i].rel) == ".go" {
					s.files[i].embeds = embeds(buf.Bytes())
				}
			}
		})
	}
	for i := from; i < len(s.files); i++ {
		next <- i
	}
	close(next)
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return fmt.Errorf("scan the workspace: %w", err)
		}
	}
	return nil
}

// maxFile bounds what is read, as it does for the catalog: a longer .sql file is a dump of data. (If a program embeds one, the build's own key
// holds its contents.)
const maxFile = 16 << 20

func sumFile(name string, buf *bytes.Buffer) (sum [sha256.Size]byte, err error) {
	f, err := os.Open(name)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	buf.Reset()
	info, err := f.Stat()
	if err != nil {
		return sum, err
	}
	if info.Size() > maxFile {
		return sha256.Sum256(fmt.Appendf(nil, "%d bytes", info.Size())), nil
	}
	if _, err := buf.ReadFrom(f); err != nil {
		return sum, err
	}
	return sha256.Sum256(buf.Bytes()), nil
}

// key names the contents of everything that was found.
func (s *scan) key() [sha256.Size]byte {
	h := sha256.New()
	for _, f := range s.files {
		fmt.Fprintf(h, "%q %x\n", f.rel, f.sum)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// relevant reports whether a file of that name can bear on a verdict outside its own package.
func relevant(name string) bool {
	switch filepath.Ext(name) {
	case ".go":
		return !strings.HasSuffix(name, "_test.go")
	case ".sql":
		return true
	}
	switch name {
	case config.FileName, "go.mod", "go.work":
		return true
	}
	return isSqlcConfig(name)
}

// isSqlcConfig reports a file that says where queries and schema are that code is generated from.
func isSqlcConfig(name string) bool {
	switch path.Base(name) {
	case "sqlc.yaml", "sqlc.yml", "sqlc.json":
		return true
	}
	return false
}

// skipped reports whether a directory holds no code of the user's. Those that begin with a dot hold tools' files; the go command ignores
// them and testdata, and what is vendored is the library's.
func skipped(name string) bool {
	return name == "vendor" || name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".")
}
