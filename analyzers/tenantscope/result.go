package tenantscope

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// via is a value that a method of an interface gives. What it proves is known where the slot of the receiver is bound.
type via struct {
	method string
	slot   string
	result int
	path   string
}

// viaOf describes what a call through an interface of the user's own gives.
func (j *judge) viaOf(l flow.Leaf) *via {
	call := l.Call.Common()
	if l.Kind != flow.LeafCall || !call.IsInvoke() || !j.ownIface(call.Value.Type()) {
		return nil
	}
	slots := j.slots().Of(call.Value)
	if len(slots) == 0 {
		return nil
	}
	return &via{method: flow.Key(flow.Callee(call)), slot: slots[0], result: l.Result, path: strings.Join(l.Path, ".")}
}

// under tells the path below what the summary speaks of; false when it speaks of another part of the result.
func (r *ResultSummary) under(result int, path []string) (rest []string, ok bool) {
	if r.Result != result {
		return nil, false
	}
	if r.Path == "" {
		return path, true
	}
	at := strings.Split(r.Path, ".")
	if len(at) > len(path) || !slices.Equal(at, path[:len(at)]) {
		return nil, false
	}
	return path[len(at):], true
}

// through is how values go through calls into other packages: as the summaries say that a function gives what it was given, else as the
// library rows and the names of conversions do.
func (j *judge) through(c *ssa.CallCommon, key string, result int, path []string) (arg int, below []string, ok bool) {
	for _, s := range j.imported.results(key) {
		rest, ok := s.under(result, path)
		if !ok || s.Class != ClassParam {
			continue
		}
		arg := s.Param
		if c.Signature().Recv() != nil {
			arg++
		}
		return arg, append(splitPath(s.PPath), rest...), true
	}
	return flow.PassThrough(c, key, result, path)
}

// mapsRows is a quick look for functions by which a caller may get a row from another: exported ones that give what
// they are given, such as filters, and those that set a key in a literal, such as copies, conversions and constructors.
func (j *judge) mapsRows() bool {
	for _, file := range j.pass.Files {
		if ast.IsGenerated(file) {
			continue
		}
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Body != nil && fn.Name.IsExported() && j.mapsRow(fn) {
				return true
			}
		}
	}
	return false
}

func (j *judge) mapsRow(fn *ast.FuncDecl) bool {
	obj, ok := j.pass.TypesInfo.Defs[fn.Name].(*types.Func)
	if !ok {
		return false
	}
	rows := slices.DeleteFunc(slices.Collect(obj.Signature().Results().Variables()), func(v *types.Var) bool {
		return scalar(v.Type()) || len(j.keyPaths(v.Type())) == 0
	})
	if len(rows) == 0 {
		return false
	}
	for p := range obj.Signature().Params().Variables() {
		if slices.ContainsFunc(rows, func(v *types.Var) bool { return types.Identical(v.Type(), p.Type()) }) {
			return true
		}
	}
	found := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if kv, ok := n.(*ast.KeyValueExpr); ok && !found {
			id, ok := kv.Key.(*ast.Ident)
			found = ok && strings.HasSuffix(strings.ToLower(id.Name), "id")
		}
		return !found
	})
	return found
}

// joinPath writes a path below a parameter. The elements of a list are as the list as a whole, which is how arguments are looked at.
func joinPath(path []string) string {
	for len(path) > 0 && path[len(path)-1] == "[]" {
		path = path[:len(path)-1]
	}
	return strings.Join(path, ".")
}

func splitPath(p string) []string {
	if p == "" {
		return nil
	}
	return strings.Split(p, ".")
}

// summariseResults writes down what a function gives: as a whole, or what the fields are that could identify a row.
func (j *judge) summariseResults(fn *ssa.Function) {
	res := fn.Signature.Results()
	if res.Len() > 4 {
		return
	}
	for i := range res.Len() {
		t := res.At(i).Type()
		paths := j.keyPaths(t)
		if flow.IsError(t) || len(paths) == 0 && flow.Struct(t) == nil && !isSliceType(t) {
			continue
		}
		if j.summariseResult(fn, i, nil, false) || j.summariseResult(fn, i, wholly(t), true) {
			continue
		}
		for _, p := range paths {
			if len(p) > 0 {
				j.summariseResult(fn, i, p, false)
			}
		}
	}
}

