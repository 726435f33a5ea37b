package query

import (
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// sqlcPlaces leads from the names of queries to where they are written, "orders.sql:12". Files of batch methods and bulk inserts do not say which file they
// came from, so all that the package names are read. The places are for people only; no verdict depends on them.
func sqlcPlaces(p *flow.Package) map[string]string {
	places := map[string]string{}
	done := map[string]bool{}
	var dirs []string
	for _, f := range p.Files {
		source := sqlcSource(p, f)
		if !generatedBySqlc(f) || !strings.HasSuffix(source, ".sql") || done[source] {
			continue
		}
		done[source] = true
		if dirs == nil {
			dirs = sqlcQueryDirs(p, filepath.Dir(p.Fset.Position(f.FileStart).Filename))
		}
		for _, dir := range dirs {
			data, err := p.ReadFile(filepath.Join(dir, source))
			if err != nil {
				continue
			}
			for i, line := range strings.Split(string(data), "\n") {
				if name, _ := sqlcAnnotation(line); name != "" && places[name] == "" {
					places[name] = source + ":" + strconv.Itoa(i+1)
				}
			}
			break
		}
	}
	return places
}

// sqlcPackages is what sqlc.yaml says of where queries are and where code goes, in both of its versions.
type sqlcPackages struct {
	SQL []struct {
		Queries yaml.Node `yaml:"queries"`
		Gen     struct {
			Go struct {
				Out string `yaml:"out"`
			} `yaml:"go"`
		} `yaml:"gen"`
	} `yaml:"sql"`
	Packages []struct {
		Queries yaml.Node `yaml:"queries"`
		Path    string    `yaml:"path"`
	} `yaml:"packages"`
}

// sqlcQueryDirs are the directories in which the queries of a generated package may be: its own, and those that the nearest sqlc.yaml names for it.
func sqlcQueryDirs(p *flow.Package, generated string) []string {
	dirs := []string{generated}
	for at := generated; ; at = filepath.Dir(at) {
		for _, name := range []string{"sqlc.yaml", "sqlc.yml", "sqlc.json"} {
			data, err := p.ReadFile(filepath.Join(at, name))
			if err != nil {
				continue
			}
			var cfg sqlcPackages
			if yaml.Unmarshal(data, &cfg) != nil {
				return dirs
			}
			for _, e := range cfg.SQL {
				dirs = append(dirs, sqlcDirsOf(at, generated, e.Gen.Go.Out, &e.Queries)...)
			}
			for _, e := range cfg.Packages {
				dirs = append(dirs, sqlcDirsOf(at, generated, e.Path, &e.Queries)...)
			}
			return dirs
		}
		if _, err := p.ReadFile(filepath.Join(at, "go.mod")); err == nil || filepath.Dir(at) == at {
			return dirs
		}
	}
}

// sqlcDirsOf are the directories of one entry of sqlc.yaml, if its code goes to the generated package.
func sqlcDirsOf(base, generated, out string, queries *yaml.Node) []string {
	if filepath.Join(base, filepath.FromSlash(out)) != filepath.Clean(generated) {
		return nil
	}
	list := []*yaml.Node{queries}
	if queries.Kind == yaml.SequenceNode {
		list = queries.Content
	}
	var dirs []string
	for _, n := range list {
		dir := n.Value
		if strings.HasSuffix(dir, ".sql") { // a file, or a glob of them
			dir = path.Dir(dir)
		}
		dirs = append(dirs, filepath.Join(base, filepath.FromSlash(dir)))
	}
	return dirs
}
