package report

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bailiwick-dev/bailiwick/internal/baseline"
	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/stretchr/testify/require"
)

func sampleCatalog() *catalog.Catalog {
	from := func(line int) []catalog.Source {
		return []catalog.Source{{File: "db/migrations/001_init.sql", Line: line}}
	}
	c := catalog.New([]*catalog.Table{
		{
			Name: "tenants", Columns: []*catalog.Column{{Name: "id"}}, PrimaryKey: []string{"id"}, Sources: from(1),
			Tenancy: catalog.Tenancy{Kind: catalog.Root, Key: "id", Why: []string{"orders.tenant_id refers to it"}},
		},
		{
			Name: "orders", Columns: []*catalog.Column{{Name: "id"}, {Name: "tenant_id"}, {Name: "organization_id"}}, Sources: from(5),
			ForeignKeys: []catalog.ForeignKey{{Columns: []string{"tenant_id"}, RefTable: "tenants", RefColumns: []string{"id"}}},
			RLS:         catalog.RLS{Enabled: true, Forced: true, Policies: []catalog.Policy{{Name: "own"}}},
			Models:      []catalog.Model{{Type: "Order", Package: "example.com/shop/store", Library: "gorm"}},
			Guards:      []catalog.Guard{{Kind: "policy", Type: "TenantMixin", Dir: "ent/schema"}},
			Tenancy: catalog.Tenancy{
				Kind: catalog.Owned, Key: "tenant_id", Why: []string{"tenant_id is NOT NULL"},
				Others: []catalog.TenantColumn{{Name: "organization_id", Nullable: true, Wider: true}},
			},
		},
		{
			Name: "order_items", Columns: []*catalog.Column{{Name: "order_id"}}, Sources: from(9),
			Tenancy: catalog.Tenancy{
				Kind: catalog.Inherited, Assumed: true, Why: []string{"order_id names the table orders"},
				Parents: []catalog.ForeignKey{{Columns: []string{"order_id"}, RefTable: "orders", Assumed: true}},
			},
		},
		{Name: "countries", Columns: []*catalog.Column{{Name: "code"}}, Sources: from(20), Tenancy: catalog.Tenancy{Kind: catalog.Global, Why: []string{"reaches no tenant table"}}},
	}, "tenantid")
	c.Why = []string{"tenant_id stands in 1 of 4 tables\nand is named like a tenant column"}
	c.Inputs = []string{"db/migrations/001_init.sql", "db/migrations/002_more.sql", "internal/models/order.go"}
	c.Problems = []catalog.Problem{{Source: catalog.Source{File: "db/migrations/003.sql", Line: 7}, Reason: "unknown statement"}}
	return c
}

func TestWriteTables(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, WriteTables(&b, sampleCatalog(), TextOptions{}))
	golden(t, "tables.txt", b.Bytes())

	b.Reset()
	require.NoError(t, WriteTables(&b, catalog.New(nil), TextOptions{}))
	require.Equal(t, "no tenant column found\n0 tables: 0 owned, 0 inherited, 0 root, 0 global\n", b.String())
}

func TestWriteInit(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, WriteInit(&b, sampleCatalog()))
	golden(t, "init.yml", b.Bytes())
	f, err := config.Parse("/repo/.bailiwick.yml", b.Bytes())
	require.NoError(t, err)
	require.Equal(t, config.Tenant{Columns: []string{"tenant_id"}, Root: "tenants"}, f.Tenant)

	// What a reviewer uncomments is valid too.
	_, blocks, found := strings.Cut(b.String(), "\n\n# The schema was read from here")
	require.True(t, found)
	text := ""
	for _, l := range strings.Split(blocks, "\n") {
		if strings.HasPrefix(l, "# schema:") || strings.HasPrefix(l, "# tables:") || strings.HasPrefix(l, "#   ") {
			text += l[2:] + "\n"
		}
	}
	f, err = config.Parse("/repo/.bailiwick.yml", []byte(text))
	require.NoError(t, err, text)
	require.Equal(t, []string{"db/migrations"}, f.Schema)
	require.Equal(t, map[string]config.Table{"countries": {Key: "tenant_id"}, "order_items": {Global: true, Reason: "say why"}}, f.Tables)
}

func TestWriteInitWithoutTenants(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, WriteInit(&b, catalog.New(nil)))
	f, err := config.Parse("/repo/.bailiwick.yml", b.Bytes())
	require.NoError(t, err)
	require.Equal(t, config.Default("/repo").Config, f.Config)
	require.Contains(t, b.String(), "# No tenant column was found")
}

func TestWriteInitLeavesSeveralRootsOpen(t *testing.T) {
	c := catalog.New([]*catalog.Table{
		{Name: "organizations", Tenancy: catalog.Tenancy{Kind: catalog.Root, Key: "id"}},
		{Name: "projects", Tenancy: catalog.Tenancy{Kind: catalog.Root, Key: "id"}},
	})
	var b bytes.Buffer
	require.NoError(t, WriteInit(&b, c))
	f, err := config.Parse("/repo/.bailiwick.yml", b.Bytes())
	require.NoError(t, err)
	require.Empty(t, f.Tenant.Root)
	require.Contains(t, b.String(), "  # root: organizations\n  # root: projects\n")
}

func TestScalar(t *testing.T) {
	for _, s := range []string{"tenant_id", "public.orders", "db/migrations", "it's", "a b", "true", "No", "1st", "-x", "", "a#b", "ü", "a: b"} {
		f, err := config.Parse("c.yml", []byte("tenant:\n  root: "+scalar(s)+"\n"))
		require.NoError(t, err, s)
		require.Equal(t, s, f.Tenant.Root)
	}
}

