package report

import (
	"bufio"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/config"
)

// WriteInit prints what was inferred as a config to review. What is written as a key is what the run without a config assumed, so that a run with it gives the same
// findings; the evidence, and what a reviewer should look at twice, stands in comments.
func WriteInit(w io.Writer, c *catalog.Catalog) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# yaml-language-server: $schema=%s\n", config.SchemaURL)
	fmt.Fprintln(b, "# What bailiwick inferred. Review it: every line that is wrong hides findings or makes false ones.")
	fmt.Fprintln(b, "# Keys: https://github.com/bailiwick-dev/bailiwick/blob/main/docs/configuration.md")
	fmt.Fprintln(b)
	writeTenant(b, c)
	writeSchema(b, c)
	writeTables(b, c)
	return b.Flush()
}

func writeTenant(b *bufio.Writer, c *catalog.Catalog) {
	columns, roots := tenantColumns(c), rootTables(c)
	if len(columns) == 0 && len(roots) == 0 {
		fmt.Fprintln(b, "# No tenant column was found: nothing is owed. If there is one, name it:")
		fmt.Fprintln(b, "# tenant:")
		fmt.Fprintln(b, "#   columns: [tenant_id]")
		fmt.Fprintln(b)
		return
	}
	fmt.Fprintln(b, "tenant:")
	for _, why := range c.Why {
		fmt.Fprintln(b, "  # "+oneLine(why))
	}
	if len(columns) > 0 {
		fmt.Fprintln(b, "  columns:")
		for _, name := range columns {
			fmt.Fprintln(b, "    - "+scalar(name))
		}
	}
	// The config names one root. Where several were found, naming one would change the result.
	for i, t := range roots {
		for _, why := range t.Tenancy.Why {
			fmt.Fprintln(b, "  # "+oneLine(why))
		}
		comment := ""
		if len(roots) > 1 {
			comment = "# "
			if i == 0 {
				fmt.Fprintln(b, "  # several tables are taken as tenants, of different width; root names a single one, so it is left open")
			}
		}
		fmt.Fprintln(b, "  "+comment+"root: "+scalar(t.QualifiedName()))
	}
	fmt.Fprintln(b)
}

func writeSchema(b *bufio.Writer, c *catalog.Catalog) {
	var dirs []string
	// Where tables come from: the catalog reads further files, such as the queries of sqlc, that define none.
	for _, t := range c.Tables() {
		for _, s := range t.Sources {
			if path.Ext(s.File) == ".sql" {
				dirs = append(dirs, path.Dir(s.File))
			}
		}
	}
	slices.Sort(dirs)
	dirs = slices.Compact(dirs)
	if len(dirs) == 0 {
		return
	}
	fmt.Fprintln(b, "# The schema was read from here, in the order that the migration tools use. Name the places, in the order in which they apply, to read nothing else:")
	fmt.Fprintln(b, "# schema:")
	for _, dir := range dirs {
		fmt.Fprintln(b, "#   - "+scalar(dir))
	}
	fmt.Fprintln(b)
}

// writeTables lists the tables that a reviewer should look at twice, each with the line that would correct it.
func writeTables(b *bufio.Writer, c *catalog.Catalog) {
	key := "tenant_id"
	if columns := tenantColumns(c); len(columns) > 0 {
		key = columns[0]
	}
	heading := "# What follows is worth a second look. Uncomment a line to correct what stands above it:\n# tables:"
	doubt := func(t *catalog.Table, said, correction string) {
		if heading != "" {
			fmt.Fprintln(b, heading)
			heading = ""
		}
		fmt.Fprintln(b, "#   # "+said)
		for _, why := range t.Tenancy.Why {
			fmt.Fprintln(b, "#   # because "+oneLine(why))
		}
		fmt.Fprintln(b, "#   "+scalar(t.QualifiedName())+": "+correction)
	}
	for _, t := range c.Tables() {
		switch {
		case t.IsView:
		case t.Tenancy.Kind == catalog.Global:
			doubt(t, "global: queries on it owe nothing", "{key: "+scalar(key)+"}")
		case t.IsTenantOwned() && t.Tenancy.Assumed:
			doubt(t, tenancy(&t.Tenancy), "{global: true, reason: say why}")
		}
	}
}

// tenantColumns are the tenant columns as the tables spell them, the most frequent spelling of each: the catalog itself keeps folded ones.
func tenantColumns(c *catalog.Catalog) []string {
	counts := make(map[string]map[string]int)
	for _, t := range c.Tables() {
		for _, col := range t.Columns {
			folded := catalog.FoldColumn(col.Name)
			if !slices.Contains(c.TenantColumns, folded) {
				continue
			}
			if counts[folded] == nil {
				counts[folded] = make(map[string]int)
			}
			counts[folded][col.Name]++
		}
	}
	var names []string
	for _, folded := range c.TenantColumns {
		best, most := folded, 0
		for _, name := range sortedNames(counts[folded]) {
			if counts[folded][name] > most {
				best, most = name, counts[folded][name]
			}
		}
		names = append(names, best)
	}
	return names
}

func rootTables(c *catalog.Catalog) []*catalog.Table {
	var roots []*catalog.Table
	for _, t := range c.Tables() {
		if t.Tenancy.Kind == catalog.Root {
			roots = append(roots, t)
		}
	}
	return roots
}

func sortedNames(m map[string]int) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// scalar quotes a string for YAML when it is not plainly one.
func scalar(s string) string {
	plain := s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !(r == '_' || r == '.' || r == '/' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	})
	if plain && (s[0] == '_' || s[0] >= 'a' && s[0] <= 'z' || s[0] >= 'A' && s[0] <= 'Z') && !slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off"}, strings.ToLower(s)) {
		return s
	}
	return `'` + strings.ReplaceAll(s, `'`, `''`) + `'`
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