// wildcard is a field that no struct has. What is known of it is known of all that the value holds, since no literal sets it.
const wildcard = "*"

// wholly is the path of everything below a result.
func wholly(t types.Type) []string {
	if isSliceType(t) {
		return []string{"[]", wildcard}
	}
	return []string{wildcard}
}

// summariseResult writes down what a function gives at a path, if that tells a caller anything.
func (j *judge) summariseResult(fn *ssa.Function, i int, path []string, whole bool) bool {
	c, found := j.given(fn, i, path)
	if !found || c.mixed {
		return false
	}
	s := ResultSummary{Func: flow.FuncKey(fn), Result: i, Path: strings.Join(path, "."), Class: c.Class, Table: c.Table, Request: c.request}
	if whole {
		s.Path = strings.TrimSuffix(strings.TrimSuffix(s.Path, wildcard), ".")
	}
	switch c.Class {
	case ClassTenant, ClassPrincipal, ClassScopedRow, ClassFresh, ClassCredential, ClassRequest, ClassBody:
		if whole {
			return false
		}
	case ClassParam:
		// Of a literal as a whole it is not known which field came from where.
		below := c.Path
		if c.Fn != fn || !token.IsExported(fn.Name()) || len(path) == 0 && !scalar(fn.Signature.Results().At(i).Type()) {
			return false
		}
		if whole {
			if len(below) == 0 || below[len(below)-1] != wildcard {
				return false
			}
			below = below[:len(below)-1]
		}
		s.Param, s.PPath = c.Param, strings.Join(below, ".")
	case ClassUnknown:
		if c.via == nil || len(path) == 0 && !scalar(fn.Signature.Results().At(i).Type()) {
			return false
		}
		s.Via, s.ViaSlot, s.ViaResult, s.ViaPath = c.via.method, c.via.slot, c.via.result, c.via.path
		if whole {
			below, ok := strings.CutSuffix(s.ViaPath, wildcard)
			if !ok {
				return false
			}
			s.ViaPath = strings.TrimSuffix(below, ".")
		}
	default:
		return false
	}
	j.fact.Results = append(j.fact.Results, s)
	return true
}

// given is the worst of what a function's returns give at a path. Nil is left out: nothing can be read from it.
func (j *judge) given(fn *ssa.Function, i int, path []string) (out classed, found bool) {
	for _, ret := range flow.Returns(fn) {
		if flow.Failing(ret, i) {
			continue
		}
		leaves := slices.DeleteFunc(slices.Clone(j.origins(flow.Ref{V: ret.Results[i], Path: path})), func(l flow.Leaf) bool { return l.Kind == flow.LeafNil })
		if len(leaves) == 0 {
			continue
		}
		c := j.worst(leaves)
		if !found {
			out, found = c, true
			continue
		}
		out = out.or(c)
	}
	return out, found
}

// or is the worse of two origins of one value.
func (c classed) or(d classed) classed {
	out := c
	if d.Class.badness() > c.Class.badness() {
		out = d
	}
	out.mixed = c.mixed || d.mixed
	if c.request != d.request {
		out.request = "" // the one or the other: neither is held against what others read
	}
	if c.Class == d.Class {
		same := c.Class != ClassParam || c.Param == d.Param && c.Fn == d.Fn && slices.Equal(c.Path, d.Path)
		if c.Class == ClassUnknown {
			same = c.via != nil && d.via != nil && *c.via == *d.via
		}
		if !same {
			out.mixed, out.via = true, nil
		}
	}
	return out
}

func isSliceType(t types.Type) bool {
	_, ok := t.Underlying().(*types.Slice)
	return ok
}

// maxKeyPaths and maxKeyDepth bound how many fields of a struct, and how deep, are looked at as what could identify a row.
const (
	maxKeyPaths = 24
	maxKeyDepth = 3
)

