package tenantscope

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Knowledge is what packages tell their importers: keyed by strings, positions relative to the module root.
type Knowledge struct {
	// Templates are functions whose caller supplies a statement's text or, for generated queries, its values.
	Templates []query.Template
	// Chains are what functions add to a query builder that they are given or start.
	Chains []query.ChainSummary
	// Texts are package variables of constant text and functions that return text.
	Texts []TextSummary
	// Results say what functions return, as far as a caller's evidence may rest on it.
	Results []ResultSummary
	// Reads are functions that read a row by a key that their caller gives.
	Reads []ReadSummary
	// Pins are functions that hand out a transaction whose tenant is pinned.
	Pins []PinSummary
	// Refuses are the arguments for which functions give an error.
	Refuses []flow.Refusal
	// Open are obligations that a caller may still settle.
	Open []Open
	// Calls are calls that an obligation of another package may be settled at: through interfaces of the user's own, and of functions that
	// pass their parameters on to such a call.
	Calls []Call
	// Edges say which concrete types and slots flow into which slots.
	Edges []Edge
	// Settled are the marks of open obligations that a call was found for, and of pairs that have been judged.
	Settled []string
	// Passes say what became of open obligations and questions at calls.
	Passes []Pass
	// Queries are the generated queries that are used, by their names without a receiver.
	Queries []string
	// Principals are the folded names of the id fields that the types of authenticated identities carry.
	Principals []string
	// Awaits are statements that only wrap what methods of interfaces give; Handed are the methods whose statements were judged when they
	// were handed out.
	Awaits []Await
	Handed []string
	// Uses say what functions do with what a request says.
	Uses []Use
	// Questions are values of requests that a statement is scoped by: what runs before the handler may have verified them.
	Questions []Question
	// Broken are packages with errors on the way here: what travelled through them is not known.
	Broken []string
}

// TextSummary is the text of a variable (Result -1) or of a function's result.
type TextSummary struct {
	Key    string
	Result int
	Alts   [][]string // pieces; "\x00<n>" is parameter n
}

// ReadSummary says that a function reads the row of a table by a key that its caller gives.
type ReadSummary struct {
	Func  string
	Param int
	Path  string
	Table string
	// Scoped is true when the read is confined to the tenant; otherwise the caller may still verify the row.
	Scoped bool
	// Row is true when all that the function gives is of that row, or of those that the key leads to.
	Row bool
	// Via is the call of an interface's method by which the function reads, which table is known where its slot is bound; else empty.
	Via Prior
}

func (r *ReadSummary) key() string {
	return fmt.Sprintf("%s#%d.%s@%s %s", r.Func, r.Param, r.Path, r.Table, r.Via.key())
}

// Class is what is known of a value at a call.
type Class uint8

// Classes, in the order of how little they prove.
const (
	ClassUnknown Class = iota
	ClassTenant        // the authenticated tenant
	ClassPrincipal
	ClassScopedRow // a column of a row that was read scoped or verified
	ClassFresh
	ClassConst
	ClassZero
	ClassNil
	ClassCredential
	ClassRequest // path, query, header: middleware may have verified it
	ClassBody    // decoded body: nothing but the handler can have verified it
	ClassParam   // a parameter of the calling function: asked of its callers
	ClassRow     // a column of a row that was read unscoped
)

var classNames = [...]string{"unknown", "tenant", "principal", "scoped-row", "fresh", "const", "zero", "nil", "credential", "request", "body", "param", "row"}

// String names the class.
func (c Class) String() string { return classNames[c] }

// ResultSummary says what result Result of a function is, at Path below it.
type ResultSummary struct {
	Func   string
	Result int
	Path   string // dotted; empty for the value itself and all below it
	Class  Class
	Param  int    // of ClassParam
	PPath  string // path below that parameter
	Table  string // of ClassScopedRow
	// Request names what of the request it is, of ClassRequest and ClassBody; the name may be that of a parameter, "#2".
	Request string
	// Via is the interface method that gives it, with the slot of its receiver, of ClassUnknown.
	Via, ViaSlot string
	ViaResult    int
	ViaPath      string
}

// String describes the summary.
func (r ResultSummary) String() string {
	return fmt.Sprintf("%s#%d%s=%s", r.Func, r.Result, r.Path, r.Class)
}

// Key is a value that identifies the row of an open obligation: a parameter of the function, or a field below it.
type Key struct {
	Param  int
	Path   string
	Column string
	Table  string // the table whose row it must come from
	Own    bool   // the authenticated principal's own id is evidence
	Parent string // the table that the column refers to; a scoped or verified row of it is evidence too
}

// Open is an obligation that its function leaves to its callers.
type Open struct {
	ID   string // rule, category, origin and gap: the identity without the caller
	Func string // the function whose callers are asked
	Keys []Key  // any of them, taken from a scoped row, discharges
	// Verify is true when the row itself is returned, so that the caller may compare its tenant.
	Verify bool
	// Temp is the temporary table that the statement reads: the caller may have filled it for the tenant. Empty for any other.
	Temp  string
	Entry verdict.Entry
	// Claim is the claim of the waiver at the origin, when it speaks of callers. Of "parent" they are asked for what discharges
	// the obligation, of the others nothing else.
	Claim string
	// Ask is true when the statement is scoped by a parameter: a caller breaks it by passing what the request says, and nothing else does.
	Ask bool
	// Asked is true of a question about a value of which a function on the way asked something that is not understood.
	Asked bool
	// Generated is true for a query of a generated client that was handed over: the call through its slot becomes the origin.
	Generated bool

	memo string // of key, once remember was called; never encoded
}

