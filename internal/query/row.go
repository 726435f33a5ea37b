package query

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
	"sync"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// Op is what a library function does, as far as a rule must know.
type Op uint8

// The operations. Those of a chain (a query builder) are links or ends; see package chain's file for how they combine.
const (
	OpNone  Op = iota // touches no row by itself: closes, scans, configures
	OpSQL             // runs the text of role "sql"
	OpCopy            // bulk insert: roles "table", "cols", "rows", or "sql" for an INSERT whose rows come later
	OpStart           // starts a chain; Kind says of which statement, or none yet
	OpLink            // adds Clause to the receiver's chain and returns it
	OpEnd             // ends the chain with a statement of Kind
	OpPred            // makes a predicate or another part of a statement: generated predicates, builder conditions, Expr
	OpLit             // Func is a type whose literals stand for a part of a statement; its words are "Field:role"
)

// Role is what an argument means to the operation.
type Role string

// Roles. A trailing "..." in a row means that the role takes this and all further arguments.
const (
	RoleNone    Role = "_"
	RoleSQL     Role = "sql"     // text of whole statements
	RoleCond    Role = "cond"    // text of a condition, or a struct, map or key that stands for one
	RoleArgs    Role = "args"    // bound values: variadic, a slice, or one map or struct of named values
	RoleTable   Role = "table"   // text of a table reference
	RoleSchema  Role = "schema"  // name of the table's schema
	RoleModel   Role = "model"   // value whose type names the table
	RoleDest    Role = "dest"    // pointer that is filled; its type names the table when nothing else does
	RoleCols    Role = "cols"    // text of a projection or column list
	RoleColumn  Role = "column"  // text of one column
	RoleValue   Role = "value"   // value of that column
	RoleValues  Role = "values"  // struct or map of column values to write
	RoleRows    Role = "rows"    // source of rows of a bulk insert
	RoleJoin    Role = "join"    // text of a join, or the name of a relation
	RoleRel     Role = "rel"     // name of a relation to load
	RoleFunc    Role = "func"    // function that receives the chain and adds to it
	RoleKey     Role = "key"     // value of the primary key
	RolePred    Role = "pred"    // predicate value made by an OpPred call
	RoleQuery   Role = "query"   // another chain
	RoleConst   Role = "text"    // further text that is part of the statement (ORDER BY, a conflict clause)
	RoleHandle  Role = "handle"  // database handle
	RoleMutated Role = "mutated" // chain that is changed in place
	RoleRecv    Role = "recv"    // the receiver stands for the value of the primary key
	RoleBean    Role = "bean"    // struct whose set fields are conditions, or a condition value
	RoleExpr    Role = "expr"    // clause value: a lock, an upsert
	RoleReset   Role = "reset"   // options that may say that the chain starts anew
	RoleNothing Role = "nothing" // true: an upsert that changes nothing
	RoleAll     Role = "all"     // true: an upsert that changes every column
)

// Clause is what a link adds.
type Clause string

