package scope

import (
	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Verdict is the judgement of one reference: one of the four of package verdict, or Exempt.
type Verdict = verdict.Verdict

// Exempt is the verdict of a reference that owes nothing: a global table, the name of a CTE (its body is judged), a
// system catalog, a statement that touches no row.
const Exempt Verdict = 1 << 7

const (
	met        = verdict.Met
	broken     = verdict.Broken
	unresolved = verdict.Unresolved
)

// Ref is one judged relation reference.
type Ref struct {
	// Relation is the reference as written. For text that names no relation but cannot be passed over (CALL, a table
	// function of the user, a statement that could not be read) it is made up, with the place in Span.
	Relation *sqlread.Relation
	// Table is nil when neither the catalog nor a CTE knows the relation.
	Table   *catalog.Table
	Verdict Verdict
	// Category and Message belong to a broken reference; Reason to an unresolved or exempt one.
	Category, Message, Reason string
	// Why lists the evidence, or what comes near to it but does not suffice, one sentence each.
	Why []string
	// Assumptions are the beliefs about data that a met verdict rests on.
	Assumptions []string
	// Listed names the special permission a met verdict rests on ("credential look-up", "sign-up insert",
	// "own membership" …); empty for ordinary scoping.
	Listed string
	// Write is true when the statement changes rows of this reference.
	Write bool
	// Nested counts the sub-selects of expressions that the reference stands in.
	Nested int

	// TenantBinds are the values that the tenant key is compared with or assigned from: all of them must be right.
	TenantBinds []*sqlread.Bind
	// Setting is the session setting that the tenant key is compared with or filled from, e.g. "app.tenant_id".
	Setting string
	// KeyBinds are the bound values that columns of the reference are compared with. For a reference without tenant
	// evidence those that are Unique or have a Parent may still discharge it: a verified read, an id taken from a scoped
	// row. For a met one they tell which rows were read scoped.
	KeyBinds []KeyBind
	// ParentBinds are the parent ids of an insert that a scoped read of the parent would discharge. They are filled for
	// met references too where nothing is known about the value: the verdict then stands on the row's own key.
	ParentBinds []KeyBind
	// ReadsTenant is true when the tenant key is in the statement's output, so that the row can be verified after the read.
	ReadsTenant bool
	// Follows are other broken references of the statement that this one hangs on: if one of them is discharged, so is this.
	Follows []*sqlread.Relation
	// Identity is true for a look-up by a unique e-mail or user name: discharged when the credential of the row is
	// verified before any other use.
	Identity bool
	// Fix is the mechanical mend of a broken reference, nil when there is none.
	Fix *Fix
}

// KeyBind is a bound value that identifies a row.
type KeyBind struct {
	// Column is the column of the reference that is compared with or assigned from Bind.
	Column string
	Bind   *sqlread.Bind
	// Unique is true when the column is a key of its table (alone, or together with the other bound columns).
	Unique bool
	// Slice is true when the bind carries several values (IN, ANY).
	Slice bool
	// Parent is the table that the column refers to, nil when it refers to none or to a global one.
	Parent *catalog.Table
	// Own is true when the authenticated principal's own id would do as evidence: the person of a membership, the row of the user itself.
	Own bool
}

// Fix is a predicate to insert into the statement's text.
//
// The new text at Offset is Before + placeholder + After. When Open is not -1 an opening parenthesis goes to that offset
// too (the present condition has an OR at its top level; After of the closing one is part of Before).
type Fix struct {
	Offset        int
	Before, After string
	Open          int
	// Where is true when Before starts a WHERE clause; In is "WHERE" or "ON".
	Where bool
	In    string
}

// Options tell Decide what the statement and the catalog do not.
type Options struct {
	// AllowWider names, folded, the tables that may be scoped by a wider tenant column than their own key.
	AllowWider map[string]bool
	// PrincipalHas tells whether the authenticated principal carries a value for this tenant column; nil means that no
	// principal does.
	PrincipalHas func(column string) bool
	// SessionSetting is the setting that the application pins to the tenant, e.g. "app.tenant_id". A comparison with
	// another setting is an assumption.
	SessionSetting string
}
