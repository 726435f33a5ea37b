package runnertest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Script is what the sources of programs expect, in comments at the line of the origin:
//
//	// want `re`        a broken reference whose message matches
//	// unresolved `re`  one that is not understood: message or reason match
//	// waived `re`      one that a waiver excuses: its reason or a sentence of why matches
//	// met `re`         a met one: its evidence and assumptions match, and " [traced]" or " [untraced]" behind them
//	// orphan `re`      one that only a run over the whole program reports
//
// and, at any other line that a finding speaks of, // related `re`.
//
// A function whose comment begins with "TG-10: …" (an id of the verdict page and the item, or the item's opposite) is an item of that name.
type Script struct {
	Items  []Item
	Expect map[Place][]*Expectation
}

// Item is a function that has a name on the verdict page.
type Item struct {
	ID, Name string
	File     string
	From, To int
	// Exempt says that nothing is to be said of it: its comment goes on with "Nothing is owed here.".
	Exempt bool
}

// Holds reports a place within the function.
func (it *Item) Holds(at Place) bool {
	return it.File == at.File && it.From <= at.Line && at.Line <= it.To
}

// Expectation is one quoted pattern.
type Expectation struct {
	Kind    string
	Pattern *regexp.Regexp
	Matched bool // for who compares
}

// Place is a line of a program.
type Place struct {
	File string
	Line int
}

func (p Place) String() string { return p.File + ":" + strconv.Itoa(p.Line) }

var (
	markers  = regexp.MustCompile("// ((?:want|unresolved|waived|met|orphan|related) `.*)$")
	marker   = regexp.MustCompile("(want|unresolved|waived|met|orphan|related)((?: `[^`]*`)+)")
	quoted   = regexp.MustCompile("`([^`]*)`")
	itemName = regexp.MustCompile(`^(?:([A-Z]\w*) )?((?:TG|EN|TS|PG)-\d\d): (.*)$`)
)

// NewScript expects nothing yet.
func NewScript() *Script { return &Script{Expect: map[Place][]*Expectation{}} }

// ReadScript reads the Go files below dir; places are relative to root.
func ReadScript(t testing.TB, root, dir string) *Script {
	t.Helper()
	s := NewScript()
	EachGoFile(t, root, dir, s.Add)
	return s
}

// EachGoFile reads the Go files below dir; their names are relative to root, with slashes.
func EachGoFile(t testing.TB, root, dir string, read func(name string, text []byte)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		read(filepath.ToSlash(rel), text)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Add reads one file. A file that does not parse expects nothing.
func (s *Script) Add(name string, text []byte) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, text, parser.ParseComments)
	if err != nil {
		return
	}
	line := func(p token.Pos) int { return fset.Position(p).Line }
	for _, g := range f.Comments {
		for _, c := range g.List {
			s.expect(Place{name, line(c.Pos())}, c.Text)
		}
	}
	for _, decl := range f.Decls {
		d, ok := decl.(*ast.FuncDecl)
		if !ok || d.Doc == nil {
			continue
		}
		first, _, _ := strings.Cut(d.Doc.Text(), "\n")
		if m := itemName.FindStringSubmatch(strings.TrimSuffix(first, ".")); m != nil {
			s.Items = append(s.Items, Item{
				ID: m[2], Name: m[3], File: name, From: line(d.Doc.Pos()), To: line(d.End()), Exempt: strings.Contains(d.Doc.Text(), "Nothing is owed here."),
			})
		}
	}
}

func (s *Script) expect(at Place, comment string) {
	m := markers.FindStringSubmatch(comment)
	if m == nil {
		return
	}
	for _, kind := range marker.FindAllStringSubmatch(m[1], -1) {
		for _, q := range quoted.FindAllStringSubmatch(kind[2], -1) {
			s.Expect[at] = append(s.Expect[at], &Expectation{Kind: kind[1], Pattern: regexp.MustCompile(q[1])})
		}
	}
}

// findings are those expected at a place of any driver.
func (s *Script) findings(at Place) []*Expectation {
	return slices.DeleteFunc(slices.Clone(s.Expect[at]), func(e *Expectation) bool { return e.Kind != "want" })
}

// Alone reports a place where findings are expected of a run over the whole program and of nobody else: see docs/drivers.md.
func (s *Script) Alone(at Place) bool {
	return len(s.findings(at)) == 0 && slices.ContainsFunc(s.Expect[at], func(e *Expectation) bool { return e.Kind == "orphan" })
}

// ItemAt is the name of the test of a place: that of the item which holds it.
func (s *Script) ItemAt(at Place) string {
	if i := slices.IndexFunc(s.Items, func(it Item) bool { return it.Holds(at) }); i >= 0 {
		return s.Items[i].ID + "/" + s.Items[i].Name
	}
	return "rest"
}