// Clauses. The meaning is that of the SQL clause of the same name; those that are special to a library say so.
const (
	ClauseNop      Clause = ""
	ClauseWhere    Clause = "where"
	ClauseOr       Clause = "or"
	ClauseNot      Clause = "not"
	ClauseWherePK  Clause = "wherepk" // the model's primary key equals its own field
	ClauseIn       Clause = "in"      // column IN values
	ClauseNotIn    Clause = "notin"
	ClauseEq       Clause = "eq"    // column = value
	ClauseGroup    Clause = "group" // the predicates that a function adds, in parentheses
	ClauseOrGroup  Clause = "orgroup"
	ClauseJoin     Clause = "join"
	ClauseLeftJoin Clause = "leftjoin"
	ClauseOn       Clause = "on"
	ClauseOnOr     Clause = "onor"
	ClauseTable    Clause = "table"
	ClauseModel    Clause = "model"
	ClauseSelect   Clause = "select"
	ClauseOmit     Clause = "omit"
	ClauseSet      Clause = "set"
	ClauseValues   Clause = "values"
	ClauseScopes   Clause = "scopes"
	ClausePreload  Clause = "preload"
	ClauseConflict Clause = "conflict"
	ClauseRaw      Clause = "raw"  // the chain is this statement
	ClauseWith     Clause = "with" // common table expression; of a predicate: a function that is called with the statement behind them, WITH(…)(statement)
	ClauseUnion    Clause = "union"
	ClauseHaving   Clause = "having"
	ClauseReset    Clause = "reset"   // a handle without what the chain carried; with Column: where that field of the options is true
	ClauseValue    Clause = "value"   // a column of the row that is written, beside those of its value
	ClauseHandle   Clause = "handle"  // a handle that carries what the chain carries: further links leave it as it is
	ClauseCopy     Clause = "copy"    // a chain of its own with the same links; of a function: of those of its argument
	ClauseApply    Clause = "apply"   // functions add to the chain at once
	ClauseCompare  Clause = "compare" // column Kind value, Kind being the operator
	ClauseAnd      Clause = "and"     // predicates joined with AND
	ClauseKey      Clause = "key"     // the primary key is a value
	ClauseAlias    Clause = "alias"   // another name for the statement's table
	ClauseTypeArg  Clause = "typearg" // the model is the result's type argument
	ClauseCols     Clause = "cols"    // the columns that a write is confined to
	ClauseAllCols  Clause = "allcols" // every column is written
	ClauseExprs    Clause = "exprs"   // clause values
	ClauseAssoc    Clause = "assoc"   // what follows is about a relation of the model's value
	ClauseEdge     Clause = "edge"    // a generated client's edge
	ClauseIdent    Clause = "ident"   // a value that is an identifier; Column names the field that holds it
	ClauseHole     Clause = "hole"    // what is not read: a condition, or what a link changes
	ClausePass     Clause = "pass"    // a value in another form
	ClauseAssign   Clause = "assign"  // values for a row that is created when none is found
	ClauseUnscope  Clause = "unscope" // drops soft-delete conditions only
	ClauseReturn   Clause = "returning"
	ClauseText     Clause = "statement" // of an end or a bulk insert: its first result is the text of the statement, which is judged here and not where it runs
	ClausePrefix   Clause = "prefix"    // text before the statement
	ClauseSuffix   Clause = "suffix"    // text behind the statement
	ClauseSource   Clause = "source"    // the rows that are inserted are those of a chain
	ClauseColumn   Clause = "column"    // makes the name of a column
	ClauseOps      Clause = "ops"       // of a map literal: its keys are operators, "key:operator" in Args
	ClauseWrap     Clause = "wrap"      // what the chain is becomes a derived table of it
	ClauseOption   Clause = "option"    // of a literal's type: an argument that is no value of a placeholder
	ClauseKeys     Clause = "keys"      // of an end: arguments that are the values of key columns
	ClauseMods     Clause = "mods"      // values that are links themselves
	ClauseExists   Clause = "exists"    // EXISTS with a chain
	ClauseBool     Clause = "bool"      // TRUE or FALSE where the value is a constant
	ClauseFunc     Clause = "function"  // a call of the database's function Kind with a column
	ClauseWrite    Clause = "write"     // of a link of a text builder: what it writes; Kind is the text where no argument says it
	ClausePrint    Clause = "print"     // a part of a statement that functions write into a text builder, or the text of the builder that is the receiver
)

// Row says what one library function means. Users add rows with the same words in .bailiwick.yml.
type Row struct {
	// Func is the function's key: "database/sql.Open", "(*database/sql.DB).Query", "(github.com/jackc/pgx/v5.Tx).Exec".
	// A last element "*" stands for every method of the type: "(*database/sql.Rows).*".
	Func string
	Op   Op
	// Kind is the statement of a start or an end: "select", "insert", "update", "delete", "count", "first" …; see chain.go.
	Kind string
	// Clause is what a link adds.
	Clause Clause
	// Args are the roles of the arguments without the receiver, separated by blanks; the last may end in "...".
	Args string
	// Column is the column, or the field, that the row is about where no argument names it.
	Column string
	// Table is the table that the row is about where no argument names it.
	Table string
	// Edge is the relation of a generated client that the row is about.
	Edge *Edge

	model, owner *types.Named // of a generated function: the model that it reads, and the one whose value it hangs on
	keys         []keyArg     // of a generated look-up

	lib    *Library // that lists it
	entity *entity  // whose builder or predicate a generated client's row is about
}

