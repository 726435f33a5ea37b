package catalog

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Which column names the tenant, and whose the rows of each table are, without a configuration.
func TestInferredTenancy(t *testing.T) {
	tests := []struct {
		name, sql string
		columns   []string
		want      []string // tables that are not global
	}{
		{"a tenant in camel case and snake case", `
CREATE TABLE "Tenant" (id uuid PRIMARY KEY, slug text);
CREATE TABLE "User" (id uuid PRIMARY KEY, email text NOT NULL);
CREATE TABLE "TenantMember" (id uuid PRIMARY KEY, "tenantId" uuid NOT NULL REFERENCES "Tenant"(id), "userId" uuid NOT NULL REFERENCES "User"(id));
CREATE TABLE "Job" (id uuid PRIMARY KEY, "tenantId" uuid NOT NULL, name text);
CREATE TABLE v1_run (id bigint PRIMARY KEY, tenant_id uuid NOT NULL);
CREATE TABLE settings (key text PRIMARY KEY, value text);`,
			[]string{"tenantid"},
			[]string{"Job owned tenantId", "Tenant root id", "TenantMember owned tenantId", "v1_run owned tenant_id"}},

		{"two tables are enough for a sure word", `
CREATE TABLE orders (id bigint PRIMARY KEY, tenant_id uuid NOT NULL);
CREATE TABLE order_lines (id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders(id));`,
			[]string{"tenantid"},
			[]string{"order_lines inherited by orders", "orders owned tenant_id"}},

		{"a shop", `
CREATE TABLE stores (id bigint PRIMARY KEY, name text, owner_id bigint NOT NULL);
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL, password_hash text NOT NULL);
CREATE TABLE products (id bigint PRIMARY KEY, store_id bigint NOT NULL REFERENCES stores(id), sku text);
CREATE TABLE customers (id bigint PRIMARY KEY, store_id bigint NOT NULL REFERENCES stores(id), email text NOT NULL, first_name text);
CREATE TABLE orders (id bigint PRIMARY KEY, store_id bigint NOT NULL REFERENCES stores(id), customer_id bigint NOT NULL REFERENCES customers(id));
CREATE TABLE order_items (id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders(id), product_id bigint REFERENCES products(id) ON DELETE SET NULL);
CREATE TABLE countries (code text PRIMARY KEY);`,
			[]string{"storeid"},
			[]string{"customers owned store_id", "order_items inherited by orders", "orders owned store_id", "products owned store_id", "stores root id"}},

		{"a project tracker: the workspace is the tenant, a project is not", `
CREATE TABLE workspaces (id uuid PRIMARY KEY, slug text UNIQUE);
CREATE TABLE users (id uuid PRIMARY KEY, email text UNIQUE);
CREATE TABLE workspace_members (workspace_id uuid NOT NULL REFERENCES workspaces(id), user_id uuid NOT NULL REFERENCES users(id), PRIMARY KEY (workspace_id, user_id));
CREATE TABLE projects (id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces(id));
CREATE TABLE project_members (project_id uuid NOT NULL REFERENCES projects(id), user_id uuid NOT NULL REFERENCES users(id), PRIMARY KEY (project_id, user_id));
CREATE TABLE issues (id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces(id), project_id uuid NOT NULL REFERENCES projects(id));
CREATE TABLE boards (id uuid PRIMARY KEY, project_id uuid NOT NULL REFERENCES projects(id));
CREATE TABLE comments (id uuid PRIMARY KEY, issue_id uuid NOT NULL REFERENCES issues(id), author_id uuid NOT NULL REFERENCES users(id));`,
			[]string{"workspaceid"},
			[]string{"boards inherited by projects", "comments inherited by issues", "issues owned workspace_id", "project_members inherited by projects", "projects owned workspace_id",
				"workspace_members owned workspace_id", "workspaces root id"}},

		{"a CRM: the organisations that use it", `
CREATE TABLE organizations (id uuid PRIMARY KEY, name text, plan text);
CREATE TABLE users (id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations(id), email text);
CREATE TABLE contacts (id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations(id), company_id uuid);
CREATE TABLE companies (id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations(id));
CREATE TABLE deals (id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations(id), company_id uuid NOT NULL REFERENCES companies(id));`,
			[]string{"organizationid"},
			[]string{"companies owned organization_id", "contacts owned organization_id", "deals owned organization_id", "organizations root id", "users owned organization_id"}},

		{"a CRM whose organisations are its subject, inside an account", `
CREATE TABLE accounts (id uuid PRIMARY KEY, subdomain text);
CREATE TABLE users (id uuid PRIMARY KEY, account_id uuid NOT NULL REFERENCES accounts(id));
CREATE TABLE organizations (id uuid PRIMARY KEY, account_id uuid NOT NULL REFERENCES accounts(id), name text);
CREATE TABLE persons (id uuid PRIMARY KEY, account_id uuid NOT NULL REFERENCES accounts(id), organization_id uuid REFERENCES organizations(id));
CREATE TABLE deals (id uuid PRIMARY KEY, account_id uuid NOT NULL REFERENCES accounts(id), organization_id uuid REFERENCES organizations(id));`,
			[]string{"accountid"},
			[]string{"accounts root id", "deals owned account_id", "organizations owned account_id", "persons owned account_id", "users owned account_id"}},

		{"an organisation of workspaces: the narrowest guaranteed column is the key", `
CREATE TABLE organizations (id uuid PRIMARY KEY);
CREATE TABLE workspaces (id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations(id));
CREATE TABLE users (id uuid PRIMARY KEY);
CREATE TABLE organization_members (organization_id uuid NOT NULL REFERENCES organizations(id), user_id uuid NOT NULL REFERENCES users(id));
CREATE TABLE workspace_members (workspace_id uuid NOT NULL REFERENCES workspaces(id), user_id uuid NOT NULL REFERENCES users(id));
CREATE TABLE documents (id uuid PRIMARY KEY, organization_id uuid NOT NULL, workspace_id uuid NOT NULL);
CREATE TABLE files (id uuid PRIMARY KEY, organization_id uuid NOT NULL, workspace_id uuid);`,
			[]string{"organizationid", "workspaceid"},
			[]string{"documents owned workspace_id other organization_id wider", "files owned organization_id other workspace_id nullable", "organization_members owned organization_id",
				"organizations root id", "workspace_members owned workspace_id", "workspaces root id other organization_id wider"}},

		{"a tenant beside the organisation that it is another name of", `
CREATE TABLE organizations (id uuid PRIMARY KEY, tenant_id text NOT NULL);
CREATE TABLE users (id uuid PRIMARY KEY);
CREATE TABLE memberships (user_id uuid NOT NULL REFERENCES users(id), organization_id uuid NOT NULL REFERENCES organizations(id), tenant_id text NOT NULL);
CREATE TABLE reports (id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations(id), tenant_id text NOT NULL);
CREATE TABLE findings (id uuid PRIMARY KEY, report_id uuid NOT NULL REFERENCES reports(id), tenant_id text NOT NULL);`,
			[]string{"tenantid"},
			[]string{"findings owned tenant_id", "memberships owned tenant_id", "organizations owned tenant_id", "reports owned tenant_id"}},

		{"accounts of a network, without declared references", `
CREATE TABLE accounts (id text PRIMARY KEY, domain text, created_by text);
CREATE TABLE users (id text PRIMARY KEY, account_id text NOT NULL, role text);
CREATE TABLE peers (id text PRIMARY KEY, account_id text NOT NULL, user_id text);
CREATE TABLE policies (id text PRIMARY KEY, account_id text NOT NULL);
CREATE TABLE policy_rules (id text PRIMARY KEY, policy_id text NOT NULL);
CREATE TABLE installations (id bigint PRIMARY KEY);`,
			[]string{"accountid"},
			[]string{"accounts root id", "peers owned account_id", "policies owned account_id", "policy_rules inherited assumed by policies", "users owned account_id"}},

		{"a namespace", `
CREATE TABLE meters (id text PRIMARY KEY, namespace text NOT NULL, customer_id text);
CREATE TABLE customers (id text PRIMARY KEY, namespace text NOT NULL, email text);
CREATE TABLE invoices (id text PRIMARY KEY, namespace text NOT NULL, customer_id text NOT NULL REFERENCES customers(id));
CREATE TABLE locks (id bigint PRIMARY KEY, key text);`,
			[]string{"namespace"},
			[]string{"customers owned namespace", "invoices owned namespace", "meters owned namespace"}},

		{"by structure: a column that leads the keys", `
CREATE TABLE ledgers (name text PRIMARY KEY);
CREATE TABLE transactions (ledger text NOT NULL, id bigint NOT NULL, PRIMARY KEY (ledger, id));
CREATE TABLE accounts (ledger text NOT NULL, address text NOT NULL, PRIMARY KEY (ledger, address));
CREATE TABLE logs (ledger text NOT NULL, id bigint NOT NULL, UNIQUE (ledger, id));
CREATE TABLE moves (seq bigint PRIMARY KEY, ledger text NOT NULL);`,
			[]string{"ledger"},
			[]string{"accounts owned ledger", "ledgers root name", "logs owned ledger", "moves owned ledger", "transactions owned ledger"}},

		{"a column that leads keys is no tenant in a schema whose users have nothing to do with it", `
CREATE TABLE players (id bigint PRIMARY KEY, username text NOT NULL, password text NOT NULL);
CREATE TABLE boards (id bigint PRIMARY KEY);
CREATE TABLE turns (board_id bigint NOT NULL REFERENCES boards(id), no int NOT NULL, PRIMARY KEY (board_id, no));
CREATE TABLE pieces (board_id bigint NOT NULL REFERENCES boards(id), square int NOT NULL, PRIMARY KEY (board_id, square));
CREATE TABLE results (board_id bigint NOT NULL REFERENCES boards(id), side int NOT NULL, PRIMARY KEY (board_id, side));
CREATE TABLE seats (board_id bigint NOT NULL REFERENCES boards(id), player_id bigint NOT NULL REFERENCES players(id), colour int, PRIMARY KEY (board_id, colour));`, nil, nil},

		{"an indexer of chains has no tenants", `
CREATE TABLE blocks (chain_id bigint NOT NULL, height bigint NOT NULL, PRIMARY KEY (chain_id, height));
CREATE TABLE txs (chain_id bigint NOT NULL, hash text NOT NULL, PRIMARY KEY (chain_id, hash));
CREATE TABLE logs (chain_id bigint NOT NULL, hash text NOT NULL, idx int NOT NULL, PRIMARY KEY (chain_id, hash, idx));`, nil, nil},

		{"a forum: user_id everywhere is no tenant", `
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE questions (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users(id));
CREATE TABLE answers (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users(id), question_id bigint NOT NULL REFERENCES questions(id));
CREATE TABLE votes (user_id bigint NOT NULL, answer_id bigint NOT NULL, PRIMARY KEY (user_id, answer_id));
CREATE TABLE drafts (user_id bigint NOT NULL, slot int NOT NULL, PRIMARY KEY (user_id, slot));
CREATE TABLE notices (user_id bigint NOT NULL, no int NOT NULL, PRIMARY KEY (user_id, no));`, nil, nil},

		{"a bank: accounts belong to a user", `
CREATE TABLE users (username text PRIMARY KEY, hashed_password text NOT NULL, email text NOT NULL);
CREATE TABLE accounts (id bigserial PRIMARY KEY, owner text NOT NULL REFERENCES users(username), balance bigint NOT NULL);
CREATE TABLE entries (id bigserial PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts(id), amount bigint NOT NULL);
CREATE TABLE cards (id bigserial PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts(id));
CREATE TABLE statements (id bigserial PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts(id));
CREATE TABLE transfers (id bigserial PRIMARY KEY, from_account_id bigint NOT NULL REFERENCES accounts(id), to_account_id bigint NOT NULL REFERENCES accounts(id));`, nil, nil},

		{"a bank: accounts belong to a customer, who is a person", `
CREATE TABLE customers (id bigint PRIMARY KEY, first_name text, email text);
CREATE TABLE accounts (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers(id));
CREATE TABLE loans (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers(id));
CREATE TABLE payments (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers(id), account_id bigint NOT NULL REFERENCES accounts(id));`, nil, nil},

		{"a social network: accounts are people", `
CREATE TABLE accounts (id bigint PRIMARY KEY, username text NOT NULL, bio text);
CREATE TABLE users (id bigint PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts(id), password text NOT NULL);
CREATE TABLE posts (id bigint PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts(id));
CREATE TABLE follows (account_id bigint NOT NULL REFERENCES accounts(id), target_account_id bigint NOT NULL REFERENCES accounts(id), PRIMARY KEY (account_id, target_account_id));`, nil, nil},

		{"renters of flats are called tenants too", `
CREATE TABLE properties (id bigint PRIMARY KEY, address text);
CREATE TABLE tenants (id bigint PRIMARY KEY, first_name text, last_name text, email text);
CREATE TABLE leases (id bigint PRIMARY KEY, property_id bigint NOT NULL REFERENCES properties(id), tenant_id bigint NOT NULL REFERENCES tenants(id));
CREATE TABLE rents (id bigint PRIMARY KEY, lease_id bigint NOT NULL REFERENCES leases(id), tenant_id bigint NOT NULL REFERENCES tenants(id));`, nil, nil},

		{"an OAuth server: clients are programs", `
CREATE TABLE clients (id text PRIMARY KEY, secret text, redirect_uris text);
CREATE TABLE users (id text PRIMARY KEY, password text);
CREATE TABLE codes (code text PRIMARY KEY, client_id text NOT NULL REFERENCES clients(id));
CREATE TABLE access_tokens (token text PRIMARY KEY, client_id text NOT NULL REFERENCES clients(id), user_id text);
CREATE TABLE consents (client_id text NOT NULL REFERENCES clients(id), user_id text NOT NULL REFERENCES users(id), PRIMARY KEY (client_id, user_id));`, nil, nil},

		{"a league: teams play", `
CREATE TABLE teams (id bigint PRIMARY KEY, name text);
CREATE TABLE users (id bigint PRIMARY KEY, password text);
CREATE TABLE players (id bigint PRIMARY KEY, team_id bigint NOT NULL REFERENCES teams(id));
CREATE TABLE stats (id bigint PRIMARY KEY, team_id bigint NOT NULL REFERENCES teams(id), player_id bigint NOT NULL REFERENCES players(id));
CREATE TABLE standings (team_id bigint NOT NULL REFERENCES teams(id), season int NOT NULL, PRIMARY KEY (team_id, season));`, nil, nil},

		{"a list of things to do: projects and no users at all", `
CREATE TABLE projects (id bigint PRIMARY KEY, name text);
CREATE TABLE tasks (id bigint PRIMARY KEY, project_id bigint NOT NULL REFERENCES projects(id));
CREATE TABLE labels (id bigint PRIMARY KEY, project_id bigint NOT NULL REFERENCES projects(id));
CREATE TABLE task_labels (task_id bigint NOT NULL REFERENCES tasks(id), label_id bigint NOT NULL REFERENCES labels(id), PRIMARY KEY (task_id, label_id));`, nil, nil},

		{"an inventory of cloud accounts", `
CREATE TABLE users (id bigint PRIMARY KEY, email text, password text);
CREATE TABLE machines (id text PRIMARY KEY, account_id text NOT NULL, region text NOT NULL);
CREATE TABLE volumes (id text PRIMARY KEY, account_id text NOT NULL, region text NOT NULL);
CREATE TABLE buckets (name text PRIMARY KEY, account_id text NOT NULL);`, nil, nil},

		{"each user has an account of its own", `
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL, account_id bigint NOT NULL UNIQUE REFERENCES accounts(id));
CREATE TABLE accounts (id bigint PRIMARY KEY, balance bigint);
CREATE TABLE deposits (id bigint PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts(id));
CREATE TABLE payouts (id bigint PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts(id));`, nil, nil},

		{"the users' organisation is optional, their projects are not", `
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE projects (id bigint PRIMARY KEY, name text, organization_id bigint);
CREATE TABLE project_users (project_id bigint NOT NULL REFERENCES projects(id), user_id bigint NOT NULL REFERENCES users(id), role text, PRIMARY KEY (project_id, user_id));
CREATE TABLE keys (id bigint PRIMARY KEY, project_id bigint NOT NULL REFERENCES projects(id));
CREATE TABLE templates (id bigint PRIMARY KEY, project_id bigint NOT NULL REFERENCES projects(id));
CREATE TABLE runs (id bigint PRIMARY KEY, template_id bigint NOT NULL REFERENCES templates(id));`,
			[]string{"projectid"},
			[]string{"keys owned project_id", "project_users owned project_id", "projects root id", "runs inherited by templates", "templates owned project_id"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := grow(t, "-- schema.sql --\n"+test.sql+"\n")
			require.Empty(t, c.Problems)
			require.Equal(t, test.columns, c.TenantColumns, c.Why)
			require.Equal(t, test.want, tenancy(c), c.Why)
			if len(test.columns) > 0 {
				require.NotEmpty(t, c.Why)
			}
		})
	}
}

