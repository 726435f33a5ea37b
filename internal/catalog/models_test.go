package catalog

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Every library's models give the tables that the library would make.
func TestModels(t *testing.T) {
	tests := []struct {
		name, tree string
		want       []string
	}{
		{"gorm", `
-- go.mod --
module example.com/shop
-- model/base.go --
package model

import "gorm.io/gorm"

type Base struct {
	gorm.Model
	TenantID string
}

type Meta struct {
	HTTPHost string
	IPv6     string
}
-- shop/order.go --
package shop

import (
	"example.com/shop/model"
	"time"
)

type Order struct {
	model.Base
	Number   string ` + "`gorm:\"not null;uniqueIndex:number\"`" + `
	Region   string ` + "`gorm:\"column:area;uniqueIndex:number\"`" + `
	Meta     model.Meta ` + "`gorm:\"embedded;embeddedPrefix:meta_\"`" + `
	Secret   string ` + "`gorm:\"-\"`" + `
	PaidAt   *time.Time
	Lines    []OrderLine
	Address  *Address
	AddressID *uint
	Labels   []Label ` + "`gorm:\"many2many:order_labels;\"`" + `
	Raw      map[string]string ` + "`gorm:\"serializer:json\"`" + `
	hidden   int
}

type OrderLine struct {
	ID      uint
	OrderID uint
}

type Address struct {
	UserUID string ` + "`gorm:\"primaryKey\"`" + `
}

func (Address) TableName() string { return "crm.addresses" }

type Label struct{ ID uint ` + "`gorm:\"primaryKey\"`" + ` }

type Filter struct { Name string ` + "`gorm:\"column:name\"`" + ` }
`, []string{
			"labels: id! pk(id)",
			"order_labels: order_id! label_id! pk(order_id,label_id) (order_id)~>orders(id) (label_id)~>labels(id)",
			"order_lines: id! order_id~ pk(id) (order_id)~>orders(id)",
			"orders: id! created_at updated_at deleted_at tenant_id~ number! area~ meta_http_host~ meta_ipv6~ paid_at address_id raw pk(id) unique(number,area) (address_id)~>addresses(user_uid)",
			"crm.addresses: user_uid! pk(user_uid)",
		}},
		{"gorm's naming strategy and AutoMigrate", `
-- db.go --
package db

import "gorm.io/gorm"

var tables = []any{&Account{}, new(Device)}

func open(db *gorm.DB) {
	gorm.Open(nil, &gorm.Config{NamingStrategy: schema.NamingStrategy{SingularTable: true, TablePrefix: "t_"}})
	db.AutoMigrate(tables...)
}

type Account struct { ID string; Owner string }

type Device struct { Serial string; AccountID string }
`, []string{"t_account: id! owner~ pk(id)", "t_device: serial~ account_id~"}},
		{"bun", `
-- model.go --
package model

import "github.com/uptrace/bun"

type Order struct {
	bun.BaseModel ` + "`bun:\"table:orders,alias:o\"`" + `

	ID       int64 ` + "`bun:\"id,pk,autoincrement\"`" + `
	TenantID string ` + "`bun:\",notnull,unique:num\"`" + `
	Number   int ` + "`bun:\"num,unique:num\"`" + `
	Note     string ` + "`bun:\",nullzero\"`" + `
	BuyerID  int64
	Buyer    *Buyer ` + "`bun:\"rel:belongs-to,join:buyer_id=id\"`" + `
	Skip     int ` + "`bun:\"-\"`" + `
}

type Buyer struct {
	bun.BaseModel ` + "`bun:\"crm.buyers\"`" + `
	ID int64 ` + "`bun:\",pk\"`" + `
	Orders []*Order ` + "`bun:\"rel:has-many,join:id=buyer_id\"`" + `
}

type HTTPCategory struct {
	ID int64 ` + "`bun:\",pk\"`" + `
}

type Totals struct { Sum int ` + "`bun:\"sum\"`" + ` }
`, []string{
			"http_categories: id! pk(id)",
			"orders: id! tenant_id! num~ note buyer_id~ pk(id) unique(tenant_id,num) (buyer_id)~>buyers(id)",
			"crm.buyers: id! pk(id)",
		}},
		{"xorm", `
-- entity.go --
package entity

type User struct {
	ID     string    ` + "`xorm:\"not null pk autoincr BIGINT(20) id\"`" + `
	OrgID  string    ` + "`xorm:\"not null default 0 BIGINT(20) INDEX org_id\"`" + `
	Mail   string    ` + "`xorm:\"unique VARCHAR(100) 'e_mail'\"`" + `
	At     time.Time ` + "`xorm:\"created TIMESTAMP created_at\"`" + `
}

type UserGroup struct {
	Id   int64
	Name string ` + "`xorm:\"varchar(25) notnull unique(ng)\"`" + `
	User ` + "`xorm:\"extends\"`" + `
}

func (UserGroup) TableName() string { return "user_group" }

type Joined struct {
	UserGroup ` + "`xorm:\"extends\"`" + `
	N int ` + "`xorm:\"n\"`" + `
}

type Old struct {
	Key string ` + "`xorm:\"pk\"`" + `
}

func (*Old) TableName() string { return "legacy" }
`, []string{
			"legacy: key! pk(key)",
			"user: id! org_id! e_mail~ created_at~ pk(id) unique(e_mail)",
			"user_group: id! name! org_id! e_mail~ created_at~ pk(id) unique(e_mail) unique(name)",
		}},
		{"ent", `
-- go.mod --
module example.com/app
-- mixins/tenant.go --
package mixins

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"entgo.io/ent/schema/mixin"
)

type Tenant struct { mixin.Schema }

func (Tenant) Fields() []ent.Field { return []ent.Field{field.String("tenant_id").Immutable()} }

func (Tenant) Policy() ent.Policy { return rule{} }

type Base struct { mixin.Schema }

func (Base) Fields() []ent.Field { return append(Tenant{}.Fields(), extra()...) }

func extra() []ent.Field { return []ent.Field{field.Time("seen").Optional()} }

func (Base) Policy() ent.Policy { return nil }
-- ent/schema/order.go --
package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"entgo.io/ent/schema/mixin"
	"example.com/app/mixins"
)

type Order struct{ ent.Schema }

func (Order) Mixin() []ent.Mixin { return []ent.Mixin{mixins.Tenant{}, mixin.Time{}} }

func (Order) Fields() []ent.Field {
	return []ent.Field{field.String("number").Unique().StorageKey("no"), field.Int("buyer_id").Optional()}
}

func (Order) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("buyer", Buyer.Type).Ref("orders").Field("buyer_id").Unique(),
		edge.To("lines", OrderLine.Type),
		edge.To("labels", Label.Type),
	}
}

func (Order) Indexes() []ent.Index { return []ent.Index{index.Fields("tenant_id", "number").Unique()} }

type OrderLine struct{ ent.Schema }

func (OrderLine) Edges() []ent.Edge {
	return []ent.Edge{edge.From("order", Order.Type).Ref("lines").Unique().Required()}
}

type Buyer struct{ ent.Schema }

func (Buyer) Annotations() []schema.Annotation { return []schema.Annotation{entsql.Annotation{Table: "customers"}} }

func (Buyer) Mixin() []ent.Mixin { return []ent.Mixin{mixins.Base{}} }

func (Buyer) Edges() []ent.Edge { return []ent.Edge{edge.To("orders", Order.Type), edge.To("card", Card.Type).Unique()} }

func (Buyer) Interceptors() []ent.Interceptor { return []ent.Interceptor{soft()} }

type Card struct{ ent.Schema }

type Label struct{ ent.Schema }

func (Label) Edges() []ent.Edge { return []ent.Edge{edge.From("orders", Order.Type).Ref("labels")} }
`, []string{
			"cards: id! pk(id)",
			"customers: id! tenant_id! seen buyer_card pk(id) (buyer_card)->cards(id)",
			"labels: id! pk(id)",
			"order_labels: order_id! label_id! pk(order_id,label_id) (order_id)->orders(id) (label_id)->labels(id)",
			"order_lines: id! order_lines! pk(id) (order_lines)->orders(id)",
			"orders: id! tenant_id! create_time! update_time! no! buyer_id pk(id) unique(no) unique(tenant_id,no) (buyer_id)->customers(id)",
		}},
		{"sqlc's structs where no schema is found", `
-- db/models.go --
// Code generated by sqlc. DO NOT EDIT.

package db

type Order struct {
	ID       int64
	TenantID string
	Note     sql.NullString
}
`, []string{"orders: id~ tenant_id~ note"}},
		{"db tags where nothing else is known", `
-- store.go --
package store

type Order struct {
	ID       int64 ` + "`db:\"id\"`" + `
	TenantID *string ` + "`db:\"tenant_id\"`" + `
}

type total struct { N int ` + "`db:\"n\"`" + ` }
`, []string{"orders: id~ tenant_id"}},
		{"db tags beside a schema are shapes of results", `
-- store.go --
package store

type Summary struct {
	ID       int64 ` + "`db:\"id\"`" + `
	TenantID string ` + "`db:\"tenant_id\"`" + `
}
-- schema.sql --
CREATE TABLE orders (id int PRIMARY KEY);
`, []string{"orders: id! pk(id)"}},
		{"DDL wins, and models add relations", `
-- schema.sql --
CREATE TABLE orders (id bigint PRIMARY KEY, tenant_id uuid);
CREATE TABLE order_lines (id bigint PRIMARY KEY, order_id bigint);
-- m.go --
package m

type Order struct {
	ID       uint ` + "`gorm:\"primaryKey\"`" + `
	TenantID string ` + "`gorm:\"not null\"`" + `
	Extra    string
	Lines    []OrderLine
}

type OrderLine struct {
	ID uint ` + "`gorm:\"primaryKey\"`" + `
	OrderID uint
}
`, []string{"order_lines: id! order_id pk(id) (order_id)~>orders(id)", "orders: id! tenant_id pk(id)"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.want, tables(grow(t, test.tree)))
		})
	}
}

