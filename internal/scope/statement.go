package scope

import (
	"fmt"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// statement judges a statement, or the body of a data-modifying CTE. ctx is what surrounds it.
func (d *decider) statement(stmt *sqlread.Statement, up *lex, ctx *facts, s *sink) {
	outer := d.kind
	d.kind = stmt.Kind
	defer func() { d.kind = outer }()
	switch stmt.Kind {
	case sqlread.KindSelect:
		lx := d.level(up, stmt.With, false)
		d.query(stmt.Query, lx, ctx, nil, visible{all: outer == sqlread.KindUnknown}, s)
		d.withItems(stmt.With, ctx, s)
	case sqlread.KindInsert:
		d.insert(stmt, up, ctx, s)
	case sqlread.KindUpdate, sqlread.KindDelete:
		d.write(stmt, up, ctx, s)
	case sqlread.KindMerge:
		d.merge(stmt, up, ctx, s)
	case sqlread.KindTruncate:
		d.truncate(stmt, s)
	case sqlread.KindCopy:
		d.copy(stmt, up, ctx, s)
	case sqlread.KindDDL:
		d.ddl(stmt, up, ctx, s)
	case sqlread.KindSet, sqlread.KindUtil:
		d.exempt(stmt, s, "the statement touches no row")
	case sqlread.KindCall:
		d.opaque(stmt, s, "what "+word(stmt.Verb, "the call")+" does is not known")
	case sqlread.KindFragment:
		d.opaque(stmt, s, "the text is no complete statement")
	default:
		d.opaque(stmt, s, "the statement could not be read")
	}
}

func word(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// opaque records a statement of which nothing is known, on its relations or on one made up for it.
func (d *decider) opaque(stmt *sqlread.Statement, s *sink, reason string) {
	rels := targets(stmt)
	if len(rels) == 0 {
		rels = []*sqlread.Relation{{Span: stmt.Span}}
	}
	for _, r := range rels {
		s.refs = append(s.refs, Ref{Relation: r, Table: d.table(r), Verdict: unresolved, Reason: reason, Write: true})
	}
}

func (d *decider) exempt(stmt *sqlread.Statement, s *sink, reason string) {
	for _, r := range targets(stmt) {
		s.refs = append(s.refs, Ref{Relation: r, Table: d.table(r), Verdict: Exempt, Reason: reason})
	}
}

// targets lists the statement's targets once each.
func targets(stmt *sqlread.Statement) []*sqlread.Relation {
	out := stmt.Targets
	if len(out) == 0 && stmt.Target != nil {
		out = []*sqlread.Relation{stmt.Target}
	}
	return out
}

// truncate judges TRUNCATE: it takes the rows of all tenants.
func (d *decider) truncate(stmt *sqlread.Statement, s *sink) {
	for _, rel := range targets(stmt) {
		r := &row{rel: rel, table: d.table(rel), write: true}
		ref := Ref{Relation: rel, Table: r.table, Write: true}
		if !d.owesNothing(r, &ref) {
			ref.Verdict, ref.Category = broken, "unscoped"
			ref.Message = d.head(&ref) + " takes the rows of every tenant"
		}
		s.refs = append(s.refs, ref)
	}
}

// copy judges COPY: a query like any other; a table's rows read or written without a predicate. The rows of a COPY FROM
// come from a stream, so a tenant key among its columns leaves open whose they are.
func (d *decider) copy(stmt *sqlread.Statement, up *lex, ctx *facts, s *sink) {
	if stmt.Query != nil {
		d.kind = sqlread.KindSelect
		d.query(stmt.Query, d.level(up, stmt.With, false), ctx, nil, visible{all: true}, s)
		d.withItems(stmt.With, ctx, s)
		return
	}
	if stmt.Target == nil {
		d.opaque(stmt, s, "the statement could not be read")
		return
	}
	if len(stmt.Rows) > 0 {
		d.insert(stmt, up, ctx, s)
		return
	}
	r := &row{rel: stmt.Target, table: d.table(stmt.Target), write: true}
	ref := Ref{Relation: stmt.Target, Table: r.table, Write: true}
	if !d.owesNothing(r, &ref) {
		t := r.table
		given := len(stmt.Columns) == 0
		for _, c := range stmt.Columns {
			given = given || isKey(t, c.Name)
		}
		if given || t.Tenancy.Key == "" {
			ref.Verdict, ref.Reason = unresolved, "the rows of COPY are not in the statement"
		} else {
			ref.Verdict, ref.Category = broken, "missing-key"
			ref.Message = d.head(&ref) + " leaves the tenant key out"
		}
	}
	s.refs = append(s.refs, ref)
}

// ddl judges data definition: it owes nothing, but for what it reads (CREATE TABLE … AS) and what it throws away.
func (d *decider) ddl(stmt *sqlread.Statement, up *lex, ctx *facts, s *sink) {
	if stmt.Query != nil {
		d.kind = sqlread.KindSelect
		d.query(stmt.Query, d.level(up, stmt.With, false), ctx, nil, visible{}, s)
		d.withItems(stmt.With, ctx, s)
	}
	if stmt.Verb != "DROP" {
		d.exempt(stmt, s, "data definition touches no row")
		return
	}
	for _, rel := range targets(stmt) {
		r := &row{rel: rel, table: d.table(rel), write: true}
		ref := Ref{Relation: rel, Table: r.table, Write: true}
		if r.table == nil || r.table.View != nil {
			ref.Verdict, ref.Reason = Exempt, "no known table is dropped"
		} else if !d.owesNothing(r, &ref) {
			ref.Verdict, ref.Category = broken, "unscoped"
			ref.Message = fmt.Sprintf("drop of %s takes the rows of every tenant", describe(relationName(rel, r.table), r.table))
		}
		s.refs = append(s.refs, ref)
	}
}
