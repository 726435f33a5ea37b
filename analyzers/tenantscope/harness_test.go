package tenantscope_test

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// The cases say what they expect in comments at the line of the origin:
//
//	// want `re`        a broken reference whose message matches
//	// unresolved `re`  one that is not understood: message or reason match
//	// waived `re`      one that a waiver excuses: its reason or a sentence of why matches
//	// met `re`         a met one: its evidence and assumptions match, and " [traced]" or " [untraced]" behind them
//	// orphan `re`      one that only a run over the whole program reports
//
// and, at any other line that a finding speaks of, // related `re`.
//
// A function whose comment begins with "TG-10: …" (an id of the verdict page and the item, or the item's opposite) is a subtest of that name.
// Within it every line counts: what is broken, unresolved, waived or related and not announced fails, and so does a function about which
// nothing at all was said, for a statement that nobody saw is silent too; unless its comment goes on with "Nothing is owed here.". In other functions
// only "want" is compared.
var (
	markers  = regexp.MustCompile("// ((?:want|unresolved|waived|met|orphan|related) `.*)$")
	marker   = regexp.MustCompile("(want|unresolved|waived|met|orphan|related)((?: `[^`]*`)+)")
	quoted   = regexp.MustCompile("`([^`]*)`")
	itemName = regexp.MustCompile(`^(?:([A-Z]\w*) )?((?:TG|EN|TS)-\d\d): (.*)$`)
)

// expectation is one quoted pattern.
type expectation struct {
	kind string
	re   *regexp.Regexp
	met  bool
}

// item is a function of a case that has a name on the verdict page.
type item struct {
	id, name string
	file     string
	from, to int
	exempt   bool // nothing is to be said of it
}

// place is a line of a case.
type place struct {
	file string
	line int
}

func (p place) String() string { return p.file + ":" + strconv.Itoa(p.line) }

// script is what the sources of a case expect.
type script struct {
	items  []item
	expect map[place][]*expectation
}

// readScript reads the Go files below dir; places are relative to root.
func readScript(t *testing.T, root, dir string) *script {
	t.Helper()
	s := &script{expect: map[place][]*expectation{}}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") {
			return err
		}
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		rel, err := filepath.Rel(root, path)
		require.NoError(t, err)
		s.file(t, filepath.ToSlash(rel), text)
		return nil
	}))
	return s
}

// file reads one file. A file that does not parse expects nothing.
func (s *script) file(t testing.TB, name string, text []byte) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, text, parser.ParseComments)
	if err != nil {
		return
	}
	line := func(p token.Pos) int { return fset.Position(p).Line }
	for _, g := range f.Comments {
		for _, c := range g.List {
			m := markers.FindStringSubmatch(c.Text)
			if m == nil {
				continue
			}
			at := place{name, line(c.Pos())}
			for _, kind := range marker.FindAllStringSubmatch(m[1], -1) {
				for _, q := range quoted.FindAllStringSubmatch(kind[2], -1) {
					s.expect[at] = append(s.expect[at], &expectation{kind: kind[1], re: regexp.MustCompile(q[1])})
				}
			}
		}
	}
	for _, decl := range f.Decls {
		d, ok := decl.(*ast.FuncDecl)
		if !ok || d.Doc == nil {
			continue
		}
		first, _, _ := strings.Cut(d.Doc.Text(), "\n")
		if m := itemName.FindStringSubmatch(strings.TrimSuffix(first, ".")); m != nil {
			s.items = append(s.items, item{
				id: m[2], name: m[3], file: name, from: line(d.Doc.Pos()), to: line(d.End()), exempt: strings.Contains(d.Doc.Text(), "Nothing is owed here."),
			})
		}
	}
}

// said is one thing that a run said of a place.
type said struct {
	kind string
	at   place
	text string
	said bool // matched by an expectation
}

