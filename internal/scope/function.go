package scope

import (
	"strconv"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// transparent functions return their first argument in another notation: equality through them is equality of the
// argument, up to case, blanks and type.
var transparent = map[string]bool{
	"lower": true, "upper": true, "trim": true, "btrim": true, "ltrim": true, "rtrim": true, "nullif": true,
	"uuid": true, "text": true, "varchar": true, "int4": true, "int8": true, "bigint": true, "convert": true, "cast": true,
	"uuid_to_bin": true, "bin_to_uuid": true, "unhex": true, "hex": true, "binary": true, "to_uuid": true, "touuid": true,
}

// unfolders turn one value that carries many into rows or into one of them.
var unfolders = map[string]bool{
	"unnest": true, "json_each": true, "jsonb_each": true, "json_table": true,
	"json_array_elements": true, "jsonb_array_elements": true, "json_array_elements_text": true, "jsonb_array_elements_text": true,
	"json_to_recordset": true, "jsonb_to_recordset": true, "json_to_record": true, "jsonb_to_record": true,
	"json_populate_recordset": true, "jsonb_populate_recordset": true, "string_to_table": true, "regexp_split_to_table": true,
}

// rowless are the set-returning functions that read no table. Other functions in FROM may be the user's own.
var rowless = map[string]bool{
	"generate_series": true, "generate_subscripts": true, "json_object_keys": true, "jsonb_object_keys": true,
	"json_each_text": true, "jsonb_each_text": true, "json_tree": true, "jsonb_path_query": true, "regexp_matches": true,
	"regexp_split_to_array": true, "string_to_array": true, "xmltable": true, "each": true, "aclexplode": true,
	"ts_stat": true, "ts_parse": true, "current_setting": true, "set_config": true, "carray": true,
	"pragma_table_info": true, "rows from": true,
}

// pickers are aggregates and window functions whose result is the value that their argument has in one of the rows.
var pickers = map[string]bool{
	"min": true, "max": true, "any_value": true, "array_agg": true,
	"first_value": true, "last_value": true, "nth_value": true, "lag": true, "lead": true, "unnest": true,
}

// aggregates collapse rows.
var aggregates = map[string]bool{
	"count": true, "sum": true, "avg": true, "min": true, "max": true, "any_value": true, "array_agg": true,
	"string_agg": true, "group_concat": true, "json_agg": true, "jsonb_agg": true, "json_object_agg": true, "jsonb_object_agg": true,
	"json_group_array": true, "json_group_object": true, "json_arrayagg": true, "json_objectagg": true, "total": true,
	"bool_and": true, "bool_or": true, "every": true, "bit_and": true, "bit_or": true, "stddev": true, "variance": true,
	"percentile_cont": true, "percentile_disc": true, "mode": true,
}

// sqlValues are functions of the database that need no argument and say nothing about who asks.
var sqlValues = map[string]bool{
	"now": true, "current_timestamp": true, "current_date": true, "current_time": true, "clock_timestamp": true,
	"statement_timestamp": true, "transaction_timestamp": true, "localtime": true, "localtimestamp": true, "random": true, "rand": true,
	"gen_random_uuid": true, "uuid_generate_v4": true, "uuid_generate_v1": true, "uuidv7": true, "uuid": true, "randomblob": true,
	"nextval": true, "lastval": true, "currval": true, "last_insert_id": true, "last_insert_rowid": true, "unix_timestamp": true,
	"utc_timestamp": true, "datetime": true, "date": true, "strftime": true, "pg_backend_pid": true, "version": true,
	"current_schema": true, "database": true, "txid_current": true, "row_number": true, "rank": true, "dense_rank": true,
}

// strip removes casts and transparent functions.
func strip(e sqlread.Expr) sqlread.Expr {
	for {
		switch x := e.(type) {
		case *sqlread.Cast:
			e = x.X
		case *sqlread.Row:
			if len(x.Elems) != 1 {
				return e
			}
			e = x.Elems[0]
		case *sqlread.Unary:
			if x.Op != "BINARY" {
				return e
			}
			e = x.X
		case *sqlread.Func:
			if !transparent[x.Name] || len(x.Args) == 0 || x.Window {
				return e
			}
			e = x.Args[0]
		case *sqlread.Binary:
			if x.Op != "COLLATE" && x.Op != "AT TIME ZONE" {
				return e
			}
			e = x.L
		default:
			return e
		}
	}
}

// pureVal is the worth of an expression that is made of bound values and constants only, nil for others: whatever a
// function makes of bound values is a value that the application supplied.
func (d *decider) pureVal(e sqlread.Expr) *val {
	e = strip(e)
	switch x := e.(type) {
	case *sqlread.Bind:
		return d.terms[d.bind(x)].own
	case *sqlread.Literal:
		if x.Kind == sqlread.LitDefault || x.Kind == sqlread.LitOther {
			return nil
		}
		return literalVal(x)
	case *sqlread.Hole:
		return &val{kind: valHole}
	case *sqlread.Func:
		if name, ok := settingOf(x); ok {
			return d.terms[d.setting(name)].own
		}
		if unfolders[x.Name] && len(x.Args) > 0 {
			return severalOf(d.pureVal(x.Args[0]))
		}
		if len(x.Args) == 0 && !x.Star && !sqlValues[x.Name] && !aggregates[x.Name] {
			// A function of the application's own schema, such as current_tenant_id().
			return &val{
				kind: valSession, why: "tenant key equals " + x.Name + "()",
				assume: []string{"the database function " + x.Name + "() returns the tenant of the caller"},
			}
		}
	case *sqlread.Case, *sqlread.Sub, *sqlread.Column, *sqlread.Raw, nil:
		return nil
	}
	p := purity{d: d}
	p.walk(e, 0)
	if p.impure || p.v == nil {
		return nil
	}
	if p.v.kind == valLiteral || p.v.kind == valHole || p.v.kind == valZero {
		return p.v
	}
	v := *p.v
	return &v
}

// purity looks whether an expression consists of values from outside only. A constant beside a bound value (a prefix, a
// format) does not spoil it.
type purity struct {
	d      *decider
	v      *val
	impure bool
}

func (p *purity) walk(e sqlread.Expr, depth int) {
	if depth > 64 {
		p.impure = true
	}
	if p.impure || e == nil {
		return
	}
	switch x := e.(type) {
	case *sqlread.Bind:
		p.add(p.d.terms[p.d.bind(x)].own)
	case *sqlread.Literal:
		if x.Kind == sqlread.LitString || x.Kind == sqlread.LitNumber || x.Kind == sqlread.LitBool {
			if p.v == nil {
				p.v = literalVal(x)
			}
		}
	case *sqlread.Hole:
		p.v, p.impure = &val{kind: valHole}, false
	case *sqlread.Cast:
		p.walk(x.X, depth+1)
	case *sqlread.Func:
		if x.Filter != nil || x.Window || aggregates[x.Name] || len(x.Args) == 0 {
			p.impure = true
			return
		}
		if name, ok := settingOf(x); ok {
			p.add(p.d.terms[p.d.setting(name)].own)
			return
		}
		for _, a := range x.Args {
			p.walk(a, depth+1)
		}
	case *sqlread.Binary:
		p.walk(x.L, depth+1)
		p.walk(x.R, depth+1)
	case *sqlread.Unary:
		p.walk(x.X, depth+1)
	case *sqlread.Row:
		for _, a := range x.Elems {
			p.walk(a, depth+1)
		}
	case *sqlread.Array:
		for _, a := range x.Elems {
			p.walk(a, depth+1)
		}
	default:
		p.impure = true
	}
}

func (p *purity) add(v *val) {
	if p.v == nil || p.v.kind == valLiteral {
		p.v = v
		return
	}
	if p.v.kind != valHole {
		p.v = either(p.v, v)
	}
}

// severalOf says that a term is one of the values that v carries.
func severalOf(v *val) *val {
	if v == nil || v.slice {
		return v
	}
	w := *v
	w.slice = true
	return &w
}

// listVal is the worth of a value that is one of the list: nil unless each is known.
func (d *decider) listVal(es []sqlread.Expr) *val {
	var v *val
	var binds []*sqlread.Bind
	for i, e := range es {
		w := d.pureVal(e)
		if w == nil {
			return nil
		}
		binds = append(binds, w.binds...)
		if i == 0 {
			v = w
		} else {
			m := *either(v, w)
			m.binds = m.binds[:min(len(m.binds), 1)] // all binds are put together at the end, once
			v = &m
		}
	}
	if v == nil || len(es) == 1 {
		return v
	}
	all := *v
	all.binds = distinct(binds)
	return &all
}

// distinct leaves out what was there before.
func distinct(binds []*sqlread.Bind) []*sqlread.Bind {
	seen := make(map[*sqlread.Bind]bool, len(binds))
	out := binds[:0:0]
	for _, b := range binds {
		if !seen[b] {
			seen[b] = true
			out = append(out, b)
		}
	}
	return out
}

// settingOf reads current_setting('name'[, missing_ok]).
func settingOf(f *sqlread.Func) (string, bool) {
	if f.Name != "current_setting" || len(f.Args) == 0 {
		return "", false
	}
	l, ok := strip(f.Args[0]).(*sqlread.Literal)
	if !ok || l.Kind != sqlread.LitString {
		return "", false
	}
	return strings.ToLower(l.Text), true
}

// hasAggregate and hasWindow look into an output expression, not into its sub-selects.
func hasAggregate(e sqlread.Expr) bool {
	return contains(e, func(f *sqlread.Func) bool { return aggregates[f.Name] && !f.Window })
}

func hasWindow(e sqlread.Expr) bool {
	return contains(e, func(f *sqlread.Func) bool { return f.Window })
}

func contains(e sqlread.Expr, want func(*sqlread.Func) bool) bool {
	found := false
	walkExpr(e, func(e sqlread.Expr) bool {
		if f, ok := e.(*sqlread.Func); ok && want(f) {
			found = true
		}
		return !found
	})
	return found
}

func itoa(i int) string { return strconv.Itoa(i) }
