package effect

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
)

// recounts reports an update that keeps nothing but what the same function has counted before: s.ID(id).Update(&page{Likes: int(n)}). Whoever may add a like may have it counted.
func recounts(r *query.Row, call ssa.CallInstruction) bool {
	_, args := flow.Args(call.Common())
	for _, role := range []query.Role{query.RoleValues, query.RoleModel, query.RoleBean} {
		i := r.Index(role)
		if i < 0 || i >= len(args) {
			continue
		}
		row, ok := flow.Strip(args[i]).(*ssa.Alloc)
		return ok && onlyCounted(row)
	}
	return false
}

// onlyCounted reports a row in which no field is set to anything else than a count, and at least one to that.
func onlyCounted(row *ssa.Alloc) bool {
	found := false
	for _, ref := range *row.Referrers() {
		fa, ok := ref.(*ssa.FieldAddr)
		if !ok {
			continue
		}
		for _, v := range flow.StoredIn(fa) {
			if !isCounted(v) {
				return false
			}
			found = true
		}
	}
	return found && len(flow.StoredIn(row)) == 0
}

// isCounted reports the number of rows that a call has counted, kept in a variable or not.
func isCounted(v ssa.Value) bool {
	if c, ok := v.(*ssa.Convert); ok {
		v = c.X
	}
	if e, ok := v.(*ssa.Extract); ok {
		v = e.Tuple
	}
	switch x := v.(type) {
	case *ssa.Call:
		obj := flow.Callee(&x.Call)
		return obj != nil && (obj.Name() == "Count" || obj.Name() == "CountContext")
	case *ssa.UnOp:
		if x.Op != token.MUL {
			return false
		}
		kept := keptIn(x.X)
		return len(kept) > 0 && !slices.ContainsFunc(kept, func(v ssa.Value) bool { return !isCounted(v) })
	}
	return false
}

// keptIn are the values that a function keeps in a variable, of its own or of the function around it.
func keptIn(variable ssa.Value) []ssa.Value {
	switch variable.(type) {
	case *ssa.Alloc, *ssa.FreeVar:
	default:
		return nil
	}
	var out []ssa.Value
	for _, ref := range *variable.Referrers() {
		if st, ok := ref.(*ssa.Store); ok && st.Addr == variable {
			out = append(out, st.Val)
		}
	}
	return out
}
