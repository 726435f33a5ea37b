package catalog

import (
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// typeKey names a Go type by the directory of its package.
type typeKey struct{ dir, name string }

// model is what a Go type says of a table.
type model struct {
	key     typeKey
	library string
	at      Source
	side    bool
	// weak models say that a table may exist: types inside functions (a migration's snapshot of a type), db
	// tags.
	weak bool
	// keyed models say themselves which column is the primary key.
	keyed   bool
	table   sqlread.TableName
	columns []*modelColumn
	uniques [][]string
	rels    []modelRel
	guards  []Guard
	indexes []entIndex // unique ones, by field and edge
	placed  []modelRel // of ent edges, until all are placed
	// stems are the names that the table may have where only DDL knows it (sqlc).
	stems []string
}

// modelColumn is a column with the field that holds it.
type modelColumn struct {
	draftColumn
	field  string
	pk     bool
	unique bool
	group  string // of a unique key over several columns
}

// modelRel is a relation to another type.
type modelRel struct {
	target typeKey
	// columns refer to refColumns (the target's primary key when empty). onTarget: the columns are the
	// target's and refer to this table.
	columns, refColumns []string
	onTarget            bool
	// joinTable is set for many-to-many: its columns refer to this table, its joinColumns to the target.
	joinTable    string
	joinColumns  []string
	notNull      bool // the relation requires its column, which no field declares
	onDelete     string
	ownsNoColumn bool // the columns exist only because of the relation (ent)
	// Of an ent edge, until its column is placed:
	field, ref, through string // its name, the name of the other end, the field that holds the column
	storage             []string
	from, unique        bool
	single              bool // one-to-one: the column is unique
}

func (m *model) column(name string) *modelColumn {
	for _, c := range m.columns {
		if strings.EqualFold(c.name, name) {
			return c
		}
	}
	return nil
}

// columnOfField finds a column by the Go field's name.
func (m *model) columnOfField(field string) *modelColumn {
	for _, c := range m.columns {
		if c.field == field {
			return c
		}
	}
	return nil
}

func (m *model) add(c *modelColumn) {
	if m.column(c.name) == nil {
		m.columns = append(m.columns, c)
	}
}

func (m *model) primary() []string {
	var pk []string
	for _, c := range m.columns {
		if c.pk {
			pk = append(pk, c.name)
		}
	}
	return pk
}
