package scope

import (
	"strconv"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// A term is a value that is fixed once the rows of a statement are: a column of one row, a placeholder, a constant.
// Terms are what equality classes are made of. The zero term is no term: an expression about which nothing is known.
type term int32

// termInfo describes a term.
type termInfo struct {
	row *row   // of a column
	col string // folded
	own *val   // what the term is known to be by itself: a placeholder, a constant
}

// row stands for one row of one relation reference: a variable over the table's rows.
type row struct {
	rel   *sqlread.Relation // nil for a row that no reference names
	table *catalog.Table    // nil when unknown
	group *group            // the side of outer joins on which the row may be missing
	cols  map[string]term
	names []string // keys of cols in order of first use
	realm *realm
	write bool
	quiet bool // a copy made to draw conclusions from, not to be judged
	none  bool // a row that does not exist yet (EXCLUDED): nothing hangs by its keys
}

// tenantCol is the made-up column that stands for the tenant of a row whose table has no tenant column.
const tenantCol = "\x00tenant"

// fold brings an identifier to the form in which names are compared.
func fold(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x80 || 'A' <= c && c <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}

// newTerm makes a term that equals nothing yet.
func (d *decider) newTerm(own *val) term {
	d.terms = append(d.terms, termInfo{own: own})
	return term(len(d.terms) - 1)
}

// column returns the term of a column of a row.
func (d *decider) column(r *row, name string) term {
	name = fold(name)
	if t, ok := r.cols[name]; ok {
		return t
	}
	d.terms = append(d.terms, termInfo{row: r, col: name})
	t := term(len(d.terms) - 1)
	if r.cols == nil {
		r.cols = make(map[string]term)
	}
	r.cols[name] = t
	r.names = append(r.names, name)
	return t
}

// tenant returns the term for whose row r is: its tenant key, or the made-up column of an inherited table; 0 for
// tables that belong to nobody.
func (d *decider) tenant(r *row) term {
	if r.table == nil {
		return 0
	}
	switch r.table.Tenancy.Kind {
	case catalog.Owned, catalog.Root:
		return d.column(r, r.table.Tenancy.Key)
	case catalog.Inherited:
		return d.column(r, tenantCol)
	}
	return 0
}

// bindKey identifies a placeholder: two with the same key carry the same value.
type bindKey struct {
	index int
	name  string
	ptr   *sqlread.Bind // when neither index nor name tells
}

func keyOfBind(b *sqlread.Bind) bindKey {
	if b.Index < 0 && b.Name == "" {
		return bindKey{ptr: b}
	}
	return bindKey{index: b.Index, name: fold(b.Name)}
}

// bind returns the term of a placeholder. A slice is one of several values: each use is a term of its own.
func (d *decider) bind(b *sqlread.Bind) term {
	if b.Slice {
		return d.newTerm(d.bindVal(b))
	}
	k := keyOfBind(b)
	if t, ok := d.binds[k]; ok {
		return t
	}
	t := d.newTerm(d.bindVal(b))
	d.binds[k] = t
	return t
}

// literal returns the term of a constant.
func (d *decider) literal(l *sqlread.Literal) term {
	k := strconv.Itoa(int(l.Kind)) + ":" + l.Text
	if t, ok := d.lits[k]; ok {
		return t
	}
	t := d.newTerm(literalVal(l))
	d.lits[k] = t
	return t
}

// setting returns the term of a session setting.
func (d *decider) setting(name string) term {
	if t, ok := d.settings[name]; ok {
		return t
	}
	v := &val{kind: valSession, setting: name, why: "tenant key equals the session setting " + name}
	if name != d.opt.SessionSetting {
		v.assume = []string{"the session setting " + name + " holds the tenant of the caller"}
	}
	t := d.newTerm(v)
	d.settings[name] = t
	return t
}
