package sqlread

// DDL is what a schema text changes, in order of appearance.
type DDL struct {
	Changes  []Change
	Problems []Problem
}

// TableName is a possibly qualified name, unquoted and otherwise as written. A schema that the program or a
// template fills in is empty.
type TableName struct{ Schema, Name string }

// ChangeOp says what a Change does.
type ChangeOp uint8

// The changes. Beside each: the fields of Change that are filled, Span and Table aside.
const (
	OpCreateTable      ChangeOp = iota // Create, Exists
	OpDropTable                        // Exists
	OpRenameTable                      // To; a change of schema has To.Schema only
	OpAddColumn                        // Column, Constraints (those written with the column), Exists
	OpDropColumn                       // Name, Exists
	OpRenameColumn                     // Name, NewName
	OpModifyColumn                     // Name (the old name), Column, Constraints: MODIFY and CHANGE, which replace the whole definition
	OpSetNotNull                       // Name
	OpDropNotNull                      // Name
	OpSetDefault                       // Name, Column.Default
	OpDropDefault                      // Name
	OpSetType                          // Name, Column.Type
	OpSetGenerated                     // Name: ADD GENERATED … AS IDENTITY
	OpAddConstraint                    // Constraints[0]
	OpDropConstraint                   // Name; an empty Name with Constraints[0].Kind drops the table's primary key
	OpRenameConstraint                 // Name, NewName
	OpValidate                         // Name of the constraint
	OpCreateIndex                      // Index
	OpDropIndex                        // Name; Table is known in MySQL only
	OpRenameIndex                      // Name, NewName; Table is known in MySQL only
	OpRowSecurity                      // Row
	OpCreatePolicy                     // Policy
	OpAlterPolicy                      // Policy with what changed; NewName after RENAME TO
	OpDropPolicy                       // Name
	OpCreateView                       // View
	OpDropView                         // Exists
	OpAttachPartition                  // To is the partition
	OpDetachPartition                  // To is the partition
	OpInherit                          // To is the parent
	OpCreateTrigger                    // Trigger
	OpDropTrigger                      // Name; Table may be unknown
	OpCreateFunction                   // Table is the function's name, Assigns the columns of NEW that its body assigns
	OpCreateDomain                     // Table is the domain's name, Column its type
	OpRenameSchema                     // Name, NewName
	OpDropSchema                       // Name
	OpSearchPath                       // Name of the first schema; empty when the program fills it in
)

// Change is one step of a schema text. Which fields are filled depends on Op.
type Change struct {
	Op            ChangeOp
	Span          Span
	Table, To     TableName
	Name, NewName string
	// Exists is true for IF EXISTS and IF NOT EXISTS.
	Exists      bool
	Create      *CreateTable
	Column      *ColumnDef
	Constraints []ConstraintDef
	Index       *IndexDef
	Policy      *PolicyDef
	View        *ViewDef
	Trigger     *TriggerDef
	Row         RowSecurity
	Assigns     []string
}

// CreateTable is the body of CREATE TABLE.
type CreateTable struct {
	Temp        bool
	Columns     []ColumnDef
	Constraints []ConstraintDef
	Like        []TableName
	LikeKeys    bool // LIKE copies keys too
	Inherits    []TableName
	PartitionOf TableName // zero when it is no partition
	Partitioned bool      // PARTITION BY
	Query       *Statement
	QueryText   string
}

// ColumnDef is a column's definition. Its keys and references are constraints beside it.
type ColumnDef struct {
	Name    string
	Type    string // lower-case, single spaces
	NotNull bool
	Default string // the expression's text, empty when none
	// Generated columns are filled by the database: SERIAL, IDENTITY, AUTO_INCREMENT, GENERATED ALWAYS AS,
	// rowversion.
	Generated bool
	Span      Span
}

// ConstraintKind classifies a ConstraintDef.
type ConstraintKind uint8

// Constraints that say something about keys or NULL. Others (EXCLUDE, CHECK of a value) are not reported.
const (
	ConstraintPrimaryKey ConstraintKind = iota
	ConstraintUnique
	ConstraintForeignKey
	ConstraintNotNull // CHECK (c IS NOT NULL), or NOT NULL c
)

// ConstraintDef is a key, a reference or a NOT NULL check.
type ConstraintDef struct {
	Kind       ConstraintKind
	Name       string
	Columns    []string
	RefTable   TableName
	RefColumns []string
	OnDelete   string // upper-case
	UsingIndex string // PRIMARY KEY USING INDEX
	NotValid   bool
	Span       Span
}

// IndexDef is a CREATE INDEX. Columns are its plain columns in order; Expr is true when it has others, so
// that they say nothing about uniqueness.
type IndexDef struct {
	Name    string
	Unique  bool
	Columns []string
	Expr    bool
	Where   string // the predicate's text, empty when none
}

// RowSecurity is one switch of ALTER TABLE … ROW LEVEL SECURITY.
type RowSecurity uint8

// Switches of row-level security.
const (
	RowEnable RowSecurity = iota
	RowDisable
	RowForce
	RowNoForce
)

// PolicyDef is a CREATE or ALTER POLICY. Using and Check are the texts of the expressions, empty when absent.
type PolicyDef struct {
	Name        string
	Command     string // ALL, SELECT, INSERT, UPDATE, DELETE
	Restrictive bool
	Roles       []string
	Using       string
	Check       string
}

// ViewDef is a CREATE VIEW.
type ViewDef struct {
	Materialized, Temp, Replace bool
	Columns                     []string
	Query                       *Statement // nil when it could not be read
	QueryText                   string
}

// TriggerDef is a CREATE TRIGGER. Function is empty where the dialect writes the body in place; then Assigns
// are the columns of NEW that it assigns.
type TriggerDef struct {
	Name     string
	Before   bool
	EachRow  bool
	Events   []string
	Function TableName
	Assigns  []string
}

// ReadDDL reads a schema text: a migration's up part, a dump, or a text that a program executes. Statements
// that change no schema are skipped. Sections that only a rollback runs must be taken out before (UpSection).
func ReadDDL(text string) *DDL {
	out := &DDL{}
	if len(text) > MaxBytes*ddlFactor {
		out.Problems = append(out.Problems, Problem{Span{0, len(text)}, "the schema text is too long"})
		return out
	}
	d := &ddl{out: out}
	d.script(text, nil, 0)
	return out
}

// ddlFactor: a schema dump with data is one text, and longer than any statement.
const ddlFactor = 32
