package query

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// Imports is what is known of the packages that the analysed one imports.
type Imports interface {
	flow.Summaries
	// Template is the template of a function, nil when it has none.
	Template(key string) *Template
	// Chain is what a function of another package adds to a query builder, nil when nothing is known.
	Chain(key string) *ChainSummary
}

// Finder finds the operations of one package.
type Finder struct {
	P       *flow.Package
	Models  *Models
	Imports Imports
	Catalog *catalog.Catalog
	// Refuses says for which arguments a function gives an error; nil when that is not known of any.
	Refuses func(key string) []flow.Refusal

	templates map[string]*Template // of this package
	parsed    map[string]*sqlread.Script
	ops       []*Operation
	unlisted  []Unlisted
	chains    *chains
}

// Unlisted is a call into a modelled library that no row lists.
type Unlisted struct {
	Fn   *ssa.Function
	Call ssa.CallInstruction
	Key  string
}

// Result is what a package does to databases.
type Result struct {
	Operations []*Operation // in source order
	Unlisted   []Unlisted
	Templates  []*Template     // of this package's functions, sorted by Func
	Chains     []*ChainSummary // of this package's functions, sorted by Func
	Handed     []string        // methods whose statements are among the operations as they stand when they are handed out
}

// maxRounds bounds how deep wrappers of wrappers are followed within one package.
const maxRounds = 6

// Find finds every operation of the package.
func (f *Finder) Find() Result {
	f.templates = map[string]*Template{}
	f.parsed = map[string]*sqlread.Script{}
	f.chains = newChains(f)
	for _, t := range GeneratedQueries(f.P) {
		f.templates[t.Func] = t
	}
	done := map[ssa.CallInstruction]bool{}
	for range maxRounds {
		before := len(f.templates)
		for _, fn := range f.P.Functions() {
			if f.skip(fn) {
				continue
			}
			for _, b := range fn.Blocks {
				for _, instr := range b.Instrs {
					if call, ok := instr.(ssa.CallInstruction); ok && !done[call] {
						if op := f.operation(fn, call); op != nil {
							done[call] = true
							f.add(op)
						}
					}
				}
			}
		}
		if len(f.templates) == before {
			break
		}
	}
	handed, whole := f.chains.handedOut()
	f.ops = append(f.ops, handed...)
	slices.SortStableFunc(f.ops, func(a, b *Operation) int {
		pa, _ := f.P.CallPos(a.Call)
		pb, _ := f.P.CallPos(b.Call)
		return int(pa) - int(pb)
	})
	f.unlistedCalls(done)
	res := Result{Operations: f.ops, Unlisted: f.unlisted, Handed: whole}
	for _, k := range SortedKeys(f.templates) {
		res.Templates = append(res.Templates, f.templates[k])
	}
	res.Chains = f.chains.summaries()
	for _, op := range f.ops {
		// What a caller completes is judged at its call.
		op.Open = op.Open || op.Unresolved != "" && f.chains.completedByCallers[op.Call]
	}
	return res
}

// skip leaves out functions that owe nothing themselves: generated queries are judged where they are called.
func (f *Finder) skip(fn *ssa.Function) bool {
	if file := f.P.FileOf(fn.Pos()); file != nil && IsGenerated(file) {
		return true
	}
	for at := fn; at != nil; at = at.Parent() {
		if t := f.templates[flow.FuncKey(at)]; t != nil && t.Generated {
			return true
		}
	}
	return false
}

func (f *Finder) add(op *Operation) {
	if f.generatedFunc(op.Fn) {
		if !f.chains.boiled.covers(flow.Top(op.Fn)) {
			f.lift(op)
		}
		return
	}
	f.ops = append(f.ops, op)
	if op.Open && f.templates[flow.FuncKey(op.Fn)] == nil {
		if t := f.template(op); t != nil {
			f.templates[t.Func] = t
		}
	}
}

// operation reads one call; nil when it is none that a row or template knows.
func (f *Finder) operation(fn *ssa.Function, call ssa.CallInstruction) *Operation {
	common := call.Common()
	obj := flow.Callee(common)
	if obj == nil {
		if row := f.Models.Row(flow.VarKey(flow.CalledVar(common))); row != nil {
			return f.rowOperation(fn, call, row)
		}
		// A query function held in a variable: its type tells what it is.
		if sig, ok := common.Value.Type().Underlying().(*types.Signature); ok {
			if row := f.Models.shape(flow.Shape("", sig)); row != nil {
				return f.text(fn, call, row)
			}
		}
		return nil
	}
	key := flow.Key(obj)
	if t := f.lookup(key); t != nil {
		return f.instantiate(fn, call, t)
	}
	if f.Imports != nil && !f.chains.boiled.owns(obj.Pkg()) {
		if sum := f.Imports.Chain(key); sum != nil && len(sum.Ends) > 0 {
			return f.chains.completed(fn, call, sum)
		}
	}
	if sum := f.chains.givenEnds(flow.StaticCallee(common)); sum != nil {
		return f.chains.completed(fn, call, sum)
	}
	row := f.Row(common, obj, key)
	if row == nil {
		row = f.own(call)
	}
	if row == nil {
		return f.chains.sentOff(fn, call, obj, key)
	}
	if row.Op == OpEnd && f.chains.givenEnds(fn) != nil && f.chains.handedIn[call] {
		return nil
	}
	return f.rowOperation(fn, call, row)
}