// head is a tenant with a member, so that only the table in question decides each case below.
const head = `-- schema.sql --
CREATE TABLE tenants (id uuid PRIMARY KEY, slug text UNIQUE);
CREATE TABLE users (id uuid PRIMARY KEY, email text, last_order_id uuid);
CREATE TABLE members (tenant_id uuid NOT NULL REFERENCES tenants(id), user_id uuid NOT NULL REFERENCES users(id), PRIMARY KEY (tenant_id, user_id));
CREATE TABLE orders (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants(id), UNIQUE (tenant_id, id));
`

// How a table without, or with an odd, tenant column belongs to a tenant.
func TestTableTenancy(t *testing.T) {
	tests := []struct{ name, sql, table, want string }{
		{"a child by a declared reference", `CREATE TABLE x (id int, order_id uuid NOT NULL REFERENCES orders(id));`, "x", "x inherited by orders"},
		{"a grandchild", `CREATE TABLE y (id int PRIMARY KEY, order_id uuid NOT NULL REFERENCES orders(id)); CREATE TABLE x (y_id int NOT NULL REFERENCES y(id));`, "x", "x inherited by y"},
		{"a cycle of references ends", `CREATE TABLE x (id int PRIMARY KEY, y_id int NOT NULL, order_id uuid NOT NULL REFERENCES orders(id));
			CREATE TABLE y (id int PRIMARY KEY, x_id int NOT NULL REFERENCES x(id)); ALTER TABLE x ADD FOREIGN KEY (y_id) REFERENCES y(id);`, "x", "x inherited by orders"},
		{"a cycle that reaches nobody", `CREATE TABLE x (id int PRIMARY KEY, y_id int NOT NULL); CREATE TABLE y (id int PRIMARY KEY, x_id int NOT NULL REFERENCES x(id));
			ALTER TABLE x ADD FOREIGN KEY (y_id) REFERENCES y(id);`, "x", ""},
		{"a reference to itself", `CREATE TABLE x (id int PRIMARY KEY, parent_id int NOT NULL REFERENCES x(id));`, "x", ""},
		{"a table between two parents", `CREATE TABLE y (id int PRIMARY KEY, tenant_id uuid NOT NULL); CREATE TABLE x (order_id uuid NOT NULL REFERENCES orders(id), y_id int NOT NULL REFERENCES y(id));`,
			"x", "x inherited by orders by y"},
		{"an optional reference makes no child", `CREATE TABLE x (id int, order_id uuid REFERENCES orders(id) ON DELETE SET NULL);`, "x", ""},
		{"an optional reference that deletes the row does", `CREATE TABLE x (id int, order_id uuid REFERENCES orders(id) ON DELETE CASCADE);`, "x", "x inherited by orders"},
		{"an assumed child", `CREATE TABLE order_items (id int, order_id uuid NOT NULL);`, "order_items", "order_items inherited assumed by orders"},
		{"a name of another type is no reference", `CREATE TABLE x (id int, order_id int NOT NULL);`, "x", ""},
		{"a reference to many kinds of things says nothing", `CREATE TABLE x (id int, order_id uuid NOT NULL, order_type text NOT NULL);`, "x", ""},
		{"what a log says of an order", `CREATE TABLE order_events (id int, order_id uuid);`, "order_events", "order_events inherited assumed by orders"},
		{"the direction of a reference counts: users are nobody's", ``, "users", ""},
		{"who made a row is not whose it is", `CREATE TABLE y (id uuid PRIMARY KEY, tenant_id uuid NOT NULL); CREATE TABLE x (id int, created_by_id uuid NOT NULL REFERENCES users(id));`, "x", ""},
		{"a nullable tenant column", `CREATE TABLE x (id int, tenant_id uuid);`, "x", "x owned tenant_id nullable"},
		{"the tenant under another name", `CREATE TABLE x (id int, belongs_to uuid NOT NULL REFERENCES tenants(id));`, "x", "x owned belongs_to"},
		{"between two tenants", `CREATE TABLE x (giver uuid NOT NULL REFERENCES tenants(id), taker uuid NOT NULL REFERENCES tenants(id));`, "x", "x inherited by tenants by tenants"},
		{"a composite reference that carries the tenant", `CREATE TABLE x (id int, tenant_id uuid NOT NULL, order_id uuid NOT NULL, FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id));`,
			"x", "x owned tenant_id"},
		{"a column of that name that refers elsewhere", `CREATE TABLE leases (id uuid PRIMARY KEY); CREATE TABLE x (id int, tenant_id uuid NOT NULL REFERENCES leases(id));`, "x", ""},
		{"a partition is as its parent", `CREATE TABLE y (id int, tenant_id uuid NOT NULL) PARTITION BY LIST (id); CREATE TABLE x PARTITION OF y FOR VALUES IN (1);`, "x", "x owned tenant_id"},
		{"the tenants themselves", ``, "tenants", "tenants root id"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := grow(t, head+test.sql+"\n")
			mustTable(t, c, test.table)
			got := ""
			for _, line := range tenancy(c) {
				if len(line) > len(test.table) && line[:len(test.table)+1] == test.table+" " {
					got = line
				}
			}
			require.Equal(t, test.want, got)
			if table := mustTable(t, c, test.table); !table.IsView {
				require.NotEmpty(t, table.Tenancy.Why)
			}
		})
	}
}

