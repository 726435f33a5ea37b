package permguard

import (
	"go/constant"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
	"github.com/bailiwick-dev/bailiwick/internal/pattern"
)

// An effect that is bound to the caller's own id asks for no permission: who changes their own profile, or adds something of their own. What it is
// bound by is followed from the condition of the statement, or from the row that is added, up through the calls to what a handler reads of who
// asks. Where it cannot be followed, the effect is not the caller's own.

// Given says what a call hands to a parameter ("p1"), to a field below it ("p1.UserID") or to a captured variable ("f0"). It is the caller's where all
// of From are; a field with nothing in From is not, whatever the value around it is.
type Given struct {
	Slot string
	From []string
}

var (
	conditions = pattern.New(`^(?i:where|and|id|eq|filter|match|having)$`)
	orArm      = pattern.New(`(?i)\bor\b`)
	afterWhere = pattern.New(`(?is)\bwhere\b(.*)$`)
	readers    = pattern.New(`^(?i:get|find|load|read|fetch|lookup|query|select|retrieve)`)
	numbered   = pattern.New(`\$(\d+)`)
)

// given describes the arguments of a call of a function whose parameters are counted from first.
func given(values []ssa.Value, letter string, first int) []Given {
	var out []Given
	for i, v := range values {
		if !mayIdentify(v.Type()) {
			continue
		}
		slot := letter + strconv.Itoa(first+i)
		if from, ok := guard.Sources(v); ok && len(from) > 0 {
			out = append(out, Given{Slot: slot, From: from})
		}
		out = append(out, fieldsGiven(slot, v)...)
	}
	return out
}

// mayIdentify reports a type whose values may hold an id: of plain types, and of structs but for a request or a context.
func mayIdentify(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic, *types.Array, *types.Slice, *types.Struct:
		return true
	case *types.Pointer:
		switch u.Elem().Underlying().(type) {
		case *types.Basic, *types.Array, *types.Struct, *types.Pointer:
			return !strings.HasSuffix(flow.TypeKey(t), "Context") && !strings.HasSuffix(flow.TypeKey(t), ".Request")
		}
	}
	return false
}

// arguments are the values that a call hands on, with the index of the parameter that takes the first.
func arguments(call ssa.CallInstruction) (values []ssa.Value, first int) {
	c := call.Common()
	if c.IsInvoke() {
		return c.Args, 1 // the parameter before them is the receiver
	}
	return c.Args, 0
}

// fieldsGiven describes the fields that are set in a struct before it is handed on.
func fieldsGiven(slot string, v ssa.Value) []Given {
	roots := guard.SameValue(flow.Strip(v))
	if u, ok := roots[0].(*ssa.UnOp); ok && len(roots) == 1 {
		roots = []ssa.Value{u.X} // a struct that is handed on by value
	}
	if flow.Struct(roots[0].Type()) == nil {
		return nil
	}
	var out []Given
	var walk func(v ssa.Value, depth int)
	walk = func(v ssa.Value, depth int) {
		if v.Referrers() == nil || depth > 3 {
			return
		}
		for _, ref := range *v.Referrers() {
			fa, ok := ref.(*ssa.FieldAddr)
			if !ok || fa.X != v {
				continue
			}
			if f := flow.FieldVar(fa.X.Type(), fa.Field); f != nil {
				for _, val := range flow.StoredIn(fa) {
					from, _ := guard.Sources(val)
					if overwrites(roots, from) {
						from = nil
					}
					out = append(out, Given{Slot: slot + "." + f.Name(), From: from})
				}
			}
			walk(fa, depth+1)
		}
	}
	for _, root := range roots {
		walk(root, 0)
	}
	if call, ok := roots[0].(*ssa.Call); ok {
		// What is set here is set last.
		for _, g := range fieldsMade(slot, call) {
			if !slices.ContainsFunc(out, func(o Given) bool { return o.Slot == g.Slot }) {
				out = append(out, g)
			}
		}
	}
	return out
}

