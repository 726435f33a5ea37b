package catalog

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// ddlFile is a file with schema statements: a .sql file whole, or the texts of a Go file.
type ddlFile struct {
	path  string
	side  bool
	texts []ddlText
	goSrc bool
}

// ddlText is a text with the line of its file on which it begins.
type ddlText struct {
	text string
	line int
}

// source is a set of files that make one schema, applied in order: a directory of numbered migrations, a
// dump, or what one Go package executes.
type source struct {
	name  string // the directory, or the file of a dump
	files []*ddlFile
	side  bool
	// listed sources are named by sqlc's configuration: its queries are compiled against them.
	listed   bool
	numbered bool
}

// groupSources parts the files into sources.
//
// Files of a directory whose names begin with a number are one source, in the order of the numbers; Go files
// among them too (goose runs both). A folder whose name begins with a number is a step of its parent's
// source: 29-fix/up.sql, 20240101_init/migration.sql. Where a directory or folder marks some files as the way
// up, only these count. Any other .sql file is a source by itself, so that postgres.sql and mysql.sql of one
// directory are two descriptions of one schema; other Go files of a directory are one source.
//
// dropped are the files that a pair or a mark leaves out.
func groupSources(files []*ddlFile) (sources []*source, dropped []string) {
	marked := map[string]bool{}
	for _, f := range files {
		if !f.goSrc && goesUp(f.path) {
			marked[path.Dir(f.path)] = true
		}
	}
	type placed struct {
		file    *ddlFile
		steps   []version
		dialect string
	}
	groups := map[string][]placed{}
	for _, f := range files {
		if !f.goSrc && (undoes(f.path) || marked[path.Dir(f.path)] && !goesUp(f.path) && !isNumbered(f.path)) {
			dropped = append(dropped, f.path)
			continue
		}
		if !f.goSrc && marked[path.Dir(f.path)] && !goesUp(f.path) && hasUpTwin(f.path, files) {
			dropped = append(dropped, f.path)
			continue
		}
		dir, steps := path.Dir(f.path), []version(nil)
		base, numbered := versionOf(path.Base(f.path))
		if path.Base(f.path) == "up.sql" || path.Base(f.path) == "migration.sql" {
			numbered = true
		}
		steps = append(steps, base)
		for {
			v, ok := versionOf(path.Base(dir))
			if !ok || dir == "." {
				break
			}
			numbered = true
			steps = slices.Insert(steps, 0, v)
			dir = path.Dir(dir)
		}
		var name string
		switch {
		case numbered:
			name = dir + "/#"
		case f.goSrc:
			name = dir + "/go"
		default:
			name = f.path
		}
		groups[name] = append(groups[name], placed{f, steps, dialectOf(f.path)})
	}
	// A directory whose files are marked by dialect is as many sources: what is marked for it and what is not
	// marked at all, but for unmarked files of which it has a version of its own.
	for _, name := range sortedKeys(groups) {
		group := groups[name]
		dialects := map[string]bool{}
		own := map[string]bool{}
		for _, p := range group {
			if p.dialect != "" {
				dialects[p.dialect] = true
				own[p.dialect+" "+unmarked(p.file.path)] = true
			}
		}
		if len(dialects) == 0 || !strings.HasSuffix(name, "/#") {
			continue
		}
		delete(groups, name)
		for _, dialect := range sortedKeys(dialects) {
			for _, p := range group {
				if p.dialect == dialect || p.dialect == "" && !own[dialect+" "+p.file.path] {
					groups[strings.TrimSuffix(name, "/#")+" "+dialect+"/#"] = append(groups[strings.TrimSuffix(name, "/#")+" "+dialect+"/#"], p)
				}
			}
		}
	}
	for _, name := range sortedKeys(groups) {
		group := groups[name]
		slices.SortFunc(group, func(a, b placed) int {
			return cmp.Or(slices.CompareFunc(a.steps, b.steps, compareVersions), cmp.Compare(a.file.path, b.file.path))
		})
		s := &source{name: strings.TrimSuffix(name, "/#"), numbered: strings.HasSuffix(name, "/#"), side: true}
		for _, p := range group {
			s.files = append(s.files, p.file)
			s.side = s.side && p.file.side
		}
		sources = append(sources, s)
	}
	return sources, dropped
}

// inputs lists the files of a source that the schema comes from: those with a change, and all files of
// numbered migrations, of which some may only move data. A .sql file that changes nothing and has no number
// holds queries as a rule and is no input.
func (src *source) inputs(s *schema) []string {
	var out []string
	for _, f := range src.files {
		if s.files[f.path] || src.numbered && len(s.files) > 0 {
			out = append(out, f.path)
		}
	}
	return out
}

// dialectOf gives the dialect that a part of a .sql file's name says: 1_init.postgres.up.sql.
func dialectOf(file string) string {
	if !strings.HasSuffix(file, ".sql") {
		return ""
	}
	for part := range strings.SplitSeq(strings.ToLower(path.Base(file)), ".") {
		switch part {
		case "postgres", "postgresql", "pg", "mysql", "mariadb", "sqlite", "sqlite3", "cockroach", "cockroachdb", "crdb", "mssql", "sqlserver":
			return part
		}
	}
	return ""
}

// unmarked is the file's path without its dialect.
func unmarked(file string) string {
	dir, base := path.Split(file)
	parts := strings.Split(base, ".")
	return dir + strings.Join(slices.DeleteFunc(parts, func(p string) bool { return strings.ToLower(p) == dialectOf(file) }), ".")
}

func isNumbered(file string) bool {
	_, ok := versionOf(path.Base(file))
	return ok
}

// hasUpTwin reports whether the file's number has a file that is marked as the way up, beside which the file
// is something else (a test of it).
func hasUpTwin(file string, files []*ddlFile) bool {
	v, _ := versionOf(path.Base(file))
	for _, f := range files {
		if f.path == file || f.goSrc || path.Dir(f.path) != path.Dir(file) || !goesUp(f.path) {
			continue
		}
		if w, ok := versionOf(path.Base(f.path)); ok && slices.Equal(v.numbers, w.numbers) {
			return true
		}
	}
	return false
}

// run applies a source's files to an empty schema.
func (src *source) run() *schema {
	s := newSchema()
	for _, f := range src.files {
		s.program, s.keep = f.goSrc, f.goSrc && !src.numbered
		for _, t := range f.texts {
			s.read(t.text, f.path, t.line)
		}
	}
	s.settle()
	return s
}
