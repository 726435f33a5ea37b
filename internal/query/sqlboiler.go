package query

import (
	"go/types"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// boiled knows the packages that sqlboiler writes for a schema. Their types and functions are named for the tables, so their rows are
// templates (lib_sqlboiler.go) that are filled in when a call is met. A package is recognised by its shape, because export data carries no
// header.
type boiled struct {
	lib  Library
	rows map[string]*Row // nil for a function that is known to be none
	pkgs map[*types.Package]bool
}

func newBoiled() *boiled {
	return &boiled{lib: boilLibrary(), rows: map[string]*Row{}, pkgs: map[*types.Package]bool{}}
}

// boilMarks are names that every package of sqlboiler's models declares.
var boilMarks = [...]string{"TableNames", "NewQuery", "M", "ErrSyncFail"}

// owns reports a package of models.
func (g *boiled) owns(p *types.Package) bool {
	if p == nil {
		return false
	}
	is, ok := g.pkgs[p]
	if !ok {
		is = declares(p, boilMarks[:])
		g.pkgs[p] = is
	}
	return is
}

// modelNamed is the model with a name, in either case of its first letter; nil when there is none.
func (g *boiled) modelNamed(p *types.Package, name string) *types.Named {
	r, size := utf8.DecodeRuneInString(name)
	if size == 0 {
		return nil
	}
	name = string(unicode.ToUpper(r)) + name[size:]
	if p.Scope().Lookup(name+"Slice") == nil {
		return nil
	}
	tn, ok := p.Scope().Lookup(name).(*types.TypeName)
	if !ok {
		return nil
	}
	n, _ := tn.Type().(*types.Named)
	return n
}

// typeOf splits the name of a generated type into its model and its role.
func (g *boiled) typeOf(t types.Type) (model *types.Named, role string) {
	n, ok := types.Unalias(deref(t)).(*types.Named)
	if !ok || !g.owns(n.Obj().Pkg()) {
		return nil, ""
	}
	name := n.Obj().Name()
	for _, suffix := range [...]string{"Query", "Slice"} {
		if of, ok := strings.CutSuffix(name, suffix); ok {
			if m := g.modelNamed(n.Obj().Pkg(), of); m != nil {
				return m, suffix
			}
		}
	}
	if m := g.modelNamed(n.Obj().Pkg(), name); m == n {
		return m, ""
	}
	return nil, ""
}

// kindOf is the kind of a generated query type.
func (g *boiled) kindOf(t types.Type) builderKind {
	if m, role := g.typeOf(t); m != nil && role == "Query" {
		return builder
	}
	return noBuilder
}

// row finds the row of a function of a package of models.
func (g *boiled) row(obj *types.Func, key string) *Row {
	if !g.owns(obj.Pkg()) {
		return nil
	}
	if r, ok := g.rows[key]; ok {
		return r
	}
	r := g.function(obj)
	if obj.Signature().Recv() != nil {
		r = g.method(obj)
	}
	if r != nil {
		r.Func = key
		r.lib = &g.lib
	}
	g.rows[key] = r
	return r
}

// covers reports a function whose calls are read by its row, so that its body says nothing more.
func (g *boiled) covers(fn *ssa.Function) bool {
	obj, ok := fn.Object().(*types.Func)
	return ok && g.row(obj, flow.Key(obj)) != nil
}

// function fills in the row of a function: Orders(mods…), FindOrder(ctx, exec, key…), OrderExists(ctx, exec, key…).
func (g *boiled) function(obj *types.Func) *Row {
	sig := obj.Signature()
	if obj.Name() == "NewQuery" {
		return &Row{Op: OpStart, Kind: KindSelect, Clause: ClauseMods, Args: "query..."}
	}
	if sig.Results().Len() == 1 {
		if m, role := g.typeOf(sig.Results().At(0).Type()); m != nil && role == "Query" {
			return &Row{Op: OpStart, Kind: KindSelect, Clause: ClauseMods, Args: "query...", model: m}
		}
	}
	if !touches(sig) && !strings.HasSuffix(obj.Name(), "G") && !strings.HasSuffix(obj.Name(), "GP") {
		return &Row{}
	}
	for _, name := range bare(obj.Name()) {
		of, found := strings.CutPrefix(name, "Find")
		if !found {
			of, found = strings.CutSuffix(name, "Exists")
		}
		if m := g.modelNamed(obj.Pkg(), of); found && m != nil {
			return &Row{Op: OpEnd, Kind: KindSelect, Clause: ClauseKeys, Args: blanks(sig), model: m, keys: keysOf(m, sig)}
		}
	}
	return nil
}

// method fills in the template of a method.
func (g *boiled) method(obj *types.Func) *Row {
	sig := obj.Signature()
	recv := sig.Recv().Type()
	n, ok := types.Unalias(deref(recv)).(*types.Named)
	if !ok {
		return nil
	}
	if strings.HasPrefix(n.Obj().Name(), "whereHelper") {
		return g.template("whereHelper", obj)
	}
	m, role := g.typeOf(recv)
	if m == nil {
		return &Row{} // R and L structs: what reads runs elsewhere
	}
	if r := g.template("{T}"+role, obj); r != nil {
		return r
	}
	if sig.Results().Len() == 1 {
		if target, kind := g.typeOf(sig.Results().At(0).Type()); target != nil && kind == "Query" {
			return &Row{Op: OpStart, Kind: KindSelect, Clause: ClauseMods, Args: "query...", model: target, owner: m, Column: obj.Name()}
		}
	}
	if !touches(sig) {
		return &Row{}
	}
	return nil
}

func (g *boiled) template(of string, obj *types.Func) *Row {
	for i := range g.lib.Rows {
		t, name, _ := strings.Cut(g.lib.Rows[i].Func, ".")
		if t != of {
			continue
		}
		for _, bared := range bare(obj.Name()) {
			if bared == name {
				r := g.lib.Rows[i]
				r.Args = filled(r.Args, obj.Signature())
				return &r
			}
		}
	}
	return nil
}

// bare are the names that a method's may be without the marks of its variants.
func bare(name string) []string {
	out := []string{name}
	for _, mark := range [...]string{"GP", "G", "P"} {
		if b, ok := strings.CutSuffix(name, mark); ok {
			out = append(out, b)
		}
	}
	return out
}

// touches reports a function that is given a database.
func touches(sig *types.Signature) bool {
	for i := range sig.Params().Len() {
		if n, ok := types.Unalias(sig.Params().At(i).Type()).(*types.Named); ok && strings.HasSuffix(n.Obj().Name(), "Executor") {
			return true
		}
	}
	return false
}

// blanks are the roles of arguments that have none.
func blanks(sig *types.Signature) string {
	return strings.TrimSpace(strings.Repeat("_ ", sig.Params().Len()))
}

// filled gives a template's roles their places: "@" the receiver's, "^" the last argument's. The names of columns of an upsert are its list of texts.
func filled(args string, sig *types.Signature) string {
	var recv string
	roles := strings.Fields(blanks(sig))
	for _, w := range strings.Fields(args) {
		switch {
		case w[0] == '@':
			recv = w
		case w[0] == '^' && len(roles) > 0:
			roles[len(roles)-1] = w[1:]
		default:
			return args
		}
	}
	if recv == "" {
		return strings.Join(roles, " ")
	}
	for i := range roles {
		if s, ok := sig.Params().At(i).Type().(*types.Slice); ok && isString(s.Elem()) && recv == "@values" && !sig.Variadic() {
			roles[i] = string(RoleCols)
		}
	}
	return recv + " " + strings.Join(roles, " ")
}

// keyArg is an argument that is the value of a key column.
type keyArg struct {
	arg    int
	column string
}

// keysOf finds the key columns of a look-up by the names of its parameters, which are those of the model's fields.
func keysOf(m *types.Named, sig *types.Signature) []keyArg {
	var out []keyArg
	st := flow.Struct(m)
	for i := range sig.Params().Len() {
		p := sig.Params().At(i)
		if sig.Variadic() && i == sig.Params().Len()-1 || st == nil {
			continue
		}
		for k := range st.NumFields() {
			name := strings.TrimSuffix(p.Name(), "P")
			if f := st.Field(k); strings.EqualFold(f.Name(), p.Name()) || strings.EqualFold(f.Name(), name) {
				if tag := tagName(st.Tag(k), "boil"); tag != "" {
					out = append(out, keyArg{i, tag})
					break
				}
			}
		}
	}
	return out
}

// keysEqual adds the conditions of a look-up by key.
func (b *build) keysEqual(l *link) {
	for _, k := range l.row.keys {
		if k.arg < len(l.args) {
			r := l.args[k.arg]
			b.where = append(b.where, term{e: b.equals(k.column, r)})
		}
	}
	if len(l.row.keys) == 0 {
		b.where = append(b.where, term{e: b.hole(flow.Ref{V: valueOf(l), Frame: l.frame})})
	}
}

// related adds the condition that ties rows to a value of another model, by the names of their fields: o.Customer() is customers.id =
// o.CustomerID, o.OrderItems() is order_items.order_id = o.ID.
func (b *build) related(l *link) {
	if l.row.owner == nil || b.model == nil {
		return
	}
	recv, _ := flow.Args(l.call.Common())
	owner := flow.Ref{V: recv, Frame: l.frame}
	own := b.c.models.of(l.row.owner, b.lib.Rules)
	if f := own.field(l.row.Column + "ID"); f != nil {
		if keys := b.model.keyFields(); len(keys) == 1 {
			b.where = append(b.where, term{e: b.equals(keys[0].column, owner.Field(f.name()))})
			return
		}
	}
	if f := b.model.field(l.row.owner.Obj().Name() + "ID"); f != nil {
		if keys := own.keyFields(); len(keys) == 1 {
			b.where = append(b.where, term{e: b.equals(f.column, owner.Field(keys[0].name()))})
			return
		}
	}
	b.where = append(b.where, term{e: b.hole(flow.Ref{V: valueOf(l), Frame: l.frame})})
}

// column is the column that a value of a generated variable stands for: OrderWhere.TenantID.
func (g *boiled) column(b *build, r flow.Ref) (*sqlread.Column, bool) {
	name, field := globalField(r.V)
	if name == nil || !g.owns(name.Pkg.Pkg) {
		return nil, false
	}
	of, ok := strings.CutSuffix(name.Name(), "Where")
	if !ok {
		return nil, false
	}
	m := g.modelNamed(name.Pkg.Pkg, of)
	if m == nil {
		return nil, false
	}
	mod := b.c.models.of(m, boilRules())
	if f := mod.field(field); f != nil && f.column != "" {
		return &sqlread.Column{Table: mod.table, Name: f.column}, true
	}
	return nil, false
}

// globalField is the variable and the field that a value is read from.
func globalField(v ssa.Value) (*ssa.Global, string) {
	var base ssa.Value
	var f *types.Var
	switch x := v.(type) {
	case *ssa.UnOp:
		fa, ok := x.X.(*ssa.FieldAddr)
		if !ok {
			return nil, ""
		}
		base, f = fa.X, flow.FieldVar(fa.X.Type(), fa.Field)
	case *ssa.Field:
		base, f = x.X, flow.FieldVar(x.X.Type(), x.Field)
	}
	if load, ok := base.(*ssa.UnOp); ok {
		base = load.X
	}
	g, ok := base.(*ssa.Global)
	if !ok || f == nil || g.Pkg == nil {
		return nil, ""
	}
	return g, f.Name()
}

// mods adds what values add that are links: models.Orders(qm.Where(…), models.OrderWhere.ID.EQ(id)).
func (b *build) mods(l *link) []*build {
	if l.row.model != nil {
		b.useModel(b.c.models.of(l.row.model, b.lib.Rules))
		b.related(l)
	}
	r, ok := l.arg(RoleQuery)
	if !ok {
		return one(b)
	}
	lists, complete := [][]flow.Ref{{r}}, true
	if l.rest == RoleQuery {
		lists, complete = b.c.elements(r)
	}
	var out []*build
	for _, list := range lists {
		n := b.clone()
		if !complete {
			n.where = append(n.where, term{e: n.hole(r)})
		}
		builds := one(n)
		for _, el := range list {
			var next []*build
			for _, m := range builds {
				next = append(next, m.mod(el)...)
			}
			builds = next[:min(len(next), maxAlternatives)]
		}
		out = append(out, builds...)
	}
	if len(out) == 0 {
		return one(b)
	}
	return out
}

// mod adds one such value.
func (b *build) mod(r flow.Ref) []*build {
	if r.V != nil {
		if call, ok := b.c.deref(r).V.(*ssa.Call); ok {
			if row, lib := b.c.rowOf(call); row != nil && row.Op == OpPred {
				m := b.c.linkOf(lib, row, call, r.Frame)
				if row.Clause == ClauseGroup || row.Clause == ClauseOrGroup {
					return b.modGroup(m)
				}
				return b.clause(m)
			}
		}
	}
	b = b.clone()
	b.where = append(b.where, term{e: b.hole(r)})
	return one(b)
}

// modGroup adds what values add, in parentheses.
func (b *build) modGroup(l *link) []*build {
	var out []*build
	for _, n := range b.inner().mods(l) {
		n.endGroup(l.row.Clause == ClauseOrGroup)
		out = append(out, n)
	}
	return out
}
