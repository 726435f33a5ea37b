// Package schema holds the help desk's tables.
package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/mixin"
	"github.com/google/uuid"

	"example.com/desk/ent/privacy"
	"example.com/desk/internal/rule"
)

// Tenant gives a schema its owner. Nothing enforces it.
type Tenant struct{ mixin.Schema }

// Fields of the mixin.
func (Tenant) Fields() []ent.Field {
	return []ent.Field{field.UUID("tenant_id", uuid.UUID{})}
}

// Guarded gives a schema its owner and a policy that keeps every query and mutation within the caller's tenant.
type Guarded struct{ mixin.Schema }

// Fields of the mixin.
func (Guarded) Fields() []ent.Field {
	return []ent.Field{field.UUID("tenant_id", uuid.UUID{}).Immutable()}
}

// Policy of the mixin.
func (Guarded) Policy() ent.Policy {
	filter := rule.FilterTenant()
	return privacy.Policy{
		Query:    privacy.QueryPolicy{filter},
		Mutation: privacy.MutationPolicy{filter},
	}
}
