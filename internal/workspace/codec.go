package workspace

import (
	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/snapshot"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// content is a catalog as plain data.
type content struct {
	Tables        []*catalog.Table
	TenantColumns []string
	Why           []string
	Problems      []catalog.Problem
	Inputs        []string
}

func contentOf(c *catalog.Catalog) content {
	return content{c.Tables(), c.TenantColumns, c.Why, c.Problems, c.Inputs}
}

// catalog makes the catalog that contentOf was given.
func (c content) catalog() *catalog.Catalog {
	cat := catalog.New(c.Tables)
	cat.TenantColumns, cat.Why, cat.Problems, cat.Inputs = c.TenantColumns, c.Why, c.Problems, c.Inputs
	return cat
}

// codec knows the nodes of SQL that a catalog holds: views, policies, partial indexes.
func codec() *snapshot.Codec {
	return snapshot.New(
		(*sqlread.Relation)(nil), (*sqlread.Join)(nil), (*sqlread.Derived)(nil), (*sqlread.FuncTable)(nil),
		(*sqlread.Column)(nil), (*sqlread.Bind)(nil), (*sqlread.Hole)(nil), (*sqlread.Literal)(nil), (*sqlread.Binary)(nil),
		(*sqlread.Unary)(nil), (*sqlread.Func)(nil), (*sqlread.Cast)(nil), (*sqlread.Row)(nil), (*sqlread.In)(nil),
		(*sqlread.Exists)(nil), (*sqlread.Sub)(nil), (*sqlread.Quantified)(nil), (*sqlread.Between)(nil), (*sqlread.Case)(nil),
		(*sqlread.Array)(nil), (*sqlread.Star)(nil), (*sqlread.Raw)(nil),
	)
}
