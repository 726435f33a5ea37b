package query

import (
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// build is a statement in the making: one way to read a chain.
type build struct {
	c   *chains
	lib *Library

	kind   string
	values []Bound // of the placeholders, by index
	named  map[string]Bound
	holes  []flow.Ref
	why    string   // why there may be more
	notes  []string // all that was said of that

	model  *model
	record *flow.Ref // the value whose type is the model, where its fields can be rows' values
	from   sqlread.TableExpr
	fixed  bool // from was given as text: it wins over the model
	alias  string
	name   string // of the chain as a table of another statement
	// lateral is true where that table sees those before it.
	lateral bool

	where     []term
	joins     []*sqlread.Join
	having    []sqlread.Expr
	items     []sqlread.SelectItem
	sets      []sqlread.Assign
	given     []sqlread.Assign // columns of the row that is written, beside those of its value
	cols      []string         // the columns that are written or read, when they are listed
	omitted   []string
	allCols   bool
	rows      []rowValues
	placed    [][]sqlread.Expr // rows whose values are those of the listed columns, in order
	key       *flow.Ref        // value of the primary key
	with      []*sqlread.CTE
	arms      []arm
	conflict  *sqlread.Conflict
	preloads  []preload
	scopes    []*link
	raw       []*sqlread.Statement
	returning []sqlread.SelectItem
	assigned  []rowValues
	source    *sqlread.Query // INSERT … SELECT
	before    []fragment     // texts in front of the statement
	behind    []fragment     // texts behind it
	assoc     string         // name of the relation that the chain is about
	subs      []*sqlread.Query
	depth     int

	outer       [][]term // the terms around the parentheses that are being read
	innerPaths  []string // of the relations in preloads that are joined with INNER
	modelWhy    string   // why the model is not known
	recordLink  *link
	conflictAll bool
	assocValues *flow.Ref
	faults      []sqlread.Problem
	done        []*sqlread.Statement
	// elsewhere is true for a bulk insert whose rows are judged where they are made; impossible for text that no database reads.
	elsewhere, impossible bool
}

// term is one condition of the WHERE clause; or is true when it is joined with OR to what stands before it.
type term struct {
	or bool
	e  sqlread.Expr
}

type arm struct {
	op  sqlread.SetOp
	all bool
	q   *sqlread.Query
}

func (b *build) clone() *build {
	n := *b
	n.values = slices.Clone(b.values)
	n.holes = slices.Clone(b.holes)
	n.where = slices.Clone(b.where)
	n.joins = slices.Clone(b.joins)
	n.having = slices.Clone(b.having)
	n.items = slices.Clone(b.items)
	n.sets = slices.Clone(b.sets)
	n.given = slices.Clone(b.given)
	n.cols = slices.Clone(b.cols)
	n.omitted = slices.Clone(b.omitted)
	n.rows = slices.Clone(b.rows)
	n.placed = slices.Clone(b.placed)
	n.with = slices.Clone(b.with)
	n.arms = slices.Clone(b.arms)
	n.preloads = slices.Clone(b.preloads)
	n.scopes = slices.Clone(b.scopes)
	n.raw = slices.Clone(b.raw)
	n.returning = slices.Clone(b.returning)
	n.assigned = slices.Clone(b.assigned)
	n.subs = slices.Clone(b.subs)
	n.before = slices.Clone(b.before)
	n.behind = slices.Clone(b.behind)
	n.outer = slices.Clone(b.outer)
	n.faults = slices.Clone(b.faults)
	n.done = nil
	if b.named != nil {
		n.named = map[string]Bound{}
		for _, k := range SortedKeys(b.named) {
			n.named[k] = b.named[k]
		}
	}
	return &n
}

// build reads the links of a chain and its end into statements, one build for each way to read their texts.
func (c *chains) build(lib *Library, o object, end *link) []*build {
	return c.apply([]*build{{c: c, lib: lib, why: ""}}, append(slices.Clone(o.links), end))
}

// apply adds links to builds.
func (c *chains) apply(builds []*build, links []*link) []*build {
	for _, l := range links {
		var next []*build
		for _, b := range builds {
			next = append(next, b.add(l)...)
		}
		if len(next) > maxAlternatives {
			next = next[:maxAlternatives]
			next[0].why = "the chain is put together in too many ways"
		}
		builds = next
	}
	return builds
}

// add adds one link: the builds that it leads to.
func (b *build) add(l *link) []*build {
	if l.unread != "" {
		b = b.clone()
		h := b.hole(flow.Ref{V: valueOf(l), Frame: l.frame})
		if b.kind == KindInsert {
			b.given = append(b.given, sqlread.Assign{Columns: []*sqlread.Column{{}}, Value: h})
		} else {
			b.where = append(b.where, term{e: h})
		}
		return []*build{b}
	}
	if l.method != "" {
		// Nobody knows the builder's type: the function is not called with one in sight.
		b = b.clone()
		b.note("a builder's type is not known here")
		return one(b)
	}
	if l.summary != nil {
		return b.addSummary(l)
	}
	switch l.row.Op {
	case OpStart:
		b = b.clone()
		b.start(l.row.Kind)
		return b.clause(l)
	case OpEnd:
		return b.end(l)
	case OpLink:
		if startsStatement(l.row.Kind) {
			b = b.clone()
			b.start(l.row.Kind)
		}
	}
	return b.clause(l)
}

// start takes the kind of the statement.
func (b *build) start(kind string) {
	if b.kind = kind; kind == KindReplace {
		b.kind, b.conflict = KindInsert, &sqlread.Conflict{AnyKey: true}
	}
}

// startsStatement reports a kind by which a link says what statement its chain is.
func startsStatement(kind string) bool {
	switch kind {
	case KindSelect, KindInsert, KindReplace, KindUpdate, KindDelete, KindTruncate:
		return true
	}
	return false
}

// one is the builds of a change that has one reading.
func one(b *build) []*build { return []*build{b} }

// clause adds what a link says.
func (b *build) clause(l *link) []*build {
	b = b.clone()
	b.generatedModel(l.row)
	switch l.row.Clause {
	case ClauseWhere, ClauseOr, ClauseNot:
		if l.row.Kind == KindOnly {
			b.where = nil
		}
		return b.addConds(l, l.row.Clause == ClauseOr, l.row.Clause == ClauseNot)
	case ClauseCompare, ClauseEq, ClauseIn, ClauseNotIn:
		return b.addTerms(b.compare(l), false, false)
	case ClauseKey:
		b.takeKey(l)
	case ClauseWherePK:
		b.wherePK(l)
	case ClauseGroup, ClauseOrGroup:
		return b.group(l)
	case ClauseJoin, ClauseLeftJoin:
		return b.join(l)
	case ClauseOn, ClauseOnOr:
		return b.joinOn(l)
	case ClauseTable:
		return b.table(l)
	case ClauseAlias:
		if s, ok := b.constant(l, RoleConst); ok && l.row.Kind == KindQuery {
			b.name = s
		} else if ok {
			b.alias = s
			b.realias()
		}
	case ClauseCopy:
		b.lateral = b.lateral || l.row.Kind == KindLateral
	case ClauseHole:
		b.note("what " + flow.Callee(l.call.Common()).Name() + " changes is not read")
	case ClauseWrap:
		return one(b.wrapped())
	case ClauseModel:
		return b.setModel(l)
	case ClauseTypeArg:
		b.typeArg(l)
	case ClauseSelect:
		return b.project(l)
	case ClauseCols:
		b.cols = append(b.cols, b.columnNames(l)...)
	case ClauseAllCols:
		b.takeAll(l.row)
	case ClauseOmit:
		b.omitted = append(b.omitted, b.columnNames(l)...)
	case ClauseSet, ClauseValue:
		return b.set(l)
	case ClauseValues:
		switch {
		case l.row.Index(RoleQuery) >= 0:
			return b.bulk(l)
		case l.row.Index(RoleArgs) >= 0:
			b.placeRow(l)
		default:
			b.writes(l)
		}
	case ClauseScopes:
		b.scopes = append(b.scopes, l)
	case ClauseApply:
		return b.applied(l)
	case ClausePreload:
		return b.preload(l)
	case ClauseConflict:
		return b.onConflict(l)
	case ClauseExprs:
		return b.exprs(l)
	case ClauseRaw:
		return b.rawText(l)
	case ClauseWith:
		return b.withItem(l)
	case ClauseUnion:
		return b.union(l)
	case ClauseHaving:
		return b.havings(l)
	case ClauseAssign:
		if r, ok := l.arg(RoleValues); ok {
			b.assigned = append(b.assigned, b.c.values(b, r, l)...)
		}
	case ClauseReturn:
		return b.returns(l)
	case ClauseAssoc:
		if s, ok := b.constant(l, RoleRel); ok {
			b.assoc = s
		} else {
			b.why = "the name of the association is not known here"
		}
	case ClauseEdge:
		return b.alongEdge(l)
	case ClausePrefix:
		b.before = append(b.before, b.around(l)...)
	case ClauseSuffix:
		b.behind = append(b.behind, b.around(l)...)
	case ClauseMods:
		return b.mods(l)
	case ClauseSource:
		return b.takeSource(l)
	}
	return one(b)
}

// bind adds a value and gives its placeholder.
func (b *build) bind(v Bound) *sqlread.Bind {
	b.values = append(b.values, v)
	return &sqlread.Bind{Style: sqlread.BindGo, Index: len(b.values) - 1}
}

// ref adds the value of a reference.
func (b *build) ref(r flow.Ref) *sqlread.Bind {
	if len(r.Path) > 0 {
		return b.bind(Bound{Ref: r, Name: r.Path[len(r.Path)-1]})
	}
	return b.bind(b.c.f.bound(r))
}

// hole adds a part that was not read.
func (b *build) hole(r flow.Ref) *sqlread.Hole {
	b.holes = append(b.holes, r)
	return &sqlread.Hole{Index: len(b.holes)}
}

// qualifier is the name by which the statement's own relation is known in it.
func (b *build) qualifier() string {
	switch t := b.base().(type) {
	case *sqlread.Relation:
		if t.Alias != "" {
			return t.Alias
		}
		return t.Name
	case *sqlread.Derived:
		return t.Alias
	}
	return ""
}

// column is a column of the statement's own relation.
func (b *build) column(name string) *sqlread.Column {
	name = strings.Trim(name, "`\"")
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		return &sqlread.Column{Table: strings.Trim(name[:i], "`\""), Name: strings.Trim(name[i+1:], "`\"")}
	}
	return &sqlread.Column{Table: b.qualifier(), Name: name}
}

