package scope

import (
	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// Decide judges every relation reference of a statement. The result is sorted by position and is the same for the same
// input. v may be nil.
func Decide(stmt *sqlread.Statement, cat *catalog.Catalog, v Values, opt Options) []Ref {
	return nil
}

// Pin reads a statement that pins a session setting: SELECT set_config('app.x', $1, true) or SET [LOCAL] app.x = ….
// bind is nil when the value is no bound value (a reset). local is true for transaction scope.
func Pin(stmt *sqlread.Statement) (setting string, bind *sqlread.Bind, local, ok bool) {
	return "", nil, false, false
}

// Pinned tells whether row-level security confines a command ("SELECT", "INSERT", "UPDATE", "DELETE") on the table to
// the tenant in the setting.
func Pinned(table *catalog.Table, cat *catalog.Catalog, command, setting string) (ok bool, why, assumptions []string) {
	return false, nil, nil
}
