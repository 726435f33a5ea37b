package tenantscope

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
)

type classKey struct {
	v     ssa.Value
	path  string
	frame *flow.Frame
}

// classed is what is known of a value, with the details that its class needs.
type classed struct {
	Class Class
	Name  string
	Text  string
	Table string
	Param int
	Path  []string
	Fn    *ssa.Function // of ClassParam
	leaf  flow.Leaf
	via   *via // of ClassUnknown: a method of an interface gives it
	mixed bool // it has several origins that are as bad and not the same
	// request names what of the request it is, of ClassRequest and ClassBody: "path tenant"; empty where that is not known.
	request string
	// asked is true of a parameter about which something was asked that is not understood, before it is used.
	asked bool
}

// badness orders classes: a value that has several origins is as bad as its worst.
func (c Class) badness() int {
	switch c {
	case ClassZero:
		return 12
	case ClassConst:
		return 11
	case ClassBody:
		return 10
	case ClassRequest:
		return 9
	case ClassRow:
		return 8
	case ClassUnknown:
		return 7
	case ClassParam:
		return 6
	case ClassNil:
		return 5
	case ClassCredential:
		return 4
	case ClassPrincipal:
		return 3
	case ClassFresh:
		return 2
	case ClassScopedRow:
		return 1
	}
	return 0
}

// origins follows a value back, through the functions of the user's other packages too.
func (j *judge) origins(r flow.Ref) []flow.Leaf {
	key := classKey{r.V, strings.Join(r.Path, "."), r.Frame}
	if l, ok := j.origin[key]; ok {
		return l
	}
	l := j.p.Origins(r, j.through)
	j.origin[key] = l
	return l
}

// class follows a value to its origins.
func (j *judge) class(r flow.Ref) classed {
	key := classKey{r.V, strings.Join(r.Path, "."), r.Frame}
	if c, ok := j.classes[key]; ok {
		return c
	}
	j.classes[key] = classed{} // a value that depends on itself is unknown
	out := j.worst(j.origins(r))
	j.classes[key] = out
	return out
}

// worst is what is known of a value with these origins.
func (j *judge) worst(leaves []flow.Leaf) classed {
	var out classed
	first, unchecked := true, false
	for _, leaf := range held(j.writers(leaves)) {
		if leaf.Kind == flow.LeafZero && leaf.Text == flow.Unchecked {
			unchecked = true
			continue
		}
		if leaf.Kind == flow.LeafWritten && j.onlyReads(leaf.Call) {
			continue
		}
		c := j.leaf(leaf)
		if first {
			out, first = c, false
		} else {
			out = out.or(c)
		}
	}
	if unchecked && out.Class == ClassTenant {
		out = classed{Class: ClassZero, Name: out.Name}
	}
	return out
}

// held leaves out lists and rows that are nil, unless there is nothing else: they hold no value that could be passed on.
func held(leaves []flow.Leaf) []flow.Leaf {
	var out []flow.Leaf
	for _, l := range leaves {
		if l.Kind == flow.LeafNil && (isSliceType(l.V.Type()) || flow.Struct(l.V.Type()) != nil) {
			continue
		}
		out = append(out, l)
	}
	if len(out) == 0 {
		return leaves
	}
	return out
}

// onlyReads reports a link of a query builder that is given a pointer to name the model: it fills nothing.
func (j *judge) onlyReads(call ssa.CallInstruction) bool {
	row := j.site.Models.Row(flow.Key(flow.Callee(call.Common())))
	return row != nil && (row.Op == query.OpLink || row.Op == query.OpStart)
}

// writers leaves out calls that only read the variable they are told about, such as the write of a row that was read before; where nothing
// else is known of the value they stay.
func (j *judge) writers(leaves []flow.Leaf) []flow.Leaf {
	var out []flow.Leaf
	for _, l := range leaves {
		if l.Kind == flow.LeafWritten {
			if row := j.site.Models.Row(flow.Key(flow.Callee(l.Call.Common()))); row != nil && !row.Fills() {
				continue
			}
		}
		out = append(out, l)
	}
	if len(out) == 0 {
		return leaves
	}
	return out
}

// unlessZero is class without the origins that are zero: a branch that is taken for them has left.
func (j *judge) unlessZero(r flow.Ref) classed {
	var out classed
	first := true
	for _, leaf := range j.origins(r) {
		if leaf.Kind == flow.LeafZero {
			continue
		}
		if c := j.leaf(leaf); first || c.Class.badness() > out.Class.badness() {
			out, first = c, false
		}
	}
	return out
}