// Kinds of statements that starts and ends name. An end without one runs the statement of its start.
const (
	KindSelect        = "select"
	KindCount         = "count"
	KindInsert        = "insert"
	KindUpdate        = "update"
	KindDelete        = "delete"
	KindTruncate      = "truncate"
	KindMerge         = "merge"
	KindValues        = "values"      // VALUES: rows that are not a table's
	KindSave          = "save"        // UPDATE by primary key of the whole row; INSERT where the key is not set
	KindFirstOrCreate = "firstcreate" // SELECT, and INSERT where nothing was found
	KindNone          = "none"        // runs a statement only where a link gave it one
	KindNothing       = "nothing"     // statements that touch no row of a table: DDL
	KindFurther       = "further"     // of a table link: a further table beside the first
	KindReplace       = "replace"     // INSERT that takes the place of a row with any of its keys
	KindQuery         = "query"       // of an alias: the name of the chain where it is a table of another one
	KindRows          = "rows"        // of values: each argument is a row
	KindView          = "view"        // of a column: it belongs to the table that the receiver stands for, and to no other
	KindOnly          = "only"        // of a condition: it takes the place of those before it
	KindLateral       = "lateral"     // of a copy: where it is a table, it sees the tables before it
	KindAssocAppend   = "assoc-append"
	KindAssocReplace  = "assoc-replace"
	KindAssocDelete   = "assoc-delete"
	KindAssocClear    = "assoc-clear"
)

// Library is the rows of one library.
type Library struct {
	Name string
	// Paths are the import paths of the library; a call into one of them that no row lists is unresolved.
	Paths []string
	Rows  []Row
	// Mutable chains change their receiver: a link counts although its result is dropped.
	Mutable bool
	// Handles are the types whose values are plain database handles unless something shows what they carry.
	Handles []string
	// Carriers are further types whose values carry a chain, although no link or end is a method of theirs.
	Carriers []string
	// Tables are the types that a generated struct embeds to be a table; its other fields are the columns (chain_generated.go).
	Tables []string
	// EndResets is true when an end call leaves its chain empty, so that the builder can be used for the next statement.
	EndResets bool
	// Nested is true when OR and AND links take everything before them as their left side; else AND binds stronger.
	Nested bool
	// NamedMarks is true when "?" may be followed by a number or a name.
	NamedMarks bool
	// KeyText is true when a condition text that is a number is the primary key.
	KeyText bool
	// SnakeAlias is true when a joined relation goes by the snake-case form of its name.
	SnakeAlias bool
	// SubSelects is true when a chain that is given as a condition is a sub-select with what its prefix says; else it groups conditions.
	SubSelects bool
	// Bare is true when a column that a text names goes without the name of the statement's table.
	Bare bool
	// Rules say how the library maps Go types to tables; nil when it does not.
	Rules *ModelRules
	// Shapes are method signatures by which an interface of the user's own is recognised as a handle of the library:
	// "Exec(context.Context, string, ...any) (github.com/jackc/pgx/v5/pgconn.CommandTag, error)", with the roles of the row.
	Shapes []Row
}

// Roles splits the roles of a row; rest is the role of all further arguments, empty when there are none.
func (r *Row) Roles() (roles []Role, rest Role) {
	for _, f := range strings.Fields(r.Args) {
		if f, more := strings.CutSuffix(f, "..."); more {
			return append(roles, Role(f)), Role(f)
		}
		roles = append(roles, Role(f))
	}
	return roles, ""
}

// Fills reports whether a call of the function may write to the variables whose addresses it is given. A link only reads the value that it is
// told about, and so does a write of that value.
func (r *Row) Fills() bool {
	switch r.Op {
	case OpStart, OpLink, OpPred, OpLit:
		return false
	case OpEnd:
		return r.Index(RoleDest) >= 0 || r.Index(RoleBean) >= 0
	}
	return true
}

