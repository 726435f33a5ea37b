package sqlread

// Span is a half-open byte range [Start, End) of the text that was read.
// Nodes that were built from Go calls (an ORM chain) rather than read from text have the zero Span.
type Span struct{ Start, End int }

// Kind says what a statement does.
type Kind uint8

// The kinds of statements. KindFragment is text that is no statement on its own: a WHERE clause
// that a query builder receives, an ORDER BY tail, a column list.
const (
	KindUnknown Kind = iota
	KindSelect
	KindInsert
	KindUpdate
	KindDelete
	KindMerge
	KindTruncate
	KindCopy
	KindSet  // SET, RESET, SET LOCAL
	KindDDL  // CREATE, ALTER, DROP, COMMENT, GRANT …
	KindCall // CALL, DO, EXECUTE
	KindUtil // BEGIN, COMMIT, LOCK, VACUUM, ANALYZE, PRAGMA, NOTIFY …: touches no row
	KindFragment
)

// Script is the result of reading a text: its statements in order of appearance.
//
// A Problem stands in exactly one place: with its statement, or here when it belongs to none.
type Script struct {
	Statements []*Statement
	Comments   []Span // every comment of the text, in order, with its signs
	Problems   []Problem
}

// Problem is a place that could not be read. What was found beside it is kept.
type Problem struct {
	Span   Span
	Reason string
}

// Statement is one SQL statement. Which fields are filled depends on Kind:
//
//   - select: Query (its WITH items are in Query.With); Target is the new table of SELECT … INTO
//   - insert: Target, Columns, Rows or Query (INSERT … SELECT) or neither (DEFAULT VALUES), Conflict, Returning
//   - update: Target, Set, From, Where, Returning. In MySQL's multi-table form From holds all the joined tables and Target
//     and Targets, the ones whose columns are set, point into it.
//   - delete: Target, From (USING), Where, Returning. MySQL's multi-table DELETE lists further targets in Targets; they
//     point into From.
//   - merge: Target, From (the source), Where (the ON condition), Merge, Returning
//   - truncate: Target, Targets; copy: Target, Columns or Query
//   - set: Set holds one Assign a setting
//   - ddl: Target and Query of CREATE TABLE|VIEW … AS SELECT; the rest is the schema reader's
//   - call: Query holds the call as its only item
//   - fragment: Query holds the clauses that were found; whatever comes before them is missing
//
// A column whose name is not known (a hole in a column list) has an empty Name. Rows that are not known are one row of one Hole.
type Statement struct {
	Kind      Kind
	Temp      bool // CREATE TEMP TABLE without IF NOT EXISTS: the new table holds the rows of Query and is seen by this session only
	Span      Span
	With      []*CTE
	Query     *Query
	Target    *Relation
	Targets   []*Relation // all targets when there are several, Target first
	Columns   []*Column
	Rows      [][]Expr
	Set       []Assign
	From      []TableExpr
	Where     Expr
	Conflict  *Conflict
	Merge     []MergeAction
	Returning []SelectItem
	OrderBy   []Expr
	Limit     Expr
	// FromSpan is the FROM or USING clause (of MySQL's UPDATE the joined tables, which have no keyword), WhereSpan the WHERE
	// clause (of MERGE the ON), each with its keyword; zero when absent.
	FromSpan, WhereSpan Span
	// Tail holds what stands where a clause could: text that the program adds and that may hold joins, predicates or more.
	Tail []Expr
	// Local is true for SET LOCAL.
	Local bool
	// Replace is true for REPLACE INTO and INSERT OR REPLACE: an upsert on every unique key.
	Replace bool
	// Ignore is true for INSERT IGNORE and INSERT OR IGNORE.
	Ignore bool
	// Verb is the upper-case first keyword, e.g. "CREATE", "VACUUM".
	Verb string
	// Name is the sqlc query name when the statement carries a "-- name: X :one" annotation; Command is "one", "many", "exec" ….
	Name, Command string
	Problems      []Problem
}

// CTE is one WITH item. Body may be any statement (data-modifying CTEs).
type CTE struct {
	Name      string
	Columns   []string
	Recursive bool // the WITH clause says RECURSIVE
	Body      *Statement
	Span      Span
}

// SetOp joins the two arms of a compound query.
type SetOp uint8

// Set operations.
const (
	NoSetOp SetOp = iota
	Union
	Intersect
	Except
)

// Query is a query expression: one SELECT, a VALUES list, or two arms under a set operation.
type Query struct {
	Span        Span
	With        []*CTE
	Op          SetOp
	All         bool
	Left, Right *Query // when Op is not NoSetOp
	Values      [][]Expr
	Distinct    bool
	DistinctOn  []Expr
	Items       []SelectItem
	From        []TableExpr
	Where       Expr
	GroupBy     []Expr
	Having      Expr
	Windows     []Expr // the expressions of the WINDOW clause
	OrderBy     []Expr
	Limit       Expr
	Offset      Expr
	Locking     bool // FOR UPDATE and its like
	// FromSpan and WhereSpan are the clauses with their keywords; zero when absent.
	FromSpan, WhereSpan Span
	// Tail holds what stands where a clause could: text that the program adds and that may hold joins, predicates or more.
	Tail []Expr
}