// Await is a statement that only wraps what methods of interfaces give, with the entry that it has unless these are judged; or a name that
// the query of such a method reads and that only a statement around it can define.
type Await struct {
	Methods []string
	With    []string // names of the common table expressions of the statement
	Func    string   // the method that reads Name
	Name    string
	Entry   verdict.Entry
}

// String describes the obligation.
func (o Open) String() string {
	var keys []string
	for _, k := range o.Keys {
		keys = append(keys, fmt.Sprintf("#%d%s", k.Param, k.Path))
	}
	return o.Func + "(" + strings.Join(keys, ",") + ") " + o.Entry.Relation
}

// Arg is what is known of one argument, or of a field below it, at an interface call.
type Arg struct {
	Param int
	Path  string
	Class Class
	Name  string
	Table string
	From  int    // of ClassParam: the parameter of the calling function
	FPath string // path below that
	// Request names what of the request it is, of ClassRequest and ClassBody, and In the closure that makes the call where Func is not itself the caller.
	Request, In string
	// Asked is true of a parameter about which the function asked something before that is not understood.
	Asked bool
	// Via is the interface method whose result the value is, with the slot of its receiver: what it proves is known where the slot is bound.
	Via, ViaSlot string
	ViaResult    int
	ViaPath      string
	// Prior are earlier calls in the same function that were given the same value, and whose outcome decides whether this call is reached.
	Prior []Prior
	// Given is what the call of the interface method was given that the value comes from, where that tells anything.
	Given []Arg
	// Field is the private field of the receiver, and the path below it, that holds the value: it is asked where the field is filled.
	Field string
}

// Prior is an earlier call with the same value.
type Prior struct {
	Callee   string
	Slots    []string
	Param    int
	Path     string
	Verified bool // the row that it gave was verified
}

func (p *Prior) key() string {
	return fmt.Sprintf("%s#%d.%s %v %s", p.Callee, p.Param, p.Path, p.Verified, strings.Join(p.Slots, " "))
}

// Call is a call of an interface method or of a forwarding function. A statement that waits for what interfaces give, and an assignment to a field
// that holds a row, are told as calls too, under keys of their own.
type Call struct {
	Callee string   // key of the interface method or function
	Slots  []string // the slots the receiver of an interface call may have been read from; empty for a function
	Func   string   // the calling function
	Args   []Arg
	// Verified is true when the caller compares the tenant of the row that the call returns, and leaves when it differs.
	Verified bool
	Pos      verdict.Position
	Symbol   string // the calling function as a report names it
	// Returns is true when the calling function hands the row on to its own caller, who may compare it.
	Returns bool
	// HandedOver is true when the calling closure returns the row with its tenant beside it, for its unknown caller to compare.
	HandedOver bool
}

// Pass says what became of an open obligation at a call of its function: it went on to another one, or ended there.
type Pass struct {
	Of     string // the mark of the obligation
	To     string // the mark of the one that the calling function leaves in turn; empty where it ended
	Traced bool   // of a question that ended: the value is the authenticated tenant
}

func (p *Pass) key() string { return p.Of + p.To + strconv.FormatBool(p.Traced) }

// String lists the parts that tests look at.
func (k *Knowledge) String() string {
	var parts []string
	for i := range k.Templates {
		parts = append(parts, "template "+k.Templates[i].String())
	}
	for i := range k.Chains {
		parts = append(parts, "chain "+k.Chains[i].String())
	}
	for _, r := range k.Results {
		parts = append(parts, "result "+r.String())
	}
	for _, o := range k.Open {
		parts = append(parts, "open "+o.String())
	}
	for _, e := range k.Edges {
		parts = append(parts, "edge "+e.String())
	}
	return strings.Join(parts, "; ")
}

func (t *TextSummary) key() string   { return t.Key + "#" + strconv.Itoa(t.Result) }
func (r *ResultSummary) key() string { return r.Func + "#" + strconv.Itoa(r.Result) + "." + r.Path }

// key tells what is asked of a function apart: two calls in it may pass different parameters on.
func (o *Open) key() string {
	if o.memo != "" {
		return o.memo
	}
	k := o.ID + "|" + o.Func
	for _, p := range o.Keys {
		k += "|" + strconv.Itoa(p.Param) + "." + p.Path
	}
	if o.Asked {
		k += "|asked"
	}
	return k
}

// remember keeps the key: it is asked for again and again, in every package that the obligation travels through. Function, keys and ID must
// not change from then on.
func (o *Open) remember() { o.memo = o.key() }

func (c *Call) key() string {
	return c.Callee + "@" + c.Pos.Module + "/" + c.Pos.File + ":" + strconv.Itoa(c.Pos.Line) + ":" + strconv.Itoa(c.Pos.Column)
}

func (p *PinSummary) key() string {
	return fmt.Sprintf("%s>%d(%d.%d)%s", p.Func, p.Result, p.Callback, p.Arg, p.Setting)
}

// mark stands for a long key in sixteen bytes, where only sameness counts.
func mark(key string) string {
	sum := sha256.Sum256([]byte(key))
	return string(sum[:16])
}
