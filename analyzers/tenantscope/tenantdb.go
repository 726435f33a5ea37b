package tenantscope

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// An application may keep each tenant's rows in a database or schema of its own. Then the handle confines a statement, whatever its text:
// what counts is that the handle was chosen by the tenant. It is written down like a pinned setting, under one of these names.
const (
	tenantDatabase = "database"    // a handle that was looked up or opened by the tenant
	searchPath     = "search_path" // the schema that a transaction was set to
)

// openers are functions that open a database by its name or address.
var openers = [...]string{
	"database/sql.Open", "github.com/jmoiron/sqlx.Open", "github.com/jmoiron/sqlx.Connect", "github.com/jmoiron/sqlx.MustConnect",
	"github.com/jackc/pgx/v5/pgxpool.New", "github.com/jackc/pgx/v5.Connect", "github.com/jackc/pgx/v4/pgxpool.Connect",
	"xorm.io/xorm.NewEngine",
}

// chosen is the value by which a handle was chosen among those of all tenants; nil when it is one for all.
func (j *judge) chosen(v ssa.Value, depth int) ssa.Value {
	if depth > 6 {
		return nil
	}
	switch x := j.held(v).(type) {
	case *ssa.Extract:
		return j.chosen(x.Tuple, depth+1)
	case *ssa.TypeAssert:
		return j.chosen(x.X, depth+1)
	case *ssa.Lookup:
		return x.Index
	case *ssa.Phi:
		return j.chosenOnEachWay(x, depth)
	case *ssa.Call:
		_, args := flow.Args(&x.Call)
		key := flow.Key(flow.Callee(&x.Call))
		switch {
		case (key == "(*sync.Map).Load" || key == "(*sync.Map).LoadOrStore") && len(args) > 0:
			return args[0]
		case slices.Contains(openers[:], key):
			return j.namedBy(args)
		}
		for _, s := range j.pinSummaries(key) {
			if s.Setting == tenantDatabase && s.Param > 0 && s.Param <= len(args) {
				return args[s.Param-1]
			}
		}
	}
	return nil
}

func (j *judge) chosenOnEachWay(phi *ssa.Phi, depth int) ssa.Value {
	var by ssa.Value
	for _, e := range phi.Edges {
		if c, ok := e.(*ssa.Const); ok && c.Value == nil {
			continue
		}
		v := j.chosen(e, depth+1)
		if v == nil || by != nil && !sameLeaf(j.p.Origins(flow.Ref{V: v}, flow.PassThrough), j.p.Origins(flow.Ref{V: by}, flow.PassThrough)) {
			return nil
		}
		by = v
	}
	return by
}

// namedBy is the value that stands in the text of a database's name or address: "dbname=tenant_" + id.
func (j *judge) namedBy(args []ssa.Value) ssa.Value {
	for _, a := range args {
		for _, alt := range j.p.Text(j.texts, flow.Ref{V: a}).Alts {
			for _, p := range alt {
				if p.Hole != nil && p.Hole.V != nil && len(p.Hole.Path) == 0 {
					return p.Hole.V
				}
			}
		}
	}
	return nil
}

// chosenFor reports that a handle was chosen by a tenant, and whether by the authenticated one. A tenant that the request's body or query
// names, or none, is no choice.
func (j *judge) chosenFor(handle ssa.Value) (pin PinSummary, ok bool) {
	by := j.chosen(handle, 0)
	if by == nil {
		return PinSummary{}, false
	}
	switch c := j.class(flow.Ref{V: by}); c.Class {
	case ClassBody, ClassZero, ClassConst, ClassNil, ClassFresh:
		return PinSummary{}, false
	case ClassTenant:
		return PinSummary{Setting: tenantDatabase, Traced: true}, true
	default:
		// A name that speaks of the tenant, or nothing tells that the value is one: shards are chosen by number.
		return PinSummary{Setting: tenantDatabase}, j.words.isTenant(c.Name) || j.words.isTenant(by.Name())
	}
}

// schemaOf reports that a schema is chosen by values of which none is the request's, and whether all are the authenticated tenant. They stand in
// the statement's own text, or in that of the value which is bound.
func (j *judge) schemaOf(alt *query.Alternative, bind *sqlread.Bind) (traced, ok bool) {
	by := slices.Clone(alt.Holes)
	var bound []query.Bound
	if bind != nil {
		bound = alt.Values(bind)
	}
	for _, b := range bound {
		if b.Ref.V == nil {
			continue
		}
		holes := 0
		for _, text := range j.p.Text(j.texts, b.Ref).Alts {
			for _, p := range text {
				if p.Hole != nil {
					by = append(by, *p.Hole)
					holes++
				}
			}
		}
		if holes == 0 && !b.IsConst {
			by = append(by, b.Ref)
		}
	}
	traced = true
	for _, r := range by {
		c := j.class(r)
		switch c.Class {
		case ClassBody, ClassZero, ClassConst, ClassNil:
			return false, false
		}
		traced = traced && c.Class == ClassTenant
	}
	return traced, len(by) > 0
}

// choices are the handles that a function gives out which were chosen by one of its parameters.
func (j *judge) choices(fn *ssa.Function, result int) (PinSummary, bool) {
	param := -1
	for _, ret := range flow.Returns(fn) {
		v := ret.Results[result]
		if c, ok := v.(*ssa.Const); ok && c.Value == nil {
			continue
		}
		by := j.chosen(v, 0)
		if by == nil {
			return PinSummary{}, false
		}
		leaves := j.p.Origins(flow.Ref{V: by}, flow.PassThrough)
		if len(leaves) != 1 || leaves[0].Kind != flow.LeafParam || leaves[0].Fn != fn || len(leaves[0].Path) > 0 || param >= 0 && leaves[0].Param != param {
			return PinSummary{}, false
		}
		param = leaves[0].Param
	}
	return PinSummary{Setting: tenantDatabase, Result: result, Param: param + 1}, param >= 0
}