// keyPaths are the paths below a type that could identify a row: the value itself when it is a scalar, the fields of structs and of their
// elements that are named like keys, those of outer structs first.
func (j *judge) keyPaths(t types.Type) [][]string {
	out, ok := j.paths[t]
	if !ok {
		out = keyPaths(t)
		j.paths[t] = out
	}
	return out
}

func keyPaths(t types.Type) [][]string {
	type node struct {
		t    types.Type
		path []string
	}
	if scalar(t) {
		return [][]string{nil}
	}
	var out [][]string
	for queue := []node{{t: t}}; len(queue) > 0 && len(out) < maxKeyPaths; queue = queue[1:] {
		n := queue[0]
		if sl, ok := n.t.Underlying().(*types.Slice); ok {
			n.t, n.path = sl.Elem(), append(slices.Clone(n.path), "[]") // a batch: the keys are in its elements
		}
		st := flow.Struct(n.t)
		if st == nil || len(n.path) > maxKeyDepth {
			continue
		}
		for f := range st.Fields() {
			if !f.Exported() {
				continue
			}
			path := append(slices.Clone(n.path), f.Name())
			switch {
			case !scalar(f.Type()):
				queue = append(queue, node{f.Type(), path})
			case identifies(f.Name()) && len(out) < maxKeyPaths:
				out = append(out, path)
			}
		}
	}
	return out
}

// resolver answers what a function's result is where the interfaces that it was read through are bound.
type resolver struct {
	own      map[string][]ResultSummary
	imported *imports
	bound    *bind.Bindings
	reads    func(string) []ReadSummary
}

func (j *judge) resolver(g *bind.Bindings) *resolver {
	r := &resolver{own: map[string][]ResultSummary{}, imported: j.imported, bound: g, reads: j.reads}
	for _, s := range j.fact.Results {
		r.own[s.Func] = append(r.own[s.Func], s)
	}
	return r
}

// of is the class of an argument; bound is false where a method of an interface gives it that nothing here binds.
func (r *resolver) of(a Arg) (c Class, bound bool) {
	if a.Via == "" {
		return a.Class, true
	}
	c, bound = r.class(via{a.Via, a.ViaSlot, a.ViaResult, a.ViaPath}, 0)
	if c == ClassParam {
		c = ClassUnknown // of that method, not of the function that calls it
	}
	if c == ClassUnknown && bound {
		return r.byKey(a)
	}
	return c, bound
}

// waitsFor is an argument that could settle an obligation at a call, once it is bound.
func (r *resolver) waitsFor(o *Open, c *Call) *Arg {
	for _, k := range o.Keys {
		for i := range c.Args {
			a := &c.Args[i]
			if a.Param != k.Param || a.Path != k.Path {
				continue
			}
			if _, bound := r.of(*a); !bound {
				return a
			}
			if p := a.unboundPrior(r.bound, r.reads); p != nil {
				return &Arg{Via: p.Callee, ViaSlot: p.Slots[0]}
			}
		}
	}
	return nil
}

// class is what every method that a slot's values reach gives; unknown when they differ.
func (r *resolver) class(v via, depth int) (out Class, bound bool) {
	if depth > maxKeyDepth {
		return ClassUnknown, true
	}
	reached := r.bound.Types([]string{v.slot})
	if len(reached) == 0 {
		return ClassUnknown, false
	}
	first := true
	for _, t := range reached {
		for _, impl := range r.bound.Impls(t, v.method) {
			c, ok := r.result(impl, v, depth)
			if !ok {
				return ClassUnknown, false
			}
			if !first && c != out {
				return ClassUnknown, true
			}
			out, first = c, false
		}
	}
	return out, true
}

// result is what one method gives.
func (r *resolver) result(impl string, v via, depth int) (c Class, bound bool) {
	list, ok := r.own[impl]
	if !ok {
		list = r.imported.results(impl)
	}
	for _, s := range list {
		rest, ok := s.under(v.result, splitPath(v.path))
		switch {
		case !ok:
		case s.Via != "":
			below := strings.Join(append(splitPath(s.ViaPath), rest...), ".")
			return r.class(via{method: s.Via, slot: s.ViaSlot, result: s.ViaResult, path: below}, depth+1)
		default:
			return s.Class, true
		}
	}
	return ClassUnknown, true
}