// overwrites reports that what is stored in a row says nothing of whose it is: the row was read, by something else than what is stored. Who writes their own id over somebody's row
// takes it over. Which function reads is told by its name; a row that another one gives counts as made.
func overwrites(roots []ssa.Value, from []string) bool {
	return slices.ContainsFunc(roots, func(root ssa.Value) bool {
		if e, ok := root.(*ssa.Extract); ok {
			root = e.Tuple
		}
		c, ok := root.(*ssa.Call)
		if !ok {
			return false
		}
		obj := flow.Callee(&c.Call)
		if obj == nil || !readers.MatchString(obj.Name()) {
			return false
		}
		_, args := flow.Args(&c.Call)
		return !slices.ContainsFunc(args, func(a ssa.Value) bool {
			by, ok := guard.Sources(a)
			return ok && len(by) > 0 && slices.ContainsFunc(by, func(s string) bool { return slices.Contains(from, s) })
		})
	})
}

// boundBy lists what an effect is bound by: alternatives, each of which is enough, and of each all sources must be the caller's.
func boundBy(call ssa.CallInstruction, what string) [][]string {
	recv, args := flow.Args(call.Common())
	adds := strings.HasPrefix(what, "insert") || strings.HasPrefix(what, "save") || strings.HasPrefix(what, "copy")
	b := &bounds{}
	if text, at := statementText(args); at >= 0 {
		b.text(text, args[at+1:], adds)
		return b.out
	}
	b.chain(recv)
	for i, a := range args {
		if adds {
			for _, el := range elements(a) {
				b.row(el)
			}
		} else if i > 0 {
			b.condition(args[:i], a)
		}
	}
	return b.out
}

type bounds struct{ out [][]string }

func (b *bounds) value(v ssa.Value) {
	if from, ok := guard.Sources(v); ok && len(from) > 0 {
		b.out = append(b.out, from)
	}
}

// chain collects the conditions of a builder's chain.
func (b *bounds) chain(v ssa.Value) {
	for range 24 {
		if u, ok := v.(*ssa.UnOp); ok {
			if stored := flow.StoredIn(u.X); len(stored) == 1 {
				v = stored[0]
			}
		}
		if e, ok := v.(*ssa.Extract); ok {
			v = e.Tuple
		}
		c, ok := v.(*ssa.Call)
		if !ok {
			return
		}
		recv, args := flow.Args(&c.Call)
		if obj := flow.Callee(&c.Call); obj != nil && conditions.MatchString(obj.Name()) {
			for i, a := range args {
				b.condition(args[:i], a)
			}
		}
		if v = recv; v == nil {
			return
		}
	}
}

// condition takes an argument of a condition, whose text is among the arguments before it.
func (b *bounds) condition(before []ssa.Value, v ssa.Value) {
	for _, t := range before {
		if text, ok := flow.ConstString(flow.Strip(t)); ok && orArm.MatchString(text) {
			return
		}
	}
	for _, el := range elements(v) {
		b.value(el)
	}
}

// elements are the values of a list or of a map that is made here; else the value itself.
func elements(v ssa.Value) []ssa.Value {
	v = flow.Strip(v)
	var out []ssa.Value
	switch x := v.(type) {
	case *ssa.Slice:
		if a, ok := x.X.(*ssa.Alloc); ok {
			for _, ref := range *a.Referrers() {
				if ia, ok := ref.(*ssa.IndexAddr); ok {
					out = append(out, flow.StoredIn(ia)...)
				}
			}
			return out
		}
	case *ssa.MakeMap:
		for _, ref := range *x.Referrers() {
			if u, ok := ref.(*ssa.MapUpdate); ok {
				out = append(out, u.Value)
			}
		}
		return out
	case *ssa.ChangeType:
		return elements(x.X)
	}
	return []ssa.Value{v}
}

