package waiver

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// prefix begins every waiver in Go.
const prefix = "//bailiwick:allow"

// Options says what a package's waivers are read with.
type Options struct {
	// Rules are the names of all rules of the suite, whether they run or not.
	Rules []string
	// HostHandlesNolint is true inside golangci-lint, which honours //nolint itself and would call every use of ours an unused one.
	HostHandlesNolint bool
	// Declared are the rules that judge functions as a whole: a waiver of theirs may stand in the comment of a function's declaration.
	Declared []string
}

// Waiver excuses what a rule finds in one statement.
type Waiver struct {
	// Rule is the waived rule; Claim is one of Claims, or ""; Reason says why. A //nolint has no claim, and a reason only if its author gave one.
	Rule, Claim, Reason string
	// Pos and End are the comment's. In SQL they are not set, and Offset is where the comment begins in the text.
	Pos, End token.Pos
	Offset   int
	// Nolint is true for golangci-lint's comment.
	Nolint bool

	used bool
}

// MarkUsed notes that the waiver excused something: without it an obligation would be broken or would leave its package.
func (w *Waiver) MarkUsed() { w.used = true }

// Used reports whether MarkUsed was called.
func (w *Waiver) Used() bool { return w.used }

// UnusedMessage is the message of the finding about a waiver that excuses nothing.
func (w *Waiver) UnusedMessage() string {
	return "waiver for " + w.Rule + " is no longer needed: without it nothing here would be reported"
}

// Problem is a directive that cannot be used. It is a finding of category Category.
type Problem struct {
	// Rule is the rule that the directive names, or Suite.
	Rule string
	// Pos and End are the comment's; in SQL Offset is used instead.
	Pos, End token.Pos
	Offset   int
	Message  string
}

// Set is the waivers of one package. It belongs to one run over that package: the use of each waiver is noted in it.
type Set struct {
	fset     *token.FileSet
	files    map[*token.File]*fileSet
	waivers  []*Waiver
	problems []Problem
}

// fileSet is what a file with directives needs to match positions.
type fileSet struct {
	units   *units
	covers  map[int][]*Waiver // by unit
	nolints []nolint
	// functions are the waivers in the comments of declarations, by the place of the function's name.
	functions map[token.Pos][]*Waiver
}

// Collect reads the directives of a package's files, which must have been parsed with comments.
func Collect(fset *token.FileSet, files []*ast.File, o Options) *Set {
	s := &Set{fset: fset, files: make(map[*token.File]*fileSet)}
	for _, f := range files {
		tf := fset.File(f.FileStart)
		if tf == nil {
			continue // a file that did not parse at all
		}
		fs := &fileSet{covers: make(map[int][]*Waiver), functions: make(map[token.Pos][]*Waiver)}
		for _, group := range f.Comments {
			for _, c := range group.List {
				s.comment(tf, f, fs, group, c, o)
			}
		}
		if !o.HostHandlesNolint {
			fs.nolints = nolints(tf, f)
		}
		if fs.units != nil || len(fs.nolints) > 0 {
			s.files[tf] = fs
		}
	}
	return s
}

func (s *Set) comment(tf *token.File, f *ast.File, fs *fileSet, group *ast.CommentGroup, c *ast.Comment, o Options) {
	problem := func(rule, message string) {
		s.problems = append(s.problems, Problem{Rule: rule, Pos: c.Pos(), End: c.End(), Message: message})
	}
	args, ok := directiveArgs(c.Text, prefix)
	if !ok {
		// A generator that copies SQL comments into Go writes them with a space; a person who does so means the directive.
		if text, spaced := strings.CutPrefix(c.Text, "//"); spaced && strings.HasPrefix(strings.TrimLeft(text, " \t"), "bailiwick:allow ") && !ast.IsGenerated(f) {
			problem(Suite, "waiver is read as prose: write //bailiwick:allow without a space")
		}
		return
	}
	d, rule, message := parse(args, o.Rules)
	if message != "" {
		problem(rule, message)
		return
	}
	if fs.units == nil {
		fs.units = newUnits(tf, f)
	}
	if fn := documented(f, group); fn != nil && slices.Contains(o.Declared, d.rule) {
		w := &Waiver{Rule: d.rule, Claim: d.claim, Reason: d.reason, Pos: c.Pos(), End: c.End()}
		s.waivers = append(s.waivers, w)
		fs.functions[fn.Name.Pos()] = append(fs.functions[fn.Name.Pos()], w)
		return
	}
	i, why := fs.units.covered(c, group)
	if i < 0 {
		problem(d.rule, "waiver for "+d.rule+" covers nothing: "+why)
		return
	}
	w := &Waiver{Rule: d.rule, Claim: d.claim, Reason: d.reason, Pos: c.Pos(), End: c.End()}
	s.waivers = append(s.waivers, w)
	fs.covers[i] = append(fs.covers[i], w)
}

// documented is the function whose declaration's comment a group is, nil for another comment.
func documented(f *ast.File, group *ast.CommentGroup) *ast.FuncDecl {
	for _, decl := range f.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Doc == group {
			return fn
		}
	}
	return nil
}

// directiveArgs gives what stands behind a directive, and false for another comment.
func directiveArgs(text, name string) (string, bool) {
	rest, ok := strings.CutPrefix(text, name)
	if !ok || (rest != "" && rest[0] != ' ' && rest[0] != '\t') {
		return "", false
	}
	return rest, true
}

// Match is the waiver that covers a rule's finding at a position: nil when there is none. A directive of ours comes before a //nolint, whose use nobody counts.
func (s *Set) Match(pos token.Pos, rule string) *Waiver {
	fs, ok := s.files[s.fset.File(pos)]
	if !ok {
		return nil
	}
	if fs.units != nil {
		for _, w := range fs.covers[fs.units.owner(pos)] {
			if w.Rule == rule {
				return w
			}
		}
	}
	return matchNolint(fs.nolints, s.fset.File(pos).Line(pos), rule)
}

// MatchFunction is the waiver that covers the function whose name is declared at a position: nil when there is none.
func (s *Set) MatchFunction(name token.Pos, rule string) *Waiver {
	fs, ok := s.files[s.fset.File(name)]
	if !ok {
		return nil
	}
	for _, w := range fs.functions[name] {
		if w.Rule == rule {
			return w
		}
	}
	return matchNolint(fs.nolints, s.fset.File(name).Line(name), rule)
}

// Unused lists the waivers of a rule that excused nothing, in the order of the source. Ask only for rules that ran, and when they are done.
func (s *Set) Unused(rule string) []*Waiver {
	var unused []*Waiver
	for _, w := range s.waivers {
		if w.Rule == rule && !w.used {
			unused = append(unused, w)
		}
	}
	sortByPos(unused)
	return unused
}

// Waivers lists all well-formed waivers in the order of the source; //nolint comments are not among them.
func (s *Set) Waivers() []*Waiver {
	all := slices.Clone(s.waivers)
	sortByPos(all)
	return all
}

// Problems lists the directives that cannot be used, in the order of the source.
func (s *Set) Problems() []Problem {
	sorted := slices.Clone(s.problems)
	slices.SortStableFunc(sorted, func(a, b Problem) int { return int(a.Pos - b.Pos) })
	return sorted
}

func sortByPos(ws []*Waiver) {
	slices.SortStableFunc(ws, func(a, b *Waiver) int { return int(a.Pos - b.Pos) })
}
