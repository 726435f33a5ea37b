package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
)

// WriteTables prints what the catalog knows of each table, and why.
func WriteTables(w io.Writer, c *catalog.Catalog, o TextOptions) error {
	t := &textWriter{Writer: bufio.NewWriter(w), paint: newPalette(o.Color)}
	if len(c.TenantColumns) == 0 {
		fmt.Fprintln(t, "no tenant column found")
	}
	for _, why := range c.Why {
		fmt.Fprintln(t, why)
	}
	counts := make(map[catalog.TenancyKind]int)
	for _, table := range c.Tables() {
		counts[table.Tenancy.Kind]++
		t.table(table)
	}
	for _, p := range c.Problems {
		fmt.Fprintf(t, "%s: not read: %s\n", place(p.Source), p.Reason)
	}
	n := len(c.Tables())
	fmt.Fprintf(t, "%d %s: %d owned, %d inherited, %d root, %d global\n", n, noun(n, "tables"),
		counts[catalog.Owned], counts[catalog.Inherited], counts[catalog.Root], counts[catalog.Global])
	return t.Flush()
}

func (t *textWriter) table(table *catalog.Table) {
	kind := "table"
	switch {
	case table.Materialized:
		kind = "materialized view"
	case table.IsView:
		kind = "view"
	case table.PartitionOf != "":
		kind = "partition of " + table.PartitionOf
	}
	fmt.Fprintf(t, "%s (%s): %s\n", t.paint.strong(table.QualifiedName()), kind, tenancy(&table.Tenancy))
	for _, why := range table.Tenancy.Why {
		t.line("why", why)
	}
	for _, other := range table.Tenancy.Others {
		width := "another"
		if other.Wider {
			width = "a wider"
		}
		t.line("also", other.Name+", "+width+" tenant column"+nullable(other.Nullable))
	}
	for _, fk := range table.ForeignKeys {
		text := strings.Join(fk.Columns, ", ") + " refers to " + fk.RefTable + "(" + strings.Join(fk.RefColumns, ", ") + ")"
		if fk.Assumed {
			text += ", assumed"
		}
		t.line("key", text)
	}
	if rls := table.RLS; rls.Enabled {
		text := fmt.Sprintf("enabled, %d %s", len(rls.Policies), pluralPolicies(len(rls.Policies)))
		if rls.Forced {
			text = "forced, " + text
		}
		t.line("row-level security", text)
	}
	for _, g := range table.Guards {
		t.line("guarded", "by the "+g.Kind+" of "+g.Type+" in "+g.Dir)
	}
	for _, m := range table.Models {
		t.line("model", m.Type+" in "+firstOf(m.Package, m.Dir)+" ("+m.Library+")")
	}
	for _, s := range table.Sources {
		t.line("from", place(s))
	}
	t.WriteByte('\n')
}

// tenancy says in one clause whose the rows are.
func tenancy(y *catalog.Tenancy) string {
	assumed := ""
	if y.Assumed {
		assumed = " (assumed)"
	}
	switch y.Kind {
	case catalog.Owned:
		return "tenant-owned by " + y.Key + nullable(y.Nullable) + assumed
	case catalog.Root:
		return "the tenants themselves, by " + y.Key + assumed
	case catalog.Inherited:
		parents := make([]string, len(y.Parents))
		for i, fk := range y.Parents {
			parents[i] = fk.RefTable + " by " + strings.Join(fk.Columns, ", ")
		}
		return "tenant-owned through " + strings.Join(parents, ", ") + assumed
	case catalog.Global:
		return "global: nothing is required" + assumed
	}
	return "unknown"
}

func nullable(yes bool) string {
	if yes {
		return ", which may be NULL"
	}
	return ""
}

func pluralPolicies(n int) string {
	if n == 1 {
		return "policy"
	}
	return "policies"
}

func place(s catalog.Source) string {
	if s.Line == 0 {
		return s.File
	}
	return fmt.Sprintf("%s:%d", s.File, s.Line)
}
