package catalog

import (
	"encoding/json"
	"fmt"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// snapshotVersion changes with the meaning of the encoding, so that an old snapshot is never read as a new
// one.
const snapshotVersion = 1

// snapshot is the encoded form of a catalog: its tables as they are, with the texts of expressions and views,
// which are read again.
type snapshot struct {
	Version       int
	TenantColumns []string
	Why           []string
	Problems      []Problem
	Inputs        []string
	Tables        []*Table
}

// MarshalBinary encodes the catalog, so that a process per package need not read the schema again.
func (c *Catalog) MarshalBinary() ([]byte, error) {
	b, err := json.Marshal(snapshot{snapshotVersion, c.TenantColumns, c.Why, c.Problems, c.Inputs, c.order})
	if err != nil {
		return nil, fmt.Errorf("encode the catalog: %w", err)
	}
	return b, nil
}

// UnmarshalBinary decodes what MarshalBinary encoded. The result has the digest of the original.
func (c *Catalog) UnmarshalBinary(b []byte) error {
	var s snapshot
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("decode the catalog: %w", err)
	}
	if s.Version != snapshotVersion {
		return fmt.Errorf("decode the catalog: version %d, want %d", s.Version, snapshotVersion)
	}
	for _, t := range s.Tables {
		t.reread()
	}
	*c = Catalog{order: s.Tables, TenantColumns: s.TenantColumns, Why: s.Why, Problems: s.Problems, Inputs: s.Inputs}
	c.index()
	return nil
}

// reread reads the texts of a table's expressions and of its view.
func (t *Table) reread() {
	for i := range t.PartialUniques {
		t.PartialUniques[i].Where = condition(t.PartialUniques[i].WhereText)
	}
	for i := range t.RLS.Policies {
		p := &t.RLS.Policies[i]
		p.Using, p.Check = condition(p.UsingText), condition(p.CheckText)
	}
	if t.IsView {
		t.View = viewQuery(t.ViewText)
	}
}

// viewQuery reads the query of a view, nil when it cannot be read.
func viewQuery(text string) *sqlread.Statement {
	ddl := sqlread.ReadDDL("CREATE VIEW v AS " + text)
	if len(ddl.Changes) == 1 && ddl.Changes[0].View != nil {
		return ddl.Changes[0].View.Query
	}
	return nil
}
