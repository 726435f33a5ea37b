package tenantscope

import "github.com/bailiwick-dev/bailiwick/internal/verdict"

// fixes offers the mechanical mend of a broken reference.
func (j *judge) fixes(o *operation, r *reference) []verdict.Fix { return nil }
