// Package entschema is the schema that the guarded cases run with: tags are filtered by a policy that speaks of the tenant, customers by one
// that does not.
package entschema

import (
	"entgo.io/ent"
	"entgo.io/ent/privacy"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/mixin"
)

// TenantMixin gives a schema its tenant and confines every query to it.
type TenantMixin struct{ mixin.Schema }

func (TenantMixin) Fields() []ent.Field { return []ent.Field{field.String("tenant_id")} }

func (TenantMixin) Policy() ent.Policy { return privacy.Policy{Query: filter("tenant_id")} }

// InterceptedMixin does the same with an interceptor.
type InterceptedMixin struct{ mixin.Schema }

func (InterceptedMixin) Interceptors() []ent.Interceptor {
	return []ent.Interceptor{filter("tenant_id")}
}

// SoftDelete hides rows and says nothing of tenants.
type SoftDelete struct{ mixin.Schema }

func (SoftDelete) Interceptors() []ent.Interceptor { return []ent.Interceptor{hide("deleted_at")} }

type Tag struct{ ent.Schema }

func (Tag) Mixin() []ent.Mixin { return []ent.Mixin{TenantMixin{}} }

type Customer struct{ ent.Schema }

func (Customer) Mixin() []ent.Mixin { return []ent.Mixin{InterceptedMixin{}} }

func (Customer) Fields() []ent.Field {
	return []ent.Field{field.String("tenant_id"), field.String("name")}
}

type Order struct{ ent.Schema }

func (Order) Mixin() []ent.Mixin { return []ent.Mixin{SoftDelete{}} }

func (Order) Fields() []ent.Field {
	return []ent.Field{field.String("tenant_id"), field.String("status")}
}

// rule stands for what a team writes: it adds a predicate on a column to each query.
type rule struct{ column string }

func filter(column string) rule { return rule{column} }

func hide(column string) rule { return rule{column} }