func TestTableByModel(t *testing.T) {
	c := grow(t, `
-- go.mod --
module example.com/app
-- store/order.go --
package store

type Meta struct { Host string }

type Order struct {
	ID       uint `+"`gorm:\"primaryKey\"`"+`
	TenantID string
	Meta     Meta `+"`gorm:\"embedded;embeddedPrefix:m_\"`"+`
}
-- ent/schema/user.go --
package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
)

type User struct{ ent.Schema }

func (User) Fields() []ent.Field { return []ent.Field{field.String("api_key").StorageKey("k")} }
`)
	for _, pkg := range []string{"example.com/app/store", "store"} {
		table, m, ok := c.TableByModel(pkg, "Order")
		require.True(t, ok, pkg)
		require.Equal(t, "orders", table.Name)
		col, ok := table.FieldColumn(m, "TenantID")
		require.True(t, ok)
		require.Equal(t, "tenant_id", col.Name)
		col, ok = table.FieldColumn(m, "Meta.Host")
		require.True(t, ok)
		require.Equal(t, "m_host", col.Name)
		_, ok = table.FieldColumn(m, "Nothing")
		require.False(t, ok)
	}
	_, _, ok := c.TableByModel("example.com/other/store", "Order")
	require.False(t, ok)

	// ent's generated types live above or beside the schema.
	for _, pkg := range []string{"example.com/app/ent", "example.com/app/ent/db"} {
		table, m, ok := c.TableByModel(pkg, "User")
		require.True(t, ok, pkg)
		col, ok := table.FieldColumn(m, "APIKey")
		require.True(t, ok)
		require.Equal(t, "k", col.Name)
	}
}