// row takes a row that is added or saved: by the fields that say whose it is.
func (b *bounds) row(v ssa.Value) {
	st := flow.Struct(flow.Strip(v).Type())
	for _, g := range fieldsGiven("", v) {
		if ownerOf(st, strings.TrimPrefix(g.Slot, ".")) && len(g.From) > 0 {
			b.out = append(b.out, g.From)
		}
	}
	from, ok := guard.Sources(v)
	if !ok || len(from) != 1 || strings.Contains(from[0], ".") || st == nil {
		return
	}
	for i := range st.NumFields() {
		if f := st.Field(i); ownerOf(st, f.Name()) && isPlain(f.Type()) {
			b.out = append(b.out, []string{from[0] + "." + f.Name()})
		}
	}
}

// ownerOf reports a field that says whose a row is. Who made it is who has it only where no other field says that: a token that is made for somebody else is theirs.
func ownerOf(st *types.Struct, name string) bool {
	if !guard.OwnerField(name) || !guard.MakerField(name) || st == nil {
		return guard.OwnerField(name)
	}
	for f := range st.Fields() {
		if _, array := f.Type().Underlying().(*types.Array); guard.OwnerField(f.Name()) && !guard.MakerField(f.Name()) && (array || isPlain(f.Type())) {
			return false
		}
	}
	return true
}

func isPlain(t types.Type) bool {
	_, ok := t.Underlying().(*types.Basic)
	return ok
}

// statementText is the SQL text among arguments, and where it stands; -1 for none.
func statementText(args []ssa.Value) (string, int) {
	for i, a := range args {
		if c, ok := flow.Strip(a).(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String && strings.Contains(constant.StringVal(c.Value), " ") {
			return constant.StringVal(c.Value), i
		}
	}
	return "", -1
}

// text takes the arguments of a statement that its condition binds, or all of one that only adds.
func (b *bounds) text(text string, args []ssa.Value, adds bool) {
	var list []ssa.Value
	for _, a := range args {
		list = append(list, elements(a)...)
	}
	if adds {
		for _, v := range list {
			b.value(v)
		}
		return
	}
	where := afterWhere.FindStringSubmatch(text)
	if where == nil || orArm.MatchString(where[1]) {
		return
	}
	for _, m := range numbered.FindAllStringSubmatch(where[1], -1) {
		if n, err := strconv.Atoi(m[1]); err == nil && n > 0 && n <= len(list) {
			b.value(list[n-1])
		}
	}
	skip := strings.Count(text, "?") - strings.Count(where[1], "?")
	for i := range strings.Count(where[1], "?") {
		if skip+i < len(list) {
			b.value(list[skip+i])
		}
	}
}

// ownings are the parameters and fields of a function that hold the caller's own id, on one way to it.
type ownings map[string]bool

// holds reports a source that is the caller's.
func (o ownings) holds(source string) bool {
	if source == guard.Caller || o[source] {
		return true
	}
	up := strings.LastIndexByte(source, '.')
	return up > 0 && !guard.IsLookup(source) && o.holds(source[:up])
}

func (o ownings) all(sources []string) bool {
	return len(sources) > 0 && !slices.ContainsFunc(sources, func(s string) bool { return !o.holds(s) })
}

// bound reports an effect that is bound to the caller's own id.
func (o ownings) bound(s *Step) bool { return slices.ContainsFunc(s.Bound, o.all) }

// behind are those of the function that a call reaches.
func (o ownings) behind(s *Step) ownings {
	out := ownings{}
	set := map[string]bool{}
	for _, g := range s.Given {
		set[g.Slot] = true
	}
	for _, g := range s.Given {
		if o.all(g.From) {
			out[g.Slot] = true
		}
		if len(g.From) != 1 || strings.Contains(g.From[0], ".") {
			continue
		}
		for slot := range o {
			if field, below := strings.CutPrefix(slot, g.From[0]+"."); below && !set[g.Slot+"."+field] {
				out[g.Slot+"."+field] = true
			}
		}
	}
	// A field that is set to something else is not the caller's, even where what is around it is.
	for _, g := range s.Given {
		if !o.all(g.From) {
			delete(out, g.Slot)
		}
	}
	return out
}

// key names them for a set of ways.
func (o ownings) key() string {
	list := make([]string, 0, len(o))
	for s := range o {
		list = append(list, s)
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}