// rowOperation reads a call that a row lists.
func (f *Finder) rowOperation(fn *ssa.Function, call ssa.CallInstruction, row *Row) *Operation {
	switch row.Op {
	case OpSQL:
		return f.text(fn, call, row)
	case OpCopy:
		return f.copyFrom(fn, call, row)
	case OpEnd:
		op := f.chains.end(fn, call, row)
		if op != nil && row.Clause == ClauseText && f.neverRun(fn, call) {
			return &Operation{Fn: fn, Call: call, Row: row, Aside: "makes a text that nothing runs"}
		}
		return op
	}
	return nil
}

func (f *Finder) lookup(key string) *Template {
	if t := f.templates[key]; t != nil {
		return t
	}
	if f.Imports != nil {
		return f.Imports.Template(key)
	}
	return nil
}

// Row finds what a call means: by the function's key, or, for a method of an interface of the user's own, by its shape.
func (f *Finder) Row(c *ssa.CallCommon, obj *types.Func, key string) *Row {
	if r := f.Models.Row(key); r != nil {
		return r
	}
	if f.chains != nil {
		if r := f.chains.generated.row(obj, key); r != nil {
			return r
		}
		if r := f.chains.boiled.row(obj, key); r != nil {
			return r
		}
	}
	return f.Models.Method(obj)
}

// Method finds the row of a method of the user's own interface that handles of a library satisfy.
func (m *Models) Method(obj *types.Func) *Row {
	recv := obj.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) {
		return nil
	}
	return m.shapes.Of(obj)
}

// text reads a call that runs the text of one of its arguments.
func (f *Finder) text(fn *ssa.Function, call ssa.CallInstruction, row *Row) *Operation {
	op := &Operation{Fn: fn, Call: call, Row: row}
	_, args := flow.Args(call.Common())
	i := row.Index(RoleSQL)
	if i < 0 || i >= len(args) {
		return nil
	}
	texts := f.P.Text(f.Summaries(), flow.Ref{V: args[i]})
	binds := f.binds(row, args, nil)
	if !texts.Complete {
		op.Unresolved = texts.Why
		if op.Unresolved == "" {
			op.Unresolved = "the statement's text was not read whole"
		}
	}
	for _, t := range texts.Alts {
		if t.Open() {
			op.Open = true
		}
		f.statements(op, t, binds, "")
	}
	if len(op.Alternatives) == 0 && op.Unresolved == "" && !op.Open && texts.Complete && slices.ContainsFunc(texts.Alts, isBuiltText) {
		return &Operation{Fn: fn, Call: call, Row: row, Aside: "runs a text that is judged where it is built"}
	}
	if len(op.Alternatives) == 0 && op.Unresolved == "" && !op.Open && len(texts.Alts) == 0 {
		op.Unresolved = "the statement's text was not read"
	}
	return op
}

// statements adds the statements of one text.
func (f *Finder) statements(op *Operation, t flow.Text, binds Binds, source string) {
	text, holes := t.Render(sqlread.HoleMark)
	if len(holes) > 0 && strings.Trim(text, sqlread.HoleMark+" \t\r\n;") == "" {
		if !t.Open() && op.Unresolved == "" {
			op.Unresolved = "the statement's text is not known here"
		}
		return
	}
	if isBuilt(text) {
		return
	}
	if builtWithin(text) {
		if op.Unresolved == "" {
			op.Unresolved = "a part of the statement's text was put together by a builder"
		}
		return
	}
	script := f.parse(text)
	if len(script.Problems) > 0 && op.Unresolved == "" {
		op.Unresolved = "the statement's text was not read whole: " + script.Problems[0].Reason
	}
	for _, stmt := range script.Statements {
		op.Alternatives = append(op.Alternatives, Alternative{Stmt: stmt, Text: text, Partial: len(holes) > 0, Holes: holes, Binds: binds, Source: source})
	}
}

func (f *Finder) parse(text string) *sqlread.Script {
	if s, ok := f.parsed[text]; ok {
		return s
	}
	if f.parsed == nil {
		f.parsed = map[string]*sqlread.Script{}
	}
	s := sqlread.Read(text)
	if s == nil {
		s = &sqlread.Script{}
	}
	f.parsed[text] = s
	return s
}

// unlistedCalls finds calls into a modelled library that are neither operations nor listed.
func (f *Finder) unlistedCalls(done map[ssa.CallInstruction]bool) {
	for _, fn := range f.P.Functions() {
		if f.skip(fn) {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok || done[call] {
					continue
				}
				obj := flow.Callee(call.Common())
				if v := flow.CalledVar(call.Common()); obj == nil && v != nil && v.Pkg() != nil && f.Models.Library(v.Pkg().Path()) != nil && f.Models.Row(flow.VarKey(v)) == nil {
					f.unlisted = append(f.unlisted, Unlisted{Fn: fn, Call: call, Key: flow.VarKey(v)})
					continue
				}
				if obj == nil || obj.Pkg() == nil || f.Models.Library(obj.Pkg().Path()) == nil && !f.chains.generated.owns(obj.Pkg()) && !f.chains.boiled.owns(obj.Pkg()) {
					continue
				}
				key := flow.Key(obj)
				if f.Row(call.Common(), obj, key) == nil {
					f.unlisted = append(f.unlisted, Unlisted{Fn: fn, Call: call, Key: key})
				}
			}
		}
	}
}
