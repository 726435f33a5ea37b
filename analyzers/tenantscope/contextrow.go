package tenantscope

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// contextTable stands for the table of rows in the request's context: which it is, the read that filled it knows.
const contextTable = "the request's context"

// contextRow reports a column of a row that was taken out of the context of a request: c.Get("order").(*Order). What put it there is
// middleware that read it for this request, and that read is judged where it stands; a second finding at each use would say the same again.
// Nobody but that read can tell: a registry of middleware reads by id and compares the tenant in a place that no key leads to, and asking its
// users as well would make findings of statements which are safe. So evidence of this kind says what it rests on, and does not claim a scoped read.
// A row is a struct with a column for the tenant. The identity of the principal is none: its columns have classes of their own.
func (j *judge) contextRow(l flow.Leaf) bool {
	call, ok := l.V.(*ssa.Call)
	if !ok || len(l.Path) == 0 || call.Referrers() == nil {
		return false
	}
	column := l.Path[len(l.Path)-1]
	asserted := func(in ssa.Instruction) bool {
		t, ok := in.(*ssa.TypeAssert)
		return ok && !j.identityType(t.AssertedType, column) && j.hasTenant(t.AssertedType, 2)
	}
	return !j.words.isTenant(column) && slices.ContainsFunc(*call.Referrers(), asserted)
}

// identityType reports a type whose column tells who asks: a principal, a session, a user, or the tenant itself. The id of a token is not
// the id of its bearer.
func (j *judge) identityType(t types.Type, column string) bool {
	key := flow.TypeKey(t)
	name := fold(key[strings.LastIndexByte(key, '.')+1:])
	switch {
	case strings.HasSuffix(name, "token") && strings.EqualFold(column, "id"):
		return false
	case slices.Contains(j.words.tenant, name):
		return true
	}
	return isAuth(name) || strings.Contains(name, "user")
}

// hasTenant reports a struct with a field for the tenant, in itself or in a struct that it holds: rows of joins embed those of their tables.
func (j *judge) hasTenant(t types.Type, depth int) bool {
	st := flow.Struct(t)
	if st == nil || depth == 0 {
		return false
	}
	for i := range st.NumFields() {
		f := st.Field(i)
		if f.Exported() && (j.words.isTenant(f.Name()) || j.hasTenant(f.Type(), depth-1)) {
			return true
		}
	}
	return false
}
