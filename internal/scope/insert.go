package scope

import (
	"fmt"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// insertion is an INSERT with its values resolved.
type insertion struct {
	d     *decider
	stmt  *sqlread.Statement
	lx    *lex
	f     *facts // what holds for the rows that the values come from
	t     *catalog.Table
	names []string
	outs  []outCol // of INSERT … SELECT
}

// insert judges INSERT: the query that it reads from, and the rows that it makes.
func (d *decider) insert(stmt *sqlread.Statement, up *lex, ctx *facts, s *sink) {
	lx := d.level(up, stmt.With, false)
	if stmt.Query != nil {
		kind := d.kind
		d.kind = sqlread.KindSelect
		d.query(stmt.Query, lx, ctx, nil, visible{}, s)
		d.kind = kind
	}
	for _, r := range stmt.Rows {
		d.expressions(r, lx, ctx0(d, ctx), s)
	}
	if stmt.Conflict != nil {
		for _, a := range stmt.Conflict.Set {
			d.expressions([]sqlread.Expr{a.Value}, lx, ctx0(d, ctx), s)
		}
		d.expressions([]sqlread.Expr{stmt.Conflict.Where}, lx, ctx0(d, ctx), s)
	}
	for _, it := range stmt.Returning {
		d.expressions([]sqlread.Expr{it.Expr}, lx, ctx0(d, ctx), s)
	}
	if stmt.Target != nil {
		s.refs = append(s.refs, d.insertRef(stmt, lx, ctx))
	}
	d.withItems(stmt.With, ctx, s)
}

func ctx0(d *decider, ctx *facts) *facts {
	if ctx != nil {
		return ctx
	}
	return d.newFacts(nil)
}

// insertRef judges the inserted rows.
func (d *decider) insertRef(stmt *sqlread.Statement, lx *lex, ctx *facts) Ref {
	r := &row{rel: stmt.Target, table: d.table(stmt.Target), write: true}
	ref := Ref{Relation: stmt.Target, Table: r.table, Write: true}
	if r.table != nil && r.table.View != nil {
		ref.Verdict, ref.Reason = unresolved, "rows are inserted through view "+r.table.Name
		return ref
	}
	if d.owesNothing(r, &ref) {
		return ref
	}
	in := &insertion{d: d, stmt: stmt, lx: lx, f: d.newFacts(ctx), t: r.table, names: insertColumns(stmt, r.table)}
	in.f.base = true
	if stmt.Query != nil {
		b := d.compile(stmt.Query, lx, true)
		b.assert(in.f)
		in.f.watch = append(in.f.watch, outTerms(b.outs)...)
		in.f.close()
		in.outs = b.outs
	}
	switch r.table.Tenancy.Kind {
	case catalog.Root:
		ref.Verdict, ref.Listed = met, "sign-up insert"
		ref.Why = []string{"a row of " + r.table.Name + " is a new tenant"}
	case catalog.Owned:
		in.key(&ref)
	case catalog.Inherited:
		ref.Verdict = met
	}
	if ref.Verdict == met {
		in.parents(&ref)
	}
	if ref.Verdict == met {
		in.conflict(&ref)
	}
	return ref
}

// at returns the position of a column among those inserted, -1 when it is left out.
func (in *insertion) at(col string) int {
	for i, n := range in.names {
		if strings.EqualFold(n, col) {
			return i
		}
	}
	return -1
}

// cellValue is one inserted value.
type cellValue struct {
	v       *val
	t       term
	f       *facts // where t is known
	null    bool   // NULL: no value
	dflt    bool   // DEFAULT
	missing bool   // the row has fewer values
}

// values returns the value that each inserted row has in a column.
func (in *insertion) values(i int) []cellValue {
	if in.stmt.Query != nil {
		if i >= len(in.outs) {
			return []cellValue{{missing: true}}
		}
		t := in.outs[i].t
		return []cellValue{{v: in.f.val(t), t: t, f: in.f}}
	}
	if len(in.stmt.Rows) == 0 {
		return []cellValue{{dflt: true}} // DEFAULT VALUES
	}
	var out []cellValue
	for _, r := range in.stmt.Rows {
		if !in.d.tick(1) {
			break
		}
		if i >= len(r) {
			out = append(out, cellValue{missing: true})
			continue
		}
		out = append(out, in.value(r[i]))
	}
	return out
}

func (in *insertion) value(e sqlread.Expr) cellValue {
	if l, ok := strip(e).(*sqlread.Literal); ok {
		switch l.Kind {
		case sqlread.LitNull:
			return cellValue{null: true}
		case sqlread.LitDefault:
			return cellValue{dflt: true}
		}
	}
	if s, ok := strip(e).(*sqlread.Sub); ok && s.Query != nil {
		g := in.d.newFacts(in.f)
		t := in.d.single(g, e, in.lx)
		g.watch = append(g.watch, t)
		g.close()
		return cellValue{v: g.val(t), t: t, f: g}
	}
	as := alternatives(e)
	c := cellValue{f: in.f}
	for i, a := range as {
		t := in.d.plain(a, in.lx)
		v := in.f.val(t)
		if i == 0 {
			c.v, c.t = v, t
		} else {
			c.v, c.t = either(c.v, v), 0
		}
	}
	c.null = len(as) == 0
	return c
}

// key judges the tenant key of the inserted rows.
func (in *insertion) key(ref *Ref) {
	key := in.t.Tenancy.Key
	i := in.at(key)
	if i < 0 && in.at("") >= 0 {
		ref.Verdict, ref.Reason = unresolved, "which columns are inserted could not be read"
		return
	}
	if i < 0 {
		in.absent(ref)
		return
	}
	ref.Verdict = met
	ref.Why = []string{key + " is a bound value"}
	fail := func(category, format string, args ...any) {
		ref.Verdict, ref.Category = broken, category
		ref.Message = in.d.head(ref) + " " + fmt.Sprintf(format, args...)
		ref.Why = nil
	}
	values := in.values(i)
	for _, c := range values {
		switch {
		case c.dflt:
			in.absent(ref)
		case c.missing:
			ref.Verdict, ref.Reason = unresolved, "which value "+key+" gets could not be read"
		case c.null:
			fail("missing-key", "sets the tenant key to NULL")
		case c.v == nil && in.stmt.Query != nil:
			fail("unscoped", "copies the tenant key from rows that are not scoped to a tenant")
		case c.v == nil:
			if c.t != 0 || c.f != in.f {
				fail("unscoped", "takes the tenant key from a row that is not scoped to a tenant")
			} else {
				ref.Verdict, ref.Reason = unresolved, "the value of "+key+" was not understood"
			}
		case c.v.kind == valHole:
			ref.Verdict, ref.Reason = unresolved, "the value of "+key+" is text that could not be read"
		case c.v.kind == valLiteral:
			fail("literal-tenant", "sets the tenant key to a constant")
		case c.v.kind == valZero:
			fail("empty-tenant", "sets the tenant key to a zero value")
		default:
			ref.TenantBinds = append(ref.TenantBinds, c.v.binds...)
			ref.Assumptions = mergeStrings(ref.Assumptions, c.v.assume)
			if c.v.setting != "" {
				ref.Setting = c.v.setting
			}
			if c.v.kind == valRow {
				ref.Why = []string{key + " is copied from a scoped row"}
			}
		}
		if ref.Verdict != met {
			return
		}
	}
	ref.TenantBinds = distinct(ref.TenantBinds)
	if len(values) > 1 && in.mixed(ref.TenantBinds) {
		fail("unscoped", "gives its rows different tenants")
	}
}

// mixed reports whether the rows of one INSERT are known to carry different tenants: one value is the authenticated
// tenant and another is not, or two placeholders have different names.
func (in *insertion) mixed(binds []*sqlread.Bind) bool {
	tenant, other := false, false
	names := ""
	differ := false
	for _, b := range binds {
		switch o := in.d.value(b).Origin; o {
		case OriginTenant, OriginScopedRow, OriginFresh:
			tenant = true
		default:
			other = true
		}
		switch b.Style {
		case sqlread.BindAt, sqlread.BindColon, sqlread.BindSqlc:
			n := fold(b.Name)
			differ = differ || names != "" && n != names
			names = n
		}
	}
	return tenant && other || differ && !tenant
}

// absent judges rows whose tenant key the statement does not give: a default that reads the tenant of the session, a
// trigger, or nothing.
func (in *insertion) absent(ref *Ref) {
	key := in.t.Tenancy.Key
	if c := columnOf(in.t, key); c != nil && c.Default != "" {
		e, problems := sqlread.ReadCondition(c.Default)
		if v := in.d.pureVal(e); len(problems) == 0 && v.good() && v.kind == valSession {
			ref.Verdict = met
			ref.Setting = v.setting
			ref.Why = []string{"the default of " + key + " reads the tenant of the session"}
			ref.Assumptions = v.assume
			return
		}
	}
	for _, tr := range in.t.Triggers {
		if !tr.Before || !containsFold(tr.Events, "INSERT") {
			continue
		}
		if len(tr.Assigns) == 0 || containsFold(tr.Assigns, key) {
			ref.Verdict, ref.Reason = unresolved, "trigger "+tr.Name+" may fill "+key
			return
		}
	}
	ref.Verdict, ref.Category = broken, "missing-key"
	ref.Message = in.d.head(ref) + " leaves the tenant key out"
	ref.Why = []string{key + " is not among the inserted columns"}
}
