// Package docgen makes the pages that have their truth elsewhere: a rule's page from its package comment, its examples and its options, the
// configuration page and the example for golangci-lint from the config's types. A test fails when a page is stale; `go test ./internal/docgen -update` writes them.
package docgen

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/config"
)

// Pages makes every generated page of the repository at root, by path relative to it.
func Pages(root string) (map[string]string, error) {
	pages := make(map[string]string)
	rules, err := findRules(root)
	if err != nil {
		return nil, err
	}
	for _, r := range rules {
		page, err := rulePage(r)
		if err != nil {
			return nil, fmt.Errorf("page of rule %s: %w", r.name, err)
		}
		pages["docs/rules/"+r.name+".md"] = page
	}
	if pages[".golangci.example.yml"], err = golangciExample(root, rules); err != nil {
		return nil, fmt.Errorf("example for golangci-lint: %w", err)
	}
	page, err := configPage()
	if err != nil {
		return nil, fmt.Errorf("page of the configuration: %w", err)
	}
	pages["docs/configuration.md"] = page
	return pages, nil
}

// rule is a package of analyzers/ that documents an analyzer.
type rule struct {
	name, dir string
	doc       string // the text of the package comment
}

// findRules looks for packages whose doc.go has the heading "# Analyzer <name>".
func findRules(root string) ([]rule, error) {
	dirs, err := os.ReadDir(filepath.Join(root, "analyzers"))
	if err != nil {
		return nil, fmt.Errorf("find the rules: %w", err)
	}
	var rules []rule
	for _, d := range dirs {
		if !d.IsDir() {
			continue
		}
		dir := filepath.Join(root, "analyzers", d.Name())
		doc, err := packageComment(filepath.Join(dir, "doc.go"))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("find the rules: %w", err)
		}
		if strings.Contains(doc, "# Analyzer "+d.Name()+"\n") {
			rules = append(rules, rule{name: d.Name(), dir: dir, doc: doc})
		}
	}
	// In the order of the suite.
	slices.SortStableFunc(rules, func(a, b rule) int {
		return slices.Index(config.RuleNames(), a.name) - slices.Index(config.RuleNames(), b.name)
	})
	if len(rules) == 0 {
		return nil, fmt.Errorf("no package below %s documents an analyzer", filepath.Join(root, "analyzers"))
	}
	return rules, nil
}
