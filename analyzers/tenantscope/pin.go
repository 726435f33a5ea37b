package tenantscope

import (
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/scope"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// PinSummary says that a function hands out a transaction on which a session setting was pinned, transaction-locally, to a value.
type PinSummary struct {
	Func string
	// Result is the result that is the transaction, -1 when a callback receives it.
	Result int
	// Callback is the parameter that is called with the transaction, Arg its argument.
	Callback, Arg int
	Setting       string
	// Param is the parameter, counted from 1, by which a handle was chosen among those of all tenants; 0 for other settings.
	Param int
	// Traced is true when the pinned value is the authenticated tenant.
	Traced bool
}

// pinned reports that the operation runs on a handle whose tenant was pinned before, on every path, and that row-level security confines
// the command on the table to it.
func (j *judge) pinned(o *operation, r *reference) bool {
	recv := j.handle(o)
	if recv == nil || r.Table == nil {
		return false
	}
	if pin, ok := j.chosenFor(recv); ok {
		r.confine(pin, "the tenant's own database: the handle was chosen by the tenant")
		return true
	}
	command := commandOf(r)
	for _, pin := range j.pinsOf(o.Fn, recv, o.Call, 0) {
		if pin.Setting == searchPath {
			r.confine(pin, "the tenant's own schema: the transaction was set to it before")
			return true
		}
		if !r.Table.RLS.Enabled {
			continue
		}
		ok, why, assume := scope.Pinned(r.Table, j.site.Catalog, command, pin.Setting)
		if !ok {
			r.Why = append(r.Why, why...)
			continue
		}
		r.confine(pin, append(why, fmt.Sprintf("the transaction pins %s before", pin.Setting))...)
		r.Assumptions = append(r.Assumptions, assume...)
		return true
	}
	return false
}

// confine makes a reference met by its handle.
func (r *reference) confine(pin PinSummary, why ...string) {
	r.Verdict, r.Category, r.Message = verdict.Met, "", ""
	r.Why, r.traced = why, pin.Traced
}

func commandOf(r *reference) string {
	if !r.Write {
		return "SELECT"
	}
	switch r.alt.Stmt.Kind {
	case sqlread.KindInsert, sqlread.KindCopy:
		return "INSERT"
	case sqlread.KindUpdate:
		return "UPDATE"
	case sqlread.KindDelete:
		return "DELETE"
	}
	return "ALL"
}

// handle is the value that the operation runs on: the receiver, or the handle that a generated query was given.
func (j *judge) handle(o *operation) ssa.Value {
	recv, args := flow.Args(o.Call.Common())
	if o.Template == nil {
		return recv
	}
	// A wrapper is given the handle. sqlc: q.WithTx(tx).GetOrder(ctx, …), New(tx).GetOrder, or GetOrder(ctx, tx, …) with emit_methods_with_db_argument.
	for _, a := range args {
		if isHandle(a) {
			return a
		}
	}
	if call, ok := flow.Strip(recv).(*ssa.Call); ok {
		_, with := flow.Args(&call.Call)
		for _, a := range with {
			if isHandle(a) {
				return a
			}
		}
	}
	return recv
}

// isHandleType reports a type that statements run on.
func isHandleType(t types.Type) bool {
	switch flow.TypeKey(t) {
	case "database/sql.DB", "github.com/jackc/pgx/v5/pgxpool.Pool", "github.com/jmoiron/sqlx.DB", "github.com/jackc/pgx/v5.Conn", "gorm.io/gorm.DB",
		"github.com/uptrace/bun.DB", "xorm.io/xorm.Engine":
		return true
	}
	return false
}

func isHandle(v ssa.Value) bool {
	switch flow.TypeKey(flow.Strip(v).Type()) {
	case "github.com/jackc/pgx/v5.Tx", "database/sql.Tx", "github.com/jmoiron/sqlx.Tx", "github.com/jackc/pgx/v5/pgxpool.Tx", "github.com/jackc/pgx/v4.Tx", "github.com/jackc/pgx/v4/pgxpool.Tx":
		return true
	}
	return false
}

// pinsOf lists the settings that are pinned on a handle before an instruction.
func (j *judge) pinsOf(fn *ssa.Function, handle ssa.Value, before ssa.Instruction, depth int) []PinSummary {
	var out []PinSummary
	handle = j.held(handle)
	for _, o := range j.byFn[fn] {
		if ssa.Instruction(o.Call) == before || !flow.Dominates(o.Call, before) || len(o.Alternatives) != 1 {
			continue
		}
		setting, bind, local, ok := scope.Pin(o.Alternatives[0].Stmt)
		recv := j.handle(o)
		if !ok || !local || recv == nil || !j.sameHandle(recv, handle) || isPool(recv) {
			continue
		}
		if setting == searchPath {
			if traced, ok := j.schemaOf(&o.Alternatives[0], bind); ok {
				out = append(out, PinSummary{Setting: setting, Traced: traced})
			}
			continue
		}
		if bind == nil {
			continue
		}
		c := values{j: j, alt: &o.Alternatives[0]}.class(bind)
		if c.Class == ClassBody || c.Class == ClassZero || c.Class == ClassConst {
			continue
		}
		out = append(out, PinSummary{Setting: setting, Traced: c.Class == ClassTenant})
	}
	if depth > 2 {
		return out
	}
	if base := baseCall(handle, 0); base != nil {
		result := 0
		if e, ok := handle.(*ssa.Extract); ok {
			result = e.Index
		}
		for _, s := range j.pinSummaries(flow.Key(flow.Callee(&base.Call))) {
			if s.Result == result {
				out = append(out, s)
			}
		}
	}
	for _, l := range j.p.Origins(flow.Ref{V: handle}, nil) {
		switch l.Kind {
		case flow.LeafCall:
			key := flow.Key(flow.Callee(l.Call.Common()))
			for _, s := range j.pinSummaries(key) {
				if s.Result == l.Result {
					out = append(out, s)
				}
			}
		case flow.LeafParam:
			// The parameter of a callback: what the function that calls it pinned before.
			out = append(out, j.callbackPins(l)...)
		}
	}
	return out
}

// callbackPins are the pins of the functions to which the closure with this parameter is handed.
func (j *judge) callbackPins(l flow.Leaf) []PinSummary {
	var out []PinSummary
	if l.Fn == nil || l.Fn.Parent() == nil && len(j.p.Callers(l.Fn)) > 0 {
		return nil
	}
	all := true
	uses := 0
	check := func(v ssa.Value) {
		if v.Referrers() == nil {
			return
		}
		for _, ref := range *v.Referrers() {
			call, ok := ref.(ssa.CallInstruction)
			if !ok {
				continue
			}
			uses++
			_, args := flow.Args(call.Common())
			found := false
			for i, a := range args {
				if a != v {
					continue
				}
				for _, s := range j.pinSummaries(flow.Key(flow.Callee(call.Common()))) {
					if s.Result < 0 && s.Callback == i && s.Arg == l.Param {
						out = append(out, s)
						found = true
					}
				}
			}
			all = all && found
		}
	}
	for _, mk := range j.p.Closures(l.Fn) {
		check(mk)
	}
	if l.Fn.Parent() != nil && len(l.Fn.FreeVars) == 0 {
		// A literal without free variables is used as the function itself.
		for _, ref := range functionUses(l.Fn) {
			uses++
			_, args := flow.Args(ref.Common())
			found := false
			for i, a := range args {
				if a != ssa.Value(l.Fn) {
					continue
				}
				for _, s := range j.pinSummaries(flow.Key(flow.Callee(ref.Common()))) {
					if s.Result < 0 && s.Callback == i && s.Arg == l.Param {
						out = append(out, s)
						found = true
					}
				}
			}
			all = all && found
		}
	}
	if !all || uses == 0 {
		return nil
	}
	return out
}

// functionUses are the calls in the enclosing function that are given the function as an argument.
func functionUses(fn *ssa.Function) []ssa.CallInstruction {
	var out []ssa.CallInstruction
	for call := range flow.Calls(fn.Parent()) {
		if slices.Contains(call.Common().Args, ssa.Value(fn)) {
			out = append(out, call)
		}
	}
	return out
}

func (j *judge) sameHandle(a, b ssa.Value) bool {
	a, b = j.held(a), j.held(b)
	return a == b || sameLeaf(j.p.Origins(flow.Ref{V: a}, nil), j.p.Origins(flow.Ref{V: b}, nil))
}

// isPool reports a handle on which a transaction-local setting is gone with the statement, and a session setting is the next borrower's.
func isPool(v ssa.Value) bool {
	switch flow.TypeKey(flow.Strip(v).Type()) {
	case "database/sql.DB", "github.com/jackc/pgx/v5/pgxpool.Pool", "github.com/jmoiron/sqlx.DB", "github.com/jackc/pgx/v5/pgxpool.Conn", "database/sql.Conn", "github.com/jackc/pgx/v5.Conn", "github.com/jackc/pgx/v4/pgxpool.Pool", "github.com/jackc/pgx/v4/pgxpool.Conn", "github.com/jackc/pgx/v4.Conn":
		return true
	}
	return false
}

// held looks through a variable that is set once, as one is that a deferred closure shares.
func (j *judge) held(v ssa.Value) ssa.Value {
	for range 4 {
		v = flow.Strip(v)
		u, ok := v.(*ssa.UnOp)
		if !ok {
			return v
		}
		from := u.X
		if free, ok := from.(*ssa.FreeVar); ok {
			made := j.p.Closures(free.Parent())
			if len(made) != 1 {
				return v
			}
			from = made[0].Bindings[slices.Index(free.Parent().FreeVars, free)]
		}
		a, ok := from.(*ssa.Alloc)
		if !ok {
			return v
		}
		stores := flow.StoredIn(a)
		if len(stores) != 1 {
			return v
		}
		v = stores[0]
	}
	return v
}

// pinSummaries are the summaries of a function: of this package, made on demand, or imported.
func (j *judge) pinSummaries(key string) []PinSummary {
	if s, ok := j.pins[key]; ok {
		return s
	}
	return j.imported.pins(key)
}

// summarisePins finds the functions that hand out a pinned transaction: as a result, or to a callback.
func (j *judge) summarisePins() {
	j.pins = map[string][]PinSummary{}
	// A function may hand out what another one of the package pinned: the second round knows the first.
	for range 2 {
		j.pinRound()
	}
	for _, key := range query.SortedKeys(j.pins) {
		j.fact.Pins = append(j.fact.Pins, j.pins[key]...)
	}
}

func (j *judge) pinRound() {
	for _, fn := range j.p.Functions() {
		if fn.Parent() != nil || fn.Object() == nil {
			continue
		}
		key := flow.FuncKey(fn)
		for _, s := range j.pinsGiven(fn) {
			if s.Func = key; !slices.Contains(j.pins[key], s) {
				j.pins[key] = append(j.pins[key], s)
			}
		}
	}
}

func (j *judge) pinsGiven(fn *ssa.Function) []PinSummary {
	var out []PinSummary
	res := fn.Signature.Results()
	for i := range res.Len() {
		common, n := []PinSummary(nil), 0
		for _, ret := range flow.Returns(fn) {
			if c, ok := ret.Results[i].(*ssa.Const); ok && c.Value == nil {
				continue
			}
			if flow.IsError(ret.Results[i].Type()) {
				continue
			}
			pins := j.pinsOf(fn, ret.Results[i], ret, 1)
			if n == 0 {
				common = pins
			} else if len(pins) == 0 {
				common = nil
			}
			n++
		}
		if s, ok := j.choices(fn, i); ok && isHandleType(res.At(i).Type()) {
			out = append(out, s)
		}
		for _, s := range common {
			s.Result = i
			out = append(out, s)
		}
	}
	// Callbacks are called in the function itself or in a closure that it hands to a transaction helper (pgx.BeginFunc).
	fns := append([]*ssa.Function{fn}, fn.AnonFuncs...)
	for _, in := range fns {
		for call := range flow.Calls(in) {
			if call.Common().IsInvoke() {
				continue
			}
			param := j.slots().ParameterCalled(fn, call.Common().Value)
			if param < 0 {
				continue
			}
			for i, a := range call.Common().Args {
				for _, s := range j.pinsOf(in, a, call, 1) {
					s.Result, s.Callback, s.Arg = -1, param, i
					out = append(out, s)
				}
			}
		}
	}
	return out
}