// words are the roles with their fields, of a row about literals.
func (r *Row) words() []string { return strings.Fields(r.Args) }

// cutWord splits "Field:role".
func cutWord(w string) (field string, role Role) {
	f, r, _ := strings.Cut(w, ":")
	return f, Role(r)
}

// Index is the argument with a role, -1 when the row has none.
func (r *Row) Index(role Role) int {
	roles, _ := r.Roles()
	return slices.Index(roles, role)
}

// Variadic reports whether the role is the trailing one.
func (r *Row) Variadic(role Role) bool {
	_, rest := r.Roles()
	return rest == role
}

// Models finds rows by function.
type Models struct {
	exact  map[string]*Row
	types  map[string]*Row // "(*T).*"
	shapes flow.Shapes[*Row]
	values func() map[string]*Row // rows that run text by their shapes without a name, made when first asked for
	paths  map[string]*Library
	all    []Library
}

// NewModels indexes libraries. A row that is listed twice is a fault of the tables.
func NewModels(libs []Library) (*Models, error) {
	n := 0
	for i := range libs {
		n += len(libs[i].Rows)
	}
	m := &Models{exact: make(map[string]*Row, n), types: map[string]*Row{}, paths: map[string]*Library{}, all: libs}
	for i := range libs {
		lib := &libs[i]
		for _, p := range lib.Paths {
			m.paths[p] = lib
		}
		for j := range lib.Rows {
			row := &lib.Rows[j]
			row.lib = lib
			into := m.exact
			key := row.Func
			if strings.HasSuffix(key, ").*") {
				into, key = m.types, strings.TrimSuffix(key, ".*")
			}
			if into[key] != nil {
				return nil, fmt.Errorf("query: %s is listed twice", row.Func)
			}
			into[key] = row
		}
		for j := range lib.Shapes {
			row := &lib.Shapes[j]
			row.lib = lib
			m.shapes.Set(row.Func, row)
		}
	}
	m.values = sync.OnceValue(m.functionValues)
	return m, nil
}

// Row finds the row of a function key.
func (m *Models) Row(key string) *Row {
	if r := m.exact[key]; r != nil {
		return r
	}
	if i := strings.LastIndex(key, ")."); i > 0 {
		return m.types[key[:i+1]]
	}
	return nil
}

// shape finds the row of a function value by its signature alone, for functions that run text.
func (m *Models) shape(signature string) *Row {
	return m.values()[signature]
}

// functionValues are the rows that run text by their signatures. Of methods of one signature the first says how the text is taken.
func (m *Models) functionValues() map[string]*Row {
	out := map[string]*Row{}
	for _, shape := range SortedKeys(m.shapes.All()) {
		row := m.shapes.All()[shape]
		i := strings.IndexByte(shape, '(')
		if i < 0 || row.Op != OpSQL {
			continue
		}
		if found := out[shape[i:]]; found == nil || row.Args == found.Args {
			out[shape[i:]] = row
		}
	}
	return out
}

// Library is the library that an import path belongs to, nil when none is modelled.
func (m *Models) Library(path string) *Library { return m.paths[path] }

// libraries lists the libraries, sorted by name.
func (m *Models) libraries() []*Library {
	out := make([]*Library, len(m.all))
	for i := range m.all {
		out[i] = &m.all[i]
	}
	slices.SortFunc(out, func(a, b *Library) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Paths lists the import paths of all libraries, sorted.
func (m *Models) Paths() []string {
	out := make([]string, 0, len(m.paths))
	for p := range m.paths {
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}

// BoilTemplates are the rows of what sqlboiler generates, for the test that holds them against its own templates.
func BoilTemplates() []Row { return boilLibrary().Rows }

// Libraries lists every row of every library, for the test that holds the tables against the real libraries.
func Libraries() []Library {
	return append(append(drivers(), sqlboilerLibraries()...), goJet(), clickhouse(), databaseSQL(), sqlx(), pgx(), pgx4(), gorm(), gormGenerics(), gorm1(), goqu(), bun(), xorm(), ent(), entBuilder(), squirrel())
}
