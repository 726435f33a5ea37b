package catalog

import (
	"strings"
)

// spelled finds columns without a declared reference whose name is that of a table that is somebody's:
// order_items.order_id where orders is owned. The column must not be empty in any row, but in tables that
// record what happened (events, logs, results); a column with a sibling that names the type (item_id,
// item_type) refers to many tables and says nothing.
func (a *assigner) spelled(t *Table) []ForeignKey {
	var out []ForeignKey
	for _, c := range t.Columns {
		noun, ok := referenceNoun(c.Name)
		if !ok || !c.Guaranteed() && !isRecord(t) || isAuthor(c.Name) || t.refersBy(c.Name) || t.hasType(noun) {
			continue
		}
		ref := a.table(t, noun)
		if ref == nil || ref == t || a.rank[ref] == 0 || isUserTable(t) && isPreference(c.Name) {
			continue
		}
		key := singleKey(ref)
		if key == nil || !compatible(c.Type, key.Type) {
			continue
		}
		out = append(out, ForeignKey{Columns: []string{c.Name}, RefSchema: ref.Schema, RefTable: ref.Name, RefColumns: []string{key.Name}, Assumed: true, Source: c.Source})
	}
	return out
}

// isRecord reports a table whose rows tell something about another row, which they name in a column that may
// be empty.
func isRecord(t *Table) bool {
	switch lastWord(t.Name) {
	case "event", "log", "history", "audit", "activity", "metric", "result", "archive", "detail", "data", "snapshot", "stat", "trace":
		return true
	}
	return false
}

// referenceNoun gives the noun of order_id, orderId, order_uuid.
func referenceNoun(column string) (string, bool) {
	snake := snakeRuns(column)
	for _, suffix := range [...]string{"_id", "_uuid", "_guid"} {
		if noun, ok := strings.CutSuffix(snake, suffix); ok && noun != "" {
			return noun, true
		}
	}
	return "", false
}

// refersBy reports a column that a declared reference uses.
func (t *Table) refersBy(column string) bool {
	for _, fk := range t.ForeignKeys {
		if containsFold(fk.Columns, column) {
			return true
		}
	}
	return false
}

// hasType reports a column that says to which kind of thing the noun's id belongs.
func (t *Table) hasType(noun string) bool {
	for _, c := range t.Columns {
		f := FoldColumn(c.Name)
		if n := FoldColumn(noun); f == n+"type" || f == n+"kind" {
			return true
		}
	}
	return false
}

// singleKey is the column by which a row of the table is referred to: its one-column primary key, or the id
// of a composite one (partitioned tables have such).
func singleKey(t *Table) *Column {
	if len(t.PrimaryKey) == 1 {
		c, _ := t.Column(t.PrimaryKey[0])
		return c
	}
	for _, name := range t.PrimaryKey {
		if f := FoldColumn(name); f == "id" || f == "uuid" {
			c, _ := t.Column(name)
			return c
		}
	}
	if len(t.PrimaryKey) == 0 {
		if c, ok := t.Column("id"); ok {
			return c
		}
	}
	return nil
}

// table finds the table that a noun in a column of t means: with the affixes of t's own name
// (v1_dag_to_task_olap.dag_id is v1_dags_olap), then without.
func (a *assigner) table(t *Table, noun string) *Table {
	name := Fold(t.Name)
	prefix, suffix := "", ""
	if i := strings.IndexByte(name, '_'); i > 0 {
		prefix = name[:i+1]
	}
	if i := strings.LastIndexByte(name, '_'); i > 0 {
		suffix = name[i:]
	}
	for _, try := range [...]struct{ prefix, suffix string }{{prefix, suffix}, {prefix, ""}, {"", suffix}, {"", ""}} {
		for _, form := range [...]string{noun, plural(noun)} {
			for _, schema := range [...]string{t.Schema, ""} {
				if ref := a.byKey[tableKey(schema, try.prefix+form+try.suffix)]; ref != nil && ref != t && !ref.IsView {
					return ref
				}
			}
		}
	}
	// Camel case: OrderItem.orderId is "Order".
	var found *Table
	for _, ref := range a.catalog.order {
		if ref != t && sameNoun(ref.Name, noun) && foldSchema(ref.Schema) == foldSchema(t.Schema) && !ref.IsView {
			if found != nil {
				return nil
			}
			found = ref
		}
	}
	return found
}

// compatible reports whether values of one type may be values of the other. An unknown type is compatible
// with every one.
func compatible(a, b string) bool {
	ca, cb := typeClass(a), typeClass(b)
	return ca == "" || cb == "" || ca == cb
}

func typeClass(typ string) string {
	switch head, _, _ := strings.Cut(typ, "("); strings.TrimSpace(head) {
	case "uuid", "uniqueidentifier":
		return "uuid"
	case "int", "integer", "bigint", "smallint", "tinyint", "mediumint", "serial", "bigserial", "smallserial", "int2", "int4", "int8", "numeric", "decimal",
		"int unsigned", "bigint unsigned", "integer unsigned":
		return "number"
	case "text", "varchar", "char", "character varying", "character", "nvarchar", "bpchar", "longtext", "mediumtext", "citext":
		return "text"
	case "boolean", "bool", "timestamp", "timestamptz", "date", "json", "jsonb", "timestamp with time zone":
		return "other"
	}
	return ""
}
