package query

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSnake(t *testing.T) {
	for in, want := range map[string]string{
		"ID": "id", "AccountID": "account_id", "UserIDs": "user_ids", "HTTPServer": "http_server", "CreatedAt": "created_at", "PATs": "pats",
		"URLPath": "url_path", "APIKeyIDs": "api_key_ids", "Simple": "simple", "OAuthToken": "o_auth_token", "IPv6": "ipv6",
	} {
		require.Equal(t, want, snake(in), in)
	}
}

func TestPlural(t *testing.T) {
	for in, want := range map[string]string{
		"order": "orders", "policy": "policies", "key": "keys", "address": "addresses", "box": "boxes", "branch": "branches", "person": "people",
		"order_status": "order_statuses", "analysis": "analyses", "series": "series", "access_log_entry": "access_log_entries", "shelf": "shelves",
		"settings": "settings", "metadata": "metadata",
	} {
		require.Equal(t, want, plural(in), in)
	}
}

func TestTags(t *testing.T) {
	tests := []struct {
		name string
		got  FieldTag
		want FieldTag
	}{
		{"gorm column and key", gormTag("column:remarks;primaryKey", ""), FieldTag{Column: "remarks", Key: true}},
		{"gorm ignored", gormTag("-", ""), FieldTag{Skip: true}},
		{"gorm ignored in migrations only", gormTag("-:migration", ""), FieldTag{}},
		{"gorm many to many", gormTag("many2many:order_tags;joinForeignKey:OrderID", ""), FieldTag{Relation: "many-to-many", Through: "order_tags", ThroughForeign: "OrderID"}},
		{"gorm serialised", gormTag("serializer:json", ""), FieldTag{Serialized: true}},
		{"gorm foreign keys", gormTag("foreignKey:A,B;references:C", ""), FieldTag{Foreign: []string{"A", "B"}, References: []string{"C"}}},
		{"bun column", bunTag("accounts_address,pk,type:varchar", ""), FieldTag{Column: "accounts_address", Key: true, Serialized: true}},
		{"bun relation", bunTag("rel:belongs-to,join:customer_id=id", ""), FieldTag{Relation: "belongs-to", Join: [][2]string{{"customer_id", "id"}}}},
		{"bun table", bunTag("table:orders,alias:o", "github.com/uptrace/bun/schema.BaseModel"), FieldTag{Table: "orders", Alias: "o"}},
		{"bun table in short", bunTag("_system.ledgers,alias:ledgers", "github.com/uptrace/bun/schema.BaseModel"), FieldTag{Column: "_system.ledgers", Table: "_system.ledgers", Alias: "ledgers"}},
		{"xorm column at the end", xormTag("not null pk autoincr BIGINT(20) id", ""), FieldTag{Column: "id", Key: true, Generated: true}},
		{"xorm column in quotes", xormTag("VARCHAR(36) 'tenant_id' notnull", ""), FieldTag{Column: "tenant_id"}},
		{"xorm default is no column", xormTag("not null default CURRENT_TIMESTAMP TIMESTAMP created_at", ""), FieldTag{Column: "created_at"}},
		{"xorm extends", xormTag("extends", ""), FieldTag{Embed: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { require.Equal(t, tt.want, tt.got) })
	}
}
