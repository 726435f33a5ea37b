package query

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// A chain is what a query builder has been told before it runs: links (Where, Join, Set …) on a start or a handle, up to an end
// (Find, Exec, Save …). The evaluator works in two steps and knows no library:
//
//   - chain_walk.go simulates the builders of a function along every way to the end call and lists the links of each (chain_ways.go,
//     chain_call.go): which object a link changes, what a helper adds, what a handle leaves behind.
//   - chain_build.go turns a list of links into statements, clause by clause, as the rows say (chain_cond.go, chain_text.go,
//     chain_write.go, chain_rel.go).
//
// What libraries do differently is in their rows and in the few properties of Library.
type chains struct {
	f         *Finder
	kinds     map[string]builderKind
	exprs     map[string]bool // types of expressions, of libraries whose columns are values
	models    *models
	generated *generated
	boiled    *boiled
	evaluated map[evalKey]evaluated
	links     map[linkKey]*link
	frames    map[frameKey]*flow.Frame
	lefts     map[*link]*link
	unreads   map[linkKey]*link
	bySummary map[summaryKey]*link
	waiting   map[linkKey]*link
	building  map[ssa.CallInstruction]bool
	plains    map[*link]bool
	// completedByCallers are end calls whose statement only the callers of their function know whole.
	completedByCallers map[ssa.CallInstruction]bool
	predDepth          map[ssa.Value]int
	shaped             map[*types.Named]bool // interfaces that end a chain by a method's shape
	given              map[*ssa.Function]*ChainSummary
	awaits             map[string][]string          // why a chain is not known that an interface's method gave, and which
	handedIn           map[ssa.CallInstruction]bool // ends that the callers of their function are judged for
	makers             map[string]bool              // entities whose rows functions of the package hand out
	refusedWays        map[*ssa.Function]map[way]bool
	bulked             map[ssa.CallInstruction]bool // starts of inserts that are rows of a bulk insert that was read
}

type linkKey struct {
	call  ssa.CallInstruction
	frame *flow.Frame
}

func newChains(f *Finder) *chains {
	c := &chains{
		f: f, models: newModels(f), evaluated: map[evalKey]evaluated{}, links: map[linkKey]*link{}, frames: map[frameKey]*flow.Frame{}, lefts: map[*link]*link{},
		unreads: map[linkKey]*link{}, building: map[ssa.CallInstruction]bool{}, plains: map[*link]bool{}, completedByCallers: map[ssa.CallInstruction]bool{}, bySummary: map[summaryKey]*link{}, waiting: map[linkKey]*link{},
		predDepth: map[ssa.Value]int{}, shaped: map[*types.Named]bool{}, given: map[*ssa.Function]*ChainSummary{}, handedIn: map[ssa.CallInstruction]bool{}, awaits: map[string][]string{}, bulked: map[ssa.CallInstruction]bool{}, refusedWays: map[*ssa.Function]map[way]bool{},
	}
	c.generated, c.boiled = newGenerated(f), newBoiled()
	c.indexKinds()
	return c
}

// linkOf makes the link of a call once a frame, so that equal ways are seen to be equal.
func (c *chains) linkOf(lib *Library, row *Row, call ssa.CallInstruction, frame *flow.Frame) *link {
	k := linkKey{call, frame}
	l := c.links[k]
	if l == nil {
		l = newLink(lib, row, call, frame)
		c.links[k] = l
	}
	return l
}

func (c *chains) leftOf(left, of *link) *link {
	if got := c.lefts[of]; got != nil {
		return got
	}
	c.lefts[of] = left
	return left
}

func (c *chains) unreadOf(call ssa.CallInstruction, frame *flow.Frame, name string) *link {
	k := linkKey{call, frame}
	l := c.unreads[k]
	if l == nil {
		l = &link{call: call, frame: frame, unread: name}
		c.unreads[k] = l
	}
	return l
}

// Chain is what the links of a query builder add up to, as far as a rule asks for it.
type Chain struct {
	// Guards name what filters the statement without being in it: a privacy policy or interceptor of a generated client's schema.
	Guards []string
}

// maxAlternatives bounds how many statements one end call may stand for.
const maxAlternatives = 64

