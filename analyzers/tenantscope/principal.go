package tenantscope

import (
	"go/types"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// identities writes down which ids the package's types of authenticated identities carry: Principal{OrgID, ProjectID}.
func (j *judge) identities() {
	names := j.pass.Pkg.Scope()
	for _, name := range names.Names() {
		obj, ok := names.Lookup(name).(*types.TypeName)
		if !ok || !isAuth(name) || j.tested != nil && j.tested.In(obj.Pos()) {
			continue
		}
		st := flow.Struct(obj.Type())
		if st == nil {
			continue
		}
		for i := range st.NumFields() {
			if f := fold(st.Field(i).Name()); strings.HasSuffix(f, "id") && !slices.Contains(j.fact.Principals, f) {
				j.fact.Principals = append(j.fact.Principals, f)
			}
		}
	}
}

// principalHas reports that the authenticated principal carries a value for a tenant column, as far as this package and those that it
// imports show. Where none of them declares an identity with it, the wider key is all that can be asked for.
func (j *judge) principalHas(column string) bool {
	return slices.Contains(j.fact.Principals, fold(column))
}