// What filters every statement of an ent schema is noted on its table, and whether it speaks of the tenant.
func TestEntGuards(t *testing.T) {
	c := grow(t, `
-- go.mod --
module example.com/app
-- rule/rule.go --
package rule

func Filter() any { return eq("tenant_id") }
-- schema/s.go --
package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/mixin"

	"example.com/app/rule"
)

type OwnedMixin struct{ mixin.Schema }

func (OwnedMixin) Fields() []ent.Field { return []ent.Field{field.String("tenant_id")} }

func (OwnedMixin) Policy() ent.Policy { return privacy.Policy{Query: rule.Filter()} }

type SoftDelete struct{ mixin.Schema }

func (SoftDelete) Interceptors() []ent.Interceptor { return []ent.Interceptor{notDeleted("deleted_at")} }

type Wrapped[T ent.Mixin] struct{}

func (Wrapped[T]) Policy() ent.Policy { var base T; return base.Policy() }

type Both = Wrapped[OwnedMixin]

type Order struct{ ent.Schema }

func (Order) Mixin() []ent.Mixin { return []ent.Mixin{OwnedMixin{}, SoftDelete{}} }

type Invoice struct{ ent.Schema }

func (Invoice) Mixin() []ent.Mixin { return []ent.Mixin{Both{}} }

type Plain struct{ ent.Schema }

func (Plain) Policy() ent.Policy { return nil }
`)
	guards := func(table string) []Guard {
		out := mustTable(t, c, table).Guards
		for i := range out {
			out[i].words = ""
		}
		return out
	}
	owned := Guard{Kind: "policy", Type: "OwnedMixin", Dir: "schema", Tenant: true}
	require.Equal(t, []Guard{owned, {Kind: "interceptor", Type: "SoftDelete", Dir: "schema"}}, guards("orders"))
	require.Equal(t, []Guard{owned}, guards("invoices"))
	require.Equal(t, "invoices: id! tenant_id! pk(id)", describe(mustTable(t, c, "invoices")))
	require.Empty(t, guards("plains"))
}

