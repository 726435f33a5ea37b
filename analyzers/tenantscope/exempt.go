package tenantscope

import (
	"go/token"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Why an operation owes nothing, where its statement does not say it.
const (
	exemptTest      = "stands in a test or a helper of tests"
	exemptMigration = "is a migration"
	exemptOpen      = "runs a text that its callers give: it is judged at their calls"
	exemptWraps     = "wraps what a method of an interface gives: that is judged where it is handed out"
	exemptNoRow     = "reads and writes no row of a table"
)

// exempt puts on record that an operation owes nothing. Whoever holds an independent count against the ledger must be able to tell it from
// one that was lost.
func (j *judge) exempt(o *operation, pos, end token.Pos, why ...string) {
	j.ledger.Exempt = append(j.ledger.Exempt, verdict.Exemption{
		Rule: Name, Origin: j.position(pos), EndLine: j.position(end).Line, Symbol: symbol(o.Fn), Reason: strings.Join(why, "; "),
	})
}

// owesNothing is why no reference of an operation was judged.
func (o *operation) owesNothing() []string {
	switch {
	case o.Aside != "":
		return []string{o.Aside}
	case len(o.free) > 0:
		return o.free
	case o.Open:
		return []string{exemptOpen}
	}
	if called := o.functions(); len(called) > 0 {
		// What a function of the user's own does is not followed: the note says that there is one.
		return []string{"names no table, and calls " + strings.Join(called, ", ")}
	}
	return []string{exemptNoRow}
}

// functions are the names of the functions that an operation's statements call, sorted.
func (o *operation) functions() []string {
	var out []string
	for i := range o.Alternatives {
		sqlread.Inspect(o.Alternatives[i].Stmt, func(n any) bool {
			if f, ok := n.(*sqlread.Func); ok && f.Name != "" {
				name := strings.ReplaceAll(f.Name, sqlread.HoleMark, "…") // a part of the name is put in by the program
				if !slices.Contains(out, name) {
					out = append(out, name)
				}
			}
			return true
		})
	}
	slices.Sort(out)
	return out
}

// release remembers why a reference of the operation owes nothing.
func (o *operation) release(why string) {
	if !slices.Contains(o.free, why) {
		o.free = append(o.free, why)
	}
}