// base is the relation that the statement is about, nil when it is not known.
func (b *build) base() sqlread.TableExpr {
	if b.from != nil {
		from := b.from
		for {
			j, ok := from.(*sqlread.Join)
			if !ok {
				return from
			}
			from = j.Left
		}
	}
	return nil
}

// useModel takes a type for the statement's table unless a text named one.
func (b *build) useModel(m *model) {
	if m == nil || b.model != nil {
		return
	}
	b.model = m
	if b.fixed {
		return
	}
	if m.table == "" {
		b.note(m.why)
		return
	}
	b.from = &sqlread.Relation{Schema: m.schema, Name: m.table, Alias: m.alias}
	b.realias()
}

func (b *build) realias() {
	if r, ok := b.from.(*sqlread.Relation); ok && b.alias != "" {
		c := *r
		c.Alias = b.alias
		b.from = &c
	}
}

func (b *build) note(why string) {
	if why != "" && !slices.Contains(b.notes, why) {
		b.notes = append(slices.Clone(b.notes), why)
	}
	if b.why == "" && why != "" {
		b.why = why
	}
}

// condition joins the terms: AND binds stronger than OR, as in the text that the library writes, unless it nests each link around
// what stands before it.
func (b *build) condition() sqlread.Expr {
	var out sqlread.Expr // finished OR arms
	var arm sqlread.Expr
	for _, t := range b.where {
		switch {
		case t.e == nil:
		case arm == nil:
			arm = t.e
		case t.or && b.lib.Nested:
			arm = &sqlread.Binary{Op: "OR", L: arm, R: t.e}
		case t.or:
			out = or(out, arm)
			arm = t.e
		default:
			arm = &sqlread.Binary{Op: "AND", L: arm, R: t.e}
		}
	}
	return or(out, arm)
}

func or(l, r sqlread.Expr) sqlread.Expr {
	switch {
	case l == nil:
		return r
	case r == nil:
		return l
	}
	return &sqlread.Binary{Op: "OR", L: l, R: r}
}

func and(l, r sqlread.Expr) sqlread.Expr {
	switch {
	case l == nil:
		return r
	case r == nil:
		return l
	}
	return &sqlread.Binary{Op: "AND", L: l, R: r}
}
