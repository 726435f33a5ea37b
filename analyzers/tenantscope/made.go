package tenantscope

import (
	"slices"

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