// Guards of the choice: what was considered and left is said with its reason.
func TestWhy(t *testing.T) {
	c := grow(t, head+"CREATE TABLE invoices (id uuid, tenant_id uuid NOT NULL);\n")
	require.Equal(t, []string{
		"3 of 5 tables have tenant_id (invoices, members, orders), never empty in 3 of them",
		"tenant_id names a row of tenants",
		"users are tied to tenant_id (members)",
	}, c.Why)

	c = grow(t, `
-- schema.sql --
CREATE TABLE users (id int PRIMARY KEY, password text);
CREATE TABLE accounts (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users(id));
CREATE TABLE entries (id int, account_id int NOT NULL REFERENCES accounts(id));
CREATE TABLE cards (id int, account_id int NOT NULL REFERENCES accounts(id));
`)
	require.Empty(t, c.TenantColumns)
	require.Equal(t, []string{"accountid was considered (2 of 4 tables) and left: each row of accounts belongs to one user (user_id)"}, c.Why)
}

func TestConfiguredTenancy(t *testing.T) {
	tree := `
-- schema.sql --
CREATE TABLE groups (id int PRIMARY KEY);
CREATE TABLE users (id int PRIMARY KEY, GroupId int NOT NULL);
CREATE TABLE docs (id int PRIMARY KEY, group_id int NOT NULL);
CREATE TABLE pages (id int PRIMARY KEY, doc_id int NOT NULL REFERENCES docs(id));
CREATE TABLE rates (id int PRIMARY KEY, group_id int NOT NULL);
CREATE TABLE odd (id int PRIMARY KEY, grp int NOT NULL);
`
	c := grow(t, tree, func(o *Options) {
		o.TenantColumns = []string{"groupID"}
		o.RootTables = []string{"groups"}
		o.GlobalTables = map[string]string{"rates": "the same for all"}
		o.Keys = map[string]string{"odd": "grp"}
	})
	require.Empty(t, c.Problems)
	require.Equal(t, []string{"groupid"}, c.TenantColumns)
	require.Equal(t, []string{"docs owned group_id", "groups root id", "odd owned grp", "pages inherited by docs", "users owned GroupId"}, tenancy(c))
	require.Equal(t, []string{"global by configuration: the same for all"}, mustTable(t, c, "rates").Tenancy.Why)

	c = grow(t, tree, func(o *Options) {
		o.TenantColumns = []string{"grupe_id"}
		o.RootTables = []string{"grupes"}
		o.GlobalTables = map[string]string{"rate": ""}
		o.Keys = map[string]string{"odd": "gr"}
	})
	require.Len(t, c.Problems, 4, c.Problems)
}
