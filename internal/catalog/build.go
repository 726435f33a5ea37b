package catalog

import (
	"cmp"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Build reads the schema of the application below opts.Root and decides whose rows its tables hold. It fails
// only where the caller named something that does not exist; what it cannot read is a Problem of the catalog.
func Build(opts Options) (*Catalog, error) {
	files, err := Scan(opts)
	if err != nil {
		return nil, err
	}
	return build(opts, files, func(f File) ([]byte, error) { return os.ReadFile(f.abs) })
}

// build is Build over files that are listed already, in any order.
func build(opts Options, files []File, read func(File) ([]byte, error)) (*Catalog, error) {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	c := &Catalog{}
	// The Go files are read first: which of them hold models and which hold DDL is found in one look at their
	// bytes.
	tree := newGoTree(files, read)
	b := &builder{opts: opts, files: files, read: read, tree: tree, catalog: c, inputs: map[string]bool{}}
	s, err := b.schema()
	if err != nil {
		return nil, err
	}
	models := readModels(tree)
	extra := s.applyModels(models, tree)
	for _, m := range models {
		b.inputs[m.at.File] = true
	}
	c.order = s.finish(extra)
	c.Problems = s.problems
	slices.SortStableFunc(c.Problems, func(x, y Problem) int {
		return cmp.Or(cmp.Compare(x.Source.File, y.Source.File), cmp.Compare(x.Source.Line, y.Source.Line), cmp.Compare(x.Reason, y.Reason))
	})
	c.Problems = slices.Compact(c.Problems)
	c.Inputs = sortedKeys(b.inputs)
	c.index()
	c.decide(opts)
	return c, nil
}

// builder collects the schema sources.
type builder struct {
	opts    Options
	files   []File
	read    func(File) ([]byte, error)
	tree    *goTree
	catalog *Catalog
	inputs  map[string]bool
}

// schema reads every source of DDL.
func (b *builder) schema() (*schema, error) {
	if len(b.opts.Schema) > 0 {
		return b.configured()
	}
	var listed []string
	var files []*ddlFile
	problems := []Problem(nil)
	for _, f := range b.files {
		switch {
		case strings.HasSuffix(f.Path, ".sql"):
			if d := b.sqlFile(f); d != nil {
				files = append(files, d)
			}
		case strings.HasPrefix(path.Base(f.Path), "sqlc."):
			src, err := b.read(f)
			if err != nil {
				continue
			}
			paths, err := sqlcSchemas(f.Path, src)
			if err != nil {
				problems = append(problems, Problem{Source{f.Path, 1}, "sqlc's configuration cannot be read: " + err.Error()})
			}
			b.inputs[f.Path] = true
			listed = append(listed, paths...)
		}
	}
	files = append(files, b.goFiles(func(string) bool { return true })...)
	sources, dropped := groupSources(files)
	b.note(dropped)
	for _, s := range sources {
		s.listed = slices.ContainsFunc(s.files, func(f *ddlFile) bool { return underAny(f.path, listed) })
	}
	s := mergeSources(sources, b.note)
	s.problems = append(s.problems, problems...)
	return s, nil
}

// sqlFile reads a .sql file; one that the program fills in so that it cannot be read is a problem at its
// first line.
func (b *builder) sqlFile(f File) *ddlFile {
	src, err := b.read(f)
	if err != nil {
		return nil
	}
	return &ddlFile{path: f.Path, side: f.side, texts: []ddlText{{string(src), 1}}}
}

// goFiles gives the Go files with DDL among those that want accepts.
func (b *builder) goFiles(want func(string) bool) []*ddlFile {
	var out []*ddlFile
	for _, dir := range b.tree.dirs() {
		for _, f := range slices.Clone(b.tree.files[dir]) {
			if !want(f.path) {
				continue
			}
			if texts := b.tree.ddlTexts(f); len(texts) > 0 {
				out = append(out, &ddlFile{path: f.path, side: f.side, texts: texts, goSrc: true})
			}
		}
	}
	return out
}

// note adds files to the inputs.
func (b *builder) note(files []string) {
	for _, f := range files {
		b.inputs[f] = true
	}
}

// configured reads what opts.Schema names, in its order, as one schema.
func (b *builder) configured() (*schema, error) {
	s := newSchema()
	for _, entry := range b.opts.Schema {
		files, err := b.entry(entry)
		if err != nil {
			return nil, err
		}
		sources, dropped := groupSources(files)
		b.note(dropped)
		for _, src := range sources {
			for _, f := range src.files {
				s.program, s.keep = f.goSrc, f.goSrc && !src.numbered
				for _, t := range f.texts {
					s.read(t.text, f.path, t.line)
				}
				b.inputs[f.path] = true // named by the configuration, whatever it holds
			}
		}
	}
	s.settle()
	for _, l := range s.pending {
		// Whoever lists the schema's files has listed all of them: a change of an unknown table is a file
		// that is missing.
		if reason := l.unknown(); reason != "" {
			s.problems = append(s.problems, Problem{l.at, reason})
		}
	}
	s.pending = nil
	return s, nil
}

// entry reads one entry of opts.Schema: a file, a directory or a glob. It may lie where a scan does not look.
func (b *builder) entry(entry string) ([]*ddlFile, error) {
	clean := path.Clean(strings.ReplaceAll(entry, `\`, "/"))
	root := os.DirFS(b.opts.Root)
	matches := []string{clean}
	if strings.ContainsAny(clean, "*?[{") {
		var err error
		if matches, err = doublestar.Glob(root, clean); err != nil {
			return nil, fmt.Errorf("schema %q: %w", entry, err)
		}
	}
	var files []*ddlFile
	found := false
	for _, m := range matches {
		info, err := os.Stat(path.Join(b.opts.Root, m))
		if err != nil {
			continue
		}
		found = true
		if !info.IsDir() {
			f := File{Path: m, abs: path.Join(b.opts.Root, m)}
			if strings.HasSuffix(m, ".go") {
				files = append(files, b.goFiles(func(p string) bool { return p == m })...)
			} else if d := b.sqlFile(f); d != nil {
				files = append(files, d)
			}
			continue
		}
		below, err := Scan(Options{Root: path.Join(b.opts.Root, m), Exclude: nil})
		if err != nil {
			return nil, fmt.Errorf("schema %q: %w", entry, err)
		}
		for _, f := range below {
			if strings.HasSuffix(f.Path, ".sql") {
				f.Path = path.Join(m, f.Path)
				if d := b.sqlFile(f); d != nil {
					files = append(files, d)
				}
			}
		}
		files = append(files, b.goFiles(func(p string) bool { return m == "." || strings.HasPrefix(p, m+"/") })...)
	}
	if !found {
		return nil, fmt.Errorf("schema %q: no such file or directory in %s", entry, b.opts.Root)
	}
	return files, nil
}
