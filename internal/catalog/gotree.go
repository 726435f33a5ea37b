package catalog

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/mod/modfile"
)

// goTree is the syntax of the Go files that may say something about tables. Nothing is type-checked: a name
// is resolved by the imports of its file and the modules' paths. Further files are parsed when a name leads
// to their directory.
type goTree struct {
	fset    *token.FileSet
	files   map[string][]*goFile  // by directory
	all     map[string][]File     // every Go file, by directory, read or not
	opened  map[string]bool       // directories whose unparsed files are in left
	left    map[string][]unparsed // files that were not parsed, with their bytes
	modules map[string]string     // directory of a go.mod to module path
	read    func(File) ([]byte, error)
}

// unparsed is a file that said nothing of tables and may hold a name that another one uses.
type unparsed struct {
	file File
	src  []byte
}

// goFile is one parsed file.
type goFile struct {
	path, dir string
	side      bool
	generated bool
	syntax    *ast.File
	uses      goUses
	locals    map[string]ast.Expr // while a function is read: its variables that are assigned one text
}

// newGoTree reads the Go files and parses those that matter.
func newGoTree(files []File, read func(File) ([]byte, error)) *goTree {
	t := &goTree{fset: token.NewFileSet(), files: map[string][]*goFile{}, all: map[string][]File{}, opened: map[string]bool{}, left: map[string][]unparsed{}, modules: map[string]string{}, read: read}
	var sources []File
	for _, f := range files {
		switch {
		case strings.HasSuffix(f.Path, ".go"):
			t.all[path.Dir(f.Path)] = append(t.all[path.Dir(f.Path)], f)
			sources = append(sources, f)
		case path.Base(f.Path) == "go.mod":
			if src, err := read(f); err == nil {
				if m := modfile.ModulePath(src); m != "" {
					t.modules[path.Dir(f.Path)] = m
				}
			}
		}
	}
	parsed := make([]*goFile, len(sources))
	var wg sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				parsed[i] = t.parse(sources[i])
			}
		})
	}
	for i := range sources {
		next <- i
	}
	close(next)
	wg.Wait()
	for _, f := range parsed {
		if f != nil {
			t.files[f.dir] = append(t.files[f.dir], f)
		}
	}
	return t
}

// parse reads a file; one that says nothing of tables gives nil.
func (t *goTree) parse(file File) *goFile {
	src, err := t.read(file)
	if err != nil {
		return nil
	}
	uses := usesOf(src)
	if !uses.any() {
		return nil
	}
	return t.parseSource(file, src, uses)
}

// parseSource parses a file. One with errors gives what could be read of it.
func (t *goTree) parseSource(file File, src []byte, uses goUses) *goFile {
	syntax, _ := parser.ParseFile(t.fset, file.Path, src, parser.SkipObjectResolution)
	if syntax == nil {
		return nil
	}
	return &goFile{path: file.Path, dir: path.Dir(file.Path), side: file.side, generated: isGenerated(src), syntax: syntax, uses: uses}
}

// with gives the parsed files of a directory, after parsing those not parsed yet whose bytes hold one of the
// needles.
func (t *goTree) with(dir string, needles ...string) []*goFile {
	if !t.opened[dir] {
		t.opened[dir] = true
		for _, f := range t.all[dir] {
			if slices.ContainsFunc(t.files[dir], func(k *goFile) bool { return k.path == f.Path }) {
				continue
			}
			if src, err := t.read(f); err == nil {
				t.left[dir] = append(t.left[dir], unparsed{f, src})
			}
		}
	}
	t.left[dir] = slices.DeleteFunc(t.left[dir], func(u unparsed) bool {
		for _, n := range needles {
			if !bytes.Contains(u.src, []byte(n)) {
				continue
			}
			if p := t.parseSource(u.file, u.src, goUses{}); p != nil {
				t.files[dir] = append(t.files[dir], p)
				slices.SortFunc(t.files[dir], func(a, b *goFile) int { return strings.Compare(a.path, b.path) })
			}
			return true
		}
		return false
	})
	return t.files[dir]
}

// dirs lists the directories with parsed files, sorted.
func (t *goTree) dirs() []string { return sortedKeys(t.files) }

// importPath gives the import path of a directory's package, empty when no module covers it.
func (t *goTree) importPath(dir string) string {
	for d := dir; ; d = path.Dir(d) {
		if m, ok := t.modules[d]; ok {
			return path.Join(m, strings.TrimPrefix(strings.TrimPrefix(dir, d), "/"))
		}
		if d == "." || d == "/" {
			if m, ok := t.modules["."]; ok {
				return path.Join(m, dir)
			}
			return ""
		}
	}
}

// dirOf gives the directory of an import path, of the module that matches it longest.
func (t *goTree) dirOf(importPath string) (string, bool) {
	best, found := "", false
	for _, dir := range sortedKeys(t.modules) {
		m := t.modules[dir]
		if importPath != m && !strings.HasPrefix(importPath, m+"/") || found && len(m) <= len(t.modules[best]) {
			continue
		}
		best, found = dir, true
	}
	if !found {
		return "", false
	}
	return path.Join(best, strings.TrimPrefix(strings.TrimPrefix(importPath, t.modules[best]), "/")), true
}

// imported gives the import path that a package name of a file stands for.
func (f *goFile) imported(name string) string {
	for _, imp := range f.syntax.Imports {
		p, err := strconv.Unquote(imp.Path.Value)
		if err != nil {
			continue
		}
		if imp.Name != nil {
			if imp.Name.Name == name {
				return p
			}
			continue
		}
		// Without a name in the import the package's own name is needed, which only its files say; it is
		// guessed from the path.
		base := path.Base(p)
		if len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" {
			base = path.Base(path.Dir(p)) // …/go-pg/v10
		}
		if base == name || strings.TrimPrefix(base, "go-") == name || strings.TrimSuffix(base, "-go") == name {
			return p
		}
	}
	return ""
}

// pos gives the line of a node.
func (t *goTree) line(pos token.Pos) int { return t.fset.Position(pos).Line }
