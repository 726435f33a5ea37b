package tenantscope

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/scope"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// membership is a look-up of the principal's own membership, with the values that name the tenant in it.
type membership struct {
	call   ssa.CallInstruction
	values []string
}

// memberRead reports that the look-up of the principal's own membership in the tenant that a value names decides whether an instruction is reached.
func (j *judge) memberRead(value string, x ssa.Instruction) bool {
	return slices.ContainsFunc(j.memberships(x.Parent()), func(m membership) bool {
		return slices.Contains(m.values, value) && ssa.Instruction(m.call) != x && flow.Dominates(m.call, x) && j.gates(m.call, x)
	})
}

// memberships lists those of a function. Nothing is judged for it: it is asked for while statements of the function are.
func (j *judge) memberships(fn *ssa.Function) []membership {
	if out, ok := j.members[fn]; ok {
		return out
	}
	j.members[fn] = nil
	var out []membership
	for _, o := range j.byFn[fn] {
		if len(o.Alternatives) != 1 {
			continue
		}
		alt := &o.Alternatives[0]
		v := values{j: j, alt: alt}
		m := membership{call: o.Call}
		for _, r := range scope.Decide(alt.Stmt, j.site.Catalog, v, j.options()) {
			own := slices.ContainsFunc(r.KeyBinds, func(k scope.KeyBind) bool { return k.Own && v.class(k.Bind).Class == ClassPrincipal })
			if !own || r.Verdict != verdict.Met {
				continue
			}
			for _, b := range append(bindsOf(r.KeyBinds), r.TenantBinds...) {
				for _, bound := range alt.Values(b) {
					if bound.Ref.V != nil {
						m.values = append(m.values, j.valueAt(bound.Ref, fn))
					}
				}
			}
		}
		if m.values = slices.DeleteFunc(m.values, func(v string) bool { return v == "" }); len(m.values) > 0 {
			out = append(out, m)
		}
	}
	j.members[fn] = out
	return out
}

// memberWords are parts of the names of checks whether somebody belongs to a tenant, or may act for it.
var memberWords = [...]string{"member", "belong", "access", "authoriz", "authoris", "permi", "allow", "entitle", "enforce", "owns"}

// checkWords begin the names of checks that say of what they are one: checkTenant, requireOrg.
var checkWords = [...]string{"check", "require", "ensure", "verify", "assert", "guard", "can"}

// asksMembership reports the name of a check whether the caller may act for a tenant.
func (j *judge) asksMembership(name string) bool {
	folded := fold(name)
	if slices.ContainsFunc(memberWords[:], func(w string) bool { return strings.Contains(folded, w) }) {
		return true
	}
	return j.words.isTenant(name) && slices.ContainsFunc(checkWords[:], func(w string) bool { return strings.HasPrefix(folded, w) })
}

// givenCaller reports a call that is told who asks: by a context, the request, or the principal.
func (j *judge) givenCaller(call *ssa.Call) bool {
	recv, args := flow.Args(&call.Call)
	if recv != nil {
		args = append([]ssa.Value{recv}, args...)
	}
	return slices.ContainsFunc(args, func(a ssa.Value) bool {
		key := flow.TypeKey(a.Type())
		if isRequestScoped(a.Type()) || isAuth(key[strings.LastIndexByte(key, '.')+1:]) {
			return true
		}
		c := j.class(flow.Ref{V: a}).Class
		return c == ClassTenant || c == ClassPrincipal
	})
}
