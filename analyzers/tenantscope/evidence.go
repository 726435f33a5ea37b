package tenantscope

import (
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/scope"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// demand is what an unscoped access still needs, at the call where the evidence may stand: the statement's own, or a caller's.
type demand struct {
	fn     *ssa.Function
	call   ssa.CallInstruction
	keys   []keyed
	same   []keyed // columns that no key of the table holds: a scoped row's column of the same name will do
	verify bool    // the row comes back from the call, with its tenant
	list   bool    // rows come back that no key names, with their tenants
	table  string
	temp   string // the temporary table that it reads
	write  bool
}

// keyed is a value that identifies the row.
type keyed struct {
	value  query.Bound
	column string
	slice  bool
	own    bool   // the authenticated principal's own id is evidence
	parent string // the table that the column refers to: having read its row will do as well
}

// isOf reports that a row of the table vouches for the key: it is the row itself, or the one that the key refers to.
func (k keyed) isOf(table, wanted string) bool {
	return strings.EqualFold(table, wanted) || k.parent != "" && strings.EqualFold(table, k.parent)
}

func (j *judge) demandOf(o *operation, r *reference) demand {
	d := demand{fn: o.Fn, call: o.Call, write: r.Write}
	if r.Table != nil {
		d.table = r.Table.Name
	}
	if temporary(r.Relation) {
		d.temp = r.Relation.Name
	}
	add := func(k scope.KeyBind) {
		for _, v := range r.alt.Values(k.Bind) {
			key := keyed{value: v, column: k.Column, slice: k.Slice, own: k.Own}
			if k.Parent != nil {
				key.parent = k.Parent.Name
			}
			if k.Unique || k.Parent != nil || k.Own {
				d.keys = append(d.keys, key)
			} else if strings.HasSuffix(fold(k.Column), "id") {
				d.same = append(d.same, key)
			}
		}
	}
	for _, k := range r.KeyBinds {
		add(k)
	}
	// One row can be verified after the read, by a caller as well; a list is picked through in place or not at all.
	reads := r.ReadsTenant && !r.Write
	d.verify = reads && (len(d.keys) > 0 || r.alt.Command == "one")
	d.list = reads && !d.verify
	if r.Category == "foreign-parent" {
		d.keys, d.same = nil, nil
		for _, k := range r.ParentBinds {
			add(k)
			if k.Parent != nil {
				d.table = k.Parent.Name
			}
		}
	}
	return d
}

// settle looks for evidence around the call itself: the key comes from a row that was read scoped, an earlier read of that same key was
// scoped or verified, or the row that comes back is compared with the tenant before any use.
func (j *judge) settle(d demand) (why string, ok bool) {
	for _, k := range d.keys {
		c := j.bound(k.value)
		if why, ok := ownRow(c); ok {
			return why, true
		}
		if k.own && c.Class == ClassPrincipal {
			return k.column + " is the authenticated principal's own", true
		}
		if line, ok := j.verifiedRow(d, k); ok {
			return fmt.Sprintf("%s belongs to a row whose tenant is compared at line %d", quoteName(c.Name), line), true
		}
		if by, ok := j.readBefore(d, k); ok {
			return fmt.Sprintf("the same %s was read scoped or verified before, at line %d", k.column, by), true
		}
	}
	for _, k := range d.same {
		if c := j.bound(k.value); c.Class == ClassScopedRow && sameColumn(c.leaf, k.column) {
			return fmt.Sprintf("%s comes from the same column of a row that was read scoped", quoteName(c.Name)), true
		}
	}
	if line, ok := j.filledBefore(d); ok {
		return fmt.Sprintf("the temporary table was made of rows of the tenant at line %d", line), true
	}
	if d.verify || d.list {
		if line, ok := j.verifiedAfter(d.fn, d.call); ok {
			return fmt.Sprintf("the row's tenant is compared at line %d before any use", line), true
		}
	}
	return "", false
}

// ownRow reports a key that can only be that of the tenant's own row.
func ownRow(c classed) (why string, ok bool) {
	switch c.Class {
	case ClassFresh:
		return quoteName(c.Name) + " was made here", true
	case ClassScopedRow:
		return scopedRow(c.Name, c.Table), true
	}
	return "", false
}

// scopedRow tells of a key which row it comes from.
func scopedRow(name, table string) string {
	switch table {
	case "":
		return quoteName(name) + " comes from a row that was read scoped"
	case contextTable:
		return quoteName(name) + " comes from a row of " + contextTable + " (its read is judged where it stands)"
	}
	return fmt.Sprintf("%s comes from a row of %s that was read scoped", quoteName(name), table)
}

// verifiedRow reports a key that was read from the row of an earlier call, whose tenant was compared before.
func (j *judge) verifiedRow(d demand, k keyed) (line int, ok bool) {
	base := baseCall(k.value.Ref.V, 0)
	if base == nil || base.Parent() != d.fn || ssa.Instruction(base) == d.call || !flow.Dominates(base, d.call) {
		return 0, false
	}
	return j.verifiedAfter(d.fn, base)
}

// baseCall is the call whose result a value is, or is a part of.
func baseCall(v ssa.Value, depth int) *ssa.Call {
	if depth > 12 {
		return nil
	}
	switch x := v.(type) {
	case *ssa.Call:
		return x
	case *ssa.Extract:
		return baseCall(x.Tuple, depth+1)
	case *ssa.UnOp:
		return baseCall(x.X, depth+1)
	case *ssa.FieldAddr:
		return baseCall(x.X, depth+1)
	case *ssa.Field:
		return baseCall(x.X, depth+1)
	case *ssa.MakeInterface:
		return baseCall(x.X, depth+1)
	case *ssa.ChangeType:
		return baseCall(x.X, depth+1)
	case *ssa.Convert:
		return baseCall(x.X, depth+1)
	case *ssa.TypeAssert:
		return baseCall(x.X, depth+1)
	case *ssa.IndexAddr:
		return baseCall(x.X, depth+1)
	case *ssa.Alloc:
		// A variable that is set once.
		if stores := flow.StoredIn(x); len(stores) == 1 {
			return baseCall(stores[0], depth+1)
		}
	}
	return nil
}

// verifiedCall reports that the row which a call gives is verified in the function that makes the call.
func (j *judge) verifiedCall(call ssa.CallInstruction) bool {
	if v, ok := j.verified[call]; ok {
		return v
	}
	j.verified[call] = false // a comparison that rests on itself proves nothing
	_, ok := j.verifiedAfter(call.Parent(), call)
	j.verified[call] = ok
	return ok
}

// readBefore finds an earlier read of the same key that was scoped, or verified, and whose failure leaves before this call.
func (j *judge) readBefore(d demand, k keyed) (line int, ok bool) {
	for _, o := range j.byFn[d.fn] {
		if o.Call == d.call || !flow.Dominates(o.Call, d.call) || !j.gates(o.Call, d.call) {
			continue
		}
		j.judgeOperation(o)
		if o.state != judgedState {
			continue
		}
		for _, r := range o.refs {
			if r.Table == nil || d.table != "" && !k.isOf(r.Table.Name, d.table) {
				continue
			}
			if r.Verdict != verdict.Met || r.Write && !returnsRows(o) {
				continue
			}
			for _, kb := range r.KeyBinds {
				for _, v := range r.alt.Values(kb.Bind) {
					if j.same(v, k.value) {
						return j.pass.Fset.Position(o.Call.Pos()).Line, true
					}
				}
			}
		}
	}
	return j.readByCall(d, k)
}

// readByCall finds an earlier call of a function that reads the row of the same key: scoped, or verified here.
func (j *judge) readByCall(d demand, k keyed) (line int, ok bool) {
	for _, call := range j.callsIn(d.fn) {
		if call == d.call || !flow.Dominates(call, d.call) || !j.gates(call, d.call) {
			continue
		}
		_, args := flow.Args(call.Common())
		for _, r := range j.reads(flow.Key(flow.Callee(call.Common()))) {
			if r.Param >= len(args) || d.table != "" && !k.isOf(r.Table, d.table) {
				continue
			}
			ref := flow.Ref{V: args[r.Param]}
			if r.Path != "" {
				ref.Path = strings.Split(r.Path, ".")
			}
			if j.same(query.Bound{Ref: ref}, k.value) && (r.Scoped || j.verifiedCall(call)) {
				return j.pass.Fset.Position(call.Pos()).Line, true
			}
		}
	}
	return 0, false
}

// callsIn lists a function's calls of functions of the user's modules.
func (j *judge) callsIn(fn *ssa.Function) []ssa.CallInstruction {
	if c, ok := j.inner[fn]; ok {
		return c
	}
	var out []ssa.CallInstruction
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if obj := flow.Callee(call.Common()); obj != nil && obj.Pkg() != nil && (j.site.Own == nil || j.site.Own(obj.Pkg().Path())) {
				out = append(out, call)
			}
		}
	}
	j.inner[fn] = out
	return out
}

