// Package scope decides whose rows a SQL statement touches: one statement tree and a catalog in, one verdict per relation
// reference out.
//
// It is pure: no text, no files, no Go types. Trees come from SQL text and from ORM call chains alike, so nothing here
// looks at the text of a statement.
//
// # The question
//
// The decision is made per reference (each alias, each arm, each sub-select). A reference is met when every row of it
// that can reach the result, or be written, provably has a tenant key equal to a value from outside the statement, or
// hangs by a key on a row for which that holds. What would follow only under a belief about the data (a foreign key that
// stays within one tenant, a fragment without a top-level OR) is listed in Assumptions.
//
// # The model
//
// A row (term.go) stands for one row of one reference; a term for one value of a combination of rows: a column of a row,
// a placeholder, a constant. Facts (classes.go) are what holds for such a combination: which terms are equal, which rows
// are present, and choices of which one arm holds. A condition is read into facts by assume (predicate.go), which leaves
// out what it does not understand: facts know less than is true, never more. That is where the soundness of "met" rests,
// together with three rules:
//
//   - What stands in the ON of an outer join holds only where the side that may be missing is present. Rows therefore
//     belong to groups (block.go), and a group's conditions are added to facts only when one of its rows is known to be
//     present: by a comparison that is unknown for NULL, or because it is that row which is being judged.
//   - Of an OR, facts learn what every arm that is possible would teach (split, in evidence.go).
//   - EXISTS, IN and "= (SELECT …)" that hold show that a row of the sub-select exists. A copy of that row joins the
//     facts of the outer block; the sub-select itself is judged apart, with what its surroundings know. Of an IN that is the
//     comparison too, as if it stood inside (lookedUp, in member.go): an unscoped sub-select whose column is a key of a scoped
//     row says no more than EXISTS with that key. One that is linked by no key is reported, however scoped its outer block.
//
// A row is scoped when the class of its tenant key holds a value from outside (val.go), when its own columns are evidence
// (a credential, an id of a scoped row, the principal's membership: ownEvidence), or when a key join leads from a scoped
// row to it (edges.go, siblings.go). Tables without a tenant column have a made-up one that only key joins fill.
//
// # What is inlined
//
// Sub-selects in FROM, CTEs and views are taken as if they stood where they are referred to, in both directions. What
// comes out of one is a column of the row inside, so that a scoped CTE scopes what is joined to it. Conditions outside
// reach into it through its output columns, but not below LIMIT, window functions or recursion, and below GROUP BY only
// through the grouped columns. CTEs and views are summarised once (summary.go), so that a chain of CTEs that refer to
// each other twice does not double the work with each link.
//
// # What is assumed
//
//   - The parent of a scoped child belongs to the child's tenant, unless the foreign key holds the tenant; two children of
//     one parent belong to one tenant; a column that equals the primary key of a joined row refers to that row. Each
//     is listed where a verdict rests on it.
//   - A declared foreign key whose parent is scoped says whose the child is, without further belief.
//   - Names are evidence in few places: hashed credentials, sign-in names, references to people, columns of partitioned
//     tables that are named for a key which such tables cannot declare.
//   - The catalog is right about NOT NULL, keys and tenancy.
//
// # What is not decided
//
// Functions of the application's own in FROM, CALL and DO are unresolved: what they read is not known here. Functions in
// other places are taken to read no table. A parent id that UPDATE assigns (re-parenting) is not asked about. Whether the
// value that a tenant key is compared with is the right one is the caller's question: TenantBinds, KeyBinds and
// ParentBinds name the values.
package scope
