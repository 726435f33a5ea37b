package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Customer asks for help.
type Customer struct{ ent.Schema }

// Mixin of the schema.
func (Customer) Mixin() []ent.Mixin { return []ent.Mixin{Tenant{}} }

// Fields of the schema.
func (Customer) Fields() []ent.Field {
	return []ent.Field{
		field.String("email"),
		field.String("name").Default(""),
	}
}

// Edges of the schema.
func (Customer) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("tickets", Ticket.Type),
		edge.From("following", Ticket.Type).Ref("followers"),
	}
}

// Indexes of the schema.
func (Customer) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "email").Unique()}
}

// Ticket is a question.
type Ticket struct{ ent.Schema }

// Mixin of the schema.
func (Ticket) Mixin() []ent.Mixin { return []ent.Mixin{Tenant{}} }

// Fields of the schema.
func (Ticket) Fields() []ent.Field {
	return []ent.Field{
		field.String("subject"),
		field.String("status").Default("open"),
		field.Int("priority").Default(3),
		field.Time("opened_at").Default(time.Now),
		field.Int("customer_id"),
	}
}

// Edges of the schema.
func (Ticket) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("customer", Customer.Type).Ref("tickets").Field("customer_id").Unique().Required(),
		edge.To("comments", Comment.Type),
		edge.To("followers", Customer.Type),
	}
}

// Comment belongs to its ticket's tenant: it has no tenant column.
type Comment struct{ ent.Schema }

// Fields of the schema.
func (Comment) Fields() []ent.Field {
	return []ent.Field{
		field.Int("ticket_id"),
		field.String("author"),
		field.Text("body"),
	}
}

// Edges of the schema.
func (Comment) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("ticket", Ticket.Type).Ref("comments").Field("ticket_id").Unique().Required(),
	}
}

// Article answers a question once and for all.
type Article struct{ ent.Schema }

// Mixin of the schema.
func (Article) Mixin() []ent.Mixin { return []ent.Mixin{Guarded{}} }

// Fields of the schema.
func (Article) Fields() []ent.Field {
	return []ent.Field{
		field.String("title"),
		field.Text("body"),
		field.Bool("published").Default(false),
	}
}