func returnsRows(o *operation) bool {
	return slices.ContainsFunc(o.Alternatives, func(a query.Alternative) bool { return len(a.Stmt.Returning) > 0 || a.Stmt.Query != nil })
}

// same reports that two placeholders get the same value.
func (j *judge) same(a, b query.Bound) bool {
	if a.IsConst || b.IsConst {
		return a.IsConst && b.IsConst && a.Const == b.Const
	}
	if a.Ref.V == nil || b.Ref.V == nil {
		return false
	}
	if a.Ref.V == b.Ref.V && slices.Equal(a.Ref.Path, b.Ref.Path) {
		return true
	}
	return sameLeaf(j.origins(a.Ref), j.origins(b.Ref))
}

func sameLeaf(a, b []flow.Leaf) bool {
	if len(a) != 1 || len(b) != 1 {
		return false
	}
	x, y := a[0], b[0]
	if x.Kind != y.Kind || !slices.Equal(x.Path, y.Path) {
		return false
	}
	switch x.Kind {
	case flow.LeafParam:
		return x.Param == y.Param && x.Fn == y.Fn
	case flow.LeafCall, flow.LeafWritten:
		return x.Call == y.Call && x.Result == y.Result
	case flow.LeafGlobal:
		return x.Text == y.Text
	}
	return false
}

