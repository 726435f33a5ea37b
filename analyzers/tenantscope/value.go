package tenantscope

import (
	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/scope"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// values answers the statement's questions about its placeholders.
type values struct {
	j   *judge
	alt *query.Alternative
	at  ssa.CallInstruction // the call that binds them; nil where that does not matter
}

// class is the worst class of the values that a placeholder may get.
func (v values) class(b *sqlread.Bind) classed {
	var out classed
	for i, bound := range v.alt.Values(b) {
		c := v.j.bound(bound)
		if c.Class == ClassZero && v.at != nil && v.j.zeroLeaves(v.at, bound) {
			c = v.j.unlessZero(bound.Ref)
		}
		if (c.Class == ClassBody || c.Class == ClassRequest) && v.at != nil && v.j.signedBefore(v.at, c) {
			c.Class = ClassCredential
		}
		if i == 0 || c.Class.badness() > out.Class.badness() {
			out = c
		}
	}
	return out
}

func (j *judge) bound(b query.Bound) classed {
	if b.IsConst {
		if b.Const == "" || b.Const == `""` {
			return classed{Class: ClassZero, Name: b.Name}
		}
		return classed{Class: ClassConst, Text: b.Const, Name: b.Name}
	}
	if b.Ref.V == nil {
		return classed{Name: b.Name}
	}
	c := j.class(b.Ref)
	if c.Name == "" {
		c.Name = b.Name
	}
	return c
}

// Value implements scope.Values.
func (v values) Value(b *sqlread.Bind) scope.Value {
	c := v.class(b)
	out := scope.Value{Name: c.Name, Text: c.Text}
	switch c.Class {
	case ClassTenant:
		out.Origin = scope.OriginTenant
	case ClassPrincipal:
		out.Origin = scope.OriginPrincipal
	case ClassScopedRow:
		out.Origin, out.ScopedTable = scope.OriginScopedRow, c.Table
	case ClassFresh:
		out.Origin = scope.OriginFresh
	case ClassConst:
		out.Origin = scope.OriginConst
	case ClassZero:
		out.Origin = scope.OriginZero
	case ClassNil:
		out.Origin = scope.OriginNil
	case ClassCredential:
		out.Origin = scope.OriginCredential
	case ClassBody, ClassRequest:
		out.Origin = scope.OriginRequest
	}
	return out
}
