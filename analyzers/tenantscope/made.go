package tenantscope

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// makes reports an operation whose rows it has just inserted. What is done with them by the key that comes back concerns no row of anybody
// else, and whose they are is judged at the insert: should it be wrong, the finding stands there and once. An upsert may give the row of another.
func (o *operation) makes() bool {
	for i := range o.Alternatives {
		stmt := o.Alternatives[i].Stmt
		if stmt.Kind != sqlread.KindInsert || stmt.Conflict != nil && !stmt.Conflict.DoNothing {
			return false
		}
	}
	written := func(r *reference) bool {
		return r.Write && (r.Verdict == verdict.Met || r.Verdict == verdict.Broken)
	}
	return o.Unresolved == "" && slices.ContainsFunc(o.refs, written)
}

// temporary reports a relation that is named like a temporary table. Only the name says so where a statement reads it: what made the table is
// another statement, perhaps of a caller.
func temporary(rel *sqlread.Relation) bool {
	name := strings.ToLower(rel.Name)
	return rel.Schema == "pg_temp" || strings.HasPrefix(name, "tmp_") || strings.HasPrefix(name, "temp_")
}

// filledBefore finds an earlier statement of the function that made the temporary table, of rows that are all scoped.
func (j *judge) filledBefore(d demand) (line int, ok bool) {
	if d.temp == "" {
		return 0, false
	}
	for _, o := range j.byFn[d.fn] {
		if o.Call == d.call || !flow.Dominates(o.Call, d.call) || !o.fills(d.temp) {
			continue
		}
		if j.judgeOperation(o); o.state == judgedState && o.scoped {
			return j.pass.Fset.Position(o.Call.Pos()).Line, true
		}
	}
	return 0, false
}

// fills reports an operation that makes a temporary table of the rows of a query.
func (o *operation) fills(table string) bool {
	return len(o.Alternatives) > 0 && !slices.ContainsFunc(o.Alternatives, func(a query.Alternative) bool {
		return !a.Stmt.Temp || a.Stmt.Target == nil || a.Stmt.Query == nil || !strings.EqualFold(a.Stmt.Target.Name, table)
	})
}

// sameColumn reports a value that was read from a column of the given name: task_id of the one table and task_id of the other name one task,
// whether or not the schema says so.
func sameColumn(l flow.Leaf, column string) bool {
	if f, ok := l.V.(*ssa.FieldAddr); ok && l.Kind == flow.LeafWritten && len(l.Path) == 0 {
		return fold(flow.FieldVar(f.X.Type(), f.Field).Name()) == fold(column) // scanned into the field
	}
	return len(l.Path) > 0 && fold(l.Path[len(l.Path)-1]) == fold(column)
}

// lastGiven is the value that a field of a struct was given before a call that is handed the struct, where that value is evidence by itself: a new id, or that of
// a row of the tenant. Else it is the field, which an earlier call may have been asked about.
func (j *judge) lastGiven(r flow.Ref, call ssa.CallInstruction) flow.Ref {
	if len(r.Path) == 0 || r.Frame != nil {
		return r
	}
	v, ok := j.p.Given(r.V, r.Path[0], call)
	if !ok {
		return r
	}
	now := flow.Ref{V: v, Path: r.Path[1:]}
	if _, own := ownRow(j.class(now)); !own {
		return r
	}
	return now
}