// gates reports that the outcome of call a decides whether b is reached: b lies on one side of a branch on something that a gave.
func (j *judge) gates(a ssa.CallInstruction, b ssa.Instruction) bool {
	return slices.ContainsFunc(j.branchesOn(a), func(s *ssa.BasicBlock) bool { return s.Dominates(b.Block()) })
}

// branchesOn are the blocks that are reached on one side only of a branch on something that a call gave.
func (j *judge) branchesOn(a ssa.CallInstruction) []*ssa.BasicBlock {
	if out, ok := j.branches[a]; ok {
		return out
	}
	var out []*ssa.BasicBlock
	derived := j.derived(a)
	for _, iff := range j.ifs(a.Parent()) {
		if !usesAny(iff.Cond, derived, 0) {
			continue
		}
		for _, s := range iff.Block().Succs {
			if len(s.Preds) == 1 {
				out = append(out, s)
			}
		}
	}
	j.branches[a] = out
	return out
}

// ifs lists a function's branches.
func (j *judge) ifs(fn *ssa.Function) []*ssa.If {
	if out, ok := j.conds[fn]; ok {
		return out
	}
	var out []*ssa.If
	for _, b := range fn.Blocks {
		if len(b.Instrs) > 0 {
			if iff, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok {
				out = append(out, iff)
			}
		}
	}
	j.conds[fn] = out
	return out
}

// derived is every value that comes from a call's results or from what it filled.
func (j *judge) derived(call ssa.CallInstruction) map[ssa.Value]bool {
	if set, ok := j.derivations[call]; ok {
		return set
	}
	set := map[ssa.Value]bool{}
	defer func() { j.derivations[call] = set }()
	var add func(ssa.Value)
	add = func(v ssa.Value) {
		if v == nil || set[v] || len(set) > 4000 {
			return
		}
		set[v] = true
		if v.Referrers() == nil {
			return
		}
		for _, ref := range *v.Referrers() {
			switch r := ref.(type) {
			case *ssa.Extract:
				add(r)
			case *ssa.FieldAddr, *ssa.Field, *ssa.UnOp, *ssa.Phi, *ssa.MakeInterface, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.Convert,
				*ssa.IndexAddr, *ssa.Index, *ssa.Slice, *ssa.TypeAssert, *ssa.Lookup, *ssa.Range, *ssa.Next:
				add(r.(ssa.Value))
			case *ssa.Store:
				if r.Val == v {
					switch addr := r.Addr.(type) {
					case *ssa.Alloc:
						add(addr)
					case *ssa.FreeVar:
						// A callback often shares the err of the function around it. The row itself is not followed there: what the other
						// function does with it is not seen here.
						if flow.IsError(v.Type()) {
							readsOf(r, add)
						}
					case *ssa.IndexAddr:
						if a, ok := addr.X.(*ssa.Alloc); ok && a.Comment != "varargs" {
							add(a)
						}
					case *ssa.FieldAddr:
						// A mapper that takes the tenant along gives the row in another form; so does what holds such a row.
						if j.words.isTenant(flow.FieldVar(addr.X.Type(), addr.Field).Name()) || flow.Struct(v.Type()) != nil {
							add(holder(addr))
						}
					}
				}
			case *ssa.Call:
				// What scans, converts or reads the row hands it on: Scan, CollectOneRow, row.GetTenantID(), a mapper.
				if r == call {
					continue
				}
				if carriesRows(v) || isGetter(r, v) {
					add(r)
					j.filled(r, add)
				}
			}
		}
	}
	if v := call.Value(); v != nil {
		add(v)
	}
	j.filled(call, add)
	return set
}

