package member

import (
	"context"
	"database/sql"
)

type userKey struct{}

// Rows are the memberships.
type Rows struct{ DB *sql.DB }

func CurrentUserID(ctx context.Context) string {
	u, ok := ctx.Value(userKey{}).(string)
	if !ok {
		panic("no user")
	}
	return u
}

func (m *Rows) IsMember(ctx context.Context, tenant string) (bool, error) {
	var n int
	err := m.DB.QueryRow("SELECT count(*) FROM members WHERE tenant_id = $1 AND user_id = $2", tenant, CurrentUserID(ctx)).Scan(&n)
	return n > 0, err
}