func why(t *testing.T, in Input, file string, line int) (bool, string) {
	t.Helper()
	var b bytes.Buffer
	found, err := WriteWhy(&b, in, filepath.FromSlash(file), line, TextOptions{})
	require.NoError(t, err)
	return found, b.String()
}

func TestWriteWhy(t *testing.T) {
	t.Run("met, with its evidence", func(t *testing.T) {
		found, out := why(t, sample(), "/repo/store/good.go", 1)
		require.True(t, found)
		require.Equal(t, 2, strings.Count(out, "met: reference to "), out)
		require.Contains(t, out, "traced: the bound value was followed")
	})
	t.Run("broken, at its origin and at its gap", func(t *testing.T) {
		for _, at := range []struct {
			file string
			line int
		}{{"/repo/store/orders.go", 9}, {"/repo/cmd/api/main.go", 3}} {
			found, out := why(t, sample(), at.file, at.line)
			require.True(t, found)
			require.Contains(t, out, "store/orders.go:9:24: broken: delete on items")
			require.Contains(t, out, "gap: cmd/api/main.go:3:2 in main.main")
			require.Contains(t, out, "assumed: items belongs")
			require.NotContains(t, out, "query on orders")
		}
	})
	t.Run("waived", func(t *testing.T) {
		_, out := why(t, sample(), "/repo/store/sweep.go", 7)
		require.Contains(t, out, "waived: delete on sessions")
		require.Contains(t, out, "claim: background")
		require.Contains(t, out, "waived: expiry sweep; hourly worker")
	})
	t.Run("a later line of the statement", func(t *testing.T) {
		in := sample()
		file := in.Fset.File(1)
		in.Ledgers[0].Entries[1].End = file.LineStart(6)
		found, out := why(t, in, "/repo/store/orders.go", 6)
		require.True(t, found)
		require.Contains(t, out, "query on orders (tenant key tenant_id)")
	})
	t.Run("nothing there", func(t *testing.T) {
		found, out := why(t, sample(), "/repo/store/orders.go", 7)
		require.False(t, found)
		require.Equal(t, "store/orders.go:7: no obligation stands here\n  nearest: store/orders.go:5: unresolved: query on orders was not understood\n  nearest: store/orders.go:9: broken: delete on items [all of them] is not scoped to a tenant\n", out)
	})
	t.Run("another file of that name", func(t *testing.T) {
		found, _ := why(t, sample(), "/elsewhere/store/orders.go", 4)
		require.False(t, found)
	})
}

func TestWriteExplain(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, WriteExplain(&b, Rule{Name: "tenantscope", Doc: "tenantscope: report it\n\nWhy.\n", URL: "https://example.com/t"}, []config.Category{{Name: "unscoped", Doc: "no predicate", Mend: "bind it"}, {Name: "wider-key", Doc: "too wide"}}))
	require.Equal(t, "tenantscope: report it\n\nWhy.\n\nCategories (rules.tenantscope.categories in the config):\n  unscoped   no predicate\n  wider-key  too wide\n\n"+
		"To keep a statement as it is: //bailiwick:allow tenantscope <reason>, above it or at the end of its line.\nhttps://example.com/t\n", b.String())
}

func TestNextBaseline(t *testing.T) {
	in := sample()
	change := New(in).NextBaseline()
	require.True(t, change.Created)
	require.Equal(t, 2, change.Held, "neither the warning nor the directive")
	require.Zero(t, change.ExitCode())
	var b bytes.Buffer
	require.NoError(t, change.Write(&b, "b.json"))
	require.Equal(t, "b.json: created, holds 2 findings\n", b.String())

	// With it, only what it must not hold is left.
	in.Baseline = change.Baseline
	in.Judged = func(string) bool { return true }
	in.Ledgers = in.Ledgers[:1]
	r := New(in)
	require.Len(t, r.Held, 2)
	require.Zero(t, r.ExitCode())

	// One is mended, another comes in.
	entries := in.Ledgers[0].Entries
	fresh := entries[1]
	fresh.Statement, fresh.Origin.Line = "fe5", 5
	in.Ledgers = []*verdict.Ledger{{Rule: "tenantscope", Entries: []verdict.Entry{entries[0], fresh}}}
	next := New(in).NextBaseline()
	require.False(t, next.Created)
	require.Equal(t, 1, next.Dropped)
	require.Equal(t, []baseline.Entry{{Key: baseline.KeyOf(&entries[0]), Count: 1}}, next.Baseline.Entries())
	require.Equal(t, 1, next.ExitCode())
	b.Reset()
	require.NoError(t, next.Write(&b, "b.json"))
	require.Equal(t, "b.json: shrunk by 1 to 1 finding\n1 new finding is not added, since a baseline only shrinks: mend or waive them, or delete the file to start anew\n", b.String())

	// A run over another part of the module neither shrinks nor grows it.
	in.Judged, in.Ledgers = nil, nil
	part := New(in).NextBaseline()
	require.Zero(t, part.Dropped)
	require.Equal(t, 2, part.Unjudged)
}

func TestUseColor(t *testing.T) {
	f, err := os.CreateTemp(t.TempDir(), "out")
	require.NoError(t, err)
	defer f.Close()
	require.False(t, UseColor(f), "a file is no terminal")
}