// readsOf adds what reads a variable while it holds what the store put there.
func readsOf(s *ssa.Store, add func(ssa.Value)) {
	for _, ref := range *s.Addr.Referrers() {
		if read, ok := ref.(*ssa.UnOp); ok && flow.Holds(s, read) {
			add(read)
		}
	}
}

// holder is the local struct that a field belongs to, through the structs that it embeds; nil when it is none.
func holder(f *ssa.FieldAddr) ssa.Value {
	for {
		switch x := f.X.(type) {
		case *ssa.FieldAddr:
			f = x
		case *ssa.Alloc:
			return x
		default:
			return nil
		}
	}
}

// filled adds the variables that a call fills through pointers.
func (j *judge) filled(call ssa.CallInstruction, add func(ssa.Value)) {
	_, args := flow.Args(call.Common())
	for _, a := range args {
		a = flow.Strip(a)
		switch x := a.(type) {
		case *ssa.Alloc, *ssa.FieldAddr:
			add(x)
		case *ssa.Slice:
			if arr, ok := x.X.(*ssa.Alloc); ok && arr.Comment == "varargs" {
				for _, ref := range *arr.Referrers() {
					if ia, ok := ref.(*ssa.IndexAddr); ok {
						for _, r := range *ia.Referrers() {
							if st, ok := r.(*ssa.Store); ok {
								switch y := flow.Strip(st.Val).(type) {
								case *ssa.Alloc:
									add(y)
								case *ssa.FieldAddr:
									add(y)
									if base, ok := y.X.(*ssa.Alloc); ok {
										add(base)
									}
								}
							}
						}
					}
				}
			}
		}
	}
}

// isGetter reports a method of the row itself without arguments: o.TenantID(), row.GetTenant(), id.String().
func isGetter(c *ssa.Call, v ssa.Value) bool {
	recv, args := flow.Args(&c.Call)
	return recv == v && len(args) == 0
}

func usesAny(v ssa.Value, set map[ssa.Value]bool, depth int) bool {
	if set[v] {
		return true
	}
	if depth > 4 {
		return false
	}
	switch x := v.(type) {
	case *ssa.BinOp:
		return usesAny(x.X, set, depth+1) || usesAny(x.Y, set, depth+1)
	case *ssa.UnOp:
		return usesAny(x.X, set, depth+1)
	case *ssa.Call:
		return slices.ContainsFunc(x.Call.Args, func(a ssa.Value) bool { return usesAny(a, set, depth+1) })
	case *ssa.Extract:
		return usesAny(x.Tuple, set, depth+1)
	case *ssa.MakeInterface:
		return usesAny(x.X, set, depth+1)
	case *ssa.Phi:
		return slices.ContainsFunc(x.Edges, func(a ssa.Value) bool { return usesAny(a, set, depth+1) })
	}
	return false
}

// comparison is a branch on the equality of two values.
type comparison struct {
	x, y       ssa.Value
	pass, fail *ssa.BasicBlock // where equal values lead, and different ones
	at         *ssa.If
}

// comparisons lists a function's branches on equality, through !, == and the Equal functions of the common libraries.
func (j *judge) comparisons(fn *ssa.Function) []comparison {
	if c, ok := j.compare[fn]; ok {
		return c
	}
	var out []comparison
	for _, b := range fn.Blocks {
		if len(b.Instrs) == 0 {
			continue
		}
		iff, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		equal, differ := b.Succs[0], b.Succs[1]
		cond := iff.Cond
		for {
			not, ok := cond.(*ssa.UnOp)
			if !ok || not.Op != token.NOT {
				break
			}
			cond, equal, differ = not.X, differ, equal
		}
		switch c := cond.(type) {
		case *ssa.BinOp:
			switch c.Op {
			case token.EQL:
				out = append(out, comparison{c.X, c.Y, equal, differ, iff})
				// subtle.ConstantTimeCompare(a, b) == 1, strings.Compare(a, b) == 0
				if x, y, ok := compareCall(c.X, c.Y); ok {
					out = append(out, comparison{x, y, equal, differ, iff})
				}
			case token.NEQ:
				out = append(out, comparison{c.X, c.Y, differ, equal, iff})
				if x, y, ok := compareCall(c.X, c.Y); ok {
					out = append(out, comparison{x, y, differ, equal, iff})
				}
			}
		case *ssa.Call:
			if x, y, ok := equalCall(c); ok {
				out = append(out, comparison{x, y, equal, differ, iff})
			}
		}
	}
	j.compare[fn] = out
	return out
}

