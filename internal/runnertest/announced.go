package runnertest

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Announcement is what a line that registers a route says is expected of it:
//
//	// PG-01 item: met|broken|unresolved|waived|silent|told [`regexp` of the message or the evidence]
//
// told is broken by the same cause as another endpoint, whose finding tells of it; silent is nothing at all.
type Announcement struct{ ID, Item, Verdict, Pattern string }

var announcement = regexp.MustCompile("// (PG-\\d\\d) ([^:]*): (met|broken|unresolved|waived|silent|told)(?: `([^`]*)`)?$")

// Announced reads the announcements of the programs below dir, by "file:line" with the file relative to root.
func Announced(t testing.TB, root, dir string) map[string]Announcement {
	t.Helper()
	out := map[string]Announcement{}
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") {
			return err
		}
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		lines := bufio.NewScanner(f)
		for n := 1; lines.Scan(); n++ {
			if m := announcement.FindStringSubmatch(lines.Text()); m != nil {
				out[filepath.ToSlash(rel)+":"+strconv.Itoa(n)] = Announcement{m[1], m[2], m[3], m[4]}
			}
		}
		return lines.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