// sayings lists what a run said, findings of several packages that are one once.
func sayings(entries, orphans []verdict.Entry) []*said {
	var out []*said
	seen := map[string]bool{}
	add := func(kind string, p verdict.Position, text string) {
		s := &said{kind: kind, at: place{p.File, p.Line}, text: text}
		if k := kind + s.at.String() + text; !seen[k] {
			seen[k] = true
			out = append(out, s)
		}
	}
	entry := func(kind string, e *verdict.Entry) {
		for _, r := range e.Related {
			if kind == "want" {
				add("related", r.Position, r.Message)
			}
		}
		switch kind {
		case "want":
			add(kind, e.Origin, e.Message)
		case "orphan":
			add(kind, e.Origin, e.Message+" ("+strings.Join(e.Why, "; ")+")")
		case "unresolved":
			add(kind, e.Origin, e.Message+" ("+e.Reason+")")
		case "waived":
			add(kind, e.Origin, e.WaivedBy+" ("+strings.Join(e.Why, "; ")+")")
		case "met":
			traced := " [untraced]"
			if e.Traced {
				traced = " [traced]"
			}
			text := strings.Join(append(slices.Clone(e.Why), e.Assumptions...), "; ") + traced
			add(kind, e.Origin, text)
			if e.Gap != nil {
				add(kind, *e.Gap, text)
			}
		}
	}
	kinds := map[verdict.Verdict]string{verdict.Broken: "want", verdict.Unresolved: "unresolved", verdict.Waived: "waived", verdict.Met: "met"}
	for i := range entries {
		entry(kinds[entries[i].Verdict], &entries[i])
	}
	for i := range orphans {
		entry("orphan", &orphans[i])
	}
	return out
}

// compare runs a subtest for every item and one for the rest.
func (s *script) compare(t *testing.T, all []*said) {
	t.Helper()
	inside := func(it item, at place) bool { return it.file == at.file && it.from <= at.line && at.line <= it.to }
	byID := map[string][]item{}
	var ids []string
	for _, it := range s.items {
		if byID[it.id] == nil {
			ids = append(ids, it.id)
		}
		byID[it.id] = append(byID[it.id], it)
	}
	for _, id := range ids {
		t.Run(id, func(t *testing.T) {
			for _, it := range byID[id] {
				t.Run(it.name, func(t *testing.T) {
					s.check(t, all, func(at place) bool { return inside(it, at) }, true, it.exempt)
				})
			}
		})
	}
	t.Run("rest", func(t *testing.T) {
		s.check(t, all, func(at place) bool {
			return !slices.ContainsFunc(s.items, func(it item) bool { return inside(it, at) })
		}, false, false)
	})
}

func (s *script) check(t testing.TB, all []*said, in func(place) bool, strict, exempt bool) {
	t.Helper()
	any := false
	for _, x := range all {
		if !in(x.at) {
			continue
		}
		any = true
		for _, e := range s.expect[x.at] {
			if e.kind == x.kind && e.re.MatchString(x.text) && (!e.met || x.kind == "met") {
				e.met, x.said = true, true
				break
			}
		}
		if !x.said && (x.kind == "want" || strict && x.kind != "met") {
			t.Errorf("%s: not announced: %s %s", x.at, x.kind, x.text)
		}
	}
	places := slices.SortedFunc(maps.Keys(s.expect), func(a, b place) int { return cmp.Or(strings.Compare(a.file, b.file), a.line-b.line) })
	for _, at := range places {
		if !in(at) {
			continue
		}
		for _, e := range s.expect[at] {
			if !e.met && (strict || e.kind == "want") {
				var have []string
				for _, x := range all {
					if x.at == at {
						have = append(have, x.kind+" "+x.text)
					}
				}
				t.Errorf("%s: nothing matches %s %q; there is %q", at, e.kind, e.re, have)
			}
		}
	}
	switch {
	case exempt && any:
		t.Error("something was said of this function, which owes nothing")
	case strict && !exempt && !any:
		t.Error("nothing was said of this function: no statement of it was seen")
	}
}