// equalCall reads a call whose truth is the equality of two values: x.Equal(y), bytes.Equal(x, y), strings.EqualFold(x, y).
func equalCall(c *ssa.Call) (x, y ssa.Value, ok bool) {
	fn := flow.Callee(&c.Call)
	if fn == nil || !strings.HasPrefix(fn.Name(), "Equal") {
		return nil, nil, false
	}
	recv, args := flow.Args(&c.Call)
	switch {
	case recv != nil && len(args) == 1:
		return recv, args[0], true
	case recv == nil && len(args) == 2:
		return args[0], args[1], true
	}
	return nil, nil, false
}

func compareCall(a, b ssa.Value) (x, y ssa.Value, ok bool) {
	call, isCall := a.(*ssa.Call)
	c, isConst := b.(*ssa.Const)
	if !isCall || !isConst || len(call.Call.Args) != 2 || c.Value == nil || c.Value.Kind() != constant.Int {
		return nil, nil, false
	}
	switch flow.Key(flow.Callee(&call.Call)) {
	case "crypto/subtle.ConstantTimeCompare":
		return call.Call.Args[0], call.Call.Args[1], c.Int64() == 1
	case "strings.Compare", "bytes.Compare", "cmp.Compare":
		return call.Call.Args[0], call.Call.Args[1], c.Int64() == 0
	}
	return nil, nil, false
}

// verifiedAfter finds a comparison of the returned row's tenant that leaves when it differs, and before which the row is not used.
func (j *judge) verifiedAfter(fn *ssa.Function, call ssa.CallInstruction) (line int, ok bool) {
	derived := j.derived(call)
	for _, c := range j.comparisons(fn) {
		if !flow.Dominates(call, c.at) {
			continue
		}
		row, other := c.x, c.y
		if !usesAny(row, derived, 0) {
			row, other = c.y, c.x
		}
		if !usesAny(row, derived, 0) || usesAny(other, derived, 0) || !j.tenantField(row) || !j.trusted(other) {
			continue
		}
		if !j.leavesWhen(c, call) || j.usedOutside(derived, call, c) {
			continue
		}
		return j.pass.Fset.Position(c.at.Cond.Pos()).Line, true
	}
	if line, ok := j.verifiedByHelper(fn, call, derived); ok {
		return line, true
	}
	return 0, false
}

// tenantField reports a value that was read from the tenant column of a row.
func (j *judge) tenantField(v ssa.Value) bool {
	for _, l := range j.origins(flow.Ref{V: v}) {
		if len(l.Path) > 0 && j.words.isTenant(l.Path[len(l.Path)-1]) {
			return true
		}
		if slices.ContainsFunc(l.Names, j.words.isTenant) || l.Kind == flow.LeafCall && len(l.Path) == 0 && j.words.isTenant(resultName(l)) {
			return true
		}
	}
	return false
}

// resultName is the name that the called function's signature gives the result: (tenantID string, err error).
func resultName(l flow.Leaf) string {
	fn := flow.Callee(l.Call.Common())
	if fn == nil || l.Result < 0 || l.Result >= fn.Signature().Results().Len() {
		return ""
	}
	return fn.Signature().Results().At(l.Result).Name()
}

// trusted reports a value with which a row's tenant may be compared: anything but what the request's body, path or query says, a zero
// value or a constant. A parameter is asked of the callers for provenance, not here.
func (j *judge) trusted(v ssa.Value) bool {
	switch j.class(flow.Ref{V: v}).Class {
	case ClassBody, ClassRequest, ClassZero, ClassConst, ClassNil:
		return false
	}
	return true
}

// leavesWhen reports that the differing branch ends the work with the row: it does not come back to where equal values go on.
func (j *judge) leavesWhen(c comparison, call ssa.CallInstruction) bool {
	if c.fail == c.pass {
		return false
	}
	// A loop that comes back to the comparison asks it again, of the next row.
	return !reaches(c.fail, c.pass, call.Block(), c.at.Block())
}

// reaches reports a way from a to b that does not pass through any of avoid.
func reaches(a, b *ssa.BasicBlock, avoid ...*ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	var walk func(*ssa.BasicBlock) bool
	walk = func(x *ssa.BasicBlock) bool {
		if x == b {
			return true
		}
		if seen[x] || slices.Contains(avoid, x) || endsProgram(x) {
			return false
		}
		seen[x] = true
		return slices.ContainsFunc(x.Succs, walk)
	}
	return walk(a)
}