// end reads an end call: every statement that its chain may stand for.
func (c *chains) end(fn *ssa.Function, call ssa.CallInstruction, row *Row) *Operation {
	op := &Operation{Fn: fn, Call: call, Row: row}
	lib := row.lib
	if lib == nil {
		return nil
	}
	end := c.linkOf(lib, row, call, nil)
	objs := []object{{handle: true}}
	complete := true
	if of := chainOf(call, row); of != nil && c.carried(of) != noBuilder {
		objs, complete = c.eval(of, call, nil)
		if len(objs) == 0 {
			op.Unresolved = "the chain was not followed to its beginning"
			return op
		}
	}
	if !complete {
		op.Unresolved = "the chain is put together in too many ways"
	}
	seen := map[string]bool{}
	var elsewhere []*build
	var notes, with []string
	for _, o := range c.minimal(objs) {
		if why := c.whyNot(o, lib); why != "" {
			op.Unresolved = why
			notes = append(notes, c.ofLinks(o, why))
			continue
		}
		for _, b := range c.build(lib, o, end) {
			if b.elsewhere {
				elsewhere = append(elsewhere, b)
			}
			b.finish(op, seen)
			notes = append(notes, b.notes...)
			for _, cte := range b.with {
				with = append(with, cte.Name)
			}
			if b.why != "" {
				notes = append(notes, b.why)
			}
		}
	}
	if op.Awaits = c.awaited(op, notes); op.Awaits != nil {
		op.With = slices.Compact(slices.Sorted(slices.Values(with)))
	}
	if len(elsewhere) > 0 && len(op.Alternatives) == 0 && op.Unresolved == "" {
		op.rowsElsewhere(elsewhere)
		return op
	}
	if len(op.Alternatives) == 0 && op.Unresolved == "" {
		op.Unresolved = "the statement of the chain was not read"
	}
	return op
}

// chainOf is the value that an end call ends: its receiver, or the argument that its row names.
func chainOf(call ssa.CallInstruction, row *Row) ssa.Value {
	recv, args := flow.Args(call.Common())
	if i := row.Index(RoleQuery); i >= 0 && i < len(args) {
		return args[i]
	}
	return recv
}

// saysWhat reports whether a chain of unknown beginning names the rows that it touches itself. A builder that is empty after every
// statement is handed around as a plain session; a function that only ends it is the exception.
func (c *chains) saysWhat(o object) bool {
	return slices.ContainsFunc(o.links, func(l *link) bool {
		if l.row == nil {
			return false
		}
		switch l.row.Clause {
		case ClauseWhere, ClauseKey, ClauseIn, ClauseTable, ClauseModel, ClauseRaw, ClauseCols, ClauseSet:
			return true
		}
		return false
	})
}

// finish adds the statements of a build to the operation.
func (b *build) finish(op *Operation, seen map[string]bool) {
	if b.impossible {
		return
	}
	stmts := b.statements()
	if b.impossible {
		return
	}
	if b.why != "" && op.Unresolved == "" {
		op.Unresolved = b.why
	}
	for _, stmt := range stmts {
		if op.Unresolved != "" && !namesTable(stmt) {
			continue // nothing to judge, and the reason is given
		}
		if len(op.Alternatives) >= maxAlternatives {
			op.Unresolved = "the chain is put together in too many ways"
			return
		}
		alt := Alternative{Stmt: stmt, Partial: len(b.holes) > 0, Holes: b.holes, Binds: Binds{Lists: [][]Bound{b.values}, Complete: true, Named: b.named}}
		if guards := b.guards(); len(guards) > 0 {
			alt.Chain = &Chain{Guards: guards}
		}
		key := b.identity(stmt)
		if seen[key] {
			continue
		}
		seen[key] = true
		op.Alternatives = append(op.Alternatives, alt)
	}
}

// namesTable reports a statement that touches a table whose name is known, by its own text and not by what could not be read.
func namesTable(stmt *sqlread.Statement) bool {
	ctes := map[string]bool{}
	found := false
	sqlread.Inspect(&sqlread.Script{Statements: []*sqlread.Statement{stmt}}, func(n any) bool {
		switch x := n.(type) {
		case *sqlread.CTE:
			ctes[x.Name] = true
		case *sqlread.Relation:
			found = found || x.Hole == 0 && x.Bind == nil && !ctes[x.Name]
		}
		return true
	})
	return found
}

// identity tells statements apart by their text and by the values of their placeholders.
func (b *build) identity(stmt *sqlread.Statement) string {
	var s strings.Builder
	s.WriteString(Print(stmt))
	for _, bind := range sqlread.Binds(stmt) {
		if bind.Index >= 0 && bind.Index < len(b.values) {
			v := b.values[bind.Index]
			s.WriteByte(0)
			s.WriteString(v.Const)
			if v.Ref.V != nil {
				s.WriteString(v.Ref.V.Name())
				s.WriteString(strings.Join(v.Ref.Path, "."))
			}
		}
	}
	return s.String()
}

// guards are the guards of the statement's tables, as the catalog knows them.
func (b *build) guards() []string {
	if b.c.f.Catalog == nil || b.model == nil {
		return nil
	}
	t, ok := b.c.f.Catalog.Table(b.model.schema, b.model.table)
	if !ok {
		return nil
	}
	var out []string
	for _, g := range t.Guards {
		if g.Tenant { // one that hides deleted rows scopes nothing
			out = append(out, g.Kind+" of "+g.Type)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