// SelectItem is one output column.
type SelectItem struct {
	Expr  Expr   // nil for *
	Star  bool   // * or t.*
	Table string // the qualifier of t.*
	Alias string
	Span  Span
}

// TableExpr is what may stand in FROM: *Relation, *Join, *Derived or *FuncTable.
type TableExpr interface{ tableExpr() }

// Relation is a reference to a named table, view or CTE.
type Relation struct {
	Schema, Name string // unquoted; as written otherwise
	Quoted       bool   // Name was quoted
	Alias        string // empty when none
	Columns      []string
	Span         Span  // of the (qualified) name
	Hole         int   // 1-based index of the hole that stands where the name should, 0 when the name is known, -1 when a placeholder or a template stands there
	Bind         *Bind // the placeholder that stands where the name should
}

// JoinKind says which side of a join is kept without a match.
type JoinKind uint8

// Joins. A comma or CROSS JOIN is JoinCross.
const (
	JoinInner JoinKind = iota
	JoinLeft
	JoinRight
	JoinFull
	JoinCross
)

// Join is L JOIN R.
type Join struct {
	Kind    JoinKind
	Left    TableExpr
	Right   TableExpr
	On      Expr
	Using   []string
	Natural bool
	Lateral bool
	Span    Span
}

// Derived is a sub-select in FROM. Body is a query, or a data-modifying statement where a dialect has them.
type Derived struct {
	Query   *Query
	Lateral bool
	Alias   string
	Columns []string
	Span    Span
}

// FuncTable is a set-returning function in FROM: unnest, json_each, generate_series, a table function of the user.
type FuncTable struct {
	Func    *Func
	Lateral bool
	Alias   string
	Columns []string
	Span    Span
}

func (*Relation) tableExpr()  {}
func (*Join) tableExpr()      {}
func (*Derived) tableExpr()   {}
func (*FuncTable) tableExpr() {}

// Assign is one SET item. Several columns assigned from one row or sub-select share Value.
type Assign struct {
	Columns []*Column
	Value   Expr
	Span    Span
}

// Conflict is ON CONFLICT … or ON DUPLICATE KEY UPDATE.
type Conflict struct {
	Columns     []string // the conflict target's plain columns
	Expressions bool     // the conflict target has an expression or a hole beside them
	Target      Expr     // the WHERE of the conflict target: a partial index's predicate
	Constraint  string   // ON CONSTRAINT name
	AnyKey      bool     // ON DUPLICATE KEY UPDATE, and SQLite's DO UPDATE without a target: every unique key of the table
	DoNothing   bool
	Set         []Assign
	Where       Expr // the WHERE of DO UPDATE
	Span        Span
}

// MergeAction is one WHEN clause.
type MergeAction struct {
	Matched  bool
	And      Expr
	Kind     Kind // KindInsert, KindUpdate, KindDelete, KindUtil for DO NOTHING
	Columns  []*Column
	Values   []Expr
	Set      []Assign
	BySource bool
	Span     Span
}

// Expr is an expression: one of the types below.
type Expr interface {
	Pos() Span
	expr()
}

// BindStyle says how a placeholder was written.
type BindStyle uint8

// Placeholder styles.
const (
	BindDollar   BindStyle = iota // $1
	BindQuestion                  // ?  ?1
	BindColon                     // :name
	BindAt                        // @name
	BindPercent                   // %s, %v, %d … in text that a formatter fills
	BindSqlc                      // sqlc.arg(name), sqlc.narg(name), sqlc.slice(name)
	BindGo                        // built from a Go call: Index is the operation's argument
	BindQuoted                    // '…' around nothing but text that the program fills in: a value, whatever is to be said of its quoting
)