// endsProgram reports a block that calls a function which never returns.
func endsProgram(b *ssa.BasicBlock) bool {
	for _, instr := range b.Instrs {
		switch instr := instr.(type) {
		case *ssa.Panic:
			return true
		case *ssa.Call:
			if flow.NoReturn(flow.Key(flow.Callee(&instr.Call))) {
				return true
			}
		}
	}
	return false
}

// usedOutside reports a use of the row that the comparison does not gate.
func (j *judge) usedOutside(derived map[ssa.Value]bool, call ssa.CallInstruction, c comparison) bool {
	for v := range derived {
		if v.Referrers() == nil {
			continue
		}
		for _, use := range *v.Referrers() {
			if use.Block() == nil || use == ssa.Instruction(call) || !j.effect(use, v, derived) {
				continue
			}
			if c.pass.Dominates(use.Block()) && len(c.pass.Preds) == 1 {
				continue
			}
			// Where the tenants differ the row may be spoken of, but neither handed out nor acted on.
			if c.fail.Dominates(use.Block()) && len(c.fail.Preds) == 1 && !j.handsOut(use) {
				continue
			}
			if flow.Dominates(use, call) {
				continue
			}
			// After the branches meet again only what was let through goes on, as long as the failing one left.
			if c.at.Block().Dominates(use.Block()) && use.Block() != c.at.Block() && !reaches(c.fail, use.Block(), call.Block()) {
				continue
			}
			return true
		}
	}
	return false
}

// handsOut reports a use that gives the row away, or that acts on the database by it.
func (j *judge) handsOut(use ssa.Instruction) bool {
	switch u := use.(type) {
	case *ssa.Return, *ssa.Send:
		return true
	case *ssa.Call:
		return j.byCall[u] != nil
	case *ssa.Store: // into the arguments of a variadic call
		ia, ok := u.Addr.(*ssa.IndexAddr)
		if !ok || ia.X.Referrers() == nil {
			return false
		}
		for _, ref := range *ia.X.Referrers() {
			sl, ok := ref.(*ssa.Slice)
			if !ok {
				continue
			}
			for _, use := range *sl.Referrers() {
				if call, ok := use.(*ssa.Call); ok && j.byCall[call] != nil {
					return true
				}
			}
		}
	}
	return false
}

// effect reports a use that lets the row out: a call, a return without an error, a store elsewhere.
func (j *judge) effect(use ssa.Instruction, v ssa.Value, derived map[ssa.Value]bool) bool {
	switch u := use.(type) {
	case *ssa.Return:
		n := len(u.Results)
		if n > 0 && flow.IsError(u.Results[n-1].Type()) {
			if c, ok := u.Results[n-1].(*ssa.Const); !ok || c.Value != nil {
				// An error goes with it; the caller does not look at the row.
				return false
			}
		}
		return !flow.IsError(v.Type())
	case *ssa.Call:
		if derived[u] || flow.IsError(v.Type()) {
			return false // scans and getters only hand the row on
		}
		if _, ok := u.Call.Value.(*ssa.Builtin); ok {
			return false
		}
		if _, _, ok := equalCall(u); ok {
			return false
		}
		// The call that fills the variable is the read itself.
		_, args := flow.Args(&u.Call)
		for _, a := range args {
			if flow.Strip(a) == v {
				switch v.(type) {
				case *ssa.Alloc, *ssa.FieldAddr:
					return !j.isScan(u)
				}
			}
		}
		return true
	case *ssa.Store:
		// An argument of a variadic call; pointers that the call fills are the read itself.
		ia, ok := u.Addr.(*ssa.IndexAddr)
		if !ok || u.Val != v {
			return false
		}
		arr, ok := ia.X.(*ssa.Alloc)
		if !ok || arr.Comment != "varargs" || flow.IsError(flow.Strip(v).Type()) {
			return false
		}
		switch flow.Strip(v).(type) {
		case *ssa.Alloc, *ssa.FieldAddr:
			return false
		}
		return true
	case *ssa.Send, *ssa.MapUpdate, *ssa.Go, *ssa.Defer:
		return true
	}
	return false
}

func (j *judge) isScan(c *ssa.Call) bool {
	if j.byCall[c] != nil {
		return true
	}
	fn := flow.Callee(&c.Call)
	return fn != nil && fn.Pkg() != nil && j.site.Models.Library(fn.Pkg().Path()) != nil
}

