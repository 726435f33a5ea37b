package catalog

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// plant writes a txtar archive into a directory and returns it.
func plant(t *testing.T, archive string) string {
	t.Helper()
	root := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(root, filepath.FromSlash(f.Name))
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, f.Data, 0o644))
	}
	return root
}

// grow builds the catalog of a txtar archive.
func grow(t *testing.T, archive string, opts ...func(*Options)) *Catalog {
	t.Helper()
	o := Options{Root: plant(t, archive)}
	for _, opt := range opts {
		opt(&o)
	}
	c, err := Build(o)
	require.NoError(t, err)
	return c
}

// describe gives a table on one line: columns (! is NOT NULL, ~ never written as NULL), keys, references.
func describe(t *Table) string {
	var b strings.Builder
	b.WriteString(t.QualifiedName() + ":")
	for _, c := range t.Columns {
		b.WriteString(" " + c.Name)
		switch {
		case c.NotNull:
			b.WriteString("!")
		case c.Filled:
			b.WriteString("~")
		}
	}
	if len(t.PrimaryKey) > 0 {
		b.WriteString(" pk(" + strings.Join(t.PrimaryKey, ",") + ")")
	}
	for _, u := range t.Uniques {
		b.WriteString(" unique(" + strings.Join(u, ",") + ")")
	}
	for _, fk := range t.ForeignKeys {
		sign := "->"
		if fk.Assumed {
			sign = "~>"
		}
		fmt.Fprintf(&b, " (%s)%s%s(%s)", strings.Join(fk.Columns, ","), sign, fk.RefTable, strings.Join(fk.RefColumns, ","))
	}
	return b.String()
}

// tables describes every table of a catalog.
func tables(c *Catalog) []string {
	var out []string
	for _, t := range c.Tables() {
		out = append(out, describe(t))
	}
	return out
}

// tenancy describes whose the rows of every table are, leaving out global tables.
func tenancy(c *Catalog) []string {
	var out []string
	for _, t := range c.Tables() {
		line := t.QualifiedName() + " "
		switch t.Tenancy.Kind {
		case Owned:
			line += "owned " + t.Tenancy.Key
		case Root:
			line += "root " + t.Tenancy.Key
		case Inherited:
			line += "inherited"
		default:
			continue
		}
		if t.Tenancy.Nullable {
			line += " nullable"
		}
		if t.Tenancy.Assumed {
			line += " assumed"
		}
		for _, o := range t.Tenancy.Others {
			line += " other " + o.Name
			if o.Wider {
				line += " wider"
			}
			if o.Nullable {
				line += " nullable"
			}
		}
		if t.Tenancy.Kind == Inherited {
			for _, p := range t.Tenancy.Parents {
				line += " by " + p.RefTable
			}
		}
		out = append(out, line)
	}
	return out
}

func mustTable(t *testing.T, c *Catalog, name string) *Table {
	t.Helper()
	q := splitName(name)
	table, ok := c.Table(q.Schema, q.Name)
	require.True(t, ok, name)
	return table
}