// zeroLeaves reports that the value was compared with the zero value of its type before, and that the call is reached only where it differs.
func (j *judge) zeroLeaves(at ssa.CallInstruction, b query.Bound) bool {
	if b.Ref.V == nil || b.Ref.Frame != nil {
		return false
	}
	for _, c := range j.comparisons(at.Parent()) {
		for _, pair := range [][2]ssa.Value{{c.x, c.y}, {c.y, c.x}} {
			if (flow.Strip(pair[0]) == b.Ref.V || j.same(query.Bound{Ref: flow.Ref{V: pair[0]}}, b)) && j.isZero(pair[1]) &&
				len(c.fail.Preds) == 1 && c.fail.Dominates(at.Block()) {
				return true
			}
		}
	}
	return false
}

func (j *judge) isZero(v ssa.Value) bool {
	leaves := j.origins(flow.Ref{V: v})
	return len(leaves) == 1 && j.leaf(leaves[0]).Class == ClassZero
}

func (j *judge) leaf(l flow.Leaf) classed {
	c := classed{Name: l.Name(), leaf: l}
	switch l.Kind {
	case flow.LeafConst:
		c.Class, c.Text = ClassConst, l.Text
	case flow.LeafZero:
		c.Class = ClassZero
	case flow.LeafNil:
		c.Class = ClassNil
	case flow.LeafParam:
		c.Class, c.Param, c.Path, c.Fn = ClassParam, l.Param, l.Path, l.Fn
		if p, ok := l.V.(*ssa.Parameter); ok && len(l.Path) > 0 && l.Fn.Parent() == nil && j.handler(l.Fn) && isPayload(p.Type()) {
			c.Class = ClassRequest // decoded by the framework or the generated server
			if isMessage(p.Type()) {
				c.request = inMessage + fold(l.Path[len(l.Path)-1])
			}
		}
		if p, ok := l.V.(*ssa.Parameter); ok && len(l.Path) > 0 && j.principalType(p) {
			c.Class = j.identity(l)
		}
	case flow.LeafCall, flow.LeafWritten:
		j.called(&c, l)
	case flow.LeafGlobal:
		if strings.HasSuffix(l.Text, "/uuid.Nil") {
			c.Class = ClassZero
		}
	}
	return c
}

// principalType reports a parameter whose type carries an authenticated identity: auth.Principal, *session.Session, Claims.
func (j *judge) principalType(p *ssa.Parameter) bool {
	key := flow.TypeKey(p.Type())
	return isAuth(key[strings.LastIndexByte(key, '.')+1:])
}

// identity tells the tenant from the principal's own id among the fields of an identity.
func (j *judge) identity(l flow.Leaf) Class {
	for _, name := range slices.Backward(l.Path) {
		if j.words.isTenant(name) {
			return ClassTenant
		}
	}
	if slices.ContainsFunc(l.Names, j.words.isTenant) {
		return ClassTenant
	}
	if n := l.Name(); n != "" && (strings.EqualFold(n, "id") || strings.Contains(fold(n), "user") || strings.Contains(fold(n), "sub")) {
		return ClassPrincipal
	}
	return ClassUnknown
}

// called classifies what a call gives or fills.
func (j *judge) called(c *classed, l flow.Leaf) {
	common := l.Call.Common()
	fn := flow.Callee(common)
	key := flow.Key(fn)
	if slices.Contains(j.site.Principals, key) {
		c.Class = ClassTenant
		return
	}
	if o := j.rowsOf(l, 0); o != nil {
		j.judgeOperation(o)
		c.Class = ClassRow
		if o.state == judgedState && (o.scoped || o.makes()) || j.verifiedCall(o.Call) || j.keyedBy(o, l.Frame) {
			c.Class, c.Table = ClassScopedRow, o.table
		}
		return
	}
	if l.Kind == flow.LeafCall && len(l.Path) > 0 && j.verifiedCall(l.Call) {
		c.Class = ClassScopedRow
		return
	}
	src, arg := flow.SourceOf(key)
	if l.Kind == flow.LeafWritten && src == flow.SourceBody && arg != l.Result && arg >= 0 {
		return
	}
	if l.Kind == flow.LeafCall {
		c.request = requestName(common, key, l.Frame, lookedUp(l))
	}
	switch src {
	case flow.SourceFresh:
		c.Class = ClassFresh
	case flow.SourceContext:
		if j.contextRow(l) {
			c.Class, c.Table = ClassScopedRow, contextTable
			return
		}
		c.Class = j.fromContext(l)
	case flow.SourcePath:
		c.Class = ClassRequest
	case flow.SourceQuery:
		// Middleware mostly verifies what stands in the path or in a header; the query string is the handler's own until the routes show otherwise.
		c.Class = ClassBody
	case flow.SourceHeader:
		c.Class = ClassRequest
		if credentialHeader(common) {
			c.Class = ClassCredential
		}
	case flow.SourceCookie:
		c.Class = ClassCredential
	case flow.SourceBody:
		c.Class = ClassBody
		if decoder(key) && !servesHTTP(l.Call.Parent()) {
			c.Class = ClassUnknown // a message of a queue, a file: its sender is the application itself
		}
	case flow.SourceHash:
		c.Class = ClassCredential
	case flow.SourceZero:
		c.Class = ClassZero
	default:
		j.summarised(c, l, key)
	}
}