// verifiedByHelper finds a call of a function of the package that compares the tenant of the row it is given and fails when it differs.
func (j *judge) verifiedByHelper(fn *ssa.Function, call ssa.CallInstruction, derived map[ssa.Value]bool) (line int, ok bool) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			check, isCall := instr.(*ssa.Call)
			if !isCall || !flow.Dominates(call, check) {
				continue
			}
			helper := flow.StaticCallee(&check.Call)
			if helper == nil || helper.Blocks == nil || !j.refuses(helper) {
				continue
			}
			given := false
			for i, a := range check.Call.Args {
				if derived[a] && i < len(helper.Params) && j.comparesParam(helper, helper.Params[i]) {
					given = true
				}
			}
			if !given {
				continue
			}
			for _, c := range j.outcomes(fn, check) {
				if j.leavesWhen(c, call) && !j.usedOutsideBut(derived, call, c, check) {
					return j.pass.Fset.Position(check.Pos()).Line, true
				}
			}
		}
	}
	return 0, false
}

func (j *judge) usedOutsideBut(derived map[ssa.Value]bool, call ssa.CallInstruction, c comparison, check *ssa.Call) bool {
	without := map[ssa.Value]bool{}
	for v := range derived {
		without[v] = true
	}
	without[check] = true // the check itself may look at the row
	return j.usedOutside(without, call, c)
}

// refuses reports a function that can say no: its last result is an error or a bool.
func (j *judge) refuses(fn *ssa.Function) bool {
	res := fn.Signature.Results()
	if res.Len() == 0 {
		return false
	}
	last := res.At(res.Len() - 1).Type()
	b, ok := last.Underlying().(*types.Basic)
	return flow.IsError(last) || ok && b.Kind() == types.Bool
}

// comparesParam reports that the helper compares the tenant of its parameter with a trusted value and refuses when they differ.
func (j *judge) comparesParam(helper *ssa.Function, p *ssa.Parameter) bool {
	fromParam := func(v ssa.Value) bool {
		return slices.ContainsFunc(j.origins(flow.Ref{V: v}), func(l flow.Leaf) bool {
			return l.Kind == flow.LeafParam && l.V == p && (len(l.Path) > 0 && j.words.isTenant(l.Path[len(l.Path)-1]) || len(l.Path) == 0 && j.words.isTenant(p.Name()))
		})
	}
	for _, c := range j.comparisons(helper) {
		row, other := c.x, c.y
		if !fromParam(row) {
			row, other = c.y, c.x
		}
		if !fromParam(row) || !j.trusted(other) {
			continue
		}
		if refusesIn(c.fail) && !reaches(c.fail, c.pass, nil) {
			return true
		}
	}
	// return row.TenantID == tenant
	for _, ret := range flow.Returns(helper) {
		for _, res := range ret.Results {
			if b, ok := res.(*ssa.BinOp); ok && b.Op == token.EQL && (fromParam(b.X) && j.trusted(b.Y) || fromParam(b.Y) && j.trusted(b.X)) {
				return true
			}
		}
	}
	return false
}

// refusesIn reports a block that leads to returning an error or false.
func refusesIn(b *ssa.BasicBlock) bool {
	for range 8 {
		if len(b.Instrs) == 0 {
			return false
		}
		switch last := b.Instrs[len(b.Instrs)-1].(type) {
		case *ssa.Return:
			if len(last.Results) == 0 {
				return false
			}
			res := last.Results[len(last.Results)-1]
			c, isConst := res.(*ssa.Const)
			if flow.IsError(res.Type()) {
				return !isConst || c.Value != nil
			}
			return isConst && c.Value != nil && c.Value.Kind() == constant.Bool && !constant.BoolVal(c.Value)
		case *ssa.Jump:
			b = b.Succs[0]
		case *ssa.Panic:
			return true
		default:
			return false
		}
	}
	return false
}

// outcomes are the branches on what a check returned: an error that is not nil, or false, is the failing side.
func (j *judge) outcomes(fn *ssa.Function, check *ssa.Call) []comparison {
	mine := map[ssa.Value]bool{check: true}
	for _, ref := range *check.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok {
			mine[e] = true
		}
	}
	var out []comparison
	for _, b := range fn.Blocks {
		if len(b.Instrs) == 0 {
			continue
		}
		iff, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		yes, no := b.Succs[0], b.Succs[1]
		cond := iff.Cond
		if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
			cond, yes, no = not.X, no, yes
		}
		switch c := cond.(type) {
		case *ssa.BinOp:
			if k, ok := c.Y.(*ssa.Const); ok && k.Value == nil && mine[c.X] && flow.IsError(c.X.Type()) {
				if c.Op == token.NEQ {
					out = append(out, comparison{pass: no, fail: yes, at: iff})
				} else if c.Op == token.EQL {
					out = append(out, comparison{pass: yes, fail: no, at: iff})
				}
			}
		default:
			if mine[cond] {
				out = append(out, comparison{pass: yes, fail: no, at: iff})
			}
		}
	}
	return out
}