type (
	// Column is a column reference. Schema and Table are empty when unqualified.
	Column struct {
		Schema, Table, Name string
		Quoted              bool
		Span                Span
	}
	// Bind is a placeholder.
	Bind struct {
		Style    BindStyle
		Name     string // of :name, @name, sqlc.arg(name)
		Index    int    // 0-based argument index: $2 is 1; the third ? is 2; -1 when only the name is known
		Nullable bool   // sqlc.narg
		Slice    bool   // sqlc.slice
		Hole     int    // of BindQuoted: the 1-based index of the hole between the quotes
		Span     Span
	}
	// Hole is a part of the text that the Go program fills in and that could not be read: not a bound value but text.
	Hole struct {
		Index int // 1-based, in order of appearance; -1 for a part of another template engine
		Span  Span
	}
	// Literal is a constant.
	Literal struct {
		Kind LiteralKind
		Text string // unquoted for strings; as written otherwise
		Span Span
	}
	// Binary is L op R. Op is upper-case: AND, OR, =, <>, <, <=, >, >=, LIKE, ILIKE, NOT LIKE, IS, IS NOT, IS DISTINCT FROM,
	// IS NOT DISTINCT FROM, ||, +, ->>, @>, && … "!=" and "<=>" are given as "<>" and "IS NOT DISTINCT FROM", "==" as "=".
	// Three more stand for what is no operator in SQL: OpHole, "[]" for a subscript and "." for (x).field.
	Binary struct {
		Op   string
		L, R Expr
		Span Span
	}
	// Unary is op X: NOT, -, +, ~, IS NULL, IS NOT NULL, IS TRUE, IS NOT TRUE, IS FALSE, IS NOT FALSE …
	Unary struct {
		Op   string
		X    Expr
		Span Span
	}
	// Func is a call. Name is lower-case, without its schema.
	Func struct {
		Schema, Name string
		Args         []Expr
		Star         bool // count(*)
		Distinct     bool
		Filter       Expr
		Window       bool   // has OVER
		Extra        []Expr // what ORDER BY inside the call, WITHIN GROUP and OVER read
		Span         Span
	}
	// Cast is X::type or CAST(X AS type).
	Cast struct {
		X    Expr
		Type string // lower-case
		Span Span
	}
	// Row is (a, b) or ROW(a, b); a parenthesised single expression is that expression.
	Row struct {
		Elems []Expr
		Span  Span
	}
	// In is X [NOT] IN (list) or X [NOT] IN (query).
	In struct {
		X     Expr
		Not   bool
		List  []Expr
		Query *Query
		Span  Span
	}
	// Exists is EXISTS (query).
	Exists struct {
		Query *Query
		Span  Span
	}
	// Sub is a scalar sub-select; Array is true for ARRAY(SELECT …).
	Sub struct {
		Query *Query
		Array bool
		Span  Span
	}
	// Quantified is X op ANY|SOME|ALL (array or query).
	Quantified struct {
		X     Expr
		Op    string
		All   bool
		Array Expr
		Query *Query
		Span  Span
	}
	// Between is X [NOT] BETWEEN Lo AND Hi.
	Between struct {
		X, Lo, Hi Expr
		Not       bool
		Span      Span
	}
	// Case is CASE [Operand] WHEN … END.
	Case struct {
		Operand Expr
		Whens   []When
		Else    Expr
		Span    Span
	}
	// Array is ARRAY[…] or a [..] literal.
	Array struct {
		Elems []Expr
		Span  Span
	}
	// Star is the * in count(*) or a bare * where an expression is expected. Table is the qualifier of t.*.
	Star struct {
		Table string
		Span  Span
	}
	// Raw is text that stands where an expression does and was not understood.
	Raw struct{ Span Span }
)

// OpHole is the Op of a Binary whose right side is text that the program adds behind the left side, without an operator
// that could be read: "a = 1 \x00". It may begin with AND or with OR. Where that text can only be an operator, as in
// "a \x00 $1", the right side goes on: (a OpHole \x00) OpHole $1.
const OpHole = "<hole>"

// LiteralKind classifies a Literal.
type LiteralKind uint8

// Literal kinds. LitOther covers DEFAULT, CURRENT_TIMESTAMP, INTERVAL '…' and other keywords that stand for a value.
const (
	LitString LiteralKind = iota
	LitNumber
	LitBool
	LitNull
	LitDefault
	LitOther
)

// When is one arm of a Case.
type When struct{ Cond, Then Expr }

func (x *Column) Pos() Span     { return x.Span }
func (x *Bind) Pos() Span       { return x.Span }
func (x *Hole) Pos() Span       { return x.Span }
func (x *Literal) Pos() Span    { return x.Span }
func (x *Binary) Pos() Span     { return x.Span }
func (x *Unary) Pos() Span      { return x.Span }
func (x *Func) Pos() Span       { return x.Span }
func (x *Cast) Pos() Span       { return x.Span }
func (x *Row) Pos() Span        { return x.Span }
func (x *In) Pos() Span         { return x.Span }
func (x *Exists) Pos() Span     { return x.Span }
func (x *Sub) Pos() Span        { return x.Span }
func (x *Quantified) Pos() Span { return x.Span }
func (x *Between) Pos() Span    { return x.Span }
func (x *Case) Pos() Span       { return x.Span }
func (x *Array) Pos() Span      { return x.Span }
func (x *Star) Pos() Span       { return x.Span }
func (x *Raw) Pos() Span        { return x.Span }

func (*Column) expr()     {}
func (*Bind) expr()       {}
func (*Hole) expr()       {}
func (*Literal) expr()    {}
func (*Binary) expr()     {}
func (*Unary) expr()      {}
func (*Func) expr()       {}
func (*Cast) expr()       {}
func (*Row) expr()        {}
func (*In) expr()         {}
func (*Exists) expr()     {}
func (*Sub) expr()        {}
func (*Quantified) expr() {}
func (*Between) expr()    {}
func (*Case) expr()       {}
func (*Array) expr()      {}
func (*Star) expr()       {}
func (*Raw) expr()        {}
