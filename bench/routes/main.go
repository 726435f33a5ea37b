// Command routes compares what a framework says that it routes with what bailiwick routes lists: both as lines "METHOD PATTERN".
//
//	routes -walk walked.txt -routes routes.json
//	routes -text repository -find regexp -routes routes.json
//
// With -text the lines of the source that a pattern finds are looked up by their places instead.
//
// An endpoint without a method answers every method, and "{…}" in a pattern stands for text that the program is configured with. Lines of the walk that are not listed come first, then listed endpoints that the walk does
// not have; exit 1 when there are any of the first.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

type endpoint struct {
	Method, Pattern, File string
	Line                  int
	Served                bool
}

func main() {
	walk := flag.String("walk", "", "what the framework routes, one METHOD PATTERN a line")
	routes := flag.String("routes", "", "what bailiwick routes -format json prints")
	text := flag.String("text", "", "the repository whose source is searched")
	find := flag.String("find", "", "what a line that registers a handler looks like")
	flag.Parse()
	var missing int
	var err error
	if *text != "" {
		missing, err = search(*text, *find, *routes, os.Stdout)
	} else {
		missing, err = run(*walk, *routes, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if missing > 0 {
		os.Exit(1)
	}
}

func run(walk, routes string, out io.Writer) (missing int, err error) {
	walked, err := lines(walk)
	if err != nil {
		return 0, err
	}
	listed, err := endpoints(routes)
	if err != nil {
		return 0, err
	}
	used := make([]bool, len(listed))
	found := 0
	for _, w := range walked {
		method, pattern, _ := strings.Cut(w, " ")
		hit := false
		for i, e := range listed {
			if matches(e.Pattern, pattern) && (e.Method == method || e.Method == "") {
				used[i], hit = true, true
			}
		}
		if hit {
			found++
		} else {
			fmt.Fprintln(out, "not listed:", w)
		}
	}
	for i, e := range listed {
		if !used[i] {
			fmt.Fprintf(out, "not walked: %s %s (%s:%d)\n", e.Method, e.Pattern, e.File, e.Line)
		}
	}
	fmt.Fprintf(out, "%d walked, %d listed with the same method and pattern\n", len(walked), found)
	return len(walked) - found, nil
}

func endpoints(name string) ([]endpoint, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var got struct{ Endpoints []endpoint }
	return got.Endpoints, json.Unmarshal(data, &got)
}

// search looks up the lines of a repository's source that a pattern finds.
func search(dir, find, routes string, out io.Writer) (missing int, err error) {
	re, err := regexp.Compile(find)
	if err != nil {
		return 0, err
	}
	listed, err := endpoints(routes)
	if err != nil {
		return 0, err
	}
	at := map[string]bool{}
	for _, e := range listed {
		at[fmt.Sprintf("%s:%d", e.File, e.Line)] = true
	}
	found := 0
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(data), "\n") {
			if !re.MatchString(line) {
				continue
			}
			if place := fmt.Sprintf("%s:%d", filepath.ToSlash(rel), i+1); at[place] {
				found++
			} else {
				missing++
				fmt.Fprintf(out, "not listed: %s: %s\n", place, strings.TrimSpace(line))
			}
		}
		return nil
	})
	fmt.Fprintf(out, "%d lines found, %d listed\n", found+missing, found)
	return missing, err
}

// matches compares a listed pattern with a walked one.
func matches(listed, walked string) bool {
	head, tail, hole := strings.Cut(listed, "{…}")
	if !hole {
		return listed == walked
	}
	rest, ok := strings.CutPrefix(walked, head)
	for i := 0; ok && i <= len(rest); i++ {
		if matches(tail, rest[i:]) {
			return true
		}
	}
	return false
}

// lines are the lines of a file, sorted, each once.
func lines(name string) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []string
	in := bufio.NewScanner(f)
	for in.Scan() {
		if text := strings.TrimSpace(in.Text()); text != "" {
			out = append(out, text)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), in.Err()
}
