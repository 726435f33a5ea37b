package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
)

// readSite is what a reader found: sites that lose nothing by a fault, and why.
type readSite struct {
	sites *regexp.Regexp // of what describes a site
	why   string
}

// readSkips reads a reader's list: lines of a pattern, a tab and the reason. Without a file there is none.
func readSkips(path string) ([]readSite, error) {
	if path == "" {
		return nil, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the list of skipped sites: %w", err)
	}
	var out []readSite
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		pattern, why, ok := strings.Cut(line, "\t")
		if !ok || why == "" {
			return nil, fmt.Errorf("read the list of skipped sites: %s:%d: no reason", path, i+1)
		}
		re, err := regexp.Compile(pattern)
		if err != nil {
			return nil, fmt.Errorf("read the list of skipped sites: %s:%d: %w", path, i+1, err)
		}
		out = append(out, readSite{re, why})
	}
	return out, nil
}

// skipRead skips a site that a reader has looked at. What patterns said of it stays.
func (s *site) skipRead(list []readSite) {
	for _, r := range list {
		if s.skipped == "" && r.sites.MatchString(string(s.kind)+" "+s.describe()+" "+s.relation) {
			s.skipped = "by reading: " + r.why
		}
	}
}