// memberBefore reports an earlier look-up of the authenticated principal's own membership in the very tenant that the request names, whose
// failure leaves.
func (j *judge) memberBefore(fn *ssa.Function, at ssa.Instruction, c classed) bool {
	for _, o := range j.byFn[fn] {
		if ssa.Instruction(o.Call) == at || !flow.Dominates(o.Call, at) || !j.gates(o.Call, at) {
			continue
		}
		j.judgeOperation(o)
		for _, r := range o.refs {
			own, same := false, false
			for _, k := range r.KeyBinds {
				own = own || k.Own && r.values.class(k.Bind).Class == ClassPrincipal
			}
			for _, b := range append(bindsOf(r.KeyBinds), r.TenantBinds...) {
				same = same || sameLeaf([]flow.Leaf{r.values.class(b).leaf}, []flow.Leaf{c.leaf})
			}
			if own && same && r.Verdict == verdict.Met {
				return true
			}
		}
	}
	return false
}

func bindsOf(keys []scope.KeyBind) []*sqlread.Bind {
	out := make([]*sqlread.Bind, 0, len(keys))
	for _, k := range keys {
		out = append(out, k.Bind)
	}
	return out
}

// comparedBefore reports that a value from the request was compared with a trusted tenant, and left when it differed, before the operation.
func (j *judge) comparedBefore(fn *ssa.Function, at ssa.Instruction, c classed) bool {
	if j.memberBefore(fn, at, c) {
		return true
	}
	for _, cmp := range j.comparisons(fn) {
		for _, pair := range [][2]ssa.Value{{cmp.x, cmp.y}, {cmp.y, cmp.x}} {
			mine := j.class(flow.Ref{V: pair[0]})
			if (mine.Class == ClassBody || mine.Class == ClassRequest) && sameLeaf([]flow.Leaf{mine.leaf}, []flow.Leaf{c.leaf}) && j.trusted(pair[1]) &&
				cmp.pass.Dominates(at.Block()) && len(cmp.pass.Preds) == 1 {
				return true
			}
		}
	}
	return false
}

// leaves reports whether a caller could supply what is missing, and whether there can be one.
func (j *judge) leaves(d demand) bool {
	owner, keys, verify := j.offer(d)
	return owner != nil && (len(keys) > 0 || verify || d.temp != "")
}

// callable reports whether a function can have a caller that this package does not show, or has one that it does.
func (j *judge) callable(fn *ssa.Function) bool {
	if fn.Name() == "main" && fn.Signature.Recv() == nil || fn.Name() == "init" || j.handler(fn) {
		return false
	}
	return token.IsExported(fn.Name()) || len(j.p.Callers(fn)) > 0 || fn.Signature.Recv() != nil && j.invoked()[fn.Name()]
}

// invoked are the names of interface methods that this package calls: an unexported method can be called through one of them.
func (j *judge) invoked() map[string]bool {
	if j.invokes == nil {
		j.invokes = map[string]bool{}
		for _, fn := range j.p.Functions() {
			if j.tested.holds(fn) {
				continue
			}
			for _, b := range fn.Blocks {
				for _, instr := range b.Instrs {
					if call, ok := instr.(ssa.CallInstruction); ok && call.Common().IsInvoke() {
						j.invokes[call.Common().Method.Name()] = true
					}
				}
			}
		}
	}
	return j.invokes
}

// offer is what an obligation asks of its function's callers.
func (j *judge) offer(d demand) (owner *ssa.Function, keys []Key, verify bool) {
	owner = d.fn
	for owner.Parent() != nil {
		owner = owner.Parent()
	}
	if !j.callable(owner) {
		return nil, nil, false
	}
	for _, k := range d.keys {
		c := j.bound(k.value)
		if c.Class == ClassParam && c.Fn == owner && c.Param >= 0 {
			key := Key{Param: c.Param, Path: joinPath(c.Path), Column: k.column, Table: d.table, Own: k.own, Parent: k.parent}
			if !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	if d.verify && d.fn == owner {
		derived := j.derived(d.call)
		for _, ret := range flow.Returns(owner) {
			for _, res := range ret.Results {
				if !flow.IsError(res.Type()) && usesAny(res, derived, 0) {
					verify = true
				}
			}
		}
	}
	return owner, keys, verify
}
