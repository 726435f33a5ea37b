package catalog

import (
	"path"
	"strings"

	"go.yaml.in/yaml/v3"
)

// sqlcConfig is what matters of sqlc.yaml, in both of its versions.
type sqlcConfig struct {
	SQL      []sqlcEntry `yaml:"sql"`
	Packages []sqlcEntry `yaml:"packages"`
}

type sqlcEntry struct {
	Schema stringList `yaml:"schema"`
}

// stringList is one string or a list of them.
type stringList []string

// UnmarshalYAML implements yaml.Unmarshaler.
func (l *stringList) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*l = stringList{n.Value}
		return nil
	}
	return n.Decode((*[]string)(l))
}

// sqlcSchemas gives the paths that a configuration file lists as schema, relative to the root.
func sqlcSchemas(file string, src []byte) ([]string, error) {
	var cfg sqlcConfig
	if err := yaml.Unmarshal(src, &cfg); err != nil {
		return nil, err
	}
	var out []string
	for _, entries := range [...][]sqlcEntry{cfg.SQL, cfg.Packages} {
		for _, e := range entries {
			for _, s := range e.Schema {
				out = append(out, path.Join(path.Dir(file), s))
			}
		}
	}
	return out, nil
}

// underAny reports a path that one of the listed files, directories or globs holds.
func underAny(file string, listed []string) bool {
	for _, l := range listed {
		if file == l || strings.HasPrefix(file, l+"/") {
			return true
		}
		if strings.ContainsAny(l, "*?[") {
			if ok, err := path.Match(l, file); err == nil && ok {
				return true
			}
		}
	}
	return false
}