func TestNaming(t *testing.T) {
	for in, want := range map[string]string{"UserID": "user_id", "HTTPServer": "http_server", "ID": "id", "HTTPSPort": "http_s_port", "IPv6": "ipv6", "OAuth2Token": "o_auth2_token", "Name": "name",
		"UUID": "uuid", "DNSLabel": "dns_label", "SomeURLs": "some_urls", "A": "a", "ABTest": "ab_test", "Field1ID": "field1_id"} {
		require.Equal(t, want, snakeGorm(in), in)
	}
	for in, want := range map[string]string{"UserID": "user_id", "HTTPServer": "http_server", "order2Item": "order2_item", "already_snake": "already_snake"} {
		require.Equal(t, want, snakeRuns(in), in)
	}
	for in, want := range map[string]string{"order": "orders", "category": "categories", "address": "addresses", "status": "statuses", "person": "people", "user_person": "user_people", "key": "keys",
		"child": "children", "box": "boxes", "branch": "branches", "money": "money", "policy": "policies", "analysis": "analyses", "news": "news", "index": "indices", "knife": "knives",
		"medium": "media", "orders": "orders", "bus": "buses", "half": "halves", "quiz": "quizzes", "boy": "boys", "woman": "women"} {
		require.Equal(t, want, plural(in), in)
	}
	for in, want := range map[string]string{"tenant_id": "TenantID", "api_key": "APIKey", "name": "Name", "created_at": "CreatedAt", "html_url": "HTMLURL"} {
		require.Equal(t, want, entPascal(in), in)
	}
	require.True(t, sameNoun("OrderItem", "order_items"))
	require.False(t, sameNoun("Order", "order_items"))
}