// summarised asks what is known of a function of another package: its summary, else its name. A function that takes a context or a
// request alone and is named for the tenant gives the authenticated one: that is what such accessors are for.
func (j *judge) summarised(c *classed, l flow.Leaf, key string) {
	for _, s := range j.imported.results(key) {
		if rest, ok := s.under(l.Result, l.Path); ok && l.Kind == flow.LeafCall {
			c.Class, c.Table, c.request = s.Class, s.Table, instantiate(s.Request, l.Call.Common(), l.Frame)
			if s.Via != "" {
				c.via = &via{method: s.Via, slot: s.ViaSlot, result: s.ViaResult, path: strings.Join(append(splitPath(s.ViaPath), rest...), ".")}
			}
			return
		}
	}
	if table, ok := j.rowByKey(l, key); ok {
		c.Class, c.Table = ClassScopedRow, table
		return
	}
	c.via = j.viaOf(l)
	fn := flow.Callee(l.Call.Common())
	if fn == nil || l.Kind != flow.LeafCall {
		return
	}
	_, args := flow.Args(l.Call.Common())
	fromRequest := len(args) == 1 && isRequestScoped(args[0].Type())
	if fromRequest && (j.words.isTenant(fn.Name()) || isAuth(fn.Name()) || isAuth(flow.TypeKey(l.V.Type())) || strings.Contains(fold(fn.Name()), "user")) {
		c.Class = j.identity(flow.Leaf{Path: l.Path, Names: append(slices.Clone(l.Names), fn.Name())})
		return
	}
	// A method of an identity: principal.TenantID(), claims.GetTenantId().
	if recv := fn.Signature().Recv(); recv != nil && len(args) == 0 {
		rk := flow.TypeKey(recv.Type())
		if isAuth(rk[strings.LastIndexByte(rk, '.')+1:]) && j.words.isTenant(fn.Name()) {
			c.Class = ClassTenant
		}
	}
}

// rowsOf finds the operation whose rows a call gives or scans: the call itself, or one whose result it was handed.
func (j *judge) rowsOf(l flow.Leaf, depth int) *operation {
	if o := j.byCall[l.Call]; o != nil {
		return o
	}
	if depth > 3 {
		return nil
	}
	recv, args := flow.Args(l.Call.Common())
	if recv != nil {
		args = append([]ssa.Value{recv}, args...)
	}
	for _, a := range args {
		if !carriesRows(a) {
			continue
		}
		for _, leaf := range j.p.Origins(flow.Ref{V: a, Frame: l.Frame}, nil) {
			if call := leaf.Frame.HandedTo(); leaf.Kind == flow.LeafParam && call != nil {
				// A callback scans the rows that the call it was handed to got: CollectRows(rows, scan).
				leaf = flow.Leaf{Kind: flow.LeafCall, Call: call, Frame: leaf.Frame.Up}
			}
			if leaf.Kind == flow.LeafCall && leaf.Call != l.Call {
				if o := j.rowsOf(leaf, depth+1); o != nil {
					return o
				}
			}
		}
	}
	return nil
}

// carriesRows reports values through which rows reach Go: *sql.Rows, pgx.Row and the like, builders that scan.
func carriesRows(v ssa.Value) bool {
	k := flow.TypeKey(v.Type())
	name := k[strings.LastIndexByte(k, '.')+1:]
	return strings.Contains(name, "Row") || strings.Contains(name, "Query") || strings.Contains(name, "Result") || name == "DB" || name == "Session"
}
