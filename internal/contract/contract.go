// Package contract reads the positive annotations: directives with which code says what an analysis cannot see, such as
//
//	//bailiwick:tenant
//	func TenantID(ctx context.Context) string
//
// A contract is about a declaration and stands in its comment. What it promises is taken as true by the rules, in every package: it is how a reader of the code and the
// suite agree. The directive that excuses a finding, allow, is package waiver's.
package contract

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/nearest"
)

// prefix begins every directive of the suite.
const prefix = "//bailiwick:"

// Category is the category of findings about contracts, under the name of the suite.
const Category = "contract"

// Verb is what a contract says.
type Verb string

// The verbs.
const (
	// Tenant: a function's result, a parameter, a field, or the value under a context key is the tenant of the authenticated caller.
	Tenant Verb = "tenant"
	// Guard: the function asks whether the caller may, and fails when not.
	Guard Verb = "guard"
	// Verifies: the function compares its argument with the authenticated tenant, and fails when they differ.
	Verifies Verb = "verifies"
	// Global: the rows of the model, or of the query in the constant, belong to no tenant. Needs a reason.
	Global Verb = "global"
	// Scoped: queries through a handle of this type are scoped by construction.
	Scoped Verb = "scoped"
)

// kind is what a contract can be about.
type kind string

const (
	kindFunc  kind = "function"
	kindField kind = "field"
	kindType  kind = "type"
	kindValue kind = "variable or constant"
)

// grammar is where a verb may stand and what may stand behind it.
type grammar struct {
	verb  Verb
	kinds []kind
	// reason is true for a verb that must say why.
	reason bool
	// part is true for a verb that may name a parameter or a result of its function.
	part bool
}

func grammars() []grammar {
	return []grammar{
		{verb: Tenant, kinds: []kind{kindFunc, kindField, kindValue}, part: true},
		{verb: Guard, kinds: []kind{kindFunc}},
		{verb: Verifies, kinds: []kind{kindFunc}, part: true},
		{verb: Global, kinds: []kind{kindType, kindValue}, reason: true},
		{verb: Scoped, kinds: []kind{kindType}},
	}
}

// words are all directives, for suggestions: those of package waiver too.
func words() []string {
	list := []string{"allow"}
	for _, g := range grammars() {
		list = append(list, string(g.verb))
	}
	return list
}

// Contract is one annotation.
type Contract struct {
	Verb Verb
	// Key names the declaration across packages: example.com/auth.TenantID, (*example.com/auth.Session).Tenant, (example.com/auth.Source).Tenant for a method of an
	// interface, example.com/auth.Session.ID for a field. It is "" for a declaration inside of a function.
	Key string
	// Object is the declared object: nil when the types are not known.
	Object types.Object
	// Param and Result index the part of a function that the contract is about; -1 when it is not about one.
	Param, Result int
	// Reason is the text behind a verb that needs one.
	Reason string
	// Pos and End are the comment's.
	Pos, End token.Pos
}

// Problem is a directive that cannot be used.
type Problem struct {
	Pos, End token.Pos
	Message  string
}

// Set is the contracts of one package.
type Set struct {
	contracts []Contract
	problems  []Problem
}

// Collect reads the contracts of a package, whose files must have been parsed with comments. info may be nil; then the contracts have no objects.
func Collect(path string, files []*ast.File, info *types.Info) *Set {
	s := &Set{}
	for _, f := range files {
		targets := newTargets(path, f)
		for _, group := range f.Comments {
			for _, c := range group.List {
				s.comment(c, targets.of[group], info)
			}
		}
	}
	return s
}

func (s *Set) comment(c *ast.Comment, t *target, info *types.Info) {
	text, ok := strings.CutPrefix(c.Text, prefix)
	if !ok {
		return
	}
	word, args := text, ""
	if i := strings.IndexAny(text, " \t"); i >= 0 {
		word, args = text[:i], text[i:]
	}
	if word == "allow" {
		return
	}
	problem := func(format string, a ...any) {
		s.problems = append(s.problems, Problem{c.Pos(), c.End(), fmt.Sprintf(format, a...)})
	}
	gs := grammars()
	i := slices.IndexFunc(gs, func(g grammar) bool { return string(g.verb) == word })
	if i < 0 {
		problem("unknown directive %q%s", "bailiwick:"+word, nearest.Hint(word, words()))
		return
	}
	g := gs[i]
	if t == nil {
		problem("directive bailiwick:%s stands in no declaration's comment: it belongs above a %s", word, kindList(g.kinds))
		return
	}
	if !slices.Contains(g.kinds, t.kind) {
		problem("directive bailiwick:%s says nothing about a %s: it belongs above a %s", word, t.kind, kindList(g.kinds))
		return
	}
	// A comment may carry a further one, which is no argument.
	if i := strings.Index(args+" ", " //"); i >= 0 {
		args = args[:i]
	}
	args = strings.TrimSpace(args)
	contract := Contract{Verb: g.verb, Key: t.key, Param: -1, Result: -1, Pos: c.Pos(), End: c.End()}
	switch {
	case g.reason && args == "":
		problem("directive bailiwick:%s gives no reason: say behind it why no tenant is required", word)
		return
	case g.reason:
		contract.Reason = args
	case g.part && t.kind == kindFunc:
		if message := contract.part(args, t.fun); message != "" {
			problem("directive bailiwick:%s %s", word, message)
			return
		}
	case args != "":
		problem("directive bailiwick:%s takes no argument, got %q", word, args)
		return
	}
	if info != nil && t.name != nil {
		contract.Object = info.Defs[t.name]
	}
	s.contracts = append(s.contracts, contract)
}

// Contracts lists the contracts in the order of the source.
func (s *Set) Contracts() []Contract { return slices.Clone(s.contracts) }

// Of lists the contracts of one verb.
func (s *Set) Of(verb Verb) []Contract {
	return slices.DeleteFunc(s.Contracts(), func(c Contract) bool { return c.Verb != verb })
}

// Problems lists the directives that cannot be used, in the order of the source.
func (s *Set) Problems() []Problem { return slices.Clone(s.problems) }

func kindList(kinds []kind) string {
	list := make([]string, len(kinds))
	for i, k := range kinds {
		list[i] = string(k)
	}
	return strings.Join(list, " or ")
}
